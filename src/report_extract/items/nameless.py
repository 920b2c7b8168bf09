"""What a number counts that names nothing itself: it only says what was done, where, or of which kind they are.

`Nhận 88 [đơn], đã trả lời 81`, `bổ nhiệm 9, điều động 14 [cán bộ]`, `14 hội khá, 3 [trung bình]`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from report_extract.families import BODIES
from report_extract.matcher import Match
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex
from report_extract.phrases import Phrase
from report_extract.text import last_match

_DOERS = BODIES | {"official"}
_LOOK = 4
# So far on a number may speak of the one before, and so near stands the number whose noun two deeds share.
_FAR, _NEAR = 200, 40
_STOP = re.compile(r"[;:\n]|\.\s")

Span = tuple[int, int]


class NamelessReader:
    """Finds what such numbers count with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._classes = patterns.noun_classes
        self._noun = patterns.noun
        self._outcome = re.compile(rf"(?:(?:{trie_regex(patterns.words('item_outcome'))})(?!\w)\s*)+")
        self._named = re.compile(rf"(?<!\w){trie_regex(patterns.words('count_word'))}\s*$")
        ends = rf"(?=[,.;)]|\s+{trie_regex(patterns.words('and'))}\s|\s*$)"
        self._kind = re.compile(rf"\s+({trie_regex(patterns.words('kind_after'))}){ends}")
        self._listed = re.compile(rf"\d, ({trie_regex(patterns.words('kind_after'))})\s$")
        self._where = re.compile(rf"{trie_regex(patterns.words('site_led'))}\s")

    def read(self, key: str, matches: Sequence[Match], items: Sequence[Span | None]) -> Span | None:
        """What the number after counts, or the last before, beyond its sentence; `items` are those before it."""
        at = len(items)
        phrase = matches[at].phrase
        if phrase.label is None or not self.says_nothing(key, phrase):
            return None
        ahead = self._ahead(key, phrase, matches[at + 1 : at + 1 + _LOOK])
        return ahead or self._above(key, phrase, matches[max(0, at - _LOOK) : at], items[-_LOOK:])

    def kind(self, key: str, phrase: Phrase) -> Span | None:
        """The kind that follows a number without a noun."""
        if not phrase.elided or phrase.label or phrase.quantity.unit:
            return None
        start = phrase.quantity.start
        kind = self._kind.match(key, phrase.quantity.after) or self._listed.search(key, max(0, start - _NEAR), start)
        return kind.span(1) if kind else None

    def says_nothing(self, key: str, phrase: Phrase) -> bool:
        """Does the label of a count only say what was done, or where (`tại bệnh viện 38, tại trạm 22`)?"""
        if phrase.label is None or phrase.quantity.unit:
            return False
        where = phrase.elided and self._where.match(key, *phrase.label) is not None
        return where or self.is_deed(key, phrase.label)

    def is_deed(self, key: str, label: Span) -> bool:
        """Does a label only say what was done (`đã trả lời 7`), and who did it (`sở trả lời 26`)?"""
        counted = self._named.search(key, max(0, label[0] - 8), label[0])
        doer = None if counted else self._noun.match(key, *label)
        by = doer and self._classes[" ".join(doer.group().split())] in _DOERS
        begin = last_match(self._outcome, key, doer.end(), label[1]) if doer and by else None
        return self._outcome.fullmatch(key, *label) is not None or bool(begin and begin.end() == label[1])

    def _ahead(self, key: str, phrase: Phrase, matches: Sequence[Match]) -> Span | None:
        last = phrase.quantity.end
        for match in matches:
            after = match.phrase
            apart = after.quantity.start - last >= _NEAR or _STOP.search(key, last, after.quantity.start)
            if apart or after.quantity.unit:
                return None
            if not after.elided:
                return after.item
            last = after.quantity.end
        return None

    def _above(self, key: str, phrase: Phrase, matches: Sequence[Match], items: Sequence[Span | None]) -> Span | None:
        for match, item in zip(reversed(matches), reversed(items), strict=True):
            before = match.phrase.quantity
            if phrase.quantity.start - before.end >= _FAR or key.count("\n", before.end, phrase.quantity.start) > 1:
                return None
            if item and not before.unit:
                return item
        return None
