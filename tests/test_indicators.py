"""Which indicator a figure gets where the noun alone does not say."""

import pytest

from support import report_of, slug

TABLE = "Loại đơn | Tiếp nhận | Đã giải quyết\nKhiếu nại | 21 | 9\nTố cáo | 8 | 3"

# A text, and the indicator of each of its figures.
INDICATORS = [
    ("Các tổ thụ lý 928 vụ việc, hòa giải thành 792.", ["petitions", "petitions"]),
    ("Tòa thụ lý 602 vụ; đã giải quyết 553.", ["petitions", "petitions"]),
    ("Mang về 7 giải.", ["commendations"]),
    ("1. Kết nạp đảng viên\nTrong quý được 24 đồng chí, hụt 8 so với chỉ tiêu.", ["new_members", "new_members"]),
    ("Công đoàn cơ sở: thành lập mới 8, giải thể 2, hiện có 146 đơn vị.", ["branches"] * 3),
    ("Tiêm chủng cho 45 trẻ; lũy kế 9 tháng 410/500 trẻ.", ["beneficiaries", "beneficiaries"]),
    ("Chuyển đảng chính thức: 12. Xóa tên: 3.", ["members", "members"]),
    ("Bản tin ra đều 6 số, mỗi số 350 cuốn.", ["documents", "documents"]),
    ("Bổ sung quy hoạch 34 lượt cán bộ.", ["personnel"]),
    ("Đầu năm 512 hội viên, cuối năm 538 đồng chí.", ["members", "members"]),
    (TABLE, ["petitions"] * 4),
    ("Tặng quà 12 người già neo đơn.", ["beneficiaries"]),
    ("Ông Nam cho biết xã có 61 hộ nghèo.", ["people"]),
    ("Mở 3 lớp sơ cấp cứu, 90 học viên.", ["training", "participants"]),
    ("Chủ tiệm vàng bị phạt 90 triệu đồng.", ["economy"]),
    ("Mức thưởng Tết bình quân 4,6 triệu đồng.", ["economy"]),
    ("Quỹ khuyến học vận động được 4,6 triệu đồng.", ["funding"]),
    ("Thu ngân sách 5,8 tỷ đồng, đạt 82% dự toán (7,1 tỷ đồng).", ["economy", "rate", "economy"]),
    ("Thu ngân sách 14 tỷ đồng; vận động quỹ 120 triệu đồng.", ["economy", "funding"]),
    ("Đại hội bầu 21 ủy viên; 8 tập thể, 14 cá nhân được tặng bằng khen.", ["personnel", *["commendations"] * 2]),
    ("Kiểm tra 5 đơn vị, 2 cán bộ bị kỷ luật.", ["inspections", "incidents"]),
    ("Tuyển mới 742 học sinh.", ["people"]),
    ("Tuyển dụng 42 giáo viên.", ["personnel"]),
    ("Cả hạt có 24 biên chế.", ["people"]),
    ("Giảm 24 biên chế.", ["personnel"]),
    ("Chia ra: có điều kiện thi hành 1.120 việc.", ["petitions"]),
    ("Thu giữ 40 bao thuốc lá.", ["other"]),
    ("Đối chiếu 55 hộ vay.", ["inspections"]),
    ("Có 412 trường, 6.540 lớp với 198.700 học sinh.", ["entities", "entities", "people"]),
    ("Mở 12 lớp dạy bơi cho 234 học sinh.", ["training", "participants"]),
    ("Tuyển sinh đào tạo nghề cho 8.900 người.", ["people"]),
    ("Nguồn cải cách tiền lương còn dư 34 tỷ đồng.", ["funding"]),
    ("Thu bổ sung từ ngân sách cấp trên đạt 123 tỷ đồng.", ["economy"]),
    ("Giá trúng thầu 123 tỷ đồng; giá lúa 6.800 đồng/kg.", ["funding", "economy"]),
    ("Thu tiền cấp quyền khai thác khoáng sản 34,5 tỷ đồng.", ["economy"]),
    ("Chi trả bồi thường 156 tỷ đồng cho 324 hộ.", ["funding", "beneficiaries"]),
    ("Miễn giảm học phí cho 2.345 học sinh với số tiền 1,2 tỷ đồng.", ["beneficiaries", "funding"]),
    ("Chi trả dịch vụ môi trường rừng cho 3.456 chủ rừng.", ["beneficiaries"]),
    ("Đưa 1.234 lao động đi làm việc ở nước ngoài.", ["beneficiaries"]),
    ("Phát triển mới 1.234 người tham gia BHXH tự nguyện.", ["beneficiaries"]),
    ("Huy động 1.234 người và 56 phương tiện tham gia chữa cháy rừng.", ["participants", "other"]),
    ("Thả nuôi 123 triệu con giống.", ["other"]),
    ("Tước 234 giấy phép lái xe.", ["incidents"]),
    ("Đài phát sóng 234 chương trình, 56 phóng sự.", ["documents", "documents"]),
    ("Thi công 35 tuyến đường dài 42,6 km.", ["construction", "construction"]),
    ("Nghiên cứu khoa học có 61 đề tài.", ["entities"]),
]  # fmt: skip

# The same for bodies of the Party, unions, courts and the police.
OF_PARTY_AND_UNIONS = [
    ("Thành lập 04 đoàn kiểm tra, giám sát đối với 16 tổ chức đảng.", ["inspections"] * 2),
    ("Xếp loại: HTXSNV 09 TCĐ, HTTNV 32 TCĐ.", ["branches"] * 2),
    ("Giới thiệu 312 đoàn viên ưu tú cho Đảng, trong đó 126 đ/c được kết nạp.", ["personnel", "new_members"]),
    ("Giới thiệu 38 đảng viên chuyển đi.", ["members"]),
    ("Có 1.234 NCT tham gia cấp ủy, chính quyền.", ["personnel"]),
    ("Giảm 65 người HĐKCT.", ["personnel"]),
    ("Giải quyết khiếu nại kỷ luật đảng 2 trường hợp.", ["petitions"]),
    ("Tư vấn pháp luật 312 vụ việc cho 350 lượt người.", ["petitions", "beneficiaries"]),
    ("Luật sư bào chữa 45 vụ án hình sự.", ["petitions"]),
    ("TAND huyện thụ lý 456 vụ án các loại.", ["petitions"]),
    ("Xảy ra 2 cuộc ngừng việc tập thể với 430 công nhân tham gia.", ["incidents", "participants"]),
    ("Phát hiện 45 trường hợp bổ nhiệm thần tốc.", ["incidents"]),
    ("Vận động 234 hộ ký cam kết không vi phạm.", ["people"]),
    ("Tuyên truyền trên hệ thống loa 345 lượt.", ["documents"]),
    ("Tập huấn sơ cấp cứu cho 234 hội viên.", ["participants"]),
    ("Hỗ trợ 25 HTX.", ["beneficiaries"]),
    ("Hỗ trợ thành lập 25 HTX.", ["models"]),
    ("- Trang fanpage có 340 lượt thích, đăng 45 tin, bài.", ["other", "documents"]),
]  # fmt: skip


ALL = [*INDICATORS, *OF_PARTY_AND_UNIONS]


@pytest.mark.parametrize(("text", "indicators"), ALL, ids=[slug(text) for text, _ in ALL])
def test_indicator(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in report_of(text).figures] == indicators
