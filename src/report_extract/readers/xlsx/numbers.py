"""The values of cells as a sheet shows them, in Vietnamese writing: `1.234.567`, `7,25%`, `05/03/2023`."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

_GENERAL = re.compile(r"general|@|", re.IGNORECASE)
_CONDITION = re.compile(r"\[(?!\$)[^\]]*\]")  # colours and conditions
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_DIGITS = re.compile(r"[0#?][0#?, ]*(?:\.[0#?]+)?,*")
_THREE_DECIMALS = re.compile(r"[1-9]\d{0,2},\d{3}")
_MOST_PLACES = 15


class Style(NamedTuple):
    """One section of a number format."""

    before: str
    after: str
    scale: int  # powers of ten that the number is multiplied with
    places: int | None  # decimals; None: as many as there are
    least: int  # digits before the comma
    grouped: bool
    dots: bool  # has room for digits at all


def shown(value: object, number_format: str) -> str:
    """The text of a cell; "" for an empty one.

    >>> shown(0.0725, "0.00%"), shown(1234567.4, "#,##0"), shown(-3.5, "General")
    ('7,25%', '1.234.567', '-3,5')
    >>> shown(date(2023, 3, 5), "dd/mm/yyyy"), shown(0, '#,##0;-#,##0;"-"')
    ('05/03/2023', '-')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float | Decimal):
        return _number(value, number_format)
    if isinstance(value, datetime | date):
        return _date(value, number_format.lower())
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


def _number(value: float | Decimal, number_format: str) -> str:
    exact = Decimal(value if isinstance(value, int) else format(value, ".15g"))
    if not exact.is_finite() or abs(exact.adjusted()) > 30:
        return str(value)
    style = _style(number_format, "-" if exact < 0 else "0" if exact == 0 else "+")
    if not style.dots:
        return (style.before + style.after).strip()
    size = abs(exact).scaleb(style.scale)
    if style.places is not None:
        size = size.quantize(Decimal(1).scaleb(-style.places), ROUND_HALF_UP)
    whole, _, rest = f"{size:f}".partition(".")
    rest = rest if style.places is not None else rest.rstrip("0")[:_MOST_PLACES]
    whole = whole.zfill(style.least)
    text = (f"{int(whole):,}".replace(",", ".") if style.grouped else whole) + ("," + rest if rest else "")
    if _THREE_DECIMALS.fullmatch(text):
        text += "0"  # 12,345 alone would be read as thousands
    return f"{'-' if exact < 0 and size else ''}{style.before}{text}{style.after}".strip()


@lru_cache(maxsize=1024)
def _style(number_format: str, sign: str) -> Style:
    """The section of a format for negative (-), zero (0) or other numbers."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format[:200])
    place = {"-": 1, "0": 2}.get(sign, 0)
    section = sections[place] if place < len(sections) and sections[place].strip() else sections[0]
    if _GENERAL.fullmatch(section.strip()):
        return Style("", "", 0, None, 1, grouped=False, dots=True)
    section = _CONDITION.sub("", _CURRENCY.sub(r'"\1"', section))
    literals: list[str] = []

    def keep(m: re.Match[str]) -> str:
        literals.append(m.group(1) or m.group(2) or " ")
        return "\0"

    plain = _LITERAL.sub(keep, section)
    digits = _DIGITS.search(plain)
    if "e+" in plain.lower() or "/" in plain:
        return Style("", "", 0, None, 1, grouped=False, dots=True)
    if digits is None:
        return Style("", _restored(plain, literals), 0, None, 0, grouped=False, dots="general" in plain.lower())
    pattern = digits.group().replace(" ", "")
    thousands = len(pattern) - len(pattern := pattern.rstrip(","))  # commas at the end divide
    whole, _, places = pattern.partition(".")
    percent = "%" in plain
    before = _restored(plain[: digits.start()], literals).lstrip(" -(")
    used = plain[: digits.start()].count("\0")
    after = _restored(plain[digits.end() :], literals[used:]).rstrip(" )")
    if after[:1].isalpha() or after[:1] == "₫":
        after = " " + after
    return Style(
        before, after, 2 * percent - 3 * thousands, len(places), max(1, whole.count("0")),
        grouped="," in whole, dots=True,
    )  # fmt: skip


def _restored(text: str, literals: list[str]) -> str:
    """A stretch of a format with its literal texts back in it."""
    kept = iter(literals)
    return "".join(next(kept, "") if c == "\0" else c for c in text if c not in "?#")


def _date(value: date, number_format: str) -> str:
    plain = _LITERAL.sub("", _CONDITION.sub("", _CURRENCY.sub("", number_format)))
    if "y" in plain and "d" not in plain:
        return value.strftime("%m/%Y") if "m" in plain else str(value.year)
    text = value.strftime("%d/%m/%Y") if "y" in plain or "h" not in plain else ""
    if isinstance(value, datetime) and "h" in plain and (value.hour or value.minute or not text):
        return f"{text} {value.strftime('%H:%M')}".strip()
    return text
