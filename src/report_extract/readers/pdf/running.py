"""Running heads and feet, page numbers, and notes at the foot of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from report_extract.readers.document import AsideKind
from report_extract.readers.pdf.words import Line

_DEEP = 3  # lines from the edge of the page
_NEAR = 2  # pages: heads of left and right pages may differ
_SAME = 4.0  # points
_MARGIN = 0.06  # of the height of the page: 18 mm of A4, where reports keep 20 mm free
_AWAY, _GAP = 1.2, 0.8  # heights of a line: between a line in the margin, or a head, and the text
_SMALL = 0.92  # of the usual height of a line
_NOTE = re.compile(r"(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3}|\*{1,3}|[(\[]\d{1,3}[)\]])(?=[\s.]*[^\W\d_])")
_MARK = re.compile(r"[⁰¹²³⁴-⁹]{1,3}|(?<=[^\W\d_]{2})(?<!km)[0-9]{1,3}(?!\w)")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:[^\W\d_]+\W+)?(\d{1,4})(?:\s*/\s*(\d{1,4}))?\W*")


def running(pages: Sequence[tuple[float, Sequence[Line]]], total: int) -> Mapping[Line, AsideKind]:
    """The lines at the edges of pages, given with their heights, that are no part of the running text.

    They stand on several pages, hold the page's number, or stand alone in the margin.
    """
    edges: dict[str, list[tuple[Line, AsideKind]]] = {}
    found: dict[Line, AsideKind] = {}
    for height, lines in pages:
        found.update(_marginal(lines, height))
        for line, kind in _edge(lines):
            edges.setdefault(_NUMBER.sub("0", line.text), []).append((line, kind))
            number = _PAGE_NUMBER.fullmatch(line.text)
            alone = (
                number
                and int(number[1]) == line.page
                and (line.text.strip(" -–—.").isdecimal() or number[2] == str(total))
            )
            if alone and (lines[0] is line or lines[-1] is line) and len(lines) > 1:
                found[line] = "page_number"
    for alike in edges.values():
        for (a, kind), (b, other) in pairwise(alike):
            if (
                kind == other
                and 0 < b.page - a.page <= _NEAR
                and _same_place(a, b)
                and (shift := _counts(a, b)) is not None
            ):
                label: AsideKind = "page_number" if shift and _PAGE_NUMBER.fullmatch(a.text) else kind
                found[a] = found[b] = label
    return found


def footnotes(lines: Sequence[Line]) -> Mapping[Line, int]:
    """The notes at the foot of a page, without its running foot: their lines, with the length of the mark of a note.

    They are smaller; the first of each begins with a mark, a bare number only where it stands raised in the text.
    """
    usual = median(line.height for line in lines) if lines else 0.0
    first = len(lines)
    while first and lines[first - 1].height < _SMALL * usual and lines[first - 1].columns == 1:
        first -= 1
    raised = {mark for line in lines[:first] for mark in _raised(line.text)} if first < len(lines) else set()
    found: dict[Line, int] = {}
    for line in lines[first:]:
        mark = _NOTE.match(line.text)
        length = mark.end() if mark and (not mark[0].isdecimal() or mark[0] in raised) else 0
        if found or length:
            found[line] = length
    return found


def _raised(text: str) -> list[str]:
    """The marks of notes in a text: raised numbers, and those that stand at a word."""
    return [mark.translate(_LOWERED) for mark in _MARK.findall(text)]


def _marginal(lines: Sequence[Line], height: float) -> Mapping[Line, AsideKind]:
    """A first or last line within the margin, away from the others."""
    found: dict[Line, AsideKind] = {}
    if len(lines) > 2:
        (first, second), (before, last) = lines[:2], lines[-2:]
        if first.bottom < _MARGIN * height and second.top - first.bottom > _AWAY * first.height:
            found[first] = "header"
        if last.top > (1 - _MARGIN) * height and last.top - before.bottom > _AWAY * last.height:
            found[last] = "footer"
    return found


def _edge(lines: Sequence[Line]) -> list[tuple[Line, AsideKind]]:
    """The first and last lines, as far as a gap divides them from the text, but one of each at least."""
    head = _outer(lines, [b.top - a.bottom for a, b in pairwise(lines)])
    up = lines[::-1]
    foot = _outer(up, [a.top - b.bottom for a, b in pairwise(up)])
    return [*((line, "header") for line in head), *((line, "footer") for line in foot if line not in head)]


def _outer(lines: Sequence[Line], gaps: Sequence[float]) -> Sequence[Line]:
    deep = next((i for i, gap in enumerate(gaps[:_DEEP], 1) if gap > _GAP * lines[i - 1].height), 1)
    return lines[:deep]


def _same_place(a: Line, b: Line) -> bool:
    return abs(a.bottom - b.bottom) < _SAME and abs(a.height - b.height) < _SAME


def _counts(a: Line, b: Line) -> bool | None:
    """Do the numbers of two lines stay (False), count the pages (True), or say something else (None)?"""
    numbers = list(zip(_NUMBER.findall(a.text), _NUMBER.findall(b.text), strict=True))
    changed = [(x, y) for x, y in numbers if x != y]
    if not changed:
        return False
    return True if all(int(y) - int(x) == b.page - a.page for x, y in changed) else None
