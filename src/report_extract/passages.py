"""Passages of an article: sentences that spell out the one before them hold for its time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from report_extract.deeds import DeedReader
from report_extract.layout import Layout
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.periods import Dated, Interval, TimeMention

_LONGEST = 6  # sentences
_OPENING, _LEAD = 20, 120


class PassageReader:
    """Knows the words that open a sentence that goes on (`Cụ thể, …`), and papers that a day dates."""

    def __init__(self, patterns: PatternSet) -> None:
        goes_on = whole_words([*patterns.words("elaborates"), *patterns.words("goes_on")])
        self._goes_on = re.compile(rf"\W*{goes_on.pattern}")
        these, all_ = (whole_words(patterns.words(role)).pattern for role in ("these", "all_these"))
        self._these = re.compile(rf"\W*{all_} (?:[^\W\d]+ ){{1,4}}{these}")
        self._details = re.compile(rf"\W*{whole_words(patterns.words('details')).pattern},? ")
        person = whole_words(patterns.words("person_head")).pattern
        self._head = re.compile(rf"\W*(?:(?P<person>{person})|(?P<head>[^\W\d]+))")
        self._decides = whole_words(patterns.words("decides"))
        self._thanks = re.compile(rf"\W*{whole_words(patterns.words('thanks_to')).pattern}")
        self._act = whole_words(patterns.words("act"))
        self._session = whole_words(patterns.words("session"))
        self._deeds = DeedReader(patterns)

    def line_of(self, key: str, layout: Layout, place: int) -> int:
        """Where the line of a place begins; the one before it, if it tells what that led to (`Nhờ vậy, …`)."""
        lines = layout.lines
        at = lines.index(place)
        if self._thanks.match(key, lines.starts[at]):
            before = at - 1
            while before >= 0 and not key[lines.starts[before] : lines.ends[before]].strip():
                before -= 1
            at = before if before >= 0 else at
        return lines.starts[at]

    def carried(
        self,
        key: str,
        layout: Layout,
        times: Sequence[TimeMention],
        start: int,
        governs: Callable[[int], bool],
        resolved: Callable[[TimeMention], Interval | None],
    ) -> Dated | None:
        """The time of the sentence that the one at `start` spells out (`Từ năm 2014, … Cụ thể, …`)."""
        any_time = True
        for _ in range(_LONGEST):
            if start == 0:
                return None
            if not self._goes_on.match(key, start):
                if not self._is_taken_up(key, layout, start):
                    return None
                any_time = False
            start, end = layout.context(start - 1)[0], start
            first, last = (bisect_left(times, at, key=lambda time: time.start) for at in (start, end))
            for i in range(last - 1, first - 1, -1):
                time = times[i]
                if time.entry.role in ("prior", "office") or time.entry.of_report:
                    continue
                if (any_time and governs(i)) or self._is_of_act(key, start, time, end):
                    interval = resolved(time)
                    return (interval, time) if interval else None
        return None

    def _is_taken_up(self, key: str, layout: Layout, start: int) -> bool:
        """Does a sentence speak of what the one before it names (`Các tàu này …`), or go on with its list?"""
        if self._these.match(key, start):
            return True
        head = self._subject(key, start)
        for _ in range(_LONGEST):  # Cụ thể, xã A …. Xã B …. Xã C …
            if start == 0 or not head:
                return False
            start = layout.context(start - 1)[0]
            details = self._details.match(key, start)
            if self._subject(key, details.end() if details else start) != head:
                return False
            if details:
                return True
        return False

    def _subject(self, key: str, start: int) -> str:
        """The first word of a sentence; all persons are one."""
        m = self._head.match(key, start)
        return "" if m is None else m["head"] or "person"

    def decided(self, key: str, sentence: int, time: TimeMention, end: int) -> bool:
        """Is something decided on a day that opens a sentence (`Ngày 3/5, huyện ra quyết định hỗ trợ 4 hộ`)?"""
        decided = self._decides.search(key, time.end, end) if leads(key, sentence, time) else None
        return decided is not None and ";" not in key[time.end : end]

    def _is_of_act(self, key: str, sentence: int, time: TimeMention, end: int) -> bool:
        """Is it the day of a paper or a deed (`Ngày 27/6/2017, huyện ra quyết định …`)?"""
        if not time.is_day_alone or time.entry.role not in ("", "event"):
            return False
        if self._deeds.done(key, sentence, time, end):
            return True
        if not leads(key, sentence, time):
            return False
        return bool(self._act.search(key, time.end, end)) or not self._session.search(key, sentence, end)


def leads(key: str, sentence: int, time: TimeMention) -> bool:
    """Does a time open its sentence, at most after a lead that counts nothing (`Theo công an tỉnh, từ năm …`)?"""
    if time.start - sentence <= _OPENING:
        return True
    lead = key[sentence : time.start].rstrip()
    return lead.endswith(",") and len(lead) <= _LEAD and not any(c.isdecimal() for c in lead)
