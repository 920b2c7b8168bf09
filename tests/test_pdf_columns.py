"""PDF: tables without ruling lines are tables where their columns are clear, and named where they are not."""

import random
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from hostile_pdf import stair
from render_pdf import MARGIN, Sheets
from report_extract import extract_file
from report_extract.readers import Document
from test_pdf import PROSE, document_of, lines_of
from test_scans import needs_tesseract, scanned

COLUMNS = (MARGIN, 110, 340, 420, 500)
HEAD = ["STT", "Đơn vị", "Năm 2022", "Năm 2023", "Tỷ lệ (%)"]
ROWS = [
    ["1", "Đảng bộ xã Hòa Bình", "12", "15", "125,0"],
    ["2", "Đảng bộ xã Tân Lập", "1.208", "9", "-"],
    ["3", "Chi bộ Công an", "8", "", "112,5"],
]
LETTERHEAD = [
    ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["XÃ HÒA BÌNH", "Độc lập - Tự do - Hạnh phúc"],
    ["Số: 12/BC-UBND", "Hòa Bình, ngày 5 tháng 9 năm 2023"],
]


def page(rows: Sequence[Sequence[str]], at: Sequence[float] = COLUMNS, right: int = 2) -> Sheets:
    """Cells beside one another, those from column `right` on flush right; prose above and below."""
    sheets = Sheets()
    sheets.paragraph(PROSE)
    sheets.feed()
    for row in rows:
        for i, (x, text) in enumerate(zip(at, row, strict=False)):
            (sheets.canvas.drawRightString if i >= right else sheets.canvas.drawString)(x, sheets.y, text)
        sheets.feed()
    sheets.feed()
    sheets.paragraph(PROSE)
    return sheets


def cells_of(document: Document) -> list[list[str]]:
    """The cells of the first table."""
    grid = document.grids[0]
    return [line.split("\t") for line in document.text[grid.start : grid.end].rstrip("\n").split("\n")]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([HEAD, *ROWS], [HEAD, *ROWS]),
        (ROWS, ROWS),
        ([[*row[:1], "", *row[2:]] if i == 1 else row for i, row in enumerate([HEAD, *ROWS, ROWS[2]])], None),
        (
            [HEAD, ROWS[0], ["", "và các chi bộ trực thuộc"], *ROWS[1:], ["", "và Quân sự"]],
            [
                HEAD,
                ["1", "Đảng bộ xã Hòa Bình và các chi bộ trực thuộc", *ROWS[0][2:]],
                ROWS[1],
                ["3", "Chi bộ Công an và Quân sự", *ROWS[2][2:]],
            ],
        ),
        (
            [HEAD, ROWS[0], ["", "Khối cơ quan"], *ROWS[1:]],
            [HEAD, ROWS[0], ["", "Khối cơ quan"], *ROWS[1:]],
        ),
        ([["", "", "", "Kết nạp đảng viên"], HEAD, *ROWS], [HEAD, *ROWS]),
        (
            [["", "Khối", "", "", "Kết nạp so với cùng kỳ năm"], ["", *HEAD[1:]], *ROWS],
            [["", "Khối", "", "Kết nạp so với cùng kỳ năm"], ["", *HEAD[1:]], *ROWS],
        ),
        (
            [["TT", "Đơn vị", "Năm 2022", "So cùng kỳ", "So mục tiêu"], *ROWS],
            [["TT", "Đơn vị", "Năm 2022", "So cùng kỳ", "So mục tiêu"], *ROWS],
        ),
    ],
    ids=["headed", "bare", "blank", "broken-labels", "group", "outer-line", "outer-header", "narrow"],
)
def test_clear_columns_are_a_table(
    tmp_path: Path, rows: Sequence[Sequence[str]], cells: Sequence[Sequence[str]] | None
) -> None:
    document = document_of(tmp_path, page(rows).bytes())
    assert len(document.grids) == 1
    assert [[cell.strip() for cell in row] for row in cells_of(document)] == [
        "\t".join(row).rstrip("\t").split("\t") for row in cells or rows
    ]
    assert document.notes == ()
    place = next(p for p in document.places if document.text[p.start : p.end] == "15")
    assert (place.page, place.table, place.column) == (1, 1, 4)
    assert PROSE in lines_of(document)


def test_its_figures_are_those_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_bytes(page([["Số đảng viên kết nạp mới"], HEAD, *ROWS]).bytes())
    found = [
        (str(f.value), f.unit, f.item and f.item.text, f.period and str(f.period.start)[:4])
        for f in extract_file(path).figures
        if f.location and f.location.table
    ]
    assert ("15", "count", "Đảng bộ xã Hòa Bình", "2023") in found
    assert ("1208", "count", "Đảng bộ xã Tân Lập", "2022") in found
    assert ("112.5", "%") in {figure[:2] for figure in found}
    assert len(found) == 7


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        (LETTERHEAD, (MARGIN, 270)),
        ([[PROSE[a : a + 30], PROSE[a + 90 : a + 120]] for a in (0, 30, 60)], (MARGIN, 320)),
        ([["Nơi nhận:", "T/M ỦY BAN"], ["- Như trên;", "CHỦ TỊCH"], ["- Lưu.", "Nguyễn Văn A"]], (MARGIN, 300)),
        ([["1.", "Kết nạp 12 đảng viên"], ["2.", "Mở 4 lớp"], ["3.", "Tặng 5 suất quà"]], (MARGIN, 100)),
        ([["2021", "12", "15"], ["2022", "13", "16"], ["2023", "14", "17"]][:2], (MARGIN, 200, 300)),
        ([["Số hộ", "12 hộ nghèo"], ["Số thôn", "5 thôn"], ["Số lớp", "3 lớp"]], (MARGIN, 200)),
    ],
    ids=["letterhead", "prose", "signature", "list", "two-rows", "words"],
)
def test_what_is_no_table_stays_lines(tmp_path: Path, rows: Sequence[Sequence[str]], at: Sequence[float]) -> None:
    document = document_of(tmp_path, page(rows, at, right=9).bytes())
    assert (document.grids, document.notes) == ((), ())


@pytest.mark.parametrize(
    "rows",
    [
        [["2021", "12", "15"], ["2022", "13", "16"], ["2023", "14", "17"]],
        [["Xã Hòa Bình", "12"], ["Xã Tân Lập, nơi có nhiều đảng viên", "", "13"], ["Chi bộ", "", "14", "15"]],
    ],
    ids=["no-labels", "crossing"],
)
def test_columns_that_are_not_clear_are_named(tmp_path: Path, rows: Sequence[Sequence[str]]) -> None:
    document = document_of(tmp_path, page(rows, (MARGIN, 200, 400, 480)).bytes())
    assert document.grids == ()
    (note,) = document.notes
    assert note.code == "table_not_read"
    assert note.message.startswith(f"page 1: 3 lines in columns, from {rows[0][0]!r}"[:35])
    assert document.text[note.start : note.end].split() == " ".join(" ".join(row) for row in rows).split()


def test_prose_is_never_a_table(tmp_path: Path) -> None:
    """Justified lines, whatever their gaps, and lines broken anywhere."""
    chance = random.Random(5)  # noqa: S311
    sheets = Sheets()
    words = PROSE.split()
    for _ in range(300):
        line = [chance.choice(words) for _ in range(chance.randint(4, 9))]
        free = 450 - sum(map(sheets.width, line))
        x = float(MARGIN)
        for word in line:
            sheets.canvas.drawString(x, sheets.y, word)
            x += sheets.width(word) + max(3.0, free / (len(line) - 1))
        sheets.feed()
    assert document_of(tmp_path, sheets.bytes()).grids == ()


@pytest.mark.parametrize("ruled", [True, False])
def test_a_scanned_table(tmp_path: Path, ruled: bool) -> None:
    needs_tesseract()
    sheets = page([HEAD, *ROWS])
    if ruled:
        sheets = Sheets()
        sheets.paragraph(PROSE)
        sheets.table([HEAD, *ROWS], [40, 180, 80, 80, 80])
    document = document_of(tmp_path, scanned(sheets.bytes()))
    assert [row[:3] for row in cells_of(document)[1:]] == [row[:3] for row in ROWS]
    assert all(place.ocr for place in document.places if place.table)


def test_steps_of_columns_take_time_in_proportion(tmp_path: Path) -> None:
    seconds = []
    for lines in (1500, 6000):
        data = stair(lines)
        document_of(tmp_path, data)
        since = time.perf_counter()
        document_of(tmp_path, data)
        seconds.append(time.perf_counter() - since)
    assert seconds[1] < 9 * seconds[0] + 1, seconds
