"""How surely a figure is right: from what the stages know about it to a probability.

Each figure has signs: the way its indicator was decided, exactly one, and the burdens
that made figures like it wrong more often. `WEIGHTS` gives each sign a weight, measured
on gold texts; their sum is the log-odds that quantity, indicator and status are all
right. Burdens only lower it. `python benchmarks/calibrate.py GOLD_DIR...` measures the
weights again and prints the table to put here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from report_extract.context import Frame
from report_extract.header import Header
from report_extract.matcher import Match
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import Pattern

Signs = tuple[str, ...]

# The ways an indicator is decided; "cue 80": a count, by a cue word with a score of 80 or more;
# "other": a noun that belongs to no other indicator.
WAYS: Mapping[str, float] = {
    "share": 3.09,
    "measure": 2.52,
    "money by cue": 2.59,
    "money alone": 1.72,
    "cue 100": 3.15,
    "cue 80": 2.48,
    "cue 60": 2.48,
    "cue 0": 1.9,
    "noun 50": 2.74,
    "noun 40": 1.88,
    "noun 0": 1.23,
    "other": 1.83,
    "unknown": 0.51,
}
BURDENS: Mapping[str, float] = {
    "no noun": -1.03,  # a count of nothing the vocabulary knows
    "elided": -0.96,  # the counted noun does not follow the number
    "ratio": -0.15,
    "earlier period": -0.36,
    "plan of this period": -0.51,  # a plan said of the period reported on, or of none
    "no main period": -0.96,  # the text does not say which period it reports on
    "strange text": -0.16,  # under 60 % of the text's figures are plain
    "very strange text": -0.65,  # under 40 %
}
WEIGHTS: Mapping[str, float] = {**WAYS, **BURDENS}

_CUE_SCORES, _NOUN_SCORES = (100, 80, 60), (50, 40)
_WEAK = frozenset({"unknown", "other", "cue 0", "noun 0", "money alone"})
_STRANGE = {"strange text": 0.6, "very strange text": 0.4}
_ENOUGH = 5  # figures from which a text can be called strange
_LOWEST, _HIGHEST = 0.02, 0.98
# How often the digits of a picture are read right: not measured on reports, set with care.
_READ_RIGHT = 0.7


def confidence(signs: Iterable[str], weights: Mapping[str, float] = WEIGHTS, *, ocr: bool = False) -> float:
    """The probability that signs make; `ocr` says that the number was read from a picture.

    >>> confidence(["cue 100"]) > confidence(["cue 100", "elided"]) > confidence(["unknown", "elided"])
    True
    """
    odds = sum(weights[sign] for sign in signs)
    right = min(_HIGHEST, max(_LOWEST, 1 / (1 + math.exp(-odds))))
    return round(right * _READ_RIGHT if ocr else right, 2)


class SignReader:
    """Reads the signs of figures off what the stages found."""

    def __init__(self, patterns: PatternSet) -> None:
        self._cued = frozenset(pattern.id for pattern in patterns.of(Pattern) if pattern.cues)

    def read(self, header: Header, matches: Sequence[Match], frames: Sequence[Frame]) -> tuple[Signs, ...]:
        """The signs of each figure: its own, and those of its text."""
        own = [
            (self._way(match), *_burdens(header, match, frame)) for match, frame in zip(matches, frames, strict=True)
        ]
        plain = sum(len(signs) == 1 and signs[0] not in _WEAK for signs in own)
        of_text = [sign for sign, share in _STRANGE.items() if len(own) >= _ENOUGH and plain < share * len(own)]
        if header.period is None:
            of_text.append("no main period")
        return tuple((*signs, *of_text) for signs in own)

    def _way(self, match: Match) -> str:
        unit, by_cue = match.phrase.quantity.unit or "count", match.pattern in self._cued
        if match.score <= 0:
            return "unknown"
        if match.indicator == "other":
            return "other"
        if unit == "%":
            return "share"
        if unit in ("VND", "USD"):
            return "money by cue" if by_cue else "money alone"
        if unit != "count":
            return "measure"
        name, steps = ("cue", _CUE_SCORES) if by_cue else ("noun", _NOUN_SCORES)
        return f"{name} {next((step for step in steps if match.score >= step), 0)}"


def _burdens(header: Header, match: Match, frame: Frame) -> Iterable[str]:
    phrase = match.phrase
    if (phrase.quantity.unit or "count") == "count":
        if not phrase.head:
            yield "no noun"
        elif phrase.elided:
            yield "elided"
    if phrase.quantity.whole is not None:
        yield "ratio"
    if frame.status == "prior":
        yield "earlier period"
    if frame.status == "target" and (
        frame.period is None or (header.period is not None and frame.period[0] == header.period[0])
    ):
        yield "plan of this period"
