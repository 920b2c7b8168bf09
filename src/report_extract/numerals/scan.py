"""Number expressions: found from characters, whole expressions at a time.

`NumberScanner.scan` walks the text once. What is a date or period is already claimed;
of the rest, each number becomes a `Quantity` (it may measure something) or a `Mention`
(it is a reference, a name, an ordinal, ... and no figure).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from report_extract.numerals.amounts import NUMBER, Amount, AmountReader, same_scale, shared_scale
from report_extract.numerals.modifiers import ModifierReader
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import NumberKind
from report_extract.pattern_set.shapes import RareShapes
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.records import Kind, Modifier
from report_extract.text import CAPITALS, SourceText, fold

_NUMBERED = frozenset(["reference", "ordinal"])
_SLASH = re.compile(r"\s?/\s?(?=\d)")
_MARKS = "([“\"'-–*+•"
_DASH = re.compile(r"\s?[-–—]\s?(?=\d)")
_DIGIT = re.compile(r"\d")
_DASHED = re.compile(r"\d\s?%?\s?[-–—]\s?$")
_NO_JOINT = frozenset(["", *",.;:()%"])
_PLAIN = re.compile(r"(?:(?<=[^\W\d_] )|(?<=[,;:] )|(?<= \())\d{1,3}(?:\.\d{3})*(?P<fraction>,\d+)?(?=[ %,;)])")
_CAPITALISED = rf"[{CAPITALS}][^\W\d_]*"
_NAME_BEFORE = re.compile(rf"(?:[^\W\d_]+[ ]+{_CAPITALISED}|^{_CAPITALISED}[ ]+{_CAPITALISED})[ ]$")
_LISTED_BEFORE = re.compile(
    rf"(?:(?<!(?:19|20)\d)\d(?!\d)[^,;:(]{{0,12}}[,;]|[(:])\s*(?:[^\W\d_A-Z]+[ ]+)?(?:{_CAPITALISED}[ ]+)+$"
)
_LIST_LABEL = re.compile(r"(?:[:(]|\d[\d.,]*\s?[,;])\s*([^,;:()\d\n]{2,40})$")
_LIST_END = re.compile(r"\s*(?:[,;)]|\.\s|\.?$|\n)")
_LISTED_AFTER = re.compile(r"[^.:;,()\d\n]{2,30}[;,] ")
_THING = re.compile(rf" (?![{CAPITALS}])[^\W\d_]{{2}}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number expression: from its modifier to its unit."""

    start: int
    end: int
    number: int  # offset of the first digit or number word
    after: int  # where the counted noun would begin: past the unit and "/người/năm"
    value: Decimal
    max: Decimal | None
    whole: Decimal | None
    unit: str  # "" where none is written
    modifier: Modifier
    spelled: bool
    rate: bool  # per head, per month
    part_end: int  # end of the number itself, without unit


class Mention(NamedTuple):
    """A number that is no figure."""

    start: int
    end: int
    kind: Kind


class NumberScanner:
    """Reads the numbers of a text with the vocabulary of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._amounts = AmountReader(patterns)
        self._noun = self._amounts.noun
        kinds = patterns.of(NumberKind)
        self._kinds_before = {fold(word): kind for kind in kinds for word in kind.before}
        self._kinds_after = {fold(word): kind for kind in kinds for word in kind.after}
        self._kind_after = re.compile(rf" ?({trie_regex(self._kinds_after)})(?!\w)")
        self._shapes = RareShapes([kind for kind in kinds if kind.regex], patterns.time_limit)
        self._range_words = trie_regex(patterns.words("range")) or r"(?!)"
        self._range = re.compile(rf"\s(?:{self._range_words})\s(?=\S)")
        self._modifiers = ModifierReader(patterns, self._noun, self._range)
        self._places = frozenset(patterns.words("place_head"))
        self._place_before = patterns.words("place_before")
        self._ambiguous = frozenset(patterns.words("ambiguous_number"))
        self._before_count = frozenset(patterns.words("before_count"))
        self._before_thing = self._before_count | set(patterns.words("before_thing"))
        self._label_before = frozenset(patterns.words("number_label"))
        self._number_word = whole_words(patterns.words("count_word"))
        self._vague = frozenset(patterns.words("vague"))
        self._vague_number = frozenset(patterns.words("vague_number"))
        self._joints = frozenset(patterns.words("joint"))
        joint, name = trie_regex(self._joints), rf"{_CAPITALISED}[ ]+{_CAPITALISED}"
        self._list_goes_on = re.compile(rf"(?:, ?| {joint} )(?=\d)")
        self._same_name = re.compile(rf"\b({name})[ ]\d{{1,2}}(?:,|[ ]{joint})[ ]\1[ ]\d{{1,2}}\b")
        self._listed_number = re.compile(
            rf"\s?(?:[,;)]|{joint})\s*(?:[^\W\d_A-Z]+[ ]+)?(?:{_CAPITALISED}[ ]+)+\d|[)%/]"
        )
        tail = trie_regex(patterns.words("rate_tail"))
        self._rate = re.compile(rf"\s?/\s?[^\W\d_]+(?: {tail})?(?:\s?/\s?[^\W\d_]+)*")
        self._between = frozenset(patterns.words("between"))
        self._inert = whole_words(patterns.words("number_inert"))
        self._function_word = whole_words(patterns.words("item_stop"))
        self._start = self._amounts.words.start

    def scan(
        self, source: SourceText, claimed: Sequence[tuple[int, int]]
    ) -> tuple[tuple[Quantity, ...], tuple[Mention, ...]]:
        """The quantities and the other numbers outside the `claimed` spans, each in text order."""
        quantities: list[Quantity] = []
        mentions: list[Mention] = []
        claims = iter((*claimed, (len(source.key) + 1, len(source.key) + 1)))
        claim = next(claims)
        done = 0
        for m in self._start.finditer(source.key):
            at = m.start()
            while claim[1] <= at:
                claim = next(claims)
            if at < done or claim[0] <= at:
                continue
            found = self._read(source, at, claim[0], mentions, quantities)
            if isinstance(found, Quantity):
                quantities.append(found)
                done = found.end
            elif found is not None:
                if _DIGIT.search(source.key, claim[0], found.end):  # 5 - [7 tháng]
                    found = found._replace(end=at + len(source.key[at : claim[0]].rstrip(" \t\n-–")))
                mentions.append(found)
                done = found.end
        return tuple(quantities), tuple(mentions)

    def _continued(self, source: SourceText, at: int, mentions: Sequence[Mention]) -> Mention | None:
        """The 2 and 3 of `loại 1, 2, 3`."""
        if not mentions or mentions[-1].kind not in ("ordinal", "name", "reference"):
            return None
        m = self._list_goes_on.match(source.key, mentions[-1].end)
        if m is None or m.end() != at:
            return None
        number = NUMBER.match(source.key, at)
        if number is None or "." in number.group() or self._noun(source.key, number.end()):
            return None
        return Mention(at, number.end(), mentions[-1].kind)

    def _read(
        self, source: SourceText, at: int, limit: int, mentions: Sequence[Mention], quantities: Sequence[Quantity]
    ) -> Quantity | Mention | None:
        key = source.key
        digits = key[at].isdecimal()
        if digits:
            shaped = None if self._is_plain_count(source, at) else self._shapes.first(source.norm, at)
            if shaped:
                return Mention(at, shaped[1].end(), shaped[0].kind)
            continued = self._continued(source, at, mentions)
            if continued:
                return continued
        amount = self._amounts.read(key, at, limit)
        if amount is None:
            m = NUMBER.match(key, at)
            return Mention(at, m.end() if m else at + 1, "other") if digits else None
        left = _left_words(key, at)
        before = quantities[-1].end if quantities else at
        if not digits and not self._spelled_counts(source, amount, left, before):
            return None
        after = self._kind_after.match(key, amount.number_end) if amount.unit is None else None
        if after and not amount.scaled:
            return Mention(at, after.end(), self._kinds_after[" ".join(after.group(1).split())].kind)
        if digits and not amount.scaled and amount.unit is None:
            kind = self._kind_before(source, amount, left)
            ranged = _DASH.match(key, amount.end) if kind else None
            upper = self._amounts.read(key, ranged.end(), limit) if ranged else None
            if kind and not (upper and (upper.scaled or upper.unit)):
                tail = NUMBER.match(key, ranged.end()) if ranged else None
                return Mention(at, tail.end() if tail and tail.end() <= limit else amount.end, kind.kind)
            if self._label_before.isdisjoint(left) and self._is_numbered_name(source, amount):
                return Mention(at, amount.end, "name")
        quantity = self._quantity(key, amount, left, limit)
        if quantity.modifier in (">=", "<=") and self._modifiers.limits_a_class(
            key, quantity.start, quantity.end, quantity.unit, left
        ):
            return Mention(quantity.number, quantity.part_end, "other")
        return quantity

    def _is_plain_count(self, source: SourceText, at: int) -> bool:
        """Is it a number with thousands, or before a counted noun, a magnitude or %, where no other kind stands?"""
        m = _PLAIN.match(source.key, at)
        if m is None:
            return False
        if "." in m.group() or source.key[m.end()] == "%" or self._amounts.magnitude.match(source.key, m.end()):
            return True
        return m["fraction"] is None and self._counted_after(source, m.end())

    def _kind_before(self, source: SourceText, amount: Amount, left: Sequence[str]) -> NumberKind | None:
        key = source.key
        for phrase in left:
            if phrase in self._label_before:
                return None
            kind = self._kinds_before.get(phrase)
            if kind is None:
                continue
            if kind.most is not None and amount.value > kind.most:
                return None  # cấp 634 giấy chứng nhận
            if (
                kind.kind != "other"
                and "." in amount.surface
                and not (kind.kind == "reference" and amount.value < 1000)
                and not (kind.kind in _NUMBERED and self._number_word.search(phrase))  # quyết định số 1.234
            ):
                return None  # 1.234 is no ordinal
            if kind.unless_noun and amount.surface[0] == "0" and kind.kind == "ordinal":
                return None  # lớp 05: a count
            located = any(f"{before} {phrase}" in left for before in self._place_before)  # ngụ ấp 4
            if kind.unless_noun and not located and _in_list(key, amount, phrase, kind.kind):
                return None
            slash = _SLASH.match(key, amount.end)
            whole = NUMBER.match(key, slash.end()) if slash else None
            end = whole.end() if whole else amount.end
            return None if kind.unless_noun and self._counted_after(source, end) else kind
        return None

    def _counted_after(self, source: SourceText, at: int) -> bool:
        """Does a counted noun follow, and not the capital of a name (`tổ 52 phường Minh Tân`)?"""
        noun = self._noun(source.key, at)
        if noun is None:
            return False
        words = source.norm[at : noun.end() + 2]
        if len(noun.group().strip()) > 1 and words.split()[0].isupper() and " " not in noun.group().strip():
            return source.norm[noun.end() + 1 : noun.end() + 2].islower()  # hướng dẫn 88 HTX chuyển đổi
        place = " ".join(noun.group().split()) in self._places and words[-1:].isupper()
        return not place and not words.lstrip()[:1].isupper()

    def _is_numbered_name(self, source: SourceText, amount: Amount) -> bool:
        """`Công ty Vinaconex 2`, `ấp Đồng Kèn 2`; not the `Hải An 02, Triệu Sơn 02` of a list."""
        if amount.surface.startswith("0") or amount.value > 40 or self._noun(source.key, amount.end):
            return False
        if not _NAME_BEFORE.search(source.norm, max(0, amount.start - 40), amount.start):
            return False
        word = source.norm[max(0, amount.start - 40) : amount.start].split()[-1]
        if len(word) > 1 and word.isupper():  # an abbreviation: DQ 19 - 20%
            return False
        if self._same_name.search(source.norm, max(0, amount.start - 60), amount.end + 60):
            return True  # Bích Thái 1, Bích Thái 2
        return not self._listed_number.match(source.norm, amount.end) and not _LISTED_BEFORE.search(
            source.norm, max(0, amount.start - 60), amount.start
        )

    def _spelled_counts(self, source: SourceText, amount: Amount, left: Sequence[str], last: int) -> bool:
        """Is a number in words a count? Before a counted noun or a unit it is; before another thing, after a verb.

        `last` is where the figure before it ends: the next of a list (`6 ô tô; ba cưa xăng`) needs no verb.
        """
        if amount.value < 2 or not self._vague.isdisjoint(left) or self._inert.match(source.key, amount.start):
            return False
        word = source.key[amount.start : amount.number_end]
        if word.split()[0] in self._vague_number:  # hơn chục tỷ đồng
            return False
        if word in self._ambiguous and self._before_count.isdisjoint(left):
            return False
        first = source.norm[amount.start]
        if first.isupper() and amount.start and source.norm[amount.start - 1] == " ":
            before = source.norm[max(0, amount.start - 12) : amount.start].rstrip(' “"(')[-1:]
            if before and before not in ".:;!?\n-–+":
                return False
        if amount.unit or self._noun(source.key, amount.end) or self._kind_after.match(source.key, amount.end):
            return True
        ranged = self._range.match(source.key, amount.end)  # từ hai đến ba buổi
        upper = self._amounts.read(source.key, ranged.end(), len(source.key)) if ranged else None
        if upper is not None:
            return self._noun(source.key, upper.end) is not None
        if word in self._ambiguous or not self._kinds_before.keys().isdisjoint(left):  # trao đợt ba
            return False
        taken = not self._before_thing.isdisjoint(left) or self._modifiers.bounds(left)
        if not taken and not _LISTED_AFTER.fullmatch(source.key, last, amount.start):
            return False  # vải chín sớm, kiềng ba chân
        thing = _THING.match(source.norm, amount.end)
        return thing is not None and not self._function_word.match(source.key, amount.end + 1)

    def _quantity(self, key: str, first: Amount, left: Sequence[str], limit: int) -> Quantity:
        low, high, whole = first.value, None, None
        last, unit = first, first.unit
        joint = key[first.end : first.end + 2].strip()[:1]
        slash = _SLASH.match(key, first.end) if joint == "/" else None
        if slash:
            second = self._amounts.read(key, slash.end(), limit)
            if second and (first.unit is None or second.unit is first.unit) and not self._noun(key, first.end):
                low, whole = same_scale(first, second)
                last, unit = second, second.unit or first.unit
        else:
            second = self._second(key, first, left, limit) if joint not in _NO_JOINT else None
            if second:
                low, high = shared_scale(first, second)
                if high > low:
                    last, unit = second, second.unit or first.unit
                else:
                    low, high = first.value, None
        factor = unit.factor if unit else Decimal(1)
        name = unit.unit if unit else ""
        large = unit is None and (last.scaled or first.scaled) and last.value >= 1000
        plain = not last.spelled or max(low, high or low) >= 100_000
        if large and plain and not self._noun(key, last.end):
            name = "VND"  # nobody counts anything else in bare millions
        rate = self._rate.match(key, last.end) if name else None
        start, modifier = self._modifiers.before(key, (first.start, last.end), left, name)
        if modifier == "=":
            modifier = self._modifiers.after(key, last.end) or modifier
        return Quantity(
            start=start,
            end=last.end,
            number=first.start,
            after=rate.end() if rate else last.end,
            value=low * factor,
            max=None if high is None else high * factor,
            whole=None if whole is None else whole * factor,
            unit=name,
            modifier=modifier,
            spelled=first.spelled,
            rate=rate is not None,
            part_end=last.number_end,
        )

    def _second(self, key: str, first: Amount, left: Sequence[str], limit: int) -> Amount | None:
        """The upper end of a range, if one follows."""
        if dash := _DASH.match(key, first.end):
            upper = self._upper(key, first, dash.end(), limit)
            listed = upper and (
                _DASH.match(key, upper.end) or _DASHED.search(key, max(0, first.start - 8), first.start)
            )
            return None if listed else upper  # 73% - 75% - 96%
        word = self._range.match(key, first.end)
        if word:
            joined = word.group().strip() in self._joints
            if joined and not (left and left[-1] in self._between):
                return None
            return self._upper(key, first, word.end(), limit)
        return None

    def _upper(self, key: str, first: Amount, at: int, limit: int) -> Amount | None:
        if not (key[at].isdecimal() or self._amounts.words.sequence.match(key, at)):
            return None
        second = self._amounts.read(key, at, limit)
        if second is None or (first.unit is not None and second.unit is not first.unit):
            return None
        if second.unit is None and self._kind_after.match(key, second.end):
            return None
        return second


def _in_list(key: str, amount: Amount, cue: str, kind: Kind) -> bool:
    """One of a list of labelled counts (`dân quân 150, bộ đội 90`), whose label says more than the cue."""
    label = _LIST_LABEL.search(key, max(0, amount.start - 60), amount.start)
    if label is None or label.group(1).strip() == cue:
        return False
    alone = kind == "name" and label.group()[0] == "(" and key.startswith(")", amount.end)  # (Bí thư Quận ủy quận 5)
    return not alone and _LIST_END.match(key, amount.end) is not None


def _left_words(key: str, at: int) -> tuple[str, ...]:
    """The phrases of four to one words that end directly before `at`, the longest first."""
    tail = key[max(0, at - 48) : at]
    if not tail or tail[-1] != " ":
        return ()
    words = tail[tail.rfind("\n") + 1 :].rsplit(None, 5)[-5:]
    phrases: list[str] = []
    phrase = ""
    for word in words[::-1]:
        phrase = f"{word} {phrase}" if phrase else word
        phrases.append(phrase if word[0].isalnum() else phrase.lstrip(_MARKS))
    return tuple(phrases[::-1])
