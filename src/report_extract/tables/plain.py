"""Tables in plain text: lines whose columns stand apart by bars, tabs, leader dots or runs of blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report_extract.readers.document import Grid, GridCell
from report_extract.tables.cells import Span
from report_extract.text import SourceText, Spans

_LINE = re.compile(r"[^\n]+")
_BAR = re.compile(r"[ \t]*\|[ \t]*")
_TAB = re.compile(r"[ ]*\t[ ]*")
_GAP = re.compile(r"[ ]*[.…]{2,}[ ]+|[ ]{2,}|[ ]*\t[ \t]*")
_GAP_SIGNS = ("  ", "\t", "..", "…")
_NUMERIC = re.compile(r"(?:[~≈]\s*|[+\-−–]\s?)?\d[\d.,/]*(?: \d{3})*\s*%?|[-–]")
_LABELLED = re.compile(r"([^\W\d][^\d\n]*[^\W\d]) (\d[\d.,]*)")
_RULE = re.compile(r"[\s|+:=_–-]+")  # `|---|---|`
_GROUP = re.compile(r"[ \t|]*(?:[IVX]{1,5}|[A-HĐ]|\d{1,2})[.)/ -]+[^\W\d_][^\n\d.;:|]{1,58}[ \t|]*")  # `II. Y tế`
_MOST_COLUMNS = 40


def plain_grids(source: SourceText, taken: Spans) -> Iterator[Grid]:
    """The tables among the lines of a text outside what is `taken`, in text order."""
    norm = source.norm
    for lines in _runs(norm, taken):
        rows = _rows(norm, lines)
        if not _is_table(norm, rows):
            continue
        columns, most = _columns(lines, rows), max(map(len, rows))
        cells = (
            GridCell(*source.raw_span(*span), i, column, columns=most if len(row) == 1 else 1)
            for i, (row, places) in enumerate(zip(rows, columns, strict=True))
            for span, column in zip(row, places, strict=True)
            if span[0] < span[1]
        )
        yield Grid(source.raw_span(*lines[0])[0], source.raw_span(*lines[-1])[1], tuple(cells))


def _runs(norm: str, taken: Spans) -> Iterator[Sequence[Span]]:
    """Lines with columns that follow each other, with those between that head a group, without those that only rule."""
    run: list[Span] = []
    across: list[Span] = []  # a line without columns, of the run if it goes on after it
    last = -2
    for m in _LINE.finditer(norm):
        start, end = m.span()
        ruled = run and _RULE.fullmatch(norm, start, end)
        divided = not ruled and not taken.hold(start) and len(_split(norm, (start, end))) > 1
        heads = run and not across and not divided and _GROUP.fullmatch(norm, start, end) is not None
        if start - last > 2 or not (divided or ruled or heads):
            if len(run) > 1:
                yield run
            run, across, heads = [], [], False
        if divided:
            run += [*across, (start, end)]
            across = []
        elif heads:
            across = [(start, end)]
        last = end
    if len(run) > 1:
        yield run


def _split(norm: str, line: Span) -> list[Span]:
    """The cells of a line."""
    text = norm[slice(*line)]
    divider = _BAR if "|" in text else _GAP
    return _divided(norm, line, divider) if divider is _BAR or any(sign in text for sign in _GAP_SIGNS) else []


def _divided(norm: str, line: Span, divider: re.Pattern[str]) -> list[Span]:
    """The cells between dividers: between bars and single tabs also those that are empty."""
    start, end = line[0], line[0] + len(norm[slice(*line)].rstrip(" \t" if divider is _GAP else " "))
    start += len(norm[start:end]) - len(norm[start:end].lstrip(" \t" if divider is not _TAB else " "))
    if divider is _BAR:
        start, end = start + norm.startswith("|", start), end - norm.endswith("|", start, end)
    cells: list[Span] = []
    for m in divider.finditer(norm, start, end):
        cells.append((start, m.start()))
        start = m.end()
        if len(cells) > _MOST_COLUMNS:
            return []
    cells.append((start, max(start, end)))
    return [_trimmed(norm, cell) for cell in cells]


def _trimmed(norm: str, cell: Span) -> Span:
    text = norm[slice(*cell)]
    start = cell[0] + len(text) - len(text.lstrip())
    return start, max(start, cell[0] + len(text.rstrip()))


def _rows(norm: str, lines: Sequence[Span]) -> list[list[Span]]:
    """The cells of each line; where as many single tabs stand in each, an empty cell between two of them."""
    by_tabs = [_divided(norm, line, _TAB) for line in lines]
    if len(by_tabs[0]) > 1 and all(len(row) == len(by_tabs[0]) for row in by_tabs):
        return by_tabs
    rows = [_split(norm, line) or [_trimmed(norm, line)] for line in lines]
    most = max(map(len, rows))
    return [_narrow(norm, row) if len(row) == most - 1 else row for row in rows]


def _narrow(norm: str, row: list[Span]) -> list[Span]:
    """A row whose first number stands but a blank from its label (`Công nghiệp 420`), where others have a cell more."""
    m = _LABELLED.fullmatch(norm, *row[0])
    return row if m is None else [m.span(1), m.span(2), *row[1:]]


def _is_table(norm: str, rows: Sequence[Sequence[Span]]) -> bool:
    """Do two rows at least hold numbers, and one of these words?"""
    numeric = [row for row in rows if any(_NUMERIC.fullmatch(norm[a:b]) for a, b in row[1:])]
    labelled = any(len(row) > 2 or any(map(str.isalpha, norm[slice(*row[0])])) for row in numeric)
    return len(numeric) > 1 and labelled


def _columns(lines: Sequence[Span], rows: Sequence[Sequence[Span]]) -> Iterator[Sequence[int]]:
    """The column of each cell: its place among those of the longest rows, or the nearest of these above or below it."""
    most = max(map(len, rows))
    full = next(i for i, row in enumerate(rows) if len(row) == most)
    middles = [_middle(lines[full], cell) for cell in rows[full]]
    for line, row in zip(lines, rows, strict=True):
        places: list[int] = []
        for left, cell in zip(range(len(row), 0, -1), row, strict=True):
            open_ones = range(places[-1] + 1 if places else 0, most - left + 1)
            places.append(min(open_ones, key=lambda c: (abs(middles[c] - _middle(line, cell)), c)))  # noqa: B023
        yield range(most) if len(row) == most else places


def _middle(line: Span, cell: Span) -> float:
    return (cell[0] + cell[1]) / 2 - line[0]
