"""The samples: each gives its expected record, and the quality does not sink."""

from functools import cache
from pathlib import Path

import pytest

from report_extract import extract_file
from report_extract.evaluate import Evaluation, evaluate
from support import SAMPLES

NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
# The least F1 of each level over all samples.
FLOORS = {"detection": 0.95, "quantity": 0.93, "quantity+indicator": 0.85, "record": 0.75}


@cache
def evaluation() -> Evaluation:
    """The scores over the samples, once."""
    return evaluate(SAMPLES)


def test_there_are_at_least_six_samples() -> None:
    assert len(NAMES) >= 6
    assert len(list(SAMPLES.glob("*.expected.json"))) >= 6


@pytest.mark.parametrize("name", NAMES)
def test_the_expected_record(name: str) -> None:
    expected = SAMPLES / f"{name}.expected.json"
    assert expected.is_file(), f"{expected.name} is missing: write what the command prints for {name}.txt to it"
    found = extract_file(SAMPLES / f"{name}.txt")
    assert found.model_dump_json(indent=2, exclude={"extractor"}) == _without_extractor(expected)


def _without_extractor(path: Path) -> str:
    """The record, in one layout; version and pattern digest are no part of what is expected."""
    from report_extract import Report  # noqa: PLC0415

    report = Report.model_validate_json(path.read_text(encoding="utf-8"))
    return report.model_dump_json(indent=2, exclude={"extractor"})


@pytest.mark.parametrize("name", [path.name for path in sorted(SAMPLES.glob("*.gold.tsv"))])
def test_every_gold_file_has_its_text(name: str) -> None:
    assert name.removesuffix(".gold.tsv") in NAMES


@pytest.mark.parametrize(("level", "floor"), FLOORS.items())
def test_quality(level: str, floor: float) -> None:
    score = evaluation().levels[level]
    assert score.f1 >= floor, "\n".join(evaluation().errors)


def test_every_number_is_accounted_for() -> None:
    assert evaluation().accounted == 1.0
    assert evaluation().texts >= 6


def test_the_planted_mismatch_is_found() -> None:
    """300 + 200 + 130 parcels are not the 640 that the text states."""
    report = extract_file(SAMPLES / "hoi-nong-dan.txt")
    alarms = [(int(c.stated), int(c.computed)) for c in report.checks if not c.holds]
    assert alarms == [(640, 630)]


@pytest.mark.parametrize(
    "name",
    [name for name in NAMES if name != "hoi-nong-dan"],
)
def test_no_false_alarm(name: str) -> None:
    assert [check for check in extract_file(SAMPLES / f"{name}.txt").checks if not check.holds] == []
