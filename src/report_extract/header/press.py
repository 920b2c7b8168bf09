"""Articles of the press: which times one may report on, and which it only names in passing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report_extract.layout import Layout
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.periods import TimeMention
from report_extract.text import last_match

_OPENING, _SENTENCE_OPENING = 700, 12
_REACH, _BRACKET, _PLANNED = 10, 120, 40
_DIGIT = re.compile(r"\d")
_CUMULATED = frozenset({"months", "words", "half"})


class ArticleReader:
    """Knows the words that make a time of an article the one reported on, or a point in its story."""

    def __init__(self, patterns: PatternSet) -> None:
        self._point = whole_words([*patterns.words("point"), *patterns.words("single_out")])
        self._during = whole_words(patterns.words("during"))
        self._level = whole_words(patterns.words("level"))
        self._aside = whole_words(patterns.words("aside"))
        self._covers = whole_words(patterns.words("covers"))
        self._plan = whole_words(patterns.words("target"))
        self._until = whole_words(patterns.words("extent"))
        self._session = whole_words(patterns.words("session"))

    def reported(self, key: str, layout: Layout, times: Sequence[TimeMention], start: int) -> list[TimeMention]:
        """The times that an article with its headline up to `start` may report on."""
        lead = self._lead(key, layout, start)
        first: dict[int | None, TimeMention] = {}
        for time in times:
            if time.is_year:
                first.setdefault(time.year, time)
        spans = {tuple(sorted(t.fields.items())) for t in times if t.entry.role == "span" and "open" not in t.fields}
        many = len(spans) > 1  # none of the stretches of days it tells of is the one reported on
        events = {year for year, time in first.items() if time.start > lead and self._is_event(key, time)}
        return [
            time
            for time in times
            if self._may_be(key, layout, times, time, start, lead) and not (time.is_year and time.year in events)
            if not (many and time.entry.role == "span" and time.start > lead)
        ]

    def _lead(self, key: str, layout: Layout, start: int) -> int:
        """Where the line under the headline ends."""
        lines = layout.lines
        i = lines.index(start) + 1
        while i < len(lines.starts) and not key[lines.starts[i] : lines.ends[i]].strip():
            i += 1
        return lines.ends[i] if i < len(lines.starts) else start

    def _is_event(self, key: str, time: TimeMention) -> bool:
        """Is it the year of a single event (`vào năm 2005`)?"""
        return _right_before(self._aside, key, time.start)

    def _may_be(
        self, key: str, layout: Layout, times: Sequence[TimeMention], time: TimeMention, start: int, lead: int
    ) -> bool:
        sentence = layout.sentences.around(time.start)[0]
        told_by = time.start <= lead or self._session.search(key, sentence, time.start) is not None
        if time.entry.role == "asof" and not told_by:
            return False  # đến ngày 20/6, ông bị bắt
        if time.is_day_alone:
            return True
        if "open" in time.fields or not time.fields:
            return False  # nothing dates what is now
        if time.start < start:
            planned = last_match(self._plan, key, max(0, time.start - _PLANNED), time.start) is not None
            return not planned and not _right_before(self._until, key, time.start)
        during = self._during.match(key, time.start) is not None or _right_before(self._during, key, time.start)
        opens = time.start - layout.sentences.around(time.start)[0] <= _SENTENCE_OPENING
        if time.start > start + _OPENING:
            return opens and (during or bool(_CUMULATED & set(time.fields)))
        spans = time.entry.role == "span"
        if not spans and (self._point.match(key, time.start) or _right_before(self._point, key, time.start)):
            return False
        if "month" in time.fields and time.entry.role == "" and not during:
            return False
        if time.entry.role == "office" and time.start > lead and not (opens or during):
            return False
        if time.is_year and self._level.match(key, time.end + 1):
            return False  # từ 8 triệu năm 2010 xuống 6 triệu
        stretch = (spans or "year2" in time.fields) and sentence >= lead
        first = (opens or told_by) and _comes_first(key, times, lead, sentence)
        if stretch and not (first or self._covers.match(key, sentence)):
            return False  # told in passing
        listed = "year2" in time.fields and time.entry.role == "" and time.entry.kind == "date"  # năm 2013 và 2014
        if (time.is_year or listed or "quarter" in time.fields) and not (during or told_by):
            return False  # nobody reports: a year of the story told
        if time.is_year and key[: time.start].rstrip()[-1:].isdecimal():
            return False  # thông báo 1483 năm 2018
        return time.entry.role == "span" or "year2" in time.fields or not _in_brackets(key, time.start)


def _comes_first(key: str, times: Sequence[TimeMention], lead: int, sentence: int) -> bool:
    """Is nothing counted in the body before the sentence?"""
    at = lead
    for time in times:
        if lead <= time.start < sentence:
            if _DIGIT.search(key, at, time.start):
                return False
            at = time.end
    return _DIGIT.search(key, at, sentence) is None


def _right_before(words: re.Pattern[str], key: str, place: int) -> bool:
    last = last_match(words, key, max(0, place - _REACH), place)
    return last is not None and not key[last.end() : place].strip()


def _in_brackets(key: str, place: int) -> bool:
    opened = key.rfind("(", max(0, place - _BRACKET), place)
    return opened >= 0 and ")" not in key[opened:place]
