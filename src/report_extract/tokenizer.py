"""Words of Vietnamese text: where they begin and end.

The segmenter is only asked about the words around candidate numbers. It stands behind
the small `Tokenizer` protocol, so that another one can take its place.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from itertools import islice
from typing import Protocol

_SYLLABLES = re.compile(r"\S+")
# underthesea's own tokenizer is quadratic in runs without spaces.
_LONGEST_RUN = 100
# Any number is shown to the segmenter as this: it then never joins it to a neighbour.
_MASK = "100"
# So many syllables on either side tell whether one is a word by itself: it costs by the character.
_NEIGHBOURS = 2


class Tokenizer(Protocol):
    """Finds words in a text."""

    def word_ends(self, text: str) -> frozenset[int]:
        """Offsets in `text` (a few words that follow a number) at which a word ends."""
        ...


class SyllableTokenizer:
    """Every syllable is a word: for speed, tests, and machines without underthesea."""

    def word_ends(self, text: str) -> frozenset[int]:
        """
        >>> sorted(SyllableTokenizer().word_ends("chi bộ mới"))
        [3, 6, 10]
        """
        return frozenset(m.end() for m in _SYLLABLES.finditer(text))


class UndertheseaTokenizer:
    """underthesea's word segmentation; its model is loaded on first use, under a lock."""

    _lock = threading.Lock()
    _segment: Callable[..., list[str]] | None = None

    def word_ends(self, text: str) -> frozenset[int]:
        """Offsets at which underthesea ends a word; the text itself is never rewritten."""
        segment = self._segment or self._load()
        ends: set[int] = set()
        at = 0
        for piece in _pieces(text):
            words = segment(f"{_MASK} {piece}", use_token_normalize=False)
            at = _aligned(text, at, words[1:] if words and words[0] == _MASK else _unmasked(words), ends)
        return frozenset(ends)

    @classmethod
    def _load(cls) -> Callable[..., list[str]]:
        with cls._lock:
            if cls._segment is None:
                from underthesea import word_tokenize  # noqa: PLC0415  (half a second: not before it is needed)

                word_tokenize(_MASK)
                cls._segment = staticmethod(word_tokenize)
            return cls._segment


def is_word(tokenizer: Tokenizer, text: str, span: tuple[int, int], within: tuple[int, int]) -> bool:
    """Do words begin at the start and end at the end of a span, as the words beside it in `within` tell?

    An empty span asks whether one word ends and another begins there.

    >>> is_word(SyllableTokenizer(), "chi bộ mới", (4, 6), (0, 10))
    True
    """
    before = [m.start() for m in _SYLLABLES.finditer(text, within[0], span[0])][-_NEIGHBOURS:]
    after = next(
        (m.end() for m in islice(_SYLLABLES.finditer(text, span[1], within[1]), _NEIGHBOURS - 1, None)), within[1]
    )
    begin = before[0] if before else span[0]
    ends = tokenizer.word_ends(text[begin:after])
    return all(at in (begin, within[1]) or len(text[begin:at].rstrip()) in ends for at in span)


def _pieces(text: str) -> list[str]:
    """The text in pieces whose runs without spaces are short."""
    if len(text) <= _LONGEST_RUN:
        return [text]
    pieces: list[str] = []
    for m in _SYLLABLES.finditer(text):
        if m.end() - m.start() > _LONGEST_RUN:
            pieces.extend(text[i : i + _LONGEST_RUN] for i in range(m.start(), m.end(), _LONGEST_RUN))
        elif pieces and len(pieces[-1]) + m.end() - m.start() < 4 * _LONGEST_RUN:
            pieces[-1] += " " + m.group()
        else:
            pieces.append(m.group())
    return pieces


def _unmasked(words: list[str]) -> list[str]:
    """The words without the mask, where the segmenter joined it to the first word after all."""
    return [words[0].removeprefix(_MASK).strip(), *words[1:]] if words else []


def _aligned(text: str, at: int, words: list[str], ends: set[int]) -> int:
    """Walk over the words by counting characters that are not spaces; returns where they end."""
    for word in words:
        left = sum(not c.isspace() for c in word)
        while left and at < len(text):
            if not text[at].isspace():
                left -= 1
            at += 1
        ends.add(at)
    return at
