"""Which body a report is of: by its letterhead, or, of a news page, by its headline and lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report_extract.header.names import BodyName, BodyNames
from report_extract.layout import Layout
from report_extract.pattern_set import PatternSet
from report_extract.pattern_set.schema import Phrase
from report_extract.pattern_set.trie import whole_words
from report_extract.text import SourceText, fold

_COLUMN = re.compile(r"\s{3,}|\t")
_PLACE_AND_DATE = re.compile(
    r"(?:^|\s{3,}|\t|[*(] ?)(?P<place>[^\W\d_][^\d,\n\t]{1,40}?), ?(?:[^\W\d_]+ )?\d{1,2}\b", re.M
)
_LEAD = 1800
_LETTERHEAD = 5


class OrganizationReader:
    """Reads the body's name with the organisation words of a pattern set."""

    def __init__(self, patterns: PatternSet) -> None:
        self._names = BodyNames(patterns)
        self._letterhead = whole_words(patterns.words("letterhead"))
        self._superior = whole_words(patterns.words("organization_superior"))
        self._inner = whole_words(patterns.words("organization_inner"))
        self._union = whole_words(patterns.words("organization_union"))
        self._joined = whole_words(patterns.words("organization_joined"))
        self._named = whole_words(patterns.words("organization_named"))
        self._provincial = whole_words(patterns.words("organization_provincial"))
        self._province = next(iter(patterns.words("province")), "")
        self._reports = whole_words(patterns.words("reports"))
        self._source = whole_words(patterns.words("source"))
        forms = [entry.words for entry in patterns.of(Phrase) if entry.role == "organization_form"]
        self._forms = tuple((form[0], whole_words(form[1:])) for form in forms)

    def read(
        self,
        source: SourceText,
        layout: Layout,
        lines: Sequence[tuple[int, int]],
        title: tuple[int, int] | None,
        official: int | None,
    ) -> str | None:
        """The body's name; `official` is the number of letterhead lines of an official document."""
        if official is not None:
            head = self._of_letterhead(source, lines[:official])
            if head:
                return head
        inside = next(self._names.find(source, *title), None) if title else None
        if official is not None and inside is None:
            return self._who_reports(source, title[1] if title else 0)
        news = self._of_news(source, layout, lines, inside, title[1] if title else 0)
        return self._without_organ(news) if news else None

    def letterhead(self, source: SourceText, lines: Sequence[tuple[int, int]]) -> int:
        """How many lines at the top of a text do nothing but shout who writes: a letterhead without a motto."""
        last, named = 0, 0
        for i, (start, end) in enumerate(lines[:_LETTERHEAD]):
            text = source.norm[start:end].strip()
            if not any(c.isalpha() for c in text):
                last = i + 1 if last == i else last
                continue
            head = self._names.heads.match(fold(text))
            if last < i or head is None or not text.isupper() or self._says_more(fold(text), head.end()):
                break
            last, named = i + 1, named + 1
        # One line alone may be a headline, were it not ruled off.
        return last if named > 1 or last > named > 0 else 0

    def _says_more(self, key: str, at: int) -> bool:
        """Does a line go on as a headline, with a verb or a number?"""
        return any(c.isdigit() for c in key) or self._names.ends_in(key, at)

    def _without_organ(self, name: str) -> str:
        """`Ban Chấp hành Liên đoàn Lao động tỉnh …` speaks for the body itself."""
        inner = self._inner.match(fold(name))
        rest = name[inner.end() :].strip() if inner else ""
        return rest if rest and self._names.heads.match(fold(rest)) else name

    # -- news

    def _of_news(
        self,
        source: SourceText,
        layout: Layout,
        lines: Sequence[tuple[int, int]],
        inside: BodyName | None,
        body: int,
    ) -> str | None:
        if inside and inside.placed and not inside.text.isupper():
            return inside.text
        lead: list[BodyName] = []
        for start, end in lines:
            if start >= body and start < body + _LEAD and not layout.is_furniture(start):
                lead.extend(self._names.find(source, start, end))
        if inside:
            return next((name.text for name in lead if _fuller(name, inside)), inside.text)
        for name in lead:  # the body whose figures they are: theo Cục Thuế tỉnh
            last = max(0, name.start - 12)
            if any(
                not source.key[m.end() : name.start].strip()
                for m in self._source.finditer(source.key, last, name.start)
            ):
                return name.text
        return lead[0].text if lead else None

    def _who_reports(self, source: SourceText, body: int) -> str | None:
        m = self._reports.search(source.key, body, body + 2500)
        if m is None:
            return None
        line = source.key.rfind("\n", 0, m.start()) + 1
        names = list(self._names.find(source, line, m.start()))
        return names[-1].text if names else None

    # -- letterheads

    def _of_letterhead(self, source: SourceText, lines: Sequence[tuple[int, int]]) -> str | None:
        """The last body of the left column, of the place that it, its superior or the date line names."""
        if not lines:
            return None
        bodies = self._bodies(source, lines)
        if not bodies:
            return None
        dated = _PLACE_AND_DATE.search(source.norm, lines[0][0], lines[-1][1])
        place = dated["place"].strip(" *") if dated else ""
        body = self._complete(bodies[-1], bodies[-2] if len(bodies) > 1 else "", place, source)
        return self._as_spoken(source, self._in_full(body))

    def _bodies(self, source: SourceText, lines: Sequence[tuple[int, int]]) -> list[str]:
        bodies: list[str] = []
        for start, end in lines:
            cell = _left_cell(source.norm[start:end])
            key = fold(cell)
            frame = self._letterhead.match(key)
            if not cell or (frame and (frame.end() == len(key) or not self._names.heads.match(key))):
                continue
            inner = self._inner.match(key)
            rest = cell[inner.end() :].strip() if inner else ""
            if inner and not bodies and (named := self._of_youth(source.key[lines[0][0] : start], rest)):
                bodies.append(named)
                continue
            if inner and not rest:
                continue
            if inner and self._names.heads.match(fold(rest)):
                bodies.append(rest)
            elif inner and self._names.levels.match(fold(rest)) and bodies:
                bodies.append(f"{self._without_place(bodies[-1])} {rest}")
            elif bodies and cell.isupper() and self._continues(key):
                bodies[-1] = f"{bodies[-1]} {cell}"
            elif self._names.heads.match(key):
                bodies.append(cell)
            elif bodies and cell.isupper() and not any(c in cell for c in "/,*:"):
                bodies[-1] = f"{bodies[-1]} {cell}"
        return bodies

    def _of_youth(self, above: str, rest: str) -> str | None:
        """ĐOÀN TNCS HỒ CHÍ MINH / BCH TỈNH … is TỈNH ĐOÀN …."""
        union = self._union.search(above)
        level = self._names.levels.match(fold(rest))
        if union is None or level is None:
            return None
        first = rest[: level.end()].split(maxsplit=1)[0]
        body = union.group().split()[0]
        return f"{first} {body.upper() if rest.isupper() else body.capitalize()}{rest[level.end() :]}"

    def _continues(self, key: str) -> bool:
        """Is a line the end of the name that the line above begins (HUYỆN …, CHI NHÁNH TỈNH …)?"""
        joined = self._joined.match(key)
        if joined is None and self._names.heads.match(key):
            return False
        return self._names.levels.match(key, joined.end() + 1 if joined else 0) is not None

    def _without_place(self, body: str) -> str:
        levels = self._names.levels_in(fold(body))
        return body[: levels[0].start()].rstrip() if levels else body

    def _complete(self, body: str, superior: str, place: str, source: SourceText) -> str:
        """With the place that the letterhead leaves to be understood."""
        key, above = fold(body), fold(superior)
        levels = self._names.levels_in(key)
        if levels and levels[-1].end() == len(key):  # THANH TRA HUYỆN
            same = re.search(rf"(?<!\w){re.escape(levels[-1].group())}\s", above)
            name = superior[same.end() :] if same else place
            return f"{body} {name.upper() if body.isupper() else name}".rstrip()
        last = key.rsplit(" ", 1)[-1]
        if above.startswith(last + " "):  # TRƯỜNG ĐẠI HỌC AN LỘC / CÔNG ĐOÀN TRƯỜNG
            return f"{body}{superior[len(last) :]}"
        if levels or self._named.match(key) or self._superior.match(key):
            return body
        if place and key.endswith(" " + fold(place)):
            return self._with_level(body, place, source)
        if self._superior.match(above):
            return f"{body} {superior}"
        higher = next(iter(self._names.levels_in(above)), None)
        if higher and "." not in superior[higher.end() :]:
            return f"{body} {superior[higher.start() :]}"
        if place and above.endswith(" " + fold(place)) and self._provincial.match(above):
            return f"{body} {self._province} {place}"
        return body

    def _with_level(self, body: str, place: str, source: SourceText) -> str:
        """`KHO BẠC NHÀ NƯỚC KỲ LÂM` is of what the text calls `huyện Kỳ Lâm`."""
        key = fold(place)
        at = source.key.find(key)
        for _ in range(20):
            if at < 0:
                break
            line = source.key.rfind("\n", 0, at) + 1
            before = source.key[max(line, at - 12) : at].rstrip()
            for m in self._names.levels.finditer(before):
                if m.end() == len(before):
                    return f"{body[: len(body) - len(place)]}{m.group()} {place}"
            at = source.key.find(key, at + 1)
        return body

    def _in_full(self, body: str) -> str:
        for full, short in self._forms:
            for m in reversed(list(short.finditer(fold(body)))):
                body = body[: m.start()] + (full.upper() if body.isupper() else full) + body[m.end() :]
        return body

    def _as_spoken(self, source: SourceText, body: str) -> str:
        """As the text itself writes the name outside its letterhead, if it does."""
        key = fold(body)
        at = source.key.find(key)
        while at >= 0:
            written = source.norm[at : at + len(key)]
            if not written.isupper():
                return written
            at = source.key.find(key, at + 1)
        return body


def _left_cell(line: str) -> str:
    """The left column of a letterhead line, without ornaments."""
    text = line.strip()
    column = _COLUMN.search(text)
    return text[: column.start() if column else len(text)].strip(" \t*-–_=")


def _fuller(name: BodyName, headline: BodyName) -> bool:
    """Is `name` the full form of a body that the headline shortens or shouts?"""
    full, short = fold(name.text).split(), fold(headline.text).split()
    if len(full) <= len(short) or full[-2:] != short[-2:]:
        return False
    rest = iter(full)
    shortened = all(word in rest for word in short)
    return shortened or not headline.placed or headline.text.isupper()
