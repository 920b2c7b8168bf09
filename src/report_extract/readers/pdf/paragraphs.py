"""Lines that the width of the page broke, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from report_extract.readers.pdf.words import Line

_LIST = re.compile(
    r"(?P<dash>[-–])\s*(?P<after>.)|[+*•●▪■»✓]|(?P<number>\d{1,2})[.)/]\s|\d{1,2}(?:\.\d{1,2})+[.)/]?\s"
    r"|[^\W\d_][.)]\s|[IVX]{1,5}[.)/]\s"
)
_ENDED = re.compile(r"[.!?:;…][\"”’»)\]/.]*$")
_INDENT = 6.0
_BLANK = 0.35  # of the height of a line: no narrower than between words
FEW = 8  # long lines: too few to tell the right edge from
_BRACKETS = 3  # lines in which a bracket is looked for
_LONG = 0.6  # of the width of the text


@dataclass(frozen=True, slots=True)
class Measure:
    """The edges of the running text and the distance of its lines."""

    left: float
    right: float
    pitch: float

    @classmethod
    def of(cls, lines: Sequence[Line], page_width: float) -> Measure:
        """From the lines of running text; few of them may reach over the right edge."""
        long = [line for line in lines if line.columns == 1 and line.x1 - line.x0 > 0.4 * page_width] or lines
        if not long:
            return cls(0, page_width, 0)
        rights = sorted((line.x1 for line in long), reverse=True)
        pitches = [
            b.bottom - a.bottom
            for a, b in pairwise(lines)
            if a.page == b.page and 0.5 * a.height < b.bottom - a.bottom < 2.2 * a.height and a.x1 > 0.9 * rights[0]
        ]
        left, right = min(line.x0 for line in long), rights[len(rights) // 20]
        if len(long) < FEW:  # perhaps none of them is full; left margins are the wider ones
            right = max(right, page_width - left)
        return cls(left, right, median(pitches) if pitches else 1.2 * long[0].height)

    def apart(self, a: Line, b: Line) -> bool:
        """Does more than the usual distance lie between two lines of a page?"""
        return a.page == b.page and b.bottom - a.bottom > 1.25 * max(self.pitch, a.height)

    def filled(self, a: Line, b: Line) -> bool:
        """Was there no room in line `a` for the first word of `b`?"""
        return a.x1 + _BLANK * a.height + b.first_width > self.right


def continues(paragraph: Sequence[Line], line: Line, measure: Measure) -> bool:
    """Is `line` the next of the paragraph that holds these lines?"""
    last = paragraph[-1]
    if last.columns > 1 or line.columns > 1 or measure.apart(last, line):
        return False
    if not 0.8 < last.height / line.height < 1.25 or (last.text.isupper() and not line.text.isupper()):
        return False
    filled, ended = measure.filled(last, line), bool(_ENDED.search(last.text))
    listed = _LIST.match(line.text)
    if listed and not (filled and not ended and (_runs_on(listed, paragraph[0], line) or _in_brackets(paragraph))):
        return False
    if not filled:
        wide = last.x1 - last.x0 > _LONG * (measure.right - measure.left)
        return wide and not ended and line.text[0].islower()
    return not _opens(paragraph, line, measure, ended)


def _runs_on(listed: re.Match[str], first: Line, line: Line) -> bool:
    """May what looks like the mark of a list be the middle of a sentence (`2020` / `- 2025`)?"""
    if listed["dash"]:
        return listed["after"].islower() or listed["after"].isdecimal()
    return listed["number"] is not None and line.x0 < first.x0 - _INDENT


def _in_brackets(paragraph: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in paragraph[-_BRACKETS:])
    return text.rfind("(") > text.rfind(")")


def _opens(paragraph: Sequence[Line], line: Line, measure: Measure, ended: bool) -> bool:
    """Does the indent say that `line` opens a paragraph?"""
    last = paragraph[-1]
    moved = line.x0 - last.x0 if line.page == last.page else line.x0 - measure.left
    if len(paragraph) > 1:
        return moved > _INDENT and ended
    if abs(moved) <= _INDENT:
        return ended and line.x0 > measure.left + _INDENT
    return moved > 0 and ended


def joined(text: str, following: str) -> str:
    """Two lines of a paragraph as one; what a line end cut in two stands together again.

    >>> joined("Quyết định 215/QĐ-", "UBND"), joined("45.678,", "9 tỷ"), joined("năm 2021,", "15 vụ")
    ('Quyết định 215/QĐ-UBND', '45.678,9 tỷ', 'năm 2021, 15 vụ')
    """
    if text.endswith("\u00ad"):
        return text[:-1] + following
    return text + ("" if _cut(text, following) else " ") + following


_CUT_END = re.compile(r"\w[-‐‑/]$")
_GROUP_END, _GROUP_START = (
    re.compile(r"(?<![\w.,/])\d{1,3}(?:\.\d{3})*\.$"),
    re.compile(r"\d{3}(?:\.\d{3})*(?:,\d+)?(?![\w.,/])"),
)
_DECIMAL_END, _DECIMAL_START = re.compile(r"(?<![\w.,/])\d{1,3}(?:\.\d{3})+,$"), re.compile(r"\d{1,2}(?![\w.,/])")


_PART_END, _PART_START = re.compile(r"(?<![\w.,/])\d{1,3}(?:\.\d{3})+\.(\d{1,2})$"), re.compile(r"\d{1,2}(?![\w.,/])")


def _cut(text: str, following: str) -> bool:
    part, rest = _PART_END.search(text), _PART_START.match(following)
    return bool(
        (_CUT_END.search(text) and following[:1].isalnum())
        or (_GROUP_END.search(text) and _GROUP_START.match(following))
        or (_DECIMAL_END.search(text) and _DECIMAL_START.match(following))
        or (part and rest and len(part[1]) + len(rest[0]) == 3)
    )
