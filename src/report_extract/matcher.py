"""Which indicator a figure belongs to, and which pattern says so.

Each pattern of the set states the nouns and units it may take and the cue words that
must stand near. All cue words of a text are found in one pass. A figure's candidates are
scored by how closely a cue governs it: before the number in its own clause first, then
after the noun, then farther back in the sentence, then in the headings above. A pattern
without cues is the default of its nouns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from report_extract.layout import Heading, Layout
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import Pattern
from report_extract.pattern_set.trie import whole_words
from report_extract.phrases import Phrase
from report_extract.text import SourceText, fold

# Scores: a cue beside the number outweighs the noun's default, a cue far off does not.
_DEFAULT = 40
_BY_WORD = 10
_BEFORE, _BEFORE_PER_CHAR, _BEFORE_PER_COMMA, _BEFORE_PER_CLAUSE = 100, 0.3, 4, 18
_AFTER, _AFTER_PER_CHAR, _AFTER_PER_BREAK = 84, 0.5, 40
_INSIDE = 110
_HEADING = 34
_PREVIOUS_SENTENCE = 26
_INHERITED = 30
_UNKNOWN = "other/unknown"


class Match(NamedTuple):
    """The decision on one phrase."""

    phrase: Phrase
    indicator: str
    pattern: str
    score: float


class _Rule(NamedTuple):
    pattern: Pattern
    classes: frozenset[str]
    nouns: frozenset[str]
    units: frozenset[str]
    unless: re.Pattern[str] | None


class _Hit(NamedTuple):
    start: int
    end: int
    rules: tuple[_Rule, ...]


class Matcher:
    """Applies the indicator patterns of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        by_cue: dict[str, list[_Rule]] = {}
        self._defaults: dict[str, list[_Rule]] = {}
        for pattern in patterns.of(Pattern):
            rule = _Rule(
                pattern,
                frozenset(n[1:] for n in pattern.nouns if n.startswith("@")),
                frozenset(fold(n) for n in pattern.nouns if not n.startswith("@")),
                frozenset(pattern.units),
                whole_words(pattern.unless) if pattern.unless else None,
            )
            for cue in pattern.cues:
                by_cue.setdefault(fold(cue), []).append(rule)
            if not pattern.cues:
                for unit in pattern.units:
                    self._defaults.setdefault(unit, []).append(rule)
        for inert in patterns.words("inert"):  # names that hold a cue word and are no cue
            by_cue.setdefault(inert, [])
        self._rules = {cue: tuple(rules) for cue, rules in by_cue.items()}
        self._cue = whole_words(by_cue)

    def match(self, source: SourceText, layout: Layout, phrases: Sequence[Phrase]) -> tuple[Match, ...]:
        """A match for every phrase, in text order."""
        hits = [
            _Hit(m.start(), m.end(), self._rules[" ".join(m.group().split())])
            for m in self._cue.finditer(source.key)
        ]
        hits = [hit for hit in hits if hit.rules]
        starts = [hit.start for hit in hits]
        matches: list[Match] = []
        for phrase in phrases:
            previous = matches[-1] if matches else None
            matches.append(self._decide(source.key, layout, phrase, hits, starts, previous))
        return tuple(matches)

    def _decide(
        self,
        key: str,
        layout: Layout,
        phrase: Phrase,
        hits: Sequence[_Hit],
        starts: Sequence[int],
        previous: Match | None,
    ) -> Match:
        unit = phrase.quantity.unit or "count"
        best: tuple[float, Pattern] | None = None

        def offer(score: float, pattern: Pattern) -> None:
            nonlocal best
            if best is None or score > best[0]:
                best = score, pattern

        for rule in self._defaults.get(unit, ()):
            fit = _fits(rule, phrase)
            if fit and not self._ruled_out(rule, key, phrase, phrase.sentence[0]):
                offer(_DEFAULT + rule.pattern.weight + (_BY_WORD if fit == 2 else 0), rule.pattern)
        begin, end = phrase.sentence
        spans = list(phrase.cell) if phrase.cell else []
        for hit in hits[bisect_left(starts, begin) : bisect_left(starts, end)]:
            score = _position(key, phrase, hit)
            for rule in hit.rules:
                if unit in rule.units and _fits(rule, phrase) and _stands(rule.pattern.where, phrase, hit):
                    total = score + rule.pattern.weight
                    if (best is None or total > best[0]) and not self._ruled_out(rule, key, phrase, hit.start):
                        offer(total, rule.pattern)
        headings = [h for h in layout.headings if h.start < phrase.quantity.start < h.until and h.end <= begin]
        spans += [(h.start, h.end) for h in headings]
        for a, b in spans:
            for hit in hits[bisect_left(starts, a) : bisect_left(starts, b)]:
                for rule in hit.rules:
                    if unit in rule.units and _fits(rule, phrase) and rule.pattern.where != "after":
                        close = _BEFORE - 10 if phrase.cell and (a, b) in phrase.cell else _HEADING
                        offer(close + rule.pattern.weight, rule.pattern)
        if previous and self._continues(key, previous, phrase) and (best is None or best[0] < _INHERITED):
            return Match(phrase, previous.indicator, previous.pattern, _INHERITED)
        if best is None:
            return Match(phrase, "other", _UNKNOWN, 0)
        return Match(phrase, best[1].indicator, best[1].id, best[0])

    def _ruled_out(self, rule: _Rule, key: str, phrase: Phrase, since: int) -> bool:
        if rule.unless is None:
            return False
        end = max(phrase.quantity.after, phrase.item[1] if phrase.item else 0)
        return rule.unless.search(key, min(since, phrase.quantity.start), min(len(key), end + 30)) is not None

    @staticmethod
    def _continues(key: str, previous: Match, phrase: Phrase) -> bool:
        """Is the phrase one more of an enumeration whose noun is left out?"""
        unit, before = phrase.quantity.unit or "count", previous.phrase.quantity.unit or "count"
        same = previous.phrase.sentence == phrase.sentence and unit == before
        return same and (phrase.elided or not phrase.head)


def _fits(rule: _Rule, phrase: Phrase) -> int:
    """2: by the very noun, 1: by its class or any noun, 0: not."""
    if phrase.head and phrase.head in rule.nouns:
        return 2
    if not rule.nouns and not rule.classes:
        return 1
    if phrase.noun_class and phrase.noun_class in rule.classes:
        return 1
    # No noun of the vocabulary: a cue alone may decide, a default may not.
    return 1 if not phrase.head and rule.pattern.cues else 0


def _stands(where: str, phrase: Phrase, hit: _Hit) -> bool:
    if hit.end <= phrase.quantity.start:
        return where in ("before", "near") or (
            where == "noun" and phrase.item is not None and phrase.item[0] <= hit.start < phrase.item[1]
        )
    if hit.start >= phrase.quantity.number:
        if where in ("noun", "near") and phrase.item and phrase.item[0] <= hit.start < phrase.item[1]:
            return True
        return where in ("after", "near")
    return False


_BREAKS = re.compile(r"[,;:.()\n]|\d+")


def _position(key: str, phrase: Phrase, hit: _Hit) -> float:
    """How closely the cue governs the number, by what stands between."""
    quantity = phrase.quantity
    if phrase.item and phrase.item[0] <= hit.start < phrase.item[1]:
        return _INSIDE
    if hit.end <= quantity.start:
        score = _BEFORE - _BEFORE_PER_CHAR * (quantity.start - hit.end)
        for m in _BREAKS.finditer(key, hit.end, quantity.start):
            mark = m.group()
            score -= _BEFORE_PER_CLAUSE if mark in ";.:\n" else _BEFORE_PER_COMMA
        return score
    end = max(quantity.after, phrase.item[1] if phrase.item else 0)
    breaks = sum(1 for m in _BREAKS.finditer(key, end, hit.start) if m.group() not in "()")
    return _AFTER - _AFTER_PER_CHAR * max(0, hit.start - end) - _AFTER_PER_BREAK * breaks


def governing_headings(layout: Layout, at: int) -> tuple[Heading, ...]:
    """The headings above `at`, the outermost first."""
    return tuple(h for h in layout.headings if h.end <= at < h.until)
