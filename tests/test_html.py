"""Web pages: the article as from plain text, and nothing of what stands around it."""
# ruff: noqa: E501  markup is long

import random
import time
from contextlib import suppress
from pathlib import Path

import pytest

from equality import Share, report_files
from render_html import FURNITURE, TEMPLATES
from report_extract import ReportExtractError, extract_file
from report_extract.errors import ReadError
from report_extract.readers import Document, Limits, read
from support import report_of

pytest.importorskip("lxml", reason="needs the extra html")

PROSE = "Từ đầu năm đến nay, Đảng bộ xã đã kết nạp được 12 đảng viên mới, vượt chỉ tiêu đề ra từ đầu nhiệm kỳ. "


def page(tmp_path: Path, markup: str | bytes, name: str = "trang.html", **options: str) -> Document:
    """A page, written and read back."""
    path = tmp_path / name
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    return read(path, encoding=options.get("encoding"))


def body(document: Document) -> str:
    """The text without its asides."""
    pieces, at = [], 0
    for aside in document.asides:
        pieces.append(document.text[at : aside.start])
        at = aside.end
    return "".join([*pieces, document.text[at:]])


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_same_figures_as_from_plain_text(tmp_path: Path, template: str) -> None:
    share = Share()
    for path in report_files():
        text = path.read_text("utf-8")
        file = tmp_path / f"{path.stem}.html"
        file.write_text(TEMPLATES[template](text), encoding="utf-8")
        report, document = extract_file(file), read(file)
        share.add(report_of(text), report)
        assert not [t for texts in FURNITURE.values() for t in texts if t in body(document) and t not in text], path
        spans = [(aside.start, aside.end) for aside in document.asides]
        assert not [f for f in report.figures if any(start <= f.start < end for start, end in spans)]
        assert all(document.text[f.start : f.end] == f.text for f in report.figures)
    assert share.reaches(0.99), share


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Kết nạp\n  <b>12</b> đảng&nbsp;viên</p><p>Hai</p>", "Kết nạp 12 đảng\u00a0viên\nHai\n"),
        ("<p>Một<br>Hai<br/><br>Ba", "Một\nHai\n\nBa\n"),
        ("<p>Một<p><p>&nbsp;<p>Hai", "Một\n\nHai\n"),
        ("<ul><li>Một<li>Hai<ol><li>a<li value=5>b<li>c</ol><li>- Ba</ul>", "- Một\n- Hai\n1. a\n5. b\n6. c\n- Ba\n"),
        ("<ol start=3 type=a><li>Một<li><p>Hai<p>Ba</ol>", "c. Một\nd. Hai\nBa\n"),
        ("<h2>I. Kết quả</h2>Mở 4 lớp<div>Tặng 5 suất</div>quà", "I. Kết quả\nMở 4 lớp\nTặng 5 suất\nquà\n"),
        ("<p>1<script>2</script><style>3</style><span hidden>4</span><i style='display: none'>5</i><!--6-->7", "17\n"),
        ("<p>402 m<sup>2</sup>, 12<sup>1</sup> và 10<sup>3</sup>", "402 m2, 12¹ và 10³\n"),
        ("<pre>A   12\r\nB   13</pre>", "A   12\nB   13\n"),
        ("<figure><img alt=9><figcaption>Lễ kết nạp</figcaption></figure>", "Lễ kết nạp\n"),
        ("<p>&#272;&#7843;ng vi&ecirc;n &amp; &lt;12&gt; &lol; &#0;", "Đảng viên & <12> &lol; \ufffd\n"),
        ("<p>Giảm <del>12</del> 13 hộ<wbr> nghèo", "Giảm 13 hộ nghèo\n"),
    ],
    ids=["inline", "br", "empty", "lists", "letters", "bare", "hidden", "raised", "pre", "caption", "entities", "del"],
)
def test_text(tmp_path: Path, markup: str, text: str) -> None:
    assert page(tmp_path, f"<html><body>{markup}").text == text


def test_tables(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<html><p>Trên<table><caption>Biểu 1</caption><thead><tr><td rowspan=2>Xã<td colspan=2>Số <br>hộ<tr><td>2022<td>2023"
        "</thead><tr><th>A<td>10<td>12<tr><th>B<td><td>1.312</table><p>Dưới",
    )
    assert document.text == "Trên\nBiểu 1\n\nXã\tSố hộ\n\t2022\t2023\nA\t10\t12\nB\t\t1.312\n\nDưới\n"
    cells = [
        (document.text[c.start : c.end], c.row, c.column, c.rows, c.columns, c.header) for c in document.grids[0].cells
    ]
    assert cells[:3] == [("Xã", 0, 0, 2, 1, True), ("Số hộ", 0, 1, 1, 2, True), ("2022", 1, 1, 1, 1, True)]
    assert cells[4:7] == [("A", 2, 0, 1, 1, True), ("10", 2, 1, 1, 1, False), ("12", 2, 2, 1, 1, False)]
    place = next(p for p in document.places if document.text[p.start : p.end] == "1.312")
    assert (place.table, place.row, place.column) == (1, 4, 3)


@pytest.mark.parametrize(
    ("spans", "rows", "columns"),
    [
        ("rowspan=2 colspan=2", 2, 2),
        ("rowspan=0 colspan=0", 65534, 1),
        ("rowspan=99999999999 colspan=x", 65534, 1),
        ("rowspan=-2 colspan=' 2 '", 1, 2),
    ],
)
def test_spans_of_cells(tmp_path: Path, spans: str, rows: int, columns: int) -> None:
    document = page(tmp_path, f"<html><table><tr><th {spans}>Xã<th>Hộ<tr><td>12<td>13<td>14</table>")
    assert (document.grids[0].cells[0].rows, document.grids[0].cells[0].columns) == (rows, columns)


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>ĐẢNG BỘ XÃ<td>ĐẢNG CỘNG SẢN VIỆT NAM<tr><td>Số 12-BC/ĐU<td>Hòa Bình, ngày 5/9/2025</table>",
        f"<table><tr><td>Menu<td>{PROSE * 20}<tr><td>1<td>2</table>",
        "<table role=presentation><tr><td>A<td>1<tr><td>B<td>2</table>",
        "<table><tr><td><table><tr><td>12</table><td>1</table>",
        "<table><tr><td>Một<tr><td>12</table>",
    ],
    ids=["letterhead", "columns", "told", "nested", "one-column"],
)
def test_tables_that_only_place_things(tmp_path: Path, markup: str) -> None:
    document = page(tmp_path, f"<html><body>{markup}")
    assert (document.grids, "\t" in document.text) == ((), False)


@pytest.mark.parametrize(
    ("head", "above", "day"),
    [
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-12-28T20:00Z"}</script>',
            "",
            29,
        ),
        ('<meta property="article:published_time" content="2023-12-28T09:00:00+07:00">', "", 28),
        ("", "<time datetime='2023-12-28'>hôm qua</time>", 28),
        ("", "<span>Thứ năm, 28/12/2023 | 10:00</span>", 28),
        ("", "<p class=i>28/12/2023 10:00 | Lượt xem: 1.532</p>", 28),
        ("", "<div>Cập nhật ngày 28 tháng 12 năm 2023</div>", 28),
        (
            '<meta name="pubdate" content="hôm qua"><script type="application/ld+json">{</script>',
            "<i>28.12.2023</i>",
            28,
        ),
    ],
    ids=["json-ld", "meta", "time", "line", "line of furniture", "words", "nonsense"],
)
def test_title_and_date(tmp_path: Path, head: str, above: str, day: int) -> None:
    path = tmp_path / "tin.html"
    path.write_text(
        f"<html><head><title>Xã Hòa Bình kết nạp 12 đảng viên - Cổng thông tin</title>{head}</head><body>"
        "<header><h1>Cổng thông tin</h1><p>Thứ hai, 23/11/2026</p></header>"
        f"<div><h1>Xã Hòa Bình kết nạp 12 đảng viên</h1>{above}<div>{f'<p>{PROSE}</p>' * 5}</div></div>"
        "<div><h3>Tin liên quan</h3><p><a href=x>Trao 15 suất quà</a><time datetime='2020-01-01'>(20/08)</time></p></div>",
        encoding="utf-8",
    )
    report = extract_file(path)
    assert (report.title, str(report.published)) == ("Xã Hòa Bình kết nạp 12 đảng viên", f"2023-12-{day}")
    assert report.source.media_type == "text/html"
    assert {f.text for f in report.figures} == {"12"}
    assert {n.text for n in report.numbers if n.kind == "other"} >= {"15"}


@pytest.mark.parametrize(
    "head",
    ["<title>Kết nạp 12 đảng viên | Báo tỉnh</title>", '<meta property="og:title" content="Kết nạp 12 đảng viên">'],
)
def test_a_title_without_heading(tmp_path: Path, head: str) -> None:
    document = page(tmp_path, f"<html><head>{head}</head><body><div class=t>Kết nạp 12 đảng viên</div><p>{PROSE}")
    assert document.title is not None
    assert document.text[slice(*document.title)] == "Kết nạp 12 đảng viên"


@pytest.mark.parametrize(
    ("markup", "kinds"),
    [
        ("<nav><a href=x>Tin 24h</a></nav>", {"menu"}),
        ("<div class='ykien boxComment2'><p>Anh An: 15 hộ</div>", {"comment"}),
        ("<section><h4>Dự báo thời tiết Hà Nội</h4><p>28 độ</section>", {"weather"}),
        ("<h3>Bình luận (3)</h3><p>Anh An: 15 hộ<p>Chị Bình: 16 hộ", {"comment"}),
        ("<div><b>Thăm dò ý kiến</b><br>Tốt: 15 phiếu<br>Xấu: 3 phiếu</div>", {"poll"}),
        ("<ul><li><a href=x>Trao 15 suất quà cho học sinh nghèo vượt khó</a><li><a href=y>Tặng 16 xe đạp cho trẻ em nghèo</a></ul>",
         {"related"}),
        ("<p>Xem thêm: <a href=x>Trao 15 suất quà cho học sinh nghèo vượt khó, học giỏi trong toàn huyện</a>", {"related"}),
        ("<footer>ĐT: 024.123</footer>", {"footer"}),
        ("<form><input name=q>Nhập 6 ký tự<select><option>Sở 1</select></form>", {"furniture"}),
    ],
    ids=["nav", "name", "heading", "rest", "breaks", "links", "inline", "footer", "form"],
)  # fmt: skip
def test_furniture_is_labelled(tmp_path: Path, markup: str, kinds: set[str]) -> None:
    document = page(tmp_path, f"<html><body><div><h1>Kết nạp đảng viên ở xã</h1>{f'<p>{PROSE}</p>' * 4}{markup}</div>")
    assert {aside.kind for aside in document.asides} == kinds
    assert body(document).strip().split("\n") == ["Kết nạp đảng viên ở xã", *[PROSE.strip()] * 4]


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class='menu comment'>{PROSE * 4}</div>",
        f"<form id=aspnetForm>{PROSE * 4}</form>",
        f"<h2>Thời tiết</h2><p>{PROSE * 2}</p><p>{PROSE * 2}</p>",
        "<div class=p1><p>" + f"</div><div class=p2><p>{PROSE * 2}" * 4,
        "<p>Mở 4 lớp<p>Tặng 5 suất quà",
    ],
    ids=["name", "form", "heading", "parts", "short"],
)
def test_the_article_is_never_furniture(tmp_path: Path, markup: str) -> None:
    document = page(tmp_path, f"<html><body>{markup}")
    assert [a for a in document.asides if a.end - a.start > len("Thời tiết")] == []


def cp1258(text: str) -> bytes:
    return b"".join(c.encode("cp1258") for c in text)


@pytest.mark.parametrize(
    ("data", "encoding", "told"),
    [
        ("<html><p>Đảng viên".encode(), "utf-8", None),
        ("<html><meta charset=iso-8859-1><p>Đảng viên".encode(), "utf-8", None),
        ("\ufeff<html><p>Đảng viên".encode(), "utf-8", None),
        ("<html><p>Đảng viên".encode("utf-16"), "utf-16-le", None),
        ("<html><p>Đảng viên".encode("utf-16-le"), "utf-16-le", None),
        (b"<html><meta charset=windows-1258><p>" + cp1258("Đảng".replace("ả", "a\u0309")), "cp1258", None),
        (
            b"<meta http-equiv=Content-Type content='text/html; charset=gb2312'><p>" + "党员".encode("gbk"),
            "gb2312",
            None,
        ),
        ('<?xml version="1.0" encoding="utf-16"?><html xmlns="x"><p>Đảng viên'.encode(), "utf-8", None),
        (b"<html><meta charset=utf-8><p>" + "Đảng viên".encode("cp1258", "ignore"), "cp1258", "windows-1258"),
        (b"<html><meta charset=utf-8><p>\xff \xc4\x90", "utf-8", None),
    ],
    ids=["none", "lie", "bom", "utf16", "utf16-no-bom", "meta", "http-equiv", "xml", "user", "broken"],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str, told: str | None) -> None:
    path = tmp_path / "x.htm"
    path.write_bytes(data)
    document = read(path, encoding=told)
    assert document.encoding == encoding
    assert document.text.strip()[0] in "Đ党\ufffd"


@pytest.mark.parametrize(
    ("markup", "limits", "problem"),
    [
        ("<html>", "", "holds no text"),
        ("<html><script>12</script>", "", "holds no text"),
        (f"<html><p {' '.join(f'a{i}=1' for i in range(30000))}>12", "", "more than 2,000 attributes"),
        ("<html><p>" + "1 " * 5000, "characters=100", "more than 100 characters"),
        ("<html><table><tr><th>1" + "<tr><td>1<td>2" * 500, "cells=100", "more than 100 cells"),
        ("<html><table><tr><th>1" + "<tr><td>1<td colspan=900>2<td>3" * 5000, "characters=100000", "more than 100,000"),
    ],
    ids=["empty", "code", "attributes", "characters", "cells", "spans"],
)
def test_bad_pages_are_named_with_a_remedy(tmp_path: Path, markup: str, limits: str, problem: str) -> None:
    path = tmp_path / "x.html"
    path.write_text(markup, encoding="utf-8")
    with pytest.raises(ReadError, match=problem) as caught:
        read(path, limits=Limits.of(*limits.split()))
    assert "; " in str(caught.value)


@pytest.mark.parametrize(
    ("markup", "figures"),
    [
        ("<div>" * 50_000 + "Kết nạp 12 đảng viên" + "</div>" * 50_000 + "<p>Mở 5 lớp", {"12", "5"}),
        ("<b>" * 50_000 + "Kết nạp 12 đảng viên", {"12"}),
        ("<table><tr><td>" * 3_000 + "Kết nạp 12 đảng viên", {"12"}),
        ("<p></p>" * 100_000 + "Kết nạp 12 đảng viên", {"12"}),
        ("<ul><li>" * 1_500 + "Kết nạp 12 đảng viên", {"12"}),
        (
            '<!DOCTYPE html [<!ENTITY a "99"><!ENTITY b SYSTEM "file:///etc/passwd">]><p>&a; &b; Kết nạp 12 đảng viên',
            {"12"},
        ),
        ("<h3>Tin khác</h3>" * 20_000 + f"<p>{PROSE}", {"12"}),
    ],
    ids=["deep", "inline", "tables", "empty", "lists", "entities", "headings"],
)
def test_hostile_pages_are_bounded(tmp_path: Path, markup: str, figures: set[str]) -> None:
    path = tmp_path / "x.html"
    path.write_text(markup if markup.startswith("<!") else f"<html><body>{markup}", encoding="utf-8")
    since = time.monotonic()
    assert {f.text for f in extract_file(path).figures} == figures
    assert time.monotonic() - since < 20


def test_ten_megabytes(tmp_path: Path) -> None:
    since = time.monotonic()
    document = page(tmp_path, "<html><body>" + f"<div class=a><p>{PROSE}<b>12</b></p></div>" * 60_000)
    assert len(document.text) > 6_000_000
    assert time.monotonic() - since < 60


def test_the_text_does_not_depend_on_the_patterns(tmp_path: Path) -> None:
    class None_:  # noqa: N801
        def words(self, role: str) -> tuple[str, ...]:
            return ()

    path = tmp_path / "x.html"
    path.write_text(TEMPLATES["article"](PROSE * 5), encoding="utf-8")
    assert read(path).text == read(path, patterns=None_()).text


def test_mutated_pages_end_in_a_record_or_a_named_error(tmp_path: Path) -> None:
    draw = random.Random(4)  # noqa: S311
    pages = [TEMPLATES[name](PROSE + "Bảng\n<table>").encode() for name in TEMPLATES]
    pieces = [
        b"<",
        b">",
        b"\0",
        b"\xff",
        b"</div>",
        b"<table><td>",
        b"&#x",
        b'"',
        b"<!--",
        b"<script>",
        b"rowspan=99999 ",
    ]
    path = tmp_path / "x.html"
    until = time.monotonic() + 15
    for _ in range(150):
        data = bytearray(draw.choice(pages))
        for _ in range(draw.randrange(1, 8)):
            at = draw.randrange(len(data))
            data[at : at + draw.randrange(20)] = draw.choice(pieces)
        path.write_bytes(data[: draw.randrange(1, len(data))] if draw.random() < 0.3 else data)
        with suppress(ReportExtractError):
            report, text = extract_file(path), read(path).text
            assert all(text[f.start : f.end] == f.text for f in report.figures)
        if time.monotonic() > until:
            break
