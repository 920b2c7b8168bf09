"""Which columns of a table are parts of another: `Tổng số`, `Trong đó: nữ`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.trie import trie_regex, whole_words
from report_extract.tables.cells import Span
from report_extract.tables.grids import Table

_MOST = 12  # columns that a total may have as parts
Values = Mapping[int, Decimal]
# The column of the total, where the breakdown begins, and whether it leaves nothing out.
ColumnPart = tuple[int, int, bool]


class ColumnReader:
    """Reads the order of columns with the words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._total = re.compile(rf"{trie_regex(patterns.words('table_total'))}(?!\w)\s*(?:\([^()]*\))?")
        self._parts = whole_words([*patterns.words("parts"), *patterns.words("parts_all")])
        self._all = whole_words(patterns.words("parts_all"))
        self._attribute = whole_words([*patterns.words("attribute"), *patterns.words("sexes")])

    def read(self, key: str, table: Table, values: Sequence[Values]) -> dict[int, ColumnPart]:
        """The total of each column that has one."""
        found: dict[int, ColumnPart] = {}
        columns = sorted(table.headers)
        for column in columns:
            headers = table.headers[column]
            marked = next((span for span in headers if self._parts.match(key, *span)), None)
            if marked:
                left = [c for c in columns if c < column and marked not in table.headers[c]]
                if left:
                    found[column] = left[-1], marked[0], self._all.match(key, *marked) is not None
        for column in columns:
            headers = table.headers[column]
            if headers and self._total.fullmatch(key, *headers[-1]):
                for part, complete in self._beside(key, table, columns, column, values):
                    found.setdefault(part, (column, headers[-1][0], complete))
        return found

    def _beside(
        self, key: str, table: Table, columns: Sequence[int], total: int, values: Sequence[Values]
    ) -> list[tuple[int, bool]]:
        """The columns after a total that are its parts, and whether they leave nothing out."""
        outer = table.headers[total][:-1]
        after = [c for c in columns if c > total and table.headers[c][: len(outer)] == outer][:_MOST]
        for last in range(len(after), 1, -1):
            if _adds_up(values, total, after[:last]):
                return [(c, True) for c in after[:last]]
        return [(c, False) for c in after if self._names_part(key, table.headers[c][len(outer) :])]

    def _names_part(self, key: str, headers: Sequence[Span]) -> bool:
        return any(self._attribute.match(key, *span) for span in headers)


def _adds_up(values: Sequence[Values], total: int, parts: Sequence[int]) -> bool:
    """Do columns add up to another in every row that has them all?"""
    rows = [row for row in values if total in row and all(c in row for c in parts)]
    return bool(rows) and all(row[total] == sum((row[c] for c in parts), Decimal(0)) for row in rows)
