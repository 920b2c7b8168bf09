"""Older office files without LibreOffice: RTF by striprtf, OpenDocument by its XML, Word 97 by catdoc.

Only .odt keeps its tables as tables and its deletions out; headers and footers of an
.odt are not read. Sheets need LibreOffice.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from report_extract.errors import ReadError
from report_extract.readers.assembly import Assembly, Source, TableCell
from report_extract.readers.document import Document, Place
from report_extract.readers.limits import bounded
from report_extract.readers.office.kinds import Kind

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_PREFIX = re.compile(r"\{urn:oasis:names:tc:opendocument:xmlns:(\w+)(?:-compatible)?:1\.\d\}")
_SKIPPED = frozenset((
    "text:tracked-changes", "office:annotation", "text:note-citation", "office:forms", "svg:title", "svg:desc",
    "text:ruby-text", "office:scripts", "office:automatic-styles",
))  # fmt: skip
# Blanks that the file spells out, until those of the XML are closed up.
_BLANKS = {"text:s": "\x00", "text:tab": "\x01", "text:line-break": "\x02"}
_SPELLED = str.maketrans({0: " ", 1: "\t", 2: "\n"})
_CHUNK = 1 << 16


def read_without(source: Source, kind: Kind) -> Document:
    """The document without LibreOffice's help; raises `ReadError` where there is no way."""
    assembly = Assembly(source)
    if kind.suffix == "odt":
        _read_odt(source, assembly)
    else:
        _add_lines(assembly, _words(source, kind))
        assembly.note(
            "tracked_deletions", f"read without LibreOffice: the text of .{kind.suffix} may hold deleted words"
        )
    return assembly.document(kind.media_type)


def _words(source: Source, kind: Kind) -> str:
    if kind.suffix == "rtf":
        return _rtf(source)
    if kind.suffix == "doc" and (program := shutil.which("catdoc")):
        return _catdoc(program, source)
    raise ReadError(
        f"a .{kind.suffix} file needs LibreOffice {kind.program} to be read", file=source.name,
        remedy=f"install LibreOffice, or save the file as .{kind.target}",
    )  # fmt: skip


def _rtf(source: Source) -> str:
    try:
        from striprtf.striprtf import rtf_to_text  # noqa: PLC0415
    except ImportError:
        raise ReadError(
            "an .rtf file needs LibreOffice Writer, or striprtf, to be read", file=source.name,
            remedy='install LibreOffice, or: pip install "report-extract[rtf]"',
        ) from None  # fmt: skip
    page = _CODE_PAGE.search(source.data[:_CHUNK])
    encoding = f"cp{page[1].decode()}" if page else "cp1252"
    try:
        rtf = source.data.decode(encoding, "replace")
    except LookupError:
        encoding, rtf = "cp1252", source.data.decode("cp1252", "replace")
    if not rtf.rstrip("\0 \r\n\t").endswith("}"):
        raise ReadError("is cut short", file=source.name, remedy="save it again, or get it anew")
    try:
        text: str = rtf_to_text(rtf, encoding=encoding, errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # striprtf does not name the errors that a broken file can bring about
        raise ReadError(f"is a broken .rtf file ({error})", file=source.name, remedy="save it again") from None
    source.budget.check("characters", len(text))
    return text


def _catdoc(program: str, source: Source) -> str:
    try:
        with TemporaryDirectory(prefix="report-extract-") as folder:
            file = Path(folder, "0.doc")
            file.write_bytes(source.data)
            done = subprocess.run(  # noqa: S603
                [program, "-d", "utf-8", "-w", str(file)], capture_output=True, check=True,
                stdin=subprocess.DEVNULL, timeout=source.limits.seconds,
            )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        raise ReadError(
            "catdoc cannot read it", file=source.name, remedy="install LibreOffice, or save the file as .docx"
        ) from None
    return done.stdout.decode("utf-8", "replace")


def _add_lines(assembly: Assembly, text: str) -> None:
    for i, line in enumerate(re.split(r"\r\n|[\n\r\f]", text), 1):
        assembly.line(line, Place(0, 0, paragraph=i))


def _read_odt(source: Source, assembly: Assembly) -> None:
    """Feed the XML, which `kind_of` found sound and without entities, to a target that keeps no tree."""
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive, archive.open("content.xml") as content:
        parser = ElementTree.XMLParser(target=_OdtText(assembly))  # noqa: S314
        while chunk := content.read(_CHUNK):
            assembly.budget.left()
            parser.feed(chunk)
        parser.close()


@dataclass
class _Table:
    rows: list[list[TableCell]] = field(default_factory=list)
    column: int = 0
    header: bool = False


@dataclass
class _Cell:
    rows: int
    columns: int
    repeated: int
    depth: int  # so many paragraphs were open where it began
    lines: list[str] = field(default_factory=list)


class _OdtText:
    """What a parser of content.xml calls: paragraphs become lines, tables tables, deletions nothing."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._skip = 0
        self._open: list[list[str]] = []  # paragraphs; one stands in another in text boxes and notes
        self._inner: list[str] = []  # such paragraphs, until the outer one ends
        self._tables: list[_Table] = []
        self._cells: list[_Cell] = []
        self._paragraphs = self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = _PREFIX.sub(r"\1:", tag)
        if self._skip or name in _SKIPPED:
            self._skip += 1
        elif name in ("text:p", "text:h"):
            self._open.append([])
        elif name in _BLANKS and self._open:
            self._open[-1].append(_BLANKS[name] * _number(attributes, "text:c", 1000))
        elif name == "table:table":
            self._tables.append(_Table())
        elif not self._tables:
            return
        elif name == "table:table-header-rows":
            self._tables[-1].header = True
        elif name == "table:table-row":
            self._tables[-1].rows.append([])
            self._tables[-1].column = 0
        elif name == "table:table-cell":
            rows, columns, repeated = (
                _number(attributes, f"table:number-{what}")
                for what in ("rows-spanned", "columns-spanned", "columns-repeated")
            )
            self._cells.append(_Cell(rows, columns, repeated, len(self._open)))
            if not self._tables[-1].rows:
                self._tables[-1].rows.append([])
        elif name == "table:covered-table-cell":
            self._tables[-1].column += _number(attributes, "table:number-columns-repeated")
            self._skip += 1

    def end(self, tag: str) -> None:
        """An element ends."""
        name = _PREFIX.sub(r"\1:", tag)
        if self._skip:
            self._skip -= 1
        elif name in ("text:p", "text:h"):
            self._end_paragraph()
        elif name == "table:table-header-rows":
            self._tables[-1].header = False
        elif name == "table:table-cell" and self._cells:
            table, cell = self._tables[-1], self._cells.pop()
            text = "\n".join(cell.lines)
            table.rows[-1].append(TableCell(text, table.column, cell.rows, cell.columns, table.header))
            table.column += cell.repeated
        elif name == "table:table":
            self._end_table()

    def data(self, text: str) -> None:
        """Text of an element."""
        if self._open and not self._skip:
            self._open[-1].append(text)

    def close(self) -> None:
        """The file ends."""

    def _end_paragraph(self) -> None:
        text = " ".join(part for part in re.split(r"[ \t\r\n]+", "".join(self._open.pop())) if part)
        text = text.translate(_SPELLED)
        if len(self._open) > (self._cells[-1].depth if self._cells else 0):
            self._inner.append(text)
            return
        for line in (text, *self._inner):
            if self._cells:
                self._cells[-1].lines.append(line)
            else:
                self._paragraphs += 1
                self._assembly.line(line, Place(0, 0, paragraph=self._paragraphs))
        self._inner.clear()

    def _end_table(self) -> None:
        table = self._tables.pop()
        if self._cells:  # in a cell of another table
            self._cells[-1].lines += (" ".join(cell.text for cell in row) for row in table.rows)
            return
        self._count += 1
        self._assembly.line("")
        self._assembly.table(table.rows, Place(0, 0, table=self._count))
        self._assembly.line("")


def _number(attributes: dict[str, str], name: str, most: int = 10_000) -> int:
    """A count from 1 to `most` in an attribute, 1 where there is none."""
    prefix, _, local = name.partition(":")
    return max(1, bounded(attributes.get(f"{{urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0}}{local}"), most, 1))
