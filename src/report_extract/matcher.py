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
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from report_extract.closeness import AFTER, BEFORE, INSIDE, breaks, distance, places
from report_extract.layout import Layout
from report_extract.parts import Part
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import Pattern
from report_extract.pattern_set.trie import whole_words
from report_extract.phrases import Phrase, family
from report_extract.text import SourceText, fold, in_name

# Scores: a cue beside the number outweighs the noun's default, a cue far off does not.
_DEFAULT = 40
_BY_WORD = 10
_REACH_BEFORE, _REACH_AFTER = 320, 160  # farther off no cue would score
_REACH_NAME = 32  # the longest words that hold a piece like a noun
_HEADING = 34
_LIST, _OF_LIST = 4, 8  # the line that opens a list says more than a chapter
_CHAPTER, _OF_NEAREST = 1, 18  # a bare classifier is what the section is about (`… được 38 đồng chí`)
_TOPIC = 38
_TOPIC_TIMES = 3  # so often a cue must stand in a text to be what the text is about
_CORNER = 56
_SUMS_UP = 60
_FIGURES_BACK = 8
_LISTED_COST = 6
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
    where: str
    weight: int
    classes: frozenset[str]
    nouns: frozenset[str]
    units: frozenset[str]
    unless: re.Pattern[str] | None


class _Cue(NamedTuple):
    by_unit: Mapping[str, tuple[_Rule, ...]]
    topics: tuple[_Rule, ...]


class _Hit(NamedTuple):
    start: int
    end: int
    cue: _Cue


class _Text(NamedTuple):
    """What one pass over a text finds."""

    key: str
    layout: Layout
    hits: Sequence[_Hit]
    starts: Sequence[int]
    topics: Sequence[_Rule]


class Matcher:
    """Applies the indicator patterns of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        by_cue: dict[str, list[_Rule]] = {}
        self._defaults: dict[tuple[str, str], list[_Rule]] = {}
        for pattern in patterns.of(Pattern):
            rule = _Rule(
                pattern,
                pattern.where,
                pattern.weight,
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
                    for noun in pattern.nouns or [""]:
                        self._defaults.setdefault((unit, noun if noun[:1] == "@" else fold(noun)), []).append(rule)
        # Names that hold a cue word and are no cue; and counted nouns that hold one (tổ hòa giải).
        for inert in (*patterns.words("inert"), *_inert_nouns(patterns)):
            by_cue.setdefault(inert, [])
        self._by_id = {rule.pattern.id: rule for rules in by_cue.values() for rule in rules}
        self._and = re.compile(rf"[\s,;]*(?:(?:{'|'.join(map(re.escape, patterns.words('and')))})(?!\w)\s*)?")
        self._generic = frozenset(patterns.words("generic_head"))
        self._people = self._generic - frozenset(patterns.words("content_head"))
        names = frozenset(patterns.words("inert"))
        self._cues = {cue: _cue((*rules, *_hidden(cue, rules, by_cue, names))) for cue, rules in by_cue.items()}
        self._no_noun = whole_words(patterns.words("no_noun"))
        self._cumulative = whole_words(patterns.words("cumulative"))
        self._change = re.compile(rf"{whole_words([*patterns.words('up'), *patterns.words('down')]).pattern}\s*$")
        self._classes = patterns.noun_classes
        self._noun = patterns.noun
        self._cue = whole_words(by_cue)

    def match(
        self, source: SourceText, layout: Layout, phrases: Sequence[Phrase], parts: Mapping[int, Part]
    ) -> tuple[Match, ...]:
        """A match for every phrase, in text order; `parts` leads from parts to their totals."""
        hits = list(self._hits(source))
        text = _Text(source.key, layout, hits, [hit.start for hit in hits], _topics(hits))
        matches: list[Match] = []
        for i, phrase in enumerate(phrases):
            named = self._named(source.key, phrase)
            part = parts.get(i)
            total = matches[part.total] if part and part.total < i else None
            if total and (total.phrase.quantity.unit == "%") != (phrase.quantity.unit == "%"):
                total = None  # a share of counts
            own = self._decide(text, named)
            match = self._inherited(source.key, own, total, matches)
            if (
                total
                and part
                and part.exact
                and not (phrase.cell or phrase.quantity.unit)
                and own.score < (total.score if phrase.head else INSIDE)
            ):
                match = _like(total, phrase, max(own.score, _OF_TOTAL))  # 312 mô hình, gồm 41 trang trại, …
            if match.score < _CORNER and (of_row := self._of_row(source.key, named)):
                match = self._decide(text, of_row)
            matches.append(match if match.phrase is phrase else match._replace(phrase=phrase))
        for i in range(len(matches) - 2, -1, -1):
            matches[i] = self._shared(source.key, matches[i], matches[i + 1])
        return tuple(matches)

    def _hits(self, source: SourceText) -> Iterator[_Hit]:
        """All cue words of a text, but for the second syllable of a name (Hòa Lương)."""
        for m in self._cue.finditer(source.key):
            word = m.group()
            cue = self._cues[word if word in self._cues else " ".join(word.split())]
            if cue and not in_name(source.norm, *m.span()):
                yield _Hit(m.start(), m.end(), cue)

    def _named(self, key: str, phrase: Phrase) -> Phrase:
        """The phrase without a noun that is only a piece of other words."""
        if phrase.head and phrase.item and phrase.item[0] < phrase.quantity.start:
            at = phrase.item[0]
            hidden = any(
                m.start() <= at < m.end() for m in self._no_noun.finditer(key, max(0, at - _REACH_NAME), phrase.item[1])
            )
            phrase = phrase._replace(head="", noun_class="") if hidden else phrase
        return phrase

    def _of_row(self, key: str, phrase: Phrase) -> Phrase | None:
        """The phrase of a table cell with the noun that its row names."""
        noun = self._noun.search(key, *phrase.cell.row) if phrase.cell and phrase.cell.row and not phrase.head else None
        if noun is None or self._no_noun.match(key, noun.start()):
            return None
        head = " ".join(noun.group().split())
        return phrase._replace(head=head, noun_class=self._classes[head])

    def _shared(self, key: str, match: Match, following: Match) -> Match:
        """`8 tập thể, 14 cá nhân được tặng bằng khen`: what follows the last of a list holds for all."""
        one, other = match.phrase, following.phrase
        rule = self._by_id.get(following.pattern)
        if rule is None or rule.where == "before" or match.score >= following.score - 10:
            return match
        alike = one.noun_class == other.noun_class and one.head != other.head and _fits(rule, one)
        if alike and following.score >= _ELIDED and self._joined(key, one, other):
            return _like(following, one, following.score - _LISTED_COST)
        return match

    def _inherited(self, key: str, own: Match, total: Match | None, before: Sequence[Match]) -> Match:
        """The match with what total, enumeration or a fuller mention before it say better."""
        phrase = own.phrase
        if total and own.score < _OWN_CUE and family(total.phrase.noun_class) in (family(phrase.noun_class), ""):
            return _like(total, phrase, max(own.score, _OF_TOTAL))
        if total and (phrase.elided or not phrase.head) and own.score < INSIDE:
            return _like(total, phrase, _OF_TOTAL)
        unit = phrase.quantity.unit or "count"
        previous = next((m for m in reversed(before[-4:]) if (m.phrase.quantity.unit or "count") == unit), None)
        if previous is None:
            return own
        same_sentence = previous.phrase.quantity.start >= phrase.sentence[0]
        if same_sentence and own.score < INSIDE and self._sums_up(key, previous.phrase, phrase):
            return _like(previous, phrase, max(own.score, _ELIDED))
        rule = self._by_id.get(previous.pattern)
        if same_sentence and rule and rule.pattern.cues and unit in _MONEY and own.score < _BARE:
            return _like(previous, phrase, _BARE)
        stronger = rule and rule.pattern.cues and previous.score - 4 > own.score < AFTER
        if same_sentence and rule and stronger and _fits(rule, phrase) and self._joined(key, previous.phrase, phrase):
            return _like(previous, phrase, previous.score - 4)
        if same_sentence and not phrase.head and own.score < _ELIDED:
            return _like(previous, phrase, _ELIDED)
        if same_sentence and own.score < _BARE and (measured := self._measured(key, phrase, before)):
            return _like(measured, phrase, _BARE)
        alike = (before[-1].phrase.quantity.unit or "count") == unit and phrase.head in self._generic
        alike = alike and (same_sentence or own.pattern not in self._by_id)  # no cue of its own
        if alike and _is_bare(phrase) and own.score < _BARE and not self._labelled(key, phrase):
            for match in reversed(before[-4:]):
                head = match.phrase.head
                pair = head.startswith(phrase.head + ",") and match.phrase.noun_class != phrase.noun_class
                stands = match is previous and (phrase.noun_class, match.phrase.noun_class) == ("person", "member")
                fuller = (stands and same_sentence) or head == phrase.head or head.startswith(phrase.head + " ") or pair
                if fuller and phrase.quantity.start - match.phrase.quantity.end < 300:
                    return _like(match, phrase, _BARE)
        return own

    def _sums_up(self, key: str, previous: Phrase, phrase: Phrase) -> bool:
        """Is it the same with all that came before (`45 trẻ; lũy kế 9 tháng 410 trẻ`)?"""
        start = previous.quantity.end
        near = phrase.quantity.start - start < _SUMS_UP
        said = self._cumulative.search(key, start, phrase.quantity.start) if near else None
        return said is not None and (phrase.elided or phrase.head == previous.head)

    def _measured(self, key: str, phrase: Phrase, before: Sequence[Match]) -> Match | None:
        """What a change is the change of (`kiểm tra 402 tổ chức đảng …; tăng 31 tổ chức`)."""
        if not phrase.head or not self._change.search(key, phrase.quantity.start - _REACH_NAME, phrase.quantity.start):
            return None
        same = (m for m in reversed(before[-_FIGURES_BACK:]) if f"{m.phrase.head} ".startswith(f"{phrase.head} "))
        match = next((m for m in same if m.phrase.quantity.start >= phrase.sentence[0]), None)
        rule = self._by_id.get(match.pattern) if match else None
        return match if match and rule and rule.pattern.cues and match.score > _BARE else None

    def _labelled(self, key: str, phrase: Phrase) -> bool:
        """Does a label before the number say whose number it is (`Hộ nghèo toàn xã còn 14 hộ`)?"""
        nouns = self._noun.finditer(key, *phrase.label) if phrase.label else ()
        return any(self._classes[" ".join(noun.group().split())] == phrase.noun_class for noun in nouns)

    def _joined(self, key: str, previous: Phrase, phrase: Phrase) -> bool:
        """Do only a comma or `và` stand between two figures?"""
        end = max(previous.quantity.after, previous.item[1] if previous.item else 0)
        return self._and.fullmatch(key, min(end, phrase.quantity.start), phrase.quantity.start) is not None

    def _decide(self, text: _Text, phrase: Phrase) -> Match:
        key, hits, starts = text.key, text.hits, text.starts
        unit = phrase.quantity.unit or "count"
        best: tuple[float, Pattern] | None = None

        def offer(score: float, pattern: Pattern) -> None:
            nonlocal best
            if best is None or score > best[0]:
                best = score, pattern

        for noun in dict.fromkeys((phrase.head, f"@{phrase.noun_class}", "")):
            for rule in self._defaults.get((unit, noun), ()):
                score = _DEFAULT + rule.weight + (_BY_WORD if noun and noun == phrase.head else 0)
                if (best is None or score > best[0]) and not self._ruled_out(rule, key, phrase, phrase.sentence[0]):
                    offer(score, rule.pattern)
        for rule in text.topics:
            weight = _TOPIC + rule.weight
            better = unit in rule.units and (best is None or weight > best[0]) and _fits(rule, phrase)
            if better and not self._ruled_out(rule, key, phrase, phrase.sentence[0]):
                offer(weight, rule.pattern)
        begin, end = phrase.sentence if phrase.cell is None else (phrase.quantity.start, phrase.quantity.start)
        cell = [*phrase.cell.headers[::-1], *phrase.cell.labels[::-1]] if phrase.cell else []
        spans = list(cell)
        if phrase.cell:
            spans += [phrase.cell.corner] if phrase.cell.corner else []
            spans += phrase.cell.captions if phrase.cell.in_grid else ()
        first = bisect_left(starts, max(begin, phrase.quantity.start - _REACH_BEFORE))
        last = bisect_left(starts, min(end, phrase.quantity.after + _REACH_AFTER))
        for hit in hits[first:last]:
            if unit == "count" and not phrase.head and phrase.elided and not _beside(phrase, hit):
                continue
            rules = hit.cue.by_unit.get(unit)
            if rules is None:
                continue
            standing, close = places(phrase, hit.start, hit.end), distance(key, phrase, hit.start, hit.end)
            cost: float | None = None
            for rule in rules:
                if best is not None and close + rule.weight <= best[0]:
                    continue
                if rule.where in standing and _fits(rule, phrase):
                    cost = breaks(key, phrase, hit.start, hit.end) if cost is None else cost
                    total = close - cost + rule.weight
                    if (best is None or total > best[0]) and not self._ruled_out(rule, key, phrase, hit.start):
                        offer(total, rule.pattern)
        corners = spans[len(cell) :]
        above = text.layout.headings_above(begin)
        spans += [(h.start, min(h.end, h.start + _REACH_BEFORE)) for h in above]
        lists = {h.start for h in above if h.level >= _LIST}
        alone = phrase.item is not None and _ALONE.match(key, phrase.item[1]) is not None
        bare = alone and phrase.head in self._people and _is_bare(phrase) and not self._labelled(key, phrase)
        nearest = above[-1].start if bare and above and above[-1].level > _CHAPTER else -1
        for a, b in spans:
            close = BEFORE - 10 if (a, b) in cell else _CORNER if (a, b) in corners else _HEADING
            close += _OF_LIST if a in lists and unit in _MONEY else _OF_NEAREST if a == nearest else 0
            for hit in hits[bisect_left(starts, a) : bisect_left(starts, b)]:
                for rule in hit.cue.by_unit.get(unit, ()):
                    better = best is None or close + rule.weight > best[0]
                    if better and rule.where != "after" and _fits(rule, phrase):
                        offer(close + rule.weight, rule.pattern)
        if best is None:
            return Match(phrase, "other", _UNKNOWN, 0)
        return Match(phrase, best[1].indicator, best[1].id, best[0], best[1].dated)

    def _ruled_out(self, rule: _Rule, key: str, phrase: Phrase, since: int) -> bool:
        if rule.unless is None:
            return False
        quantity = phrase.quantity
        end = max(quantity.after, phrase.item[1] if phrase.item else 0)
        stop = _CLAUSE_END.search(key, end, min(phrase.sentence[1], end + 30))
        start = max(phrase.sentence[0], min(since, quantity.start) - 30)
        begin = max(start, key.rfind(";", start, min(since, quantity.start)))
        return rule.unless.search(key, begin, stop.start() if stop else min(phrase.sentence[1], end + 30)) is not None


def _hidden(
    cue: str, rules: Sequence[_Rule], by_cue: Mapping[str, Sequence[_Rule]], inert: frozenset[str]
) -> Iterator[_Rule]:
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


def _topics(hits: Sequence[_Hit]) -> tuple[_Rule, ...]:
    """The rules of what the text is about: their cues stand in it again and again."""
    times = Counter(rule.pattern.id for hit in hits for rule in hit.cue.topics)
    rules = {rule.pattern.id: rule for hit in hits for rule in hit.cue.topics}
    return tuple(rules[i] for i, count in times.items() if count >= _TOPIC_TIMES)


def _cue(rules: Sequence[_Rule]) -> _Cue | None:
    """The rules of one cue word by the units they speak of; None for a word that holds others back."""
    units = {unit for rule in rules for unit in rule.units}
    by_unit = {unit: tuple(rule for rule in rules if unit in rule.units) for unit in units}
    return _Cue(by_unit, tuple(rule for rule in rules if rule.where == "topic")) if rules else None


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
    return 1 if not phrase.head and rule.pattern.cues and rule.classes else 0


def _is_bare(phrase: Phrase) -> bool:
    """Is the item its head alone?"""
    return phrase.item is not None and phrase.item[1] - phrase.item[0] <= len(phrase.head) + 1


def _like(match: Match, phrase: Phrase, score: float) -> Match:
    return match._replace(phrase=phrase, score=score)


def _beside(phrase: Phrase, hit: _Hit) -> bool:
    """Where no noun is said at all, only the words of the label may decide."""
    label = phrase.label or (phrase.quantity.start - 30, phrase.quantity.start)
    return label[0] - 2 <= hit.start < phrase.quantity.start


_CLAUSE_END = re.compile(r"[;.(\n]")
_ALONE = re.compile(r"\s*(?:[,;.:()\n]|$)")
_MONEY = frozenset({"VND", "USD"})
