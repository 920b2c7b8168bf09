"""What was done on a day, apart from meetings that look back on a longer time."""

from __future__ import annotations

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.periods import TimeMention

_OPENING = 20


class DeedReader:
    """Knows the verbs of deeds, and the words of meetings and news, of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._deed = whole_words(patterns.words("deed"))
        self._session = whole_words(patterns.words("session"))

    def done(self, key: str, sentence: int, time: TimeMention, end: int) -> bool:
        """Is something done between a day that opens a clause and `end` (`Đêm 20/6, công an bắt …`), at no meeting?"""
        opens = time.start - sentence <= _OPENING or key[sentence : time.start].rstrip().endswith((",", ":"))
        return (
            opens
            and ";" not in key[time.end : end]
            and self._deed.search(key, time.end, end) is not None
            and self._session.search(key, sentence, end) is None
        )
