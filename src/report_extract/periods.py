"""Dates and periods: found in the text, and resolved to intervals of days."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import regex

from report_extract.numerals.spelled import NumberWords
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import Time, Unit
from report_extract.pattern_set.shapes import Shapes
from report_extract.pattern_set.trie import trie_regex
from report_extract.records import Kind
from report_extract.text import CAPITALS, SMALL_LETTERS, SourceText, fold

_DIGITS = re.compile(r"(?<![\d.,])\d+")
_PARTED = re.compile(rf"\n[ \t]*(?:\n|[{CAPITALS}](?![{CAPITALS}]))")  # a paragraph ends, a sentence begins
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
# A letter begins no word after a letter, a digit no number after a digit.
_START = rf"(?<![{SMALL_LETTERS}]\D)(?<![\d.,]\d)"
_PART_KINDS: Mapping[str, Kind] = {"months": "period", "words": "period", "quarter": "ordinal", "quarter2": "ordinal"}
_PLAUSIBLE = {"day": range(1, 32), "month": range(1, 13), "year": range(1900, 2100)}
EARLIEST = 1995  # the first year that a text may report on, or be written in
UNITS = frozenset({"week", "month", "quarter"})  # parts of the time reported on (trong tháng)


class Interval(NamedTuple):
    """Days from `start` to `end`, both included."""

    start: date
    end: date


class DatePart(NamedTuple):
    """A number inside a date or period, as the record accounts for it."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A date or period as written; `year` is None where the words give none."""

    start: int
    end: int
    entry: Time
    parts: tuple[DatePart, ...]
    fields: Mapping[str, int]

    @property
    def year(self) -> int | None:
        """The (last) year that the words name."""
        return self.fields.get("year2", self.fields.get("year"))

    @property
    def is_year(self) -> bool:
        """A year alone, named by its number."""
        return set(self.fields) == {"year"}

    @property
    def is_day(self) -> bool:
        """One day, or a few days of a month, named as such."""
        return "day" in self.fields

    @property
    def is_day_alone(self) -> bool:
        """A day, and not the first day of an interval."""
        return "day" in self.fields and self.entry.role != "span"

    def resolve(self, year: int | None, today: date | None = None) -> Interval | None:
        """The interval meant, with `year` for the report's year; None where it cannot be told."""
        fields = self.fields
        if "beyond" in fields:  # trước năm 2015
            return None
        first = fields.get("year", fields.get("year2"))
        if first is None:
            if year is None:
                return None
            first = year + (self.entry.year or 0)
        last = fields.get("year2", first)
        if self._turns_the_year() and ("year" in fields) != ("year2" in fields):
            first, last = (first, first + 1) if "year" in fields else (last - 1, last)
        if first > last:
            return None
        try:
            found = self._interval(fields, first, last, today)
        except ValueError:  # 31/02 and the like
            return None
        return found if found and found.start <= found.end else None

    def _turns_the_year(self) -> bool:
        """Does it end in an earlier month than it begins (`từ tháng 11 đến ngày 10/2/2022`)?"""
        fields = self.fields
        if self.entry.role != "span" and "day" not in fields:  # quý III và quý I: a list
            return False
        begin = fields.get("month", 3 * fields.get("quarter", 0))
        return 0 < fields.get("month2", 3 * fields.get("quarter2", 0)) < begin

    def _interval(self, fields: Mapping[str, int], first: int, last: int, today: date | None) -> Interval | None:
        if "open" in fields:
            if today is None:
                return None
            start = date(first, fields.get("month", 1), fields.get("day", 1))
            return Interval(start, today)
        if "day2" in fields and "day" not in fields:  # từ đầu năm đến ngày 13/8
            return Interval(date(first, fields.get("month", 1), 1), date(last, fields["month2"], fields["day2"]))
        if "day" in fields and "month" in fields:
            month2 = fields.get("month2", fields["month"])
            start = date(first, fields["month"], fields["day"])
            if "month2" in fields and "day2" not in fields:  # từ ngày 15/6 đến hết tháng 8
                through = months(last, month2, last, month2)
                return through and Interval(start, through.end)
            return Interval(start, date(last, month2, fields.get("day2", fields["day"])))
        if "month2" in fields and "month" not in fields:  # từ năm 2014 đến tháng 10/2018
            return months(first, 1, last, fields["month2"])
        if "month" in fields:
            last_month = 12 if "year2" in fields else fields["month"]  # từ tháng 1/2014 đến năm 2017
            return months(first, fields["month"], last, fields.get("month2", last_month))
        if "quarter" in fields:
            quarter2 = fields.get("quarter2", fields["quarter"])
            return months(first, 3 * fields["quarter"] - 2, last, 3 * quarter2)
        if "quarter2" in fields:  # hết quý III
            return months(last, 1, last, 3 * fields["quarter2"])
        if "months" in fields or "words" in fields:
            count = fields.get("months", fields.get("words", 0))
            if not 1 <= count <= 12:
                return None
            return months(first, 13 - count, first, 12) if "last" in fields else months(first, 1, last, count)
        if "half" in fields:
            return months(first, 7, first, 12) if "last" in fields else months(first, 1, first, 6)
        first_month, last_month = self.entry.months or (1, 12)
        return months(first, first_month, last, last_month)


def months(year: int, month: int, year2: int, month2: int) -> Interval | None:
    """From the first day of one month to the last of another.

    >>> months(2023, 1, 2023, 6).end.isoformat()
    '2023-06-30'
    """
    if not (1 <= month <= 12 and 1 <= month2 <= 12):
        return None
    start = date(year, month, 1)
    end = date(year2, month2, calendar.monthrange(year2, month2)[1])
    return Interval(start, end) if start <= end else None


Dated = tuple[Interval, TimeMention]  # days, and the words that state them


class TimeReader:
    """Finds the times that the `time` entries of a pattern set describe."""

    def __init__(self, patterns: PatternSet) -> None:
        self._words = NumberWords.of(patterns)
        measures = [*self._words.magnitude, *(word for unit in patterns.of(Unit) for word in unit.words)]
        # The rest of a number that a date would cut (bình quân ngày 3,6 tỷ), and of a list of days (ngày 3,4,5).
        self._rest = re.compile(
            rf"(?<=\d)(?:(?P<number>\.\d{{3}}(?!\d)|,\d+ ?{trie_regex(measures)}(?!\w))|(?:[.,]\d+)+(?:/\d+)?)"
        )
        joint = trie_regex(patterns.words("joint"))
        self._noun = patterns.noun
        self._places = frozenset(patterns.words("place_head"))
        self._more_days = re.compile(rf"(?: ?, ?| {joint} )(?P<day>[0-3]?\d)/(?P<month>1[0-2]|0?[1-9])(?![\d/])")
        self._list_ends = re.compile(rf" ?(?:[.,;:()\n]|$)| {joint} | [{CAPITALS}](?![{CAPITALS}])")
        entries = patterns.of(Time)
        digital = [entry for entry in entries if not entry.starts]
        self._by_digit = Shapes(digital, patterns.time_limit)
        starting: dict[str, list[Time]] = {}
        for entry in entries:
            for start in entry.starts:
                starting.setdefault(fold(start), []).append(entry)
        # A longer start word also begins all that its shorter ones begin (đến, đến ngày).
        for word, shapes in starting.items():
            for shorter, more in starting.items():
                if word.startswith(shorter + " "):
                    shapes.extend(entry for entry in more if entry not in shapes)
        self._by_word = {word: Shapes(shapes, patterns.time_limit) for word, shapes in starting.items()}
        starts = trie_regex([*self._by_word, *"0123456789"], guard=_START)
        self._starts = re.compile(rf"{starts}(?:(?<=\d)\d*+{_goes_on(digital)}|(?<!\d)(?!\w))")

    def scan(self, source: SourceText) -> tuple[TimeMention, ...]:
        """All times of the text, in order, without overlap; the longest at each place."""
        found: list[TimeMention] = []
        m = self._starts.search(source.key)
        while m:
            word = m.group()
            shapes = self._by_digit if word[0].isdecimal() else self._by_word[" ".join(word.split())]
            matched = shapes.longest(source.norm, m.start())
            parted = _PARTED.search(source.norm, *matched[1].span()) if matched else None
            if parted:  # Công tác năm 2023 / Đến năm 2025, …
                matched = shapes.longest(source.norm, m.start(), parted.start())
            best = self._whole(source, self._mention(*matched)) if matched else None
            if best is not None:
                found.append(best)
            # A start word that begins no time may hold one that does (từ tháng 8).
            at = best.end if best else m.start() + (len(word) if word[0].isdecimal() else len(word.split()[0]))
            m = self._starts.search(source.key, at)
        return tuple(found)

    def _whole(self, source: SourceText, time: TimeMention | None) -> TimeMention | None:
        """The time with all of the digits it ends in; None where they are those of a number."""
        if time is None or (time.entry.unless_noun and self._counts(source, time.end, self._places)):
            return None
        time = self._with_more_days(source, time)
        rest = self._rest.match(source.key, time.end)
        ends_in_year = time.year is not None and source.key.endswith(f"{time.year % 100:02}", time.start, time.end)
        if rest is None or ends_in_year:  # đến 31/12/2021,15 xã
            return time
        if rest["number"] or not time.parts or time.parts[-1].end != time.end:
            return None
        comma = source.key.rfind(",", time.end, rest.end()) if self._counts(source, rest.end()) else -1
        return _ending(time, rest.end() if comma < 0 else comma)  # trong tháng 6,12 hộ

    def _counts(self, source: SourceText, at: int, places: frozenset[str] = frozenset()) -> bool:
        """Does a counted noun follow, and no name or place (`dự toán 2020 tỉnh giao`)?"""
        noun = self._noun.match(source.key, at + 1) if source.key[at : at + 1] == " " else None
        if noun is None or " ".join(noun.group().split()) in places:
            return False
        return not (source.norm[at + 1].isupper() and source.norm[at + 2 : at + 3].islower())

    def _with_more_days(self, source: SourceText, time: TimeMention) -> TimeMention:
        """`ngày 12/5, 7/6 và 9/6`: the later days of a list, which ends where the clause goes on."""
        if not {"day", "month"} <= time.fields.keys() or time.year is not None:
            return time
        end, last = time.end, (time.fields.get("month2", time.fields["month"]), time.fields.get("day2", 0))
        listed = [end]
        while (m := self._more_days.match(source.key, end)) and (day := (int(m["month"]), int(m["day"]))) > last:
            end, last = m.end(), day
            listed.append(end)
        while len(listed) > 1 and not self._list_ends.match(source.norm, listed[-1]):
            listed.pop()
        return _ending(time, listed[-1]) if len(listed) > 1 else time

    def _mention(self, entry: Time, m: regex.Match[str]) -> TimeMention | None:
        fields: dict[str, int] = {}
        spans: list[DatePart] = []
        for name in m.re.groupindex:
            value = m.group(name)
            if value is None or name == "sep":
                continue
            number = self._number(name, value.lower())
            if number is None:
                return None
            fields[name] = number
            if value[0].isdecimal() or name == "words":
                spans.append(
                    DatePart(*m.span(name), _PART_KINDS.get(name, entry.kind if "year2" in fields else "date"))
                )
        if entry.kind == "period" and "months" not in fields:
            spans = [DatePart(s.start, s.end, "period") for s in spans]
        spans.sort()
        if not _plausible(fields):
            return None
        return TimeMention(m.start(), m.end(), entry, _joined(m.string, spans, m.span()), fields)

    def _number(self, name: str, value: str) -> int | None:
        if value.isdecimal():
            number = int(value)
            return number + 2000 if name.startswith("year") and number < 100 else number
        if name.startswith("quarter"):
            return _QUARTERS.get(value)
        if name == "words":
            read = self._words.read(fold(value).split())
            return int(read[0]) if read else None
        return 1  # a flag: last, open


def _ending(time: TimeMention, end: int) -> TimeMention:
    """The time with its last number going on to an offset."""
    if end == time.end or not time.parts or time.parts[-1].end != time.end:
        return time
    return replace(time, end=end, parts=(*time.parts[:-1], time.parts[-1]._replace(end=end)))


def _plausible(fields: Mapping[str, int]) -> bool:
    return all(number in _PLAUSIBLE.get(name.rstrip("2"), (number,)) for name, number in fields.items())


def _joined(text: str, parts: list[DatePart], span: tuple[int, int]) -> tuple[DatePart, ...]:
    """Neighbouring parts of one kind become one; digits of no part (an hour) are accounted for too."""
    for m in _DIGITS.finditer(text, *span):
        start = m.start()
        for part in parts:
            if part.start <= start < part.end:
                break
        else:
            parts.append(DatePart(start, m.end(), "time"))
    parts.sort()
    joined: list[DatePart] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last and last.kind == part.kind and part.start - last.end <= 4 and "\n" not in text[last.end : part.start]:
            joined[-1] = DatePart(last.start, max(last.end, part.end), part.kind)
        else:
            joined.append(part)
    return tuple(joined)


def _goes_on(entries: Sequence[Time]) -> str:
    """What must follow the first number of the times that begin with one: most numbers end the look there.

    A word that `then` names, or a sign and a number, but no thousands; after a year anything but another word.
    """
    if any(entry.then is None for entry in entries):
        return ""
    words = trie_regex(word for entry in entries for word in entry.then or ())
    return rf"(?:(?=\s*{words}(?!\w)|\s?[-–/.]\s?\d(?!(?<=\.\d)\d\d(?!\d)))|(?<=\d{{4}})(?! [^\W\d_]|[.,]\d))"


def time_ending(times: Sequence[TimeMention], key: str, at: int) -> TimeMention | None:
    """The time that ends right before an offset, blanks aside."""
    i = bisect_left(times, at, key=lambda time: time.start) - 1
    return times[i] if i >= 0 and times[i].end <= at and not key[times[i].end : at].strip() else None


def without_times(key: str, times: Sequence[TimeMention], start: int, end: int) -> str:
    """The text between two offsets, the times in it left out."""
    kept: list[str] = []
    for i in range(max(0, bisect_left(times, start, key=lambda time: time.start) - 1), len(times)):
        if times[i].end > end:
            break
        if times[i].end <= start:
            continue
        kept.append(key[start : times[i].start])
        start = times[i].end
    return " ".join([*kept, key[start:end]])
