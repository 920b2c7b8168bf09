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
from support import report_of
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


REFERENCES = [["Nghị quyết số", "12", "ngày 3/4/2022"], ["Chỉ thị số", "5", "ngày 3/5/2022"]]
PEOPLE = [["Nguyễn Văn An", "0912345678", "1985"], ["Trần Thị Bình", "0912 345 679", "1990"]]


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        (
            [
                ["Xã kết nạp 12 đảng viên và", "Huyện mở 5 lớp bồi dưỡng cho"],
                ["có 15 chi bộ trực thuộc", "250"],
                ["trong đó mở 6 lớp học nghề;", "315"],
                ["xã có 18 tổ hòa giải đã", "420"],
            ],
            {"12", "5", "15", "6", "18"},
        ),
        ([*REFERENCES, ["Nghị quyết số", "14", "ngày 7/4/2022"]], set()),
        ([[row[0], row[1], "của Tỉnh ủy"] for row in [*REFERENCES, REFERENCES[0]]], set()),
        ([*PEOPLE, ["Lê Văn Cường", "0912.345.680", "1979"]], set()),
        ([[row[0], row[2]] for row in [*PEOPLE, PEOPLE[1]]], set()),
    ],
    ids=["prose", "documents", "offices", "people", "births"],
)
def test_columns_that_count_nothing_are_no_table(
    tmp_path: Path, rows: Sequence[Sequence[str]], figures: set[str]
) -> None:
    document = document_of(tmp_path, page(rows, (MARGIN, 300, 400), right=9).bytes())
    assert document.grids == ()
    known = {f.text for f in report_of(PROSE).figures}
    found = {f.text for f in extract_file(tmp_path / "r.pdf").figures}
    assert figures <= found
    assert figures or found == known


@pytest.mark.parametrize(
    "rows",
    [
        [["Từ 18 đến 30 tuổi", "12"], ["Từ 31 đến 40 tuổi", "30"], ["Trên 60 tuổi", "5"]],
        [["Tổng số", "120"], ["Dân tộc thiểu số", "30"], ["Nữ", "50"], ["Đoàn viên", "45"]],
        [["1. Xã Hòa Bình", "12"], ["2. Xã Tân Lập", "13"], ["3. Xã Hòa An", "15"]],
        [["Thôn 1", "12"], ["Thôn 2", "15"], ["Thôn 3", "9"]],
        [["Nguyễn Văn An", "1985", "12"], ["Trần Thị Bình", "1990", "10"], ["Lê Văn Cường", "1979", "15"]],
    ],
    ids=["ages", "sums", "rising", "numbered", "years-beside"],
)
def test_tables_with_numbers_in_labels_stay_tables(tmp_path: Path, rows: Sequence[Sequence[str]]) -> None:
    document = document_of(tmp_path, page(rows, (MARGIN, 300, 400), right=1).bytes())
    assert cells_of(document) == rows


ENTRIES = [
    ("I. Đặc điểm tình hình", "1"),
    ("II. Kết quả 12 tháng", "3"),
    ("1. Kết nạp đảng viên", "3"),
    ("III. Kiến nghị", "12"),
]


@pytest.mark.parametrize("leader", ["", ".", "…", ". "])
@pytest.mark.parametrize(
    ("head", "entries"),
    [("", ENTRIES), ("MỤC LỤC", [(label.split(". ")[-1], number) for label, number in ENTRIES])],
    ids=["marked", "headed"],
)
def test_the_pages_of_a_table_of_contents_are_no_figures(
    tmp_path: Path, leader: str, head: str, entries: Sequence[tuple[str, str]]
) -> None:
    sheets = Sheets()
    sheets.paragraph("BÁO CÁO")
    sheets.feed()
    sheets.paragraph(head)
    for label, number in entries:
        sheets.canvas.drawString(MARGIN, sheets.y, label)
        if leader:
            end = MARGIN + sheets.width(label)
            sheets.canvas.drawString(end, sheets.y, leader * int((480 - end) / sheets.width(leader)))
        sheets.canvas.drawRightString(500, sheets.y, number)
        sheets.feed()
    sheets.feed()
    sheets.paragraph(PROSE)
    document = document_of(tmp_path, sheets.bytes())
    assert (document.grids, document.notes) == ((), ())
    assert [a.kind for a in document.asides].count("furniture") == len(entries)
    assert lines_of(document) == ["BÁO CÁO", *([head] if head else []), PROSE]
    assert {f.text for f in extract_file(tmp_path / "r.pdf").figures} == {f.text for f in report_of(PROSE).figures}


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
    assert note.code == "table_unsure"
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
