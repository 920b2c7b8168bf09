"""Patterns: the knowledge of Vietnamese, kept in TOML files, and its compiled form."""

from report_extract.pattern_set.compiled import PatternSet
from report_extract.pattern_set.loading import load_patterns
from report_extract.pattern_set.schema import Entry

__all__ = ["Entry", "PatternSet", "load_patterns"]
