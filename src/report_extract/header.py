"""What a report says about itself: title, organisation, date and main period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from report_extract.layout import Layout
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.periods import Interval, TimeMention
from report_extract.text import SourceText, last_match

_CRUMB = re.compile(r"[›>|»]|\s/\s|\S\s{3,}\S")
_RULE = re.compile(r"^[\s\-–—_=*.]*$")
_WORD = re.compile(r"\w+")
_TITLE_WORDS = 6
_TITLE_REACH = 12
_TOP = 0.35
_LEAD, _OPENING, _SENTENCE_OPENING = 900, 700, 12
_SHORTEST_SPAN = 5  # days; shorter spans of the body are events
_FIRST_YEAR = 1995
_MOST_TIMES = 300
_LONGEST_TITLE = 400
_EXACT = frozenset({"quarter", "months", "words", "month", "half"})  # a title that names these is exact enough
_DURING = frozenset({"", "main", "span", "office", "term"})
_COLUMN = re.compile(r"\s{3,}|\t")


class Header(NamedTuple):
    """Spans point into the normal text; None where the text does not say."""

    title: tuple[int, int] | None
    organization: tuple[int, int] | None
    published: date | None
    period: tuple[Interval, TimeMention] | None
    body: int  # where the report proper begins
    year_named: int | None  # of a text that names but one

    @property
    def period_in_title(self) -> bool:
        """Does the title itself name the period?"""
        return bool(self.period and self.title and self.title[0] <= self.period[1].start < self.title[1])

    @property
    def year(self) -> int | None:
        """The year that dates without one belong to."""
        if self.period:
            return self.period[0].end.year
        return self.published.year if self.published else self.year_named


class HeaderReader:
    """Reads the header with the genre and organisation words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._genre = re.compile(rf"\s*{trie_regex(patterns.words('genre'))}(?!\w)")
        self._site = whole_words(patterns.words("site"))
        self._letterhead = whole_words(patterns.words("letterhead"))
        self._end_of_name = whole_words(patterns.words("organization_end"))
        self._org = whole_words(patterns.words("organization"))
        self._superior = frozenset(patterns.words("organization_superior"))
        self._reports = whole_words(patterns.words("reports"))
        self._compare = whole_words(patterns.words("compare"))
        self._congress = whole_words(patterns.words("congress"))
        self._election = whole_words(patterns.words("election"))
        self._aside = whole_words(
            [*patterns.words("target_heading"), *patterns.words("compare"), *patterns.words("aside")]
        )

    def read(self, source: SourceText, layout: Layout, times: Sequence[TimeMention]) -> Header:
        """The header of a text."""
        times = times[:_MOST_TIMES]
        lines = list(zip(layout.lines.starts, layout.lines.ends, strict=True))
        genre = self._genre_line(source, lines)
        title = self._title(source, layout, lines, genre)
        published = self._published(source, layout, times, title, official=genre is not None)
        year = self._year_named(source.key, times)
        period = self._period(source.key, layout, times, title, published, published.year if published else year)
        organization = self._organization(source, lines, title, genre)
        return Header(title, organization, published, period, title[1] if title else 0, year)

    def _genre_line(self, source: SourceText, lines: Sequence[tuple[int, int]]) -> int | None:
        for i, (start, end) in enumerate(lines[:25]):
            m = self._genre.match(source.key, start, end)
            if m and source.norm[start : m.end()].strip().isupper():
                return i
        return None

    def _title(
        self, source: SourceText, layout: Layout, lines: Sequence[tuple[int, int]], genre: int | None
    ) -> tuple[int, int] | None:
        norm = source.norm
        if genre is not None:
            start, end = lines[genre]
            m = self._genre.match(source.key, start, end)
            if m and len(norm[m.end() : end].strip(" :.-")) > 3:
                return _stripped(norm, start, end)
            first = genre + 1
            while first < len(lines) and _RULE.match(norm[slice(*lines[first])]):
                first += 1
            if first >= len(lines):
                return _stripped(norm, start, end)
            last = first
            while (
                last + 1 < len(lines)
                and lines[last + 1][0] - lines[last][1] == 1
                and last - first < 4
                and not _RULE.match(norm[slice(*lines[last + 1])])
                and _goes_on(norm[slice(*lines[last])], norm[slice(*lines[last + 1])])
            ):
                last += 1
            return _stripped(norm, lines[first][0], lines[last][1])
        best: tuple[int, int] | None = None
        for start, end in lines[:_TITLE_REACH]:
            text = norm[start:end]
            words = len(_WORD.findall(text))
            if _CRUMB.search(text.strip()) or _RULE.match(text) or layout.is_furniture(start):
                continue
            if self._site.match(source.key, start + len(text) - len(text.lstrip()), end):
                continue
            if words >= _TITLE_WORDS:
                return _stripped(norm, start, end)
            if best is None and words >= 3 and not text.strip()[:1].isdecimal():
                best = start, end
        return _stripped(norm, *best) if best else None

    def _published(
        self,
        source: SourceText,
        layout: Layout,
        times: Sequence[TimeMention],
        title: tuple[int, int] | None,
        *,
        official: bool,
    ) -> date | None:
        """The date in the letterhead, or the date line by the headline of a news page."""
        top = title[0] if official and title else 0
        for time in times:
            if not (time.is_day and "year" in time.fields):
                continue
            line = layout.lines.around(time.start)
            alone = line[1] - line[0] < 90 and time.start < len(source.norm) * _TOP
            if (official and time.end <= top) or (alone and not official):
                interval = time.resolve(None)
                if interval:
                    return interval.start
        if official:  # minutes and letters are dated at the end
            return None
        return None

    def _period(
        self,
        key: str,
        layout: Layout,
        times: Sequence[TimeMention],
        title: tuple[int, int] | None,
        published: date | None,
        year: int | None,
    ) -> tuple[Interval, TimeMention] | None:
        """The period that the title names, else the opening, else the first that opens a sentence."""
        start = title[1] if title else 0
        named = [time for time in times if title and title[0] <= time.start < title[1]]
        exact = any(_EXACT & set(time.fields) for time in named)
        for time in times if not exact else ():  # the very days reported on, where the opening gives them
            if time.entry.role == "span" and "day" in time.fields and 0 <= time.start - (title or (0, 0))[0] < _LEAD:
                found = time.resolve(year, published)
                long_enough = time in named or (found and (found.end - found.start).days >= _SHORTEST_SPAN)
                if found and long_enough and (published is None or found.end <= published):
                    return found, time
        for time in named:
            if not time.is_day_alone and time.entry.role in _DURING and not self._is_coming_term(key, time, times):
                found = time.resolve(_year_of(named, time) or year, published)
                if found:
                    return found, time
        body = [time for time in times if time.start >= start]
        return (
            self._opened(key, layout, body, start, published, year)
            or _to_date(body, start, published, year)
            or self._elected(key, times, published)
            or self._compared(key, body, published)
        )

    def _opened(
        self,
        key: str,
        layout: Layout,
        times: Sequence[TimeMention],
        start: int,
        published: date | None,
        year: int | None,
    ) -> tuple[Interval, TimeMention] | None:
        """The first period of the opening, or the first that opens a sentence; `tháng 5 vừa qua` before all."""
        named: tuple[Interval, TimeMention] | None = None
        for time in times:
            if "open" in time.fields or not self._reported(key, time, start) or _is_long_past(time, published):
                continue
            if self._is_coming_term(key, time, times):
                continue
            found = time.resolve(year, published)
            if found and time.entry.role == "asof":
                found = Interval(found.start.replace(month=1, day=1), found.end)
            if found is None or (published and found.start > published):
                continue
            opens = time.start - layout.sentences.around(time.start)[0] <= _SENTENCE_OPENING
            if time.entry.role == "main":
                return found, time
            if named is None and (opens or time.start < start + _OPENING):
                named = found, time
        return named

    def _is_coming_term(self, key: str, time: TimeMention, times: Sequence[TimeMention]) -> bool:
        """A term that a congress or an election opens, or that begins when another ends, is yet to come."""
        if time.entry.role not in ("office", "term"):
            return False
        first = time.fields["year"]
        if any(other.fields.get("year2") == first for other in times):
            return True
        if time.entry.role == "office" and any(other.is_year and other.year == first for other in times):
            return True
        within = key[time.start : time.end].startswith("trong")
        return not within and self._election.search(key, max(0, time.start - 70), time.start) is not None

    def _elected(
        self, key: str, times: Sequence[TimeMention], published: date | None
    ) -> tuple[Interval, TimeMention] | None:
        """An undated text about an election is of the year the term begins; about a congress, of the term before."""
        for time in times:
            if published is None and self._is_coming_term(key, time, [time]):
                first, last = time.fields["year"], time.fields["year2"]
                if self._congress.search(key, max(0, time.start - 70), time.start):  # looks back on the term before
                    return Interval(date(2 * first - last, 1, 1), date(first, 12, 31)), time
                return Interval(date(first, 1, 1), date(first, 12, 31)), time
        return None

    def _compared(
        self, key: str, times: Sequence[TimeMention], published: date | None
    ) -> tuple[Interval, TimeMention] | None:
        """A dated text that compares with the year before reports on the year of its date."""
        for time in times:
            earlier = published and (time.year == published.year - 1 or time.entry.of_report == "school_year")
            if published and earlier and self._is_base(key, time):
                return Interval(date(published.year, 1, 1), date(published.year, 12, 31)), time
        return None

    def _is_base(self, key: str, time: TimeMention) -> bool:
        last = last_match(self._compare, key, max(0, time.start - 30), time.start)
        return last is not None and not any(c in ",;.\n" for c in key[last.end() : time.start])

    def _reported(self, key: str, time: TimeMention, start: int) -> bool:
        """May the text report on this time, or does it only compare, plan or look back?"""
        if time.is_day_alone or time.entry.role not in _DURING:
            whole_year = time.entry.role == "asof" and time.fields.get("day") == 31 and time.fields.get("month") == 12
            return whole_year and "year" in time.fields
        last = last_match(self._aside, key, max(start, time.start - 40), time.start)
        return last is None or any(c in ",;.\n" for c in key[last.end() : time.start])

    def _year_named(self, key: str, times: Sequence[TimeMention]) -> int | None:
        """The year of a text that speaks of but one, apart from comparisons and asides."""
        years = {
            time.year
            for time in times
            if time.year is not None and time.year >= _FIRST_YEAR and time.entry.role != "prior"
            if time.is_day or (time.entry.kind == "date" and self._reported(key, time, 0))
        }
        return years.pop() if len(years) == 1 else None

    def _organization(
        self,
        source: SourceText,
        lines: Sequence[tuple[int, int]],
        title: tuple[int, int] | None,
        genre: int | None,
    ) -> tuple[int, int] | None:
        key, norm = source.key, source.norm
        body = title[1] if title else 0
        if genre is not None:
            named = self._who_reports(source, body)
            if named:
                return named
            found: tuple[int, int] | None = None
            for start, end in lines[:genre]:
                column = _COLUMN.search(norm, start + len(norm[start:end]) - len(norm[start:end].lstrip()), end)
                left = _stripped(norm, start, column.start() if column else end)
                if self._letterhead.search(key, *left) or left[1] <= left[0]:
                    continue
                if self._org.match(key, left[0], left[1]):
                    found = left
            return found
        if title:
            inside = self._name_at(source, *title)
            if inside:
                return inside
        for start, end in lines:
            if start >= body:
                found = self._name_at(source, start, end)
                if found:
                    return found
        return None

    def _who_reports(self, source: SourceText, body: int) -> tuple[int, int] | None:
        m = self._reports.search(source.key, body, body + 2500)
        if m is None:
            return None
        line = source.key.rfind("\n", 0, m.start()) + 1
        last = None
        for org in self._org.finditer(source.key, line, m.start()):
            if last is None or source.key[last.end() : org.start()].count(","):
                last = org
        if last is None:
            return None
        return _stripped(source.norm, last.start(), m.start())

    def _name_at(self, source: SourceText, start: int, end: int) -> tuple[int, int] | None:
        """An organisation's full name: its head word and the capitalised words that follow."""
        for m in self._org.finditer(source.key, start, end):
            if not source.norm[m.start()].isupper():
                continue
            stop = self._end_of_name.search(source.key, m.end(), end)
            limit = stop.start() if stop else end
            punctuation = re.compile(r"[,:;.(“\"–!?]| - ").search(source.norm, m.end(), limit)
            limit = punctuation.start() if punctuation else limit
            name = _stripped(source.norm, m.start(), limit)
            if len(_WORD.findall(source.norm[name[0] : name[1]])) >= 3:
                return name
        return None


def _is_long_past(time: TimeMention, published: date | None) -> bool:
    year = time.year
    return year is not None and year < (published.year - 2 if published else _FIRST_YEAR)


def _to_date(
    times: Sequence[TimeMention], start: int, published: date | None, year: int | None
) -> tuple[Interval, TimeMention] | None:
    """`Từ đầu năm đến nay`; else the day up to which the opening counts (`tính đến 17h ngày 30/10`)."""
    for time in times:
        if "open" in time.fields and (found := time.resolve(year, published)):
            return found, time
    for time in times:
        if time.start < start + _OPENING and time.entry.role == "asof":
            found = time.resolve(year, published)
            if found and (published is None or found.end <= published):
                return found, time
    return None


def _year_of(times: Sequence[TimeMention], time: TimeMention) -> int | None:
    """The year that a later time of the same line names."""
    return None if time.year is not None else next((t.year for t in times if t.start >= time.end and t.year), None)


def _goes_on(line: str, following: str) -> bool:
    return not line.rstrip().endswith((".", ":")) and not following.lstrip().startswith(("-", "I", "1", "Kính"))


def _stripped(norm: str, start: int, end: int) -> tuple[int, int]:
    text = norm[start : min(end, start + _LONGEST_TITLE)]
    left = len(text) - len(text.lstrip(" \t*-–"))
    return start + left, start + max(left, len(text.rstrip(" \t*:-–")))
