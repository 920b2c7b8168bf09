"""The report's own arithmetic, done again; and the totals of the core fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex
from report_extract.records import Check, Figure, Modifier, Period, Total
from report_extract.text import fold

Kind = Literal["breakdown", "share", "attainment", "change", "conflict"]

_HALF = Decimal("0.55")  # of the last digit stated: half, and a little for a report that rounds twice
# A bracket or a list after a colon is held to its total only where it covers this share of it.
_NEARLY_ALL = Decimal("0.85")
_SUBJECT = 80  # characters
_MORE = re.compile(r"[\d,;.()]")  # what no subject alone holds
_CLAUSE_END = re.compile(r"\s*(?:[^\W\d_]+\s*)?(?:[.;,)\n]|$)")  # after a classifier at most


class Checker:
    """Does a report's arithmetic again, with the words of a pattern set for plans and for levels."""

    def __init__(self, patterns: PatternSet) -> None:
        self._bases = frozenset(patterns.words("rate_base"))
        whole, said = (trie_regex(patterns.words(role)) for role in ("level_whole", "level_said"))
        self._level = re.compile(
            rf"[\s\-–+*•]*(?P<whole>(?:{whole}\s)*)(?P<subject>[^\W\d_][^\d,;:.()\n]{{2,{_SUBJECT}}}?)(?:\s{said}|\s?:)+\s*"
        )

    def check(self, figures: Sequence[Figure], cuts: Mapping[str, int], text: str) -> tuple[Check, ...]:
        """Each sum, share, change and repeated level that the report states; `text` is what offsets refer to.

        `cuts` names the breakdown of each part whose breakdown claims to be complete.
        """
        return (
            *_breakdowns(figures, cuts),
            *_shares(figures, text),
            *_attainments(figures, self._bases),
            *_changes(figures),
            *self._conflicts(figures, text),
        )

    def _conflicts(self, figures: Sequence[Figure], text: str) -> Iterator[Check]:
        """A level that the report states twice of one subject and period, with different values.

        Once at least it must be the whole's (`toàn Đảng bộ`): two bodies of one kind may share their name.
        """
        first: dict[tuple[object, ...], tuple[Figure, str]] = {}
        for figure in figures:
            if figure.status != "actual" or figure.change or figure.part_of or figure.repeat_of or figure.unit == "%":
                continue
            if figure.modifier != "=" or figure.max is not None or figure.whole is not None or figure.item is None:
                continue
            lead = text[figure.sentence.start : figure.start]
            if _MORE.search(lead) or not _CLAUSE_END.match(text, max(figure.end, figure.item.end)):
                continue
            said = self._level.fullmatch(_folded(lead))
            if said is None:
                continue
            stated = said["subject"], figure.indicator, figure.unit, _folded(figure.item.text), figure.period
            other, whole = first.setdefault(stated, (figure, said["whole"]))
            if other.value != figure.value and (whole or said["whole"]):
                yield _result("conflict", figure, [other], figure.value, other.value, holds=False)


def _folded(text: str) -> str:
    return fold(unicodedata.normalize("NFC", text))


def _breakdowns(figures: Sequence[Figure], cuts: Mapping[str, int]) -> Iterator[Check]:
    """Parts against their total."""
    by_id = {figure.id: figure for figure in figures}
    groups: dict[tuple[str, int], list[Figure]] = {}
    for figure in figures:
        if figure.part_of and figure.id in cuts:
            groups.setdefault((figure.part_of, cuts[figure.id]), []).append(figure)
    for (total_id, _), group in groups.items():
        total = by_id[total_id]
        if len(group) < 2 or any(
            f.modifier != "=" or f.max is not None or f.whole is not None for f in (total, *group)
        ):
            continue
        computed = sum((part.value for part in group), Decimal(0))
        if computed >= total.value * _NEARLY_ALL:
            yield _result("breakdown", total, group, total.value, computed, holds=computed == total.value)


def _shares(figures: Sequence[Figure], text: str) -> Iterator[Check]:
    """`52/60` against the per cent stated right after it, unless that is the share of something else."""
    for figure, share in pairwise(figures):
        beside = share.unit == "%" and share.start - figure.end < 60 and figure.sentence == share.sentence
        beside = beside and not share.change and share.modifier == "=" and figure.modifier == "="
        if not (figure.whole and beside) or ";" in text[figure.end : share.start]:
            continue
        if share.item is None or share.item.start < share.start:  # no "100% đại biểu có mặt"
            yield _share("share", share, [figure], figure.value * 100 / figure.whole)


def _attainments(figures: Sequence[Figure], bases: Set[str]) -> Iterator[Check]:
    """A result, its plan and the per cent of the plan, where one sentence states all three."""
    for share in figures:
        if share.unit != "%" or share.change or share.modifier != "=" or share.item is None:
            continue
        if fold(share.item.text) not in bases:
            continue
        here = [f for f in figures if f.unit != "%" and f.modifier == "=" and f.sentence == share.sentence]
        results = [f for f in here if f.status == "actual" and not f.change and f.start < share.start and not f.whole]
        plans = [f for f in here if f.status == "target" and not f.change]
        if len(results) == 1 and len(plans) == 1 and plans[0].unit == results[0].unit and plans[0].value:
            computed = results[0].value * 100 / plans[0].value
            yield _share("attainment", share, [results[0], plans[0]], computed)


def _changes(figures: Sequence[Figure]) -> Iterator[Check]:
    """`từ A lên B` against the change stated after it."""
    for before, after, change in zip(figures, figures[1:], figures[2:], strict=False):
        levels = before.status == "prior" and after.status == "actual" and before.unit == after.unit
        if not (levels and change.change and before.sentence == after.sentence == change.sentence):
            continue
        if any(f.modifier != "=" or f.max is not None for f in (before, after, change)):
            continue
        difference = abs(after.value - before.value)
        if change.unit == "%" and after.unit != "%" and before.value:
            yield _share("change", change, [before, after], difference * 100 / before.value)
        elif change.unit == after.unit:
            yield _result("change", change, [before, after], change.value, difference, holds=difference == change.value)


def _share(kind: Kind, share: Figure, parts: Sequence[Figure], computed: Decimal) -> Check:
    """A per cent against its computed value, as exact as it is stated."""
    exponent = share.value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    holds = abs(computed - share.value) <= _HALF * Decimal(10) ** -places
    return _result(kind, share, parts, share.value, round(computed, places), holds=holds)


def _result(
    kind: Kind, figure: Figure, parts: Sequence[Figure], stated: Decimal, computed: Decimal, *, holds: bool
) -> Check:
    return Check(
        kind=kind,
        figure=figure.id,
        parts=tuple(part.id for part in parts),
        stated=stated,
        computed=computed,
        holds=holds,
    )


def summarise(
    figures: Sequence[Figure], period: Period | None, fields: Sequence[tuple[str, str]]
) -> dict[str, Total | None]:
    """For each core field the sum over distinct actual figures of the main period.

    Parts, repeats, changes, targets and figures of other periods are left out.
    """
    counted: dict[str, list[Figure]] = {}
    for figure in figures:
        if _counts(figure, period):
            counted.setdefault(figure.indicator, []).append(figure)
    return {name: _total(counted.get(code, ())) for name, code in fields}


def _counts(figure: Figure, period: Period | None) -> bool:
    if figure.status != "actual" or figure.change or figure.part_of or figure.repeat_of:
        return False
    if period is None or figure.period is None:
        return figure.period is None or period is None
    return period.start <= figure.period.end and figure.period.end <= period.end


def _total(figures: Sequence[Figure]) -> Total | None:
    if not figures:
        return None
    units = {figure.unit for figure in figures}
    unit = "VND" if "VND" in units else sorted(units)[0]
    figures = [figure for figure in figures if figure.unit == unit]
    modifiers = {figure.modifier for figure in figures}
    modifier: Modifier = modifiers.pop() if len(modifiers) == 1 else "~"
    return Total(
        value=sum((figure.value for figure in figures), Decimal(0)),
        unit=unit,
        modifier=modifier,
        figures=tuple(figure.id for figure in figures),
    )
