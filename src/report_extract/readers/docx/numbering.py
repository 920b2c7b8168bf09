"""Automatic list numbers of a Word file, counted as Word counts them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from docx.oxml.ns import qn

from report_extract.readers.docx.package import switched, value, whole
from report_extract.readers.docx.styles import Styles
from report_extract.readers.limits import bounded

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEVELS = 9
_MOST = 1_000_000
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_BULLETS = frozenset("-–—+*•")
_NUM_ID, _ABSTRACT_ID, _ILVL = qn("w:numId"), qn("w:abstractNumId"), qn("w:ilvl")


class _Level(NamedTuple):
    """How the numbers of a level begin, look and begin anew."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None  # after a level up to this one, counted from 1; 0: never
    legal: bool = False  # all numbers in it are decimal
    style: str | None = None  # of the paragraphs that stand on it

    @classmethod
    def of(cls, level: Element) -> _Level:
        return cls(
            start=whole(level, "w:start", _MOST, 0) or 0,
            form=value(level, "w:numFmt") or "decimal",
            text=value(level, "w:lvlText") or "",
            restart=whole(level, "w:lvlRestart", _LEVELS),
            legal=bool(switched(level, "w:isLgl")),
            style=value(level, "w:pStyle"),
        )


class _List(NamedTuple):
    """A `w:num`: lists of one abstract numbering count on, unless they begin anew."""

    abstract: str
    levels: Mapping[int, _Level]
    anew: Mapping[int, int]  # levels that begin at a number of their own


class Numbering:
    """Counts through the paragraphs of a document, once, in text order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        found = [] if root is None else root.findall(qn("w:abstractNum"))
        self._abstract = {abstract.get(_ABSTRACT_ID, ""): abstract for abstract in found}
        self._linked = {name: a for a in found if (name := value(a, "w:styleLink"))}
        nums = [] if root is None else root.findall(qn("w:num"))
        self._nums = {num.get(_NUM_ID, ""): num for num in nums}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._inherited = lru_cache(maxsize=4096)(self._of_style)  # few styles, many paragraphs

    def label(self, properties: Element | None, style: str) -> str:
        """What Word writes before the paragraph with these properties: `2.1.`, `a)`, `-`, or nothing."""
        num, level = self._place(properties, style)
        counted = self._list(num) if num and num != "0" else None
        if num is None or counted is None or level not in counted.levels:
            return ""
        counts = self._counts.setdefault(counted.abstract, {})
        anew = counted.anew if num not in self._begun else {}
        self._begun.add(num)
        for other in anew:
            counts.pop(other, None)
        own = counted.levels[level]
        for above in range(level):  # as if each had been there once
            counts.setdefault(above, counted.levels.get(above, _Level()).start)
        counts[level] = counts[level] + 1 if level in counts else anew.get(level, own.start)
        for deeper in [d for d in counts if d > level]:
            restart = counted.levels[deeper].restart if deeper in counted.levels else None
            if level < (deeper if restart is None else restart):
                del counts[deeper]
        return _written(counted.levels, counts, own)

    def _place(self, properties: Element | None, style: str) -> tuple[str | None, int]:
        """The list of a paragraph and its level there."""
        num = value(properties, "w:numPr/w:numId")
        level = whole(properties, "w:numPr/w:ilvl", _LEVELS - 1)
        if num is not None:
            return num, level or 0
        inherited, usual = self._inherited(style)
        return inherited, usual if level is None else level

    def _of_style(self, style: str) -> tuple[str | None, int]:
        """The list of the paragraphs of a style, and their level there."""
        for found in self._styles.chain(style):
            num = value(found, "w:pPr/w:numPr/w:numId")
            if num is not None:
                level = whole(found, "w:pPr/w:numPr/w:ilvl", _LEVELS - 1)
                counted = self._list(num)
                levels = counted.levels if counted else {}
                named = next((i for i, of in levels.items() if of.style == found.get(qn("w:styleId"))), 0)
                return num, named if level is None else level
        return None, 0

    def _list(self, num: str) -> _List | None:
        if num not in self._lists:
            self._lists[num] = self._built(num)
        return self._lists[num]

    def _built(self, num: str) -> _List | None:
        own = self._nums.get(num)
        name = value(own, "w:abstractNumId")
        abstract = self._abstract.get(name or "")
        if own is None or name is None or abstract is None:
            return None
        link = value(abstract, "w:numStyleLink")
        abstract = self._linked.get(link, abstract) if link else abstract
        levels = _levels(abstract)
        anew: dict[int, int] = {}
        for override in own.findall(qn("w:lvlOverride")):
            level = bounded(override.get(_ILVL), _LEVELS - 1, 0)
            levels.update(_levels(override))
            start = whole(override, "w:startOverride", _MOST)
            if start is not None:
                anew[level] = start
        return _List(abstract.get(_ABSTRACT_ID, name), levels, anew)


def _levels(parent: Element) -> dict[int, _Level]:
    return {bounded(level.get(_ILVL), _LEVELS - 1, 0): _Level.of(level) for level in parent.findall(qn("w:lvl"))}


def _written(levels: Mapping[int, _Level], counts: Mapping[int, int], own: _Level) -> str:
    if own.form == "bullet":
        return own.text if own.text in _BULLETS else "-"

    def number(m: re.Match[str]) -> str:
        i = int(m.group(1)) - 1
        level = levels.get(i, _Level())
        return _formatted(counts.get(i, level.start), "decimal" if own.legal else level.form)

    return _PLACEHOLDER.sub(number, own.text).strip()


def _formatted(number: int, form: str) -> str:
    """A number as a format of Word writes it, in digits where the format is not known here.

    >>> [_formatted(n, f) for n, f in ((4, "upperRoman"), (28, "lowerLetter"), (3, "decimalZero"), (7, "none"))]
    ['IV', 'bb', '03', '']
    """
    kind = form.removeprefix("upper").removeprefix("lower")
    written = str(number)
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02}"
    if kind == "Roman" and 0 < number < 4000:
        written = ""
        for worth, letters in _ROMAN:
            times, number = divmod(number, worth)
            written += letters * times
    elif kind == "Letter" and 0 < number <= 26 * 30:
        written = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    return written.lower() if form.startswith("lower") else written
