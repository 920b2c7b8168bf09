"""The way of the data: one text in, one `Report` out, stage by stage."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from report_extract.breakdown import BreakdownReader
from report_extract.checks import check, summarise
from report_extract.confidence import SignReader, Signs, confidence
from report_extract.context import ContextReader, Frame
from report_extract.errors import ReadError
from report_extract.header import Header, HeaderReader
from report_extract.items import ItemReader
from report_extract.layout import LayoutReader
from report_extract.matcher import Match, Matcher
from report_extract.numerals.scan import Mention, NumberScanner, Quantity
from report_extract.pattern_set import PatternSet, load_patterns
from report_extract.pattern_set.schema import Indicator
from report_extract.periods import Interval, TimeMention, TimeReader
from report_extract.phrases import PhraseReader
from report_extract.readers import Document, read
from report_extract.records import Figure, Period, Report
from report_extract.relations import Links, find_repeats, relate
from report_extract.tables import TableReader
from report_extract.text import SourceText
from report_extract.tokenizer import Tokenizer, UndertheseaTokenizer

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# The names of the summary's fields where they differ from the indicator's code.
_SUMMARY_NAMES = {"meetings": "meetings_held"}


class _Row(NamedTuple):
    """What the stages found out about one figure, still in offsets of the normal text."""

    match: Match
    item: tuple[int, int] | None
    frame: Frame
    links: Links
    signs: Signs


class _Parts(NamedTuple):
    """What the stages found in a text."""

    header: Header
    rows: tuple[_Row, ...]
    others: tuple[Mention, ...]


class Extractor:
    """All stages, compiled once for a pattern set."""

    def __init__(self, patterns: PatternSet, tokenizer: Tokenizer | None = None) -> None:
        self._patterns = patterns
        self._times = TimeReader(patterns)
        self._numbers = NumberScanner(patterns)
        self._layout = LayoutReader(patterns)
        self._header = HeaderReader(patterns)
        tokenizer = tokenizer or UndertheseaTokenizer()
        self._phrases = PhraseReader(patterns, tokenizer)
        self._items = ItemReader(patterns)
        self._matcher = Matcher(patterns)
        self._context = ContextReader(patterns)
        self._breakdowns = BreakdownReader(patterns)
        self._tables = TableReader(patterns)
        self._signs = SignReader(patterns)
        self._bases = frozenset(patterns.words("rate_base"))
        self._summary = [(_SUMMARY_NAMES.get(i.id, i.id), i.id) for i in patterns.of(Indicator) if i.summary]

    def extract(self, document: Document) -> Report:
        """The report that a document makes."""
        source = SourceText.of(document.text)
        return self._report(document, source, self._analyse(source))

    def signs(self, text: str) -> tuple[Signs, ...]:
        """What the confidence of each figure of a text rests on."""
        return tuple(row.signs for row in self._analyse(SourceText.of(text)).rows)

    def _analyse(self, source: SourceText) -> _Parts:
        times = self._times.scan(source)
        layout = self._layout.read(source)
        quantities, mentions = self._numbers.scan(source, [(t.start, t.end) for t in times])
        header = self._header.read(source, layout, times)
        counted: Sequence[Quantity] = [q for q in quantities if not layout.is_furniture(q.start)]
        counted, cells, serial = self._tables.read(source, layout, counted)
        phrases = self._phrases.read(source, layout, counted, cells, {t.end: t.start for t in times})
        breakdown = self._breakdowns.read(source, layout, phrases, cells)
        matches = self._matcher.match(source, layout, phrases, breakdown)
        repeats = find_repeats(header, matches, breakdown)
        frames = self._context.read(source, layout, times, header, matches, repeats)
        links = relate(source.key, matches, frames, breakdown, repeats)
        signs = self._signs.read(header, matches, frames)
        others = [
            *mentions,
            *(Mention(q.number, q.part_end, "other") for q in quantities if layout.is_furniture(q.start)),
            *(Mention(q.number, q.part_end, "ordinal") for q in quantities if q.number in serial),
            *_time_numbers(times),
        ]
        spans = [(m.phrase.quantity.start, m.phrase.quantity.end) for m in matches]
        others.extend(_unclaimed(source.key, [*spans, *((o.start, o.end) for o in others)]))
        items = self._items.read(source, matches)
        rows = tuple(_Row(*row) for row in zip(matches, items, frames, links, signs, strict=True))
        return _Parts(header, rows, tuple(sorted(others)))

    def _report(self, document: Document, source: SourceText, parts: _Parts) -> Report:
        figures = tuple(Figure.model_validate(_figure(source, i, row)) for i, row in enumerate(parts.rows))
        header = parts.header
        period = _period(source, header.period)
        summary = summarise(figures, Period.model_validate(period) if period else None, self._summary)
        return Report.model_validate(
            {
                "source": {
                    "name": document.name,
                    "sha256": document.sha256,
                    "media_type": document.media_type,
                    "encoding": document.encoding,
                    "characters": len(source.raw),
                },
                "title": _words(source, header.title),
                "organization": header.organization,
                "published": header.published.isoformat() if header.published else None,
                "period": period,
                "figures": figures,
                "numbers": tuple(_number(source, mention) for mention in parts.others),
                "summary": summary,
                "checks": check(figures, _cuts(parts.rows), self._bases),
                "diagnostics": tuple(_diagnostics(source, parts)),
                "extractor": {"version": _version(), "patterns": self._patterns.digest},
            }
        )


@lru_cache(maxsize=8)
def _extractor(patterns: PatternSet) -> Extractor:
    return Extractor(patterns)


def extract(text: str, *, name: str | None = None, patterns: PatternSet | None = None) -> Report:
    """The figures of one report, given as a string.

    `name` is only recorded. `patterns` are those of `load_patterns`; left out, the
    patterns that ship with the package. Raises `ReportExtractError`.
    """
    try:
        digest = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise ReadError(
            "the text holds half a surrogate pair", file=name or "", place=f"character {error.start}",
            remedy="decode it again, or replace such characters",
        ) from None  # fmt: skip
    document = Document(name=name, text=text, sha256=digest, media_type="text/plain", encoding="utf-8")
    return _extractor(patterns or load_patterns()).extract(document)


def extract_file(path: str | Path, *, patterns: PatternSet | None = None) -> Report:
    """The figures of one report in a file; raises `ReadError` where it cannot be read."""
    return _extractor(patterns or load_patterns()).extract(read(path))


@lru_cache(maxsize=1)
def _version() -> str:
    try:
        return version("report-extract")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


def _figure(source: SourceText, i: int, row: _Row) -> dict[str, Any]:
    match, frame, links = row.match, row.frame, row.links
    quantity = match.phrase.quantity
    start, end = source.raw_span(quantity.start, quantity.end)
    sentence = source.raw_span(*match.phrase.sentence)
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
        "period": _period(source, frame.period),
        "part_of": _id(links.part.total) if links.part else None,
        "repeat_of": _id(links.repeat_of),
        "event": _id(links.event),
        "text": source.raw[start:end],
        "start": start,
        "end": end,
        "sentence": {"start": sentence[0], "end": sentence[1]},
        "pattern": match.pattern,
        "confidence": confidence(row.signs),
    }


def _id(index: int | None) -> str | None:
    return None if index is None else f"f{index + 1}"


def _cuts(rows: Sequence[_Row]) -> dict[str, int]:
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


def _period(source: SourceText, found: tuple[Interval, TimeMention] | None) -> dict[str, str] | None:
    if found is None:
        return None
    interval, time = found
    start, end = source.raw_span(time.start, time.end)
    return {"start": interval.start.isoformat(), "end": interval.end.isoformat(), "text": source.raw[start:end]}


def _number(source: SourceText, mention: Mention) -> dict[str, Any]:
    start, end = source.raw_span(mention.start, mention.end)
    return {"start": start, "end": end, "text": source.raw[start:end], "kind": mention.kind}


def _time_numbers(times: Sequence[TimeMention]) -> Iterator[Mention]:
    for time in times:
        for part in time.parts:
            yield Mention(part.start, part.end, part.kind)


def _unclaimed(key: str, spans: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """Digits that no stage claimed: accounted for, never dropped."""
    ordered = sorted(spans)
    i = 0
    reach = 0
    for m in _DIGITS.finditer(key):
        while i < len(ordered) and ordered[i][0] <= m.start():
            reach = max(reach, ordered[i][1])
            i += 1
        if reach < m.end():
            yield Mention(max(reach, m.start()), m.end(), "other")


def _diagnostics(source: SourceText, parts: _Parts) -> Iterator[dict[str, Any]]:
    for match in (row.match for row in parts.rows):
        if match.score <= 0:
            start, end = source.raw_span(match.phrase.quantity.start, match.phrase.quantity.end)
            yield {
                "code": "no_indicator",
                "message": "no pattern knows what this number counts",
                "start": start,
                "end": end,
            }
    if parts.header.period is None and parts.rows:
        yield {
            "code": "no_period",
            "message": "the text does not say which period it reports on",
            "start": 0,
            "end": 0,
        }
