"""Older office files without LibreOffice, and those that no program is given."""

import random
import sys
import time
import unicodedata
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from render_office import ODT_TYPE, SOFFICE, docx_with_changes, needs_soffice, odt_of, render, rtf_of
from report_extract import Limits, ReportExtractError, extract_file
from report_extract.errors import ReadError
from report_extract.readers import read, read_all
from report_extract.readers.document import Document
from support import SAMPLES, report_of

TEXT = "BÁO CÁO\nCông tác năm 2023\nNăm 2023, kết nạp được 333 đảng viên mới, tỷ lệ 97,62%."
NOTE = (
    "<text:p>Có 12<text:note><text:note-citation>1</text:note-citation><text:note-body>"
    "<text:p>Tính đến 30/6</text:p></text:note-body></text:note> xã</text:p>"
)
NFD = unicodedata.normalize("NFD", "Kết nạp")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 22 + b"\x09\0" + b"\0" * 480


def ole_of(stream: str, start: bytes = b"") -> bytes:
    """A compound file as far as it is looked at: a stream in the second sector, its entry in the first."""
    entry = (stream + "\0").encode("utf-16-le").ljust(116, b"\0") + (1).to_bytes(4, "little") + b"\0" * 8
    return OLE + entry.ljust(512, b"\0") + start.ljust(512, b"\0")


def packed(path: Path, members: dict[str, bytes]) -> None:
    """A zip archive, its members packed but for the media type."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)


@pytest.fixture
def without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No program on PATH but those of this folder."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def odt(folder: Path, body: str, **parts: str) -> Path:
    """An .odt in a folder."""
    path = folder / "a.odt"
    path.write_bytes(odt_of(body, **parts))
    return path


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "<text:h>I. Kết  quả</text:h>\n <text:p>\n Kết nạp\n<text:span>12</text:span></text:p>",
            "I. Kết quả\nKết nạp 12\n",
        ),
        ('<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d<text:s/></text:p>', "a   b\tc\nd \n"),
        ("<text:tracked-changes><text:p>Bỏ 77</text:p></text:tracked-changes><text:p>12</text:p>", "12\n"),
        (NOTE, "Có 12 xã\nTính đến 30/6\n"),
        ("<text:p>12<office:annotation><text:p>xem lại 99</text:p></office:annotation></text:p>", "12\n"),
        (
            "<text:p>A<draw:frame><draw:text-box><text:p>bìa 5</text:p></draw:text-box></draw:frame>B</text:p>",
            "AB\nbìa 5\n",
        ),
        ("<text:list><text:list-item><text:p>Có 12 xã</text:p></text:list-item></text:list>", "Có 12 xã\n"),
        (
            f"<text:p>{unicodedata.normalize('NFD', 'Kết nạp')} 12</text:p>",
            unicodedata.normalize("NFD", "Kết nạp") + " 12\n",
        ),
    ],
    ids=["blanks", "spelled", "deleted", "note", "comment", "box", "list", "nfd"],
)
def test_opendocument(without: Path, body: str, text: str) -> None:
    document = read(odt(without, body))
    assert document.text == text
    assert document.notes == ()
    assert document.media_type == "application/vnd.oasis.opendocument.text"
    assert document.places[0].paragraph == 1


def test_a_table_of_opendocument(without: Path) -> None:
    def cell(text: str, span: str = "") -> str:
        return f"<table:table-cell {span}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    head = cell("Xã", 'table:number-rows-spanned="2"') + cell("Năm 2023", 'table:number-columns-spanned="2"') + covered
    rows = [
        f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>",
        f"<table:table-row>{covered}{cell('Nam')}{cell('Nữ')}</table:table-row>",
        f"<table:table-row>{cell('Hòa<text:s/>Bình')}{cell('12')}{cell('13')}</table:table-row>",
    ]
    document = read(
        odt(without, f"<text:p>Biểu</text:p><table:table>{''.join(rows)}</table:table><text:p>Hết</text:p>")
    )
    assert document.text == "Biểu\n\nXã\tNăm 2023\n\tNam\tNữ\nHòa Bình\t12\t13\n\nHết\n"
    [grid] = document.grids
    found = [(c.row, c.column, c.rows, c.columns, c.header, document.text[c.start : c.end]) for c in grid.cells]
    assert found[:3] == [(0, 0, 2, 1, True, "Xã"), (0, 1, 1, 2, True, "Năm 2023"), (1, 1, 1, 1, False, "Nam")]
    place = next(place for place in document.places if document.text[place.start : place.end] == "13")
    assert (place.table, place.row, place.column) == (1, 3, 3)


@pytest.mark.parametrize("name", [path.stem for path in sorted(SAMPLES.glob("*.txt"))])
def test_the_same_figures_without_libreoffice(without: Path, name: str) -> None:
    text = "\n".join((SAMPLES / f"{name}.txt").read_text("utf-8").splitlines())
    expected = [(figure.text.split(), figure.indicator, figure.value) for figure in report_of(text).figures]
    paragraphs = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace("\t", "<text:tab/>").replace("\n", "</text:p><text:p>")
    )
    path = without / "a.rtf"
    path.write_bytes(rtf_of(text))
    for file in (path, odt(without, f"<text:p>{paragraphs}</text:p>")):
        assert [(f.text.split(), f.indicator, f.value) for f in extract_file(file).figures] == expected


def test_rtf(without: Path) -> None:
    path = without / "a.rtf"
    path.write_bytes(rtf_of(TEXT))
    document = read(path)
    assert document.text.startswith(TEXT)
    assert (document.media_type, document.places[2].paragraph) == ("application/rtf", 3)
    assert [note.code for note in document.notes] == ["tracked_deletions"]


def test_rtf_without_its_library(without: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "striprtf.striprtf", None)
    path = without / "a.rtf"
    path.write_bytes(rtf_of(TEXT))
    with pytest.raises(ReadError, match=r'install LibreOffice, or: pip install "report-extract\[rtf\]"'):
        read(path)


ODS = odt_of("", kind="application/vnd.oasis.opendocument.spreadsheet")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.doc", ole_of("WordDocument"), "a .doc file needs LibreOffice Writer .*; install .* as .docx"),
        ("a.xls", ole_of("Workbook"), "a .xls file needs LibreOffice Calc .*; install .* as .xlsx"),
        (
            "a.ods",
            odt_of("").replace(b"opendocument.text", b"opendocument.spreadsheet"),
            "broken .ods|needs LibreOffice",
        ),
    ],
)
def test_what_needs_libreoffice(without: Path, name: str, data: bytes, message: str) -> None:
    (without / name).write_bytes(data)
    with pytest.raises(ReadError, match=message):
        read(without / name)
    assert [type(one) for one in read_all([without / name, without / name])] == [ReadError, ReadError]


def test_word_97_by_catdoc(without: Path) -> None:
    path = without / "a.doc"
    path.write_bytes(ole_of("WordDocument"))
    program = without / "catdoc"
    program.write_text('#!/bin/sh\n[ "$1 $2 $3" = "-d utf-8 -w" ] && echo "Kết nạp 12 đảng viên"\n', encoding="utf-8")
    program.chmod(0o755)
    document = read(path)
    assert document.text.startswith("Kết nạp 12 đảng viên\n")
    assert [note.code for note in document.notes] == ["tracked_deletions"]
    program.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(ReadError, match="catdoc cannot read it; install"):
        read(path)


GOOD = odt_of("<text:p>Kết nạp 12</text:p>")
ENTITIES = f"<!DOCTYPE x [<!ENTITY a '{'lol' * 100}'><!ENTITY b '{'&a;' * 1000}'>]>"
EXTERNAL = '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
FILE_PASS = b"\x09\x08\x04\0\0\6\0\0" + b"\x2f\0\2\0\0\0"
BAD = [
    ("locked.doc", ole_of("WordDocument", b"\xec\xa5\xc1\0\0\0\0\0\0\0\0\x01"), "is locked with a password; save it"),
    ("locked.xls", ole_of("Workbook", FILE_PASS), "is locked with a password"),
    ("locked.docx", ole_of("EncryptedPackage"), "is locked with a password"),
    ("locked.odt", odt_of("", more="<manifest:encryption-data/>"), "is locked with a password"),
    ("cut.odt", GOOD[:-40], "is a broken .odt file"),
    ("half.odt", GOOD[:300], "is a broken .odt file"),
    ("binary.rtf", b"{\\rtf1 " + bytes(range(256)) * 9 + b"}", "is a broken .rtf file"),
    ("entities.odt", odt_of("<text:p>&b;</text:p>", head=ENTITIES), "content.xml: declares XML entities"),
    ("external.odt", odt_of("<text:p>&b;</text:p>", head=EXTERNAL), "content.xml: declares XML entities"),
    ("broken.odt", odt_of("<text:p>12"), "is a broken .odt file"),
    ("empty.odt", odt_of("<text:p> </text:p>"), "holds no text"),
    ("empty.rtf", b"{\\rtf1 }", "holds no text"),
]


@pytest.mark.parametrize("libreoffice", [False, True], ids=["without", "with"])
@pytest.mark.parametrize(("name", "data", "message"), BAD, ids=[row[0] for row in BAD])
def test_bad_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, message: str, libreoffice: bool
) -> None:
    if not libreoffice:
        monkeypatch.setenv("PATH", "")
    elif "empty" in name or SOFFICE is None:
        pytest.skip("told by the reader of .docx" if SOFFICE else "LibreOffice is not installed")
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError, match=f"{name}: {message}") as caught:
        read(path)
    assert "; " in str(caught.value)


def test_a_truncated_rtf(without: Path) -> None:
    path = without / "a.rtf"
    path.write_bytes(rtf_of(TEXT)[:-10])
    with pytest.raises(ReadError, match="is cut short"):
        read(path)


def test_an_archive_that_unpacks_to_too_much(without: Path) -> None:
    path = odt(without, "<text:p>" + "a " * 1_000_000 + "</text:p>")
    limits = Limits(unpacked=1_000_000)
    with pytest.raises(
        ReadError, match="holds more than 1,000,000 bytes unpacked; split it, or allow more with --limit"
    ):
        read(path, limits=limits)
    # The sizes in the directory may lie.
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"content.xml"))
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"broken \.odt file"):
        read(path, limits=limits)


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("<text:p/>" * 100_000 + "<text:p>Kết nạp 12 đảng viên</text:p>", 1),
        ("<text:section>" * 50_000 + "<text:p>Kết nạp 12 đảng viên</text:p>" + "</text:section>" * 50_000, 1),
        ("<text:p>" * 5_000 + "Kết nạp 12 đảng viên" + "</text:p>" * 5_000, 1),
        (
            "<table:table><table:table-row><table:table-cell>" * 5_000 + "<text:p>Kết nạp 12 đảng viên</text:p>"
            + "</table:table-cell></table:table-row></table:table>" * 5_000,
            1,
        ),
        ('<text:p>Kết nạp 12 đảng viên<text:s text:c="999999999"/></text:p>' * 3, 3),
    ],
    ids=["empty-paragraphs", "sections", "paragraphs", "tables", "blanks"],
)  # fmt: skip
def test_hostile_opendocument(without: Path, body: str, figures: int) -> None:
    began = time.monotonic()
    assert len(extract_file(odt(without, body)).figures) == figures
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("inner", ["{" * 50_000 + "Ket nap 12" + "}" * 50_000, "\\par " * 100_000 + "Ket nap 12"])
def test_hostile_rtf(without: Path, inner: str) -> None:
    path = without / "a.rtf"
    path.write_text("{\\rtf1 " + inner + "}")
    began = time.monotonic()
    assert "12" in read(path).text
    assert time.monotonic() - began < 10


def mutated(data: bytes, seed: int) -> bytes:
    """Some bytes changed, a piece cut out or doubled."""
    chance = random.Random(seed)  # noqa: S311
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randrange(1, 200)]
            case 2:
                changed[at:at] = changed[at : at + chance.randrange(1, 200)]
            case _:
                changed[at:at] = chance.choice([b"{", b"}", b"\\bin99999 ", b"\\u-1?", b"\\'zz", b"<", b"&", b"\0"])
        changed = changed or bytearray(b"x")
    return bytes(changed)


def settle(path: Path) -> None:
    """A document or a named error."""
    with suppress(ReportExtractError):
        assert read(path).text.strip()


@pytest.mark.parametrize("kind", ["rtf", "odt", "content"])
def test_mutated_files_without_libreoffice(without: Path, kind: str) -> None:
    for seed in range(150):
        path = without / ("a.rtf" if kind == "rtf" else "a.odt")
        if kind == "content":  # the archive is whole, its XML is not
            content = zipfile.ZipFile(odt(without, "<text:p>Kết nạp 12</text:p><table:table/>")).read("content.xml")
            packed(path, {"mimetype": ODT_TYPE.encode(), "content.xml": mutated(content, seed)})
        else:
            path.write_bytes(mutated(rtf_of(TEXT) if kind == "rtf" else GOOD, seed))
        settle(path)


@needs_soffice
def test_mutated_files_with_libreoffice(tmp_path: Path) -> None:
    pytest.importorskip("report_extract.readers.docx")
    paths = []
    for suffix in ("doc", "rtf", "odt"):
        data = render({"a": docx_with_changes(TEXT)}, suffix, tmp_path)["a"].read_bytes()
        for seed in range(6):
            paths.append(tmp_path / f"{seed}.{suffix}")
            paths[-1].write_bytes(mutated(data, seed))
    for one in read_all(paths, limits=Limits(seconds=20)):
        assert isinstance(one, ReadError) or (isinstance(one, Document) and one.text.strip())
