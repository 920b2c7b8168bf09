"""From what the stages found to the record: offsets of the text as read, ids, diagnostics."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

from report_extract.checks import Checker, summarise
from report_extract.confidence import Signs, confidence
from report_extract.context import Frame
from report_extract.header import Header
from report_extract.matcher import Match
from report_extract.numerals.scan import Mention
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import Indicator
from report_extract.periods import Interval, TimeMention
from report_extract.readers.document import Document, Place
from report_extract.records import Figure, Period, Report, Span
from report_extract.relations import Links
from report_extract.text import SourceText

# The names of the summary's fields where they differ from the indicator's code.
_SUMMARY_NAMES = {"meetings": "meetings_held"}
_surely = lru_cache(maxsize=1024)(confidence)  # few combinations of signs there are
_PLACE_FIELDS = ("page", "paragraph", "table", "row", "column", "sheet", "cell")


# The days of a period, and where the words stand that state it.
_DatedKey = tuple[Interval, int, int]


class Row(NamedTuple):
    """What the stages found out about one figure, in offsets of the normal text."""

    match: Match
    item: tuple[int, int] | None
    frame: Frame
    links: Links
    signs: Signs


class Findings(NamedTuple):
    """What the stages found in a text."""

    header: Header
    rows: tuple[Row, ...]
    others: tuple[Mention, ...]


class Recorder:
    """Writes records for the indicators of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._digest = patterns.digest
        self._checker = Checker(patterns)
        self._summary = [(_SUMMARY_NAMES.get(i.id, i.id), i.id) for i in patterns.of(Indicator) if i.summary]

    def record(self, document: Document, source: SourceText, findings: Findings) -> Report:
        """The report that a document makes."""
        starts = [place.start for place in document.places]
        header = findings.header
        dated = {
            _dated(found): found for found in (header.period, *(row.frame.period for row in findings.rows)) if found
        }
        periods = {key: _period(source, *found) for key, found in dated.items()}  # most figures share theirs
        sentences = {
            span: _span(source, span) for span in dict.fromkeys(row.match.phrase.sentence for row in findings.rows)
        }
        figures = tuple(
            Figure.model_validate(_figure(document, starts, source, periods, sentences, i, row))
            for i, row in enumerate(findings.rows)
        )
        period = periods[_dated(header.period)] if header.period else None
        summary = summarise(figures, period, self._summary)
        return Report.model_validate(
            {
                "source": {
                    "name": document.name,
                    "sha256": document.sha256,
                    "media_type": document.media_type,
                    "encoding": document.encoding,
                    "ocr": tuple(sorted({p.page for p in document.places if p.ocr and p.page})),
                    "characters": len(source.raw),
                },
                "title": _words(source, header.title),
                "organization": header.organization,
                "published": header.published.isoformat() if header.published else None,
                "period": period,
                "figures": figures,
                "numbers": tuple(_number(source, mention) for mention in findings.others),
                "summary": summary,
                "checks": self._checker.check(figures, _cuts(findings.rows), source.raw),
                "diagnostics": tuple(_diagnostics(document, source, findings)),
                "extractor": {"version": _version(), "patterns": self._digest},
            }
        )


def _figure(
    document: Document,
    starts: Sequence[int],
    source: SourceText,
    periods: Mapping[_DatedKey, Period],
    sentences: Mapping[tuple[int, int], Span],
    i: int,
    row: Row,
) -> dict[str, Any]:
    match, frame, links = row.match, row.frame, row.links
    quantity = match.phrase.quantity
    start, end = source.raw_span(quantity.start, quantity.end)
    place = _place(document, starts, start)
    return {
        "id": _id(i),
        "indicator": match.indicator,
        "item": _item(source, row.item),
        "value": quantity.value,
        "max": quantity.max,
        "whole": quantity.whole,
        "unit": quantity.unit or "count",
        "modifier": quantity.modifier,
        "status": frame.status,
        "change": frame.change,
        "period": periods[_dated(frame.period)] if frame.period else None,
        "part_of": _id(links.part.total) if links.part else None,
        "repeat_of": _id(links.repeat_of),
        "event": _id(links.event),
        "text": source.raw[start:end],
        "start": start,
        "end": end,
        "sentence": sentences[match.phrase.sentence],
        "location": _location(place),
        "pattern": match.pattern,
        "confidence": _surely(row.signs, ocr=place is not None and place.ocr),
    }


def _place(document: Document, starts: Sequence[int], at: int) -> Place | None:
    """Where in the file an offset of the text stands; `starts` are those of the document's places."""
    i = bisect_right(starts, at) - 1
    return document.places[i] if i >= 0 and at < document.places[i].end else None


def _location(place: Place | None) -> Mapping[str, Any] | None:
    return None if place is None else {field: getattr(place, field) for field in _PLACE_FIELDS}


def _id(index: int | None) -> str | None:
    return None if index is None else f"f{index + 1}"


def _cuts(rows: Sequence[Row]) -> dict[str, int]:
    """For each part of a breakdown that claims to be complete, the breakdown it belongs to."""
    parts = ((f"f{i + 1}", row.links.part) for i, row in enumerate(rows))
    return {name: part.cut for name, part in parts if part and part.complete}


def _words(source: SourceText, span: tuple[int, int] | None) -> str | None:
    return None if span is None else " ".join(source.norm[slice(*span)].split())


def _item(source: SourceText, span: tuple[int, int] | None) -> dict[str, Any] | None:
    if span is None:
        return None
    start, end = source.raw_span(*span)
    return {"text": source.raw[start:end], "start": start, "end": end}


def _span(source: SourceText, span: tuple[int, int]) -> Span:
    start, end = source.raw_span(*span)
    return Span(start=start, end=end)


def _dated(found: tuple[Interval, TimeMention]) -> _DatedKey:
    interval, time = found
    return interval, time.start, time.end


def _period(source: SourceText, interval: Interval, time: TimeMention) -> Period:
    start, end = source.raw_span(time.start, time.end)
    return Period(start=interval.start.isoformat(), end=interval.end.isoformat(), text=source.raw[start:end])


def _number(source: SourceText, mention: Mention) -> dict[str, Any]:
    start, end = source.raw_span(mention.start, mention.end)
    return {"start": start, "end": end, "text": source.raw[start:end], "kind": mention.kind}


def _diagnostics(document: Document, source: SourceText, findings: Findings) -> Iterator[dict[str, Any]]:
    for note in document.notes:
        yield {"code": note.code, "message": note.message, "start": note.start, "end": note.end}
    for match in (row.match for row in findings.rows):
        if match.score <= 0:
            start, end = source.raw_span(match.phrase.quantity.start, match.phrase.quantity.end)
            yield {
                "code": "no_indicator",
                "message": "no pattern knows what this number counts",
                "start": start,
                "end": end,
            }
    if findings.header.period is None and findings.rows:
        yield {
            "code": "no_period",
            "message": "the text does not say which period it reports on",
            "start": 0,
            "end": 0,
        }


@lru_cache(maxsize=1)
def _version() -> str:
    try:
        return version("report-extract")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"
