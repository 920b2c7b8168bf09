"""Packed files (.docx, .xlsx, .odt): opened within limits, and what is wrong with them named."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from report_extract.errors import ReadError
from report_extract.readers.assembly import Source
from report_extract.readers.limits import Budget

# What zipfile, and the ways of packing that it knows, raise on broken data.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    ValueError, LookupError, NotImplementedError, OSError, EOFError,
)  # fmt: skip


@contextmanager
def unpacked(source: Source, budget: Budget, broken: ReadError) -> Iterator[zipfile.ZipFile]:
    """A file as an archive, whose parts together fit the limits.

    What breaks while it is open becomes the error `broken`, or the one of a locked file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            budget.check("unpacked", sum(member.file_size for member in archive.infolist()))
            yield archive
    except BROKEN:
        raise broken from None
    except RuntimeError:  # so zipfile says it
        raise locked(source.name) from None


def locked(file: str) -> ReadError:
    """The error of a file with a password."""
    return ReadError("is locked with a password", file=file, remedy="save it without a password")
