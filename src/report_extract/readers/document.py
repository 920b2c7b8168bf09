"""What every reader makes: the text of a document, and where in it a person finds each stretch.

All offsets are half-open, in code points of `Document.text`, which is the text that the
record refers to and that `report-extract text FILE` prints.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

AsideKind = Literal["menu", "comment", "weather", "poll", "related", "header", "footer", "page_number", "furniture"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the text stands in the file; numbers count from 1, None where it does not apply."""

    start: int
    end: int
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table, once, however many rows and columns it spans; numbers count from 0."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False  # the file itself says that it heads a column or a row


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells in text order, each row on a line of its own, cells divided by tabs."""

    start: int
    end: int
    cells: tuple[GridCell, ...]
    marked: bool = True  # by the file itself; lines of plain text may only look like a table


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch that is no part of the report: its numbers are read, but as `other`."""

    start: int
    end: int
    kind: AsideKind


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader could not read or is not sure of: becomes a diagnostic of the record."""

    code: str
    message: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A text and where it came from. `places`, `grids`, `asides` and `ordinals` are in text order and disjoint."""

    name: str | None
    text: str
    sha256: str
    media_type: str
    encoding: str
    places: tuple[Place, ...] = ()
    grids: tuple[Grid, ...] = ()
    asides: tuple[Aside, ...] = ()
    ordinals: tuple[tuple[int, int], ...] = ()  # numbers of lists that the file itself counts
    notes: tuple[Note, ...] = ()
    title: tuple[int, int] | None = None  # where the file itself names it
    published: date | None = None  # where the file itself says so

    def breaks(self) -> Iterator[int]:
        """Where a new paragraph or table row begins."""
        last = None
        for place in self.places:
            unit = place.sheet, place.table, place.paragraph, place.row
            if unit != last and (place.paragraph is not None or place.row is not None):
                yield place.start
            last = unit

    @classmethod
    def of_text(cls, text: str, name: str | None = None) -> Document:
        """A string as it is; raises `UnicodeEncodeError` where it holds half a surrogate pair."""
        return cls(name, text, hashlib.sha256(text.encode()).hexdigest(), "text/plain", "utf-8")
