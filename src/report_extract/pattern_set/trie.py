"""Word lists as regular expressions: one trie, the longest word wins."""

from __future__ import annotations

import re
from collections.abc import Iterable

from report_extract.text import SMALL_LETTERS, fold

_NO_LETTER = rf"(?<![{SMALL_LETTERS}].)"
_Node = dict[str, "_Node"]  # "" marks the end of a word


def trie_regex(words: Iterable[str], *, guard: str = "") -> str:
    """An expression that matches the longest of `words` at a place; `guard` stands after the first letter.

    >>> trie_regex(["chi bộ", "chi hội", "chi"])
    'chi(?:\\\\s{1,2}(?:bộ|hội))?'
    >>> trie_regex(["chi", "bộ"], guard=r"(?<!\\w.)")
    '(?:b(?<!\\\\w.)ộ|c(?<!\\\\w.)hi)'
    """
    root: _Node = {}
    for word in words:
        node = root
        for char in fold(word):
            node = node.setdefault(char, {})
        node[""] = {}
    return _expression(root, guard) if root else r"(?!)"


def _expression(node: _Node, guard: str = "") -> str:
    branches = []
    for char in sorted(node):
        if not char:
            continue
        literal, child = _literal(char) + guard, node[char]
        while len(child) == 1 and "" not in child:  # a chain of single letters needs no groups
            ((next_char, child),) = child.items()
            literal += _literal(next_char)
        branches.append(literal + (_expression(child) if set(child) != {""} else ""))
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"
    if "" in node:
        body = f"(?:{body})?" if len(branches) == 1 else body + "?"
    return body


def _literal(char: str) -> str:
    return r"\s{1,2}" if char == " " else re.escape(char)


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """`trie_regex` between word boundaries; digits count as a boundary on the left.

    >>> whole_words(["đ", "đồng"]).match("đồng/kg").group()
    'đồng'
    """
    # What looks back comes after the first letter: a search then skips to the letters that begin words.
    return re.compile(rf"{trie_regex(words, guard=_NO_LETTER)}(?:(?!\w)|(?<!\w))")
