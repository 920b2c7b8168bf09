"""Text in an old encoding that a file holds as if it were Unicode: converted, with all that points into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from report_extract.readers import legacy
from report_extract.readers.document import Aside, Document, GridCell, Note, Place

_Stretch = TypeVar("_Stretch", Place, GridCell, Aside, Note)


def recoded(document: Document) -> Document:
    """The document with the lines converted that are surely in an old encoding; a note says which one it is."""
    old = legacy.converted(document.text)
    if old is None:
        return document
    text, moved = _converted(document, old)
    left = f"; {old.left} more are not sure and stay as they are" if old.left else ""
    said = f"{old.lines} lines in the old encoding {old.encoding} were converted to Unicode{left}"
    title = document.title
    return replace(
        document,
        text=text,
        encoding=named(document.text, document.encoding, old.encoding),
        places=tuple(_moved(place, moved) for place in document.places),
        grids=tuple(
            replace(
                grid, start=moved[grid.start], end=moved[grid.end],
                cells=tuple(_moved(cell, moved) for cell in grid.cells),
            )
            for grid in document.grids
        ),
        asides=tuple(_moved(aside, moved) for aside in document.asides),
        ordinals=tuple((moved[start], moved[end]) for start, end in document.ordinals),
        notes=(Note("old_encoding", said), *(_moved(note, moved) for note in document.notes)),
        title=None if title is None else (moved[title[0]], moved[title[1]]),
    )  # fmt: skip


def named(text: str, encoding: str, old: str) -> str:
    """`viqr`, or `utf-8+tcvn3` for text in Unicode that went unconverted.

    >>> named("Céng hoµ", "utf-8", "tcvn3")
    'utf-8+tcvn3'
    """
    return old if text.isascii() else f"{encoding}+{old}"


def _converted(document: Document, old: legacy.Converted) -> tuple[str, Mapping[int, int]]:
    """The new text, and where in it the offsets lie that the document uses; what they divide is converted alone."""
    pieces: list[str] = []
    moved: dict[int, int] = {}
    cuts = sorted(set(_offsets(document)))
    at = end = i = 0
    for line, new in zip(document.text.split("\n"), old.text.split("\n"), strict=True):
        stop = at + len(line)
        bounds = {at, stop}
        while i < len(cuts) and cuts[i] <= stop:
            bounds.add(cuts[i])
            i += 1
        for a, b in pairwise(sorted(bounds)):
            moved[a] = end
            part = line[a - at : b - at]
            pieces.append(part if new == line else new if len(bounds) == 2 else legacy.convert(part, old.encoding))
            end += len(pieces[-1])
        moved[stop] = end
        pieces.append("\n")
        at, end = stop + 1, end + 1
    return "".join(pieces)[:-1], moved


def _offsets(document: Document) -> Iterator[int]:
    cells = [cell for grid in document.grids for cell in grid.cells]
    for stretches in (document.places, document.grids, cells, document.asides, document.notes):
        for stretch in stretches:
            yield from (stretch.start, stretch.end)
    for start, end in document.ordinals:
        yield from (start, end)
    yield from document.title or ()


def _moved(stretch: _Stretch, moved: Mapping[int, int]) -> _Stretch:
    return replace(stretch, start=moved[stretch.start], end=moved[stretch.end])
