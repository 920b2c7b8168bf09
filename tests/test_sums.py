"""What sums of money, shares and measures are of."""

import pytest

from support import YEAR_2018, report_of, slug

# A text, and the item of each figure.
ITEMS: list[tuple[str, list[str | None]]] = [
    # what money is spent on
    ("UBND tỉnh chi 12 tỷ đồng để mua sắm trang thiết bị phòng học.", ["mua sắm trang thiết bị phòng học"]),
    ("Huyện trích 350 triệu đồng để sửa chữa nhà văn hóa thôn.", ["sửa chữa nhà văn hóa thôn"]),
    ("Công ty dành 2 tỷ đồng cho hoạt động từ thiện.", ["hoạt động từ thiện"]),
    ("Liên đoàn Lao động tỉnh chi hơn 4 tỷ đồng chăm lo Tết cho đoàn viên.", ["chăm lo Tết"]),
    ("Vận động 120 triệu đồng mua 45 xe đạp.", ["Vận động", "xe đạp"]),
    ("Mỗi hộ được hỗ trợ 40 triệu đồng để xóa nhà tạm.", ["hỗ trợ"]),
    # whom it goes to
    ("Hỗ trợ Lào Cai 2 tỷ đồng, Yên Bái 3 tỷ đồng, mỗi huyện 200 triệu đồng.", ["Hỗ trợ"] * 3),
    ("Hỗ trợ mỗi hộ dân bị sập nhà 50 triệu đồng.", ["Hỗ trợ"]),
    ("Thành phố thưởng cho mỗi vận động viên 5 triệu đồng.", ["thưởng"]),
    ("Tăng lương cho cán bộ từ 1,7 lên 4 triệu đồng một tháng.", ["lương", "lương"]),
    ("Thưởng cho 5 đơn vị phá án, mỗi đơn vị 10 triệu đồng.", ["đơn vị phá án", "Thưởng"]),
    # deeds
    ("Đề nghị truy thu và xử phạt 620 triệu đồng.", ["truy thu và xử phạt"]),
    ("Kiến nghị thu hồi nộp ngân sách 1,25 tỷ đồng.", ["thu hồi"]),
    ("Còn 313 triệu đồng chưa thu hồi được.", ["thu hồi"]),
    ("Kiểm toán kiến nghị giảm trừ dự toán 1,8 tỷ đồng.", ["giảm trừ dự toán"]),
    ("Người vi phạm sẽ bị phạt 10 triệu đồng.", ["phạt"]),
    ("Vốn năm 2017 đã giải ngân 12,3/58 tỷ đồng (21,2%).", ["Vốn", "Vốn"]),
    ("Tàu dưới 800 CV hỗ trợ 600 triệu đồng.", ["hỗ trợ"]),
    # what a label leaves out
    ("Lương của giáo viên mới tuyển, chưa tính phụ cấp, là 4,2 triệu đồng.", ["Lương"]),
    ("Lương của giáo viên sau 10 - 15 năm công tác được khoảng 7,4 triệu đồng.", ["Lương"]),
    ("Doanh thu năm 2016 của công ty giảm xuống còn 17 tỷ đồng.", ["Doanh thu"]),
    ("Ban tổ chức trao giải nhất trị giá 10 triệu đồng.", ["giải nhất"]),
    ("Quý III thu 41 tỷ đồng.", ["thu"]),
    ("Thu phí, lệ phí 41 triệu đồng; thu nợ 5 triệu đồng.", ["phí, lệ phí", "thu nợ"]),
    ("Mua thuốc phòng, chống dịch Covid-19: 24 triệu đồng.", ["thuốc phòng, chống dịch Covid-19"]),
    ("Bảo dưỡng cầu đường .......... 24 triệu đồng", ["Bảo dưỡng cầu đường"]),
    ("Thu nhập: từ 1,1 triệu đồng/tháng năm 2017 lên 2,3 triệu đồng/tháng.", ["Thu nhập", "Thu nhập"]),
    ("Về tiền thưởng, bình quân đạt 4 triệu đồng/người.", ["tiền thưởng"]),
    # shares
    ("Tỷ lệ thu gom chất thải rắn sinh hoạt đô thị 92%.", ["thu gom chất thải rắn sinh hoạt đô thị"]),
    ("Tỷ lệ hộ nghèo năm 2018 của xã là 3,4%.", ["hộ nghèo"]),
    ("Số người đã kê khai, công khai tài sản đạt tỷ lệ 99%.", ["người đã kê khai, công khai tài sản"]),
    ("Sau học nghề 82% có việc làm.", ["có việc làm"]),
    ("Phấn đấu 95% trở lên số xã đạt chuẩn nông thôn mới.", ["xã đạt chuẩn nông thôn mới"]),
    ("Phấn đấu giảm tối thiểu 10% so với biên chế được giao.", ["biên chế"]),
    ("Tập hợp 13.865 đoàn viên, nữ chiếm 57%.", ["đoàn viên", "nữ"]),
    ("Có 73 đảng viên trên tổng số 296 công nhân, chiếm 24,9%.", ["đảng viên", "công nhân", "đảng viên"]),
    ("Tỷ lệ hộ nghèo còn 4,1%. Năm ngoái tỷ lệ này là 6,2%.", ["hộ nghèo", "hộ nghèo"]),
    # measures
    ("Tượng đài liệt sĩ cao 12 m.", ["Tượng đài liệt sĩ"]),
    ("Nhân dân góp công làm một cây cầu dân sinh dài 36 m.", ["cây cầu dân sinh"]),
]


@pytest.mark.parametrize(("text", "items"), ITEMS, ids=slug)
def test_items_of_sums(text: str, items: list[str | None]) -> None:
    report = report_of(YEAR_2018 + text)
    assert [figure.item.text if figure.item else None for figure in report.figures] == items
