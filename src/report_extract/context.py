"""Status and change of each figure, from the words and headings around it; its period from `dating`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from report_extract.dating import CLAUSE_BREAK, DatingReader, Plan
from report_extract.header import Header
from report_extract.layout import Heading, Layout
from report_extract.matcher import Match
from report_extract.numerals.scan import Quantity
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.periods import Interval, TimeMention
from report_extract.records import Change, Status
from report_extract.spans import Dated, before, closes, headings_above, lies_ahead, lies_before
from report_extract.text import SourceText, last_match

_REACH = 60
_HEADING_REACH = 45
_STOP = re.compile(r"[;:\n]")
_COUNT_END = re.compile(r"[\d%]$")
_NAME = re.compile(r", (?:[^\W\d]+ ){1,3}")
_CLOSE, _CLAUSE = 16, 30
_HABIT_AFTER = 24
_SPELT_OUT = 3  # sentences in a row that spell out a plan


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
        self._extent, self._height = whole_words(words("extent")), whole_words(words("height"))
        respect = whole_words(words("respect")).pattern  # tăng 18% về số lượng và 58% về vốn
        self._respect = re.compile(rf"\s*{respect}(?: [^\W\d]+){{1,4}}(?:,|,? {trie_regex(words('joint'))})\s*")
        self._more = whole_words(words("change_more"))
        self._compare = whole_words(words("compare"))
        self._measure = whole_words([*words("measure_noun"), *words("changed_measure")])
        self._meanwhile = whole_words(words("meanwhile"))
        self._filler = whole_words([*words("change_filler"), *words("compare")])
        self._target = whole_words([*words("target"), *words("target_inert")])
        self._inert = frozenset(words("target_inert"))
        self._habit = whole_words(words("habit"))
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
        self._propose = whole_words(words("propose"))
        self._grant = whole_words(words("grant"))
        self._plainly = whole_words(words("plan_heading"))
        self._done_heading = whole_words(words("done_heading"))
        self._reached = whole_words([*words("met"), *words("copula")])
        self._actual = whole_words(words("actual"))
        self._dating = DatingReader(patterns)
        self._coordination = re.compile(rf"[\s,;]*(?:{trie_regex(words('and'))})?[\s,;]*")
        self._from = frozenset(words("level_from"))
        self._ranged_from = re.compile(rf"\s{trie_regex(self._from)}\s$")
        self._from_right_before = re.compile(rf"(?<!\w){trie_regex(self._from)}\s+$")

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
        calendar = self._dating.read(source, layout, times, header, [m.phrase.quantity for m in matches])
        main = header.period[0] if header.article and header.period else None
        of_day = main is not None and main.start == main.end  # the news of a day compares with no day before
        for i, match in enumerate(matches):
            quantity = match.phrase.quantity
            previous, frame = (matches[i - 1], frames[-1]) if i else (None, None)
            base = self._is_base(source.key, times, quantity)
            cell = match.phrase.cell
            change = None if base else self._change_of(source.key, times, match, previous, frame)
            change = cell.change if cell and (cell.in_grid or cell.change) else change
            following = matches[i + 1].phrase.quantity if i + 1 < len(matches) else None
            was = base or self._is_origin(source.key, quantity, following)
            reset = calendar.is_reset(quantity.start)
            headings = () if reset else headings_above(layout, header, quantity.start)
            plan = self._plan(source.key, times, layout, headings, match) or self._of_coming(
                source.key, times, headings, header
            )
            if previous and not plan and plans[-1] == "label" and self._is_listed(source.key, previous, match):
                plan = "label"  # (kế hoạch: 12 lớp, 300 người)
            plans.append(plan)
            if plan and self._is_aside_of_before(source.key, times, header, match):
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
            elif lies_before(period, header) and role in ("before", "after") and change is None and not of_day:
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
        time = _time_ending(times, key, opening)
        if time is None:
            return False
        return time.entry.role == "prior" or bool(self._compare.search(key, max(0, time.start - _CLOSE), time.start))

    def _change_of(
        self, key: str, times: Sequence[TimeMention], match: Match, previous: Match | None, frame: Frame | None
    ) -> Change | None:
        quantity = match.phrase.quantity
        start = max(match.phrase.sentence[0], quantity.start - _REACH)
        last = last_match(self._change_cue, key, start, quantity.number)
        if last is not None and last.start() >= quantity.start and quantity.unit != "%":
            return None  # vượt 40.000 tấn, không vượt quá 70 vụ: a level
        if last is not None:
            word = " ".join(last.group().split())
            between = key[last.end() : quantity.start]
            bound = quantity.max is not None or quantity.modifier in (">=", "<=")
            if (
                bound and between.strip() in self._from and word in self._change
            ):  # cắt giảm từ 20-30%, tăng từ 10% trở lên
                return "up" if self._change[word] == "up" else "down"
            ranged = self._ranged_from.search(between) if quantity.max is not None else None
            stop = last.end() + ranged.start() + 1 if ranged else quantity.number
            level = self._level.search(key, last.end(), max(last.end(), stop))  # giảm tỷ lệ hộ nghèo từ 1 - 1,5%
            if level and self._extent.fullmatch(between.strip()):  # giảm tới 15 người
                level = None
            if self._height.fullmatch(last.group()) and quantity.unit == "m" and not self._is_compared(key, match):
                return None  # tường dài 30 m, cao hơn 10 m
            if word in self._change and not level:
                rest = self._filler.sub(" ", _without_times(key, times, last.end(), quantity.start))
                listed = self._vague.search(between)  # giảm được hàng trăm đơn vị, trên 50 phòng ban
                if listed and len(rest.split()) <= 8 and ";" not in rest:
                    return "up" if self._change[word] == "up" else "down"
                words = 8 if self._changes_measure(key, last.end(), stop, quantity) else 2  # giảm tỷ lệ hộ nghèo 1%
                if not CLAUSE_BREAK.search(rest) and len(rest.split()) <= (0 if quantity.unit == "" else words):
                    return "up" if self._change[word] == "up" else "down"
            elif word not in self._change:
                return None
        more = last_match(self._more, key, start, quantity.start)  # thêm 4 câu lạc bộ so với đầu năm
        if more and not key[more.end() : quantity.start].strip() and self._is_compared(key, match):
            return "up"
        if previous and frame and frame.change and previous.phrase.quantity.start >= match.phrase.sentence[0]:
            end = previous.phrase.item[1] if previous.phrase.item else previous.phrase.quantity.end
            end = max(end, previous.phrase.quantity.end)
            between = key[previous.phrase.quantity.end : quantity.start]
            opening = between.rfind("(")
            aside = opening >= 0 and not self._filler.sub("", between[opening + 1 :]).strip()
            if aside and len(between) < 45 and not CLAUSE_BREAK.search(between[:opening]):
                return frame.change  # giảm 121 đơn vị (30,2%), giảm 41 vụ (tương ứng 11,1%)
            if end <= quantity.start and self._coordination.fullmatch(key, end, quantity.start):
                return frame.change
            if quantity.unit == previous.phrase.quantity.unit == "%" and (
                self._shares_verb(key, end, quantity.start) or self._respect.fullmatch(between)
            ):
                return frame.change
        return None

    def _is_listed(self, key: str, previous: Match, match: Match) -> bool:
        """Do only a comma or `và` stand between two figures of a sentence?"""
        one, other = previous.phrase, match.phrase
        end = max(one.quantity.end, one.item[1] if one.item else 0)
        start = other.quantity.start
        return (
            one.quantity.start >= other.sentence[0]
            and self._coordination.fullmatch(key, min(end, start), start) is not None
        )

    def _changes_measure(self, key: str, start: int, end: int, quantity: Quantity) -> bool:
        measured = quantity.unit not in ("", "count") and self._measure.match(key, start + 1) is not None
        return measured and not self._reached.search(key, start, min(end, quantity.start))

    def _shares_verb(self, key: str, start: int, end: int) -> bool:
        """Only the name of another field before the figure: `công nghiệp tăng 15%, dịch vụ 10%`."""
        label = _NAME.fullmatch(key, start, end)
        return label is not None and not (self._measure.search(label[0]) or self._reached.search(label[0]))

    def _is_compared(self, key: str, match: Match) -> bool:
        """Is the figure held against another, in its own clause?"""
        end = match.phrase.sentence[1]
        stop = CLAUSE_BREAK.search(key, match.phrase.quantity.end, end)
        return self._compare.search(key, match.phrase.quantity.end, stop.start() if stop else end) is not None

    def _is_origin(self, key: str, quantity: Quantity, following: Quantity | None) -> bool:
        """The 80 of `từ 80 lên 95`."""
        if following is None or following.start - quantity.end > 80:
            return False
        if not self._from_right_before.search(key, max(0, quantity.start - _CLOSE), quantity.start):
            return False
        if quantity.modifier in (">=", "<=") or quantity.max is not None or ";" in key[quantity.end : following.start]:
            return False
        return self._level.search(key, quantity.end, following.number) is not None

    def _plan(
        self, key: str, times: Sequence[TimeMention], layout: Layout, headings: Sequence[Heading], match: Match
    ) -> Plan:
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
        broken = last_match(CLAUSE_BREAK, key, sentence[0], quantity.start)
        clause = broken.end() if broken else sentence[0]
        label = self._last(self._target_label, key, times, clause, quantity.start)
        if quantity.whole is not None:
            label = None  # huyện giao 165/165 thanh niên
        if label and not self._against.search(key, max(sentence[0], label.start() - 16), label.start()):
            return "label"
        proposed = self._last(self._propose, key, times, sentence[0], quantity.start)
        counted = match.phrase.elided and not quantity.unit  # 870 hồ sơ: đề nghị trợ cấp 795
        proposed = None if proposed and counted and ":" in key[sentence[0] : proposed.start()] else proposed
        if proposed and self._grant.search(key, proposed.end(), min(quantity.start, proposed.end() + _REACH)):
            return "proposal"
        if self._is_planned(key, times, sentence[0], quantity.start):
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
        if not any(self._plans(key, heading) for heading in headings):
            return ""
        titles = " ".join(key[h.start : min(h.end, h.start + _HEADING_REACH)] for h in headings)
        plain = self._plainly.search(titles) is not None
        return "heading" if plain or not self._reports_results(key, headings) else ""

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

    def _is_aside_of_before(self, key: str, times: Sequence[TimeMention], header: Header, match: Match) -> bool:
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
        return named is not None and colon >= 0 and not _without_times(key, times, named.end(), colon).strip()

    def _last(
        self, cue: re.Pattern[str], key: str, times: Sequence[TimeMention], start: int, end: int
    ) -> re.Match[str] | None:
        """The last cue that still governs `end`: nothing done since, no bracket closed since."""
        last = last_match(cue, key, start, end, self._inert)
        if last is None or self._actual.search(key, last.end(), end) or self._fulfilled.fullmatch(key, last.end(), end):
            return None
        before = key[start : last.start()].rstrip()
        counted = self._target_label.fullmatch(last.group()) and _COUNT_END.search(before)
        if counted and _time_ending(times, key, last.start()) is None:
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


def _time_ending(times: Sequence[TimeMention], key: str, at: int) -> TimeMention | None:
    """The time that ends right before an offset, blanks aside."""
    i = bisect_left(times, at, key=lambda time: time.start) - 1
    return times[i] if i >= 0 and times[i].end <= at and not key[times[i].end : at].strip() else None


def _without_times(key: str, times: Sequence[TimeMention], start: int, end: int) -> str:
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
