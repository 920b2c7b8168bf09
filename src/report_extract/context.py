"""Status, change and period of each figure, from the words and headings around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from report_extract.header import Header
from report_extract.layout import Heading, Layout
from report_extract.matcher import Match
from report_extract.numerals.scan import Quantity
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.periods import Interval, TimeMention
from report_extract.records import Change, Status
from report_extract.tables import Cell
from report_extract.text import SourceText

_CLAUSE = re.compile(r"[;.:\n]")
_COMMA = re.compile(r"[,;:()\n]|\.\s")
_REACH = 60
_HEADING_REACH = 45
_BULLET = re.compile(r"[ \t]*[-+*•–]\s")
_DIGIT = re.compile(r"\d")


class Frame(NamedTuple):
    """When, and in what sense, a figure holds."""

    status: Status
    change: Change | None
    period: tuple[Interval, TimeMention] | None


class ContextReader:
    """Reads the frame of figures with the cue phrases of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        words = patterns.words
        self._change = {word: change for change in ("up", "down") for word in words(change)}
        self._change_cue = whole_words([*self._change, *words("change_inert")])
        self._vague = whole_words(words("vague_amount"))
        self._level = whole_words(words("level"))
        self._filler = whole_words([*words("change_filler"), *words("compare")])
        self._target = whole_words(words("target"))
        self._target_label = whole_words(words("target_label"))
        self._target_heading = whole_words(words("target_heading"))
        self._against = whole_words(words("against"))
        self._done_heading = whole_words(words("done_heading"))
        self._actual = whole_words(words("actual"))
        self.compare = whole_words(words("compare"))
        self.passing = whole_words(words("aside"))
        self.flow = whole_words(words("flow"))
        self._coordination = re.compile(rf"[\s,;]*(?:{'|'.join(map(re.escape, words('and') or ['và']))})?[\s,;]*")
        self._rise = whole_words(words("level"))
        self._attend = frozenset(("participants",))

    def read(
        self,
        source: SourceText,
        layout: Layout,
        times: Sequence[TimeMention],
        header: Header,
        matches: Sequence[Match],
        repeats: Mapping[int, int],
    ) -> tuple[Frame, ...]:
        """A frame for each match; a headline holds for when the fuller mention does."""
        frames: list[Frame] = []
        undated: list[int] = []
        clock = _Clock(source.key, layout, times, header, self, [m.phrase.quantity for m in matches])
        for i, match in enumerate(matches):
            quantity = match.phrase.quantity
            change = self._change_of(source.key, match, matches[i - 1] if i else None, frames[-1] if frames else None)
            following = matches[i + 1].phrase.quantity if i + 1 < len(matches) else None
            was = self._is_origin(source.key, quantity, following)
            target = self._is_target(source.key, layout, header, match)
            found = clock.in_cell(match.phrase.cell) if match.phrase.cell else None
            period, role = found or clock.period(
                quantity, match.phrase.sentence, attends=_attends(match), planned=target,
                present=match.pattern in ("participants/present", "members/absent"),
            )  # fmt: skip
            status: Status = "actual"
            if was or role == "prior":
                status = "prior"
                if was and role not in ("prior", "after"):
                    period = clock.compared(match.phrase.sentence)
            elif target or _lies_ahead(period, header):
                status = "target"
            elif _lies_before(period, header) and role in ("before", "after") and change is None:
                status = "prior"
            frames.append(Frame(status, change, period))
            if role == "report":
                undated.append(i)
        for i in undated:
            if i in repeats:
                frames[i] = frames[i]._replace(period=frames[repeats[i]].period, status=frames[repeats[i]].status)
        return tuple(frames)

    def _change_of(self, key: str, match: Match, previous: Match | None, frame: Frame | None) -> Change | None:
        quantity = match.phrase.quantity
        start = max(match.phrase.sentence[0], quantity.start - _REACH)
        last = None
        for m in self._change_cue.finditer(key, start, quantity.number):
            last = m
        if last is not None:
            word = " ".join(last.group().split())
            between = key[last.end() : quantity.start]
            if quantity.max is not None and between.strip() == "từ" and word in self._change:  # cắt giảm từ 20-30%
                return "up" if self._change[word] == "up" else "down"
            if word in self._change and not self._level.search(key, last.end(), quantity.number):
                rest = self._filler.sub(" ", between)
                listed = self._vague.search(between)  # giảm được hàng trăm đơn vị, trên 50 phòng ban
                if listed and len(rest.split()) <= 8 and ";" not in rest:
                    return "up" if self._change[word] == "up" else "down"
                if not _COMMA.search(rest) and len(rest.split()) <= (0 if quantity.unit == "" else 2):
                    return "up" if self._change[word] == "up" else "down"
            elif word not in self._change:
                return None
        if previous and frame and frame.change and previous.phrase.sentence == match.phrase.sentence:
            end = previous.phrase.item[1] if previous.phrase.item else previous.phrase.quantity.end
            end = max(end, previous.phrase.quantity.end)
            between = key[previous.phrase.quantity.end : quantity.start]
            if between.endswith("(") and len(between) < 45 and not _COMMA.search(between[:-1]):
                return frame.change  # giảm 121 đơn vị (30,2%)
            if end <= quantity.start and self._coordination.fullmatch(key, end, quantity.start):
                return frame.change
        return None

    def _is_origin(self, key: str, quantity: Quantity, following: Quantity | None) -> bool:
        """The 80 of `từ 80 lên 95`."""
        if following is None or following.start - quantity.end > 80:
            return False
        before = key[max(0, quantity.start - 4) : quantity.start].split()[-1:] == ["từ"]
        if quantity.modifier in (">=", "<=") or quantity.max is not None or ";" in key[quantity.end : following.start]:
            return False
        return before and self._rise.search(key, quantity.end, following.number) is not None

    def _is_target(self, key: str, layout: Layout, header: Header, match: Match) -> bool:
        quantity, sentence = match.phrase.quantity, match.phrase.sentence
        if key[quantity.start - 1 : quantity.start] == "(":  # đạt 103% kế hoạch (300 ha)
            before = max(sentence[0], quantity.start - 30)
            if self._target_label.search(key, before, quantity.start - 1):
                return not _DIGIT.search(key, max(sentence[0], quantity.start - 14), quantity.start)
        clause = max((m.end() for m in _COMMA.finditer(key, sentence[0], quantity.start)), default=sentence[0])
        label = self._last(self._target_label, key, clause, quantity.start)
        if label and not self._against.search(key, max(sentence[0], label.start() - 16), label.start()):
            return True
        if self._last(self._target, key, sentence[0], quantity.start):
            return True
        if self._actual.search(key, clause, quantity.start):
            return False
        return any(self._plans(key, heading) for heading in _above(layout, header, quantity.start))

    def _last(self, cue: re.Pattern[str], key: str, start: int, end: int) -> re.Match[str] | None:
        """The last cue that still governs `end`: nothing done since, no bracket closed since."""
        last = None
        for last in cue.finditer(key, start, end):
            pass
        if last is None or self._actual.search(key, last.end(), end):
            return None
        if key[start : last.start()].rstrip().endswith("%"):  # bằng 100% chỉ tiêu
            return None
        return None if _closes(key, last.end(), end) else last

    def _plans(self, key: str, heading: Heading) -> bool:
        """Does a heading announce plans (`Nhiệm vụ quý IV`), and not what came of them?"""
        m = self._target_heading.search(key, heading.start, min(heading.end, heading.start + _HEADING_REACH))
        return m is not None and not self._done_heading.search(key, heading.start, m.start())


class _Clock:
    """The times of one text, and which of them governs a place."""

    def __init__(
        self,
        key: str,
        layout: Layout,
        times: Sequence[TimeMention],
        header: Header,
        words: ContextReader,
        quantities: Sequence[Quantity],
    ) -> None:
        self._key, self._layout, self._header = key, layout, header
        self._compare, self._flow = words.compare, words.flow
        self._times = [t for t in times if not layout.is_furniture(t.start)]
        self._starts = [t.start for t in self._times]
        self._based = [self._is_base(t) for t in self._times]
        ends = [q.end for q in quantities]
        self._passing = [words.passing.search(key, max(0, t.start - 12), t.start) is not None for t in self._times]
        self._attached = [self._belongs(t, ends) for t in self._times]

    def _is_base(self, time: TimeMention) -> bool:
        """Is the time what a figure is compared with (`so với năm 2012`)?"""
        last = None
        for last in self._compare.finditer(self._key, max(0, time.start - 30), time.start):
            pass
        return last is not None and not _COMMA.search(self._key, last.end(), time.start)

    def _belongs(self, time: TimeMention, ends: Sequence[int]) -> bool:
        """Does the time date only the number right before it (`64 triệu đồng/tấn năm 2012`)?"""
        i = bisect_left(ends, time.start) - 1
        if i < 0 or time.start - ends[i] > _REACH or _COMMA.search(self._key, ends[i], time.start):
            return False
        interval = self._resolved(time)
        return interval is not None and self._header.period is not None and interval != self._header.period[0]

    def _resolved(self, time: TimeMention) -> Interval | None:
        header = self._header
        year = header.year
        if time.year is None and not header.period and not header.published and time.entry.id.startswith("relative/"):
            return None  # this year of a text that nothing dates
        main = header.period
        if main and main[1].entry.role == "span" and time.entry.id == "year" and time.year == main[0].end.year:
            return main[0]  # the campaign of summer 2019, whose days the text gives
        if time.entry.role == "prior" and time.entry.id == "same_period" and header.period:
            base = header.period[0]
            back = (time.year - base.end.year) if time.year else -1
            return _shifted(base, back)
        if time.year is None and header.published and time.is_day:
            interval = time.resolve(header.published.year, header.published)
            if interval and (interval.start - header.published).days > 31:
                interval = time.resolve(header.published.year - 1, header.published)
            return interval
        if header.period and time.entry.id in ("relative/this_year", "relative/now", "span/year_to_date"):
            main = header.period[0]
            if time.year is None or main.start.year <= time.year <= main.end.year:
                return main
        if header.period and time.entry.id == "relative/last_year" and _is_school_year(header.period[0]):
            return _shifted(header.period[0], -1)
        return time.resolve(year, header.period[0].end if header.period else header.published)

    def period(
        self, quantity: Quantity, sentence: tuple[int, int], *, attends: bool, planned: bool, present: bool
    ) -> tuple[tuple[Interval, TimeMention] | None, str]:
        """The period of a figure and how it was found: after, before, prior, heading, report."""
        first, last = bisect_left(self._starts, sentence[0]), bisect_left(self._starts, sentence[1])
        here = range(first, last)
        if attends and not planned:
            day = self._event_day(sentence, first, last, anywhere=present)
            if day:
                return day, "before"
            here = range(first, first)  # a term that a congress opens does not date who came to it
        after = self._after(quantity, here)
        if after:
            return after, "after"
        found = self._before(quantity, here)
        if found:
            return found
        line = self._layout.lines.around(quantity.start)
        for i in range(first - 1, -1, -1):
            time = self._times[i]
            if time.start < line[0]:
                break
            closed = _closes(self._key, time.end, quantity.start)
            if self._governs(i) and time.entry.role != "prior" and not closed and not self._passing[i]:
                interval = self._resolved(time)
                if interval and not _lies_before((interval, time), self._header):
                    return (interval, time), "running"
        main = self._header.period
        introduced = self._introduced(quantity)
        if introduced:
            return introduced, "running"
        for heading in reversed(_above(self._layout, self._header, quantity.start)):
            for i in range(bisect_left(self._starts, heading.start), bisect_left(self._starts, heading.end)):
                if self._governs(i):
                    interval = self._resolved(self._times[i])
                    if heading.level == 1 and interval and main and interval.end == main[0].end:
                        return main, "heading"
                    if interval:
                        return (interval, self._times[i]), "heading"
        frame = self._frame_above(first, line[0], ahead=True) if planned else None
        return frame or self._frame_above(first, line[0], ahead=False) or self._header.period, "report"

    def in_cell(self, cell: Cell) -> tuple[tuple[Interval, TimeMention] | None, str] | None:
        """The time that the header of a column, the label of a row or the line above the table names."""
        text = self._key[: cell.top].rstrip()
        above = (text.rfind("\n") + 1, len(text))
        for span in (cell.header, cell.row, above):
            if span is None:
                continue
            for time in self._times[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]:
                interval = self._resolved(time)
                if span == above and (time.is_day_alone and time.entry.role != "asof"):
                    continue
                if interval:
                    return (interval, time), "prior" if time.entry.role == "prior" else "before"
        return None

    def _introduced(self, quantity: Quantity) -> tuple[Interval, TimeMention] | None:
        """The time in the line that introduces a list (`Tính đến 30/6, … gồm:`)."""
        lines = self._layout.lines
        at = lines.index(quantity.start)
        if not _BULLET.match(self._key, lines.starts[at]):
            return None
        while at > 0 and _BULLET.match(self._key, lines.starts[at]) and lines.starts[at] - lines.ends[at - 1] <= 2:
            at -= 1
        if not self._key[lines.starts[at] : lines.ends[at]].rstrip().endswith(":"):
            return None
        first, last = bisect_left(self._starts, lines.starts[at]), bisect_left(self._starts, lines.ends[at])
        for i in range(last - 1, first - 1, -1):
            if self._governs(i) and self._times[i].entry.role != "prior":
                interval = self._resolved(self._times[i])
                return (interval, self._times[i]) if interval else None
        return None

    def _event_day(
        self, sentence: tuple[int, int], first: int, last: int, *, anywhere: bool
    ) -> tuple[Interval, TimeMention] | None:
        """The day of the event that people came to: in the sentence, or the one before it."""
        line = self._layout.lines.around(sentence[0])
        for i in range(last - 1, -1 if anywhere else max(-1, first - 4), -1):
            time = self._times[i]
            if time.start < line[0] and not anywhere:
                return None
            if time.is_day and time.entry.role in ("event", "") and not self._based[i]:
                interval = self._resolved(time)
                if interval:
                    return interval, time
        return None

    def _frame_above(self, first: int, line: int, *, ahead: bool) -> tuple[Interval, TimeMention] | None:
        """A period that opened a sentence above and goes on until another does (`Nhiệm kỳ IV (2013 - 2019), …`)."""
        if self._header.period_in_title and not ahead:
            return None
        nearest = self._layout.lines.starts[max(0, self._layout.lines.index(line) - 1)]
        for i in range(first - 1, -1, -1):
            time = self._times[i]
            if time.start < self._header.body or (ahead and time.start < nearest):
                return None
            opening = time.start - self._layout.sentences.around(time.start)[0]
            if opening > 20 or time.start >= line or self._passing[i] or not self._governs(i) or time.entry.role not in ("", "main"):
                continue
            interval = self._resolved(time)
            if interval and (ahead or not self._goes_beyond(interval)):
                return interval, time
            if ahead:
                return None
        return None

    def _goes_beyond(self, interval: Interval) -> bool:
        """Does the interval reach past the year of the report?"""
        header = self._header
        if header.period and interval.start > header.period[0].end:
            return True
        if header.published and interval.end.year < header.published.year - 1:  # long ago
            return True
        return header.published is not None and interval.end.year > header.published.year

    def _governs(self, i: int) -> bool:
        time = self._times[i]
        if self._based[i] or self._attached[i]:
            return False
        return not time.is_day_alone or time.entry.role in ("asof", "occasion")

    def _after(self, quantity: Quantity, here: range) -> tuple[Interval, TimeMention] | None:
        for i in here:
            time = self._times[i]
            if time.start < quantity.end:
                continue
            between = self._key[quantity.end : time.start]
            if len(between) > _REACH or _COMMA.search(between) or any(c.isdecimal() for c in between):
                return None
            if self._based[i] or time.entry.role == "prior" or time.is_day_alone:
                return None
            interval = self._resolved(time)
            return (interval, time) if interval else None
        return None

    def _before(
        self, quantity: Quantity, here: range
    ) -> tuple[tuple[Interval, TimeMention] | None, str] | None:
        for i in reversed(here):
            time = self._times[i]
            if time.end > quantity.start:
                continue
            between = self._key[time.end : quantity.start]
            bracketed = between.lstrip().startswith("(") and ")" not in between and len(between) < 25
            if bracketed and self._based[i]:  # so với cùng kỳ (1.463 ca)
                interval = self._resolved(time)
                return ((interval, time) if interval else None), "prior"
            if time.entry.role == "prior" and not self._based[i]:
                label = time.end + (1 if self._key[time.end : time.end + 1] == ":" else 0)
                if _COMMA.search(self._key, label, quantity.start):
                    continue
                interval = self._resolved(time)
                return ((interval, time) if interval else None), "prior"
            if not self._governs(i) or time.entry.role == "prior" or _closes(self._key, time.end, quantity.start):
                continue
            interval = self._resolved(time)
            if interval is None and time.entry.id == "relative/now":
                continue
            main = self._header.period
            flow = time.entry.role == "asof" and self._flow.search(self._key, time.end, quantity.start)
            if main and interval and flow and interval.end == main[0].end:
                return main, "before"  # money raised by the end of the period is the period's
            return ((interval, time) if interval else None), "before"
        return None

    def compared(self, sentence: tuple[int, int]) -> tuple[Interval, TimeMention] | None:
        """The period that the sentence compares with."""
        for i in range(bisect_left(self._starts, sentence[0]), bisect_left(self._starts, sentence[1])):
            if self._times[i].entry.role == "prior" or self._based[i]:
                interval = self._resolved(self._times[i])
                return (interval, self._times[i]) if interval else None
        return None


def _above(layout: Layout, header: Header, at: int) -> tuple[Heading, ...]:
    """The headings of the body that govern a place, the outermost first."""
    return tuple(h for h in layout.headings if h.end <= at < h.until and h.start >= header.body)


def _closes(key: str, start: int, end: int) -> bool:
    """Does a bracket that was open at `start` close before `end`, with more in it than what ends at `start`?"""
    if key[start : start + 1] == ")":
        return False
    closing = key.find(")", start, end)
    return closing >= 0 and "(" not in key[start:closing]


def _attends(match: Match) -> bool:
    return match.pattern in (
        "participants/attended",
        "participants/by_name",
        "participants/drawn",
        "participants/present",
        "members/absent",
    )


def _is_school_year(interval: Interval) -> bool:
    return interval.end.year - interval.start.year == 1


def _lies_ahead(period: tuple[Interval, TimeMention] | None, header: Header) -> bool:
    """Does the period begin after the report was made?"""
    return period is not None and header.published is not None and period[0].start > header.published


def _lies_before(period: tuple[Interval, TimeMention] | None, header: Header) -> bool:
    """Is it an earlier period than the one reported on?"""
    if period is None:
        return False
    if header.period is None:
        return header.published is not None and period[0].end.year < header.published.year - 1
    main = header.period[0]
    as_long = abs((period[0].end - period[0].start) - (main.end - main.start)).days < 31
    return period[0].end < main.start or (as_long and period[0].start < main.start)


def _shifted(interval: Interval, years: int) -> Interval:
    def shift(day: date) -> date:
        try:
            return day.replace(year=day.year + years)
        except ValueError:
            return day.replace(year=day.year + years, day=28)

    end = shift(interval.end)
    if (interval.end.month, interval.end.day) == (2, 28) and end.year % 4 == 0:
        end = end.replace(day=29)
    return Interval(shift(interval.start), end)
