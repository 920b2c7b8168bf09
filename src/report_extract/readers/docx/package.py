"""The parts of a Word file: unpacked within limits, parsed without entities, and found by their relationships."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from report_extract.errors import ReadError
from report_extract.readers.archives import unpacked
from report_extract.readers.assembly import Source
from report_extract.readers.limits import Budget, bounded

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BROKEN = "open it in Word and save it again, or get it anew"
_IN_MEMORY = 5  # bytes that one byte of XML takes as a tree, at least
_CHUNK = 1 << 20
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
# Elements that only say something about what is in them.
_UNWRAPPED = frozenset(map(qn, (
    "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdt", "w:sdtContent", "w:hyperlink", "w:fldSimple", "w:dir",
    "w:bdo", "w:ruby", "w:rubyBase",
)))  # fmt: skip
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATES, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
_VAL = qn("w:val")
_SDT, _PLACEHOLDER = qn("w:sdt"), f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"


class Package(NamedTuple):
    """The document part and what it refers to."""

    main: Element
    kinds: Mapping[str, Element]  # styles, numbering, settings, footnotes, endnotes
    margins: Mapping[str, Element]  # headers and footers, by the id of their relationship
    members: tuple[str, ...]  # of the archive


def content(parent: Element) -> Iterator[Element]:
    """The children of an element as Word shows them.

    Tracked insertions, content controls, smart tags, hyperlinks and the like give way to
    what is in them; of alternates, the first counts. What is deleted or moved away is
    left standing as `w:del` and `w:moveFrom`, which nobody reads.
    """
    for child in parent.iterchildren("*"):
        if child.tag in _UNWRAPPED:
            if child.tag != _SDT or child.find(_PLACEHOLDER) is None:
                yield from content(child)
        elif child.tag == _ALTERNATES:
            chosen = next(child.iterchildren(_CHOICE), None)
            if chosen is None:
                chosen = next(child.iterchildren(_FALLBACK), None)
            if chosen is not None:
                yield from content(chosen)
        else:
            yield child


def value(parent: Element | None, path: str) -> str | None:
    """The `w:val` of a descendant, given as `w:name/w:name`; None where it is not there."""
    found = None if parent is None else parent.find(_path(path))
    return None if found is None else found.get(_VAL)


def whole(parent: Element | None, path: str, most: int, default: int | None = None) -> int | None:
    """The `w:val` of a descendant as a number from 0 to `most`, else the default."""
    number = bounded(value(parent, path), most, -1)
    return default if number < 0 else number


def switched(parent: Element | None, path: str) -> bool | None:
    """A property that is on or off; None where nothing is said."""
    found = None if parent is None else parent.find(_path(path))
    return None if found is None else found.get(_VAL) not in ("0", "false", "off", "none")


def open_package(source: Source, budget: Budget) -> Package:
    """The parts of a Word file that hold text; raises `ReadError`."""
    broken = ReadError("is a broken Word file", file=source.name, remedy=_BROKEN)
    with unpacked(source, budget, broken) as archive:
        return _Opener(source.name, archive, budget).package()


@cache
def _path(path: str) -> str:
    return "/".join(map(qn, path.split("/")))


class _Opener:
    """Reads single parts of an archive, whose declared sizes are within limits."""

    def __init__(self, name: str, archive: zipfile.ZipFile, budget: Budget) -> None:
        self._name, self._archive, self._budget = name, archive, budget
        self._members = {info.filename.lower(): info for info in archive.infolist()}
        self._parsed = 0

    def package(self) -> Package:
        """The document and the parts that it names."""
        main = next((target for _, kind, target in self._related("") if kind == "officeDocument"), "word/document.xml")
        root = self._part(main)
        if root is None or root.tag != qn("w:document"):
            raise ReadError("is no Word document", file=self._name, place=main, remedy=_BROKEN)
        kinds: dict[str, Element] = {}
        margins: dict[str, Element] = {}
        for key, kind, target in self._related(main):
            if kind in ("styles", "numbering", "settings", "footnotes", "endnotes", "header", "footer"):
                part = self._part(target)
                if part is not None and kind in ("header", "footer"):
                    margins[key] = part
                elif part is not None:
                    kinds.setdefault(kind, part)
        return Package(root, kinds, margins, tuple(self._members))

    def _related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """The id, kind and member of each relationship of a part; those that lead out of the file are left."""
        folder, name = posixpath.split(part)
        root = self._part(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in () if root is None else root.iterchildren("*"):
            target = relation.get("Target", "")
            if target and relation.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], path

    def _part(self, name: str) -> Element | None:
        info = self._members.get(name.lower())
        if info is None:
            return None
        self._budget.left()
        data = self._unpacked(info)
        for strict, usual in _STRICT if b"purl.oclc.org" in data else ():
            data = data.replace(strict, usual)
        try:
            root = parse_xml(data)
        except XMLSyntaxError as error:
            deep = "depth" in str(error)
            problem = "is nested too deeply" if deep else "is a broken Word file"
            raise ReadError(problem, file=self._name, place=name, remedy=_BROKEN) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise ReadError("declares XML entities, as no Word file does", file=self._name, place=name, remedy=_BROKEN)
        return root

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a member, piece by piece: its declared size may be a lie."""
        pieces: list[bytes] = []
        with self._archive.open(info) as stream:
            while piece := stream.read(_CHUNK):
                pieces.append(piece)
                self._parsed += len(piece)
                self._budget.check("unpacked", self._parsed * _IN_MEMORY)
        return b"".join(pieces)
