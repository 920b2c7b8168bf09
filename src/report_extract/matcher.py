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
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from report_extract.layout import Layout
from report_extract.parts import Part
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import Pattern
from report_extract.pattern_set.trie import whole_words
from report_extract.phrases import Phrase, family
from report_extract.text import SourceText, fold

# Scores: a cue beside the number outweighs the noun's default, a cue far off does not.
_DEFAULT = 40
_BY_WORD = 10
_BEFORE, _BEFORE_PER_CHAR = 100, 0.3
_BREAK_COST = {",": 5, "(": 3, ")": 10, ":": 6, ";": 40, ".": 40, "\n": 20}
_NUMBER_COST = 5
_AFTER, _AFTER_PER_CHAR, _AFTER_PER_BREAK = 84, 0.5, 40
_INSIDE = 110
_REACH_BEFORE, _REACH_AFTER = 320, 160  # farther off no cue would score
_HEADING = 34
# A part takes the indicator of its total unless a cue of its own stands close by.
_OWN_CUE = 92
_OF_TOTAL = 60
_ELIDED = 70
_BARE = 56
_UNKNOWN = "other/unknown"


class Match(NamedTuple):
    """The decision on one phrase."""

    phrase: Phrase
    indicator: str
    pattern: str
    score: float
    dated: str = ""  # whether the pattern takes the day of an event


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
                for word in _nouns_of(patterns, cue[1:]) if cue.startswith("@") else [fold(cue)]:
                    by_cue.setdefault(word, []).append(rule)
            if not pattern.cues:
                for unit in pattern.units:
                    self._defaults.setdefault(unit, []).append(rule)
        # Names that hold a cue word and are no cue; and counted nouns that hold one (tổ hòa giải).
        for inert in (*patterns.words("inert"), *_inert_nouns(patterns)):
            by_cue.setdefault(inert, [])
        self._by_id = {rule.pattern.id: rule for rules in by_cue.values() for rule in rules}
        self._and = re.compile(rf"[\s,;]*(?:(?:{'|'.join(map(re.escape, patterns.words('and')))})(?!\w)\s*)?")
        self._generic = frozenset(patterns.words("generic_head"))
        self._rules = {cue: tuple(rules) for cue, rules in by_cue.items()}
        self._cue = whole_words(by_cue)

    def match(
        self, source: SourceText, layout: Layout, phrases: Sequence[Phrase], parts: Mapping[int, Part]
    ) -> tuple[Match, ...]:
        """A match for every phrase, in text order; `parts` leads from parts to their totals."""
        hits = [
            _Hit(m.start(), m.end(), self._rules[" ".join(m.group().split())]) for m in self._cue.finditer(source.key)
        ]
        hits = [hit for hit in hits if hit.rules]
        starts = [hit.start for hit in hits]
        matches: list[Match] = []
        for i, phrase in enumerate(phrases):
            own = self._decide(source.key, layout, phrase, hits, starts)
            part = parts.get(i)
            total = matches[part.total] if part and part.total < i else None
            matches.append(self._inherited(source.key, own, total, matches))
        return tuple(matches)

    def _inherited(self, key: str, own: Match, total: Match | None, before: Sequence[Match]) -> Match:
        """The match with what total, enumeration or a fuller mention before it say better."""
        phrase = own.phrase
        if total and own.score < _OWN_CUE and family(total.phrase.noun_class) in (family(phrase.noun_class), ""):
            return _like(total, phrase, max(own.score, _OF_TOTAL))
        if total and (phrase.elided or not phrase.head) and own.score < _INSIDE:
            return _like(total, phrase, _OF_TOTAL)
        previous = before[-1] if before else None
        if previous is None or (previous.phrase.quantity.unit or "count") != (phrase.quantity.unit or "count"):
            return own
        same_sentence = previous.phrase.quantity.start >= phrase.sentence[0]
        rule = self._by_id.get(previous.pattern)
        stronger = rule and rule.pattern.cues and previous.score - 4 > own.score
        if same_sentence and rule and stronger and _fits(rule, phrase) and self._joined(key, previous.phrase, phrase):
            return _like(previous, phrase, previous.score - 4)
        if same_sentence and not phrase.head and own.score < _ELIDED:
            return _like(previous, phrase, _ELIDED)
        if phrase.head in self._generic and _is_bare(phrase) and own.score < _BARE:
            for match in reversed(before[-4:]):
                fuller = match.phrase.head == phrase.head or match.phrase.head.startswith(phrase.head + " ")
                if fuller and phrase.quantity.start - match.phrase.quantity.end < 300:
                    return _like(match, phrase, _BARE)
        return own

    def _joined(self, key: str, previous: Phrase, phrase: Phrase) -> bool:
        """Do only a comma or `và` stand between two figures?"""
        end = max(previous.quantity.after, previous.item[1] if previous.item else 0)
        return self._and.fullmatch(key, min(end, phrase.quantity.start), phrase.quantity.start) is not None

    def _decide(
        self,
        key: str,
        layout: Layout,
        phrase: Phrase,
        hits: Sequence[_Hit],
        starts: Sequence[int],
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
        begin, end = phrase.sentence if phrase.cell is None else (phrase.quantity.start, phrase.quantity.start)
        cell = [span for span in (phrase.cell.header, phrase.cell.row) if span] if phrase.cell else []
        spans = list(cell)
        first = bisect_left(starts, max(begin, phrase.quantity.start - _REACH_BEFORE))
        last = bisect_left(starts, min(end, phrase.quantity.after + _REACH_AFTER))
        for hit in hits[first:last]:
            if unit == "count" and not phrase.head and phrase.elided and not _beside(phrase, hit):
                continue
            score = _position(key, phrase, hit)
            for rule in hit.rules:
                if unit in rule.units and _fits(rule, phrase) and _stands(rule.pattern.where, phrase, hit):
                    total = score + rule.pattern.weight
                    if (best is None or total > best[0]) and not self._ruled_out(rule, key, phrase, hit.start):
                        offer(total, rule.pattern)
        spans += [(h.start, min(h.end, h.start + _REACH_BEFORE)) for h in layout.headings_above(begin)]
        for a, b in spans:
            for hit in hits[bisect_left(starts, a) : bisect_left(starts, b)]:
                for rule in hit.rules:
                    if unit in rule.units and _fits(rule, phrase) and rule.pattern.where != "after":
                        close = _BEFORE - 10 if (a, b) in cell else _HEADING
                        offer(close + rule.pattern.weight, rule.pattern)
        if best is None:
            return Match(phrase, "other", _UNKNOWN, 0)
        return Match(phrase, best[1].indicator, best[1].id, best[0], best[1].dated)

    def _ruled_out(self, rule: _Rule, key: str, phrase: Phrase, since: int) -> bool:
        if rule.unless is None:
            return False
        end = max(phrase.quantity.after, phrase.item[1] if phrase.item else 0)
        return (
            rule.unless.search(
                key, max(phrase.sentence[0], min(since, phrase.quantity.start) - 30), min(phrase.sentence[1], end + 30)
            )
            is not None
        )


def _nouns_of(patterns: PatternSet, noun_class: str) -> list[str]:
    return [word for word, owner in patterns.noun_classes.items() if owner == noun_class]


def _inert_nouns(patterns: PatternSet) -> Iterator[str]:
    """Nouns of things, which may hold a cue word; people's nouns go on with cues of their own."""
    people = {"member", "official", "delegate", "person", "turn", "household"}
    return (word for word, noun_class in patterns.noun_classes.items() if noun_class not in people)


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
        if phrase.item and phrase.item[0] == hit.start:
            return False
        if phrase.item and phrase.item[0] < hit.start < phrase.item[1]:
            return where in ("noun", "near") or (where == "after" and hit.start >= phrase.item[0] + len(phrase.head))
        return where in ("after", "near")
    return False


def _is_bare(phrase: Phrase) -> bool:
    """Is the item its head alone?"""
    return phrase.item is not None and phrase.item[1] - phrase.item[0] <= len(phrase.head) + 1


def _like(match: Match, phrase: Phrase, score: float) -> Match:
    return match._replace(phrase=phrase, score=score)


def _beside(phrase: Phrase, hit: _Hit) -> bool:
    """Where no noun is said at all, only the words of the label may decide."""
    label = phrase.label or (phrase.quantity.start - 30, phrase.quantity.start)
    return label[0] - 2 <= hit.start < phrase.quantity.start


_BREAKS = re.compile(r"[,;:.()\n]|\d+")


def _position(key: str, phrase: Phrase, hit: _Hit) -> float:
    """How closely the cue governs the number, by what stands between."""
    quantity = phrase.quantity
    if phrase.item and phrase.item[0] <= hit.start < phrase.item[1]:
        return _INSIDE
    if hit.end <= quantity.start:
        score = _BEFORE - _BEFORE_PER_CHAR * (quantity.start - hit.end)
        for m in _BREAKS.finditer(key, hit.end, quantity.start):
            score -= _BREAK_COST.get(m.group(), _NUMBER_COST)
        return score
    end = max(quantity.after, phrase.item[1] if phrase.item else 0)
    breaks = sum(1 for m in _BREAKS.finditer(key, end, hit.start) if m.group() not in "()")
    return _AFTER - _AFTER_PER_CHAR * max(0, hit.start - end) - _AFTER_PER_BREAK * breaks
