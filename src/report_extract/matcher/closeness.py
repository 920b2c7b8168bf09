"""How closely a cue word governs a number: as what it stands by it, how far off, and what divides them."""

from __future__ import annotations

import re

from report_extract.phrases import Phrase
from report_extract.text import CAPITALS

# Scores: a cue beside the number, after its noun, within its item and within the noun itself.
BEFORE, AFTER, INSIDE, _WITHIN_NOUN = 100, 84, 110, 60
_BEFORE_PER_CHAR, _AFTER_PER_CHAR, _AFTER_PER_BREAK = 0.3, 0.5, 40
_BREAK_COST = {",": 5, "(": 3, ")": 10, ":": 6, ";": 40, ".": 40, "\n": 20}
_NUMBER_COST = 5
_BREAKS = re.compile(r"\d+(?:[.,]\d+)*|[,;:.()\n]")
_NAMES = re.compile(rf", (?=[{CAPITALS}])|\.\.\.|…")  # 40 hộ ở các xã Hòa Hải, Phú Gia... bị ngập


def places(phrase: Phrase, start: int, end: int) -> tuple[str, ...]:
    """As what a cue stands there: before the number, within its noun, after it."""
    item = phrase.item
    if end <= phrase.quantity.start:
        return ("before", "near", "noun") if item and item[0] <= start < item[1] else ("before", "near")
    if start < phrase.quantity.number or (item and item[0] == start):
        return ()
    if item and item[0] < start < item[1]:
        return ("noun", "near", "after") if start >= item[0] + len(phrase.head) else ("noun", "near")
    return ("after", "near")


def distance(key: str, phrase: Phrase, start: int, end: int) -> float:
    """How closely the cue could govern the number if nothing stood between that divides them."""
    quantity = phrase.quantity
    if phrase.item and phrase.item[0] <= start < phrase.item[1]:
        within = end <= phrase.item[0] + len(phrase.head) and key.startswith(phrase.head, phrase.item[0])
        return _WITHIN_NOUN if within else INSIDE
    if end <= quantity.start:
        return BEFORE - _BEFORE_PER_CHAR * (quantity.start - end)
    return AFTER - _AFTER_PER_CHAR * max(0, start - _end_of(phrase))


def breaks(norm: str, phrase: Phrase, start: int, end: int) -> float:
    """What to take off for what divides the cue from the number; what joins names does not."""
    if phrase.item and phrase.item[0] <= start < phrase.item[1]:
        return 0
    if end <= phrase.quantity.start:
        between = _BREAKS.findall(norm, end, phrase.quantity.start)
        return sum(_BREAK_COST.get(mark, _NUMBER_COST) for mark in between)
    between = _BREAKS.findall(_NAMES.sub(" ", norm[_end_of(phrase) : start]))
    return _AFTER_PER_BREAK * sum(mark not in "()" for mark in between)


def follows(phrase: Phrase) -> bool:
    """Does the noun stand after its number?"""
    return phrase.item is not None and phrase.item[0] >= phrase.quantity.start


def _end_of(phrase: Phrase) -> int:
    return max(phrase.quantity.after, phrase.item[1] if phrase.item else 0)
