"""Digits and spelled-out numbers to exact values."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from report_extract import load_patterns
from report_extract.numerals.spelled import NumberWords
from report_extract.numerals.values import parse_digits
from report_extract.text import fold
from support import plain, report_of, slug

WORDS = NumberWords.of(load_patterns())
DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
NORTH = {"link": "linh", "thousand": "nghìn", "four": "tư", "five": "lăm", "seven": "bảy"}
SOUTH = {"link": "lẻ", "thousand": "ngàn", "four": "bốn", "five": "nhăm", "seven": "bẩy"}
MIXED = {**NORTH, "link": "lẻ", "thousand": "ngàn"}


def read(words: list[str]) -> tuple[int, int] | None:
    """The value of the number that begins the words, and how many of them it takes."""
    found = WORDS.read([fold(word) for word in words])
    return (int(found[0]), found[1]) if found else None


def below_hundred(n: int, style: dict[str, str]) -> list[str]:
    """The words of 1 to 99."""
    tens, ones = divmod(n, 10)
    digit = [style["seven"] if i == 7 else word for i, word in enumerate(DIGITS)]
    if tens == 0:
        return [digit[ones]]
    words = ["mười"] if tens == 1 else [digit[tens], "mươi"]
    if ones:
        special = {5: style["five"]} if tens == 1 else {1: "mốt", 4: style["four"], 5: style["five"]}
        words.append(special.get(ones, digit[ones]))
    return words


def below_thousand(n: int, style: dict[str, str], *, full: bool) -> list[str]:
    """The words of 1 to 999; `full` spells a hundreds place of zero too."""
    hundreds, rest = divmod(n, 100)
    words = [style["seven"] if hundreds == 7 else DIGITS[hundreds], "trăm"] if hundreds or full else []
    if rest:
        link = [style["link"]] if rest < 10 and words else []
        words += [*link, *below_hundred(rest, style)]
    return words


def spell(n: int, style: dict[str, str]) -> list[str]:
    """The words of any number from 1 to a billion."""
    words: list[str] = []
    for scale, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, style["thousand"]), (1, "")):
        group, n = divmod(n, scale)
        if group:
            words += below_thousand(group, style, full=bool(words))
            words += [name] if name else []
    return words


@pytest.mark.parametrize(
    ("number", "style", "words"),
    [
        (21, NORTH, "hai mươi mốt"),
        (24, NORTH, "hai mươi tư"),
        (15, NORTH, "mười lăm"),
        (105, NORTH, "một trăm linh năm"),
        (3002, SOUTH, "ba ngàn không trăm lẻ hai"),
        (77_077, SOUTH, "bẩy mươi bẩy ngàn không trăm bẩy mươi bẩy"),
        (1_000_000_000, NORTH, "một tỷ"),
        (2_000_400, NORTH, "hai triệu bốn trăm"),
    ],
    ids=slug,
)
def test_the_speller_itself(number: int, style: dict[str, str], words: str) -> None:
    assert " ".join(spell(number, style)) == words


@pytest.mark.parametrize("style", [NORTH, SOUTH, MIXED], ids=["north", "south", "mixed"])
@settings(max_examples=400, deadline=None)
@given(number=st.integers(1, 10**9) | st.integers(1, 9999))
@example(number=1)
@example(number=1001)
@example(number=10_010)
@example(number=999_999_999)
@example(number=10**9)
def test_any_number_to_a_billion_is_read_back(style: dict[str, str], number: int) -> None:
    words = spell(number, style)
    assert read(words) == (number, len(words))


@pytest.mark.parametrize("style", [NORTH, SOUTH, MIXED], ids=["north", "south", "mixed"])
def test_every_number_to_two_thousand_is_read_back(style: dict[str, str]) -> None:
    for number in range(1, 2001):
        words = spell(number, style)
        assert read(words) == (number, len(words)), words


@pytest.mark.parametrize("style", [NORTH, SOUTH], ids=["north", "south"])
@settings(max_examples=60, deadline=None)
@given(number=st.integers(2, 10**9))
@example(number=3002)
@example(number=2024)
@example(number=1_200_000_000)
def test_a_spelled_number_is_found_whole_in_a_sentence(style: dict[str, str], number: int) -> None:
    words = " ".join(spell(number, style))
    figures = report_of(f"Trong năm, đã trao {words} suất quà cho hộ nghèo.").figures
    assert [(figure.text, plain(figure.value)) for figure in figures] == [(words, str(number))]


@pytest.mark.parametrize(
    ("words", "value", "taken"),
    [
        ("hai nghìn lẻ hai mươi bốn", 2024, 6),
        ("hai nghìn không trăm hai mươi tư", 2024, 7),
        ("hai trăm rưỡi", 250, 3),
        ("hai triệu rưỡi", 2_500_000, 3),
        ("ba nghìn rưởi", 3500, 3),
        ("một tỷ rưỡi", 1_500_000_000, 3),
        ("hai chục", 20, 2),
        ("ba chục", 30, 2),
        ("chục", 10, 1),
        ("ba vạn", 30_000, 2),
        ("một vạn hai nghìn", 12_000, 4),
        ("mười vạn", 100_000, 2),
        ("hai nghìn tư", 2400, 3),
        ("một trăm hai", 120, 3),
        ("hai mươi nhăm", 25, 3),
        ("mười nghìn tỷ", 10_000_000_000_000, 3),
        ("hai nghìn ba trăm tỷ", 2_300_000_000_000, 5),
        ("một trăm nghìn hai trăm tỷ", 100_200 * 10**9, 6),
        ("sáu mươi bốn", 64, 3),
        ("không", 0, 1),
        ("mười hai chi bộ", 12, 2),
        ("năm trăm lẻ một", 501, 4),
    ],
    ids=slug,
)
def test_spelled_numbers(words: str, value: int, taken: int) -> None:
    assert read(words.split()) == (value, taken)


@pytest.mark.parametrize("words", ["", "mươi", "linh hai", "rưỡi", "đảng viên", "trăm"], ids=slug)
def test_words_that_are_no_number(words: str) -> None:
    assert read(words.split()) is None


@pytest.mark.parametrize(
    ("surface", "value"),
    [
        ("0", "0"),
        ("05", "5"),
        ("007", "7"),
        ("21208", "21208"),
        ("21.208", "21208"),
        ("21 208", "21208"),
        ("1.234.567", "1234567"),
        ("1 234 567", "1234567"),
        ("1,234,567", "1234567"),
        ("12.500.000,75", "12500000.75"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("2.50", "2.5"),
        ("215,340", "215.34"),
        ("18,600", "18.6"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("97,62", "97.62"),
        ("999999999999999999999999", "999999999999999999999999"),
    ],
)
def test_digits(surface: str, value: str) -> None:
    assert plain(parse_digits(surface)) == value


@pytest.mark.parametrize(
    ("surface", "value"),
    [("18,600", "18600"), ("1,5", "1.5"), ("0,600", "0.6"), ("18,60", "18.6"), ("18.600", "18600")],
)
def test_digits_that_must_be_whole(surface: str, value: str) -> None:
    assert plain(parse_digits(surface, whole=True)) == value


@pytest.mark.parametrize("surface", ["1.2.3", "1,2,3", "1.23.456,7,8", "9" * 25, "1,2.3", "١٢"])
def test_digits_that_make_no_number(surface: str) -> None:
    assert parse_digits(surface) is None


@given(st.integers(0, 10**15))
def test_grouped_digits_mean_the_same_as_plain_ones(number: int) -> None:
    for group in ".", " ":
        assert parse_digits(f"{number:,}".replace(",", group)) == number


@given(st.decimals(0, 10**6, places=2))
def test_decimals_with_a_comma_are_exact(number: object) -> None:
    whole, _, places = f"{number:f}".partition(".")
    assert plain(parse_digits(f"{whole},{places}")) == plain(parse_digits(f"{whole}.{places}"))
