"""Reports as office files, for tests: python-docx writes .docx, LibreOffice makes the others of it."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
ODT_TYPE = "application/vnd.oasis.opendocument.text"
CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2">'
    "<office:body><office:text>{body}</office:text></office:body></office:document-content>"
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{more}</manifest:file-entry>'
    "</manifest:manifest>"
)


def docx_of(text: str) -> bytes:
    """A .docx with a paragraph for each line."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph("".join(c for c in line if c.isprintable() or c == "\t"))
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def docx_with_changes(text: str) -> bytes:
    """`docx_of` with inserted (55) and deleted (77) words, and a table whose header has merged cells."""
    document = docx.Document(io.BytesIO(docx_of(text)))
    paragraph = document.add_paragraph("Năm 2023: ")
    for change in (
        '<w:ins {0} w:id="2" w:author="x"><w:r><w:t>Thêm 55 chi bộ.</w:t></w:r></w:ins>',
        '<w:del {0} w:id="1" w:author="x"><w:r><w:delText>Bỏ 77 chi bộ.</w:delText></w:r></w:del>',
    ):
        paragraph._p.append(parse_xml(change.format(nsdecls("w"))))
    table = document.add_table(3, 3)
    for i, row in enumerate((("Chỉ tiêu", "Năm 2023", ""), ("", "Nam", "Nữ"), ("Đảng viên", "120", "45"))):
        for j, cell in enumerate(row):
            table.cell(i, j).text = cell
    table.cell(0, 1).merge(table.cell(0, 2))
    document.add_paragraph("Nơi nhận")  # without a last paragraph LibreOffice writes no table to .doc
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def odt_of(body: str, *, head: str = "", more: str = "", kind: str = ODT_TYPE) -> bytes:
    """An .odt with this XML in its body, before its content, and in the entry of the manifest."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", CONTENT.format(head=head, body=body))
        archive.writestr("META-INF/manifest.xml", MANIFEST.replace("{more}", more))
    return packed.getvalue()


def rtf_of(text: str) -> bytes:
    """An RTF with a paragraph for each line."""
    escaped = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}").replace("\n", "\\par\n")
    words = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in escaped)
    return b"{\\rtf1\\ansi\\ansicpg1252\\uc1 " + words.encode() + b"\\par}"


def render(files: Mapping[str, bytes], target: str, folder: Path) -> dict[str, Path]:
    """The .docx files as `target`, by name: LibreOffice started once."""
    sources = []
    for name, data in files.items():
        source = folder / f"{name}.docx"
        source.write_bytes(data)
        sources.append(str(source))
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", target,
            "--outdir", str(folder / target), *sources,
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: folder / target / f"{name}.{target}" for name in files}
