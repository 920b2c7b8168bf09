"""What money is spent on, where its verb does not say it (`chi 5 tỷ đồng để [trợ giá] cho xe buýt`)."""

from __future__ import annotations

import re

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.phrases import Phrase

_REACH = 80
_LONGEST_AIM = 12
_CLAUSE_END = re.compile(r"[;:.()\n]|,\s(?=\D)|\d")
_LAST_OF_LIST = re.compile(r",\s(?:[^\W\d]+(?:\s|(?=[.;\n]|$))){1,6}(?=[.;\n]|$)")

Span = tuple[int, int]


class SpendingReader:
    """Finds aims and causes of money after it, with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._spends = re.compile(rf"(?<!\w){trie_regex(patterns.words('money_spending'))}$")
        aims, causes = (trie_regex(patterns.words(role)) for role in ("money_aim", "money_for"))
        self._leads_to = re.compile(rf"\s+(?:của\s[^,.;:()\d\n]{{2,40}}?\s)?(?:{aims}|(?P<cause>{causes}))\s+")
        self._cause = re.compile(rf"{trie_regex(patterns.words('money_cause'))}(?!\w)")
        self._inside = frozenset([*patterns.words("item_inside"), *patterns.words("label_inside")])
        self._ends = whole_words([*patterns.words("label_end"), *patterns.words("aim_end"), *self._inside])
        self._graded = re.compile(rf"(?<!\w){trie_regex(patterns.words('item_grade'))}\s\d+(?!\w|[.,]\d)")

    def read(self, key: str, phrase: Phrase, item: Span) -> Span | None:
        """The aim of a sum whose item so far is `item`; None where that says what the money is."""
        if item[1] > phrase.quantity.start or not self._spends.search(key, *item):
            return None
        led = self._leads_to.match(key, phrase.quantity.after, phrase.sentence[1])
        if led is None or (led["cause"] and not self._cause.match(key, led.end())):
            return None
        begin, limit = led.end(), self._limit(key, led.end(), phrase.sentence[1], listed=bool(led["cause"]))
        ends = (m for m in self._ends.finditer(key, begin + 1, limit) if m.group() not in self._inside)
        cut = next((m for m in ends if not self._graded.fullmatch(m.group())), None)
        end = begin + len(key[begin : cut.start() if cut else limit].rstrip())
        return (begin, end) if end > begin and key.count(" ", begin, end) < _LONGEST_AIM else None

    def _limit(self, key: str, begin: int, sentence_end: int, *, listed: bool) -> int:
        """Where the clause ends; a cause may be a list (`cho hoạt động từ thiện, xã hội.`)."""
        limit = min(sentence_end, begin + _REACH)
        graded = self._graded.search(key, begin, limit)  # hỗ trợ đợt 1
        stops = _CLAUSE_END.finditer(key, begin, limit)
        stop = next((m for m in stops if not (graded and graded.start() < m.start() < graded.end())), None)
        if stop is None:
            return limit
        more = _LAST_OF_LIST.match(key, stop.start(), sentence_end) if listed else None
        return more.end() if more else stop.start()
