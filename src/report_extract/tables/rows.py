"""Which rows of a table belong to which: groups, totals and their parts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.tables.grids import BELOW, PLAIN, Row

_BRACKETS = re.compile(r"\([^()]*\)")
_GROUP, _TOTAL, _DASHED = 0.0, 0.5, 6.9
_STEP = 0.1

Values = Mapping[int, Decimal]


class Standing(NamedTuple):
    """Where a row stands among the others; rows are named by their place in the table's list."""

    groups: tuple[int, ...] = ()  # those above it, the outermost first
    is_total: bool = False
    total: int | None = None  # what it is a part of
    complete: bool = False  # the parts leave nothing out


@dataclass
class _Line:
    """A row on its way to its standing."""

    place: int
    depth: float
    values: Values
    total: bool  # `Cộng`
    like_total: bool  # `Tổng số đảng viên`
    opens: bool  # `Trong đó` alone
    singled: bool  # `Trong đó: nữ`, `Nữ`
    first: bool = False  # a total that stands before its parts
    groups: tuple[int, ...] = ()
    over: int | None = None  # the nearest row with numbers above it
    part: tuple[int, bool] | None = None
    kids: list[int] = field(default_factory=list)


class RowReader:
    """Reads the order of rows with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        total = trie_regex(patterns.words("table_total"))
        self._total = re.compile(rf"{total}(?!\w)(?P<rest>[\s:.]*)")
        self._parts = whole_words([*patterns.words("parts"), *patterns.words("parts_all")])
        self._attribute = whole_words([*patterns.words("attribute"), *patterns.words("sexes")])

    def read(self, key: str, rows: Sequence[Row], values: Sequence[Values], *, numbered: bool) -> tuple[Standing, ...]:
        """The standing of every row; `values` are its numbers by column."""
        lines = [self._line(key, i, row, values[i], numbered=numbered) for i, row in enumerate(rows)]
        _sums_named(lines)
        _nest(lines)
        for line in lines:
            if line.kids:
                _give_parts(line, [lines[i] for i in line.kids])
        _totals_below(lines)
        return tuple(
            Standing(line.groups, line.total, line.part[0] if line.part else None, bool(line.part and line.part[1]))
            for line in lines
        )

    def _line(self, key: str, place: int, row: Row, values: Values, *, numbered: bool) -> _Line:
        text = _BRACKETS.sub(" ", key[slice(*row.label)]).strip() if row.label else ""
        m = self._total.match(text)
        total = bool(m and m.end() == len(text) and values)
        parts = self._parts.match(text)
        attribute = self._attribute.match(text)
        depth = row.depth
        if depth is None:
            depth = _GROUP if not values else BELOW if numbered and not total else PLAIN
        return _Line(
            place, depth, values, total, bool(m and not total and values),
            bool(parts and not values),
            bool(parts and values) or bool(attribute and attribute.end() == len(text.rstrip(" :."))),
        )  # fmt: skip


def _sums_named(lines: Sequence[_Line]) -> None:
    """`Tổng số đảng viên` is a total where the rows after or before it add up to it."""
    for line, others in zip((lines[0], lines[-1]), (lines[1:], lines[:-1]), strict=True) if lines else ():
        if line.like_total and not line.total:
            line.total = _adds_up(line, [other for other in others if other.depth == line.depth])


def _nest(lines: Sequence[_Line]) -> None:
    """Give each row the groups above it and the nearest row with numbers."""
    stack: list[tuple[float, _Line]] = []
    last = PLAIN  # depth of the last row with numbers that no words single out
    under: float | None = None  # depth of an open `Trong đó`
    dashed = False  # its rows begin with dashes
    counted = False  # a row with numbers since the last group
    for line in lines:
        depth, nested = line.depth, False
        unmarked = depth in (PLAIN, BELOW)
        if line.opens:
            depth = under = last + _STEP / 2
            dashed = False
        elif line.total:
            depth, under, line.first = (_DASHED if counted else _TOTAL), None, not counted
        elif under is not None and (depth > _DASHED or (unmarked and not dashed)):
            dashed = not unmarked
            depth, nested, line.singled = max(under + _STEP / 2, 0.0 if unmarked else depth), True, True
        elif line.singled and counted and unmarked:
            depth, nested, under = last + _STEP, True, None
        else:
            under = None
        while stack and stack[-1][0] >= depth:
            stack.pop()
        if line.total and not line.first:
            stack.clear()
        if not line.total:
            line.groups = tuple(above.place for _, above in stack if not (above.total or above.opens))
            line.over = next((above.place for _, above in reversed(stack) if above.values), None)
        if line.over is not None:
            lines[line.over].kids.append(line.place)
        stack.append((depth, line))
        last = depth if line.values and not nested else last
        counted = bool(line.values) or (counted and depth != _GROUP)


def _give_parts(total: _Line, kids: Sequence[_Line]) -> None:
    """The rows below a row are its parts where it says so, or where they add up to it."""
    if total.first or (len(kids) > 1 and _adds_up(total, kids)):
        for kid in kids:
            kid.part = total.place, not (total.first and kid.singled)
    elif any(kid.singled for kid in kids):
        first = next(i for i, kid in enumerate(kids) if kid.singled)
        for kid in kids[first:]:
            kid.part = total.place, False


def _totals_below(lines: Sequence[_Line]) -> None:
    """A total after its rows: of those since the last total or, where that fits better, of totals before it."""
    since: list[_Line] = []
    totals: list[_Line] = []
    for line in lines:
        if line.total and (since or totals) and not line.first:
            sets = [since, [*totals, *since]]
            chosen = next(
                (rows for rows in sets if _adds_up(line, rows)), sets[1] if len(totals) > 1 else since or totals
            )
            for row in chosen:
                row.part = line.place, True
            totals = [line] if chosen is not since else [*totals, line]
            since = []
        elif line.total:
            since, totals = [], []
        elif line.values and line.part is None and line.over is None:
            since.append(line)


def _adds_up(total: _Line, rows: Sequence[_Line]) -> bool:
    """Do the numbers of rows add up to those of a total, in any column where two rows have some?"""
    for column, value in total.values.items():
        parts = [row.values[column] for row in rows if column in row.values]
        if len(parts) > 1 and value and sum(parts, Decimal(0)) == value:
            return True
    return False
