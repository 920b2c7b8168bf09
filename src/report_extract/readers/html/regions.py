"""Which stretches of a page are no part of the article, and what they are.

Furniture is told by the element (`nav`), by its names (`class="box-comment"`), by the
heading above it (`Tin liên quan`), by being links for the most part, and by standing
outside the element that holds the article. What holds the headline or most of the prose
is never furniture, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from report_extract.pattern_set.trie import whole_words
from report_extract.readers.assembly import Words
from report_extract.readers.document import Aside, AsideKind
from report_extract.readers.html.walking import Line, Node, Page
from report_extract.text import SourceText, Spans

_KINDS: tuple[AsideKind, ...] = ("comment", "weather", "poll", "related", "menu", "header", "footer", "furniture")
_TAGS: dict[str, AsideKind] = {
    "nav": "menu", "menu": "menu", "footer": "footer", "header": "header", "aside": "furniture", "form": "furniture",
    "select": "menu", "button": "furniture", "fieldset": "furniture", "dialog": "furniture", "search": "furniture",
    "textarea": "furniture",
}  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTAINERS = frozenset({"ul", "ol", "div", "section", "table", "td", "tr", "tbody", "dl", "p", "dd", "center", "li"})
_DIVISIONS = _CONTAINERS - {"p", "li", "tr", "ul", "ol"} | {
    "body",
    "main",
    "article",
    "blockquote",
    "form",
    "tr",
    "pre",
}
_LEAD = re.compile(r"[\W\d_]*")
_REST = re.compile(r"[\s:.…()\[\]\d»›>+-]*$")
_MOST_WORDS_MORE = 3
_LONGEST_HEADING = 60
_HALF = 0.5
_MAIN_SHARE = 0.75
_DENSE = 0.65
_LONG_LINK = 25
_ALL = 0.8
_FEWEST_LINKS = 2
_ABOVE_TITLE = 200


class Labeller:
    """Labels the stretches of a page with the words that the patterns give for them."""

    def __init__(self, words: Words) -> None:
        self._headings = {kind: whole_words(words.words(f"page_{kind}")) for kind in _KINDS}
        self._names = {kind: whole_words(words.words(f"page_{kind}_name")) for kind in _KINDS}
        self._article = whole_words(words.words("page_article_name"))

    def asides(self, page: Page, text: str, title: tuple[int, int] | None) -> list[Aside]:
        """The asides of a page, in text order and disjoint."""
        core = _Core(title, page.nodes[0].prose or page.nodes[0].unlinked)
        found = _disjoint(self._elements(page, core))
        found = _disjoint([*found, *_link_runs(page, core), *self._headed(page, text, core, found)])
        start, end = self._article_span(page, core, found)
        return _disjoint([*found, *_gaps(found, 0, start), *_gaps(found, end, len(text))])

    def _elements(self, page: Page, core: _Core) -> Iterator[Aside]:
        """The outermost elements that are furniture by their tag, their names or their links."""
        reach = 0
        for node in page.nodes[1:]:
            if node.start >= reach and node.end > node.start and not core.is_in(node):
                kind = self._kind(node)
                if kind:
                    reach = node.end
                    yield Aside(node.start, node.end, kind)

    def _kind(self, node: Node) -> AsideKind | None:
        told = _TAGS.get(node.tag)
        if told in ("menu", "footer"):
            return told
        kind = self._named(node) or (None if told == "header" and _inside_article(node) else told)
        if kind or node.tag not in _CONTAINERS:
            return kind
        if node.links >= 2 and node.linked > _DENSE * (node.linked + node.unlinked):
            return "related" if node.linked > _LONG_LINK * node.links else "menu"
        return None

    def _named(self, node: Node) -> AsideKind | None:
        if node.tag in _HEADINGS:
            return None
        for kind in _KINDS:
            words = self._names[kind]
            test = words.fullmatch if kind in ("header", "footer") else words.search  # `table header` is none
            if any(test(name) for name in node.names):
                return kind
        return None

    def _headed(self, page: Page, text: str, core: _Core, found: list[Aside]) -> Iterator[Aside]:
        """What stands under the headings that name furniture."""
        known = Spans.of((aside.start, aside.end) for aside in found)
        reach = 0
        for line in page.lines:
            if line.start < reach or known.hold(line.start) or core.holds_title(line.start, line.end):
                continue
            kind = self._heading(text[line.start : line.end], line)
            if kind:
                reach = max(_governed(line, core), line.end)
                yield Aside(line.start, reach, kind)

    def _heading(self, written: str, line: Line) -> AsideKind | None:
        """What a line names: the words of a heading alone, with a count, a few words or links after it."""
        if len(written) > _LONGEST_HEADING + line.linked:
            return None
        key = SourceText.of(written).key
        lead = _LEAD.match(key)
        for kind in _KINDS:
            m = self._headings[kind].match(key, lead.end() if lead else 0)
            if m:
                rest = key[m.end() :]
                short = kind == "weather" and len(rest.split()) <= _MOST_WORDS_MORE
                return kind if short or _REST.match(rest) or line.linked >= _ALL * len(rest) else None
        return None

    def _article_span(self, page: Page, core: _Core, found: list[Aside]) -> tuple[int, int]:
        """Where the article begins and ends: the innermost element with most of its prose, from the headline on."""
        left = _prose_left(page, Spans.of((aside.start, aside.end) for aside in found))
        node = page.nodes[0]
        while node.tag != "article" and not any(self._article.search(name) for name in node.names):
            inner = max(node.children, key=lambda child: left[id(child)], default=None)
            if inner is None or inner.tag not in _DIVISIONS or left[id(inner)] <= _MAIN_SHARE * left[id(node)]:
                break
            if inner.tag == "table" and not inner.children:  # one of data: what stands above it belongs to it
                break
            node = inner
        start, end = node.start, node.end
        if core.title and core.title[0] < start:
            head = next((line.node for line in page.lines if line.start == core.title[0]), node)
            above = head.parent.start if head.parent else head.start
            start = above if core.title[0] - above <= _ABOVE_TITLE else core.title[0]
        return start, max(end, core.title[1] if core.title else 0)


class _Core(NamedTuple):
    """What is never furniture: the headline, and what holds most of the prose."""

    title: tuple[int, int] | None
    prose: int

    def holds_title(self, start: int, end: int) -> bool:
        return self.title is not None and start <= self.title[0] < end

    def is_in(self, node: Node) -> bool:
        return self.holds_title(node.start, node.end) or node.prose > _HALF * self.prose


def _link_runs(page: Page, core: _Core) -> Iterator[Aside]:
    """Lines one after another that are nothing but links."""
    run: list[Line] = []
    for line in (*page.lines, None):
        if line and line.linked > _ALL * (line.end - line.start) and not core.holds_title(line.start, line.end):
            run.append(line)
            continue
        if len(run) >= _FEWEST_LINKS:
            long = sum(line.linked for line in run) > _LONG_LINK * len(run)
            yield Aside(run[0].start, run[-1].end, "related" if long else "menu")
        run = []


def _inside_article(node: Node) -> bool:
    above = node.parent
    while above and above.tag != "article":
        above = above.parent
    return above is not None


def _governed(line: Line, core: _Core) -> int:
    """How far a heading of furniture reaches: over the box that it opens, or over what follows it."""
    node = line.node
    while node.parent and node.parent.start == line.start and not core.is_in(node.parent):
        node = node.parent
    if node.start == line.start and node.end > line.end + 1:
        return node.end
    if node.start < line.start:  # lines of one paragraph, divided by breaks
        return line.end if core.is_in(node) and node.end - line.end > _HALF * core.prose else node.end
    if node.parent is None:
        return node.end
    end, prose = node.end, 0
    for following in node.parent.children[node.index + 1 :]:
        prose += following.prose
        if following.tag in _HEADINGS or core.holds_title(following.start, following.end):
            break
        if prose > _HALF * core.prose:  # no box, but a word of the report
            return line.end
        end = following.end
    return end


def _prose_left(page: Page, labelled: Spans) -> dict[int, int]:
    """The prose of each element, by its identity, without what is labelled."""
    lines = [line for line in page.lines if not labelled.hold(line.start)]
    prosaic = any(line.prose for line in lines)
    left = dict.fromkeys(map(id, page.nodes), 0)
    for line in lines:
        left[id(line.node)] += line.prose if prosaic else line.end - line.start - line.linked
    for node in reversed(page.nodes):
        if node.parent:
            left[id(node.parent)] += left[id(node)]
    return left


def _disjoint(asides: Iterable[Aside]) -> list[Aside]:
    """In text order; what lies in another, or begins in it, is that."""
    out: list[Aside] = []
    for aside in sorted(asides, key=lambda a: (a.start, -a.end)):
        start = max(aside.start, out[-1].end) if out else aside.start
        if start < aside.end:
            out.append(Aside(start, aside.end, aside.kind))
    return out


def _gaps(asides: list[Aside], start: int, end: int) -> Iterator[Aside]:
    """The stretches from `start` to `end` that no aside covers."""
    for aside in asides:
        if aside.end <= start:
            continue
        if aside.start >= end:
            break
        if aside.start > start:
            yield Aside(start, aside.start, "furniture")
        start = aside.end
    if start < end:
        yield Aside(start, end, "furniture")
