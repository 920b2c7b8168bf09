"""Word files for tests: from XML, part by part, and from plain text."""

import io
import random
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{REL}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ROOTS = {"header": "hdr", "footer": "ftr"}
_BULLET = re.compile(r"([-+*]) (?=\S)")


def part(root: str, inside: str) -> str:
    """A part with this root element, without its prefix."""
    return f"{_HEAD}<w:{root} {NAMESPACES}>{inside}</w:{root}>"


def members(body: str, **parts: str) -> dict[str, str]:
    """The members of a package: a body, and parts by name (`styles`, `header1`), whose insides are given."""
    names = {name: name.rstrip("0123456789") for name in parts}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{REL}/{kind}" Target="{name}.xml"/>' for name, kind in names.items()
    )
    root = f'<Relationship Id="r" Type="{REL}/officeDocument" Target="word/document.xml"/>'
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{root}</Relationships>',
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        "</Relationships>",
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        **{f"word/{name}.xml": part(_ROOTS.get(kind, kind), parts[name]) for name, kind in names.items()},
    }


def packed(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word file with a body, and parts by name."""
    return packed(members(body, **parts))


def run(text: str, font: str = "", extra: str = "") -> str:
    """A run; tabs and line breaks become elements."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    properties = f"<w:rPr>{fonts}{extra}</w:rPr>" if fonts or extra else ""
    pieces = [
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(piece, f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
        for piece in re.split("([\t\n])", text)
        if piece
    ]
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"


def p(inside: str = "", properties: str = "") -> str:
    """A paragraph of text, or of XML where it begins with a bracket."""
    runs = inside if inside.startswith("<") or not inside else run(inside)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def listed(text: str, num: int = 1, level: int = 0) -> str:
    """A paragraph with an automatic number."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def tc(inside: str, properties: str = "") -> str:
    """A cell of one paragraph, or of XML."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside if inside.startswith('<w:') else p(inside)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of texts or of `tc`."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<w:') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str | Sequence[str], ruled: bool = True) -> str:
    """A table of rows, given as texts or as XML."""
    borders = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>' if ruled else ""
    made = "".join(row if isinstance(row, str) else tr(*row) for row in rows)
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr><w:tblGrid/>{made}</w:tbl>"


def box(inside: str) -> str:
    """A run with a text box, in the two forms that Word writes."""
    held = f"<w:txbxContent>{inside}</w:txbxContent>"
    new = f"<w:drawing><a:graphic><wps:wsp><wps:txbx>{held}</wps:txbx></wps:wsp></a:graphic></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{held}</v:textbox></v:shape></w:pict>"
    both = f"<mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"


def lvl(form: str, text: str, level: int = 0, extra: str = "<w:start w:val='1'/>") -> str:
    """A level of an abstract numbering."""
    return f'<w:lvl w:ilvl="{level}">{extra}<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str, overrides: str = "") -> str:
    """One abstract numbering, list 1 of it, and list 2 with these overrides."""
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )


def rendered(text: str, seed: int = 0) -> bytes:
    """A text as a Word file: a paragraph a line, with everything that Word may do to it.

    Lines are split over runs, some tracked as inserted, in content controls, smart tags or
    hyperlinks, next to deleted ones; bullets are automatic.
    """
    chance = random.Random(seed)  # noqa: S311
    bullets = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{lvl("bullet", sign)}</w:abstractNum>' for i, sign in enumerate("-+*", 1)
    ) + "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in (1, 2, 3))
    return docx("".join(_rendered_line(line, chance) for line in text.split("\n")), numbering=bullets)


def _rendered_line(line: str, chance: random.Random) -> str:
    m = _BULLET.match(line)
    properties = f'<w:numPr><w:numId w:val="{"-+*".index(m[1]) + 1}"/></w:numPr>' if m else ""
    pieces: list[str] = []
    rest = line[m.end() :] if m else line
    while rest:
        size = chance.randint(1, 60)
        pieces.append(_wrapped(run(rest[:size]), chance.randrange(12)))
        rest = rest[size:]
    whole = f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(pieces)}</w:p>"
    return f"<w:sdt><w:sdtContent>{whole}</w:sdtContent></w:sdt>" if chance.random() < 0.1 else whole


def _wrapped(one: str, kind: int) -> str:
    gone = one.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return {
        0: f"<w:ins>{one}</w:ins>",
        1: f"<w:del>{gone}</w:del>{one}",
        2: f"<w:sdt><w:sdtPr/><w:sdtContent>{one}</w:sdtContent></w:sdt>",
        3: f"<w:smartTag>{one}</w:smartTag>",
        4: f"<w:hyperlink>{one}</w:hyperlink>",
        5: f"<w:moveTo>{one}</w:moveTo><w:moveFrom>{run('99 con ')}</w:moveFrom>",
    }.get(kind, one)
