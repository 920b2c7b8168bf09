"""Time of extraction + JSON as a share of `underthesea.word_tokenize` over the same texts.

    python benchmarks/ratio.py CORPUS_DIR

CORPUS_DIR holds `unlabelled.jsonl.gz` (JSON Lines with "text"; the first 200 are timed)
and `reports/*.txt`. Both are run in this process, in turn, and the median of the pairs'
ratios is printed: CPU time, so that other work on the machine matters little.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from report_extract import extract

ROUNDS = 11


def unlabelled(corpus: Path, count: int = 200) -> list[str]:
    """The first texts of the unlabelled articles."""
    with gzip.open(corpus / "unlabelled.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in islice(lines, count)]


def reports(corpus: Path) -> list[str]:
    """The written reports."""
    return [path.read_text(encoding="utf-8") for path in sorted((corpus / "reports").glob("*.txt"))]


def seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """CPU time of `work` over all texts."""
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def main() -> int:
    """Print a line for each set of texts."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    from underthesea import word_tokenize  # noqa: PLC0415  (after the arguments are known to be right)

    def whole(text: str) -> object:
        return extract(text).model_dump_json()

    corpus = Path(sys.argv[1])
    for name, texts in (("200 articles", unlabelled(corpus)), ("reports", reports(corpus))):
        seconds(whole, texts[:5]), seconds(word_tokenize, texts[:5])
        ratios = [seconds(whole, texts) / seconds(word_tokenize, texts) for _ in range(ROUNDS)]
        print(
            f"{name:14} (extraction + JSON) / word_tokenize = {statistics.median(ratios):.3f}"
            f"  [{min(ratios):.3f}-{max(ratios):.3f}]  {len(texts)} texts, {sum(map(len, texts))} characters"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
