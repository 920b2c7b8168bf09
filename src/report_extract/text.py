"""The text as read, and the copies of it that the stages match against.

A `SourceText` keeps three strings. `raw` is the text exactly as read. `norm` is the
same in NFC with plain spaces and line feeds, without zero-width characters and the marks of notes. `key`
is `norm` in lower case with spelling variants folded; it has the length of `norm`, so
one offset serves both. `raw_span` leads back from either to `raw`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

# Characters that take no room: zero-width spaces and joiners, direction marks, soft hyphen, BOM.
_INVISIBLE = "\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SYLLABLE = 9  # the longest, with the blank after it
# Raised digits after a number: the mark of a note, or a power (elsewhere, as in m², they are letters of a unit).
_RAISED = "⁰¹²³⁴-⁹"
_AFTER_NUMBER = f"(?<=[\\d%{_RAISED}].)"
_NO_POWER = r"(?<![^\d.,]10[³⁶⁹])"  # 10³ viên: thousands, no mark
_COLUMN_GAP = re.compile(r" {2,}")
_SPECIAL = f"\r{_INVISIBLE}{_SPACES}{_RAISED}\x0b\x0c\x1c-\x1f\x85\u2028\u2029"
_MARKS = "\u0300-\u036f"
_REWRITTEN = re.compile(f"[{_SPECIAL}](?:(?<![{_RAISED}])|{_AFTER_NUMBER})")
_LEFT_OUT = re.compile(f"[{_INVISIBLE}]|[{_RAISED}]{_AFTER_NUMBER}{_NO_POWER}")
_GROUP = re.compile(f"(?P<plain>[^{_SPECIAL}{_MARKS}]+(?![{_MARKS}]))|\r\n|{_LEFT_OUT.pattern}|(?s:.)[{_MARKS}]*")
_NEWLINES = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029")

# The capitals of Vietnamese, for a character class: in the code charts they alternate with the small letters.
CAPITALS = f"A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ{''.join(map(chr, range(0x1EA0, 0x1EF9, 2)))}"
# The small letters of folded text: a range is tested faster than what Unicode says of a character.
SMALL_LETTERS = "a-zà-ỹ"

# Old and new placement of the tone mark (hoà, hòa; thuý, thúy), and y for i (tỷ, tỉ).
# (What looks back comes after the letter: a search then skips to it.)
_TONE_LAST = re.compile(r"[ou](?:(?<=o)([àáảãạèéẻẽẹ])(?!\w)|(?<=u)(?<!qu)([ỳýỷỹỵ])(?!\w))")
_Y_FOR_I = re.compile(r"[yỳýỷỹỵ](?<=\b[hklmstHKLMST].)(?!\w)")
_TONES = dict(zip("àáảãạèéẻẽẹỳýỷỹỵ", ["ò", "ó", "ỏ", "õ", "ọ"] * 2 + ["ù", "ú", "ủ", "ũ", "ụ"], strict=True))
_PLAIN = dict(zip("àáảãạèéẻẽẹỳýỷỹỵ", "a" * 5 + "e" * 5 + "y" * 5, strict=True))
_I = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))


def fold(text: str) -> str:
    """Lower case, tone marks and i/y in one spelling; as long as `text`, which is NFC.

    >>> fold("Hoà Bình, Uỷ ban, TỶ LỆ, quý")
    'hòa bình, ủy ban, tỉ lệ, quý'
    """
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals have longer small letters (İ)
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    lower = _TONE_LAST.sub(_shift_tone, lower)
    return _Y_FOR_I.sub(lambda m: _I[m.group()], lower)


def _shift_tone(m: re.Match[str]) -> str:
    vowel = m.group(1) or m.group(2)
    return _TONES[vowel] + _PLAIN[vowel]


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text in its three forms; see the module's docstring."""

    raw: str
    norm: str
    key: str
    _starts: tuple[int, ...] | None = field(default=None, repr=False)
    _ends: tuple[int, ...] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, raw: str) -> SourceText:
        """Normalise `raw` and remember where each character came from.

        >>> SourceText.of("Kết nạp\\u00a012").norm
        'Kết nạp 12'
        >>> SourceText.of("12¹ đảng viên, 30 m²").norm
        '12 đảng viên, 30 m²'
        """
        if unicodedata.is_normalized("NFC", raw) and not _REWRITTEN.search(raw):
            return cls(raw, raw, fold(raw))
        chars: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for m in _GROUP.finditer(raw):
            group = m.group()
            if m["plain"] and unicodedata.is_normalized("NFC", group):  # a long stretch, as it is
                chars.append(group)
                starts.extend(range(m.start(), m.end()))
                ends.extend(range(m.start() + 1, m.end() + 1))
                continue
            if m["plain"]:  # signs that are written otherwise (K for Kelvin)
                for at, sign in enumerate(group, m.start()):
                    chars.append(made := unicodedata.normalize("NFC", sign))
                    starts.extend([at] * len(made))
                    ends.extend([at + 1] * len(made))
                continue
            if group[0] in _NEWLINES:
                made = "\n"
            elif _LEFT_OUT.match(raw, m.start()):
                continue
            elif group[0].isspace() and group[0] not in "\n\t":
                made = " "
            else:
                made = unicodedata.normalize("NFC", group)
            chars.append(made)
            starts.extend([m.start()] * len(made))
            ends.extend([m.end()] * len(made))
        norm = "".join(chars)
        return cls(raw, norm, fold(norm), tuple(starts), tuple(ends))

    def with_bars(self, tables: Spans) -> SourceText:
        """With a bar for each tab or wide gap in the tables, so that nothing is read across two of their cells.

        >>> SourceText.of("a\\t5").with_bars(Spans((0,), (3,))).norm
        'a|5'
        """
        norm, key = ("".join(_barred(text, tables)) for text in (self.norm, self.key))
        return replace(self, norm=norm, key=key) if tables.starts else self

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of `raw` that became ``norm[start:end]``.

        >>> SourceText.of("a\\u200b 5 xa\\u0303").raw_span(2, 6)
        (3, 8)
        """
        if self._starts is None or self._ends is None:
            return start, end
        if start >= end:
            at = self._starts[start] if start < len(self._starts) else len(self.raw)
            return at, at
        return self._starts[start], self._ends[end - 1]

    def norm_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of `norm` that ``raw[start:end]`` became.

        >>> SourceText.of("a\\u200b 5 xa\\u0303").norm_span(3, 8)
        (2, 6)
        """
        if self._starts is None:
            return start, end
        return bisect_left(self._starts, start), bisect_left(self._starts, end)


@dataclass(frozen=True, slots=True)
class Spans:
    """Disjoint stretches in text order, searchable by offset."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]]) -> Spans:
        """From pairs in text order."""
        pairs = tuple(spans)
        return cls(tuple(a for a, _ in pairs), tuple(b for _, b in pairs))

    def index(self, at: int) -> int:
        """Number of the last stretch that starts at or before `at`."""
        i = bisect_right(self.starts, at)
        return i - 1 if i else 0

    def around(self, at: int) -> tuple[int, int]:
        """The stretch that holds `at`."""
        i = self.index(at)
        return self.starts[i], self.ends[i]

    def hold(self, at: int) -> bool:
        """Does one of them hold `at`?"""
        i = bisect_right(self.starts, at) - 1
        return i >= 0 and at < self.ends[i]

    def starting_at(self, at: int) -> int | None:
        """Where the one ends that starts at `at`."""
        i = bisect_left(self.starts, at)
        return self.ends[i] if i < len(self.starts) and self.starts[i] == at else None

    def ending_at(self, at: int) -> int | None:
        """Where the one starts that ends at `at`."""
        return next((start for start, _ in self.ending_within(at, at + 1)), None)

    def ending_within(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """Those that end at `begin` or after it, and before `end`."""
        i = bisect_left(self.ends, begin)
        while i < len(self.ends) and self.ends[i] < end:
            yield self.starts[i], self.ends[i]
            i += 1


def _barred(text: str, tables: Spans) -> Iterator[str]:
    at = 0
    for start, end in zip(tables.starts, tables.ends, strict=True):
        yield text[at:start]
        table = text[start:end]
        signed = "\t" in table or "|" in table  # wide blanks then stand within cells
        yield table.replace("\t", "|") if signed else _COLUMN_GAP.sub(lambda m: "|" + m.group()[1:], table)
        at = end
    yield text[at:]


def last_match(
    pattern: re.Pattern[str], text: str, start: int, end: int, inert: Collection[str] = ()
) -> re.Match[str] | None:
    """The last match of `pattern` between two offsets that is none of `inert`.

    >>> last_match(re.compile("a."), "ab ac ad", 0, 6).group()
    'ac'
    >>> last_match(re.compile("a."), "ab ac ad", 0, 6, ["ac"]).group()
    'ab'
    """
    first = pattern.search(text, start, end)  # most have none: an iterator would cost more
    if first is None:
        return None
    last = None if first.group() in inert else first
    for m in pattern.finditer(text, first.end(), end):
        if m.group() not in inert:
            last = m
    return last


def in_name(norm: str, start: int, end: int) -> bool:
    """Is the syllable of a span the second one of a name (`Hòa Lương`), whatever else it means?"""
    word = norm[start:end]
    if not word.istitle() or not word.isalpha():
        return False
    before = norm[max(0, start - _SYLLABLE) : start].split(" ")
    return len(before) > 1 and not before[-1] and before[-2].istitle()
