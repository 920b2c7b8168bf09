"""Readers: a path (or standard input) to a `Document`. One file and one table row each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from report_extract.errors import ReadError
from report_extract.readers.document import Document
from report_extract.readers.plain import read_plain

Reader = Callable[[str, bytes], Document]

# Suffix -> reader. A file with another suffix is read as plain text.
READERS: Mapping[str, Reader] = {".txt": read_plain}

# A report of this size would be some 50,000 pages.
MAX_BYTES = 100_000_000


def read(path: str | Path) -> Document:
    """The document in a file; `-` reads standard input. Raises `ReadError`."""
    if str(path) == "-":
        return _checked("-", sys.stdin.buffer.read(MAX_BYTES + 1), read_plain)
    file = Path(path)
    try:
        if file.is_dir():
            raise ReadError("is a folder", file=str(path), remedy="give the files in it")
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError("no such file", file=str(path), remedy="check the name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(
            f"cannot be read ({reason})", file=str(path)[:200], remedy="check its name and rights"
        ) from None
    return _checked(str(path), data, READERS.get(file.suffix.lower(), read_plain))


def _checked(name: str, data: bytes, reader: Reader) -> Document:
    if not data.strip():
        raise ReadError("is empty", file=name, remedy="give a file with text")
    if len(data) > MAX_BYTES:
        raise ReadError(f"is larger than {MAX_BYTES // 10**6} MB", file=name, remedy="split it")
    return reader(name, data)


__all__ = ["READERS", "Document", "read"]
