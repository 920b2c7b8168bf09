"""Pictures of pages (.jpg, .png, .tif): read by tesseract, as scanned pages of a PDF are.

What the file says of how it is to be turned is heeded: photographs need it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from PIL import Image, ImageOps

from report_extract.errors import ReadError
from report_extract.readers.assembly import Assembly, Source
from report_extract.readers.document import Document
from report_extract.readers.pdf import scans
from report_extract.readers.pdf.words import page_lines
from report_extract.readers.pdf.writing import Unread, Written, write

_FORMATS: Final = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
_WIDTH = 595  # points: a picture does not say how wide its page was
_MOST_DOTS = 150_000_000  # of a picture: A4 at 1,200 dots an inch has 140 million
_READ_DOTS = 20_000_000  # more do not help
_FEWEST_ACROSS = 1600  # dots: with fewer, letters are too small to be told apart


class _Page(NamedTuple):
    """A page of a picture of so many pages; its height in points."""

    total: int
    picture: scans.Picture
    height: float


def read(source: Source) -> Document:
    """The text of a picture, or of each page of a .tif; raises `ReadError`."""
    assembly = Assembly(source)
    program = scans.installed()
    sheets: list[Written] = []
    unread: Unread = {}
    total = 0
    for number, page in enumerate(_pages(source), 1):
        total = page.total
        words, problem = scans.read(program, page.picture, assembly.budget)
        if problem:
            unread.setdefault(problem, []).append(number)
        sheets.append(Written(number, _WIDTH, page.height, page_lines(words, number, _WIDTH), ocr=True))
    write(assembly, sheets, total, unread)
    return assembly.document(f"image/{_kind(source.data)}")


def _pages(source: Source) -> Iterator[_Page]:
    """The pages that are to be read; raises `ReadError`."""
    index = 0
    try:
        with _opened(source.data) as image:
            with _silence():
                total = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            for index in range(min(total, source.limits.pages)):
                yield _page(image, index, total)
    except Image.DecompressionBombError:
        raise ReadError(
            f"has more than {_MOST_DOTS:,} dots", file=source.name, place=f"page {index + 1}",
            remedy="save it with fewer",
        ) from None  # fmt: skip
    except Exception:  # Pillow does not name the errors that a broken file can bring about
        raise ReadError("is a broken picture", file=source.name, remedy="save it again, or get it anew") from None


def _page(image: Image.Image, index: int, total: int) -> _Page:
    """A page, counted from 0; raises `DecompressionBombError` as Pillow does, but sooner."""
    with _silence():
        image.seek(index)
        if image.width * image.height > _MOST_DOTS:
            raise Image.DecompressionBombError
        grey = _grey(image)
    scale = grey.width / _WIDTH
    return _Page(total, scans.Picture(_pgm(grey), scale), grey.height / scale)


def _opened(data: bytes) -> Image.Image:
    with _silence():
        return Image.open(io.BytesIO(data), formats=_FORMATS)


@contextmanager
def _silence() -> Iterator[None]:
    """Pillow warns of what it leaves out; never held over what the caller does, since it is one for all threads."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _kind(data: bytes) -> str:
    with _opened(data) as image:
        return str(image.format).lower()


def _grey(image: Image.Image) -> Image.Image:
    """In grey, white where it is transparent, upright, and neither huge nor tiny."""
    image.draft("L", image.size)
    if image.has_transparency_data:
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground
    upright = ImageOps.exif_transpose(image).convert("L")
    factor = max(1.0, _FEWEST_ACROSS / upright.width)
    factor = min(factor, (_READ_DOTS / (upright.width * upright.height)) ** 0.5)
    if factor == 1:
        return upright
    return upright.resize((max(1, round(upright.width * factor)), max(1, round(upright.height * factor))))


def _pgm(image: Image.Image) -> bytes:
    return b"P5 %d %d 255\n" % image.size + image.tobytes()
