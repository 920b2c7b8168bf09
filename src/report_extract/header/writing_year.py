"""The year in which an article of the press was written, where it dates its own day without one."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

from report_extract.layout import Layout
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.periods import EARLIEST, Dated, Interval, TimeMention
from report_extract.text import last_match

_OPENING = 900
_REACH = 14
_NEAR = 31  # days between the day of the news and a day that the article dates in full
_MONTHS = frozenset({"month", "quarter"})


class WritingYearReader:
    """Knows the words of a pattern set that speak of the present, of plans and of the past."""

    def __init__(self, patterns: PatternSet) -> None:
        self._present = whole_words(patterns.words("present"))
        self._plan = whole_words(patterns.words("target"))
        point = whole_words([*patterns.words("aside"), *patterns.words("point")])
        self._point = re.compile(rf"{point.pattern}\s*$")
        self._past = whole_words([*patterns.words("aside"), *patterns.words("point"), *patterns.words("act")])

    def read(self, key: str, layout: Layout, times: Sequence[TimeMention]) -> Dated | None:
        """The year, with the words that give it away; None where they disagree, or a later year is over.

        What gives it away: `so với cùng kỳ 2016`, a day near that of the news (the last of all where
        the news has none), a plan that names its month, or a year named in a sentence on the present.
        """
        news = next((time for time in times if _is_of_news(time)), None)
        told = [(year, time) for time in times if (year := self._told(key, layout, time, news))]
        if news is None and (last := self._last_day(key, layout, times)):
            told.append(last)
        years = {year for year, _ in told}
        year = years.pop() if len(years) == 1 else None
        if year is None or any(self._is_over(key, layout, time, year) for time in times):
            return None
        return Interval(date(year, 1, 1), date(year, 12, 31)), told[0][1]

    def _told(self, key: str, layout: Layout, time: TimeMention, news: TimeMention | None) -> int | None:
        """The year of writing that one time gives away."""
        year = time.year
        if year is None or year < EARLIEST:
            return None
        if time.entry.role == "prior":
            return year + 1
        sentence = layout.sentences.around(time.start)[0]
        if time.is_year:
            present = self._present.match(key, sentence, time.start)
            return year if present and not self._past.search(key, time.start - _REACH, time.end) else None
        if news is None:
            return None
        if time.is_day:
            return year if _days_between(news, time, year) <= _NEAR else None
        planned = _MONTHS & set(time.fields) and self._is_planned(key, sentence, time.start)
        first = time.resolve(None) if planned else None
        if first is None:
            return None
        return year if first.start.month >= news.fields["month"] else year - 1  # a plan is for the coming months

    def _last_day(self, key: str, layout: Layout, times: Sequence[TimeMention]) -> tuple[int, TimeMention] | None:
        """The last day of all, with its year, where the article speaks of no later year."""
        dated = (time for time in times if time.is_day_alone and time.resolve(None))
        days = [time for time in dated if (time.year or 0) >= EARLIEST and not self._is_of_past(key, time)]
        last = max(days, key=lambda time: time.year or 0, default=None)
        if last is None or last.year is None:
            return None
        later = (time for time in times if (time.year or 0) > last.year)
        over = any(not self._is_planned(key, layout.sentences.around(t.start)[0], t.start) for t in later)
        return None if over else (last.year, last)

    def _is_of_past(self, key: str, time: TimeMention) -> bool:
        """Is it the day of a single act, or from which on something held (`cấp phép ngày 5/3/2003`, `từ ngày …`)?"""
        return self._point.search(key, max(0, time.start - _REACH), time.start) is not None

    def _is_planned(self, key: str, start: int, end: int) -> bool:
        last = last_match(self._plan, key, start, end)
        return last is not None and ";" not in key[last.end() : end]

    def _is_over(self, key: str, layout: Layout, time: TimeMention, year: int) -> bool:
        """Is a day or month of a later year spoken of, and not as one to come?"""
        later = time.year is not None and time.year > year and "month" in time.fields
        return later and not self._is_planned(key, layout.sentences.around(time.start)[0], time.start)


def _is_of_news(time: TimeMention) -> bool:
    """A day without its year, in the opening: `Sáng 25/10`."""
    return time.start < _OPENING and time.is_day_alone and time.year is None and "month" in time.fields


def _days_between(news: TimeMention, time: TimeMention, year: int) -> float:
    """From a day without a year to one of a year, were they of the same."""
    one, other = news.resolve(year), time.resolve(None)
    return abs((one.start - other.start).days) if one and other else math.inf
