"""Spreadsheets: values as they are shown, blocks, merged and hidden cells, and files that are none."""

import contextlib
import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from equality import Share, report_files
from render_xlsx import render, saved, write
from report_extract import ReportExtractError, extract_file
from report_extract.errors import ReadError
from report_extract.readers import Limits, read
from report_extract.readers.xlsx.numbers import shown
from support import plain, report_of


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.0725, "0.00%", "7,25%"),
        (0.0725, "0%", "7%"),
        (1.05, "0.0%", "105,0%"),
        (1234567, "#,##0", "1.234.567"),
        (1234567.891, "#,##0.00", "1.234.567,89"),
        (1234567, "General", "1234567"),
        (7.25, "General", "7,25"),
        (12.345, "General", "12,3450"),
        (0.345, "General", "0,345"),
        (0.1 + 0.2, "General", "0,3"),
        (-3.5, "General", "-3,5"),
        (-3.5, "#,##0.0;(#,##0.0)", "-3,5"),
        (0, '_-* #,##0_-;\\-* #,##0_-;_-* "-"_-;_-@_-', "-"),
        (1500, '_-* #,##0_-;\\-* #,##0_-;_-* "-"_-;_-@_-', "1.500"),
        (1500000, '#,##0 "đồng"', "1.500.000 đồng"),
        (1500000, "#,##0\\ [$₫-42A]", "1.500.000 ₫"),
        (1500000, '#,##0,"nghìn"', "1.500 nghìn"),
        (45, "[Red]0", "45"),
        (7, "000", "007"),
        (0.5, "# ?/?", "0,5"),
        (15000, "0.00E+00", "15000"),
        (2.5, "0", "3"),
        (-0.2, "0", "0"),
        (12, "@", "12"),
        (True, "General", "TRUE"),
        ("  chữ ", "General", "  chữ "),
        (None, "General", ""),
        (date(2023, 3, 5), "dd/mm/yyyy", "05/03/2023"),
        (datetime(2023, 3, 5, 14, 30), "dd/mm/yyyy hh:mm", "05/03/2023 14:30"),  # noqa: DTZ001
        (datetime(2023, 3, 1), "mm/yyyy", "03/2023"),  # noqa: DTZ001
        (datetime(2023, 1, 1), "yyyy", "2023"),  # noqa: DTZ001
        (time(7, 30), "h:mm", "07:30"),
        (timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        (1e300, "General", "1e+300"),
    ],
)  # fmt: skip
def test_values_as_shown(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def sheet_of(rows: list[list[object]], formats: dict[str, str] | None = None) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, number_format in (formats or {}).items():
        book.active[name].number_format = number_format
    return book


HEAD: list[list[object]] = [["BÁO CÁO"], ["Kết quả thực hiện nhiệm vụ năm 2023"], []]


def test_a_table_in_a_sheet(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        *HEAD, ["ĐVT: triệu đồng"], ["TT", "Chỉ tiêu", "Kế hoạch 2023", "Thực hiện 2023", "So sánh (%)"],
        [1, "Thu nội địa", 1300000, 1310000.25, 1.0077], [2, "Thu khác", 20, 12.345, 0.617],
    ]  # fmt: skip
    formats = {"C6": "#,##0", "D6": "#,##0", "E6": "0.0%", "E7": "0.0%"}
    path = write(tmp_path / "b.xlsx", sheet_of(rows, formats))
    document, report = read(path), extract_file(path)
    assert document.text == (
        "BÁO CÁO\nKết quả thực hiện nhiệm vụ năm 2023\n\nĐVT: triệu đồng\n\n"
        "TT\tChỉ tiêu\tKế hoạch 2023\tThực hiện 2023\tSo sánh (%)\n"
        "1\tThu nội địa\t1.300.000\t1.310.000\t100,8%\n2\tThu khác\t20\t12,3450\t61,7%\n\n"
    )
    found = [(plain(f.value), f.unit, f.status, f.location.cell if f.location else "") for f in report.figures]
    assert found == [
        ("1300000000000", "VND", "target", "C6"), ("1310000000000", "VND", "actual", "D6"),
        ("100.8", "%", "actual", "E6"),
        ("20000000", "VND", "target", "C7"), ("12345000", "VND", "actual", "D7"), ("61.7", "%", "actual", "E7"),
    ]  # fmt: skip
    place = report.figures[0].location
    assert place is not None
    assert (place.sheet, place.table, place.row, place.column) == ("Sheet", 1, 6, 3)
    assert all(document.text[f.start : f.end] == f.text for f in report.figures)


def test_blocks_that_empty_rows_divide_are_tables(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Biểu 1. Hộ nghèo"], ["Xã", "Năm 2022", "Năm 2023"], ["An Sơn", 12, 10], ["Ghi chú: số liệu ước"], [],
        [None, "Biểu 2"], [None, "Xã", "Số lớp"], [None, "An Sơn", 5], [], ["Người lập", "Chủ tịch"],
    ]  # fmt: skip
    document = read(write(tmp_path / "b.xlsx", sheet_of(rows)))
    assert document.text == (
        "Biểu 1. Hộ nghèo\n\nXã\tNăm 2022\tNăm 2023\nAn Sơn\t12\t10\n\nGhi chú: số liệu ước\n\n"
        "Biểu 2\n\nXã\tSố lớp\nAn Sơn\t5\n\nNgười lập\tChủ tịch\n\n"
    )
    assert len(document.grids) == 3
    cells = {place.cell: document.text[place.start : place.end] for place in document.places}
    assert (cells["C3"], cells["B6"], cells["C8"]) == ("10", "Biểu 2", "5")


def test_a_letterhead_is_no_header(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["UBND XÃ AN SƠN", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["THỐNG KÊ HỘ NGHÈO NĂM 2023"],
        ["TT", "Thôn", "Hộ nghèo"], [1, "Thôn Một", 5], [2, "Thôn Hai", 6],
    ]  # fmt: skip
    document = read(write(tmp_path / "b.xlsx", sheet_of(rows)))
    assert document.text.startswith(
        "UBND XÃ AN SƠN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHỐNG KÊ HỘ NGHÈO NĂM 2023\n\nTT\t"
    )


def test_merged_cells_stand_once(tmp_path: Path) -> None:
    book = sheet_of([["Xã", "Hộ nghèo", None], [None, "2022", "2023"], ["An Sơn", 12, 8]])
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:C1")
    document = read(write(tmp_path / "b.xlsx", book))
    assert [(c.row, c.column, c.rows, c.columns) for c in document.grids[0].cells] == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    ]  # fmt: skip
    assert [f.item and f.item.text for f in extract_file(tmp_path / "b.xlsx").figures] == ["Hộ nghèo", "Hộ nghèo"]


def test_sheets_are_titled_and_what_is_hidden_is_named(tmp_path: Path) -> None:
    book = sheet_of([["Có 12 hộ nghèo."]])
    hidden = book.create_sheet("Biểu mật")
    hidden["A1"], hidden["B2"], hidden["B3"] = "Có 15 chi bộ.", "x", "y"
    hidden.sheet_state = "hidden"
    hidden.row_dimensions[2].hidden = True
    hidden.column_dimensions["B"].hidden = True
    path = write(tmp_path / "b.xlsx", book)
    document = read(path)
    assert document.text.startswith("Có 12 hộ nghèo.\n\nBiểu mật\n\nCó 15 chi bộ.\n")
    assert [(n.code, n.message) for n in document.notes] == [
        ("hidden_sheet", "the sheet 'Biểu mật' is hidden: it was read all the same"),
        ("hidden_cells", "rows or columns of the sheet 'Biểu mật' are hidden: B, 2; they were read"),
    ]
    assert [d.code for d in extract_file(path).diagnostics][:2] == ["hidden_sheet", "hidden_cells"]


def test_formulas_without_values_are_reported(tmp_path: Path) -> None:
    book = sheet_of([["Xã", "Hộ nghèo"], ["An Sơn", 12], ["Cộng", "=SUM(B2:B2)"]])
    (note,) = read(write(tmp_path / "b.xlsx", book)).notes
    assert (note.code, "B3" in note.message) == ("no_value", True)


def test_text_stays_as_it_is(tmp_path: Path) -> None:
    text = "Kết nạp  12 đảng viên"  # NFD, two blanks
    book = sheet_of([[text], ["dòng một\r\ndòng hai"]])
    assert read(write(tmp_path / "b.xlsx", book)).text == f"{text}\ndòng một\ndòng hai\n\n"


def test_the_same_figures_as_from_plain_text(tmp_path: Path) -> None:
    share = Share()
    for path in report_files():
        text = path.read_text(encoding="utf-8")
        target = tmp_path / "r.xlsx"
        target.write_bytes(render(text))
        share.add(report_of(text), extract_file(target))
    assert share.reaches(0.99), share


def rewritten(data: bytes, change: Callable[[str, bytes], bytes], *, more: dict[str, bytes] | None = None) -> bytes:
    """An archive whose members went through `change`, with `more` in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return buffer.getvalue()


GOOD = saved(sheet_of([["Xã", "Hộ nghèo"], ["An Sơn", 12], ["Bình Sơn", 8]]))
_BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


def instead(broken: str, part: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, data: part if name == broken else data


def in_sheet(before: bytes, content: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, data: data.replace(before, content, 1) if name.endswith("sheet1.xml") else data


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (GOOD[: len(GOOD) // 2], "is no Excel file, or a broken one"),
        (b"%PDF-1.4 \x00\x01", "is a broken PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is locked with a password"),
        (rewritten(GOOD, instead("xl/worksheets/sheet1.xml", b"<x")), "is a broken spreadsheet"),
        (rewritten(GOOD, instead("xl/workbook.xml", b"<x/>")), "holds no text"),
        (rewritten(GOOD, in_sheet(b"<worksheet", _BOMB + b"<worksheet")), "declares a document type"),
        (rewritten(GOOD, in_sheet(b"<v>12</v>", b"<v>x</v>")), "is a broken spreadsheet"),
        (rewritten(GOOD, lambda name, data: data, more={"xl/media/a.bin": bytes(6_000_000)}), ""),
        (saved(Workbook()), "holds no text"),
    ],
    ids=["truncated", "pdf", "encrypted", "broken-sheet", "broken-book", "entities", "no-number", "padding", "empty"],
)  # fmt: skip
def test_bad_files(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "hỏng.xlsx"
    path.write_bytes(data)
    if not problem:
        assert read(path).text
        return
    with pytest.raises(ReadError, match=re.escape(problem)) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert ";" in str(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == ["hỏng.xlsx"]


@pytest.mark.parametrize(
    ("limit", "message"),
    [("unpacked=5000", "unpacked"), ("cells=5", "cells"), ("characters=10", "characters"), ("bytes=100", "bytes")],
)
def test_limits(tmp_path: Path, limit: str, message: str) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(GOOD)
    with pytest.raises(ReadError, match=f"holds more than .* {message}"):
        read(path, limits=Limits.of(limit))


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(rewritten(GOOD, lambda name, data: data, more={"xl/worksheets/sheet9.xml": bytes(20_000_000)}))
    with pytest.raises(ReadError, match="more than 1,000,000 bytes unpacked"):
        read(path, limits=Limits.of("unpacked=1000000"))


def test_a_cell_in_the_last_row_and_column(tmp_path: Path) -> None:
    book = sheet_of([["Có 12 hộ nghèo."]])
    book.active["XFD1048576"] = "hết"
    merged = b'<mergeCells><mergeCell ref="B2:XFC1048575"/></mergeCells>'
    path = tmp_path / "b.xlsx"
    path.write_bytes(rewritten(saved(book), in_sheet(b"</sheetData>", b"</sheetData>" + merged)))
    document = read(path)
    assert document.text == "Có 12 hộ nghèo.\n\nhết\n\n"


def test_another_suffix_is_told(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_bytes(GOOD)
    assert [note.code for note in read(path).notes] == ["wrong_suffix"]


def test_mutated_files_end_in_a_record_or_a_named_error(tmp_path: Path) -> None:
    chance = random.Random(4)  # noqa: S311 - the same files every time
    path = tmp_path / "b.xlsx"
    parts = {
        name: zipfile.ZipFile(io.BytesIO(GOOD)).read(name) for name in zipfile.ZipFile(io.BytesIO(GOOD)).namelist()
    }
    for i in range(120):
        if i % 2:
            data = bytearray(GOOD)
            for _ in range(chance.randint(1, 8)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path.write_bytes(bytes(data))
        else:
            broken = chance.choice(sorted(parts))
            part = bytearray(parts[broken])
            for _ in range(chance.randint(1, 6)):
                part[chance.randrange(len(part))] = chance.choice(b'<>/"0a &;=')
            path.write_bytes(rewritten(GOOD, instead(broken, bytes(part))))
        with contextlib.suppress(ReportExtractError):
            extract_file(path)
