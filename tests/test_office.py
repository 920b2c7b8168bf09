"""Word 97, RTF and OpenDocument texts through LibreOffice: the same figures, nothing leaked, bounded time."""

import hashlib
import http.server
import os
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from equality import Share, report_files
from render_office import SOFFICE, docx_of, docx_with_changes, needs_soffice, odt_of, render, rtf_of
from report_extract import Limits, Report, extract_file, extract_files
from report_extract.errors import ReadError
from report_extract.readers import read, read_all
from report_extract.readers.document import Document
from support import report_of

TEXT = "BÁO CÁO\nCông tác năm 2023\nNăm 2023, kết nạp được 333 đảng viên mới, tỷ lệ 97,62%."
SUFFIXES = ("doc", "rtf", "odt")


def program(folder: Path, script: str, name: str = "soffice") -> Path:
    """A program of this name in a folder for PATH."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("#!/bin/bash\n" + script, encoding="utf-8")
    path.chmod(0o755)
    return folder


@needs_soffice
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_figures_as_from_plain_text(suffix: str, tmp_path: Path) -> None:
    texts = [path.read_text("utf-8") for path in report_files()]
    paths = render({str(i): docx_of(text) for i, text in enumerate(texts)}, suffix, tmp_path)
    share = Share()
    for text, report in zip(texts, extract_files(paths.values()), strict=True):
        assert isinstance(report, Report)
        share.add(report_of(text), report)
    assert share.reaches(0.97), share


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One report as .doc, .rtf and .odt; its table has merged cells, some words are deleted."""
    folder = tmp_path_factory.mktemp("office")
    return {suffix: render({"báo cáo": docx_with_changes(TEXT)}, suffix, folder)["báo cáo"] for suffix in SUFFIXES}


@needs_soffice
@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("doc", "application/msword"),
        ("rtf", "application/rtf"),
        ("odt", "application/vnd.oasis.opendocument.text"),
    ],
)
def test_a_document(samples: dict[str, Path], suffix: str, media_type: str) -> None:
    path = samples[suffix]
    before = sorted(path.parent.iterdir())
    document = read(path)
    assert (document.name, document.media_type) == (f"báo cáo.{suffix}", media_type)
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.text.startswith(TEXT)
    assert "77" not in document.text
    assert "Đảng viên\t120\t45" in document.text
    assert len(document.grids) == 1
    assert not document.notes
    assert sorted(path.parent.iterdir()) == before


@needs_soffice
def test_several_files_cost_one_start_and_fail_alone(samples: dict[str, Path], tmp_path: Path) -> None:
    count = tmp_path / "count"
    folder = program(tmp_path / "bin", f'echo >> "{count}"\nexec {SOFFICE} "$@"\n')
    broken = tmp_path / "broken.rtf"
    broken.write_bytes(rtf_of(TEXT)[:-20])
    locked = tmp_path / "locked.odt"
    locked.write_bytes(odt_of("", more="<manifest:encryption-data/>"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
        found = list(read_all([samples["doc"], broken, tmp_path / "none", samples["rtf"], locked, samples["odt"]]))
    assert count.read_text().count("\n") == 1
    assert [type(one).__name__ for one in found] == [
        "Document", "ReadError", "ReadError", "Document", "ReadError", "Document"
    ]  # fmt: skip
    assert "broken.rtf: is a broken .rtf file, or LibreOffice cannot read it; open it" in str(found[1])
    assert "locked.odt: is locked with a password" in str(found[4])


@needs_soffice
def test_parallel_runs(samples: dict[str, Path]) -> None:
    with ThreadPoolExecutor(4) as pool:
        texts = [document.text for document in pool.map(read, [samples["odt"]] * 4)]
    assert len(set(texts)) == 1


@needs_soffice
def test_nothing_is_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.rfile.readline().decode())

    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET 42\n")
    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = f"http://127.0.0.1:{server.server_port}"
        image = f'<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{place}/i.png"/></draw:frame>'
        section = (
            '<text:section text:name="{0}"><text:section-source xlink:href="{1}"/><text:p>cũ</text:p></text:section>'
        )
        odt = tmp_path / "a.odt"
        odt.write_bytes(
            odt_of(
                f"<text:p>Kết nạp 12 đảng viên {image}</text:p>"
                + section.format("A", f"{place}/s.odt") + section.format("B", secret.as_uri())
            )
        )  # fmt: skip
        rtf = tmp_path / "b.rtf"
        field = '{{\\field{{\\*\\fldinst {0} "{1}"}}{{\\fldrslt cu}}}}'
        rtf.write_text(
            "{\\rtf1 Ket nap 12 dang vien " + field.format("INCLUDEPICTURE", f"{place}/p.png")
            + field.format("INCLUDETEXT", secret) + "\\par}"
        )  # fmt: skip
        texts = [one.text for one in read_all([odt, rtf]) if isinstance(one, Document)]
        server.shutdown()
    assert asked == []
    assert len(texts) == 2
    assert not any("SECRET" in text for text in texts)


@needs_soffice
def test_the_day_of_opening_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text('{\\rtf1 In {\\field{\\*\\fldinst DATE \\\\@ "dd/MM/yyyy"}{\\fldrslt 03/02/2001}} ra 12 ban\\par}')
    document = read(path)
    assert document.text.split() == ["In", "ra", "12", "ban"]
    assert [note.code for note in document.notes] == ["clock_field"]


# A LibreOffice that copies a .docx for each file: it hangs, dies or skips where the file says so.
FAKE = """
echo "$#" >> "{log}"
echo "$TMPDIR" >> "{log}.folders"
while [ "$1" != --outdir ]; do shift; done
out=$2; shift 2
for file in "$@"; do
  if grep -q HANG "$file"; then sleep 300 & echo $! > "{log}.pid"; sleep 300; fi
  if grep -q DIE "$file"; then kill -9 $$; fi
  if grep -q HALF "$file"; then echo PK > "$out/$(basename "${{file%.*}}").docx"; continue; fi
  grep -q SKIP "$file" || cp "{docx}" "$out/$(basename "${{file%.*}}").docx"
done
"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose `log` counts the starts of a LibreOffice that can be told to fail."""
    (tmp_path / "x.docx").write_bytes(docx_of(TEXT))
    folder = program(tmp_path / "bin", FAKE.format(log=tmp_path / "log", docx=tmp_path / "x.docx"))
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return tmp_path


def files(folder: Path, *texts: str) -> list[Path]:
    """An RTF for each text."""
    paths = []
    for i, text in enumerate(texts):
        paths.append(folder / f"r{i}.rtf")
        paths[-1].write_bytes(rtf_of(text))
    return paths


def outcomes(paths: list[Path], limits: Limits) -> Iterator[str]:
    """`ok`, or what is wrong with a file."""
    for one in read_all(paths, limits=limits):
        yield "ok" if isinstance(one, Document) else one.problem


@pytest.mark.parametrize(
    ("texts", "starts", "expected"),
    [
        (["a", "b", "c", "d"], 1, ["ok", "ok", "ok", "ok"]),
        (["a", "SKIP", "c", "HALF"], 1, ["ok", "cannot read", "ok", "cannot read"]),
        (["a", "HANG", "c", "d"], 2, ["ok", "takes longer than 1 s", "ok", "ok"]),
        (["DIE", "b", "DIE", "d"], 3, ["stopped while", "ok", "stopped while", "ok"]),
        (["HANG", "DIE"], 2, ["takes longer", "stopped while"]),
        (["HANG"], 1, ["takes longer"]),
    ],
    ids=["all", "skipped", "hanging", "dying", "none", "one"],
)
def test_one_bad_file_does_not_fail_the_others(fake: Path, texts: list[str], starts: int, expected: list[str]) -> None:
    began = time.monotonic()
    found = list(outcomes(files(fake, *texts), Limits(seconds=1)))
    assert all(want in problem for want, problem in zip(expected, found, strict=True)), found
    assert time.monotonic() - began < 8
    assert (fake / "log").read_text().count("\n") == starts
    assert not any(Path(folder).exists() for folder in (fake / "log.folders").read_text().split())


def test_what_hangs_is_killed_with_its_children(fake: Path) -> None:
    with pytest.raises(ReadError, match=r"r0.rtf: LibreOffice takes longer than 1 s.*; split it, or allow more with"):
        read(files(fake, "HANG")[0], limits=Limits(seconds=1))
    child = int((fake / "log.pid").read_text())
    for _ in range(50):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{child}/stat").read_text().rpartition(") ")[2].startswith("Z"):
            return
        time.sleep(0.1)
    pytest.fail("it still runs")


def test_its_memory_is_limited(fake: Path) -> None:
    program(fake / "bin", f'ulimit -v > "{fake}/memory"\n')
    with pytest.raises(ReadError, match=r"broken \.rtf file, or LibreOffice cannot read it"):
        read(files(fake, "a")[0], limits=Limits.of("memory=2048000000"))
    assert (fake / "memory").read_text() == "2000000\n"


def test_many_files_are_taken_twenty_at_a_time(fake: Path) -> None:
    assert set(outcomes(files(fake, *map(str, range(45))), Limits())) == {"ok"}
    assert (fake / "log").read_text().count("\n") == 3


def test_reports_and_errors_in_their_order(fake: Path) -> None:
    paths = files(fake, "a", "SKIP", "c")
    reports = list(extract_files(paths))
    assert [isinstance(report, Report) for report in reports] == [True, False, True]
    assert reports[0] == extract_file(paths[0])


def test_no_temporary_folder_is_named_for_each_file(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = files(fake, "a", "b")
    monkeypatch.setattr("tempfile.tempdir", str(fake / "none"))
    found = [str(one) for one in read_all(paths)]
    assert found == [
        f"{path}: LibreOffice has no temporary folder to read it in (No such file or directory); "
        "set TMPDIR to a folder with free space"
        for path in paths
    ]


def test_the_reader_of_what_libreoffice_makes_may_be_missing(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "report_extract.readers.docx", None)
    with pytest.raises(ReadError, match=r'to be read; install it with: pip install "report-extract\[docx\]"'):
        read(files(fake, "a")[0])
