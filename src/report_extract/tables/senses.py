"""What headers make of their numbers: plans, results, ratios, changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.records import Change
from report_extract.tables.cells import Sense, Span

_BRACKETS = re.compile(r"\([^()]*\)")
_NEGATIVE = re.compile(r"[-−–]\s?\(?$|\([-−–]?$")
_FILL = r"[\s.,:;()/+%-]*"


def says_how(patterns: PatternSet) -> re.Pattern[str]:
    """What matches all of a header that only says when, how far or how many: `Cùng kỳ`, `KH 2024`."""
    return re.compile(rf"[%+(-]*\s*(?:(?:{_plain_words(patterns)})(?!\w){_FILL}|\d[\d./-]*\s*)*")


def _plain_words(patterns: PatternSet) -> str:
    return trie_regex([*patterns.words("item_echo"), *patterns.words("table_plain")])


class SenseReader:
    """Reads headers and row labels with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        target, actual = (trie_regex(patterns.words(role)) for role in ("table_target", "table_actual"))
        rest = rf"(?!\w){_FILL}(?:(?:{_plain_words(patterns)})(?!\w){_FILL}|\d[\d./-]*{_FILL})*$"
        self._sense = re.compile(rf"(?<!\w)(?:(?P<actual>{actual})|(?P<target>{target})){rest}")
        self._against = re.compile(rf"{trie_regex(patterns.words('against'))}\s+$")
        self._compare = whole_words(patterns.words("table_compare"))
        self._both = whole_words(patterns.words("table_change"))
        self._up, self._down = whole_words(patterns.words("table_up")), whole_words(patterns.words("table_down"))
        self._inert = whole_words(patterns.words("change_inert"))

    def sense(self, key: str, headers: Sequence[Span], labels: Sequence[Span]) -> Sense:
        """Of a cell: the headers decide, the innermost first, then the labels of its row."""
        if any(self._compares(_bare(key, span)) for span in headers):
            return "compared"
        for span in (*reversed(headers), *reversed(labels)):
            m = self._sense.search(text := _bare(key, span))
            if m and not self._against.search(text, 0, m.start()):
                return "target" if m["target"] else "actual"
        return "compared" if labels and self._compares(_bare(key, labels[-1])) else ""

    def change(self, key: str, headers: Sequence[Span], number: int) -> Change | None:
        """Whether a cell gives the size of a change; `number` is the offset of its first digit."""
        for span in reversed(headers):
            text = key[slice(*span)]
            if self._both.search(text):
                return "down" if is_negative(key, number) else "up"
            if not self._inert.match(text):
                if self._up.match(text):
                    return "up"
                if self._down.match(text):
                    return "down"
        return "down" if is_negative(key, number) else None

    def _compares(self, text: str) -> bool:
        return self._compare.search(text) is not None or bool(re.match(r"%\s", text))


def is_negative(key: str, number: int) -> bool:
    """Does a minus stand before a number, or do brackets as accountants put them?"""
    return _NEGATIVE.search(key, max(0, number - 3), number) is not None


def _bare(key: str, span: Span) -> str:
    """A header without what stands in brackets."""
    return " ".join(_BRACKETS.sub(" ", key[slice(*span)]).split())
