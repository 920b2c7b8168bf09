"""Articles of the press: which time holds for a figure of the story told, and what it is the news of."""

import pytest

from support import period_of, plain, report_of, slug

# The body of an article below its headline and lead, and for each figure its value and period.
HEAD = "Nhiều sai phạm ở huyện vùng cao\n\nCơ quan chức năng vừa thông tin về kết quả xử lý.\n\n"
SPAN, DAY = "2016-01-01/2018-09-30", "2018-10-12/2018-10-12"
PASSAGES = [
    (
        (
            "Theo công an huyện, từ đầu năm 2016 đến tháng 9/2018, 46 cán bộ vi phạm.\n"
            "Cụ thể, xã Tân Lập có 27 người.\nTrong đó, 9 người bị cách chức."
        ),
        [("46", SPAN), ("27", SPAN), ("9", SPAN)],
    ),
    (
        (
            "Ngày 12/10/2018, chủ tịch huyện ký quyết định thu hồi đất của các hộ ở ven suối và ven đường.\n"
            "Theo đó, huyện thu hồi 3.400 m2 đất.\nHiện còn 8 hộ chưa tháo dỡ."
        ),
        [("3400", DAY), ("8", "2018-01-01/2018-12-31")],
    ),
    (
        "Ngày 12/10/2018, sở có báo cáo về việc cấp giấy chứng nhận cho 10 công ty ở các huyện vùng cao của tỉnh.",
        [("10", DAY)],
    ),
    (
        "Cầu dài 72 m.\nĐược biết, từ năm 2012 đến năm 2016, huyện xây 24 cây cầu.\nHuyện có 9 xã.\nXã An có 5 thôn.",
        [("72", None), ("24", "2012-01-01/2016-12-31"), ("9", "2012-01-01/2016-12-31"), ("5", None)],
    ),
    (
        "Qua thanh tra 12 dự án từ năm 2011 đến năm 2017, sở phát hiện nhiều sai phạm.\nCông ty An để mất 320 ha rừng.",
        [("12", "2011-01-01/2017-12-31"), ("320", "2011-01-01/2017-12-31")],
    ),
    ("Hồ rộng 240 ha, hoạt động từ năm 2008.", [("240", None)]),
    (
        "Hồ rộng 240 ha.\nNăm 2005, lũ cuốn trôi 12 nhà.\nTỉnh đề nghị Trung ương hỗ trợ 300 tỷ đồng.",
        [("240", None), ("12", "2005-01-01/2005-12-31"), ("300000000000", None)],
    ),
    ("Năm 2018, hộ ông An nợ 7 triệu đồng từ trước năm 2015.", [("7000000", "2018-01-01/2018-12-31")]),
    ("Bệnh xuất hiện tại 12 xã.", [("12", None)]),
    (
        "Trong 9 tháng qua, xảy ra 120 vụ, giảm 8 vụ so với cùng kỳ năm 2016.",
        [("120", "2017-01-01/2017-09-30"), ("8", "2017-01-01/2017-09-30")],
    ),
]

SPANS = [
    ("Từ năm 2014 đến tháng 10/2018", "2014-01-01/2018-10-31"),
    ("Từ cuối năm 2015 đến tháng 3/2018", "2015-01-01/2018-03-31"),
    ("Từ giữa năm 2014 đến năm 2016", "2014-01-01/2016-12-31"),
    ("Từ ngày 15/6/2015 đến tháng 6/2016", "2015-06-15/2016-06-30"),
    ("Từ tháng 6/2014 đến ngày 30/6/2018", "2014-06-01/2018-06-30"),
    ("Từ quý I/2014 đến quý III/2016", "2014-01-01/2016-09-30"),
    ("Từ đầu năm 2018 đến hết tháng 6", "2018-01-01/2018-06-30"),
    ("Giai đoạn 2016 đến tháng 9/2018", "2016-01-01/2018-09-30"),
    ("Trong 3 năm 2014, 2015, 2016", "2014-01-01/2016-12-31"),
    ("Năm 2017 và 9 tháng đầu năm 2018", "2017-01-01/2018-09-30"),
    ("Trong hai năm học 2016-2017 và 2017-2018", "2016-01-01/2018-12-31"),
    ("Tính từ năm 2017 đến ngày 26/2/2019", "2017-01-01/2019-02-26"),
]


def _periods(text: str) -> list[tuple[str | None, str | None]]:
    return [(plain(f.value), period_of(f)) for f in report_of(text).figures if f.start >= len(HEAD)]


@pytest.mark.parametrize(("body", "expected"), PASSAGES, ids=slug)
def test_time_of_a_passage(body: str, expected: list[tuple[str, str | None]]) -> None:
    assert _periods(HEAD + body) == expected


@pytest.mark.parametrize(("span", "expected"), SPANS, ids=slug)
def test_stretch_of_time(span: str, expected: str) -> None:
    assert _periods(f"{HEAD}{span}, có 98 người ở các xã vùng cao của huyện bị kỷ luật.") == [("98", expected)]
