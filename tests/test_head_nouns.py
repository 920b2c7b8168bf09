"""The noun that a label is of: the first of the vocabulary that is a word by itself."""

import pytest

from report_extract import load_patterns
from report_extract.head_nouns import HeadNounReader
from report_extract.text import fold
from report_extract.tokenizer import UndertheseaTokenizer

READER = HeadNounReader(load_patterns(), UndertheseaTokenizer())

ROWS = [
    ("ngân sách của xã", "xã"),  # not sách
    ("thu nhập bình quân đầu người", "người"),
    ("thi hành kỷ luật", None),
    ("mỗi suất cộng", "suất"),
    ("xã hỗ trợ xi măng", "xã"),
    ("nộp ngân sách", None),
    ("số đảng viên kết nạp", "đảng viên"),
]


@pytest.mark.parametrize(("label", "noun"), ROWS)
def test_the_head_noun_is_a_word_by_itself(label: str, noun: str | None) -> None:
    found = READER.find(fold(label), (0, len(label)))
    assert (found.word if found else None) == (fold(noun) if noun else None)
