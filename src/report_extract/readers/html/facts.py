"""What a page says about itself outside its text: the headline and the day it was published."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import islice

from lxml import etree

from report_extract.readers.html.cells import text_of
from report_extract.readers.html.walking import Page
from report_extract.text import Spans, fold

_DAY = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|\s*(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_DATES = (
    "article:published_time", "datepublished", "og:article:published_time", "pubdate", "publishdate", "publish_date",
    "date.issued", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.created", "dc.date.created",
)  # fmt: skip
_ARTICLES = re.compile(r"article|blogposting|report|webpage", re.I)
_SITE = re.compile(r"\s+[-–—|»:]\s+|\s*[|»]\s*")
_MOST_JSON = 1_000_000
_LONGEST = 400
_FEWEST_WORDS = 3
_REACH = 800
_DATE_LINE = re.compile(r"[^\d\n]{0,30}(\d{1,2}/\d{1,2}/\d{4})(?!\d)[^\n]{0,60}")
_UNDER = 3  # lines under the headline that may give the day
_HERE = timezone(timedelta(hours=7))


def headlines(root: etree._Element) -> list[str]:
    """What the head of a page gives for its headline, folded, the surest first."""
    metas = dict(_metas(root))
    title = next((text_of(t) for t in root.iter("title")), "") or next((t.text or "" for t in root.iter("title")), "")
    parts = _SITE.split(title)
    cut = ["".join(parts[:1])] if len(parts) > 1 else []
    found = (metas.get("og:title"), metas.get("twitter:title"), metas.get("title"), title, *cut)
    return [_plain(text) for text in found if text and text.strip()]


def _metas(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The names and contents of `meta` elements."""
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        yield name.lower(), meta.get("content") or ""


def title_span(page: Page, text: str, told: list[str]) -> tuple[int, int] | None:
    """Where the headline stands in the text: an `h1`, or the line that the head of the page repeats."""
    heads = [
        (line.start, line.end, _plain(text[line.start : line.end]))
        for line in page.lines
        if line.node.tag == "h1" and line.end - line.start <= _LONGEST
    ]
    fit = [h for h in heads if any(h[2] == t for t in told)] or [h for h in heads if any(h[2] in t for t in told)]
    if fit:
        return max(fit, key=lambda head: (len(head[2].split()), -head[0]))[:2]
    if told:
        for line in page.lines:
            if line.end - line.start > _LONGEST or len(text[line.start : line.end].split()) < _FEWEST_WORDS:
                continue
            plain = _plain(text[line.start : line.end])
            if any(plain == t for t in told):
                return line.start, line.end
    named = [h for h in heads if len(h[2].split()) >= _FEWEST_WORDS]
    return named[-1][:2] if named else None


def published(root: etree._Element, page: Page, text: str, title: tuple[int, int] | None, asides: Spans) -> date | None:
    """The day of publication: by JSON-LD, a meta element, a `time` element near the headline, or a line under it."""
    start = title[0] if title else 0
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for value in _dates(script.text or ""):
                day = _day(value)
                if day:
                    return day
    metas = list(_metas(root))
    stated = (_day(content) for wanted in _DATES for name, content in metas if name == wanted)
    near = (_day(value) for at, value in page.times if abs(at - start) <= _REACH and not asides.hold(at))
    return next((day for day in (*stated, *near, *_under(page, text, title, asides)) if day), None)


def _under(page: Page, text: str, title: tuple[int, int] | None, asides: Spans) -> Iterator[date | None]:
    """The days that lines of furniture under the headline begin with: `04/12/2024 10:35 | 1.532 views`."""
    lines = (line for line in page.lines if title and line.start >= title[1])
    for line in islice(lines, _UNDER):
        m = _DATE_LINE.fullmatch(text, line.start, line.end)
        if m and asides.hold(line.start):
            yield _day(m[1])


def _dates(code: str) -> Iterator[str]:
    if len(code) > _MOST_JSON:
        return
    try:
        data = json.loads(code, strict=False)
    except (ValueError, RecursionError):
        return
    queue = deque([data])
    while queue:
        entry = queue.popleft()
        if isinstance(entry, list):
            queue.extend(entry)
        elif isinstance(entry, dict):
            if isinstance(entry.get("datePublished"), str) and _ARTICLES.search(str(entry.get("@type", "article"))):
                yield entry["datePublished"]
            queue.extend(entry[name] for name in ("@graph", "mainEntity") if name in entry)


def _day(value: str) -> date | None:
    """The day in Viet Nam of a time as pages write it."""
    try:
        time = datetime.fromisoformat(value.strip())
        return time.astimezone(_HERE).date() if time.tzinfo else time.date()
    except (ValueError, OverflowError):
        pass
    m = _DAY.match(value)
    if m is None:
        return None
    year, month, day = (m.group(1), m.group(2), m.group(3)) if m.group(1) else (m.group(6), m.group(5), m.group(4))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _plain(text: str) -> str:
    return fold(" ".join(unicodedata.normalize("NFC", text).split()))
