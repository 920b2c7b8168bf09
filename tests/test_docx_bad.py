"""Word files that are broken, hostile, locked or too large: a named error or a bounded result."""

import io
import itertools
import random
import re
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from render_docx import box, docx, listed, lvl, members, numbering, p, packed, part, run, tbl, tc, tr
from report_extract import ReportExtractError
from report_extract.errors import ReadError
from report_extract.readers import Document, Limits, Source, read
from report_extract.readers import docx as reader

ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "lol">{}]>'
BOMB = "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
MAIN = "word/document.xml"


def of(data: bytes, folder: Path, limits: Limits | None = None) -> Document:
    """A file of these bytes named `hỏng.docx`, read."""
    path = folder / "hỏng.docx"
    path.write_bytes(data)
    return read(path, limits=limits)


def main(xml: str | bytes) -> bytes:
    """A package with this document part."""
    return packed({**members(""), MAIN: xml})


def with_doctype(inside: str, declared: str = "") -> bytes:
    """A document part with a document type declaration."""
    return main(part("document", f"<w:body>{p(inside)}</w:body>").replace("?>", "?>" + ENTITIES.format(declared), 1))


def patched(data: bytes, *fields: tuple[int, str, int]) -> bytes:
    """The file with a field of each central directory entry set: its offset there, its struct format, its value."""
    found = bytearray(data)
    for m in re.finditer(rb"PK\x01\x02", data):
        for offset, form, value in fields:
            struct.pack_into(form, found, m.start() + offset, value)
    return bytes(found)


GOOD = docx(p("Kết nạp 12 đảng viên."))
LIE = packed({**members(""), MAIN: part("document", "<w:body>" + p("a") + " " * 10**6 + "</w:body>")})


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04" + b"\x00" * 50, "is no Word file, or a broken one"),
        (GOOD[: len(GOOD) // 2], "is no Word file, or a broken one"),
        (GOOD[:-30], "is no Word file, or a broken one"),
        (b"\xff\xfe\xfa%PDF-1.7 \x00\x01\x02", "is no Word file, or a broken one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (patched(GOOD, (8, "<H", 1)), "is locked with a password"),
        (patched(GOOD, (10, "<H", 99)), "is a broken Word file"),
        (patched(GOOD, (10, "<H", 12)), "is a broken Word file"),
        (patched(GOOD, (10, "<H", 14)), "is a broken Word file"),
        (patched(LIE, (24, "<I", 600)), "is a broken Word file"),
        (main("<w:document"), "document.xml: is a broken Word file"),
        (main(b"\xff\xfe\x00"), "document.xml: is a broken Word file"),
        (main(""), "document.xml: is a broken Word file"),
        (main(part("body", "")), "is no Word document"),
        (main("<document/>"), "is no Word document"),
        (docx(""), "holds no text; give a file with text"),
        (docx(p() * 100_000), "holds no text; give a file with text"),
        (packed({**members(p()), "word/media/a.png": b"x"}), r"holds no text \(1 pictures are not read\)"),
        (with_doctype("12"), "declares XML entities"),
        (with_doctype("<w:r><w:t>&a;</w:t></w:r>"), "declares XML entities"),
        (with_doctype("<w:r><w:t>&i;</w:t></w:r>", BOMB), "declares XML entities|is a broken Word file"),
        (with_doctype('<w:r><w:t x="&i;">a</w:t></w:r>', BOMB), "is a broken Word file"),
        (with_doctype("<w:r><w:t>&f;</w:t></w:r>", '<!ENTITY f SYSTEM "file:///etc/passwd">'), "declares XML entities"),
        (with_doctype("a", '<!ENTITY % f SYSTEM "http://127.0.0.1:9/x">%f;'), "declares XML entities"),
        (docx("<w:sdt><w:sdtContent>" * 300 + p("a") + "</w:sdtContent></w:sdt>" * 300), "is nested too deeply"),
    ],
    ids=[
        "zero", "zeros", "half", "cut", "pdf", "ole", "zip-password", "method", "bzip2", "lzma", "size-lie",
        "cut-xml", "binary-xml", "empty-xml", "no-document", "no-namespace", "no-text", "empty-paragraphs",
        "pictures", "doctype", "entity", "bomb", "attribute-bomb", "external", "external-parameter", "deep",
    ],
)  # fmt: skip
def test_bad_files(tmp_path: Path, data: bytes, problem: str) -> None:
    with pytest.raises(ReadError, match=problem) as caught:
        of(data, tmp_path)
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "hỏng.docx"))
    assert "; " in message
    assert "\n" not in message


def test_a_wrong_suffix_is_told(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(GOOD)
    found = read(path)
    assert found.text == "Kết nạp 12 đảng viên.\n"
    assert [note.code for note in found.notes] == ["wrong_suffix"]
    named = of("Kết nạp 12 đảng viên.".encode(), tmp_path)
    assert (named.text, [note.code for note in named.notes]) == ("Kết nạp 12 đảng viên.", ["wrong_suffix"])


@pytest.mark.parametrize(
    ("data", "limits", "message"),
    [
        (packed({**members(p("a")), "word/media/a.png": b"\0" * 10**6}), "unpacked=1000000", "1,000,000 bytes"),
        (docx(p("a" * 300_000)), "unpacked=1000000", "1,000,000 bytes"),
        (docx(p("abc") * 10), "characters=30", "30 characters"),
        (docx(tbl(*[["a"] * 10] * 10)), "cells=99", "99 cells"),
    ],
)
def test_limits(tmp_path: Path, data: bytes, limits: str, message: str) -> None:
    with pytest.raises(ReadError, match=f"holds more than {message}"):
        of(data, tmp_path, Limits.of(limits))


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members("").items():
            archive.writestr(name, data)
        with archive.open("word/styles.xml", "w", force_zip64=True) as member:
            for _ in range(60):
                member.write(bytes(10**7))
    with pytest.raises(ReadError, match="holds more than 500,000,000 bytes unpacked"):
        of(stream.getvalue(), tmp_path)


def test_time_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count(time.monotonic())
    monkeypatch.setattr("report_extract.readers.limits.time.monotonic", lambda: next(clock))
    with pytest.raises(ReadError, match="takes longer than 100 s to read"):
        of(docx(p("a") * 1000), tmp_path, Limits.of("seconds=100"))


@pytest.mark.parametrize(
    "body",
    [
        p() * 100_000 + p("hết"),
        "<w:p>" + run("a") * 50_000 + "</w:p>",
        tbl(*[["a", "1"]] * 20_000),
        tbl(*[tr(tc("a", '<w:gridSpan w:val="99999999999999999999"/>'), properties='<w:gridBefore w:val="-4"/>')] * 50),
        "<w:tbl><w:tr><w:tc>" * 70 + p("a") + "</w:tc></w:tr></w:tbl>" * 70,
        p("<w:ins>" * 200 + run("a") + "</w:ins>" * 200),
        p(box(p(box(p(box(p("a"))))))),
        p("", "<w:rPr><w:del/></w:rPr>") * 20_000 + p("a"),
        "".join(listed("a", level=i % 9) for i in range(9000)),
        "<w:p><w:pPr><w:sectPr><w:headerReference r:id='header1'/></w:sectPr></w:pPr></w:p>" * 20_000 + p("a"),
        p('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("a") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'),
    ],
    ids=["empty", "runs", "rows", "spans", "tables", "insertions", "boxes", "joined", "levels", "sections", "fields"],
)
def test_odd_files_are_read(body: str, tmp_path: Path) -> None:
    loops = '<w:style w:type="paragraph" w:styleId="N" w:default="1"><w:basedOn w:val="N"/></w:style>'
    lists = numbering(*(lvl("upperRoman", f"%{i + 1}", i, "<w:start w:val='999999999999'/>") for i in range(9)))
    assert of(docx(body, styles=loops, numbering=lists, header1=p("đầu")), tmp_path).text.strip()


def _swap(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randint(1, 200) :]


def _attribute(data: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb'="[^"]*"', data))
    m = found[chance.randrange(len(found))]
    return data[: m.start()] + b'="%s"' % chance.choice([b"", b"-1", b"x", b"9" * 30, b"1"]) + data[m.end() :]


def _element(data: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"<(w:\w+)[^<>]*/>", data))
    m = found[chance.randrange(len(found))] if found else None
    return data if m is None else data[: m.start()] + m.group() * chance.choice([0, 2]) + data[m.end() :]


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [_swap, _cut, _attribute, _element]


def test_mutated_files_end_in_a_document_or_a_named_error() -> None:
    body = (
        p("một") + listed("hai") + tbl(tr(tc("a", '<w:vMerge w:val="restart"/>'), "1"), tr(tc("", "<w:vMerge/>"), "2"))
    )
    files = members(
        body + p(run("x") + box(p("khung")) + '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + "<w:sectPr><w:headerReference r:id='header1'/></w:sectPr>",
        numbering=numbering(lvl("decimal", "%1."), overrides='<w:lvlOverride w:ilvl="0"/>'),
        styles='<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:rFonts w:ascii="A"/></w:rPr>'
        "</w:style>",
        header1=p("đầu"), footnotes='<w:footnote w:id="2">' + p("chú") + "</w:footnote>",
    )  # fmt: skip
    whole = packed(files)
    chance = random.Random(20)  # noqa: S311
    read_ = 0
    for i in range(1500):
        mutate = MUTATIONS[i % len(MUTATIONS)]
        name = chance.choice(list(files))
        data = mutate(whole, chance) if i % 5 == 0 and mutate in (_swap, _cut) else packed(
            {**files, name: mutate(files[name].encode(), chance)}, zipfile.ZIP_STORED
        )  # fmt: skip
        try:
            reader.read(Source("r.docx", data))
            read_ += 1
        except ReportExtractError:
            continue
    assert read_ > 300
