"""The weights of `report_extract/confidence.py`, measured on gold texts.

    python benchmarks/calibrate.py [--write] GOLD_DIR...

Each GOLD_DIR holds X.txt with X.gold.tsv. Prints the weight of each sign, measured on all, and
how far off they are (ECE, expected calibration error): as the module has them, as measured, as
measured on every other text and tried on the rest, and as measured on all the other folders.
With --write the weights are put into the module; the expected samples must be made again then.

The weights are those of a logistic regression with a ridge; burdens may only lower the odds.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from report_extract import confidence as module
from report_extract.confidence import BURDENS, WAYS, WEIGHTS, confidence
from report_extract.evaluate import read_texts
from report_extract.pattern_set import load_patterns
from report_extract.pipeline import Extractor
from report_extract.readers.document import Document
from report_extract.reliability import reliability

SWEEPS, RIDGE = 60, 2.0
# Ways whose scores fall, from the surest.
STEPS = (("cue 100", "cue 80", "cue 60", "cue 0"), ("noun 50", "noun 40", "noun 0"))


class Case(NamedTuple):
    """One figure: its signs, whether it is right, and which half its text is in."""

    signs: tuple[str, ...]
    right: bool
    half: int


def cases(folder: str) -> list[Case]:
    """All figures of a folder."""
    extractor = Extractor(load_patterns())
    return [
        Case(signs, right, place % 2)
        for place, reading in enumerate(read_texts(folder))
        for signs, right in zip(extractor.signs(Document.of_text(reading.text)), reading.rights(), strict=True)
    ]


def measure(rows: Sequence[Case]) -> dict[str, float]:
    """The weight of each sign, one Newton step at a time, in turn."""
    share = sum(row.right for row in rows) / len(rows)
    base = math.log(share / (1 - share))
    weights = dict.fromkeys(WEIGHTS, 0.0)
    holders = {sign: [i for i, row in enumerate(rows) if sign in row.signs] for sign in WEIGHTS}
    odds = [base] * len(rows)
    for _ in range(SWEEPS):
        for sign, held in holders.items():
            chances = [1 / (1 + math.exp(-odds[i])) for i in held]
            slope = sum(rows[i].right - p for i, p in zip(held, chances, strict=True)) - RIDGE * weights[sign]
            weight = weights[sign] + slope / (sum(p * (1 - p) for p in chances) + RIDGE)
            if sign in BURDENS:
                weight = min(0.0, weight)
            for i in held:
                odds[i] += weight - weights[sign]
            weights[sign] = weight
    measured = {sign: weight + (base if sign in WAYS else 0) for sign, weight in weights.items()}
    counts = {sign: sum(sign in row.signs for row in rows) for sign in weights}
    return {sign: round(weight, 2) + 0.0 for sign, weight in _rising(measured, counts).items()}


def _rising(weights: Mapping[str, float], counts: Mapping[str, int]) -> dict[str, float]:
    """A higher score is never less sure: neighbours that are the wrong way round share their mean."""
    found = dict(weights)
    for steps in STEPS:
        pools: list[list[str]] = []
        for sign in steps:
            pools.append([sign])
            while len(pools) > 1 and found[pools[-2][0]] < found[pools[-1][0]]:
                pools[-2:] = [pools[-2] + pools[-1]]
                total = sum(counts[name] for name in pools[-1])
                mean = sum(weights[name] * counts[name] for name in pools[-1]) / max(1, total)
                found.update(dict.fromkeys(pools[-1], mean))
    return found


def error(rows: Iterable[Case], weights: Mapping[str, float]) -> float:
    """The expected calibration error of weights."""
    return reliability((confidence(row.signs, weights), row.right) for row in rows).ece


def write(weights: Mapping[str, float]) -> None:
    """Put weights into the module, in their places."""
    path = Path(module.__file__)
    text = path.read_text(encoding="utf-8")
    for sign, weight in weights.items():
        text = re.sub(rf'^(    "{sign}": )-?[\d.]+(?=,)', rf"\g<1>{weight}", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


def main() -> int:
    """Print the weights and the errors."""
    folders = list(dict.fromkeys(argument for argument in sys.argv[1:] if argument != "--write"))
    if not folders:
        print(__doc__, file=sys.stderr)
        return 2
    read = {folder: cases(folder) for folder in folders}
    rows = [row for found in read.values() for row in found]
    weights = measure(rows)
    print(f"{'sign':20} figures  right   now  fitted")
    for sign, weight in weights.items():
        held = [row.right for row in rows if sign in row.signs]
        print(f"{sign:20} {len(held):7} {sum(held) / max(1, len(held)):6.3f} {WEIGHTS[sign]:5.2f} {weight:7.2f}")
    halves = [measure([row for row in rows if row.half == half]) for half in (0, 1)]
    print(f"\n{'ECE':20} figures  right   now  fitted  other half  other folders")
    for folder, found in [*read.items(), ("all", rows)]:
        share = sum(row.right for row in found) / max(1, len(found))
        crossed = reliability((confidence(r.signs, halves[1 - r.half]), r.right) for r in found).ece
        others = [row for name in folders if name != folder for row in read[name]] if folder in read else []
        alone = f"{error(found, measure(others)):14.3f}" if others else ""
        print(
            f"{Path(folder).name:20} {len(found):7} {share:6.3f} {error(found, WEIGHTS):5.3f}"
            f" {error(found, weights):7.3f} {crossed:11.3f} {alone}"
        )
    if "--write" in sys.argv:
        write(weights)
    return 0


if __name__ == "__main__":
    sys.exit(main())
