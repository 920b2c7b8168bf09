"""The main period of a report: of its title, the brackets under it, or its opening."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from report_extract.deeds import DeedReader
from report_extract.header.press import ArticleReader
from report_extract.layout import Layout
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.periods import EARLIEST, UNITS, Dated, Interval, TimeMention
from report_extract.text import last_match

_LEAD, _OPENING, _SENTENCE_OPENING = 900, 700, 12
_SHORTEST_SPAN = 5  # days; shorter spans of the body are events
_SHORTEST_TERM, _LONGEST_TERM = 3, 30  # years
_NEWS = 31  # days
_SUMMED_UP = 80
_YEAR_IS_PAST = 3  # up to this month `năm qua` is not the year that has begun
_EXACT = frozenset({"quarter", "months", "words", "month", "half"})  # a title that names these is exact enough
_CUMULATED = frozenset({"months", "words", "half"})
_PLACE = re.compile(r"(?:^|\n)\s*\([^(),\d\n]{2,40}, *$")  # (Mỏ Trạng, tháng 3 năm 2023): when it was written
_DURING = frozenset({"", "main", "span", "office", "term"})


class MainPeriodReader:
    """Reads the main period with the words of a pattern set that compare, plan and look back."""

    def __init__(self, patterns: PatternSet) -> None:
        self._compare = whole_words(patterns.words("compare"))
        self._during = whole_words(patterns.words("during"))
        self._congress = whole_words(patterns.words("congress"))
        self._election = whole_words(patterns.words("election"))
        self._occurs = re.compile(rf"{whole_words(patterns.words('happens')).pattern}\s*$")
        self._ballot = whole_words([*patterns.words("ballot"), *patterns.words("congress")])
        self._article = ArticleReader(patterns)
        self._done = whole_words(patterns.words("done_heading"))
        self._act = whole_words(patterns.words("act"))
        self._outcomes = whole_words(patterns.words("outcomes"))
        self._tasks = whole_words(patterns.words("target_heading"))
        self._deeds = DeedReader(patterns)
        back, course = (whole_words(patterns.words(role)).pattern for role in ("looks_back", "course"))
        self._years_of = re.compile(rf"{back} (?P<years>\d{{1,2}}) {course}")
        other = [*patterns.words("target_heading"), *patterns.words("compare")]
        self._other = whole_words(other)
        self._aside = whole_words([*other, *patterns.words("aside")])

    def read(
        self,
        key: str,
        layout: Layout,
        times: Sequence[TimeMention],
        title: tuple[int, int] | None,
        published: date | None,
        year: int | None,
        *,
        article: bool,
    ) -> Dated | None:
        """The period that the title names, else the opening, else the first that opens a sentence.

        An article of the press reports on a period only where its headline or its opening says so.
        """
        start = title[1] if title else 0
        all_times = times
        if article:
            times = self._article.reported(key, layout, times, start)
        named = [time for time in times if title and title[0] <= time.start < title[1] and not _is_written(key, time)]
        exact = any(_EXACT & set(time.fields) for time in named if time.entry.role != "span")
        for time in times:  # the very days reported on, where the title or the opening gives them
            if time.entry.role == "span" and "day" in time.fields and 0 <= time.start - (title or (0, 0))[0] < _LEAD:
                if exact and time not in named:
                    continue
                found = time.resolve(year, published)
                long_enough = time in named or (found and (found.end - found.start).days >= _SHORTEST_SPAN)
                if found and long_enough and (published is None or found.end <= published):
                    return found, time
        entitled = self._entitled(key, times, named, published, year)
        if entitled:
            return entitled
        looked_back = published and self._looked_back(key, all_times, title[0] if title else 0, published)
        if looked_back:
            return looked_back
        body = [time for time in times if time.start >= start]
        opened = self._opened(key, layout, body, start, published, year)
        if opened and opened[0].end.year == opened[0].start.year:
            opened = self._elected(key, named, published) or opened  # a congress looks back on more than a year
        if opened and published and _is_year_before(opened, published):
            opened = _to_date(body, start, published, year) or opened  # Từ đầu năm đến nay, … Năm 2021, …
        if opened and published and opened[1].entry.of_report == "year" and opened[0].end > published:
            opened = _so_far(opened, all_times, start, published)  # Năm nay … Tính đến ngày 20/10, …
        news = self._on_day(key, layout, body, start, published, year) if title and published and not opened else None
        to_date = _to_date(body, start, published, year)
        if news and to_date and to_date[1].start > news[1].start + _OPENING:
            return news
        return (
            opened
            or to_date
            or self._elected(key, all_times, published)
            or self._compared(key, body, published)
            or (None if title is None else self._on_day(key, layout, body, start, published, year))
        )

    def told(
        self, key: str, layout: Layout, times: Sequence[TimeMention], title: tuple[int, int] | None
    ) -> list[TimeMention]:
        """The years of an article that belong to the story it tells, not to its news."""
        news = self._article.reported(key, layout, times, title[1] if title else 0)
        years = (time for time in times if set(time.fields) <= {"year", "year2"} and time.entry.role != "prior")
        return [time for time in years if time not in news]

    def _on_day(
        self,
        key: str,
        layout: Layout,
        times: Sequence[TimeMention],
        start: int,
        published: date | None,
        year: int | None,
    ) -> Dated | None:
        """The day of the news, where the opening names it and what was done on it (`Sáng 14/7, huyện trao …`)."""
        for time in times:
            if time.start > start + _OPENING:
                return None
            sentence = layout.sentences.around(time.start)
            opens = time.start - sentence[0] <= _SENTENCE_OPENING
            if not time.is_day_alone or time.entry.role not in ("", "event"):
                continue
            occurs = "year" in time.fields and self._occurs.search(key, sentence[0], time.start)
            if not (opens and time.entry.role == "event") and not occurs:
                continue
            if occurs or self._deeds.done(key, sentence[0], time, sentence[1]):
                found = time.resolve(year, published)
                if found and (published is None or 0 <= (published - found.start).days <= _NEWS):
                    return found, time
        return None

    def _entitled(
        self,
        key: str,
        times: Sequence[TimeMention],
        named: Sequence[TimeMention],
        published: date | None,
        year: int | None,
    ) -> Dated | None:
        """The first period of the title, or the longer one that ends with it (tháng 8 và 8 tháng); else its day."""
        periods: list[Dated] = []
        for time in named:
            if time.is_day_alone or time.entry.role not in _DURING or time.entry.of_report in UNITS:
                continue
            if self._is_coming_term(key, time, times, published) or self._is_planned(key, time, published):
                continue
            if self._is_base(key, time):
                continue
            found = time.resolve(_year_of(named, time) or _year_again(times, time) or year, published)
            if found:
                periods.append((found, time))
        if periods:
            last = periods[0][0].end
            return next((p for p in periods[1:] if p[0].end == last and p[0].start.year == last.year), periods[0])
        for time in named:
            if time.entry.role == "asof" and "day" in time.fields and (found := time.resolve(year, published)):
                return found, time
        return None

    def _is_planned(self, key: str, time: TimeMention, published: date | None) -> bool:
        """Does a headline of the first months speak of the tasks of the year that has begun?"""
        if published is None or published.month > _YEAR_IS_PAST or not time.is_year or time.year != published.year:
            return False
        last = last_match(self._tasks, key, max(0, time.start - 40), time.start)
        return last is not None and not key[last.end() : time.start].strip()

    def _opened(
        self,
        key: str,
        layout: Layout,
        times: Sequence[TimeMention],
        start: int,
        published: date | None,
        year: int | None,
    ) -> Dated | None:
        """The first period of the opening, or the first that opens a sentence; `tháng 5 vừa qua` before all."""
        named: Dated | None = None
        for time in times:
            if "open" in time.fields or not self.reported(key, time, start) or _is_long_past(time, published):
                continue
            if self._is_coming_term(key, time, times, published):
                continue
            found = time.resolve(_year_past(time, published) or year, published)
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

    def _is_coming_term(
        self, key: str, time: TimeMention, times: Sequence[TimeMention], published: date | None
    ) -> bool:
        """A term that a congress or an election opens, or that begins when another ends, is yet to come."""
        if time.entry.role not in ("office", "term"):
            return False
        if published and time.fields["year"] < published.year - 1:
            return False
        if self._is_summed_up(key, time):
            return False
        first = time.fields["year"]
        if any(o.entry.role in ("office", "term") and o.fields.get("year") == time.fields.get("year2") for o in times):
            return False  # another term follows it
        if any(other.fields.get("year2") == first for other in times):
            return True
        if time.entry.role == "office" and any(other.is_year and other.year == first for other in times):
            return True
        if self._during.match(key, time.start):
            return False
        last = last_match(self._election, key, max(0, time.start - 70), time.start)
        return last is not None and not any(c in ".\n" for c in key[last.end() : time.start])

    def _is_summed_up(self, key: str, time: TimeMention) -> bool:
        """Does the line speak of what came of it (`Kết quả thực hiện nghị quyết nhiệm kỳ 2015 - 2020`)?"""
        last = last_match(self._outcomes, key, max(0, time.start - _SUMMED_UP), time.start)
        if last is None or "\n" in key[last.end() : time.start]:
            return False
        decided = self._act.search(key, last.end(), time.start)  # thực hiện nghị quyết đại hội
        return decided is not None or self._election.search(key, last.end(), time.start) is None

    def _looked_back(self, key: str, times: Sequence[TimeMention], start: int, published: date) -> Dated | None:
        """The years that an opening looks back on (`Sau 9 năm thực hiện …`), where the text names the first."""
        m = self._years_of.search(key, start, start + _OPENING)
        count = int(m["years"]) if m else 0
        if not _SHORTEST_TERM <= count <= _LONGEST_TERM:
            return None
        firsts = (published.year - count, published.year - count + 1)
        for time in times:
            if time.is_year and time.year in firsts and time.entry.role != "prior":
                return Interval(date(time.year or 0, 1, 1), date(published.year, 12, 31)), time
        return None

    def _elected(self, key: str, times: Sequence[TimeMention], published: date | None) -> Dated | None:
        """An undated text about an election is of the year the term begins; about a congress, of the term before."""
        for time in times:
            if not self._is_coming_term(key, time, [time], published):
                continue
            if published is None and not self._ballot.search(key, max(0, time.start - 70), time.start):
                continue  # HĐND thành phố nhiệm kỳ 2016 - 2021 họp
            first, last = time.fields["year"], time.fields["year2"]
            if last - first < _SHORTEST_TERM:
                continue
            if published is None or published.year == first:
                if self._congress.search(key, max(0, time.start - 70), time.start):  # looks back on the term before
                    return Interval(date(2 * first - last, 1, 1), date(first, 12, 31)), time
                if published is None:
                    return Interval(date(first, 1, 1), date(first, 12, 31)), time
        return None

    def _compared(self, key: str, times: Sequence[TimeMention], published: date | None) -> Dated | None:
        """A dated text that compares with the year before reports on the year of its date."""
        for time in times:
            earlier = published and (time.year == published.year - 1 or time.entry.of_report == "school_year")
            if published and earlier and self._is_base(key, time):
                return Interval(date(published.year, 1, 1), date(published.year, 12, 31)), time
        return None

    def _is_base(self, key: str, time: TimeMention) -> bool:
        last = last_match(self._compare, key, max(0, time.start - 30), time.start)
        return last is not None and not any(c in ",;.\n" for c in key[last.end() : time.start])

    def reported(self, key: str, time: TimeMention, start: int) -> bool:
        """May the text report on this time, or does it only compare, plan or look back?"""
        if time.entry.of_report in UNITS or "beyond" in time.fields:
            return False
        if time.is_day_alone or time.entry.role not in _DURING:
            whole_year = time.entry.role == "asof" and time.fields.get("day") == 31 and time.fields.get("month") == 12
            return whole_year and "year" in time.fields
        within = _CUMULATED & set(time.fields) or self._during.match(key, time.start)
        aside = self._other if within else self._aside  # họp về 6 tháng đầu năm, rót vào tỉnh trong năm 2018
        last = last_match(aside, key, max(start, time.start - 40), time.start)
        if (
            last
            and self._tasks.fullmatch(last.group())
            and self._done.search(key, max(start, last.start() - 20), last.start())
        ):
            return True  # kết quả thực hiện nghị quyết nhiệm kỳ 2015 - 2020
        return last is None or any(c in ",;.\n" for c in key[last.end() : time.start])


def _is_written(key: str, time: TimeMention) -> bool:
    return _PLACE.search(key[max(0, time.start - 60) : time.start]) is not None


def _is_year_before(found: Dated, published: date) -> bool:
    """Is it a calendar year that was over for months when the text was published?"""
    return found[1].is_year and found[0].end.year < published.year and published.month > _YEAR_IS_PAST


def _is_long_past(time: TimeMention, published: date | None) -> bool:
    year = time.year
    return year is not None and year < (published.year - 2 if published else EARLIEST)


def _to_date(times: Sequence[TimeMention], start: int, published: date | None, year: int | None) -> Dated | None:
    """`Từ đầu năm đến nay`; else the day up to which the opening counts (`tính đến 17h ngày 30/10`)."""
    for time in times:
        if "open" in time.fields and (found := time.resolve(year, published)):
            if found.start == date(found.end.year, 1, 1) and found.end.month == 12:  # the year is summed up
                found = Interval(found.start, date(found.end.year, 12, 31))
            return found, time
    for time in times:
        if time.start < start + _OPENING and time.entry.role == "asof":
            found = time.resolve(year, published)
            if found and (published is None or found.end <= published):
                return found, time
    return None


def _so_far(year: Dated, times: Sequence[TimeMention], start: int, published: date) -> Dated:
    """A year that is not over yet, up to the day to which the opening counts."""
    for time in times:
        if start <= time.start < start + _OPENING and time.entry.role == "asof" and "day" in time.fields:
            found = time.resolve(year[0].end.year, published)
            if found and year[0].start < found.end <= published:
                return Interval(year[0].start, found.end), time
    return year


def _year_again(times: Sequence[TimeMention], time: TimeMention) -> int | None:
    """The year that the text gives where it names the same months again."""
    if not _CUMULATED & set(time.fields):
        return None
    count = _count(time)
    return next((t.year for t in times if t.start >= time.end and t.year and _count(t) == count), None)


def _count(time: TimeMention) -> tuple[int | None, int | None, bool]:
    fields = time.fields
    return fields.get("months", fields.get("words")), fields.get("half"), "last" in fields


def _year_past(time: TimeMention, published: date | None) -> int | None:
    """`Năm qua` of a text of January or February is the year before."""
    past = published is not None and published.month < _YEAR_IS_PAST and set(time.fields) == {"last"}
    return published.year - 1 if past and published else None


def _year_of(times: Sequence[TimeMention], time: TimeMention) -> int | None:
    """The year that a later time of the same line names."""
    return None if time.year is not None else next((t.year for t in times if t.start >= time.end and t.year), None)
