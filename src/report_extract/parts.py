"""What a part is, and the text with the parts found in it so far."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from report_extract.families import family
from report_extract.layout import Layout
from report_extract.phrases import Phrase
from report_extract.sums import may_contain, same_noun
from report_extract.tables import Cell

_FIGURES_BACK, _BESIDE = 14, 4
_AGAIN = 120
_LINE_BACK = 42  # figures
_BACK, _CLAUSE = 60, 50
_STOP = re.compile(r"[.!?]\s")
_WORD = re.compile(r"\w+")
_BULLET = re.compile(r"[ \t]*([-+*•–»]|\d{1,2}[.)]|[a-zđ][.)])?[ \t]*")


@dataclass(frozen=True, slots=True)
class Part:
    """What a quantity is a part of; `cut` tells apart several breakdowns of one total."""

    total: int
    cut: int
    complete: bool  # the breakdown claims to leave nothing out
    exact: bool = False  # the parts were found because they add up to the total


@dataclass(frozen=True, slots=True)
class Text:
    """What the finders of parts look at; `found` grows as they go."""

    key: str
    layout: Layout
    phrases: Sequence[Phrase]
    brackets: Sequence[int]
    changed: Sequence[bool]  # the size of a change
    changes: Sequence[bool]  # the same, or a plan, or of another time
    found: dict[int, Part]
    shares: dict[tuple[int, int], Decimal]  # the sum of the parts found of each breakdown
    joints: frozenset[str]  # what may stand between two figures of one list

    def before(self, i: int, until: int) -> Iterator[int]:
        """The figures that end before the offset `until`, from the one before `i` back, changes left out."""
        for j in range(i - 1, max(-1, i - _FIGURES_BACK), -1):
            if self.phrases[j].quantity.end <= until and not self.changes[j]:
                yield j

    def ends(self, j: int) -> int:
        """Where a figure with its item ends."""
        phrase = self.phrases[j]
        return max(phrase.quantity.end, phrase.item[1] if phrase.item else 0)

    def is_joined(self, i: int) -> bool:
        """Do only a comma or a short word stand between a figure and the one before it?"""
        return self.key[self.ends(i - 1) : self.phrases[i].quantity.start].strip() in self.joints

    def alike(self, j: int, i: int) -> int:
        """The total `j`, or the one right before it that counts what the part counts (`58 vụ/91 bị can: 34 vụ`)."""
        if j == 0 or same_noun(self.phrases[j], self.phrases[i]):
            return j
        near = self.phrases[j].quantity.start - self.ends(j - 1) < _BESIDE
        return j - 1 if near and same_noun(self.phrases[j - 1], self.phrases[i]) else j

    def add(self, i: int, part: Part) -> None:
        """Keep what the figure `i` was found to be a part of."""
        self.found[i] = part
        breakdown = part.total, part.cut
        self.shares[breakdown] = self.shares.get(breakdown, Decimal(0)) + self.phrases[i].quantity.value

    def whole_of(self, j: int, value: Decimal) -> int:
        """The figure `j`, or where it is itself a part, the total that has room for `value` beside it."""
        part = self.found.get(j)
        if part is None:
            return j
        shared = self.shares[part.total, part.cut]
        return part.total if shared + value <= self.phrases[part.total].quantity.value else j


def mark_of(bullet: re.Match[str] | None) -> str | None:
    """The mark of a list item; one letter or number stands for all (`a)`, `b)`)."""
    mark = bullet.group(1) if bullet else None
    return mark if mark is None or not mark[0].isalnum() else f"{'1' if mark[0].isdecimal() else 'a'}{mark[-1]}"


def colon_before(key: str, start: int, end: int) -> int:
    """The last colon of a text that stands in no closed bracket (`4 vụ (năm 2021: 9 vụ), 2 người chết`), or -1."""
    colon = key.rfind(":", start, end)
    while colon >= 0 and (closing := key.find(")", colon, end)) >= 0 and key.find("(", colon, closing) < 0:
        opening = key.rfind("(", start, colon)
        colon = key.rfind(":", start, opening) if opening >= 0 else -1
    return colon


def counted_again(
    text: Text, i: int, outcome: re.Pattern[str], lead: re.Pattern[str], generic: Container[str]
) -> Part | None:
    """`45 hồ sơ; đến nay 40 hồ sơ được duyệt`, `45 hồ sơ, 40 đạt`: some of the things just counted."""
    part = text.phrases[i]
    bare = not part.head
    if part.quantity.unit or (not bare and (part.elided or part.label or part.item is None)):
        return None
    end = part.item[0] + len(part.head) if part.item and not bare else part.quantity.end
    if outcome.match(text.key, end) is None:
        return None
    before = lead.sub("", text.key[part.sentence[0] : part.quantity.start].rstrip()).rstrip()
    if before and before[-1] not in ",;":
        return None
    for j in text.before(i, part.quantity.start):
        other = text.phrases[j]
        near = other.quantity.start >= part.sentence[0] and part.quantity.start - other.quantity.end < _AGAIN
        if not near or other.quantity.unit not in ("", "%"):
            return None
        if other.item and outcome.match(text.key, other.item[0] + len(other.head)):
            return None  # 12 dự án chưa giải ngân, 3 dự án phải dừng
        same = bare or other.head == part.head or other.head.startswith(part.head + " ")  # 13 trạm y tế, 11 trạm có
        alike = family(other.noun_class) == family(part.noun_class) == "people"
        same = same or (j == i - 1 and part.head in generic and alike)  # 52 đoàn viên ưu tú, 37 đ/c được kết nạp
        if same and other.head and j not in text.found and other.quantity.value > part.quantity.value:
            return Part(j, other.quantity.start, complete=False)
    return None


def named_by_header(text: Text, i: int, cell: Cell) -> Part | None:
    """`tiếp nhận 131.870 hồ sơ`, and below it a column `Hồ sơ tiếp nhận` of some of the bodies."""
    part = text.phrases[i]
    if cell.header is None or part.item is None or part.quantity.unit == "%":
        return None
    names = set(_WORD.findall(text.key, *part.item))
    for j in range(i - 1, max(-1, i - _BACK), -1) if len(names) > 1 else ():
        other = text.phrases[j]
        clause = (max(other.sentence[0], other.quantity.start - _CLAUSE), text.ends(j))
        fits = (
            other.quantity.end < cell.top
            and j not in text.found
            and not text.changes[j]
            and other.quantity.unit == part.quantity.unit
        )
        big = fits and other.quantity.value >= part.quantity.value
        if big and names <= set(_WORD.findall(text.key, *clause)):
            return Part(j, cell.top, complete=False)
    return None


def completes(share: Phrase, rest: Phrase) -> bool:
    """`45/47 cơ quan đạt, không đạt 02`: the rest of a whole is no part of the share stated first."""
    whole = share.quantity.whole
    return whole is not None and whole - share.quantity.value == rest.quantity.value


def listed(text: Text, i: int, parts: re.Pattern[str]) -> Part | None:
    """List items under a line that ends in a colon: `Tổng số đảng viên: 46. Trong đó:`"""
    key, lines = text.key, text.layout.lines
    line = lines.index(text.phrases[i].quantity.start)
    bullet = _BULLET.match(key, lines.starts[line])
    mark = mark_of(bullet)
    for before in range(line - 1, max(-1, line - 12), -1):
        a, b = lines.starts[before], lines.ends[before]
        if lines.starts[before + 1] - b > 2:
            return None
        above = key[a : min(b, a + 500)].rstrip()
        opens = above.endswith(":")
        if mark is None and not opens:
            return None
        other_mark = mark_of(_BULLET.match(key, a))
        if other_mark == mark and other_mark is not None and not opens:
            continue
        introduces = opens and parts.search(_STOP.split(above)[-1]) is not None
        deeper = mark is not None and other_mark != mark and (introduces or (mark == "-" and other_mark is None))
        first = i == 0 or text.phrases[i - 1].quantity.start < lines.starts[line]
        counted = mark is not None and first and opens and mark != other_mark
        if not (introduces or deeper or counted):
            return None
        for j in range(i - 1, max(-1, i - _LINE_BACK), -1):
            if text.phrases[j].quantity.start < a:
                return None
            if text.phrases[j].quantity.start < b and not text.changes[j]:
                if not (introduces or deeper) and key[text.ends(j) : b].strip() != ":":
                    return None  # the line above ends in something else than a sum
                if may_contain(text.phrases[j], text.phrases[i]):
                    return Part(text.alike(j, i), a, complete=False)
                if text.phrases[j].quantity.unit != "%":
                    return None
        return None
    return None
