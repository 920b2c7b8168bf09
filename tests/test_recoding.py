"""Text in an old encoding that a file of any format holds as if it were Unicode."""

from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook

from render_docx import docx, p, tbl
from render_legacy import RENDERERS
from render_office import odt_of
from render_pdf import Sheets
from render_xlsx import saved
from report_extract import extract_file
from report_extract.readers import read

LINES = [
    "BÁO CÁO",
    "Kết quả công tác năm 2023",
    "Năm 2023, toàn huyện kết nạp được 215 đảng viên mới, tăng 12 đảng viên so với năm 2022.",
    "Tổ chức 15 lớp bồi dưỡng nghiệp vụ với 1.208 lượt người tham gia; giúp đỡ 30 hộ nghèo.",
]
ROWS = [["Đơn vị", "Số hộ nghèo"], ["Xã Phú Lộc", "17"], ["Xã Đức Hòa", "8"], ["Thị trấn", "9"]]
Writer = Callable[[Sequence[str], Sequence[Sequence[str]]], bytes]


def pdf(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    sheets = Sheets(head="", numbered=False)
    for line in lines:
        sheets.paragraph(line)
        sheets.feed()
    sheets.table([[escape(cell) for cell in row] for row in rows], [200, 200])
    return sheets.bytes()


def web(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    table = "".join(f"<tr>{''.join(f'<td>{escape(cell)}' for cell in row)}" for row in rows)
    return f"<html><body>{''.join(f'<p>{escape(x)}</p>' for x in lines)}<table>{table}</table>".encode()


def sheet(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (*([line] for line in lines), [], *rows):
        page.append([int(cell) if cell.isdecimal() else cell for cell in row])
    return saved(book)


def odt(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    cells = (f"<table:table-cell><text:p>{escape(c)}</text:p></table:table-cell>" for row in rows for c in row)
    made = "".join(f"<table:table-row>{a}{b}</table:table-row>" for a, b in zip(cells, cells, strict=True))
    return odt_of("".join(f"<text:p>{escape(x)}</text:p>" for x in lines) + f"<table:table>{made}</table:table>")


WRITERS: dict[str, Writer] = {
    "txt": lambda lines, rows: "\n".join([*lines, "", *("\t".join(row) for row in rows)]).encode(),
    "docx": lambda lines, rows: docx("".join(map(p, lines)) + tbl(*rows)),
    "pdf": pdf,
    "html": web,
    "xlsx": sheet,
    "odt": odt,
}


@pytest.mark.parametrize("old", ["tcvn3", "vni"])
@pytest.mark.parametrize("kind", WRITERS)
def test_it_is_converted_in_every_format(tmp_path: Path, kind: str, old: str) -> None:
    def shown(text: str) -> str:
        return RENDERERS[old](text).decode("cp1252")

    plain, pasted = tmp_path / f"a.{kind}", tmp_path / f"b.{kind}"
    plain.write_bytes(WRITERS[kind](LINES, ROWS))
    pasted.write_bytes(WRITERS[kind](list(map(shown, LINES)), [list(map(shown, row)) for row in ROWS]))
    wanted, got = read(plain), read(pasted)
    assert got.text == wanted.text
    assert (got.places, got.grids, got.asides, got.ordinals, got.title) == (
        wanted.places, wanted.grids, wanted.asides, wanted.ordinals, wanted.title
    )  # fmt: skip
    assert (got.encoding, [note.code for note in got.notes]) == (f"utf-8+{old}", ["old_encoding"])
    assert [f.text for f in extract_file(pasted).figures] == [f.text for f in extract_file(plain).figures]


def test_lines_that_are_not_sure_stay(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    lines = [*(RENDERERS["tcvn3"](line).decode("cp1252") for line in LINES), "Ghi chú: Đảng bộ có 12 chi bộ."]
    path.write_bytes(docx("".join(map(p, lines)) + tbl(["Xã", "12"], ["Hòa Bình", "8"])))
    assert read(path).text == "\n".join([*LINES, lines[-1], "", "Xã\t12", "Hòa Bình\t8", "", ""])
