"""Files and standard input: encodings, and one clear line for each file that is no text."""

import codecs
import gzip
import hashlib
import io
import os
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest

from equality import Share, report_files
from report_extract import ReportExtractError, extract_file
from report_extract.errors import ReadError, UsageError
from report_extract.readers import Limits, read
from support import report_of

TEXT = "Đảng bộ xã Hòa Bình: năm 2023, kết nạp được 12 đảng viên.\r\nTỷ lệ 97,5%.\n"


def cp1258(text: str) -> bytes:
    """Windows Vietnamese: base letters are composed, the five tones stand after them."""
    decomposed = unicodedata.normalize("NFD", text)
    for base, mark in zip("aaeoou", "\u0306\u0302\u0302\u0302\u031b\u031b", strict=True):
        for letter in (base, base.upper()):
            composed = unicodedata.normalize("NFC", letter + mark)
            decomposed = decomposed.replace(letter + mark, composed)
            for tone in "\u0300\u0301\u0303\u0309\u0323":
                decomposed = decomposed.replace(letter + tone + mark, composed + tone)
    return decomposed.encode("cp1258")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (cp1258(TEXT), "cp1258"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (b"Figures: 12 and 13.", "utf-8"),
        ("ký tự \x01 lạ".encode(), "utf-8"),
    ],
    ids=["utf8", "utf8-bom", "utf16le", "utf16be", "utf16le-bom", "utf16be-bom", "cp1258", "nfd", "ascii", "control"],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str) -> None:
    path = tmp_path / "báo cáo.txt"
    path.write_bytes(data)
    document = read(path)
    assert (document.name, document.encoding, document.media_type) == ("báo cáo.txt", encoding, "text/plain")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else data[:2] if encoding[:5] == "utf-1" else b""
    body = data.removeprefix(bom) if bom in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else data
    text = body.decode(encoding)
    assert document.text == (unicodedata.normalize("NFC", text) if encoding == "cp1258" else text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
def test_the_same_figures_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(cp1258(TEXT) if encoding == "cp1258" else TEXT.encode(encoding))
    report = extract_file(path)
    assert [(str(f.value), f.indicator) for f in report.figures] == [("12", "new_members"), ("97.5", "rate")]
    text = read(path).text
    assert report.source.characters == len(text)
    for figure in report.figures:
        assert text[figure.start : figure.end] == figure.text


def test_the_same_figures_in_decomposed_letters(tmp_path: Path) -> None:
    share = Share()
    for path in report_files():
        text = unicodedata.normalize("NFC", path.read_text("utf-8"))
        decomposed = tmp_path / path.name
        decomposed.write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
        found = extract_file(decomposed)
        assert found.source.characters > len(text)
        share.add(report_of(text), found)
    assert share.reaches(0.99), share


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), encoding="ascii"))
    document = read("-")
    assert (document.name, document.text) == (None, TEXT)


@pytest.mark.parametrize("suffix", [".txt", ".TXT", ".text", ""])
def test_any_suffix_is_read_as_text(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"r{suffix}"
    path.write_text("Kết nạp 12 đảng viên.", encoding="utf-8")
    assert read(str(path)).text == "Kết nạp 12 đảng viên."


def zipped(name: str) -> bytes:
    """An archive with one file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "Kết nạp 12 đảng viên.")
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MAIL = b"From: a@b.vn\r\nSubject: Bao cao\r\n thang 5\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "data", "problem", "remedy"),
    [
        ("a.zip", zipped("báo cáo.docx"), "is a zip archive", "unpack it"),
        ("a", zipped("a.txt"), "is a zip archive", "unpack it"),
        ("a.txt", zipped("a.txt"), "is a zip archive", "unpack it"),
        ("a.docx", zipped("a.txt"), "is no Word file, or a broken one", "get it anew"),
        ("a.rar", b"Rar!\x1a\x07\x01\0" + bytes(50), "is a packed file", "unpack it"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50), "is a packed file", "unpack it"),
        ("a.gz", gzip.compress(TEXT.encode()), "is a packed file", "unpack it"),
        ("a.pptx", zipped("ppt/presentation.xml"), "is a presentation", "save it as PDF"),
        ("a.ppt", OLE + "PowerPoint Document".encode("utf-16-le"), "is a presentation", "save it as PDF"),
        ("a.msg", OLE + "__properties_version1.0".encode("utf-16-le"), "is a mail of Outlook", "save what is"),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(90), "is a HEIC picture", "save it as .jpg"),
        ("a.eml", MAIL + b"Ket nap 12 dang vien", "is a mail or a saved web page", "save what it shows"),
        ("b.eml", b"Received: by a\n" * 60 + MAIL, "is a mail or a saved web page", "save what it shows"),
        ("c.eml", b"X-A: " + b"a" * 9000 + b"\n" + MAIL, "is a mail or a saved web page", "save what it shows"),
        ("d.eml", b"From: a\r\nTo: b\r\nSubject: 12\r\n\r\n5", "is a mail or a saved web page", "save what it shows"),
        ("a.mht", b"MIME-Version: 1.0\n\n12", "is a mail or a saved web page", "save what it shows"),
    ],
)
def test_what_no_reader_takes_is_named(tmp_path: Path, name: str, data: bytes, problem: str, remedy: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError, match=f"{problem}.*; .*{remedy}"):
        read(path)


@pytest.mark.parametrize(
    "text",
    [
        "Kết quả: 12\nMIME-Version: 1.0 là tiêu đề của thư",
        "Kính gửi: Huyện ủy\nFrom: 12\nTo: 15\nSubject: 5",
        "Kinh gui: Huyen uy\nFrom: 12\nTo: 15",
        "Date: 5\nTo: 12 hộ\nSubject: 3",
        "Nhan:\n\nFrom: 12\nTo: 15",
    ],
)
def test_a_report_about_mails_is_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert read(path).text == text


@pytest.mark.parametrize(
    ("data", "problem", "remedy"),
    [
        (b"", "is empty", "give a file with text"),
        (b" \r\n\t\n", "is empty", "give a file with text"),
        (codecs.BOM_UTF8, "is empty", "give a file with text"),
        (codecs.BOM_UTF16_LE + " \n".encode("utf-16-le"), "is empty", "give a file with text"),
        (" \n ".encode("utf-16-le") * 3, "is empty", "give a file with text"),
        ("\u00a0\u200b\u3000\n".encode(), "is empty", "give a file with text"),
        (b"\x00\x01\x02\x03" * 50, "looks binary", "text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00\x01\x02\xff\xfe\xfa stream", "is a broken PDF", "get it anew"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xdf\xa4\xd2l" * 8, "looks binary", "UTF-8"),
        (b"Text with a zero \x00 byte in it, once.", "looks binary", "text"),
        ("Kết nạp 12 đảng viên".encode()[:-1] + b"\xff\xfe\xfa\xfb", "no encoding", "UTF-8"),
        ("Отчёт о работе за год, сводка".encode("cp1251"), "no encoding", "UTF-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1], "UTF-16", "UTF-8"),
        (codecs.BOM_UTF16_BE + "\ud800".encode("utf-16-be", "surrogatepass"), "UTF-16", "UTF-8"),
        (TEXT.encode("utf-16-le")[:-1], "looks binary", "UTF-8"),
        (codecs.BOM_UTF8 + b"K\xff", "UTF-8", "UTF-8"),
    ],
    ids=[
        "no-bytes", "blanks", "utf8-bom-only", "utf16-blanks", "utf16-blanks-no-bom", "odd-blanks",
        "zeros-and-controls", "pdf", "zip", "one-zero", "broken-utf8", "cp1251", "truncated-utf16-bom",
        "lone-surrogate", "truncated-utf16", "broken-after-bom",
    ],
)  # fmt: skip
def test_bad_files_are_named_with_a_remedy(tmp_path: Path, data: bytes, problem: str, remedy: str) -> None:
    path = tmp_path / "hỏng.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert problem in message
    assert remedy in message.rpartition("; ")[2]
    assert "\n" not in message


@pytest.mark.parametrize(
    ("name", "problem"), [("không có.txt", "no such file"), ("", "is a folder"), ("a.txt/b.txt", "cannot be read")]
)
def test_paths_that_are_no_files(tmp_path: Path, name: str, problem: str) -> None:
    (tmp_path / "a.txt").write_text("12", encoding="utf-8")
    path = tmp_path / name
    with pytest.raises(ReadError, match=problem) as caught:
        extract_file(path)
    assert str(path) in str(caught.value)
    assert ";" in str(caught.value)


@pytest.mark.parametrize("name", ["a\0b.txt", "x" * 5000], ids=["zero", "long"])
def test_impossible_names_are_errors_of_the_library(name: str) -> None:
    with pytest.raises(ReportExtractError, match="; "):
        read(name)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("12", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ReadError, match="permissions"):
        read(path)


def test_the_encoding_can_be_told(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(TEXT.encode("utf-16-le"))
    assert read(path, encoding="UTF-16LE").text == TEXT
    assert read(path, encoding="UTF-16LE").encoding == "utf-16-le"
    with pytest.raises(ReadError, match=r"no encoding is called 'abc'.*; give utf-8"):
        read(path, encoding="abc")
    path.write_bytes(b"\xff12")
    with pytest.raises(ReadError, match="byte 0: is not utf-8; leave --encoding out"):
        read(path, encoding="utf-8")


@pytest.mark.parametrize(("limit", "message"), [("bytes", "more than 10 bytes"), ("characters", "more than 10 char")])
def test_limits(tmp_path: Path, limit: str, message: str) -> None:
    path = tmp_path / "r.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert read(path, limits=Limits.of(f"{limit}=500")).text
    with pytest.raises(ReadError, match=f"r.txt: holds {message}.*; split it, or allow more with --limit {limit}=20"):
        read(path, limits=Limits.of(f"{limit}=10"))


@pytest.mark.parametrize("setting", ["bytes", "bytes=", "bytes=0", "bytes=-1", "bytes=x", "colour=3", "=", ""])
def test_a_limit_that_is_none(setting: str) -> None:
    with pytest.raises(UsageError, match="write NAME=NUMBER with a NAME of bytes, "):
        Limits.of(setting)


def test_every_code_of_a_diagnostic_is_listed() -> None:
    root = Path(__file__).parents[1]
    code = "\n".join(file.read_text("utf-8") for file in (root / "src").rglob("*.py"))
    section = (root / "docs" / "design.md").read_text("utf-8").split("## Diagnostics")[1].split("\n# ")[0]
    listed = re.findall(r"^\| `(\w+)`", section, re.M)
    assert set(re.findall(r'(?:[nN]ote\(\s*|"code": |[ (]\()"(\w+)", f?"[^"]* (?:not read|converted)', code)) <= set(
        listed
    )
    assert set(re.findall(r'(?:[nN]ote\(\s*|"code": )"(\w+)"', code)) <= set(listed)
    assert [name for name in listed if f'"{name}"' not in code] == []
