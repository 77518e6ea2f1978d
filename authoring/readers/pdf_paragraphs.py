"""Lines to paragraphs, by their place on the page; and which lines are furniture of the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from authoring.readers.pdf_lines import Line

GAP = 1.45
"""Times the usual line distance: more is a new paragraph."""
INDENT = 5.0
"""Points that a first line is set in."""
EDGE_LINES = 2
"""How many lines at the top and bottom of a page may be furniture."""


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size that most words are set in."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def furniture(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """The keys of lines that stand at the edges of at least three pages in ten, or are numbers."""
    seen: Counter[str] = Counter()
    for page in pages:
        edges = [*page[:EDGE_LINES], *page[-EDGE_LINES:]]
        seen.update({line.key for line in edges})
    enough = max(3, 0.3 * len(pages))
    return frozenset(key for key, count in seen.items() if count >= enough or key == "#")


def paragraphs(page: Sequence[Line], body: float) -> list[list[Line]]:
    """The lines of a page in paragraphs, in reading order."""
    usual = _distance(page, body)
    right = max((line.right for line in page), default=0.0)
    groups: list[list[Line]] = []
    for line in page:
        if groups and not _breaks(groups[-1][-1], line, usual, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _distance(page: Sequence[Line], body: float) -> float:
    """The usual distance of two lines, in points."""
    steps = [
        above.base - below.base
        for above, below in pairwise(page)
        if 0 < above.base - below.base < 3 * max(body, above.size)
    ]
    return median(steps) if steps else 1.3 * body


def _breaks(above: Line, below: Line, usual: float, right: float) -> bool:
    """Whether a paragraph ends between two lines."""
    ended = above.text.rstrip("\"')]”’").endswith((".", "!", "?", ":"))
    if below.bullet:
        return True
    if above.size and abs(below.size - above.size) > 0.12 * above.size:
        return True
    step = above.base - below.base
    if step < -usual:  # a new column, or a box elsewhere on the page
        return ended or not below.text[:1].islower()
    if step > GAP * usual:
        # A hyphenated word takes two lines in one, so the next one seems far.
        return "\ufffe" not in above.text or step > (GAP + 1.2) * usual
    set_in = below.left - above.left > INDENT
    return ended and (set_in or above.right < 0.75 * right)
