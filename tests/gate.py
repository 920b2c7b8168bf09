"""The accuracy gate: scores on the shared corpus may not fall below the floors.

    python tests/gate.py CORPUS_DIR

Names are those that `score.py` prints, with the section before: `figures quantity`,
`relations part_of` (F1), `report title`, `attributes status` (share right); `accounted` is the share
of all numbers accounted for, and `ECE` the calibration error of the confidence (from `evaluate`),
which may not rise above its ceiling. A floor is raised when the scores have risen for good, and
lowered only by an explicit change that gives its reason here.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from report_extract import extract_file
from report_extract.evaluate import evaluate

FLOORS: dict[str, dict[str, float]] = {
    "seed": {
        "figures detection": 1.0,
        "figures quantity": 1.0,
        "figures quantity+indicator": 1.0,
        "figures record": 0.93,
        "accounted": 1.0,
    },
    "reports": {
        "figures detection": 0.99,
        "figures quantity": 0.985,
        "figures quantity+item complete": 0.89,
        "figures quantity+indicator": 0.96,
        "figures core five": 0.96,
        "figures record": 0.93,
        "relations event": 0.94,
        "relations part_of": 0.87,
        "relations repeat_of": 0.94,
        "report title": 0.96,
        "report organization": 0.90,
        "report published": 0.96,
        "report period": 0.95,
        "accounted": 1.0,
    },
    "news": {
        "figures detection": 0.99,
        "figures quantity": 0.98,
        "figures quantity+item complete": 0.88,
        "figures quantity+indicator": 0.94,
        "figures core five": 0.95,
        "figures record": 0.9,
        "accounted": 1.0,
    },
}
CEILINGS: dict[str, dict[str, float]] = {"reports": {"ECE": 0.06}, "news": {"ECE": 0.06}}


def result_of(score: Path, gold: Path) -> dict[str, Any]:
    """What `score.py` says of fresh records of one folder."""
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(gold.glob("*.txt")):
            Path(folder, f"{path.stem}.json").write_text(extract_file(path).model_dump_json(), encoding="utf-8")
        command = [sys.executable, str(score), str(gold), folder, "--json"]
        found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def flat(result: dict[str, Any]) -> dict[str, float]:
    """All scores of a result by the names of this gate."""
    found = {f"{part} {name}": row["f1"] for part in ("figures", "relations") for name, row in result[part].items()}
    found |= {f"{part} {name}": share for part in ("attributes", "report") for name, share in result[part].items()}
    return {**found, "accounted": result["numbers accounted for"]}


def failures(found: dict[str, float], floors: dict[str, float], ceilings: dict[str, float]) -> list[str]:
    """The names whose score is below its floor or above its ceiling; a score that is not there fails too."""
    low = [name for name, floor in floors.items() if not found.get(name, -1) >= floor]
    return low + [name for name, ceiling in ceilings.items() if not found.get(name, 2) <= ceiling]


def main() -> int:
    """Print every score beside its bound; 1 where one is beyond it."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    corpus = Path(sys.argv[1])
    failed = False
    for name, floors in FLOORS.items():
        ceilings = CEILINGS.get(name, {})
        found = flat(result_of(corpus / "score.py", corpus / name))
        found["ECE"] = evaluate(corpus / name).reliability.ece
        bad = failures(found, floors, ceilings)
        failed |= bool(bad)
        for kind, bounds in (("floor", floors), ("ceiling", ceilings)):
            for score, bound in bounds.items():
                shown = f"{found[score]:.4f}" if score in found else "none"
                print(f"{name:8} {score:32} {shown:>6}  {kind} {bound:.4f}{'  BEYOND' if score in bad else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
