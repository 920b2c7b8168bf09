"""PDFs by hand: broken, locked and hostile ones."""

import io
from collections.abc import Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def written(content: Sequence[bytes], objects: Sequence[bytes] = (), resources: bytes = b"") -> bytes:
    """A PDF of one page with this content; `objects` are numbered from 5."""
    stream = b"\n".join(content)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<" + resources + b">>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        *objects,
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(bodies) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out),
    )  # fmt: skip


def nested_forms(depth: int) -> bytes:
    """Each form draws the next ten times: 10 ** depth boxes."""
    forms = []
    for i in range(depth):
        drawn = b"/F Do " * 10 if i < depth - 1 else b"0 0 10 10 re f "
        forms.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</F %d 0 R>>>>/Length %d>>"
            b"stream\n%s\nendstream" % (6 + i, len(drawn), drawn)
        )
    return written([b"/F Do " * 10], forms, b"/XObject<</F 5 0 R>>")


def encrypted() -> bytes:
    """A PDF that asks for a password."""
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("open", ownerPassword="own", strength=128))
    canvas.drawString(72, 700, "12 hoi nghi")
    canvas.save()
    return stream.getvalue()


def stair(lines: int) -> bytes:
    """Lines of two narrow cells, each line a little farther to the right."""
    steps = [
        b"BT /F 1 Tf 1 0 0 1 %.3f %.3f Tm (x) Tj 1 0 0 1 %.3f %.3f Tm (12) Tj ET"
        % (i * 250 / lines, 800 - i * 780 / lines, 290 + i * 250 / lines, 800 - i * 780 / lines)
        for i in range(lines)
    ]
    steps = [step.replace(b"/F 1 Tf", b"/F %.4f Tf" % (150 / lines)) for step in steps]
    return written(steps, [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"], b"/Font<</F 5 0 R>>")
