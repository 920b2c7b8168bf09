"""Tables that files mark: every number cell accounted for, with its name, unit, period, status and total."""

import random
import re
from itertools import pairwise

import pytest

from grid_tables import HEAD, GridText, brief, document, report_of_table
from report_extract import Report, extract
from report_extract.readers.document import Document
from support import plain
from table_fixtures import TABLES

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def spans_of(report: Report) -> list[tuple[int, int]]:
    return [*((f.start, f.end) for f in report.figures), *((n.start, n.end) for n in report.numbers)]


def accounted(report: Report, text: str) -> bool:
    """Is every digit of the text in a figure or among the other numbers?"""
    spans = spans_of(report)
    return all(any(a <= m.start() and m.end() <= b for a, b in spans) for m in _DIGITS.finditer(text))


@pytest.mark.parametrize("name", TABLES)
def test_figures_of_a_table(name: str) -> None:
    above, rows, figures = TABLES[name]
    assert brief(report_of_table(rows, above)) == figures


@pytest.mark.parametrize("name", TABLES)
def test_every_number_is_accounted_for_once(name: str) -> None:
    above, rows, _ = TABLES[name]
    text, report = document(rows, above).text, report_of_table(rows, above)
    assert accounted(report, text)
    spans = sorted(spans_of(report))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[f.start : f.end] == f.text for f in report.figures)


def test_cells_give_the_place_of_their_figures() -> None:
    above, rows, _ = TABLES["schools"]
    figures = report_of_table(rows, above).figures
    assert [(f.location.row, f.location.column) for f in figures if f.location][:6] == [
        (2, 2), (2, 3), (2, 4), (2, 5), (2, 6), (3, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "checks"),
    [
        ("party_members", [("75", "75", True), ("3", "3", True), ("4", "4", True)]),
        ("schools", [("27", "27", True), ("330", "330", True), ("5006", "5006", True)]),
        ("socio_economic", []),
    ],
)
def test_totals_are_checked(name: str, checks: list[tuple[str, str, bool]]) -> None:
    above, rows, _ = TABLES[name]
    report = report_of_table(rows, above)
    assert [(plain(c.stated), plain(c.computed), c.holds) for c in report.checks if c.kind == "breakdown"] == checks


def test_a_total_that_does_not_add_up() -> None:
    rows: list[list[GridText]] = [["Xã", "Hộ nghèo"], ["An Sơn", "12"], ["Bình Sơn", "8"], ["Cộng", "21"]]
    (check,) = report_of_table(rows).checks
    assert (plain(check.stated), plain(check.computed), check.holds) == ("21", "20", False)


def test_ratios_of_a_plain_table_do_not_add_up() -> None:
    report = extract("Xã | TH 2023 | So sánh (%)\nAn Sơn | 12 | 104,2\nBình Sơn | 8 | 93,3\nTổng cộng | 20 | 102")
    assert [(plain(check.stated), check.holds) for check in report.checks] == [("20", True)]


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        ([["Nơi nhận:", "TM. BAN THƯỜNG VỤ"], ["- Như trên", "Nguyễn Văn A"]], []),
        ([["1"]], ["1 ?: 1 other -"]),
        ([["Xã", "Hộ nghèo"]], []),
        ([["12", "13"]], ["12 ?: 12 other 2023", "13 ?: 13 other 2023"]),
        ([["Xã", "Ngày lập"], ["An Sơn", "12/05/2023"], ["Bình Sơn", "05/2023"]], []),
        ([["Xã", "Hộ nghèo"], ["An Sơn", "-"], ["Bình Sơn", "…"], ["Hải Sơn", "12"]], ["12 Hộ nghèo: 12 people 2023"]),
    ],
)  # fmt: skip
def test_small_tables(rows: list[list[GridText]], figures: list[str]) -> None:
    report = report_of_table(rows)
    assert accounted(report, document(rows).text)
    assert len(brief(report)) == len(figures)


def test_headers_that_the_file_marks() -> None:
    rows: list[list[GridText]] = [["Xã", "2021", "2022"], ["An Sơn", "12", "13"]]
    assert brief(report_of_table(rows, ("Số hộ nghèo",), header=1)) == [
        "12 An Sơn: 12 people prior 2021",
        "13 An Sơn: 13 people prior 2022",
    ]


def test_a_header_that_a_new_page_repeats() -> None:
    head: list[GridText] = ["TT", "Xã", "Lớp 1", "Hộ nghèo"]
    rows: list[list[GridText]] = [head, ["1", "An Sơn", "5", "12"], head, ["2", "Bình Sơn", "6", "8"]]
    assert [figure.text for figure in report_of_table(rows).figures] == ["5", "12", "6", "8"]


def test_rows_are_no_headings_and_no_furniture() -> None:
    rows: list[list[GridText]] = [
        ["Ngày", "Nội dung", "Số hộ"],
        ["12/05/2023", "1. Lượt xem", "12"],
        ["13/05/2023", "I. NĂM 2020", "13"],
    ]
    report = report_of_table(rows)
    assert [figure.text for figure in report.figures] == ["12", "13"]


def test_nothing_is_read_across_cells() -> None:
    rows: list[list[GridText]] = [["Nội dung", "6 tháng", "Năm 2023"], ["Số vụ", "12", "-"], ["Số hộ", "-", "15"]]
    assert [(f.text, f.period and f.period.text) for f in report_of_table(rows).figures] == [
        ("12", "6 tháng"), ("15", "Năm 2023"),
    ]  # fmt: skip


def test_the_same_table_in_plain_text_and_as_a_grid() -> None:
    rows: list[list[GridText]] = [
        ["Xã", "Hộ nghèo", "Dư nợ (triệu đồng)"],
        ["An Sơn", "12", "1.250"],
        ["Cộng", "12", "1.250"],
    ]
    grid = report_of_table(rows)
    text = extract("\n".join([*HEAD, "", *(" | ".join(str(cell) for cell in row) for row in rows)]))
    fields = ("value", "unit", "indicator", "status", "text")
    assert [[getattr(f, n) for n in fields] for f in grid.figures] == [
        [getattr(f, n) for n in fields] for f in text.figures
    ]


def test_text_beside_a_table_is_read_as_before() -> None:
    above, rows, figures = TABLES["schools"]
    prose = "Kết nạp 12 đảng viên."
    assert brief(report_of_table(rows, (prose, "", *above)))[1:] == figures


def test_an_empty_grid_is_no_table() -> None:
    assert isinstance(document([[None, None]], ("12 hộ",)), Document)
    assert len(report_of_table([[None, None]], ("Có 12 hộ.",)).figures) == 1


def test_long_tables_take_time_by_their_length() -> None:
    rows: list[list[GridText]] = [["TT", "Xã", "Hộ nghèo"]]
    rows += [[str(i), f"Xã {i % 7} An", str(i)] for i in range(1, 2000)]
    assert len(report_of_table(rows).figures) == 1999


def test_odd_tables_end_in_a_record_that_accounts_for_all() -> None:
    chance = random.Random(7)  # noqa: S311 - the same tables every time
    words = (
        "", "12", "1.234,5", "7%", "-", "STT", "I", "1", "a)", "Cộng", "Trong đó", "Nữ", "Năm 2022", "2023", "ĐVT",
        "ha", "KH 2023", "(1)", "Đơn vị tính: triệu đồng", "Có 5 lớp cho 40 học viên.", "12/15", "05/2023", "| 3 |",
    )  # fmt: skip
    for _ in range(150):
        width = chance.randint(1, 6)
        rows = [
            [(chance.choice(words), chance.randint(1, 3), chance.randint(1, 3)) for _ in range(width)]
            for _ in range(chance.randint(1, 7))
        ]
        table: list[list[GridText]] = [[cell if chance.random() < 0.8 else None for cell in row] for row in rows]
        assert accounted(report_of_table(table), document(table).text)


@pytest.mark.parametrize(
    ("caption", "value"),
    [
        ("Dư nợ theo chương trình (triệu đồng):", "143210000000"),
        ("Chia theo chương trình (dư nợ, triệu đồng):", "143210000000"),
        ("Dư nợ theo chương trình, đơn vị triệu đồng:", "143210000000"),
        ("Dư nợ theo chương trình (ĐVT: triệu đồng)", "143210000000"),
        ("Số hộ vay theo chương trình (hai đơn vị, hai phố):", "143210"),
    ],
)
def test_the_unit_above_a_plain_table(caption: str, value: str) -> None:
    report = extract(f"Tín dụng quý I\n\n{caption}\n Hộ nghèo ............ 143.210\n Hộ cận nghèo ........ 98.775")
    assert [plain(f.value) for f in report.figures if f.text == "143.210"] == [value]


def test_a_number_close_to_its_label() -> None:
    text = "Xã       Hộ nghèo   Hộ cận nghèo\nAn Sơn       12      30\nHải Thượng 104      45\nCộng        116      75"
    figures = extract(text).figures
    assert [(f.text, f.item and f.item.text) for f in figures[2:4]] == [("104", "Hộ nghèo"), ("45", "Hộ cận nghèo")]
    assert all(check.holds for check in extract(text).checks)
