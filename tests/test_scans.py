"""Scanned pages of a PDF: read by tesseract where it is installed, named where it is not."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from render_pdf import SIZE, Sheets, font, render
from report_extract import extract_file
from report_extract.errors import ReadError
from report_extract.readers.pdf import scans
from support import report_of
from test_pdf import PROSE, document_of, lines_of, small


def scanned(data: bytes) -> bytes:
    """The pages of a file as pictures only."""
    with_text = pypdfium2.PdfDocument(data)
    sheets = Sheets(head="", numbered=False)
    for page in with_text:
        sheets.canvas.drawImage(ImageReader(page.render(scale=200 / 72, grayscale=True).to_pil()), 0, 0, 595, 842)
        sheets.canvas.showPage()
    with_text.close()
    return sheets.bytes()


def needs_tesseract() -> None:
    """Skip the test where scans cannot be read."""
    scans.installed.cache_clear()
    if scans.installed() is None:
        pytest.skip(f"tesseract with Vietnamese is not installed: {scans.INSTALL}")


def test_a_scanned_page_is_read_and_says_so(tmp_path: Path) -> None:
    needs_tesseract()
    text = f"BÁO CÁO\n\n1. Kết quả năm 2023\n\n{PROSE}"
    document = document_of(tmp_path, scanned(render(text)))
    assert all(place.ocr for place in document.places)
    assert document.notes == ()
    report = extract_file(tmp_path / "r.pdf")
    assert report.source.ocr == (1,)
    sure = {figure.text: figure.confidence for figure in report_of(text).figures}
    assert {"353", "21.208", "333", "45", "30"} <= {figure.text for figure in report.figures}
    assert all(figure.confidence < sure[figure.text] for figure in report.figures)
    assert PROSE in document.text


@pytest.mark.parametrize("tesseract", [True, False])
def test_a_scanned_page_with_a_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tesseract: bool) -> None:
    needs_tesseract()
    if not tesseract:
        monkeypatch.setattr(scans, "installed", lambda: None)
    sheets = Sheets(head="", numbered=False)
    picture = pypdfium2.PdfDocument(render(PROSE))[0].render(scale=200 / 72).to_pil()
    sheets.canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    small(sheets, 350, 60, "Ký bởi: Văn phòng UBND huyện")
    document = document_of(tmp_path, sheets.bytes())
    assert (PROSE in document.text, [note.code for note in document.notes]) == (
        (True, []) if tesseract else (False, ["page_not_read"])
    )


def test_a_scanned_page_without_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    scans.installed.cache_clear()
    try:
        picture = scanned(render("BÁO CÁO\nKết nạp 12 đảng viên."))
        with pytest.raises(ReadError, match=r"holds no text \(not read: page 1: scanned.*apt-get install tesseract"):
            document_of(tmp_path, picture)
    finally:
        scans.installed.cache_clear()


def test_the_other_pages_are_read_without_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "installed", lambda: None)
    sheets = Sheets(head="", numbered=False)
    for _ in range(2):
        sheets.canvas.drawImage(ImageReader(pypdfium2.PdfDocument(render(PROSE))[0].render().to_pil()), 0, 0, 595, 842)
        sheets.feed(1000)
    sheets.paragraph(PROSE)
    document = document_of(tmp_path, sheets.bytes())
    assert lines_of(document) == [PROSE]
    (note,) = document.notes
    assert (note.code, document.places[0].page) == ("page_not_read", 3)
    assert "pages 1-2" in note.message
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in note.message


@pytest.mark.parametrize("ruled", [True, False])
def test_a_page_with_a_picture_behind_it_is_not_scanned(tmp_path: Path, ruled: bool) -> None:
    needs_tesseract()
    sheets = Sheets(head="", numbered=False)
    sheets.canvas.drawImage(ImageReader(Image.new("RGB", (300, 400), (235, 240, 250))), 0, 0, 595, 842)
    sheets.canvas.setFont(font(), SIZE)
    lines = ["BÁO CÁO", "Kết nạp 12 đảng viên.", "Mở 5 lớp bồi dưỡng."]
    for line in lines:
        sheets.paragraph(line)
    if ruled:
        sheets.table([["Đơn vị", "Kết nạp"], ["Xã Hòa Bình", "12"], ["Xã Tân Lập", "15"]], [200, 80])
    document = document_of(tmp_path, sheets.bytes())
    assert lines_of(document)[:3] == lines
    assert (len(document.grids), document.notes) == (int(ruled), ())
    assert not any(place.ocr for place in document.places)


def test_a_box_in_a_stamp_does_not_hide_a_scan(tmp_path: Path) -> None:
    needs_tesseract()
    sheets = Sheets(head="", numbered=False)
    picture = pypdfium2.PdfDocument(render(PROSE))[0].render(scale=200 / 72).to_pil()
    sheets.canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    sheets.canvas.setFont(font(), SIZE)
    sheets.feed(300)
    sheets.table([["Ký bởi", "Văn phòng"], ["Ngày", "12/5/2023"]], [100, 120])
    document = document_of(tmp_path, sheets.bytes())
    assert PROSE in document.text
    assert all(place.ocr for place in document.places)
