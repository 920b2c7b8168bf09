"""Totals and their parts, from the build of the sentence: `trong đó`, `gồm`, brackets, lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from report_extract.layout import Layout
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.phrases import Phrase, family
from report_extract.tables import Cell
from report_extract.text import SourceText, last_match

_SENTENCE = re.compile(r"\n|[.!?]\s")
_BULLET = re.compile(r"[ \t]*([-+*•–»]|\d{1,2}[.)]|[a-zđ][.)])?[ \t]*")
_FAR, _NEAR = 14, 45


class Part(NamedTuple):
    """What a quantity is a part of; `cut` tells apart several breakdowns of one total."""

    total: int
    cut: int
    complete: bool  # the breakdown claims to leave nothing out


class BreakdownReader:
    """Finds the total that a quantity is a part of."""

    def __init__(self, patterns: PatternSet) -> None:
        self._parts = whole_words([*patterns.words("parts"), *patterns.words("parts_all")])
        self._all = whole_words(patterns.words("parts_all"))
        self._some = whole_words([*patterns.words("parts"), *patterns.words("remainder")])
        self._out_of = whole_words(patterns.words("out_of"))
        self._outcome = whole_words(patterns.words("outcome"))
        self._break = whole_words(patterns.words("new_clause"))
        self._change = whole_words([*patterns.words("up"), *patterns.words("down")])

    def read(
        self, source: SourceText, layout: Layout, phrases: Sequence[Phrase], cells: Mapping[int, Cell]
    ) -> dict[int, Part]:
        """For each part (by its index) the nearest total."""
        found: dict[int, Part] = {}
        sums = {
            (cell.table, cell.column): i
            for i, phrase in enumerate(phrases)
            if (cell := cells.get(phrase.quantity.number)) and cell.is_total
        }
        finders = (self._bracketed, self._listed, self._marked, self._after_colon, self._resolved)
        for i, phrase in enumerate(phrases):
            cell = cells.get(phrase.quantity.number)
            if cell:
                part = self._in_table(source.key, phrases, cells, i, cell, sums)
            else:
                part = next((p for find in finders if (p := find(source.key, layout, phrases, i)) is not None), None)
            if part is not None:
                found[i] = part
        return found

    def _bracketed(self, key: str, layout: Layout, phrases: Sequence[Phrase], i: int) -> Part | None:
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
                near = opening - end < _NEAR and not _SENTENCE.search(key, other.quantity.end, opening)
                closing = key.find(")", opening, sentence[1])
                whole = not self._some.search(key, opening, closing if closing >= 0 else sentence[1])
                return Part(j, opening, whole) if near and may_contain(other, phrases[i]) else None
        return None

    def _marked(self, key: str, layout: Layout, phrases: Sequence[Phrase], i: int) -> Part | None:
        """`88 tổ chức, gồm: 39 đảng bộ và 49 chi bộ`; `trong số 312 ý kiến, 287 …`"""
        quantity, sentence = phrases[i].quantity, phrases[i].sentence
        out_of = last_match(self._out_of, key, sentence[0], quantity.start)
        if out_of and not key[out_of.end() : quantity.start].strip():
            return None  # the total itself: "trong số 312 ý kiến"
        for j in range(i - 1, -1, -1) if out_of else ():
            other = phrases[j]
            if out_of is None or other.quantity.end <= out_of.end():
                break
            if not key[out_of.end() : other.quantity.start].strip() and may_contain(other, phrases[i]):
                return Part(j, out_of.start(), complete=False)
        marker = last_match(self._parts, key, sentence[0], quantity.start)
        if marker is None or self._break.search(key, marker.end(), quantity.start):
            return None
        if self._changes(key, max(marker.end(), quantity.start - 20), quantity.start):
            return None
        if key.count("(", sentence[0], marker.start()) != key.count(")", sentence[0], marker.start()):
            closing = key.find(")", marker.end())
            if 0 <= closing < quantity.start:
                return None
        total = self._total_before(key, phrases, i, marker.start())
        if total is None:
            return None
        whole = self._all.fullmatch(marker.group()) and not self._some.search(key, marker.end(), sentence[1])
        return Part(total, marker.start(), bool(whole) and quantity.whole is None)

    def _after_colon(self, key: str, layout: Layout, phrases: Sequence[Phrase], i: int) -> Part | None:
        """`kỷ luật 19 đảng viên: khiển trách 14, cảnh cáo 05`"""
        part = phrases[i]
        colon = key.rfind(":", part.sentence[0], part.quantity.start)
        if colon < 0 or self._changes(key, colon, part.quantity.start) or not part.elided:
            return None
        for j in range(i - 1, max(-1, i - _FAR), -1):
            other = phrases[j]
            if other.quantity.start < part.sentence[0]:
                return None
            if other.quantity.end <= colon:
                end = max(other.quantity.end, other.item[1] if other.item else 0)
                near = colon - end < 12 and not other.elided
                whole = not self._some.search(key, colon, part.sentence[1])
                return Part(j, colon, whole) if near and may_contain(other, part) else None
        return None

    def _total_before(self, key: str, phrases: Sequence[Phrase], i: int, marker: int) -> int | None:
        part = phrases[i]
        nearest: int | None = None
        for j in range(i - 1, max(-1, i - _FAR), -1):
            other = phrases[j]
            change = self._changes(key, max(0, other.quantity.start - 14), other.quantity.start)
            if other.quantity.end > marker or change:
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

    def _listed(self, key: str, layout: Layout, phrases: Sequence[Phrase], i: int) -> Part | None:
        """List items under a line that ends in a colon: `Tổng số đảng viên: 46. Trong đó:`"""
        line = layout.lines.index(phrases[i].quantity.start)
        bullet = _BULLET.match(key, layout.lines.starts[line])
        mark = bullet.group(1) if bullet else None
        for before in range(line - 1, max(-1, line - 12), -1):
            a, b = layout.lines.starts[before], layout.lines.ends[before]
            text = key[a : min(b, a + 500)].rstrip()
            if layout.lines.starts[before + 1] - b > 2:
                return None
            other = _BULLET.match(key, a)
            other_mark = other.group(1) if other else None
            if other_mark == mark and other_mark is not None and not text.endswith(":"):
                continue
            introduces = text.endswith(":") and self._parts.search(text) is not None
            deeper = mark is not None and other_mark != mark and (introduces or (mark == "-" and other_mark is None))
            if not (introduces or deeper):
                return None
            for j in range(i - 1, max(-1, i - 3 * _FAR), -1):
                if a <= phrases[j].quantity.start < b:
                    return Part(j, a, complete=False) if may_contain(phrases[j], phrases[i]) else None
                if phrases[j].quantity.start < a:
                    return None
            return None
        return None

    def _resolved(self, key: str, layout: Layout, phrases: Sequence[Phrase], i: int) -> Part | None:
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
                start = phrases[i - 1].quantity.end if j != i - 1 else end
                if self._outcome.search(key, start, part.quantity.start):
                    return Part(j, other.quantity.start, complete=False)
        return None

    def _in_table(
        self,
        key: str,
        phrases: Sequence[Phrase],
        cells: Mapping[int, Cell],
        i: int,
        cell: Cell,
        sums: Mapping[tuple[int, int], int],
    ) -> Part | None:
        """The cell to the left of `Trong đó: …`, else the cell of the total row."""
        if cell.header and self._parts.match(key, *cell.header):
            left = cells.get(phrases[i - 1].quantity.number) if i else None
            same_row = left and (left.table, left.row_index) == (cell.table, cell.row_index)
            return Part(i - 1, cell.header[0], complete=False) if same_row else None
        total = sums.get((cell.table, cell.column))
        return None if cell.is_total or total is None or total == i else Part(total, cell.top, complete=True)

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
