"""Tables as readers find them, and what is expected of their cells in short."""

from collections.abc import Sequence

from report_extract import Figure, Report, load_patterns
from report_extract.pipeline import Extractor
from report_extract.readers.assembly import Assembly, Source, TableCell
from report_extract.readers.document import Document
from support import plain

# A cell: its text, or its text with the rows and columns it spans; None where another cell reaches, or nothing is.
GridText = str | tuple[str, int, int] | None
HEAD = ("BÁO CÁO", "Kết quả thực hiện nhiệm vụ năm 2023", "")

_extractor = Extractor(load_patterns())


def document(rows: Sequence[Sequence[GridText]], above: Sequence[str] = (), *, header: int = 0) -> Document:
    """A document with one table; its first `header` rows are marked as such by the file."""
    assembly = Assembly(Source("bảng.docx", b""))
    for line in (*HEAD, *above):
        assembly.line(line)
    assembly.line("")
    assembly.table([_row(row, header=i < header) for i, row in enumerate(rows)])
    assembly.line("")
    return assembly.document("text/plain")


def _row(row: Sequence[GridText], *, header: bool) -> list[TableCell]:
    cells = []
    for column, cell in enumerate(row):
        if cell is not None:
            text, down, across = (cell, 1, 1) if isinstance(cell, str) else cell
            cells.append(TableCell(text, column, down, across, header))
    return cells


def report_of_table(rows: Sequence[Sequence[GridText]], above: Sequence[str] = (), *, header: int = 0) -> Report:
    """The record of such a document."""
    return _extractor.extract(document(rows, above, header=header))


def brief(report: Report) -> list[str]:
    """Each figure on a line: `45 đảng viên: 45 members 2023 < 75`."""
    return [_brief(figure, {f.id: f for f in report.figures}) for figure in report.figures]


def _brief(figure: Figure, by_id: dict[str, Figure]) -> str:
    unit = "" if figure.unit == "count" else f" {figure.unit}"
    parts = [
        f"{figure.text} {figure.item.text if figure.item else '?'}:",
        f"{'' if figure.modifier == '=' else figure.modifier}{plain(figure.value)}{unit}",
        figure.indicator,
        *([] if figure.status == "actual" else [figure.status]),
        *([figure.change] if figure.change else []),
        _period(figure),
        *([f"< {by_id[figure.part_of].text}"] if figure.part_of else []),
    ]
    return " ".join(parts)


def _period(figure: Figure) -> str:
    if figure.period is None:
        return "-"
    start, end = str(figure.period.start), str(figure.period.end)
    return start[:4] if (start[5:], end[5:]) == ("01-01", "12-31") and start[:4] == end[:4] else f"{start}/{end}"
