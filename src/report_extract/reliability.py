"""Is the confidence of figures what it says? Bins of confidence beside the share that is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The figures with a confidence from `low` up to `high`."""

    low: float
    high: float
    count: int
    confidence: float  # their mean
    right: float  # the share of them that is right


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins that hold figures, from low to high."""

    bins: tuple[Bin, ...]

    @property
    def ece(self) -> float:
        """Expected calibration error: how far confidence and truth lie apart, over all figures.

        >>> round(reliability([(0.9, True), (0.9, False), (0.2, False)]).ece, 3)
        0.333
        """
        total = sum(row.count for row in self.bins)
        return sum(row.count * abs(row.confidence - row.right) for row in self.bins) / total if total else 0.0


def reliability(judged: Iterable[tuple[float, bool]]) -> Reliability:
    """The table of figures with their confidence and whether they are right."""
    found: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        # 0.3 * 10 is a little under 3 in binary
        place = min(_BINS - 1, int(round(confidence * _BINS, 6)))
        found.setdefault(place, []).append((confidence, right))
    return Reliability(
        tuple(
            Bin(
                place / _BINS,
                (place + 1) / _BINS,
                len(rows),
                sum(confidence for confidence, _ in rows) / len(rows),
                sum(right for _, right in rows) / len(rows),
            )
            for place, rows in sorted(found.items())
        )
    )
