"""The words that tell what a time is to a figure."""

from __future__ import annotations

import re
from typing import Literal

from report_extract.deeds import DeedReader
from report_extract.passages import PassageReader
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words

CLAUSE_BREAK = re.compile(r"[,;:()\n…]|\.\s")
_TO_LAST_BREAK = re.compile(rf"(?s:.*)(?:{CLAUSE_BREAK.pattern})")

Plan = Literal["", "cue", "label", "heading", "proposal"]  # what says that a figure is a target


class TimeWords:
    """The words of a pattern set that compare with a time, name it in passing, or set a figure apart from it."""

    def __init__(self, patterns: PatternSet) -> None:
        self.compare = whole_words(patterns.words("compare"))
        self.passing = whole_words(patterns.words("aside"))
        is_, count = (trie_regex(patterns.words(role)) for role in ("is", "count_word"))
        flow, stock = patterns.words("flow"), patterns.words("stock")
        self.label = re.compile(rf"{whole_words(patterns.words('target_label')).pattern}\s*(?:{is_}|:)?\s*$")
        self.said = re.compile(rf"\s*,?\s*{whole_words(patterns.words('said')).pattern}[^,;:()\d\n]{{0,20}}$")
        self.deeds, self.passages = DeedReader(patterns), PassageReader(patterns)
        turn, since = whole_words(patterns.words("turn")).pattern, whole_words(patterns.words("since")).pattern
        self.parted = re.compile(rf"{turn}|{since}\s*$")  # 8% nhưng đến nay, rộng 2 ha từ năm 2015
        self.occurs = re.compile(rf"{whole_words(patterns.words('occurs')).pattern}\s*$")
        self.named_for = re.compile(rf"{whole_words(patterns.words('named_for')).pattern}[^,;:.()\d\n]*$")
        self.stated = re.compile(rf"\s*(?:{whole_words(patterns.words('stated')).pattern}\s*)?:?\s*")
        self.stands = re.compile(rf"\s*[,:]?\s*(?:{whole_words(patterns.words('stands')).pattern}|(?<=: ))\s*")
        self.present = whole_words(patterns.words("present"))
        self.alone = re.compile(rf"{whole_words(patterns.words('single_out')).pattern}(?: [^\W\d]+)?\s*$")
        joint = trie_regex([*patterns.words("and"), *patterns.words("with")])
        self.side_by_side = re.compile(rf"(?: [^\W\d]+){{1,4}}(?:,| {joint}) ")
        self.habit = whole_words(patterns.words("habit"))
        self.until = whole_words(patterns.words("until"))
        self.founded = re.compile(rf"\W*{whole_words(patterns.words('founded')).pattern} [^,;:.()\n]{{0,30}},")
        self.restated = whole_words(patterns.words("restated"))
        self.sitting = whole_words(patterns.words("sitting"))
        self.reset = whole_words(patterns.words("reset"))
        self.anew = whole_words(patterns.words("anew"))
        self.of_act = re.compile(rf"{whole_words(patterns.words('act')).pattern}(?:\s+{count})?\s+\d+\s*$")
        self.stock = frozenset(stock)
        self.sorts = whole_words([*flow, *stock])


def clause_start(key: str, start: int, end: int) -> int:
    """Where the clause begins that a place of a sentence stands in.

    >>> clause_start("Hội có 3 chi hội, mở 2 lớp", 0, 21)
    17
    """
    broken = _TO_LAST_BREAK.match(key, start, end)
    return broken.end() if broken else start
