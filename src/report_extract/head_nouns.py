"""The noun of the vocabulary that comes first in the words of a label or an item."""

from __future__ import annotations

import re
from typing import NamedTuple

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import whole_words
from report_extract.text import last_match
from report_extract.tokenizer import Tokenizer, is_word

_WORD = re.compile(r"\w+")

Span = tuple[int, int]


class HeadNoun(NamedTuple):
    """A noun as the vocabulary has it, its class, and where the words begin that it heads."""

    word: str
    noun_class: str
    start: int


class HeadNounReader:
    """Finds the first noun of a pattern set that is a word by itself."""

    def __init__(self, patterns: PatternSet, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._classes, self._noun = patterns.noun_classes, patterns.noun
        self._whole = whole_words(patterns.words("label_inside"))
        self._compound = whole_words(patterns.words("compound"))
        roles = ("item_stop", "item_stop_after", "item_grade", "count_word", "measure_noun")
        self._leads = frozenset(word for role in roles for word in patterns.words(role))

    def find(self, key: str, span: Span) -> HeadNoun | None:
        """The first noun in a span, from where the words begin that hold it."""
        noun = next((m for m in self._noun.finditer(key, *span) if self._is_word(key, m, span)), None)
        if noun is None:
            return None
        head = " ".join(noun.group().split())
        within = (m.start() for m in self._whole.finditer(key, *span) if m.start() <= noun.start() < m.end())
        return HeadNoun(head, self._classes[head], next(within, noun.start()))

    def _is_word(self, key: str, noun: re.Match[str], span: Span) -> bool:
        """Is a noun of one syllable a word by itself, not part of one (`kỷ [luật]`, `nông [thôn]`)?

        The segmenter is asked where neither the compounds of the patterns nor the word before it tell.
        """
        if " " in noun.group() or noun.span() == span:
            return True
        if any(m.start() <= noun.start() < m.end() for m in self._compound.finditer(key, *span)):
            return False
        before = last_match(_WORD, key, span[0], noun.start())
        if before is None or key[before.start() : noun.start()].strip() in self._leads:
            return True
        return is_word(self._tokenizer, key, noun.span(), span)
