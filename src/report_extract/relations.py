"""How figures relate: part of a total, repeat of a fuller mention, participants of an event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import NamedTuple

from report_extract.context import Frame
from report_extract.header import Header
from report_extract.matcher import Match
from report_extract.parts import Part

_LOOK_AHEAD = 300  # figures
_EVENTS = frozenset({"meetings", "training"})
_COMERS = frozenset({"delegate", "turn"})  # classes of nouns that say who came
_BESIDE = 16
_ROUNDED, _DISTINCT = 20, 100  # smaller numbers are equal, or near, by chance
_CLOSED = re.compile(r"\s*[,)]")
_LEFT = re.compile(r"[^()\n]*\)")  # 41 buổi (33 buổi phục vụ vùng sâu), 18.600 lượt người xem
_PUNCTUATION = re.compile(r"[;:,.!?()\n]")


class Links(NamedTuple):
    """The total with its breakdown, and the indexes of other figures."""

    part: Part | None = None
    repeat_of: int | None = None
    event: int | None = None


def relate(
    key: str,
    matches: Sequence[Match],
    frames: Sequence[Frame],
    parts: Mapping[int, Part],
    repeats: Mapping[int, int],
) -> tuple[Links, ...]:
    """Links for each match, in text order; `parts` are those that the build of the text shows."""
    return tuple(
        Links(
            part=parts[i] if i in parts and _is_part(parts[i], frames[i], frames[parts[i].total]) else None,
            repeat_of=repeats.get(i),
            event=_event_of(key, matches, frames, parts, i),
        )
        for i in range(len(matches))
    )


def _is_part(part: Part, own: Frame, total: Frame) -> bool:
    """Changes have no parts; a part may be of another time (`năm trước chuyển sang 611`) where it adds up."""
    return own.change is None and total.change is None and (own.status == total.status or part.exact)


def _event_of(
    key: str, matches: Sequence[Match], frames: Sequence[Frame], parts: Mapping[int, Part], i: int
) -> int | None:
    """The meetings or classes of the same clause that the participants came to."""
    match, phrase = matches[i], matches[i].phrase
    beside = phrase.noun_class in _COMERS
    if (match.indicator != "participants" and not beside) or frames[i].change:
        return None
    for j in range(i - 1, -1, -1):
        other = matches[j].phrase
        end = max(other.quantity.end, other.item[1] if other.item else 0)
        if other.quantity.start < phrase.sentence[0] or ";" in key[end : phrase.quantity.start]:
            break
        same_time = frames[j].status == frames[i].status or (j == i - 1 and frames[j].status != "target")
        if matches[j].indicator in _EVENTS and same_time:
            part = parts.get(j)
            closed = _CLOSED.match(key, end) or _LEFT.match(key, end, phrase.quantity.start)
            if part and matches[part.total].indicator in _EVENTS and closed:
                return part.total  # 12 hội nghị (2 trực tuyến), 300 người dự
            return j
        if match.indicator != "participants" and other.noun_class not in _COMERS:
            break
    if i + 1 < len(matches) and matches[i + 1].indicator in _EVENTS and match.indicator == "participants":
        end = max(phrase.quantity.end, phrase.item[1] if phrase.item else 0)
        between = key[end : matches[i + 1].phrase.quantity.start]
        if 0 < len(between) < _BESIDE and not _PUNCTUATION.search(between):
            return i + 1  # tập huấn cho 312 bác sĩ qua 06 lớp
    return None


def find_repeats(header: Header, matches: Sequence[Match], parts: Mapping[int, Part]) -> dict[int, int]:
    """Figures of the title, and the figure of the body that says the same in full; totals of tables."""
    found = dict(_totals_said(matches, {part.total for part in parts.values()}))
    for i, match in enumerate(matches):
        if header.title is None or not header.title[0] <= match.phrase.quantity.start < header.title[1]:
            continue
        body = [
            j
            for j in range(i + 1, min(len(matches), i + _LOOK_AHEAD))
            if matches[j].phrase.quantity.start >= header.title[1] and _same(match, matches[j])
        ]
        if body:
            value = match.phrase.quantity.value
            found[i] = min(body, key=lambda j: abs(matches[j].phrase.quantity.value - value))
    return found


def _totals_said(matches: Sequence[Match], totals: Set[int]) -> Iterator[tuple[int, int]]:
    """The total row of a table and the sentence that states the same sum: the one with parts is the fuller."""
    stated: dict[tuple[Decimal, str], int] = {}
    for i, match in enumerate(matches):
        quantity, cell = match.phrase.quantity, match.phrase.cell
        if quantity.value < _DISTINCT or quantity.unit == "%" or quantity.max is not None or quantity.whole is not None:
            continue
        said = stated.get((quantity.value, quantity.unit))
        if cell is None:
            stated.setdefault((quantity.value, quantity.unit), i)
        elif cell.is_total and said is not None:
            yield (i, said) if said in totals else (said, i)


def _same(short: Match, full: Match) -> bool:
    a, b = short.phrase.quantity, full.phrase.quantity
    if (a.unit or "count") != (b.unit or "count"):
        return False
    alike = short.indicator == full.indicator
    if a.value == b.value:
        return a.modifier in (b.modifier, "=") and (alike or short.phrase.head == full.phrase.head != "")
    if a.value <= 0 or not alike:
        return False
    exponent = a.value.normalize().as_tuple().exponent
    last_digit = Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(0)
    if a.modifier == "=":  # a headline rounds without a word for it
        return a.value >= _ROUNDED and abs(a.value - b.value) < min(last_digit, b.value / 50)
    near = abs(a.value - b.value) * 20 <= b.value
    return (
        near
        and (b.value >= a.value if a.modifier in (">", ">=") else True)
        and (b.value <= a.value if a.modifier in ("<", "<=") else True)
    )
