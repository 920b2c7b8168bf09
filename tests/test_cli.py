"""The command line: what it prints where, its exit codes, and how fast it starts."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from report_extract import extract_file, load_patterns
from report_extract.cli import app
from support import SAMPLES

TEXT = "Năm 2023, kết nạp được 333 đảng viên mới, tỷ lệ 97,62%.\r\n"
OWN_NOUN = """
[[noun]]
id = "boat"
words = ["xà lan"]
example = [{ text = "Đóng 12 xà lan.", expect = [{ value = %s, item = "xà lan" }] }]
counter_example = [{ text = "Có 12 cây cầu.", why = "bridges", expect = [{ value = 12 }] }]
"""


class Run(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


def run(*args: str | Path, stdin: bytes = b"") -> Run:
    """One command in this process."""
    result = CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Run(result.exit_code, result.stdout_bytes.decode(), result.stderr_bytes.decode())


def process(*args: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Run:
    """One command in a process of its own."""
    command = [sys.executable, "-m", "report_extract.cli", *map(str, args)]
    done = subprocess.run(command, capture_output=True, cwd=cwd, env={**os.environ, **(env or {})}, check=False)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "báo cáo.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_one_report_is_one_line_of_json(report: Path) -> None:
    code, out, err = run(report)
    assert (code, err) == (0, "")
    assert out == extract_file(report).model_dump_json() + "\n"
    assert [f["value"] for f in json.loads(out)["figures"]] == [333, 97.62]


def test_extract_may_be_named(report: Path) -> None:
    assert run("extract", report) == run(report)


def test_indent(report: Path) -> None:
    code, out, _ = run("--indent", "2", report)
    assert code == 0
    assert out == extract_file(report).model_dump_json(indent=2) + "\n"
    assert run(report, "--indent", "2").out == out


def test_standard_input(report: Path) -> None:
    code, out, _ = run("-", stdin=TEXT.encode())
    found, expected = json.loads(out), json.loads(run(report).out)
    assert code == 0
    assert found["source"].pop("name") is None
    assert expected["source"].pop("name") == "báo cáo.txt"
    assert found == expected


def test_several_reports_are_lines_in_the_order_given() -> None:
    files = [SAMPLES / f"{name}.txt" for name in ("ubnd-xa", "khoi-co-quan", "so-y-te")]
    code, out, _ = run(*files)
    lines = out.splitlines()
    assert code == 0
    assert [json.loads(line)["source"]["name"] for line in lines] == [file.name for file in files]
    assert lines == [run(file).out.rstrip("\n") for file in files]
    assert run(*reversed(files)).out.splitlines() == lines[::-1]
    assert run("--indent", "2", *files).out == out


def test_a_bad_file_leaves_the_others_done(tmp_path: Path, report: Path) -> None:
    empty = tmp_path / "rỗng.txt"
    empty.touch()
    code, out, err = run(tmp_path / "none.txt", report, empty, tmp_path)
    assert code == 1
    assert out == run(report).out
    lines = err.splitlines()
    assert [str(path) in line for path, line in zip((tmp_path / "none.txt", empty, tmp_path), lines, strict=True)]
    assert all(line.startswith("report-extract: ") and "; " in line for line in lines)


def test_output_dir(tmp_path: Path, report: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text("Có 12 chi bộ.", encoding="utf-8")
    target = tmp_path / "mới" / "out"
    code, out, err = run(report, tmp_path / "none.txt", other, "--output-dir", target)
    assert (code, out) == (1, "")
    assert "none.txt" in err
    assert sorted(path.name for path in target.iterdir()) == ["b.json", "báo cáo.json"]
    assert (target / "báo cáo.json").read_text("utf-8") == run(report).out
    assert run(report, "--output-dir", target, "--indent", "1").code == 0
    assert (target / "báo cáo.json").read_text("utf-8") == run(report, "--indent", "1").out


def test_output_dir_takes_standard_input(tmp_path: Path) -> None:
    assert run("-", "--output-dir", tmp_path, stdin=TEXT.encode()).code == 0
    assert [path.name for path in tmp_path.glob("*.json")] == ["stdin.json"]


def test_two_inputs_of_one_stem_are_wrong_usage(tmp_path: Path, report: Path) -> None:
    twin = tmp_path / "x" / report.name
    twin.parent.mkdir()
    twin.write_bytes(report.read_bytes())
    target = tmp_path / "out"
    code, out, err = run(report, twin, "--output-dir", target)
    assert (code, out) == (2, "")
    assert str(report) in err
    assert str(twin) in err
    assert not target.exists()
    assert run(report, report, "--output-dir", target).code == 0


def test_an_output_dir_that_is_a_file(report: Path) -> None:
    code, out, err = run(report, "--output-dir", report)
    assert (code, out) == (2, "")
    assert str(report) in err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--nope"], "--nope"),
        (["--indent", "x", "a.txt"], "--indent"),
        (["--indent", "-1", "a.txt"], "--indent"),
        (["a.txt", "--output-dir"], "--output-dir"),
        (["extract"], "Missing argument"),
        (["patterns", "nope"], "nope"),
        (["text"], "Missing argument"),
        (["evaluate"], "Missing argument"),
    ],
)
def test_wrong_usage(args: list[str], said: str) -> None:
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_text_prints_what_offsets_refer_to(report: Path) -> None:
    code, out, err = run("text", report)
    assert (code, out, err) == (0, TEXT, "")
    for figure in json.loads(run(report).out)["figures"]:
        assert out[figure["start"] : figure["end"]] == figure["text"]
    assert run("text", "-", stdin=TEXT.encode("utf-16")).out == TEXT
    assert run("text", report.with_name("none.txt")).code == 1


def test_schema() -> None:
    code, out, _ = run("schema")
    assert code == 0
    assert json.loads(out)["title"] == "Report"


def test_patterns_list() -> None:
    code, out, _ = run("patterns", "list")
    rows = [line.split("\t") for line in out.splitlines()]
    assert code == 0
    assert len(rows) == len(load_patterns().entries)
    assert {len(row) for row in rows} == {4}
    assert ["indicator", "new_members", "Kết nạp, phát triển mới", "party.toml"] in rows


def test_patterns_check_says_what_fails(tmp_path: Path) -> None:
    for value in "12", "13":
        (tmp_path / value).mkdir()
        (tmp_path / value / "own.toml").write_text(OWN_NOUN % value, encoding="utf-8")
    good = run("patterns", "check", tmp_path / "12")
    bad = run("patterns", "check", "--patterns", tmp_path / "13")
    own = tmp_path / "13" / "own.toml"
    assert (good.out, bad.code, bad.out) == ("", 1, "")
    assert "own.toml" not in good.err
    (line,) = (line for line in bad.err.splitlines() if "own.toml" in line)
    assert line.startswith(f"{own}: noun boat: example 1 expect 1.value: expected 13, found 12")


def test_patterns_check_of_the_shipped_set() -> None:
    code, out, err = run("patterns", "check")
    assert (code, out, err) == (0, "", f"{len(load_patterns().entries)} entries, 0 problems\n")


def test_patterns_option(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN_NOUN % "12", encoding="utf-8")
    text = "Đóng được năm xà lan.".encode()  # five, or a year, as long as no list names what is counted
    without, own = run("-", stdin=text), run("-", "--patterns", tmp_path, stdin=text)
    assert (json.loads(without.out)["figures"], own.code) == ([], 0)
    assert json.loads(own.out)["figures"][0]["value"] == 5
    assert "boat" in run("patterns", "list", "--patterns", tmp_path).out


@pytest.mark.parametrize("command", [["-"], ["patterns", "check"], ["patterns", "list"], ["evaluate", str(SAMPLES)]])
def test_bad_patterns(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "own.toml").write_text("[[noun", encoding="utf-8")
    code, out, err = run(*command, "--patterns", tmp_path, stdin=TEXT.encode())
    assert (code, out) == (1, "")
    assert err.startswith(f"report-extract: {tmp_path / 'own.toml'}: not TOML")
    assert len(err.splitlines()) == 1


def test_evaluate() -> None:
    code, out, _ = run("evaluate", SAMPLES)
    assert code == 0
    assert "quantity+indicator" in out
    assert "0.9 to 1.0" in out
    assert "calibration error (ECE)" in out
    assert f"{len(list(SAMPLES.glob('*.gold.tsv')))} texts" in out
    assert len(run("evaluate", "--errors", SAMPLES).out) > len(out)


@pytest.mark.parametrize("folder", ["none", "empty"])
def test_evaluate_without_gold(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    code, out, err = run("evaluate", tmp_path / folder)
    assert (code, out) == (1, "")
    assert str(tmp_path / folder) in err


def test_version_and_help() -> None:
    assert run("--version").code == 0
    for args in (["--help"], ["-h"], ["extract", "--help"], ["patterns", "--help"], ["text", "-h"]):
        code, out, _ = run(*args)
        assert code == 0
        assert "Usage" in out


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["extract", "--help"], ["patterns", "check", "--help"]])
def test_help_imports_nothing_heavy(args: list[str]) -> None:
    code = f"""
import sys
from report_extract.cli import app
try:
    app({args!r})
except SystemExit:
    pass
print(sorted({{"underthesea", "regex", "numpy", "report_extract.pipeline"}} & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("variables", [{}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, {"PYTHONHASHSEED": "7"}])
def test_the_process_prints_the_same_everywhere(report: Path, variables: dict[str, str]) -> None:
    code, out, err = process(report.name, cwd=report.parent, env=variables)
    assert (code, err) == (0, "")
    assert out == extract_file(report).model_dump_json() + "\n"


def test_the_process_exits_with_the_codes(tmp_path: Path) -> None:
    assert process("không có.txt", cwd=tmp_path, env={"LC_ALL": "C"})[:2] == (1, "")
    assert process("--nope")[:2] == (2, "")


def test_names_that_are_no_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"b\xffo.txt")
    try:
        (tmp_path / name).write_text("Có 12 chi bộ.", encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    code, out, err = process(tmp_path / name)
    assert (code, err) == (0, "")
    assert json.loads(out)["figures"][0]["value"] == 12
