"""Sums: figures that follow a total and add up to it exactly."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from report_extract.families import family
from report_extract.numerals.scan import Quantity
from report_extract.phrases import Phrase
from report_extract.tables import Cell

_AHEAD = 18  # figures
_SMALLEST = 4
_REACH, _STEP = 420, 260  # characters from the total to the first part, and from part to part
# Small numbers add up by chance: their parts must begin in the next sentence, or in the same one.
_SMALL, _CLOSE, _CHANCE = 100, 12, 400
# Cases and their victims are of one class, and no parts of one another.
_MIXED = frozenset({"crime"})
# Things of one kind under many names: `312 mô hình, gồm 41 trang trại và 271 gia trại`.
_MADE = frozenset({"thing", "model", "body", "building", "party_unit", "union_unit"})
_OPENING = re.compile(r"\s?\(")
_BRACKETS = re.compile(r"[()\n]")


def may_contain(total: Phrase, part: Phrase) -> bool:
    """Same unit, not smaller, and not known to count other things."""
    big, small = total.quantity, part.quantity
    if (big.unit or "count") != (small.unit or "count") or big.unit == "%" or big.value < small.value:
        return False
    if big.rate != small.rate:
        return False
    if big.unit:
        return True
    if small.value % 1 and not big.value % 1:
        return False  # a sum whose unit is left out is no part of a count
    one, other = family(total.noun_class), family(part.noun_class)
    return not one or not other or one == other or part.elided or same_noun(total, part)


def same_noun(total: Phrase, part: Phrase) -> bool:
    """One head, or a classifier said again for a longer one (`19 cuộc thanh tra (4 cuộc đột xuất)`)."""
    long, short = (total.head, part.head) if len(total.head) > len(part.head) else (part.head, total.head)
    return bool(short) and long.startswith(short) and not long[len(short) : len(short) + 1].isalnum()


def brackets_of(key: str, phrases: Sequence[Phrase]) -> tuple[int, ...]:
    """For each quantity the opening bracket that it stands in, or -1."""
    found: list[int] = []
    open_at: list[int] = []
    position = 0
    for phrase in phrases:
        for m in _BRACKETS.finditer(key, position, phrase.quantity.start):
            sign = m.group()
            if sign == "(":
                open_at.append(m.start())
            elif sign == ")" and open_at:
                open_at.pop()
            elif sign == "\n" and open_at and m.start() - open_at[0] > _REACH:
                open_at.clear()
        position = max(position, phrase.quantity.start)
        found.append(open_at[-1] if open_at else -1)
    return tuple(found)


def find_sums(
    phrases: Sequence[Phrase],
    cells: Mapping[int, Cell],
    brackets: Sequence[int],
    changes: Sequence[bool],
) -> dict[int, tuple[int, int]]:
    """Parts that add up to a total before them, each with it and the first of them.

    Where totals compete, the nearest has them. Cells of columns that have a total in their table are left to it.
    """
    figures = _Figures.of(phrases, cells, brackets, changes)
    summed = {number for number, cell in cells.items() if cell.is_total or cell.part}
    found: dict[int, tuple[int, int]] = {}
    adding: dict[str, list[int]] = {}  # by their unit, those that may add up
    for i, unit in enumerate(figures.units):
        if figures.exact[i]:
            adding.setdefault(unit, []).append(i)
    for i, total in enumerate(phrases):
        unit, value = figures.units[i], figures.values[i]
        if unit == "%" or value < _SMALLEST or changes[i] or not _exact(total.quantity, ratio=True):
            continue
        alike = adding.get(unit, [])
        ahead = alike[bisect_right(alike, i) : bisect_left(alike, i + _AHEAD)]
        smaller = [part for j in ahead if (part := figures.values[j]) < value]
        if len(smaller) < 2 or sum(smaller) < value:
            continue
        for run in _runs(figures, i):
            row = [j for j in run if phrases[j].quantity.number not in summed]
            while parts := _adding_up(phrases, row, i):
                found.update((part, (i, parts[0])) for part in parts)
                row = row[row.index(parts[-1]) + 1 :]
    return found


class _Figures(NamedTuple):
    """What is asked of the figures of a text again and again, once for each."""

    phrases: Sequence[Phrase]
    cells: Sequence[Cell | None]
    units: Sequence[str]
    values: Sequence[Decimal]
    exact: Sequence[bool]  # and no change
    places: Sequence[tuple[int, int]]  # the column, or the bracket
    brackets: Sequence[int]
    changes: Sequence[bool]

    @classmethod
    def of(
        cls, phrases: Sequence[Phrase], cells: Mapping[int, Cell], brackets: Sequence[int], changes: Sequence[bool]
    ) -> _Figures:
        of_cells = [cells.get(phrase.quantity.number) for phrase in phrases]
        return cls(
            phrases,
            of_cells,
            [phrase.quantity.unit or "count" for phrase in phrases],
            [phrase.quantity.value for phrase in phrases],
            [_exact(phrase.quantity) and not change for phrase, change in zip(phrases, changes, strict=True)],
            [(c.table, c.column) if c else (-1, bracket) for c, bracket in zip(of_cells, brackets, strict=True)],
            brackets,
            changes,
        )


def find_divided(key: str, phrases: Sequence[Phrase], marker: re.Pattern[str]) -> dict[int, tuple[int, int]]:
    """Parts of other names that a total is said to consist of (`312 mô hình, gồm 41 trang trại và 271 gia trại`)."""
    found: dict[int, tuple[int, int]] = {}
    for i, total in enumerate(phrases[:-2]):
        if total.quantity.unit or not _exact(total.quantity):
            continue
        end = max(total.quantity.end, total.item[1] if total.item else 0)
        bracket = _OPENING.match(key, end)  # 118 mô hình (78 tập thể, 40 cá nhân): whatever they are called
        m = bracket or marker.search(key, end, end + _CLOSE)
        if m is None:
            continue
        added = Decimal(0)
        for j in range(i + 1, min(len(phrases), i + _AHEAD)):
            part = phrases[j]
            between = key[max(m.end(), phrases[j - 1].quantity.end) : part.quantity.start]
            if part.quantity.unit or not _exact(part.quantity) or part.sentence != total.sentence or ";" in between:
                break
            if ")" in between if bracket else not _may_consist(total, part):
                break
            added += part.quantity.value
            if added >= total.quantity.value:
                if added == total.quantity.value and j > i + 1:
                    found.update((k, (i, i + 1)) for k in range(i + 1, j + 1))
                break
    return found


def _may_consist(total: Phrase, part: Phrase) -> bool:
    """People consist of people; bodies, buildings and models of one another, whatever each is called."""
    alike = not part.noun_class or family(total.noun_class) == family(part.noun_class)
    return alike or {total.noun_class, part.noun_class} <= _MADE


def _runs(figures: _Figures, i: int) -> Iterator[list[int]]:
    """Rows of figures after a total that may be its parts: one in each bracket or column, one outside."""
    phrases, total, own = figures.phrases, figures.phrases[i], figures.cells[i]
    unit, value, bracket = figures.units[i], figures.values[i], figures.brackets[i]
    rows: dict[tuple[int, int], list[int]] = {}
    last: dict[tuple[int, int], int] = {}
    end = total.quantity.end
    for j in range(i + 1, min(len(phrases), i + _AHEAD)):
        place, cell = figures.places[j], figures.cells[j]
        if own and (cell is None or cell.table != own.table):
            break
        if (own and cell and cell.column != own.column) or (bracket >= 0 and place != (-1, bracket)):
            continue
        part = phrases[j]
        quantity = part.quantity
        if quantity.start - last.get(place, end) > (_STEP if place in last else _REACH):
            break
        last[place] = quantity.end
        row = rows.setdefault(place, [])
        if figures.changes[j] or figures.units[j] != unit:
            continue
        if figures.exact[j] and figures.values[j] <= value and may_contain(total, part) and _alike(total, part):
            row.append(j)
        elif (
            row
            and not _paired(phrases[j - 1], part)
            and (part.sentence == phrases[row[-1]].sentence or value < _SMALL)
            and not (total.quantity.unit or quantity.unit)
        ):
            yield row  # other things are counted
            rows[place] = []
    yield from rows.values()


def _paired(one: Phrase, other: Phrase) -> bool:
    """`72 vụ/124 bị cáo`: the second count of a pair breaks no row of the first."""
    end = max(one.quantity.end, one.item[1] if one.item else 0)
    return 0 <= other.quantity.start - end <= 1


def _exact(quantity: Quantity, *, ratio: bool = False) -> bool:
    return quantity.modifier == "=" and quantity.max is None and (ratio or quantity.whole is None)


def _alike(total: Phrase, part: Phrase) -> bool:
    labelled = part.item is not None and part.item[0] < part.quantity.start
    mixed = part.noun_class in _MIXED and not labelled
    named = bool(part.noun_class) and part.noun_class == total.noun_class and not mixed
    return (
        bool(total.quantity.unit)
        or part.cell is not None
        or part.elided
        or named
        or same_noun(total, part)
        or not part.head
    )


def _adding_up(phrases: Sequence[Phrase], row: Sequence[int], i: int) -> list[int]:
    """The first figures in a row whose sum is the total."""
    total = phrases[i]
    goal = total.quantity.value
    for first in range(min(len(row) - 1, 5)):
        far = phrases[row[first]].sentence[0] - total.sentence[1]
        named = (
            first == 0 and goal >= _CLOSE and (same_noun(total, phrases[row[0]]) or phrases[row[0]].cell is not None)
        )
        if goal < _CHANCE and not named and far > (2 if goal >= _CLOSE else -1):
            break
        sum_ = Decimal(0)
        for last in range(first, len(row)):
            sum_ += phrases[row[last]].quantity.value
            if sum_ >= goal:
                break
        if sum_ == goal and last > first:
            return list(row[first : last + 1])
    return []
