"""When a figure holds: which of the times of a text governs it.

In this order: the time right after the number, the last one before it in its sentence,
one carried over from the sentences before, the line that introduces a list, the headings,
the opening of a paragraph above, and last the main period of the report.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from report_extract.dating.deadlines import due
from report_extract.dating.levels import Levels
from report_extract.dating.timeline import Timeline
from report_extract.header import Header
from report_extract.layout import Heading, Layout
from report_extract.numerals.scan import Quantity
from report_extract.passages import leads
from report_extract.pattern_set import PatternSet
from report_extract.periods import Dated, Interval, TimeMention
from report_extract.phrases import Phrase
from report_extract.spans import (
    Finding,
    begins_main,
    begun_since,
    closes,
    goes_beyond,
    lies_before,
    list_opening,
)
from report_extract.tables import Cell
from report_extract.text import SourceText
from report_extract.timewords import CLAUSE_BREAK, Plan, TimeWords

_REACH, _OPENING, _ASIDE = 60, 20, 30
_HABIT_AFTER = 24
_MOST = 60  # times looked back over
_FRAMING = ("", "main", "office", "term")


class DatingReader:
    """Reads the calendar of a text with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._words = TimeWords(patterns)

    def read(
        self,
        source: SourceText,
        layout: Layout,
        times: Sequence[TimeMention],
        header: Header,
        quantities: Sequence[Quantity],
    ) -> Calendar:
        """The calendar of one text."""
        line = Timeline(source.key, layout, times, header, self._words, quantities)
        return Calendar(source.key, layout, header, self._words, line)


class Calendar:
    """The times of one text, and which of them governs a place."""

    def __init__(self, key: str, layout: Layout, header: Header, words: TimeWords, line: Timeline) -> None:
        self._key, self._layout, self._header, self._words, self._line = key, layout, header, words, line
        self._levels = Levels(key, layout, words)
        self._times, self._starts, self._based = self._line.times, self._line.starts, self._line.based
        self._anews = [m.span() for m in words.anew.finditer(key)] if header.article else []
        self._sittings = [m.start() for m in words.sitting.finditer(key)]
        self._resets = [m.start() for m in words.reset.finditer(key)]

    def period(self, phrase: Phrase, headings: Sequence[Heading], *, dated: str, plan: Plan) -> Finding:
        """The period of a figure; `dated` is that of its pattern, `plan` says in what sense it is a target.

        `headings` are those that govern it.
        """
        found = self._in_cell(phrase.cell) if phrase.cell else None
        found = found or self._in_text(phrase.quantity, phrase.sentence, headings, dated=dated, planned=plan != "")
        if plan:
            yearly = self._is_yearly(phrase)
            return due(found, plan, self._header, self._times, yearly=yearly)
        if self._line.closing is None or found.period is None or self._header.period is None:
            return found
        if found.period[0] == self._line.closing[0]:
            level = self._levels.told(found.period[1].end, phrase.quantity.start)
            return Finding(self._header.period, found.how) if level is False else found
        if found.period[0] == self._header.period[0] and found.how != "prior" and self._levels.labelled(phrase):
            return Finding(self._line.closing, found.how)
        return found

    def _is_yearly(self, phrase: Phrase) -> bool:
        """Is it said of every year in its own clause (`mỗi năm kết nạp 12 đảng viên`)?"""
        quantity, sentence = phrase.quantity, phrase.sentence
        start, end = max(sentence[0], quantity.start - _REACH), min(sentence[1], quantity.after + _HABIT_AFTER)
        start = max(start, self._key.rfind(";", start, quantity.start))
        stop = self._key.find(";", quantity.end, end)
        return self._words.habit.search(self._key, start, end if stop < 0 else stop) is not None

    def _in_text(
        self, quantity: Quantity, sentence: tuple[int, int], headings: Sequence[Heading], *, dated: str, planned: bool
    ) -> Finding:
        first, last = bisect_left(self._starts, sentence[0]), bisect_left(self._starts, sentence[1])
        here: Sequence[int] = range(first, last)
        if dated and not planned:
            day = self._event_day(sentence, first, last, anywhere=dated == "present")
            if day:
                return Finding(day, "before")
            # A term that a congress opens does not date who came to it.
            here = [i for i in here if self._times[i].entry.role not in ("office", "term")]
        after = self._after(quantity, here, planned=planned)
        if after:
            return Finding(after, "after")
        found = self._before(quantity, here, planned) or self._on_day(quantity, here, sentence[0])
        if found:
            return found
        line = self._layout.lines.around(quantity.start)
        i = bisect_left(self._sittings, min(sentence[1], quantity.end + _ASIDE)) - 1
        if i >= 0 and self._sittings[i] >= sentence[0]:
            day = self._event_day(sentence, first, last, anywhere=True)
            if day:
                return Finding(day, "before")
        if self.is_reset(quantity.start):
            return Finding(self._header.period, "report")
        opening = self._words.passages.line_of(self._key, self._layout, quantity.start)
        running = self._running(first, opening, quantity) or self._introduced(quantity)
        if self._header.article and not running:
            running = self._words.passages.carried(
                self._key, self._layout, self._times, sentence[0], self._line.governs, self._line.resolved
            )
        if running:
            return Finding(running, "running")
        heading = self._in_heading(headings, planned=planned)
        if heading:
            return Finding(heading, "heading")
        stretch = line[0], quantity.start
        frame = self._frame_above(first, stretch, ahead=True) if planned else None
        return Finding(frame or self._frame_above(first, stretch, ahead=False) or self._header.period, "report")

    def is_reset(self, place: int) -> bool:
        """Is the talk, since earlier in the line, of the meeting itself (`Dịp này, …`), where no time runs on?"""
        i = bisect_left(self._resets, place) - 1
        return i >= 0 and self._resets[i] >= self._layout.lines.around(place)[0]

    def _running(self, first: int, line: int, quantity: Quantity) -> Dated | None:
        """The last time of the sentences before, in the same line."""
        for i in range(first - 1, max(-1, first - _MOST), -1):
            time = self._times[i]
            if time.start < line:
                return None
            closed = time.entry.role == "occasion" or closes(self._key, time.end, quantity.start)
            if self._line.governs(i) and time.entry.role != "prior" and not closed and not self._line.passing[i]:
                opening = time.start - self._layout.sentences.around(time.start)[0]
                if opening > _OPENING and time.entry.role != "asof":
                    return None  # said of one figure only
                interval = self._line.resolved(time)
                if interval and not lies_before((interval, time), self._header):
                    return interval, time
        return None

    def _in_heading(self, headings: Sequence[Heading], *, planned: bool) -> Dated | None:
        """The time that a heading above names, the nearest heading first."""
        main = self._header.period
        for heading in reversed(headings):
            for i in range(bisect_left(self._starts, heading.start), bisect_left(self._starts, heading.end)):
                interval = self._line.resolved(self._times[i]) if self._line.governs(i) else None
                if heading.level == 1 and interval and main and interval.end == main[0].end:
                    return main
                if interval and not planned and self._is_of_plan(self._times[i], interval):
                    continue
                if interval and (planned or not begun_since(interval, self._header)):
                    return interval, self._times[i]
        return None

    def _in_cell(self, cell: Cell) -> Finding | None:
        """The time that a header of a column, a label of a row or a line above the table names, the nearest first."""
        for span in (*reversed(cell.headers), *reversed(cell.labels), *cell.captions):
            for i in range(bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1])):
                time = self._times[i]
                prior = time.entry.role == "prior"
                if span in cell.captions and (prior or not self._line.governs(i)):
                    continue
                if cell.sense == "compared" and (prior or self._based[i] or "/" in self._key[span[0] : time.start]):
                    continue  # what the number is compared with
                interval = self._line.resolved(time)
                if interval:
                    return Finding((interval, time), "prior" if time.entry.role == "prior" else "before")
        return None

    def _introduced(self, quantity: Quantity) -> Dated | None:
        """The time in the line that introduces a list (`Tính đến 30/6, … gồm:`)."""
        lines, at = self._layout.lines, list_opening(self._key, self._layout, quantity.start)
        if at is None:
            return None
        first, last = bisect_left(self._starts, lines.starts[at]), bisect_left(self._starts, lines.ends[at])
        for i in range(last - 1, first - 1, -1):
            if self._line.governs(i) and self._times[i].entry.role != "prior":
                interval = self._line.resolved(self._times[i])
                return (interval, self._times[i]) if interval else None
        return None

    def _event_day(self, sentence: tuple[int, int], first: int, last: int, *, anywhere: bool) -> Dated | None:
        """The day of the event that people came to: in the sentence, or the one before it."""
        line = self._layout.lines.around(sentence[0])
        for i in range(last - 1, max(-1, first - (_MOST if anywhere else 4)), -1):
            time = self._times[i]
            if time.start < line[0] and not anywhere:
                return None
            if time.is_day and time.entry.role in ("event", "") and not self._based[i]:
                interval = self._line.resolved(time)
                if interval:
                    return interval, time
        return None

    def _frame_above(self, first: int, stretch: tuple[int, int], *, ahead: bool) -> Dated | None:
        """A period that opened a sentence above and goes on until another does (`Nhiệm kỳ IV (2013 - 2019), …`)."""
        next_line = ahead or self._header.article  # the story of an article goes on for one sentence
        line, next_anew = stretch[0], bisect_left(self._anews, (stretch[0], 0))
        anew = next_anew < len(self._anews) and self._anews[next_anew][1] <= stretch[1]
        if anew or (self._header.period_in_title and not ahead):
            return None
        nearest = self._layout.lines.starts[max(0, self._layout.lines.index(line) - 1)]
        for i in range(first - 1, max(-1, first - _MOST), -1):
            time = self._times[i]
            if time.start < self._header.body or (next_line and time.start < nearest):
                return None
            if time.start >= line or self._line.passing[i] or not self._line.governs(i):
                continue
            opening = self._layout.sentences.around(time.start)[0]
            span = next_line and time.entry.role == "span"
            opens = leads(self._key, opening, time) if span else time.start - opening <= _OPENING
            if not opens or not (span or time.entry.role in _FRAMING) or (time.entry.of_report and not ahead):
                continue
            interval = self._line.resolved(time)
            if interval and (ahead or not goes_beyond(interval, self._header)):
                before = self._header.article and not span and lies_before((interval, time), self._header)
                begun = begins_main(interval, self._header)  # Năm 2015 có 12 chi bộ, nay có 16; …
                return None if before or begun else (interval, time)
            if ahead:
                return None
        return None

    def _after(self, quantity: Quantity, here: Sequence[int], *, planned: bool) -> Dated | None:
        for i in here:
            time = self._times[i]
            if time.start < quantity.end:
                continue
            between = self._key[(self._line.partner(quantity, time) or quantity).end : time.start]
            beside = self._is_bracketed(time, between) or self._trails(time, between)
            apart = not beside and (CLAUSE_BREAK.search(between) or " - " in between)  # 10 triệu đồng - năm 2015 là 9
            if len(between) > _REACH or apart or any(c.isdecimal() for c in between):
                return None
            if self._based[i] or self._line.labelled[i] or time.entry.role in ("prior", "office"):
                return None
            if not (planned or time.fields):
                return None  # từ 537 người nay còn 41 người, 96% kế hoạch cả năm
            if beside:
                interval = self._line.resolved(time)
                return (interval, time) if interval else None
            if self._words.parted.search(between) or (time.is_day_alone and not self._words.occurs.search(between)):
                return None
            interval = self._line.resolved(time)
            return (interval, time) if interval else None
        return None

    def _is_bracketed(self, time: TimeMention, between: str) -> bool:
        """Do brackets beside the figure hold the time and no more (`167 trang trại (năm 2017)`)?"""
        opening = between.rfind("(")
        return (
            opening >= 0
            and not CLAUSE_BREAK.search(between[:opening])
            and self._words.stated.fullmatch(between, opening + 1) is not None
            and self._key[time.end : time.end + 2].lstrip(" ")[:1] == ")"
        )

    def _trails(self, time: TimeMention, between: str) -> bool:
        """Does a year or month end the line after a comma (`Ảnh: trồng 20 ha rừng, năm 2020`)?"""
        lead = between.rstrip()
        if not lead.endswith(",") or CLAUSE_BREAK.search(lead[:-1]) or time.entry.role or "year" not in time.fields:
            return False
        return not self._key[time.end : self._layout.lines.around(time.start)[1]].strip(" .)")

    def _before(self, quantity: Quantity, here: Sequence[int], planned: bool) -> Finding | None:
        for i in reversed(here):
            time = self._times[i]
            if time.end > quantity.start:
                continue
            between = self._key[time.end : quantity.start]
            bracketed = between.lstrip().startswith("(") and ")" not in between and len(between) < 25
            if bracketed and self._based[i] and not self._words.restated.search(between):  # so với cùng kỳ (1.463 ca)
                interval = self._line.earlier(i, here)
                return Finding((interval, time) if interval else None, "prior")
            if time.entry.role == "prior" and not self._based[i]:
                opens = time.start - self._layout.sentences.around(time.start)[0] <= 3  # “Năm ngoái, …
                label = time.end + (1 if self._key[time.end : time.end + 1] in (":", ",") and opens else 0)
                label = max(label, time.end + (1 if self._key[time.end : time.end + 1] == ":" else 0))
                if CLAUSE_BREAK.search(self._key, label, quantity.start):
                    continue
                interval = self._line.earlier(i, here)
                return Finding((interval, time) if interval else None, "prior")
            if not self._line.governs(i) or time.entry.role == "prior" or closes(self._key, time.end, quantity.start):
                continue
            if self._line.labelled[i] and any(c.isdecimal() or c in ",;" for c in between):
                continue  # chỉ tiêu cả năm 200, đạt 72%
            if ";" in between and self._words.alone.search(self._key, max(0, time.start - _ASIDE), time.start):
                continue  # riêng năm 2019 làm 84 nhà; 47 trường đạt chuẩn
            interval = self._line.resolved(time)
            if interval is None and (time.entry.of_report == "same" or "year2" in time.fields):
                continue
            if "beyond" in time.fields and time.start - self._layout.sentences.around(time.start)[0] > _OPENING:
                continue  # nợ 2 triệu đồng từ trước năm 2015; 3 triệu đồng
            if not planned and self._is_of_plan(time, interval):
                continue
            if self._words.founded.fullmatch(self._key, self._layout.sentences.around(time.start)[0], time.end + 1):
                continue  # Thành lập năm 2015, hợp tác xã có 32 thành viên
            return Finding((interval, time) if interval else None, "before")
        return None

    def _is_of_plan(self, time: TimeMention, interval: Interval | None) -> bool:
        """Is it the coming term that people are named for (`quy hoạch cấp ủy nhiệm kỳ 2025 - 2030`)?"""
        main = self._header.period
        if time.entry.role != "office" or interval is None or main is None or interval.start <= main[0].start:
            return False
        return self._words.named_for.search(self._key, max(0, time.start - _REACH), time.start) is not None

    def _on_day(self, quantity: Quantity, here: Sequence[int], sentence: int) -> Finding | None:
        """A day right before what was counted on it (`hôm 7/4 có 412 người`)."""
        for i in reversed(here):
            time = self._times[i]
            if time.end > quantity.start:
                continue
            said = self._words.said.match(self._key, time.end, quantity.start)
            main = self._header.period
            alone = self._header.article and (main is None or main[1].is_day)
            leading = leads(self._key, sentence, time) and not self._line.passing[i]
            opens = alone and leading and "year" in time.fields  # nothing else dates the story
            done = said or opens or self._words.deeds.done(self._key, sentence, time, quantity.start)
            done = done or self._words.passages.decided(self._key, sentence, time, quantity.start)
            if not done or not time.is_day_alone or time.entry.role not in ("", "event") or self._based[i]:
                return None
            interval = self._line.resolved(time)
            return Finding((interval, time), "before") if interval else None
        return None

    def set_against(self, phrase: Phrase, period: Dated) -> bool:
        """Is a figure of an earlier time given for comparison (`năm 2013 là 31`; `năm 2013 có 31 hộ, nay còn 9 hộ`)?"""
        days, time = period
        key, (start, end) = self._key, phrase.sentence
        end = self._layout.context(min(end + 1, len(key) - 1))[1]
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        now = any(t.entry.of_report == "same" and not t.fields for t in self._times[first:last] if t.start > time.start)
        now = now or self._words.present.search(key, phrase.quantity.end, end) is not None
        if begins_main(days, self._header):
            until = any(
                self._words.until.search(key, max(0, t.start - 5), t.start + 5)
                for t in self._times[first:last]
                if phrase.quantity.end <= t.start < phrase.sentence[1] and (t.year or 0) > days.end.year
            )
            return (now or until) and phrase.cell is None
        if phrase.cell or time.start > phrase.quantity.start:
            return "(" not in key[phrase.quantity.end : time.start]  # 167 trang trại (số liệu năm 2017)
        if time.entry.of_report == "to_date" or "open" in time.fields:
            return False
        if self._words.stands.fullmatch(key, time.end, phrase.quantity.start):
            return True
        opening = key.rfind("(", start, time.start)
        if now or (opening >= 0 and ")" not in key[opening : time.start]):
            return True
        others = (self._line.resolved(other) for other in self._times[first:last] if other is not time)
        return any(other is not None and other.start > days.end for other in others)

    def compared(self, sentence: tuple[int, int]) -> Dated | None:
        """The period that the sentence compares with."""
        here = range(bisect_left(self._starts, sentence[0]), bisect_left(self._starts, sentence[1]))
        for i in here:
            if self._times[i].entry.role == "prior" or self._based[i]:
                interval = self._line.earlier(i, here)
                return (interval, self._times[i]) if interval else None
        return None
