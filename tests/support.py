"""What several test modules share: cached extraction, readable ids, rows of known bugs."""

import re
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from report_extract import Figure, Report, extract

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
YEAR_2018 = "BÁO CÁO\nCông tác năm 2018\n"


@cache
def report_of(text: str) -> Report:
    """`extract`, once for each text."""
    return extract(text)


def figure_of(text: str, surface: str) -> Figure:
    """The figure of a text whose words hold `surface`."""
    figures = report_of(text).figures
    found = [figure for figure in figures if surface in figure.text]
    assert found, f"no figure {surface!r} among {[figure.text for figure in figures]} in {text!r}"
    return found[0]


def plain(value: Decimal | None) -> str | None:
    """A number without exponent and without zeros at its end."""
    if value is None:
        return None
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def period_of(figure: Figure) -> str | None:
    """`first day/last day`."""
    return f"{figure.period.start}/{figure.period.end}" if figure.period else None


def slug(value: object) -> str | None:
    """The id of a row: its text in plain letters."""
    if not isinstance(value, str):
        return None
    letters = unicodedata.normalize("NFD", value.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    return re.sub(r"[^\w,./%-]+", "_", letters)[:60].strip("_")


def known_bug(reason: str, *row: object) -> Any:
    """A row that fails today; once the bug is mended, the suite asks to drop the mark."""
    return pytest.param(*row, marks=pytest.mark.xfail(strict=True, reason=reason))
