"""Numbers spelled out in words, in northern and southern wording."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import Numeral
from report_extract.pattern_set.trie import trie_regex
from report_extract.text import fold

_BILLION = 10**9
# A number word begins where a word does; a digit anywhere.
_NO_WORD = r"(?<!\w\D)"


@dataclass(frozen=True)
class NumberWords:
    """The number words of a pattern set, by the part they play."""

    digit: dict[str, int]
    last_digit: dict[str, int]
    ten: frozenset[str]
    tens: frozenset[str]
    hundred: frozenset[str]
    link: frozenset[str]
    half: frozenset[str]
    magnitude: dict[str, int]
    after_digits: dict[str, int]  # what may multiply digits: 2 chục, 3 trăm, 5 triệu
    sequence: re.Pattern[str]
    start: re.Pattern[str]  # digits, or number words in a row

    @classmethod
    def of(cls, patterns: PatternSet) -> NumberWords:
        """Collect the words from the `numeral` entries."""
        by_role: dict[str, dict[str, Decimal]] = {}
        for entry in patterns.of(Numeral):
            words = by_role.setdefault(entry.role, {})
            words.update({fold(word): value for word, value in entry.words.items()})
        number = {role: {w: int(v) for w, v in words.items()} for role, words in by_role.items()}
        # "tr" and the like only follow digits, never start or end a spelled number.
        every = {
            word
            for words in by_role.values()
            for word in words
            if not (word.isascii() and len(word) == 2) or word == "ba"
        }
        word = trie_regex(every)
        later = {word for role in ("last_digit", "link", "half") for word in by_role.get(role, ())}
        return cls(
            digit=number.get("digit", {}),
            last_digit=number.get("last_digit", {}),
            ten=frozenset(by_role.get("ten", ())),
            tens=frozenset(by_role.get("tens", ())),
            hundred=frozenset(by_role.get("hundred", ())),
            link=frozenset(by_role.get("link", ())),
            half=frozenset(by_role.get("half", ())),
            magnitude=number.get("magnitude", {}),
            after_digits={
                **dict.fromkeys(by_role.get("hundred", ()), 100),
                **{word: 10 for word in by_role.get("tens", ()) if word in by_role.get("ten", ())},
                **number.get("magnitude", {}),
            },
            sequence=re.compile(rf"(?<!\w)(?:{word})(?!\w)(?: (?:{word})(?!\w))*"),
            start=re.compile(
                rf"{trie_regex([*(every - later), *string.digits], guard=_NO_WORD)}"
                rf"(?:(?<=\d)\d*|(?!\w)(?: (?:{word})(?!\w))*)"
            ),
        )

    def read(self, words: Sequence[str]) -> tuple[Decimal, int] | None:
        """The value of the longest number at the start of `words`, and how many it takes."""
        best: tuple[int, int] | None = None
        total, at = 0, 0
        smallest = 10**30
        while at < len(words):
            group = self._below_thousand(words, at, after_larger=at > 0)
            if group is None:
                break
            value, taken, tenths = group
            nxt = at + taken
            scale, unit = 1, 0
            while nxt < len(words) and words[nxt] in self.magnitude:  # nghìn tỷ
                scale *= self.magnitude[words[nxt]]
                unit += 1
                nxt += 1
            if scale >= smallest:
                if scale != _BILLION or total >= _BILLION:
                    break
                total, at, smallest = (total + value) * scale, nxt, scale  # hai nghìn ba trăm tỷ
                best = (total, at)
                continue
            if unit == 0 and tenths and at > 0:  # hai nghìn tư: the digit counts tenths of the last magnitude
                value = value * smallest // 10
                total, at = total + value, nxt
                best = (total, at)
                break
            total, at, smallest = total + value * scale, nxt, scale
            best = (total, at)
            if at < len(words) and words[at] in self.half and scale > 1:
                best = (total + scale // 2, at + 1)
                break
            if scale == 1:
                break
        return (Decimal(best[0]), best[1]) if best else None

    def _below_thousand(self, words: Sequence[str], at: int, *, after_larger: bool) -> tuple[int, int, bool] | None:
        """Value, number of words, and whether it is a bare digit that may count tenths."""
        start = at
        value = 0
        linked = False
        n = len(words)
        if after_larger and at < n and words[at] in self.link:  # hai nghìn lẻ hai mươi bốn
            at, linked = at + 1, True
        if at + 1 < n and words[at] in self.digit and words[at + 1] in self.hundred:
            value, at = self.digit[words[at]] * 100, at + 2
            if at < n and words[at] in self.half:  # một trăm rưỡi
                return value + 50, at + 1 - start, False
            if at < n and words[at] in self.link and at + 1 < n and words[at + 1] in (self.digit | self.last_digit):
                return value + self._digit(words[at + 1]), at + 2 - start, False
            below = self._below_hundred(words, at)
            if below is None:
                return value, at - start, False
            number, taken, bare = below
            if bare and words[at] not in self.digit and words[at] not in self.last_digit:
                bare = False
            follows = words[at + taken] if at + taken < n else ""
            if bare and number and follows not in self.magnitude:  # một trăm hai: 120
                return value + number * 10, at + taken - start, False
            if bare:
                return value, at - start, False
            return value + number, at + taken - start, False
        below = self._below_hundred(words, at)
        if below is None:
            return None
        number, taken, bare = below
        return number, at + taken - start, bare and after_larger and not linked

    def _below_hundred(self, words: Sequence[str], at: int) -> tuple[int, int, bool] | None:
        n = len(words)
        word = words[at] if at < n else ""
        if word in self.ten:
            value, taken = 10, 1
            if at + 1 < n and self._ends_ten(words[at + 1]):
                value, taken = 10 + self._digit(words[at + 1]), 2
            return value, taken, False
        if word in self.digit and at + 1 < n and words[at + 1] in self.tens and self.digit[word] > 0:
            value, taken = self.digit[word] * 10, 2
            if at + 2 < n and self._is_last(words[at + 2]):
                follows = words[at + 3] if at + 3 < n else ""
                if follows not in self.tens and follows not in self.hundred:
                    return value + self._digit(words[at + 2]), 3, False
            return value, taken, False
        if word in self.digit or (word in self.last_digit and at > 0):
            return self._digit(word), 1, True
        return None

    def _is_last(self, word: str) -> bool:
        """May a word end a number from twenty to ninety-nine (`hai mươi tư`)? Zero is not said there."""
        return bool(self.digit.get(word) or self.last_digit.get(word))

    def _ends_ten(self, word: str) -> bool:
        """May it follow ten? The word for a last one (`mốt`) stands after tens only."""
        return self._is_last(word) and self.last_digit.get(word) != 1

    def _digit(self, word: str) -> int:
        return self.digit[word] if word in self.digit else self.last_digit[word]
