"""Tables without ruling lines: numbers that stand under one another, each line beginning with what they count.

Running text is never one: its words stand apart by blanks, not by wide gaps in the same places line after line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from report_extract.readers.assembly import TableCell
from report_extract.readers.limits import Budget
from report_extract.readers.pdf.contents import NUMBER, counts_nothing, running_text
from report_extract.readers.pdf.paragraphs import joined
from report_extract.readers.pdf.tables import PageTable
from report_extract.readers.pdf.words import NARROW_GAP, Cell, Line, Word

_FEWEST = 3  # rows with numbers
_SURE = 0.75  # of the cells of a column are numbers; of the rows have a label
_APART = 0.2  # heights of a line: no columns stand nearer
_EVEN = 0.1  # heights of a line: gaps of one width differ by no more
_FAR = 2.5  # heights of a line between two rows
_BETWEEN = 2  # lines of one cell between rows: labels that are broken, or head a group
_HEADS = 4  # lines of headers
_MOST_COLUMNS = 100


class Found(NamedTuple):
    """The tables of a page, the lines that stand in none, and the stretches of these that look like one."""

    tables: tuple[PageTable, ...]
    rest: tuple[Line, ...]
    unsure: tuple[tuple[Line, ...], ...]


def aligned(lines: Sequence[Line], budget: Budget) -> Found:
    """What of the lines of a page are tables; raises `ReadError` where no time is left."""
    tables: list[PageTable] = []
    stretches: list[Sequence[Line]] = []
    i = free = 0
    while i < len(lines):
        budget.left()
        if not _counts(lines[i]):
            i += 1
            continue
        columns = _Columns()
        end = columns.grow(lines, i)
        if _is_table(columns, lines[i:end]):
            top = _header(lines, i, free)
            tables.append(_table(columns, lines[top:i], lines[i:end]))
            stretches.append(lines[free:top])
            free = end
        i = end
    stretches.append(lines[free:])
    rest = tuple(line for stretch in stretches for line in stretch)
    return Found(tuple(tables), rest, tuple(run for stretch in stretches for run in _alike(stretch)))


class _Columns:
    """Stretches from left to right that the cells of several lines keep to."""

    def __init__(self) -> None:
        self._bands: list[tuple[float, float]] = []  # in their order, none over another

    def grow(self, lines: Sequence[Line], first: int) -> int:
        """Take a line and those after it as long as they keep to the columns; returns the end of those."""
        self._take(lines[first])
        end, between = first + 1, 0
        for i in range(end, len(lines)):
            line, above = lines[i], lines[i - 1]
            if line.top - above.bottom > _FAR * line.height:
                break
            if line.columns == 1:
                between += 1
                if between > _BETWEEN or self._crosses(line):
                    break
                if end == i and line.text[0].islower():  # the rest of a label
                    end += 1
            elif self._take(line):
                between = 0
                end = i + 1 if _counts(line) else end
            else:
                break
        return end

    def _take(self, line: Line) -> bool:
        """Widen the columns by the cells of a line, unless one reaches over two or two stand in one."""
        over = [self._over(cell, line.height) for cell in line.cells]
        known = [first for first, end in over if end > first]
        apart = all(a.x1 <= b.x0 for a, b in pairwise(line.cells))
        most = len(self._bands) + len(over) - len(known)
        if not apart or len(set(known)) < len(known) or any(b - a > 1 for a, b in over) or most > _MOST_COLUMNS:
            return False
        for cell, (i, end) in zip(line.cells, over, strict=True):
            if end > i:
                self._bands[i] = min(cell.x0, self._bands[i][0]), max(cell.x1, self._bands[i][1])
        for cell, (i, end) in zip(line.cells, over, strict=True):
            if end <= i:
                insort(self._bands, (cell.x0, cell.x1))
        return True

    def _over(self, cell: Cell, height: float) -> tuple[int, int]:
        """The first band that a cell touches, and the one after the last."""
        reach = _APART * height
        first = bisect_right(self._bands, cell.x0 - reach, key=itemgetter(1))
        return first, bisect_left(self._bands, cell.x1 + reach, key=itemgetter(0))

    def _crosses(self, line: Line) -> bool:
        first, end = self._over(line.cells[0], line.height)
        return end - first > 1

    def of(self, cell: Cell) -> int:
        """The column of a cell that keeps to one."""
        middle = (cell.x0 + cell.x1) / 2
        i = bisect_right(self._bands, middle, 1, key=itemgetter(0))
        nearer = i < len(self._bands) and middle >= (self._bands[i - 1][1] + self._bands[i][0]) / 2
        return i if nearer else i - 1

    def cut(self, words: Sequence[Word], column: int) -> int:
        """The word after the widest gap between the middles of a column and the next."""
        left, right = (sum(self._bands[c]) / 2 for c in (column, column + 1))
        inside = [i for i in range(1, len(words)) if left < (words[i - 1].x1 + words[i].x0) / 2 < right]
        return max(inside or range(1, len(words)), key=lambda i: words[i].x0 - words[i - 1].x1)

    def under(self, cell: Cell) -> tuple[int, int]:
        """The first and last column under a header: those whose middle it covers, else the nearest."""
        covered = [i for i, (x0, x1) in enumerate(self._bands) if cell.x0 < (x0 + x1) / 2 < cell.x1]
        return (covered[0], covered[-1]) if covered else (self.of(cell), self.of(cell))


def _counts(line: Line) -> bool:
    """Does a number alone stand in a cell after the first?"""
    return any(NUMBER.fullmatch(cell.text) for cell in line.cells[1:])


def _is_table(columns: _Columns, lines: Sequence[Line]) -> bool:
    """Is there a column of numbers, beside labels?"""
    rows = [line for line in lines if line.columns > 1]
    filled = Counter(columns.of(cell) for line in rows for cell in line.cells)
    numbers: dict[int, list[str]] = {}
    for cell in (cell for line in rows for cell in line.cells[1:] if NUMBER.fullmatch(cell.text)):
        numbers.setdefault(columns.of(cell), []).append(cell.text)
    counted = any(
        len(texts) >= max(_FEWEST, _SURE * filled[c]) and not counts_nothing(texts) for c, texts in numbers.items()
    )
    labelled = sum(any(any(map(str.isalpha, cell.text)) for cell in line.cells[:-1]) for line in rows)
    clear = counted and labelled >= max(_FEWEST, _SURE * len(rows))
    return clear and not _justified(rows) and not running_text([line.cells for line in rows])


def _justified(lines: Sequence[Line]) -> bool:
    """Are most lines running text of few words, set from edge to edge by gaps of one width?"""
    even = 0
    for line in lines:
        gaps = [b.x0 - a.x1 for a, b in pairwise(word for cell in line.cells for word in cell.words)]
        even += len(gaps) > 1 and max(gaps) - min(gaps) < _EVEN * line.height
    return 2 * even > len(lines)


def _header(lines: Sequence[Line], first: int, free: int) -> int:
    """Where the lines of headers above a row begin."""
    top = first
    while top > max(free, first - _HEADS):
        line, below = lines[top - 1], lines[top]
        if line.columns == 1 or _counts(line) or below.top - line.bottom > _FAR * line.height:
            break
        top -= 1
    return top


def _table(columns: _Columns, heads: Sequence[Line], lines: Sequence[Line]) -> PageTable:
    rows: list[dict[int, str]] = []
    for line in lines:
        row = {columns.of(cell): cell.text for cell in line.cells}
        if rows and _goes_on(rows[-1], row):
            rows[-1] |= {c: joined(rows[-1][c], text) if c in rows[-1] else text for c, text in row.items()}
        else:
            rows.append(row)
    cells = [
        *_headers(columns, heads),
        *(tuple(TableCell(text, c) for c, text in sorted(row.items())) for row in rows),
    ]
    every = [*heads, *lines]
    box = min(li.x0 for li in every), every[0].top, max(li.x1 for li in every), every[-1].bottom
    return PageTable(lines[0].page, box, (), tuple(cells))


def _goes_on(row: dict[int, str], following: dict[int, str]) -> bool:
    """Are two lines one row, of which one holds a part of its label and nothing else?"""
    shared = row.keys() & following.keys()
    return len(shared) == 1 and min(len(row), len(following)) == 1 and all(following[c][0].islower() for c in shared)


def _headers(columns: _Columns, lines: Sequence[Line]) -> list[tuple[TableCell, ...]]:
    """The rows of headers, each over the columns that it covers."""
    rows: list[tuple[TableCell, ...]] = []
    divided: set[int] = set()  # columns that have a header in a line below
    for line in reversed(lines):
        made: list[TableCell] = []
        free = 0
        for cell, first, last in _pieces(columns, line, divided):
            start = max(first, free)
            if start > last:  # a second one over the same column
                made[-1] = made[-1]._replace(text=f"{made[-1].text} {cell.text}")
            else:
                made.append(TableCell(cell.text, start, columns=last - start + 1, header=True))
                free = last + 1
        divided.update(cell.column for cell in made)
        rows.append(tuple(made))
    return rows[::-1]


def _pieces(columns: _Columns, line: Line, divided: Set[int]) -> Iterator[tuple[Cell, int, int]]:
    """The headers of a line, each with its first and last column: one over several has headers of these below it."""
    for cell in line.cells:
        for piece in cell.pieces(NARROW_GAP * line.height):
            first, last = columns.under(piece)
            if sum(first <= c <= last for c in divided) > 1 or len(piece.words) <= last - first:
                yield piece, first, last
                continue
            cuts = [0, *sorted({columns.cut(piece.words, c) for c in range(first, last)}), len(piece.words)]
            for i, (a, b) in enumerate(pairwise(cuts), first):
                yield Cell.of(piece.words[a:b]), i, i


def _alike(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Three or more lines of several cells, one after the other, two of them with numbers."""
    run: list[Line] = []
    for line in (*lines, None):
        if line is not None and line.columns > 1:
            run.append(line)
            continue
        if len(run) >= _FEWEST and sum(map(_counts, run)) > 1 and not _justified(run):
            yield tuple(run)
        run = []
