"""Reader modules, imported when a file of their format comes: their libraries are extras of the package."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from report_extract.errors import ReadError


def load(reader: str, extra: str, file: str) -> Any:
    """The module `reader` of this package; raises `ReadError` that names `extra` where its library is missing."""
    try:
        return import_module(f"report_extract.readers.{reader}")
    except ImportError as error:
        raise ReadError(
            f"needs {error.name} to be read",
            file=file,
            remedy=f'install it with: pip install "report-extract[{extra}]"',
        ) from None
