"""The same figures, whatever file a report is read from: what the tests of the readers compare."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from report_extract import Report
from support import ROOT, SAMPLES, period_of, plain

FOLDERS = (SAMPLES, ROOT / "tests" / "gold" / "r0", ROOT.parent / "shared" / "corpus" / "reports")


def report_files() -> list[Path]:
    """The texts that are rendered to each format: those of the project, and the corpus where it is there."""
    return [path for folder in FOLDERS for path in sorted(folder.glob("*.txt"))]


def closed_up(text: str) -> str:
    """Sameness of words where the file holds every sign of them: only blanks and the form of Unicode may differ."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def bare(text: str) -> str:
    """Sameness of words as the corpus scores an item: letters and digits, not the marks around them.

    For encodings that have no `“ ” –` and write them as `" -`.
    """
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def facts(report: Report, words: Callable[[str], str] = closed_up) -> Counter[tuple[object, ...]]:
    """All of the figures that must be the same."""
    return Counter(
        (
            plain(f.value), plain(f.max), plain(f.whole), f.unit, f.modifier, f.indicator,
            words(f.item.text) if f.item else None, f.status, f.change, period_of(f), words(f.text),
        )
        for f in report.figures
    )  # fmt: skip


class Share:
    """Which share of the figures is the same, over many reports; a figure too many counts against it."""

    def __init__(self, words: Callable[[str], str] = closed_up) -> None:
        self.same = self.total = 0
        self._words = words

    def add(self, expected: Report, found: Report) -> None:
        """One report from plain text, and from the file."""
        wanted, got = facts(expected, self._words), facts(found, self._words)
        self.same += (wanted & got).total()
        self.total += max(wanted.total(), got.total())

    def __str__(self) -> str:
        return f"{self.same} of {self.total} figures are the same"

    def reaches(self, share: float) -> bool:
        """Is it at least `share`? Never without figures."""
        return self.total > 100 and self.same >= share * self.total
