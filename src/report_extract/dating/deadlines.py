"""When what is planned is due, where no time beside it says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from report_extract.header import Header
from report_extract.periods import Interval, TimeMention
from report_extract.spans import Finding, coming, is_cumulative, rest
from report_extract.timewords import Plan


def due(found: Finding, plan: Plan, header: Header, times: Sequence[TimeMention], *, yearly: bool) -> Finding:
    """The period of a target that was found in some time of the text.

    `plan` says in what sense it is a target, `yearly` whether of every year.
    """
    main, how = header.period, found.how
    if plan == "proposal" and how in ("report", "running"):
        return Finding(None, how)
    cumulated = found.period and (found.period[1].entry.of_report == "to_date" or is_cumulative(found.period[0]))
    if plan == "label" and found.period and cumulated:
        return Finding((_year(found.period[0].end.year), found.period[1]), how)
    if yearly and main and found.period and _ends_term(found.period[0], main[0]):
        return Finding((Interval(date(main[0].end.year, 1, 1), found.period[0].end), found.period[1]), how)
    if main is None or not (how == "report" or (found.period and found.period[0] == main[0])):
        return found
    if plan == "proposal":
        return Finding(None, how)
    if plan == "label" and is_cumulative(main[0]):  # the plan of the year
        return Finding((_year(main[0].end.year), main[1]), how)
    if plan == "cue" and how == "report" and not header.article and main[0].end.year - main[0].start.year > 1:
        return Finding((coming(main[0], times), main[1]), how)  # what a congress decides
    if plan == "heading" and how == "report":
        following = rest(main[0].end, {}) if is_cumulative(main[0]) else coming(main[0], times)
        return Finding((following, main[1]) if following else main, how)
    return found


def _ends_term(due_in: Interval, main: Interval) -> bool:
    """Is it a single year, some years after a term reported on (`đến năm 2026, mỗi năm kết nạp 12 đảng viên`)?"""
    single = due_in.start.year == due_in.end.year
    return single and main.end.year - main.start.year > 1 and due_in.end.year - main.end.year > 1


def _year(year: int) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31))
