"""The build of the code: imports point one way, modules stay small, heavy ones load late."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import ROOT

SOURCE = ROOT / "src" / "report_extract"

# From low to high: a module imports only from the layers above it in this list.
LAYERS = [
    ["errors", "text", "records", "reliability", "readers.legacy.syllables"],
    ["readers.legacy.tables"],
    ["readers.legacy.detect"],
    ["readers.legacy"],
    ["pattern_set.schema", "pattern_set.trie"],
    ["readers.document", "readers.limits", "readers.modules"],
    ["pattern_set.shapes", "readers.assembly"],
    ["readers.archives", "readers.recoding"],
    [
        *("pattern_set.compiled", "readers.signatures"),
        *("readers.plain", "readers.docx.package", "readers.pdf.words", "readers.xlsx.numbers", "readers.xlsx.package"),
    ],
    ["readers.office.kinds", "readers.pdf.scans"],
    ["readers.pdf.contents", "readers.pdf.pages", "readers.pdf.paragraphs", "readers.pdf.running"],
    ["readers.docx.styles", "readers.office.fallbacks", "readers.pdf.tables"],
    ["readers.docx.numbering", "readers.office", "readers.pdf.aligned", "readers.pdf.worker"],
    ["readers.docx.text", "readers.pdf.apart", "readers.pdf.writing"],
    ["readers.docx", "readers.pdf", "readers.xlsx"],
    ["readers.picture"],
    ["pattern_set.loading", "readers"],
    ["pattern_set", "readers.html.cells", "readers.html.decoding", "readers.html.parsing"],
    ["readers.html.walking"],
    ["readers.html.facts", "readers.html.regions"],
    ["readers.html"],
    ["numerals.values", "numerals.spelled", "numerals", "tokenizer", "families"],
    ["numerals.amounts", "layout", "periods"],
    ["numerals.modifiers", "deeds", "header.press"],
    ["numerals.scan"],
    ["tables.cells"],
    ["tables.senses"],
    ["tables.measures", "tables.names"],
    ["tables.grids", "tables.plain"],
    ["tables.rows", "tables.columns"],
    ["numerals.sharing", "tables", "topics", "header.names", "header.main_period", "header.writing_year"],
    ["head_nouns"],
    ["labels"],
    ["header.organization"],
    ["header"],
    ["noun_phrases"],
    ["phrases"],
    ["sums"],
    ["parts"],
    ["breakdown"],
    ["matcher.closeness", "matcher.cues"],
    ["matcher"],
    ["items.fuller", "items.nameless", "items.spending"],
    ["items.label_names"],
    ["items"],
    ["spans"],
    ["passages"],
    ["timewords"],
    ["dating.deadlines", "dating.levels", "dating.timeline"],
    ["dating"],
    ["changes", "plans"],
    ["context"],
    ["relations", "confidence"],
    ["checks"],
    ["recording"],
    ["pipeline"],
    ["verify", "evaluate"],
    [""],
    ["cli"],
]
# Siblings of one layer that may import from one another, the left from the right.
WITHIN = {("numerals", "numerals.values"), ("numerals", "numerals.spelled")}
LAYER = {name: place for place, names in enumerate(LAYERS) for name in names}
FILES = sorted(SOURCE.rglob("*.py"))
_DOCX = {f"readers.docx{part}" for part in ("", ".package", ".styles", ".numbering", ".text")}
_HTML = {f"readers.html.{name}" for name in ("cells", "facts", "parsing", "walking")}
HEAVY = {
    "underthesea": {"tokenizer"},
    "typer": {"cli"},
    "docx": _DOCX,
    "lxml": _DOCX | _HTML,
    "openpyxl": {"readers.xlsx", "readers.xlsx.package"},
    "pypdfium2": {"readers.pdf.pages"},
    "pdfplumber": {"readers.pdf.tables"},
    "PIL": {"readers.picture"},
    "striprtf": {"readers.office.fallbacks"},
}


def module_of(path: Path) -> str:
    """`numerals.scan` for `numerals/scan.py`, empty for the package itself."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports_of(path: Path) -> Iterator[str]:
    """All modules that a file imports, also inside functions."""
    package = ["report_extract", *path.relative_to(SOURCE).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{origin}.{alias.name}".removeprefix("report_extract.")
                yield f"report_extract.{inner}" if inner in LAYER else origin


def own_imports(path: Path) -> set[str]:
    """The modules of this package that a file imports."""
    names = {name for name in imports_of(path) if name.partition(".")[0] == "report_extract"}
    return {name.removeprefix("report_extract").removeprefix(".") for name in names}


def test_the_files_are_there() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_every_module_has_a_layer(path: Path) -> None:
    assert module_of(path) in LAYER


def test_every_name_of_a_layer_is_a_module() -> None:
    assert set(LAYER) == {module_of(path) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_point_down(path: Path) -> None:
    module = module_of(path)
    upward = {
        name
        for name in own_imports(path)
        if LAYER.get(name, 99) >= LAYER.get(module, 99) and (module, name) not in WITHIN and name != module
    }
    assert upward == set()


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_modules_have_a_docstring(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("library", "modules"), HEAVY.items())
def test_libraries_stay_behind_their_module(library: str, modules: set[str]) -> None:
    users = {module_of(path) for path in FILES if library in {name.partition(".")[0] for name in imports_of(path)}}
    assert users == modules


def test_tests_stay_small() -> None:
    assert [p.name for p in Path(__file__).parent.glob("*.py") if len(p.read_text("utf-8").splitlines()) >= 400] == []
