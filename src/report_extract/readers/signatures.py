"""How a format is told by the bytes of a file, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from fnmatch import fnmatchcase

from report_extract.readers.archives import BROKEN

Signature = Callable[[bytes], bool]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|body|meta|title|article|section|main"
    rb"|header|nav|div|table|center|p|h[1-6]|ul|ol|form|link|style|script)(?=[\s/>]))",
    re.I | re.S,
)
_LOOK = 4096
_MAIL_LOOK = 65_536  # what servers on the way add goes before the rest
_MAIL_HEAD = re.compile(rb"(?:From [^\n]*\n)?(?:[!-9;-~]++:[^\n]*(?:\n|\Z)(?:[ \t]+[^\s][^\n]*(?:\n|\Z))*+)++")
_MAIL_NAME = re.compile(rb"^([!-9;-~]+):", re.M)
_BESIDE_FROM = frozenset({b"to", b"subject", b"date", b"received", b"message-id", b"sender", b"reply-to"})


def starts_with(*magic: bytes) -> Signature:
    """The file begins with one of these, blanks and a byte order mark aside.

    >>> starts_with(b"%PDF-")(b"%PDF-1.7")
    True
    """
    return lambda data: data[:_LOOK].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(magic)


def packs(member: str) -> Signature:
    """A zip archive that holds this member, in which `*` stands for anything."""
    return lambda data: data.startswith(b"PK") and any(fnmatchcase(name, member) for name in members(data))


def members(data: bytes) -> frozenset[str]:
    """The names in a zip archive, none where it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except BROKEN:
        return frozenset()


def ole_with(*streams: str) -> Signature:
    """A compound file of Microsoft Office that holds one of these streams."""
    names = tuple(stream.encode("utf-16-le") for stream in streams)
    return lambda data: data.startswith(_OLE) and any(name in data for name in names)


def html(data: bytes) -> bool:
    """A web page, or a piece of one, in any encoding.

    >>> html(b"<!DOCTYPE html><p>x"), html(b"a < b")
    (True, False)
    """
    start = data[:_LOOK].removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\0", b"")
    return _HTML.match(start) is not None


def opendocument(kind: str) -> Signature:
    """A zip archive whose first member says that it is an OpenDocument file of this kind, `text` or `spreadsheet`."""
    told = re.compile(rb"PK\x03\x04.{26}mimetype.{0,64}?application/vnd\.oasis\.opendocument\." + kind.encode(), re.S)

    def signature(data: bytes) -> bool:
        return told.match(data[:200]) is not None or _mimetype(data).endswith(b".opendocument." + kind.encode())

    return signature


def picture(data: bytes) -> bool:
    """A picture of a kind that may hold a page.

    >>> picture(b"\\x89PNG\\r\\n\\x1a\\n"), picture(b"BM")
    (True, False)
    """
    bitmap = data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)
    webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    return bitmap or webp or data.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8"))


def _mail(data: bytes) -> bool:
    """Does it begin with the header of a mail: names in ASCII before a colon, and among them those that make a mail?"""
    head = _MAIL_HEAD.match(data[:_MAIL_LOOK].removeprefix(b"\xef\xbb\xbf").lstrip())
    names = {name.lower() for name in _MAIL_NAME.findall(head[0])} if head else set()
    return b"mime-version" in names or (b"from" in names and not names.isdisjoint(_BESIDE_FROM))


def refused(data: bytes) -> tuple[str, str] | None:
    """What a file is that no reader takes, and what to do about it."""
    return next(((what, remedy) for signature, what, remedy in _REFUSED if signature(data)), None)


def _mimetype(data: bytes) -> bytes:
    if not data.startswith(b"PK") or "mimetype" not in members(data):
        return b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as member:
            return member.read(100).strip()
    except (*BROKEN, RuntimeError):
        return b""


DOCX = packs("word/document*.xml")
XLSX = packs("xl/workbook.xml")
PDF = starts_with(b"%PDF-")
HTML = html
DOC = ole_with("WordDocument")
XLS = ole_with("Workbook")
LOCKED = ole_with("EncryptedPackage")  # a .docx or .xlsx with a password
RTF = starts_with(b"{\\rtf")
ODT = opendocument("text")
ODS = opendocument("spreadsheet")
PICTURE = picture

_UNPACK = "unpack it, and give the files in it"
_PAPER = "save it as PDF"
_REFUSED: tuple[tuple[Signature, str, str], ...] = (
    (packs("ppt/presentation.xml"), "is a presentation", _PAPER),
    (opendocument("presentation"), "is a presentation", _PAPER),
    (ole_with("PowerPoint Document"), "is a presentation", _PAPER),
    (ole_with("__properties_version1.0"), "is a mail of Outlook", "save what is attached to it"),
    (lambda data: data.startswith(b"PK") and bool(members(data)), "is a zip archive", _UNPACK),
    (lambda data: data.startswith((b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")), "is a packed file", _UNPACK),
    (lambda data: data[:3] == bytes(3) and data[4:8] == b"ftyp", "is a HEIC picture or a film", "save it as .jpg"),
    (_mail, "is a mail or a saved web page (.eml, .mht)", "open it, and save what it shows as .html or PDF"),
)
