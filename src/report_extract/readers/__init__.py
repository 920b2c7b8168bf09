"""Readers: a path (or standard input) to a `Document`. One file and one table row each.

A reader is a module of this package with ``read(source: Source) -> Document``. It is
imported when a file of its format comes; its library is an extra of the package.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from report_extract.errors import ReadError
from report_extract.readers.assembly import Source
from report_extract.readers.document import Document, Note
from report_extract.readers.limits import Limits
from report_extract.readers.signatures import Signature, ole_with, packs


class Format(NamedTuple):
    """A kind of file: how it is told, and which module of this package reads it."""

    name: str
    suffixes: tuple[str, ...]
    signature: Signature
    reader: str
    extra: str = ""  # the extra of the package that brings the reader's library


# The first whose signature fits reads the file; what fits none is text.
FORMATS: tuple[Format, ...] = (
    Format("Excel", (".xlsx", ".xlsm", ".xltx", ".xltm"), packs("xl/workbook.xml"), "xlsx", "xlsx"),
)
_LOCKED = ole_with("EncryptedPackage")  # any .docx, .xlsx or .pptx with a password
_TEXT = Format("plain text", (".txt",), lambda data: True, "plain")


def read(path: str | Path, *, encoding: str | None = None, limits: Limits | None = None) -> Document:
    """The document in a file; `-` reads standard input. Raises `ReadError`.

    `encoding` is that of text files, found out where it is not given; `limits` are how
    much the file may hold and cost.
    """
    limits = limits or Limits()
    source = Source(str(path), _bytes(path, limits), limits, encoding)
    if not source.data.strip():
        raise ReadError("is empty", file=source.name, remedy="give a file with text")
    source.budget.check("bytes", len(source.data))
    if _LOCKED(source.data):
        raise ReadError("is locked with a password", file=source.name, remedy="save it without a password")
    form = next((form for form in FORMATS if form.signature(source.data)), _TEXT)
    named = next((f for f in (*FORMATS, _TEXT) if Path(source.name).suffix.lower() in f.suffixes), form)
    if named is form:
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
    try:
        module = import_module(f"report_extract.readers.{form.reader}")
    except ImportError as error:
        raise ReadError(
            f"needs {error.name} to be read", file=source.name,
            remedy=f'install it with: pip install "report-extract[{form.extra}]"',
        ) from None  # fmt: skip
    document: Document = module.read(source)
    return document


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


__all__ = ["FORMATS", "Document", "Format", "Limits", "Source", "read"]
