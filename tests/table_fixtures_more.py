"""More tables of the kinds that reports hold: totals across columns, rows of places and bodies."""

from grid_tables import GridText

MORE: dict[str, tuple[tuple[str, ...], list[list[GridText]], list[str]]] = {
    "same_period_of_the_year_before": (
        ("UBND TỈNH HÀ NAM", "Biểu 1. Kết quả thu ngân sách", "ĐVT: triệu đồng"),
        [
            [("STT", 2, 1), ("Chỉ tiêu", 2, 1), ("Năm 2023", 1, 3), None, None, ("So sánh (%)", 1, 2)],
            [None, None, "KH 2023", "Thực hiện", "Cùng kỳ", "TH/DT", "So cùng kỳ"],
            ["1", "Thu từ đất", "120.000", "132.500", "98.000", "110,4", "135,2"],
            ["2", "Phí, lệ phí", "5.000", "5.600", "5.100", "112", "109,8"],
            [("Tổng cộng", 1, 2), None, "125.000", "138.100", "103.100", "110,5", "133,9"],
        ],
        [
            "120.000 Thu từ đất: 120000000000 VND economy target 2023 < 125.000",
            "132.500 Thu từ đất: 132500000000 VND economy 2023 < 138.100",
            "98.000 Thu từ đất: 98000000000 VND economy prior 2022 < 103.100",
            "110,4 Thu từ đất: 110.4 % rate 2023",
            "135,2 Thu từ đất: 135.2 % rate 2023",
            "5.000 Phí, lệ phí: 5000000000 VND economy target 2023 < 125.000",
            "5.600 Phí, lệ phí: 5600000000 VND economy 2023 < 138.100",
            "5.100 Phí, lệ phí: 5100000000 VND economy prior 2022 < 103.100",
            "112 Phí, lệ phí: 112 % rate 2023",
            "109,8 Phí, lệ phí: 109.8 % rate 2023",
            "125.000 Tổng cộng: 125000000000 VND economy target 2023",
            "138.100 Tổng cộng: 138100000000 VND economy 2023",
            "103.100 Tổng cộng: 103100000000 VND economy prior 2022",
            "110,5 Tổng cộng: 110.5 % rate 2023",
            "133,9 Tổng cộng: 133.9 % rate 2023",
        ],
    ),
    "total_across_columns_and_rows_of_places": (
        ("Kết quả phát triển đảng viên (ĐVT: đảng viên)",),
        [
            [("TT", 2, 1), ("Đơn vị", 2, 1), ("Năm 2023", 1, 2), None, ("Cùng kỳ", 2, 1)],
            [None, None, "KH", "TH"],
            ["1", "Xã Ba Trại", "10", "12", "9"],
            ["2", "Xã Tản Lĩnh", "15", "11", "14"],
            [("Tổng số", 1, 2), None, "25", "23", "23"],
        ],
        [
            "10 Xã Ba Trại: 10 new_members target 2023 < 25",
            "12 Xã Ba Trại: 12 new_members 2023 < 23",
            "9 Xã Ba Trại: 9 new_members prior 2022 < 23",
            "15 Xã Tản Lĩnh: 15 new_members target 2023 < 25",
            "11 Xã Tản Lĩnh: 11 new_members 2023 < 23",
            "14 Xã Tản Lĩnh: 14 new_members prior 2022 < 23",
            "25 Tổng số: 25 members target 2023",
            "23 Tổng số: 23 members 2023",
            "23 Tổng số: 23 members prior 2022",
        ],
    ),
    "rows_of_bodies_under_an_appendix": (
        ("Phụ lục 1: Kết quả kết nạp đảng viên",),
        [
            ["TT", "Đảng bộ", "Chỉ tiêu 2023", "6 tháng 2023", "6 tháng 2022", "Tỷ lệ (%)"],
            [None, "Toàn huyện", "50", "36", "41", "72"],
            ["1", "Thị trấn Yến Lạc", "20", "15", "16", "75"],
            ["2", "Kim Lư", "30", "21", "25", "70"],
        ],
        [
            "50 Toàn huyện: 50 new_members target 2023",
            "36 Toàn huyện: 36 new_members 2023-01-01/2023-06-30",
            "41 Toàn huyện: 41 new_members prior 2022-01-01/2022-06-30",
            "72 Toàn huyện: 72 % rate 2023",
            "20 Thị trấn Yến Lạc: 20 new_members target 2023 < 50",
            "15 Thị trấn Yến Lạc: 15 new_members 2023-01-01/2023-06-30 < 36",
            "16 Thị trấn Yến Lạc: 16 new_members prior 2022-01-01/2022-06-30 < 41",
            "75 Thị trấn Yến Lạc: 75 % rate 2023",
            "30 Kim Lư: 30 new_members target 2023 < 50",
            "21 Kim Lư: 21 new_members 2023-01-01/2023-06-30 < 36",
            "25 Kim Lư: 25 new_members prior 2022-01-01/2022-06-30 < 41",
            "70 Kim Lư: 70 % rate 2023",
        ],
    ),
}  # fmt: skip
