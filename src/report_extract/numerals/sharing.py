"""Units left out because a number beside them has one: `từ 4,1 lên 6,8 triệu đồng`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from report_extract.numerals.amounts import NUMBER
from report_extract.numerals.scan import Quantity
from report_extract.numerals.values import parse_digits
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex

_REACH, _CLOSE, _MOST, _LABEL = 260, 70, 10, 30
_APART = re.compile(r"[\n\t|]|\s{3}")
_ELIDED = re.compile(r"\s*(?:[,;.)\n]|$)")
_GROUP = Decimal(1000)


class UnitSharer:
    """Gives units to numbers that take theirs from another."""

    def __init__(self, patterns: PatternSet) -> None:
        self._level = re.compile(rf"\s(?:{trie_regex(patterns.words('level'))})\s")
        self._listed = re.compile(rf"(?:,|\s(?:{trie_regex(patterns.words('and'))}))\s")
        self._from = re.compile(rf"(?<!\w)(?:{trie_regex(patterns.words('level_from'))})\s$")
        self._plan = re.compile(rf"\s?\((?:{trie_regex(patterns.words('target_label'))})\s?:?\s?")
        self._amount = re.compile(rf"(?<!\w)(?:{trie_regex(patterns.words('amount_label'))})\s$")

    def share(self, key: str, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
        """The quantities, with the units that those without one take over."""
        shared = list(quantities)
        for i in range(len(shared) - 2, -1, -1):
            if not shared[i].unit and shared[i + 1].unit:
                shared[i] = self._before(key, shared[i], shared[i + 1])
        for i in range(1, len(shared)):
            if not shared[i].unit and shared[i - 1].unit:
                shared[i] = self._beside(key, shared[i - 1], shared[i])
        for i, total in enumerate(quantities):
            scale = _scale(key, total) if total.unit and total.unit != "%" and not total.rate else None
            if scale is not None:
                for j in sorted(set(self._parts(key, shared, i, scale))):
                    shared[j] = _like(shared[j], total, scale)
        return tuple(shared)

    def _before(self, key: str, one: Quantity, other: Quantity) -> Quantity:
        """`từ 4,1 lên 6,8 triệu đồng`; `mức 200 và 400.000 đồng`"""
        between = key[one.end : other.start]
        scale = _scale(key, other)
        if scale is None or len(between) > 12 or one.whole or one.max or one.spelled:
            return one
        before = key[max(0, one.start - 24) : one.start]
        if self._level.fullmatch(between) and self._from.search(before):
            return _like(one, other, scale)
        if self._listed.fullmatch(between) and self._amount.search(before) and other.unit != "%":
            grouped = one.value < _GROUP <= other.value and other.value % _GROUP == 0 and scale == 1
            return _like(one, other, _GROUP if grouped else scale)
        return one

    def _beside(self, key: str, one: Quantity, other: Quantity) -> Quantity:
        """`thực hiện 264 tỷ đồng (KH 250)`: the plan in brackets after a result has its unit."""
        scale = _scale(key, one)
        near = scale is not None and one.unit != "%" and other.start - one.end < _LABEL and not other.whole
        if scale is None or not near or not self._plan.fullmatch(key, one.end, other.start):
            return other
        return _like(other, one, scale) if key[other.end : other.end + 1] in (")", ";") else other

    def _parts(self, key: str, quantities: Sequence[Quantity], i: int, scale: Decimal) -> Iterator[int]:
        """Numbers without a unit that add up to a sum before them, and fractions, which count nothing."""
        total, run, added = quantities[i], list[int](), Decimal(0)
        end = total.end
        for j in range(i + 1, min(len(quantities), i + _MOST)):
            part = quantities[j]
            gap = key[end : part.start]
            if part.start - end > _CLOSE or part.start - total.end > _REACH or _APART.search(gap) or ". " in gap:
                return
            end = part.end
            if part.unit in ("%", "day"):
                continue
            if part.unit or part.spelled or part.whole or not _ELIDED.match(key, part.end):
                return
            run.append(j)
            added += part.value * scale
            if added == total.value and len(run) > 1:
                yield from run
                return
            if part.value % 1 and part.value * scale < total.value:
                yield j


def _scale(key: str, quantity: Quantity) -> Decimal | None:
    """What the digits of a quantity were multiplied by; None where it is more than one number."""
    m = NUMBER.match(key, quantity.number)
    digits = parse_digits(m.group(), whole=quantity.value > _GROUP) if m and not quantity.whole else None
    if not m or not digits:
        return None
    scale = quantity.value / digits
    compound = any(c.isdecimal() for c in key[m.end() : quantity.part_end])  # 1 tỷ 130 triệu
    return Decimal(10) ** scale.adjusted() if compound else scale


def _like(quantity: Quantity, other: Quantity, scale: Decimal) -> Quantity:
    return replace(quantity, value=quantity.value * scale, unit=other.unit, rate=other.rate)
