"""Files of every format, written in the test: small, whole, and with whatever a test puts in."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from authoring.formats import format_of, reader
from authoring.readers.reading import Reading

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+'
    'xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def read(name: str, data: bytes | str) -> Reading:
    """The reading of a file, in this process."""
    content = data.encode("utf-8") if isinstance(data, str) else data
    return reader(format_of(name, content))(content, name)


def told(reading: Reading) -> list[tuple[str, str]]:
    """Why a span is set aside, else its kind; and its words."""
    return [
        (span.set_aside or span.kind.value, reading.text[span.start : span.end].strip())
        for span in reading.spans
    ]


def shown(reading: Reading) -> str:
    """The words that reach a drafter."""
    return "\n".join(
        reading.text[span.start : span.end] for span in reading.spans if span.set_aside is None
    )


def archive(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(body: str, **more: bytes | str) -> bytes:
    """A Word file with this body; `more` are parts such as styles."""
    document = f"<w:document {W} {M}><w:body>{body}</w:body></w:document>"
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": document,
        **{
            f"word/{name}" if "." in name else f"word/{name}.xml": content
            for name, content in more.items()
        },
    }
    return archive(parts)


def words(text: str, looks: str = "", paragraph: str = "") -> str:
    """A paragraph of one run; `looks` are its run properties."""
    run = f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"
    return f"<w:p><w:pPr>{paragraph}</w:pPr>{run}</w:p>"


def saved(presentation: Any) -> bytes:
    """A python-pptx presentation as bytes."""
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def notebook(cells: Sequence[tuple[str, str]], **more: Any) -> bytes:
    """A notebook of (kind, source) cells."""
    made = [
        {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True), **more}
        for kind, source in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def pdf(pages: Sequence[str], extra: Mapping[int, str] | None = None, catalog: str = "") -> bytes:
    """A PDF whose pages have these content streams, with Helvetica /F1 and its bold /F2.

    Objects: 1 catalog, 2 page tree, 3 and 4 fonts, then a page and its stream by turns; `extra`
    adds or replaces objects by number.
    """
    count = len(pages)
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(count))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica{} >>"
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        3: font.format(""),
        4: font.format("-Bold"),
    }
    for number, stream in enumerate(pages):
        objects[5 + 2 * number] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font "
            f"<< /F1 3 0 R /F2 4 0 R >> >> /Contents {6 + 2 * number} 0 R >>"
        )
        objects[6 + 2 * number] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
    objects |= dict(extra or {})
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = {}
    for number in sorted(objects):
        places[number] = out.tell()
        out.write(f"{number} 0 obj\n{objects[number]}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {max(objects) + 1}\n0000000000 65535 f \n".encode())
    for number in range(1, max(objects) + 1):
        entry = f"{places[number]:010d} 00000 n \n" if number in places else "0000000000 00000 f \n"
        out.write(entry.encode())
    out.write(f"trailer << /Size {max(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n".encode())
    out.write(b"%%EOF\n")
    return out.getvalue()


def line(text: str, x: int, y: int, size: int = 11, font: str = "F1", before: str = "") -> str:
    """A line of a content stream; `before` sets colour or mode."""
    return f"q {before} BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET Q"
