"""The header: the body as letterheads and leads name it, subjects, dates and periods."""

import pytest

from support import report_of

RIGHT = "      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
END = "\n\nBÁO CÁO\nKết quả công tác năm 2022\n\nMở 12 lớp tập huấn."

LETTERHEADS = [
    (f"TW HỘI CỰU TNXP VIỆT NAM\nTỈNH HỘI CỰU TNXP KIÊN AN{RIGHT}", "TỈNH HỘI CỰU TNXP KIÊN AN"),
    (f"KHO BẠC NHÀ NƯỚC KIÊN AN{RIGHT}\nKBNN HUYỆN AN LỘC", "KBNN HUYỆN AN LỘC"),
    (f"CÔNG ĐOÀN NGÀNH Y TẾ TỈNH KIÊN AN\nCĐCS BỆNH VIỆN ĐA KHOA AN LỘC{RIGHT}", "CĐCS BỆNH VIỆN ĐA KHOA AN LỘC"),
    (f"TRƯỜNG ĐẠI HỌC AN LỘC{RIGHT}\nCÔNG ĐOÀN TRƯỜNG", "CÔNG ĐOÀN TRƯỜNG ĐẠI HỌC AN LỘC"),
    (f"ỦY BAN NHÂN DÂN{RIGHT}\nXÃ AN LỘC THƯỢNG\nSố: 4/BC-UBND", "UBND XÃ AN LỘC THƯỢNG"),
    (f"UBND HUYỆN KIÊN AN{RIGHT}\nTHANH TRA HUYỆN", "THANH TRA HUYỆN KIÊN AN"),
    (f"UBND TỈNH KIÊN AN{RIGHT}\nSỞ TƯ PHÁP", "SỞ TƯ PHÁP TỈNH KIÊN AN"),
    ("HUYỆN ỦY KIÊN AN      ĐẢNG CỘNG SẢN VIỆT NAM\nỦY BAN KIỂM TRA\n*", "ỦY BAN KIỂM TRA HUYỆN ỦY KIÊN AN"),
    ("ĐẢNG BỘ XÃ AN LỘC      ĐẢNG CỘNG SẢN VIỆT NAM\nCHI BỘ THÔN THƯỢNG", "CHI BỘ THÔN THƯỢNG"),
    (f"SỞ Y TẾ KIÊN AN{RIGHT}\nCHI CỤC DÂN SỐ\nKiên An, ngày 5/1/2023", "CHI CỤC DÂN SỐ tỉnh Kiên An"),
    (f"HỘI NGƯỜI CAO TUỔI HUYỆN KIÊN AN{RIGHT}\nBAN ĐẠI DIỆN XÃ AN LỘC", "HỘI NGƯỜI CAO TUỔI XÃ AN LỘC"),
    (f"ỦY BAN MTTQ VIỆT NAM{RIGHT}\nXÃ AN LỘC\nBAN THƯỜNG TRỰC", "ỦY BAN MTTQ VIỆT NAM XÃ AN LỘC"),
    ("ĐOÀN TNCS HỒ CHÍ MINH\nBCH HUYỆN AN LỘC\n***", "HUYỆN ĐOÀN AN LỘC"),
    ("ĐẢNG BỘ THÀNH PHỐ KIÊN AN\nĐẢNG ỦY P. AN LỘC\nSố: 8-BC/ĐU", "ĐẢNG ỦY PHƯỜNG AN LỘC"),
    (f"TỈNH ĐOÀN KIÊN AN{RIGHT}\nBCH HUYỆN ĐOÀN AN LỘC", "HUYỆN ĐOÀN AN LỘC"),
]


@pytest.mark.parametrize(("letterhead", "organization"), LETTERHEADS)
def test_the_body_of_a_letterhead(letterhead: str, organization: str) -> None:
    assert report_of(letterhead + END).organization == organization


def test_a_letterhead_without_a_motto() -> None:
    text = "HỘI LUẬT GIA TỈNH KIÊN AN\nHỘI LUẬT GIA HUYỆN AN LỘC\n***\n\n{}\n\nMở 12 lớp tập huấn."
    title = "KẾT QUẢ CÔNG TÁC HỘI NĂM 2022 VÀ NHIỆM VỤ NĂM 2023"
    report = report_of(text.format(title))
    assert (report.title, report.organization) == (title, "HỘI LUẬT GIA HUYỆN AN LỘC")


LEADS = [
    ("Chiều 5/3, Ban Chấp hành Hội Nông dân huyện An Lộc họp lần thứ 7.", "Hội Nông dân huyện An Lộc"),
    ("Chiều 5/3, tại Trường Chính trị tỉnh, Hội Nông dân huyện An Lộc mở lớp.", "Hội Nông dân huyện An Lộc"),
    ("Hội Người cao tuổi (NCT) huyện An Lộc vừa tổng kết.", "Hội Người cao tuổi huyện An Lộc"),
    ("Ban Chỉ huy PCTT và TKCN huyện An Lộc huy động 12 xe.", "Ban Chỉ huy PCTT và TKCN huyện An Lộc"),
    ("Số liệu được Sở Nội vụ Kiên An đưa ra hôm qua.", "Sở Nội vụ Kiên An"),
    ("UBND tỉnh nhất trí. Theo Cục Thuế tỉnh Kiên An, thu 12 tỷ đồng.", "Cục Thuế tỉnh Kiên An"),
]


@pytest.mark.parametrize(("lead", "organization"), LEADS)
def test_the_body_of_a_lead(lead: str, organization: str) -> None:
    text = f"Nhiều kết quả đáng mừng trong năm vừa qua\n05/12/2022\n\n{lead}"
    assert report_of(text).organization == organization


TITLES = [
    ("Kết quả 9 tháng năm 2023\n(Từ 01/10/2022 đến 30/6/2023)", "2022-10-01", "2023-06-30"),
    ("Kết quả tháng 8 và lũy kế 8 tháng năm 2023", "2023-01-01", "2023-08-31"),
    ("Tình hình hạn hán (tính đến 7 giờ ngày 25/3/2023)", "2023-03-25", "2023-03-25"),
    ("Kết quả hoạt động hè 2023", "2023-06-01", "2023-08-31"),
]


@pytest.mark.parametrize(("title", "start", "end"), TITLES)
def test_the_period_of_a_title(title: str, start: str, end: str) -> None:
    report = report_of(f"UBND XÃ AN LỘC\nAn Lộc, ngày 5/12/2023\n\nBÁO CÁO\n{title}\n\nMở 12 lớp tập huấn.")
    assert report.title == title.partition("\n")[0]
    assert report.period is not None
    assert (str(report.period.start), str(report.period.end)) == (start, end)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("Kết quả năm 2023\nvà nhiệm vụ năm 2024\n\nMở 12 lớp.", "Kết quả năm 2023 và nhiệm vụ năm 2024"),
        ("Kết quả công tác năm 2023\nNăm 2023, xã mở 12 lớp.", "Kết quả công tác năm 2023"),
        ("Kết quả công tác năm 2023\nNăm 2023, xã mở 12 lớp;\nTặng quà.", "Kết quả công tác năm 2023"),
        ("Kết quả công tác năm 2023\nKết quả như sau:\n- Mở 12 lớp", "Kết quả công tác năm 2023"),
        ("Kết quả công tác năm 2023\n  Kính gửi: UBND huyện\nMở 12 lớp.", "Kết quả công tác năm 2023"),
        ("Kết quả công tác năm 2023\nKính trình UBND huyện\nMở 12 lớp.", "Kết quả công tác năm 2023"),
    ],
)
def test_a_title_of_several_lines_ends_before_what_follows(lines: str, title: str) -> None:
    assert report_of(f"UBND XÃ AN LỘC\nAn Lộc, ngày 5/12/2023\n\nBÁO CÁO\n{lines}").title == title


def test_a_speech_is_dated_under_its_title() -> None:
    title = "BÁO CÁO CỦA BAN CHẤP HÀNH HỘI NÔNG DÂN XÃ AN LỘC"
    rest = "trình Đại hội đại biểu Hội Nông dân xã lần thứ IX, nhiệm kỳ 2023 - 2028"
    under = "(Đồng chí Chủ tịch đọc tại Đại hội ngày 24/4/2023)"
    report = report_of(f"{title}\n{rest}\n{under}\n\nKính thưa Đại hội!\nHội kết nạp 120 hội viên.")
    assert (report.title, str(report.published)) == (f"{title} {rest}", "2023-04-24")
    assert [str(f.period.end)[:4] for f in report.figures if f.period] == ["2023"]


def test_a_letter_has_a_subject() -> None:
    report = report_of(
        f"UBND XÃ AN LỘC{RIGHT}\nSố: 5/UBND      An Lộc, ngày 5/7/2023\nV/v báo cáo công tác\n6 tháng đầu năm 2023\n\n"
        "Kính gửi: UBND huyện\nMở 12 lớp tập huấn."
    )
    assert report.title == "V/v báo cáo công tác\n6 tháng đầu năm 2023".replace("\n", " ")
    assert report.published == "2023-07-05"
    assert report.period is not None
    assert str(report.period.end) == "2023-06-30"


def test_minutes_are_dated_where_they_open() -> None:
    report = report_of("CHI BỘ THÔN THƯỢNG\n\nBIÊN BẢN\nHọp chi bộ\nHôm nay, ngày 05/3/2024, chi bộ họp.")
    assert report.published == "2024-03-05"


# What the third line of an article says, and the year in which it was written.
WRITTEN = [
    ("Số vụ tai nạn giảm 12 vụ so với cùng kỳ năm 2016.", 2017),
    ("Ngày 14/9/2018, Sở đã gửi công văn cho các huyện.", 2018),
    ("Dự kiến tháng 12/2019, cầu sẽ thông xe.", 2019),
    ("Phấn đấu tháng 2/2019 sẽ thông xe.", 2018),
    ("Trước mắt, tỉnh cấp kinh phí cho các xã trong năm 2018.", 2018),
    ("Cầu khởi công ngày 14/2/2016.", None),
    ("Trước mắt, các hộ ở nhà tạm xây vào năm 2015.", None),
    ("Năm 2016 có 8 vụ, năm nay có 9 vụ.", None),
    ("Phấn đấu đến năm 2020 có 8 cây cầu.", None),
    ("So với cùng kỳ năm 2016, số vụ giảm. Ngày 3/10/2018, Sở lập đoàn kiểm tra.", None),
]


@pytest.mark.parametrize(("said", "year"), WRITTEN)
def test_the_year_in_which_an_article_was_written(said: str, year: int | None) -> None:
    period = report_of(f"Huyện Kiên An xây cầu cho dân vùng sâu\n\nSáng 25/9, huyện cho biết như vậy.\n{said}").period
    assert (period and (period.start, period.end)) == (year and (f"{year}-01-01", f"{year}-12-31"))


# The same of articles whose news has no day.
UNDATED = [
    ("Theo quyết định ngày 23/11/2018 của Sở, gói thầu đã có chủ.", 2018),
    ("Ngày 17/9/2017, huyện ban hành văn bản. Ngày 3/1/2018, huyện thu hồi.", 2018),
    ("Quy định áp dụng từ ngày 1/1/2018.", None),
    ("Theo quyết định ngày 23/11/2003 của Sở, huyện lập dự án. Năm 2013, dự án dừng.", None),
]


@pytest.mark.parametrize(("said", "year"), UNDATED)
def test_the_last_day_dates_an_article_without_one(said: str, year: int | None) -> None:
    period = report_of(f"Huyện Kiên An xây cầu cho dân vùng sâu\n\nHuyện vừa cho biết như vậy.\n{said}").period
    assert (period and period.start[:4]) == (year and str(year))


@pytest.mark.parametrize(
    "said",
    [
        "Mỏ được cấp phép ngày 5/3/2003. Hiện có 350 công nhân.",
        "Các hộ phải nộp phạt trước ngày 30/6/2025. Có 45 hộ.",
        "Thành lập ngày 3/2/1997, trường có 25 lớp.",
        "Kể từ ngày 30/4/1975, làng có 45 hộ.",
    ],
)
def test_a_day_of_one_act_dates_no_article(said: str) -> None:
    report = report_of(f"Huyện Kiên An xây cầu cho dân vùng sâu\n\nHuyện vừa cho biết như vậy.\n{said}")
    assert (report.period, [figure.period for figure in report.figures]) == (None, [None])


@pytest.mark.parametrize("told", ["08:30, 12/03/2019", "12/03/2019 08:30", "8h30 ngày 12/3/2019", "08:30 | 12/03/2019"])
def test_the_day_of_an_article_is_the_one_with_an_hour(told: str) -> None:
    article = (
        f"Thứ hai, 20/05/2024\nXã An Lộc mở 12 lớp dạy nghề cho nông dân\n{told}\nXã đã mở 12 lớp cho 350 người.\n"
    )
    assert report_of(article + "Nông dân phấn khởi vì có nghề mới.\n" * 9).published == "2019-03-12"


def test_a_number_before_a_colon_is_no_hour() -> None:
    text = "Thứ hai, 20/05/2024\nXã An Lộc mở 12 lớp dạy nghề cho nông dân\nSố 12: 20/03/2019\nXã đã mở 12 lớp.\n"
    assert report_of(text + "Nông dân phấn khởi vì có nghề mới.\n" * 9).published == "2024-05-20"
