"""Confidence: the signs of figures, what they weigh, and whether it comes true."""

import sys
from collections.abc import Sequence
from itertools import pairwise

import pytest

from gate import failures, flat
from report_extract import load_patterns
from report_extract.confidence import BURDENS, WAYS, WEIGHTS, confidence
from report_extract.evaluate import evaluate, read_texts
from report_extract.pipeline import Extractor
from report_extract.readers.document import Document
from report_extract.reliability import reliability
from support import ROOT, SAMPLES, YEAR_2018, report_of, slug

sys.path.insert(0, str(ROOT / "benchmarks"))
from accuracy import halves, pasted, row, table
from calibrate import Case, measure

EXTRACTOR = Extractor(load_patterns())
OF_STRANGE = {"strange text", "very strange text"}


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Kết nạp 12 đảng viên mới.", {"cue 100"}),
        ("Tỷ lệ hộ nghèo giảm còn 4,2%.", {"share"}),
        ("Diện tích lúa 120 ha.", {"measure"}),
        ("Ủng hộ người nghèo 25 triệu đồng.", {"money by cue"}),
        ("Tổng cộng 25 triệu đồng.", {"money alone"}),
        ("Xã có 12 hợp tác xã.", {"noun 50"}),
        ("Hội viên mới: 45.", {"noun 50", "elided"}),
        ("Có 52/60 chi bộ đạt tiêu chuẩn.", {"noun 50", "ratio"}),
        ("Năm 2017 kết nạp 9 đảng viên, năm 2018 kết nạp 12.", {"cue 100", "earlier period"}),
        ("Phấn đấu kết nạp 15 đảng viên.", {"cue 100", "plan of this period"}),
        ("Phấn đấu năm 2019 kết nạp 15 đảng viên.", {"cue 100"}),
    ],
    ids=slug,
)
def test_signs(text: str, signs: set[str]) -> None:
    assert set(EXTRACTOR.signs(Document.of_text(YEAR_2018 + text))[0]) == signs
    assert report_of(YEAR_2018 + text).figures[0].confidence == confidence(signs)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Kết nạp 12 đảng viên mới.", {"no main period"}),
        (YEAR_2018 + "Khiển trách 14, cảnh cáo 5.", set()),
        (YEAR_2018 + "Khiển trách 14, cảnh cáo 5, cách chức 2, khai trừ 3, giáng chức 1.", OF_STRANGE),
    ],
    ids=slug,
)
def test_signs_of_the_text(text: str, signs: set[str]) -> None:
    found = EXTRACTOR.signs(Document.of_text(text))
    assert len(found) in (1, 2, 5)
    assert all(set(own) & {"no main period", *OF_STRANGE} == signs for own in found)


@pytest.mark.parametrize("names", [("cue 100", "cue 80", "cue 60", "cue 0"), ("noun 50", "noun 40", "noun 0")])
def test_a_higher_score_is_surer(names: Sequence[str]) -> None:
    assert all(WAYS[higher] >= WAYS[lower] for higher, lower in pairwise(names))


def test_burdens_only_lower() -> None:
    assert max(BURDENS.values()) <= 0
    assert all(0 < confidence([way, *BURDENS]) <= confidence([way]) < 1 for way in WAYS)
    assert set(WAYS).isdisjoint(BURDENS)


def test_every_sign_weighs() -> None:
    seen = {
        sign
        for reading in read_texts(SAMPLES)
        for signs in EXTRACTOR.signs(Document.of_text(reading.text))
        for sign in signs
    }
    assert seen <= set(WEIGHTS)
    assert len(seen) > 12


@pytest.mark.parametrize(
    ("judged", "bins", "ece"),
    [
        ([], [], 0.0),
        ([(0.9, True)] * 9 + [(0.9, False)], [(0.9, 10)], 0.0),
        ([(1.0, True), (0.95, True)], [(0.9, 2)], 0.025),
        ([(0.3, True), (0.29, False)], [(0.2, 1), (0.3, 1)], 0.495),
        ([(0.8, True), (0.8, False), (0.1, False), (0.1, False)], [(0.1, 2), (0.8, 2)], 0.2),
    ],
)
def test_reliability(judged: list[tuple[float, bool]], bins: list[tuple[float, int]], ece: float) -> None:
    found = reliability(judged)
    assert [(row.low, row.count) for row in found.bins] == bins
    assert found.ece == pytest.approx(ece)


def test_evaluation_carries_it() -> None:
    result = evaluate(SAMPLES)
    assert sum(row.count for row in result.reliability.bins) == result.levels["detection"].predicted
    assert result.reliability.ece < 0.15
    assert set(result.levels) >= {"core five"}


def test_measured_weights_give_the_rates_back() -> None:
    rows = [Case(("share",), i % 10 != 0, 0) for i in range(2000)]
    rows += [Case(("share", "ratio"), i % 2 == 0, 0) for i in range(2000)]
    rows += [Case(("measure", "elided"), True, 0) for _ in range(2000)]
    weights = measure(rows)
    assert confidence(["share"], weights) == pytest.approx(0.9, abs=0.011)
    assert confidence(["share", "ratio"], weights) == pytest.approx(0.5, abs=0.011)
    assert weights["elided"] == 0


@pytest.mark.parametrize(
    ("found", "bad"),
    [
        ({"a": 0.9, "ECE": 0.05}, []),
        ({"a": 0.89, "ECE": 0.05}, ["a"]),
        ({"a": 0.9, "ECE": 0.07}, ["ECE"]),
        ({}, ["a", "ECE"]),
        ({"a": float("nan"), "ECE": float("nan")}, ["a", "ECE"]),
    ],
)
def test_the_gate(found: dict[str, float], bad: list[str]) -> None:
    assert failures(found, {"a": 0.9}, {"ECE": 0.06}) == bad


def test_the_names_of_the_gate() -> None:
    score = {"f1": 0.5}
    result = {"figures": {"core five": score}, "relations": {"event": score}, "report": {"title": 0.75}}
    found = flat({**result, "attributes": {"status": 1.0}, "numbers accounted for": 1.0})
    figures = {"figures core five": 0.5, "relations event": 0.5}
    assert found == {**figures, "report title": 0.75, "attributes status": 1.0, "accounted": 1.0}


def test_tables_of_accuracy() -> None:
    assert row(["a", 3, 0.5, None]) == "| a | 3 | 0.500 |  |"
    assert table(["set", "n"], [["x", 1]]) == "| set | n |\n|---|---:|\n| x | 1 |"
    names = halves(SAMPLES)
    assert sorted(names["odd"] + names["even"]) == sorted(p.stem for p in SAMPLES.glob("*.txt"))
    assert 0 <= len(names["odd"]) - len(names["even"]) <= 1
    page = "<!-- a -->\n{}\n\n<!-- b -->\nText\n"
    assert pasted(page.format("| old |\n| 1 |"), {"a": "| new |", "none": "| x |"}) == page.format("| new |")
