"""The project's own scorer and the corpus's give the same figures."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from report_extract import extract_file
from report_extract.evaluate import evaluate
from support import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"
LEVELS = ["detection", "quantity", "quantity+indicator", "record"]

pytestmark = pytest.mark.skipif(
    not (CORPUS / "score.py").is_file(), reason="the gold corpus is kept beside the repository, and is not here"
)


@pytest.mark.parametrize("part", ["seed", "reports", "news"])
def test_evaluate_agrees_with_the_corpus(tmp_path: Path, part: str) -> None:
    gold = CORPUS / part
    for path in gold.glob("*.txt"):
        record = extract_file(path).model_dump_json()
        (tmp_path / f"{path.stem}.json").write_text(record, encoding="utf-8")
    command = [sys.executable, str(CORPUS / "score.py"), str(gold), str(tmp_path), "--json"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    theirs, ours = json.loads(done.stdout), evaluate(gold)
    assert theirs["texts"] == ours.texts
    for level in LEVELS:
        score = ours.levels[level]
        found = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
        expected = {name: theirs["figures"][level][name] for name in found}
        assert {n: round(v, 3) for n, v in found.items()} == pytest.approx(expected, abs=0.00051), level
    assert round(ours.accounted, 3) == pytest.approx(theirs["numbers accounted for"], abs=0.00051)
