"""Expressions that pattern files give for the shape of a number or a date.

They run under a time limit and see at most `REACH` characters from the place they start
at, so that no expression, however written, can hold up a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

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


class Shapes(Generic[E]):
    """Several shapes that may start at one place."""

    def __init__(self, entries: Iterable[E], time_limit: float | None = TIME_LIMIT) -> None:
        self._shapes: list[tuple[E, regex.Pattern[str]]] = [(entry, compile_shape(entry)) for entry in entries]
        # Left out where there is none: to pass it takes longer than most looks.
        self._limit: dict[str, Any] = {} if time_limit is None else {"timeout": time_limit}

    def longest(self, text: str, at: int, end: int | None = None) -> tuple[E, regex.Match[str]] | None:
        """The shape that matches most, up to `end`; of equals the first."""
        end = at + REACH if end is None else min(end, at + REACH)
        best: tuple[E, regex.Match[str]] | None = None
        reached = at
        for entry, shape in self._shapes:
            try:
                m = shape.match(text, at, end, **self._limit)
            except TimeoutError:
                raise _too_slow(entry.id) from None
            if m and m.end() > reached:
                best, reached = (entry, m), m.end()
        return best


class RareShapes(Shapes[NumberKind]):
    """Many shapes of numbers, of which most places match none: that takes a few looks."""

    def __init__(self, entries: Sequence[NumberKind], time_limit: float | None = TIME_LIMIT) -> None:
        super().__init__(entries, time_limit)
        every = range(len(entries))
        groups = [every[i : i + _TOGETHER] for i in every[::_TOGETHER]]
        self._looks = [(numbers, _any_of(entries, numbers)) for numbers in groups]

    def first(self, text: str, at: int) -> tuple[NumberKind, regex.Match[str]] | None:
        """The first shape, in the order of the files, that matches at `at`."""
        try:
            for numbers, look in self._looks:
                m = look.match(text, at, at + REACH, **self._limit)
                if m is None:
                    continue
                if m.end() == at:  # one that takes no characters may hide another
                    return self._first_of_all(text, at)
                return next(self._shapes[i][0] for i in numbers if m[f"shape{i}"] is not None), m
        except TimeoutError:
            raise _too_slow("of several") from None
        return None

    def _first_of_all(self, text: str, at: int) -> tuple[NumberKind, regex.Match[str]] | None:
        matches = ((entry, shape.match(text, at, at + REACH, **self._limit)) for entry, shape in self._shapes)
        return next(((entry, m) for entry, m in matches if m and m.end() > at), None)


def _any_of(entries: Sequence[NumberKind], numbers: Iterable[int]) -> regex.Pattern[str]:
    """One expression for several shapes, each in a group that has its number."""
    shapes = "|".join(f"(?P<shape{i}>{_scoped(entries[i])})" for i in numbers)
    return regex.compile(shapes, regex.VERBOSE)


def _too_slow(name: str) -> PatternError:
    return PatternError("an expression takes too long", place=f"shape {name}", remedy="make its repeats simpler")
