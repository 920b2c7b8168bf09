"""Tables of contents, whose numbers are those of pages, and other columns that count nothing."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence, Set
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from report_extract.readers.pdf.words import Cell, Line

NUMBER = re.compile(r"[~≈<>≤≥]?\s?[+\-−–]?\s?\(?\d[\d.,/]*(?: \d{3})*\)?\s?%?")
_FEWEST = 3  # entries
_BETWEEN = 2  # lines of headings that are broken
_FIRST = 3  # the page on which a text begins, at most
_WIDE = 1.5  # heights of a line: page numbers end at one edge
_PAGE = re.compile(r"\d{1,3}$")
_LEADERS = 3  # of these signs
_TOP = re.compile(r"(?:[IVX]{1,5}|[A-ZĐ])[.)/\s]")
_MARKED = re.compile(r"(?:[IVX]{1,5}|[A-ZĐa-zđ]|\d{1,2}(?:\.\d{1,2})*)[.)/\s]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_OF_PHONE = 9  # digits
_COUNTED = re.compile(r"(?<=[^\W\d_]\s)\d[\d.,]*%?\s+[^\W\d_]")  # words, a number, and what it counts
_DATED = re.compile(r"[^\W\d_]\s+\d{1,2}/\d{1,2}/\d{4}")


class _Entry(NamedTuple):
    """A line of a table of contents: where it stands among the lines, the page, and has it dots before that?"""

    at: int
    page: int
    leads: bool


def contents(lines: Sequence[Line], total: int) -> frozenset[Line]:
    """The lines of a page that are a table of contents, in a file of `total` pages."""
    found: set[Line] = set()
    for run in _runs(lines):
        first, last = run[0].at, run[-1].at
        headed = any(_plain(line.text) in _words("contents") for line in lines[max(0, first - 2) : first])
        if _lists(run, [lines[entry.at].text for entry in run], headed, total):
            found.update(lines[first : last + 1])
    return frozenset(found)


def _lists(run: Sequence[_Entry], texts: Sequence[str], headed: bool, total: int) -> bool:
    """Do the numbers of lines rise as those of pages do, and does more say that they are?"""
    pages = [entry.page for entry in run]
    if len(run) < _FEWEST or pages[0] == pages[-1] or any(b < a for a, b in pairwise(pages)):
        return False
    marked = sum(_MARKED.match(text) is not None for text in texts) > len(texts) / 2
    begins = pages[0] <= _FIRST and (any(map(_TOP.match, texts)) or sum(entry.leads for entry in run) > len(run) / 2)
    return headed or (marked and (begins or (len(run) > _FEWEST and pages[-1] <= total)))


def _runs(lines: Sequence[Line]) -> Iterator[list[_Entry]]:
    """Lines that end in a number at one edge, after a gap or dots, with few others between."""
    run: list[_Entry] = []
    for at, line in enumerate(lines):
        entry = _entry(at, line)
        edge = not run or abs(line.x1 - lines[run[-1].at].x1) < _WIDE * line.height
        if entry and edge and (not run or entry.page >= run[-1].page):
            run.append(entry)
        elif run and (entry or line.columns > 1 or at - run[-1].at > _BETWEEN):
            yield run
            run = [entry] if entry else []
    if run:
        yield run


def _entry(at: int, line: Line) -> _Entry | None:
    number = _PAGE.search(line.text)
    if number is None or any(NUMBER.fullmatch(cell.text) for cell in line.cells[1:-1]):
        return None
    head = line.text[: number.start()]
    gap = head[len(head.rstrip(" .…·_")) :]
    leads = "…" in gap or len(gap.replace(" ", "")) >= _LEADERS
    apart = line.columns > 1 and line.cells[-1].text.strip(" .…·_") == number[0]
    named = any(map(str.isalpha, head))
    return _Entry(at, int(number[0]), leads) if named and (leads or apart) else None


def counts_nothing(numbers: Sequence[str]) -> bool:
    """Are the numbers of a column only years, or those of telephones?"""
    return all(_YEAR.fullmatch(text) or _is_phone(text) for text in numbers)


def _is_phone(text: str) -> bool:
    digits = [sign for sign in text if sign.isdecimal()]
    return text.startswith("0") and "," not in text and len(digits) >= _FEWEST_OF_PHONE


def running_text(rows: Sequence[Sequence[Cell]]) -> bool:
    """Are most rows sentences that go on, count something themselves, refer to something, or give its day?"""
    texts = [[cell.text for cell in row if not NUMBER.fullmatch(cell.text)] for row in rows]
    counting = [any(map(_COUNTED.search, row)) for row in texts]
    going_on = [any(text[:1].islower() for text in row[:1]) for row in texts]
    sentences = sum(map(max, counting, going_on)) if any(counting) and any(going_on) else 0
    refers = sum(any(map(_refers, row)) or any(map(_DATED.search, row[1:])) for row in texts)
    return 2 * max(sentences, refers) > len(rows)


def _refers(text: str) -> bool:
    return _plain(text).rpartition(" ")[2] in _words("reference")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


@cache
def _words(kind: str) -> Set[str]:
    with files(__package__).joinpath("columns.toml").open("rb") as file:
        return frozenset(tomllib.load(file)[kind])
