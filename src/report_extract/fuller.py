"""The fuller name of what a bare noun counts, where the same sentence says it.

`cấp tỉnh có 39 [người trúng cử]; cấp huyện có 250 người`: the second number counts the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from report_extract.matcher import Match
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.phrases import BODIES, Phrase

_LOOK_BACK = 4
_REACH = 90

Span = tuple[int, int]


class FullerReader:
    """Finds fuller names with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._classes = patterns.noun_classes
        self._noun = patterns.noun
        self._generic = frozenset(patterns.words("generic_head"))
        self._has = re.compile(rf"\s+{trie_regex(patterns.words('possession'))}\s+$")
        self._inside = frozenset(patterns.words("item_inside"))
        self._stop = whole_words([*patterns.words("item_stop"), *self._inside])
        self._echo = re.compile(rf"(?:(?:{trie_regex(patterns.words('item_echo'))})(?!\w)[\s:]*)+")

    def read(self, key: str, matches: Sequence[Match], items: Sequence[Span | None], own: Span) -> Span:
        """The fuller name of the item of the last of `matches`, else the item; `items` are those before it."""
        phrase = matches[-1].phrase
        if key[slice(*own)] != phrase.head:
            return own
        said = self._bracketed(key, phrase, matches[-2].phrase.quantity.end) if len(matches) > 1 else None
        if said is None and phrase.head in self._generic:
            said = self._repeated(key, phrase, matches[:-1], items)
        return said or own

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
            if before.quantity.start < phrase.sentence[0] or before.quantity.unit:
                return None
            if item and key.startswith(phrase.head, item[0]) and item[1] - item[0] > len(phrase.head):
                named = item[1] <= before.quantity.start
                subject = named and self._only_changes(key, matches[-1].phrase, phrase)
                return item if subject or self._only_has(key, phrase) else None
        return None

    def _only_changes(self, key: str, before: Phrase, phrase: Phrase) -> bool:
        """Do the words since the number before only say how it changed (`xuống 28 đơn vị, giảm 12 đơn vị`)?"""
        last = max(before.quantity.end, before.item[1] if before.item else 0)
        between = key[last : phrase.quantity.start].strip(" ,;(")
        return self._echo.fullmatch(between) is not None

    def _only_has(self, key: str, phrase: Phrase) -> bool:
        """Do the words before a number only say who has them (`cấp huyện có 250 người`)?"""
        level = self._noun.search(key, *phrase.label) if phrase.label else None
        site = level and phrase.label and self._classes[" ".join(level.group().split())] in BODIES
        return bool(site and self._has.match(key, phrase.label[1], phrase.quantity.start))
