"""Which time governs a figure, and in what sense it holds, in reports and articles as they are written."""

import pytest

from support import period_of, plain, report_of, slug

YEAR = "BÁO CÁO\nKết quả công tác năm 2023\n\n"
HALF = "BÁO CÁO\nKết quả công tác 6 tháng đầu năm 2022\n\n"
MONTH = "BÁO CÁO\nTình hình kinh tế - xã hội tháng 10 năm 2020\n\n"
TERM = "BÁO CÁO\nKết quả công tác nhiệm kỳ 2015 - 2020\n\n"
CONGRESS = "BÁO CÁO CHÍNH TRỊ\ntrình Đại hội đại biểu Đảng bộ phường lần thứ X, nhiệm kỳ 2020 - 2025\n\n"
STORY = "Huyện hỗ trợ dân dựng lại nhà\nNgười dân mong chờ đã lâu.\n"

# A text, and for each of its figures the value, the status and the period (years and days as in the gold corpus).
CASES = [
    # What is compared with.
    (
        MONTH + "Lũy kế từ đầu năm khởi công 31 công trình, cùng kỳ năm trước là 27 công trình.",
        ["31 actual 2020-01-01/2020-10-31", "27 prior 2019-01-01/2019-10-31"],
    ),
    (
        YEAR + "Trong năm, xảy ra 42 vụ cháy, giảm 6 vụ so với cùng kỳ (tương ứng 12,5%).",
        ["42 actual 2023", "6 actual 2023", "12.5 actual 2023"],
    ),
    (YEAR + "Toàn tỉnh có 167 trang trại (số liệu năm 2021).", ["167 actual 2021"]),
    (YEAR + "Năm 2021, xã xây thêm 9 gian hàng. Chợ họp cả tuần.", ["9 actual 2021"]),
    (YEAR + "Kết nạp 38 đảng viên; năm 2022 chỉ được 31 đảng viên.", ["38 actual 2023", "31 prior 2022"]),
    (TERM + "Năm 2015 có 180 hộ nghèo, đến năm 2020 còn 42 hộ nghèo.", ["180 prior 2015", "42 actual 2020"]),
    (TERM + "Năm 2015 xây 18 căn nhà, năm 2018 xây 42 căn nhà.", ["18 actual 2015", "42 actual 2018"]),
    (TERM + "Hội viên ở nhà tạm từ 537 người nay còn 41 người.", ["537 prior 2015", "41 actual 2015/2020"]),
    (
        TERM + "Vận động 12 tỷ đồng, cao hơn nhiệm kỳ trước (8 tỷ đồng).",
        ["12000000000 actual 2015/2020", "8000000000 prior 2010/2015"],
    ),
    (
        TERM + "Đầu nhiệm kỳ có 14 chi bộ, cuối nhiệm kỳ có 16 chi bộ.",
        ["14 prior 2015", "16 actual 2015/2020"],
    ),
    # What is planned.
    (HALF + "Thu phí đạt 72% (chỉ tiêu 80%).", ["72 actual 2022-01-01/2022-06-30", "80 target 2022"]),
    (
        MONTH + "Lũy kế giải quyết việc làm cho 213 lao động, đạt 89% kế hoạch (240 lao động).",
        ["213 actual 2020-01-01/2020-10-31", "89 actual 2020-01-01/2020-10-31", "240 target 2020"],
    ),
    (
        HALF + "Đạt 1.250 tỷ đồng, bằng 48% kế hoạch năm (2.600 tỷ đồng).",
        ["1250000000000 actual 2022-01-01/2022-06-30", "48 actual 2022-01-01/2022-06-30", "2600000000000 target 2022"],
    ),
    (YEAR + "Chỉ tiêu năm 2023 là 40 đảng viên, thực hiện 38 đảng viên.", ["40 target 2023", "38 actual 2023"]),
    (YEAR + "Đến năm 2025, có 100% xã đạt chuẩn nông thôn mới.", ["100 target 2025"]),
    (TERM + "Phấn đấu đến năm 2025 không còn nhà tạm, mỗi năm giúp 12 hộ thoát nghèo.", ["12 target 2020/2025"]),
    # Asides, and what they do not govern.
    (
        TERM + "Lập mới 26 hợp tác xã, riêng năm 2019 làm 84 căn nhà; 47 trường đạt chuẩn.",
        ["26 actual 2015/2020", "84 actual 2019", "47 actual 2015/2020"],
    ),
    (
        HALF + "- Thu gom đạt 92% (chỉ tiêu 2022: 95%), nông thôn 61%. Rác phát sinh 64 tấn.",
        [
            "92 actual 2022-01-01/2022-06-30",
            "95 target 2022",
            "61 actual 2022-01-01/2022-06-30",
            "64 actual 2022-01-01/2022-06-30",
        ],
    ),
    (YEAR + "Thành lập năm 2015, câu lạc bộ có 32 thành viên.", ["32 actual 2023"]),
    (
        YEAR + "Phát hiện 2 vụ với 5 đối tượng đốt pháo xảy ra ngày 22/1.",
        ["2 actual 2023-01-22", "5 actual 2023-01-22"],
    ),
    (
        YEAR + "Từ năm 2021 đến nay, dân góp 900 triệu đồng.\nNhờ vậy, 8 km đường được mở rộng.",
        ["900000000 actual 2021/2023", "8 actual 2021/2023"],
    ),
    # What a text reports on.
    (
        CONGRESS + "I. KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT NHIỆM KỲ 2015 - 2020\nKết nạp 98 đảng viên. Năm 2015 có 12 chi bộ.",
        ["98 actual 2015/2020", "12 actual 2015"],
    ),
    (
        CONGRESS + "Trong 5 năm qua, phường kết nạp 98 đảng viên. Năm 2019 trồng 40 ha rừng.",
        ["98 actual 2015/2020", "40 actual 2019"],
    ),
    (
        (
            "Xã An Sơn về đích\n20/11/2019\nSau 9 năm thực hiện chương trình, xã đạt 19 tiêu chí.\n"
            "Năm 2011, xã mới đạt 6 tiêu chí. Đến nay, xã có 12 mô hình."
        ),
        ["19 actual 2011/2019", "6 prior 2011", "12 actual 2011/2019"],
    ),
    (
        (
            "Xã An Sơn vui Tết\n19/01/2023\nDịp Tết Quý Mão năm 2023, xã trao 145 suất quà.\n"
            "Năm qua, xã hỗ trợ 300 triệu đồng."
        ),
        ["145 actual 2023", "300000000 actual 2022"],
    ),
    # Articles.
    (
        STORY
        + "Ngày 27/6/2017, huyện ra quyết định hỗ trợ 3 hộ dân.\nCác hộ này được nhận 90 triệu đồng.\n"
        + "Cụ thể, ông An nhận 40 triệu đồng.\nBà Bình nhận 50 triệu đồng.",
        [
            "3 actual 2017-06-27",
            "90000000 actual 2017-06-27",
            "40000000 actual 2017-06-27",
            "50000000 actual 2017-06-27",
        ],
    ),
    (
        "Sân bay Phan Sơn sẽ hoàn thành vào năm 2018\n\nDự án đang giải phóng mặt bằng.\n\nDự án rộng 542 ha.",
        ["542 actual -"],
    ),
]


def days(period: str) -> str | None:
    """`2020/2025` as its days."""
    if period == "-":
        return None
    start, _, end = period.partition("/")
    end = end or start
    return f"{start if '-' in start else start + '-01-01'}/{end if '-' in end else end + '-12-31'}"


@pytest.mark.parametrize(
    ("text", "expected"), CASES, ids=[f"{i}_{slug(text[-60:])}" for i, (text, _) in enumerate(CASES)]
)
def test_time_and_sense(text: str, expected: list[str]) -> None:
    figures = [(plain(f.value), f.status, period_of(f)) for f in report_of(text).figures]
    wanted = [(value, status, days(period)) for value, status, period in (row.split() for row in expected)]
    assert figures == wanted
