"""What a bare classifier counts, where the words before it say so: `Sốt rét: mắc mới 6 ca`."""

from __future__ import annotations

import re

from report_extract.pattern_set import PatternSet

_LIST_MARK = re.compile(r"[\s\-–—+*•»>(\[“\"']*(?:(?:[ivx]{1,5}|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)[.)/]\s+)?")
# Bodies and people do the deed (`Công an khởi tố 56 vụ`); a document may be what it rests on, unless a colon follows.
_NAMED = frozenset({"crime"})
_BEFORE_COLON = _NAMED | {"petition", "document"}
_COUNTED = frozenset({"case", "occasion"})  # classifiers themselves (`Án hình sự: thụ lý 103 vụ`)
_UNITS = frozenset({"party_unit", "union_unit"})
_COLON = re.compile(r"[^\d:;,.\n]{0,24}:")

Span = tuple[int, int]


class TopicReader:
    """Finds what classifiers stand for, with the nouns of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._classes = patterns.noun_classes
        self._noun = patterns.noun
        self._classifiers = frozenset(patterns.words("classifier"))
        self._units = frozenset(patterns.words("unit_classifier"))

    def read(self, key: str, counted: Span, start: int, label: Span | None) -> tuple[str, str, Span] | None:
        """Head, class and place of the noun that opens the label, or the clause up to its colon."""
        counts = key[slice(*counted)]
        if counts not in self._units and counts not in self._classifiers:
            return None
        mark = _LIST_MARK.match(key, start)
        opening = mark.end() if mark else start
        if counts in self._units:
            return self.unit(key, opening)
        for begin in (label[0] if label else -1, opening):
            noun = self._noun.match(key, begin) if begin >= 0 else None
            if noun is None:
                continue
            words = noun.group().split()
            wanted = _BEFORE_COLON if _COLON.match(key, noun.end()) else _NAMED
            if self._classes[" ".join(words)] in wanted and self._classes.get(words[0], "") not in _COUNTED:
                return " ".join(words), self._classes[" ".join(words)], noun.span()
        return None

    def unit(self, key: str, start: int) -> tuple[str, str, Span] | None:
        """The branch that opens a clause up to its colon (`Chi hội: thành lập mới 8`)."""
        mark = _LIST_MARK.match(key, start)
        noun = self._noun.match(key, mark.end() if mark else start)
        head = " ".join(noun.group().split()) if noun else ""
        named = noun and self._classes[head] in _UNITS and _COLON.match(key, noun.end())
        return (head, self._classes[head], noun.span()) if noun and named else None
