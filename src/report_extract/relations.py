"""How figures relate: part of a total, repeat of a fuller mention, participants of an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from report_extract.context import Frame
from report_extract.header import Header
from report_extract.matcher import Match
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.text import SourceText

_EVENTS = frozenset({"meetings", "training"})
_HARD_STOP = re.compile(r"[\n]|\.\s")


class Links(NamedTuple):
    """Indexes of other figures."""

    part_of: int | None = None
    repeat_of: int | None = None
    event: int | None = None


class RelationReader:
    """Finds relations with the breakdown words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._parts = whole_words(patterns.words("parts"))
        self._rest = whole_words(patterns.words("new_clause"))

    def read(
        self, source: SourceText, header: Header, matches: Sequence[Match], frames: Sequence[Frame]
    ) -> tuple[Links, ...]:
        """Links for each match, in text order."""
        totals = self._totals(source.key, matches, frames)
        repeats = _repeats(header, matches, frames)
        links = []
        for i, match in enumerate(matches):
            event = None
            if match.indicator == "participants":
                event = _event_of(matches, frames, i)
            links.append(Links(totals.get(i), repeats.get(i), event))
        return tuple(links)

    def _totals(self, key: str, matches: Sequence[Match], frames: Sequence[Frame]) -> dict[int, int]:
        """For each part the index of its total."""
        found: dict[int, int] = {}
        for i, match in enumerate(matches):
            quantity, sentence = match.phrase.quantity, match.phrase.sentence
            if frames[i].change:
                continue
            total = self._bracketed(key, matches, frames, i)
            if total is None:
                marker = None
                for m in self._parts.finditer(key, sentence[0], quantity.start):
                    marker = m
                if marker and not _HARD_STOP.search(key, marker.end(), quantity.start):
                    total = self._total_before(matches, frames, i, marker.start())
            if total is not None:
                found[i] = total
        return found

    def _bracketed(self, key: str, matches: Sequence[Match], frames: Sequence[Frame], i: int) -> int | None:
        quantity, sentence = matches[i].phrase.quantity, matches[i].phrase.sentence
        opening = key.rfind("(", sentence[0], quantity.start)
        if opening < 0 or key.find(")", opening, quantity.start) >= 0:
            return None
        for j in range(i - 1, -1, -1):
            other = matches[j].phrase
            if other.sentence != sentence:
                return None
            if other.quantity.end <= opening:
                end = max(other.quantity.end, other.item[1] if other.item else 0)
                near = opening - end < 40 and not _HARD_STOP.search(key, other.quantity.end, opening)
                return j if near and _contains(matches, frames, j, i) else None
        return None

    def _total_before(
        self, matches: Sequence[Match], frames: Sequence[Frame], i: int, marker: int
    ) -> int | None:
        for j in range(i - 1, max(-1, i - 12), -1):
            other = matches[j].phrase
            if other.sentence != matches[i].phrase.sentence:
                return None
            if other.quantity.end <= marker and _contains(matches, frames, j, i):
                return j
        return None


def _contains(matches: Sequence[Match], frames: Sequence[Frame], total: int, part: int) -> bool:
    """May the one figure be the total of the other: same unit, not smaller, not a change?"""
    a, b = matches[total], matches[part]
    big, small = a.phrase.quantity, b.phrase.quantity
    if (big.unit or "count") != (small.unit or "count") or big.unit == "%" or frames[total].change:
        return False
    if frames[total].status != frames[part].status:
        return False
    return big.value >= small.value and (a.indicator == b.indicator or a.phrase.noun_class == b.phrase.noun_class)


def _event_of(matches: Sequence[Match], frames: Sequence[Frame], i: int) -> int | None:
    """The meetings or classes of the same sentence that the participants came to."""
    sentence = matches[i].phrase.sentence
    for j in range(i - 1, -1, -1):
        if matches[j].phrase.sentence != sentence:
            return None
        if matches[j].indicator in _EVENTS and frames[j].status == frames[i].status:
            return j
    return None


def _repeats(header: Header, matches: Sequence[Match], frames: Sequence[Frame]) -> dict[int, int]:
    """Figures of the title, and the figure of the body that says the same in full."""
    found: dict[int, int] = {}
    for i, match in enumerate(matches):
        if header.title is None or not header.title[0] <= match.phrase.quantity.start < header.title[1]:
            continue
        for j in range(i + 1, len(matches)):
            if matches[j].phrase.quantity.start >= header.title[1] and _same(matches[i], matches[j]):
                found[i] = j
                break
    return found


def _same(short: Match, full: Match) -> bool:
    a, b = short.phrase.quantity, full.phrase.quantity
    if (a.unit or "count") != (b.unit or "count") or short.indicator != full.indicator:
        return False
    if a.value == b.value:
        return a.modifier == b.modifier or a.modifier == "="
    if a.value <= 0 or a.modifier == "=":
        return False
    near = abs(a.value - b.value) * 20 <= b.value
    return near and (b.value >= a.value if a.modifier in (">", ">=") else True) and (
        b.value <= a.value if a.modifier in ("<", "<=") else True
    )
