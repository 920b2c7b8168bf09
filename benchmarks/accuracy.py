"""The tables of docs/accuracy.md, as Markdown.

    python benchmarks/accuracy.py [--write] CORPUS_DIR [GOLD_DIR...]

CORPUS_DIR holds `score.py` and folders of X.txt with X.gold.tsv; each GOLD_DIR is one more such
folder. Scores are those of `score.py`, of each folder and of its halves: its texts sorted by name, the
first, third, ... are the odd half, the others the even one. With --write each table is put into
docs/accuracy.md, below the comment that names it.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from report_extract.evaluate import evaluate, read_texts

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from gate import flat, result_of

PAGE = Path(__file__).parents[1] / "docs" / "accuracy.md"
LEVELS = ("detection", "quantity", "quantity+item complete", "quantity+indicator", "core five", "record")
ATTRIBUTES = ("unit", "modifier", "indicator", "status", "change", "period")
RELATIONS = ("relations event", "relations part_of", "relations repeat_of")
REPORT = ("report title", "report organization", "report published", "report period")


def row(cells: Iterable[object]) -> str:
    """One line of a table; numbers with three decimals, blanks where there is none."""
    return "| " + " | ".join(f"{c:.3f}" if isinstance(c, float) else "" if c is None else str(c) for c in cells) + " |"


def table(header: Sequence[str], lines: Iterable[Iterable[object]]) -> str:
    """A table: the first column text, the others numbers."""
    return "\n".join([row(header), "|---" + "|---:" * (len(header) - 1) + "|", *map(row, lines)])


def gold_folders(root: Path) -> list[Path]:
    """The folders under a corpus that hold gold texts."""
    return sorted({path.parent for path in root.glob("*/*.gold.tsv")})


def halves(folder: Path) -> dict[str, list[str]]:
    """The names of the texts of each half."""
    names = sorted(path.name.removesuffix(".gold.tsv") for path in folder.glob("*.gold.tsv"))
    return {"odd": names[::2], "even": names[1::2]}


def scores(score: Path, folder: Path, names: Iterable[str]) -> dict[str, float]:
    """The scores of some texts of a folder."""
    with tempfile.TemporaryDirectory() as part:
        for name in names:
            for path in folder.glob(f"{name}.*"):
                Path(part, path.name).symlink_to(path.resolve())
        result = result_of(score, Path(part))
        error = evaluate(part).reliability.ece
    gold = result["figures"]["detection"]["gold"]
    return {**flat(result), "texts": result["texts"], "gold": gold, "ECE": error}


def classes(folders: Iterable[Path]) -> list[list[object]]:
    """For each field: how often it is wrong, alone, and with which others."""
    wrong = [fields for folder in folders for reading in read_texts(folder) for fields in reading.wrong_fields()]
    lines: list[list[object]] = []
    for field, count in Counter(field for fields in wrong for field in fields).most_common():
        alone = sum(fields == (field,) for fields in wrong)
        others = Counter(other for fields in wrong if field in fields for other in fields if other != field)
        company = ", ".join(f"{other} {times}" for other, times in others.most_common(3))
        lines.append([f"`{field}`", count, f"{100 * count / len(wrong):.1f} %", alone, company])
    return lines


def tables(score: Path, own: Sequence[Path], more: Sequence[Path]) -> dict[str, str]:
    """All tables by their names."""
    whole, parts = [], []
    for folder in [*own, *more]:
        names = halves(folder)
        whole.append((folder.name, scores(score, folder, [*names["odd"], *names["even"]])))
        parts += [(f"{folder.name}, {h}", scores(score, folder, n)) for h, n in names.items() if n]
    header = ["set", "texts", "figures", *LEVELS, "ECE"]
    columns = ["texts", "gold", *(f"figures {level}" for level in LEVELS), "ECE"]
    fields = (*RELATIONS, *REPORT)
    framed = [(name, found) for name, found in whole if any(field in found for field in fields)]
    errors = ["field", "wrong", "of found", "alone", "with"]
    return {
        "sets": table(header, ([name, *map(found.get, columns)] for name, found in whole)),
        "halves": table(header, ([name, *map(found.get, columns)] for name, found in parts)),
        "fields": table(["set", *ATTRIBUTES], ([n, *(f.get(f"attributes {a}") for a in ATTRIBUTES)] for n, f in whole)),
        "report": table(["set", *(f.partition(" ")[2] for f in fields)], ([n, *map(f.get, fields)] for n, f in framed)),
        "errors of the corpus": table(errors, classes(own)),
        **({"errors of the other sets": table(errors, classes(more))} if more else {}),
    }


def pasted(page: str, found: Mapping[str, str]) -> str:
    """A page with the tables put below the comments that name them, in place of those that are there."""
    for name, lines in found.items():
        mark = f"<!-- {name} -->\n"
        before, found_mark, after = page.partition(mark)
        if found_mark:
            page = before + mark + lines + "\n" + re.sub(r"\A(?:\|.*\n)*", "", after)
    return page


def main() -> int:
    """Print all tables."""
    folders = [Path(argument) for argument in sys.argv[1:] if argument != "--write"]
    if not folders:
        print(__doc__, file=sys.stderr)
        return 2
    corpus, *more = folders
    found = tables(corpus / "score.py", gold_folders(corpus), more)
    for name, lines in found.items():
        print(f"{name}\n\n{lines}\n")
    if "--write" in sys.argv:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(pasted(page, found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
