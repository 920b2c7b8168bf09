"""Every format that is known: empty files, files cut short, and names that lie."""

import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from render_docx import docx, p, packed, tbl
from render_office import odt_of
from render_pdf import Sheets
from render_xlsx import saved
from report_extract import extract_file
from report_extract.errors import ReadError
from report_extract.readers import FORMATS, Format, Limits, read, read_all

LINE = "Năm 2023, Đảng bộ kết nạp được 333 đảng viên mới."
ROWS = [["Xã", "Số hộ nghèo"], ["An Sơn", "12"], ["Bình Sơn", "8"]]
TABLE = "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in ROWS) + "</table>"
ODT_TABLE = (
    '<table:table><table:table-column table:number-columns-repeated="2"/>'
    + "".join(
        "<table:table-row>" + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in ROWS
    )
    + "</table:table>"
)  # fmt: skip
SUFFIXES = [(form, suffix) for form in FORMATS for suffix in form.suffixes]
# How files of a kind begin; what follows is missing.
BEGINNINGS = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Length 99 >> stream\n\0\1\2\3\4",
    "zip": b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xdf\xa4\xd2l" * 8,
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "ole doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
    "rtf": b"{\\rtf1\\ansi Ket nap 12 dang vien",
    "odt": b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01",
    "noise": bytes(range(256)) * 8,
}


def write(folder: Path, suffix: str, data: bytes) -> Path:
    path = folder / f"báo cáo{suffix}"
    path.write_bytes(data)
    return path


def named(error: ReadError, path: Path) -> bool:
    """One line that names the file and says what to do."""
    message = str(error)
    return message.startswith(f"{path}: ") and "; " in message and "\n" not in message


def form_of(reader: str) -> Format:
    return next(form for form in FORMATS if form.reader == reader)


def ruled_pdf(line: str, rows: list[list[str]]) -> bytes:
    sheets = Sheets(head="", numbered=False)
    sheets.paragraph(line)
    sheets.table(rows, [150, 100])
    return sheets.bytes()


def sheet(line: str, rows: list[list[str]]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Xã"
    page.append([line])
    page.append([])
    for row in rows:
        page.append([int(cell) if cell.isdecimal() else cell for cell in row])
    return saved(book)


@pytest.mark.parametrize(("form", "suffix"), SUFFIXES, ids=[suffix for _, suffix in SUFFIXES])
def test_an_empty_file(tmp_path: Path, form: Format, suffix: str) -> None:
    path = write(tmp_path, suffix, b"")
    with pytest.raises(ReadError, match="is empty; give a file with text") as caught:
        read(path)
    assert named(caught.value, path)


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize(("form", "suffix"), SUFFIXES, ids=[suffix for _, suffix in SUFFIXES])
def test_a_file_cut_short_under_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Format, suffix: str, beginning: str
) -> None:
    monkeypatch.setenv("PATH", "")  # other programs need seconds for each; their readers have tests of their own
    path = write(tmp_path, suffix, BEGINNINGS[beginning])
    with pytest.raises(ReadError) as caught:
        read(path, limits=Limits(seconds=30))
    assert named(caught.value, path)


@pytest.mark.parametrize(("form", "suffix"), SUFFIXES, ids=[suffix for _, suffix in SUFFIXES])
def test_plain_text_under_the_name_of_another_format(tmp_path: Path, form: Format, suffix: str) -> None:
    document = read(write(tmp_path, suffix.upper(), "Kết nạp 12 đảng viên.".encode()))
    assert (document.text, document.media_type) == ("Kết nạp 12 đảng viên.", "text/plain")
    [note] = document.notes
    assert note.code == "wrong_suffix"
    assert form.name in note.message


@pytest.mark.parametrize(
    ("library", "reader", "extra", "data"),
    [
        ("docx", "docx", "docx", packed({"word/document.xml": "<x/>"})),
        ("openpyxl", "xlsx", "xlsx", packed({"xl/workbook.xml": "<x/>"})),
        ("pypdfium2", "pdf", "pdf", BEGINNINGS["pdf"]),
        ("lxml", "html", "html", b"<!DOCTYPE html><p>x"),
        ("PIL", "picture", "pdf", BEGINNINGS["png"]),
    ],
    ids=["docx", "xlsx", "pdf", "html", "picture"],
)
def test_without_its_library_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, reader: str, extra: str, data: bytes
) -> None:
    name = f"report_extract.readers.{reader}"
    for module in [m for m in sys.modules if m == name or m.startswith((f"{name}.", f"{library}."))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    path = write(tmp_path, form_of(reader).suffixes[0], data)
    with pytest.raises(
        ReadError, match=rf'needs {library}\S* to be read; .*pip install "report-extract\[{extra}\]"'
    ) as caught:
        read(path)
    assert named(caught.value, path)


@pytest.mark.parametrize(
    ("name", "data", "line", "cell"),
    [
        ("r.txt", f"{LINE}\n".encode(), None, None),
        ("r.docx", docx(p(LINE) + tbl(*ROWS)), {"paragraph": 1}, {"table": 1, "row": 2, "column": 2}),
        ("r.html", f"<html><body><p>{LINE}</p>{TABLE}</body></html>".encode(),
         {"paragraph": 1}, {"table": 1, "row": 2, "column": 2}),
        ("r.pdf", ruled_pdf(LINE, ROWS), {"page": 1, "paragraph": 1}, {"page": 1, "table": 1, "row": 2, "column": 2}),
        ("r.xlsx", sheet(LINE, ROWS), {"sheet": "Xã", "row": 1, "column": 1, "cell": "A1"},
         {"sheet": "Xã", "table": 1, "row": 4, "column": 2, "cell": "B4"}),
        ("r.odt", odt_of(f"<text:p>{LINE}</text:p>{ODT_TABLE}"), {"paragraph": 1}, {"table": 1, "row": 2, "column": 2}),
    ],
    ids=["txt", "docx", "html", "pdf", "xlsx", "odt"],
)  # fmt: skip
def test_figures_say_where_in_the_file_they_stand(
    tmp_path: Path, name: str, data: bytes, line: dict[str, object] | None, cell: dict[str, object] | None
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    report = extract_file(path)
    found = {f.text: f.location and f.location.model_dump(exclude_none=True) for f in report.figures}
    wanted = {"333": line, "12": cell} if cell else {"333": line}
    assert {text: found.get(text) for text in wanted} == wanted
    text = read(path).text
    assert all(text[f.start : f.end] == f.text for f in report.figures)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = write(tmp_path, ".txt", "Kết nạp 12 đảng viên.".encode())
    bad = [write(tmp_path, suffix, b"") for _, suffix in SUFFIXES]
    found = list(read_all([*bad, good, tmp_path / "none", good]))
    assert [isinstance(one, ReadError) for one in found] == [True] * len(bad) + [False, True, False]
