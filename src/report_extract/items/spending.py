"""What sums of money are of: what they are spent on, done with, for whom, and the price of what.

Where the verb does not say it (`chi 5 tỷ đồng để [trợ giá] cho xe buýt`), what follows the sum does.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from report_extract.families import BODIES
from report_extract.matcher import Match
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.phrases import Phrase
from report_extract.text import last_match

_MONEY = frozenset({"VND", "USD"})
_MEASURED = _MONEY | {"%"}
# A label that names a body says who counts (`Phường Tân An: 4 người`), not what.
# Those who handle cases are not what is counted (`Công an khởi tố 56 vụ`).
ACTORS = frozenset({"member", "official", "delegate", "person", "collective", "household"})
# Those whom money goes to or comes from; what bounds the clause that says so.
WHOM = BODIES | ACTORS | {"case", "crime"}
_NO_WORD = re.compile(r"[^\w ]|\d")
_CLAUSE_MARKS = (";", ". ", "\n")
# So many words before a verb make a clause; fewer belong to the item (`dân đóng góp`).
CLAUSE = 4
_NEAR, _BACK, _SHORT = 30, 120, 24
_REACH = 80
_LONGEST_AIM = 12
_CLAUSE_END = re.compile(r"[;:.()\n]|,\s(?=\D)|\d")
_LAST_OF_LIST = re.compile(r",\s(?:[^\W\d]+(?:\s|(?=[.;\n]|$))){1,6}(?=[.;\n]|$)")

Span = tuple[int, int]
Cutter = Callable[[str, int, int], re.Match[str] | None]


class SpendingReader:
    """Finds what a sum is of, with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        verbs = frozenset(patterns.words("money_verb"))
        self._spends = re.compile(rf"(?<!\w){trie_regex(patterns.words('money_spending'))}$")
        roles = "money_aim", "money_for", "money_work"
        aims, causes, works = (trie_regex(patterns.words(role)) for role in roles)
        self._leads_to = re.compile(
            rf"\s+(?:của\s[^,.;:()\d\n]{{2,40}}?\s)?(?:{aims}|(?P<cause>{causes}))\s+|\s(?={works}\s)"
        )
        self._works = re.compile(rf"\s(?={works}\s)(?P<cause>)")
        self._cause = re.compile(rf"{trie_regex(patterns.words('money_cause'))}(?!\w)")
        self._to = frozenset(patterns.words("money_for"))
        self._for = whole_words([*self._to, *patterns.words("money_for_inert")])
        self._worth = re.compile(rf",?(?:\s\w+)?\s+{trie_regex(patterns.words('worth'))}(?!\w)")
        done = trie_regex(patterns.words("done"))
        self._done = re.compile(rf"\s{done}\s(?:\w+\s)?{trie_regex(verbs)}(?!\w)")
        self._noun = patterns.noun
        self._verb = whole_words(verbs)
        self._sum_or_verb = whole_words([*verbs, *patterns.words("measure_noun")])
        self._sum = whole_words(word for word in patterns.words("measure_noun") if word not in verbs)
        self._and = frozenset([*patterns.words("and"), ","])
        self._inside = frozenset([*patterns.words("item_inside"), *patterns.words("label_inside")])
        self._ends = whole_words([*patterns.words("label_end"), *patterns.words("aim_end"), *self._inside])
        self._graded = re.compile(rf"(?<!\w){trie_regex(patterns.words('item_grade'))}\s\d+(?!\w|[.,]\d)")

    def read(self, key: str, phrase: Phrase, item: Span) -> Span | None:
        """The aim of a sum whose item so far is `item`; None where that says what the money is."""
        verb = item if item[1] <= phrase.quantity.start else phrase.label
        if verb is None or not self._spends.search(key, *verb):
            return None
        leads = self._leads_to if verb == item else self._works
        led = leads.match(key, phrase.quantity.after, phrase.sentence[1])
        if led is None or (led["cause"] and not self._cause.match(key, led.end())):
            return None
        begin, limit = led.end(), self._limit(key, led.end(), phrase.sentence[1], listed=bool(led["cause"]))
        ends = (m for m in self._ends.finditer(key, begin + 1, limit) if m.group() not in self._inside)
        cut = next((m for m in ends if not self._graded.fullmatch(m.group())), None)
        end = begin + len(key[begin : cut.start() if cut else limit].rstrip())
        least = 0 if led["cause"] else 1  # cho [Quỹ], but not mua 45 xe đạp
        return (begin, end) if end > begin and least <= key.count(" ", begin, end) < _LONGEST_AIM else None

    def subject(self, key: str, phrase: Phrase, span: Span) -> Span:
        """The money that something was done with (`[vốn đầu tư công] đã giải ngân 46 tỷ đồng`)."""
        begin = phrase.label[0] if phrase.label else span[0]
        money = self._sum.match(key, begin, span[1]) if phrase.quantity.unit in _MONEY else None
        deed = self._done.search(key, money.end(), span[1]) if money else None
        return (begin, deed.start()) if deed else span

    def joint(self, key: str, start: int, verb: re.Match[str]) -> int:
        """Where the deeds begin that go together (`thu hồi và bồi thường`)."""
        before = last_match(self._verb, key, start, verb.start())
        return before.start() if before and key[before.end() : verb.start()].strip() in self._and else verb.start()

    def valued(self, key: str, phrase: Phrase, start: int, end: int) -> int:
        """Where the thing begins that a price is told of (`đơn vị nộp lại [quà] trị giá 3 triệu`)."""
        if phrase.quantity.unit not in _MONEY or not self._worth.match(key, end) or self._sum.search(key, start, end):
            return start
        thing = last_match(self._noun, key, start, self.for_whom(key, start, end))
        return thing.start() if thing else start

    def for_whom(self, key: str, start: int, end: int) -> int:
        """Where the words begin that say whom something is for; the end where none do."""
        return next((m.start() for m in self._for.finditer(key, start, end) if m.group() in self._to), end)

    def deed(self, key: str, phrase: Phrase, before: Match, item: Span, cutter: Cutter) -> Span | None:
        """What was done to those counted just before a sum (`phạt 61 cơ sở với 248 triệu đồng`)."""
        counted = before.phrase
        if counted.quantity.unit in _MEASURED or not (counted.quantity.number <= item[0] < phrase.quantity.start):
            return None
        if counted.item is None or item[0] > counted.item[1]:
            return None
        joined = key[counted.item[1] : phrase.quantity.start].strip(" ,") in self._and | {
            ""
        }  # góp 120 ngày công và 5 triệu
        if counted.noun_class not in WHOM and not (counted.quantity.unit and joined):
            return None
        clause = max(key.rfind(mark, phrase.sentence[0], counted.quantity.start) for mark in _CLAUSE_MARKS)
        begin = max(clause + 1, phrase.sentence[0], counted.quantity.start - _BACK)
        verb = last_match(self._sum_or_verb, key, begin, counted.quantity.start)
        if verb is None or ";" in key[counted.quantity.end : phrase.quantity.start]:
            return None
        clause_end = _NO_WORD.search(key, verb.end(), counted.quantity.start)
        end = self.for_whom(key, verb.end(), clause_end.start() if clause_end else counted.quantity.start)
        cut = cutter(key, verb.end(), end)
        named = key[verb.start() : cut.start() if cut else end].rstrip()
        return (verb.start(), verb.start() + len(named)) if named.count(" ") < CLAUSE + 1 else verb.span()

    def priced(self, key: str, phrase: Phrase, before: Match) -> Span | None:
        """What is measured of things counted in between (`[giá] 10 cuốn vở là 45.000 đồng`)."""
        counted = before.phrase
        if counted.quantity.unit or phrase.quantity.unit == "%" or counted.item is None:
            return None
        begin = max(phrase.sentence[0], counted.quantity.start - _NEAR)
        noun = last_match(self._sum, key, begin, counted.quantity.start)
        if noun is None or key[noun.end() : counted.quantity.start].strip():
            return None
        between = key[counted.item[1] : phrase.quantity.start]
        said = counted.item[0] >= counted.quantity.end and len(between) < _SHORT
        named = _NO_WORD.search(between.strip()) or self._sum.search(between)
        return noun.span() if said and not named else None

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
