"""Status and change of each figure, from the words and headings around it; its period from `dating`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from report_extract.dating import CLAUSE_BREAK, DatingReader, Plan
from report_extract.header import Header
from report_extract.layout import Heading, Layout
from report_extract.matcher import Match
from report_extract.numerals.scan import Quantity
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.periods import Interval, TimeMention
from report_extract.records import Change, Status
from report_extract.spans import Dated, closes, headings_above, lies_ahead, lies_before
from report_extract.text import SourceText, last_match

_REACH = 60
_HEADING_REACH = 45
_STOP = re.compile(r"[;:\n]")
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
        self._met = re.compile(rf"{whole_words(words('met')).pattern}\s*$")
        self._propose = whole_words(words("propose"))
        self._grant = whole_words(words("grant"))
        self._plainly = whole_words(words("plan_heading"))
        self._done_heading = whole_words(words("done_heading"))
        self._actual = whole_words(words("actual"))
        self._dating = DatingReader(patterns)
        self._coordination = re.compile(rf"[\s,;]*(?:{'|'.join(map(re.escape, words('and') or ['và']))})?[\s,;]*")

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
        calendar = self._dating.read(source, layout, times, header, [m.phrase.quantity for m in matches])
        for i, match in enumerate(matches):
            quantity = match.phrase.quantity
            change = self._change_of(source.key, match, matches[i - 1] if i else None, frames[-1] if frames else None)
            following = matches[i + 1].phrase.quantity if i + 1 < len(matches) else None
            was = self._is_origin(source.key, quantity, following)
            reset = calendar.is_reset(quantity.start)
            plan = self._plan(source.key, () if reset else headings_above(layout, header, quantity.start), match)
            period, role = calendar.period(match.phrase, dated=match.dated, plan=plan)
            if role not in ("before", "after", "prior") and i and frames[-1].period:
                period = self._attended(source.key, matches[i - 1], match, frames[-1].period) or period
            status: Status = "actual"
            if was or role == "prior":
                status = "prior"
                if was and role not in ("prior", "after"):
                    period = calendar.compared(match.phrase.sentence) or calendar.before(period)
            elif plan or lies_ahead(period, header):
                status = "target"
            elif lies_before(period, header) and role in ("before", "after") and change is None:
                status = "prior"
            frames.append(Frame(status, change, period))
            if role == "report":
                undated.append(i)
        for i in undated:
            if i in repeats:
                frames[i] = frames[i]._replace(period=frames[repeats[i]].period, status=frames[repeats[i]].status)
        return tuple(frames)

    def _attended(self, key: str, previous: Match, match: Match, period: Dated) -> Dated | None:
        """The day of the event, of figures beside those of who came (`215 đại biểu của 10 huyện`)."""
        beside = previous.dated and period[1].is_day and previous.phrase.sentence == match.phrase.sentence
        if not beside or _STOP.search(key, previous.phrase.quantity.end, match.phrase.quantity.start):
            return None
        return period

    def _change_of(self, key: str, match: Match, previous: Match | None, frame: Frame | None) -> Change | None:
        quantity = match.phrase.quantity
        start = max(match.phrase.sentence[0], quantity.start - _REACH)
        last = last_match(self._change_cue, key, start, quantity.number)
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
                if not CLAUSE_BREAK.search(rest) and len(rest.split()) <= (0 if quantity.unit == "" else 2):
                    return "up" if self._change[word] == "up" else "down"
            elif word not in self._change:
                return None
        if previous and frame and frame.change and previous.phrase.quantity.start >= match.phrase.sentence[0]:
            end = previous.phrase.item[1] if previous.phrase.item else previous.phrase.quantity.end
            end = max(end, previous.phrase.quantity.end)
            between = key[previous.phrase.quantity.end : quantity.start]
            if between.endswith("(") and len(between) < 45 and not CLAUSE_BREAK.search(between[:-1]):
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
        return before and self._level.search(key, quantity.end, following.number) is not None

    def _plan(self, key: str, headings: Sequence[Heading], match: Match) -> Plan:
        quantity, sentence = match.phrase.quantity, match.phrase.sentence
        if key[quantity.start - 1 : quantity.start] == "(":  # bằng 103% kế hoạch (300 ha)
            before = max(sentence[0], quantity.start - 30)
            if self._target_label.search(key, before, quantity.start - 1):
                return "label"
        if key[quantity.start - 2 : quantity.start].rstrip().endswith(":"):  # (kế hoạch: 850)
            lead = key[max(sentence[0], quantity.start - 40) : quantity.start].rstrip(" :")
            named = last_match(self._target_label, lead, 0, len(lead))
            if named and named.end() == len(lead):
                return "label"
        clause = max((m.end() for m in CLAUSE_BREAK.finditer(key, sentence[0], quantity.start)), default=sentence[0])
        label = self._last(self._target_label, key, clause, quantity.start)
        if label and not self._against.search(key, max(sentence[0], label.start() - 16), label.start()):
            return "label"
        proposed = self._last(self._propose, key, sentence[0], quantity.start)
        if proposed and self._grant.search(key, proposed.end(), min(quantity.start, proposed.end() + _REACH)):
            return "proposal"
        cue = self._last(self._target, key, sentence[0], quantity.start)
        if cue and not (
            self._target_label.fullmatch(cue.group()) and self._met.search(key, cue.start() - 16, cue.start())
        ):
            return "cue"
        if self._actual.search(key, clause, quantity.start):
            return ""
        if not any(self._plans(key, heading) for heading in headings):
            return ""
        titles = " ".join(key[h.start : min(h.end, h.start + _HEADING_REACH)] for h in headings)
        plain = self._plainly.search(titles) is not None
        return "heading" if plain or not self._reports_results(key, headings) else ""

    def _reports_results(self, key: str, headings: Sequence[Heading]) -> bool:
        """Is it the result of a task, in a part on results (`I. Kết quả … 2. Nhiệm vụ chuyên môn`)?"""
        return any(self._done_heading.search(key, h.start, min(h.end, h.start + _HEADING_REACH)) for h in headings)

    def _last(self, cue: re.Pattern[str], key: str, start: int, end: int) -> re.Match[str] | None:
        """The last cue that still governs `end`: nothing done since, no bracket closed since."""
        last = last_match(cue, key, start, end)
        if last is None or self._actual.search(key, last.end(), end):
            return None
        if key[start : last.start()].rstrip().endswith("%"):  # bằng 100% chỉ tiêu
            return None
        return None if closes(key, last.end(), end) else last

    def _plans(self, key: str, heading: Heading) -> bool:
        """Does a heading announce plans (`Nhiệm vụ quý IV`), and not what came of them?"""
        m = self._target_heading.search(key, heading.start, min(heading.end, heading.start + _HEADING_REACH))
        return m is not None and not self._done_heading.search(key, heading.start, m.start())
