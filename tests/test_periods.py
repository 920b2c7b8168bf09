"""When a figure holds: the period that its words, its heading or the report gives it."""

import pytest

from support import YEAR_2018, figure_of, period_of, report_of, slug

NEWS = "Cập nhật: 15/8/2018\n\nHuyện ủy Ba Vì họp bàn công tác xây dựng Đảng\n\n"
HALF_YEAR = "BÁO CÁO\nCông tác 6 tháng đầu năm 2018\n"

# A text with one figure of 12, and the period of that figure.
REPORTS = [
    ("BÁO CÁO\nCông tác năm 2018\nKết nạp 12 đảng viên.", "2018-01-01/2018-12-31"),
    ("BÁO CÁO\nCông tác tháng 9 năm 2018\nKết nạp 12 đảng viên.", "2018-09-01/2018-09-30"),
    ("BÁO CÁO\nCông tác tháng 02/2020\nKết nạp 12 đảng viên.", "2020-02-01/2020-02-29"),
    ("BÁO CÁO\nCông tác quý IV năm 2018\nKết nạp 12 đảng viên.", "2018-10-01/2018-12-31"),
    ("BÁO CÁO\nCông tác quý I-2015\nKết nạp 12 đảng viên.", "2015-01-01/2015-03-31"),
    ("BÁO CÁO\nCông tác quý I/2015\nKết nạp 12 đảng viên.", "2015-01-01/2015-03-31"),
    ("BÁO CÁO\nCông tác 6 tháng đầu năm 2018\nKết nạp 12 đảng viên.", "2018-01-01/2018-06-30"),
    ("BÁO CÁO\nCông tác 6 tháng cuối năm 2018\nKết nạp 12 đảng viên.", "2018-07-01/2018-12-31"),
    ("BÁO CÁO\nCông tác 9 tháng năm 2018\nKết nạp 12 đảng viên.", "2018-01-01/2018-09-30"),
    ("BÁO CÁO\nCông tác 9 tháng đầu năm 2018\nKết nạp 12 đảng viên.", "2018-01-01/2018-09-30"),
    ("BÁO CÁO\nKết quả nhiệm kỳ 2015 - 2020\nKết nạp 12 đảng viên.", "2015-01-01/2020-12-31"),
    (HALF_YEAR + "Từ nay đến cuối năm, phấn đấu kết nạp 12 đảng viên.", "2018-07-01/2018-12-31"),
    (HALF_YEAR + "Năm nay, mở 12 lớp bồi dưỡng.", "2018-01-01/2018-12-31"),
    (HALF_YEAR + "Hết quý I, kết nạp 12 đảng viên.", "2018-01-01/2018-03-31"),
    (HALF_YEAR + "Thực hiện Đề án 1956, mở 12 lớp nghề.", "2018-01-01/2018-06-30"),
    (HALF_YEAR + "Đến 30/6, nguồn vốn ổn định. Nợ quá hạn 12 triệu đồng.", "2018-06-30/2018-06-30"),
    (HALF_YEAR + "Tính đến 30/6, giải ngân 12 triệu đồng.", "2018-01-01/2018-06-30"),
    (HALF_YEAR + "Đề nghị huyện hỗ trợ 12 triệu đồng.", None),
    (HALF_YEAR + "Kết nạp đảng viên theo kế hoạch (chỉ tiêu: 12 đồng chí).", "2018-01-01/2018-12-31"),
    (HALF_YEAR + "II. PHƯƠNG HƯỚNG\n- Kết nạp 12 đảng viên.", "2018-07-01/2018-12-31"),
    (HALF_YEAR + "Ngày 14/6, Hội mở đại hội. Đại hội bầu 12 ủy viên.", "2018-06-14/2018-06-14"),
]

BODY = [
    ("Từ tháng 11 đến ngày 10/2/2018, kết nạp 12 đảng viên.", "2017-11-01/2018-02-10"),
    ("Từ tháng 11/2017 đến ngày 10/2, kết nạp 12 đảng viên.", "2017-11-01/2018-02-10"),
    ("Từ tháng 11 đến tháng 2/2018, kết nạp 12 đảng viên.", "2017-11-01/2018-02-28"),
    ("Từ quý IV đến quý I/2018, kết nạp 12 đảng viên.", "2017-10-01/2018-03-31"),
    ("Từ ngày 15/12/2017 đến tháng 2, kết nạp 12 đảng viên.", "2017-12-15/2018-02-28"),
    ("Từ ngày 15/12/2017 đến ngày 10/2, kết nạp 12 đảng viên.", "2017-12-15/2018-02-10"),
    ("Trong tháng 9, kết nạp 12 đảng viên.", "2018-09-01/2018-09-30"),
    ("Tháng 9/2018, kết nạp 12 đảng viên.", "2018-09-01/2018-09-30"),
    ("Quý III, kết nạp 12 đảng viên.", "2018-07-01/2018-09-30"),
    ("Quý III/2017, kết nạp 12 đảng viên.", "2017-07-01/2017-09-30"),
    ("6 tháng đầu năm, kết nạp 12 đảng viên.", "2018-01-01/2018-06-30"),
    ("Sáu tháng đầu năm, kết nạp 12 đảng viên.", "2018-01-01/2018-06-30"),
    ("9 tháng đầu năm, kết nạp 12 đảng viên.", "2018-01-01/2018-09-30"),
    ("Trong 9 tháng, kết nạp 12 đảng viên.",
              "2018-01-01/2018-09-30"),
    ("Trong ngày 05/3, xảy ra 12 vụ cháy.",
              "2018-03-05/2018-03-05"),
    ("Tính đến ngày 20/12/2018, Đảng bộ có 12 chi bộ.", "2018-12-20/2018-12-20"),
    ("Tính đến ngày 20/12, Đảng bộ có 12 chi bộ.", "2018-12-20/2018-12-20"),
    ("Đến 31/12/2018, Đảng bộ có 12 chi bộ.", "2018-12-31/2018-12-31"),
    ("Trong nhiệm kỳ 2015-2020, kết nạp 12 đảng viên.", "2015-01-01/2020-12-31"),
    ("Nhiệm kỳ 2015 – 2020, kết nạp 12 đảng viên.", "2015-01-01/2020-12-31"),
    ("Giai đoạn 2016 - 2018, kết nạp 12 đảng viên.", "2016-01-01/2018-12-31"),
    ("Năm học 2017-2018, mở 12 lớp bồi dưỡng.", "2017-01-01/2018-12-31"),
    ("Từ tháng 3 đến tháng 5, kết nạp 12 đảng viên.", "2018-03-01/2018-05-31"),
    ("Từ ngày 15/3 đến ngày 20/5, kết nạp 12 đảng viên.", "2018-03-15/2018-05-20"),
    ("Từ ngày 01/01/2018 đến ngày 30/9/2018, kết nạp 12 đảng viên.", "2018-01-01/2018-09-30"),
    ("Từ năm 2016 đến năm 2018, kết nạp 12 đảng viên.", "2016-01-01/2018-12-31"),
    ("Từ năm 2016 đến nay, kết nạp 12 đảng viên.", "2016-01-01/2018-12-31"),
    ("Cùng kỳ năm trước, kết nạp 12 đảng viên.", "2017-01-01/2017-12-31"),
    ("Cùng kỳ năm trước kết nạp 12 đảng viên.", "2017-01-01/2017-12-31"),
    ("Năm 2017, kết nạp 12 đảng viên.", "2017-01-01/2017-12-31"),
    ("Năm ngoái kết nạp 12 đảng viên.", "2017-01-01/2017-12-31"),
    ("Năm ngoái, kết nạp 12 đảng viên.", "2017-01-01/2017-12-31"),
    ("Năm trước, kết nạp 12 đảng viên.", "2017-01-01/2017-12-31"),
    ("Năm 2019, phấn đấu kết nạp 12 đảng viên.", "2019-01-01/2019-12-31"),
    ("Hiện nay, Đảng bộ có 12 chi bộ.", "2018-01-01/2018-12-31"),
    ("Đến nay, Đảng bộ có 12 chi bộ.", "2018-01-01/2018-12-31"),
    ("Kết nạp 12 đảng viên, tăng 3 đảng viên so với năm 2017.", "2018-01-01/2018-12-31"),
    ("I. KẾT QUẢ QUÝ III\n1. Công tác Đảng\nKết nạp 12 đảng viên.", "2018-07-01/2018-09-30"),
    ("I. KẾT QUẢ QUÝ III\n1. Công tác Đảng\nMở 3 lớp.\nII. CÔNG TÁC KHÁC\nKết nạp 12 đảng viên.",
     "2018-01-01/2018-12-31"),
    ("Trong quý II, mở 3 lớp bồi dưỡng. Kết nạp 12 đảng viên.", "2018-04-01/2018-06-30"),
]  # fmt: skip

DATED = [
    ("Trong tháng 7, huyện kết nạp 12 đảng viên.", "2018-07-01/2018-07-31"),
    ("6 tháng đầu năm, huyện kết nạp 12 đảng viên.", "2018-01-01/2018-06-30"),
    ("Quý II, huyện kết nạp 12 đảng viên.", "2018-04-01/2018-06-30"),
    ("Từ đầu năm đến nay, huyện kết nạp 12 đảng viên.", "2018-01-01/2018-08-15"),
]

UNSAID = [
    ("Kết nạp 12 đảng viên.", None),
    ("Đến nay toàn xã có 12 chi bộ.", None),
    ("Trong tháng 9, kết nạp 12 đảng viên.", None),
    ("6 tháng đầu năm, kết nạp 12 đảng viên.", None),
    ("Kết nạp 12 đảng viên, tăng 3 đảng viên so với năm 2017.", None),
    ("Thi vào lớp 10 nghiêm hơn năm 2018\nHà Nội có 12 điểm thi.", None),
    ("Thanh tra xe buýt\nTrong năm 2014, có 28 vụ gian lận.\nHằng năm thành phố chi 12 tỷ đồng.", None),
]  # fmt: skip


NINE_MONTHS = [
    ("Trong quý III, mở 3 lớp. Trong tháng, kết nạp 12 đảng viên.", "2018-09-01/2018-09-30"),
    ("Trong quý, kết nạp 12 đảng viên; so với quý trước tăng 3 đảng viên.", "2018-07-01/2018-09-30"),
    ("Tháng trước kết nạp 12 đảng viên.", "2018-08-01/2018-08-31"),
    ("Tháng trước chuyển sang 12 hồ sơ.", "2018-01-01/2018-09-30"),
    ("Lũy kế từ đầu năm: 12 vụ.", "2018-01-01/2018-09-30"),
    ("Từ ngày 20/8 đến nay, hòa giải 12 vụ.", "2018-08-20/2018-09-30"),
    ("Trồng 45 ha, đạt 90% kế hoạch năm, trong đó có 12 ha tre.", "2018-01-01/2018-09-30"),
    ("Hòa giải 9 vụ, đạt 75% chỉ tiêu năm (12 vụ).", "2018-01-01/2018-12-31"),
    ("Chỉ tiêu năm 2018 là 20 hội viên, đã kết nạp 12 hội viên.", "2018-01-01/2018-09-30"),
    ("Năm 2015 có 7 mô hình, nay đã có 12 mô hình.", "2018-01-01/2018-09-30"),
    ("Đêm 20/6, công an bắt quả tang 12 đối tượng.", "2018-06-20/2018-06-20"),
    ("Sáng 20/7, huyện sơ kết và cho biết đã trao 12 suất quà.", "2018-01-01/2018-09-30"),
]

CAMPAIGNS = [
    ("BÁO CÁO\nKết quả Tháng Thanh niên năm 2018\nTrồng 12 cây xanh.", "2018-03-01/2018-03-31"),
    ("BÁO CÁO\nKết quả Tháng hành động vì trẻ em năm 2018\nTặng 12 suất quà.", "2018-06-01/2018-06-30"),
    ("Huyện tặng quà cho học sinh nghèo\n15/08/2018\nChiều 14/8, huyện tặng 12 quà.", "2018-08-14/2018-08-14"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "period"), NINE_MONTHS, ids=slug)
def test_in_a_report_of_nine_months(text: str, period: str) -> None:
    assert period_of(figure_of("BÁO CÁO\nKết quả công tác 9 tháng năm 2018\n" + text, "12")) == period


# An article of the press: headline, lead, and a body that tells a story.
HEAD = "Nhiều công trình nước sạch bị bỏ hoang\n\nHàng trăm hộ dân thiếu nước sinh hoạt.\n\n"
ARTICLES = [
    (HEAD + "Công trình xây dựng năm 2009 bị bỏ hoang.\nMáy bơm đã hỏng.\nCó 12 hộ dân thiếu nước.", None),
    (HEAD + "Năm 2015, xã được cấp tiền sửa chữa.\nHiện 12 hộ dân thiếu nước.", None),
    (HEAD + "Tháng 3/2014, sở kiểm tra công trình.\nCông trình đã hỏng.\nCó 12 hộ dân thiếu nước.", None),
    (HEAD + "Theo thông báo 1483 năm 2018, 12 hộ dân được bồi thường.", None),
    (HEAD + "Cảnh cáo Đảng ủy xã nhiệm kỳ 2010-2015.\nKhiển trách nhiều người.\nCó 12 hộ dân thiếu nước.", None),
    (
        HEAD + "Theo báo cáo, trong năm 2018 xã sửa nhiều công trình.\nTỉnh khen xã.\nCó 12 hộ dân góp tiền.",
        "2018-01-01/2018-12-31",
    ),
    ("Sở họp báo tổng kết công tác năm 2018\n\nNhiều việc đã làm.\n\nCó 12 hộ dân góp tiền.", "2018-01-01/2018-12-31"),
]


@pytest.mark.parametrize(("text", "period"), [*REPORTS, *CAMPAIGNS, *UNSAID, *ARTICLES], ids=slug)
def test_whole_texts(text: str, period: str | None) -> None:
    assert period_of(figure_of(text, "12")) == period


@pytest.mark.parametrize(("text", "period"), BODY, ids=slug)
def test_in_a_report_of_2018(text: str, period: str) -> None:
    assert period_of(figure_of(YEAR_2018 + text, "12")) == period


@pytest.mark.parametrize(("text", "period"), DATED, ids=slug)
def test_the_year_comes_from_the_date_of_the_news(text: str, period: str) -> None:
    assert period_of(figure_of(NEWS + text, "12")) == period


def test_a_later_section_has_its_own_period() -> None:
    text = f"{HALF_YEAR}I. KẾT QUẢ\nKết nạp 12 đảng viên.\nII. NHIỆM VỤ 6 THÁNG CUỐI NĂM 2018\nKết nạp 30 đảng viên."
    assert period_of(figure_of(text, "12")) == "2018-01-01/2018-06-30"
    assert period_of(figure_of(text, "30")) == "2018-07-01/2018-12-31"


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        (f"{YEAR_2018}Kết nạp 12 đảng viên.", "2018-01-01", "2018-12-31", "năm 2018"),
        (f"{HALF_YEAR}Kết nạp 12 đảng viên.", "2018-01-01", "2018-06-30", "6 tháng đầu năm 2018"),
        ("BÁO CÁO\nCông tác quý III/2020\nKết nạp 12 đảng viên.", "2020-07-01", "2020-09-30", "quý III/2020"),
    ],
    ids=slug,
)
def test_the_main_period_of_the_report(text: str, start: str, end: str, words: str) -> None:
    period = report_of(text).period
    assert period is not None
    assert (period.start, period.end, period.text) == (start, end, words)


@pytest.mark.parametrize("text", ["Kết nạp 12 đảng viên.", "Ngày 31/02/2018, kết nạp 12 đảng viên."], ids=slug)
def test_no_main_period_where_the_text_gives_none(text: str) -> None:
    assert report_of(text).period is None


HEADER = """ĐẢNG BỘ TỈNH SƠN LA            ĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH
Số: 125-BC/ĐUK                  Sơn La, ngày 20 tháng 12 năm 2018

BÁO CÁO
Kết quả công tác xây dựng Đảng năm 2018

Kết nạp 12 đảng viên.
"""


def test_the_header_of_an_official_report() -> None:
    report = report_of(HEADER)
    assert report.title == "Kết quả công tác xây dựng Đảng năm 2018"
    assert report.organization == "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH SƠN LA"
    assert report.published == "2018-12-20"
    assert report.period is not None
    assert report.period.text == "năm 2018"


def test_the_header_of_a_news_page() -> None:
    report = report_of(NEWS + "Trong tháng 7, huyện kết nạp 12 đảng viên.")
    assert report.title == "Huyện ủy Ba Vì họp bàn công tác xây dựng Đảng"
    assert report.organization == "Huyện ủy Ba Vì"
    assert report.published == "2018-08-15"
