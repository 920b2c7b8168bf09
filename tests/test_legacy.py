"""Old encodings: tables, fonts, detection, and figures equal to those of the text in Unicode."""

import gzip
import json
import random
import shutil
import subprocess
import unicodedata
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from equality import Share, bare, report_files
from render_legacy import ALPHABET, RENDERERS, writable
from report_extract.errors import ReadError
from report_extract.readers import read
from report_extract.readers.legacy import convert, convert_run, converted, decoded, found, of_bytes
from report_extract.readers.legacy.syllables import is_syllable
from report_extract.readers.legacy.tables import windows
from report_extract.readers.plain import decode
from support import ROOT, report_of

CORPUS = ROOT.parent / "shared" / "corpus"
TEXT = (
    "Đảng bộ xã Hòa Bình: năm 2023, kết nạp được 12 đảng viên mới, ước đạt 97,5%; của cải.\nTrường Nguyễn Huệ ở xã.\n"
)
# each encoding in bytes, and pasted into Unicode as it was
FORMS = [*RENDERERS, *(f"utf-8+{encoding}" for encoding in RENDERERS if encoding != "viqr")]


def write(path: Path, text: str, form: str) -> Path:
    """A file in an old encoding, or with text in it shown as Windows-1252."""
    encoding = form.removeprefix("utf-8+")
    data = RENDERERS[encoding](writable(text, encoding))
    path.write_bytes(data if form == encoding else windows(data).encode())
    return path


@pytest.mark.parametrize("encoding", RENDERERS)
def test_the_whole_alphabet(encoding: str) -> None:
    assert len(ALPHABET) == 134
    small = [letter for letter in ALPHABET if letter.islower() or letter in "ĂÂÊÔƠƯĐ"]
    letters = small if encoding == "tcvn3" else ALPHABET
    text = " ".join(letters)
    assert of_bytes(RENDERERS[encoding](text), encoding).split() == letters
    assert convert(windows(RENDERERS[encoding](text)), encoding).split() == letters


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("tcvn3", "TCVN"), ("viscii", "VISCII"), ("cp1258", "CP1258")],
    ids=["tcvn", "viscii", "cp1258"],
)
def test_every_byte_as_iconv_has_it(ours: str, theirs: str) -> None:
    if not shutil.which("iconv"):
        pytest.skip("iconv is not installed")
    for byte in (*range(1, 0x20), *range(0x80, 0x100)):
        data = b"a" + bytes([byte])
        run = subprocess.run(["iconv", "-f", theirs, "-t", "UTF-8"], input=data, capture_output=True, check=False)
        if b"not supported" in run.stderr:
            pytest.skip(f"this iconv does not know {theirs}")
        if run.returncode == 0:
            assert convert(data.decode("latin-1"), ours) == unicodedata.normalize("NFC", run.stdout.decode()), hex(byte)


@pytest.mark.parametrize(
    ("encoding", "shown", "text"),
    [
        ("tcvn3", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("tcvn3", "Tr\u00ad\u00acng §¶ng", "Trương Đảng"),  # 0xAD is ư, not a soft hyphen
        ("tcvn3", "UBND x·, B¸O C¸O TæNG KÕT", "UBND xã, BÁO CÁO TỔNG KẾT"),
        ("tcvn3", "Së Y TÕ tØnh\nñY BAN NH¢N D¢N Tû LÖ", "Sở Y Tế tỉnh\nỦY BAN NHÂN DÂN TỶ LỆ"),
        ("tcvn3", "Sè: 12/BC-UBND", "Số: 12/BC-UBND"),
        ("tcvn3", "25°C, 30 m², c\u00e2 “quü”", "25°C, 30 m², cõ “quỹ”"),  # tones stand after vowels only
        ("tcvn3", "toa\u00b5 a\u00b0 e\u00b3", "toaà à é"),
        ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("vni", "ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        (
            "vni",
            "Ñöôøng Nguyeãn Hueä, Thuôû, kyù, kyõ, lî",
            "Đường Nguyễn Huệ, Thuở, ký, kỹ, lỵ",
        ),
        ("viqr", "Co^.ng hoa` xa~ ho^.i chu? nghi~a Vie^.t Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("viqr", r"DDa?ng bo^. ddu+o+.c 12\.5%\. Ho?i? Ca'c xa~\.", "Đảng bộ được 12.5%. Hỏi? Các xã."),
        ("viqr", r"Xa~\. a'", "Xã. á"),
        ("viqr", r"\\ d\d a\^ a\(", r"\ dd a^ a("),
        ("viscii", "Vi®t Nam", "Việt Nam"),
        ("cp1258", "Viê\u00f2t Nam", "Việt Nam"),
    ],
)
def test_conversion(encoding: str, shown: str, text: str) -> None:
    assert convert(shown, encoding) == text


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("ViÖt Nam", ".VnTime", "Việt Nam"),
        ("ViÖt Nam", ".vntime", "Việt Nam"),
        ("céng hoµ", ".VnTimeH", "CỘNG HOÀ"),
        ("céng hoµ", ".VnArial NarrowH", "CỘNG HOÀ"),
        ("®¶ng", ".VnTimeH Bold", "ĐẢNG"),
        ("®¶ng", ".VnArial", "đảng"),
        ("\uf0ae\uf0b6ng", ".VnTime", "đảng"),
        ("12 m² - 25°C", ".VnTime", "12 m² - 25°C"),
        ("\u00ad\u00ac", ".VnTime", "ươ"),
        ("Vieät Nam", "VNI-Times", "Việt Nam"),
        ("Vieät Nam", "VNI Times", "Việt Nam"),
        ("Cộng hòa", ".VnTime", "Cộng hòa"),  # the text is Unicode, its font was left behind
        ("công tác", ".VnTime", "công tác"),
        ("công tác", ".VnTimeH", "công tác"),
        ("hành chính", "VNI-Times", "hành chính"),
        ("Céng hoµ", "Times New Roman", "Céng hoµ"),
        ("Céng hoµ", None, "Céng hoµ"),
        ("", ".VnTime", ""),
    ],
)
def test_a_run_by_its_font(text: str, font: str | None, expected: str) -> None:
    assert convert_run(text, font) == expected


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_are_found_out(tmp_path: Path, form: str, newline: str) -> None:
    path = write(tmp_path / "r.txt", TEXT.replace("\n", newline), form)
    document = read(path)
    assert (document.text, document.encoding) == (TEXT.replace("\n", newline), form)
    assert [note.code for note in document.notes] == (["old_encoding"] if form == "viqr" or "+" in form else [])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_text_that_went_into_unicode_as_it_was(tmp_path: Path, form: str, codec: str) -> None:
    path = write(tmp_path / "r.txt", TEXT, form)
    if form.startswith("utf-8+"):
        path.write_bytes(path.read_bytes().decode().encode(codec))
        assert read(path).text == TEXT


@cache
@pytest.mark.parametrize("form", FORMS)
def test_the_same_figures(tmp_path: Path, form: str) -> None:
    encoding = form.removeprefix("utf-8+")
    share = Share(bare)
    for file in report_files():
        text = file.read_text(encoding="utf-8")
        document = read(write(tmp_path / "r.txt", text, form))
        assert document.encoding == form
        assert document.text.lower() == writable(text, encoding).lower()
        share.add(report_of(text), report_of(document.text))
    assert share.reaches(0.99), share


UNICODE = "Đảng bộ xã Hòa Bình kết nạp được 12 đảng viên mới; tổ chức hội nghị ở 3 xã, vận động 25 triệu đồng.\n"
TCVN3 = (
    "§¶ng bé x· Hßa B×nh kÕt n¹p ®\u00ad\u00acc 12 ®¶ng viªn míi; tæ chøc héi nghÞ ë 3 x·, vËn ®éng 25 triÖu ®ång.\n"
)
UNTOUCHED = {
    "unicode": UNICODE * 3,
    "nfd": unicodedata.normalize("NFD", UNICODE) * 3,
    "unicode signs": "Nhiệt độ 25°C – 35°C; diện tích 12 m² (§ 3), ± 5 %, ¼ số hộ; «Ở cơ sở» · 3 × 4.\n" * 5,
    "few marks": "Báo cáo: 12 m²\nHà Nam, và có 13 xã.\nBà Lê Thị Hà: 25°C\n" * 5,
    "english": "It's added to the report: 'is it so?' We do. They go. A+ and B+ (a(b) x^2, o^2, add, odd, caddy.\n" * 9,
    "french": "Voilà l'été : où êtes-vous, garçons ? Le français, l'œuvre, la Noël, « çà et là », né à Orléans.\n" * 9,
    "german": "Größe, Straße, für, über, schön: die Bürger müssen früh aufstehen, daß es schöner würde.\n" * 9,
    "spanish": "El año pasado el señor Núñez visitó España; ¿cuántos niños? ¡Qué corazón! La acción política.\n" * 9,
    "czech": "Příliš žluťoučký kůň úpěl ďábelské ódy; řeč, čeština, měsíc.\n" * 9,
    "unmarked": "Bao cao ket qua cong tac nam 2023. Xa da to chuc hoi nghi o co so. Ket nap 12 dang vien moi.\n" * 9,
    "code": "if (a^b) { add(o+p, u+v); } // (a(i), e^x) address, hidden, odd, middle, sudden, ladder, paddle\n" * 9,
    "mixed lines": "".join(f"{a} {b}\n" for a, b in zip(UNICODE.split(), TCVN3.split(), strict=True)),
    "numbers": "12 | 13,5 | 14.000\n" * 50,
    "a word": "ViÖt Nam 2023\n",
    "latin-1 shown": "Ä Ö Ü ß ñ ç ø å æ þ ð ° ² ³ ´ µ ¶ · ¸ ¹ º » ¼ ½ ¾ ¿\n" * 9,
    "utf-8 shown as windows-1252": windows(UNICODE.encode()) * 3,
    "soft hyphens": UNICODE.replace("ị", "ị\u00ad") * 3,
}  # fmt: skip


@pytest.mark.parametrize("name", UNTOUCHED)
def test_other_text_is_left_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(UNTOUCHED[name].encode())
    document = read(path)
    assert (document.text, document.encoding, document.notes) == (UNTOUCHED[name], "utf-8", ())


def test_whole_lines_among_lines_of_unicode(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    torn = f"{UNICODE.strip()} {TCVN3}"
    text = UNICODE + TCVN3 * 2 + "Và có 5 m²\n" + torn + "ViÖt Nam 2023\n"
    path.write_bytes(text.encode())
    document = read(path)
    converted_line = convert(TCVN3, "tcvn3")
    assert document.text == UNICODE + converted_line * 2 + "Và có 5 m²\n" + torn + "Việt Nam 2023\n"
    assert document.encoding == "utf-8+tcvn3"
    assert "3 lines" in document.notes[0].message


def test_articles_are_left_alone() -> None:
    file = CORPUS / "unlabelled.jsonl.gz"
    if not file.exists():
        pytest.skip("the shared corpus is not here")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    assert [text[:80] for text in texts if converted(text)] == []
    assert [text[:80] for text in texts[:500] if converted(unicodedata.normalize("NFD", text))] == []


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viqr", "viscii", "cp1258"])
def test_the_encoding_can_be_told(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "r.txt", "Xã có 12 tổ.", encoding)  # too short to be found out
    document = read(path, encoding=encoding.upper())
    assert (document.text, document.encoding, document.notes) == ("Xã có 12 tổ.", encoding, ())
    if encoding not in ("viqr", "cp1258"):
        path.write_bytes(windows(path.read_bytes()).encode())
        document = read(path, encoding=encoding)
        assert (document.text, document.encoding) == ("Xã có 12 tổ.", f"utf-8+{encoding}")


def test_told_unicode_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes((TCVN3 * 3).encode())
    assert read(path, encoding="utf-8").text == TCVN3 * 3


def test_errors_name_the_encodings(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(b"12 \xff\xfe \xfa\xfb")
    with pytest.raises(ReadError, match=r"byte 3: is in no encoding known here; .*tcvn3, vni, viqr, viscii, cp1258"):
        read(path)
    with pytest.raises(ReadError, match=r"no encoding is called 'vps'; give utf-8, utf-16, tcvn3, vni"):
        read(path, encoding="vps")


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        (UNICODE.encode(), "iso-8859-1", (UNICODE, "utf-8")),
        (RENDERERS["vni"](UNICODE), "windows-1252", (UNICODE, "vni")),
        (b"<p>" + RENDERERS["cp1258"](UNICODE) + b"</p>" * 50, "iso-8859-1", (f"<p>{UNICODE}" + "</p>" * 50, "cp1258")),
        ("Khá".encode("latin-1"), "windows-1258", ("Khá", "cp1258")),
        ("Khá".encode("latin-1"), "VISCII", ("Khá", "viscii")),
        ("déjà vu".encode("latin-1"), "iso-8859-1", ("déjà vu", "iso8859-1")),
    ],
)
def test_what_a_page_declares(data: bytes, declared: str, expected: tuple[str, str]) -> None:
    assert decode("x.html", data, declared) == expected


@pytest.mark.parametrize("declared", ["", "abc", "a\0b", "rot13", "undefined", "utf-8", "x" * 5000])
def test_what_a_page_declares_wrongly(declared: str) -> None:
    with pytest.raises(ReadError, match="no encoding known"):
        decode("x.html", "Khá lắm".encode()[:-1] + b"\xff", declared)


@pytest.mark.parametrize(
    "word", ["nghiêng", "giếng", "gì", "quyển", "khuỷu", "Đắk", "Krông", "thuở", "oằn", "yếu", "ở"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word) is (word not in ("Đắk", "Krông"))
    assert is_syllable(unicodedata.normalize("NFD", word)) is is_syllable(word)


@pytest.mark.parametrize("word", ["héi", "chñ", "ViÖt", "nghiêp", "kông", "gê", "xãã", "f", "viết̉", "", "ngê", "café"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_random_bytes_are_refused(tmp_path: Path) -> None:
    dice = random.Random(1)  # noqa: S311
    path = tmp_path / "r.txt"
    for size in (20, 200, 2000):
        for alphabet in (range(256), range(0x80, 0x100), [*range(0x20, 0x7F), *range(0xA0, 0x100)] + [32] * 30):
            for _ in range(15):
                path.write_bytes(b"\xff" + bytes(dice.choices(alphabet, k=size)))
                with pytest.raises(ReadError):
                    read(path)


@pytest.mark.parametrize("form", FORMS)
def test_mutated_files_end_in_a_text_or_an_error(tmp_path: Path, form: str) -> None:
    dice = random.Random(form)  # noqa: S311
    data = write(tmp_path / "r.txt", TEXT * 4, form).read_bytes()
    for _ in range(60):
        mutated = bytearray(data)
        for _ in range(dice.choice([1, 3, 30, 300])):
            at = dice.randrange(len(mutated))
            mutated[at : at + dice.choice([0, 1, 1, 5])] = bytes(dice.choices(range(256), k=dice.choice([0, 1, 1, 4])))
        path = tmp_path / "m.txt"
        path.write_bytes(mutated)
        with suppress(ReadError):
            assert read(path).text.strip()


@pytest.mark.parametrize(
    "piece", ["a^", "dd", "\\", "'", "a'", "\xad", "¬°", "aâ", "<", "<a", "Õ\n", "§ ", "a^ u+o+.c "]
)
def test_hostile_text_is_quick(piece: str) -> None:
    text = piece * (600_000 // len(piece))
    found(text)
    converted(text)
    decoded(text.encode("latin-1"))
    for encoding in RENDERERS:
        assert convert(text, encoding)
