"""The pattern set: every entry's examples, bad files, overriding and adding."""

import re
from functools import cache
from pathlib import Path

import pytest

from report_extract import extract, load_patterns
from report_extract.errors import PatternError
from report_extract.pattern_set import Entry
from report_extract.pattern_set.schema import Phrase
from report_extract.verify import Issue, verify
from support import ROOT, slug

PATTERNS = load_patterns()
EXAMPLE = '[{ text = "Kết nạp 12 đảng viên.", expect = [{ value = 12 }] }]'
COUNTER = '[{ text = "Có 12 cây cầu.", why = "bridges", expect = [{ value = 12 }] }]'
EXAMPLES = f"example = {EXAMPLE}\ncounter_example = {COUNTER}\n"


@cache
def issues() -> list[Issue]:
    """All examples that do not hold, found in one run."""
    return verify(PATTERNS)


@pytest.mark.parametrize("entry", PATTERNS.entries, ids=lambda entry: f"{PATTERNS.section(entry)}:{entry.id}")
def test_the_examples_of_every_entry_hold(entry: Entry) -> None:
    place = f"{PATTERNS.section(entry)} {entry.id}"
    assert [str(issue) for issue in issues() if issue.entry == place] == []


def test_every_indicator_of_the_contract_is_there() -> None:
    codes = {entry.id for entry in PATTERNS.entries if PATTERNS.section(entry) == "indicator"}
    core = {"meetings", "participants", "new_members", "branches", "funding"}
    units = {"rate", "quantity", "economy"}
    assert codes >= core | units | {"members", "training", "commendations", "inspections", "personnel", "incidents"}
    assert codes >= {"beneficiaries", "gifts", "construction", "documents", "petitions", "models", "people"}
    assert len(codes) == 23


def test_the_roles_of_phrases_are_described() -> None:
    text = (ROOT / "patterns" / "README.md").read_text(encoding="utf-8").partition("## Roles of phrases")[2]
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    described = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    roles = {entry.role for entry in PATTERNS.of(Phrase)}
    assert described - roles == set()
    assert {role for role in roles - described if not role.startswith("page_")} == set()  # `page_…`


def write(folder: Path, text: str, name: str = "own.toml") -> Path:
    """A folder with one pattern file."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def noun(id_: str, word: str) -> str:
    """An entry of the section `noun`."""
    return f'[[noun]]\nid = "{id_}"\nwords = ["{word}"]\n{EXAMPLES}'


def kind(regex: str) -> str:
    """An entry of the section `kind` with an expression."""
    return f"[[kind]]\nid = \"bad\"\nkind = \"other\"\nregex = '''{regex}'''\n{EXAMPLES}"


# What the file says, then what the message says beside the name of the file.
BAD_FILES = [
    ("[[noun\nid = 1", ["not TOML", "line 1", "mend the syntax"]),
    ("id = \u0001", ["not TOML", "line 1", "mend the syntax"]),
    ("[[nuon]]\nid = 'x'\n", ["nuon", "see"]),
    (noun("x", "xà lan").replace("words", "word"), ["noun x word", "see"]),
    (noun("x", "xà lan").replace('id = "x"\n', ""), ["noun entry 1 id", "see"]),
    (noun("x", "xà lan").replace('["xà lan"]', "[]"), ["noun x words", "see"]),
    (noun("x", "xà lan").replace('["xà lan"]', '"xà lan"'), ["noun x words", "see"]),
    (noun("x", "xà lan").replace(f"example = {EXAMPLE}", "", 1), ["noun x example", "see"]),
    (noun("x", "xà lan").replace(f"counter_example = {COUNTER}\n", ""), ["noun x counter_example", "see"]),
    (noun("x", "xà lan").replace('why = "bridges", ', ""), ["noun x counter_example 0 why", "see"]),
    (noun("x", "xà lan").replace("value = 12", "valeu = 12", 1), ["noun x example 0 expect 0 valeu", "see"]),
    (noun("x", "xà lan") * 2, ["noun x", "twice", "its own id"]),
    (noun("x", "đảng viên"), ["noun x", "'đảng viên'", "in the class", "keep it in one class"]),
    (kind(r"(?:\d|\d\d|\d{3})+\p{Lu}"), ["kind bad", "catastrophic", "avoid a repeat inside a repeat"]),
    (kind(r"(?:\d|\d\d|\d{3})+[a-z]\b;"), ["kind bad", "catastrophic", "avoid a repeat inside a repeat"]),
    (kind(r"(\d"), ["kind bad", "does not compile", "mend it"]),
    (kind("").replace("regex = ''''''\n", ""), ["kind bad", "one of before, after, regex", "see"]),
    (kind(r"\d").replace('kind = "other"', 'kind = "figure"'), ["kind bad kind", "see"]),
    (
        f'[[time]]\nid = "t"\nkind = "date"\nregex = "(?P<dya>\\\\d)"\n{EXAMPLES}',
        ["time t", "unknown groups ['dya']", "use"],
    ),
    (
        f'[[pattern]]\nid = "p"\nindicator = "boats"\nnouns = ["thuyền"]\n{EXAMPLES}',
        ["pattern p", "no indicator 'boats'", "use one of"],
    ),
    (
        f'[[pattern]]\nid = "p"\nindicator = "other"\nnouns = ["@boat"]\n{EXAMPLES}',
        ["pattern p", "no noun class @boat", "use one of"],
    ),
]


@pytest.mark.parametrize(("text", "parts"), BAD_FILES, ids=[" ".join(parts[:2]) for _, parts in BAD_FILES])
def test_bad_files_are_named_with_entry_and_remedy(tmp_path: Path, text: str, parts: list[str]) -> None:
    folder = write(tmp_path / "p", text)
    with pytest.raises(PatternError) as caught:
        load_patterns(folder)
    message = str(caught.value)
    assert message.startswith(f"{folder / 'own.toml'}: ")
    assert "\n" not in message
    place, _, remedy = message.rpartition("; ")
    assert all(part in place for part in parts[:-1]), message
    assert parts[-1] in remedy


def test_every_problem_has_its_line(tmp_path: Path) -> None:
    folder = write(tmp_path, "[[noun", "a.toml")
    write(folder, noun("x", "xà lan") * 2, "b.toml")
    with pytest.raises(PatternError) as caught:
        load_patterns(folder)
    lines = str(caught.value).splitlines()
    assert [Path(line.partition(": ")[0]).name for line in lines] == ["a.toml", "b.toml"]


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b"# \xff")
    with pytest.raises(PatternError, match=r"own\.toml: byte 2: not UTF-8; save as UTF-8"):
        load_patterns(tmp_path)


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="no such folder of patterns; give an existing folder") as caught:
        load_patterns(tmp_path / "none")
    assert str(tmp_path / "none") in str(caught.value)


def test_an_entry_is_overridden_by_its_id(tmp_path: Path) -> None:
    (entry,) = (e for e in PATTERNS.entries if (PATTERNS.section(e), e.id) == ("modifier", "about"))
    text = f'[[modifier]]\nid = "{entry.id}"\nmodifier = "~"\nbefore = ["độ khoảng"]\n{EXAMPLES}'
    patterns = load_patterns(write(tmp_path, text))
    assert len(patterns.entries) == len(PATTERNS.entries)
    found = [
        extract(f"Có {word} 90 cán bộ dự hội nghị.", patterns=patterns).figures[0].modifier
        for word in ("khoảng", "độ khoảng")
    ]
    assert found == ["=", "~"]


BOATS = f"""
[[noun]]
id = "boat"
words = ["tàu cá xa bờ", "xà lan"]
{EXAMPLES}
[[indicator]]
id = "boats"
label = "Tàu thuyền"
covers = "boats"
summary = true
{EXAMPLES}
[[pattern]]
id = "boats/any"
indicator = "boats"
nouns = ["@boat"]
weight = 9
example = [{{ text = "Đóng 12 xà lan.", expect = [{{ value = 12, indicator = "boats", item = "xà lan" }}] }}]
counter_example = {COUNTER}
"""


def test_an_indicator_is_added_by_a_file_alone(tmp_path: Path) -> None:
    patterns = load_patterns(write(tmp_path, BOATS))
    report = extract("Năm 2018, đóng mới 12 xà lan và 3 tàu cá xa bờ.", patterns=patterns)
    assert [(figure.indicator, figure.pattern) for figure in report.figures] == [("boats", "boats/any")] * 2
    total = report.summary["boats"]
    assert total is not None
    assert int(total.value) == 15
    own = [entry for entry in patterns.entries if entry.id == "boats/any"]
    assert verify(patterns, own) == []
    assert "boats" not in extract("Đóng 12 xà lan.").summary


def test_later_folders_win(tmp_path: Path) -> None:
    first = write(tmp_path / "a", BOATS)
    second = write(tmp_path / "b", BOATS.replace('label = "Tàu thuyền"', 'label = "Thuyền"'))
    for folders, label in (((first, second), "Thuyền"), ((second, first), "Tàu thuyền")):
        assert {entry.label for entry in load_patterns(*folders).entries if entry.id == "boats"} == {label}


def test_the_digest_changes_with_the_files_alone(tmp_path: Path) -> None:
    own = load_patterns(write(tmp_path / "a", BOATS))
    assert own.digest != PATTERNS.digest
    assert own.digest == load_patterns(write(tmp_path / "b", BOATS)).digest
    assert re.fullmatch("[0-9a-f]{64}", own.digest)


FAILING = [
    ("item = 'xà lan'", "item = 'thuyền'", "example 1 expect 1.item"),
    ("value = 12, indicator", "value = 13, indicator", "example 1 expect 1.value"),
    ("Đóng 12 xà lan.", "Đóng xà lan.", "example 1 expect"),
    ("Có 12 cây cầu.", "Có 12 xà lan.", "counter_example 1"),
]


@pytest.mark.parametrize(("old", "new", "field"), FAILING, ids=[slug(field) for _, _, field in FAILING])
def test_an_example_that_fails_names_file_entry_and_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    text = BOATS.replace('item = "xà lan"', "item = 'xà lan'")
    head, _, pattern = text.partition("[[pattern]]")
    folder = write(tmp_path, f"{head}[[pattern]]{pattern.replace(old, new)}")
    patterns = load_patterns(folder)
    found = verify(patterns, [entry for entry in patterns.entries if entry.id == "boats/any"])
    assert {(issue.file, issue.entry) for issue in found} == {(str(folder / "own.toml"), "pattern boats/any")}
    assert field in {issue.field for issue in found}
