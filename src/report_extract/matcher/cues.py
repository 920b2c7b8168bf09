"""The cue words of the indicator patterns: what each may decide, and where they stand in a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from report_extract.families import PEOPLE
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import Pattern
from report_extract.pattern_set.trie import whole_words
from report_extract.text import SourceText, fold, in_name

_TOPIC_TIMES = 3  # so often a cue must stand in a text to be what the text is about


@dataclass(frozen=True, slots=True)
class Rule:
    """What one pattern says, ready to be asked."""

    pattern: Pattern
    where: str
    weight: int
    classes: frozenset[str]
    things: bool  # may it speak of what is no person?
    nouns: frozenset[str]
    units: frozenset[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue word may decide."""

    by_unit: Mapping[str, tuple[Rule, ...]]
    topics: tuple[Rule, ...]


Hit = tuple[int, int, Cue]  # where a cue word stands


class CueReader:
    """Finds the cue words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        by_cue: dict[str, list[Rule]] = {}
        self.defaults: dict[tuple[str, str], list[Rule]] = {}  # of patterns without cues, by unit and noun
        for pattern in patterns.of(Pattern):
            classes = frozenset(n[1:] for n in pattern.nouns if n.startswith("@"))
            rule = Rule(
                pattern,
                pattern.where,
                pattern.weight,
                classes,
                bool(classes - PEOPLE),
                frozenset(fold(n) for n in pattern.nouns if not n.startswith("@")),
                frozenset(pattern.units),
                whole_words(pattern.unless) if pattern.unless else None,
            )
            for cue in pattern.cues:
                for word in _nouns_of(patterns, cue[1:]) if cue.startswith("@") else [fold(cue)]:
                    by_cue.setdefault(word, []).append(rule)
            if not pattern.cues:
                for unit in pattern.units:
                    for noun in pattern.nouns or [""]:
                        self.defaults.setdefault((unit, noun if noun[:1] == "@" else fold(noun)), []).append(rule)
        self.by_pattern = {rule.pattern.id: rule for rules in by_cue.values() for rule in rules}  # of those with cues
        # Names that hold a cue word and are no cue; and counted nouns that hold one (tổ hòa giải).
        holding = _holding(by_cue)
        for inert in (*patterns.words("inert"), *filter(holding, _inert_nouns(patterns))):
            by_cue.setdefault(inert, [])
        names = frozenset(patterns.words("inert"))
        self._cues = {cue: _cue((*rules, *_hidden(cue, rules, by_cue, names))) for cue, rules in by_cue.items()}
        self._cue = whole_words(by_cue)

    def find(self, source: SourceText) -> Iterator[Hit]:
        """All cue words of a text, but for the second syllable of a name (Hòa Lương)."""
        for m in self._cue.finditer(source.key):
            word = m.group()
            cue = self._cues[word if word in self._cues else " ".join(word.split())]
            if cue and not in_name(source.norm, *m.span()):
                yield *m.span(), cue


def topics_of(hits: Sequence[Hit], title: int = 0) -> tuple[Rule, ...]:
    """The rules of what the text is about: their cues stand in it again and again (one in the title is two)."""
    times = Counter(rule.pattern.id for start, _, cue in hits for rule in cue.topics * (2 if start < title else 1))
    rules = {rule.pattern.id: rule for _, _, cue in hits for rule in cue.topics}
    return tuple(rules[i] for i, count in times.items() if count >= _TOPIC_TIMES)


def _hidden(
    cue: str, rules: Sequence[Rule], by_cue: Mapping[str, Sequence[Rule]], inert: frozenset[str]
) -> Iterator[Rule]:
    """Rules of the cues within a longer cue or noun, for the units of which the longer one says nothing."""
    units = {unit for rule in rules for unit in rule.units} | {"count"}
    words = cue.split()
    if cue in inert:
        return
    shorter = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    for word in sorted(shorter - {cue}, key=lambda w: (-len(w), w)):
        more = [rule for rule in by_cue.get(word, ()) if not units & rule.units]
        yield from (rule for rule in by_cue.get(word, ()) if rule in more or rule.where == "topic")
        units |= {unit for rule in more for unit in rule.units}


def _cue(rules: Sequence[Rule]) -> Cue | None:
    """The rules of one cue word by the units they speak of; None for a word that holds others back."""
    units = {unit for rule in rules for unit in rule.units}
    by_unit = {unit: tuple(rule for rule in rules if unit in rule.units) for unit in units}
    return Cue(by_unit, tuple(rule for rule in rules if rule.where == "topic")) if rules else None


def _nouns_of(patterns: PatternSet, noun_class: str) -> list[str]:
    return [word for word, owner in patterns.noun_classes.items() if owner == noun_class]


def _inert_nouns(patterns: PatternSet) -> Iterator[str]:
    """Nouns of things, which may hold a cue word; people's nouns go on with cues of their own."""
    people = {"member", "official", "delegate", "person", "turn", "household"}
    return (word for word, noun_class in patterns.noun_classes.items() if noun_class not in people)


def _holding(cues: Iterable[str]) -> Callable[[str], bool]:
    """Whether a noun holds a cue word, or ends in what may begin one: others need no look for cues."""
    whole = {tuple(cue.split()) for cue in cues}
    begun = {cue[:i] for cue in whole for i in range(1, len(cue) + 1)}

    def holds(noun: str) -> bool:
        words = tuple(noun.split())
        runs = ((i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
        return any(words[i:j] in whole or (i and j == len(words) and words[i:] in begun) for i, j in runs)

    return holds
