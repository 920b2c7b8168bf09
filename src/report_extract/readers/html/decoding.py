"""The characters of a page: by its mark of byte order, by what they are, by what the page declares."""

from __future__ import annotations

import codecs
import re

from report_extract.errors import ReadError
from report_extract.readers.assembly import Source
from report_extract.readers.plain import as_told, decode

_LOOK = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]+)|<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I
)
# As browsers have it: who declares the one means the other.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_MOST_BROKEN = 0.001


def characters(source: Source) -> tuple[str, str, str]:
    """The text of a page, its encoding, and what is not sure about it; raises `ReadError`.

    Bytes that are UTF-8 are taken for it whatever the page declares: text in another
    encoding is hardly ever UTF-8 by chance.
    """
    if source.encoding:
        return *as_told(source), ""
    data = source.data
    if data.startswith(_MARKS) or b"\0" in data[:_LOOK]:
        return *decode(source.name, data), ""
    try:
        return data.decode("utf-8"), "utf-8", ""
    except UnicodeDecodeError:
        pass
    declared = declared_encoding(data)
    if declared == "utf-8":
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        if broken <= max(3, _MOST_BROKEN * len(text)):
            return text, "utf-8", f"{broken} characters are broken in the file and read as \ufffd"
    try:
        return *decode(source.name, data, declared), ""
    except ReadError:
        return _guessed(source)


def declared_encoding(data: bytes) -> str | None:
    """The name of the encoding that a page declares, if there is one of that name.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">')
    'cp1258'
    """
    m = _DECLARED.search(data[:_LOOK])
    if m is None:
        return None
    try:
        name = codecs.lookup((m.group(1) or m.group(2)).decode("ascii")).name
        "".encode(name)  # not one of base64 and the like
    except (LookupError, UnicodeError):
        return None
    if name.startswith(("utf-16", "utf-32")):  # could not have been read so far
        return "utf-8"
    return _MEANT.get(name, name)


def _guessed(source: Source) -> tuple[str, str, str]:
    from charset_normalizer import from_bytes  # noqa: PLC0415  a second to load, and seldom needed

    best = from_bytes(source.data[:200_000]).best()
    if best is None:
        raise ReadError("is in no encoding known here", file=source.name, remedy="name it with --encoding")
    return source.data.decode(best.encoding, "replace"), best.encoding, f"the encoding {best.encoding} is a guess"
