"""Pictures of pages: photographed, scanned, turned, small; and those that are broken or hostile."""

import io
import random
import struct
import warnings
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from render_pdf import Sheets
from report_extract import extract_file
from report_extract.errors import ReadError, ReportExtractError
from report_extract.readers import Document, Limits, Source, picture, read
from report_extract.readers.pdf import scans
from test_pdf import PROSE
from test_pdf_columns import HEAD, ROWS
from test_scans import needs_tesseract


@cache
def page() -> Image.Image:
    """A page with a paragraph and a table."""
    sheets = Sheets(head="", numbered=False)
    sheets.paragraph("BÁO CÁO")
    sheets.paragraph(PROSE)
    sheets.table([HEAD, *ROWS], [40, 180, 80, 80, 80])
    image: Image.Image = pypdfium2.PdfDocument(sheets.bytes())[0].render(scale=200 / 72).to_pil()
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def turned() -> bytes:
    """A photograph that says how it is to be turned."""
    exif = Image.Exif()
    exif[0x112] = 6
    return saved(page().rotate(90, expand=True), "JPEG", exif=exif)


def clear() -> bytes:
    """Black on nothing."""
    dark = page().convert("L").point(lambda value: 255 - value)
    image = Image.new("RGBA", page().size, (0, 0, 0, 0))
    image.putalpha(dark)
    return saved(image, "PNG")


def document_of(folder: Path, data: bytes, name: str = "r.png", *limits: str) -> Document:
    path = folder / name
    path.write_bytes(data)
    return read(path, limits=Limits.of(*limits))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("r.png", lambda: saved(page(), "PNG")),
        ("r.JPG", lambda: saved(page(), "JPEG", quality=70)),
        ("r.tif", lambda: saved(page().convert("1"), "TIFF", compression="group4")),
        ("r.bmp", lambda: saved(page(), "BMP")),
        ("r.webp", lambda: saved(page(), "WEBP")),
        ("r.gif", lambda: saved(page(), "GIF")),
        ("r.jpeg", turned),
        ("small.png", lambda: saved(page().resize((900, 1273)), "PNG")),
        ("clear.png", clear),
        ("wide.png", lambda: saved(page().convert("I;16"), "PNG")),
    ],
    ids=["png", "jpg", "tif", "bmp", "webp", "gif", "turned", "small", "clear", "16-bit"],
)
def test_a_picture_is_read_as_a_scanned_page(tmp_path: Path, name: str, data: Callable[[], bytes]) -> None:
    needs_tesseract()
    document = document_of(tmp_path, data(), name)
    assert PROSE in document.text
    assert document.media_type.startswith("image/")
    assert len(document.grids) == 1
    assert all(place.ocr and place.page == 1 for place in document.places)
    report = extract_file(tmp_path / name)
    assert report.source.ocr == (1,)
    assert "333" in {figure.text for figure in report.figures}
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_pages_of_a_tif(tmp_path: Path) -> None:
    needs_tesseract()
    data = saved(page(), "TIFF", save_all=True, append_images=[page().rotate(180), page()])
    document = document_of(tmp_path, data, "r.tif", "pages=1")
    assert {place.page for place in document.places} == {1}
    assert [note.code for note in document.notes] == ["pages_left_out"]
    assert "1 of 3 pages" in document.notes[0].message


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(side: int, inside: bytes = b"") -> bytes:
    """A .png that says it is so wide and high."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    packed = chunk(b"IDAT", zlib.compress(inside or bytes(10**6)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + packed + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (lambda: saved(page(), "PNG")[:3000], "is a broken picture"),
        (lambda: saved(page(), "JPEG")[:100], "is a broken picture"),
        (lambda: b"\xff\xd8\xff" + b"\0" * 500, "is a broken picture"),
        (lambda: b"II*\0" + b"\x08\0\0\0" * 20, "is a broken picture"),
        (lambda: b"GIF89a" + b"\xff" * 100, "is a broken picture|holds no text"),
        (lambda: bomb(50_000), "page 1: has more than 150,000,000 dots; save it with fewer"),
        (lambda: bomb(12_500), "page 1: has more than 150,000,000 dots; save it with fewer"),
        (lambda: bomb(9_000), "is a broken picture|holds no text"),
        (lambda: saved(Image.new("L", (1, 1)), "PNG"), "holds no text"),
        (lambda: saved(Image.new("L", (1, 9000)), "PNG"), "holds no text"),
    ],
    ids=["cut-png", "cut-jpg", "zeros", "tif", "gif", "bomb", "small-bomb", "large", "dot", "thread"],
)
def test_bad_pictures(tmp_path: Path, data: Callable[[], bytes], problem: str) -> None:
    needs_tesseract()
    with pytest.raises(ReadError, match=problem) as caught:
        document_of(tmp_path, data())
    assert str(caught.value).startswith(str(tmp_path / "r.png"))


def test_without_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "installed", lambda: None)
    with pytest.raises(ReadError, match=r"page 1: scanned, and tesseract .*apt-get install tesseract"):
        document_of(tmp_path, saved(page(), "PNG"))


def test_mutated_files_end_in_a_text_or_a_named_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "installed", lambda: None)
    chance = random.Random(3)  # noqa: S311
    small = page().resize((200, 280))
    for kind in ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"):
        good = saved(small, kind)
        for _ in range(60):
            data = bytearray(good)
            for _ in range(chance.choice((1, 4, 40))):
                data[chance.randrange(len(data) if chance.random() < 0.5 else 60)] = chance.randrange(256)
            with pytest.raises(ReportExtractError):  # without tesseract there is never a text
                picture.read(Source("r", bytes(data[: chance.choice((len(data), len(data) // 2))])))


def test_warnings_are_as_they_were_between_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """What silences them is one for all threads."""
    filters: list[list[Any]] = []

    def seen(*_: object) -> tuple[tuple[()], str]:
        filters.append(list(warnings.filters))
        return (), "not read"

    monkeypatch.setattr(scans, "read", seen)
    with pytest.raises(ReadError):
        picture.read(Source("r", saved(page(), "PNG")))
    assert filters == [list(warnings.filters)]
