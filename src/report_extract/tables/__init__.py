"""Tables: each number cell is named by its row label and its column headers.

A unit in the header, the row, or above the table holds for the cells; totals have the
cells that they sum up as parts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from report_extract.numerals.scan import Mention, Quantity
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.readers.document import Grid
from report_extract.tables.cells import Cell, CellPart, Sense, Span
from report_extract.tables.columns import ColumnReader
from report_extract.tables.grids import GridReader, Table
from report_extract.tables.measures import MeasureReader
from report_extract.tables.names import NameReader
from report_extract.tables.plain import PlainTables
from report_extract.tables.rows import RowReader
from report_extract.tables.senses import SenseReader
from report_extract.text import SourceText, Spans


class Tables(NamedTuple):
    """What the tables of a text say of its numbers."""

    quantities: tuple[Quantity, ...]  # with their units, those that are no figures left out
    cells: Mapping[int, Cell]  # by the number of the quantity
    mentions: tuple[Mention, ...]  # the quantities left out


class TableReader:
    """Names the number cells of tables with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._measures = MeasureReader(patterns)
        self._senses = SenseReader(patterns)
        self._grids = GridReader(patterns, self._measures)
        self._plain = PlainTables(patterns)
        self._rows, self._columns = RowReader(patterns), ColumnReader(patterns)
        self._estimate = whole_words(patterns.words("estimate"))

    def find(self, source: SourceText, marked: Sequence[Grid]) -> tuple[Table, ...]:
        """How the tables are built: those that the file itself has marked, and those that lines of text make."""
        taken = Spans.of(source.norm_span(grid.start, grid.end) for grid in marked)
        grids = sorted([*marked, *self._plain.find(source, taken)], key=lambda grid: grid.start)
        return self._grids.read(source, grids)

    def read(self, source: SourceText, quantities: Sequence[Quantity], tables: Sequence[Table]) -> Tables:
        """The cells of the `tables` that were found."""
        numbers = {quantity.number: quantity for quantity in quantities}
        found: dict[int, Cell] = {}
        for i, table in enumerate(tables):
            found.update(self._cells(source.key, i, table, numbers))
        aside = [mention for table in tables for mention in sorted(table.aside)]
        starts = [mention.start for mention in aside]
        cells: dict[int, Cell] = {}
        out: list[Quantity] = []
        mentions: list[Mention] = []
        for quantity in quantities:
            at = bisect_right(starts, quantity.number) - 1
            cell = found.get(quantity.number)
            if at >= 0 and quantity.number < aside[at].end:
                mentions.append(Mention(quantity.number, quantity.part_end, aside[at].kind))
            elif cell:
                cells[quantity.number] = cell
                out.append(self._measured(source.key, quantity, cell))
            else:
                out.append(quantity)
        return Tables(tuple(out), cells, tuple(mentions))

    def _measured(self, key: str, quantity: Quantity, cell: Cell) -> Quantity:
        """The quantity in the unit that the table states, and approximate where a header says so."""
        measure = None if quantity.unit else self._measures.of_cell(key, cell)
        quantity = measure.of(quantity) if measure else quantity
        estimated = quantity.modifier == "=" and any(self._estimate.match(key, *span) for span in cell.headers)
        return replace(quantity, modifier="~") if estimated else quantity

    def _cells(
        self, key: str, number: int, table: Table, quantities: Mapping[int, Quantity]
    ) -> Iterator[tuple[int, Cell]]:
        """The number cells of a grid by the offset of their first digit."""
        values = [
            {box.column: quantities[box.number].value for box in row.numbers if box.number in quantities}
            for row in table.rows
        ]
        standings = self._rows.read(key, table.rows, values, numbered=table.numbered)
        columns = self._columns.read(key, table, values)
        for row, standing in zip(table.rows, standings, strict=True):
            above = [table.rows[i].label for i in standing.groups]
            labels = tuple(span for span in (*row.outer, *above, row.label) if span)
            for box in row.numbers:
                headers = table.headers.get(box.column, ())
                part: CellPart | None = None
                kin: tuple[Span, ...] = ()
                if box.column in columns:
                    total, cut, complete = columns[box.column]
                    kin = table.headers[total]
                    if any(b.column == total for b in row.numbers):
                        part = CellPart(row.row, total, cut, complete)
                if part is None and standing.total is not None:
                    part = CellPart(table.rows[standing.total].row, box.column, table.top, standing.complete)
                yield box.number, Cell(
                    labels, headers, number, row.row, box.column, standing.is_total, table.top, table.corner,
                    table.captions, part, self._senses.sense(key, headers, labels[-1:]),
                    self._senses.change(key, headers, box.number), kin, row.unit,
                )  # fmt: skip


__all__ = ["Cell", "CellPart", "NameReader", "Sense", "Span", "Table", "TableReader", "Tables"]
