"""Shapes of numbers: the look-ahead that a shape begins with only saves time."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_extract import load_patterns
from report_extract.pattern_set.schema import NumberKind, Time
from report_extract.pattern_set.shapes import REACH, RareShapes, Shapes, compile_shape
from report_extract.text import SourceText
from support import SAMPLES

KINDS = [kind for kind in load_patterns().of(NumberKind) if kind.regex]
TIMES = [time for time in load_patterns().of(Time) if not time.starts]
GOLD = Path(__file__).parent / "gold"
TEXTS = [path.read_text("utf-8") for folder in (SAMPLES, GOLD) for path in sorted(folder.rglob("*.txt"))]
EXAMPLES = [example.text for kind in KINDS for example in (*kind.example, *kind.counter_example)]
PIECES = sorted({piece for text in EXAMPLES for piece in (*text.split(" "), *text.split(", "), text)})
MIXTURES = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.from_regex(r"\d{1,4}[.,/–+-]?\d{0,3}", fullmatch=True),
              st.sampled_from(" " * 5 + ",;:./()-–\n%")),
    min_size=1, max_size=14,
).map(lambda pairs: "".join(word + sign for word, sign in pairs))  # fmt: skip


def without_look_ahead(shape: str) -> str:
    """The shape without the look-ahead that it begins with."""
    if not shape.startswith("(?=") or shape.startswith("(?=(?P"):
        return shape
    depth, in_class = 0, False
    for i, sign in enumerate(shape):
        if shape[i - 1] == "\\" and i:
            continue
        in_class = (in_class or sign == "[") and sign != "]"
        depth += 0 if in_class else (sign == "(") - (sign == ")")
        if not depth:
            return shape[i + 1 :]
    raise AssertionError(shape)


QUICK = [(kind, kind.model_copy(update={"regex": without_look_ahead(kind.regex)})) for kind in KINDS]
PAIRS = [(compile_shape(a), compile_shape(b)) for a, b in QUICK if a.regex != b.regex]
RARE = RareShapes(KINDS, None)


def assert_same(text: str) -> None:
    norm = SourceText.of(text).norm
    for at in (i for i, sign in enumerate(norm) if sign.isdecimal()):
        for quick, plain in PAIRS:
            found, due = (shape.match(norm, at, at + REACH) for shape in (quick, plain))
            assert (found and found.span()) == (due and due.span()), (quick.pattern, norm[max(0, at - 40) : at + 40])


def test_some_shapes_begin_with_a_look_ahead() -> None:
    assert len(PAIRS) > 20


@pytest.mark.parametrize("text", ["\n".join(EXAMPLES), *TEXTS])
def test_the_look_ahead_changes_nothing(text: str) -> None:
    assert_same(text)


@settings(max_examples=300, deadline=None)
@given(MIXTURES)
def test_the_look_ahead_changes_nothing_in_mixtures(text: str) -> None:
    assert_same(text)


@settings(max_examples=100, deadline=None)
@given(MIXTURES)
def test_shapes_together_are_the_first_of_each(text: str) -> None:
    for at in (i for i, sign in enumerate(text) if sign.isdecimal()):
        due = next(
            (kind for kind in KINDS if (m := compile_shape(kind).match(text, at, at + REACH)) and m.end() > at), None
        )
        found = RARE.first(text, at)
        assert (found and found[0]) == due


def test_the_longest_of_equals_is_the_first() -> None:
    found = Shapes(TIMES).longest("28/12/2023", 0)
    assert found is not None
    assert (found[0].id, found[1].end()) == ("day/full", 10)
    assert Shapes(TIMES).longest("28/12/2023", 0, 0) is None
