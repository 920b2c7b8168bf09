"""The unit of a number in a table: in its header, its row, or above the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from report_extract.numerals.amounts import AmountReader
from report_extract.numerals.scan import Quantity
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.tables.cells import Cell, Span
from report_extract.tables.senses import says_how

_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_PER_CENT = re.compile(r"(?<!\d)\s?%")
_COMMA = re.compile(r",(?!\d)\s*([^,]{1,20})$")


class Measure(NamedTuple):
    """What a number is to be multiplied with, its unit ("" for counts), and whether it is per head or the like."""

    scale: Decimal
    unit: str
    rate: bool = False

    def of(self, quantity: Quantity) -> Quantity:
        """The quantity in this measure."""
        return replace(
            quantity,
            value=quantity.value * self.scale,
            max=None if quantity.max is None else quantity.max * self.scale,
            whole=None if quantity.whole is None else quantity.whole * self.scale,
            unit=self.unit,
            rate=self.rate,
        )


_SHARE = Measure(Decimal(1), "%")


class MeasureReader:
    """Reads the units that tables state with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._amounts = AmountReader(patterns)
        self._noun = patterns.noun
        counts = trie_regex(patterns.words("table_counts"))
        self._counts = re.compile(rf"{counts}\s+(?=\w)")
        self._above_table = re.compile(
            rf"(?<!\w)(?:{trie_regex(patterns.words('unit_header'))})\s*:?\s*([^\n|):]{{1,30}})"
        )
        self._how = says_how(patterns)
        self._rate = whole_words(patterns.words("table_rate"))

    def read(self, key: str, span: Span) -> Measure | None:
        """What words alone state: `triệu đồng`, `1.000 người`, `tạ/ha`."""
        found = self._amounts.measure(key, *span)
        return Measure(*found, rate="/" in key[slice(*span)]) if found else None

    def is_unit(self, key: str, span: Span) -> bool:
        """Is it a unit, or a noun that is counted, and nothing else?"""
        noun = self._noun.match(key, *span)
        return self.read(key, span) is not None or (noun is not None and noun.end() == span[1])

    def of_cell(self, key: str, cell: Cell) -> Measure | None:
        """The measure of a cell whose number has no unit of its own; None: it is a plain count."""
        labels, headers = cell.labels[::-1], cell.headers[::-1]
        found = self._stated(key, headers, named=True)
        if found:
            return found
        if cell.sense == "compared" and cell.change is None:
            return _SHARE
        if cell.counted:
            return self.read(key, cell.counted) or (_SHARE if "%" in key[slice(*cell.counted)] else None)
        if any(self._rate.match(key, *span) for span in headers[:1]):
            return _SHARE
        own = self._stated(key, labels[:1], named=False)
        how = cell.sense != ""
        naming = [span for span in headers[how:] if not self._how.fullmatch(key, *span)]
        if own or any(self._noun.search(key, *span) for span in naming):
            return own  # a column of counts, whatever unit stands above the table
        if any(self._rate.match(key, *span) for span in labels[:1]):
            return _SHARE
        if any(self._counts_people(key, span) for span in (*labels[:1], *headers[:1])):
            return None
        return self._stated(key, labels[1:], named=False) or self._above(key, cell)

    def _counts_people(self, key: str, span: Span) -> bool:
        opening = self._counts.match(key, *span)
        return opening is not None and self._noun.match(key, opening.end()) is not None

    def _stated(self, key: str, spans: Sequence[Span], *, named: bool) -> Measure | None:
        """The unit in brackets or after a comma; of headers that are `named` units, all of it."""
        for span in spans:
            for m in _PARENTHESIS.finditer(key, *span):
                measure = self._in_brackets(key, m.span(1))
                if measure:
                    return measure
            if _PER_CENT.search(key, *span):
                return _SHARE
            measure = self._after_comma(key, span)
            if measure is None and named:
                measure = self.read(key, span)
            if measure:
                return measure
        return None

    def _after_comma(self, key: str, span: Span) -> Measure | None:
        comma = _COMMA.search(key, *span)
        return self.read(key, comma.span(1)) if comma else None

    def _in_brackets(self, key: str, span: Span) -> Measure | None:
        """`triệu đồng`, or behind what is measured: `dư nợ, triệu đồng`."""
        return self.read(key, span) or self._after_comma(key, span)

    def _above(self, key: str, cell: Cell) -> Measure | None:
        found = next(iter(self._captions(key, cell)), None)
        return (self._in_brackets(key, found.span(1)) or (_SHARE if "%" in found.group(1) else None)) if found else None

    def _captions(self, key: str, cell: Cell) -> Iterable[re.Match[str]]:
        """What names the unit above a table, the likeliest first."""
        stated = [m for span in cell.captions for m in self._above_table.finditer(key, *span)]
        bracketed = [
            m for span in cell.captions for m in _PARENTHESIS.finditer(key, *span) if self._in_brackets(key, m.span(1))
        ]
        return stated or bracketed
