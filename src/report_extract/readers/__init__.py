"""Readers: a path (or standard input) to a `Document`. One file and one table row each.

A reader is a module of this package with ``read(source: Source) -> Document``. It is
imported when a file of its format comes; its library is an extra of the package. A reader
that starts another program may also have ``convert(sources) -> dict`` from the name of a
source to what the program made of it: `read_all` calls it once for many files.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from report_extract.errors import ReadError
from report_extract.readers.archives import locked
from report_extract.readers.assembly import Source, Words
from report_extract.readers.document import Document, Note
from report_extract.readers.limits import Limits
from report_extract.readers.modules import load
from report_extract.readers.recoding import recoded
from report_extract.readers.signatures import (
    DOC,
    DOCX,
    HTML,
    LOCKED,
    ODS,
    ODT,
    PDF,
    PICTURE,
    RTF,
    XLS,
    XLSX,
    Signature,
    refused,
)

_T = TypeVar("_T")


class Format(NamedTuple):
    """A kind of file: how it is told, and which module of this package reads it."""

    name: str
    suffixes: tuple[str, ...]
    signature: Signature
    reader: str
    extra: str = ""  # the extra of the package that brings the reader's library
    converts: bool = False  # its module has `convert`


# The first whose signature fits reads the file; what fits none is text.
FORMATS: tuple[Format, ...] = (
    Format("Word", (".docx", ".docm", ".dotx", ".dotm"), DOCX, "docx", "docx"),
    Format("Excel", (".xlsx", ".xlsm", ".xltx", ".xltm"), XLSX, "xlsx", "xlsx"),
    Format("PDF", (".pdf",), PDF, "pdf", "pdf"),
    Format("web page", (".html", ".htm", ".xhtml"), HTML, "html", "html"),
    Format("Word 97", (".doc", ".dot"), DOC, "office", converts=True),
    Format("RTF", (".rtf",), RTF, "office", converts=True),
    Format("OpenDocument text", (".odt", ".ott"), ODT, "office", converts=True),
    Format("picture", (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif"), PICTURE, "picture", "pdf"),
    Format("Excel 97", (".xls", ".xlt"), XLS, "office", converts=True),
    Format("OpenDocument spreadsheet", (".ods", ".ots"), ODS, "office", converts=True),
)
_TEXT = Format("plain text", (".txt",), lambda data: True, "plain")
BATCH = 20  # files that `read_all` holds open at a time


def read(
    path: str | Path,
    *,
    encoding: str | None = None,
    limits: Limits | None = None,
    patterns: Words | None = None,
) -> Document:
    """The document in a file; `-` reads standard input. Raises `ReadError`.

    `encoding` is that of text files, found out where it is not given; `limits` are how
    much the file may hold and cost; `patterns` name the furniture of web pages.
    """
    return _document(*_open(path, encoding, limits, patterns))


def read_all(
    paths: Iterable[str | Path],
    *,
    encoding: str | None = None,
    limits: Limits | None = None,
    patterns: Words | None = None,
) -> Iterator[Document | ReadError]:
    """The document in each file, in order, or why there is none: `read`, but quicker for many older office files."""
    remaining = iter(paths)
    while batch := list(islice(remaining, BATCH)):
        opened = [_attempt(_open, path, encoding, limits, patterns) for path in batch]
        for one in _converted(opened):
            yield one if isinstance(one, ReadError) else _attempt(_document, *one)


def _attempt(call: Callable[..., _T], *args: object) -> _T | ReadError:
    try:
        return call(*args)
    except ReadError as error:
        return error


def _open(
    path: str | Path, encoding: str | None, limits: Limits | None, patterns: Words | None
) -> tuple[Source, Format]:
    """The bytes of a file, and what they are."""
    limits = limits or Limits()
    source = Source(str(path), _bytes(path, limits), limits, encoding, patterns)
    if not source.data.strip():
        raise ReadError("is empty", file=source.name, remedy="give a file with text")
    source.budget.check("bytes", len(source.data))
    if LOCKED(source.data):
        raise locked(source.name)
    return source, next((form for form in FORMATS if form.signature(source.data)), _TEXT)


def _converted(
    opened: list[tuple[Source, Format] | ReadError],
) -> Iterator[tuple[Source, Format] | ReadError]:
    """The same files, those that another program must convert converted together."""
    groups: dict[str, list[Source]] = {}
    for one in opened:
        if not isinstance(one, ReadError) and one[1].converts:
            groups.setdefault(one[1].reader, []).append(one[0])
    made: dict[str, bytes | ReadError] = {}
    for reader, sources in groups.items():
        if len(sources) > 1:
            made |= load(reader, "", sources[0].name).convert(sources)
    for one in opened:
        yield one if isinstance(one, ReadError) else (one[0]._replace(converted=made.get(one[0].name)), one[1])


def _document(source: Source, form: Format) -> Document:
    named = next((f for f in (*FORMATS, _TEXT) if Path(source.name).suffix.lower() in f.suffixes), form)
    if named is form:
        if form is _TEXT and (kind := refused(source.data)):
            raise ReadError(kind[0], file=source.name, remedy=kind[1])
        return _read(form, source)
    try:
        document = _read(form, source)
    except ReadError:
        if form is not _TEXT:
            raise
        raise ReadError(  # neither what its name says nor text
            f"is no {named.name} file, or a broken one", file=source.name, remedy="save it again, or get it anew"
        ) from None
    note = Note("wrong_suffix", f"the name says {named.name}, the file is {form.name}: it was read as that")
    return replace(document, notes=(note, *document.notes))


def _read(form: Format, source: Source) -> Document:
    document: Document = load(form.reader, form.extra, source.name).read(source)
    return document if source.encoding else recoded(document)


def _bytes(path: str | Path, limits: Limits) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read(limits.bytes + 1)
    file = Path(path)
    try:
        if file.is_dir():
            raise ReadError("is a folder", file=str(path), remedy="give the files in it")
        with file.open("rb") as stream:
            return stream.read(limits.bytes + 1)
    except FileNotFoundError:
        raise ReadError("no such file", file=str(path), remedy="check the name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(
            f"cannot be read ({reason})", file=str(path)[:200], remedy="check its name and rights"
        ) from None


__all__ = ["FORMATS", "Document", "Format", "Limits", "Source", "read", "read_all"]
