"""Plain text: UTF-8 with or without BOM, UTF-16, and the encodings of the nineties."""

from __future__ import annotations

import codecs
import re
import unicodedata

from report_extract.errors import ReadError
from report_extract.readers import legacy
from report_extract.readers.assembly import Source
from report_extract.readers.document import Document
from report_extract.readers.recoding import named
from report_extract.text import SourceText

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_LOOK = 2000
_REMEDY = "save it as UTF-8"
_REMEDY_UNKNOWN = f"{_REMEDY}, or give --encoding: {', '.join(legacy.ENCODINGS)}, ..."


def read(source: Source) -> Document:
    """Decode the bytes of a text file; raises `ReadError` for binary and undecodable data."""
    text, encoding = as_told(source) if source.encoding else decode(source.name, source.data)
    if not SourceText.of(text[:_LOOK]).norm.strip() and not SourceText.of(text).norm.strip():
        raise ReadError("is empty", file=source.name, remedy="give a file with text")
    source.budget.check("characters", len(text))
    return Document(source.file_name, text, source.sha256, "text/plain", encoding)


def decode(name: str, data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding; raises `ReadError`.

    `declared` is what the file says of itself (a web page's charset): believed where the bytes
    are neither Unicode nor surely in an old encoding. Text in an old encoding that was put into
    Unicode as it was is left so: see `recoding`.

    >>> decode("x", "Kết nạp 12".encode("utf-16"))
    ('Kết nạp 12', 'utf-16-le')
    >>> decode("x", "déjà vu".encode("latin-1"), "iso-8859-1")
    ('déjà vu', 'iso8859-1')
    """
    unicode = _unicode(name, data)
    if unicode:
        return unicode
    old = legacy.decoded(data)
    if old and not _CONTROL.search(old[0]):
        return old
    if declared and declared.lower() in legacy.ENCODINGS:
        return legacy.of_bytes(data, declared.lower()), declared.lower()
    try:
        codec = codecs.lookup(declared or "utf-8").name
        return data.decode(codec), codec
    except (LookupError, ValueError) as error:
        kind = "looks binary" if _CONTROL.search(data[:4000].decode("latin-1")) else "is in no encoding known here"
        place = f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise ReadError(kind, file=name, place=place, remedy=_REMEDY_UNKNOWN) from None


def _unicode(name: str, data: bytes) -> tuple[str, str] | None:
    """The text and its encoding where it is Unicode."""
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
    except UnicodeDecodeError:
        return None
    _refuse_binary(name, text)
    return text, "utf-8"


def as_told(source: Source) -> tuple[str, str]:
    """The text in the encoding that the user gave, and its name; raises `ReadError`."""
    told = (source.encoding or "").lower()
    if told in legacy.ENCODINGS and told != "cp1258":
        unicode = _unicode(source.name, source.data)
        if unicode is None:
            return legacy.of_bytes(source.data, told), told
        return legacy.convert(unicode[0], told), named(*unicode, told)
    try:
        name = codecs.lookup(told).name
        text = source.data.decode(name)
    except LookupError:
        raise ReadError(
            f"no encoding is called {source.encoding!r}", file=source.name,
            remedy=f"give utf-8, utf-16, {', '.join(legacy.ENCODINGS)}, ...",
        ) from None  # fmt: skip
    except UnicodeDecodeError as error:
        raise ReadError(
            f"is not {name}", file=source.name, place=f"byte {error.start}", remedy="leave --encoding out"
        ) from None
    if name == "cp1258":
        text = unicodedata.normalize("NFC", text)
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


def _refuse_binary(name: str, text: str) -> None:
    m = _CONTROL.search(text)
    if m and (len(_CONTROL.findall(text[:4000])) > 3 or "\x00" in text):
        raise ReadError("looks binary", file=name, place=f"character {m.start()}", remedy="give a text file")
