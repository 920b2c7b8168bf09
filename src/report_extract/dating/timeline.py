"""The times of a text in their order, and what each of them is to the figures around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from report_extract.header import Header
from report_extract.layout import Layout
from report_extract.numerals.scan import Quantity
from report_extract.periods import Dated, Interval, TimeMention
from report_extract.spans import of_main, resolve, shifted, with_years
from report_extract.text import last_match
from report_extract.timewords import CLAUSE_BREAK, TimeWords

_REACH = 60
_BESIDE = 3  # figures


class Timeline:
    """The times of one text: bases of comparison, labels of plans, named in passing, or said of one number only."""

    def __init__(
        self,
        key: str,
        layout: Layout,
        times: Sequence[TimeMention],
        header: Header,
        words: TimeWords,
        quantities: Sequence[Quantity],
    ) -> None:
        self._key, self._header, self._words = key, header, words
        self.times = with_years([t for t in times if not layout.is_furniture(t.start)], layout)
        self.starts = [t.start for t in self.times]
        self.based = [self._is_base(t) for t in self.times]
        self.passing = [words.passing.search(key, max(0, t.start - 12), t.start) is not None for t in self.times]
        self.labelled = [
            of_main(t, header) and words.label.search(key, max(0, t.start - 40), t.start) is not None
            for t in self.times
        ]
        self._quantities, ends = quantities, [q.end for q in quantities]
        self._ends = ends
        self._attached = [self._belongs(t, ends) for t in self.times]
        self.closing = next((dated for t in self.times if (dated := self._closes_main(t))), None)

    def _is_base(self, time: TimeMention) -> bool:
        """Is the time what a figure is compared with (`so với năm 2012`)?"""
        if time.entry.of_report == "year" and time.year is None and not time.entry.role:
            return False  # bằng 48% kế hoạch năm
        last = last_match(self._words.compare, self._key, max(0, time.start - 30), time.start)
        return last is not None and not CLAUSE_BREAK.search(self._key, last.end(), time.start)

    def _belongs(self, time: TimeMention, ends: Sequence[int]) -> bool:
        """Does it date only the number right before it (`64 triệu đồng/tấn năm 2012`, `thông báo 215 năm 2017`)?"""
        if time.is_year and self._words.of_act.search(self._key, max(0, time.start - _REACH), time.start):
            return True
        i = bisect_left(ends, time.start) - 1
        bracketed = self._key[time.start - 1 : time.start] == "(" and self._key[time.end : time.end + 1] == ")"
        start = time.start - 1 if bracketed else time.start
        if i < 0 or start - ends[i] > _REACH or CLAUSE_BREAK.search(self._key, ends[i], start):
            return False
        if " - " in self._key[ends[i] : start]:
            return False
        interval = self.resolved(time)
        return interval is not None and self._header.period is not None and interval != self._header.period[0]

    def _closes_main(self, time: TimeMention) -> Dated | None:
        """The day that ends the period reported on, where the text gives it (`đến 31/12`)."""
        main = self._header.period
        if main is None or time.entry.role != "asof" or main[0].start == main[0].end:
            return None
        interval = self.resolved(time)
        return (interval, time) if interval and interval.end == main[0].end and interval != main[0] else None

    def resolved(self, time: TimeMention) -> Interval | None:
        """The days that a time means in this report."""
        return resolve(time, self._header, self.times)

    def partner(self, quantity: Quantity, time: TimeMention) -> Quantity | None:
        """The last of figures side by side, right before a time that dates them all (`1 vụ, 3 đối tượng hôm 4/2`)."""
        first = bisect_left(self._ends, quantity.end)
        last = bisect_left(self._ends, time.start) - 1
        if not first < last <= first + _BESIDE:
            return None
        row = self._quantities[first : last + 1]
        pairs = pairwise(row)
        alike = all(self._words.side_by_side.fullmatch(self._key, one.end, other.start) for one, other in pairs)
        return row[-1] if alike else None

    def governs(self, i: int) -> bool:
        """May a time hold for what follows it, neither a base of comparison nor said of one number only?"""
        time = self.times[i]
        if self.based[i] or (self._attached[i] and not self.labelled[i]):
            return False
        return not time.is_day_alone or time.entry.role in ("asof", "occasion")

    def earlier(self, i: int, here: Sequence[int]) -> Interval | None:
        """The days of a time compared with: `cùng kỳ` is that of the time before it (`lũy kế 90 vụ, cùng kỳ 80 vụ`)."""
        time, main = self.times[i], self._header.period
        if time.entry.of_report == "shifted" and main:
            for j in reversed([j for j in here if j < i and self.governs(j)]):
                if self.times[j].entry.role == "prior":
                    continue
                days = self.resolved(self.times[j])
                if days is None or days.end != main[0].end:
                    break
                return shifted(days, time.year - days.end.year if time.year else -1)
        return self.resolved(time)
