"""Parts of totals, repeats of fuller mentions, participants of events."""

import pytest

from support import YEAR_2018, report_of, slug

# A text, and for each figure the place of its total in the list, or None.
PARTS = [
    ("Đảng bộ có 88 tổ chức cơ sở đảng, trong đó có 39 đảng bộ và 49 chi bộ.", [None, 0, 0]),
    ("Đảng bộ có 88 tổ chức cơ sở đảng, trong đó có 39 đảng bộ.", [None, 0]),
    ("Đảng bộ có 88 tổ chức cơ sở đảng (39 đảng bộ, 49 chi bộ cơ sở).", [None, 0, 0]),
    ("Kết nạp 12 đảng viên, gồm 7 nam, 5 nữ.", [None, 0, 0]),
    ("Kết nạp 12 đảng viên, bao gồm 7 nam và 5 nữ.", [None, 0, 0]),
    ("Kết nạp 12 đảng viên, gồm: 7 nam, 5 nữ.", [None, 0, 0]),
    ("Kết nạp 12 đảng viên (5 nữ).", [None, 0]),
    ("Kết nạp 20 đảng viên, trong đó có 12 nữ (5 nữ là người dân tộc thiểu số).", [None, 0, 1]),
    ("Xử lý kỷ luật 19 đảng viên (khiển trách 14, cảnh cáo 05).", [None, 0, 0]),
    ("Xử lý kỷ luật 19 đảng viên, trong đó: khiển trách 14, cảnh cáo 05.", [None, 0, 0]),
    ("Toàn huyện có 1.000 hộ nghèo, gồm: 400 hộ ở xã A, 600 hộ ở xã B.", [None, 0, 0]),
    ("Mở 3 lớp bồi dưỡng, 5 hội nghị.", [None, None]),
    ("Kết nạp 12 đảng viên. Khen thưởng 5 đảng viên.", [None, None]),
    ("Kết nạp 12 đảng viên, tăng 3 đảng viên so với năm 2017.", [None, None]),
    ("Kết nạp 12 đảng viên (cùng kỳ năm trước 9 đảng viên).", [None, None]),
    ("Mở 5 lớp bồi dưỡng (kinh phí 12 triệu đồng).", [None, None]),
    ("Xử lý kỷ luật 19 đảng viên: khiển trách 14, cảnh cáo 05.", [None, 0, 0]),
]  # fmt: skip

EVENTS = [
    ("Mở 5 lớp bồi dưỡng cho 240 học viên.", [None, 0]),
    ("Tổ chức 12 hội nghị với 1.200 người tham dự.", [None, 0]),
    ("Mở 2 lớp bồi dưỡng cho 60 người và 3 hội nghị với 200 đại biểu dự.", [None, 0, None, 2]),
    ("Trao 12 suất quà, có 200 đại biểu dự.", [None, None]),
    ("Tổ chức 12 hội nghị. Tặng quà 1.200 người.", [None, None]),
]

REPEATS = [
    (
        "Hội nông dân trao 300 suất quà cho hộ nghèo\n\nNgày 5/3/2018, Hội trao 300 suất quà cho hộ nghèo.",
        [1, None],
    ),
    (
        "Hội nông dân trao hơn 21,2 nghìn suất quà cho hộ nghèo\n\nNăm 2018, Hội trao 21.208 suất quà cho hộ nghèo.",
        [1, None],
    ),
    (
        "Hội nông dân trao gần 22 nghìn suất quà cho hộ nghèo\n\nNăm 2018, Hội trao 21.908 suất quà cho hộ nghèo.",
        [1, None],
    ),
    (
        "Hội nông dân trao 300 suất quà cho hộ nghèo\n\nNgày 5/3/2018, Hội trao 310 suất quà cho hộ nghèo.",
        [None, None],
    ),
    (
        "Hội nông dân trao hơn 300 suất quà cho hộ nghèo\n\nNgày 5/3/2018, Hội trao 290 suất quà cho hộ nghèo.",
        [None, None],
    ),
    (
        "Hội nông dân trao 300 suất quà cho hộ nghèo\n\nNgày 5/3/2018, Hội trao 300 triệu đồng cho hộ nghèo.",
        [None, None],
    ),
]


def links(text: str, name: str) -> list[int | None]:
    """The relation of each figure, as a place in the list of figures."""
    figures = report_of(text).figures
    places = {figure.id: place for place, figure in enumerate(figures)}
    return [None if getattr(figure, name) is None else places[getattr(figure, name)] for figure in figures]


@pytest.mark.parametrize(("text", "totals"), PARTS, ids=slug)
def test_part_of(text: str, totals: list[int | None]) -> None:
    assert links(YEAR_2018 + text, "part_of") == totals


@pytest.mark.parametrize(("text", "events"), EVENTS, ids=slug)
def test_event(text: str, events: list[int | None]) -> None:
    assert links(YEAR_2018 + text, "event") == events


@pytest.mark.parametrize(("text", "fuller"), REPEATS, ids=slug)
def test_repeat_of(text: str, fuller: list[int | None]) -> None:
    assert links(text, "repeat_of") == fuller


def test_ids_are_given_in_text_order() -> None:
    figures = report_of("Mở 3 lớp bồi dưỡng, 5 hội nghị, kết nạp 12 đảng viên.").figures
    assert [figure.id for figure in figures] == ["f1", "f2", "f3"]
    assert [figure.start for figure in figures] == sorted(figure.start for figure in figures)
