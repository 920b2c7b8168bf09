"""Text in the old encodings, written from their descriptions and not from the tables under test."""

import unicodedata

TONES = "\u0301\u0300\u0309\u0303\u0323"
ALPHABET = [
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", *TONES)
    if not (letter.isascii() and not tone)
] + ["đ", "Đ"]

# TCVN3 (ABC): the small letters of a font .VnTime, in the order of their bytes; capitals have no tones.
_TCVN3 = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        [
            *range(0xA1, 0xAF), *range(0xB5, 0xBA), 0xBB, 0xBC, 0xBD, 0xBE, 0xC6, *range(0xC7, 0xCC), 0xCC, 0xCE, 0xCF,
            0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE, 0xDF, *range(0xE1, 0xF0),
            0xF1, 0xF2, 0xF3, 0xF4, *range(0xF5, 0xFF),
        ],
        strict=True,
    )
)  # fmt: skip
_VNI_MARKS = {
    "": dict(zip(TONES, "ùøûõï", strict=True)),
    "\u0302": dict(zip(("", *TONES), "âáàåãä", strict=True)),
    "\u0306": dict(zip(("", *TONES), "êéèúüë", strict=True)),
}
_VNI_WHOLE = dict(zip("đíìỉĩịỵơư", "ñíìæóòîôö", strict=True))
_VIQR = {"\u0302": "^", "\u0306": "(", "\u031b": "+"} | dict(zip(TONES, "'`?~.", strict=True))


def parts(letter: str) -> tuple[str, str, str]:
    """A letter apart: base, shape, tone."""
    letters = unicodedata.normalize("NFD", letter)
    base, marks = letters[0], letters[1:]
    return base, "".join(m for m in marks if m not in TONES), "".join(m for m in marks if m in TONES)


def tcvn3(text: str) -> bytes:
    """As typed in a font .VnTime: capitals with tones become small."""
    return b"".join(_tcvn3(char) for char in unicodedata.normalize("NFC", text))


def _tcvn3(char: str) -> bytes:
    code = _TCVN3.get(char, _TCVN3.get(char.lower()))
    return bytes([code]) if code else char.encode("cp1252")


def vni(text: str) -> bytes:
    """VNI for Windows."""
    return "".join(_vni(char) for char in unicodedata.normalize("NFC", text)).encode("cp1252")


def _vni(char: str) -> str:
    if char not in ALPHABET:
        return char
    small = char.lower()
    base, shape, tone = parts(small)
    if small in _VNI_WHOLE:
        signs = _VNI_WHOLE[small]
    elif shape == "\u031b":
        signs = _VNI_WHOLE[unicodedata.normalize("NFC", base + shape)] + _VNI_MARKS[""][tone]
    else:
        signs = base + _VNI_MARKS[shape][tone]
    return signs if char == small else signs.upper()


def viqr(text: str) -> bytes:
    """VIQR, with a backslash before a sign that follows a vowel or its shape and is none."""
    out = ""
    for char in unicodedata.normalize("NFC", text):
        if char in ALPHABET and char not in "đĐ":
            base, shape, tone = parts(char)
            out += base + _VIQR.get(shape, "") + _VIQR.get(tone, "")
        elif char in "đĐ":
            out += "dd" if char == "đ" else "DD"
        elif char in "^(+'`?~." and out[-1:] in set("aeiouyAEIOUY^(+"):
            out += "\\" + char
        else:
            out += char
    return out.encode("ascii")


def viscii(text: str) -> bytes:
    """VISCII 1.1."""
    return bytes(_VISCII.get(char) or char.encode("ascii")[0] for char in unicodedata.normalize("NFC", text))


# RFC 1456, by letters: code points of a à ả ã á ạ, ă ..., small and then capital.
_VISCII_CODES = {
    "a": "61 E0 E4 E3 E1 D5", "ă": "E5 A2 C6 C7 A1 A3", "â": "E2 A5 A6 E7 A4 A7",
    "e": "65 E8 EB A8 E9 A9", "ê": "EA AB AC AD AA AE", "i": "69 EC EF EE ED B8",
    "o": "6F F2 F6 F5 F3 F7", "ô": "F4 B0 B1 B2 AF B5", "ơ": "BD B6 B7 DE BE FE",
    "u": "75 F9 FC FB FA F8", "ư": "DF D7 D8 E6 D1 F1", "y": "79 CF D6 DB FD DC",
    "A": "41 C0 C4 C3 C1 80", "Ă": "C5 82 02 05 81 83", "Â": "C2 85 86 06 84 87",
    "E": "45 C8 CB 88 C9 89", "Ê": "CA 8B 8C 8D 8A 8E", "I": "49 CC 9B CE CD 98",
    "O": "4F D2 99 A0 D3 9A", "Ô": "D4 90 91 92 8F 93", "Ơ": "B4 96 97 B3 95 94",
    "U": "55 D9 9C 9D DA 9E", "Ư": "BF BB BC FF BA B9", "Y": "59 9F 14 19 DD 1E",
}  # fmt: skip
_VISCII = {"đ": 0xF0, "Đ": 0xD0} | {
    unicodedata.normalize("NFC", letter + tone): int(code, 16)
    for letter, codes in _VISCII_CODES.items()
    for tone, code in zip(("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"), codes.split(), strict=True)
}


def cp1258(text: str) -> bytes:
    """Windows Vietnamese: letters with their shapes, the five tones after them."""
    return b"".join(_cp1258(char) for char in unicodedata.normalize("NFC", text))


def _cp1258(char: str) -> bytes:
    base, shape, tone = parts(char)
    return (unicodedata.normalize("NFC", base + shape) + tone).encode("cp1258")


RENDERERS = {"tcvn3": tcvn3, "vni": vni, "viqr": viqr, "viscii": viscii, "cp1258": cp1258}
_PLAIN = str.maketrans(dict(zip("“”‘’–—•»«·", "\"\"''--*><*", strict=True)) | {"…": "...", "\u00a0": " "})
_WINDOWS = frozenset("“”‘’–—•…‰°²³")  # what Windows shows beside the letters of TCVN3, VNI and cp1258


def writable(text: str, encoding: str) -> str:
    """A text with all that an encoding has no place for made plain."""
    out = ""
    for char in unicodedata.normalize("NFC", text):
        if char.isascii() or char in ALPHABET or (char in _WINDOWS and encoding not in ("viqr", "viscii")):
            out += char
        else:
            out += plain if (plain := char.translate(_PLAIN)).isascii() else "#"
    return out
