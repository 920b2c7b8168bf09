"""Texts meant to harm: each ends in a record, however it is made."""

import pytest

from hostile import TEXTS
from report_extract import extract


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("size", [1, 60, 2000])
def test_ends_in_a_record(name: str, size: int) -> None:
    text = TEXTS[name](size)
    report = extract(text)
    assert report.source.characters == len(text)
    assert all(text[figure.start : figure.end] == figure.text for figure in report.figures)
    assert all(text[number.start : number.end] == number.text for number in report.numbers)
    assert report.model_dump_json()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1." * 20_000, id="dots"),
        pytest.param("1 " * 20_000, id="blanks"),
        pytest.param("a." * 20_000, id="letters"),
        pytest.param("7" * 100_000, id="digits"),
        pytest.param("Kết nạp 12 đảng viên, " * 15_000, id="one long line"),
        pytest.param("Kết nạp 12 đảng viên.\n" * 15_000, id="many lines"),
    ],
)
def test_large_texts(text: str) -> None:
    report = extract(text)
    assert report.source.characters == len(text)
    covered = sum(n.end - n.start for n in report.numbers) + sum(f.end - f.start for f in report.figures)
    assert covered >= sum(map(str.isdecimal, text))
