"""What is counted in a cell of a table: the noun, and the words that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.tables.cells import Cell, Span
from report_extract.tables.senses import says_how
from report_extract.text import last_match

_NUMBER = re.compile(r"\d[\d.,]*\s+")


class Name(NamedTuple):
    """The noun of the vocabulary, "" where none is found, and the words that say it best."""

    head: str
    item: Span | None


class NameReader:
    """Reads names with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._noun = patterns.noun
        self._bodies = frozenset(noun for noun, kind in patterns.noun_classes.items() if kind == "body")
        self._frame = re.compile(rf"(?:{trie_regex(patterns.words('table_frame'))})(?!\w)(?:\s+\d[\d.]*)?[\s.:-]*")
        self._total = whole_words(patterns.words("table_total"))
        self._opening = re.compile(rf"(?:{trie_regex(patterns.words('label_opening'))})(?!\w)\s*")
        self._measure = whole_words(patterns.words("measure_noun"))
        self._how = says_how(patterns)
        places = [*patterns.words("place_head"), *patterns.words("table_places")]
        self._places, self._things = whole_words(places), whole_words(patterns.words("table_things"))
        self._stage = whole_words(patterns.words("table_stage"))
        self._unit = whole_words(patterns.words("unit_header"))
        self._genre = whole_words(patterns.words("genre"))
        self._limit = whole_words(patterns.words("label_end"))
        self._attribute = whole_words([*patterns.words("attribute"), *patterns.words("sexes")])

    def read(self, key: str, cell: Cell) -> Name:
        """A header names what is counted, the innermost that says a name, else the label of the row."""
        headers = [self._bare(key, span) for span in reversed(cell.headers)]
        labels = [self._bare(key, span) for span in reversed(cell.labels)]
        naming = [span for span in headers if not self._says_how(key, cell, span)]
        listed = cell.corner and self._things.match(key, *cell.corner)
        if labels and listed and not any(self._head(key, span) for span in naming):
            naming = []
        named = naming or labels or headers
        item = named[0] if named else None
        captions = [self._unframed(key, span) for span in cell.captions]
        if cell.is_total and not naming:  # Tổng số
            item = next((span for span in captions if self._begins(key, span)), item)
        things = [said for span in captions for said in self._counted(key, span)]
        named = [*named, *reversed(cell.kin), *things]
        if not naming and self._say_where(key, cell.corner):
            named = [*things, *named]
        named = [span for span in named if not self._is_vague(key, span)]
        named += [cell.counted] if cell.counted else []
        return Name(next((head for span in named if (head := self._head(key, span))), ""), item)

    def _unframed(self, key: str, caption: Span) -> Span:
        """A line above the table without `Phụ lục 1:`."""
        m = self._frame.match(key, *caption)
        return (m.end() if m else caption[0]), caption[1]

    def _counted(self, key: str, caption: Span) -> Iterator[Span]:
        """Where a line above the table says what is counted: in what ends it first."""
        last = key.rfind(". ", *caption) + 2
        for start in (last, caption[0]) if last > caption[0] else caption[:1]:
            end = caption[1] if start >= last else last
            number = last_match(_NUMBER, key, start, end)
            if number and start >= last and self._noun.match(key, number.end()):
                yield number.end(), end  # tổng hợp 312 ý kiến, cụ thể như sau:
            limit = self._limit.search(key, start, end)
            yield start, limit.start() if limit else end

    def _say_where(self, key: str, corner: Span | None) -> bool:
        """Does the header over the labels (`Xã`, `Đảng bộ`) say that they are places or bodies?"""
        if corner is None or self._things.match(key, *corner):
            return False
        noun = self._noun.fullmatch(key, *corner)
        return self._places.match(key, *corner) is not None or (noun is not None and noun.group() in self._bodies)

    def _begins(self, key: str, caption: Span) -> bool:
        """Does a line above the table begin with what is counted?"""
        if self._genre.match(key, *caption) or self._unit.match(key, *caption) or self._is_vague(key, caption):
            return False
        noun = self._noun.match(key, *caption)
        letterhead = noun is not None and noun.group() in self._bodies
        return self._measure.match(key, *caption) is not None or (noun is not None and not letterhead)

    def _says_how(self, key: str, cell: Cell, header: Span) -> bool:
        """Does a header only say when, how far or how many (`Cùng kỳ`, `Số lượng`), so that the row names the thing?"""
        counts = self._opening.match(key, *header)
        if counts and counts.end() >= header[1]:
            return True
        places = cell.corner and self._places.match(key, *cell.corner)
        if places and self._stage.search(key, *header):  # Địa bàn | Mắc tuần | Tử vong
            return False
        return self._how.fullmatch(key, *header) is not None

    def _is_vague(self, key: str, span: Span) -> bool:
        """Does it name no more than a class of those counted (`Nữ`), or what all tables have (`Một số chỉ tiêu`)?"""
        attribute = self._attribute.match(key, *span)
        return (attribute is not None and attribute.end() == span[1]) or self._things.search(key, *span) is not None

    def _bare(self, key: str, span: Span) -> Span:
        """A header without `Tổng số`, `Trong đó:` and the unit in brackets."""
        start, end = span
        bracket = key.find("(", start, end)
        if bracket > start:
            end = start + len(key[start:bracket].rstrip(" \t\n|"))
        while (
            (m := self._opening.match(key, start, end))
            and m.end() < end
            and not self._measure.match(key, start, end)
            and not self._total.fullmatch(key, start, end)  # Tổng cộng
        ):
            start = m.end()
            while start < end and not key[start].isalnum():
                start += 1
        return start, end

    def _head(self, key: str, span: Span) -> str:
        noun = self._noun.search(key, *span)
        return " ".join(noun.group().split()) if noun else ""
