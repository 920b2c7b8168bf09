"""The text of a Word paragraph: runs, breaks, formulas, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from docx.oxml.ns import qn

from report_extract.readers.docx.numbering import Numbering
from report_extract.readers.docx.package import Package, content, value
from report_extract.readers.docx.styles import Styles
from report_extract.readers.legacy import convert_run

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_P_PR, _R_PR, _RUN, _TEXT = qn("w:pPr"), qn("w:rPr"), qn("w:r"), qn("w:t")
_SIGNS = {
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",  # in the fonts of TCVN3 a letter
}  # fmt: skip
_SYMBOL, _FIELD, _PAGE = qn("w:sym"), qn("w:fldChar"), qn("w:lastRenderedPageBreak")
_SHAPES = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_BOX = qn("w:txbxContent")
_REFERENCES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_REMOVED_MARK = tuple("/".join(map(qn, ("w:pPr", "w:rPr", name))) for name in ("w:del", "w:moveFrom"))
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATH = (_M + "oMath", _M + "oMathPara")
# The font Symbol has its own codes, all else of private use is a picture.
_SYMBOLS = {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xBB: "≈"}


class Paragraph(NamedTuple):
    """A paragraph as Word shows it."""

    text: str  # begins with its label
    label: int  # characters of its automatic number, 0 where it has none
    style: str  # the name of its style, in small letters
    page: int | None  # where it begins, as Word last laid it out
    centred: bool
    boxes: tuple[Element, ...]  # the text boxes that hang on it


class TextReader:
    """Reads paragraphs in text order: numbers and pages count on."""

    def __init__(self, package: Package) -> None:
        self.styles = Styles(package.kinds.get("styles"))
        self._numbering = Numbering(package.kinds.get("numbering"), self.styles)
        self.page = None if next(package.main.iter(_PAGE), None) is None else 1
        self.notes: list[tuple[str, str]] = []  # footnotes and endnotes referred to
        self.hides = False  # was there hidden text?
        self.converted: set[str] = set()  # fonts whose text was in an old encoding

    def paragraph(self, elements: Iterable[Element], paragraph: Element) -> Paragraph:
        """A paragraph, of its own elements and those of paragraphs that were joined to it."""
        properties = paragraph.find(_P_PR)
        style = self.styles.of_paragraph(value(properties, "w:pStyle"))
        label = self._numbering.label(properties, style)
        runs = _Runs(self, style)
        for element in elements:
            runs.add(element)
        text = runs.text().strip("\n")
        whole = f"{label} {text}".rstrip() if label else text
        counted = len(label) if any(map(str.isalnum, label)) else 0  # a bullet counts nothing
        centred = self.styles.centred(properties, style)
        return Paragraph(whole, counted, self.styles.name(style), runs.page, centred, tuple(runs.boxes))


def mark_removed(paragraph: Element) -> bool:
    """Was the end of a paragraph deleted, so that the next one goes on in its line?"""
    return any(paragraph.find(path) is not None for path in _REMOVED_MARK)


class _Runs:
    """Collects the runs of one paragraph."""

    def __init__(self, reader: TextReader, style: str) -> None:
        self._reader, self._style = reader, style
        self._pieces: list[tuple[str, str | None]] = []
        self._fields: list[bool] = []  # open fields: are we in the code of each?
        self.page = reader.page
        self.boxes: list[Element] = []

    def add(self, element: Element) -> None:
        if element.tag == _RUN:
            self._run(element)
        elif element.tag in _MATH:
            self._pieces.append((_formula(element), None))

    def text(self) -> str:
        """Neighbours of one font are converted in one: a letter may be spread over runs."""
        made: list[str] = []
        for font, pieces in groupby(self._pieces, key=itemgetter(1)):
            written = "".join(text for text, _ in pieces)
            made.append(convert_run(written, font))
            if made[-1] != written:
                self._reader.converted.add(font or "")
        return "".join(made)

    def _run(self, run: Element) -> None:
        properties = run.find(_R_PR)
        hidden = self._reader.styles.hidden(properties, self._style)
        font = self._reader.styles.font(properties, self._style)
        for child in content(run):
            if child.tag == _FIELD:
                self._field(child.get(qn("w:fldCharType"), ""))
            elif child.tag == _PAGE and self._reader.page is not None:
                self._reader.page += 1
                if not any(text.strip() for text, _ in self._pieces):
                    self.page = self._reader.page
            elif hidden:
                self._reader.hides |= child.tag == _TEXT and bool(child.text)
            elif child.tag in _SHAPES:
                self.boxes.extend(_boxes(child))
            elif any(self._fields):
                continue
            elif child.tag == _TEXT:
                self._pieces.append((child.text or "", font))
            elif child.tag in _REFERENCES:
                self._reader.notes.append((_REFERENCES[child.tag], child.get(qn("w:id"), "")))
            elif child.tag == _SYMBOL:
                self._pieces.append((_symbol(child), None))
            else:
                self._pieces.append((_SIGNS.get(child.tag, ""), font))

    def _field(self, kind: str) -> None:
        """A field is its code, then what it comes to: the latter is shown."""
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()


def _boxes(shape: Element) -> Iterator[Element]:
    """The text boxes of a shape or a group of them, the outermost only."""
    for child in content(shape):
        if child.tag == _BOX:
            yield child
        else:
            yield from _boxes(child)


def _symbol(symbol: Element) -> str:
    code = symbol.get(qn("w:char"), "")
    try:
        number = int(code[:8], 16)
    except ValueError:
        return ""
    if symbol.get(qn("w:font")) == "Symbol":
        return _SYMBOLS.get(number & 0xFF, "")
    return chr(number) if 0x20 <= number < 0xD800 or 0xF900 <= number < 0xFFFE else ""


def _formula(element: Element) -> str:
    """A formula in one line: its parts side by side, fractions with a slash."""
    if element.tag == _M + "t":
        return element.text or ""
    parts = [_formula(child) for child in content(element)]
    return "/".join(part for part in parts if part) if element.tag == _M + "f" else "".join(parts)
