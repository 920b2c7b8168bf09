"""Word files: what Word shows is read, once, and nothing else."""

import io
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as WordDocument

from equality import Share, facts, report_files
from render_docx import box, docx, listed, lvl, members, numbering, p, packed, rendered, run, tbl, tc, tr
from report_extract import Report, extract_file
from report_extract.readers import Document, Source
from report_extract.readers.docx import read
from report_extract.readers.docx import text as docx_text
from support import SAMPLES, report_of

DELETED = '<w:del w:id="1"><w:r><w:delText>99</w:delText></w:r></w:del>'
OPEN, CODE, SHOW, CLOSE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText> PAGE 7 </w:instrText></w:r>",
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
)  # fmt: skip
SDT = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
REMOVED = "<w:rPr><w:del/></w:rPr>"


def document(data: bytes) -> Document:
    """A file, read."""
    return read(Source("r.docx", data))


def text_of(body: str, **parts: str) -> str:
    """The text of a body."""
    return document(docx(body, **parts)).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("một") + p() + p("hai"), "một\n\nhai\n"),
        (p(run("a\tb\nc")), "a\tb\nc\n"),
        (p(run("tấn") + "<w:r><w:noBreakHyphen/></w:r>" + run("hàng")), "tấn-hàng\n"),
        (p(run("kết") + "<w:r><w:softHyphen/></w:r>" + run("nạp")), "kết\xadnạp\n"),
        (p('<w:r><w:br w:type="page"/></w:r>' + run("trang sau")), "trang sau\n"),
        (p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 5")), "≥ 5\n"),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run("đạt")), "đạt\n"),
        (p(unicodedata.normalize("NFD", "Hòa Bình")), unicodedata.normalize("NFD", "Hòa Bình\n")),
        (p(run("12 ") + "<w:ins>" + run("con ") + "</w:ins>" + DELETED + run("bò")), "12 con bò\n"),
        (p("<w:moveFrom>" + run("cũ ") + "</w:moveFrom><w:moveTo>" + run("mới") + "</w:moveTo>"), "mới\n"),
        (p("đầu ", REMOVED) + p("cuối"), "đầu cuối\n"),
        (p("<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>", REMOVED) + p("còn"), "còn\n"),
        (SDT.format(p("khối")), "khối\n"),
        (p(SDT.format(run("trong"))), "trong\n"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + p("Nhập chữ") + "</w:sdtContent></w:sdt>"
         + p("có"), "có\n"),
        (p("<w:smartTag><w:smartTagPr/>" + run("thẻ") + "</w:smartTag><w:customXml>" + run(" x") + "</w:customXml>"),
         "thẻ x\n"),
        (p('<w:fldSimple w:instr="DATE">' + run("2023") + "</w:fldSimple>"), "2023\n"),
        (p(run("trang ") + OPEN + CODE + run("99") + SHOW + run("3") + CLOSE + run(" hết")), "trang 3 hết\n"),
        (p(run("thấy") + run("ẩn 99", extra="<w:vanish/>") + run(" cả", extra='<w:vanish w:val="0"/>')), "thấy cả\n"),
        (p(run("trước") + box(p("trong khung") + tbl(["a", "1"]))) + p("sau"),
         "trước\ntrong khung\n\na\t1\n\nsau\n"),
        (p("<m:oMath><m:f><m:num><m:r><m:t>52</m:t></m:r></m:num><m:den><m:r><m:t>60</m:t></m:r></m:den></m:f>"
           "</m:oMath>" + run(" xã")), "52/60 xã\n"),
        (p("<mc:AlternateContent><mc:Fallback>" + run("cũ") + "</mc:Fallback></mc:AlternateContent>"), "cũ\n"),
    ],
)  # fmt: skip
def test_paragraphs(body: str, text: str) -> None:
    assert text_of(body) == text


SPAN = '<w:gridSpan w:val="{}"/>'
TOP, UNDER = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


CENTRED = '<w:jc w:val="center"/>'
CENTRED_STYLE = f"""<w:style w:type="paragraph" w:styleId="T"><w:pPr>{CENTRED}</w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="U"><w:basedOn w:val="T"/></w:style>"""


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("Một", CENTRED) + p("Hai", CENTRED) + p("Ba"), "Một\nHai\n\nBa\n"),
        (p("Một") + p("Hai", CENTRED) + p("Ba", '<w:jc w:val="both"/>'), "Một\n\nHai\n\nBa\n"),
        (p("Một", '<w:pStyle w:val="U"/>') + p("Hai", '<w:pStyle w:val="T"/><w:jc w:val="left"/>'), "Một\n\nHai\n"),
        (p("Một", CENTRED) + p("", CENTRED) + p("Ba"), "Một\n\nBa\n"),
        (p("Một", CENTRED) + p("") + p("Ba"), "Một\n\nBa\n"),
        (p("Một", '<w:jc w:val="both"/>') + p("Hai", '<w:jc w:val="right"/>'), "Một\nHai\n"),
        (p("Một", CENTRED) + tbl(["Xã", "12"]) + p("Ba"), "Một\n\nXã\t12\n\nBa\n"),
    ],
)
def test_centred_lines_stand_apart(body: str, text: str) -> None:
    assert text_of(body, styles=CENTRED_STYLE) == text


@pytest.mark.parametrize(
    ("table", "text", "cells"),
    [
        (tbl(["Chỉ tiêu", "Số"], ["Lợn", "12"]), "Chỉ tiêu\tSố\nLợn\t12",
         [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        (tbl(tr(tc("A", SPAN.format(2)), "B"), ["1", "2", "3"]), "A\t\tB\n1\t2\t3",
         [(0, 0, 1, 2), (0, 2, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)]),
        (tbl(tr(tc("A", TOP), "1"), tr(tc("", UNDER), "2"), tr(tc("", UNDER), "3"), ["B", "4"]),
         "A\t1\n\t2\n\t3\nB\t4",
         [(0, 0, 3, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 1, 1, 1), (3, 0, 1, 1), (3, 1, 1, 1)]),
        (tbl(tr(tc("A", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>'), "B")), "A\t\tB",
         [(0, 0, 1, 2), (0, 2, 1, 1)]),
        (tbl(tr("x", properties='<w:gridBefore w:val="1"/>')), "\tx", [(0, 1, 1, 1)]),
        (tbl(["a", "1"], tr("b", "2", properties="<w:del/>"), ["c", "3"]), "a\t1\nc\t3",
         [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        (tbl(SDT.format(tr("a", "1")), "<w:tr>" + SDT.format(tc("b")) + tc("2") + "</w:tr>"), "a\t1\nb\t2",
         [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        (tbl(["a", tc(p("12") + p("con"))]), "a\t12 con", [(0, 0, 1, 1), (0, 1, 1, 1)]),
        (tbl(tr(tc("x", SPAN.format(10**9)), "y")), "x" + "\t" * 63 + "y", [(0, 0, 1, 63), (0, 63, 1, 1)]),
    ],
    ids=["plain", "span", "down", "hmerge", "before", "deleted-row", "controls", "two-paragraphs", "absurd-span"],
)  # fmt: skip
def test_tables(table: str, text: str, cells: list[tuple[int, int, int, int]]) -> None:
    read_ = document(docx(p("trên") + table + p("dưới")))
    assert read_.text == f"trên\n\n{text}\n\ndưới\n"
    (grid,) = read_.grids
    assert [(c.row, c.column, c.rows, c.columns) for c in grid.cells] == cells
    assert "\n" + read_.text[grid.start : grid.end].rstrip("\n") == "\n" + text


def test_header_rows_are_flagged() -> None:
    table = tbl(tr("Năm", "2023", properties="<w:tblHeader/>"), tr("a", "1", properties='<w:tblHeader w:val="0"/>'))
    assert [cell.header for cell in document(docx(table)).grids[0].cells] == [True, True, False, False]


def test_nested_tables_follow_and_places_are_told() -> None:
    inner = tbl(["trong", "1"])
    body = p("một") + tbl(["ngoài", f"{tc(p('2') + inner + p())}"]) + p() + p("hai") + tbl(["ba", "3"])
    found = document(docx(body))
    assert found.text == "một\n\nngoài\t2\n\n\ntrong\t1\n\n\nhai\n\nba\t3\n\n"
    said = {found.text[a.start : a.end]: (a.paragraph, a.table, a.row, a.column) for a in found.places}
    assert (said["một"], said["hai"]) == ((1, None, None, None), (2, None, None, None))
    assert (said["2"], said["1"], said["3"]) == ((None, 1, 1, 2), (None, 2, 1, 2), (None, 3, 1, 2))
    assert [found.text[g.start : g.end] for g in found.grids] == ["ngoài\t2\n", "trong\t1\n", "ba\t3\n"]


def test_a_letterhead_in_a_table_is_read_as_one_of_blanks(tmp_path: Path) -> None:
    text = (SAMPLES / "ubnd-xa.txt").read_text("utf-8")
    lines = text.split("\n")
    pairs = [re.split(" {3,}", line) for line in lines[:3]]
    cells = ["".join(p(pair[side]) for pair in pairs) for side in (0, 1)]
    data = docx(tbl(tr(*map(tc, cells)), ruled=False) + "".join(map(p, lines[3:])))
    found, expected = extracted(tmp_path, data), report_of(text)
    assert expected.organization
    assert (found.organization, found.title, found.published, found.period and found.period.text) == (
        expected.organization, expected.title, expected.published, expected.period and expected.period.text
    )  # fmt: skip
    assert facts(found) == facts(expected)


def test_a_letterhead_is_set_line_by_line() -> None:
    left = tc(p("ỦY BAN NHÂN DÂN") + p("XÃ HÒA LÂM TRUNG") + p("Số: 86/BC-UBND"))
    right = tc(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc"))
    unruled = document(docx(tbl(tr(left, right), ruled=False) + p("BÁO CÁO")))
    assert unruled.text.split("\n")[1:4] == [
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ HÒA LÂM TRUNG\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 86/BC-UBND",
    ]
    assert not unruled.grids
    broken = (
        tc(p("ỦY BAN NHÂN DÂN\nXÃ HÒA LÂM TRUNG\nSố: 86/BC-UBND")),
        tc(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")),
    )
    assert document(docx(tbl(tr(*broken), ruled=False) + p("BÁO CÁO"))).text == unruled.text
    styles = (
        '<w:style w:type="table" w:styleId="A"><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders>'
        '</w:tblPr></w:style><w:style w:type="table" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    ruled = tbl(tr(left, right), ruled=False).replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="B"/>')
    assert len(document(docx(ruled, styles=styles)).grids) == 1


@pytest.mark.parametrize(
    ("lists", "body", "lines"),
    [
        (numbering(lvl("decimal", "%1.")), listed("a") + p() + listed("b", 2) + p("x") + listed("c"),
         ["1. a", "", "2. b", "x", "3. c"]),
        (numbering(lvl("upperRoman", "%1."), lvl("decimal", "%1.%2.", 1, "<w:isLgl/><w:start w:val='1'/>")),
         listed("a") + listed("b", 1, 1) + listed("c", 1, 1) + listed("d") + listed("e", 1, 1),
         ["I. a", "1.1. b", "1.2. c", "II. d", "2.1. e"]),
        (numbering(lvl("decimal", "%1)"), overrides='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
                   "</w:lvlOverride>"), listed("a") + listed("b") + listed("c", 2) + listed("d", 2),
         ["1) a", "2) b", "1) c", "2) d"]),
        (numbering(lvl("decimal", "%1."),
                   lvl("lowerLetter", "%2)", 1, "<w:start w:val='3'/><w:lvlRestart w:val='0'/>")),
         listed("a") + listed("b", 1, 1) + listed("c") + listed("d", 1, 1), ["1. a", "c) b", "2. c", "d) d"]),
        (numbering(lvl("decimal", "%1."), lvl("lowerRoman", "%1(%2)", 1)),
         listed("a", 1, 1) + listed("b", 1, 1) + listed("c") + listed("d", 1, 1),
         ["1(i) a", "1(ii) b", "2. c", "2(i) d"]),
        (numbering(lvl("upperLetter", "%1.", 0, "<w:start w:val='27'/>")), listed("a"), ["AA. a"]),
        (numbering(lvl("decimalZero", "Điều %1")), listed("a"), ["Điều 01 a"]),
        (numbering(lvl("bullet", "\uf0b7"), lvl("bullet", "+", 1)), listed("a") + listed("b", 1, 1), ["- a", "+ b"]),
        (numbering(lvl("none", "")), listed("a"), ["a"]),
        (numbering(lvl("decimal", "%1.")), listed("a", 0) + listed("b", 9) + listed("c", 1, 5), ["a", "b", "c"]),
        (numbering(lvl("decimal", "%1.")), listed("a") + p("", REMOVED) + listed("b"), ["1. a", "2. b"]),
    ],
    ids=["goes-on", "legal", "override", "no-restart", "above-unseen", "letters", "zero", "bullets", "none",
         "unknown", "removed"],
)  # fmt: skip
def test_list_numbers(lists: str, body: str, lines: list[str]) -> None:
    assert text_of(body, numbering=lists).split("\n")[:-1] == lines


def test_list_numbers_of_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="K"><w:basedOn w:val="H"/></w:style>'
    )
    lists = numbering(lvl("decimal", "%1."), lvl("decimal", "%1.%2.", 1, '<w:start w:val="1"/><w:pStyle w:val="H"/>'))
    body = p("a", '<w:pStyle w:val="H"/>') + p("b", '<w:pStyle w:val="K"/>')
    body += p("c", '<w:pStyle w:val="H"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body += p("d", '<w:pStyle w:val="H"/><w:numPr><w:ilvl w:val="0"/></w:numPr>')
    assert text_of(body, styles=styles, numbering=lists) == "1.1. a\n1.2. b\nc\n2. d\n"


@pytest.mark.parametrize("form", ["%1", "%1.", "%1)", "(%1)", "%1/", "Mục %1:", "%1-"])
def test_list_numbers_are_no_figures(tmp_path: Path, form: str) -> None:
    said = ["12 đảng viên được kết nạp.", "250 hộ nghèo.", "Trao 3 căn nhà."]
    lists = numbering(lvl("decimal", form, 0, "<w:start w:val='1'/>"))
    report = extracted(tmp_path, docx(p("BÁO CÁO năm 2023") + "".join(map(listed, said)), numbering=lists))
    assert [str(figure.value) for figure in report.figures] == ["12", "250", "3"]
    assert [n.text for n in report.numbers if n.kind == "ordinal"] == ["1", "2", "3"]


def test_list_numbers_in_cells(tmp_path: Path) -> None:
    rows = [tr(tc(listed("")), name, number) for name, number in (("Xã An Sơn", "12"), ("Xã Bình Sơn", "8"))]
    data = docx(tbl(["STT", "Xã", "Hộ nghèo"], *rows), numbering=numbering(lvl("decimal", "%1")))
    found = document(data)
    assert found.text == "\nSTT\tXã\tHộ nghèo\n1\tXã An Sơn\t12\n2\tXã Bình Sơn\t8\n\n"
    assert [found.text[slice(*span)] for span in found.ordinals] == ["1", "2"]
    assert [str(figure.value) for figure in extracted(tmp_path, data).figures] == ["12", "8"]


def test_notes_headers_and_footers_stand_once(tmp_path: Path) -> None:
    section = (
        "<w:sectPr>{}<w:headerReference w:type='default' r:id='header1'/>"
        "<w:headerReference w:type='first' r:id='header2'/>"
        "<w:footerReference w:type='even' r:id='footer2'/><w:footerReference r:id='footer1'/></w:sectPr>"
    )
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = p(run("Kết nạp 12 đảng viên") + refer.format(3) + run(", khai trừ 1") + refer.format(2))
    body += p("x", section.format("")) + DELETED + p("Năm 2023.") + section.format("")
    found = docx(
        body, header1=p("Báo cáo 55"), header2=p("trang đầu"), footer1=p("Trang 7"), footer2=p("chẵn"),
        footnotes='<w:footnote w:type="separator" w:id="-1">' + p("---") + "</w:footnote>"
        '<w:footnote w:id="2">' + p("Ghi 4 người.") + '</w:footnote><w:footnote w:id="3">' + p("Nữ 5 người.")
        + '</w:footnote><w:footnote w:id="4">' + p("không ai nhắc") + "</w:footnote>",
    )  # fmt: skip
    read_ = document(found)
    assert read_.text == (
        "Kết nạp 12 đảng viên, khai trừ 1\nx\nNăm 2023.\n\nNữ 5 người.\n\nGhi 4 người.\nBáo cáo 55\nTrang 7\n"
    )
    asides = [(read_.text[aside.start : aside.end], aside.kind) for aside in read_.asides]
    assert asides == [("Báo cáo 55\n", "header"), ("Trang 7\n", "footer")]
    report = extracted(tmp_path, found)
    assert {"12", "1", "5", "4"} == {str(figure.value) for figure in report.figures}
    assert {n.text: n.kind for n in report.numbers if n.text in ("55", "7")} == {"55": "other", "7": "other"}
    titled = docx(p("x") + section.format("<w:titlePg/>"), header2=p("trang đầu"), settings="<w:evenAndOddHeaders/>",
                  footer2=p("chẵn"))  # fmt: skip
    assert document(titled).text == "x\ntrang đầu\nchẵn\n"


def test_pages_as_word_last_laid_them_out() -> None:
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    found = document(docx(p("một") + p(run("hai") + turn + run("ba")) + p("bốn") + p(turn + run("năm")) + tbl(["6"])))
    assert [place.page for place in found.places] == [1, 1, 2, 3, 3]
    assert [place.page for place in document(docx(p("một"))).places] == [None]


def test_a_table_of_contents_is_furniture(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    data = docx(p("Kết nạp đảng viên\t12", '<w:pStyle w:val="T"/>') + p("Trao 3 căn nhà năm 2023."), styles=styles)
    assert [str(figure.value) for figure in extracted(tmp_path, data).figures] == ["3"]


FONTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="D" w:hAnsi="D"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"/>'
    '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:rFonts w:hAnsi="P"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:basedOn w:val="P"/></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:rPr><w:rFonts w:ascii="C"/></w:rPr></w:style>'
)
OF_P, OF_Q = '<w:pStyle w:val="P"/>', '<w:pStyle w:val="Q"/>'
THEME = '<w:rFonts w:hAnsiTheme="minorHAnsi" w:hAnsi="Z"/>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("a"), "D:a\n"),
        (p("a", OF_P), "P:a\n"),
        (p("a", OF_Q), "P:a\n"),
        (p(run("a", extra='<w:rStyle w:val="C"/>'), OF_Q), "C:a\n"),
        (p(run("a", ".VnTime", '<w:rStyle w:val="C"/>'), OF_Q), ".VnTime:a\n"),
        (p(run("a", extra=THEME), OF_P), "None:a\n"),
        (p(run("n", "VNI-Times") + run("a", "VNI-Times") + run("ø\t", "VNI-Times") + run("b")), "VNI-Times:naø\tD:b\n"),
    ],
)
def test_the_font_of_a_run(monkeypatch: pytest.MonkeyPatch, body: str, text: str) -> None:
    monkeypatch.setattr(docx_text, "convert_run", lambda text, font: f"{font}:{text}" if text else "")
    found = document(docx(body, styles=FONTS))
    assert found.text == text
    assert [note.code for note in found.notes] == ([] if text[:4] == "None" else ["converted_fonts"])


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_text_comes_back_as_it_was(path: Path) -> None:
    text = unicodedata.normalize("NFD", path.read_text("utf-8")) + "hết"
    assert [document(rendered(text, seed)).text for seed in range(3)] == [text + "\n"] * 3


def test_files_of_python_docx() -> None:
    word = WordDocument()
    word.core_properties.title = "không phải chữ của báo cáo"
    word.add_paragraph("Kết nạp 12 đảng viên", style="List Number")
    word.add_paragraph("Trao 3 căn nhà", style="List Number")
    table = word.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Lợn"
    table.cell(0, 1).text, table.cell(1, 1).text = "5", "6"
    stream = io.BytesIO()
    word.save(stream)
    assert document(stream.getvalue()).text == "1. Kết nạp 12 đảng viên\n2. Trao 3 căn nhà\n\nLợn\t5\n\t6\n\n"


def strict(files: dict[str, str]) -> dict[str, str]:
    """The same file in the namespaces of ISO 29500 Strict."""
    old = re.compile(r"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument)/2006/")
    return {name: old.sub(r"http://purl.oclc.org/ooxml/\1/", data) for name, data in files.items()}


def dangling(files: dict[str, str]) -> dict[str, str]:
    """A file that names parts which are not there."""
    files["word/_rels/document.xml.rels"] = files["word/_rels/document.xml.rels"].replace("styles.xml", "NULL")
    return files


@pytest.mark.parametrize("change", [strict, dangling, dict])
def test_unusual_packages(change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    data = packed(change(members(listed("một"), numbering=numbering(lvl("decimal", "%1.")), styles="")))
    assert document(data).text == "1. một\n"


def extracted(folder: Path, data: bytes) -> Report:
    """The report of a file with these bytes."""
    path = folder / "báo cáo.docx"
    path.write_bytes(data)
    return extract_file(path)


def test_the_same_figures_as_from_plain_text(tmp_path: Path) -> None:
    share = Share()
    for seed, path in enumerate(report_files()):
        text = path.read_text("utf-8")
        share.add(report_of(text), extracted(tmp_path, rendered(text, seed)))
    assert share.reaches(0.99), share
