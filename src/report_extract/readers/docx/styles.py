"""Styles of a Word file: what a paragraph or run inherits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from docx.oxml.ns import qn

from report_extract.readers.docx.package import switched, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_T = TypeVar("_T")
_MOST_BASES = 20
_RPR, _FONTS, _BORDERS = qn("w:rPr"), qn("w:rFonts"), f"{qn('w:tblPr')}/{qn('w:tblBorders')}"
_NAMES = tuple((qn(f"w:{slot}Theme"), qn(f"w:{slot}")) for slot in ("hAnsi", "ascii"))
_ID, _TYPE, _DEFAULT = qn("w:styleId"), qn("w:type"), qn("w:default")


class Styles:
    """The styles by id, each with those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(qn("w:style"))
        self._styles = {style.get(_ID, ""): style for style in found}
        usual = (s for s in found if s.get(_TYPE) == "paragraph" and s.get(_DEFAULT) in ("1", "true", "on"))
        self._paragraph = next((style.get(_ID, "") for style in usual), "")
        defaults = None if root is None else root.find("/".join(map(qn, ("w:docDefaults", "w:rPrDefault", "w:rPr"))))
        self._defaults = () if defaults is None else (defaults,)
        # Few pairs of styles, many runs.
        self._font = lru_cache(maxsize=4096)(lambda run, style: self._inherited(_font, run, style))
        self._alignment = lru_cache(maxsize=4096)(self._of_chain)
        self._hidden = lru_cache(maxsize=4096)(lambda run, style: self._inherited(_is_hidden, run, style))

    def of_paragraph(self, style: str | None) -> str:
        """The style that holds where a paragraph names none, or one that is not there."""
        return style if style in self._styles else self._paragraph

    def chain(self, style: str | None) -> Iterator[Element]:
        """A style and those that it is based on."""
        for _ in range(_MOST_BASES):
            found = self._styles.get(style or "")
            if found is None:
                return
            yield found
            style = value(found, "w:basedOn")

    def name(self, style: str | None) -> str:
        """The name of a style, in small letters: `toc 1`."""
        return (value(next(self.chain(style), None), "w:name") or "").lower()

    def font(self, run: Element | None, style: str) -> str | None:
        """The font of a run with these properties in a paragraph of that style; None where a theme decides."""
        own = None if run is None else _font(run)
        return (own if own is not None else self._font(value(run, "w:rStyle"), style)) or None

    def hidden(self, run: Element | None, style: str) -> bool:
        """Is a run hidden text?"""
        own = None if run is None else _is_hidden(run)
        return bool(own if own is not None else self._hidden(value(run, "w:rStyle"), style))

    def centred(self, properties: Element | None, style: str) -> bool:
        """Does a paragraph with these properties and of that style stand in the middle of the line?"""
        return (value(properties, "w:jc") or self._alignment(style)) == "center"

    def ruled(self, table: Element) -> bool:
        """Does a table have lines, of its own or of its style?"""
        style = value(table, "w:tblPr/w:tblStyle")
        inherited = (borders for found in self.chain(style) if (borders := found.find(_BORDERS)) is not None)
        own = table.find(_BORDERS)
        return _shows(next(inherited, None) if own is None else own) or any(
            _shows(borders)
            for borders in table.iterfind(f"{qn('w:tr')}/{qn('w:tc')}/{qn('w:tcPr')}/{qn('w:tcBorders')}")
        )

    def _of_chain(self, style: str) -> str | None:
        return next((jc for found in self.chain(style) if (jc := value(found, "w:pPr/w:jc"))), None)

    def _inherited(self, read: Callable[[Element], _T | None], run: str | None, style: str) -> _T | None:
        for rpr in self._run_properties(run, style):
            found = read(rpr)
            if found is not None:
                return found
        return None

    def _run_properties(self, run: str | None, style: str) -> Iterable[Element]:
        for name in (run, style):
            for found in self.chain(name) if name else ():
                rpr = found.find(_RPR)
                if rpr is not None:
                    yield rpr
        yield from self._defaults


def _font(rpr: Element) -> str | None:
    """The font that run properties name, empty where it is one of the theme.

    Letters of the old encodings lie above ASCII: the font of these (hAnsi) comes first.
    """
    fonts = rpr.find(_FONTS)
    if fonts is None:
        return None
    for theme, name in _NAMES:
        if fonts.get(theme):
            return ""
        if fonts.get(name):
            return str(fonts.get(name))
    return None


def _is_hidden(rpr: Element) -> bool | None:
    return switched(rpr, "w:vanish")


def _shows(borders: Element | None) -> bool:
    return borders is not None and any(
        b.get(qn("w:val")) not in (None, "none", "nil") for b in borders.iterchildren("*")
    )
