"""Markup to a tree, within bounds of time and depth."""

from __future__ import annotations

import re

from lxml import etree

from report_extract.errors import ReadError
from report_extract.readers.assembly import Source

_ATTRIBUTES = r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?+)*+"
_TAG = re.compile(
    rf"<!--(?:(?!-->).)*+|<(?P<raw>script|style|textarea|title|xmp)\b(?P<first>{_ATTRIBUTES})(?:(?!</(?P=raw)).)*+"
    rf"|<[a-z](?P<others>{_ATTRIBUTES})",
    re.I | re.S,
)
_QUOTED = re.compile(r"\"[^\"]*\"?|'[^']*'?")
_MOST_ATTRIBUTES = 2_000
_LONG = 5_000  # characters: shorter tags have no time to hold too many
_DECLARATIONS = re.compile(r"<!DOCTYPE[^>\[]{0,500}\[[^\]]*\]\s*>", re.I)
_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")
_NESTING = re.compile(r"</?(?!(?:script|style|title|meta|head|html|body|br|a|h1|time)\b)[a-z][^<>]*>", re.I)


def parse(source: Source, text: str) -> tuple[etree._Element, str]:
    """The root of a page, and what is not sure about it; raises `ReadError`.

    Nothing is fetched and no entity that the page defines is resolved. Elements nested
    deeper than the parser follows (some 2,000) are read as paragraphs one after another.
    """
    text = _DECLARATIONS.sub("", _FORBIDDEN.sub("\ufffd", text), count=1)
    _refuse_monsters(source, text)
    root, deep = _parsed(text)
    note = ""
    if deep:
        root, _ = _parsed(_NESTING.sub("<p>", text))
        note = "its elements are nested too deep: it was read as paragraphs, without tables and lists"
    if root is None:
        raise ReadError("holds no text", file=source.name, remedy="give a page with text")
    return root, note


def _parsed(text: str) -> tuple[etree._Element | None, bool]:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.ParserError:
        return None, False
    deep = any("depth" in entry.message for entry in parser.error_log)
    return root, deep


def _refuse_monsters(source: Source, text: str) -> None:
    """The parser takes time in the square of the number of attributes of a tag."""
    if len(text) < _LONG:
        return
    for m in _TAG.finditer(text):
        attributes = m.group("first") or m.group("others") or ""
        if len(attributes) < _LONG:
            continue
        names = _QUOTED.sub(" ", attributes).replace("/", " ").split()
        if len(names) > _MOST_ATTRIBUTES:
            raise ReadError(
                f"has a tag with more than {_MOST_ATTRIBUTES:,} attributes", file=source.name,
                place=f"character {m.start()}", remedy="save it again from a browser",
            )  # fmt: skip
