"""Changes: which figures are the size of one, and which the level it began from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from report_extract.matcher import Match
from report_extract.numerals.scan import Quantity
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.periods import TimeMention, without_times
from report_extract.records import Change
from report_extract.text import last_match
from report_extract.timewords import CLAUSE_BREAK

_REACH = 60
_CLOSE = 16
_NO_LETTER = r"(?<!\w.)"
_NAME = re.compile(r", (?:[^\W\d]+ ){1,3}")


class ChangeReader:
    """Finds the verbs of change that govern a figure, with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        words = patterns.words
        self._change = {word: change for change in ("up", "down") for word in words(change)}
        self._change_cue = whole_words([*self._change, *words("change_inert")])
        self._vague = whole_words(words("vague_amount"))
        self._level = whole_words(words("level"))
        self._points = whole_words(words("points"))
        self._than = re.compile(rf"(?<!\w){trie_regex(words('than'))}\s*$")
        self._extent, self._height = whole_words(words("extent")), whole_words(words("height"))
        respect = whole_words(words("respect")).pattern  # tăng 18% về số lượng và 58% về vốn
        self._respect = re.compile(rf"\s*{respect}(?: [^\W\d]+){{1,4}}(?:,|,? {trie_regex(words('joint'))})\s*")
        self._more = whole_words(words("change_more"))
        self._compare = whole_words(words("compare"))
        self._measure = whole_words([*words("measure_noun"), *words("changed_measure")])
        self._filler = whole_words([*words("change_filler"), *words("compare")])
        self._reached = whole_words([*words("met"), *words("copula")])
        self._coordination = re.compile(rf"[\s,;]*(?:{trie_regex(words('and'))})?[\s,;]*")
        self._from = frozenset(words("level_from"))
        self._ranged_from = re.compile(rf"\s{trie_regex(self._from)}\s$")
        self._from_right_before = re.compile(rf"{trie_regex(self._from, guard=_NO_LETTER)}\s+$")

    def read(
        self, key: str, times: Sequence[TimeMention], match: Match, previous: Match | None, before: Change | None
    ) -> Change | None:
        """Whether a figure is the size of a rise or a fall; `before` is what the `previous` one is."""
        quantity = match.phrase.quantity
        start = max(match.phrase.sentence[0], quantity.start - _REACH)
        last = last_match(self._change_cue, key, start, quantity.number)
        if last is not None and last.start() >= quantity.start and quantity.unit != "%":
            return None  # vượt 40.000 tấn, không vượt quá 70 vụ: a level
        if last is not None:
            word = " ".join(last.group().split())
            between = key[last.end() : quantity.start]
            bound = quantity.max is not None or quantity.modifier in (">=", "<=")
            if (
                bound and between.strip() in self._from and word in self._change
            ):  # cắt giảm từ 20-30%, tăng từ 10% trở lên
                return "up" if self._change[word] == "up" else "down"
            ranged = self._ranged_from.search(between) if quantity.max is not None else None
            stop = last.end() + ranged.start() + 1 if ranged else quantity.number
            level = self._level.search(key, last.end(), max(last.end(), stop))  # giảm tỷ lệ hộ nghèo từ 1 - 1,5%
            if level and self._extent.fullmatch(between.strip()):  # giảm tới 15 người
                level = None
            if level and quantity.unit == "%" and self._points.search(key, quantity.part_end, quantity.after):
                level = None  # nhích lên 0,4 điểm phần trăm
            if self._height.fullmatch(last.group()) and quantity.unit == "m" and not self._is_compared(key, match):
                return None  # tường dài 30 m, cao hơn 10 m
            if word in self._change and not level:
                rest = self._filler.sub(" ", without_times(key, times, last.end(), quantity.start))
                listed = self._vague.search(between)  # giảm được hàng trăm đơn vị, trên 50 phòng ban
                if listed and len(rest.split()) <= 8 and ";" not in rest:
                    return "up" if self._change[word] == "up" else "down"
                words = 8 if self._changes_measure(key, last.end(), stop, quantity) else 2  # giảm tỷ lệ hộ nghèo 1%
                if not CLAUSE_BREAK.search(rest) and len(rest.split()) <= (0 if quantity.unit == "" else words):
                    return "up" if self._change[word] == "up" else "down"
            elif word not in self._change:
                return None
        more = last_match(self._more, key, start, quantity.start)  # thêm 4 câu lạc bộ so với đầu năm
        if more and not key[more.end() : quantity.start].strip() and self._is_compared(key, match):
            return "up"
        if self._is_more_than(key, times, start, quantity):
            return "up"
        if previous and before and previous.phrase.quantity.start >= match.phrase.sentence[0]:
            end = previous.phrase.item[1] if previous.phrase.item else previous.phrase.quantity.end
            end = max(end, previous.phrase.quantity.end)
            between = key[previous.phrase.quantity.end : quantity.start]
            opening = between.rfind("(")
            aside = opening >= 0 and not self._filler.sub("", between[opening + 1 :]).strip()
            if aside and len(between) < 45 and not CLAUSE_BREAK.search(between[:opening]):
                return before  # giảm 121 đơn vị (30,2%), giảm 41 vụ (tương ứng 11,1%)
            restated = key[end : quantity.start].strip() if quantity.unit == "%" else ""
            if restated and end > previous.phrase.quantity.end and not self._filler.sub("", restated).strip():
                return before  # tăng 4.702 hồ sơ tương đương 28,2%
            alike = (quantity.unit or "count") == (previous.phrase.quantity.unit or "count")
            parted = quantity.unit == "%" and ";" in between  # kéo giảm 5% số vụ; 100% khu phố ký cam kết
            if (
                alike
                and not parted
                and end <= quantity.start
                and self._coordination.fullmatch(key, end, quantity.start)
            ):
                return before
            if quantity.unit == previous.phrase.quantity.unit == "%" and (
                self._shares_verb(key, end, quantity.start) or self._respect.fullmatch(between)
            ):
                return before
        return None

    def _is_more_than(self, key: str, times: Sequence[TimeMention], start: int, quantity: Quantity) -> bool:
        """How much more than at another time: `hơn năm 2017 những 58 hộ`."""
        i = bisect_left(times, quantity.start, key=lambda time: time.start) - 1
        if i < 0 or times[i].start < start or self._filler.sub("", key[times[i].end : quantity.start]).strip():
            return False
        return self._than.search(key, max(start, times[i].start - _CLOSE), times[i].start) is not None

    def joined(self, key: str, previous: Match, match: Match) -> bool:
        """Do only a comma or `và` stand between two figures of a sentence?"""
        one, other = previous.phrase, match.phrase
        end = max(one.quantity.end, one.item[1] if one.item else 0)
        start = other.quantity.start
        return (
            one.quantity.start >= other.sentence[0]
            and self._coordination.fullmatch(key, min(end, start), start) is not None
        )

    def _changes_measure(self, key: str, start: int, end: int, quantity: Quantity) -> bool:
        measured = quantity.unit not in ("", "count") and self._measure.match(key, start + 1) is not None
        return measured and not self._reached.search(key, start, min(end, quantity.start))

    def _shares_verb(self, key: str, start: int, end: int) -> bool:
        """Only the name of another field before the figure: `công nghiệp tăng 15%, dịch vụ 10%`."""
        label = _NAME.fullmatch(key, start, end)
        return label is not None and not (self._measure.search(label[0]) or self._reached.search(label[0]))

    def _is_compared(self, key: str, match: Match) -> bool:
        """Is the figure held against another, in its own clause?"""
        end = match.phrase.sentence[1]
        stop = CLAUSE_BREAK.search(key, match.phrase.quantity.end, end)
        return self._compare.search(key, match.phrase.quantity.end, stop.start() if stop else end) is not None

    def is_origin(self, key: str, quantity: Quantity, following: Quantity | None) -> bool:
        """The 80 of `từ 80 lên 95`."""
        if following is None or following.start - quantity.end > 80:
            return False
        if not self._from_right_before.search(key, max(0, quantity.start - _CLOSE), quantity.start):
            return False
        if quantity.modifier in (">=", "<=") or quantity.max is not None or ";" in key[quantity.end : following.start]:
            return False
        return self._level.search(key, quantity.end, following.number) is not None
