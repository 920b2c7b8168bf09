"""The report's own arithmetic, done again; and the totals of the core fields."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from report_extract.records import Check, Figure, Modifier, Period, Total

_HALF = Decimal("0.5")


def check(figures: Sequence[Figure]) -> tuple[Check, ...]:
    """Breakdowns against their totals, `52/60` against the per cent that follows it."""
    return (*_breakdowns(figures), *_shares(figures))


def _breakdowns(figures: Sequence[Figure]) -> list[Check]:
    parts: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.part_of:
            parts.setdefault(figure.part_of, []).append(figure)
    checks = []
    for total in figures:
        group = parts.get(total.id, [])
        if len(group) < 2 or total.modifier != "=" or any(part.modifier != "=" for part in group):
            continue
        computed = sum((part.value for part in group), Decimal(0))
        if computed == total.value or (
            computed > total.value and len({part.sentence.start for part in group}) == 1 and not _overlap(group)
        ):
            checks.append(_result("breakdown", total, group, total.value, computed))
    return checks


def _overlap(group: Sequence[Figure]) -> bool:
    """Parts that cut the total in several ways (by sex, by age) need not add up."""
    return len({part.indicator for part in group}) > 1 or any(part.part_of is None for part in group)


def _shares(figures: Sequence[Figure]) -> list[Check]:
    checks = []
    for figure, following in pairwise(figures):
        if not figure.whole or following.unit != "%" or following.change or figure.sentence != following.sentence:
            continue
        if following.start - figure.end > 60 or following.modifier != "=":
            continue
        computed = figure.value * 100 / figure.whole
        places = -int(following.value.as_tuple().exponent) if following.value.as_tuple().exponent else 0
        holds = abs(computed - following.value) <= _HALF * Decimal(10) ** -max(places, 0) * Decimal("1.1")
        rounded = round(computed, max(places, 0))
        checks.append(
            Check(
                kind="share", figure=following.id, parts=(figure.id,),
                stated=following.value, computed=rounded, holds=holds,
            )
        )  # fmt: skip
    return checks


def _result(kind: str, total: Figure, group: Sequence[Figure], stated: Decimal, computed: Decimal) -> Check:
    return Check.model_validate(
        {
            "kind": kind, "figure": total.id, "parts": tuple(part.id for part in group),
            "stated": stated, "computed": computed, "holds": stated == computed,
        }
    )  # fmt: skip


def summarise(
    figures: Sequence[Figure], period: Period | None, fields: Sequence[tuple[str, str]]
) -> dict[str, Total | None]:
    """For each core field the sum over distinct actual figures of the main period.

    Parts, repeats, changes, targets and figures of other periods are left out.
    """
    return {name: _total([f for f in figures if f.indicator == code and _counts(f, period)]) for name, code in fields}


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
