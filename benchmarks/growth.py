"""How the time of extraction grows when a text meant to harm is doubled.

    python benchmarks/growth.py

For each text of `tests/hostile.py`: the time for twice the text by the time for the text, best of
three of each, in this process. 2 is linear, 4 is quadratic; above LIMIT the exit code is 1.
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


def seconds(text: str, runs: int = 3) -> float:
    """The best of some runs, with the record written out."""
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        extract(text).model_dump_json()
        best = min(best, time.process_time() - start)
    return best


def growth(make: Callable[[int], str]) -> tuple[int, float]:
    """The size that was doubled, and how many times as long twice as much took."""
    size = 1000
    while size < LARGEST and seconds(make(size), runs=1) < TIMED:
        size *= 2
    return size, seconds(make(2 * size)) / seconds(make(size))


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
