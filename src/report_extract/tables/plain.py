"""Tables in plain text: columns by bars, tabs or runs of blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report_extract.layout import Layout
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.tables.cells import Cell, CellPart, Span
from report_extract.tables.senses import SenseReader
from report_extract.text import SourceText, Spans

_BAR = re.compile(r"[ \t]*\|[ \t]*")
_GAP = re.compile(r"[ ]*[.…]{2,}[ ]+|[ ]{2,}|[ ]*\t[ \t]*")
_GAP_SIGNS = ("  ", "\t", "..", "…")
_NUMERIC = re.compile(r"(?:[~≈]\s*|[+\-−–]\s?)?\d[\d.,/]*(?: \d{3})*\s*%?|[-–]")
_DIGIT = re.compile(r"\d")
_LABELLED = re.compile(r"([^\W\d][^\d\n]*[^\W\d]) (\d[\d.,]*)")
_CORNER_CELL = re.compile(r"[^|\t\n]{1,60}?(?=\s*[|\t]|  )")
_MOST_COLUMNS = 40

Rows = Sequence[Sequence[Span]]


class PlainTables:
    """Finds the tables that lines make, and their number cells."""

    def __init__(self, patterns: PatternSet, senses: SenseReader) -> None:
        self._senses = senses
        self._serial = whole_words(patterns.words("serial_header"))
        self._total = whole_words(patterns.words("table_total"))
        self._parts = whole_words([*patterns.words("parts"), *patterns.words("parts_all")])

    def read(self, source: SourceText, layout: Layout, grids: Spans) -> Iterator[tuple[Cell | None, Span]]:
        """Each number cell with its place; None for the serial numbers of rows."""
        for number, rows in enumerate(_tables(source.norm, layout, grids)):
            yield from ((None, row[0]) for row in rows if _is_serial(source.norm, row))
            yield from self._cells(source, layout, number, [row[_is_serial(source.norm, row) :] for row in rows])

    def _cells(self, source: SourceText, layout: Layout, table: int, rows: Rows) -> Iterator[tuple[Cell, Span]]:
        norm, key, top = source.norm, source.key, rows[0][0][0]
        captions = _captions(key, layout, top)
        corner = _CORNER_CELL.match(key, top)
        header: Sequence[Span] = ()
        found: list[tuple[Cell, Span]] = []
        totals: dict[int, int] = {}  # the last total row of each column
        for i, row in enumerate(rows):
            if not any(_NUMERIC.fullmatch(norm[a:b]) for a, b in row[1:]):
                header = row[1:] if self._serial.match(key, *row[0]) else row
                continue
            total = bool(self._total.match(key, *row[0]))
            last = None  # column of the number before
            for j, span in enumerate(row[1:], 1):
                digit = _DIGIT.search(norm, *span) if _NUMERIC.fullmatch(norm[slice(*span)]) else None
                if digit is None:
                    continue
                above = _above(header, span, j, row)
                headers, labels = (above,) if above else (), (row[0],)
                part = None
                if above and self._parts.match(key, *above):
                    part = CellPart(i, last if last is not None else j, above[0], complete=False)
                elif total:
                    totals[j] = i
                sense = self._senses.sense(key, headers, labels)
                change = self._senses.change(key, headers, digit.start())
                over = corner.span() if corner else None
                cell = Cell(labels, headers, table, i, j, total, top, over, captions, part, sense, change)
                found.append((cell, (digit.start(), span[1])))
                last = j
        for cell, span in found:
            if cell.part is None and not cell.is_total and cell.column in totals:
                yield cell._replace(part=CellPart(totals[cell.column], cell.column, top, complete=True)), span
            else:
                yield cell, span


def _captions(key: str, layout: Layout, top: int) -> tuple[Span, ...]:
    """The line above a table, unless it ends a sentence."""
    line = layout.lines.index(top) - 1
    above = (layout.lines.starts[line], layout.lines.ends[line]) if line >= 0 else None
    return () if above is None or key[slice(*above)].rstrip().endswith((".", ";")) else (above,)


def _is_serial(norm: str, row: Sequence[Span]) -> bool:
    """Does the row open with its number (STT)?"""
    first = norm[slice(*row[0])]
    return len(row) > 2 and first.isdecimal() and len(first) < 4 and not _NUMERIC.fullmatch(norm[slice(*row[1])])


def _above(header: Sequence[Span], span: Span, column: int, row: Sequence[Span]) -> Span | None:
    """The header over a cell: the same column where the rows have as many, else the nearest."""
    if not header:
        return None
    if len(header) == len(row):
        return header[column]
    start, header_start, row_start = span[0], header[0][0], row[0][0]
    middle = start - row_start + (span[1] - start) / 2
    return min(header[1:] or header, key=lambda h: abs((h[0] + h[1]) / 2 - header_start - middle))


def _tables(norm: str, layout: Layout, grids: Spans) -> list[Rows]:
    tables: list[Rows] = []
    rows: list[list[Span]] = []
    previous_end = -2
    for start, end in zip(layout.lines.starts, layout.lines.ends, strict=True):
        row = [] if grids.hold(start) else _split(norm, start, end)
        if len(row) < 2 or start - previous_end > 2:
            _keep(norm, rows, tables)
            rows = []
        if len(row) >= 2:
            rows.append(row)
        previous_end = end
    _keep(norm, rows, tables)
    return tables


def _keep(norm: str, rows: Rows, tables: list[Rows]) -> None:
    most = max(map(len, rows), default=0)
    rows = [_narrow(norm, row) if len(row) == most - 1 else row for row in rows]
    numeric = [row for row in rows if any(_NUMERIC.fullmatch(norm[a:b]) for a, b in row[1:])]
    labelled = any(norm[slice(*row[0])][:1].isalpha() or len(row) > 2 for row in numeric)
    if len(numeric) >= 2 and labelled:
        tables.append(rows)


def _narrow(norm: str, row: Sequence[Span]) -> Sequence[Span]:
    """A row whose first number stands but a blank from its label (`Công nghiệp 420`), where others have a cell more."""
    m = _LABELLED.fullmatch(norm, *row[0])
    return row if m is None else [m.span(1), m.span(2), *row[1:]]


def _split(norm: str, start: int, end: int) -> list[Span]:
    """The cells of a line."""
    line = norm[start:end]
    divider = _BAR if "|" in line else _GAP
    if divider is _GAP and not any(sign in line for sign in _GAP_SIGNS):
        return []
    cells: list[Span] = []
    at = start
    while at < end and norm[at] in " \t|":
        at += 1
    for m in divider.finditer(norm, at, end):
        if m.start() >= at:
            cells.append((at, m.start()))
        at = m.end()
        if len(cells) > _MOST_COLUMNS:
            return []
    last = at + len(norm[at:end].rstrip())
    if last > at:
        cells.append((at, last))
    return cells
