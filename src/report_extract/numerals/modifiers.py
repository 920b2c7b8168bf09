"""Words beside a number that make it a bound or an approximation: `gần`, `không quá`, `trở lên`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import ModifierEntry
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.records import Modifier
from report_extract.text import fold

_AFTER_REACH = 70
_COUNTED_BEFORE = re.compile(r"(?:^|\s)(?!(?:19|20)\d\d )(\d(?:[\d.]*\d)?) [^\d,;:.()\n]{2,28}$")
_CLASS_REACH = 48
_CLAUSE_END = re.compile(r"[,;:.()\n\d]")

NounAt = Callable[[str, int], re.Match[str] | None]  # the counted noun at an offset of a text


class ModifierReader:
    """Reads modifiers with the words of a pattern set."""

    def __init__(self, patterns: PatternSet, noun: NounAt, ranged: re.Pattern[str]) -> None:
        self._noun, self._range = noun, ranged
        self._modifiers: dict[str, ModifierEntry] = {}
        after: dict[str, ModifierEntry] = {}
        for modifier in patterns.of(ModifierEntry):
            self._modifiers.update((fold(word), modifier) for word in modifier.before)
            after.update((fold(word), modifier) for word in modifier.after)
        self._unless_after = {
            entry.id: whole_words(entry.unless_after) for entry in self._modifiers.values() if entry.unless_after
        }
        self._modifier_after, self._modifiers_after = whole_words(after), after
        self._estimates = frozenset(patterns.words("estimate"))
        self._no_estimate = frozenset(patterns.words("estimate_inert"))
        self._estimate = whole_words([*self._estimates, *self._no_estimate])
        self._share_of = whole_words(patterns.words("share_of"))
        self._denial = whole_words(patterns.words("denial"))
        self._from = frozenset(patterns.words("level_from"))
        self._words_go_on = re.compile(rf" (?!{trie_regex(patterns.words('after_bound'))} |/)[^\W\d_]")
        self._count_of_class = re.compile(rf" {trie_regex(patterns.words('of_class'))} \d")

    def bounds(self, left: Sequence[str]) -> bool:
        """Do words that bound a number stand before it?"""
        return not self._modifiers.keys().isdisjoint(left)

    def before(self, key: str, span: tuple[int, int], left: Sequence[str], unit: str) -> tuple[int, Modifier]:
        """The modifier of the number in `span`, and where its words begin; `left` are the phrases before it."""
        at = span[0]
        sign = self._modifiers.get(key[at - 1 : at]) if at else None  # ~3.200 người
        if sign:
            return at - 1, sign.modifier
        for phrase in left if self.bounds(left) else ():
            if " ".join(phrase.split()[:2]) in self._no_estimate:
                break  # thỏa ước đạt
            entry = self._modifiers.get(phrase)
            if entry and unit not in entry.unless_unit:
                start = key.rfind(phrase.split(" ", 1)[0], max(0, at - len(phrase) - 8), at)
                start = start if start >= 0 else at
                if entry.modifier == "=" or self._is_exceeded(key, entry, span[1]):
                    return at, "="
                denied = entry.denied and self._denial.search(key, max(0, start - _AFTER_REACH), start)
                if denied and not _CLAUSE_END.search(key, denied.end(), start):
                    return start, entry.denied or entry.modifier
                return start, entry.modifier
        for m in self._estimate.finditer(key, max(0, at - 40), at) if unit else ():  # ước thiệt hại ban đầu 182 tỷ
            if m.group() in self._estimates and not _CLAUSE_END.search(key, m.end(), at):
                return at, "~"
        return at, "="

    def _is_exceeded(self, key: str, entry: ModifierEntry, end: int) -> bool:
        """`vượt 5 vụ so với kế hoạch`: how far beyond, not more than so many."""
        words = self._unless_after.get(entry.id)
        stop = _CLAUSE_END.search(key, end, end + _AFTER_REACH) if words else None
        return bool(words and words.search(key, end, stop.start() if stop else min(len(key), end + _AFTER_REACH)))

    def limits_a_class(self, key: str, start: int, end: int, unit: str, left: Sequence[str]) -> bool:
        """`doanh nghiệp có từ 20 lao động trở lên đạt …`: who is meant, not a figure."""
        if not left or left[-1] not in self._from:
            return False
        m = self._modifier_after.search(key, end, min(len(key), end + _AFTER_REACH))
        if m is None:
            return False
        if unit == "%" and (self._noun(key, m.end()) or self._share_of.match(key, m.end() + 1)):
            return False  # giải quyết từ 95% trở lên số vụ án
        if unit != "%" and self._is_of_counted(key, start):
            return True  # 5 xã đạt từ 13 tiêu chí trở lên
        goes_on = self._words_go_on.match(key, m.end()) or self._count_of_class.match(key, m.end())
        return goes_on is not None and not self._range.match(key, m.end())

    def _is_of_counted(self, key: str, start: int) -> bool:
        """Do things counted right before have the number (`5 xã đạt từ 13 tiêu chí`)?"""
        counted = _COUNTED_BEFORE.search(key, max(0, start - _CLASS_REACH), start)
        return counted is not None and self._noun(key, counted.end(1)) is not None

    def after(self, key: str, end: int) -> Modifier | None:
        """The bound that follows a number in its clause (`85% trở lên`)."""
        m = self._modifier_after.search(key, end, end + _AFTER_REACH)
        if m is None or _CLAUSE_END.search(key, end, m.start()):
            return None
        return self._modifiers_after[" ".join(m.group().split())].modifier
