"""Word (.docx): paragraphs, tables, text boxes and notes as Word shows them, tracked changes accepted.

The body comes first, then the footnotes and endnotes, then headers and footers as asides,
each once. A text box follows the paragraph it hangs on, a nested table the table it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from docx.oxml.ns import qn

from report_extract.errors import ReadError
from report_extract.readers.assembly import Assembly, Source, TableCell
from report_extract.readers.document import Document, Place
from report_extract.readers.docx.package import Package, content, open_package, switched, value, whole
from report_extract.readers.docx.text import Paragraph, TextReader, mark_removed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_P, _TBL, _TR, _TC, _CHUNK = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "altChunk"))
_ID, _TYPE = qn("w:id"), qn("w:type")
_MOST_COLUMNS = 63  # as Word has it
_LETTERHEAD = 3  # rows and columns of a table that only sets lines side by side, at most


class _Cell(NamedTuple):
    """A cell as it stands in the file."""

    lines: tuple[Paragraph, ...]
    column: int
    columns: int
    goes_on: bool  # the cell above


class _Row(NamedTuple):
    cells: list[_Cell]
    header: bool


def read(source: Source) -> Document:
    """Read a Word file; raises `ReadError` where it is broken, locked, without text or over a limit."""
    assembly = Assembly(source)
    package = open_package(source, assembly.budget)
    try:
        return _Reader(assembly, package).document()
    except RecursionError:
        raise ReadError(
            "is nested too deeply", file=source.name, remedy="open it in Word and save it again, or get it anew"
        ) from None


class _Reader:
    """Walks the parts of one file in text order."""

    def __init__(self, assembly: Assembly, package: Package) -> None:
        self._assembly, self._package = assembly, package
        self._text = TextReader(package)
        self._paragraphs = self._tables = 0
        self._left_out = 0  # files within the file
        self._centred: bool | None = None  # was the last line, if it was no blank

    def document(self) -> Document:
        body = self._package.main.find(qn("w:body"))
        if body is not None:
            self._flow(body)
        self._notes()
        self._margins()
        self._diagnose()
        return self._assembly.document(MEDIA_TYPE)

    def _flow(self, parent: Element) -> None:
        """Paragraphs and tables, one after the other."""
        for item in self._items(parent):
            if isinstance(item, Paragraph):
                self._line(item)
            else:
                self._table(item)

    def _items(self, parent: Element) -> Iterator[Paragraph | Element]:
        """The paragraphs in an element, read, and its tables, to be read."""
        joined: list[Element] = []
        for element in content(parent):
            self._assembly.budget.left()
            if element.tag == _P:
                joined.extend(content(element))
                if not mark_removed(element):
                    yield self._text.paragraph(joined, element)
                    joined = []
            elif element.tag == _TBL:
                yield element
            elif element.tag == _CHUNK:
                self._left_out += 1

    def _line(self, paragraph: Paragraph) -> None:
        self._paragraphs += bool(paragraph.text)
        place = Place(0, 0, page=paragraph.page, paragraph=self._paragraphs)
        centred = paragraph.centred if paragraph.text else None
        if None not in (centred, self._centred) and centred != self._centred:
            self._assembly.line("")  # as a title stands apart from what follows it
        self._centred = centred
        start, end = self._assembly.line(paragraph.text, place)
        self._assembly.ordinal(start, start + paragraph.label)
        if paragraph.style.startswith("toc "):
            self._assembly.aside(start, end, "furniture")
        for box in paragraph.boxes:
            self._flow(box)

    def _table(self, table: Element) -> None:
        rows, nested = self._rows(table)
        if any(line.text for row in rows for cell in row.cells for line in cell.lines):
            self._centred = None
            self._assembly.line("")
            if self._sets_lines(table, rows):
                for row in rows:
                    page = row.cells[0].lines[0].page if row.cells[0].lines else None
                    for texts in zip_longest(*map(_written_lines, row.cells), fillvalue=""):
                        self._side_by_side(texts, page)
            else:
                self._tables += 1
                page = next(line.page for row in rows for cell in row.cells for line in cell.lines)
                self._assembly.table(_grid(rows), Place(0, 0, page=page, table=self._tables))
            self._assembly.line("")
        for item in nested:
            if item.tag == _TBL:
                self._table(item)
            else:
                self._flow(item)

    def _rows(self, table: Element) -> tuple[list[_Row], list[Element]]:
        """The rows of a table, and the tables and text boxes in it."""
        rows: list[_Row] = []
        nested: list[Element] = []
        for row in content(table):
            properties = row.find(qn("w:trPr"))
            if row.tag != _TR or (properties is not None and properties.find(qn("w:del")) is not None):
                continue
            cells: list[_Cell] = []
            column = whole(properties, "w:gridBefore", _MOST_COLUMNS, 0) or 0
            for element in content(row):
                if element.tag == _TC:
                    cell = self._cell(element, column, nested)
                    column += cell.columns
                    if value(element, "w:tcPr/w:hMerge") == "continue" and cells:  # as files of the nineties have it
                        cells[-1] = cells[-1]._replace(columns=cells[-1].columns + cell.columns)
                    else:
                        cells.append(cell)
            rows.append(_Row(cells, bool(switched(properties, "w:tblHeader"))))
        return rows, nested

    def _cell(self, element: Element, column: int, nested: list[Element]) -> _Cell:
        lines: list[Paragraph] = []
        for item in self._items(element):
            if isinstance(item, Paragraph):
                nested.extend(item.boxes)
                lines.append(item)
            else:
                nested.append(item)
        properties = element.find(qn("w:tcPr"))
        merged = None if properties is None else properties.find(qn("w:vMerge"))
        columns = max(1, whole(properties, "w:gridSpan", _MOST_COLUMNS, 1) or 1)
        return _Cell(tuple(lines), column, columns, merged is not None and merged.get(qn("w:val")) != "restart")

    def _sets_lines(self, table: Element, rows: Sequence[_Row]) -> bool:
        """Does a table only set lines side by side, as letterheads and signatures do?"""
        cells = [cell for row in rows for cell in row.cells]
        return (
            len(rows) <= _LETTERHEAD
            and all(2 <= len(row.cells) <= _LETTERHEAD and not row.header for row in rows)
            and not any(cell.goes_on or _is_number(cell) for cell in cells)
            and any(sum(map(bool, _written_lines(cell))) > 1 for cell in cells)
            and not self._text.styles.ruled(table)
        )

    def _side_by_side(self, texts: Sequence[str], page: int | None) -> None:
        text = "\t".join(texts).strip("\t")
        if text:
            self._paragraphs += 1
            self._assembly.line(text, Place(0, 0, page=page, paragraph=self._paragraphs))

    def _notes(self) -> None:
        """Footnotes and endnotes in the order they are first referred to, those in notes too."""
        for kind in ("footnotes", "endnotes"):
            root = self._package.kinds.get(kind)
            notes = {} if root is None else {note.get(_ID): note for note in root.iterchildren("*")}
            for referred, name in self._text.notes:  # grows on the way
                note = notes.pop(name, None) if referred == kind else None
                if note is not None and note.get(_TYPE, "normal") == "normal":
                    self._assembly.line("")
                    self._flow(note)

    def _margins(self) -> None:
        """Headers and footers that a section shows, each text once, as asides."""
        told: set[str] = set()
        for name in self._shown():
            part = self._package.margins.get(name)
            text = "" if part is None else "".join(map(str, part.itertext())).strip()
            if part is not None and text and text not in told:
                told.add(text)
                start = self._assembly.end
                self._flow(part)
                self._assembly.aside(start, self._assembly.end, "header" if part.tag == qn("w:hdr") else "footer")

    def _shown(self) -> list[str]:
        """The ids of headers and footers that some section shows."""
        found: dict[str, None] = {}
        both = switched(self._package.kinds.get("settings"), "w:evenAndOddHeaders")
        for section in self._package.main.iter(qn("w:sectPr")):
            shown = {"default": True, "even": both, "first": switched(section, "w:titlePg")}
            for reference in section.iterchildren(qn("w:headerReference"), qn("w:footerReference")):
                if shown.get(reference.get(_TYPE, "default")):
                    found[reference.get(qn("r:id"), "")] = None
        return list(found)

    def _diagnose(self) -> None:
        members = self._package.members
        charts = sum(name.startswith("word/charts/chart") for name in members)
        fonts = ", ".join(sorted(self._text.converted)[:5])
        found = [
            ("converted_fonts", f"text in old encodings is converted to Unicode: {fonts}", fonts),
            ("hidden_text", "hidden text is not read", self._text.hides),
            ("charts_not_read", f"{charts} charts are not read", charts),
            ("embedded_not_read", f"{self._left_out} files within the file are not read", self._left_out),
        ]
        if not self._paragraphs and not self._tables:
            pictures = sum(name.startswith("word/media/") for name in members)
            found.append(("pictures_not_read", f"{pictures} pictures are not read", pictures))
        for code, message, holds in found:
            if holds:
                self._assembly.note(code, message)


def _grid(rows: Sequence[_Row]) -> list[list[TableCell]]:
    """The cells of a table, a merged one once with the rows that it spans."""
    made: list[list[TableCell]] = [[] for _ in rows]
    open_cells: dict[int, tuple[int, int]] = {}  # by column: where the cell stands that may go on below
    for i, row in enumerate(rows):
        kept: dict[int, tuple[int, int]] = {}
        for cell in row.cells:
            above = open_cells.get(cell.column) if cell.goes_on else None
            if above is not None:
                r, c = above
                made[r][c] = made[r][c]._replace(rows=i - r + 1)
                kept[cell.column] = above
                continue
            text, ordinals = _cell_text(cell)
            kept[cell.column] = i, len(made[i])
            made[i].append(
                TableCell(text, cell.column, columns=cell.columns, header=row.header, ordinals=ordinals)
            )  # fmt: skip
        open_cells = kept
    return made


def _cell_text(cell: _Cell) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The paragraphs of a cell in one line, and where their automatic numbers stand."""
    pieces: list[str] = []
    ordinals: list[tuple[int, int]] = []
    at = 0
    for line in cell.lines:
        text = " ".join(line.text.split())
        if text:
            ordinals.extend([(at, at + line.label)] if line.label else [])
            pieces.append(text)
            at += len(text) + 1
    return " ".join(pieces), tuple(ordinals)


def _written_lines(cell: _Cell) -> list[str]:
    """The lines of a cell, whether paragraphs or breaks divide them."""
    return [" ".join(text.split()) for line in cell.lines for text in line.text.split("\n")]


def _is_number(cell: _Cell) -> bool:
    text = "".join(line.text for line in cell.lines).strip()
    return text[:1].isdecimal() and not any(map(str.isalpha, text))
