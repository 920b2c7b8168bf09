"""The words around a number: the counted noun, the item it heads, the label before.

Vietnamese puts the head of a noun phrase first, so the item is the noun that follows
the number with its modifiers (`5 [lớp bồi dưỡng lý luận] cho …`), or, where no noun
follows, the label before it (`hội viên mới: 45`, `khiển trách 14`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from report_extract.families import BODIES, family
from report_extract.head_nouns import HeadNoun, HeadNounReader
from report_extract.labels import LabelReader
from report_extract.layout import Layout
from report_extract.noun_phrases import NounPhraseReader
from report_extract.numerals.scan import Quantity
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.tables import Cell, NameReader
from report_extract.text import CAPITALS, SourceText, Spans
from report_extract.tokenizer import Tokenizer
from report_extract.topics import TopicReader

_BLANKS = frozenset(" \t")
_OPEN_QUOTES = frozenset("“\"‘'")
_CLOSE_QUOTE = re.compile(r"[”\"’']")
_MONEY = frozenset({"VND", "USD"})
_SHARES_AND_SUMS = frozenset({"%", "VND", "USD"})
_ITEM_REACH = 90
_SITES = frozenset({"body", "building"})
_PERSON = re.compile(rf"(?: [{CAPITALS}][^\W\d_{CAPITALS}]+){{3}}")
_NAMES = re.compile(rf" [{CAPITALS}][^\W\d_]+ (?:[{CAPITALS}][^\W\d_]|[-–] [{CAPITALS}])")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a quantity counts, as the words around it say."""

    quantity: Quantity
    sentence: tuple[int, int]
    head: str  # the folded noun of the vocabulary, "" where none is found
    noun_class: str
    item: tuple[int, int] | None
    label: tuple[int, int] | None  # the words before the number that name it
    elided: bool  # no noun follows the number
    cell: Cell | None = None


class PhraseReader:
    """Finds heads, items and labels with the nouns and stop words of a pattern set."""

    def __init__(self, patterns: PatternSet, tokenizer: Tokenizer) -> None:
        self._classes = patterns.noun_classes
        self._noun = patterns.noun
        self._generic = frozenset(patterns.words("generic_head"))
        self._heads = HeadNounReader(patterns, tokenizer)
        self._labels = LabelReader(patterns, tokenizer, self._heads)
        self._topics = TopicReader(patterns)
        self._is = re.compile(rf"{trie_regex(patterns.words('number_is'))}\s+")
        self._levels = frozenset(patterns.words("level"))
        self._places = frozenset(patterns.words("place_head"))
        places = trie_regex(patterns.words("place_head"))
        self._site = re.compile(rf",? (?:{trie_regex(patterns.words('and'))} )?{places} (?=[{CAPITALS}])")
        self._has = re.compile(rf"\s+{trie_regex(patterns.words('possession'))}\s+$")
        self._from, self._is_words, self._count_words = map(patterns.words, ("level_from", "is", "count_word"))
        self._opening = re.compile(rf"(?:{trie_regex(patterns.words('label_opening'))})(?!\w)\s*")
        self._measure = whole_words(patterns.words("measure_noun"))
        against = trie_regex(patterns.words("against"))
        bases, staff = (trie_regex(patterns.words(role)) for role in ("rate_base", "against_base"))
        self._base = re.compile(rf"\s*(?:(?:{against}\s+)?({bases})|{against}\s+({staff}))(?!\w)")
        self._out_of = re.compile(rf"\s+{trie_regex(patterns.words('out_of'))}\s+")
        sides = trie_regex(patterns.words("rate_side"))
        self._about = re.compile(rf"\s*{trie_regex(patterns.words('rate_about'))}\s+(?!{sides}(?!\w))")
        self._cell_names = NameReader(patterns)
        self._state = re.compile(rf"{trie_regex(patterns.words('possession') + patterns.words('reached'))}\s+(?=\w)")
        self._bound = re.compile(rf"\s+{trie_regex(patterns.words('label_bound'))}(?!\w)")
        self._share_of = re.compile(rf"\s*{trie_regex(patterns.words('share_whole'))}(?!\w)")
        measures = patterns.words("measure_noun")
        verbs = frozenset(patterns.words("money_verb"))
        self._nominal = whole_words(word for word in measures if word not in verbs)
        self._measured_after = re.compile(rf"\s*{trie_regex(measures)}(?!\w)")
        self._one = re.compile(rf"{trie_regex(patterns.words('one'))}\s")
        self._deed = re.compile(rf" {trie_regex(patterns.words('money_purpose'))}(?!\w)")
        purposes, waits = (
            trie_regex(w) for w in ([*measures, *patterns.words("money_purpose")], patterns.words("wait"))
        )
        self._purpose = re.compile(rf"\s*(?:{waits}\s)?(?P<name>{purposes})(?!\w)")
        self._nouns = NounPhraseReader(patterns, tokenizer)

    def read(
        self,
        source: SourceText,
        layout: Layout,
        quantities: Sequence[Quantity],
        cells: Mapping[int, Cell],
        times: Spans,
    ) -> tuple[Phrase, ...]:
        """A phrase for each quantity, in text order."""
        phrases: list[Phrase] = []
        previous_end = 0
        for i, quantity in enumerate(quantities):
            following = quantities[i + 1].start if i + 1 < len(quantities) else len(source.key)
            cell = cells.get(quantity.number)
            if cell:
                phrase = self._in_cell(source, layout, quantity, cell)
            else:
                phrase = self._phrase(source, layout, quantity, previous_end, following, times)
            phrases.append(phrase)
            previous_end = max(quantity.end, quantity.after, phrase.item[1] if phrase.item else 0)
        return tuple(self._shared(source.key, phrases))

    def _shared(self, key: str, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
        """`từ 401 xuống còn 208 đơn vị`: the noun after the second number is the first one's too."""
        for i, phrase in enumerate(phrases):
            following = phrases[i + 1] if i + 1 < len(phrases) else None
            between = key[phrase.quantity.end : following.quantity.number] if following else ""
            joined = len(between) < 24 and self._is_from(key, phrase.quantity.start) and not phrase.quantity.unit
            previous = phrases[i - 1] if i else None
            again = previous and key[previous.quantity.end : phrase.quantity.number].strip()
            whole = following and phrase.elided and not phrase.quantity.unit
            if following and whole and self._out_of.fullmatch(key, phrase.quantity.end, following.quantity.start):
                yield replace(phrase, head=following.head, noun_class=following.noun_class, item=following.item)
            elif previous and phrase.elided and not phrase.head and again in self._levels and not phrase.quantity.unit:
                yield replace(phrase, head=previous.head, noun_class=previous.noun_class, item=previous.item)
            elif following and joined and following.head and not following.quantity.unit and not phrase.head:
                yield replace(phrase, head=following.head, noun_class=following.noun_class, item=following.item)
            else:
                yield phrase

    def _is_from(self, key: str, start: int) -> bool:
        return any(key.endswith(f"{word} ", 0, start) for word in self._from)

    def _in_cell(self, source: SourceText, layout: Layout, quantity: Quantity, cell: Cell) -> Phrase:
        """In a table its headers and labels name what is counted."""
        name = self._cell_names.read(source.key, cell)
        return Phrase(
            quantity, layout.context(quantity.start), name.head, self._classes.get(name.head, ""), name.item, cell.row,
            elided=False, cell=cell,
        )  # fmt: skip

    def _phrase(
        self,
        source: SourceText,
        layout: Layout,
        quantity: Quantity,
        previous_end: int,
        following: int,
        times: Spans,
    ) -> Phrase:
        key = source.key
        sentence = layout.context(quantity.start)
        limit = min(following, quantity.after + _ITEM_REACH, max(sentence[1], quantity.end))
        label = self._labels.read(key, sentence[0], quantity.start, previous_end, times)
        after = self._after(key, quantity, limit)
        head, noun_class, item = after or ("", "", None)
        sited = head in self._places or (noun_class in _SITES and " " not in head)
        names = _NAMES if sited else _PERSON
        if item and head and names.match(source.norm, item[0] + len(head)):
            item = item[0], item[0] + len(head)  # 2 xã An Sơn, Bình Sơn
        elif item and quantity.unit in ("count", ""):
            site = self._site.search(source.norm, item[0] + max(len(head), 1), item[1])
            item = (item[0], site.start()) if site else item  # 5 hộ thôn Yên Định
        elided = after is None
        if quantity.unit == "day":  # ngày công: the unit says what is counted
            item = (quantity.end - len(key[quantity.part_end : quantity.end].lstrip()), quantity.end)
        elif quantity.unit in ("count", ""):
            bare = item and key[slice(*item)] == head
            counted = bare and label and self._names(key, label) and not names_person(source.norm, label)
            inner = self._heads.find(key, label) if label and (elided or counted) else None
            if label and (elided or (counted and self._is_vaguer(head, inner))):
                if elided and self._only_has(key, label, quantity.start):
                    item = None
                elif elided and (ratio := self._labels.graded(key, label)):
                    item = ratio
                elif inner and (
                    elided or family(inner.noun_class) == family(noun_class) or noun_class in ("", "thing")
                ):
                    head, noun_class = inner.word, inner.noun_class
                    item = (inner.start, label[1])
                elif elided:
                    item = label
            if elided and not head and (unit := self._topics.unit(key, sentence[0])):
                head, noun_class = unit[:2]
            elif not elided and item and (topic := self._topics.read(key, item, sentence[0], label)):
                head, noun_class, item = topic
        elif label and (
            elided or (quantity.unit in _SHARES_AND_SUMS and not self._takes_after(key, quantity, label, head))
        ):
            item = self._labels.measured(key, label, quantity.unit)
            inner = self._heads.find(key, item)
            head, noun_class = (inner.word, inner.noun_class) if inner else ("", "")
        return Phrase(quantity, sentence, head, noun_class, item, label, elided)

    def _only_has(self, key: str, label: tuple[int, int], end: int) -> bool:
        """Does the label only say who has them, after others (`Sở Y tế có 3/3 người, Sở Nội vụ có 2/2`)?"""
        noun = self._noun.match(key, label[0])
        body = noun is not None and self._classes[" ".join(noun.group().split())] in BODIES
        return body and self._has.match(key, label[1], end) is not None

    def _takes_after(self, key: str, quantity: Quantity, label: tuple[int, int], head: str) -> bool:
        """Is the noun that follows money or a rate what it is the money or rate of?"""
        if self._base.match(key, quantity.after) or (quantity.unit == "%" and self._about.match(key, quantity.after)):
            return True
        if quantity.rate or self._share_of.match(key, quantity.after):
            return False
        purpose = self._purpose if quantity.unit in _MONEY else self._measured_after
        return bool(head) or (bool(purpose.match(key, quantity.after)) and not self._nominal.search(key, *label))

    def _after(self, key: str, quantity: Quantity, limit: int) -> tuple[str, str, tuple[int, int]] | None:
        bound = self._bound.match(key, quantity.after) if quantity.unit == "%" else None
        at = bound.end() if bound else quantity.after  # 85% trở lên [CĐCS]
        while at < limit and key[at] in _BLANKS:
            at += 1
        if at >= limit:
            return None
        if key[at] in _OPEN_QUOTES:
            close = _CLOSE_QUOTE.search(key, at + 1, min(len(key), at + _ITEM_REACH))
            if close:
                noun = self._noun.match(key, at + 1)
                head = " ".join(noun.group().split()) if noun else ""
                return head, self._classes.get(head, ""), (at, close.end())
            return None
        if quantity.unit in _MONEY and self._one.match(key, at):  # 52.000 đồng một kg
            return None
        state = None
        if quantity.unit == "%":
            base = self._base.match(key, at)
            if base:  # đạt 58,3% dự toán
                return "", "", base.span(base.lastindex or 1)
            about = self._about.match(key, at)
            if about and not (self._noun.match(key, about.end()) or self._measure.match(key, about.end())):
                return None  # tăng 11% về số lượng
            opening = about or self._opening.match(key, at)
            state = self._state.match(key, at, limit)  # 82% có việc làm
            at = opening.end() if opening and not state and opening.end() < limit else at
        elif quantity.unit == "" and (link := self._is.match(key, at, limit)) and self._noun.match(key, link.end()):
            at = link.end()  # 7 là đoàn viên
        noun = self._noun.match(key, state.end() if state else at)
        if noun and "," in noun.group() and self._nouns.leads(key, noun.end(), limit):  # 45 hội viên, [nông dân] 16
            noun = self._noun.match(key, noun.start(), noun.start() + noun.group().rindex(","))
        head = " ".join(noun.group().split()) if noun else ""
        if noun and noun.end() > limit:
            noun, head = None, ""
        verb = self._purpose.match(key, at) if quantity.unit in _MONEY and not noun else None
        if verb and verb.end() <= limit:  # 5 triệu đồng hỗ trợ hộ nghèo
            at = verb.start("name")
            whom = self._noun.match(key, verb.end() + 1)
            end = verb.end() if whom else self._nouns.end(key, at, self._deeds_end(key, verb.end()), limit, "")
            return "", "", (at, end)
        if not noun:
            stop = self._nouns.stops(key, state.end() if state else at)
            if (stop and not self._nominal.match(key, at)) or not key[at].isalpha():
                return None
        measure = None if noun else self._measure.match(key, at, limit)  # 10% tiền sử dụng đất
        begin = noun.end() if noun else self._deeds_end(key, measure.end()) if measure else at
        end = self._nouns.end(key, at, min(begin, limit), limit, head)
        return head, self._classes.get(head, ""), (at, end)

    def _deeds_end(self, key: str, at: int) -> int:
        """Past the deeds that money is named for (`kinh phí [hỗ trợ đóng] mới tàu`)."""
        while deed := self._deed.match(key, at):
            at = deed.end()
        return at

    def _is_vaguer(self, head: str, named: HeadNoun | None) -> bool:
        """Does the noun of the label say more than the one after the number (`Làng văn hóa: 96/131 làng`)?"""
        return head in self._generic or (named is not None and named.word.startswith(head + " "))

    def _names(self, key: str, label: tuple[int, int]) -> bool:
        """Does the label name what is counted (`số đảng viên kết nạp là`, `hội viên mới:`)?"""
        before = key[max(0, label[0] - 12) : label[0]].rstrip()
        after = key[label[1] : label[1] + 6].strip()
        return before.endswith(self._count_words) or after.startswith((":", *self._is_words))


def names_person(norm: str, label: tuple[int, int]) -> bool:
    """Does a label give someone's full name (`ông Trần Văn An là …`)?"""
    return _PERSON.search(norm, *label) is not None
