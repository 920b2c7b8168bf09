"""The way of the data: one text in, one `Report` out, stage by stage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from report_extract.breakdown import BreakdownReader
from report_extract.confidence import SignReader, Signs
from report_extract.context import ContextReader
from report_extract.errors import ReadError, ReportExtractError
from report_extract.header import HeaderReader
from report_extract.items import ItemReader
from report_extract.layout import LayoutReader
from report_extract.matcher import Matcher
from report_extract.numerals.scan import Mention, NumberScanner, Quantity
from report_extract.numerals.sharing import UnitSharer
from report_extract.pattern_set import PatternSet, load_patterns
from report_extract.periods import TimeMention, TimeReader
from report_extract.phrases import PhraseReader
from report_extract.readers import Document, Limits, read, read_all
from report_extract.recording import Findings, Recorder, Row
from report_extract.records import Report
from report_extract.relations import find_repeats, relate
from report_extract.tables import Table, TableReader
from report_extract.text import SourceText, Spans
from report_extract.tokenizer import Tokenizer, UndertheseaTokenizer

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_CLAIMED = " "


class Extractor:
    """All stages, compiled once for a pattern set."""

    def __init__(self, patterns: PatternSet, tokenizer: Tokenizer | None = None) -> None:
        self._times = TimeReader(patterns)
        self._numbers = NumberScanner(patterns)
        self._units = UnitSharer(patterns)
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
        self._recorder = Recorder(patterns)

    def extract(self, document: Document) -> Report:
        """The report that a document makes."""
        source = SourceText.of(document.text)
        return self._recorder.record(document, source, self._find(document, source))

    def signs(self, document: Document) -> tuple[Signs, ...]:
        """What the confidence of each figure of a document rests on."""
        return tuple(row.signs for row in self._find(document, SourceText.of(document.text)).rows)

    def _find(self, document: Document, source: SourceText) -> Findings:
        spans = [source.norm_span(aside.start, aside.end) for aside in document.asides]
        breaks = frozenset(source.norm_span(at, at)[0] for at in document.breaks())
        asides = Spans.of(spans)
        tables = self._tables.find(source, document.grids)
        source = source.with_bars(Spans.of(table.span for table in tables))
        layout = self._layout.read(source, spans, breaks, Spans.of(table.span for table in tables))
        dates = _outside(self._times.scan(source), tables)
        times = [time for time in dates if not asides.hold(time.start)]
        ordinals = [source.norm_span(start, end) for start, end in document.ordinals]
        quantities, mentions = self._numbers.scan(source, sorted([*((t.start, t.end) for t in dates), *ordinals]))
        quantities = self._units.share(source.key, quantities)
        title = source.norm_span(*document.title) if document.title else None
        header = self._header.read(source, layout, times, title, document.published)
        counted: Sequence[Quantity] = [q for q in quantities if not layout.is_furniture(q.start)]
        counted, cells, uncounted = self._tables.read(source, counted, tables)
        phrases = self._phrases.read(source, layout, counted, cells, Spans.of((t.start, t.end) for t in times))
        breakdown = self._breakdowns.read(source, layout, phrases, cells)
        matches = self._matcher.match(source, layout, phrases, breakdown)
        repeats = find_repeats(header, matches, breakdown)
        frames = self._context.read(source, layout, times, header, matches, repeats)
        links = relate(source.key, matches, frames, breakdown, repeats)
        signs = self._signs.read(header, matches, frames)
        others = [
            *(Mention(m.start, m.end, "other") if asides.hold(m.start) else m for m in (*mentions, *_parts(dates))),
            *(Mention(q.number, q.part_end, "other") for q in quantities if layout.is_furniture(q.start)),
            *uncounted,
            *(Mention(*m.span(), "ordinal") for span in ordinals for m in _DIGITS.finditer(source.key, *span)),
        ]
        claimed = [(m.phrase.quantity.start, m.phrase.quantity.end) for m in matches]
        others.extend(_unclaimed(source.key, [*claimed, *((o.start, o.end) for o in others)]))
        items = self._items.read(source, matches)
        rows = tuple(Row(*row) for row in zip(matches, items, frames, links, signs, strict=True))
        return Findings(header, rows, tuple(sorted(others)))


@lru_cache(maxsize=8)
def _extractor(patterns: PatternSet) -> Extractor:
    return Extractor(patterns)


def extract(text: str, *, name: str | None = None, patterns: PatternSet | None = None) -> Report:
    """The figures of one report, given as a string.

    `name` is only recorded. `patterns` are those of `load_patterns`; left out, the
    patterns that ship with the package. Raises `ReportExtractError`.
    """
    try:
        document = Document.of_text(text, name)
    except UnicodeEncodeError as error:
        raise ReadError(
            "the text holds half a surrogate pair", file=name or "", place=f"character {error.start}",
            remedy="decode it again, or replace such characters",
        ) from None  # fmt: skip
    return _extractor(patterns or load_patterns()).extract(document)


def extract_file(
    path: str | Path,
    *,
    patterns: PatternSet | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Report:
    """The figures of one report in a file; raises `ReadError` where it cannot be read.

    `encoding` overrides what is found out about a text file; `limits` are how much a
    file may hold and cost.
    """
    patterns = patterns or load_patterns()
    return _extractor(patterns).extract(read(path, encoding=encoding, limits=limits, patterns=patterns))


def extract_files(
    paths: Iterable[str | Path],
    *,
    patterns: PatternSet | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Iterator[Report | ReportExtractError]:
    """`extract_file` for each file in order, an error in the place of a report where there is none.

    Files that LibreOffice must convert cost one start of it for twenty, not one for each.
    """
    patterns = patterns or load_patterns()
    extractor = _extractor(patterns)
    for document in read_all(paths, encoding=encoding, limits=limits, patterns=patterns):
        try:
            yield document if isinstance(document, ReadError) else extractor.extract(document)
        except ReportExtractError as error:
            yield error


def _outside(times: Sequence[TimeMention], tables: Sequence[Table]) -> list[TimeMention]:
    """The times that are no number of a table: the 2019 that were counted are no year."""
    numbers = Spans.of(box.span for table in tables for row in table.rows for box in row.numbers)
    return [time for time in times if not numbers.hold(time.start)] if numbers.starts else list(times)


def _parts(times: Sequence[TimeMention]) -> Iterator[Mention]:
    for time in times:
        for part in time.parts:
            yield Mention(part.start, part.end, part.kind)


def _unclaimed(key: str, spans: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """Digits that no stage claimed: accounted for, never dropped."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        pieces += key[at:start], _CLAIMED * (end - max(at, start))
        at = max(at, end)
    return (Mention(*m.span(), "other") for m in _DIGITS.finditer("".join((*pieces, key[at:]))))
