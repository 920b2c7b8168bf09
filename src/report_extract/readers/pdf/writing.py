"""What was found on pages to a document: paragraphs and tables in their order, heads and feet apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from report_extract.readers.assembly import Assembly
from report_extract.readers.document import AsideKind, Place
from report_extract.readers.pdf.aligned import aligned
from report_extract.readers.pdf.contents import contents
from report_extract.readers.pdf.paragraphs import FEW, Measure, continues, joined
from report_extract.readers.pdf.running import footnotes, running
from report_extract.readers.pdf.tables import PageTable
from report_extract.readers.pdf.words import Line

Unread = dict[str, list[int]]  # the numbers of pages that were not read, by the reason


@dataclass(frozen=True, slots=True)
class Written:
    """A page as it was read: its lines, and its tables with ruling lines."""

    number: int
    width: float
    height: float
    lines: Sequence[Line]
    tables: Sequence[PageTable] = ()
    ocr: bool = False


def write(assembly: Assembly, sheets: Sequence[Written], total: int, unread: Unread) -> None:
    """Add the pages that were read, of `total` ones, to an assembly, and say which were not."""
    most = assembly.budget.limits.pages
    if total > most:
        assembly.note(
            "pages_left_out",
            f"only the first {most:,} of {total:,} pages were read; allow more with --limit pages={total}",
        )
    for problem, numbers in unread.items():
        assembly.note("page_not_read", f"not read: {_listed(numbers)}: {problem}")
    asides = running([(sheet.height, sheet.lines) for sheet in sheets], total)
    bodies = [[line for line in sheet.lines if line not in asides] for sheet in sheets]
    of_width: dict[int, list[Line]] = {}
    for sheet, body in zip(sheets, bodies, strict=True):
        of_width.setdefault(round(sheet.width), []).extend(body)
    common = {width: Measure.of(lines, width) for width, lines in of_width.items()}
    writer = _Writer(assembly, frozenset(sheet.number for sheet in sheets if sheet.ocr))
    for sheet, body in zip(sheets, bodies, strict=True):
        assembly.budget.left()
        enough = sum(line.x1 - line.x0 > sheet.width / 2 for line in body) >= FEW
        measure = Measure.of(body, sheet.width) if enough else common[round(sheet.width)]
        listed = contents(body, total)
        found = aligned([line for line in body if line not in listed], assembly.budget)
        writer.doubt(found.unsure)
        tables = sorted([*sheet.tables, *found.tables], key=lambda table: table.top, reverse=True)
        notes = {} if sheet.ocr else footnotes(body)
        in_tables = set(body).difference(found.rest, listed)
        for line in sheet.lines:
            if line in in_tables:
                continue
            while tables and tables[-1].top < line.top:
                writer.table(tables.pop())
            if line in asides:
                writer.aside(line, asides[line])
            elif line in listed:
                writer.flush()
                writer.aside(line, "furniture")
            elif line in notes:
                writer.footnote(line, notes[line])
            else:
                writer.line(line, measure)
        for table in reversed(tables):
            writer.table(table)
    writer.flush()
    writer.diagnose()


def _listed(numbers: Sequence[int]) -> str:
    """Page numbers for people.

    >>> _listed([3]), _listed([1, 2, 3, 7])
    ('page 3', 'pages 1-3, 7')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spans = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"page{'s' if len(numbers) > 1 else ''} {spans}"


class _Writer:
    """Keeps the open paragraph or table, which may go on on the next page; heads, feet and notes wait for its end."""

    def __init__(self, assembly: Assembly, scanned: frozenset[int]) -> None:
        self._assembly = assembly
        self._scanned = scanned
        self._lines: list[Line] = []
        self._tables: list[PageTable] = []
        self._asides: list[tuple[Line, AsideKind]] = []
        self._notes: list[tuple[list[Line], int]] = []  # with the lengths of their marks
        self._paragraphs: Counter[int] = Counter()
        self._table_number = 0
        self._measure: Measure | None = None
        self._unsure: list[Sequence[Line]] = []
        self._starts: dict[Line, int] = {}  # of the lines of these in the text

    def doubt(self, runs: Sequence[Sequence[Line]]) -> None:
        """Name lines that look like tables, before they are added."""
        self._unsure += runs
        self._starts |= {line: 0 for run in runs for line in run}

    def line(self, line: Line, measure: Measure) -> None:
        """Add a line of the running text of a page with this measure."""
        if not (self._lines and self._measure and continues(self._lines, line, self._measure)):
            apart = self._lines and measure.apart(self._lines[-1], line)
            self.flush()
            if apart:
                self._assembly.line("")
        self._lines.append(line)
        self._measure = measure

    def table(self, table: PageTable) -> None:
        """Add a table, or the rest of the one on the page before."""
        if not (self._tables and table.follows(self._tables[-1])):
            self.flush()
        self._tables.append(table)

    def aside(self, line: Line, kind: AsideKind) -> None:
        """Add a head or foot of the page."""
        self._asides.append((line, kind))

    def footnote(self, line: Line, mark: int) -> None:
        """Add a line of a note at the foot of the page; the first of each begins with a mark of this length."""
        if mark:
            self._notes.append(([], mark))
        self._notes[-1][0].append(line)

    def flush(self) -> None:
        """Write what is open."""
        if self._lines:
            self._write_paragraph()
        if self._tables:
            self._write_table()
        notes, self._notes, self._tables = self._notes, [], []
        for self._lines, mark in notes:
            start = self._write_paragraph()
            self._assembly.ordinal(start, start + mark)
        for line, kind in self._asides:
            self._assembly.aside(*self._assembly.line(line.text, self._place(line.page)), kind)
        self._lines, self._asides = [], []

    def diagnose(self) -> None:
        """Say which lines look like tables."""
        for run in self._unsure:
            start, last = self._starts[run[0]], run[-1]
            self._assembly.note(
                "table_unsure", f"page {last.page}: {len(run)} lines in columns, from {run[0].text!r} on, "
                "look like a table without ruling lines: they were read as lines",
                start, self._starts[last] + len(last.text),
            )  # fmt: skip

    def _place(self, page: int, paragraph: int | None = None, table: int | None = None) -> Place:
        return Place(0, 0, page, paragraph, table, ocr=page in self._scanned)

    def _write_paragraph(self) -> int:
        """Write the open lines; returns where they begin."""
        text = ""
        starts: list[tuple[int, int]] = []  # of each page's part
        for line in self._lines:
            if not starts or starts[-1][1] != line.page:
                starts.append((len(text), line.page))
            text = joined(text, line.text) if text else line.text
        ends = [start for start, _ in starts[1:]] + [len(text)]
        pieces: list[tuple[str, Place]] = []
        for (start, page), end in zip(starts, ends, strict=True):
            self._paragraphs[page] += 1
            pieces.append((text[start:end], self._place(page, self._paragraphs[page])))
        start, _ = self._assembly.paragraph(pieces)
        if self._lines[0] in self._starts:
            self._starts[self._lines[0]] = start
        return start

    def _write_table(self) -> None:
        self._table_number += 1
        first = self._tables[0]
        rows = list(first.rows)
        for table in self._tables[1:]:
            again = bool(rows) and [c.text for c in table.rows[0]] == [c.text for c in rows[0]]
            rows.extend(table.rows[again:])
        self._assembly.line("")
        self._assembly.table(rows, self._place(first.page, table=self._table_number))
        self._assembly.line("")
