"""Digits as written in Vietnamese to exact values."""

from __future__ import annotations

import re
from decimal import Decimal

# Longer digit strings are account numbers or noise, and would not survive JSON.
MAX_DIGITS = 24
_MAX_FRACTION_DIGITS = 15
_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
_COMMA_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")


def parse_digits(surface: str, *, whole: bool = False) -> Decimal | None:
    """The value of digits with separators; None where they make no number.

    Dots and spaces group thousands, a comma starts decimals; `whole` says that only a
    whole number makes sense (a count of people), so that ``18,600`` is read as thousands.

    >>> [str(parse_digits(s)) for s in ("21.208", "21 208", "1,5", "215,340", "05", "2.5", "1.058,25", "1,234,567")]
    ['21208', '21208', '1.5', '215.340', '5', '2.5', '1058.25', '1234567']
    >>> str(parse_digits("18,600", whole=True)), parse_digits("1.2.3")
    ('18600', None)
    """
    if not surface.isascii():
        return None
    if surface.isdecimal():
        return Decimal(surface) if len(surface) <= MAX_DIGITS else None
    digits = len(surface) - surface.count(".") - surface.count(",") - surface.count(" ")
    if digits > MAX_DIGITS:
        return None
    if _GROUPED.fullmatch(surface) and not surface.startswith("0"):
        if surface.count(",") > 1:
            return Decimal(surface.replace(",", ""))
        return _limited(surface.replace(".", "").replace(" ", "").replace(",", "."), digits)
    if whole and _COMMA_THOUSANDS.fullmatch(surface):
        return Decimal(surface.replace(",", ""))
    if " " in surface or surface.count(",") + surface.count(".") > 1:
        return None
    return _limited(surface.replace(",", "."), digits)


def _limited(plain: str, digits: int) -> Decimal | None:
    return None if "." in plain and digits > _MAX_FRACTION_DIGITS else Decimal(plain)
