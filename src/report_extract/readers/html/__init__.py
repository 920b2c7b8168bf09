"""Web pages: the article with its headline and date; what stands around it is labelled.

The text holds all that a browser shows, in the order of the file: a line a paragraph,
`- ` or a number before list items, tables a line a row. It does not depend on the
patterns; which stretches are menus, comments and the like does.
"""

from __future__ import annotations

from report_extract.pattern_set import load_patterns
from report_extract.readers.assembly import Assembly, Source
from report_extract.readers.document import Document
from report_extract.readers.html.decoding import characters
from report_extract.readers.html.facts import headlines, published, title_span
from report_extract.readers.html.parsing import parse
from report_extract.readers.html.regions import Labeller
from report_extract.readers.html.walking import Walker
from report_extract.text import Spans


def read(source: Source) -> Document:
    """The document of a web page; raises `ReadError`."""
    text, encoding, doubt = characters(source)
    root, deep = parse(source, text)
    assembly = Assembly(source)
    if doubt:
        assembly.note("encoding", doubt)
    if deep:
        assembly.note("nesting", deep)
    body = root.find("body") if root.tag == "html" else root
    page = Walker(assembly).page(root if body is None else body)
    written = assembly.text
    title = title_span(page, written, headlines(root))
    asides = Labeller(source.patterns or load_patterns()).asides(page, written, title)
    for aside in asides:
        assembly.aside(aside.start, aside.end, aside.kind)
    labelled = Spans.of((aside.start, aside.end) for aside in asides)
    day = published(root, page, written, title, labelled)
    return assembly.document("text/html", encoding, title=title, published=day)
