"""Expressions that pattern files give for the shape of a number or a date.

They run under a time limit and see at most `REACH` characters from the place they start
at, so that no expression, however written, can hold up a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import regex

from report_extract.errors import PatternError
from report_extract.pattern_set.schema import NumberKind, Time

# An expression may take this long (seconds) at one place of a text.
TIME_LIMIT = 0.25
# How far an expression may look from the place it starts at.
REACH = 160
# So many expressions are tried in one look: with more of them it takes longer than two looks.
_TOGETHER = 20
# Texts on which an expression with nested repeats shows its growth.
_HOSTILE = tuple(seed * (REACH // len(seed)) + "!" for seed in ("1", "a", "1.", "a ", "1 ", "1/", "-", " ", "A1-"))

E = TypeVar("E", NumberKind, Time)


def compile_shape(entry: NumberKind | Time) -> regex.Pattern[str]:
    """The expression of an entry; raises `regex.error`."""
    return regex.compile(_scoped(entry), regex.VERBOSE)


def _scoped(entry: NumberKind | Time) -> str:
    flags = "" if isinstance(entry, NumberKind) and entry.case else "i"
    return f"(?{flags}:{entry.regex}\n)"


def explodes(entry: NumberKind | Time, expression: regex.Pattern[str]) -> bool:
    """Does the expression take too long on a short hostile text?"""
    starts = entry.starts[:3] if isinstance(entry, Time) else ()
    try:
        for text in _HOSTILE:
            for start in ("", *(f"{word} " for word in starts)):
                # Its own source follows, so that letters it asks for do not end the search at once.
                expression.match(start + text + entry.regex, timeout=TIME_LIMIT)
    except TimeoutError:
        return True
    return False


class _Group(NamedTuple, Generic[E]):
    """Shapes that are tried in one look, each under a name."""

    any_of: regex.Pattern[str]
    names: list[tuple[str, E]]

    @classmethod
    def of(cls, entries: Sequence[E]) -> _Group[E]:
        names = [(f"shape{i}", entry) for i, entry in enumerate(entries)]
        any_of = "|".join(f"(?P<{name}>{_scoped(entry)})" for name, entry in names)
        return cls(regex.compile(any_of, regex.VERBOSE), names)


class ShapeSet(Generic[E]):
    """Several shapes that may start at one place; most places match none, and cost one look."""

    def __init__(self, entries: Sequence[E], time_limit: float | None = TIME_LIMIT) -> None:
        self._shapes: list[tuple[E, regex.Pattern[str]]] = [(entry, compile_shape(entry)) for entry in entries]
        self._groups: list[_Group[E]] = [
            _Group.of(entries[i : i + _TOGETHER]) for i in range(0, len(entries), _TOGETHER)
        ]
        # Left out where there is none: to pass it takes longer than most looks.
        self._limit: dict[str, Any] = {} if time_limit is None else {"timeout": time_limit}

    def first(self, text: str, at: int) -> tuple[E, regex.Match[str]] | None:
        """The first shape, in the order of the files, that matches at `at`."""
        found = self._any_at(text, at)
        if found is None or found[1].end() == at:  # one that takes no characters may hide another
            return next(self._matches(text, at), None) if found else None
        group, m = found
        return next(entry for name, entry in group.names if m[name] is not None), m

    def longest(self, text: str, at: int, end: int | None = None) -> tuple[E, regex.Match[str]] | None:
        """The shape that matches most, up to `end`; of equals the first."""
        best: tuple[E, regex.Match[str]] | None = None
        for entry, m in self._matches(text, at, end) if self._any_at(text, at) else ():
            if best is None or m.end() > best[1].end():
                best = entry, m
        return best

    def _any_at(self, text: str, at: int) -> tuple[_Group[E], regex.Match[str]] | None:
        try:
            for group in self._groups:
                if m := group.any_of.match(text, at, at + REACH, **self._limit):
                    return group, m
        except TimeoutError:
            raise _too_slow("of several") from None
        return None

    def _matches(self, text: str, at: int, end: int | None = None) -> Iterator[tuple[E, regex.Match[str]]]:
        end = at + REACH if end is None else min(end, at + REACH)
        for entry, shape in self._shapes:
            try:
                m = shape.match(text, at, end, **self._limit)
            except TimeoutError:
                raise _too_slow(entry.id) from None
            if m and m.end() > at:
                yield entry, m


def _too_slow(name: str) -> PatternError:
    return PatternError("an expression takes too long", place=f"shape {name}", remedy="make its repeats simpler")
