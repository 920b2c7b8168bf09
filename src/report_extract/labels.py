"""The words before a number that name it: `hội viên mới: 45`, `thu ngân sách 9 tháng đạt 12 tỷ đồng`."""

from __future__ import annotations

import re

from report_extract.head_nouns import HeadNounReader
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.text import SMALL_LETTERS, Spans, last_match
from report_extract.tokenizer import Tokenizer, is_word

_TO_BOUNDARY = re.compile(r"(?s:.*)([;:,.!?()\[\]|\n“”\"/]|\s[-–—]\s|\d)")
_NAMED_IN_QUOTES = re.compile(r"(?<=\w )[“\"][^“”\"\n]{2,60}[”\"](?= |$)")
_LIST_MARK = re.compile(r"[\s\-–—+*•»>(\[“\"']*(?:(?:[ivx]{1,5}|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)[.)/-]\s+)?")
_NO_LETTER = rf"(?<![{SMALL_LETTERS}\d_].)"
_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(r"[;:!?()\[\]\n“”\"]|\.\s")
_REACH = 110
_TIME_REACH, _LINK_REACH = 24, 32
_FEW_WORDS = 6
_NOUN_REACH = 24
_DIGIT = re.compile(r"\d")
_LEADER_SIGNS = (".", "…", "_")
_LEADERS = re.compile(r"\s*(?:\.{3,}|…+|_{3,})\s*$")
_MEASURED = frozenset({"%", "VND", "USD"})
_NAMED_REACH = 12

Span = tuple[int, int]


class LabelReader:
    """Finds the label of a number, and what in it is measured, with the words of a pattern set."""

    def __init__(self, patterns: PatternSet, tokenizer: Tokenizer, heads: HeadNounReader) -> None:
        self._tokenizer, self._heads = tokenizer, heads
        self._classes, self._noun = patterns.noun_classes, patterns.noun
        self._copula = re.compile(rf"{trie_regex(patterns.words('copula'), guard=_NO_LETTER)}(?!\w)\s*$")
        self._adverbs = frozenset(patterns.words("number_adverb"))
        held = tuple(f" {word}" for word in patterns.words("copula"))
        self._holding = whole_words(noun for noun in self._classes if any(word in noun for word in held))
        self._from = re.compile(rf"\s?:\s*{trie_regex(patterns.words('level_from'))}(?!\w)")
        going = [*patterns.words("done"), *patterns.words("goes_on_with")]
        self._goes_on = re.compile(rf"{trie_regex(patterns.words('done'))}(?!\w)")
        self._cut_by_time = re.compile(rf"\s{trie_regex(going)}\s$")
        self._no_measure = frozenset(patterns.words("measure_inert"))
        self._measures = whole_words([*patterns.words("measure_noun"), *self._no_measure])
        self._aside = whole_words(patterns.words("label_aside"))
        self._lasted = whole_words(patterns.words("label_lasted"))
        after = trie_regex(patterns.words("label_after"))
        self._duration = re.compile(rf"\s{after}\s(?:\w+\s)?\d+(?:\s?[-–]\s?\d+)?\s$")
        self._whole_tail = re.compile(rf"{trie_regex(patterns.words('label_tail'), guard=_NO_LETTER)}\s*$")
        self._scope = re.compile(trie_regex(patterns.words("label_scope")))
        self._denied = re.compile(trie_regex(patterns.words("denial")))
        self._bound = re.compile(rf"{trie_regex(patterns.words('label_bound'), guard=_NO_LETTER)}\s*$")
        self._ordinal = re.compile(rf"(?<!\w){trie_regex(patterns.words('label_ordinal'))}\s$")
        count, links = (trie_regex(patterns.words(role)) for role in ("count_word", "copula"))
        self._counted = re.compile(rf"(?<!\w){count}\s+")
        self._is = re.compile(rf"\s{trie_regex(patterns.words('is'))}(?:\s{links})?\s*$")
        self._aged = re.compile(rf"\d*\s{trie_regex(patterns.words('label_aged'))}(?!\w)")
        self._short_place = re.compile(rf"\b{trie_regex(patterns.words('place_short'))}\.(?= ?\w)")
        into = trie_regex(patterns.words("money_into"))
        self._into = re.compile(rf"(?<!\w){into}\s+$")
        names = trie_regex([*patterns.words("count_word"), *patterns.words("rate_word")])
        self._named = re.compile(rf"(?<!\w){names}\s+$")
        self._pair = whole_words(patterns.words("set_pair"))
        behind = "|".join(rf"(?<={re.escape(word)} )" for word in patterns.words("rate_word"))
        reached = rf"(?:{behind}){trie_regex(patterns.words('reached'))}(?!\w)"  # tỷ lệ [đạt] yêu cầu
        self._opening = re.compile(rf"(?:(?!{reached}){trie_regex(patterns.words('label_opening'))}(?!\w)\s*)+")
        named = trie_regex([*patterns.words("item_grade"), *patterns.words("place_head")])
        self._numbered = re.compile(rf"(?:(?<=[^\W\d_])-|(?<!\w){named}\s)\d+(?!\w|[.,/]\d)")
        self._measure = whole_words(patterns.words("measure_noun"))
        kept = [*patterns.words("label_inside"), *patterns.words("item_inside")]
        self._kept = frozenset(kept)
        self._label_end = whole_words([*patterns.words("label_end"), *kept])
        measures = patterns.words("measure_noun")
        verbs = frozenset(patterns.words("money_verb"))
        self._ratio = whole_words(patterns.words("ratio_noun"))
        self._nominal = frozenset(measures) - verbs
        self._verbs = verbs
        self._gives = frozenset(patterns.words("money_giving"))
        self._and = frozenset(patterns.words("and"))
        self._to_whom = re.compile(rf"{into}\s")
        self._any_verb = whole_words(verbs)

    def read(self, key: str, begin: int, end: int, previous_end: int, times: Spans) -> Span | None:
        """The label of the number at `end`; `begin` is where its sentence does, `previous_end` the number before."""
        left = max(begin, end - _REACH)
        label = self._label(key, left, end, previous_end)
        if counted := self._told(key, max(left, previous_end), end, label, times):
            return counted
        if label and (said := self._opening_time(label, times)):
            named = key[said + 1 : label[1]].lstrip()  # quý III [thu]
            label = (label[1] - len(named), label[1]) if any(map(str.isalpha, named)) else None
        if label is None:
            end = self._before_aside(key, left, end, previous_end, times)
            return self._label(key, left, end, previous_end) if end > max(left, previous_end) else None
        if aside := self._aside.match(key, *label):  # thu nhập, không kể ăn ca, là 5 triệu
            comma = left + len(key[left : label[0]].rstrip())
            main = self._label(key, left, comma - 1, previous_end) if key[comma - 1] == "," else None
            return main or (label if aside.end() < label[1] else None)
        if cut := self._cut_by_time.search(
            key, max(left, label[0] - _NAMED_REACH), label[0]
        ):  # doanh thu năm 2016 của công ty
            at = cut.start()
            while (start := times.ending_at(at) or 0) > max(left, previous_end):
                at = start - 1
            before = self._label(key, left, at, previous_end) if at < cut.start() else None
            rate = before and self._named.search(key, max(0, before[0] - _NAMED_REACH), before[0])
            return before if before and (rate or self._measure.match(key, *before)) else label
        if key[max(0, label[0] - 3) : label[0]].rstrip()[-1:].isdigit():
            lasted = self._lasted.match(key, *label) and self._duration.search(key, left, label[0])
            before = self._label(key, left, lasted.start(), previous_end) if lasted else None
            return before or self._around_time(key, left, label, previous_end, times)
        return label

    def _opening_time(self, label: Span, times: Spans) -> int:
        """Where the time ends that opens a label; 0 where none does."""
        end = times.starting_at(label[0])
        return end if end is not None and end < min(label[1], label[0] + _TIME_REACH) else 0

    def graded(self, key: str, span: Span) -> Span | None:
        """The ratio that a bare number in a span is (`lương khởi điểm với [hệ số] 1,86`)."""
        ratio = last_match(self._ratio, key, *span)
        return (ratio.start(), span[1]) if ratio else None

    def measured(self, key: str, label: Span, unit: str) -> Span:
        """What a sum or a share is of: from the last measure noun of the label, else its last words."""
        named = unit == "%" and self._named.search(key, max(0, label[0] - _NAMED_REACH), label[0])
        if named and self._noun.match(key, label[0]):  # số hộ đã kê khai thu nhập
            return label
        other = self._no_measure if unit in _MEASURED else self._no_measure | self._verbs
        found = [m for m in self._measures.finditer(key, *label) if m.group() not in other]
        if len(found) > 1 and self._into.search(key, label[0], found[-1].start()):
            found.pop()  # thu hồi [về ngân sách]
        if found:
            return self._from_measure(key, label, found)
        ends = self._label_end.finditer(key, label[0] + 1, label[1])
        cut = next((m for m in ends if m.group() not in self._kept), None)
        words = [m.start() for m in _WORD.finditer(key, label[0], cut.start() if cut else label[1])]
        noun = self._noun.match(key, *label)
        few = _FEW_WORDS + (len(noun.group().split()) if noun else 0)
        if len(words) <= few:
            return label
        if named:  # tỷ lệ thu gom chất thải rắn sinh hoạt đô thị
            return label
        verb = last_match(self._any_verb, key, label[0], words[-_FEW_WORDS + 1])  # [hỗ trợ] gia đình người bị nạn
        begin, sooner = words[-_FEW_WORDS], words[-_FEW_WORDS - 1]
        split = self._noun.match(key, sooner)
        begin = sooner if split and split.end() > begin else begin
        if begin != sooner and not is_word(self._tokenizer, key, (begin, begin), label):
            begin = sooner  # quyền | lợi hợp pháp
        near = verb is not None and (verb.end() >= begin or (verb.start() == label[0] and verb.group() in self._gives))
        return (verb.start() if verb and near else begin), label[1]

    def _from_measure(self, key: str, label: Span, found: list[re.Match[str]]) -> Span:
        """From the last measure noun, with the one that it belongs to."""
        last = found.pop()
        begin, before = last.start(), found[-1] if found else None
        if before and before.group() in self._verbs:
            joint = key[before.end() : begin].strip()
            if joint in self._and and last.group() in self._verbs:  # truy thu và xử phạt
                return before.start(), label[1]
            if not joint and self._to_whom.match(last.group()):  # thu hồi [nộp ngân sách]
                return before.span()
        if before and before.end() + 1 == begin and before.group() in self._nominal:
            begin = before.start()  # số dư quỹ
        pairs = self._pair.finditer(key, *label) if found else ()  # phí, lệ phí
        return next((m.start() for m in pairs if m.start() < begin < m.end()), begin), label[1]

    def _told(self, key: str, left: int, end: int, label: Span | None, times: Spans) -> Span | None:
        """What a clause counts over dates and commas (`[người trúng cử] ngày 22/5 và ngày 29/5 là 496`)."""
        link = self._is.search(key, left, end)
        counts = [*self._counted.finditer(key, left, link.start())] if link else []
        count = next((m for m in reversed(counts) if self._noun.match(key, m.end())), None)
        if link is None or count is None or (label and label[0] <= count.end()):
            return None
        if _CLAUSE.search(key, count.end(), link.start()):
            return None
        dated = next(times.ending_within(count.end(), link.start()), None)
        stop = dated[0] if dated and dated[0] > count.end() else link.start()
        led = self._copula.search(key, count.end(), stop)
        return count.end(), led.start() if led else stop

    def _label(self, key: str, start: int, end: int, previous_end: int) -> tuple[int, int] | None:
        """The words before the number, from the last boundary, without what only links them."""
        start = max(start, min(previous_end, end))
        text = key[start:end]
        dotted = text.rstrip().endswith(_LEADER_SIGNS)
        trimmed = (_LEADERS.sub("", text) if dotted else text).rstrip(' \t:–-(“"')
        named_in = trimmed
        if "“" in named_in or '"' in named_in:
            named_in = _NAMED_IN_QUOTES.sub(_masked, named_in)  # Quỹ “Vì người nghèo” thu
        if "." in named_in:
            named_in = self._short_place.sub(_masked, named_in)  # TP. Hồ Chí Minh 61
        if _DIGIT.search(named_in):
            named_in = self._numbered.sub(_masked, named_in)  # phòng, chống Covid-19: 61 triệu
        listed = named_in.lstrip(" ,-")
        if "," in listed or " - " in listed:
            named_in = self._pair.sub(_masked, named_in)  # phí, lệ phí
        bound = _TO_BOUNDARY.match(named_in)
        while bound and bound[1].isdecimal() and self._belongs(named_in, bound):
            bound = _TO_BOUNDARY.match(named_in, 0, bound.end() - 1)
        begin = start + bound.end() if bound else start
        mark = _LIST_MARK.match(key, begin, start + len(trimmed))
        begin = mark.end() if mark else begin
        stop = start + len(trimmed)
        named = ":" in text[len(trimmed) :]  # hội viên phát triển mới: 145
        while stop > begin and not named:
            copula = self._copula.search(key, max(begin, stop - _LINK_REACH), stop)
            if (
                copula is None
                or (copula.group().strip() not in self._adverbs and self._in_noun(key, begin, copula.start(), stop))
                or self._bound.search(key, begin, stop)
                or self._is_tail(key, begin, stop)
            ):
                break
            stop = begin + len(key[begin : copula.start()].rstrip(" \t:"))
        opening = self._opening.match(key, begin, stop)
        if opening and opening.end() < stop and not self._measure.match(key, begin, stop):
            sum_in = self._measure.search(key, begin, stop)  # tổng [số tiền]
            begin = sum_in.start() if sum_in and sum_in.start() < opening.end() else opening.end()
        if stop - begin < 2 or not (key[begin].isalpha() or any(c.isalpha() for c in key[begin:stop])):
            return None
        return begin, stop

    def _is_tail(self, key: str, begin: int, stop: int) -> bool:
        """Does a label end in words that only look like a link (`thụ lý mới`, but not `hàng không đạt`)?"""
        tail = self._whole_tail.search(key, begin, stop)
        if tail is None or tail.start() == begin or not self._denied.match(key, tail.start()):
            return tail is not None
        return is_word(self._tokenizer, key, (tail.start(), tail.start()), (begin, stop))

    def _belongs(self, text: str, digit: re.Match[str]) -> bool:
        """Is a digit part of an age or an ordinal within the name (`dưới 40 tuổi: 19`, `khóa 14: 870`)?"""
        number = len(text[: digit.start(1)].rstrip("0123456789"))
        return self._aged.match(text, digit.end()) is not None or self._ordinal.search(text, 0, number) is not None

    def _in_noun(self, key: str, begin: int, at: int, stop: int) -> bool:
        """Does a noun of the vocabulary hold the word at `at`, right before the number (`văn bản | đến 6.830`)?"""
        near = key.rfind(" ", begin, max(begin, at - _NOUN_REACH)) + 1 if at - begin > _NOUN_REACH else begin
        return any(m.start() < at < m.end() for m in self._holding.finditer(key, near, stop))

    def _before_aside(self, key: str, start: int, end: int, previous_end: int, times: Spans) -> int:
        """Left of the time or the brackets that stand between a label and its number; 0 where none stand."""
        whole, copula = end, self._copula.search(key, start, end)
        while copula and copula.start() < end:
            end = copula.start()
            copula = self._copula.search(key, start, end)
        end = start + len(key[start:end].rstrip(" :"))
        if self._from.match(key, end, whole):  # thu nhập: từ 4 triệu
            return end
        if key[end - 1 : end] == ")":
            return max(key.rfind("(", start, end), 0)
        if key[end - 1 : end] == ",":
            comma = key.rfind(",", start, end - 1)
            if comma > 0 and self._aside.match(key, comma + 2):
                return comma
            linked = (
                key[end:whole].strip() and previous_end <= start and self._measure.search(key, max(comma, start), end)
            )
            return end - 1 if linked else 0  # về tiền thưởng Tết, bình quân 4 triệu
        return times.ending_at(end) or 0

    def _around_time(
        self, key: str, left: int, label: tuple[int, int], previous_end: int, times: Spans
    ) -> tuple[int, int]:
        """A label that begins in a time: what follows the time, or what it is the time of (`thu quý 3 đến 30/9 là`)."""
        near = times.ending_within(label[0] - 1, label[0] + _TIME_REACH)
        start, end = next((time for time in near if time[0] < label[0]), (0, 0))
        if not end:
            verb = self._any_verb.search(key, *label)  # tàu dưới 800 CV [hỗ trợ] 600 triệu
            return (verb.start(), label[1]) if verb and " " not in key[label[0] : verb.start()].rstrip() else label
        after = end + len(key[end : label[1]]) - len(key[end : label[1]].lstrip()), label[1]
        if self._measure.search(key, *after):
            return after
        if self._scope.fullmatch(key, *after) and start > max(left, previous_end):  # tồn quỹ đến 31/12 toàn huyện
            return self._label(key, left, start, previous_end) or after
        if self._heads.find(key, after) or self._any_verb.search(key, *after):
            goes_on = self._goes_on.match(key, *after)  # vốn năm 2016 [đã giải ngân]
            before = (
                self._label(key, left, start, previous_end) if goes_on and start > max(left, previous_end) else None
            )
            return before if before and self._measure.match(key, *before) else after
        before = self._label(key, left, start, previous_end) if start > max(left, previous_end) else None
        return before or (after if after[1] - after[0] > 1 else label)


def _masked(m: re.Match[str]) -> str:
    return "x" * len(m.group())
