"""The item of a figure: the shortest words that say what is counted or measured."""

import pytest

from support import YEAR_2018, report_of, slug

# A text, and the item of each figure.
ITEMS: list[tuple[str, list[str | None]]] = [
    ("- Doanh thu: TH 1.687 tỷ đồng, KH 1.620 tỷ đồng.", ["Doanh thu", "Doanh thu"]),
    ("Giải quyết 102 vụ (đình chỉ 28, xét xử 74).", ["vụ", "đình chỉ", "xét xử"]),
    ("Tặng 14 suất quà x 500.000đ.", ["suất quà", "suất quà"]),
    ("Kết nạp 12 đảng viên (kế hoạch: 10).", ["đảng viên", "đảng viên"]),
    ("Dư nợ ủy thác qua ngân hàng đạt 214 tỷ đồng, tăng 3,1% so với đầu năm.", ["Dư nợ ủy thác", "Dư nợ ủy thác"]),
    ("Phấn đấu kéo tỷ lệ hộ nghèo xuống 4%.", ["hộ nghèo"]),
    ("Doanh số cho vay quý I đạt 38 tỷ đồng.", ["Doanh số cho vay"]),
    ("Hội viên phát triển mới: 145 chị.", ["Hội viên phát triển mới"]),
    ("Phường Tân An: 4 người.", ["người"]),
    ("Trao 620 suất quà, tổng trị giá 310 triệu đồng.", ["suất quà", "suất quà"]),
    ("Tổng giá trị sản xuất (giá so sánh 2010) ước 1.842 tỷ đồng.", ["Tổng giá trị sản xuất"]),
    ("Thắp sáng 9 tuyến “Đường quê sáng”.", ["tuyến “Đường quê sáng”"]),
    ("Cho 327 chị vay vốn.", ["chị"]),
    ("Có 11 trường hợp bị xử lý.", ["trường hợp bị xử lý"]),
    ("Hòa giải thành: 45.", ["Hòa giải thành"]),
    ("Dân quân có 1.846 đồng chí, chiếm 1,9% dân số.", ["Dân quân", "Dân quân"]),
    ("Mở 5 lớp bồi dưỡng lý luận cho đảng viên mới.", ["lớp bồi dưỡng lý luận"]),
    ("Có 36/42 chi bộ hoàn thành tốt nhiệm vụ.", ["chi bộ hoàn thành tốt nhiệm vụ"]),
    ("Có 42 người được đề cử.", ["người được đề cử"]),
    ("Có 14 xã đạt chuẩn nông thôn mới, chiếm 77,8%.", ["xã đạt chuẩn nông thôn mới"] * 2),
    ("Giải ngân 45,6 tỷ đồng vốn đầu tư công, đạt 62,3% kế hoạch.", ["vốn đầu tư công", "kế hoạch"]),
    ("Chi 9,8 triệu đồng thưởng cho 61 cháu.", ["thưởng", "cháu"]),
    ("Các mạnh thường quân ủng hộ 2,3 tỷ đồng.", ["ủng hộ"]),
    ("Nợ quá hạn 125 triệu đồng, chiếm 0,15% tổng dư nợ.", ["Nợ quá hạn", "Nợ quá hạn"]),
    ("Hộ khá, giàu đạt 75%.", ["Hộ khá, giàu"]),
    ("- Cán bộ, giáo viên, nhân viên: 78", ["Cán bộ, giáo viên, nhân viên"]),
    ("Thu phí, lệ phí đạt 1,2 tỷ đồng.", ["Thu phí, lệ phí"]),
    ("Đàn trâu có 3.450 con, đàn bò 5.210 con.", ["trâu", "bò"]),
    ("Tiếp nhận mới: 386 hồ sơ.", ["hồ sơ"]),
    ("Tỷ lệ lao động qua đào tạo đạt 68%.", ["lao động qua đào tạo"]),
    ("Trao 250 túi quà loại 300.000 đồng.", ["túi quà", "túi quà"]),
    ("Vận động Quỹ “Đền ơn đáp nghĩa” được 350 triệu đồng.", ["Quỹ “Đền ơn đáp nghĩa”"]),
    ("Nâng tổng số hội viên lên 788 người.", ["hội viên"]),
    ("Tổng số tiền vận động được là 1,25 tỷ đồng.", ["số tiền vận động"]),
    ("Ngừng việc tập thể xảy ra 6 cuộc, giảm 2.", ["Ngừng việc tập thể", "Ngừng việc tập thể"]),
    ("- Sốt rét: mắc mới 6 ca.", ["Sốt rét"]),
    ("Nhận 88 đơn, đã trả lời 81.", ["đơn", "đơn"]),
    ("Kỷ luật 12 đảng viên (cùng kỳ 10).", ["đảng viên", "đảng viên"]),
    ("Quy hoạch 64 đồng chí, dưới 40 tuổi 19.", ["đồng chí", "dưới 40 tuổi"]),
    ("Ngân sách xã hỗ trợ 50 triệu đồng.", ["Ngân sách xã"]),
    ("Quỹ Vì người nghèo cấp huyện vận động được 850 triệu đồng.", ["Quỹ Vì người nghèo cấp huyện"]),
    ("Quỹ “Nghĩa tình đồng đội”: 150 triệu đồng.", ["Quỹ “Nghĩa tình đồng đội”"]),
    ("Phạt 35 cơ sở với 186 triệu đồng.", ["cơ sở", "Phạt"]),
    ("Góp 450 ngày công và 320 triệu đồng.", ["ngày công", "Góp"]),
    ("Thu ngân sách 9 tháng năm 2018 ước 11,7 tỷ đồng.", ["Thu ngân sách"]),
    ("Bầu 15 đồng chí vào Ban Chấp hành, trong đó 5 là nữ.", ["đồng chí", "nữ"]),
    ("Kết nạp 18 đảng viên (chỉ tiêu Thành ủy giao 20).", ["đảng viên", "đảng viên"]),
    ("Xã An Sơn có 5 vụ cháy, xã Bình Sơn 3.", ["vụ cháy", "vụ cháy"]),
    ("Có 8 cán bộ lãnh đạo, quản lý được luân chuyển.", ["cán bộ lãnh đạo, quản lý"]),
    ("Tỷ lệ suy dinh dưỡng thể nhẹ cân ở trẻ dưới 5 tuổi còn 9,8%.", ["suy dinh dưỡng thể nhẹ cân"]),
    ("Thành phố phát hiện sai phạm 2,3 tỷ đồng.", ["sai phạm"]),
    ("Vận động học sinh ra lớp đạt 99,5%.", ["học sinh ra lớp"]),
    ("Trồng mới 615 ha, đạt 102% kế hoạch.", ["Trồng mới", "kế hoạch"]),
    ("Tỷ lệ công đoàn cơ sở xếp loại vững mạnh hằng năm đạt 85%.", ["công đoàn cơ sở xếp loại vững mạnh"]),
]


@pytest.mark.parametrize(("text", "items"), ITEMS, ids=slug)
def test_items(text: str, items: list[str | None]) -> None:
    report = report_of(YEAR_2018 + text)
    assert [figure.item.text if figure.item else None for figure in report.figures] == items
