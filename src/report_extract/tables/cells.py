"""What a table says of a number: its row, its column, the total it is part of."""

from __future__ import annotations

from typing import Literal, NamedTuple

from report_extract.records import Change

Span = tuple[int, int]
# What a header makes of its numbers: a plan, a result, or a ratio (`% so với kế hoạch`).
Sense = Literal["", "target", "actual", "compared"]


class CellPart(NamedTuple):
    """The cell of the total; `cut` tells apart several breakdowns of one total."""

    row: int
    column: int
    cut: int
    complete: bool


class Cell(NamedTuple):
    """Where a number stands in a table."""

    labels: tuple[Span, ...]  # of the row, those of the groups above it first
    headers: tuple[Span, ...]  # over the column, the outermost first
    table: int
    row_index: int
    column: int
    is_total: bool
    top: int  # where the table begins
    corner: Span | None  # the header over the labels
    captions: tuple[Span, ...] = ()  # what stands above the table, the nearest first
    part: CellPart | None = None
    sense: Sense = ""
    change: Change | None = None
    kin: tuple[Span, ...] = ()  # headers over the column that this one is a part of
    counted: Span | None = None  # the unit that the row states, which may be a noun (`người`)

    @property
    def header(self) -> Span | None:
        """The header right over the column."""
        return self.headers[-1] if self.headers else None

    @property
    def row(self) -> Span | None:
        """The label of the row itself."""
        return self.labels[-1] if self.labels else None
