"""Numbers in sentences: value, upper end, whole, unit and modifier of every figure."""

from typing import NamedTuple

import pytest

from support import plain, report_of, slug


class Q(NamedTuple):
    """What is expected of a figure; numbers as plain text."""

    value: str
    unit: str = "count"
    modifier: str = "="
    max: str | None = None
    whole: str | None = None


def quantities(text: str) -> list[Q]:
    """What `extract` finds in a text."""
    return [Q(plain(f.value) or "", f.unit, f.modifier, plain(f.max), plain(f.whole)) for f in report_of(text).figures]


GROUPED = [
    ("Phạt tại 25 Công ty May Mặc.", [Q("25")]),
    ("Khen thưởng: Phòng Giáo dục 5, Trung tâm Văn hóa 7, Bệnh viện Đa khoa 12.", [Q("5"), Q("7"), Q("12")]),
    ("Học sinh giỏi: Trường Lê Lợi 12, Trường Kim Đồng 15.", [Q("12"), Q("15")]),
    ("Vay vốn 2015 lượt hộ nghèo.", [Q("2015")]),
    ("Giải ngân vốn 2020 khách hàng.", [Q("2020")]),
    ("Lập dự toán 2025 công trình.", [Q("2025")]),
    ("Kế hoạch 2020 học sinh.", [Q("2020")]),
    ("Mỗi điểm thi 25 phòng.", [Q("25")]),
    ("Trường xếp hạng 12 em giỏi.", [Q("12")]),
    ("Học tập nghị quyết cho 21.208 lượt người.", [Q("21208")]),
    ("Học tập nghị quyết cho 21208 lượt người.", [Q("21208")]),
    ("Có 183 nghìn 450 lao động.", [Q("183450")]),
    ("Hội có 7.815 đ.c.", [Q("7815")]),
    ("Thu nhập tăng từ 4,1 lên 6,8 triệu đồng.", [Q("4100000", "VND"), Q("6800000", "VND")]),
    ("Thu 45 tỷ đồng, gồm thuế 30,5; phí 14,5.", [Q(v, "VND") for v in ("45000000000", "30500000000", "14500000000")]),
    ("Có 45 ha lúa, ngô 12 thửa.", [Q("45", "ha"), Q("12")]),
    ("Đã kết luận 8 đơn; đã kết luận 4, còn 1.", [Q("8"), Q("4"), Q("1")]),
    ("Thuộc thẩm quyền huyện 68, thuộc xã 124.", [Q("68"), Q("124")]),
    ("Học tập nghị quyết cho 21 208 lượt người.", [Q("21208")]),
    ("Khám bệnh cho 1.234.567 lượt người.", [Q("1234567")]),
    ("Khám bệnh cho 1,234,567 lượt người.", [Q("1234567")]),
    ("Tập huấn cho 18,600 người.", [Q("18600")]),
    ("Phát 215,340 tờ rơi.", [Q("215340")]),
    ("Mở 05 lớp bồi dưỡng.", [Q("5")]),
    ("Trao 007 suất quà.", [Q("7")]),
    ("Năm 2018 có 2018 hộ nghèo.", [Q("2018")]),
    ("Có 0 vụ cháy.", [Q("0")]),
    ("Có 12 chi bộ, 210 đảng viên.", [Q("12"), Q("210")]),
]

MONEY = [
    ("Đội đoạt 2 huy chương bạc, 300.000 đồng tiền thưởng.", [Q("2"), Q("300000", "VND")]),
    ("Đội đoạt 2 huy chương bạc, 500 đồng tiền thưởng.", [Q("2"), Q("500", "VND")]),
    ("Phạt 3 bạc, 25.500.000 đồng.", [Q("3"), Q("25500000", "VND")]),
    ("Đội đoạt 21 vàng, 18 bạc và 25 đồng.", [Q("21"), Q("18"), Q("25")]),
    ("Kinh phí 1,5 tỷ đồng.", [Q("1500000000", "VND")]),
    ("Kinh phí 1.5 tỷ đồng.", [Q("1500000000", "VND")]),
    ("Kinh phí 1,5 tỉ đồng.", [Q("1500000000", "VND")]),
    ("Tổng dư nợ 215,340 tỷ đồng.", [Q("215340000000", "VND")]),
    ("Tổng dư nợ 1.215,34 tỷ đồng.", [Q("1215340000000", "VND")]),
    ("Kinh phí 1 tỷ 250 triệu đồng.", [Q("1250000000", "VND")]),
    ("Kinh phí 1 tỷ 250 triệu 500 nghìn đồng.", [Q("1250500000", "VND")]),
    ("Kinh phí 3 triệu 500 ngàn đồng.", [Q("3500000", "VND")]),
    ("Tổng vốn đầu tư 1,2 nghìn tỷ đồng.", [Q("1200000000000", "VND")]),
    ("Tổng vốn đầu tư 12 ngàn tỷ đồng.", [Q("12000000000000", "VND")]),
    ("Kinh phí 7 tỷ 250.", [Q("7250000000", "VND")]),
    ("Ủng hộ 12.500.000đ.", [Q("12500000", "VND")]),
    ("Ủng hộ 12.500.000 VNĐ.", [Q("12500000", "VND")]),
    ("Ủng hộ 500.000đ cho mỗi hộ.", [Q("500000", "VND")]),
    ("Vận động được 850 triệu.", [Q("850000000", "VND")]),
    ("Vận động được 850tr đồng.", [Q("850000000", "VND")]),
    ("Mỗi hộ vay 2 triệu rưỡi.", [Q("2500000", "VND")]),
    ("Kinh phí 3 tỷ rưỡi.", [Q("3500000000", "VND")]),
    ("Hỗ trợ hai trăm triệu đồng.", [Q("200000000", "VND")]),
    ("Hỗ trợ một tỷ hai trăm triệu đồng.", [Q("1200000000", "VND")]),
    ("Tài trợ 1,3 triệu USD.", [Q("1300000", "USD")]),
    ("Thu nhập bình quân 45 triệu đồng/người/năm.", [Q("45000000", "VND")]),
    ("Mức hỗ trợ 300 nghìn đồng/suất.", [Q("300000", "VND")]),
    ("Giá lúa 7.500 đồng/kg.", [Q("7500", "VND")]),
    ("Hỗ trợ hai nghìn ba trăm tỷ đồng.", [Q("2300000000000", "VND")]),
]

SPELLED = [
    ("Trồng 3 vạn cây xanh.", [Q("30000")]),
    ("Trao hai chục suất quà.", [Q("20")]),
    ("Trao 2 chục suất quà.", [Q("20")]),
    ("Thành lập mười hai chi bộ.", [Q("12")]),
    ("Có hai mươi tư đảng viên được khen thưởng.", [Q("24")]),
    ("Hai mươi mốt hộ thoát nghèo.", [Q("21")]),
    ("Tặng một trăm linh năm suất quà.", [Q("105")]),
    ("Phát ba nghìn không trăm lẻ hai tờ rơi.", [Q("3002")]),
    ("Khám bệnh cho hai nghìn lẻ hai mươi bốn người.", [Q("2024")]),
    ("Mười một đơn vị được khen thưởng.", [Q("11")]),
    ("Mở ba lớp tập huấn và bốn hội nghị.", [Q("3"), Q("4")]),
    ("Có ba hộ thoát nghèo.", [Q("3")]),
    ("Đính chính bốn bia mộ và khắc phục sáu sai sót.", [Q("4"), Q("6")]),
    ("Trao đợt ba tiền cứu trợ, một phần hai số tiền cho hai bên.", []),
    ("Đơn vị thứ hai là Hội An Ba của anh Tám Lượm.", []),
    ("Có bẩy hộ thoát nghèo.", [Q("7")]),
    ("Phát 5 nghìn tờ rơi.", [Q("5000")]),
    ("Phát 21,2 nghìn tờ rơi.", [Q("21200")]),
]

NOT_COUNTED: list[tuple[str, list[Q]]] = [
    ("Hàng trăm hộ dân tham gia.", []),
    ("Hàng chục nghìn lượt người tham gia.", []),
    ("Vài chục hộ dân tham gia.", []),
    ("Nhiều hộ dân tham gia.", []),
    ("Một hộ dân tham gia.", []),
    ("Mỗi năm một lần, chi bộ họp.", []),
    ("Ban hành quy chế năm nay.", []),
    ("Đồng chí Nguyễn Văn Ba dự hội nghị.", []),
    ("Không có vụ cháy nào.", []),
]

SPELLED_THINGS = [
    ("Hai mươi năm đổi mới, xã có 12 trường.", [Q("12")]),
    ("Mười năm trồng cây, ba mươi năm đổi mới.", []),
    ("Kết nạp hai mươi năm đảng viên.", [Q("25")]),
    ("Thức ăn nấu chín kỹ, vải chín sớm.", []),
    ("Mùng ba tết, trẻ lên bảy mới đi học.", []),
    ("Một vốn bốn lời, họ chia ba lợi nhuận.", []),
    ("Phong trào ba đảm đang, hai giỏi.", []),
    ("Hai mặt của vấn đề, bốn bên hợp tác.", []),
    ("Tại ngã ba đường, nhân dân ba miền đất nước gặp nhau.", []),
    ("Vững như kiềng ba chân.", []),
    ("Đơn vị khắc phục sáu sai sót.", [Q("6")]),
    ("Sửa thông tin trên bốn bia mộ.", [Q("4", modifier=">")]),
    ("Chủ hộ tự tháo dỡ hai gian nhà.", [Q("2")]),
    ("Đã hoàn thành hai vòng chấm.", [Q("2")]),
    ("Tịch thu 6 ô tô; ba cưa xăng.", [Q("6"), Q("3")]),
    ("Xây hai gian, bốn cửa.", [Q("2"), Q("4")]),
]

RANGES = [
    ("Mỗi chi bộ họp từ 5 đến 7 buổi.", [Q("5", max="7")]),
    ("Mỗi chi bộ họp 5 đến 7 buổi.", [Q("5", max="7")]),
    ("Mỗi lớp có 80 - 100 học viên.", [Q("80", max="100")]),
    ("Mỗi lớp có 80-100 học viên.", [Q("80", max="100")]),
    ("Mỗi lớp có 80–100 học viên.", [Q("80", max="100")]),
    ("Mỗi hộ được hỗ trợ 80 - 100 triệu đồng.", [Q("80000000", "VND", max="100000000")]),
    ("Mỗi hộ được hỗ trợ từ 80 triệu đến 100 triệu đồng.", [Q("80000000", "VND", max="100000000")]),
    ("Mỗi hộ được hỗ trợ từ 80 triệu đồng đến 100 triệu đồng.", [Q("80000000", "VND", max="100000000")]),
    ("Giá lúa 15-20.000 đồng/kg.", [Q("15000", "VND", max="20000")]),
    ("Giá dao động giữa 1.000 đồng và 2.000 đồng.", [Q("1000", "VND", max="2000")]),
    ("Mỗi xã trồng từ 1,5 đến 2 ha rừng.", [Q("1.5", "ha", max="2")]),
    ("Tỷ lệ tham gia đạt 95-98%.", [Q("95", "%", max="98")]),
    ("Tỷ lệ tham gia đạt từ 95% đến 98%.", [Q("95", "%", max="98")]),
    ("Mỗi chi bộ họp từ hai đến ba buổi.", [Q("2", max="3")]),
]

WHOLES = [
    ("Khảo sát tại 12/15 Trường Tiểu học.", [Q("12", whole="15")]),
    ("Kiểm tra tại 27/31 Xã Nông thôn mới.", [Q("27", whole="31")]),
    ("Đã rà soát 8/10 điểm dân cư.", [Q("8", whole="10")]),
    ("Đã đại hội 52/60 chi hội.", [Q("52", whole="60")]),
    ("Có 12/15 chi bộ đạt trong sạch vững mạnh.", [Q("12", whole="15")]),
    ("Có 12 / 15 chi bộ đạt trong sạch vững mạnh.", [Q("12", whole="15")]),
    ("Có 1.250/1.300 hộ đạt gia đình văn hóa.", [Q("1250", whole="1300")]),
    ("Giải ngân được 46,2/112 tỷ đồng.", [Q("46200000000", "VND", whole="112000000000")]),
    ("Có 52/60 chi hội (đạt 86,7%) tổ chức đại hội.", [Q("52", whole="60"), Q("86.7", "%")]),
    ("Toàn xã có 4.325 hộ/19.417 nhân khẩu.", [Q("4325"), Q("19417")]),
    ("Bắt giữ 28 vụ/41 đối tượng.", [Q("28"), Q("41")]),
    ("Mở 6 lớp/240 học viên.", [Q("6"), Q("240")]),
]

UNITS = [
    ("Thu giữ 850mg heroin.", [Q("0.00085", "kg")]),
    ("Tỷ lệ hộ nghèo còn 3,25%.", [Q("3.25", "%")]),
    ("Tỷ lệ hộ nghèo còn 3,25 %.", [Q("3.25", "%")]),
    ("Tỷ lệ hộ nghèo còn 3,25 phần trăm.", [Q("3.25", "%")]),
    ("Tỷ lệ sinh 12‰.", [Q("1.2", "%")]),
    ("Trồng mới 310ha rừng.", [Q("310", "ha")]),
    ("Trồng mới 310 héc ta rừng.", [Q("310", "ha")]),
    ("Diện tích rừng là 12 km2.", [Q("1200", "ha")]),
    ("Xây 7m2 tường.", [Q("7", "m2")]),
    ("Nạo vét 12.600 m3 đất.", [Q("12600", "m3")]),
    ("Làm 1,5km đường bê tông.", [Q("1.5", "km")]),
    ("Sửa 80 mét rãnh thoát nước.", [Q("80", "m")]),
    ("Cấp 24 tấn thóc giống.", [Q("24", "t")]),
    ("Năng suất lúa đạt 62 tạ/ha.", [Q("6200", "kg")]),
    ("Hỗ trợ 350kg gạo.", [Q("350", "kg")]),
    ("Hỗ trợ 500 lít hóa chất.", [Q("500", "l")]),
    ("Tiết kiệm 12.000 kWh điện.", [Q("12000", "kWh")]),
    ("Đóng góp 318.700 ngày công.", [Q("318700", "day")]),
    ("Tiếp nhận 88đơn thư.", [Q("88")]),
    ("Khiếu nại 121,tố cáo 37.", [Q("121"), Q("37")]),
    ("Có 12chi bộ,210đảng viên.", [Q("12"), Q("210")]),
]

MODIFIERS = [
    ("Có gần 300 hộ nghèo.", [Q("300", modifier="<")]),
    ("Có hơn 300 hộ nghèo.", [Q("300", modifier=">")]),
    ("Có trên 300 hộ nghèo.", [Q("300", modifier=">")]),
    ("Có dưới 300 hộ nghèo.", [Q("300", modifier="<")]),
    ("Có khoảng 300 hộ nghèo.", [Q("300", modifier="~")]),
    ("Ước có 300 hộ nghèo được vay vốn.", [Q("300", modifier="~")]),
    ("Kinh phí ước 300 triệu đồng.", [Q("300000000", "VND", "~")]),
    ("Kinh phí ước đạt 300 triệu đồng.", [Q("300000000", "VND", "~")]),
    ("Kinh phí xấp xỉ 300 triệu đồng.", [Q("300000000", "VND", "~")]),
    ("Kinh phí khoảng gần 300 triệu đồng.", [Q("300000000", "VND", "<")]),
    ("Mỗi chi bộ kết nạp ít nhất 12 đảng viên.", [Q("12", modifier=">=")]),
    ("Mỗi chi bộ kết nạp tối thiểu 12 đảng viên.", [Q("12", modifier=">=")]),
    ("Mỗi hộ vay tối đa 50 triệu đồng.", [Q("50000000", "VND", "<=")]),
    ("Số hộ nghèo không quá 12 hộ.", [Q("12", modifier="<=")]),
    ("Có từ 12 đảng viên trở lên.", [Q("12", modifier=">=")]),
    ("Mỗi chi bộ có 12 đảng viên trở lên.", [Q("12", modifier=">=")]),
    ("Mỗi chi bộ kết nạp không dưới 3 đảng viên.", [Q("3", modifier=">=")]),
    ("Tỷ lệ tham gia đạt trên 95%.", [Q("95", "%", ">")]),
    ("Tỷ lệ tham gia đạt 95% trở lên.", [Q("95", "%", ">=")]),
    ("Có hơn hai mươi hộ thoát nghèo.", [Q("20", modifier=">")]),
    ("Có hơn 300 hộ nghèo và 40 hộ cận nghèo.", [Q("300", modifier=">"), Q("40")]),
    ("Hội nghị trên địa bàn có 300 đại biểu.", [Q("300")]),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*GROUPED, *MONEY, *SPELLED, *SPELLED_THINGS, *NOT_COUNTED, *RANGES, *WHOLES, *UNITS, *MODIFIERS],
    ids=slug,
)
def test_quantities(text: str, expected: list[Q]) -> None:
    assert quantities(text) == expected
    for figure in report_of(text).figures:
        assert text[figure.start : figure.end] == figure.text
