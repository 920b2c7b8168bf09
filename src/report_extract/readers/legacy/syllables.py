"""Vietnamese syllables: which words may be some, by their build alone.

The build stands in `syllables.toml` beside this module.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_ACUTE, _DOT = "\u0301", "\u0323"
_TONE = re.compile(f"[\u0300{_ACUTE}\u0303\u0309{_DOT}]")


class _Build(NamedTuple):
    syllables: frozenset[str]  # without tones, composed
    stops: tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Whether a word is built as a Vietnamese syllable, in composed or decomposed letters.

    >>> [is_syllable(word) for word in ("nghiệp", "Hoà", "hòa", "nghiêp", "kông", "date")]
    [True, True, True, False, False, False]
    """
    build = _build()
    letters = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(letters)
    bare = unicodedata.normalize("NFC", _TONE.sub("", letters))
    if len(tones) > 1 or bare not in build.syllables:
        return False
    return not bare.endswith(build.stops) or tones in ([_ACUTE], [_DOT])


@cache
def _build() -> _Build:
    data = tomllib.loads((files(__package__) / "syllables.toml").read_text("utf-8"))
    lists = {name: value.split() for name, value in data.items()}
    front = [rhyme for rhyme in lists["rhymes"] if rhyme[0] in "eêiy"]
    back = [rhyme for rhyme in lists["rhymes"] if rhyme[0] not in "eêiy"]
    joined = [
        onset + rhyme
        for onsets, rhymes in (
            (["", *lists["onsets"]], lists["rhymes"]),
            (lists["before_front"], front),
            (lists["before_back"], back),
        )
        for onset in onsets
        for rhyme in rhymes
    ]
    return _Build(frozenset([*joined, *lists["others"]]), tuple(lists["stops"]))
