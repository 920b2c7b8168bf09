"""Which indicator a figure belongs to, and which pattern says so.

Each pattern of the set states the nouns and units it may take and the cue words that
must stand near. All cue words of a text are found in one pass. A figure's candidates are
scored by how closely a cue governs it: before the number in its own clause first, then
after the noun, then farther back in the sentence, then in the headings above. A pattern
without cues is the default of its nouns.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from report_extract.families import family
from report_extract.layout import Layout
from report_extract.matcher.closeness import AFTER, BEFORE, INSIDE, breaks, distance, follows, places
from report_extract.matcher.cues import CueReader, Hit, Rule, topics_of
from report_extract.parts import Part
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import Pattern
from report_extract.pattern_set.trie import whole_words
from report_extract.phrases import Phrase
from report_extract.text import CAPITALS, SourceText

# Scores: a cue beside the number outweighs the noun's default, a cue far off does not.
_DEFAULT = 40
_BY_WORD = 10
_REACH_BEFORE, _REACH_AFTER = 320, 160  # farther off no cue would score
_REACH_NAME = 32  # the longest words that hold a piece like a noun
_HEADING = 34
_LIST, _OF_LIST = 4, 8  # the line that opens a list says more than a chapter
_CHAPTER, _OF_NEAREST = 1, 18  # a bare classifier is what the section is about (`… được 38 đồng chí`)
_TOPIC = 38
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


@dataclass(frozen=True, slots=True)
class Match:
    """The decision on one phrase."""

    phrase: Phrase
    indicator: str
    pattern: str
    score: float
    dated: str = ""  # whether the pattern takes the day of an event


@dataclass(frozen=True, slots=True)
class _Text:
    """What one pass over a text finds."""

    key: str
    norm: str
    layout: Layout
    hits: Sequence[Hit]
    starts: Sequence[int]
    topics: Sequence[Rule]


class Matcher:
    """Applies the indicator patterns of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._cues = CueReader(patterns)
        self._and = re.compile(rf"[\s,;]*(?:(?:{'|'.join(map(re.escape, patterns.words('and')))})(?!\w)\s*)?")
        self._generic = frozenset(patterns.words("generic_head"))
        self._people = self._generic - frozenset(patterns.words("content_head"))
        self._no_noun = whole_words(patterns.words("no_noun"))
        self._levels = frozenset(patterns.words("level"))
        self._cumulative = whole_words(patterns.words("cumulative"))
        self._change = re.compile(rf"{whole_words([*patterns.words('up'), *patterns.words('down')]).pattern}\s*$")
        self._classes = patterns.noun_classes
        self._noun = patterns.noun

    def match(
        self, source: SourceText, layout: Layout, phrases: Sequence[Phrase], parts: Mapping[int, Part]
    ) -> tuple[Match, ...]:
        """A match for every phrase, in text order; `parts` leads from parts to their totals."""
        hits = list(self._cues.find(source))
        text = _Text(
            source.key,
            source.norm,
            layout,
            hits,
            [start for start, _, _ in hits],
            topics_of(hits, source.key.find("\n")),
        )
        matches: list[Match] = []
        for i, phrase in enumerate(phrases):
            named = self._named(source, phrase)
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
            matches.append(match if match.phrase is phrase else replace(match, phrase=phrase))
        for i in range(len(matches) - 2, -1, -1):
            matches[i] = self._shared(source.key, matches[i], matches[i + 1])
        return tuple(matches)

    def _named(self, source: SourceText, phrase: Phrase) -> Phrase:
        """The phrase without a noun that is only a piece of other words."""
        key = source.key
        if phrase.head and _bracketed(source.norm, phrase):
            return replace(phrase, head="", noun_class="")
        if phrase.head and phrase.item and phrase.item[0] < phrase.quantity.start:
            at = phrase.item[0]
            pieces = self._no_noun.finditer(key, max(0, at - _REACH_NAME), phrase.item[1])
            over = next((m for m in pieces if m.end() > at), None)
            phrase = replace(phrase, head="", noun_class="") if over and over.start() <= at else phrase
        return phrase

    def _of_row(self, key: str, phrase: Phrase) -> Phrase | None:
        """The phrase of a table cell with the noun that its row names."""
        noun = self._noun.search(key, *phrase.cell.row) if phrase.cell and phrase.cell.row and not phrase.head else None
        if noun is None or self._no_noun.match(key, noun.start()):
            return None
        head = " ".join(noun.group().split())
        return replace(phrase, head=head, noun_class=self._classes[head])

    def _shared(self, key: str, match: Match, following: Match) -> Match:
        """`8 tập thể, 14 cá nhân được tặng bằng khen`: what follows the last of a list holds for all."""
        one, other = match.phrase, following.phrase
        between = key[one.quantity.after : other.quantity.start].strip()
        if between in self._levels and not follows(one) and follows(other) and one.quantity.unit == other.quantity.unit:
            return _like(following, one, following.score - _LISTED_COST)  # từ 21 lên 26 cơ sở
        rule = self._cues.by_pattern.get(following.pattern)
        if rule is None or rule.where == "before" or match.score >= following.score - 10:
            return match
        paired = one.item is not None and any(
            map(str.isalpha, key[max(one.item[1], one.quantity.after) : other.quantity.start])
        )
        alike = one.head != other.head and (one.noun_class == other.noun_class or paired) and _fits(rule, one)
        alike = alike and (one.quantity.unit or "count") in rule.units
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
        rule = self._cues.by_pattern.get(previous.pattern)
        if same_sentence and rule and rule.pattern.cues and unit in _MONEY and own.score < _BARE:
            return _like(previous, phrase, _BARE)
        stronger = rule and rule.pattern.cues and previous.score - 4 > own.score < AFTER
        if same_sentence and rule and stronger and _fits(rule, phrase) and self._joined(key, previous.phrase, phrase):
            return _like(previous, phrase, previous.score - 4)
        bracketed = own.pattern == _UNKNOWN and key.startswith("(", phrase.quantity.start - 1)
        if (same_sentence or bracketed) and not phrase.head and own.score < _ELIDED:
            return _like(previous, phrase, _ELIDED)
        if same_sentence and own.score < _BARE and (measured := self._measured(key, phrase, before)):
            return _like(measured, phrase, _BARE)
        alike = (before[-1].phrase.quantity.unit or "count") == unit and phrase.head in self._generic
        alike = alike and (same_sentence or own.pattern not in self._cues.by_pattern)  # no cue of its own
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
        rule = self._cues.by_pattern.get(match.pattern) if match else None
        return match if match and rule and rule.pattern.cues and match.score > _BARE else None

    def _labelled(self, key: str, phrase: Phrase) -> bool:
        """Does a label before the number say whose number it is (`Hộ nghèo toàn xã còn 14 hộ`)?"""
        nouns = self._noun.finditer(key, *phrase.label) if phrase.label else ()
        return any(self._classes[" ".join(noun.group().split())] == phrase.noun_class for noun in nouns)

    def _joined(self, key: str, previous: Phrase, phrase: Phrase) -> bool:
        """Do only a comma or `và` stand between two figures?"""
        end = max(previous.quantity.after, previous.item[1] if previous.item else 0)
        return self._and.fullmatch(key, min(end, phrase.quantity.start), phrase.quantity.start) is not None

    def _by_default(self, key: str, phrase: Phrase, unit: str) -> tuple[float, Pattern | None]:
        """The heaviest pattern without cues that takes the noun, and where it stands."""
        best, chosen = -math.inf, None
        for noun in dict.fromkeys((phrase.head, f"@{phrase.noun_class}", "")):
            for rule in self._cues.defaults.get((unit, noun), ()):
                score = _DEFAULT + rule.weight + (_BY_WORD if noun and noun == phrase.head else 0)
                better = score > best and (rule.where != "after" or follows(phrase))
                if better and not self._ruled_out(rule, key, phrase, phrase.sentence[0]):
                    best, chosen = score, rule.pattern
        return best, chosen

    def _decide(self, text: _Text, phrase: Phrase) -> Match:
        key, hits, starts = text.key, text.hits, text.starts
        unit = phrase.quantity.unit or "count"
        best, chosen = self._by_default(key, phrase, unit)
        for rule in text.topics:
            score = _TOPIC + rule.weight
            better = phrase.head and score > best and unit in rule.units and _fits(rule, phrase)
            if better and not self._ruled_out(rule, key, phrase, phrase.sentence[0]):
                best, chosen = score, rule.pattern
        begin, end = phrase.sentence if phrase.cell is None else (phrase.quantity.start, phrase.quantity.start)
        cell = [*phrase.cell.headers[::-1], *phrase.cell.labels[::-1]] if phrase.cell else []
        spans = list(cell)
        if phrase.cell:
            spans += [phrase.cell.corner] if phrase.cell.corner else []
            spans += phrase.cell.captions
        first = bisect_left(starts, max(begin, phrase.quantity.start - _REACH_BEFORE))
        last = bisect_left(starts, min(end, phrase.quantity.after + _REACH_AFTER))
        nameless = unit == "count" and not phrase.head and phrase.elided
        for start, stop, cue in hits[first:last]:
            rules = cue.by_unit.get(unit)
            if rules is None or (nameless and not _beside(phrase, start)):
                continue
            close = distance(key, phrase, start, stop)
            standing: tuple[str, ...] | None = None
            cost: float | None = None
            for rule in rules:
                if close + rule.weight <= best:
                    continue
                standing = places(phrase, start, stop) if standing is None else standing
                if rule.where in standing and _fits(rule, phrase):
                    cost = breaks(text.norm, phrase, start, stop) if cost is None else cost
                    total = close - cost + rule.weight
                    if total > best and not self._ruled_out(rule, key, phrase, start):
                        best, chosen = total, rule.pattern
        above = text.layout.headings_above(begin)
        corners = [span for span in spans[len(cell) :] if not any(h.start == span[0] for h in above)]
        spans += [(h.start, min(h.end, h.start + _REACH_BEFORE)) for h in above]
        lists = {h.start for h in above if h.level >= _LIST}
        alone = phrase.item is not None and _ALONE.match(key, phrase.item[1]) is not None
        bare = alone and phrase.head in self._people and _is_bare(phrase) and not self._labelled(key, phrase)
        nearest = above[-1].start if bare and above and above[-1].level > _CHAPTER else -1
        for a, b in spans:
            close = BEFORE - 10 if (a, b) in cell else _CORNER if (a, b) in corners else _HEADING
            close += _OF_LIST if a in lists and unit in _MONEY else _OF_NEAREST if a == nearest else 0
            for _, _, cue in hits[bisect_left(starts, a) : bisect_left(starts, b)]:
                for rule in cue.by_unit.get(unit, ()):
                    if close + rule.weight > best and rule.where != "after" and _fits(rule, phrase):
                        best, chosen = close + rule.weight, rule.pattern
        if chosen is None:
            return Match(phrase, "other", _UNKNOWN, 0)
        return Match(phrase, chosen.indicator, chosen.id, best, chosen.dated)

    def _ruled_out(self, rule: Rule, key: str, phrase: Phrase, since: int) -> bool:
        if rule.unless is None:
            return False
        quantity = phrase.quantity
        end = max(quantity.after, phrase.item[1] if phrase.item else 0)
        stop = _CLAUSE_END.search(key, end, min(phrase.sentence[1], end + 30))
        start = max(phrase.sentence[0], min(since, quantity.start) - 30)
        begin = max(start, key.rfind(";", start, min(since, quantity.start)))
        return rule.unless.search(key, begin, stop.start() if stop else min(phrase.sentence[1], end + 30)) is not None


def _fits(rule: Rule, phrase: Phrase) -> int:
    """2: by the very noun, 1: by its class or any noun, 0: not."""
    if phrase.head and phrase.head in rule.nouns:
        return 2
    if not rule.nouns and not rule.classes:
        return 1
    if phrase.noun_class and phrase.noun_class in rule.classes:
        return 1
    # No noun of the vocabulary: a cue alone may decide, a default may not; what it counts are no people.
    if phrase.head or not rule.classes:
        return 0
    unsaid = phrase.elided or phrase.cell is not None
    return 1 if (rule.things or unsaid) and rule.pattern.cues else 0


def _is_bare(phrase: Phrase) -> bool:
    """Is the item its head alone?"""
    return phrase.item is not None and phrase.item[1] - phrase.item[0] <= len(phrase.head) + 1


def _bracketed(norm: str, phrase: Phrase) -> bool:
    """Does the number stand in brackets after a name (`Đại học Bách khoa Hà Nội (3.034)`), which it does not count?"""
    if not (phrase.elided and phrase.label and phrase.item and norm.startswith("(", phrase.quantity.start - 1)):
        return False
    start, end = phrase.item
    within = phrase.label[0] < start and norm[phrase.label[0]].isupper()
    return within or _NAME_AFTER.search(norm, start + len(phrase.head), end) is not None


def _like(match: Match, phrase: Phrase, score: float) -> Match:
    return replace(match, phrase=phrase, score=score)


def _beside(phrase: Phrase, start: int) -> bool:
    """Where no noun is said at all, only the words of the label may decide."""
    label = phrase.label or (phrase.quantity.start - 30, phrase.quantity.start)
    return label[0] - 2 <= start < phrase.quantity.start


_NAME_AFTER = re.compile(rf" [{CAPITALS}]")
_CLAUSE_END = re.compile(r"[;.(\n]")
_ALONE = re.compile(r"\s*(?:[,;.:()\n]|$)")
_MONEY = frozenset({"VND", "USD"})
