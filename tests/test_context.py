"""Status and change of a figure: what is planned, what held before, what grew."""

import pytest

from support import YEAR_2018, plain, report_of, slug

# A text, and for each figure its value, status and change.
STATUS = [
    ("Tỷ lệ giải quyết đạt 72% (yêu cầu 80%).", [("72", "actual", None), ("80", "target", None)]),
    ("Kết nạp 46 đảng viên (giao 90).", [("46", "actual", None), ("90", "target", None)]),
    ("Thành lập CĐCS (KH: 6.000 đoàn viên, 15 CĐCS).", [("6000", "target", None), ("15", "target", None)]),
    ("Chỉ tiêu tỉnh giao 1.500 lao động, thực hiện 1.620 lao động.",
              [("1500", "target", None), ("1620", "actual", None)]),
    ("Kế hoạch năm 2019: kết nạp 30 đảng viên, mở 5 lớp bồi dưỡng.", [("30", "target", None), ("5", "target", None)]),
    ("Huyện giao 165/165 thanh niên nhập ngũ.", [("165", "actual", None)]),
    ("Tuyển 45/60 chỉ tiêu; tinh giản 12 biên chế.", [("45", "actual", None), ("12", "actual", None)]),
    ("Phấn đấu 70% số xã đạt chuẩn (năm 2017 là 45%).", [("70", "target", None), ("45", "prior", None)]),
    ("Có 120 đơn, giảm 12% so với cùng kỳ (136 đơn).",
              [("120", "actual", None), ("12", "actual", "down"), ("136", "prior", None)]),
    ("Kết nạp 12 đảng viên.", [("12", "actual", None)]),
    ("Đã kết nạp được 12 đảng viên.", [("12", "actual", None)]),
    ("Phấn đấu kết nạp 12 đảng viên.", [("12", "target", None)]),
    ("Mục tiêu đến năm 2025 kết nạp 12 đảng viên.", [("12", "target", None)]),
    ("Kế hoạch năm 2020 mở 3 lớp bồi dưỡng.", [("3", "target", None)]),
    ("Dự kiến mở 3 lớp bồi dưỡng.", [("3", "target", None)]),
    ("Chỉ tiêu giao là 12 đảng viên.", [("12", "target", None)]),
    ("Đề nghị cấp thêm 500 triệu đồng trong năm tới.",
              [("500000000", "target", None)]),
    ("Đề nghị cấp 500 triệu đồng.", [("500000000", "target", None)]),
    ("Kết nạp 11 đồng chí/KH năm 14 đồng chí.", [("11", "actual", None), ("14", "target", None)]),
    ("Kết nạp 11 đồng chí (kế hoạch năm 14 đồng chí).", [("11", "actual", None), ("14", "target", None)]),
    ("Qua kiểm tra, kiến nghị thu hồi 12 triệu đồng.", [("12000000", "actual", None)]),
    ("Phấn đấu kết nạp 12 đảng viên. Đã mở 3 lớp bồi dưỡng.", [("12", "target", None), ("3", "actual", None)]),
    ("Xảy ra 12 vụ (cùng kỳ năm trước 15 vụ).", [("12", "actual", None), ("15", "prior", None)]),
    ("Xảy ra 12 vụ, cùng kỳ 15 vụ.", [("12", "actual", None), ("15", "prior", None)]),
    ("Năm 2017 kết nạp 9 đảng viên, năm 2018 kết nạp 12 đảng viên.", [("9", "prior", None), ("12", "actual", None)]),
    ("Năm ngoái kết nạp 9 đảng viên.", [("9", "prior", None)]),
    (
        "I. KẾT QUẢ\nKết nạp 12 đảng viên.\nII. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2019\n- Kết nạp 15 đảng viên.",
        [("12", "actual", None), ("15", "target", None)],
    ),
    ("Năm 2019, phấn đấu kết nạp từ 12 đến 15 đảng viên.", [("12", "target", None)]),
    ("I. KẾT QUẢ\n2. Nhiệm vụ chuyên môn\n- Mở 3 lớp tập huấn.", [("3", "actual", None)]),
    ("Năm 2019, phấn đấu mở 12 lớp. Dịp này, 3 tập thể nhận bằng khen.",
     [("12", "target", None), ("3", "actual", None)]),
    ("Tiếp nhận 12 hồ sơ (kế hoạch: 9).", [("12", "actual", None), ("9", "target", None)]),
    ("Theo dự kiến, TP sẽ bầu 95 đại biểu HĐND. Gồm 60 đại biểu tái cử và 35 người ứng cử lần đầu.",
              [("95", "target", None), ("60", "target", None), ("35", "target", None)]),
    ("Hội nghị hiệp thương đã thống nhất danh sách 92 người ứng cử để bầu 55 đại biểu HĐND tỉnh.",
              [("92", "actual", None), ("55", "target", None)]),
    ("Đại hội sẽ bầu 61 ủy viên Ban Chấp hành nhiệm kỳ mới.",
              [("61", "target", None)]),
    ("Quận 3 muốn giữ lại 100% tiền phạt.",
              [("100", "target", None)]),
    ("Chỉ thị nêu rõ số mâm cỗ không quá 50.",
              [("50", "target", None)]),
    ("Bộ Tài chính đề xuất mức phí 5.000 đồng/lượt.",
              [("5000", "target", None)]),
    ("Tăng trưởng đạt 7,2%, hoàn thành chỉ tiêu đề ra, thu ngân sách vượt 12% dự toán.",
              [("7.2", "actual", "up"), ("12", "actual", "up")]),
    ("Thanh tra kiến nghị thu hồi 12 tỉ đồng, đề nghị cấp có thẩm quyền xử lý 5 cán bộ.",
              [("12000000000", "actual", None), ("5", "actual", None)]),
    ("Khu dân cư rộng 20 ha sẽ được xây dựng tại xã Tân Phú.",
              [("20", "target", None)]),
    ("Hành vi này sẽ bị phạt từ 10 đến 20 triệu đồng.",
              [("10000000", "actual", None)]),
    ("Số tiền đề xuất là 7.994 tỉ đồng.",
              [("7994000000000", "target", None)]),
    ("TP kiến nghị Trung ương cho giữ lại 23% nguồn thu.",
              [("23", "target", None)]),
    ("TP dự kiến chi 50 tỉ đồng mua 100 xe buýt mới.",
              [("50000000000", "target", None), ("100", "target", None)]),
    ("Theo kế hoạch, Sở sẽ cắt giảm 20 phòng. Trong đó có 5 phòng thuộc chi cục.",
              [("20", "target", "down"), ("5", "target", None)]),
    ("Nghị định quy định mỗi xã được bố trí tối đa 2 phó chủ tịch.",
              [("2", "target", None)]),
    ("Bộ Nội vụ đề xuất giảm 10% biên chế.",
              [("10", "target", "down")]),
    ("Chủ tịch tỉnh yêu cầu hoàn thành 30 km đường trước Tết.",
              [("30", "target", None)]),
    ("Phó chủ tịch cho rằng cần bổ sung 200 giáo viên.",
              [("200", "target", None)]),
    ("Ông đề nghị bố trí thêm 3 tỉ đồng sửa cầu.",
              [("3000000000", "target", None)]),
    ("Thanh tra kiến nghị kiểm điểm 7 tập thể, 15 cá nhân.",
              [("7", "actual", None), ("15", "actual", None)]),
    ("Dự thảo quy định mức phạt tối đa 100 triệu đồng.",
              [("100000000", "target", None)]),
    ("Theo phương án, toàn tỉnh sẽ sáp nhập 24 xã thành 11 xã.",
              [("24", "target", None), ("11", "target", None)]),
    ("Dự kiến đến cuối năm, tỉnh hoàn thành 1.200 căn nhà.",
              [("1200", "target", None)]),
    ("Mục tiêu của huyện là giảm 3% hộ nghèo, nhưng chỉ giảm được 1,8%.",
              [("3", "target", "down"), ("1.8", "actual", "down")]),
]  # fmt: skip

CHANGE = [
    ("Số vụ cháy nhích lên 4 vụ so với cùng kỳ.", [("4", "actual", "up")]),
    (
        "Toàn ngành có 56 sáng kiến, nhiều hơn năm 2017 là 11 sáng kiến.",
        [("56", "actual", None), ("11", "actual", "up")],
    ),
    ("Có 23 câu lạc bộ, thêm 4 câu lạc bộ so với đầu năm.", [("23", "actual", None), ("4", "actual", "up")]),
    ("Phấn đấu giảm tỷ lệ hộ nghèo từ 1 - 1,5%.", [("1", "target", "down")]),
    ("Phấn đấu tăng tỷ lệ che phủ rừng đạt 45%.", [("45", "target", None)]),
    ("Sản lượng vượt 40.000 tấn.", [("40000", "actual", None)]),
    ("Không để phát sinh quá 5 vụ khiếu kiện.", [("5", "target", None)]),
    ("Công nghiệp tăng 15%, dịch vụ 10%.", [("15", "actual", "up"), ("10", "actual", "up")]),
    ("Kết nạp 12 đảng viên, tăng 3 đảng viên so với năm 2017.", [("12", "actual", None), ("3", "actual", "up")]),
    ("Xảy ra 12 vụ, giảm 3 vụ so với cùng kỳ.", [("12", "actual", None), ("3", "actual", "down")]),
    ("Xảy ra 12 vụ, tăng 12% so với cùng kỳ.", [("12", "actual", None), ("12", "actual", "up")]),
    ("Thu ngân sách 12 tỷ đồng, tăng 15,5%.", [("12000000000", "actual", None), ("15.5", "actual", "up")]),
    ("Thu ngân sách giảm 5%.", [("5", "actual", "down")]),
    ("Thu ngân sách 12 tỷ đồng, vượt 25% kế hoạch.", [("12000000000", "actual", None), ("25", "actual", "up")]),
    ("Thu ngân sách 12 tỷ đồng, đạt 125% kế hoạch.", [("12000000000", "actual", None), ("125", "actual", None)]),
    ("Tỷ lệ hộ nghèo giảm 1,2 điểm phần trăm.", [("1.2", "actual", "down")]),
    ("Số vụ cháy giảm từ 8 vụ xuống 6 vụ.", [("8", "prior", None), ("6", "actual", None)]),
    ("Số đảng viên tăng từ 80 lên 95.", [("80", "prior", None), ("95", "actual", None)]),
    ("Tỷ lệ hộ nghèo giảm từ 6,5% xuống còn 4%.", [("6.5", "prior", None), ("4", "actual", None)]),
    ("Số đảng viên tăng lên 95 đồng chí.", [("95", "actual", None)]),
    ("Tỷ lệ hộ nghèo giảm còn 4%.", [("4", "actual", None)]),
    ("Tăng cường kiểm tra 12 tổ chức đảng.", [("12", "actual", None)]),
    ("Quỹ giảm nghèo 12 tỷ đồng.", [("12000000000", "actual", None)]),
    ("Phấn đấu giảm 3% hộ nghèo.", [("3", "target", "down")]),
]


@pytest.mark.parametrize(("text", "expected"), [*STATUS, *CHANGE], ids=slug)
def test_status_and_change(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    figures = report_of(YEAR_2018 + text).figures
    assert [(plain(figure.value), figure.status, figure.change) for figure in figures] == expected


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("Thu ngân sách vượt 25% kế hoạch.", "="),
        ("Thu ngân sách tăng hơn 25%.", ">"),
        ("Thu ngân sách tăng gần 25%.", "<"),
        ("Thu ngân sách tăng khoảng 25%.", "~"),
        ("Thu ngân sách tăng 25%.", "="),
    ],
    ids=slug,
)
def test_the_modifier_of_a_change(text: str, modifier: str) -> None:
    (figure,) = report_of(text).figures
    assert (figure.change, figure.modifier) == ("up", modifier)


# A text, and the indicator of each figure.
INDICATORS = [
    ("Cử 12 cán bộ đi học cao cấp lý luận chính trị.", ["participants"]),
    ("Hội thao chào mừng 30/4 và 1/5 có 14 đội.", ["participants"]),
    ("Có 5 xã đạt từ 13 tiêu chí trở lên.", ["entities"]),
    ("Năm 2021, Hội đặt chỉ tiêu kết nạp từ 350 hội viên trở lên.", ["new_members"]),
    ("Dịch xảy ra tại 3 hộ, tiêu hủy 140 con lợn.", ["incidents", "incidents"]),
    ("Sinh hoạt tại 9 chi hội, 41 tổ.", ["branches", "branches"]),
    ("Kết nạp 12 đảng viên.", ["new_members"]),
    ("Hội viên mới: 45.", ["new_members"]),
    ("Số đảng viên kết nạp là 12 đồng chí.", ["new_members"]),
    ("Đảng bộ có 210 đảng viên.", ["members"]),
    ("Đảng bộ có 12 chi bộ.", ["branches"]),
    ("Mở 5 lớp bồi dưỡng cho 240 học viên.", ["training", "participants"]),
    ("Tổ chức 12 hội nghị với 1.200 người tham dự.", ["meetings", "participants"]),
    ("Vận động được 1,5 tỷ đồng.", ["funding"]),
    ("Thu ngân sách 12 tỷ đồng.", ["economy"]),
    ("Khen thưởng 12 tập thể, 30 cá nhân.", ["commendations", "commendations"]),
    ("Kiểm tra 12 tổ chức đảng.", ["inspections"]),
    ("Bổ nhiệm 3 cán bộ.", ["personnel"]),
    ("Xảy ra 12 vụ cháy.", ["incidents"]),
    ("Kỷ luật 12 đảng viên: khiển trách 10, cảnh cáo 02.", ["incidents", "incidents", "incidents"]),
    ("Hỗ trợ 12 hộ nghèo vay vốn.", ["beneficiaries"]),
    ("Tặng 300 suất quà.", ["gifts"]),
    ("Xây dựng 12 căn nhà tình thương.", ["construction"]),
    ("Ban hành 12 kế hoạch.", ["documents"]),
    ("Tiếp nhận 12 đơn khiếu nại.", ["petitions"]),
    ("Thành lập 3 câu lạc bộ.", ["models"]),
    ("Toàn xã có 4.325 hộ.", ["people"]),
    ("Toàn tỉnh có 204 xã.", ["entities"]),
    ("Tỷ lệ hộ nghèo còn 4%.", ["rate"]),
    ("Trồng mới 310 ha rừng.", ["quantity"]),
    ("Kết nạp 12 đảng viên. Mở 3 lớp bồi dưỡng.", ["new_members", "training"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "indicators"), INDICATORS, ids=slug)
def test_indicators(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in report_of(text).figures] == indicators
