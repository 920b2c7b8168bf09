"""Numbers that are no figures: each stands in `numbers` with its kind."""

import re

import pytest

from support import plain, report_of, slug

DATES = [
    ("Báo cáo trước 15/12.", [("15/12", "date")]),
    ("Mít tinh Ngày Quốc tế Phụ nữ 8/3.", [("8/3", "date")]),
    ("Hội nghị họp ngày 28/12/2023.", [("28/12/2023", "date")]),
    ("Hội nghị họp ngày 28-12.", [("28-12", "date")]),
    ("Hội nghị họp ngày 28/12.", [("28/12", "date")]),
    ("Hội nghị họp ngày 02.4.2015.", [("02.4.2015", "date")]),
    ("Hội nghị họp ngày 02-4-2015.", [("02-4-2015", "date")]),
    ("Hội nghị họp ngày 5 và 6/3.", [("5 và 6/3", "date")]),
    ("Hội nghị họp ngày 24 và 25/5.", [("24 và 25/5", "date")]),
    ("Hội nghị họp ngày 24-25/5.", [("24-25/5", "date")]),
    ("Hội nghị họp ngày 24, 25/5/2019.", [("24, 25/5/2019", "date")]),
    ("Hội nghị họp ngày 5 tháng 3 năm 2019.", [("5", "date"), ("3", "date"), ("2019", "date")]),
    ("Hà Nội, ngày 05 tháng 3 năm 2019", [("05", "date"), ("3", "date"), ("2019", "date")]),
    ("Hội nghị họp vào tháng 9.", [("9", "date")]),
    ("Hội nghị họp vào tháng 9/2019.", [("9/2019", "date")]),
    ("Hội nghị họp năm 2019.", [("2019", "date")]),
    ("Sáng 28/12, hội nghị khai mạc.", [("28/12", "date")]),
    ("Cập nhật 28/12/2023", [("28/12/2023", "date")]),
]

PERIODS = [
    ("Công tác năm 2019 - 2020.", [("2019 - 2020", "period")]),
    ("Công tác 6 tháng đầu năm.", [("6", "period")]),
    ("Công tác 9 tháng năm 2019.", [("9", "period"), ("2019", "date")]),
    ("Nhiệm kỳ 2020-2025 có nhiều đổi mới.", [("2020-2025", "period")]),
    ("Nhiệm kỳ 2020 - 2025 có nhiều đổi mới.", [("2020 - 2025", "period")]),
    ("Giai đoạn 2016-2020 có nhiều đổi mới.", [("2016-2020", "period")]),
    ("Năm học 2018-2019 có nhiều đổi mới.", [("2018-2019", "period")]),
    ("Đợt rét kéo dài 38 ngày.", [("38 ngày", "period")]),
    ("Việc xử lý mất 10-15 ngày.", [("10-15", "period")]),
    ("Hội nghị diễn ra trong 2 ngày.", [("2 ngày", "period")]),
    ("Sau 5 năm, phong trào lan rộng.", [("5 năm", "period")]),
]

TIMES = [
    ("Họp lúc 16h00.", [("16h00", "time")]),
    ("Họp lúc 16h.", [("16h", "time")]),
    ("Họp lúc 7 giờ 30.", [("7 giờ 30", "time")]),
    ("Họp lúc 7 giờ 30 phút.", [("7 giờ 30 phút", "time")]),
    ("Họp lúc 17:00.", [("17:00", "time")]),
    ("Cập nhật 17:00:25.", [("17:00:25", "time")]),
    ("Họp từ 7h30 - 11h00.", [("7h30 - 11h00", "time")]),
]

ORDINALS = [
    ("Đội xếp hạng 12 toàn quốc.", [("12", "ordinal")]),
    ("Số thứ tự 1.250 trong danh sách.", [("1.250", "ordinal")]),
    ("Đại hội lần thứ XII.", []),
    ("Đại hội lần thứ 12.", [("12", "ordinal")]),
    ("Hội đồng nhân dân khóa 8.", [("8", "ordinal")]),
    ("Công tác quý III có nhiều đổi mới.", []),
    ("Công tác quý 3 có nhiều đổi mới.", [("3", "ordinal")]),
    ("1. Công tác tổ chức\n2. Công tác kiểm tra", [("1", "ordinal"), ("2", "ordinal")]),
    ("1.2. Công tác tổ chức\n1.2.3. Công tác kiểm tra", [("1.2", "ordinal"), ("1.2.3", "ordinal")]),
    ("2.1 Công tác tổ chức", [("2.1", "ordinal")]),
    ("1) Công tác tổ chức\n2) Công tác kiểm tra", [("1", "ordinal"), ("2", "ordinal")]),
    ("Tập trung: (1) tuyên truyền; (2) kiểm tra.", [("1", "ordinal"), ("2", "ordinal")]),
    ("Gió tây nam cấp 3.", [("3", "ordinal")]),
]

REFERENCES = [
    ("Quyết định số 1.234 của UBND tỉnh.", [("1.234", "reference")]),
    ("Văn bản số 1.234 đã ban hành.", [("1.234", "reference")]),
    ("Công văn số 2.345, ngày 5/6/2022.", [("2.345", "reference"), ("5/6/2022", "date")]),
    ("Theo Điều 5 và khoản 2 của Quy chế.", [("5", "reference"), ("2", "reference")]),
    ("Báo cáo số 125-BC/ĐU của Đảng ủy.", [("125-BC/ĐU", "reference")]),
    ("Thực hiện Nghị định 108/2014/NĐ-CP.", [("108/2014/NĐ-CP", "reference")]),
    ("Thực hiện Chỉ thị số 05-CT/TW.", [("05-CT/TW", "reference")]),
    ("Thực hiện Chỉ thị 05.", [("05", "reference")]),
    ("Thực hiện Luật số 15/2012/QH13.", [("15/2012/QH13", "reference")]),
    (
        "Thực hiện Quyết định số 217-QĐ/TW, 218-QĐ/TW.",
        [("217-QĐ/TW", "reference"), ("218-QĐ/TW", "reference")],
    ),
    ("Số: 45/BC-UBND", [("45/BC-UBND", "reference")]),
    ("Thực hiện Nghị quyết Trung ương 4.", [("4", "reference")]),
]

NAMES = [
    ("Nhà số 12/5 Trường Chinh, số 25/7 Xã Đàn.", [("12/5", "name"), ("25/7", "name")]),
    ("Tiêm liều trung bình 800mg.", [("800mg", "name")]),
    ("Thăm Bệnh viện Nhân dân 115, Viện Quân y 103.", [("115", "name"), ("103", "name")]),
    ("Dự án do Công ty Sông Đà 5, Công ty Sông Đà 7 làm.", [("5", "name"), ("7", "name")]),
    ("Xe 79C-123.45 gây tai nạn.", [("79C-123.45", "name")]),
    ("Nhân rộng mô hình 5+1.", [("5+1", "name")]),
    ("Ông Bình (ngụ ấp 4).", [("4", "name")]),
    ("Áp dụng tiêu chuẩn ISO 9001:2015.", [("9001:2015", "name")]),
    ("Thực hiện Chương trình 135.", [("135", "name")]),
    ("Tai nạn trên Quốc lộ 1A.", [("1A", "name")]),
    ("Tai nạn tại km 15 Quốc lộ 9.", [("15", "name"), ("9", "name")]),
    ("Công an quận 9 tuyên truyền.", [("9", "name")]),
    ("Phong trào “5 không 3 sạch” lan rộng.", [("5 không 3 sạch", "name")]),
    ("Phương châm 4 tại chỗ được thực hiện.", [("4 tại chỗ", "name")]),
    ("Hội phụ nữ Tổ 4 tuyên truyền.", [("4", "name")]),
    ("Bão số 10 gây mưa lớn.", [("10", "name")]),
    ("Dịch Covid-19 được kiểm soát.", [("19", "name")]),
    ("Trao Huy hiệu 40 năm tuổi Đảng.", [("40", "name")]),
    ("Kỷ niệm 90 năm Ngày thành lập Đảng.", [("90", "name")]),
]

OTHERS = [
    ("Tự chấm đạt 8/10 điểm.", [("8/10", "other")]),
    ("Sản xuất 10³ viên gạch.", [("10³", "other")]),
    ("Phản ánh qua tổng đài 1022.", [("1022", "other")]),
    ("Nhóm tuổi 18 - 35.", [("18 - 35", "other")]),
    ("Đường dây nóng: 0977.000.111.", [("0977.000.111", "other")]),
    ("Điện thoại: 0243 825 1234.", [("0243 825 1234", "other")]),
    ("Liên hệ: 1900 1234.", [("1900 1234", "other")]),
    ("Anh Nam, 23 tuổi, được khen.", [("23 tuổi", "other")]),
    ("Thanh niên từ 16 đến 30 tuổi.", [("16 đến 30", "other")]),
    ("Còn lại 500/500 ký tự", [("500/500", "other")]),
    ("Lượt xem: 1.234", [("1.234", "other")]),
    ("1.234 lượt xem", [("1.234", "other")]),
    ("Đã xem: 512", [("512", "other")]),
    ("Thời tiết Hà Nội 25°C", [("25°C", "other")]),
    ("Trang 2/15", [("2/15", "other")]),
    ("Bình luận (12)", [("12", "other")]),
    ("Mã số 1234567890123456789012345678.", [("1234567890123456789012345678", "other")]),
]

# Beside a figure: the figures' values, then the other numbers.
MIXED = [
    ("Dự toán 2020 huyện giao 15 tỷ đồng.", ["15000000000"], [("2020", "date")]),
    ("Đến 31/12/2021,15 xã đạt chuẩn.", ["15"], [("31/12/2021", "date")]),
    ("Trong tháng 6,12 hộ thoát nghèo.", ["12"], [("6", "date")]),
    ("Ngày 30/6,25 hộ được hỗ trợ.", ["25"], [("30/6", "date")]),
    ("Ngày 12/5,9/12 xã ra quân.", ["9"], [("12/5", "date")]),
    ("Ngày 12/5,7/6 và 9/6, huyện mở 5 lớp.", ["5"], [("12/5,7/6 và 9/6", "date")]),
    ("Ngày 12/5 và 7/6 Hội mở 5 lớp.", ["5"], [("12/5 và 7/6", "date")]),
    ("Trong tháng 6,7 đã mở 5 lớp.", ["5"], [("6,7", "date")]),
    ("Bình quân ngày 3,6 tỷ đồng.", ["3600000000"], []),
    ("Ngày 28/12, khen thưởng 12 đảng viên.", ["12"], [("28/12", "date")]),
    ("Mở 8 khóa bồi dưỡng.", ["8"], []),
    ("Ban hành 4 nghị quyết.", ["4"], []),
    ("Công an quận 9 mở 9 chương trình tập huấn.", ["9"], [("9", "name")]),
    ("Trao 40 Huy hiệu 40 năm tuổi Đảng.", ["40"], [("40", "name")]),
    ("Năm 2019 có 2.019 hộ nghèo.", ["2019"], [("2019", "date")]),
    ("353 cuộc họp đã được tổ chức.", ["353"], []),
    ("1. Kết nạp 12 đảng viên", ["12"], [("1", "ordinal")]),
    ("2.100 hộ dân đã ký cam kết.", ["2100"], []),
    ("Tiếp nhận 19 đơn về dịch Covid-19.", ["19"], [("19", "name")]),
    ("Trên Quốc lộ 7 đoạn qua xã có 3 vụ tai nạn.", ["3"], [("7", "name")]),
    ("Thực hiện Kết luận thanh tra 3125, thu hồi 4 lô đất.", ["4"], [("3125", "reference")]),
    ("Ông Trần Văn Tám (47, trú xã An Sơn) nộp 2 đơn.", ["2"], [("47", "other")]),
    ("Kiểm tra 5 nhà, trong đó có nhà số 27/5+8 Lê Văn Duyệt.", ["5"], [("27/5+8", "name")]),
    ("Triệt phá chuyên án 318H, bắt 4 nghi phạm.", ["4"], [("318H", "name")]),
    ("Đoàn thăm Bệnh viện Nhân dân 115 và tặng 20 suất quà.", ["20"], [("115", "name")]),
    ("Xe 51 A -558… gây ra 2 vụ va chạm.", ["2"], [("51 A -558…", "name")]),
    ("Tổng mức đầu tư hai dự án tăng.", ["2"], []),
    ("Phạt 4 người 5-7 tháng.", ["4"], [("5", "period"), ("7", "period")]),
    ("Gọi 09178 12/3/2019 báo 4 vụ.", ["4"], [("09178", "other"), ("12/3/2019", "date")]),
    ("Xây ba gian nhà cấp bốn.", ["3"], []),
    ("Đội tàu có 12 tàu từ 90 CV trở lên.", ["12"], [("90 CV trở lên", "other")]),
]


@pytest.mark.parametrize(
    ("text", "numbers"), [*DATES, *PERIODS, *TIMES, *ORDINALS, *REFERENCES, *NAMES, *OTHERS], ids=slug
)
def test_numbers_that_are_no_figures(text: str, numbers: list[tuple[str, str]]) -> None:
    report = report_of(text)
    assert [(number.text, number.kind) for number in report.numbers] == numbers
    assert [figure.text for figure in report.figures] == []


@pytest.mark.parametrize(("text", "figures", "numbers"), MIXED, ids=slug)
def test_beside_figures(text: str, figures: list[str], numbers: list[tuple[str, str]]) -> None:
    report = report_of(text)
    assert [plain(figure.value) for figure in report.figures] == figures
    assert [(number.text, number.kind) for number in report.numbers] == numbers


@pytest.mark.parametrize("rows", [DATES, PERIODS, TIMES, ORDINALS, REFERENCES, NAMES, OTHERS, MIXED])
def test_no_digit_is_dropped(rows: list[object]) -> None:
    texts = [row.values[0] if hasattr(row, "values") else row[0] for row in rows]  # type: ignore[index]
    report = report_of("\n".join(map(str, texts)))
    text = "\n".join(map(str, texts))
    spans = [*((f.start, f.end) for f in report.figures), *((n.start, n.end) for n in report.numbers)]
    for m in re.finditer(r"\d+", text):
        assert any(start <= m.start() and m.end() <= end for start, end in spans), text[m.start() - 20 : m.end() + 9]
