"""PDF: pdfium's words, put into lines, paragraphs and tables; scanned pages through tesseract."""

from __future__ import annotations

from contextlib import closing

from report_extract.readers.assembly import Assembly, Source
from report_extract.readers.document import Document
from report_extract.readers.pdf import apart, scans
from report_extract.readers.pdf.words import page_lines
from report_extract.readers.pdf.writing import Unread, Written, write

_CLEARLY_MORE = 2  # times the words that are typed on a page: less is a picture behind them


def read(source: Source) -> Document:
    """The text of a PDF; raises `ReadError` for encrypted and broken ones.

    Pages beyond `limits.pages`, and scanned pages without tesseract, are left out with a note.
    One thread reads at a time; the time of a file runs from its turn on.
    """
    with apart.TURN:
        return _read(source)


def _read(source: Source) -> Document:
    assembly = Assembly(source)
    budget = assembly.budget
    unread: Unread = {}
    found: list[Written] = []
    total = 0
    program = scans.installed()
    # Closed at once, not when it is collected: the next file needs the process.
    with closing(apart.sheets(source, budget, scans.DPI if program else 0)) as answers:
        for answer in answers:
            if isinstance(answer, int):
                total = answer
                continue
            page, words, tables, ocr = answer.page, answer.page.words, answer.tables, False
            if answer.scanned:
                seen, problem = scans.read(program, answer.picture, budget)
                if problem:
                    unread.setdefault(problem, []).append(page.number)
                elif len(seen) >= _CLEARLY_MORE * answer.typed:
                    words, tables, ocr = seen, (), True
            if answer.tables_failed and not ocr:
                assembly.note(
                    "tables_not_read", f"the tables of page {page.number} were read as lines ({answer.tables_failed})"
                )
            lines = page_lines(words, page.number, page.width)
            found.append(Written(page.number, page.width, page.height, lines, tables, ocr))
    write(assembly, found, total, unread)
    return assembly.document("application/pdf")
