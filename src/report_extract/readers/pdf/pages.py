"""Pages through pdfium: words with their boxes, ruling lines, pictures.

pdfium is not safe in threads and may be led to endless work: only `worker` uses it, in a process of its own.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from report_extract.readers.pdf.scans import Picture
from report_extract.readers.pdf.words import Word

_MOST_PIXELS = 20_000_000  # A4 at 300 dots an inch has 9 million
_MOST_OBJECTS = 20_000  # a map, not a table
_THIN = 3.0
_TRACE = 1e-6  # even of a picture that has no size
_MOST_OF_PAGE = 0.5  # that pictures fill
_STAMP = 40  # words
_ASCENT, _DESCENT, _RAISED = 0.9, 0.25, 0.6  # of the size of the letters
_NOTED = 0.15  # of the size: how high the mark of a note stands at least
_SMALLER = 0.8  # of the size of the word that a note begins with
_SUPERSCRIPTS = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
_RAISED_DIGITS = str.maketrans(_SUPERSCRIPTS)
_FINE, _FAR = 100, 1000.0  # pdfium gives places on the page as whole numbers
_HYPHENS = frozenset({0x02, 0xFFFE})  # what pdfium makes of a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page; `ruled`: lines may make a table; `pictured`: the share of it that pictures fill."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    ruled: bool
    pictured: float

    @property
    def scanned(self) -> bool:
        """Is it a picture of a page, with no more text on it than a stamp or a signature adds?"""
        return self.pictured > 0 and (not self.words or (self.pictured > _MOST_OF_PAGE and len(self.words) < _STAMP))


class BrokenError(Exception):
    """A file or page that pdfium cannot read; says why."""


class Pages:
    """An open PDF; raises `BrokenError`."""

    def __init__(self, data: bytes) -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(data)
            self.total = len(self._pdf)
        except pypdfium2.PdfiumError as error:
            raise BrokenError("is encrypted" if "assword" in str(error) else "is a broken PDF") from None

    def close(self) -> None:
        """Give its memory back."""
        self._pdf.close()

    def read(self, index: int) -> Page:
        """A page, counted from 0."""
        page = self._page(index)
        width, height = page.get_size()
        text = page.get_textpage()
        words = tuple(_marked(_words(text, page)))
        text.close()
        ruled, pictured = _drawn(page)
        page.close()
        return Page(index + 1, width, height, words, ruled, pictured)

    def picture(self, index: int, dpi: int) -> Picture:
        """A page as a grey picture, with fewer dots than asked for where the page is huge."""
        page = self._page(index)
        width, height = page.get_size()
        scale = min(dpi / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        data, stride = bytes(bitmap.buffer), bitmap.stride
        rows = b"".join(data[y * stride : y * stride + bitmap.width] for y in range(bitmap.height))
        head = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height)
        bitmap.close()
        page.close()
        return Picture(head + rows, scale)

    def _page(self, index: int) -> pypdfium2.PdfPage:
        try:
            return self._pdf[index]
        except pypdfium2.PdfiumError:
            raise BrokenError("is broken") from None


def _words(text: pypdfium2.PdfTextPage, page: pypdfium2.PdfPage) -> Iterator[Word]:
    """Runs of characters, ended by a blank, another line or a leap."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    ox, oy = ctypes.c_double(), ctypes.c_double()
    place = _placer(page)
    letters: list[str] = []
    x0 = x1 = base = size = 0.0
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, i)
        letter = "-" if code in _HYPHENS else chr(code) if code < 0xD800 or code > 0xDFFF else "\ufffd"
        if 0xD800 <= code < 0xDC00:
            low = pdfium.FPDFText_GetUnicode(text, i + 1)
            letter = chr(0x10000 + ((code - 0xD800) << 10) + low - 0xDC00) if 0xDC00 <= low < 0xE000 else "\ufffd"
        elif 0xDC00 <= code < 0xE000:
            continue
        if letter.isspace() or letter < " ":
            if letters:
                yield _word(letters, x0, x1, base, size)
                letters = []
            continue
        pdfium.FPDFText_GetLooseCharBox(text, i, box)
        pdfium.FPDFText_GetCharOrigin(text, i, ox, oy)
        left, _, right, _ = place(box.left, box.top, box.right, box.bottom)
        below = place(ox.value, oy.value, ox.value, oy.value)[1]
        raised = letter.isalpha() and below - base > _NOTED * size and _SUPERSCRIPTS.keys() >= set(letters)
        if letters and (raised or abs(below - base) > _RAISED * size or not -size < left - x1 < size):
            yield _word(letters, x0, x1, base, size)
            letters = []
        if letters:
            if letter in _SUPERSCRIPTS and base - below > _NOTED * size and not letters[-1].isalpha():
                letter = _SUPERSCRIPTS[letter]  # the mark of a note, or a power: no more digits of a number
            x0, x1 = min(x0, left), max(x1, right)
        else:
            pdfium.FPDFText_GetMatrix(text, i, matrix)
            size = max(0.1, pdfium.FPDFText_GetFontSize(text, i) * math.hypot(matrix.c, matrix.d))
            x0, x1, base = left, right, below
        letters.append(letter)
    if letters:
        yield _word(letters, x0, x1, base, size)


def _marked(words: Iterable[Word]) -> Iterator[Word]:
    """Smaller numbers that stand above the word after them are the marks of notes."""
    last: Word | None = None
    for word in words:
        if last is not None:
            size, usual = last.bottom - last.top, word.bottom - word.top
            above, before = word.bottom - last.bottom, -size < word.x0 - last.x1 < size
            small = last.text.isdecimal() and size < _SMALLER * usual and _NOTED * size < above < usual
            yield last._replace(text=last.text.translate(_RAISED_DIGITS)) if small and before else last
        last = word
    if last is not None:
        yield last


def _word(letters: Sequence[str], x0: float, x1: float, base: float, size: float) -> Word:
    """The boxes that fonts state are of no use for heights: some are those of the very letter."""
    return Word("".join(letters), x0, base - _ASCENT * size, x1, base + _DESCENT * size)


def _placer(page: pypdfium2.PdfPage) -> Callable[[float, float, float, float], tuple[float, float, float, float]]:
    """From a box of pdfium to left, top, right and bottom on the page as it is shown, turned as it may be."""
    width, height = page.get_size()
    x, y = ctypes.c_int(), ctypes.c_int()

    def shown(px: float, py: float) -> tuple[float, float]:
        size = int(width * _FINE), int(height * _FINE)
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, px, py, x, y)
        return x.value / _FINE, y.value / _FINE

    x00, y00 = shown(0, 0)
    (x10, y10), (x01, y01) = shown(_FAR, 0), shown(0, _FAR)
    xx, yx, xy, yy = (x10 - x00) / _FAR, (y10 - y00) / _FAR, (x01 - x00) / _FAR, (y01 - y00) / _FAR

    def place(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        ax, ay = x00 + xx * left + xy * top, y00 + yx * left + yy * top
        bx, by = x00 + xx * right + xy * bottom, y00 + yx * right + yy * bottom
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    return place


def _drawn(page: pypdfium2.PdfPage) -> tuple[bool, float]:
    """Are there lines or boxes that may rule a table, and how much of the page do pictures fill?"""
    across = down = boxes = objects = 0
    pictured = 0.0
    width, height = page.get_size()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        objects += 1
        if objects > _MOST_OBJECTS:
            return False, pictured
        left, bottom, right, top = item.get_bounds()
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictured += max(abs((right - left) * (top - bottom)) / max(1.0, width * height), _TRACE)
            continue
        across += top - bottom < _THIN < right - left
        down += right - left < _THIN < top - bottom
        boxes += right - left > _THIN and top - bottom > _THIN
    return boxes > 0 or (across > 1 and down > 1), pictured
