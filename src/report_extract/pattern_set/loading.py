"""Pattern files: where they are, how they are read and checked, what overrides what."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from report_extract.errors import PatternError
from report_extract.pattern_set.compiled import PatternSet
from report_extract.pattern_set.schema import Entry, PatternFile
from report_extract.pattern_set.shapes import TIME_LIMIT

_MAX_BYTES = 4_000_000


def load_patterns(*folders: str | Path) -> PatternSet:
    """The patterns that ship with the package, with those of `folders` added.

    An entry of a later folder replaces one of the same kind and id. Raises
    `PatternError` with all that is wrong, a line for each problem.
    """
    return _load(*map(Path, folders)) if folders else _builtin()


def builtin_folder() -> Path:
    """The folder of the shipped patterns: inside the wheel, or beside `src` in a checkout."""
    packaged = Path(str(files("report_extract"))) / "patterns"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "patterns"


@lru_cache(maxsize=1)
def _builtin() -> PatternSet:
    return _load()


def _load(*folders: Path) -> PatternSet:
    entries: dict[tuple[str, str], Entry] = {}
    origin: dict[tuple[str, str], str] = {}
    digest = hashlib.sha256()
    problems: list[PatternError] = []
    for root in (builtin_folder(), *folders):
        if not root.is_dir():
            raise PatternError("no such folder of patterns", file=str(root), remedy="give an existing folder")
        here: set[tuple[str, str]] = set()
        for path in sorted(root.rglob("*.toml")):
            name = path.relative_to(root).as_posix()
            try:
                data = path.read_bytes()
                digest.update(f"{name}\0{len(data)}\0".encode() + data)
                for section, entry in _entries(path, data):
                    key = (section, entry.id)
                    if key in here:
                        problems.append(
                            PatternError(
                                f"the id stands twice (also in {origin[key]})",
                                file=str(path), place=f"{section} {entry.id}", remedy="give each entry its own id",
                            )
                        )  # fmt: skip
                    here.add(key)
                    entries[key], origin[key] = entry, str(path)
            except PatternError as error:
                problems.append(error)
            except OSError as error:
                problems.append(PatternError(f"cannot be read ({error.strerror})", file=str(path)))
    if not problems:
        try:
            limit = TIME_LIMIT if folders else None
            return PatternSet.build(list(entries.values()), list(origin.values()), digest.hexdigest(), time_limit=limit)
        except PatternError as error:
            problems.append(error)
    if len(problems) == 1:
        raise problems[0]
    raise PatternError("\n".join(str(problem) for problem in problems))


def _entries(path: Path, data: bytes) -> Iterator[tuple[str, Entry]]:
    """The entries of one file with the names of their sections."""
    if len(data) > _MAX_BYTES:
        raise PatternError("the file is too large", file=str(path), remedy=f"keep it under {_MAX_BYTES} bytes")
    try:
        tree = tomllib.loads(data.decode("utf-8"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise PatternError("not UTF-8", file=str(path), place=f"byte {error.start}", remedy="save as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PatternError(f"not TOML: {error}", file=str(path), remedy="mend the syntax there") from None
    try:
        parsed = PatternFile.model_validate(tree)
    except ValidationError as error:
        raise PatternError(_first_problems(tree, error), file=str(path), remedy="see patterns/README.md") from None
    for section in PatternFile.model_fields:
        for entry in getattr(parsed, section):
            yield section, entry


def _first_problems(tree: dict[str, object], error: ValidationError) -> str:
    lines = []
    for problem in error.errors()[:5]:
        location = list(problem["loc"])
        section = tree.get(str(location[0]))
        if len(location) > 1 and isinstance(location[1], int) and isinstance(section, list):
            entry = section[location[1]]
            location[1] = entry.get("id", f"entry {location[1] + 1}") if isinstance(entry, dict) else location[1]
        lines.append(f"{' '.join(map(str, location))}: {problem['msg']}")
    return "; ".join(lines)
