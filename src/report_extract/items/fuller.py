"""The fuller name of what a bare noun counts, where the same sentence says it.

`cấp tỉnh có 39 [người trúng cử]; cấp huyện có 250 người`: the second number counts the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from report_extract.families import BODIES, family
from report_extract.matcher import Match
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.phrases import Phrase
from report_extract.text import CAPITALS, SourceText

_LOOK_BACK = 4
_REACH, _LED = 90, 12
_LISTED = re.compile(r"[ ]*[,;)][ ]*")
_CAPITAL = re.compile(rf"[{CAPITALS}]")
_NAME = re.compile(rf"[{CAPITALS}]\w*(?: [{CAPITALS}]\w*){{1,3}}")
_LONGEST_LIST = 8

Span = tuple[int, int]


class FullerReader:
    """Finds fuller names with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._classes = patterns.noun_classes
        self._noun = patterns.noun
        self._generic = frozenset(patterns.words("generic_head"))
        self._has = re.compile(rf"\s+{trie_regex(patterns.words('possession'))}\s+$")
        self._level = re.compile(rf"{trie_regex(patterns.words('level_led'))}(?!\w)")
        self._strength = re.compile(rf"(?<!\w){trie_regex(patterns.words('strength'))}(?!\w)")
        self._level_in = whole_words(patterns.words("level_led"))
        self._from = re.compile(rf",\s+{trie_regex(patterns.words('level_from'))}\s+$")
        self._rating = re.compile(trie_regex(patterns.words("rating")))
        self._count = re.compile(rf"(?<!\w){trie_regex(patterns.words('count_word'))}\s+$")
        self._is = re.compile(rf"\s+{trie_regex(patterns.words('is'))}(?!\w)")
        self._inside = frozenset(patterns.words("item_inside"))
        self._stop = whole_words([*patterns.words("item_stop"), *self._inside])
        self._echo = re.compile(rf"(?:(?:{trie_regex(patterns.words('item_echo'))})(?!\w)[\s:]*)+")

    def read(self, source: SourceText, matches: Sequence[Match], items: Sequence[Span | None], own: Span) -> Span:
        """The fuller name of an item, else the item; `items` are those before it, and end where it comes."""
        key, at = source.key, len(items)
        matches, items = matches[max(0, at - _LONGEST_LIST) : at + 1], items[-_LONGEST_LIST:]
        phrase = matches[-1].phrase
        if whole := self._rated(key, phrase, matches[:-1], items):
            return whole
        if phrase.elided and len(matches) > 1:
            named = phrase.label and phrase.label[0] <= own[0] < phrase.quantity.start
            return (self._left_out(source, matches, items) if named else None) or own
        if key[slice(*own)] != phrase.head:
            return own
        said = self._bracketed(key, phrase, matches[-2].phrase.quantity.end) if len(matches) > 1 else None
        if said is None and phrase.head in self._generic:
            said = self._headed(key, phrase) or self._subject(key, phrase)
        if said is None:
            said = self._repeated(key, phrase, matches[:-1], items)
        return said or own

    def _rated(self, key: str, phrase: Phrase, matches: Sequence[Match], items: Sequence[Span | None]) -> Span | None:
        """Those whose number is split by how they did (`số [viên chức] là 90 người, hoàn thành tốt nhiệm vụ là 74`)."""
        if phrase.label is None or not self._rating.fullmatch(key, *phrase.label):
            return None
        if phrase.elided and not self._is.match(key, phrase.label[1]):
            return None
        for match, item in zip(reversed(matches), reversed(items), strict=True):
            if match.phrase.quantity.start < phrase.sentence[0]:
                return None
            if item and self._count.search(key, max(0, item[0] - 8), item[0]):
                return item
        return None

    def _left_out(self, source: SourceText, matches: Sequence[Match], items: Sequence[Span | None]) -> Span | None:
        """What the one named before counts too (`Hội Nông dân 91 [tổ], Đoàn Thanh niên 25`)."""
        for at in range(len(matches) - 1, 0, -1):
            phrase, before, item = matches[at].phrase, matches[at - 1].phrase, items[at - 1]
            if item is None or before.quantity.unit or not (self._is_site(source, phrase) or _is_named(source, phrase)):
                return None
            last = max(before.quantity.end, before.item[1] if before.item else 0)
            if phrase.label is None or not _LISTED.fullmatch(source.key, last, phrase.label[0]):
                return None
            if not before.elided:
                return item if item[0] >= before.quantity.end and self._is_site(source, before) else None
        return None

    def _is_site(self, source: SourceText, phrase: Phrase) -> bool:
        """Is the label of a number a level, or a place or a body by name?"""
        if phrase.label is None or self._level.match(source.key, *phrase.label):
            return phrase.label is not None
        noun = self._noun.match(source.key, *phrase.label)
        body = noun is not None and self._classes[" ".join(noun.group().split())] in BODIES
        return (body and _is_named(source, phrase)) or _NAME.fullmatch(source.norm, *phrase.label) is not None

    def _headed(self, key: str, phrase: Phrase) -> Span | None:
        """Whose strength is told (`quân số của [lực lượng cơ động] là 320 người`)."""
        head = self._strength.search(key, *phrase.label) if phrase.label else None
        if head is None or phrase.label is None:
            return None
        begin, end = phrase.label
        if head.start() > begin:
            return (begin, head.start() - 1) if head.end() == end else None
        begin = head.end() + 1
        stops = (m.start() for m in self._stop.finditer(key, begin + 1, end) if m.group() not in self._inside)
        level = self._level_in.search(key, begin + 1, end)
        end = min(next(stops, end), level.start() if level else end)
        return (begin, begin + len(key[begin:end].rstrip())) if key[begin:end].strip() else None

    def _subject(self, key: str, phrase: Phrase) -> Span | None:
        """Who became more or fewer in the clause before (`[giáo viên] nghỉ việc nhiều, từ 89 người còn 39`)."""
        start = phrase.quantity.start
        led = self._from.search(key, max(phrase.sentence[0], start - _LED), start) if phrase.label is None else None
        if led is None:
            return None
        begin = max(phrase.sentence[0], led.start() - _REACH)
        clause = max([begin, *(key.rfind(mark, begin, led.start()) + 1 for mark in ",;:.")])
        nouns = (m for m in self._noun.finditer(key, clause, led.start()) if m.group() not in self._generic)
        return next((m.span() for m in nouns if self._kin(m.group(), phrase)), None)

    def _kin(self, noun: str, phrase: Phrase) -> bool:
        return family(self._classes[" ".join(noun.split())]) == family(phrase.noun_class)

    def _bracketed(self, key: str, phrase: Phrase, previous_end: int) -> Span | None:
        """What stands before brackets that count it (`[công trình không phép] (gần 40 công trình)`)."""
        begin = max(phrase.sentence[0], previous_end, phrase.quantity.start - _REACH)
        opened = phrase.quantity.start - 1
        if key[opened] != "(" or phrase.item is None or key[phrase.item[1] : phrase.item[1] + 1] != ")":
            return None
        at = key.rfind(f" {phrase.head} ", begin, opened) + 1
        words = at + len(phrase.head)
        if at <= begin + 1 or any(m.group() not in self._inside for m in self._stop.finditer(key, words, opened)):
            return None
        return at, at + len(key[at:opened].rstrip())

    def _repeated(
        self, key: str, phrase: Phrase, matches: Sequence[Match], items: Sequence[Span | None]
    ) -> Span | None:
        """The name said before: of the same things, or the subject that went from one number to the next."""
        for match, item in zip(reversed(matches[-_LOOK_BACK:]), reversed(items[-_LOOK_BACK:]), strict=True):
            before = match.phrase
            if before.quantity.start < phrase.sentence[0] or before.quantity.unit not in ("", "%"):
                return None
            if before.quantity.unit == "%":  # tăng 11% so với năm trước (437 lượt)
                continue
            if item and match is matches[-1] and self._stands_for(key, phrase, before, item):
                return item if self._only_changes(key, matches[-1].phrase, phrase) else None
            if item and key.startswith(phrase.head, item[0]) and item[1] - item[0] > len(phrase.head):
                named = item[1] <= before.quantity.start
                subject = named and self._only_changes(key, matches[-1].phrase, phrase)
                has = phrase.head in self._generic and self._only_has(key, phrase)
                return item if subject or has else None
        return None

    def _stands_for(self, key: str, phrase: Phrase, before: Phrase, item: Span) -> bool:
        """Is a classifier that of a label (`tổng số [học sinh]: 216 em, tăng 41 em`)?"""
        named = item[1] <= before.quantity.start and self._noun.match(key, *item) is not None
        kin = family(before.noun_class) == family(phrase.noun_class)
        return named and kin and phrase.head in self._generic and not key.startswith(phrase.head, item[0])

    def _only_changes(self, key: str, before: Phrase, phrase: Phrase) -> bool:
        """Do the words since the number before only say how it changed (`xuống 28 đơn vị, giảm 12 đơn vị`)?"""
        last = max(before.quantity.end, before.item[1] if before.item else 0)
        if phrase.noun_class == "case":  # 327 vụ vi phạm, giảm 41 vụ
            return False
        after = before.quantity.after + (key[before.quantity.after : before.quantity.after + 1] == " ")
        if last == before.quantity.end and not before.elided and (noun := self._noun.match(key, after)):
            last = noun.end()
        between = key[last : phrase.quantity.start].strip(" ,;(")
        return self._echo.fullmatch(between) is not None

    def _only_has(self, key: str, phrase: Phrase) -> bool:
        """Do the words before a number only say who has them (`cấp huyện có 250 người`)?"""
        if phrase.label is None or not self._has.match(key, phrase.label[1], phrase.quantity.start):
            return False
        level = self._noun.search(key, *phrase.label)
        return level is not None and self._classes[" ".join(level.group().split())] in BODIES


def _is_named(source: SourceText, phrase: Phrase) -> bool:
    """Does a name stand in the label, other than by the capital letter of its sentence?"""
    begin, end = phrase.label or (0, 0)
    return _CAPITAL.search(source.norm, begin + (begin == phrase.sentence[0]), end) is not None
