"""How much a reader may take: bytes, pages, cells, characters, seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, fields, replace

from report_extract.errors import ReadError, UsageError


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold and cost at most; over it, a `ReadError` that names the limit."""

    bytes: int = 100_000_000  # of the file: a report of this size would be some 50,000 pages
    unpacked: int = 500_000_000  # bytes of all parts of a packed file (.docx, .xlsx, .odt)
    characters: int = 20_000_000  # of the text
    pages: int = 2_000  # of a PDF; those beyond are not read, and a diagnostic says so
    cells: int = 200_000  # of all tables and sheets: a figure in each takes 1.5 GB
    memory: int = 4_000_000_000  # bytes of address space of another program that reads it
    seconds: int = 300  # for reading one file, other programs included

    @classmethod
    def of(cls, *settings: str) -> Limits:
        """Limits as written on the command line, ``NAME=NUMBER``; raises `UsageError`.

        >>> Limits.of("pages=50").pages
        50
        """
        names = [f.name for f in fields(cls)]
        given: dict[str, int] = {}
        for setting in settings:
            name, _, number = setting.partition("=")
            if name not in names or not number.isascii() or not number.isdecimal() or int(number) == 0:
                raise UsageError(f"no limit {setting!r}", remedy=f"write NAME=NUMBER with a NAME of {', '.join(names)}")
            given[name] = int(number)
        return replace(cls(), **given)


def bounded(text: str | None, most: int, default: int) -> int:
    """A number of a file from 0 to `most`, whatever the file says; the default where it says none.

    >>> bounded("12", 100, 1), bounded("9" * 5000, 100, 1), bounded("-3", 100, 1), bounded(None, 100, 1)
    (12, 100, 1, 1)
    """
    if text is None or not text.isascii() or not text.isdecimal():
        return default
    return min(int(text.lstrip("0")[: len(str(most)) + 1] or "0"), most)


_NAMES = {"unpacked": "bytes unpacked"}


@dataclass(frozen=True, slots=True)
class Budget:
    """The limits of one file, whose time runs from now."""

    name: str
    limits: Limits
    _since: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Seconds left; raises `ReadError` where none are."""
        left = self.limits.seconds - (time.monotonic() - self._since)
        if left <= 0:
            raise ReadError(
                f"takes longer than {self.limits.seconds} s to read", file=self.name,
                remedy=f"split it, or allow more with --limit seconds={2 * self.limits.seconds}",
            )  # fmt: skip
        return left

    def check(self, what: str, number: int) -> None:
        """Raise `ReadError` where `number` is over the limit of that name."""
        limit: int = getattr(self.limits, what)
        if number > limit:
            raise ReadError(
                f"holds more than {limit:,} {_NAMES.get(what, what)}", file=self.name,
                remedy=f"split it, or allow more with --limit {what}={2 * limit}",
            )  # fmt: skip
