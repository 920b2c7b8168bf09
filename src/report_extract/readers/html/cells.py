"""Tables of a page: which are tables, which only place things, and their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from report_extract.readers.assembly import TableCell
from report_extract.readers.limits import bounded

DROPPED = frozenset(
    {"script", "style", "template", "noscript", "svg", "iframe", "object", "canvas", "video", "audio", "head", "math"}
    | {"map", "datalist", "del", "title", "meta", "link"}
)
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog"}
    | {"dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "header", "hgroup", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre"}
    | {"search", "section", "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul"}
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_NUMBER = re.compile(r"[~≈<>+-]?\s*\d[\d.,/]*(?: \d{3})*\s*(?:%|[^\W\d_]\S*(?: \S+){0,2})?|[-–]")
_LONGEST_CELL = 1500
_LONGEST_WORDS = 200
_MOST_COLUMNS = 1000
_MOST_ROWS = 65534


def is_hidden(element: etree._Element) -> bool:
    """Is it code, or never shown?"""
    return element.tag in DROPPED or "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


def table_rows(table: etree._Element) -> list[list[TableCell]] | None:
    """The rows of a table, None of one that only places things on the page.

    A table of data has a header or a caption, number cells beside labels, or three rows
    and columns of short cells; it holds no other table.
    """
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return None
    rows = list(_rows(table))
    cells = [cell for row in rows for cell in row]
    longest = max((len(cell.text) for cell in cells), default=0)
    columns = max((cell.column + cell.columns for cell in cells), default=0)
    if len(rows) < 2 or columns < 2 or longest > _LONGEST_CELL:
        return None
    told = any(cell.header for cell in cells) or table.find("caption") is not None
    numbers = any(_NUMBER.fullmatch(cell.text) for cell in cells if cell.column)
    words = len(rows) >= 3 and columns >= 3 and longest <= _LONGEST_WORDS
    return rows if told or numbers or words else None


def _rows(table: etree._Element) -> Iterator[list[TableCell]]:
    """Cells with the columns they stand in; spans over the end of the table are cut by nobody."""
    taken: dict[int, int] = {}  # column -> rows that a cell above still covers
    for row, heads in _row_elements(table):
        cells: list[TableCell] = []
        covered = {column for column, rows in taken.items() if rows > 0}
        taken = {column: rows - 1 for column, rows in taken.items() if rows > 1}
        column = 0
        for element in row.iterchildren("td", "th"):
            if is_hidden(element):
                continue
            while column in covered:
                column += 1
            columns = max(1, bounded((element.get("colspan") or "").strip(), _MOST_COLUMNS, 1))
            if column + columns > _MOST_COLUMNS:
                break
            rows = bounded((element.get("rowspan") or "").strip(), _MOST_ROWS, 1) or _MOST_ROWS  # 0: to the end
            if rows > 1:
                taken.update(dict.fromkeys(range(column, column + columns), rows - 1))
            cells.append(TableCell(text_of(element), column, rows, columns, heads or element.tag == "th"))
            column += columns
        yield cells


def _row_elements(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    for part in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        rows = (part,) if part.tag == "tr" else part.iterchildren("tr")
        yield from ((row, part.tag == "thead") for row in rows if not is_hidden(row))


def text_of(element: etree._Element) -> str:
    """The words in an element, with a blank where a line would break."""
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if inner is not element and (inner.tag in BLOCKS or inner.tag == "br"):
            pieces.append(" ")
        if event == "end":
            pieces.append(inner.tail or "" if inner is not element else "")
        elif is_hidden(inner):
            walk.skip_subtree()
        else:
            pieces.append(inner.text or "")
    return " ".join("".join(pieces).split())
