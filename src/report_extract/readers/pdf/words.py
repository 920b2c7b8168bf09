"""Words on a page, and the lines that they make.

All lengths are points from the upper left corner of the page as it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_GAP = 1.5  # in heights of a line: wider than any blank of justified text
NARROW_GAP = 0.5  # enough where the line above or below has a column
_HEAD = 12  # lines of a page that may be a letterhead
_COLUMNS = "   "  # how columns stand apart in plain text
_MARK = re.compile(r"(?:[-–+*•●▪■»✓]|\d{1,2}(?:\.\d{1,2})*[.)/]|[^\W\d_][.)]|[IVX]{1,5}[.)/])")


class Word(NamedTuple):
    """Characters without a blank between them, and the box around them."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


class Cell(NamedTuple):
    """The words of a line between two wide gaps."""

    text: str
    x0: float
    x1: float
    words: tuple[Word, ...] = ()  # kept where there are several cells

    @classmethod
    def of(cls, words: Sequence[Word]) -> Cell:
        """Words from left to right as one cell."""
        return cls(" ".join(w.text for w in words), words[0].x0, max(w.x1 for w in words), tuple(words))

    def pieces(self, gap: float) -> list[Cell]:
        """The cell divided where a gap as wide as this stands between words."""
        cuts = [i for i, (a, b) in enumerate(pairwise(self.words), 1) if b.x0 - a.x1 > gap]
        return [Cell.of(self.words[a:b]) for a, b in pairwise([0, *cuts, len(self.words)])]


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one height, from left to right."""

    page: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    first_width: float  # of the first word
    cells: tuple[Cell, ...]  # one in running text; more where wide gaps divide the words

    @property
    def columns(self) -> int:
        """How many cells it has."""
        return len(self.cells)

    @property
    def height(self) -> float:
        """Of its letters, from the lowest to the highest."""
        return self.bottom - self.top


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """The lines of a page from the top down; wide gaps stay as three blanks.

    >>> [line.text for line in lines_of([Word("12", 20, 0, 30, 10), Word("xã", 5, 1, 16, 11)], 1)]
    ['xã 12']
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        if rows and _same_row(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    rows = [sorted(row, key=lambda w: w.x0) for row in rows]
    cuts = [_cuts(row) for row in rows]
    lines = []
    for i, row in enumerate(rows):
        beside = [_corners(rows[j], cuts[j]) for j in (i - 1, i + 1) if 0 <= j < len(rows)]
        lines.append(_line(row, cuts[i] | _aligned(row, cuts[i], set().union(*beside)), page))
    return lines


def page_lines(words: Sequence[Word], page: int, width: float) -> list[Line]:
    """The lines of a page; two columns above the text whose lines do not meet (a letterhead) one after the other."""
    lines = lines_of(words, page)
    head = lines[:_HEAD]
    best, gutter = 0, 0.0
    for x in {line.x0 - 1 for line in head if 0.3 * width < line.x0 < 0.65 * width}:
        deep = next((i for i, line in enumerate(head) if _crosses(line, x, words)), len(head))
        if deep > best:
            best, gutter = deep, x
    upper = lines[:best]
    left, right = (sum(line.x1 <= gutter for line in upper), sum(line.x0 > gutter for line in upper))
    if min(left, right) < 2 or left + right <= len(upper) / 2:
        return lines
    end = max(line.bottom for line in upper)
    above = [word for word in words if (word.top + word.bottom) / 2 < end]
    sides = ([w for w in above if w.x0 <= gutter], [w for w in above if w.x0 > gutter])
    return [*lines_of(sides[0], page), *lines_of(sides[1], page), *lines[best:]]


def _crosses(line: Line, x: float, words: Sequence[Word]) -> bool:
    if line.x1 <= x or line.x0 > x:
        return False
    row = [w for w in words if line.top < (w.top + w.bottom) / 2 < line.bottom]
    before, after = [w.x1 for w in row if w.x0 <= x], [w.x0 for w in row if w.x0 > x]
    return not before or not after or min(after) - max(before) < _GAP * line.height


def _same_row(row: Sequence[Word], word: Word) -> bool:
    last = row[len(row) // 2]
    apart = abs(last.top + last.bottom - word.top - word.bottom) / 2
    return apart < 0.5 * min(last.bottom - last.top, word.bottom - word.top)


def _cuts(row: Sequence[Word]) -> set[int]:
    """The words before which a wide gap stands; the gap after the mark of a list is none."""
    height = median(word.bottom - word.top for word in row)
    marked = _MARK.fullmatch(row[0].text)
    return {i for i in range(1, len(row)) if row[i].x0 - row[i - 1].x1 > _GAP * height and not (i == 1 and marked)}


def _corners(row: Sequence[Word], cuts: Set[int]) -> set[tuple[bool, int]]:
    """Where the columns of a row begin and end."""
    begin = {(True, round(row[i].x0)) for i in cuts}
    return begin | {(False, round(row[i].x1)) for i in [*(cut - 1 for cut in cuts), len(row) - 1] if cuts}


def _aligned(row: Sequence[Word], cuts: Set[int], corners: Set[tuple[bool, int]]) -> set[int]:
    """Further columns of a row: those that stand under or over one of its neighbours'."""
    if not cuts or not corners:
        return set()
    height = median(word.bottom - word.top for word in row)
    return {
        i
        for i in range(1, len(row))
        if row[i].x0 - row[i - 1].x1 > NARROW_GAP * height
        and any((True, round(row[i].x0) + d) in corners or (False, round(row[i].x1) + d) in corners for d in (-1, 0, 1))
    }


def _line(row: Sequence[Word], cuts: Set[int], page: int) -> Line:
    bounds = [0, *sorted(cuts), len(row)]
    cells = tuple(Cell.of(row[a:b]) for a, b in pairwise(bounds))
    cells = cells if cuts else (cells[0]._replace(words=()),)
    height = median(word.bottom - word.top for word in row)
    middle = median((word.top + word.bottom) / 2 for word in row)
    return Line(
        page, _COLUMNS.join(cell.text for cell in cells), row[0].x0, middle - height / 2,
        max(word.x1 for word in row), middle + height / 2, row[0].x1 - row[0].x0, cells,
    )  # fmt: skip
