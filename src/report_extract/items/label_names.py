"""The words of a label that name what is counted: without what leads to it and what only limits it."""

from __future__ import annotations

import re

from report_extract.families import BODIES, family
from report_extract.items.spending import CLAUSE, WHOM, SpendingReader
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.phrases import Phrase
from report_extract.text import CAPITALS, SourceText, last_match

# So many syllables before a noun found in a label may belong to it.
_PREFIX = 2
_PREFIX_OF_COUNTS = 4
_MONEY = frozenset({"VND", "USD"})
_MEASURED = _MONEY | {"%"}
_SIZES = frozenset({"m", "km", "kg", "t"})
# `a, b` or `a - b` before a label, from where a clause begins; not after a number.
_LIST_HEAD = re.compile(
    r"(?:^|[\n.;:(]|[-–+*•]\s)\s*((?:[^\W\d]+[ ]?){1,4}(?:(?:,| [-–]) (?:[^\W\d]+[ ]?){1,3})?)(?:,| [-–]) $"
)
_LIST_SIGNS = (", ", "- ", "– ")
_LIST_REACH = 60
_WORDS = re.compile(r"[^\W\d]{2}")
_NAME = re.compile(rf"(?:[{CAPITALS}][^\W\d_{CAPITALS}]+\s?){{2,4}}")

Span = tuple[int, int]


class LabelNames:
    """Reads names out of labels with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._classes = patterns.noun_classes
        self._noun = patterns.noun
        self._opening = whole_words(patterns.words("item_opening"))
        self._asked = whole_words(patterns.words("money_asked"))
        self._asks = frozenset(patterns.words("money_asked"))
        self._inside = frozenset([*patterns.words("item_inside"), *patterns.words("label_inside")])
        self._end = whole_words([*patterns.words("label_end"), *self._inside])
        self._echo = re.compile(rf"(?:(?:{trie_regex(patterns.words('item_echo'))})(?!\w)[\s:]*)+")
        verbs = frozenset(patterns.words("money_verb"))
        self._verb = whole_words(verbs)
        self._whom = re.compile(rf"\s+{trie_regex(patterns.words('money_to'))}(?!\w)")
        self._no_tail = patterns.words("item_tail_inert")
        one, first = (trie_regex(patterns.words(role)) for role in ("one", "item_first"))
        self._first = re.compile(rf"{one}\s+(?=\w+\s\w)|(?:{first}\s+)+(?=\w)")
        self._last = re.compile(rf"(?:\s+{trie_regex(patterns.words('item_never_last'))})+\s*$")
        self._joins = re.compile(rf"{trie_regex(patterns.words('money_joining'))}(?!\w)")
        self._fee = whole_words(patterns.words("fee"))
        self._giving = re.compile(
            rf"(?<!\w)({trie_regex(patterns.words('money_giving'))})(?:\s{trie_regex(patterns.words('money_for'))})?\s+$"
        )
        self._spending = SpendingReader(patterns)
        self._gives = frozenset(patterns.words("money_giving"))
        self._lead = whole_words(
            [w for role in ("item_stop", "label_opening", "item_lead", "money_asked") for w in patterns.words(role)]
        )
        hollow = [*patterns.words("item_stop"), *patterns.words("label_opening"), *patterns.words("copula")]
        self._hollow = re.compile(rf"(?:{trie_regex(hollow)}(?!\w)\s*)+")
        heads, verbs_of = (trie_regex(patterns.words(role)) for role in ("empty_head", "item_relative"))
        self._relative = re.compile(rf"{heads}\s{verbs_of}(?!\w)")
        self._kind_of = re.compile(rf"(?<=\w)\s+{trie_regex(patterns.words('is'))}\s+")
        self._rate_lead = re.compile(rf"{trie_regex(patterns.words('rate_lead'))}\s+")
        self._measure = whole_words(patterns.words("measure_noun"))
        self._sum = whole_words(word for word in patterns.words("measure_noun") if word not in verbs)
        self._tail = re.compile(rf"\s{trie_regex(patterns.words('item_tail'))}(?!\w)(?:\s\d+)?\s*$")
        self._kept = re.compile(rf"(?<!\w){trie_regex(patterns.words('label_inside'))}\s*$")
        self._size = re.compile(rf"\s{trie_regex(patterns.words('item_tail_size'))}\s*$")
        fund, works = (trie_regex(patterns.words(role)) for role in ("fund", "fund_verb"))
        self._fund = re.compile(rf"{fund}(?!\w).*?(?<=[\w”\"])(?=\s+{works}\s*$)")

    def name(self, source: SourceText, phrase: Phrase, span: Span) -> Span | None:
        """What a label names, without what leads to it and what only limits it."""
        key = source.key
        if phrase.label and phrase.label[0] < span[0] and _in_name(source.norm, phrase.label[0], span[0]):
            verb = last_match(self._verb, key, *span)  # Công đoàn Hòa [Lương] chi
            if verb and verb.end() == span[1]:
                return verb.span()
            span = phrase.label[0], span[1]
        of = last_match(self._kind_of, key, *span) if not phrase.quantity.unit else None
        begin = of.end() if of and self._noun.match(key, of.end(), span[1]) else span[0]  # đoàn viên là [học sinh]
        start, end = self._spending.subject(key, phrase, (begin, span[1]))
        empty = self._relative.match(key, start, end)  # người đã kê khai
        kept = empty is not None and start == span[0]
        start, end = self._opened(key, phrase, start, end)
        start = self._spending.valued(key, phrase, start, end)
        while start < end and not key[start].isalnum() and key[start] not in '“"':
            start += 1
        if start >= end or self._echo.fullmatch(key, start, end):
            return None
        cut = self.cut(key, empty.end() if empty and kept and start == span[0] else start, end, past=start)
        while cut and self._hollow.fullmatch(key, start, cut.start()) and _WORDS.search(key, cut.end(), end):
            start = end - len(key[cut.end() + 1 : end].lstrip())  # trong tháng [thu]
            cut = self.cut(key, start, end)
        if cut and phrase.quantity.unit in _MONEY and not self._sum.search(key, start, end):
            verb = last_match(self._verb, key, cut.start(), end)  # tỉnh cho biết mới [nhận] được 3 tỷ
            taker = verb and verb.group() in self._gives and self._noun.match(key, verb.end() + 1, end)
            given = verb and self._spending.for_whom(key, verb.end(), end) < end  # trả công cho A
            whole = verb and (taker or given or verb.end() == end)
            start, cut = (self._spending.joint(key, start, verb), None) if verb and whole else (start, cut)
        if cut and key[start : cut.start()].strip():
            end = start + len(key[start : cut.start()].rstrip(" ,(-–"))
        tail = None if self._measure.search(key, start, end) else self._tail.search(key, start + 1, end)
        tail = None if tail and self._kept.search(key, start, end) else tail  # hồ sơ tiếp nhận
        tail = None if tail and key.endswith(self._no_tail, 0, tail.end()) else tail  # rau các loại
        paid = phrase.quantity.unit in _MONEY and tail and self._verb.match(key, tail.start() + 1, end)
        tail = None if paid else tail  # cán bộ [nhận] 1 tỷ
        if phrase.quantity.unit in _SIZES and not self._measure.search(key, start, end):
            tail = tail or self._size.search(key, start + 1, end)  # tượng đài cao 12 m
        end = start + len(key[start : tail.start()].rstrip()) if tail else end
        start, end = self._paid(source, start, end) if phrase.quantity.unit in _MONEY else (start, end)
        fund = self._fund.match(key, start, end) if phrase.quantity.unit in _MEASURED else None
        end = fund.end() if fund else end
        if phrase.label and start > phrase.label[0] and not self._fee.match(key, start):
            longest = _PREFIX if phrase.quantity.unit in _MEASURED else _PREFIX_OF_COUNTS
            if phrase.quantity.unit not in _MONEY or not self._done_by(key, phrase.label[0], start):
                start = self._whole(key, phrase.label[0], start, longest)
        if phrase.label and start == phrase.label[0]:
            start = self._listed(key, start, end)
        first = self._first.match(key, start, end)  # [một] cây cầu, [trên] mảnh đất
        start = first.end() if first else start
        last = self._last.search(key, start + 1, end)  # nhà máy [với] quy mô
        end = last.start() if last else end
        return start, start + len(key[start:end].rstrip())

    def _opened(self, key: str, phrase: Phrase, start: int, end: int) -> Span:
        """Past what leads to the name (`kéo tỷ lệ [hộ nghèo]`), or up to what was done with it."""
        lead = self._rate_lead.match(key, start, end) if phrase.quantity.unit == "%" else None
        start = lead.end() if lead and lead.end() < end else start
        asked = last_match(self._asked, key, start, end) if phrase.quantity.unit in _MONEY else None
        start = asked.end() + 1 if asked and self._verb.match(key, asked.end() + 1, end) else start
        empty = self._relative.match(key, start, end)
        opening = last_match(self._opening, key, empty.end() if empty else start, end)
        if opening is None:
            return start, end
        if phrase.quantity.unit in _MONEY and self._sum.match(key, start, opening.start()):
            named = self._verb.search(key, opening.end(), end)  # số tiền đề nghị thanh toán
            if named is None and key[opening.end() : end].strip() and opening.group() in self._asks:
                return start, end
        noun = self._noun.match(key, start, opening.start())
        acts = noun and self._classes[" ".join(noun.group().split())] in BODIES
        paid = phrase.quantity.unit in _MONEY and self._verb.search(key, opening.end(), end)  # sẽ bị [phạt] 10 triệu
        if noun and not paid and not (acts and key[opening.end() : end].strip()):
            return start, opening.start()  # thư xin lỗi đã phát hành
        giving = self._giving.search(key, start, opening.start()) if phrase.quantity.unit in _MONEY else None
        return giving.span(1) if giving else (opening.end(), end)  # [hỗ trợ] mỗi hộ 5 triệu

    def _paid(self, source: SourceText, start: int, end: int) -> Span:
        """The deed that money is named for, without whom it goes to (`[hỗ trợ] Đà Nẵng`, `tăng [lương] cho cán bộ`)."""
        key = source.key
        if not self._sum.search(key, start, end):
            verb = last_match(self._verb, key, start, end)
            whom = verb and self._whom.match(key, verb.end(), end)  # hỗ trợ [thành phố Đà Nẵng]
            gives = verb and verb.group() in self._gives
            taker = self._noun.match(key, verb.end() + 1, end) if verb and gives else None
            given = whom or (taker and self._classes[" ".join(taker.group().split())] in WHOM)
            given = given or (gives and verb and _NAME.fullmatch(source.norm, verb.end() + 1, end))
            if verb and (given or verb.end() == end or key[start : verb.start()].count(" ") >= CLAUSE):
                start, end = self._spending.joint(key, start, verb), verb.end() if given else end
        to = self._spending.for_whom(key, start, end)
        verb = self._verb.search(key, start, to)
        if start < to < end and (self._sum.search(key, start, to) or not verb or verb.start() == start):
            return start, to
        return start, end

    def cut(self, key: str, start: int, end: int, past: int = -1) -> re.Match[str] | None:
        """Where the words begin that only limit a label (`của`, `tại`, `năm`)."""
        ends = (m for m in self._end.finditer(key, start, end) if m.group() not in self._inside)
        return next((m for m in ends if m.start() > past and not key.endswith(self._no_tail, 0, m.end())), None)

    def _listed(self, key: str, start: int, end: int) -> int:
        """With what is named before a comma as part of one list (`hộ khá, giàu`, `cán bộ, giáo viên`)."""
        if key[start - 2 : start] not in _LIST_SIGNS:
            return start
        reach = max(0, start - _LIST_REACH)
        head = _LIST_HEAD.search(key, max(key.rfind("\n", reach, start), reach), start)
        if head is None:
            return start
        begin = head.start(1)
        opening = last_match(self._opening, key, *head.span(1))
        begin = opening.end() + 1 if opening else begin
        named = key[end : end + 3].lstrip(" )").startswith(":")
        first, own = (self._noun.search(key, *span) for span in ((begin, head.end(1)), (start, end)))
        classes = [self._classes[" ".join(noun.group().split())] if noun else "" for noun in (first, own)]
        if classes[0] in BODIES or self._lead.match(key, begin):
            return start
        if first and own is None and first.start() == begin and key.count(" ", start, end) < _PREFIX:
            return begin
        if self._lead.search(key, *head.span(1)):
            return start
        alike = first is not None and own is not None and family(classes[0]) == family(classes[1])
        sums = [self._measure.search(key, *span) for span in ((begin, head.end(1)), (start, end))]
        if sums[0] and sums[1]:
            return sums[0].start()
        return begin if named or alike else start

    def _done_by(self, key: str, begin: int, start: int) -> bool:
        """Does a label only say who did what the money is named for (`ngân hàng [giải ngân]`)?"""
        doer, deed = self._noun.match(key, begin, start), self._verb.match(key, start)
        return bool(doer and deed and doer.end() + 1 == start and not self._joins.match(key, start))

    def _whole(self, key: str, begin: int, start: int, longest: int) -> int:
        """With the few syllables before the noun that are part of it (`hòa giải thành`)."""
        before = key[begin:start].split()
        if len(before) > longest or not all(word.isalpha() for word in before):
            return start
        return start if self._lead.search(key, begin, start) else begin


def _in_name(norm: str, begin: int, at: int) -> bool:
    """Does a name that begins inside a label go on at an offset (`Công đoàn Hòa [Lương] chi`)?"""
    before = norm.rfind(" ", begin, max(at - 1, begin)) + 1
    return before > begin and norm[before].isupper() and norm[at].isupper() and norm[at + 1 : at + 2].islower()
