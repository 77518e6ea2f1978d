"""Cutting long prose into pieces at sentence ends, in linear time."""

from __future__ import annotations

import re

LONG = 2400
"""Characters from which a paragraph is cut."""
PIECE = 800
"""Characters a piece has at least, where sentences allow."""

MOST = 6000
"""Characters that a piece has at most: words without a full stop for so long are no prose."""

_END = re.compile(r"[.!?][\"')\]”’]?\s+(?=[\"'(\[“‘]?[A-Z0-9\u00c0-\u024f#])")


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """[start, end) in pieces that end after sentences; one piece where it is not long."""
    if end - start <= LONG:
        return [(start, end)]
    cuts = [start]
    for found in _END.finditer(text, start, end):
        if found.end() - cuts[-1] >= PIECE and end - found.end() >= PIECE // 2:
            cuts.append(found.end())
    bounds = zip(cuts, [*cuts[1:], end], strict=True)
    return [part for first, last in bounds for part in _at_most(text, first, last)]


def _at_most(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """[start, end) in parts of at most `MOST` characters, cut between words where there are any."""
    parts = []
    while end - start > MOST:
        space = text.rfind(" ", start + MOST // 2, start + MOST)
        cut = start + MOST if space < 0 else space + 1
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)]
