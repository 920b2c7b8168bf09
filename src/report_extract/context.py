"""Status and change of each figure, from the words and headings around it; its period from `dating`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from report_extract.changes import ChangeReader
from report_extract.dating import DatingReader
from report_extract.header import Header
from report_extract.layout import Layout
from report_extract.matcher import Match
from report_extract.numerals.scan import Quantity
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.periods import Dated, Interval, TimeMention, time_ending
from report_extract.plans import Above, PlanReader
from report_extract.records import Change, Status
from report_extract.spans import before, begins_main, headings_above, lies_ahead, lies_before
from report_extract.text import SourceText, last_match
from report_extract.timewords import Plan

_REACH = 60
_STOP = re.compile(r"[;:\n]")
_CLOSE = 16
_HABIT_AFTER = 24


class Frame(NamedTuple):
    """When, and in what sense, a figure holds."""

    status: Status
    change: Change | None
    period: tuple[Interval, TimeMention] | None


class ContextReader:
    """Reads the frame of figures with the cue phrases of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._habit = whole_words(patterns.words("habit"))
        self._compare = whole_words(patterns.words("compare"))
        self._changes, self._plans = ChangeReader(patterns), PlanReader(patterns)
        self._dating = DatingReader(patterns)

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
        plans: list[Plan] = []
        above: dict[int, Above] = {}  # by where the innermost heading begins
        calendar = self._dating.read(source, layout, times, header, [m.phrase.quantity for m in matches])
        main = header.period[0] if header.article and header.period else None
        of_day = main is not None and main.start == main.end  # the news of a day compares with no day before
        for i, match in enumerate(matches):
            quantity = match.phrase.quantity
            previous, rise = (matches[i - 1], frames[-1].change) if i else (None, None)
            base = self._is_base(source.key, times, quantity)
            cell = match.phrase.cell
            change = None if base else self._changes.read(source.key, times, match, previous, rise)
            change = cell.change if cell else change
            following = matches[i + 1].phrase.quantity if i + 1 < len(matches) else None
            was = base or self._changes.is_origin(source.key, quantity, following)
            reset = calendar.is_reset(quantity.start)
            headings = () if reset else headings_above(layout, header, quantity.start)
            innermost = headings[-1].start if headings else -1
            if innermost not in above:
                above[innermost] = self._plans.above(source.key, times, header, headings)
            plan = self._plans.read(source.key, layout, times, match, above[innermost])
            if previous and not plan and plans[-1] == "label" and self._changes.joined(source.key, previous, match):
                plan = "label"  # (kế hoạch: 12 lớp, 300 người)
            plans.append(plan)
            if plan and self._plans.sets_apart(source.key, times, header, match):
                plan = ""
            if cell and cell.sense:
                plan = "label" if cell.sense == "target" else ""
            period, role = calendar.period(match.phrase, headings, dated=match.dated, plan=plan)
            if header.article and not plan and role in ("report", "running") and self._is_habit(source.key, match):
                period = None
            if role not in ("before", "after", "prior") and i and frames[-1].period:
                period = self._attended(source.key, matches[i - 1], match, frames[-1].period) or period
            status: Status = "actual"
            if was or role == "prior":
                status = "prior"
                if was and role not in ("prior", "after"):
                    period = calendar.compared(match.phrase.sentence) or before(period)
            elif plan or lies_ahead(period, header):
                status = "target"
            elif (
                period and role in ("before", "after") and not of_day and self._may_be_prior(source.key, period, change)
            ):
                earlier = lies_before(period, header) or begins_main(period[0], header)
                status = "prior" if earlier and calendar.set_against(match.phrase, period) else "actual"
            frames.append(Frame(status, change, period))
            if role == "report":
                undated.append(i)
        for i in undated:
            if i in repeats:
                frames[i] = frames[i]._replace(period=frames[repeats[i]].period, status=frames[repeats[i]].status)
        return tuple(frames)

    def _may_be_prior(self, key: str, period: Dated, change: Change | None) -> bool:
        """Is it no change, or one of a time that opens an aside (`tăng 8,1% (năm 2018 tăng 7,6%)`)?"""
        return change is None or key[period[1].start - 1 : period[1].start] == "("

    def _attended(self, key: str, previous: Match, match: Match, period: Dated) -> Dated | None:
        """The day of the event, of figures beside those of who came (`215 đại biểu của 10 huyện`)."""
        beside = previous.dated and period[1].is_day and previous.phrase.sentence == match.phrase.sentence
        if not beside or _STOP.search(key, previous.phrase.quantity.end, match.phrase.quantity.start):
            return None
        return period

    def _is_habit(self, key: str, match: Match) -> bool:
        """Is it said of every year or day (`hằng năm thành phố chi 1.500 tỷ đồng`, `35.000 tỷ đồng mỗi năm`)?"""
        quantity, sentence = match.phrase.quantity, match.phrase.sentence
        start, end = max(sentence[0], quantity.start - _REACH), min(sentence[1], quantity.after + _HABIT_AFTER)
        start = max(start, key.rfind(";", start, quantity.start))
        return self._habit.search(key, start, end) is not None

    def _is_base(self, key: str, times: Sequence[TimeMention], quantity: Quantity) -> bool:
        """The level of the time compared with, in brackets after it: `giảm 3% so với cùng kỳ (158 đơn)`."""
        opening = quantity.start - 1
        if key[opening : quantity.start] != "(":
            return False
        time = time_ending(times, key, opening)
        if time is None:
            return False
        if time.entry.role == "prior":
            return True
        last = last_match(self._compare, key, max(0, time.start - _CLOSE), time.start)  # not: bằng 48% kế hoạch năm
        return last is not None and not any(c.isdecimal() for c in key[last.end() : time.start])
