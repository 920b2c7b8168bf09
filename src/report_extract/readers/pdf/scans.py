"""Scanned pages through tesseract, where it is installed."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from report_extract.readers.limits import Budget
from report_extract.readers.pdf.words import Word

DPI = 300
_RESERVE = 0.1  # of the time: what scanned pages leave for the rest
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
_LANGUAGE = "vie"
_LINE, _WORD = "4", "5"  # levels of tesseract's table
_RULES = "|¦"  # what it takes the lines of a table for


class Picture(NamedTuple):
    """A PGM file, and its dots to a point of the page."""

    pgm: bytes
    scale: float


@cache
def installed() -> str | None:
    """Where tesseract is, if it reads Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if _LANGUAGE in listed.stdout.decode("utf-8", "replace").split() else None


def read(program: str | None, picture: Picture | None, budget: Budget) -> tuple[tuple[Word, ...], str]:
    """The words of a scanned page, or why there are none."""
    if program is None or picture is None:
        return (), f"scanned, and tesseract with Vietnamese is not installed: {INSTALL}"
    reserve = _RESERVE * budget.limits.seconds
    seconds = budget.left() - reserve
    words = _words_of(program, *picture, seconds) if seconds > 0 else None
    if words is not None:
        return words, ""
    if budget.left() <= reserve:
        return (), f"scanned, and no time was left: allow more with --limit seconds={2 * budget.limits.seconds}"
    return (), "scanned, and tesseract failed"


def _words_of(program: str, picture: bytes, scale: float, seconds: float) -> tuple[Word, ...] | None:
    """The words of a picture with `scale` dots to a point; None where tesseract fails or takes longer."""
    command = [program, "page.pgm", "out", "-l", _LANGUAGE, "--dpi", str(round(scale * 72)), "--psm", "4", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        with tempfile.TemporaryDirectory(prefix="report-extract-") as folder:
            Path(folder, "page.pgm").write_bytes(picture)
            subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=seconds, check=True)  # noqa: S603
            table = Path(folder, "out.tsv").read_text(encoding="utf-8", errors="replace")
    except (OSError, subprocess.SubprocessError):
        return None
    return tuple(_words(table, scale))


def _words(table: str, scale: float) -> list[Word]:
    words: list[Word] = []
    line: Mapping[str, str] = {}
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == _LINE:
            line = row
        text = (row["text"] or "").strip()
        if row["level"] == _WORD and text.strip(_RULES):
            left, top = int(row["left"]) / scale, int(line["top"]) / scale
            words.append(Word(text, left, top, left + int(row["width"]) / scale, top + int(line["height"]) / scale))
    return words
