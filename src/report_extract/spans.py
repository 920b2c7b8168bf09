"""Which days a time means in a report, and how periods lie to the one reported on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from report_extract.header import Header
from report_extract.layout import Heading, Layout
from report_extract.periods import UNITS, Dated, Interval, TimeMention, months

_OPENING = 20
_MOST_TIMES = 60
_YEAR_IS_PAST = 2  # up to this month `năm qua` is not the year that has begun


class Finding(NamedTuple):
    """A period and how it was found: after, before, prior, running, heading or report."""

    period: Dated | None
    how: str


def resolve(time: TimeMention, header: Header, times: Sequence[TimeMention]) -> Interval | None:
    """The days that a time means in this report."""
    entry = time.entry
    main = header.period[0] if header.period else None
    if main is None and header.published is None and not time.fields:
        return None  # "this year" of a text that nothing dates
    if entry.of_report == "rest":
        return rest(main.end if main else header.published, time.fields)
    if entry.of_report in UNITS:
        return _unit(main, entry.of_report, entry.year or 0) if main else None
    if main and entry.of_report == "to_date" and time.year in (None, main.end.year):
        return to_date(main)
    if entry.of_report == "next":
        return coming(main, times) if main else None
    if entry.of_report == "before" and main:
        return shifted(main, main.start.year - main.end.year) if main.end.year - main.start.year > 1 else None
    if entry.of_report == "year" and time.year is None:
        return main if main and 360 <= (main.end - main.start).days <= 370 else time.resolve(header.year)
    if entry.of_report == "first":
        return first_year(main) if main else None
    campaign = header.period is not None and header.period[1].entry.role == "span"
    if main and campaign and main.start.year == main.end.year and time.is_year and time.year == main.end.year:
        return main  # the summer of 2019, whose days the text gives
    if main and entry.of_report == "shifted":
        return shifted(main, time.year - main.end.year if time.year else entry.year or 0)
    if main and entry.of_report == "school_year" and main.end.year - main.start.year == 1:
        return shifted(main, entry.year or 0)
    begun = header.published is not None and header.published.month <= _YEAR_IS_PAST
    if (
        main
        and header.published
        and begun
        and set(time.fields) == {"last"}
        and main.start.year == header.published.year
    ):
        return months(main.start.year - 1, 1, main.start.year - 1, 12)  # năm qua, in January
    if main and entry.of_report == "same" and (time.year is None or main.start.year <= time.year <= main.end.year):
        return main
    if time.year is None and header.published and time.is_day:
        interval = time.resolve(header.published.year, header.published)
        if interval and (interval.start - header.published).days > 31:
            interval = time.resolve(header.published.year - 1, header.published)
        return interval
    return time.resolve(header.year, main.end if main else header.published)


def _unit(main: Interval, unit: str, after: int) -> Interval | None:
    """The week, month or quarter that ends what is reported on, or one before or after it."""
    days = (main.end - main.start).days + 1
    if unit == "week":
        step = timedelta(days=7 * after)
        start = main.start if 4 < days < 9 else main.end - timedelta(days=6)
        return Interval(start + step, main.end + step)
    length = 1 if unit == "month" else 3
    if after == 0 and 28 * length <= days <= 31 * length:
        return main
    number = (12 * main.end.year + main.end.month - 1) // length + after
    year, first = divmod(number * length, 12)
    return months(year, first + 1, year, first + length)


def to_date(main: Interval) -> Interval:
    """From the start of the year to the end of what is reported on; a year that is not the calendar's is its own."""
    new_year = date(main.end.year, 1, 1)
    if main.start < new_year and (main.end - main.start).days < 370:
        return main if (main.end - main.start).days > 150 else Interval(new_year, main.end)
    return Interval(new_year, main.end)


def coming(main: Interval, times: Sequence[TimeMention]) -> Interval:
    """The period after the one reported on: the term that the text names, or one of the same length."""
    for time in times[:_MOST_TIMES]:
        if main.end.year > main.start.year and "year2" in time.fields and time.fields.get("year") == main.end.year:
            interval = time.resolve(None)
            if interval:
                return interval
    return following(main)


def lies_ahead(period: Dated | None, header: Header) -> bool:
    """Does the period begin after the report was made, or after what it reports on and is not over yet?"""
    if period is None or (header.published is None and (header.article or header.period is None)):
        return False
    if header.published is None:
        return header.period is not None and period[0].start > header.period[0].end
    follows = header.period is not None and header.period[0].end <= period[0].start < period[0].end
    return period[0].start > header.published or (follows and period[0].end > header.published)


def of_main(time: TimeMention, header: Header) -> bool:
    """Is it a year of the period reported on, named by its number or as such (`cả năm`)?"""
    main = header.period
    within = time.is_year and main is not None and main[0].start.year <= (time.year or 0) <= main[0].end.year
    return within or time.entry.of_report == "year"


def lies_before(period: Dated | None, header: Header) -> bool:
    """Is it an earlier period than the one reported on?"""
    if period is None:
        return False
    if header.period is None:
        return header.published is not None and period[0].end.year < header.published.year - 1
    main = header.period[0]
    as_long = abs((period[0].end - period[0].start) - (main.end - main.start)).days < 31
    return period[0].end < main.start or (as_long and period[0].start < main.start)


def with_years(times: Sequence[TimeMention], layout: Layout) -> list[TimeMention]:
    """A month or quarter takes the year that opened its sentence (`Năm 2011, … trong quý II`)."""
    found: list[TimeMention] = []
    year: TimeMention | None = None
    for time in times:
        sentence = layout.sentences.around(time.start)
        if time.is_year:
            year = time if time.start - sentence[0] <= _OPENING else None
        elif year and year.start >= sentence[0] and time.year is None and {"month", "quarter"} & set(time.fields):
            found.append(replace(time, fields={**time.fields, "year": year.fields["year"]}))
            continue
        found.append(time)
    return found


def rest(since: date | None, fields: Mapping[str, int]) -> Interval | None:
    """From the end of what is reported on to a day of that year, its last if none is named."""
    if since is None:
        return None
    start = since + timedelta(days=1)
    start = start if start.day == 1 and start.year == since.year else since
    try:
        end = date(fields.get("year2", since.year), fields.get("month2", 12), fields.get("day2", 31))
    except ValueError:
        return None
    return Interval(start, end) if start < end else None


def following(interval: Interval) -> Interval:
    """The period of the same length that follows; a term follows from the year the last one ended."""
    years = interval.end.year - interval.start.year
    if years:
        return shifted(interval, years)
    start = interval.end + timedelta(days=1)
    if start.day != 1:
        return Interval(start, start + (interval.end - interval.start))
    length = interval.end.month - interval.start.month + 1
    return months(start.year, start.month, start.year, min(12, start.month + length - 1)) or interval


def is_cumulative(interval: Interval) -> bool:
    """From the new year on, for half a year or more, but not all of it."""
    return (interval.start.month, interval.start.day) == (1, 1) and 180 <= (interval.end - interval.start).days < 363


def first_year(interval: Interval) -> Interval | None:
    year = interval.start.year
    return Interval(date(year, 1, 1), date(year, 12, 31)) if interval.end.year - year > 1 else None


def shifted(interval: Interval, years: int) -> Interval:
    def shift(day: date) -> date:
        try:
            return day.replace(year=day.year + years)
        except ValueError:
            return day.replace(year=day.year + years, day=28)

    end = shift(interval.end)
    if (interval.end.month, interval.end.day) == (2, 28) and end.year % 4 == 0:
        end = end.replace(day=29)
    return Interval(shift(interval.start), end)


def begins_main(interval: Interval, header: Header) -> bool:
    """Does it lie in the first of several years reported on?"""
    main = header.period[0] if header.period else None
    several = main is not None and main.end.year - main.start.year > 1
    return several and main is not None and main.start.year == interval.start.year == interval.end.year


def goes_beyond(interval: Interval, header: Header) -> bool:
    """Does the interval reach past the year of the report?"""
    if header.period and interval.start > header.period[0].end:
        return True
    if header.published and interval.end.year < header.published.year - 1:  # long ago
        return True
    return header.published is not None and interval.end.year > header.published.year


def begun_since(interval: Interval, header: Header) -> bool:
    """Does it begin after the period reported on, but before the report was made? Nothing is reported of it."""
    main, published = header.period, header.published
    return main is not None and published is not None and main[0].end < interval.start <= published


def headings_above(layout: Layout, header: Header, at: int) -> tuple[Heading, ...]:
    """The headings of the body that govern a place, the outermost first."""
    above = layout.headings_above(at)
    in_body = not above or above[0].start >= header.body
    return above if in_body else tuple(h for h in above if h.start >= header.body)


def before(period: Dated | None) -> Dated | None:
    """The period that a level rose or fell from: the year before, or the first year of several."""
    if period is None or period[0].end.year - period[0].start.year == 1:
        return None
    return first_year(period[0]) or shifted(period[0], -1), period[1]


def list_opening(key: str, layout: Layout, place: int, *, figures: bool = False) -> int | None:
    """The line that opens the list in which a place stands; with `figures`, it may end in one (`Số đơn vị: 246`)."""
    lines = layout.lines
    at = layout.openings[lines.index(place)]
    line = key[lines.starts[at] : lines.ends[at]].rstrip() if at >= 0 else ""
    return at if line.endswith(":") or (figures and ":" in line and line[-1:].isdecimal()) else None


def closes(key: str, start: int, end: int) -> bool:
    """Does a bracket that was open at `start` close before `end`, with more in it than what ends at `start`?"""
    if key[start : start + 1] == ")":
        return False
    closing = key.find(")", start, end)
    return closing >= 0 and "(" not in key[start:closing]
