"""Plans: which figures are targets, by the words before them, in brackets, or in the headings above."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from report_extract.header import Header
from report_extract.layout import Heading, Layout
from report_extract.matcher import Match
from report_extract.numerals.scan import Quantity
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.periods import TimeMention, time_ending, without_times
from report_extract.spans import closes
from report_extract.text import last_match
from report_extract.timewords import CLAUSE_BREAK, Plan, clause_start

_REACH = 60
_HEADING_REACH = 45
_DIVIDED = re.compile(r"\d[^:\d]*:")
_COUNT_END = re.compile(r"[\d%]$")
_CLOSE, _CLAUSE = 16, 30
_MONEY = ("VND", "USD")
_SPELT_OUT = 3  # sentences in a row that spell out a plan


class Above(NamedTuple):
    """What the headings above a figure say: by their words, or by a time to come that they name."""

    words: Plan
    time: Plan


class PlanReader:
    """Finds what says that a figure is a target, with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        words = patterns.words
        self._compare = whole_words(words("compare"))
        self._meanwhile = whole_words(words("meanwhile"))
        self._target = whole_words([*words("target"), *words("target_inert")])
        self._inert = frozenset(words("target_inert"))
        self._elaborates = re.compile(rf"\W*{whole_words(words('elaborates')).pattern}")
        self._ruling = whole_words(words("ruling"))
        self._ahead = re.compile(rf"[^,;:()\d\n.]{{0,{_REACH}}}{whole_words(words('ahead')).pattern}")
        self._target_label = whole_words(words("target_label"))
        self._target_aside = re.compile(
            rf"{whole_words(words('target_aside')).pattern}:?\s(?:{trie_regex(words('is'))}\s)?"
        )
        self._target_heading = whole_words([*words("target_heading"), *words("target_inert")])
        self._against = whole_words(words("against"))
        self._met = re.compile(rf"{whole_words(words('met')).pattern}\s*$")
        done = whole_words(words("fulfilled")).pattern
        self._fulfilled = re.compile(rf"[^,;:\d]*\d[\d.,]*[^,;:\d]*[,;]\s*{done}\s*")  # chỉ tiêu 14, thực hiện 12
        self._needs = re.compile(rf"{whole_words(words('needs')).pattern}\s*$")
        self._propose = whole_words(words("propose"))
        self._any = whole_words([*words("target"), *words("target_inert"), *words("target_label"), *words("propose")])
        self._grant = whole_words(words("grant"))
        self._plainly = whole_words(words("plan_heading"))
        self._done_heading = whole_words(words("done_heading"))
        self._actual = whole_words(words("actual"))

    def read(
        self,
        key: str,
        layout: Layout,
        times: Sequence[TimeMention],
        match: Match,
        above: Above,
    ) -> Plan:
        """What makes a figure a target, "" where nothing does; `above` is what the headings say."""
        return self._said(key, times, layout, match, above) or above.time

    def above(self, key: str, times: Sequence[TimeMention], header: Header, headings: Sequence[Heading]) -> Above:
        """What the headings say of all figures below them."""
        return Above(self._announced(key, headings), self._of_coming(key, times, headings, header))

    def _said(self, key: str, times: Sequence[TimeMention], layout: Layout, match: Match, above: Above) -> Plan:
        quantity, sentence = match.phrase.quantity, match.phrase.sentence
        if key[quantity.start - 1 : quantity.start] == "(":  # bằng 103% kế hoạch (300 ha)
            before = max(sentence[0], quantity.start - 30)
            if self._target_label.search(key, before, quantity.start - 1):
                return "label"
        opening = key.rfind("(", sentence[0], quantity.start)
        if opening >= 0 and self._target_aside.fullmatch(key, opening + 1, quantity.start):  # 72% (yêu cầu 80%)
            return "label"
        if key[quantity.start - 2 : quantity.start].rstrip().endswith(":"):  # (kế hoạch: 850)
            lead = key[max(sentence[0], quantity.start - 40) : quantity.start].rstrip(" :")
            named = last_match(self._target_label, lead, 0, len(lead))
            if named and named.end() == len(lead):
                return "label"
        clause = clause_start(key, sentence[0], quantity.start)
        if self._any.search(key, sentence[0], quantity.start) and (cued := self._cued(key, times, match, clause)):
            return cued
        asked = max(sentence[0], quantity.start - _CLOSE)
        if quantity.unit in _MONEY and self._needs.search(key, asked, quantity.start):
            return "cue"
        if self._is_ruled(key, sentence[0], quantity):
            return "cue"
        if self._actual.search(key, clause, quantity.start):
            return ""
        if self._ahead.match(key, quantity.after):
            return "cue"
        if self._elaborates.match(key, sentence[0]) and self._goes_on(key, times, layout, match):
            return "cue"
        if self._opens_plan(key, times, sentence[0], quantity.start):
            return "cue"
        return above.words

    def _announced(self, key: str, headings: Sequence[Heading]) -> Plan:
        """Do the words of the headings announce plans?"""
        if not any(self._plans(key, heading) for heading in headings):
            return ""
        titles = " ".join(key[h.start : min(h.end, h.start + _HEADING_REACH)] for h in headings)
        plain = self._plainly.search(titles) is not None
        return "heading" if plain or not self._reports_results(key, headings) else ""

    def _cued(self, key: str, times: Sequence[TimeMention], match: Match, clause: int) -> Plan:
        """What a cue of plans before the figure makes it."""
        quantity, start = match.phrase.quantity, match.phrase.sentence[0]
        label = self._last(self._target_label, key, times, clause, quantity.start)
        if quantity.whole is not None:
            label = None  # huyện giao 165/165 thanh niên
        beside = max(start, label.start() - 16, key.rfind("(", start, label.start())) if label else 0
        if label and not self._against.search(key, beside, label.start()):  # đạt 72% (chỉ tiêu 80%)
            return "label"
        proposed = self._last(self._propose, key, times, start, quantity.start)
        counted = match.phrase.elided and not quantity.unit  # 870 hồ sơ: đề nghị trợ cấp 795
        divided = proposed and counted and _DIVIDED.search(key, start, proposed.start())
        proposed = None if divided else proposed
        if proposed and self._grant.search(key, proposed.end(), min(quantity.start, proposed.end() + _REACH)):
            return "proposal"
        return "cue" if self._is_planned(key, times, start, quantity.start) else ""

    def _of_coming(self, key: str, times: Sequence[TimeMention], headings: Sequence[Heading], header: Header) -> Plan:
        """Does the nearest heading that names a time name one after what is reported on (`II. Công tác quý IV`)?"""
        main = header.period[0] if header.period and header.period_in_title else None
        for heading in reversed(headings) if main else ():
            first = bisect_left(times, heading.start, key=lambda time: time.start)
            for time in times[first : first + 1]:
                if main and time.start < min(heading.end, heading.start + _HEADING_REACH):
                    period = time.resolve(header.year)
                    ahead = period and period.start > main.end and time.entry.role in ("", "main") and not time.is_day
                    return "heading" if ahead and not self._reports_results(key, headings) else ""
        return ""

    def _is_planned(self, key: str, times: Sequence[TimeMention], start: int, end: int) -> bool:
        """Does a cue of plans govern `end`, and not as something met (`hoàn thành chỉ tiêu đề ra`)?"""
        cue = self._last(self._target, key, times, start, end)
        if cue is None or not self._target_label.fullmatch(cue.group()):
            return cue is not None
        if self._met.search(key, cue.start() - 16, cue.start()):
            return False
        base = last_match(self._compare, key, max(start, cue.start() - _CLOSE), cue.start())
        compared = base is not None and not key[base.end() : cue.start()].strip()
        return not (compared and CLAUSE_BREAK.search(key, cue.end(), end))  # tăng 1 tầng so với chỉ tiêu; …

    def _is_ruled(self, key: str, start: int, quantity: Quantity) -> bool:
        """A bound that a rule sets: `Chỉ thị nêu rõ không quá 300 khách`."""
        bound = quantity.modifier in ("<=", ">=")
        return bound and self._ruling.search(key, start, quantity.start) is not None

    def _goes_on(self, key: str, times: Sequence[TimeMention], layout: Layout, match: Match) -> bool:
        """Is the sentence before a plan that this one spells out (`… dự kiến bầu 95 đại biểu. Gồm …`)?"""
        start = match.phrase.sentence[0]
        if self._actual.search(key, start, match.phrase.quantity.start):
            return False
        for _ in range(_SPELT_OUT):
            if start == 0:
                return False
            end, start = start, layout.context(start - 1)[0]
            if not self._elaborates.match(key, start):
                return self._is_planned(key, times, start, end)
        return False

    def _reports_results(self, key: str, headings: Sequence[Heading]) -> bool:
        """Is it the result of a task, in a part on results (`I. Kết quả … 2. Nhiệm vụ chuyên môn`)?"""
        return any(self._done_heading.search(key, h.start, min(h.end, h.start + _HEADING_REACH)) for h in headings)

    def sets_apart(self, key: str, times: Sequence[TimeMention], header: Header, match: Match) -> bool:
        """A level of an earlier time in brackets beside a plan: `70% số xã đạt chuẩn (năm 2017 là 45%)`."""
        opening = key.rfind("(", match.phrase.sentence[0], match.phrase.quantity.start)
        if opening < 0 or key.find(")", opening, match.phrase.quantity.start) >= 0:
            return False
        i = bisect_left(times, opening, key=lambda time: time.start)
        if i == len(times) or times[i].start > opening + 2:
            return False
        year = times[i].fields.get("year")
        return times[i].entry.role == "prior" or bool(year and header.period and year < header.period[0].start.year)

    def _opens_plan(self, key: str, times: Sequence[TimeMention], start: int, end: int) -> bool:
        """`Kế hoạch năm 2019: mở 12 lớp`"""
        if key.find(":", start, end) < 0:
            return False
        named = self._target_label.match(key, start, end) or self._plainly.match(key, start, end)
        colon = key.find(":", named.end(), end) if named else -1
        return named is not None and colon >= 0 and not without_times(key, times, named.end(), colon).strip()

    def _last(
        self, cue: re.Pattern[str], key: str, times: Sequence[TimeMention], start: int, end: int
    ) -> re.Match[str] | None:
        """The last cue that still governs `end`: nothing done since, no bracket closed since."""
        last = last_match(cue, key, start, end, self._inert)
        if last is None or self._actual.search(key, last.end(), end):
            return None
        i = bisect_left(times, last.end(), key=lambda time: time.start)
        beside = i < len(times) and not key[last.end() : times[i].start].strip()  # chỉ tiêu năm 2023 là 14, đạt 12
        if self._fulfilled.fullmatch(key, times[i].end if beside else last.end(), end):
            return None
        before = key[start : last.start()].rstrip()
        counted = self._target_label.fullmatch(last.group()) and _COUNT_END.search(before)
        if counted and time_ending(times, key, last.start()) is None:
            if last.start() - start < _CLOSE:
                return None
            earlier = self._last(cue, key, times, max(start, last.start() - _REACH), last.start())
            stopped = earlier is None or CLAUSE_BREAK.search(key, earlier.end(), end)
            return None if stopped else earlier  # bằng 100% chỉ tiêu, đạt 1.912/1.948 chỉ tiêu
        aside = self._meanwhile.search(key, max(start, last.start() - _CLAUSE), last.start())
        if aside and ";" in key[last.end() : end]:
            return None  # đạt 6,9% trong khi nghị quyết đề ra 7,5%; thu ngân sách …
        return None if closes(key, last.end(), end) else last

    def _plans(self, key: str, heading: Heading) -> bool:
        """Does a heading announce plans (`Nhiệm vụ quý IV`), and not what came of them?"""
        end = min(heading.end, heading.start + _HEADING_REACH)
        named = self._target_heading.finditer(key, heading.start, end)
        m = next((m for m in named if " ".join(m.group().split()) not in self._inert), None)
        return m is not None and not self._done_heading.search(key, heading.start, m.start())
