"""Finds which old encoding a text is in; unsure and mixed lines stay as they are.

The evidence is the share of words that conversion turns into Vietnamese syllables with
marks, against the words that are such already and those that are none either way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from report_extract.readers.legacy.syllables import is_syllable
from report_extract.readers.legacy.tables import convert, windows

_LOOK = 60_000  # characters that are weighed
_MOST = 0.85  # of the words with marks are syllables, in Vietnamese
_ALL = 0.6  # of all words are syllables
_MARKED = 0.3  # of all words are syllables with marks; some 0.7 are, in prose
_ENOUGH = 4  # different syllables with marks
_ENOUGH_OF_BYTES = 2  # bytes that are no UTF-8 are in some old encoding

_WORD = re.compile(r"[^\W\d_]{2,}")  # a letter alone says little: a dash read wrongly may be one
_TAG = re.compile(r"<[^<>\n]{1,2000}>")
_VIQR_SIGN = re.compile(r"[aeo]\^|[ou]\+|a\(|dd", re.IGNORECASE)
_LATIN_1 = ("tcvn3", "vni", "viscii", "cp1258")


class _Family(NamedTuple):
    """Encodings that show the same kind of signs."""

    encodings: tuple[str, ...]
    sign: re.Pattern[str]  # seldom in Unicode Vietnamese
    foreign: re.Pattern[str]  # never in these encodings


_FAMILIES = (
    _Family(
        _LATIN_1,
        re.compile(r"[\x01-\x08\x0e-\x1f\x80-\x9f¡-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]"),
        # letters and marks beyond Windows-1252, those of Unicode Vietnamese among them
        re.compile(
            r"[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u017f-\u0191\u0193-\u024f\u0300-\u036f\u1e00-\u1eff]"
        ),
    ),
    _Family(("viqr",), _VIQR_SIGN, re.compile(r"[\u0300-\u036f]|[^\W\d_a-zA-Z]")),
)


class Converted(NamedTuple):
    """A text with its lines of an old encoding converted: how many, and how many more were not sure."""

    text: str
    encoding: str
    lines: int
    left: int


class _Tally(NamedTuple):
    """Words of a text. Those in capitals count only as syllables: the others are abbreviations."""

    words: int
    syllables: int
    marked: int
    marked_syllables: int
    different: int

    @classmethod
    def of(cls, text: str) -> _Tally:
        words = [(word, is_syllable(word)) for word in _WORD.findall(unicodedata.normalize("NFC", text))]
        counted = [(word, good) for word, good in words if good or not word.isupper()]
        marked = [(word, good) for word, good in counted if not word.isascii()]
        different = {word.lower() for word, good in marked if good}
        good_of = [sum(good for _, good in some) for some in (counted, marked)]
        return cls(len(counted), good_of[0], len(marked), good_of[1], len(different))

    @property
    def gain(self) -> int:
        """Words with marks that are Vietnamese, less those that are not."""
        return 2 * self.marked_syllables - self.marked

    @property
    def most(self) -> bool:
        """The words with marks are Vietnamese."""
        return self.marked_syllables >= _MOST * self.marked

    @property
    def sure(self) -> bool:
        """The text is Vietnamese, and long enough to say so."""
        return (
            self.most
            and self.different >= _ENOUGH
            and self.syllables >= _ALL * self.words
            and self.marked_syllables >= _MARKED * self.words
        )


def converted(text: str) -> Converted | None:
    """A text with the lines converted that are surely in an old encoding; None where there are none.

    Lines stay lines: a reader that holds its text in pieces may join them so and split them again.

    >>> converted("Céng hoµ x· héi chñ nghÜa ViÖt Nam")
    Converted(text='Cộng hoà xã hội chủ nghĩa Việt Nam', encoding='tcvn3', lines=1, left=0)
    >>> converted("Cộng hoà xã hội chủ nghĩa Việt Nam")
    """
    encoding = found(text)
    if encoding is None:
        return None
    lines = text.split("\n")
    mixed = not all(may_be(line, encoding) for line in lines)
    changed = left = 0
    for i, line in enumerate(lines):
        new = convert(line, encoding) if may_be(line, encoding) else line
        if new == line:
            continue
        # beside lines of Unicode, and where it may be plain ASCII, a line must show that it is none
        least = 1 if mixed or (encoding == "viqr" and not _VIQR_SIGN.search(line)) else 0
        if gain(new) - gain(line) >= least:
            lines[i] = new
            changed += 1
        else:
            left += 1
    return Converted("\n".join(lines), encoding, changed, left) if changed else None


def found(text: str) -> str | None:
    """The old encoding that a text, or a good part of its lines, is surely in; None for Unicode.

    >>> found("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"), found("Ty? le^. da^n to^.c thie^?u so^' dda.t 12%")
    ('vni', 'viqr')
    >>> found("Một quán cà phê ở Đà Nẵng, 35°C"), found("Voilà l'été: où êtes-vous, garçons?")
    (None, None)
    """
    for family in _FAMILIES:
        if not family.sign.search(text):
            continue
        lines = (line for line in text.split("\n") if family.sign.search(line) and not family.foreign.search(line))
        sample = _sample(lines)
        before = _Tally.of(sample)
        after = {encoding: _Tally.of(convert(sample, encoding)) for encoding in family.encodings}
        best = max(after, key=lambda encoding: after[encoding].gain)
        if after[best].sure and 2 * before.marked_syllables <= after[best].marked_syllables:
            return best
    return None


def decoded(data: bytes) -> tuple[str, str] | None:
    """Bytes that are no Unicode as text, and their encoding; None where that is not sure.

    >>> decoded("Céng hoµ x· héi chñ nghÜa".encode("latin-1"))
    ('Cộng hoà xã hội chủ nghĩa', 'tcvn3')
    """
    sample = data[:_LOOK]
    tallies = {encoding: _Tally.of(_TAG.sub(" ", of_bytes(sample, encoding))) for encoding in ("cp1258", *_LATIN_1)}
    best = max(tallies, key=lambda encoding: tallies[encoding].gain)
    if not tallies[best].most or tallies[best].different < _ENOUGH_OF_BYTES:
        return None
    return of_bytes(data, best), best


def of_bytes(data: bytes, encoding: str) -> str:
    """Bytes of a known old encoding.

    Text in TCVN3 has either the punctuation of Windows or the standard's capitals from 0x80 to 0x9F.
    """
    if encoding == "tcvn3" and re.search(rb"[\x80-\x9f]", data):
        sample = data[:_LOOK]
        views = windows(sample), sample.decode("latin-1")
        plain, capitals = (gain(convert(view, encoding)) for view in views)
        if capitals > plain:
            return convert(data.decode("latin-1"), encoding)
    return convert(windows(data), encoding)


def may_be(text: str, encoding: str) -> bool:
    """Whether a text holds no letter that the encoding never shows as."""
    return not any(family.foreign.search(text) for family in _FAMILIES if encoding in family.encodings)


def gain(text: str) -> int:
    """How many words with marks are Vietnamese, less those that are not."""
    return _Tally.of(text).gain


def _sample(lines: Iterable[str]) -> str:
    taken: list[str] = []
    length = 0
    for line in lines:
        taken.append(line[: _LOOK - length])
        length += len(taken[-1]) + 1
        if length >= _LOOK:
            break
    return "\n".join(taken)
