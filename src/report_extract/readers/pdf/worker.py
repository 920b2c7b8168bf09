"""The process that pdfium and pdfplumber run in: requests come in, pages go out, both pickled.

A hostile file can make them work without end, take all memory, or crash: `apart` then ends this process, not its own.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from report_extract.readers.pdf.pages import BrokenError, Page, Pages
from report_extract.readers.pdf.scans import Picture
from report_extract.readers.pdf.tables import PageTable, TableFinder


class Request(NamedTuple):
    """A file to read: how many pages of it, the resolution of pictures (0: none), bytes of memory."""

    data: bytes
    pages: int
    dpi: int
    memory: int


class Sheet(NamedTuple):
    """A page: its words outside tables, its tables, and its picture where it is scanned."""

    page: Page
    tables: tuple[PageTable, ...] = ()
    scanned: bool = False
    picture: Picture | None = None
    tables_failed: str = ""  # why they are lines of text

    @property
    def typed(self) -> int:
        """How many words it holds that are no picture."""
        cells = (cell for table in self.tables for row in table.rows for cell in row)
        return len(self.page.words) + sum(len(cell.text.split()) for cell in cells)


class Failure(NamedTuple):
    """What is wrong with the file, or with a page of it."""

    problem: str
    page: int | None = None


Answer = int | Sheet | Failure | None  # the number of pages comes first, None last


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    while True:
        try:
            request: Request = pickle.load(requests)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        _bound_memory(request.memory)
        for answer in _answers(request):
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


def _answers(request: Request) -> Iterator[Answer]:
    page = None
    try:
        with contextlib.closing(Pages(request.data)) as pages, contextlib.closing(_Tables(request.data)) as tables:
            yield pages.total
            for index in range(min(pages.total, request.pages)):
                page = index + 1
                read = pages.read(index)
                sheet = tables.sheet(read) if read.ruled and read.words else Sheet(read)
                seen = read.scanned and request.dpi
                yield sheet._replace(scanned=read.scanned, picture=pages.picture(index, request.dpi) if seen else None)
    except BrokenError as error:
        yield Failure(str(error), page)
    except MemoryError:
        yield Failure("takes too much memory", page)
    yield None


class _Tables:
    """Opens the file for pdfplumber when a page has ruling lines."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._finder: TableFinder | None = None

    def sheet(self, page: Page) -> Sheet:
        """The page with its tables taken out of its words."""
        try:
            self._finder = self._finder or TableFinder(self._data)
            tables, words = self._finder.find(page.number - 1, page.words)
        except MemoryError:
            raise
        except Exception as error:
            return Sheet(page, tables_failed=type(error).__name__)
        return Sheet(replace(page, words=tuple(words)), tuple(tables))

    def close(self) -> None:
        if self._finder is not None:
            self._finder.close()


def _bound_memory(size: int) -> None:
    try:
        import resource  # noqa: PLC0415
    except ImportError:  # Windows has no such limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, hard))
