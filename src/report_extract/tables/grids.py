"""How a table is built: its headers, its labels, its numbers.

Found before the numbers of the text are read, so that no number or date is read across
two cells, and `2019` in a number cell is no year.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from report_extract.numerals.scan import Mention
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.readers.document import Grid
from report_extract.tables.cells import Span
from report_extract.tables.measures import MeasureReader
from report_extract.text import SourceText

_NUMBER = re.compile(
    r"[<>≤≥~≈]?\s*[+\-−–]?\s?\(?[+\-−–]?(\d(?:[\d.,]*\d)?(?: \d{3})*)(?:\s?[-–/]\s?\d(?:[\d.,]*\d)?)?"
    r"(?P<rest>\s*[^\d\n]{0,20})"
)
_YEAR = re.compile(r"(?:19[4-9]|20[0-6])\d")
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])/(?:19|20)\d\d")
_MARK = re.compile(
    r"(?P<roman>[IVX]{1,6})|(?P<capital>[A-HĐ])|(?P<nested>\d{1,2}(?:\.\d{1,2}){2,})|(?P<pair>\d{1,2}\.\d{1,2})"
    r"|(?P<number>\d{1,3})|(?P<letter>[a-zđ])"
)
_PREFIX = re.compile(rf"\s*(?:(?:{_MARK.pattern})\s?[.)/:-]+\s*(?=[^\d\s])|(?P<dash>[-–•*]+)\s*|(?P<plus>\+)\s*)")
_DEPTHS = {
    "capital": 1.0, "roman": 2.0, "number": 3.0, "pair": 4.0, "nested": 5.0, "letter": 6.0, "dash": 7.0, "plus": 8.0,
}  # fmt: skip
PLAIN, BELOW = 3.0, 6.5  # of a row without a mark; of one whose mark is left out
_NUMBERING = re.compile(r"\(?\s*(?:[A-Z]|(\d{1,2}))\s*\)?\s*(?:[=:].*)?")
_HEADING = re.compile(r"[ \t]*(?:[ivx]{1,5}|[a-hđ]|\d{1,2}(?:\.\d{1,2}){0,3})\s?[-./)]\s*[^\W\d]")
_COUNTED = re.compile(r"\((?P<all>\d[\d.]*\s+(?P<thing>[^\W\d_][^()]*))\)")
_LONGEST = 60  # characters of a number cell
_MOST_LABELS = 4  # columns that may name a row
_CAPTION_LINES, _CAPTION_LENGTH = 3, 200


class Box(NamedTuple):
    """A cell in offsets of the normal text; `number` is the offset of its first digit where it holds a number alone."""

    start: int
    end: int
    row: int
    column: int
    rows: int
    columns: int
    header: bool
    number: int  # -1 in other cells

    @property
    def span(self) -> Span:
        """Of the text."""
        return self.start, self.end

    @property
    def is_number(self) -> bool:
        """Does it hold a number alone, with its unit at most?"""
        return self.number >= 0

    def covers(self, column: int) -> bool:
        """Does it stand in, or span, a column?"""
        return self.column <= column < self.column + self.columns


class Row(NamedTuple):
    """A row below the headers."""

    row: int
    depth: float | None  # how deep its mark (`I`, `1`, `-`) puts it; None where it has none
    label: Span | None  # without its mark
    outer: tuple[Span, ...]  # labels left of it that hold for several rows
    unit: Span | None
    numbers: tuple[Box, ...]


class Table(NamedTuple):
    """A grid that holds figures, or rows with numbers of their own."""

    span: Span
    top: int
    headers: Mapping[int, tuple[Span, ...]]  # over each column with numbers, the outermost first
    corner: Span | None
    captions: tuple[Span, ...]
    rows: tuple[Row, ...]
    numbered: bool  # a column gives the numbers of the rows
    aside: tuple[Mention, ...]  # stretches whose numbers are no figures, and what they are


class GridReader:
    """Reads the build of grids with the words of a pattern set."""

    def __init__(self, patterns: PatternSet, measures: MeasureReader) -> None:
        self._measures = measures
        self._serial = whole_words(patterns.words("serial_header"))
        self._units = whole_words(patterns.words("unit_header"))
        self._codes = whole_words(patterns.words("code_header"))
        self._noun = patterns.noun

    def read(self, source: SourceText, grids: Sequence[Grid]) -> tuple[Table, ...]:
        """The tables among the grids of a document, in text order."""
        spans = [source.norm_span(grid.start, grid.end) for grid in grids]
        tables = (
            self._table(source, grid, span, spans[i - 1][1] if i else 0)
            for i, (grid, span) in enumerate(zip(grids, spans, strict=True))
        )
        return tuple(table for table in tables if table)

    def _table(self, source: SourceText, grid: Grid, span: Span, since: int) -> Table | None:
        key = source.key
        boxes = [
            self._box(source, cell.start, cell.end, *(cell.row, cell.column, cell.rows, cell.columns, cell.header))
            for cell in grid.cells
        ]
        rows = _by_row(boxes)
        alone = (i for i, row in enumerate(rows) if len(row) > 1 or row[0].is_number or row[0].rows > 1)
        opening = next(alone, 0)
        captions = [row[0].span for row in rows[max(0, opening - _CAPTION_LINES) : opening]][::-1]
        rows = rows[opening:]
        if not rows or max(box.column + box.columns for row in rows for box in row) < 2:
            return None
        serial = self._serial_column(source, rows)
        heads, body = self._divided(key, rows, serial)
        columns = self._columns(key, heads, body, serial)
        if serial is None and not any(box.is_number and box.column in columns.numbers for row in body for box in row):
            return None
        numbering = [row for row in rows if _is_numbering(key, row)]
        counted = {row[0].row for row in numbering}
        heads, body = ([row for row in part if row[0].row not in counted] for part in (heads, body))
        first = [_words(key, box) for box in heads[0]] if heads else None
        again = {row[0].row for row in body if [_words(key, box) for box in row] == first}
        lines = tuple(self._rows(source, [row for row in body if row[0].row not in again], columns))
        again |= {row[0].row for row in heads}
        corner = next(
            (box.span for row in heads for box in row if columns.labels and box.covers(columns.labels[-1])), None
        )
        aside = [Mention(*box.span, "ordinal") for row in numbering for box in row]
        words = columns.labels if not grid.marked else ()  # they may be sentences
        for row in (*heads, *body):
            aside += [
                Mention(*span, "ordinal" if box.column == serial else "other")
                for box in row
                if (box.row in again and grid.marked) or (box.column in columns.silent and box.column not in words)
                for span in self._uncounted(key, box)
            ]
        top, over = rows[0][0].start, _Heads(heads)
        return Table(
            span, top, {c: over.over(c) for c in sorted(columns.numbers)}, corner,
            (*captions, *_lines_above(key, span[0], since)), lines, serial is not None, tuple(aside),
        )  # fmt: skip

    def _uncounted(self, key: str, box: Box) -> Iterator[Span]:
        """The stretches of a label outside the things it counts in brackets (`Cụm I (5 xã)`)."""
        start, end = box.span
        for m in _COUNTED.finditer(key, start, end):
            if self._noun.match(key, m.start("thing")) and not self._measures.is_unit(key, m.span("all")):
                yield start, m.start()
                start = m.end()
        yield start, end

    def _box(
        self, source: SourceText, start: int, end: int, row: int, column: int, rows: int, columns: int, header: bool
    ) -> Box:
        start, end = source.norm_span(start, end)
        m = _NUMBER.fullmatch(source.key, start, end) if end - start <= _LONGEST else None
        number = m.start(1) if m and self._is_number(source.key, m) else -1
        return Box(start, end, row, column, rows, columns, header, number)

    def _is_number(self, key: str, m: re.Match[str]) -> bool:
        if _MONTH.fullmatch(key, m.start(1), m.start("rest")):
            return False
        rest = key[slice(*m.span("rest"))].strip(" )")
        if not rest or rest == "%":
            return True
        at = key.index(rest, m.start("rest"))
        return self._measures.is_unit(key, (at, at + len(rest)))

    def _serial_column(self, source: SourceText, rows: Sequence[Sequence[Box]]) -> int | None:
        """The column that numbers the rows, by its header or by what stands in it."""
        column = min(box.column for row in rows for box in row)
        cells = [row[0] for row in rows if row[0].column == column and row[0].columns == 1]
        if not cells:
            return None
        if self._serial.match(source.key, *cells[0].span):
            return column
        marked = [box for box in cells if _MARK.fullmatch(source.norm[slice(*box.span)].rstrip(".)"))]
        starts = {box.start for box in marked}
        beside = [row[1] for row in rows if len(row) > 1 and row[0].start in starts]
        counted = [int(text) for box in marked if (text := source.norm[slice(*box.span)].rstrip(".)")).isdecimal()]
        in_order = len(counted) > 1 and all(b - a == 1 or b == 1 for a, b in itertools.pairwise(counted))
        named = beside and sum(not box.is_number for box in beside) * 2 > len(beside)
        return column if in_order and named and len(marked) >= len(cells) - 2 else None

    def _divided(
        self, key: str, rows: Sequence[Sequence[Box]], serial: int | None
    ) -> tuple[list[Sequence[Box]], list[Sequence[Box]]]:
        """The rows that head the table, and the others."""
        label = min((box.column for row in rows for box in row if box.column != serial), default=0)
        covered = 0
        for i, row in enumerate(rows):
            cells = [box for box in row if box.column != serial]
            numbers = [box for box in cells if box.is_number]
            years = all(_YEAR.fullmatch(key, *box.span) for box in numbers)
            marked = any(box.column == serial and _MARK.fullmatch(key[slice(*box.span)].rstrip(".)")) for box in row)
            headless = not any(box.column == label for box in cells)
            flagged = bool(cells) and all(box.header for box in cells)
            if _is_numbering(key, row) and i:
                continue
            opens = i == 0 and (not marked or flagged) and (not numbers or (years and len(numbers) < len(cells)))
            goes_on = (
                i > 0 and years and not marked and (row[0].row < covered or headless or flagged) and len(cells) > 0
            )
            if not (opens or goes_on or (flagged and not numbers)):
                return list(rows[:i]), list(rows[i:])
            covered = max([covered, *(box.row + box.rows for box in row)])
        return list(rows), []

    def _columns(
        self, key: str, heads: Sequence[Sequence[Box]], body: Sequence[Sequence[Box]], serial: int | None
    ) -> _Columns:
        counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        units: dict[int, int] = defaultdict(int)
        years: dict[int, int] = defaultdict(int)
        for row in body:
            for box in row:
                if box.columns == 1:
                    counts[box.column][box.is_number] += 1
                    units[box.column] += self._measures.is_unit(key, box.span) or "%" in key[slice(*box.span)]
                    years[box.column] += _YEAR.fullmatch(key, *box.span) is not None
        over = _Heads(heads)
        headed = {column: over.over(column) for column in counts}
        unit = next(
            (
                c
                for c in sorted(counts)
                if any(self._units.match(key, *span) for span in headed[c]) and 2 * units[c] >= sum(counts[c])
            ),
            None,
        )
        codes = {c for c in counts if any(self._codes.fullmatch(key, *span) for span in headed[c])}
        others = [c for c in sorted(counts) if c not in codes and c not in (serial, unit)]
        labels: list[int] = []
        for column in others:
            texts, numbers = counts[column]
            of_years = not labels and years[column] == texts + numbers and len(others) > 1
            if texts > numbers or of_years:
                labels.append(column)
            else:
                break
        outer = [
            c
            for c in labels[: min(len(labels) - 1, _MOST_LABELS)]
            if any(box.column == c and box.rows > 1 for row in body for box in row)
            or 3 * sum(counts[c]) < 2 * sum(counts[labels[-1]])
        ]
        own = next((c for c in labels if c not in outer), None)
        kept = (*outer, *((own,) if own is not None else ()))
        silent = {
            *codes,
            *(labels if any(counts[c][1] for c in others if c not in labels) else kept),
            *(c for c in (serial, unit) if c is not None),
        }
        return _Columns(serial, unit, kept, frozenset(set(counts) - silent), frozenset(silent))

    def _rows(self, source: SourceText, body: Sequence[Sequence[Box]], columns: _Columns) -> Iterator[Row]:
        carried: dict[int, tuple[int, Span]] = {}
        *outer, own = columns.labels or (None,)
        for row in body:
            at = {box.column: box for box in row}
            label = _over(row, own) if own is not None else None
            numbered = at.get(columns.serial) if columns.serial is not None else None
            if label is None and numbered and not _MARK.fullmatch(source.norm[slice(*numbered.span)].rstrip(".)")):
                label = numbered  # Tổng cộng
            for column in outer:
                if column in at:
                    carried = {c: span for c, span in carried.items() if c < column}
                    if at[column] is not label:
                        carried[column] = at[column].row, at[column].span
            numbers = tuple(box for box in row if box.is_number and box.column in columns.numbers)
            if label is None and not numbers:  # a line across the table
                label = next((box for box in row if box.column not in (columns.serial, columns.unit)), None)
            mark = None if numbered is label else numbered
            depth, span = _depth(source.norm, mark, label)
            unit = at.get(columns.unit) if columns.unit is not None else None
            above = tuple(span for c, (_, span) in sorted(carried.items()) if c not in at or label is not None)
            yield Row(row[0].row, depth, span, above, unit.span if unit else None, numbers)


def _over(row: Sequence[Box], column: int) -> Box | None:
    """The cell in a column, which may begin before it: `Tổng số` under `STT` and `Nội dung`."""
    return next((box for box in row if box.covers(column)), None)


class _Columns(NamedTuple):
    """What the columns of a table hold."""

    serial: int | None
    unit: int | None
    labels: tuple[int, ...]
    numbers: frozenset[int]
    silent: frozenset[int]  # those whose numbers are no figures


def _by_row(boxes: Sequence[Box]) -> list[list[Box]]:
    rows: dict[int, list[Box]] = {}
    for box in boxes:
        rows.setdefault(box.row, []).append(box)
    return [rows[index] for index in sorted(rows)]


def _words(key: str, box: Box) -> str:
    return key[slice(*box.span)]


class _Heads:
    """The header rows of a table."""

    def __init__(self, rows: Sequence[Sequence[Box]]) -> None:
        self._rows = rows
        self._starts = [[box.column for box in row] for row in rows]

    def over(self, column: int) -> tuple[Span, ...]:
        """The headers over a column; one that blanks follow reaches over them where headers stand below."""
        found: list[Span] = []
        held = False  # by a cell that spans the rows below it
        for i in range(len(self._rows)):
            box = self._at(i, column)
            if box and not box.covers(column):
                below = i + 1 < len(self._rows) and self._stands(i + 1, column) and self._stands(i + 1, box.column)
                box = box if below and not held else None
            if box:
                found.append(box.span)
                held = held or box.rows > 1
        return tuple(found)

    def _at(self, row: int, column: int) -> Box | None:
        """The last cell that begins at or before a column."""
        i = bisect_right(self._starts[row], column) - 1
        return self._rows[row][i] if i >= 0 else None

    def _stands(self, row: int, column: int) -> bool:
        box = self._at(row, column)
        return box is not None and box.covers(column)


def _is_numbering(key: str, row: Sequence[Box]) -> bool:
    """`(1) (2) (3)`, `A B 1 2 3=2/1`: the numbers of the columns."""
    marks = [_NUMBERING.fullmatch(key[slice(*box.span)].upper()) for box in row]
    if len(row) < 3 or not all(marks):
        return False
    numbers = [int(m[1]) for m in marks if m and m[1]]
    return len(numbers) > 1 and numbers[0] <= 3 and all(b - a == 1 for a, b in itertools.pairwise(numbers))


def _depth(norm: str, mark: Box | None, label: Box | None) -> tuple[float | None, Span | None]:
    """How deep its mark puts a row, and its label without the mark."""
    m = _MARK.fullmatch(norm[slice(*mark.span)].rstrip(".)")) if mark else None
    depth = _DEPTHS[m.lastgroup or ""] if m else None
    if label is None:
        return depth, None
    prefix = _PREFIX.match(norm, *label.span)
    start = prefix.end() if prefix and prefix.end() < label.end else label.start
    if prefix and depth is None:
        depth = _DEPTHS[prefix.lastgroup or ""]
    return depth, (start, label.end)


def _lines_above(key: str, top: int, since: int) -> Iterator[Span]:
    """The short lines right above a table that end no sentence, the nearest first."""
    end = top
    for _ in range(_CAPTION_LINES):
        end = since + len(key[since:end].rstrip())
        start = max(key.rfind("\n", since, end) + 1, since)
        if end <= start or end - start > _CAPTION_LENGTH or key[end - 1] in ".;":
            return
        yield start, end
        if key[end - 1] == ":" or _HEADING.match(key, start, end):
            return
        end = start
