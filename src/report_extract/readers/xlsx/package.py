"""The parts of a spreadsheet file: within limits, without entities; and what openpyxl does not say of a sheet."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils.cell import get_column_letter, range_boundaries

from report_extract.errors import ReadError
from report_extract.readers.archives import unpacked
from report_extract.readers.assembly import Source
from report_extract.readers.limits import Budget

_REMEDY = "open it in Excel and save it again, or get it anew"
_DECLARATIONS = tuple(
    text.encode(code) for text in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
_CHUNK = 1 << 20


class Sheet(NamedTuple):
    """What a sheet merges, hides and did not save; rows and columns count from 1."""

    merged: dict[tuple[int, int], tuple[int, int]]  # from a cell to the rows and columns it spans
    hidden: tuple[str, ...]  # rows by number, columns by letter
    unsaved: tuple[str, ...]  # cells whose formula has no value


def broken(source: Source) -> ReadError:
    """The error of a file that is no spreadsheet."""
    return ReadError("is a broken spreadsheet", file=source.name, remedy=_REMEDY)


@contextmanager
def open_archive(source: Source, budget: Budget) -> Iterator[zipfile.ZipFile]:
    """The file as an archive whose parts fit the limits and declare nothing; raises `ReadError`."""
    with unpacked(source, budget, broken(source)) as archive:
        for member in archive.infolist():
            if member.filename.endswith((".xml", ".rels", ".vml")):
                _check(archive, member, source, budget)
        yield archive


def _check(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, budget: Budget) -> None:
    """Raise `ReadError` where a part is no XML that a spreadsheet may hold."""
    with archive.open(member) as part:
        tail = b""
        while chunk := part.read(_CHUNK):
            budget.left()
            if any(text in tail + chunk for text in _DECLARATIONS):
                raise ReadError(
                    "declares a document type or entities, which no spreadsheet does",
                    file=source.name, place=member.filename, remedy=_REMEDY,
                )  # fmt: skip
            tail = chunk[-32:]


def read_sheet(archive: zipfile.ZipFile, path: str, budget: Budget) -> Sheet:
    """What the XML of a sheet says beside its values; raises what the parser raises where it is none."""
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    hidden: list[str] = []
    unsaved: list[str] = []
    with archive.open(path) as part:
        parents: list[Element] = []
        events = iterparse(part, events=("start", "end"))  # noqa: S314 - `_check` has seen the part
        for i, (event, element) in enumerate(events):
            if i % 10_000 == 0:
                budget.left()
            if event == "start":
                parents.append(element)
                continue
            parents.pop()
            name = element.tag.rpartition("}")[2]
            if name == "c":
                if _child(element, "f") is not None and not _text(_child(element, "v")):
                    unsaved.append(element.get("r", "?"))
            elif name == "row" and element.get("hidden") in ("1", "true"):
                hidden.append(element.get("r", "?"))
            elif name == "col" and element.get("hidden") in ("1", "true"):
                hidden.extend(_letters(element))
            elif name == "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref", ""))
                if None not in (left, top, right, bottom):
                    merged[top, left] = bottom - top + 1, right - left + 1
            if parents and name in ("c", "row", "col", "mergeCell"):
                parents[-1].remove(element)
    return Sheet(merged, tuple(hidden), tuple(unsaved))


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if child.tag.rpartition("}")[2] == name), None)


def _text(element: Element | None) -> str:
    return (element.text or "") if element is not None else ""


def _letters(column: Element) -> list[str]:
    first, last = (int(column.get(name, "1")) for name in ("min", "max"))
    return [get_column_letter(number) for number in range(first, min(last, first + 5) + 1)]
