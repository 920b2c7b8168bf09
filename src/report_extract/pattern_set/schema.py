"""What may stand in a pattern file: one model for each kind of entry.

A pattern file is TOML and holds arrays of entries (``[[noun]]``, ``[[pattern]]``, ...).
Every entry has an `id`, at least one `example` with the exact records it must yield and
at least one `counter_example` with its reason. Unknown keys are errors.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from report_extract.records import Change, Kind, Modifier, Status

Words = tuple[str, ...]
SomeWords = Annotated[tuple[str, ...], Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expected(_Strict):
    """The fields a figure must have; those left out may be anything."""

    value: Decimal | None = None
    max: Decimal | None = None
    whole: Decimal | None = None
    unit: str | None = None
    modifier: Modifier | None = None
    indicator: str | None = None
    item: str | None = None
    status: Status | None = None
    change: Change | Literal["none"] | None = None
    period: str | None = Field(default=None, description="first day/last day, or none")
    part_of: str | None = Field(default=None, description="the words of the total, or none")
    repeat_of: str | None = None
    event: str | None = None
    text: str | None = None


class ExpectedNumber(_Strict):
    """A number that is no figure."""

    text: str
    kind: Kind


class Example(_Strict):
    """A text and all the figures it must yield, in text order."""

    text: str
    expect: tuple[Expected, ...]
    numbers: tuple[ExpectedNumber, ...] | None = None


class CounterExample(Example):
    """A text in which the entry must not be used, and why."""

    why: str = Field(min_length=1)


class Entry(_Strict):
    """Base of all entries."""

    id: str = Field(min_length=1)
    label: str = ""
    example: tuple[Example, ...] = Field(min_length=1)
    counter_example: tuple[CounterExample, ...] = Field(min_length=1)


class Numeral(Entry):
    """Number words: `một` is a digit, `mươi` makes tens, `tỷ` multiplies."""

    role: Literal["digit", "last_digit", "ten", "tens", "hundred", "magnitude", "link", "half"]
    words: dict[str, Decimal]


class Unit(Entry):
    """A unit of measure as written, and the unit of the record it becomes."""

    unit: str = Field(description="the unit of the record")
    words: SomeWords
    factor: Decimal = Decimal(1)
    nouns: Words = Field(default=(), description="measures only where one of these follows (ngày công)")
    unless_after: Words = Field(default=(), description="a noun in a list after one of these (18 bạc, 25 đồng)")


class ModifierEntry(Entry):
    """Words that make a number approximate or a bound."""

    modifier: Modifier
    before: Words = ()
    after: Words = ()
    denied: Modifier | None = Field(default=None, description="after a denial (không để vượt quá) it means this")
    unless_unit: Words = Field(default=(), description="units the words do not modify (vượt 25%)")
    unless_after: Words = Field(default=(), description="words later in the clause that deny it (vượt 5 vụ so với)")


class NumberKind(Entry):
    """Numbers that are no figures: by the words beside them or by their shape."""

    kind: Kind
    before: Words = Field(default=(), description="words directly before the number")
    after: Words = Field(default=(), description="words directly after it")
    unless_noun: bool = Field(default=False, description="not where a counted noun follows")
    most: int | None = Field(default=None, description="a larger number after the words is none of this kind")
    regex: str = Field(default="", description="a shape that starts at a digit")
    case: bool = Field(default=False, description="capitals matter in the shape")

    @model_validator(mode="after")
    def _says_something(self) -> NumberKind:
        if not (self.before or self.after or self.regex):
            raise ValueError("one of before, after, regex is needed")
        return self


class Time(Entry):
    """A way to state a date or a period: a shape whose named groups are its parts."""

    kind: Literal["date", "period", "ordinal"]
    starts: Words = Field(default=(), description="first words; left out, the shape starts at a digit")
    then: Words | None = Field(
        default=None, description="words that may follow the first number where no sign and number do; left out, any"
    )
    regex: str = Field(min_length=1)
    year: int | None = Field(default=None, description="years (weeks, months) after the report's")
    unless_noun: bool = Field(default=False, description="not where a counted noun, and no place, follows")
    months: tuple[int, int] | None = Field(default=None, description="the months meant by words that name none (hè)")
    role: Literal["", "asof", "prior", "event", "occasion", "main", "span", "office", "term"] = Field(
        default="", description="the part it plays: see patterns/README.md"
    )
    of_report: (
        Literal["", "same", "shifted", "school_year", "rest", "next", "before", "first", "year", "to_date"]
        | Literal["week", "month", "quarter"]
    ) = Field(default="", description="what it means beside the report's own period: see patterns/README.md")


class Noun(Entry):
    """A class of counted nouns, named by patterns as ``@id``."""

    words: SomeWords


class Indicator(Entry):
    """A code of the record and what it covers."""

    covers: str = Field(min_length=1)
    summary: bool = Field(default=False, description="a core field of the summary")


class Pattern(Entry):
    """When a figure belongs to an indicator: its noun, and the cue words around it."""

    indicator: str
    nouns: Words = Field(default=(), description="head nouns, @class for a whole class; none: any noun")
    units: Words = Field(default=("count",), description="units of the record the pattern may have")
    cues: Words = Field(default=(), description="words that must stand near; none: the noun alone decides")
    where: Literal["before", "after", "near", "noun", "topic"] = "before"
    unless: Words = Field(default=(), description="words near the number that rule the pattern out")
    weight: int = 0
    dated: Literal["", "event", "present"] = Field(
        default="", description="holds for the day of the event: named beside it, or (present) anywhere above"
    )


class Phrase(Entry):
    """Words that play a part in context: what a role does stands in patterns/README.md."""

    role: str
    words: SomeWords


class PatternFile(_Strict):
    """All that one file may hold."""

    numeral: tuple[Numeral, ...] = ()
    unit: tuple[Unit, ...] = ()
    modifier: tuple[ModifierEntry, ...] = ()
    kind: tuple[NumberKind, ...] = ()
    time: tuple[Time, ...] = ()
    noun: tuple[Noun, ...] = ()
    indicator: tuple[Indicator, ...] = ()
    pattern: tuple[Pattern, ...] = ()
    phrase: tuple[Phrase, ...] = ()


# The name of the table in a file for each kind of entry.
SECTIONS: dict[type[Entry], str] = {
    Numeral: "numeral",
    Unit: "unit",
    ModifierEntry: "modifier",
    NumberKind: "kind",
    Time: "time",
    Noun: "noun",
    Indicator: "indicator",
    Pattern: "pattern",
    Phrase: "phrase",
}
