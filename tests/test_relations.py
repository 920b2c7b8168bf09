"""Parts of totals, repeats of fuller mentions, participants of events."""

import pytest

from support import YEAR_2018, report_of, slug

# A text, and for each figure the place of its total in the list, or None.
PARTS = [
    ("Khởi tố 58 vụ/91 bị can. Trong đó:\n- Ma túy: 17 vụ/25 bị can", [None, None, 0, 1]),
    ("Thụ lý 74 vụ/129 bị cáo; giải quyết 72 vụ/124 bị cáo; còn 2 vụ.", [None, None, 0, None, 0]),
    ("Duy trì 312 mô hình, gồm 41 trang trại, 263 gia trại và 8 HTX.", [None, 0, 0, 0]),
    ("Huyện có 20 cán bộ, gồm 15 xã và 5 phường.", [None, None, None]),
    ("Lực lượng 15 người, gồm 10 chiến sĩ, 5 xe.", [None, 0, None]),
    ("Tổ chức 10 lớp, gồm 6 xã, 4 phường.", [None, None, None]),
    ("Tiếp nhận 1.135 hồ sơ. Xét duyệt được 870 hồ sơ.", [None, 0]),
    ("Giới thiệu 52 đoàn viên ưu tú, 37 đ/c được kết nạp Đảng.", [None, 0]),
    ("Thu 985 triệu đồng. Trong đó: hội viên góp 640 triệu. Đã chi:\n* 18 nhà: 54 triệu đồng", [None, 0, None, None]),
    ("Tuyên truyền 62 buổi. So cùng kỳ tăng 8 buổi. Trong đó: cấp huyện 12 buổi; cấp xã 50 buổi.", [None, None, 0, 0]),
    ("Xảy ra 4 vụ (năm 2017: 9 vụ), tai nạn làm 65 người bị nạn, 2 người chết.", [None, None, None, None]),
    ("Khám sức khỏe cho 486 thanh niên, 203 đạt loại 1.", [None, 0]),
    ("Nêu 64 kiến nghị, tới nay 41 kiến nghị đã được thực hiện xong.", [None, 0]),
    ("Có 13 trạm y tế, 11 trạm có bác sĩ.", [None, 0]),
    ("Có 21 chi bộ (14 khu dân cư, 5 trường học, còn lại là công an).", [None, 0, 0]),
    ("Sai phạm 900 triệu đồng:\na) Thu hồi: 700 triệu, đã nộp 500 triệu;\nb) Giảm trừ: 150 triệu.", [None, 0, 1, 0]),
    ("Đạt 14 giải: 1 nhất, 3 nhì, 4 ba, 6 khuyến khích.", [None, 0, 0, 0, 0]),
    ("HTTNV: 32 đ/c; HTNV: 4 đ/c.", [None, None]),
    ("Kỷ luật 12 đảng viên: khiển trách 8 đồng chí, cảnh cáo 3 đồng chí.", [None, 0, 0]),
    ("Chi bộ có 34 đảng viên, sinh hoạt tại 4 tổ đảng; dự bị 2.", [None, None, 0]),
    ("Có 45/47 cơ quan đạt chuẩn, không đạt 02.", [None, None]),
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
    # Sums
    ("Sửa chữa được 52 nhà - xây mới 39, nâng cấp 13.", [None, 0, 0]),
    ("Kinh phí 12,8 tỷ đồng, gồm: tỉnh 3,1 tỷ (riêng ngành thuế 1,9 tỷ), huyện 7,9 tỷ, xã 1,8 tỷ.", [None, 0, 1, 0, 0]),
    ("Phát hiện 17 vụ, giảm 6 vụ.\n- Trộm cắp: 9 vụ;\n- Đánh bạc: 8 vụ.", [None, None, 0, 0]),
    ("Xử lý 68 vụ, giảm 21 vụ (23,6%): phá rừng 17, vận chuyển 25, cất giữ 26.", [None, None, None, 0, 0, 0]),
    ("Trao 640 suất quà, sửa 24 nhà, mở 16 lớp.", [None, None, None]),
    # Wholes, rests, outcomes
    ("Đảng bộ có 17 chi bộ, 612 đảng viên. Có 6/17 chi bộ xếp loại xuất sắc.", [None, None, 0]),
    ("Đã phạt 9 trong tổng số 212 cơ sở được kiểm tra.", [1, None]),
    ("Kết nạp 36 quần chúng, 27 trong số đó là công nhân.", [None, 0]),
    ("Thụ lý 746 vụ, giải quyết 689 vụ, số còn lại 57 vụ.", [None, 0, 0]),
    ("Vận động 1.345 triệu đồng, đã phân bổ 820 triệu đồng.", [None, 0]),
    ("Trao 620 suất quà. Nhiều nhất là xã An Sơn 120 suất.", [None, 0]),
    ("Ghi nhận 872 ca mắc, cùng kỳ chỉ 145 ca; trong đó 23 ca nặng.", [None, None, 0]),
    ("Quy tụ 4.615 lượt thanh niên; sinh viên 870, học sinh 240.", [None, 0, 0]),
    ("Thành lập 34 hợp tác xã, bằng 113,3% kế hoạch (30 hợp tác xã).", [None, None, None]),
    ("Giải quyết 78 vụ/tháng, cao hơn định mức (50 vụ).", [None, None]),
    # Whatever brackets name, where they add up
    ("Đăng ký 118 mô hình (78 tập thể, 40 cá nhân).", [None, 0, 0]),
    ("Kiểm tra 187 tổ chức (05 cấp ủy cấp huyện,182 chi bộ).", [None, 0, 0]),
    ("Còn 412 hộ nghèo, tập trung ở xã An Lộc (64 hộ), xã An Sơn (58 hộ).", [None, 0, 0]),
    ("Kỷ luật 19 đảng viên: khiển trách 12, cảnh cáo 7. Trong số này có 8 cấp ủy viên.", [None, 0, 0, 0]),
    ("Kiểm tra 214 đơn vị, phát hiện 29 doanh nghiệp nợ kinh phí.", [None, 0]),
    # Columns of a table, named in the text before it
    ("Cả năm huy động 5.480 ngày công.\n\nXã | Ngày công\nAn Sơn | 620\nBình Sơn | 544", [None, 0, 0]),
    ("Kết nạp 47 đảng viên.\n\nLoại hình | Kết nạp\nXã | 31\nCơ quan | 12\nKhác | 4", [None, 0, 0, 0]),
]  # fmt: skip

EVENTS = [
    ("Mở 5 lớp bồi dưỡng cho 240 học viên.", [None, 0]),
    ("Tổ chức 12 hội nghị với 1.200 người tham dự.", [None, 0]),
    ("Mở 2 lớp bồi dưỡng cho 60 người và 3 hội nghị với 200 đại biểu dự.", [None, 0, None, 2]),
    ("Trao 12 suất quà, có 200 đại biểu dự.", [None, None]),
    ("Tổ chức 12 hội nghị. Tặng quà 1.200 người.", [None, None]),
    ("Mở 62 lớp sơ cấp cứu, 2.480 học viên.", [None, 0]),
    ("Mở 5 lớp tập huấn cho 240 học viên; dạy nghề cho 900 nông dân.", [None, 0, None]),
    ("Tổ chức 12 hội nghị (2 hội nghị trực tuyến), 1.200 người tham dự.", [None, None, 0]),
    ("Biểu diễn 41 buổi (33 buổi phục vụ vùng sâu), thu hút 18.600 lượt khán giả.", [None, None, 0]),
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
        "Hội nông dân thu 1.934 tỷ đồng cho hộ nghèo\n\nNgày 5/3/2018, Hội thu 1.934,6 tỷ đồng cho hộ nghèo.",
        [1, None],
    ),
    (
        "Báo cáo tháng 3\n\nNăm 2018, ngập 640 hộ.\n\nXã | Số hộ ngập\nAn Sơn | 410\nBình Sơn | 230\nCộng | 640",
        [3, None, None, None],
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
