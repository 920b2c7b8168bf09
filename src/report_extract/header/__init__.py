"""What a report says about itself: title, organisation, date and main period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from report_extract.header.main_period import MainPeriodReader
from report_extract.header.organization import OrganizationReader
from report_extract.header.writing_year import WritingYearReader
from report_extract.layout import Layout
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.periods import EARLIEST, Interval, TimeMention
from report_extract.text import SourceText

_CRUMB = re.compile(r"[›>|»]|\s/\s|\S\s{3,}\S")
_RULE = re.compile(r"^[\s\-–—_=*.]*$")
_WORD = re.compile(r"\w+")
_TITLE_WORDS = 6
_TITLE_REACH = 12
_TOP = 0.35
_OPENING = 300
_MOST_TIMES = 300
_LONGEST_TITLE = 400
_HOUR = re.compile(r"\b\d\d? ?[:h] ?\d\d")
_SEGMENT = re.compile(r"(?:^|[–|-])\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Header:
    """Spans point into the normal text; None where the text does not say."""

    title: tuple[int, int] | None
    organization: str | None
    published: date | None
    period: tuple[Interval, TimeMention] | None
    body: int  # where the report proper begins: after the title and the brackets under it
    year_named: int | None  # of a text that names but one
    article: bool = False  # no genre line and no date: an article of the press

    @property
    def period_in_title(self) -> bool:
        """Does the title name the period, or the brackets under it?"""
        return bool(self.period and self.title and self.title[0] <= self.period[1].start < self.body)

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
        self._subject = whole_words(patterns.words("subject"))
        self._addressee = whole_words(patterns.words("addressee"))
        self._letterhead = whole_words(patterns.words("letterhead"))
        self._held = whole_words(patterns.words("held"))
        self._period = MainPeriodReader(patterns)
        self._writing_year = WritingYearReader(patterns)
        self._organization = OrganizationReader(patterns)

    def read(
        self,
        source: SourceText,
        layout: Layout,
        times: Sequence[TimeMention],
        headline: tuple[int, int] | None = None,
        stated: date | None = None,
    ) -> Header:
        """The header of a text, of which the file itself may state a title and a date of publication."""
        times = times[:_MOST_TIMES]
        lines = list(zip(layout.body.starts, layout.body.ends, strict=True))
        genre = self._genre_line(source, lines)
        subject = None if genre is not None else self._subject_line(source, lines)
        frame = genre if genre is not None else subject
        title = self._of_letter(source, lines, subject) if subject is not None else None
        # The build of a report is told by its genre line, whatever headline a page gives it.
        shouted = self._organization.letterhead(source, lines) if frame is None and headline is None else 0
        title = title or (headline if genre is None else None) or self._title(source, layout, lines[shouted:], genre)
        body = self._body(source, lines, title)
        top = (title[0] if genre is not None else body) if frame is not None and title else None
        below = (title[1], body) if top is not None and title else (body, body)
        published = stated or self._published(source, layout, times, top, below)
        whole = (title[0], body) if title else None
        article = frame is None and published is None
        told = self._period.told(source.key, layout, times, whole) if article else ()
        year = self._year_named(source.key, [time for time in times if time not in told])
        written = self._writing_year.read(source.key, layout, times) if article else None
        dated = published.year if published else year or (written and written[0].start.year)
        period = self._period.read(source.key, layout, times, whole, published, dated, article=article)
        organization = self._organization.read(
            source, layout, lines, title, frame if frame is not None else shouted or None
        )
        return Header(headline or title, organization, published, period or written, body, year, article)

    def _body(self, source: SourceText, lines: Sequence[tuple[int, int]], title: tuple[int, int] | None) -> int:
        """The end of the title with the lines in brackets under it."""
        body = title[1] if title else 0
        for start, end in lines[:40]:
            text = source.norm[start:end].strip()
            if start >= body > 0 and text:
                if not (text.startswith("(") and text.endswith(")")):
                    break
                body = end
        return body

    def _subject_line(self, source: SourceText, lines: Sequence[tuple[int, int]]) -> int | None:
        """The subject of an official letter, `V/v …`, below a letterhead."""
        for i, (start, end) in enumerate(lines[:12]):
            first = start + len(source.key[start:end]) - len(source.key[start:end].lstrip())
            if self._subject.match(source.key, first, end) and self._below(source, lines[:i]):
                return i
        return None

    def _of_letter(self, source: SourceText, lines: Sequence[tuple[int, int]], subject: int) -> tuple[int, int] | None:
        last = subject
        for i in range(subject + 1, min(subject + 4, len(lines))):
            start, end = lines[i]
            text = source.norm[start:end]
            first = start + len(text) - len(text.lstrip())
            if not text.strip() or self._addressee.match(source.key, first, end) or _CRUMB.search(text.strip()):
                break
            last = i
        return _stripped(source.norm, lines[subject][0], lines[last][1])

    def _genre_line(self, source: SourceText, lines: Sequence[tuple[int, int]]) -> int | None:
        for i, (start, end) in enumerate(lines[:25]):
            m = self._genre.match(source.key, start, end)
            if m and (source.norm[start : m.end()].split(maxsplit=1)[0].isupper() or self._below(source, lines[:i])):
                return i
        return None

    def _below(self, source: SourceText, lines: Sequence[tuple[int, int]]) -> bool:
        """Do the lines hold a letterhead and nothing else?"""
        return (
            bool(lines)
            and len(lines) < 9
            and any(
                (m := self._letterhead.search(source.key, start, end)) and source.norm[m.start() : m.end()].isupper()
                for start, end in lines
            )
        )

    def _title(
        self, source: SourceText, layout: Layout, lines: Sequence[tuple[int, int]], genre: int | None
    ) -> tuple[int, int] | None:
        norm = source.norm
        if genre is not None:
            start, end = lines[genre]
            m = self._genre.match(source.key, start, end)
            named = m is not None and len(norm[m.end() : end].strip(" :.-")) > 3
            first = genre if named else genre + 1
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
                and not self._opens_minutes(source, lines[last + 1])
                and not self._addressee.match(source.key, *_stripped(norm, *lines[last + 1]))
                and _goes_on(norm[slice(*lines[last])], norm[slice(*lines[last + 1])])
                and (not named or _continues(norm[slice(*lines[last + 1])]))
            ):
                last += 1
            return _stripped(norm, lines[first][0], lines[last][1])
        best: tuple[int, int] | None = None
        for start, end in lines[:_TITLE_REACH]:
            text = norm[start:end]
            words = len(_WORD.findall(text))
            if _CRUMB.search(text.strip()) or _RULE.match(text) or layout.is_furniture(start):
                continue
            if self._is_masthead(source, start, end):
                continue
            if words >= _TITLE_WORDS:
                return _stripped(norm, start, end)
            if best is None and words >= 3 and not text.strip()[:1].isdecimal():
                best = start, end
        return _stripped(norm, *best) if best else None

    def _is_masthead(self, source: SourceText, start: int, end: int) -> bool:
        """Does the line name the site (Hội LHPN tỉnh - Cổng thông tin điện tử)?"""
        places = (m.end() for m in _SEGMENT.finditer(source.norm[start:end]))
        return any(
            self._site.match(source.key, start + at, end) and not self._genre.match(source.key, start + at, end)
            for at in places
        )

    def _published(
        self,
        source: SourceText,
        layout: Layout,
        times: Sequence[TimeMention],
        top: int | None,
        below: tuple[int, int],
    ) -> date | None:
        """The date in the letterhead above `top`, in brackets `below` the title, or by the headline of a news page."""
        body = below[1]
        first, last = layout.body.starts[0], layout.body.ends[-1]
        clock: date | None = None  # the day on which a page was looked at, before that of the article with its hour
        for time in times:
            if not (time.is_day and "year" in time.fields):
                continue
            line = layout.lines.around(time.start)
            told = source.norm[slice(*line)].rstrip().endswith(".")  # a sentence is no date line
            alone = line[1] - line[0] < 90 and not told and time.start - first < (last - first) * _TOP
            held = top is not None and body <= time.start < body + _OPENING and self._opens_minutes(source, line)
            under = below[0] <= time.start < body and time.entry.role != "asof"  # (đọc tại Đại hội ngày 24/4/2021)
            if (top is not None and (time.end <= top or under)) or (alone and top is None) or held:
                interval = time.resolve(None)
                hour = _HOUR.search(source.key, line[0], time.start) or _HOUR.search(source.key, time.start, line[1])
                if interval and (top is not None or held or hour):
                    return interval.start
                clock = clock or (interval and interval.start)
        return clock

    def _opens_minutes(self, source: SourceText, line: tuple[int, int]) -> bool:
        """Does a line begin as minutes do (Hôm nay, hồi 8 giờ …)?"""
        text = source.norm[slice(*line)]
        return self._held.match(source.key, line[0] + len(text) - len(text.lstrip()), line[1]) is not None

    def _year_named(self, key: str, times: Sequence[TimeMention]) -> int | None:
        """The year of a text that speaks of but one, apart from comparisons and asides."""
        years = {
            time.year
            for time in times
            if time.year is not None and time.year >= EARLIEST and time.entry.role != "prior"
            if time.is_day or (time.entry.kind == "date" and self._period.reported(key, time, 0))
        }
        if not years:  # tăng 5% so với cùng kỳ năm 2016
            years = {time.year + 1 for time in times if time.entry.of_report == "shifted" and time.year is not None}
        return years.pop() if len(years) == 1 else None


def _goes_on(line: str, following: str) -> bool:
    """May a title go on in the next line, which is no sentence, list or part?"""
    opens = following.lstrip().startswith(("-", "(", "I", "1"))
    return not opens and not line.rstrip().endswith((".", ":")) and not following.rstrip().endswith((".", ";", ":"))


def _continues(following: str) -> bool:
    """Is a line part of the title above, all in capitals or begun in small letters (`trình Đại hội đại biểu`)?"""
    return following.isupper() or following.lstrip()[:1].islower()


def _stripped(norm: str, start: int, end: int) -> tuple[int, int]:
    text = norm[start : min(end, start + _LONGEST_TITLE)]
    left = len(text) - len(text.lstrip(" \t*-–"))
    return start + left, start + max(left, len(text.rstrip(" \t*:-–")))
