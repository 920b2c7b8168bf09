"""Expressions that pattern files give for the shape of a number or a date.

They run under a time limit and see at most `REACH` characters from the place they start
at, so that no expression, however written, can hold up a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

import regex

from report_extract.errors import PatternError
from report_extract.pattern_set.schema import NumberKind, Time

# An expression may take this long (seconds) at one place of a text.
TIME_LIMIT = 0.25
# How far an expression may look from the place it starts at.
REACH = 160
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
    try:
        for text in _HOSTILE:
            for start in ("", *(f"{word} " for word in entry.starts[:3])):
                # Its own source follows, so that letters it asks for do not end the search at once.
                expression.match(start + text + entry.regex, timeout=TIME_LIMIT)
    except TimeoutError:
        return True
    return False


class ShapeSet(Generic[E]):
    """Several shapes that may start at one place; most places match none, and cost one look."""

    def __init__(self, entries: Sequence[E]) -> None:
        self._shapes: list[tuple[E, regex.Pattern[str]]] = [(entry, compile_shape(entry)) for entry in entries]
        # Each alternative in a group of its own, that tells which of them matched.
        alternatives = "|".join(f"(?P<{_mark(i)}>{_scoped(entry)})" for i, entry in enumerate(entries))
        self._any = regex.compile(alternatives or r"(?!)", regex.VERBOSE)
        self._marks = [_mark(i) for i in range(len(entries))]

    def first(self, text: str, at: int) -> tuple[E, regex.Match[str]] | None:
        """The first shape, in the order of the files, that matches at `at`."""
        return next(self._matches(text, at), None)

    def longest(self, text: str, at: int) -> tuple[E, regex.Match[str]] | None:
        """The shape that matches most; of equals the first."""
        best: tuple[E, regex.Match[str]] | None = None
        for entry, m in self._matches(text, at):
            if best is None or m.end() > best[1].end():
                best = entry, m
        return best

    def _matches(self, text: str, at: int) -> Iterator[tuple[E, regex.Match[str]]]:
        limit = min(len(text), at + REACH)
        entry: E | None = None
        try:
            found = self._any.match(text, at, limit, timeout=TIME_LIMIT)
            if found is None:
                return
            first = next(i for i, mark in enumerate(self._marks) if found.start(mark) >= 0)
            for entry, shape in self._shapes[first:]:
                m = shape.match(text, at, limit, timeout=TIME_LIMIT)
                if m and m.end() > at:
                    yield entry, m
        except TimeoutError:
            raise PatternError(
                "an expression takes too long",
                place=f"shape {entry.id if entry else 'of several'}",
                remedy="make its repeats simpler",
            ) from None


def _mark(index: int) -> str:
    return f"shape_{index}"
