"""Plain text: UTF-8 with or without BOM, UTF-16, cp1258."""

from __future__ import annotations

import codecs
import re
import unicodedata

from report_extract.errors import ReadError
from report_extract.readers.assembly import Source
from report_extract.readers.document import Document
from report_extract.text import SourceText

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
_LOOK = 2000
_REMEDY = "save it as UTF-8"


def read(source: Source) -> Document:
    """Decode the bytes of a text file; raises `ReadError` for binary and undecodable data."""
    text, encoding = as_told(source) if source.encoding else decode(source.name, source.data)
    if not SourceText.of(text[:_LOOK]).norm.strip() and not SourceText.of(text).norm.strip():
        raise ReadError("is empty", file=source.name, remedy="give a file with text")
    source.budget.check("characters", len(text))
    return Document(source.file_name, text, source.sha256, "text/plain", encoding)


def decode(name: str, data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding.

    >>> decode("x", "Kết nạp 12".encode("utf-16"))
    ('Kết nạp 12', 'utf-16-le')
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise ReadError(
                    f"is not {encoding.upper()} as its first bytes say", file=name,
                    place=f"byte {error.start + len(bom)}", remedy=_REMEDY,
                ) from None  # fmt: skip
    wide = _wide(data)
    if wide:
        return data.decode(wide), wide
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _cp1258(name, data, error.start), "cp1258"
    _refuse_binary(name, text)
    return text, "utf-8"


def as_told(source: Source) -> tuple[str, str]:
    """The text in the encoding that the user gave, and its name; raises `ReadError`."""
    try:
        name = codecs.lookup(source.encoding or "").name
        text = source.data.decode(name)
    except LookupError:
        raise ReadError(
            f"no encoding is called {source.encoding!r}", file=source.name, remedy="give utf-8, utf-16, cp1258, ..."
        ) from None
    except UnicodeDecodeError as error:
        raise ReadError(
            f"is not {name}", file=source.name, place=f"byte {error.start}", remedy="leave --encoding out"
        ) from None
    return text.removeprefix("\ufeff"), name


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of ASCII text is zero."""
    if len(data) % 2 or len(data) < 4:
        return None
    sample = data[:4000]
    for encoding, zeros, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if zeros.count(0) > 0.3 * len(zeros) and others.count(0) == 0:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not _CONTROL.search(text):
                return encoding
    return None


def _cp1258(name: str, data: bytes, place: int) -> str:
    """Windows Vietnamese, where the text then reads as Vietnamese."""
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        text = ""
    composed = unicodedata.normalize("NFC", text[:20000])
    letters = sum(c.isalpha() for c in composed)
    odd = sum(c.isalpha() and not c.isascii() and not _VIETNAMESE.match(c) for c in composed)
    if not text or _CONTROL.search(text) or odd * 20 > letters or not _VIETNAMESE.search(composed):
        kind = "looks binary" if _CONTROL.search(data[:4000].decode("latin-1")) else "is in no encoding known here"
        raise ReadError(kind, file=name, place=f"byte {place}", remedy=_REMEDY)
    return text


def _refuse_binary(name: str, text: str) -> None:
    m = _CONTROL.search(text)
    if m and (len(_CONTROL.findall(text[:4000])) > 3 or "\x00" in text):
        raise ReadError("looks binary", file=name, place=f"character {m.start()}", remedy="give a text file")
