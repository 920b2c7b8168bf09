"""The same figures, whatever file a report is read from: what the tests of the readers compare."""

import unicodedata
from collections import Counter
from pathlib import Path

from report_extract import Report
from support import ROOT, SAMPLES, period_of, plain

FOLDERS = (SAMPLES, ROOT / "tests" / "gold" / "r0", ROOT.parent / "shared" / "corpus" / "reports")


def report_files() -> list[Path]:
    """The texts that are rendered to each format: those of the project, and the corpus where it is there."""
    return [path for folder in FOLDERS for path in sorted(folder.glob("*.txt"))]


def facts(report: Report) -> Counter[tuple[object, ...]]:
    """All of the figures that must be the same; blanks and the form of Unicode may differ."""
    return Counter(
        (
            plain(f.value), plain(f.max), plain(f.whole), f.unit, f.modifier, f.indicator,
            _closed_up(f.item.text) if f.item else None, f.status, f.change, period_of(f), _closed_up(f.text),
        )
        for f in report.figures
    )  # fmt: skip


def _closed_up(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


class Share:
    """Which share of the figures is the same, over many reports; a figure too many counts against it."""

    def __init__(self) -> None:
        self.same = self.total = 0

    def add(self, expected: Report, found: Report) -> None:
        """One report from plain text, and from the file."""
        wanted, got = facts(expected), facts(found)
        self.same += (wanted & got).total()
        self.total += max(wanted.total(), got.total())

    def __str__(self) -> str:
        return f"{self.same} of {self.total} figures are the same"

    def reaches(self, share: float) -> bool:
        """Is it at least `share`? Never without figures."""
        return self.total > 100 and self.same >= share * self.total
