"""Tables in plain text: the same figures as from tables that a file marks, whatever divides the columns."""

from collections.abc import Callable, Sequence

import pytest

from grid_tables import HEAD, GridText, brief
from report_extract import extract
from table_fixtures import TABLES


def _cells(rows: Sequence[Sequence[GridText]]) -> list[list[str]]:
    """The text of each cell, "" where another reaches."""
    width = max(map(len, rows))
    return [
        [cell if isinstance(cell, str) else cell[0] if cell else "" for cell in row] + [""] * (width - len(row))
        for row in rows
    ]


def _with_bars(rows: list[list[str]]) -> list[str]:
    return [" | ".join(row) for row in rows]


def _ruled(rows: list[list[str]]) -> list[str]:
    """As in Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]


def _with_tabs(rows: list[list[str]]) -> list[str]:
    """As pasted from a spreadsheet."""
    return ["\t".join(row) for row in rows]


def _with_gaps(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) + 3 for column in zip(*rows, strict=True)]
    return ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _text(*lines: str) -> str:
    return "\n".join((*HEAD, *lines)) + "\n"


@pytest.mark.parametrize("written", [_with_bars, _ruled, _with_tabs, _with_gaps])
@pytest.mark.parametrize("name", TABLES)
def test_as_in_a_file(name: str, written: Callable[[list[list[str]]], list[str]]) -> None:
    above, rows, figures = TABLES[name]
    assert brief(extract(_text(*above, "", *written(_cells(rows))))) == figures


@pytest.mark.parametrize(
    ("lines", "figures"),
    [
        (  # a header left of which nothing stands
            ("                 Năm 2022    Năm 2023", "Hộ nghèo              12          8", "Hộ cận nghèo    20   14"),
            ["12 Hộ nghèo: 12 people prior 2022", "8 Hộ nghèo: 8 people 2023",
             "20 Hộ cận nghèo: 20 people prior 2022", "14 Hộ cận nghèo: 14 people 2023"],
        ),
        (  # a header for two columns
            ("Chỉ tiêu          Kế hoạch        Thực hiện", "                  2023    2024    2022    2023",
             "Số hội nghị       12      14      11      15", "Số lớp tập huấn   5       6       7       8"),
            ["12 hội nghị: 12 meetings target 2023", "14 hội nghị: 14 meetings target 2024",
             "11 hội nghị: 11 meetings prior 2022", "15 hội nghị: 15 meetings 2023",
             "5 lớp tập huấn: 5 training target 2023", "6 lớp tập huấn: 6 training target 2024",
             "7 lớp tập huấn: 7 training prior 2022", "8 lớp tập huấn: 8 training 2023"],
        ),
        (  # what a line above counts
            ("Tổng hợp 20 ý kiến, cụ thể như sau:", "Lĩnh vực   Số ý kiến   Đã trả lời", "Đất đai    12          10",
             "Giao thông 8           7"),
            ["20 ý kiến: 20 petitions 2023", "12 ý kiến: 12 petitions 2023 < 20", "10 trả lời: 10 petitions 2023",
             "8 ý kiến: 8 petitions 2023 < 20", "7 trả lời: 7 petitions 2023"],
        ),
        (("|", "| Xã | Hộ nghèo |", "|---|---|", "| An Sơn | 12 |", "|", "| Bình Sơn | 8 |"),
         ["12 Hộ nghèo: 12 people 2023", "8 Hộ nghèo: 8 people 2023"]),
        (("Hộ   nghèo | 45", "Chi hội | 32"), ["45 Hộ   nghèo: 45 people 2023", "32 Chi hội: 32 branches 2023"]),
        (("Hội viên mới ........ 45", "Chi hội ............. 32"),
         ["45 Hội viên mới: 45 new_members 2023", "32 Chi hội: 32 branches 2023"]),
    ],
)  # fmt: skip
def test_left_out_cells(lines: Sequence[str], figures: list[str]) -> None:
    assert brief(extract(_text(*lines))) == figures


@pytest.mark.parametrize(
    "lines",
    [
        ("UBND TỈNH HÀ NAM               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/BC-UBND      Hà Nam, ngày 5/6"),
        ("Nơi nhận:          TM. BAN THƯỜNG VỤ", "- Như trên;        BÍ THƯ"),
    ],
)
def test_columns_without_figures(lines: Sequence[str]) -> None:
    assert extract(_text(*lines)).figures == ()


def test_prose_between_wide_blanks_is_no_table() -> None:
    report = extract(_text("Khởi tố: 12 vụ     Truy tố: 10 vụ", "Xét xử: 9 vụ       Đình chỉ: 1 vụ"))
    assert [(f.text, f.indicator) for f in report.figures] == [(n, "incidents") for n in ("12", "10", "9", "1")]
