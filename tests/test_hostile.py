"""Texts meant to harm: each ends in a record, in time that grows no faster than the text."""

import gc
import time
from collections.abc import Callable

import pytest

from report_extract import extract
from report_extract.cli import _json

# Twice the text may take so many times as long: 2 is linear, 4 quadratic; the rest is for a busy machine.
MAX_GROWTH = 3.2
# Seconds from which a ratio of times says something, and the size to stop at.
TIMED, LARGEST = 0.1, 128_000

TAKES_HOURS = pytest.mark.xfail(run=False, reason="time grows with the square or cube of the numbers in a text")

# Name, and what makes a text of about n characters.
TEXTS: dict[str, Callable[[int], str]] = {
    "1.": lambda n: "1." * (n // 2),
    "1 ": lambda n: "1 " * (n // 2),
    "1, ": lambda n: "1, " * (n // 3),
    "1/": lambda n: "1/" * (n // 2),
    "1-": lambda n: "1-" * (n // 2),
    "a.": lambda n: "a." * (n // 2),
    "a1": lambda n: "a1" * (n // 2),
    "digits": lambda n: "7" * n,
    "groups": lambda n: ".".join(["123"] * (n // 4)),
    "letters": lambda n: "đ" * n,
    "words": lambda n: "một " * (n // 4),
    "spaces": lambda n: " " * n,
    "lines": lambda n: "\n" * n,
    "numbered lines": lambda n: "1.\n" * (n // 3),
    "one line": lambda n: "Kết nạp 12 đảng viên, " * (n // 22),
    "sentences": lambda n: "Kết nạp 12 đảng viên. " * (n // 22),
    "list": lambda n: "- Kết nạp 12 đảng viên\n" * (n // 23),
    "headings": lambda n: "I. KẾT QUẢ NĂM 2018\n" * (n // 20),
    "parts": lambda n: "trong đó 12 nữ, " * (n // 16),
    "parentheses": lambda n: "(12 " * (n // 8) + ")" * (n // 8),
    "closed": lambda n: ")" * n,
    "bars": lambda n: "| 12 " * (n // 5),
    "table": lambda n: "| Xã | 12 | 13 |\n" * (n // 17),
    "tabs": lambda n: "Xã\t12\t13\n" * (n // 9),
    "columns": lambda n: "Xã A     12     13\n" * (n // 19),
    "dates": lambda n: "28/12/2023 " * (n // 11),
    "years": lambda n: "năm 2018 " * (n // 9),
    "from": lambda n: "từ " * (n // 3),
    "from to": lambda n: "từ 5 đến " * (n // 9),
    "headline": lambda n: "Trao 300 suất quà\n\n" + "Trao 300 suất quà. " * (n // 19),
    "money": lambda n: "1 tỷ 200 triệu " * (n // 15),
    "spelled": lambda n: "hai mươi mốt nghìn " * (n // 19),
    "hundred": lambda n: "trăm " * (n // 5),
    "%": lambda n: "%" * n,
    "quotes": lambda n: "“" * n,
    "emoji": lambda n: "👨‍👩‍👧‍👦 12 " * (n // 11),
    "right to left": lambda n: "\u200f\u202e12 đảng viên\u202c " * (n // 16),
    "control": lambda n: "\x01\x02 12\x7f" * (n // 6),
    "combining": lambda n: "a" + "\u0301" * n,
    "invisible": lambda n: "\u200b" * n,
    "other digits": lambda n: "١٢٣ १२३ １２３ " * (n // 12),
    "superscripts": lambda n: "m² ½ ① Ⅻ " * (n // 9),
    "zero": lambda n: "\x00" * n,
}


def seconds(text: str, runs: int = 3) -> float:
    """The best of some runs, with the record written out."""
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        _json(extract(text), None)
        best = min(best, time.perf_counter() - start)
    return best


def measurable(make: Callable[[int], str]) -> int:
    """A size whose text takes long enough to be timed, or the largest tried."""
    size = 1000
    while size < LARGEST and seconds(make(size), runs=1) < TIMED:
        size *= 2
    return size


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("size", [1, 60, 2000])
def test_ends_in_a_record(name: str, size: int) -> None:
    text = TEXTS[name](size)
    report = extract(text)
    assert report.source.characters == len(text)
    assert all(text[figure.start : figure.end] == figure.text for figure in report.figures)
    assert all(text[number.start : number.end] == number.text for number in report.numbers)
    assert _json(report, None)


@pytest.mark.xfail(strict=True, reason="the JSON of a lone surrogate is an error of the serializer")
def test_lone_surrogates_are_written_out() -> None:
    report = extract("Có 12\ud800 đảng viên \udfff.")
    assert _json(report, None)


@pytest.mark.parametrize("name", TEXTS)
def test_time_grows_no_faster_than_the_text(name: str) -> None:
    make = TEXTS[name]
    size = measurable(make)
    assert seconds(make(2 * size)) / seconds(make(size)) < MAX_GROWTH, f"from {size} characters on"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1." * 20_000, id="dots"),
        pytest.param("1 " * 20_000, id="blanks", marks=TAKES_HOURS),
        pytest.param("a." * 20_000, id="letters"),
        pytest.param("7" * 100_000, id="digits"),
        pytest.param("Kết nạp 12 đảng viên, " * 45_000, id="a megabyte on one line", marks=TAKES_HOURS),
        pytest.param("Kết nạp 12 đảng viên.\n" * 45_000, id="a megabyte of lines", marks=TAKES_HOURS),
    ],
)
def test_large_texts(text: str) -> None:
    report = extract(text)
    assert report.source.characters == len(text)
    covered = sum(n.end - n.start for n in report.numbers) + sum(f.end - f.start for f in report.figures)
    assert covered >= sum(map(str.isdecimal, text))
