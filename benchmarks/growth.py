"""How the time of extraction grows when a text meant to harm is doubled.

    python benchmarks/growth.py

For each text of `tests/hostile.py`: the time for twice the text by the time for the text, the best
of some runs of each, by turns, in this process. 2 is linear, 4 is quadratic; a ratio above LIMIT is
measured on (another program on the machine slows one run, a quadratic text slows them all), and
where it stays above, the exit code is 1.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

from report_extract import extract

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from hostile import TEXTS

LIMIT = 3.2
# Seconds from which a ratio of times says something, and the size to stop at.
TIMED, LARGEST = 0.1, 128_000
# Rounds that every text gets, and those at most where the ratio stays above the limit.
ROUNDS, MOST_ROUNDS = 3, 12


def seconds(text: str) -> float:
    """The time of one extraction, with the record written out."""
    gc.collect()
    start = time.process_time()
    extract(text).model_dump_json()
    return time.process_time() - start


def growth(make: Callable[[int], str]) -> tuple[int, float]:
    """The size that was doubled, and how many times as long twice as much took."""
    size = 1000
    while size < LARGEST and seconds(make(size)) < TIMED:
        size *= 2
    once, twice = make(size), make(2 * size)
    best_once = best_twice = float("inf")
    ratio = float("inf")
    for done in range(MOST_ROUNDS):
        if done >= ROUNDS and ratio <= LIMIT:
            break
        best_once, best_twice = min(best_once, seconds(once)), min(best_twice, seconds(twice))
        ratio = best_twice / best_once
    return size, ratio


def main() -> int:
    """Print a line for each text; 1 where one grows too fast."""
    failed = False
    for name, make in TEXTS.items():
        size, ratio = growth(make)
        failed |= ratio > LIMIT
        print(f"{name:16} from {size:7,} characters on: {ratio:.2f}{'  TOO FAST' if ratio > LIMIT else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
