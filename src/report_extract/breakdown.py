"""Totals and their parts, from the build of the sentence: `trong đó`, `gồm`, brackets, lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from report_extract.families import family
from report_extract.layout import Layout
from report_extract.parts import Part, Text, colon_before, completes, counted_again, listed, named_by_header
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.phrases import Phrase
from report_extract.sums import brackets_of, find_divided, find_sums, may_contain, same_noun
from report_extract.tables import Cell
from report_extract.text import SourceText, last_match

_SENTENCE = re.compile(r"\n|[.!?]\s")
_COUNTED = re.compile(r"(?:\s\w+)?[\s:]*\d")
_PUNCTUATION = re.compile(r"[;,.(\n]\s|\d%")
_STOP = re.compile(r"[.!?]\s")
_LIST = re.compile(r"[,;]\s")
_DIGIT = re.compile(r"\d")
_FAR, _NEAR, _BACK, _CLAUSE, _OPENING = 14, 45, 60, 50, 45


class BreakdownReader:
    """Finds the total that a quantity is a part of."""

    def __init__(self, patterns: PatternSet) -> None:
        self._attribute = whole_words(patterns.words("attribute"))
        self._joints = frozenset([",", *patterns.words("joint")])
        self._generic = frozenset(patterns.words("generic_head"))
        sexes = patterns.words("sexes")
        one = trie_regex(sexes)
        self._sexes, self._sex_count = re.compile(rf"\d\s(?:\w+\s)?({one})\b|\b({one}):?\s\d"), len(sexes)
        self._parts = whole_words([*patterns.words("parts"), *patterns.words("parts_all")])
        self._all = whole_words(patterns.words("parts_all"))
        self._some = whole_words([*patterns.words("parts"), *patterns.words("remainder")])
        self._out_of = whole_words(patterns.words("out_of"))
        self._marks = whole_words(w for role in ("parts", "parts_all", "out_of") for w in patterns.words(role))
        self._of_these = whole_words(patterns.words("of_these"))
        self._outcome = whole_words(patterns.words("outcome"))
        self._outcome_of_sums = whole_words(patterns.words("outcome_of_sums"))
        self._became = re.compile(rf"\s{trie_regex(patterns.words('became'))}(?!\w)")
        self._again_lead = re.compile(rf"(?:{whole_words(patterns.words('again_lead')).pattern}\s?)+$")
        self._aside = whole_words(patterns.words("single_out"))
        apart = ("target_label", "time_before", "up", "down")
        self._other, self._apart = (whole_words([w for r in n for w in patterns.words(r)]) for n in (apart[:2], apart))
        self._each = whole_words(patterns.words("each"))
        self._rest = whole_words(patterns.words("rest"))
        self._break = whole_words(patterns.words("new_clause"))
        self._plan = whole_words(patterns.words("target_label"))
        self._change = whole_words([*patterns.words("up"), *patterns.words("down")])

    def read(
        self, source: SourceText, layout: Layout, phrases: Sequence[Phrase], cells: Mapping[int, Cell]
    ) -> dict[int, Part]:
        """For each part (by its index) the nearest total."""
        key = source.key
        placed = {
            (cell.table, cell.row_index, cell.column): i
            for i, phrase in enumerate(phrases)
            if (cell := cells.get(phrase.quantity.number))
        }
        apart = [self._is_apart(key, phrase) for phrase in phrases]
        changed = [
            some and self._stands_before(self._change, key, phrase) for some, phrase in zip(apart, phrases, strict=True)
        ]
        changes = [
            done or (some and self._is_aside(key, phrase))
            for done, some, phrase in zip(changed, apart, phrases, strict=True)
        ]
        text = Text(key, layout, phrases, brackets_of(key, phrases), changed, changes, {}, {}, self._joints)
        adding_up = find_divided(key, phrases, self._all) | find_sums(phrases, cells, text.brackets, changed)
        finders = (
            self._of_whole, self._bracketed, self._listed, self._marked, self._after_colon,
            self._resolved, self._continued, self._of_a_kind, self._again,
        )  # fmt: skip
        for i, phrase in enumerate(phrases):
            cell, part = cells.get(phrase.quantity.number), None
            if i in adding_up:
                total, first = adding_up[i]
                part = Part(total, phrases[first].quantity.start, complete=True, exact=True)
            elif cell:
                part = self._in_table(text, i, cell, placed)
            elif (
                changed[i] or (apart[i] and self._stands_before(self._plan, key, phrase)) or self._is_rate(key, phrase)
            ):
                continue
            else:
                part = next((p for find in finders if (p := find(text, i)) is not None), None)
            if part is not None and not completes(phrases[part.total], phrase):
                text.add(i, part)
        return text.found

    def _of_whole(self, text: Text, i: int) -> Part | None:
        """`17 chi hội … 6/17 chi hội`: the whole was stated before. `9 trong tổng số 212 cơ sở`"""
        part = text.phrases[i]
        if i + 1 < len(text.phrases):
            following = text.phrases[i + 1]
            start = max(part.quantity.end, following.quantity.start - 20)
            joint = last_match(self._out_of, text.key, start, following.quantity.start)
            clause = text.key[part.quantity.end : joint.start()] if joint else ""
            beside = joint and not text.key[joint.end() : following.quantity.start].strip()
            if beside and not re.search(r"[,;:.()\n]", clause) and may_contain(following, part):
                return Part(i + 1, part.quantity.start, complete=False)
        if part.quantity.whole is None:
            return None
        for j in range(i - 1, max(-1, i - _BACK), -1):
            other = text.phrases[j]
            stated = other.quantity.value == part.quantity.whole and not other.quantity.unit and not text.changes[j]
            close = i - j < 4
            far = part.quantity.value < part.quantity.whole and same_noun(other, part)
            if stated and (far or (close and may_contain(other, part))):
                return Part(j, part.quantity.start, complete=False)
        return None

    def _bracketed(self, text: Text, i: int) -> Part | None:
        """`34 giải (2 nhất, 9 nhì)`"""
        opening, part = text.brackets[i], text.phrases[i]
        if opening < part.sentence[0]:
            return None
        plan = last_match(self._plan, text.key, max(0, opening - 24), opening)
        if plan and not text.key[plan.end() : opening].strip():
            return None  # kế hoạch (30 HTX)
        for j in text.before(i, opening):
            other = text.phrases[j]
            if other.quantity.unit == "%" and part.quantity.unit != "%":
                continue
            if opening - text.ends(j) >= _NEAR or _SENTENCE.search(text.key, other.quantity.end, opening):
                return None
            closing = text.key.find(")", opening, part.sentence[1])
            end = closing if closing >= 0 else part.sentence[1]
            some = self._some.search(text.key, opening, end) or self._attribute.search(text.key, opening, end)
            whole = some is None or self._are_sexes(text.key, opening, end)  # 34 đảng viên (công nhân 23, nữ 7)
            beside = opening != text.brackets[j] >= 0 and ")" in text.key[other.quantity.end : opening]
            if beside and (part.elided or same_noun(other, part)):  # nhiều nhất phường A (38), xã B (27)
                return replace(text.found[j], complete=False) if j in text.found else None
            divided = not (other.quantity.unit or part.quantity.unit) and self._rest.search(text.key, opening, end)
            may = may_contain(other, part) or (divided and other.quantity.value > part.quantity.value)
            return Part(j, opening, whole) if may else None  # 21 chi bộ (14 khu dân cư, còn lại là cơ quan)
        return None

    def _marked(self, text: Text, i: int) -> Part | None:
        """`88 tổ chức, gồm: 39 đảng bộ và 49 chi bộ`; `trong số 312 ý kiến, 287 …`; `27 trong số đó là …`"""
        key, phrases = text.key, text.phrases
        quantity, sentence = phrases[i].quantity, phrases[i].sentence
        marked = self._marks.search(key, sentence[0], quantity.start) is not None
        out_of = last_match(self._out_of, key, sentence[0], quantity.start) if marked else None
        if out_of and not key[out_of.end() : quantity.start].strip():
            return None  # the total itself: "trong số 312 ý kiến"
        for j in range(i - 1, -1, -1) if out_of else ():
            other = phrases[j]
            if out_of is None or other.quantity.end <= out_of.end():
                break
            if not key[out_of.end() : other.quantity.start].strip() and may_contain(other, phrases[i]):
                return Part(j, out_of.start(), complete=False)
        these = self._of_these.match(key, quantity.end + 1) or self._of_these.match(key, text.ends(i) + 1)
        if these and not key[these.end() : these.end() + 12].lstrip(" :").startswith(tuple("0123456789")):
            total = self._total_before(text, i, quantity.start)
            return None if total is None else Part(total, quantity.start, complete=False)
        marker = last_match(self._parts, key, sentence[0], quantity.start) if marked else None
        if marker is None or self._break.search(key, marker.end(), quantity.start):
            return None
        if self._is_past(text, i, marker):
            return None
        total = self._total_before(text, i, marker.start())
        if total is None:
            return None
        above = text.found.get(total) if phrases[total].quantity.start < sentence[0] else None
        if above and phrases[total].elided and not quantity.unit and may_contain(phrases[above.total], phrases[i]):
            total = above.total  # … khiển trách 14, khai trừ 8. Trong số này có 5 cấp ủy viên
        if self._rest.fullmatch(marker.group()):
            total = text.whole_of(total, quantity.value)
            before = text.found.get(i - 1)
            if before is not None and before.total == total:
                return before
        whole = (
            self._all.fullmatch(marker.group()) or self._are_sexes(key, marker.end(), sentence[1])
        ) and self._leaves_nothing(key, marker.end(), sentence[1])
        return Part(total, marker.start(), bool(whole) and quantity.whole is None)

    def _are_sexes(self, key: str, start: int, end: int) -> bool:
        """`trong đó 7 nam và 6 nữ`: nobody is left over."""
        stop = _STOP.search(key, start, end)
        clause = key[start : stop.start() if stop else end]
        return len({m.group(1) or m.group(2) for m in self._sexes.finditer(clause)}) == self._sex_count > 0

    def _leaves_nothing(self, key: str, start: int, end: int) -> bool:
        """No `trong đó`, and no rest without its number (`còn lại là 07 tổ`)?"""
        return not any(
            self._rest.match(m.group()) is None or _COUNTED.match(key, m.end()) is None
            for m in self._some.finditer(key, start, end)
        )

    def _is_past(self, text: Text, i: int, marker: re.Match[str]) -> bool:
        """Has the breakdown that a marker opens ended before a figure?"""
        key, start = text.key, text.phrases[i].quantity.start
        opening = key.rfind("(", text.phrases[i].sentence[0], marker.start())
        closing = key.find(")", marker.end(), start)
        if opening >= 0 and key.find(")", opening, marker.start()) < 0 and closing >= 0:
            return True
        if self._aside.fullmatch(marker.group()) and marker.start() - text.phrases[i].sentence[0] < 3:
            return True  # "Riêng …" at the head of a sentence turns to another subject
        if _STOP.search(key, marker.end(), start):
            return True
        if self._all.fullmatch(marker.group()) or key[marker.end() :].startswith(":"):
            return False
        return ";" in key[marker.end() : start] and not text.phrases[i].elided

    def _after_colon(self, text: Text, i: int) -> Part | None:
        """`kỷ luật 19 đảng viên: khiển trách 14, cảnh cáo 05`"""
        part = text.phrases[i]
        colon = colon_before(text.key, part.sentence[0], part.quantity.start)
        if colon < 0:
            return None
        for j in text.before(i, colon):
            other = text.phrases[j]
            if other.quantity.start < part.sentence[0]:
                return None
            if other.quantity.unit == "%" and part.quantity.unit != "%":
                continue
            between = [k for k in range(j + 1, i) if text.phrases[k].quantity.end <= colon]
            end = text.ends(between[-1]) if between else text.ends(j)
            named = not other.elided or text.key[end:colon].strip() == ")"  # Đảng viên (số được đánh giá 721): …
            near = colon - end < 12 and named and ";" not in text.key[end:colon]
            near = near and (part.elided or self._says_again(text.key, other, part, colon))
            whole = not self._some.search(text.key, colon, part.sentence[1])
            return Part(text.alike(j, i), colon, whole) if near and may_contain(other, part) else None
        return None

    def _says_again(self, key: str, total: Phrase, part: Phrase, end: int) -> bool:
        """The noun of the total, or a word that stands for any of its kind (`12 đảng viên: khiển trách 8 đồng chí`)."""
        if same_noun(total, part):
            return True
        kind = part.head in self._generic and family(total.noun_class) in ("", family(part.noun_class))
        return kind and not _LIST.search(key, total.quantity.end, end)

    def _any(self, total: Phrase, part: Phrase) -> bool:
        """Does the total count people of any kind (`7.815 đ/c, trong đó đảng viên 3.094`)?"""
        return total.head in self._generic and bool(part.head) and family(total.noun_class) == family(part.noun_class)

    def _total_before(self, text: Text, i: int, marker: int) -> int | None:
        for passed in (text.changes, text.changed):  # a plan is divided where there is nothing else
            found = self._nearest(text, i, marker, passed)
            if found is not None:
                return found
        return None

    def _nearest(self, text: Text, i: int, marker: int, passed: Sequence[bool]) -> int | None:
        part = text.phrases[i]
        nearest: int | None = None
        since = part.sentence[0]  # or of a sentence before it, where only changes stand between
        for j in range(i - 1, max(-1, i - _FAR), -1):
            other = text.phrases[j]
            if passed[j] and 0 <= since - other.sentence[1] <= 2:
                since = other.sentence[0]
            if passed[j] or other.quantity.end > marker:
                continue
            same_sentence = other.quantity.start >= part.sentence[0]
            adjacent = since - other.sentence[1] <= 2 and marker - part.sentence[0] < _OPENING
            if not same_sentence and not adjacent:
                break
            if may_contain(other, part):
                if (other.noun_class == part.noun_class and part.noun_class) or (
                    nearest is None and self._any(other, part)
                ):
                    return j
                nearest = j if nearest is None else nearest
            elif marker - text.ends(j) < 2 and not other.quantity.unit:
                return None  # 8.940 hội viên, 11 đội gồm 230 thành viên
        return nearest

    def _resolved(self, text: Text, i: int) -> Part | None:
        """`tiếp nhận 88 đơn, giải quyết xong 81 đơn`: what became of a whole."""
        part = text.phrases[i]
        verbs = self._outcome_of_sums if part.quantity.unit else self._outcome
        blank = not part.quantity.unit and text.key[part.sentence[0]] == " "
        opening = verbs.match(text.key, part.sentence[0] + blank)
        for j in text.before(i, part.quantity.start):
            other = text.phrases[j]
            beyond = other.quantity.start < part.sentence[0]
            if i - j > 4 or (beyond and not (opening and part.sentence[0] - other.sentence[1] <= 1)):
                return None
            plain = same_noun(other, part) or not part.head
            of_body = self._any(other, part) and other.noun_class == part.noun_class == "body"
            same = other.head and (part.elided or same_noun(other, part) or of_body)
            if other.quantity.unit:
                same = other.quantity.unit == part.quantity.unit
            if same and may_contain(other, part):
                listed = i - 1 in text.found and text.found[i - 1].total <= j and text.is_joined(i)
                start = text.phrases[i - 1].quantity.end if j != i - 1 and not listed else text.ends(j)
                verb = last_match(verbs, text.key, max(start, part.sentence[0]), part.quantity.start)
                if verb and (plain or not text.key[verb.end() : part.quantity.start].strip()):
                    item = j in text.found and "\n" in text.key[text.found[j].cut : other.quantity.start]
                    total = j if item else text.whole_of(j, part.quantity.value)  # a) Thu hồi 742 triệu, đã nộp 511
                    return Part(total, other.quantity.start, complete=False)
        return None

    def _continued(self, text: Text, i: int) -> Part | None:
        """`phạt 12 cơ sở, nhắc nhở 29`: one more after a part, with nothing but its label."""
        part = text.phrases[i]
        before = text.found.get(i - 1)
        if before is None or not part.elided or part.head or part.label is None:
            return None
        between = text.key[text.ends(i - 1) : part.label[0]].strip()
        total = text.phrases[before.total]
        same = between == "," and text.phrases[i - 1].quantity.start >= part.sentence[0]
        if not same or text.whole_of(i - 1, part.quantity.value) == i - 1 or not may_contain(total, part):
            return None
        return replace(before, complete=False, exact=False)

    def _of_a_kind(self, text: Text, i: int) -> Part | None:
        """`24.615 lượt thanh niên; sinh viên 1.870`: the noun after the total, a narrower one before the part."""
        part = text.phrases[i]
        if not part.elided:
            return None
        start = part.quantity.start
        kind = last_match(self._attribute, text.key, max(part.sentence[0], start - 24), start)
        if kind and not text.key[kind.end() : start].strip(" :"):
            label = part.label[0] if part.label and _DIGIT.search(text.key, part.label[0], start) else start
            begin = min(kind.start(), label)  # 34 đảng viên, nữ 12; dưới 40 tuổi 19
        elif part.noun_class and part.label:
            kind, begin = None, part.label[0]
        else:
            return None
        if not text.key[part.sentence[0] : begin].rstrip().endswith((",", ";")):
            return None
        for j in text.before(i, begin):
            other = text.phrases[j]
            if other.quantity.start < part.sentence[0]:
                return None
            alike = not other.elided and family(other.noun_class) in (family(part.noun_class), "people" if kind else "")
            if other.quantity.unit == "%" or j in text.found or (kind and not alike):
                continue
            return Part(j, other.quantity.start, complete=False) if alike and may_contain(other, part) else None
        return None

    def _listed(self, text: Text, i: int) -> Part | None:
        return listed(text, i, self._parts)

    def _again(self, text: Text, i: int) -> Part | None:
        return counted_again(text, i, self._became, self._again_lead, self._generic)

    def _in_table(self, text: Text, i: int, cell: Cell, placed: Mapping[tuple[int, int, int], int]) -> Part | None:
        """The cell that the table itself makes the total, else a number of the text before it."""
        if cell.part is None:
            return None if cell.is_total else named_by_header(text, i, cell)
        total = placed.get((cell.table, cell.part.row, cell.part.column), i)
        one, other = (text.phrases[j].quantity for j in (total, i))
        adds = one.unit == other.unit != "%" and not other.rate
        return Part(total, cell.part.cut, cell.part.complete) if total != i and adds else None

    def _is_aside(self, key: str, phrase: Phrase) -> bool:
        """Does its clause name a plan or another time (`chỉ tiêu cả năm là 3.200`, `cùng kỳ chỉ 1.145 ca`)?"""
        start = phrase.quantity.start
        last = last_match(self._other, key, max(phrase.sentence[0], start - _CLAUSE), start)
        return last is not None and not _PUNCTUATION.search(key, last.end(), start)

    def _is_apart(self, key: str, phrase: Phrase) -> bool:
        """Is a change, a plan or another time spoken of at all before the number?"""
        start = phrase.quantity.start
        return self._apart.search(key, max(phrase.sentence[0], start - _CLAUSE), start) is not None

    def _is_rate(self, key: str, phrase: Phrase) -> bool:
        """`mỗi suất 500 nghìn đồng`, `bình quân 43 triệu đồng`"""
        return phrase.label is not None and self._each.search(key, phrase.label[0], phrase.quantity.start) is not None

    def _stands_before(self, words: re.Pattern[str], key: str, phrase: Phrase) -> bool:
        """Does a word of change, or the name of a plan, stand right before the number?"""
        start = phrase.quantity.start
        before = last_match(words, key, max(phrase.sentence[0], start - 24), start)
        return before is not None and not key[before.end() : start].strip(" :")
