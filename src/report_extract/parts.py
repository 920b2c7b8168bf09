"""What a part is, and the text with the parts found in it so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from report_extract.layout import Layout
from report_extract.phrases import Phrase

_FIGURES_BACK = 14


class Part(NamedTuple):
    """What a quantity is a part of; `cut` tells apart several breakdowns of one total."""

    total: int
    cut: int
    complete: bool  # the breakdown claims to leave nothing out
    exact: bool = False  # the parts were found because they add up to the total


class Text(NamedTuple):
    """What the finders of parts look at; `found` grows as they go."""

    key: str
    layout: Layout
    phrases: Sequence[Phrase]
    brackets: Sequence[int]
    changed: Sequence[bool]  # the size of a change
    changes: Sequence[bool]  # the same, or a plan, or of another time
    found: dict[int, Part]

    def before(self, i: int, until: int) -> Iterator[int]:
        """The figures that end before the offset `until`, from the one before `i` back, changes left out."""
        for j in range(i - 1, max(-1, i - _FIGURES_BACK), -1):
            if self.phrases[j].quantity.end <= until and not self.changes[j]:
                yield j

    def ends(self, j: int) -> int:
        """Where a figure with its item ends."""
        phrase = self.phrases[j]
        return max(phrase.quantity.end, phrase.item[1] if phrase.item else 0)

    def whole_of(self, j: int, value: Decimal) -> int:
        """The figure `j`, or where it is itself a part, the total that has room for `value` beside it."""
        part = self.found.get(j)
        if part is None:
            return j
        shared = sum(
            (self.phrases[k].quantity.value for k, other in self.found.items() if other[:2] == part[:2]), Decimal(0)
        )
        return part.total if shared + value <= self.phrases[part.total].quantity.value else j


def completes(share: Phrase, rest: Phrase) -> bool:
    """`45/47 cơ quan đạt, không đạt 02`: the rest of a whole is no part of the share stated first."""
    whole = share.quantity.whole
    return whole is not None and whole - share.quantity.value == rest.quantity.value
