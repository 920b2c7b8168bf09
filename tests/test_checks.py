"""The report's own arithmetic done again, and the totals of the core fields."""

import pytest

from support import YEAR_2018, known_bug, plain, report_of, slug

# A text, and of each check: kind, stated, computed, holds.
CHECKS = [
    ("Đảng bộ có 88 tổ chức đảng (39 đảng bộ, 49 chi bộ).", [("breakdown", "88", "88", True)]),
    ("Đảng bộ có 88 tổ chức đảng (39 đảng bộ, 50 chi bộ).", [("breakdown", "88", "89", False)]),
    ("Kết nạp 12 đảng viên, trong đó 7 nam và 6 nữ.", [("breakdown", "12", "13", False)]),
    ("Xử lý kỷ luật 19 đảng viên (khiển trách 14, cảnh cáo 05).", [("breakdown", "19", "19", True)]),
    ("Ra mắt 27 mô hình, gồm 11 mô hình trồng hoa, số còn lại là 16 mô hình phân loại rác.",
              [("breakdown", "27", "27", True)]),
    ("Ra mắt 27 mô hình, gồm 11 mô hình trồng hoa, số còn lại là 15 mô hình phân loại rác.",
              [("breakdown", "27", "26", False)]),
    ("Đã đại hội 52/60 chi hội, đạt 86,7%.", [("share", "86.7", "86.7", True)]),
    ("Đã đại hội 52/60 chi hội, đạt 87%.", [("share", "87", "87", True)]),
    ("Đã đại hội 52/60 chi hội (86,67%).", [("share", "86.67", "86.67", True)]),
    ("Đã đại hội 52/60 chi hội, đạt 96,7%.", [("share", "96.7", "86.7", False)]),
    ("Đã đại hội 60/60 chi hội, đạt 100%.", [("share", "100", "100", True)]),
    ("Trao 640 suất quà, gồm 300 suất cho trẻ em, 200 suất cho người già, 130 suất cho hộ nghèo.",
              [("breakdown", "640", "630", False)]),
    ("Thu ngân sách 12 tỷ đồng, kế hoạch 10 tỷ đồng, đạt 120% kế hoạch.",
              [("attainment", "120", "120", True)]),
    ("Thu ngân sách 12 tỷ đồng, kế hoạch 10 tỷ đồng, đạt 130% kế hoạch.",
              [("attainment", "130", "120", False)]),
    ("Số đảng viên tăng từ 80 lên 95, tăng 15 đảng viên.", [("change", "15", "15", True)]),
    ("Số đảng viên tăng từ 80 lên 95, tăng 25 đảng viên.", [("change", "25", "15", False)]),
    ("Đảng bộ có 210 đảng viên.\nToàn Đảng bộ hiện có 220 đảng viên.", [("conflict", "220", "210", False)]),
    ("Tổng số hội viên là 1.211 người.\nTổng số hội viên: 1.232 người.", [("conflict", "1232", "1211", False)]),
    known_bug("a deed told twice is not held against itself",
              "Kết nạp 54 đảng viên mới.\nNhư vậy là kết nạp 45 đảng viên mới.", [("conflict", "45", "54", False)]),
]  # fmt: skip

QUIET = [
    "Có 40.712 nhà tốc mái (Kỳ Hải 18.300; Cửa Sót 9.655; Cẩm Lộc 6.204).",
    "Phát hiện 60 vụ (hình sự 40, kinh tế 20), trong đó ban ngày 35 vụ, ban đêm 25 vụ.",
    "Ra mắt 27 mô hình, gồm 11 mô hình trồng hoa, số còn lại là mô hình phân loại rác.",
    "Kết nạp 12 đảng viên, trong đó có 5 nữ.",
    "Kết nạp 12 đảng viên, trong đó có 5 nữ và 4 người dân tộc thiểu số.",
    "Kết nạp gần 12 đảng viên, trong đó 7 nam và 6 nữ.",
    "Có 1.000 hộ, trong đó có 400 hộ nghèo, 350 hộ cận nghèo.",
    "Đã đại hội 52/60 chi hội, tăng 5% so với năm trước.",
    "Đã đại hội 52/60 chi hội, đạt trên 80%.",
    "Đã đại hội 52/60 chi hội. Tỷ lệ hộ nghèo còn 4%.",
    "Kết nạp 12 đảng viên. Khen thưởng 15 đảng viên.",
    "Kết nạp 34 đảng viên mới (công nhân 23, nữ 7).",
    "Kỳ họp có 49/52 đại biểu dự, 100% đại biểu có mặt tán thành.",
    "Có 17/19 khu dân cư văn hóa; hộ gia đình văn hóa 94,2%.",
    "Toàn Đảng bộ có 220 đảng viên. Toàn Đảng bộ có 35 đảng viên được tặng Huy hiệu Đảng.",
    "Toàn Đảng bộ có 210 đảng viên.\nĐảng bộ có 210 đảng viên.",
    "Toàn Đảng bộ có 210 đảng viên.\nChi bộ thôn Trung có 21 đảng viên.",
    "Chi bộ có 12 đảng viên.\nChi bộ có 21 đảng viên.",
    "Toàn Đảng bộ có 210 đảng viên.\nToàn Đảng bộ có 12 chi bộ.",
    "Toàn huyện có 210 hộ nghèo.\nNăm 2016, toàn huyện có 250 hộ nghèo.",
    "Toàn huyện có 12 hội nghị. Toàn huyện tổ chức 5 hội nghị.",
]


@pytest.mark.parametrize(("text", "expected"), CHECKS, ids=slug)
def test_checks(text: str, expected: list[tuple[str, str, str, bool]]) -> None:
    report = report_of(YEAR_2018 + text)
    found = [(c.kind, plain(c.stated), plain(c.computed), c.holds) for c in report.checks]
    assert found == expected
    ids = {figure.id for figure in report.figures}
    assert all({c.figure, *c.parts} <= ids for c in report.checks)


@pytest.mark.parametrize("text", QUIET, ids=slug)
def test_no_false_alarm(text: str) -> None:
    assert [check for check in report_of(YEAR_2018 + text).checks if not check.holds] == []


REPORT = """BÁO CÁO
Công tác năm 2018
- Toàn Đảng bộ đã kết nạp 12 đảng viên, trong đó có 5 nữ.
- Tổ chức 2 hội nghị với 300 người tham dự.
- Trong quý I, tổ chức 3 hội nghị.
- Vận động được hơn 1,5 tỷ đồng.
- Số hội nghị tăng 4 cuộc so với năm 2017.
II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2019
- Kết nạp 20 đảng viên.
- Tổ chức 9 hội nghị.
"""


@pytest.mark.parametrize(
    ("field", "value", "unit", "modifier", "places"),
    [
        ("new_members", "12", "count", "=", [0]),
        ("meetings_held", "5", "count", "=", [2, 4]),
        ("participants", "300", "count", "=", [3]),
        ("funding", "1500000000", "VND", ">", [5]),
    ],
)
def test_summary(field: str, value: str, unit: str, modifier: str, places: list[int]) -> None:
    report = report_of(REPORT)
    total = report.summary[field]
    assert total is not None
    assert (plain(total.value), total.unit, total.modifier) == (value, unit, modifier)
    assert total.figures == tuple(report.figures[place].id for place in places)


def test_summary_has_every_core_field() -> None:
    summary = report_of("Không có gì, chỉ 12 cây cầu.").summary
    assert set(summary) == {"meetings_held", "participants", "new_members", "branches", "funding"}
    assert set(summary.values()) == {None}


def test_a_headline_is_not_counted_twice() -> None:
    report = report_of("Đảng bộ xã Hòa Bình kết nạp 12 đảng viên\n\nNăm 2018, Đảng bộ xã đã kết nạp 12 đảng viên mới.")
    total = report.summary["new_members"]
    assert total is not None
    assert plain(total.value) == "12"
    assert total.figures == ("f2",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"{YEAR_2018}Kết nạp 12 đảng viên.", []),
        ("Kết nạp 12 đảng viên.", ["no_period"]),
        ("Không có số liệu nào.", []),
    ],
    ids=slug,
)
def test_diagnostics(text: str, codes: list[str]) -> None:
    assert [diagnostic.code for diagnostic in report_of(text).diagnostics] == codes
