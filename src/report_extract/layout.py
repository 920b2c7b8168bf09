"""How the text is laid out: lines, sentences, headings and page furniture."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.text import CAPITALS, SourceText, Spans

_NEXT = rf"\s+[\"“‘(\[]?[{CAPITALS}]"
# Looks back come after the first character: a search then skips to the characters that may end a sentence.
# The third of a row of dots ends none that the second does not: leaders are looked along twice and no more.
_SENTENCE_END = re.compile(
    rf"[.!?…](?<![.!?…]{{3}})(?:(?<!\d.)[.!?…]*[\"”’»)\]]*(?={_NEXT}|\s+[-–+*]\s)"
    rf"|(?<=\d.)[.!?…]*[\"”’»)\]]*(?={_NEXT}|\s*$)"
    rf"|(?<=[^\W\d_{CAPITALS}]{{2}}[.])(?=[{CAPITALS}][^\W\d_{CAPITALS}]))"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:[^\W\d_]|TP|Tp|TX|TT|Th\.?S|ThS|Ths|TS|PGS|GS|BS|KS|Dr|Mr|Tr|St|Nxb|NXB|ThS)$"
)
_HEADING = re.compile(
    r"[ \t]*(?:(?P<part>[IVX]{1,5}|[A-HĐ])\s?[-./):]+\s*(?=\S)"
    r"|(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\s?[-./):]+\s*(?=[^\W\d_])"
    r"|(?P<letter>[a-zđ])\s?[).]\s+(?=\S)|(?P<bullet>[-+*•–»])\s*(?=\S))"
)
_LIST_START = re.compile(r"[ \t]*(?:[-+*•–»]|\d{1,2}[.)]|[a-zđ][.)])\s")
_DATE_LINE = re.compile(r"[^\n]{0,40}\d{1,2}[/-]\d{1,2}[/-]\d{4}[^\n|]{0,20}\|[^\n]*|[ \t]*»")
_BULLET = re.compile(r"[ \t]*[-+*•–]\s")
_LINE = re.compile(r"[^\n]*")
_HEADING_LENGTH = 160
_CONTEXT_BEFORE, _CONTEXT_AFTER = 1200, 400
_MOST_HEADINGS = 80
_WRAPPED_LENGTH = 60
_LIST_TITLE = 90
_NONE = Spans((), ())


class Heading(NamedTuple):
    """A heading, or the label that opens a list item, and how far it governs."""

    start: int
    end: int
    level: int  # 1 part, 2 number, 3 letter, 4 list item
    until: int
    under: int  # number of the heading that it stands under, -1 where it stands under none


@dataclass(frozen=True, slots=True)
class Layout:
    """Stretches of the text by their part in it."""

    lines: Spans
    sentences: Spans
    headings: tuple[Heading, ...]
    furniture: Spans
    body: Spans  # the lines of the report itself, as the reader of its format knows it
    openings: tuple[int, ...]  # for each line of a list the line before its first; -1 for other lines

    def is_furniture(self, at: int) -> bool:
        """Does `at` stand in a counter, a menu, a comment form or the like?"""
        return self.furniture.hold(at)

    def context(self, at: int) -> tuple[int, int]:
        """The sentence around `at`, or as much of an endless one as can matter to a figure."""
        start, end = self.sentences.around(at)
        return max(start, at - _CONTEXT_BEFORE), min(end, at + _CONTEXT_AFTER)

    def headings_above(self, at: int) -> tuple[Heading, ...]:
        """The headings that govern a place, the outermost first."""
        last = i = bisect_left(self.headings, (at,)) - 1
        above: list[Heading] = []
        while i >= 0 and last - i < _MOST_HEADINGS:
            heading = self.headings[i]
            if heading.end <= at < heading.until:
                above.append(heading)
            i = heading.under
        return tuple(reversed(above))


class LayoutReader:
    """Reads the layout with the words that a pattern set gives for page furniture."""

    def __init__(self, patterns: PatternSet) -> None:
        self._furniture_line = whole_words(patterns.words("furniture"))
        self._part = re.compile(rf"[ \t]*{whole_words(patterns.words('part_heading')).pattern}")
        self._furniture_rest = whole_words(patterns.words("furniture_rest"))

    def read(
        self,
        source: SourceText,
        asides: Sequence[tuple[int, int]] = (),
        breaks: frozenset[int] = frozenset(),
        tables: Spans = _NONE,
    ) -> Layout:
        """Lines, sentences, headings and furniture of a text.

        `asides` are what its reader knows to be no part of it, `breaks` where it knows a
        paragraph or a table row to begin: no sentence goes on there. The rows of `tables`
        are neither headings nor furniture.
        """
        norm = source.norm
        lines = [m.span() for m in _LINE.finditer(norm) if m.end() > m.start()] or [(0, 0)]
        known = Spans.of(asides)
        body = [line for line in lines if not known.hold(line[0])] or lines
        return Layout(
            lines=Spans.of(lines),
            sentences=_sentences(norm, lines, breaks),
            headings=_headings(source, prose := [line for line in body if not tables.hold(line[0])], self._part),
            furniture=self._furniture(source.key, prose, asides) if prose else known,
            body=Spans.of(body),
            openings=tuple(_openings(source.key, lines)),
        )

    def _furniture(self, key: str, lines: Sequence[tuple[int, int]], asides: Sequence[tuple[int, int]]) -> Spans:
        found = list(asides)
        first, length = lines[0][0], lines[-1][1] - lines[0][0]
        for start, end in lines:
            rest = self._furniture_rest.search(key, start, end) if start - first > length * 0.5 else None
            if rest and not key[start : rest.start()].strip(" \t-–»›>*|"):
                found = [*((a, b) for a, b in found if a < start), (start, len(key))]
                break
            counter = start - first < length * 0.4 and _DATE_LINE.match(key, start, end)
            if end - start <= _HEADING_LENGTH and (counter or self._is_furniture(key, start, end)):
                found.append((start, end))
        return Spans.of(sorted(found))

    def _is_furniture(self, key: str, start: int, end: int) -> bool:
        """Does a line hold furniture's words, and is neither an item of a list nor a sentence about them?"""
        words = self._furniture_line.search(key, start, end)
        if words is None:
            return False
        prose = key[end - 1 : end] in (".", ";") or _LIST_START.match(key, start)
        return not (prose and key[start : words.start()].strip())


def _sentences(norm: str, lines: Sequence[tuple[int, int]], breaks: frozenset[int]) -> Spans:
    starts: list[int] = []
    ends: list[int] = []
    open_start: int | None = None
    for i, (start, end) in enumerate(lines):
        at = open_start if open_start is not None else start
        for m in _SENTENCE_END.finditer(norm, start, end):
            if m.group().startswith(".") and _ABBREVIATION.search(norm, max(start, m.start() - 6), m.start()):
                continue
            if m.end() - at < 4 and norm[at : m.start()].strip().isalnum():  # "1." opens a list item
                continue
            starts.append(at)
            ends.append(m.end())
            at = m.end()
        if i + 1 < len(lines) and lines[i + 1][0] not in breaks and _wraps(norm, (start, end), lines[i + 1]):
            open_start = at
            continue
        open_start = None
        if norm[at:end].strip():
            starts.append(at)
            ends.append(end)
    if not starts:
        return Spans((0,), (len(norm),))
    return Spans(tuple(starts), tuple(ends))


def _wraps(norm: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Was a sentence broken here by the width of the page?"""
    start, end = line
    if following[0] - end != 1 or end - start < _WRAPPED_LENGTH:
        return False
    text, after = norm[start:end].rstrip(), norm[following[0] : following[1]].lstrip()
    if not text or not after or text[-1] in ".:;!?…|" or "   " in text.strip() or "|" in text:
        return False
    return (after[0].islower() or after[0].isdecimal()) and not _LIST_START.match(norm, *following)


def _headings(source: SourceText, lines: Sequence[tuple[int, int]], part: re.Pattern[str]) -> tuple[Heading, ...]:
    """The headings; `part` matches the words that number a part (`Phần thứ hai`)."""
    norm = source.norm
    raw: list[tuple[int, int, int]] = []
    below_part = False  # does this line stand right below the bare number of a part?
    for i, (start, end) in enumerate(lines):
        text = norm[start : min(end, start + 2 * _HEADING_LENGTH)].rstrip()
        short = len(text) <= _HEADING_LENGTH
        named = part.match(source.key, start, end)
        m = None if named else _HEADING.match(text)
        if named or (below_part and short and m is None and not text.endswith((".", ";"))):
            raw.append((start, min(end, start + _HEADING_LENGTH), 1))
        elif m is None:
            if short and text.isupper() and sum(map(str.isalpha, text)) >= 6:
                raw.append((start, end, 1))
            elif short and (text.endswith(":") or _opens_list(norm, text, lines, i)):
                raw.append((start, end, 4))
        else:
            level = {"part": 1, "number": 2, "letter": 3, "bullet": 5}[m.lastgroup or "bullet"]
            colon = text.find(":", m.end())
            lead = text[m.end() : colon]
            if 0 <= colon <= m.end() + 70 and lead.count("(") == lead.count(")"):
                raw.append((start, start + colon, level))
            elif level < 5 and short and not text.endswith((".", ";")):
                raw.append((start, end, level))
        below_part = named is not None and named.end() - start >= len(text) - 1
    return tuple(_nested(norm, raw))


def _opens_list(norm: str, text: str, lines: Sequence[tuple[int, int]], i: int) -> bool:
    """Is it a short line of words right above a list?"""
    if i + 1 == len(lines) or len(text) > _LIST_TITLE or lines[i + 1][0] - lines[i][1] != 1:
        return False
    words = text.lstrip()[:1].isupper() and (text[-1].isalnum() or text[-1] == ")")
    return words and _LIST_START.match(norm, *lines[i + 1]) is not None


def _openings(key: str, lines: Sequence[tuple[int, int]]) -> Iterator[int]:
    opening, last = -1, -1  # of the line before; where it ends
    for i, (start, end) in enumerate(lines):
        if not _BULLET.match(key, start, end):
            opening = -1
        elif i == 0 or start - last > 2:
            opening = i
        else:
            opening = opening if opening >= 0 else i - 1
        yield opening
        last = end


def _nested(norm: str, raw: Sequence[tuple[int, int, int]]) -> Iterator[Heading]:
    """Headings with their reach: to the next of their level or higher, an item to the end of its line."""
    reach: list[int] = []
    following = [len(norm)] * 6  # for each level the start of the next heading that ends its reach
    for start, end, level in reversed(raw):
        line_end = norm.find("\n", end) if level == 5 else -1
        reach.append((line_end if line_end >= 0 else len(norm)) if level == 5 else following[level])
        following[level:] = [start] * (6 - level)
    latest = [-1] * 6  # for each level the number of the last heading that is higher
    for i, ((start, end, level), until) in enumerate(zip(raw, reversed(reach), strict=True)):
        yield Heading(start, end, level, until, latest[level])
        latest[level + 1 :] = [i] * (5 - level)
