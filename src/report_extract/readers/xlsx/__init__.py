"""Spreadsheets (.xlsx): the cells of each sheet as they are shown, in blocks that empty rows divide.

A block of one column is text, a line a cell. In other blocks the rows that only one cell
fills, above and below, are lines; what is between is a table.
"""

from __future__ import annotations

import re
import tomllib
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils.cell import get_column_letter

from report_extract.errors import ReadError
from report_extract.readers.assembly import NOWHERE, Assembly, Source, TableCell
from report_extract.readers.document import Document, Place
from report_extract.readers.xlsx.numbers import shown
from report_extract.readers.xlsx.package import Sheet, broken, open_archive, read_sheet

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAMED = 12  # cells, rows and columns that a note names
_DIGIT = re.compile(r"\d")
_NUMERIC = re.compile(r"[-+(]?\d[\d.,]*\)?\s?%?")
_TALLEST = 1000  # rows of a merged cell that hold a block together


class _Cell(NamedTuple):
    row: int
    column: int
    rows: int
    columns: int
    text: str

    @property
    def name(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"

    def in_table(self, left: int) -> TableCell:
        """The cell of a table whose first column is `left`."""
        return TableCell(self.text, self.column - left, self.rows, self.columns, name=self.name)


_Row = list[_Cell]


def read(source: Source) -> Document:
    """The text of all sheets; raises `ReadError`."""
    assembly = Assembly(source)
    with open_archive(source, assembly.budget) as archive:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of what openpyxl leaves out: drawings, validations
                _read(archive, source, assembly)
        except ReadError:
            raise
        except Exception:
            raise broken(source) from None
    return assembly.document(_MEDIA_TYPE)


def _read(archive: zipfile.ZipFile, source: Source, assembly: Assembly) -> None:
    book = openpyxl.load_workbook(archive.fp, read_only=True, data_only=True, keep_links=False)
    sheets = book.worksheets
    table = 0
    for sheet in sheets:
        facts = read_sheet(archive, sheet._worksheet_path, assembly.budget)
        start = assembly.end
        place = Place(0, 0, sheet=sheet.title)
        if len(sheets) > 1 and not _default_name().fullmatch(sheet.title.strip()):
            assembly.line(sheet.title, place)
            assembly.line("")
        for block in _blocks(sheet, facts, assembly):
            table += _write(block, assembly, place, table + 1)
        _notes(assembly, sheet, facts, start)


@cache
def _default_name() -> re.Pattern[str]:
    """The names that `names.toml` lists, numbered."""
    listed = tomllib.loads((files(__package__) / "names.toml").read_text("utf-8"))["default"]
    return re.compile(rf"(?:{'|'.join(map(re.escape, listed))})\s?\d*", re.IGNORECASE)


def _blocks(sheet: Any, facts: Sheet, assembly: Assembly) -> Iterator[list[_Row]]:
    """Rows between empty rows; what is hidden is no less part of the file."""
    sheet.reset_dimensions()
    block: list[_Row] = []
    held = 0  # the last row of the merged cells so far
    count = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        assembly.budget.left()
        row: _Row = []
        for cell in cells:
            if cell.value is None:
                continue
            text = shown(cell.value, cell.number_format or "General")
            if text.strip():
                rows, columns = facts.merged.get((cell.row, cell.column), (1, 1))
                row.append(_Cell(cell.row, cell.column, rows, columns, text))
        count += len(row)
        assembly.budget.check("cells", count)
        if row or number <= held:
            block.append(row)
        elif block:
            yield block
            block = []
        held = max([held, *(cell.row + cell.rows - 1 for cell in row if cell.rows <= _TALLEST)])
    if block:
        yield block


def _write(block: Sequence[_Row], assembly: Assembly, place: Place, number: int) -> int:
    """Add a block to the text; returns how many tables it holds."""
    first, last = _table_in(block)
    for row in block[:first]:
        _line(row, assembly, place)
    if first < last:
        left = min(cell.column for row in block[first:last] for cell in row)
        top = next(row[0].row for row in block[first:last] if row)
        if first:
            assembly.line("")
        rows = [[cell.in_table(left) for cell in row] for row in block[first:last]]
        assembly.table(rows, _at(place, row=top, column=left, table=number))
        if block[last:]:
            assembly.line("")
    for row in block[last:]:
        _line(row, assembly, place)
    assembly.line("")
    return int(first < last)


def _table_in(block: Sequence[_Row]) -> tuple[int, int]:
    """The rows of a block that are a table: from its header to the last row of several cells."""
    several = [i for i, row in enumerate(block) if len(row) > 1]
    numbers = [i for i in several if any(_NUMERIC.fullmatch(cell.text) for cell in block[i])]
    if not several:
        return 0, 0
    body = (numbers or several)[0]
    first = body
    for i in range(body - 1, -1, -1):
        joined = all(len(row) > 1 or not row for row in block[i:body])
        if len(block[i]) > 2 or (joined and len(block[i]) > 1):
            first = i
    return first, several[-1] + 1


def _line(row: _Row, assembly: Assembly, place: Place) -> None:
    """A row as a paragraph: its cells with a tab between them."""
    pieces: list[tuple[str, Place]] = []
    for cell in row:
        if pieces:
            pieces.append(("\t", NOWHERE))
        text = re.sub(r"\r\n?", "\n", cell.text)
        pieces.append((text, _at(place, row=cell.row, column=cell.column, cell=cell.name)))
    assembly.paragraph(pieces)


def _at(place: Place, **where: Any) -> Place:
    return Place(0, 0, sheet=place.sheet, **where)


def _notes(assembly: Assembly, sheet: Any, facts: Sheet, start: int) -> None:
    """Say what of a sheet is hidden, and what was not saved with it."""
    span = start, max(start, assembly.end - 1)
    if sheet.sheet_state != "visible":
        assembly.note("hidden_sheet", f"the sheet {sheet.title!r} is hidden: it was read all the same", *span)
    if facts.hidden:
        assembly.note(
            "hidden_cells",
            f"rows or columns of the sheet {sheet.title!r} are hidden: {_listed(facts.hidden)}; they were read", *span,
        )  # fmt: skip
    if facts.unsaved:
        assembly.note(
            "no_value",
            f"formulas of the sheet {sheet.title!r} were saved without their values: {_listed(facts.unsaved)}; "
            "open the file in Excel and save it again",
            *span,
        )  # fmt: skip


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
