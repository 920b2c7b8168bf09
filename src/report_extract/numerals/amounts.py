"""One number with its magnitude words and its unit: `1 tỷ 250 triệu đồng`, `hai chục ha`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from report_extract.numerals.spelled import NumberWords
from report_extract.numerals.values import parse_digits
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import Unit
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.text import fold

NUMBER = re.compile(
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![.,]?\d)"
    r"|[1-9]\d{0,2}(?: \d{3})+(?![\d.,]*\d)(?:,\d+)?"
    r"|\d+(?:[.,]\d+)*"
)
_LEAD = re.compile(r" {0,2}[“\"']?")
_THOUSAND, _MILLION = 1000, 10**6
_LIST = 20  # characters
_BASES = (1, _THOUSAND, _MILLION)  # numbers that units begin with (1.000 đồng)


class Amount(NamedTuple):
    """A number as read; `scaled` says that a magnitude word multiplied it."""

    start: int
    end: int
    number_end: int
    value: Decimal
    scaled: bool
    unit: Unit | None
    spelled: bool
    surface: str


class AmountReader:
    """Reads amounts with the number words, magnitudes and units of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self.words = NumberWords.of(patterns)
        self._noun = patterns.noun
        self._year = self.words.digit.keys() & set(patterns.words("ambiguous_number"))
        self._scales = self.words.after_digits
        self.magnitude = re.compile(rf" ?({trie_regex(self._scales)})(?!\w)")
        self._half = re.compile(rf"\s({trie_regex(self.words.half)})(?!\w)")
        self._units = {fold(word): unit for unit in patterns.of(Unit) for word in unit.words}
        after = [word for unit in patterns.of(Unit) for word in unit.unless_after]
        joint = trie_regex(patterns.words("joint"))
        self._noun_list = re.compile(rf"\d ?{whole_words(after).pattern}[\s,;]*(?:{joint} )?$")
        self._measure = whole_words(patterns.words("measure_noun"))
        # No letter of an abbreviation is a unit (7.815 đ.c).
        self._unit = re.compile(rf" ?({trie_regex(self._units)})(?!\w|(?<=[ \d]\w)\.\w)")

    def measure(self, key: str, start: int, end: int) -> tuple[Decimal, str] | None:
        """The scale and unit that words alone state: `triệu đồng` in a column header, `1.000 người`."""
        text = key[start:end].strip()
        number = NUMBER.match(text)
        base = (parse_digits(number.group()) if number else None) or Decimal(1)
        if base not in _BASES:
            return None
        at = number.end() if number else 0
        scale, after = self._magnitudes(text, at) or (1, at)
        for times, begin in ((1, at), (scale, after)):  # a unit may begin with a magnitude: `tr.đ`
            m = self._unit.match(text, begin)
            if m and (m.end() == len(text) or text[m.end()] in " /,;)"):
                unit = self._units[" ".join(m.group(1).split())]
                return base * times * unit.factor, unit.unit
        return (base * scale, "") if after and self.noun(text, after) else None

    def noun(self, key: str, at: int) -> re.Match[str] | None:
        """The counted noun after a number that ends at `at`."""
        lead = _LEAD.match(key, at)
        return self._noun.match(key, lead.end()) if lead else None

    def read(self, key: str, at: int, limit: int) -> Amount | None:
        """One number at `at` with its magnitude words and its unit."""
        spelled = not key[at].isdecimal()
        if spelled:
            m = self.words.sequence.match(key, at)
            if m is None:
                return None
            words = m.group().split(" ")
            read = self.words.read(words)
            if read is None:
                return None
            value, taken = self._without_year(key, at, words, *read)
            end = at + len(" ".join(words[:taken]))
            scaled, surface = value >= _THOUSAND, ""
        else:
            m = NUMBER.match(key, at)
            if m is None or m.end() > limit:
                return None
            end, surface = m.end(), m.group()
            parsed = parse_digits(surface)
            if parsed is None:
                return None
            value, scaled = parsed, False
            scale = self._magnitudes(key, end)
            if scale:
                value, end, scaled = *self._compound(key, value, scale[0], scale[1]), True
        number_end = end
        unit_match = self._unit.match(key, end)
        unit = self._units[" ".join(unit_match.group(1).split())] if unit_match else None
        if unit_match and unit:
            glued_noun = self.noun(key, end)
            if glued_noun and glued_noun.end() > unit_match.end():
                unit = None  # "cân" the unit, "cân đối" the noun
            elif self._is_noun(key, at, unit, value, unit_match):
                unit = None  # 21 vàng, 18 bạc, 25 đồng
            else:
                end = unit_match.end()
        if "," in surface and not scaled and (unit is None or unit.unit == "VND"):  # 18,600 people
            whole = parse_digits(surface, whole=True)
            value = whole if whole is not None else value
        return Amount(at, end, number_end, value, scaled, unit, spelled, surface)

    def _is_noun(self, key: str, at: int, unit: Unit, value: Decimal, word: re.Match[str]) -> bool:
        """Is the word of a unit a noun in a list of such (`18 bạc, 25 đồng`)? No medals are thousands, or money."""
        listed = unit.unless_after and value < _THOUSAND and self._noun_list.search(key, max(0, at - _LIST), at)
        return bool(listed) and " " not in word.group(1) and not self._measure.match(key, word.end() + 1)

    def _without_year(self, key: str, at: int, words: list[str], value: Decimal, taken: int) -> tuple[Decimal, int]:
        """`hai mươi năm đổi mới`: twenty years, for five is `lăm` there; not `hai mươi năm hộ`."""
        if taken < 2 or words[taken - 1] not in self._year or words[taken - 2] not in self.words.ten | self.words.tens:
            return value, taken
        if self.noun(key, at + len(" ".join(words[:taken]))):
            return value, taken
        return value - self.words.digit[words[taken - 1]], taken - 1

    def _magnitudes(self, key: str, at: int) -> tuple[int, int] | None:
        scale, end = 1, at
        while (m := self.magnitude.match(key, end)) and scale < 10**12:
            scale, end = scale * self._scales[m.group(1)], m.end()
        return (scale, end) if end > at else None

    def _compound(self, key: str, value: Decimal, scale: int, at: int) -> tuple[Decimal, int]:
        """`1 tỷ 250 triệu`, `7 tỷ 250`, `2 triệu rưỡi`: what follows the first magnitude."""
        total, end = value * scale, at
        half = self._half.match(key, at)
        if half:
            return total + Decimal(scale) / 2, half.end()
        while key[end : end + 1] == " " and key[end + 1 : end + 2].isdecimal():
            m = NUMBER.match(key, end + 1)
            part = parse_digits(m.group()) if m else None
            if m is None or part is None:
                break
            lower = self._magnitudes(key, m.end())
            if lower and lower[0] < scale:
                total, scale, end = total + part * lower[0], lower[0], lower[1]
            elif not lower and scale == _THOUSAND and len(m.group()) == 3 and m.group().isdecimal():
                total, end = total + part, m.end()  # 12 nghìn 450 hộ
                break
            elif not lower and scale >= _MILLION and len(m.group()) == 3 and "." not in m.group():
                unit = self._unit.match(key, m.end())
                if self.noun(key, m.end()) or (unit and self._units[unit.group(1)].unit not in ("VND", "USD")):
                    break
                total, end = total + part * (scale // _THOUSAND), m.end()
                break
            elif not lower and scale == _MILLION and self._unit.match(key, m.end()):
                unit = self._unit.match(key, m.end())
                if unit and self._units[unit.group(1)].unit == "VND" and part >= 1000:
                    total, end = total + part, m.end()
                break
            else:
                break
        return total, end


def shared_scale(first: Amount, second: Amount) -> tuple[Decimal, Decimal]:
    """Both ends in full: `80 - 100 triệu`, `15-20.000 đồng`."""
    low, high = first.value, second.value
    if first.scaled or first.unit is not None:
        return low, high
    if second.scaled and low < 1000:
        digits = parse_digits(second.surface) if second.surface else None
        if digits:
            return low * (high / digits), high
    if low < 1000 <= high and "." in second.surface and low * 1000 < high and high % 1000 == 0:
        return low * 1000, high
    return low, high


def same_scale(part: Amount, whole: Amount) -> tuple[Decimal, Decimal]:
    """Both numbers of `46,2/112 tỷ đồng` in full."""
    digits = parse_digits(whole.surface) if whole.scaled and whole.surface and not part.scaled else None
    return (part.value * (whole.value / digits) if digits else part.value), whole.value
