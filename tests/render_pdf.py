"""Reports as PDF: A4, wrapped lines, running head and page numbers, tables with ruling lines, scans."""

import io
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

FONTS = ("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", "/usr/share/fonts/TTF/DejaVuSerif.ttf")
HEAD = "Lưu hành nội bộ"
WIDTH, HEIGHT, MARGIN, SIZE, LEADING = 595, 842, 72, 12, 17
_COLUMNS = re.compile(r"\s{3,}|\t")


@cache
def font() -> str:
    """A font with Vietnamese letters, embedded in what is written with it."""
    path = next((path for path in FONTS if Path(path).exists()), None)
    if path is None:
        pytest.skip("no DejaVu fonts: apt-get install fonts-dejavu-core")
    pdfmetrics.registerFont(TTFont("DejaVu", path))
    return "DejaVu"


class Sheets:
    """A PDF that grows line by line."""

    def __init__(self, head: str = HEAD, numbered: bool = True) -> None:
        self._bytes = io.BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=(WIDTH, HEIGHT))
        self._head, self._numbered, self.page = head, numbered, 0
        self._open()

    def _open(self) -> None:
        self.page += 1
        self.y: float = HEIGHT - MARGIN
        self.canvas.setFont(font(), SIZE)
        if self._head:
            self.canvas.drawString(MARGIN, HEIGHT - 40, self._head)
        if self._numbered:
            self.canvas.drawCentredString(WIDTH / 2, 30, str(self.page))

    def feed(self, height: float = LEADING) -> None:
        """Go down, to the next page where this one is full."""
        self.y -= height
        if self.y < MARGIN:
            self.canvas.showPage()
            self._open()

    def width(self, text: str) -> float:
        """Of a text in points."""
        return float(self.canvas.stringWidth(text, font(), SIZE))

    def paragraph(self, text: str, indent: float = 28, breaks: Callable[[str], Sequence[str]] = str.split) -> None:
        """Words, as many in a line as fit."""
        left, line = MARGIN + indent, ""
        for word in breaks(text):
            more = f"{line} {word}" if line else word
            if line and left + self.width(more) > WIDTH - MARGIN:
                self.canvas.drawString(left, self.y, line)
                self.feed()
                left, more = MARGIN, word
            line = more
        self.canvas.drawString(left, self.y, line)
        self.feed()

    def columns(self, rows: Sequence[Sequence[str]]) -> None:
        """Texts beside one another without ruling lines, as in a letterhead; no column reaches into the next."""
        for at in range(max(map(len, rows))):
            left = 40 + 24 * at + sum(self._widest(rows, i) for i in range(at))
            for i, row in enumerate(rows):
                if at < len(row):
                    self.canvas.drawString(left, self.y - i * LEADING, row[at])
        self.feed(len(rows) * LEADING)

    def _widest(self, rows: Sequence[Sequence[str]], column: int) -> float:
        return max((self.width(row[column]) for row in rows if column < len(row) - 1), default=0)

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Cells between ruling lines, their text wrapped."""
        style = ParagraphStyle("cell", fontName=font(), fontSize=SIZE, leading=LEADING)
        flow = [[Paragraph(cell, style) for cell in row] for row in rows]
        table = Table(flow, colWidths=widths, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
        _, height = table.wrap(WIDTH - 2 * MARGIN, HEIGHT)
        self.feed(height)
        table.drawOn(self.canvas, MARGIN, self.y)
        self.feed(2 * LEADING)

    def bytes(self) -> bytes:
        """The finished file."""
        self.canvas.save()
        return self._bytes.getvalue()


def render(text: str, *, indent: float = 28, space: float = 6) -> bytes:
    """A report, a line of the text a paragraph; runs of blanks and tabs become columns."""
    sheets = Sheets()
    lines = [[cell for cell in _COLUMNS.split(line.strip()) if cell] for line in text.split("\n")]
    for columns, group in groupby(lines, key=lambda cells: len(cells) > 1):
        rows = list(group)
        if columns:
            sheets.columns(rows)
            continue
        for cells in rows:
            if cells:
                sheets.paragraph(cells[0], indent)
            else:
                sheets.feed(space)
    return sheets.bytes()
