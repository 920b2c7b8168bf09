"""Tables in plain text: columns by bars, tabs or runs of blanks.

A number cell is named by its row label and its column header; a unit in the header
(`Số dư quỹ (triệu đồng)`) holds for the column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from report_extract.layout import Layout
from report_extract.numerals.amounts import AmountReader
from report_extract.numerals.scan import Quantity
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.text import SourceText

_BAR = re.compile(r"[ \t]*\|[ \t]*")
_GAP = re.compile(r"[ ]*[.…]{2,}[ ]+|[ ]{2,}|[ ]*\t[ \t]*")
_NUMERIC = re.compile(r"[~≈]?\s*\d[\d.,/]*(?: \d{3})*\s*%?|[-–]")
_UNIT_ABOVE = re.compile(r"(?:đvt|đơn vị tính|đơn vị)\s*:\s*([^\n)]{1,30})")
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_MOST_COLUMNS = 40

_Span = tuple[int, int]


class Cell(NamedTuple):
    """Where a number stands in a table."""

    row: _Span
    header: _Span | None
    table: int
    row_index: int
    column: int
    is_total: bool
    top: int  # where the table begins


class TableReader:
    """Finds tables and names their number cells."""

    def __init__(self, patterns: PatternSet) -> None:
        self._amounts = AmountReader(patterns)
        self._serial = whole_words(patterns.words("serial_header"))
        self._noun = whole_words(patterns.noun_classes)
        self._estimate = whole_words(patterns.words("estimate"))
        self._total = whole_words(patterns.words("table_total"))

    def read(
        self, source: SourceText, layout: Layout, quantities: Sequence[Quantity]
    ) -> tuple[tuple[Quantity, ...], Mapping[int, Cell], frozenset[int]]:
        """The quantities with their column's unit, the cell of each by its start, and the serial numbers."""
        found: dict[int, tuple[Cell, tuple[Decimal, str] | None]] = {}
        serial: set[int] = set()
        for number, rows in enumerate(_tables(source.norm, layout)):
            serial.update(row[0][0] for row in rows if _is_serial(source.norm, row))
            named = [row[1:] if _is_serial(source.norm, row) else row for row in rows]
            for cell, span in self._cells(source, number, named):
                found[span[0]] = cell, self._measure(source, cell, named)
        if not found:
            return tuple(quantities), {}, frozenset()
        cells: dict[int, Cell] = {}
        out: list[Quantity] = []
        for quantity in quantities:
            if quantity.number in serial:
                continue
            entry = found.get(quantity.number)
            if entry is None:
                out.append(quantity)
                continue
            cell, measure = entry
            cells[quantity.number] = cell
            full = _measured(quantity, measure) if measure and not quantity.unit else quantity
            estimated = cell.header and full.modifier == "=" and self._estimate.match(source.key, *cell.header)
            out.append(full._replace(modifier="~") if estimated else full)
        return tuple(out), cells, frozenset(serial)

    def _cells(self, source: SourceText, table: int, rows: Sequence[Sequence[_Span]]) -> list[tuple[Cell, _Span]]:
        norm = source.norm
        header: Sequence[_Span] = ()
        cells: list[tuple[Cell, _Span]] = []
        for i, row in enumerate(rows):
            if not any(_NUMERIC.fullmatch(norm[a:b]) for a, b in row[1:]):
                header = row[1:] if self._serial.match(source.key, *row[0]) else row
                continue
            total = bool(self._total.match(source.key, *row[0]))
            for j, span in enumerate(row[1:], 1):
                if _NUMERIC.fullmatch(norm[slice(*span)]) and norm[span[0]] not in "-–":
                    cells.append((Cell(row[0], _above(header, span, j, row), table, i, j, total, rows[0][0][0]), span))
        return cells

    def _measure(self, source: SourceText, cell: Cell, rows: Sequence[Sequence[_Span]]) -> tuple[Decimal, str] | None:
        key = source.key
        for span in (cell.header, cell.row):
            if span is None:
                continue
            for m in _PARENTHESIS.finditer(key, *span):
                measure = self._amounts.measure(key, *m.span(1))
                if measure:
                    return measure
            if "%" in key[slice(*span)]:
                return Decimal(1), "%"
        if cell.header:
            named = self._amounts.measure(key, *cell.header)
            if named:
                return named
            if self._noun.search(key, *cell.header):
                return None  # a column of counts, whatever unit stands above the table
        top = rows[0][0][0]
        above = list(_UNIT_ABOVE.finditer(key, max(0, top - 200), top))
        line = key.rfind("\n", 0, key.rstrip().rfind("\n", 0, top)) + 1
        above = above or list(_PARENTHESIS.finditer(key, max(line, top - 200), top))
        return self._amounts.measure(key, *above[-1].span(1)) if above else None


def _is_serial(norm: str, row: Sequence[_Span]) -> bool:
    """Does the row open with its number (STT)?"""
    first = norm[slice(*row[0])]
    return len(row) > 2 and first.isdecimal() and len(first) < 4 and not _NUMERIC.fullmatch(norm[slice(*row[1])])


def _measured(quantity: Quantity, measure: tuple[Decimal, str]) -> Quantity:
    scale, unit = measure
    return quantity._replace(
        value=quantity.value * scale,
        max=None if quantity.max is None else quantity.max * scale,
        whole=None if quantity.whole is None else quantity.whole * scale,
        unit=unit,
    )


def _above(header: Sequence[_Span], span: _Span, column: int, row: Sequence[_Span]) -> _Span | None:
    """The header over a cell: the same column where the rows have as many, else the nearest."""
    if not header:
        return None
    if len(header) == len(row):
        return header[column]
    start, header_start, row_start = span[0], header[0][0], row[0][0]
    middle = start - row_start + (span[1] - start) / 2
    return min(header[1:] or header, key=lambda h: abs((h[0] + h[1]) / 2 - header_start - middle))


def _tables(norm: str, layout: Layout) -> list[list[list[_Span]]]:
    tables: list[list[list[_Span]]] = []
    rows: list[list[_Span]] = []
    previous_end = -2
    for start, end in zip(layout.lines.starts, layout.lines.ends, strict=True):
        row = _split(norm, start, end)
        if len(row) < 2 or start - previous_end > 2:
            _keep(norm, rows, tables)
            rows = []
        if len(row) >= 2:
            rows.append(row)
        previous_end = end
    _keep(norm, rows, tables)
    return tables


def _keep(norm: str, rows: list[list[_Span]], tables: list[list[list[_Span]]]) -> None:
    numeric = [row for row in rows if any(_NUMERIC.fullmatch(norm[a:b]) for a, b in row[1:])]
    labelled = any(norm[slice(*row[0])][:1].isalpha() or len(row) > 2 for row in numeric)
    if len(numeric) >= 2 and labelled:
        tables.append(rows)


def _split(norm: str, start: int, end: int) -> list[_Span]:
    """The cells of a line."""
    divider = _BAR if "|" in norm[start:end] else _GAP
    cells: list[_Span] = []
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
