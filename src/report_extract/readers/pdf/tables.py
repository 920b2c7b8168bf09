"""Tables with ruling lines: pdfplumber says where the cells are, pdfium's words what they hold."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from report_extract.readers.assembly import TableCell
from report_extract.readers.pdf.paragraphs import joined
from report_extract.readers.pdf.words import Word, lines_of

_NEAR = 3.0  # points: edges closer than this are one
_MOST_LINES = 6_000  # of a page: a table of 300 rows and 20 columns

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page, with ruling lines or without: its rows and where it stands."""

    page: int
    box: _Box
    edges: tuple[float, ...]  # of its columns
    rows: tuple[tuple[TableCell, ...], ...]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.box[1]

    def follows(self, other: PageTable) -> bool:
        """Has it the columns of a table on the page before?"""
        same = len(self.edges) == len(other.edges) and self.page == other.page + 1
        return same and all(abs(a - b) < _NEAR for a, b in zip(self.edges, other.edges, strict=True))


class TableFinder:
    """Opens the file a second time, for those pages only that have ruling lines."""

    def __init__(self, data: bytes) -> None:
        import pdfplumber  # noqa: PLC0415 - slow to load, and few files need it

        self._pdf = pdfplumber.open(io.BytesIO(data))

    def close(self) -> None:
        """Give its memory back."""
        self._pdf.close()

    def find(self, index: int, words: Sequence[Word]) -> tuple[list[PageTable], list[Word]]:
        """The tables of a page, counted from 0, and the words that stand in none."""
        page = self._pdf.pages[index]
        boxes: list[list[_Box]] = []
        if len(page.lines) + len(page.rects) + len(page.curves) <= _MOST_LINES:
            left, top = page.cropbox[:2]
            boxes = [[_moved(cell, left, top) for cell in table.cells] for table in page.find_tables()]
        page.close()
        tables: list[PageTable] = []
        rest = list(words)
        for cells in boxes:
            table, outside = _table(index + 1, cells, rest)
            if table is not None:
                tables.append(table)
                rest = outside
        return tables, rest


def _moved(cell: _Box, left: float, top: float) -> _Box:
    return cell[0] - left, cell[1] - top, cell[2] - left, cell[3] - top


def _table(page: int, cells: Sequence[_Box], words: Sequence[Word]) -> tuple[PageTable | None, list[Word]]:
    """A table of at least two rows and columns, else nothing: a box around a text is none."""
    columns = _edges([x for cell in cells for x in (cell[0], cell[2])])
    lines = _edges([y for cell in cells for y in (cell[1], cell[3])])
    if len(columns) < 3 or len(lines) < 3:
        return None, list(words)
    held: dict[_Box, list[Word]] = {cell: [] for cell in cells}
    outside: list[Word] = []
    starts = sorted(cells, key=lambda cell: cell[1])
    tops = [cell[1] for cell in starts]
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        over = starts[: bisect_right(tops, y)]
        home = next((c for c in reversed(over) if c[0] <= x < c[2] and y < c[3]), None)
        (held[home] if home else outside).append(word)
    rows: list[list[TableCell]] = [[] for _ in lines[1:]]
    for cell in sorted(cells, key=lambda cell: cell[0]):
        column, row = _index(columns, cell[0]), _index(lines, cell[1])
        spans = _index(lines, cell[3]) - row, _index(columns, cell[2]) - column
        if min(spans) > 0:
            rows[row].append(TableCell(_text(held[cell]), column, *spans, page=page))
    filled = sum(any(cell.text for cell in row) for row in rows)
    if filled < 2:
        return None, list(words)
    return PageTable(page, (columns[0], lines[0], columns[-1], lines[-1]), columns, tuple(map(tuple, rows))), outside


def _edges(values: Sequence[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return tuple(edges)


def _index(edges: Sequence[float], value: float) -> int:
    return bisect_right(edges, value + _NEAR) - 1


def _text(words: Sequence[Word]) -> str:
    text = ""
    for line in lines_of(words, 0):
        text = joined(text, " ".join(line.text.split())) if text else " ".join(line.text.split())
    return text
