"""A plain-text report as a spreadsheet: a line a cell of column A."""

import io
import re
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE


def render(text: str) -> bytes:
    """The bytes of a file whose first column holds the lines."""
    book = Workbook()
    for i, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if line:
            cell = book.active.cell(i, 1, ILLEGAL_CHARACTERS_RE.sub("", line))
            cell.data_type = "s"
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def write(path: Path, book: Workbook) -> Path:
    """Save a workbook under a path, and return that."""
    path.write_bytes(saved(book))
    return path
