"""Puts a document together: readers add lines, tables and asides, and get offsets back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import NamedTuple, Protocol

from report_extract.errors import ReadError
from report_extract.readers.document import Aside, AsideKind, Document, Grid, GridCell, Note, Place
from report_extract.readers.limits import Budget, Limits

NOWHERE = Place(0, 0)


class Words(Protocol):
    """What readers need of a pattern set."""

    def words(self, role: str) -> tuple[str, ...]:
        """The folded words of all phrases of a role."""


class Source(NamedTuple):
    """The bytes of a file and how to read them."""

    name: str  # as given: a path, or - for standard input
    data: bytes
    limits: Limits = Limits()
    encoding: str | None = None  # given by the user
    patterns: Words | None = None  # those of the user; None for the shipped ones
    converted: bytes | ReadError | None = None  # what another program made of it ahead, with other files

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
    page: int | None = None  # where the table goes over several
    ordinals: tuple[tuple[int, int], ...] = ()  # automatic numbers in the text, whose blanks are single then


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
        self._ordinals: list[tuple[int, int]] = []
        self._notes: list[Note] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    def line(self, text: str, place: Place = NOWHERE) -> tuple[int, int]:
        """Add a paragraph and end its line; returns its span."""
        return self.paragraph([(text, place)])

    def paragraph(self, pieces: Sequence[tuple[str, Place]]) -> tuple[int, int]:
        """Add a paragraph whose pieces stand in different places and end its line; returns its span."""
        start = self.end
        for text, place in pieces:
            at = self.end
            self._add(text)
            if text and place is not NOWHERE:
                self._places.append(replace(place, start=at, end=self.end))
        span = start, self.end
        self._add("\n")
        return span

    def table(self, rows: Sequence[Sequence[TableCell]], place: Place = NOWHERE) -> Grid:
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
                for first, last in cell.ordinals:
                    self.ordinal(at + first, at + last)
                if self.end > at:
                    cells.append(GridCell(at, self.end, i, cell.column, cell.rows, cell.columns, cell.header))
                    row_number, column_number = i + (place.row or 1), cell.column + (place.column or 1)
                    spot = replace(place, start=at, end=self.end, row=row_number, column=column_number, cell=cell.name)
                    self._places.append(spot if cell.page is None else replace(spot, page=cell.page))
            self._add("\n")
        grid = Grid(start, self.end, tuple(cells))
        self._grids.append(grid)
        return grid

    def aside(self, start: int, end: int, kind: AsideKind) -> None:
        """Label a stretch as no part of the report."""
        if end > start:
            self._asides.append(Aside(start, end, kind))

    def ordinal(self, start: int, end: int) -> None:
        """Mark the number of a list or note that the file itself counts: it is never a figure."""
        if end > start:
            self._ordinals.append((start, end))

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
        text = self.text
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
            ordinals=tuple(sorted(self._ordinals)),
            notes=tuple(self._notes),
            title=title,
            published=published,
        )

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self.end += len(text)
        self.budget.check("characters", self.end)
