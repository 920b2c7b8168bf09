"""Runs the examples and counter-examples that stand in the pattern files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from report_extract.pattern_set import Entry, PatternSet
from report_extract.pattern_set.schema import CounterExample, Example, Pattern
from report_extract.pipeline import Extractor
from report_extract.readers.document import Document
from report_extract.records import Figure, Report


class Issue(NamedTuple):
    """An example that does not hold."""

    file: str
    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.field}: {self.message}"


def verify(patterns: PatternSet, entries: Sequence[Entry] | None = None) -> list[Issue]:
    """All examples of the entries (left out: of the whole set) that do not hold."""
    extractor = Extractor(patterns)
    return [issue for entry in (entries or patterns.entries) for issue in _issues(extractor, patterns, entry)]


def _issues(extractor: Extractor, patterns: PatternSet, entry: Entry) -> Iterator[Issue]:
    name = f"{patterns.section(entry)} {entry.id}"
    rows: list[tuple[str, Example]] = [
        *((f"example {i}", row) for i, row in enumerate(entry.example, 1)),
        *((f"counter_example {i}", row) for i, row in enumerate(entry.counter_example, 1)),
    ]
    for place, row in rows:
        report = extractor.extract(Document.of_text(row.text))
        for field, message in _differences(report, row):
            yield Issue(patterns.origin(entry), name, f"{place} {field}", f"{message} in {row.text!r}")
        if isinstance(entry, Pattern):
            used = any(figure.pattern == entry.id for figure in report.figures)
            if isinstance(row, CounterExample) and used:
                yield Issue(patterns.origin(entry), name, place, f"the pattern was used, though: {row.why}")
            if not isinstance(row, CounterExample) and not used:
                deciders = sorted({figure.pattern for figure in report.figures})
                yield Issue(
                    patterns.origin(entry), name, place, f"the pattern was not used, but {deciders} in {row.text!r}"
                )


def _differences(report: Report, row: Example) -> Iterator[tuple[str, str]]:
    figures = report.figures
    if len(figures) != len(row.expect):
        found = ", ".join(f"{figure.text!r}" for figure in figures) or "none"
        yield "expect", f"{len(row.expect)} figures expected, found {found}"
        return
    words = {figure.id: figure.text for figure in figures}
    for i, (figure, expected) in enumerate(zip(figures, row.expect, strict=True), 1):
        for field in sorted(expected.model_fields_set):
            wanted, is_value = getattr(expected, field), _field(figure, field, words)
            if wanted != is_value:
                yield f"expect {i}.{field}", f"expected {wanted}, found {is_value}"
    if row.numbers is not None:
        for number in row.numbers:
            if not any(n.kind == number.kind and n.text == number.text for n in report.numbers):
                found = ", ".join(f"{n.text!r} {n.kind}" for n in report.numbers) or "none"
                yield "numbers", f"expected {number.text!r} {number.kind}, found {found}"


def _field(figure: Figure, field: str, words: dict[str, str]) -> object:
    value = getattr(figure, field)
    if field == "item":
        return figure.item.text if figure.item else None
    if field == "period":
        return f"{figure.period.start}/{figure.period.end}" if figure.period else "none"
    if field in ("part_of", "repeat_of", "event"):
        return words[value] if value else "none"
    return "none" if field == "change" and value is None else value
