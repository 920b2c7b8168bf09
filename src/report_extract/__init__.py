"""Figures of Vietnamese administrative reports, as validated records.

>>> from report_extract import extract
>>> [figure.value for figure in extract("Năm 2023, kết nạp được 333 đảng viên mới.").figures]
[Decimal('333')]
"""

from report_extract.errors import ReportExtractError
from report_extract.pattern_set import load_patterns
from report_extract.pipeline import extract, extract_file
from report_extract.records import Figure, Report

__all__ = ["Figure", "Report", "ReportExtractError", "extract", "extract_file", "load_patterns"]
