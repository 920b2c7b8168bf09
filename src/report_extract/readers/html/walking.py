"""The tree of a page to lines, in the order of the file, and which element each line stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from report_extract.readers.assembly import Assembly, TableCell
from report_extract.readers.document import Place
from report_extract.readers.html.cells import BLOCKS, is_hidden, table_rows, text_of
from report_extract.readers.limits import bounded

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = re.compile(r"[^\n]+")
_ENDS = re.compile(r"\r\n?")
_SPACES = re.compile(r" {2,}")
_MARKED = re.compile(r"[-–—+*•●▪♦➢✓»]|(?:\d{1,3}|[a-zđ]|[ivx]{1,4})[.)/]", re.I)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)\b", re.I)
_KEPT_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PROSE = 60  # characters of a line that is more than a label or a headline
_CHECK_EVERY = 5000
_MOST_NUMBER = 999_999  # of a list item
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


@dataclass(slots=True)
class Node:
    """An element that begins a line of its own. It grows while the walk is in it."""

    tag: str
    names: tuple[str, ...]  # its classes, id and role, each in words divided by blanks
    parent: Node | None
    start: int
    end: int = 0
    prose: int = 0  # characters in long lines and tables, links left out
    unlinked: int = 0
    linked: int = 0
    links: int = 0
    index: int = 0  # among the children of its parent
    children: list[Node] = field(default_factory=list)


class Line(NamedTuple):
    """A line of the text, or a table; `linked` counts its characters that are links."""

    start: int
    end: int
    linked: int
    prose: int  # characters that are neither a link nor of a short line
    node: Node


class Page(NamedTuple):
    """All that was walked: `nodes` in the order of the file, and the dates of `time` elements by place."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    times: tuple[tuple[int, str], ...]


class _List:
    """Numbers or bullets for the items of a list."""

    def __init__(self, element: etree._Element) -> None:
        self._kind = element.get("type") or "1"
        self._ordered = element.tag == "ol"
        self._number = _whole(element.get("start"), 1)

    def marker(self, item: etree._Element) -> str:
        if not self._ordered:
            return "- "
        number = _whole(item.get("value"), self._number)
        self._number = number + 1
        if self._kind in "aA" and 1 <= number <= 26:
            return f"{chr(ord(self._kind) + number - 1)}. "
        if self._kind in "iI" and 1 <= number < len(_ROMAN):
            return f"{_ROMAN[number] if self._kind == 'i' else _ROMAN[number].upper()}. "
        return f"{number}. "


class Walker:
    """Walks a page once; `page` adds its lines and tables to an assembly."""

    def __init__(self, assembly: Assembly) -> None:
        self._out = assembly
        self._nodes: list[Node] = []
        self._open: list[Node] = []
        self._lines: list[Line] = []
        self._times: list[tuple[int, str]] = []
        self._lists: list[_List] = []
        self._pieces: list[tuple[str, bool]] = []  # text and whether it is a link
        self._marker = ""
        self._anchors = self._kept = self._paragraphs = self._tables = 0
        self._blank = True

    def page(self, body: etree._Element) -> Page:
        """All lines and tables of an element."""
        entered: list[str] = []  # what each open element was taken for
        walk = etree.iterwalk(body, events=("start", "end"))
        for i, (event, element) in enumerate(walk):
            if i % _CHECK_EVERY == 0:
                self._out.budget.left()
            if event == "end":
                self._leave(element, entered.pop())
                if element is not body:
                    self._add(element.tail)
                continue
            role = self._role(element)
            entered.append(role)
            if role in ("hidden", "table"):
                walk.skip_subtree()
            else:
                self._add(element.text)
        self._flush()
        return Page(tuple(self._nodes), tuple(self._lines), tuple(self._times))

    def _role(self, element: etree._Element) -> str:
        """Enter an element, and say what it was taken for."""
        tag, style = element.tag, element.get("style") or ""
        if is_hidden(element):
            return "hidden"
        if tag in BLOCKS or (style and _BLOCK_STYLE.search(style)):
            self._flush()
            self._push(element)
            rows = table_rows(element) if tag == "table" else None
            if rows is not None:
                self._table(element, rows)
                return "table"
            if tag in ("ul", "ol", "menu", "dir"):
                self._lists.append(_List(element))
                return "list"
            if tag == "li":
                self._marker = self._lists[-1].marker(element) if self._lists else "- "
            if tag in ("pre", "textarea") or (style and _KEPT_STYLE.search(style)):
                self._kept += 1
                return "kept"
            return "block"
        if tag == "br":
            self._pieces.append(("\n", False))
        elif tag == "hr":
            self._flush()
            self._empty()
        elif tag == "time" and element.get("datetime"):
            self._times.append((self._out.end, element.get("datetime") or ""))
        elif tag == "a" and element.get("href") is not None:
            self._anchors += 1
            self._open[-1].links += 1
            return "link"
        elif tag == "sup" and self._is_note(element):
            self._pieces.append((text_of(element).translate(_RAISED), self._anchors > 0))
            return "hidden"
        return "inline"

    def _leave(self, element: etree._Element, role: str) -> None:
        if role in ("block", "list", "kept", "table"):
            self._flush()
            node = self._open.pop()
            node.end = self._out.end
            if node.parent:
                for name in ("prose", "unlinked", "linked", "links"):
                    setattr(node.parent, name, getattr(node.parent, name) + getattr(node, name))
            if element.tag == "p" and node.start == node.end:
                self._empty()
            if role == "list":
                self._lists.pop()
            if role == "kept":
                self._kept -= 1
            if element.tag == "li":
                self._marker = ""
        elif role == "link":
            self._anchors -= 1

    def _is_note(self, element: etree._Element) -> bool:
        """A raised number after a number is a note or a power, not more digits of it."""
        before = self._pieces[-1][0][-1:] if self._pieces else ""
        return before.isdecimal() and text_of(element)[:1].isdecimal()

    def _push(self, element: etree._Element) -> None:
        written = [*(element.get("class") or "").split()[:20], element.get("id") or "", element.get("role") or ""]
        parent = self._open[-1] if self._open else None
        node = Node(str(element.tag), tuple(_words(name) for name in written if name), parent, self._out.end)
        if parent:
            node.index = len(parent.children)
            parent.children.append(node)
        self._nodes.append(node)
        self._open.append(node)

    def _add(self, text: str | None) -> None:
        if text:
            written = _ENDS.sub("\n", text) if self._kept else _BLANKS.sub(" ", text)
            self._pieces.append((written, self._anchors > 0))

    def _flush(self) -> None:
        """End the paragraph: a line for each part that line breaks divide it into."""
        pieces, self._pieces = self._pieces, []
        written = "".join(text for text, _ in pieces)
        if not written.strip():
            if "\n" in written:
                self._empty()
            return
        lines = written.split("\n")
        links_only = "".join(text if linked else _UNSEEN.sub(" ", text) for text, linked in pieces).split("\n")
        linked = [len(" ".join(line.split())) for line in links_only]
        self._paragraphs += 1
        for line, links in zip(lines, linked, strict=True):
            text = line.rstrip() if self._kept else _SPACES.sub(" ", line).strip(" ")
            if not text.strip():
                self._empty()
                continue
            if self._marker and not _MARKED.match(text):
                text = self._marker + text
            self._marker = ""
            start, end = self._out.line(text, Place(0, 0, paragraph=self._paragraphs))
            self._count(start, end, links, len(text) >= _PROSE)

    def _table(self, element: etree._Element, rows: list[list[TableCell]]) -> None:
        caption = element.find("caption")
        if caption is not None and not is_hidden(caption) and text_of(caption):
            self._pieces.append((text_of(caption), False))
            self._flush()
        self._empty()
        self._tables += 1
        grid = self._out.table(rows, Place(0, 0, table=self._tables))
        linked = sum(len(text_of(a)) for a in element.iterdescendants("a"))
        self._count(grid.start, max(grid.start, grid.end - 1), linked, True)
        self._open[-1].links += sum(1 for _ in element.iterdescendants("a"))
        self._blank = False
        self._empty()

    def _count(self, start: int, end: int, linked: int, prose: bool) -> None:
        node = self._open[-1]
        unlinked = max(0, end - start - linked)
        line = Line(start, end, linked, unlinked if prose else 0, node)
        self._lines.append(line)
        node.unlinked += unlinked
        node.linked += linked
        node.prose += line.prose
        self._blank = False

    def _empty(self) -> None:
        """An empty line, one where there are several."""
        if not self._blank:
            self._out.line("")
            self._blank = True


def _words(name: str) -> str:
    """`boxComment-2` as `box comment`."""
    divided = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name[:80])
    return " ".join(re.findall(r"[a-z]+", divided.lower()))


def _whole(written: str | None, default: int) -> int:
    return bounded((written or "").strip(), _MOST_NUMBER, default)
