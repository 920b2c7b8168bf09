"""The text as read, its normal form, and the way back from one to the other."""

import unicodedata

import pytest

from report_extract.text import SourceText, Spans, fold
from support import slug

REPORT = "Năm 2023, kết nạp 333 đảng viên.\nUỷ ban kiểm tra: 05 cuộc."


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Hoà Bình", "hòa bình"),
        ("HOÀ BÌNH", "hòa bình"),
        ("Thuý, thúy", "thúy, thúy"),
        ("Uỷ ban", "ủy ban"),
        ("Tỉ lệ", "tỉ lệ"),
        ("Tỷ lệ", "tỉ lệ"),
        ("kỹ thuật, kĩ thuật", "kĩ thuật, kĩ thuật"),
        ("quý, quỹ, quyết", "quý, quỹ, quyết"),
        ("toàn, hoạch, khoẻ, khỏe", "toàn, hoạch, khỏe, khỏe"),
        ("ĐẢNG ỦY", "đảng ủy"),
        ("", ""),
    ],
    ids=slug,
)
def test_fold_gives_one_spelling(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["İstanbul 12", "ẞ 12", "ǅ", "ﬁ 12", "İİİ Uỷ"])
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("raw", "norm"),
    [
        (REPORT, REPORT),
        (unicodedata.normalize("NFD", REPORT), REPORT),
        (REPORT.replace("\n", "\r\n"), REPORT),
        (REPORT.replace("\n", "\r"), REPORT),
        (REPORT.replace(" ", "\u00a0"), REPORT),
        (REPORT.replace(" ", "\u2009"), REPORT),
        (REPORT.replace("333", "3\u200b3\u200d3"), REPORT),
        ("\ufeff" + REPORT, REPORT),
        (REPORT.replace("kết", "k\u00adết"), REPORT),
        (unicodedata.normalize("NFD", REPORT).replace("\n", "\r\n").replace(" ", "\u202f"), REPORT),
        ("a\tb", "a\tb"),
        ("a\tb\u00a0c", "a\tb c"),
        ("a\u2028b\u0085c\x0cd", "a\nb\nc\nd"),
        ("\r\n\r\n", "\n\n"),
        ("\u200b\u200b", ""),
        ("", ""),
    ],
    ids=slug,
)
def test_norm_is_nfc_with_plain_spaces(raw: str, norm: str) -> None:
    source = SourceText.of(raw)
    assert source.raw == raw
    assert source.norm == norm
    assert len(source.key) == len(source.norm)


@pytest.mark.parametrize(
    ("raw", "word", "found"),
    [
        ("kết nạp 12", "12", "12"),
        (unicodedata.normalize("NFD", "kết nạp 12 đảng viên"), "đảng", unicodedata.normalize("NFD", "đảng")),
        ("kết\r\nnạp 12", "12", "12"),
        ("kết\u00a0nạp 12", "kết nạp", "kết\u00a0nạp"),
        ("kết nạp 1\u200b2", "12", "1\u200b2"),
        ("\u200bkết", "kết", "kết"),
        ("a\r\nb", "a\nb", "a\r\nb"),
    ],
    ids=slug,
)
def test_raw_span_leads_back(raw: str, word: str, found: str) -> None:
    source = SourceText.of(raw)
    at = source.norm.index(word)
    start, end = source.raw_span(at, at + len(word))
    assert raw[start:end] == found


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("space", [" ", "\u00a0", "\u3000"])
def test_every_span_comes_back(form: str, newline: str, space: str) -> None:
    raw = unicodedata.normalize(form, REPORT)  # type: ignore[arg-type]
    source = SourceText.of(raw.replace("\n", newline).replace(" ", space))
    for start in range(len(source.norm)):
        for end in range(start + 1, min(start + 9, len(source.norm)) + 1):
            a, b = source.raw_span(start, end)
            assert SourceText.of(source.raw[a:b]).norm == source.norm[start:end]


def test_the_empty_span_is_a_place() -> None:
    source = SourceText.of("a\u200b\u00a0b")
    assert source.raw_span(1, 1) == (2, 2)
    assert source.raw_span(3, 3) == (4, 4)


@pytest.mark.parametrize(("at", "stretch"), [(0, (0, 4)), (3, (0, 4)), (5, (5, 9)), (8, (5, 9)), (4, (0, 4))])
def test_spans_find_the_stretch_around(at: int, stretch: tuple[int, int]) -> None:
    assert Spans((0, 5), (4, 9)).around(at) == stretch


@pytest.mark.parametrize(
    ("begin", "end", "found"),
    [(0, 4, []), (0, 5, [(2, 4)]), (4, 9, [(2, 4)]), (5, 10, [(6, 9)]), (0, 20, [(2, 4), (6, 9)]), (10, 20, [])],
)
def test_spans_are_found_by_where_they_end(begin: int, end: int, found: list[tuple[int, int]]) -> None:
    assert list(Spans.of([(2, 4), (6, 9)]).ending_within(begin, end)) == found


def test_spans_are_found_by_their_very_edges() -> None:
    spans = Spans.of([(0, 4), (6, 9)])
    assert [spans.starting_at(at) for at in (0, 1, 6, 9)] == [4, None, 9, None]
    assert [spans.ending_at(at) for at in (4, 5, 9, 0)] == [0, None, 6, None]
