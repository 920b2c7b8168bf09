"""Old encodings of Vietnamese: TCVN3 (ABC), VNI, VIQR, VISCII and Windows-1258.

For files of bytes: `decoded` finds the encoding, `of_bytes` is told it. For text that was
put into Unicode as it was: `converted` finds and converts whole lines; `found` only names
the encoding, `convert` is told it. For Word, where the font tells: `convert_run`.
"""

from __future__ import annotations

import re

from report_extract.readers.legacy.detect import Converted, converted, decoded, found, gain, may_be, of_bytes
from report_extract.readers.legacy.tables import ENCODINGS, convert

_FONTS = (("tcvn3", re.compile(r"\.vn", re.IGNORECASE)), ("vni", re.compile(r"vni[- ]", re.IGNORECASE)))
_CAPITALS_FONT = re.compile(r"\.[Vv][Nn][^,;]*H(?= Bold| Italic|[,;]|$)")
_SYMBOL = {0xF000 + code: code for code in range(0x20, 0x100)}  # where Word puts the letters of "symbol" fonts


def convert_run(text: str, font: str | None) -> str:
    """A stretch of one font of a Word document: converted where the font is of an old encoding.

    Text that is Unicode whatever its font says stays as it is. A letter and its mark must
    not be torn apart: give neighbours of the same font as one stretch.

    >>> convert_run("Céng hoµ", ".VnTime"), convert_run("céng hoµ", ".VnTimeH"), convert_run("Vieät", "VNI-Times")
    ('Cộng hoà', 'CỘNG HOÀ', 'Việt')
    >>> convert_run("Cộng hoà", ".VnTimeH"), convert_run("25°C", None)
    ('Cộng hoà', '25°C')
    """
    encoding = next((name for name, fonts in _FONTS if font and fonts.match(font)), None)
    if encoding is None or not may_be(text, encoding):
        return text
    new = convert(text.translate(_SYMBOL), encoding)
    if gain(text) > max(gain(new), 0):
        return text
    return new.upper() if font and _CAPITALS_FONT.match(font) else new


__all__ = ["ENCODINGS", "Converted", "convert", "convert_run", "converted", "decoded", "found", "of_bytes"]
