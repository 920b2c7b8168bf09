"""Every error that report-extract raises on purpose.

    ReportExtractError
    ├── ReadError       a file that cannot be read
    ├── PatternError    a pattern file that cannot be used
    ├── GoldError       a gold file that cannot be scored against
    └── UsageError      an option that makes no sense

Each says which file, where in it, and what to do about it.
"""

from __future__ import annotations


class ReportExtractError(Exception):
    """A problem the user can act on: what, where (`file`, `place`), and the `remedy`."""

    def __init__(self, problem: str, *, file: str = "", place: str = "", remedy: str = "") -> None:
        self.problem, self.file, self.place, self.remedy = problem, file, place, remedy
        where = ": ".join(part for part in (file, place) if part)
        super().__init__(f"{where}: {problem}" if where else problem)

    def __str__(self) -> str:
        """One line: `file: place: problem; remedy`."""
        message = super().__str__().encode("utf-8", "replace").decode()
        return f"{message}; {self.remedy}" if self.remedy else message


class ReadError(ReportExtractError):
    """The file is missing, unreadable, empty, broken, locked, too large or in no known encoding."""


class PatternError(ReportExtractError):
    """A pattern file is not TOML, misspells a key, doubles an id or holds a bad expression."""


class GoldError(ReportExtractError):
    """A folder or file of gold annotations cannot be read."""


class UsageError(ReportExtractError):
    """An option or argument has a value that makes no sense."""
