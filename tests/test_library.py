"""The library as others use it: names, types, the record and its JSON."""

import doctest
import hashlib
import inspect
import json
import re
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import ValidationError

import report_extract
from report_extract import Figure, Report, ReportExtractError, extract, extract_file, load_patterns
from report_extract.errors import GoldError, PatternError, ReadError, UsageError
from support import SAMPLES, slug

TEXT = "Năm 2023, kết nạp được 333 đảng viên mới.\n"


def test_public_names() -> None:
    names = {"extract", "extract_file", "extract_files", "load_patterns", "Report", "Figure", "Limits"}
    names.add("ReportExtractError")
    assert set(report_extract.__all__) == names
    assert all(hasattr(report_extract, name) and getattr(report_extract, name).__doc__ for name in names)


def test_typed() -> None:
    assert (files("report_extract") / "py.typed").is_file()


def test_the_example_of_the_docstring() -> None:
    results = doctest.testmod(report_extract)
    assert (results.failed, results.attempted > 0) == (0, True)


def test_signatures() -> None:
    parameters = inspect.signature(extract).parameters
    assert list(parameters) == ["text", "name", "patterns"]
    assert {parameters[n].kind for n in ("name", "patterns")} == {inspect.Parameter.KEYWORD_ONLY}
    assert list(inspect.signature(extract_file).parameters) == ["path", "patterns", "encoding", "limits"]


@pytest.mark.parametrize("error", [ReadError, PatternError, GoldError, UsageError])
def test_one_base_for_all_errors(error: type[ReportExtractError]) -> None:
    raised = error("is empty", file="a.txt", place="line 3", remedy="fill it")
    assert isinstance(raised, ReportExtractError)
    assert str(raised) == "a.txt: line 3: is empty; fill it"
    assert (raised.problem, raised.file, raised.place, raised.remedy) == ("is empty", "a.txt", "line 3", "fill it")


def test_source_of_a_string() -> None:
    source = extract(TEXT, name="báo cáo 1").source
    assert source.name == "báo cáo 1"
    assert source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (source.media_type, source.encoding, source.characters) == ("text/plain", "utf-8", len(TEXT))
    assert extract(TEXT).source.name is None


def test_a_file_gives_what_its_text_gives(tmp_path: Path) -> None:
    path = tmp_path / "báo cáo.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert extract_file(path) == extract_file(str(path)) == extract(TEXT, name="báo cáo.txt")


def test_patterns_can_be_given() -> None:
    assert extract(TEXT, patterns=load_patterns()) == extract(TEXT)


def test_the_record_is_frozen_and_strict() -> None:
    report = extract(TEXT)
    with pytest.raises(ValidationError, match="frozen"):
        setattr(report.figures[0], "value", Decimal(1))  # noqa: B010  (a type checker forbids it too)
    data = report.figures[0].model_dump()
    with pytest.raises(ValidationError, match="extra"):
        Figure.model_validate({**data, "colour": "red"})
    with pytest.raises(ValidationError, match="status"):
        Figure.model_validate({**data, "status": "maybe"})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kinh phí 1,5 tỷ đồng.", "1500000000"),
        ("Tổng vốn đầu tư 12 ngàn tỷ đồng.", "12000000000000"),
        ("Tỷ lệ hộ nghèo còn 97,62%.", "97.62"),
        ("Tỷ lệ hộ nghèo còn 0,1%.", "0.1"),
        ("Tỷ lệ hộ nghèo còn 0,00001%.", "0.00001"),
        ("Tỷ lệ sinh 12‰.", "1.2"),
        ("Tỷ lệ sinh 0,3‰.", "0.03"),
        ("Tỷ lệ hộ nghèo còn 5,50%.", "5.5"),
        ("Tỷ lệ hộ nghèo còn 5,0%.", "5"),
        ("Khám bệnh cho 1.234.567 lượt người.", "1234567"),
        ("Tổng dư nợ 215,340 tỷ đồng.", "215340000000"),
        ("Kinh phí 1.234.567.890.123,45 đồng.", "1234567890123.45"),
        ("Có 0 vụ cháy.", "0"),
        ("Kinh phí 999.999.999.999.999.999 tỷ đồng.", "999999999999999999000000000"),
    ],
    ids=slug,
)
def test_json_numbers_are_exact(text: str, number: str) -> None:
    (value,) = re.findall(r'"value":([^,]+),', extract(text).model_dump_json().partition('"summary"')[0])
    assert value == number


def test_json_reads_back() -> None:
    report = extract((SAMPLES / "khoi-co-quan.txt").read_text(encoding="utf-8"))
    assert Report.model_validate_json(report.model_dump_json()) == report
    assert Report.model_validate(json.loads(report.model_dump_json(indent=2))) == report


def test_the_record_has_the_fields_of_the_contract() -> None:
    report = json.loads(extract(TEXT).model_dump_json())
    assert list(report) == [
        "source",
        "title",
        "organization",
        "published",
        "period",
        "figures",
        "numbers",
        "summary",
        "checks",
        "diagnostics",
        "extractor",
    ]
    assert list(report["figures"][0]) == [
        "id", "indicator", "item", "value", "max", "whole", "unit", "modifier", "status", "change", "period",
        "part_of", "repeat_of", "event", "text", "start", "end", "sentence", "location", "pattern", "confidence",
    ]  # fmt: skip
    assert list(report["source"]) == ["name", "sha256", "media_type", "encoding", "ocr", "characters"]
    assert report["extractor"]["patterns"] == load_patterns().digest


def test_the_schema_describes_numbers_as_numbers() -> None:
    schema = Report.model_json_schema(mode="serialization")
    assert schema["$defs"]["Figure"]["properties"]["value"]["type"] == "number"
    assert "figures" in schema["required"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Không có số liệu nào.", "\ufeff", "."], ids=slug)
def test_a_text_without_figures_is_a_record_too(text: str) -> None:
    report = extract(text)
    assert (report.figures, report.numbers, report.checks) == ((), (), ())
    assert set(report.summary.values()) == {None}
