"""The old encodings: their tables, and text in them turned into composed Unicode.

Every converter takes the *characters* that a program shows that does not know the
encoding: bytes as Windows-1252 reads them (`windows`), or each byte as the code point of
its number (Latin-1). So the same ones serve files, the fonts of old Word documents and
text that was pasted into Unicode as it was. Lines stay lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from itertools import product

from report_extract.readers.legacy.syllables import is_syllable

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300\u0301\u0303\u0309\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302\u0306\u031b"

_SPECIAL = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}

# TCVN 5712:1993. TCVN3 (ABC, the fonts .Vn*) uses its places from 0xA1 on: no capitals with tones.
_TCVN = dict(zip((1, 2, 4, 5, 6, *range(0x11, 0x18)), "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True)) | dict(
    enumerate(
        "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ"
        "°±²³´àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
        "éẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ",
        start=0x80,
    )
)
_TCVN_TONES = dict(zip("°±²³´", (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT), strict=True))
_TCVN_TONE = re.compile("([aăâeêioôơuưy])([°±²³´])", re.IGNORECASE)

_VISCII_BYTES = dict(zip((2, 5, 6, 0x14, 0x19, 0x1E), "ẲẴẪỶỸỴ", strict=True)) | dict(
    enumerate(
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
        "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
        start=0x80,
    )
)

_VISCII = _VISCII_BYTES | {ord(char): _VISCII_BYTES[byte] for byte, char in _SPECIAL.items()}

# VNI for Windows: a letter, and a second one that bears its marks.
_VNI_TONES = dict(zip("ùøûõï", (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT), strict=True))
_VNI_CIRCUMFLEX = dict(zip("âáàåãä", ("", *_VNI_TONES.values()), strict=True))
_VNI_BREVE = dict(zip("êéèúüë", ("", *_VNI_TONES.values()), strict=True))
_VNI_SMALL = (
    dict(zip("öôñíìæóòî", "ươđíìỉĩịỵ", strict=True))
    | {
        base + sign: vowel + tone
        for base, vowel in zip("aeouyöô", "aeouyươ", strict=True)
        for sign, tone in _VNI_TONES.items()
    }
    | {base + sign: base + _CIRCUMFLEX + tone for base in "aeo" for sign, tone in _VNI_CIRCUMFLEX.items()}
    | {"a" + sign: "a" + _BREVE + tone for sign, tone in _VNI_BREVE.items()}
)
_VNI = {
    "".join(cased): marked.upper() if cased[0].isupper() else marked
    for signs, marked in _VNI_SMALL.items()
    for cased in product(*((sign, sign.upper()) for sign in signs))
}
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

# VIQR: signs after the letter; a backslash before a sign that is none.
_VIQR_SHAPES = {"^": _CIRCUMFLEX, "(": _BREVE, "+": _HORN}
_VIQR_TONES = dict(zip("'`?~.", (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT), strict=True))
_VIQR = re.compile(r"\\([(^+'`?~.\\dD])|([dD][dD])|([aA][(^]?|[eE]\^?|[oO][\^+]?|[uU]\+?|[iIyY])(['`?~.])?")

_CP1258 = {byte: char for byte in range(0x80, 0x100) if (char := bytes([byte]).decode("cp1258", "ignore"))}

# TCVN3 tells small letters from capitals where they bear no tone. A word without such small letters:
_SMALL = re.compile("[a-zăâêôơưđ]")
_TONED = "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _VIQR_TONES.values()
)
_NOT_SMALL = re.compile(rf"(?<![^\W\d_])[A-ZĂÂÊÔƠƯĐ{_TONED}{_TONED.upper()}]{{2,}}+(?![^\W\d_])")


def windows(data: bytes) -> str:
    """Bytes as Windows-1252 shows them; those that it leaves out stand for themselves."""
    return data.decode("latin-1").translate(_SPECIAL)


def tcvn3(text: str) -> str:
    """TCVN 5712 and its everyday form TCVN3 (ABC).

    The tones that stand alone stand after a vowel: elsewhere ° and ² are what they seem.
    A word or line in capitals gets those back that TCVN3 has no place for.

    >>> tcvn3("B¸O C¸O cña x·, 5 m²")
    'BÁO CÁO của xã, 5 m²'
    """
    letters = text.translate(_TCVN)
    toned = _TCVN_TONE.sub(lambda m: m[1] + _TCVN_TONES[m[2]], letters)
    return re.sub(r"[^\n]+", lambda m: _with_capitals(m[0]), _composed(toned))


def vni(text: str) -> str:
    """VNI for Windows.

    >>> vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    """
    return _composed(_VNI_LETTER.sub(lambda m: _VNI[m[0]], text))


def viqr(text: str) -> str:
    r"""VIQR; a sign where a second tone would stand ends the word or the sentence.

    >>> viqr(r"Xa~ ddu+o+.c ke^'t na.p 12 dda?ng vie^n mo+'i. Ho` so+.")
    'Xã được kết nạp 12 đảng viên mới. Hò sợ'
    """
    pieces: list[str] = []
    end, toned = 0, False
    for m in _VIQR.finditer(text):
        between = text[end : m.start()]
        toned = toned and (not between or between.isalpha())
        escaped, d, vowel, tone = m.groups()
        pieces.append(between)
        if vowel:
            mark = tone and (tone if toned else _VIQR_TONES[tone])
            pieces.append(vowel[0] + _VIQR_SHAPES.get(vowel[1:], "") + (mark or ""))
            toned = toned or bool(tone)
        else:
            toned = toned and not escaped
            pieces.append(escaped or ("Đ" if d[0] == "D" else "đ"))
        end = m.end()
    return _composed("".join([*pieces, text[end:]]))


def viscii(text: str) -> str:
    """VISCII 1.1.

    >>> viscii(windows("Vi®t Nam".encode("latin-1")))
    'Việt Nam'
    """
    return text.translate(_VISCII)


def cp1258(text: str) -> str:
    """Windows Vietnamese: the tones stand after their letters.

    >>> cp1258("Viêòt Nam")
    'Việt Nam'
    """
    return _composed(text.translate(_CP1258))


_CONVERTERS: Mapping[str, Callable[[str], str]] = {
    "tcvn3": tcvn3, "vni": vni, "viqr": viqr, "viscii": viscii, "cp1258": cp1258,
}  # fmt: skip
ENCODINGS = tuple(_CONVERTERS)


def convert(text: str, encoding: str) -> str:
    """Text in one of `ENCODINGS`, as the program shows it that does not know it, in composed Unicode."""
    return _CONVERTERS[encoding](text)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _with_capitals(line: str) -> str:
    words = [word for word in _NOT_SMALL.findall(line) if _in_capitals(word)]
    if not words:
        return line
    if not _SMALL.search(line) and any(map(is_syllable, words)):
        return line.upper()
    return _NOT_SMALL.sub(lambda m: m[0].upper() if _in_capitals(m[0]) else m[0], line)


def _in_capitals(word: str) -> bool:
    """A letter after the first is a capital: KếT, ủY; but Hà, ở."""
    return any(map(str.isupper, word[1:]))
