"""Plain text: paragraphs apart by blank lines, long ones cut at sentence ends."""

from __future__ import annotations

import re

from authoring.encoding import decode
from authoring.readers.pieces import pieces
from authoring.readers.reading import Block, Reading, tiled
from decks.sources import LocatorKind, SpanKind

EXTRACTOR = "text/1"

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")


def read(data: bytes, name: str) -> Reading:
    """The paragraphs of a text file."""
    decoded = decode(data)
    text = decoded.text
    blocks = []
    line, counted = 1, 0
    for found in _PARAGRAPH.finditer(text):
        for start, end in pieces(text, found.start(), found.end()):
            line += text.count("\n", counted, start)
            counted = start
            last = line + text.count("\n", start, end)
            blocks.append(Block(start, SpanKind.PARAGRAPH, (line,), (last,)))
    return Reading(
        format="text",
        extractor=EXTRACTOR,
        text=text,
        spans=tiled(text, blocks, LocatorKind.LINE),
        warnings=decoded.warnings,
    )
