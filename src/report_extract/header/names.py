"""Names of bodies in running text: a head word, what it is in charge of, and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.text import SourceText, last_match

_TOKEN = re.compile(r"(?P<gap> - | ?)(?P<word>[^\W_]+(?:[&/.–-][^\W_]+)*)")
_SHORT_FORM = re.compile(r" ?\((?=[^()]*[A-ZĐ]{2})[^()\s]{2,12}(?: [^()\s]{1,8})?\)")
_QUOTED = re.compile(r" ?[“\"][^”\"\n]{3,90}[”\"]")
_DASH = re.compile(r" [-–] ")
_TWO_WORDS = re.compile(r"(?: \S+){2}")
_LONGEST_PLACE = 4  # syllables
_LONGEST_NAME = 24  # words


class BodyName(NamedTuple):
    """A body as named; `start` is where, `placed` whether the name says of which place."""

    start: int
    end: int
    text: str
    placed: bool

    @property
    def size(self) -> int:
        """Number of words."""
        return len(self.text.split())


class BodyNames:
    """Finds the names of bodies with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self.heads = whole_words(patterns.words("organization"))
        self.levels = whole_words(patterns.words("place_level"))
        self._superior = whole_words(patterns.words("organization_superior"))
        self._end = whole_words(patterns.words("organization_end"))
        self._venue = whole_words(patterns.words("venue"))
        self._inside = whole_words(patterns.words("organization_inside"))
        self._and = whole_words(patterns.words("and"))

    def find(self, source: SourceText, start: int, end: int) -> Iterator[BodyName]:
        """The names between two offsets of a line, in order."""
        at = start
        while m := self.heads.search(source.key, at, end):
            name = self._name(source, m, end)
            at = m.end()
            if name is None:
                continue
            at = max(at, name.end)
            if not self._is_venue(source.key, start, m.start()) and (name.placed or not self._leads_on(source, name)):
                yield name

    def levels_in(self, key: str) -> list[re.Match[str]]:
        """The level words of a name; the syllables of other words (xã hội) are none."""
        others = [m.span() for words in (self.heads, self._inside) for m in words.finditer(key)]
        return [m for m in self.levels.finditer(key) if not any(a <= m.start() < b for a, b in others)]

    def ends_in(self, key: str, at: int) -> bool:
        """Does a word that ends a name (tổ chức, tổng kết) stand in a line?"""
        return any(not self._and.fullmatch(m.group()) for m in self._end.finditer(key, at))

    def _leads_on(self, source: SourceText, name: BodyName) -> bool:
        """Is the name one of two whose place follows (Đảng ủy - Ban Chỉ huy quân sự huyện …)?"""
        dash = _DASH.match(source.key, name.end)
        return dash is not None and self.heads.match(source.key, dash.end()) is not None

    def _is_venue(self, key: str, start: int, at: int) -> bool:
        last = last_match(self._venue, key, max(start, at - 12), at)
        return last is not None and not key[last.end() : at].strip()

    def _name(self, source: SourceText, head: re.Match[str], end: int) -> BodyName | None:
        norm, key = source.norm, source.key
        if not norm[head.start()].isupper():
            return None
        end = min(end, head.start() + 220)
        shouted = norm[head.start() : head.start() + 24].isupper()
        at, words = head.end(), 0
        stop = -1  # where the last place ends
        capital = head.end()  # where the last capitalised word ends, with the syllable after it (Tư pháp)
        skipped: list[tuple[int, int]] = []
        run = 0  # capitalised words in a row
        while words < _LONGEST_NAME:
            if aside := _SHORT_FORM.match(norm, at, end):
                skipped.append(aside.span())
                at = aside.end()
                continue
            if quoted := _QUOTED.match(norm, at, end):
                at = capital = quoted.end()
                run = 0
                continue
            m = _TOKEN.match(norm, at, end)
            if m is None or not m["gap"]:
                break
            first = m.start("word")
            if inside := self._inside.match(key, first, end):
                at = capital = inside.end()
                words, run = words + 2, 0
                continue
            if level := self._superior.match(key, first, end) or self.levels.match(key, first, end):
                place = self._place(source, level.end(), end, shouted)
                if place or not norm[first].isupper() or " " in level.group():
                    stop = at = place or level.end()
                    if place is None:
                        break
                    continue
            if stop > 0:
                break
            upper = norm[first].isupper()
            if m["gap"] != " " and (m["gap"] != " - " or not upper or self.heads.match(key, first, end)):
                break
            if (shouted or not upper) and self._end.match(key, first, end) and not self._links(source, first, end):
                break
            if upper or (run > 1 and m["word"].isdecimal()):
                run += 1
                capital = m.end("word")
            else:
                if run == 1:
                    capital = m.end("word")
                run = 0
            at, words = m.end("word"), words + 1
        placed = stop > 0 or self._superior.match(key, head.start()) is not None
        return self._made(norm, head, stop if stop > 0 else capital, skipped, placed)

    def _made(
        self, norm: str, head: re.Match[str], stop: int, skipped: list[tuple[int, int]], placed: bool
    ) -> BodyName | None:
        pieces, at = [], head.start()
        for first, last in skipped:
            if last <= stop:
                pieces.append(norm[at:first])
                at = last
        text = " ".join("".join([*pieces, norm[at:stop]]).split())
        words = len(text.split())
        bare = " " not in head.group() and stop == head.end()
        return None if bare or words < 3 else BodyName(head.start(), stop, text, placed)

    def _place(self, source: SourceText, start: int, end: int, shouted: bool) -> int | None:
        """The end of the capitalised name that follows a level word (tỉnh Hà Trung) or is one (Huyện ủy Tân Lâm)."""
        at, count = start, 0
        while count < 7 and (m := _TOKEN.match(source.norm, at, end)):
            first = m.start("word")
            if m["gap"] not in (" ", "") or not (source.norm[first].isupper() or source.norm[first].isdecimal()):
                break
            ends = self._end.match(source.key, first, end)
            if (count and (ends or self.levels.match(source.key, first, end))) or (ends and " " in ends.group()):
                break
            at, count = m.end("word"), count + 1
        if count > _LONGEST_PLACE and not shouted:  # Đồng Ngạn Phan Thế Lợi: a person's name follows
            m = _TWO_WORDS.match(source.norm, start)
            at = m.end() if m else at
        return at if count else None

    def _links(self, source: SourceText, first: int, end: int) -> bool:
        """Does `và` lead on to another capitalised word of the name?"""
        m = self._and.match(source.key, first, end)
        following = m.end() + 1 if m else end
        return following < end and source.norm[following].isupper() and not self.heads.match(source.key, following, end)
