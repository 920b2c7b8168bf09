"""The pattern set: all entries of all files, checked against one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import regex

from report_extract.errors import PatternError
from report_extract.pattern_set.schema import (
    SECTIONS,
    Entry,
    Indicator,
    Noun,
    NumberKind,
    Pattern,
    Phrase,
    Time,
)
from report_extract.pattern_set.shapes import TIME_LIMIT, compile_shape, explodes
from report_extract.pattern_set.trie import whole_words
from report_extract.text import fold

E = TypeVar("E", bound=Entry)

_TIME_GROUPS = frozenset(
    {"sep", "day", "day2", "month", "month2", "year", "year2", "quarter", "quarter2", "half", "months"}
    | {"words", "last", "open", "beyond"}
)


@dataclass(frozen=True)
class PatternSet:
    """Immutable; `digest` is the sha256 over the names and bytes of the files."""

    entries: tuple[Entry, ...]
    digest: str
    origins: Mapping[int, str] = field(repr=False, compare=False, default_factory=dict)
    # How long an expression may take at one place; None where all have shipped with the package, tried and short.
    time_limit: float | None = field(default=TIME_LIMIT, compare=False)

    def __hash__(self) -> int:
        return hash(self.digest)

    @classmethod
    def build(
        cls, entries: Sequence[Entry], origins: Sequence[str], digest: str, *, time_limit: float | None = TIME_LIMIT
    ) -> PatternSet:
        """Check that the entries fit together; raise `PatternError` naming all that do not."""
        patterns = cls(tuple(entries), digest, dict(zip(map(id, entries), origins, strict=True)), time_limit)
        problems = list(_problems(patterns))
        if problems:
            raise PatternError("\n".join(map(str, problems))) if len(problems) > 1 else problems[0]
        return patterns

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """The entries of one kind, in the order of their files."""
        return tuple(entry for entry in self.entries if type(entry) is kind)

    def origin(self, entry: Entry) -> str:
        """The file that an entry stands in."""
        return self.origins[id(entry)]

    def section(self, entry: Entry) -> str:
        """The name of the table that holds an entry in its file."""
        return SECTIONS[type(entry)]

    @cached_property
    def noun_classes(self) -> Mapping[str, str]:
        """Folded noun -> id of its class."""
        return {fold(word): noun.id for noun in self.of(Noun) for word in noun.words}

    @cached_property
    def noun(self) -> re.Pattern[str]:
        """Any noun of the classes: the largest expression of all, compiled once for every stage."""
        return whole_words(self.noun_classes)

    def words(self, role: str) -> tuple[str, ...]:
        """The folded words of all phrases of a role."""
        return tuple(fold(word) for phrase in self.of(Phrase) if phrase.role == role for word in phrase.words)


def _problems(patterns: PatternSet) -> Iterable[PatternError]:
    def problem(entry: Entry, message: str, remedy: str) -> PatternError:
        place = f"{patterns.section(entry)} {entry.id}"
        return PatternError(message, file=patterns.origin(entry), place=place, remedy=remedy)

    owner: dict[str, str] = {}
    for noun in patterns.of(Noun):
        for word in noun.words:
            first = owner.setdefault(fold(word), noun.id)
            if first != noun.id:
                yield problem(noun, f"the word {word!r} is in the class {first} too", "keep it in one class")
    classes = {noun.id for noun in patterns.of(Noun)}
    codes = {indicator.id for indicator in patterns.of(Indicator)}
    for pattern in patterns.of(Pattern):
        for noun_name in pattern.nouns:
            if noun_name.startswith("@") and noun_name[1:] not in classes:
                yield problem(pattern, f"no noun class {noun_name}", f"use one of {', '.join(sorted(classes))}")
            elif not noun_name.startswith("@") and fold(noun_name) not in owner:
                yield problem(pattern, f"{noun_name!r} is in no noun class", "add it to a class in nouns/")
        if pattern.indicator not in codes:
            yield problem(pattern, f"no indicator {pattern.indicator!r}", f"use one of {', '.join(sorted(codes))}")
    shaped: tuple[NumberKind | Time, ...] = (*patterns.of(NumberKind), *patterns.of(Time))
    for entry in shaped:
        if not entry.regex:
            continue
        try:
            expression = compile_shape(entry)
        except regex.error as error:
            yield problem(entry, f"the expression does not compile: {error}", "mend it there")
            continue
        if isinstance(entry, Time) and not set(expression.groupindex) <= _TIME_GROUPS:
            unknown = sorted(set(expression.groupindex) - _TIME_GROUPS)
            yield problem(entry, f"unknown groups {unknown}", f"use {', '.join(sorted(_TIME_GROUPS))}")
        if explodes(entry, expression):
            yield problem(
                entry, "a catastrophic expression: it takes over 0.25 s on a short text",
                "avoid a repeat inside a repeat, or make the inner one possessive (++)",
            )  # fmt: skip
