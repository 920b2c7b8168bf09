"""The record: what `extract` returns and the command prints.

The field names are a contract with every program that reads the JSON. Offsets are
half-open, in Unicode code points of the text exactly as it was read, so that
``text[figure.start:figure.end] == figure.text``. Values are exact: `Decimal` in
Python, a plain JSON number (never ``1.5E+9``) in JSON.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

Status = Literal["actual", "target", "prior"]
Change = Literal["up", "down"]
Modifier = Literal["=", "~", ">", "<", ">=", "<="]
Kind = Literal["date", "period", "time", "ordinal", "reference", "name", "other"]


def _json_number(value: Decimal) -> int | float:
    """An int where the value is whole, else the float whose shortest text is the value.

    >>> _json_number(Decimal("1.5E+9")), _json_number(Decimal("97.62"))
    (1500000000, 97.62)
    """
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal,
    PlainSerializer(_json_number, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number"}, mode="serialization"),
]


class Record(BaseModel):
    """Base of all parts of the record: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Record):
    """The text a report was read from."""

    name: str | None = Field(description="file name, or null for a string")
    sha256: str = Field(description="of the bytes as read (of the UTF-8 text for a string)")
    media_type: str
    encoding: str
    ocr: tuple[int, ...] = Field(description="the pages that were read from pictures: their figures may be misread")
    characters: int = Field(description="length of the text in code points")


class Period(Record):
    """An interval of days, both included, and the words that state it."""

    start: str = Field(description="first day, YYYY-MM-DD")
    end: str = Field(description="last day, YYYY-MM-DD")
    text: str = Field(description="the words of the report that say so")


class Item(Record):
    """What is counted or measured, in the words of the text."""

    text: str
    start: int
    end: int


class Span(Record):
    """A stretch of the text."""

    start: int
    end: int


class Location(Record):
    """Where a person finds a figure in the file; numbers count from 1, null where it does not apply."""

    page: int | None
    paragraph: int | None
    table: int | None
    row: int | None
    column: int | None
    sheet: str | None
    cell: str | None = Field(description="the name of a sheet's cell: B7")


class Figure(Record):
    """One number that measures what is reported."""

    id: str
    indicator: str = Field(description="a code of the pattern set")
    item: Item | None
    value: Number
    max: Number | None = Field(description="upper end of a range")
    whole: Number | None = Field(description="the 60 of 52/60")
    unit: str = Field(description="count, %, VND, USD, ha, km, m, m2, m3, t, kg, ...")
    modifier: Modifier
    status: Status
    change: Change | None = Field(description="the number is the size of a change")
    period: Period | None
    part_of: str | None = Field(description="id of the nearest total")
    repeat_of: str | None = Field(description="id of the fuller mention")
    event: str | None = Field(description="id of the event the participants took part in")
    text: str
    start: int
    end: int
    sentence: Span
    location: Location | None = Field(description="null for plain text, where the offsets say all")
    pattern: str = Field(description="id of the pattern that decided the indicator")
    confidence: float = Field(description="probability that quantity, indicator and status are all right")


class NumberMention(Record):
    """A number that is no figure, and what it is instead."""

    start: int
    end: int
    text: str
    kind: Kind


class Total(Record):
    """A core field over the main period: the sum of its distinct actual figures."""

    value: Number
    unit: str
    modifier: Modifier
    figures: tuple[str, ...]


class Check(Record):
    """The report's own arithmetic, done again."""

    kind: Literal["breakdown", "share", "attainment", "change", "conflict"]
    figure: str
    parts: tuple[str, ...]
    stated: Number
    computed: Number
    holds: bool


class Diagnostic(Record):
    """What could not be settled, where, and why."""

    code: str
    message: str
    start: int
    end: int


class Extractor(Record):
    """Which program and which pattern set made the record."""

    version: str
    patterns: str = Field(description="sha256 of the pattern set")


class Report(Record):
    """All that one report says in numbers."""

    source: Source
    title: str | None
    organization: str | None
    published: str | None = Field(description="YYYY-MM-DD")
    period: Period | None = Field(description="the main period reported on")
    figures: tuple[Figure, ...]
    numbers: tuple[NumberMention, ...] = Field(description="every number that is not a figure")
    summary: dict[str, Total | None]
    checks: tuple[Check, ...]
    diagnostics: tuple[Diagnostic, ...]
    extractor: Extractor
