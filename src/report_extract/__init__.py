"""Figures of Vietnamese administrative reports, as validated records.

>>> from report_extract import extract
>>> [str(figure.value) for figure in extract("Năm 2023, kết nạp được 333 đảng viên mới.").figures]
['333']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from report_extract.errors import ReportExtractError
    from report_extract.pattern_set import load_patterns
    from report_extract.pipeline import extract, extract_file, extract_files
    from report_extract.readers.limits import Limits
    from report_extract.records import Figure, Report

__all__ = [
    "Figure", "Limits", "Report", "ReportExtractError", "extract", "extract_file", "extract_files", "load_patterns",
]  # fmt: skip

_HOME = {
    "Figure": "records",
    "Limits": "readers.limits",
    "Report": "records",
    "ReportExtractError": "errors",
    "extract": "pipeline",
    "extract_file": "pipeline",
    "extract_files": "pipeline",
    "load_patterns": "pattern_set",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: `--help` needs none of them."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
