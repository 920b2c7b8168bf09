"""The accuracy gate: scores on the shared corpus may not fall below the floors.

    python tests/gate.py CORPUS_DIR

A floor is raised when the scores have risen for good, and lowered only by an explicit change
that gives its reason here.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from report_extract import extract_file

FLOORS: dict[str, dict[str, float]] = {
    "seed": {"detection": 1.0, "quantity": 1.0, "quantity+indicator": 1.0, "record": 0.93},
    "reports": {"detection": 0.985, "quantity": 0.98, "quantity+indicator": 0.90, "record": 0.77},
    "news": {"detection": 0.985, "quantity": 0.98, "quantity+indicator": 0.88, "record": 0.75},
}


def scores(corpus: Path, name: str) -> dict[str, float]:
    """What `score.py` says of fresh records of one folder."""
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((corpus / name).glob("*.txt")):
            Path(folder, f"{path.stem}.json").write_text(extract_file(path).model_dump_json(), encoding="utf-8")
        command = [sys.executable, str(corpus / "score.py"), str(corpus / name), folder, "--json"]
        result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    found = {level: row["f1"] for level, row in result["figures"].items()}
    return {**found, "accounted": result["numbers accounted for"]}


def main() -> int:
    """Print every score beside its floor; 1 where one is below."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    failed = False
    for name, floors in FLOORS.items():
        found = scores(Path(sys.argv[1]), name)
        for level, floor in {**floors, "accounted": 1.0}.items():
            low = found[level] < floor
            failed |= low
            print(f"{name:8} {level:20} {found[level]:.4f}  floor {floor:.4f}{'  BELOW' if low else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
