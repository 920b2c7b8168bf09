"""Puts a document together: readers add lines, tables and asides, and get offsets back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from report_extract.errors import ReadError
from report_extract.readers.document import Aside, AsideKind, Document, Grid, GridCell, Note, Place
from report_extract.readers.limits import Budget, Limits

_NOWHERE = Place(0, 0)


class Source(NamedTuple):
    """The bytes of a file and how to read them."""

    name: str  # as given: a path, or - for standard input
    data: bytes
    limits: Limits = Limits()
    encoding: str | None = None  # given by the user

    @property
    def budget(self) -> Budget:
        """A budget whose time runs from now."""
        return Budget(self.name, self.limits)

    @property
    def sha256(self) -> str:
        """Of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def file_name(self) -> str | None:
        """The name for the record, without folders; None for standard input."""
        return None if self.name == "-" else PurePath(self.name).name.encode("utf-8", "replace").decode()


class TableCell(NamedTuple):
    """A cell that a reader found; `column` and the spans count columns and rows of the table, from 0."""

    text: str
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False
    name: str | None = None  # B7, in a sheet


class Assembly:
    """A document in the making: text grows at its end only."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.budget = source.budget
        self._pieces: list[str] = []
        self._cells = 0
        self.end = 0
        self._places: list[Place] = []
        self._grids: list[Grid] = []
        self._asides: list[Aside] = []
        self._notes: list[Note] = []

    def line(self, text: str, place: Place = _NOWHERE) -> tuple[int, int]:
        """Add a paragraph and end its line; returns its span."""
        return self.piece(text, place, "\n")

    def piece(self, text: str, place: Place, divider: str) -> tuple[int, int]:
        """Add a stretch of a line, and what divides it from the next; returns its span."""
        start = self.end
        self._add(text)
        if text and place is not _NOWHERE:
            self._places.append(replace(place, start=start, end=self.end))
        span = start, self.end
        self._add(divider)
        return span

    def table(self, rows: Sequence[Sequence[TableCell]], place: Place = _NOWHERE) -> Grid:
        """Add a table, a line a row and a tab between cells; `place` says all but row, column and cell,
        of which it may give those of the first cell.

        A cell stands in its first row and column; what it covers elsewhere stays empty.
        """
        start = self.end
        cells: list[GridCell] = []
        for i, row in enumerate(rows):
            column = 0
            for cell in row:
                self._cells += 1
                self.budget.check("cells", self._cells)
                self._add("\t" * (cell.column - column))
                column = cell.column
                at = self.end
                self._add(" ".join(cell.text.split()))
                if self.end > at:
                    cells.append(GridCell(at, self.end, i, cell.column, cell.rows, cell.columns, cell.header))
                    row_number, column_number = i + (place.row or 1), cell.column + (place.column or 1)
                    self._places.append(
                        replace(place, start=at, end=self.end, row=row_number, column=column_number, cell=cell.name)
                    )
            self._add("\n")
        grid = Grid(start, self.end, tuple(cells))
        self._grids.append(grid)
        return grid

    def aside(self, start: int, end: int, kind: AsideKind) -> None:
        """Label a stretch as no part of the report."""
        if end > start:
            self._asides.append(Aside(start, end, kind))

    def note(self, code: str, message: str, start: int = 0, end: int = 0) -> None:
        """Say what could not be read, or is not sure."""
        self._notes.append(Note(code, message, start, end))

    def document(
        self,
        media_type: str,
        encoding: str = "utf-8",
        *,
        title: tuple[int, int] | None = None,
        published: date | None = None,
    ) -> Document:
        """The document; raises `ReadError` where it holds no text."""
        text = "".join(self._pieces)
        if not text.strip():
            said = "; ".join(note.message for note in self._notes)
            raise ReadError(
                f"holds no text ({said})" if said else "holds no text", file=self._source.name,
                remedy="give a file with text",
            )  # fmt: skip
        return Document(
            name=self._source.file_name,
            text=text,
            sha256=self._source.sha256,
            media_type=media_type,
            encoding=encoding,
            places=tuple(self._places),
            grids=tuple(self._grids),
            asides=tuple(sorted(self._asides, key=lambda aside: aside.start)),
            notes=tuple(self._notes),
            title=title,
            published=published,
        )

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self.end += len(text)
        self.budget.check("characters", self.end)
