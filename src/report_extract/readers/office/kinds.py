"""The kinds of older office files, and what is refused before any program opens one.

Locked files, archives that unpack to too much, and XML that declares entities: LibreOffice
is not trusted with them.
"""

from __future__ import annotations

import re
from typing import IO, NamedTuple
from xml.parsers import expat

from report_extract.errors import ReadError
from report_extract.readers.archives import locked, unpacked
from report_extract.readers.assembly import Source
from report_extract.readers.limits import Budget
from report_extract.readers.signatures import DOC, ODS, ODT, RTF, XLS, Signature

_CHUNK = 1 << 20
_LOOK = 4000
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_FILE_PASS, _END = 0x2F, 0x0A


class Kind(NamedTuple):
    """A kind of file: its suffix and media type, and what LibreOffice makes of it with which of its programs."""

    suffix: str
    media_type: str
    target: str
    program: str
    signature: Signature


_KINDS = (
    Kind("doc", "application/msword", "docx", "Writer", DOC),
    Kind("rtf", "application/rtf", "docx", "Writer", RTF),
    Kind("odt", "application/vnd.oasis.opendocument.text", "docx", "Writer", ODT),
    Kind("xls", "application/vnd.ms-excel", "xlsx", "Calc", XLS),
    Kind("ods", "application/vnd.oasis.opendocument.spreadsheet", "xlsx", "Calc", ODS),
)


def kind_of(source: Source) -> Kind:
    """The kind of a file that may be opened; raises `ReadError` where it may not."""
    data = source.data
    kind = next((kind for kind in _KINDS if kind.signature(data)), None)
    if kind is None:
        raise ReadError("is no office file", file=source.name, remedy="save it again, or get it anew")
    if (kind.suffix == "doc" and _locked_doc(data)) or (kind.suffix == "xls" and _locked_xls(data)):
        raise locked(source.name)
    if kind.suffix in ("odt", "ods"):
        _check_archive(source, kind.suffix)
    if kind.suffix == "rtf" and len(_CONTROL.findall(data[:_LOOK])) > 20:
        raise _broken(source.name, "rtf")
    return kind


def _broken(name: str, suffix: str) -> ReadError:
    return ReadError(f"is a broken .{suffix} file", file=name, remedy="save it again, or get it anew")


def _locked_doc(data: bytes) -> bool:
    """The first bytes of the text say so (FibBase, fEncrypted)."""
    start = _stream(data, "WordDocument")
    return start is not None and data[start + 11 : start + 12] > b"" and bool(data[start + 11] & 1)


def _locked_xls(data: bytes) -> bool:
    """A record near the start of the workbook holds the check of the password."""
    at = _stream(data, "Workbook")
    for _ in range(50):
        if at is None or at + 4 > len(data):
            break
        record, size = int.from_bytes(data[at : at + 2], "little"), int.from_bytes(data[at + 2 : at + 4], "little")
        if record in (_FILE_PASS, _END):
            return record == _FILE_PASS
        at += 4 + size
    return False


def _stream(data: bytes, name: str) -> int | None:
    """Where a stream of a compound file begins: its entry in the directory names the sector."""
    shift = int.from_bytes(data[30:32], "little")
    entry = data.find((name + "\0").encode("utf-16-le"))
    while entry > 0 and entry % 128:
        entry = data.find((name + "\0").encode("utf-16-le"), entry + 1)
    if entry < 0 or shift not in (9, 12):
        return None
    return (int.from_bytes(data[entry + 116 : entry + 120], "little") + 1) << shift


def _check_archive(source: Source, suffix: str) -> None:
    """Raise `ReadError` for a locked or broken archive, one that unpacks to too much, and an XML bomb."""
    budget = source.budget
    broken = _broken(source.name, suffix)
    with unpacked(source, budget, broken) as archive:
        names = set(archive.namelist())
        if "encrypted-package" in names:
            raise locked(source.name)
        # First the manifest: what is locked is no XML.
        for info in sorted(archive.infolist(), key=lambda info: info.filename != "META-INF/manifest.xml"):
            with archive.open(info) as member:
                try:
                    _check_member(member, info.filename, source.name, budget)
                except expat.ExpatError:
                    raise broken from None
        if "content.xml" not in names:
            raise broken


def _check_member(member: IO[bytes], name: str, file: str, budget: Budget) -> None:
    """Read a member to its end: its size as told may be a lie; XML may declare no entity."""
    parser = expat.ParserCreate(namespace_separator=" ") if name.endswith(".xml") else None
    entities: list[object] = []

    def declare(*entity: object) -> None:
        entities.append(entity)

    if parser is not None:
        parser.EntityDeclHandler = declare
    size = 0
    while chunk := member.read(_CHUNK):
        size += len(chunk)
        budget.check("unpacked", size)
        budget.left()
        if name == "META-INF/manifest.xml" and b"encryption-data" in chunk:
            raise locked(file)
        if parser is not None:
            parser.Parse(chunk, False)
            if entities:
                raise ReadError(
                    "declares XML entities, which no office program writes", file=file, place=name,
                    remedy="save it again with LibreOffice",
                )  # fmt: skip
    if parser is not None and size:
        parser.Parse(b"", True)
