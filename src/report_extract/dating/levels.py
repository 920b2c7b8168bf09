"""Levels, which hold on a day (`dư nợ`), and what came in a time (`thu nợ`): which of them a figure is."""

from __future__ import annotations

from report_extract.layout import Layout
from report_extract.phrases import Phrase
from report_extract.spans import list_opening
from report_extract.text import last_match
from report_extract.timewords import TimeWords

_PARAGRAPH = 1200


class Levels:
    """Tells the levels of one text by the words before a figure."""

    def __init__(self, key: str, layout: Layout, words: TimeWords) -> None:
        self._key, self._layout, self._words = key, layout, words

    def told(self, start: int, end: int) -> bool | None:
        """Is a level named last before `end` (`dư nợ`), or what came in a time (`thu nợ`)? None: no word tells."""
        last = last_match(self._words.sorts, self._key, max(start, end - _PARAGRAPH), end)
        return None if last is None else " ".join(last.group().split()) in self._words.stock

    def labelled(self, phrase: Phrase) -> bool:
        """Is the figure a level, by its paragraph, the line that opens its list, or the header of its column?"""
        lines, start = self._layout.lines, phrase.quantity.start
        if phrase.cell:
            captions = [s for s in phrase.cell.captions if self._key[slice(*s)].rstrip().endswith(":")]
            spans = (*phrase.cell.headers, *phrase.cell.labels, *captions)
            return any(self.told(*span) for span in spans)
        level = self.told(lines.starts[lines.index(start)], phrase.quantity.end)
        opening = list_opening(self._key, self._layout, start, figures=True) if level is None else None
        return bool(level if opening is None else self._opens(lines.starts[opening], lines.ends[opening]))

    def _opens(self, start: int, end: int) -> bool:
        """Is a level the first that a line names (`Dư nợ 427 tỷ đồng qua 4 tổ chức hội:`)?"""
        first = self._words.sorts.search(self._key, start, end)
        return first is not None and " ".join(first.group().split()) in self._words.stock
