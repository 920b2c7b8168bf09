"""Tables in plain text: lines whose columns stand apart by bars, tabs, leader dots or runs of blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.readers.document import Grid, GridCell
from report_extract.tables.cells import Span
from report_extract.text import SourceText, Spans

_LINE = re.compile(r"[^\n]+")
_BAR = re.compile(r"\|")
_TAB = re.compile(r"\t")
# A row of dots is tried from its first: from a later one it ends no sooner.
_GAP = re.compile(r"[ ]*(?<![.…])[.…]{2,}[ ]+|[ ]{2,}|[ ]*\t[ \t]*")
_GAP_SIGNS = ("  ", "\t", "..", "…")
_SIGNS = ("|", *_GAP_SIGNS)  # without any of them no line has columns
_NUMERIC = re.compile(r"(?:[~≈]\s*|[+\-−–]\s?)?\d[\d.,/]*(?: \d{3})*\s*%?|[-–]")
_NO_COUNT = re.compile(r"(?:19[4-9]|20[0-6])\d|0\d[\d. ]{6,}")  # years, telephone numbers
_LABELLED = re.compile(r"([^\W\d][^\d\n]*[^\W\d]) (\d[\d.,]*)")
_RULE = re.compile(r"[\s|+:=_–-]+")  # `|---|---|`
_GROUP = re.compile(r"[ \t|]*(?:\d{1,2}[.)/ -]+)?[^\W\d_][^\n\d;|]{1,58}(?<![.;]):?[ \t|]*")  # `II. Y tế`, `Trong đó:`
_MOST_COLUMNS = 40


class PlainTables:
    """Finds tables among lines with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._serial = whole_words(patterns.words("serial_header"))
        self._refers = re.compile(rf"(?:.*\s)?{trie_regex(patterns.words('reference'))}\s*")

    def find(self, source: SourceText, taken: Spans) -> Iterator[Grid]:
        """The tables outside what is `taken`, in text order."""
        if not any(sign in source.norm for sign in _SIGNS):
            return
        for lines in _runs(source.norm, taken):
            rows, ordered = _rows(source.norm, lines)
            if not self._is_table(source, rows):
                continue
            most = max(map(len, rows))
            columns = (range(len(row)) for row in rows) if ordered else _columns(lines, rows)
            cells = (
                GridCell(*source.raw_span(*span), i, column, columns=most if len(row) == 1 else 1)
                for i, (row, places) in enumerate(zip(rows, columns, strict=True))
                for span, column in zip(row, places, strict=True)
                if span[0] < span[1]
            )
            start, end = source.raw_span(*lines[0])[0], source.raw_span(*lines[-1])[1]
            yield Grid(start, end, tuple(cells), marked=False)

    def _is_table(self, source: SourceText, rows: Sequence[Sequence[Span]]) -> bool:
        """Do two rows at least count what words beside the numbers name, or are the rows said to be numbered?"""
        if self._serial.fullmatch(source.key, *rows[0][0]):
            return True
        numeric = [row for row in rows if any(_counts(source.norm, cell) for cell in row[1:])]
        labelled = any(len(row) > 2 or any(map(str.isalpha, source.norm[slice(*row[0])])) for row in numeric)
        referring = sum(self._refers.fullmatch(source.key, *row[0]) is not None for row in numeric)
        return len(numeric) > 1 and labelled and 2 * referring < len(numeric)


def _runs(norm: str, taken: Spans) -> Iterator[Sequence[Span]]:
    """Lines with columns that follow each other, with those between that head a group, without those that only rule."""
    run: list[Span] = []
    across: list[Span] = []  # a line without columns, of the run if it goes on after it
    last = -2
    for m in _LINE.finditer(norm):
        start, end = m.span()
        ruled = _RULE.fullmatch(norm, start, end) is not None
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
    start, end = line if divider is not _GAP else _trimmed(norm, line)
    cells: list[Span] = []
    for m in divider.finditer(norm, start, end):
        cells.append((start, m.start()))
        start = m.end()
        if len(cells) > _MOST_COLUMNS:
            return []
    return [_trimmed(norm, cell) for cell in (*cells, (start, max(start, end)))]


def _trimmed(norm: str, cell: Span) -> Span:
    text = norm[slice(*cell)]
    start = cell[0] + len(text) - len(text.lstrip())
    return start, max(start, cell[0] + len(text.rstrip()))


def _rows(norm: str, lines: Sequence[Span]) -> tuple[list[list[Span]], bool]:
    """The cells of each line, and whether their order alone says the column: between bars, and tabs one by one."""
    rows = [_split(norm, line) or [_trimmed(norm, line)] for line in lines]
    most = max(map(len, rows))
    if all("|" in norm[slice(*line)] for line, row in zip(lines, rows, strict=True) if len(row) > 1):
        if all(len(row) > 1 and row[0][0] == row[0][1] and row[-1][0] == row[-1][1] for row in rows):  # | a | 1 |
            rows = [row[1:-1] for row in rows]
        return rows, True
    if any(1 < len(row) < most for row in rows):
        by_tabs = [_divided(norm, line, _TAB) for line in lines]
        widths = [len(row) for row in by_tabs]
        if max(widths) > 1 and 2 * widths.count(max(widths)) > len(widths):  # a spreadsheet's cells, some empty
            return by_tabs, True
    return [_narrow(norm, row) if len(row) == most - 1 else row for row in rows], False


def _narrow(norm: str, row: list[Span]) -> list[Span]:
    """A row whose first number stands but a blank from its label (`Công nghiệp 420`), where others have a cell more."""
    m = _LABELLED.fullmatch(norm, *row[0])
    follows = len(row) > 1 and _NUMERIC.fullmatch(norm, *row[1])
    return [m.span(1), m.span(2), *row[1:]] if m and follows else row


def _counts(norm: str, cell: Span) -> bool:
    return _NUMERIC.fullmatch(norm, *cell) is not None and not _NO_COUNT.fullmatch(norm, *cell)


def _columns(lines: Sequence[Span], rows: Sequence[Sequence[Span]]) -> Iterator[Sequence[int]]:
    """The column of each cell: its place among those of the longest rows, or the nearest of these above or below it."""
    most = max(map(len, rows))
    full = next(i for i, row in enumerate(rows) if len(row) == most)
    middles = [_middle(lines[full], cell) for cell in rows[full]]
    for line, row in zip(lines, rows, strict=True):
        places: list[int] = []
        for left, cell in zip(range(len(row), 0, -1), row, strict=True):
            first = places[-1] + 1 if places else 0
            away = [abs(middle - _middle(line, cell)) for middle in middles[first : most - left + 1]]
            places.append(first + away.index(min(away)))
        yield places


def _middle(line: Span, cell: Span) -> float:
    return (cell[0] + cell[1]) / 2 - line[0]
