"""Jupyter notebooks: Markdown cells as Markdown, code cells as code, no outputs.

Outputs hold pictures and logs of a run; they are left out before anything is kept.
"""

from __future__ import annotations

import json
from typing import Any

from authoring.encoding import decode
from authoring.readers.markdown import scan
from authoring.readers.reading import Block, Outline, Reading, tiled
from decks.errors import DamagedFile, EmptyFile, TooLarge
from decks.sources import LocatorKind, SpanKind

EXTRACTOR = "notebook/1"
MOST_CELLS = 5_000


def read(data: bytes, name: str) -> Reading:
    """The cells of a notebook. Raises `DamagedFile`, `EmptyFile` or `TooLarge`."""
    decoded = decode(data)
    cells = _cells(decoded.text)
    texts: list[str] = []
    blocks: list[Block] = []
    outline = Outline()
    at = 0
    for number, kind, words in cells:
        found = _blocks(kind, words, outline)
        for block in found:
            block.start += at
            block.first = block.last = (number,)
        blocks += found
        if found:
            texts.append(words)
            at += len(words) + 2
    text = "\n\n".join(texts)
    if not text.strip():
        raise EmptyFile("The notebook's cells are empty: there is nothing to make cards from.")
    spans = tiled(text, blocks, LocatorKind.CELL)
    return Reading("notebook", EXTRACTOR, text, spans, decoded.warnings)


def _blocks(kind: str, words: str, outline: Outline) -> list[Block]:
    if not words.strip():
        return []
    if kind == "markdown":
        return scan(words, outline)
    aside = None if kind == "code" else "markup"
    span = SpanKind.CODE if kind == "code" else SpanKind.OTHER
    return [Block(0, span, (1,), (1,), outline.path, aside)]


def _cells(text: str) -> list[tuple[int, str, str]]:
    """The number from 1, the kind, and the words of each cell."""
    held = _parsed(text)
    cells = held.get("cells")
    if cells is None:  # Notebooks of before 2015 keep them in worksheets.
        sheets = held.get("worksheets")
        cells = sheets[0].get("cells") if isinstance(sheets, list) and sheets else None
    if not isinstance(cells, list):
        raise DamagedFile("The notebook has no cells: save it again in Jupyter.")
    if len(cells) > MOST_CELLS:
        raise TooLarge(f"The notebook has {len(cells):,} cells; at most {MOST_CELLS:,} are read.")
    found = []
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict):
            raise DamagedFile(
                f"Cell {number} of the notebook is damaged: save it again in Jupyter."
            )
        kind = str(cell.get("cell_type", "raw"))
        words = _words(cell.get("source", cell.get("input", "")))
        if kind == "heading":
            kind, words = "markdown", f"{'#' * _level(cell.get('level'))} {words}"
        found.append((number, kind, words))
    return found


def _parsed(text: str) -> dict[str, Any]:
    """The notebook as JSON values."""
    try:
        held = json.loads(text)
    except ValueError:
        raise DamagedFile("The notebook is no JSON: save it again in Jupyter.") from None
    if not isinstance(held, dict):
        raise DamagedFile("The notebook is no JSON object: save it again in Jupyter.")
    return held


def _level(value: object) -> int:
    return min(6, max(1, value)) if isinstance(value, int) else 1


def _words(source: object) -> str:
    """A source is a text or a list of lines; LF, no NUL, no control characters."""
    joined = "".join(map(str, source)) if isinstance(source, list) else str(source or "")
    bare = joined.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in bare if char >= " " or char in "\n\t").strip("\n")
