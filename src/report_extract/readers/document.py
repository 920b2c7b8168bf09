"""What every reader makes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A text and where it came from; all offsets of the record refer to `text`."""

    name: str | None
    text: str
    sha256: str
    media_type: str
    encoding: str
