"""How figures relate: part of a total, repeat of a fuller mention, participants of an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from report_extract.breakdown import Part
from report_extract.context import Frame
from report_extract.header import Header
from report_extract.matcher import Match

_LOOK_AHEAD = 300  # figures
_EVENTS = frozenset({"meetings", "training"})


class Links(NamedTuple):
    """The total with its breakdown, and the indexes of other figures."""

    part: Part | None = None
    repeat_of: int | None = None
    event: int | None = None


def relate(
    matches: Sequence[Match], frames: Sequence[Frame], parts: Mapping[int, Part], repeats: Mapping[int, int]
) -> tuple[Links, ...]:
    """Links for each match, in text order; `parts` are those that the build of the text shows."""
    return tuple(
        Links(
            part=parts[i] if i in parts and _is_part(parts[i], frames[i], frames[parts[i].total]) else None,
            repeat_of=repeats.get(i),
            event=_event_of(matches, frames, i) if match.indicator == "participants" else None,
        )
        for i, match in enumerate(matches)
    )


def _is_part(part: Part, own: Frame, total: Frame) -> bool:
    """Changes have no parts; a part may be of another time (`năm trước chuyển sang 611`) where it adds up."""
    return own.change is None and total.change is None and (own.status == total.status or part.exact)


def _event_of(matches: Sequence[Match], frames: Sequence[Frame], i: int) -> int | None:
    """The meetings or classes of the same sentence that the participants came to."""
    sentence = matches[i].phrase.sentence
    for j in range(i - 1, -1, -1):
        if matches[j].phrase.quantity.start < sentence[0]:
            return None
        if matches[j].indicator in _EVENTS and frames[j].status == frames[i].status:
            return j
    return None


def find_repeats(header: Header, matches: Sequence[Match]) -> dict[int, int]:
    """Figures of the title, and the figure of the body that says the same in full."""
    found: dict[int, int] = {}
    for i, match in enumerate(matches):
        if header.title is None or not header.title[0] <= match.phrase.quantity.start < header.title[1]:
            continue
        for j in range(i + 1, min(len(matches), i + _LOOK_AHEAD)):
            if matches[j].phrase.quantity.start >= header.title[1] and _same(match, matches[j]):
                found[i] = j
                break
    return found


def _same(short: Match, full: Match) -> bool:
    a, b = short.phrase.quantity, full.phrase.quantity
    if (a.unit or "count") != (b.unit or "count") or short.indicator != full.indicator:
        return False
    if a.value == b.value:
        return a.modifier in (b.modifier, "=")
    if a.value <= 0 or a.modifier == "=":
        return False
    near = abs(a.value - b.value) * 20 <= b.value
    return (
        near
        and (b.value >= a.value if a.modifier in (">", ">=") else True)
        and (b.value <= a.value if a.modifier in ("<", "<=") else True)
    )
