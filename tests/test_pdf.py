"""PDF: the same figures as from plain text, tables, heads and feet, scans, and files that are broken or hostile."""

import os
import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.platypus import Table

from equality import Share, report_files
from hostile_pdf import encrypted, nested_forms, written
from render_pdf import HEAD, LEADING, MARGIN, SIZE, Sheets, font, render
from report_extract import ReportExtractError, extract_file
from report_extract.errors import ReadError
from report_extract.readers import Document, Limits, read
from support import SAMPLES, report_of

PROSE = (
    "Trong năm, toàn tỉnh đã tổ chức được 353 cuộc học tập với 21.208 lượt cán bộ, đảng viên tham gia; kết nạp được "
    "333 đảng viên mới, trong đó có 45 đoàn viên; số tiền gần 1,5 tỷ đồng được trao cho 30 hộ nghèo."
)


def document_of(tmp_path: Path, data: bytes, *limits: str) -> Document:
    path = tmp_path / "r.pdf"
    path.write_bytes(data)
    return read(path, limits=Limits.of(*limits))


def lines_of(document: Document) -> list[str]:
    """The lines of the report itself."""
    asides = {document.text[a.start : a.end] for a in document.asides}
    return [line for line in document.text.split("\n") if line and line not in asides]


@pytest.mark.parametrize("indent", [28, 0], ids=["indented", "block"])
def test_the_same_figures_as_from_plain_text(tmp_path: Path, indent: float) -> None:
    share = Share()
    for file in report_files():
        text = file.read_text(encoding="utf-8")
        path = tmp_path / "r.pdf"
        path.write_bytes(render(text, indent=indent))
        share.add(report_of(text), extract_file(path))
    assert share.reaches(0.97), share


def test_a_paragraph_over_lines_and_pages(tmp_path: Path) -> None:
    sheets = Sheets()
    sheets.feed(38 * LEADING)
    sheets.paragraph("BÁO CÁO")
    for _ in range(3):
        sheets.paragraph(PROSE)
    document = document_of(tmp_path, sheets.bytes())
    assert lines_of(document) == ["BÁO CÁO", PROSE, PROSE, PROSE]
    assert [document.text[a.start : a.end] for a in document.asides] == [HEAD, "1", HEAD, "2"]
    assert [a.kind for a in document.asides] == ["header", "page_number", "header", "page_number"]
    places = [(p.page, p.paragraph) for p in document.places if p.paragraph]
    assert places == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)] or places[:2] == [(1, 1), (1, 2)]
    for place in document.places:
        assert document.text[place.start : place.end].strip()


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["theo Quyết định số 215/QĐ-", "UBND ngày 3 tháng 5"], ["theo Quyết định số 215/QĐ-UBND ngày 3 tháng 5"]),
        (["giá bán từ 1.250-", "1.480 đồng"], ["giá bán từ 1.250-1.480 đồng"]),
        (["tổng nguồn vốn đạt 45.678,", "9 tỷ đồng"], ["tổng nguồn vốn đạt 45.678,9 tỷ đồng"]),
        (["tổng nguồn vốn đạt 45.", "678 tỷ đồng"], ["tổng nguồn vốn đạt 45.678 tỷ đồng"]),
        (["tổng thu đạt 1.905.26", "8 triệu đồng"], ["tổng thu đạt 1.905.268 triệu đồng"]),
        (["xảy ra trong năm 2021,", "15 vụ việc"], ["xảy ra trong năm 2021, 15 vụ việc"]),
        (["trong giai đoạn 2020", "- 2025 đạt 15%"], ["trong giai đoạn 2020 - 2025 đạt 15%"]),
        (["mở 46 đội hình (tại chỗ", "34) với 15 người"], ["mở 46 đội hình (tại chỗ 34) với 15 người"]),
        (["Tổ chức 12 hội nghị", "- Kết nạp 3 đảng viên"], ["Tổ chức 12 hội nghị", "- Kết nạp 3 đảng viên"]),
        (["Tổ chức 12 hội nghị;", "2. Kết nạp 3 đảng viên"], ["Tổ chức 12 hội nghị;", "2. Kết nạp 3 đảng viên"]),
    ],
    ids=["hyphen", "range", "decimal", "group", "part", "comma", "dash", "bracket", "bullet", "item"],
)
def test_broken_lines(tmp_path: Path, lines: Sequence[str], wanted: Sequence[str]) -> None:
    """The first line reaches the right edge, so that its end says nothing."""
    sheets = Sheets()
    sheets.paragraph(PROSE)
    for i, line in enumerate(lines):
        x = 523 - sheets.width(line) if i == 0 else MARGIN
        filler = "a" * int((x - MARGIN - 28) / sheets.width("a") - 1)
        sheets.canvas.drawString(MARGIN + 28 * (i == 0), sheets.y, line if i else "")
        if i == 0:
            sheets.canvas.drawString(MARGIN + 28, sheets.y, filler)
            sheets.canvas.drawString(x, sheets.y, line)
        sheets.feed()
    sheets.paragraph(PROSE)
    read_lines = lines_of(document_of(tmp_path, sheets.bytes()))
    got = [line.lstrip("a").strip() for line in read_lines[1:-1]]
    assert got == wanted


def test_letterhead_headings_and_lists_stay_apart(tmp_path: Path) -> None:
    text = (SAMPLES / "ubnd-xa.txt").read_text(encoding="utf-8")
    got = lines_of(document_of(tmp_path, render(text)))
    wanted = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    assert [" ".join(line.split()) for line in got] == wanted
    assert got[0] == "ỦY BAN NHÂN DÂN   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_a_letterhead_whose_columns_do_not_meet(tmp_path: Path) -> None:
    sheets = Sheets()
    left = ["ỦY BAN NHÂN DÂN", "HUYỆN VÂN HỒNG", "Số: 42/BC-UBND"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Vân Hồng, ngày 18 tháng 9 năm 2021"]
    for i in range(3):
        sheets.canvas.drawString(50, sheets.y, left[i])
        sheets.canvas.drawString(270, sheets.y - LEADING / 2, right[i])
        sheets.feed()
    sheets.feed()
    sheets.paragraph(PROSE)
    assert lines_of(document_of(tmp_path, sheets.bytes())) == [*left, *right, PROSE]


def small(sheets: Sheets, x: float, y: float, text: str, size: float = 8) -> float:
    """Write in small letters; returns where they end."""
    sheets.canvas.setFont(font(), size)
    sheets.canvas.drawString(x, y, text)
    end = x + float(sheets.canvas.stringWidth(text, font(), size))
    sheets.canvas.setFont(font(), SIZE)
    return end


@pytest.mark.parametrize(
    ("pieces", "line"),
    [
        (["kết nạp 215", "1", " đảng viên mới"], "kết nạp 215¹ đảng viên mới"),
        (["đạt 97,5%", "12", " kế hoạch"], "đạt 97,5%¹² kế hoạch"),
        (["rộng 30 m", "2", " và dài 5 km"], "rộng 30 m2 và dài 5 km"),
        (["kết nạp 215, 12 đảng viên"], "kết nạp 215, 12 đảng viên"),
    ],
)
def test_the_mark_of_a_note_is_no_digit_of_a_number(tmp_path: Path, pieces: Sequence[str], line: str) -> None:
    sheets = Sheets()
    x = float(MARGIN)
    for i, piece in enumerate(pieces):
        if i % 2:
            x = small(sheets, x, sheets.y + 4, piece)
        else:
            sheets.canvas.drawString(x, sheets.y, piece)
            x += sheets.width(piece)
    assert lines_of(document_of(tmp_path, sheets.bytes())) == [line]


NOTES = ["Trong đó có 45 đảng viên ở", "12 chi bộ nông thôn.", "Theo số liệu của các chi bộ."]


@pytest.mark.parametrize(
    ("marks", "height", "body", "ordinals"),
    [
        (("1 ", "2 "), 0, "kết nạp 215|1| đảng viên tại các xã|2|.", ["1", "2"]),
        (("1", "2"), 0, "kết nạp 215|1| đảng viên tại các xã|2|.", ["1", "2"]),
        (("1", "2"), 3, PROSE, ["¹", "²"]),
        (("1 ", "2 "), 3, PROSE, ["¹", "²"]),
        (("* ", "** "), 0, PROSE, ["*", "**"]),
        (("(1) ", "(2) "), 0, PROSE, ["(1)", "(2)"]),
    ],
    ids=["referred", "stuck", "raised", "raised-apart", "stars", "brackets"],
)
def test_notes_at_the_foot_of_a_page_follow_the_paragraph(
    tmp_path: Path, marks: Sequence[str], height: float, body: str, ordinals: Sequence[str]
) -> None:
    sheets = Sheets()
    for i, note in enumerate(NOTES):
        y = MARGIN - 10 - 10 * i
        x = small(sheets, MARGIN, y + height, marks[i // 2], 5 if height else 8) if i % 2 == 0 else MARGIN
        small(sheets, x, y, note)
    x = MARGIN
    for i, piece in enumerate(body.split("|") if body != PROSE else ()):
        x = small(sheets, x, sheets.y + (4 if i % 2 else 0), piece, 8 if i % 2 else SIZE)
    sheets.feed()
    for _ in range(14):
        sheets.paragraph(PROSE)
    document = document_of(tmp_path, sheets.bytes())
    got = [line for line in lines_of(document) if line != PROSE][-2:]
    assert [document.text[a:b] for a, b in document.ordinals] == ordinals
    assert [line.removeprefix(mark).strip() for line, mark in zip(got, ordinals, strict=True)] == [
        " ".join(NOTES[:2]), NOTES[2]
    ]  # fmt: skip
    assert lines_of(document).count(PROSE) == 14
    assert [p.page for p in document.places if document.text[p.start : p.end] == got[1]] == [1]
    figures = {f.text for f in extract_file(tmp_path / "r.pdf").figures}
    assert {"45", "12"} <= figures
    assert not {"1", "2"} & figures


def test_a_last_line_in_smaller_letters_is_no_note(tmp_path: Path) -> None:
    sheets = Sheets()
    for _ in range(5):
        sheets.paragraph(PROSE)
    small(sheets, MARGIN, sheets.y, "25 đảng viên được tặng Huy hiệu 30 năm tuổi Đảng.", 10)
    assert document_of(tmp_path, sheets.bytes()).ordinals == ()
    assert {"25"} <= {f.text for f in extract_file(tmp_path / "r.pdf").figures}


ROWS = [
    ["STT", "Chỉ tiêu", "ĐVT", "Năm 2022", "Năm 2023"],
    ["1", "Số hộ nghèo được hỗ trợ xây nhà ở trong năm", "hộ", "120", "98"],
    ["2", "Tổng thu ngân sách", "triệu đồng", "1.905.268", "2.010.400"],
    ["", "Cộng", "", "", "12"],
]


def test_a_table_with_ruling_lines(tmp_path: Path) -> None:
    sheets = Sheets()
    sheets.paragraph(PROSE)
    sheets.feed(10)
    sheets.table(ROWS, [40, 150, 80, 80, 80])
    sheets.paragraph("Sau bảng còn 7 việc.")
    document = document_of(tmp_path, sheets.bytes())
    (grid,) = document.grids
    cells = [["", "", "", "", ""] for _ in ROWS]
    for cell in grid.cells:
        cells[cell.row][cell.column] = document.text[cell.start : cell.end]
    assert cells == ROWS
    assert (
        document.text[grid.start : grid.end].split("\n")[2] == "2\tTổng thu ngân sách\ttriệu đồng\t1.905.268\t2.010.400"
    )
    assert lines_of(document)[0] == PROSE
    assert lines_of(document)[-1] == "Sau bảng còn 7 việc."
    place = next(p for p in document.places if document.text[p.start : p.end] == "1.905.268")
    assert (place.page, place.table, place.row, place.column) == (1, 1, 3, 4)


def test_merged_cells_count_once_and_a_table_goes_on_over_pages(tmp_path: Path) -> None:
    sheets = Sheets()
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), font(), 11)]
    rows = [["Xã", "Số hộ", ""], ["", "2022", "2023"], ["Hòa Lâm", "12", "15"]]
    first = Table(rows, colWidths=[100, 80, 80], style=[*style, ("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1))])
    second = Table([["Tân Mỹ", "7", "9"], ["Cộng", "19", "24"]], colWidths=[100, 80, 80], style=style)
    for table in (first, second):
        table.wrap(400, 400)
        table.drawOn(sheets.canvas, MARGIN, 400)
        sheets.feed(1000)
    document = document_of(tmp_path, sheets.bytes())
    (grid,) = document.grids
    spans = {document.text[c.start : c.end]: (c.row, c.column, c.rows, c.columns) for c in grid.cells}
    assert spans["Số hộ"] == (0, 1, 1, 2)
    assert spans["Xã"] == (0, 0, 2, 1)
    assert spans["24"] == (4, 2, 1, 1)
    pages = {document.text[p.start : p.end]: p.page for p in document.places if p.table}
    assert (pages["15"], pages["24"]) == (1, 2)


def test_a_box_around_text_is_no_table(tmp_path: Path) -> None:
    sheets = Sheets()
    sheets.canvas.rect(60, 500, 480, 300)
    sheets.paragraph(PROSE)
    document = document_of(tmp_path, sheets.bytes())
    assert (document.grids, lines_of(document)) == ((), [PROSE])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page(tmp_path: Path, turn: int) -> None:
    """The content is drawn so that the page is upright when it is shown turned."""
    sheets = Sheets(head="", numbered=False)
    sheets.canvas.setPageRotation(turn)
    sheets.canvas.translate(*{90: (595, 0), 180: (595, 842), 270: (0, 842)}[turn])
    sheets.canvas.rotate(turn)
    sheets.canvas.setFont("DejaVu", 12)
    sheets.canvas.drawString(100, 300, "Kết nạp 12 đảng viên.")
    sheets.canvas.drawString(100, 280, "Mở 3 lớp học.")
    document = document_of(tmp_path, sheets.bytes())
    assert lines_of(document) == ["Kết nạp 12 đảng viên.", "Mở 3 lớp học."]


def many_pages(number: int) -> bytes:
    sheets = Sheets()
    for i in range(number):
        sheets.paragraph(f"{PROSE} Mục {i}.")
        if i < number - 1:
            sheets.feed(1000)
    return sheets.bytes()


def test_more_pages_than_allowed(tmp_path: Path) -> None:
    document = document_of(tmp_path, many_pages(5), "pages=3")
    assert [note.code for note in document.notes] == ["pages_left_out"]
    assert "first 3 of 5 pages" in document.notes[0].message
    assert max(place.page or 0 for place in document.places) == 3


def test_two_thousand_pages(tmp_path: Path) -> None:
    document = document_of(tmp_path, many_pages(2001), "seconds=60")
    assert document.places[-1].page == 2000
    assert Counter(aside.kind for aside in document.asides) == {"header": 2000, "page_number": 2000}


def test_what_the_working_folder_holds_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit", encoding="utf-8")
    (tmp_path / "r.pdf").write_bytes(many_pages(1))
    code = "from report_extract.readers import read; print(len(read('r.pdf').places))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stderr, int(done.stdout) > 0) == ("", True)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (encrypted, "is encrypted; save it without a password"),
        (lambda: many_pages(1)[:300], "is a broken PDF; save it again"),
        (lambda: b"%PDF-1.7\n", "is a broken PDF; save it again"),
        (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "is a broken PDF"),
        (lambda: written([]), "holds no text; give a file with text"),
    ],
    ids=["encrypted", "truncated", "start-only", "garbage", "no-text"],
)
def test_bad_files(tmp_path: Path, data: Callable[[], bytes], problem: str) -> None:
    with pytest.raises(ReadError, match=problem) as caught:
        document_of(tmp_path, data())
    assert str(tmp_path / "r.pdf") in str(caught.value)


def test_a_pdf_by_another_name(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(many_pages(1))
    document = read(path)
    assert (document.media_type, document.notes[0].code) == ("application/pdf", "wrong_suffix")


def test_a_file_that_hangs_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"takes longer than 3 s to read|too much memory"):
        document_of(tmp_path, nested_forms(12), "seconds=3")
    with pytest.raises(ReadError, match="holds more than 50 characters") as caught:
        document_of(tmp_path, many_pages(3), "characters=50")
    assert lines_of(document_of(tmp_path, many_pages(1))), caught  # and the next is read again


def test_threads_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_bytes(many_pages(3))
    texts: list[str] = []
    threads = [threading.Thread(target=lambda: texts.append(read(path).text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 4
    assert len(set(texts)) == 1


def test_nothing_is_written_beside_the_file(tmp_path: Path) -> None:
    document_of(tmp_path, many_pages(1))
    assert [path.name for path in tmp_path.iterdir()] == ["r.pdf"]


def test_mutated_files_end_in_a_text_or_a_named_error(tmp_path: Path) -> None:
    sheets = Sheets()
    sheets.paragraph(PROSE)
    sheets.table(ROWS, [40, 150, 80, 80, 80])
    sheets.canvas.setPageCompression(0)
    whole = sheets.bytes()
    path = tmp_path / "r.pdf"
    named = 0
    chance = random.Random(4)  # noqa: S311
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 4, 30])):
            at = chance.randrange(5, len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(1, 200)]
                case _:
                    data[at:at] = data[at // 2 : at // 2 + chance.randrange(1, 200)]
        path.write_bytes(data)
        try:
            document = read(path, limits=Limits.of("seconds=5"))
        except ReportExtractError as error:
            named += str(error).startswith(str(path))
        else:
            named += bool(document.text)
    assert named == 60
