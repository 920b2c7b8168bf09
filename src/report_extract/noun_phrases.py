"""How far the noun phrase runs that names what is counted (`5 [lớp bồi dưỡng lý luận] cho …`)."""

from __future__ import annotations

import re

from report_extract.families import family
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.text import SMALL_LETTERS
from report_extract.tokenizer import Tokenizer, is_word

_SKIP = re.compile(r"[ \t]*")
_TWO_WORDS = re.compile(r" \w+(?: \w+)?")
_NO_LETTER = rf"(?<![{SMALL_LETTERS}\d_].)"
_WORD = re.compile(r"\w+")
_LONGEST_ITEM = 14


class NounPhraseReader:
    """Finds the ends of noun phrases with the stop words of a pattern set."""

    def __init__(self, patterns: PatternSet, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._classes = patterns.noun_classes
        self._noun = patterns.noun
        self._inside = frozenset(patterns.words("item_inside"))
        stops = [*patterns.words("item_stop"), *patterns.words("item_stop_after"), *self._inside]
        self._stop = re.compile(
            rf"{trie_regex(stops, guard=_NO_LETTER)}(?!\w)|[;:,.!?()\[\]|\n“”\"/]|\s[-–—]\s|\s['‘’]|\d+|\s{{3,}}"
        )
        self._soft_stops = frozenset(patterns.words("item_stop_soft"))
        self._generic = frozenset(patterns.words("generic_head"))
        self._free = frozenset(patterns.words("item_stop_free"))
        self._relative = frozenset(patterns.words("item_relative"))
        self._pair = whole_words(patterns.words("set_pair"))
        self._joints = "|".join(patterns.words("set_pair"))
        self._compound = whole_words(patterns.words("compound"))
        self._empty = frozenset(patterns.words("empty_head"))
        self._and = frozenset(patterns.words("and"))
        self._tail = re.compile(rf"{trie_regex(patterns.words('item_tail'), guard=_NO_LETTER)}(?!\w)\s*$")
        self._stars = re.compile(rf"\s{trie_regex(patterns.words('item_graded'))}(?!\w)")
        self._will = re.compile(rf"\s+{trie_regex(patterns.words('finite'))}(?!\w)")
        self._grade = re.compile(rf"{trie_regex(patterns.words('item_grade'), guard=_NO_LETTER)}\s+$")
        age = rf"\d+(?:\s*[-–]\s*\d+)?\s{trie_regex(patterns.words('label_aged'))}(?!\w)"
        bound = trie_regex(patterns.words("label_bound"))
        self._age = re.compile(rf"{trie_regex(patterns.words('age_from'))}\s+{age}(?:\s+{bound}(?!\w))?")
        self._links = frozenset([*patterns.words("share_verb"), *patterns.words("is"), *patterns.words("possession")])

    def stops(self, key: str, at: int) -> bool:
        """Does what stands at `at` belong to no noun phrase?"""
        return self._stop.match(key, at) is not None

    def end(self, key: str, start: int, at: int, limit: int, head: str) -> int:
        """Where the noun phrase that starts at `start` ends; `at` is the end of its head."""
        noun_class = self._classes.get(head, "")
        position = max(at, start + 1)
        pairs: list[tuple[int, int]] | None = None
        while True:
            stop = self._stop.search(key, position, limit)
            if stop is None:
                end = limit
                break
            word = stop.group()
            age = self._age.match(key, stop.start(), limit)  # trẻ dưới 1 tuổi
            if age:
                position = age.end()
                continue
            graded = word.isdigit() and self._grade.search(key, start, stop.start())
            stars = self._stars.match(key, stop.end(), limit) if word.isdigit() else None  # sản phẩm 3 sao
            if stars or graded or word in self._inside:
                position = stars.end() if stars else stop.end()
                continue
            joins = not word.isdigit() and (not word[0].isalpha() or word in self._and)
            if joins and word.strip() in self._joints:
                pairs = [m.span() for m in self._pair.finditer(key, start, limit)] if pairs is None else pairs
                pair = next((end for begin, end in pairs if begin < stop.start() < end), 0)
                if pair and not self.leads(key, pair, limit):
                    position = pair
                    continue
            if word in (",", "/") or word in self._and:
                joined = self._joined(key, stop.end(), noun_class)
                if joined and word == "/" and " " not in key[stop.end() : joined]:
                    joined = None  # tiêu chí/xã
                if joined and joined <= limit and not self.leads(key, joined, limit):
                    position = joined
                    continue
            elif position == max(at, start + 1) and (
                (word in self._soft_stops and head in self._generic and stop.start() == at + 1)
                or (word in self._relative and head in self._empty and stop.start() == at + 1)
            ):
                verb = _TWO_WORDS.match(key, stop.end(), limit)  # what follows is no stop (bị xử lý)
                position = verb.end() if verb and " " not in word else stop.end()
                continue
            elif (
                word[0].isalpha()
                and word not in self._free
                and " " not in word
                and stop.start() > start
                and not (head and stop.start() == at + 1 and not self._compound.match(key, start))  # hồ sơ [qua]
                and not self._ends_before(key, start, stop.start(), limit)
            ):
                position = stop.end()
                continue
            end = stop.start()
            break
        end = _trimmed(key, start, end)
        tail = self._tail.search(key, max(at, start + 1), end)
        if tail and self._ends_before(key, start, tail.start(), limit):
            end = _trimmed(key, start, tail.start())
        return end

    def _ends_before(self, key: str, start: int, stop: int, limit: int) -> bool:
        """Does a word of the phrase from `start` end right before `stop`?"""
        return is_word(self._tokenizer, key, (stop, stop), (start, limit))

    def leads(self, key: str, at: int, limit: int) -> bool:
        """Do the words from an offset lead to the next number (`310 con, [đàn bò] 25 con`)?"""
        stop = self._stop.search(key, at, limit)
        if stop and stop.group().isdigit():
            return True
        if stop and not key[stop.end() : limit].strip():  # 425 người, [nữ chiếm] 71%
            return key[limit : limit + 1].isdigit() and stop.group() in self._links
        return not stop and key[limit : limit + 2].strip()[:1].isdigit()

    def _joined(self, key: str, at: int, noun_class: str) -> int | None:
        """The end of a noun that goes on a list (`cán bộ, đảng viên và người lao động`)."""
        m = _SKIP.match(key, at)
        noun = self._noun.match(key, m.end() if m else at)
        stop = self._stop.match(key, noun.start()) if noun else None
        if noun is None or not noun_class or (stop and stop.end() > noun.end()) or self._will.match(key, noun.end()):
            return None
        other = self._classes[" ".join(noun.group().split())]
        return noun.end() if family(other) == family(noun_class) else None


def _trimmed(key: str, start: int, end: int) -> int:
    while end > start and not key[end - 1].isalnum():
        end -= 1
    if end - start < 2 * _LONGEST_ITEM:  # so short is no item of more words
        return end
    words = [m.end() for m in _WORD.finditer(key, start, end)]
    return words[_LONGEST_ITEM - 1] if len(words) > _LONGEST_ITEM else end
