"""Every format that is known: empty files, files cut short, and names that lie."""

from pathlib import Path

import pytest

from report_extract.errors import ReadError
from report_extract.readers import FORMATS, Format, Limits, read, read_all

SUFFIXES = [(form, suffix) for form in FORMATS for suffix in form.suffixes]
# How files of a kind begin; what follows is missing.
BEGINNINGS = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Length 99 >> stream\n\0\1\2\3\4",
    "zip": b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xdf\xa4\xd2l" * 8,
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "ole doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
    "rtf": b"{\\rtf1\\ansi Ket nap 12 dang vien",
    "odt": b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01",
    "noise": bytes(range(256)) * 8,
}


def write(folder: Path, suffix: str, data: bytes) -> Path:
    path = folder / f"báo cáo{suffix}"
    path.write_bytes(data)
    return path


def named(error: ReadError, path: Path) -> bool:
    """One line that names the file and says what to do."""
    message = str(error)
    return message.startswith(f"{path}: ") and "; " in message and "\n" not in message


@pytest.mark.parametrize(("form", "suffix"), SUFFIXES, ids=[suffix for _, suffix in SUFFIXES])
def test_an_empty_file(tmp_path: Path, form: Format, suffix: str) -> None:
    path = write(tmp_path, suffix, b"")
    with pytest.raises(ReadError, match="is empty; give a file with text") as caught:
        read(path)
    assert named(caught.value, path)


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize(("form", "suffix"), SUFFIXES, ids=[suffix for _, suffix in SUFFIXES])
def test_a_file_cut_short_under_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Format, suffix: str, beginning: str
) -> None:
    monkeypatch.setenv("PATH", "")  # other programs need seconds for each; their readers have tests of their own
    path = write(tmp_path, suffix, BEGINNINGS[beginning])
    with pytest.raises(ReadError) as caught:
        read(path, limits=Limits(seconds=30))
    assert named(caught.value, path)


@pytest.mark.parametrize(("form", "suffix"), SUFFIXES, ids=[suffix for _, suffix in SUFFIXES])
def test_plain_text_under_the_name_of_another_format(tmp_path: Path, form: Format, suffix: str) -> None:
    document = read(write(tmp_path, suffix.upper(), "Kết nạp 12 đảng viên.".encode()))
    assert (document.text, document.media_type) == ("Kết nạp 12 đảng viên.", "text/plain")
    [note] = document.notes
    assert note.code == "wrong_suffix"
    assert form.name in note.message


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = write(tmp_path, ".txt", "Kết nạp 12 đảng viên.".encode())
    bad = [write(tmp_path, suffix, b"") for _, suffix in SUFFIXES]
    found = list(read_all([*bad, good, tmp_path / "none", good]))
    assert [isinstance(one, ReadError) for one in found] == [True] * len(bad) + [False, True, False]
