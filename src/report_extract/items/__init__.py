"""The item of each figure: the shortest words that say what is counted or measured.

A phrase gives the noun after the number or the label before it. Here a label loses what
only leads to the number (`kéo tỷ lệ hộ nghèo … xuống` is about `hộ nghèo`), a bare classifier
gives way to the label that names what it classifies (`hội viên mới: 145 chị`), and a number
that names nothing itself (`tăng 3,1%`, `cùng kỳ: 51`) takes the item of the number before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from report_extract.families import BODIES, family
from report_extract.items.fuller import FullerReader
from report_extract.items.label_names import LabelNames
from report_extract.items.nameless import NamelessReader
from report_extract.items.spending import ACTORS, SpendingReader
from report_extract.matcher import Match
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.phrases import Phrase, names_person
from report_extract.text import CAPITALS, SourceText

_QUOTED = re.compile(r"[ ]?[“\"][^”\"\n]{1,60}[”\"]")
# What a name in quotes after the noun does not belong to.
_NAMELESS = frozenset({"people", "award", "gift"})
_LONGEST_HEAD = 80
_HEAD = re.compile(r"[ \t]*(?:(?:[-+*•]|\d{1,2}[.)]|[a-zđ][.)])[ \t]*)?([^\W\d][^:;,.()\d\n]{2,60})")
_MONEY = frozenset({"VND", "USD"})
_MEASURED = _MONEY | {"%"}
# A number further on than this no longer speaks of the same thing.
_SAME = 200
_LOOK_BACK = 4
_NAME = re.compile(rf"(?:[{CAPITALS}][^\W\d_{CAPITALS}]+\s?){{2,4}}")

Span = tuple[int, int]


class ItemReader:
    """Settles items with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._classes = patterns.noun_classes
        self._noun = patterns.noun
        self._generic = frozenset(patterns.words("generic_head"))
        self._content = frozenset(patterns.words("content_head"))
        self._echo = re.compile(rf"(?:(?:{trie_regex(patterns.words('item_echo'))})(?!\w)[\s:]*)+")
        verbs = frozenset(patterns.words("money_verb"))
        self._this = tuple(f" {word}" for word in patterns.words("this"))
        self._out_of = re.compile(rf"\s{trie_regex(patterns.words('out_of'))}\s+$")
        self._each = re.compile(rf"{trie_regex(patterns.words('each'))}\s(\w+(?:\s\w+)?)")
        self._spending = SpendingReader(patterns)
        self._base = re.compile(trie_regex(patterns.words("rate_base")))
        given = trie_regex(patterns.words("target_given"))
        self._given = re.compile(rf"{trie_regex(patterns.words('rate_base'))}(?:\s\w+){{0,4}}?\s{given}(?:\s[ivx]+)?")
        soft = patterns.words("item_stop_soft")
        self._soft = re.compile(rf"\s+{trie_regex(soft)}(?!\w)")
        self._told = re.compile(rf"\s+{trie_regex(word for word in soft if ' ' not in word)}(?!\w)")
        households = {head for head in self._generic if self._classes.get(head) == "household"}
        self._firm = (self._generic & self._content) | households
        self._shed = re.compile(rf"\s+{trie_regex(patterns.words('item_shed'))}$")
        self._empty = frozenset(patterns.words("empty_head"))
        self._names = re.compile(rf"\s*(?::|{trie_regex(patterns.words('is'))}(?!\w))")
        self._named = re.compile(rf"(?<!\w){trie_regex(patterns.words('count_word'))}\s*$")
        self._nameless = NamelessReader(patterns)
        self._fuller = FullerReader(patterns)
        about, sides = (trie_regex(patterns.words(role)) for role in ("rate_about", "rate_side"))
        self._about = re.compile(rf"{about}\s+{sides}(?!\w)")
        led = trie_regex(patterns.words("rate_led"))
        self._led, self._led_on = re.compile(rf"{led}\s"), re.compile(rf"\s+{led}\s")
        self._will = whole_words(patterns.words("finite"))
        self._doing = re.compile(rf"{trie_regex(patterns.words('doing'))}\s\w")
        self._place = re.compile(rf"{trie_regex(patterns.words('place_head'))}\s(?=\w)")
        self._sum = whole_words(word for word in patterns.words("measure_noun") if word not in verbs)
        self._and = frozenset(["", *patterns.words("and")])
        self._share = re.compile(rf"(?<!\w)(?:{trie_regex(patterns.words('share_verb'))})\s+$")
        self._labels = LabelNames(patterns)

    def read(self, source: SourceText, matches: Sequence[Match]) -> tuple[Span | None, ...]:
        """The item of every match, in text order; None where no words say it."""
        items: list[Span | None] = []
        for i, match in enumerate(matches):
            phrase = match.phrase
            own = phrase.item if phrase.cell else self._own(source, phrase)
            last = matches[i - 1].phrase.quantity.end if i else 0
            if own and i and not phrase.cell and last <= own[0] and own[1] <= phrase.quantity.start:
                # 254 vụ (98%): the words between are the noun of the number before
                counted = not source.key[last : own[0]].strip() and source.key[slice(*own)] in self._generic
                own = items[-1] if counted else own
            if own is None and not phrase.cell:
                own = self._headed(source.key, phrase) or self._before(
                    source.key, phrase, matches[max(0, i - _LOOK_BACK) : i], items
                )
                own = own or self._nameless.read(source.key, matches, items)
            own = own or self._fallback(source, phrase)
            if own and i and phrase.quantity.unit and not phrase.cell:
                own = self._spending.priced(source.key, phrase, matches[i - 1]) or own
            if own and i and self._continues(source.key, phrase, own, items[-1]):
                own = items[-1]
            if own and not phrase.cell and not phrase.quantity.unit:
                own = self._fuller.read(source, matches, items, own)
            if own and not phrase.cell and phrase.quantity.unit in _MONEY:
                own = self._spending.read(source.key, phrase, own) or own
            if own and i and not phrase.cell and phrase.quantity.unit in _MONEY:
                own = self._spending.deed(source.key, phrase, matches[i - 1], own, self._labels.cut) or own
            items.append(own)
        return tuple(items)

    def _continues(self, key: str, phrase: Phrase, own: Span, item: Span | None) -> bool:
        """Do the words before a share go on with what was counted (`5 hộ ốm đau và [mất sức] chiếm 2%`)?"""
        quantity = phrase.quantity
        if quantity.unit != "%" or item is None or own[1] > quantity.start or own[0] <= item[1]:
            return False
        joined = key[item[1] : own[0]].strip() in self._and - {""}
        return joined and self._share.search(key, max(0, quantity.start - 20), quantity.start) is not None

    def _headed(self, key: str, phrase: Phrase) -> Span | None:
        """What a line is headed by, of a label that only says in what sense (`- Doanh thu: TH 1.687 tỷ đồng`)."""
        if phrase.label is None or not self._echo.fullmatch(key, *phrase.label):
            return None
        left = max(0, phrase.label[0] - 3)
        colon = left + len(key[left : phrase.label[0]].rstrip()) - 1
        line = key.rfind("\n", max(0, colon - _LONGEST_HEAD), colon) + 1
        named = _HEAD.match(key, line, colon) if key[colon : colon + 1] == ":" else None
        if named is None or named.end() != colon:
            return None
        return named.start(1), named.start(1) + len(named.group(1).rstrip())

    def _before(self, key: str, phrase: Phrase, matches: Sequence[Match], items: Sequence[Span | None]) -> Span | None:
        """The item that a number without one speaks of: of the last number that measures the same."""
        nearest = None
        silent = self._nameless.says_nothing(key, phrase)
        named = phrase.label is not None and key[slice(*phrase.label)].endswith(self._this)  # năm ngoái tỷ lệ này
        alike = phrase.quantity.rate or phrase.quantity.unit in ("%", "count", "")
        for match, item in zip(reversed(matches), reversed(items[-_LOOK_BACK:]), strict=True):
            before = match.phrase.quantity
            if (before.start < phrase.sentence[0] and not named) or phrase.quantity.start - before.end >= _SAME:
                break
            if silent and match.phrase.elided and not match.phrase.head and match.phrase.label:
                continue  # quá hạn 12; đang giải quyết 108
            base = item and self._base.fullmatch(key, *item)
            if phrase.quantity.unit == "%" and self._out_of.search(key, max(0, before.start - 20), before.start):
                continue  # 738 đảng viên trên tổng số 2.964 công nhân, chiếm 24,9%
            if item and not phrase.quantity.unit and self._soft.match(key, phrase.quantity.end):
                said = self._soft.search(key, *item)  # 7 người bị khiển trách, 3 bị cảnh cáo
                return (item[0], said.start()) if said else item
            nearest = nearest or item
            if item and phrase.quantity.unit == "%" and phrase.label and self._led.match(key, *phrase.label):
                led = self._led_on.search(key, item[0] + 1, item[1])  # [khách] đến bằng đường bộ
                return (item[0], led.start()) if led else item
            if item and not base and (alike or phrase.quantity.unit == before.unit):
                return item
        return nearest

    def _own(self, source: SourceText, phrase: Phrase) -> Span | None:
        key, quantity, item, label = source.key, phrase.quantity, phrase.item, phrase.label
        if kind := self._nameless.kind(key, phrase):
            return kind
        if label and item and item[0] < quantity.start and self._says_nothing(source, phrase, label):
            return None
        if item is None or item[0] < quantity.start:
            return self._labels.name(source, phrase, item) if item else None
        if quantity.unit == "%" and self._share.search(key, max(0, quantity.start - 20), quantity.start):
            return self._labels.name(source, phrase, label) if label else None
        noun = self._noun.search(key, *label) if label and self._classifies(key, phrase, item) else None
        if label and noun and self._named.search(key, label[0], noun.start()):  # nâng tổng số hội viên lên 788 người
            label = noun.start(), label[1]
        classifies = label and self._classifies(key, phrase, item) and not names_person(source.norm, label)
        if label and classifies and self._is_named(key, phrase, label):
            return self._labels.name(source, phrase, label)
        quoted = _QUOTED.match(key, item[1])
        bare = key[item[0] : item[1]]
        classifier = " " not in bare or (bare == phrase.head and family(phrase.noun_class) not in _NAMELESS)
        return (item[0], quoted.end()) if quoted and classifier else self._shed_of(key, phrase, item)

    def _shed_of(self, key: str, phrase: Phrase, item: Span) -> Span:
        """A noun after the number without words that only say what the things do (`vụ việc [tồn đọng]`)."""
        at = item[0] + len(phrase.head)
        if phrase.quantity.unit not in ("", "count") or not phrase.head or not key.startswith(phrase.head, item[0]):
            return item
        if phrase.head in self._firm and self._told.match(key, at, item[1]):
            return item[0], at  # 12 dự án chưa giải ngân
        shed = self._shed.search(key, item[0], at)
        rest = key[item[0] : shed.start()] if shed else ""
        enough = " " in rest or (family(phrase.noun_class) == "people" and rest not in self._empty)
        return (item[0], shed.start()) if shed and enough else item

    def _fallback(self, source: SourceText, phrase: Phrase) -> Span | None:
        """The label itself, where what it compares with is nowhere (`chỉ tiêu được giao 5 tỷ đồng`)."""
        if phrase.item is None or phrase.cell or phrase.item[1] > phrase.quantity.start:
            return phrase.item
        base = self._base.match(key := source.key, *phrase.item)
        return base.span() if base and self._given.fullmatch(key, *phrase.item) else phrase.item

    def _says_nothing(self, source: SourceText, phrase: Phrase, label: Span) -> bool:
        """Is a label only a comparison (`cùng kỳ: 51`), what became of the things (`đã trả lời 7`), or a place?"""
        key = source.key
        if self._echo.fullmatch(key, *label) or self._given.fullmatch(key, *label):
            return True
        if phrase.quantity.unit == "%" and self._about.match(key, *label):  # 15% về lượng, 8% về giá trị
            return True
        if phrase.quantity.unit == "%" and self._led.match(key, *label):  # đường bộ tăng 2%, [bằng đường biển] 3%
            return True
        if phrase.quantity.unit in _MEASURED and self._is_name(source, label):  # hỗ trợ Đà Nẵng 1 tỷ, Hà Tĩnh 2 tỷ
            return True
        each = self._each.fullmatch(key, *label) if phrase.quantity.unit in _MONEY else None
        if each and self._classes.get(each.group(1)) in BODIES:  # hỗ trợ Hà Tĩnh và Nghệ An, mỗi tỉnh 2 tỷ
            return True
        place = self._place.match(key, *label)
        if place and not phrase.quantity.unit and source.norm[place.end()].isupper():  # xã An Sơn 5 vụ, xã Bình Sơn 3
            return True
        return self._nameless.says_nothing(key, phrase)

    def _is_name(self, source: SourceText, label: Span) -> bool:
        """Is the label a name alone, of no fund or body (`hỗ trợ Đà Nẵng 1 tỷ đồng, [Hà Tĩnh] 2 tỷ đồng`)?"""
        named = _NAME.fullmatch(source.norm, *label)
        return named is not None and not (self._noun.match(source.key, *label) or self._sum.search(source.key, *label))

    def _classifies(self, key: str, phrase: Phrase, item: Span) -> bool:
        """Is the item a bare classifier (`145 chị`, `14.872 trường hợp`)?"""
        return phrase.head in self._generic and key[item[0] : item[1]] == phrase.head

    def _is_named(self, key: str, phrase: Phrase, label: Span) -> bool:
        """Does the label name what the classifier counts (`Kết hôn: 12 cặp`, `hộ nghèo còn 14 hộ`)?"""
        noun = self._noun.search(key, *label)
        noun_class = self._classes[" ".join(noun.group().split())] if noun else ""
        if (
            self._echo.fullmatch(key, *label)
            or self._nameless.is_deed(key, label)
            or noun_class in BODIES
            or self._doing.match(key, *label)
            or self._will.search(key, *label)
            or (noun is None and phrase.head in self._content)
            or (noun_class == "official" and phrase.noun_class == "case" and not self._names.match(key, label[1]))
        ):
            return False
        before = max(0, label[0] - 8)
        if self._names.match(key, label[1]) or self._named.search(key, before, label[0]):
            return True
        if phrase.head in self._content and noun_class in ACTORS:
            return False
        if noun is None or (noun.group() in self._generic and noun.group() != phrase.head):
            return False  # vụ sạt lở làm 6 người …
        return noun.start() == label[0] and family(noun_class) == family(phrase.noun_class)
