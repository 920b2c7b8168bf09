"""Precision, recall and F1 of the patterns in use on a folder of gold texts.

The folder holds `X.txt` with `X.gold.tsv`, one line for each number: start, surface,
kind, value, max, unit, modifier, indicator, item, status, change, period; `-` where a
field does not apply.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from report_extract.errors import GoldError
from report_extract.pattern_set import PatternSet, load_patterns
from report_extract.pattern_set.schema import Indicator
from report_extract.pipeline import extract
from report_extract.records import Figure, Report
from report_extract.reliability import Reliability, reliability

_COLUMNS = ["start", "surface", "kind", "value", "max", "unit", "modifier"]
_COLUMNS += ["indicator", "item", "status", "change", "period"]
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_QUANTITY = ("value", "max", "whole", "unit", "modifier")
_RECORD = (*_QUANTITY, "indicator", "status", "change", "period")
_Fields = Mapping[str, object]


class GoldRow(NamedTuple):
    """One number of a text as an annotator saw it."""

    start: int
    surface: str
    kind: str
    fields: _Fields


@dataclass(frozen=True, slots=True)
class Score:
    """Hits among the predicted and among the gold figures."""

    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """
        >>> Score(hits=3, predicted=4, gold=3).f1
        0.8571428571428571
        """
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by level and by indicator, the share of numbers accounted for, confidence, and the errors."""

    texts: int
    levels: Mapping[str, Score]
    indicators: Mapping[str, Score]
    accounted: float
    reliability: Reliability  # right: quantity, indicator and status
    errors: tuple[str, ...]


class Reading(NamedTuple):
    """One gold text and its report: the gold figures, and the figures aligned with them."""

    name: str
    text: str
    report: Report
    rows: Sequence[GoldRow]
    pairs: Sequence[tuple[GoldRow, Figure]]

    def rights(self) -> tuple[bool, ...]:
        """Whether quantity, indicator and status of each figure are all right."""
        good = {
            f.id for row, f in self.pairs if _same(row.fields, _found_fields(f), (*_QUANTITY, "indicator", "status"))
        }
        return tuple(figure.id in good for figure in self.report.figures)

    def wrong_fields(self) -> Iterator[tuple[str, ...]]:
        """For each gold figure that was found, the fields that are wrong."""
        for row, figure in self.pairs:
            found = _found_fields(figure)
            yield tuple(name for name in _RECORD if found[name] != row.fields[name])


_LEVELS: Mapping[str, Callable[[_Fields, _Fields], bool]] = {
    "detection": lambda gold, found: True,
    "value": lambda gold, found: _same(gold, found, ("value",)),
    "quantity": lambda gold, found: _same(gold, found, _QUANTITY),
    "quantity+item partial": lambda gold, found: (
        _same(gold, found, _QUANTITY) and bool(set(_words(gold["item"])) & set(_words(found["item"])))
    ),
    "quantity+item complete": lambda gold, found: (
        _same(gold, found, _QUANTITY) and _words(gold["item"]) == _words(found["item"])
    ),
    "quantity+indicator": lambda gold, found: _same(gold, found, (*_QUANTITY, "indicator")),
    "record": lambda gold, found: _same(gold, found, _RECORD),
}


def evaluate(folder: str | Path, *, patterns: PatternSet | None = None) -> Evaluation:
    """Score the patterns on a folder; raises `GoldError` where a gold file cannot be used."""
    hits: dict[str, int] = dict.fromkeys(_LEVELS, 0)
    by_indicator: dict[str, list[int]] = {}
    errors: list[str] = []
    judged: list[tuple[float, bool]] = []
    texts = gold_count = predicted_count = digits = accounted = 0
    for reading in read_texts(folder, patterns=patterns):
        report = reading.report
        texts += 1
        gold_count += len(reading.rows)
        predicted_count += len(report.figures)
        for row in reading.rows:
            by_indicator.setdefault(str(row.fields["indicator"]), [0, 0, 0])[2] += 1
        for figure in report.figures:
            by_indicator.setdefault(figure.indicator, [0, 0, 0])[1] += 1
        for row, figure in reading.pairs:
            found = _found_fields(figure)
            for name, test in _LEVELS.items():
                hits[name] += test(row.fields, found)
            if _LEVELS["quantity+indicator"](row.fields, found):
                by_indicator[figure.indicator][0] += 1
        judged.extend(zip((figure.confidence for figure in report.figures), reading.rights(), strict=True))
        errors.extend(_errors(reading))
        spans = [(n.start, n.end) for n in report.numbers] + [(f.start, f.end) for f in report.figures]
        for m in _DIGITS.finditer(reading.text):
            digits += 1
            accounted += any(a <= m.start() and m.end() <= b for a, b in spans)
    core = [
        by_indicator[i.id] for i in (patterns or load_patterns()).of(Indicator) if i.summary and i.id in by_indicator
    ]
    levels = {name: Score(hits[name], predicted_count, gold_count) for name in _LEVELS}
    return Evaluation(
        texts=texts,
        levels={**levels, "core five": Score(*(sum(counts[k] for counts in core) for k in range(3)))},
        indicators={name: Score(*counts) for name, counts in sorted(by_indicator.items())},
        accounted=accounted / digits if digits else 1.0,
        reliability=reliability(judged),
        errors=tuple(errors),
    )


def read_texts(folder: str | Path, *, patterns: PatternSet | None = None) -> Iterator[Reading]:
    """Each gold text of a folder with the report that the patterns make of it, by name."""
    root = Path(folder)
    if not root.is_dir():
        raise GoldError("no such folder", file=str(folder), remedy="give a folder of X.txt with X.gold.tsv")
    texts = [path for path in sorted(root.glob("*.txt")) if _gold_path(path).exists()]
    if not texts:
        raise GoldError("no X.txt with X.gold.tsv in the folder", file=str(folder), remedy="put them side by side")
    for path in texts:
        with path.open(encoding="utf-8-sig", newline="") as file:
            text = file.read()
        rows = [row for row in read_gold(_gold_path(path)) if row.kind == "figure"]
        report = extract(text, name=path.name, patterns=patterns)
        yield Reading(path.name, text, report, rows, _aligned(rows, report.figures))


def read_gold(path: Path) -> list[GoldRow]:
    """The rows of a gold file; raises `GoldError` naming the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"cannot be read ({error})", file=str(path)) from None
    if not lines or lines[0].split("\t") != _COLUMNS:
        raise GoldError("unexpected first line", file=str(path), place="line 1", remedy=f"begin with {_COLUMNS}")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(_COLUMNS):
            raise GoldError(f"{len(cells)} fields", file=str(path), place=f"line {number}", remedy="write 12 fields")
        try:
            rows.append(_row(dict(zip(_COLUMNS, cells, strict=True))))
        except (ValueError, InvalidOperation):
            raise GoldError(
                "a number or period cannot be read", file=str(path), place=f"line {number}", remedy="mend the line"
            ) from None
    return rows


def bounds(code: str) -> tuple[str, str]:
    """First and last day of a period code.

    >>> bounds("2023-Q3"), bounds("2022/2023-06")
    (('2023-07-01', '2023-09-30'), ('2022-01-01', '2023-06-30'))
    """
    if "/" in code:
        first, last = code.split("/")
        return bounds(first)[0], bounds(last)[1]
    year, _, rest = code.partition("-")
    if not rest:
        return f"{int(year)}-01-01", f"{year}-12-31"
    if "-" in rest:
        return code, code
    if rest[0] == "S":
        first_month, last_month = (1, 6) if rest == "S1" else (7, 12)
    elif rest[0] == "Q":
        last_month = 3 * int(rest[1])
        first_month = last_month - 2
    else:
        first_month = last_month = int(rest)
    last_day = calendar.monthrange(int(year), last_month)[1]
    return f"{year}-{first_month:02}-01", f"{year}-{last_month:02}-{last_day}"


def _row(cells: Mapping[str, str]) -> GoldRow:
    start, kind = int(cells["start"]), cells["kind"]
    if kind != "figure":
        return GoldRow(start, cells["surface"], kind, {})
    whole = cells["max"].startswith("/")
    fields: dict[str, object] = {
        "value": Decimal(cells["value"]),
        "max": None if cells["max"] == "-" or whole else Decimal(cells["max"]),
        "whole": Decimal(cells["max"][1:]) if whole else None,
        "change": None if cells["change"] == "-" else cells["change"],
        "period": None if cells["period"] == "-" else bounds(cells["period"]),
    }
    fields.update({name: cells[name] for name in ("unit", "modifier", "indicator", "status", "item")})
    return GoldRow(start, cells["surface"], kind, fields)


def _found_fields(figure: Figure) -> _Fields:
    fields: dict[str, object] = {name: getattr(figure, name) for name in _RECORD}
    fields["period"] = (figure.period.start, figure.period.end) if figure.period else None
    fields["item"] = figure.item.text if figure.item else None
    return fields


def _gold_path(path: Path) -> Path:
    return path.with_suffix(".gold.tsv")


def _aligned(rows: Sequence[GoldRow], figures: Sequence[Figure]) -> list[tuple[GoldRow, Figure]]:
    """One to one, the shortest figure first: a figure is aligned with a number it covers."""
    pairs: list[tuple[GoldRow, Figure]] = []
    taken: set[int] = set()
    for figure in sorted(figures, key=lambda f: f.end - f.start):
        for row in rows:
            end = row.start + len(row.surface)
            if row.start not in taken and figure.start <= row.start and end <= figure.end:
                pairs.append((row, figure))
                taken.add(row.start)
                break
    return pairs


def _same(gold: _Fields, found: _Fields, names: tuple[str, ...]) -> bool:
    return all(gold[name] == found[name] for name in names)


def _words(text: object) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", str(text or "")).casefold())


def _errors(reading: Reading) -> Iterator[str]:
    name, text, report, rows, pairs = reading
    for row, figure in pairs:
        found = _found_fields(figure)
        wrong = [f"{n} {found[n]} instead of {row.fields[n]}" for n in _RECORD if found[n] != row.fields[n]]
        if wrong:
            yield f"{name}:{row.start} {_around(text, row.start, len(row.surface))}: {'; '.join(wrong)}"
    matched = {row.start for row, _ in pairs}
    for row in rows:
        if row.start not in matched:
            yield f"{name}:{row.start} {_around(text, row.start, len(row.surface))}: missed ({row.fields['indicator']})"
    aligned = {figure.id for _, figure in pairs}
    for figure in report.figures:
        if figure.id not in aligned:
            span = _around(text, figure.start, figure.end - figure.start)
            yield f"{name}:{figure.start} {span}: not a figure ({figure.indicator})"


def _around(text: str, start: int, length: int) -> str:
    left, right = text[max(0, start - 30) : start], text[start + length : start + length + 35]
    return f"…{left}[{text[start : start + length]}]{right}…".replace("\n", "⏎")
