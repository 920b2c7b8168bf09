"""Totals and their parts, from the build of the sentence: `trong đó`, `gồm`, brackets, lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from report_extract.layout import Layout
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.phrases import Phrase, family
from report_extract.tables import Cell
from report_extract.text import SourceText, last_match

_SENTENCE = re.compile(r"\n|[.!?]\s")
_BULLET = re.compile(r"[ \t]*([-+*•–»]|\d{1,2}[.)]|[a-zđ][.)])?[ \t]*")
_FAR = 14


class BreakdownReader:
    """Finds the total that a quantity is a part of."""

    def __init__(self, patterns: PatternSet) -> None:
        self._parts = whole_words(patterns.words("parts"))
        self._out_of = whole_words(patterns.words("out_of"))
        self._outcome = whole_words(patterns.words("outcome"))
        self._break = whole_words(patterns.words("new_clause"))
        self._change = whole_words([*patterns.words("up"), *patterns.words("down")])

    def read(
        self, source: SourceText, layout: Layout, phrases: Sequence[Phrase], cells: Mapping[int, Cell]
    ) -> dict[int, int]:
        """For each part (by its index) the index of its nearest total."""
        totals: dict[int, int] = {}
        sums = {
            (cell.table, cell.column): i
            for i, phrase in enumerate(phrases)
            if (cell := cells.get(phrase.quantity.number)) and cell.is_total
        }
        finders = (self._bracketed, self._listed, self._marked, self._resolved)
        for i, phrase in enumerate(phrases):
            cell = cells.get(phrase.quantity.number)
            if cell:
                total = self._table_total(source.key, phrases, cells, i, cell, sums)
            else:
                total = next((t for find in finders if (t := find(source.key, layout, phrases, i)) is not None), None)
            if total is not None:
                totals[i] = total
        return totals

    def _bracketed(self, key: str, layout: Layout, phrases: Sequence[Phrase], i: int) -> int | None:
        """`34 giải (2 nhất, 9 nhì)`"""
        quantity, sentence = phrases[i].quantity, phrases[i].sentence
        opening = key.rfind("(", sentence[0], quantity.start)
        if opening < 0 or key.find(")", opening, quantity.start) >= 0:
            return None
        if self._changes(key, opening, quantity.start):
            return None
        for j in range(i - 1, max(-1, i - _FAR), -1):
            other = phrases[j]
            if other.quantity.end <= opening:
                end = max(other.quantity.end, other.item[1] if other.item else 0)
                near = opening - end < 45 and not _SENTENCE.search(key, other.quantity.end, opening)
                return j if near and may_contain(other, phrases[i]) else None
        return None

    def _marked(self, key: str, layout: Layout, phrases: Sequence[Phrase], i: int) -> int | None:
        """`88 tổ chức, gồm: 39 đảng bộ và 49 chi bộ`; `trong số 312 ý kiến, 287 …`"""
        quantity, sentence = phrases[i].quantity, phrases[i].sentence
        out_of = last_match(self._out_of, key, sentence[0], quantity.start)
        if out_of and not key[out_of.end() : quantity.start].strip():
            return None  # the total itself: "trong số 312 ý kiến"
        if out_of:
            for j in range(i - 1, -1, -1):
                other = phrases[j]
                if other.quantity.end <= out_of.end():
                    break
                if not key[out_of.end() : other.quantity.start].strip() and may_contain(other, phrases[i]):
                    return j
        marker = last_match(self._parts, key, sentence[0], quantity.start)
        if marker is None or self._break.search(key, marker.end(), quantity.start):
            return None
        if self._changes(key, max(marker.end(), quantity.start - 20), quantity.start):
            return None
        if key.count("(", sentence[0], marker.start()) != key.count(")", sentence[0], marker.start()):
            closing = key.find(")", marker.end())
            if 0 <= closing < quantity.start:
                return None
        return self._total_before(phrases, i, marker.start())

    def _total_before(self, phrases: Sequence[Phrase], i: int, marker: int) -> int | None:
        part = phrases[i]
        nearest: int | None = None
        for j in range(i - 1, max(-1, i - _FAR), -1):
            other = phrases[j]
            if other.quantity.end > marker:
                continue
            same_sentence = other.quantity.start >= part.sentence[0]
            adjacent = part.sentence[0] - other.sentence[1] <= 2 and marker - part.sentence[0] < 6
            if not same_sentence and not adjacent:
                break
            if may_contain(other, part):
                if other.noun_class == part.noun_class and part.noun_class:
                    return j
                nearest = j if nearest is None else nearest
        return nearest

    def _listed(self, key: str, layout: Layout, phrases: Sequence[Phrase], i: int) -> int | None:
        """List items under a line that ends in a colon: `Tổng số đảng viên: 46. Trong đó:`"""
        line = layout.lines.index(phrases[i].quantity.start)
        start = layout.lines.starts[line]
        bullet = _BULLET.match(key, start)
        mark = bullet.group(1) if bullet else None
        for before in range(line - 1, max(-1, line - 12), -1):
            a, b = layout.lines.starts[before], layout.lines.ends[before]
            text = key[a:b].rstrip()
            if layout.lines.starts[before + 1] - b > 2:
                return None
            other = _BULLET.match(key, a)
            other_mark = other.group(1) if other else None
            if other_mark == mark and other_mark is not None and not text.endswith(":"):
                continue
            introduces = text.endswith(":") and (self._parts.search(key, a, b) is not None)
            deeper = mark is not None and other_mark != mark and (introduces or (mark == "-" and other_mark is None))
            if not (introduces or deeper):
                return None
            for j in range(i - 1, max(-1, i - 3 * _FAR), -1):
                if a <= phrases[j].quantity.start < b:
                    return j if may_contain(phrases[j], phrases[i]) else None
                if phrases[j].quantity.start < a:
                    return None
            return None
        return None

    def _resolved(self, key: str, layout: Layout, phrases: Sequence[Phrase], i: int) -> int | None:
        """`tiếp nhận 88 đơn, giải quyết xong 81 đơn`: what became of a whole."""
        part = phrases[i]
        if self._changes(key, max(part.sentence[0], part.quantity.start - 20), part.quantity.start):
            return None
        for j in range(i - 1, max(-1, i - 5), -1):
            other = phrases[j]
            if other.quantity.start < part.sentence[0]:
                return None
            same = other.head and (other.head == part.head or (part.elided and not part.head))
            if same and may_contain(other, part) and not other.quantity.unit:
                end = max(other.quantity.end, other.item[1] if other.item else 0)
                between = (
                    key[phrases[i - 1].quantity.end : part.quantity.start]
                    if j != i - 1
                    else key[end : part.quantity.start]
                )
                if self._outcome.search(between):
                    return j
        return None

    def _table_total(
        self,
        key: str,
        phrases: Sequence[Phrase],
        cells: Mapping[int, Cell],
        i: int,
        cell: Cell,
        sums: Mapping[tuple[int, int], int],
    ) -> int | None:
        """The cell to the left of `Trong đó: …`, else the cell of the total row."""
        if cell.header and self._parts.match(key, *cell.header):
            left = cells.get(phrases[i - 1].quantity.number) if i else None
            return i - 1 if left and (left.table, left.row_index) == (cell.table, cell.row_index) else None
        if cell.is_total:
            return None
        return None if sums.get((cell.table, cell.column)) == i else sums.get((cell.table, cell.column))

    def _changes(self, key: str, start: int, end: int) -> bool:
        return self._change.search(key, start, end) is not None


def may_contain(total: Phrase, part: Phrase) -> bool:
    """Same unit, not smaller, and not known to count other things."""
    big, small = total.quantity, part.quantity
    if (big.unit or "count") != (small.unit or "count") or big.unit == "%" or big.value < small.value:
        return False
    if big.unit:
        return True
    one, other = family(total.noun_class), family(part.noun_class)
    return not one or not other or one == other or part.elided
