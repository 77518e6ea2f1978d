"""Lines to paragraphs, by their place on the page; and which lines are furniture of the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
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


def body_weight(pages: Sequence[Sequence[Line]]) -> int:
    """The weight that most words are set in."""
    weights: Counter[int] = Counter()
    for page in pages:
        for line in page:
            weights[line.weight] += len(line.text)
    return weights.most_common(1)[0][0] if weights else -1


def furniture(pages: Sequence[Sequence[Line]], body: float) -> frozenset[str]:
    """The keys of lines that stand at the edges of at least three pages in ten, or are numbers.

    A title that slides repeat is larger than the words and no furniture.
    """
    seen: Counter[str] = Counter()
    for page in pages:
        edges = [*page[:EDGE_LINES], *page[-EDGE_LINES:]]
        seen.update({line.key for line in edges if not _large(line, body)})
    enough = max(3, 0.3 * len(pages))
    return frozenset(key for key, count in seen.items() if count >= enough or key == "#")


def _large(line: Line, body: float) -> bool:
    return line.size >= 1.15 * body > 0


def paragraphs(
    page: Sequence[Line], body: float, look: Callable[[Line], object], gone: Callable[[Line], bool]
) -> list[list[Line]]:
    """The lines of a page in paragraphs, in reading order: footnotes and furniture after the words
    that they interrupt. Lines of different `look` never share a paragraph.
    """
    below = [line for line in page if gone(line)]
    notes = [line for line in page if not gone(line) and _note(line, page, body)]
    words = [line for line in page if not gone(line) and not _note(line, page, body)]
    return [
        *_grouped(words, body, look),
        *_grouped(notes, body, look),
        *([line] for line in below),
    ]


def _note(line: Line, page: Sequence[Line], body: float) -> bool:
    """Whether a line is set smaller than the words and stands low on the page: a footnote."""
    if not 0 < line.size <= 0.92 * body or line.base <= 0:
        return False
    top = max(each.base for each in page)
    bottom = min(each.base for each in page)
    return line.base < bottom + 0.25 * (top - bottom)


def _grouped(page: Sequence[Line], body: float, look: Callable[[Line], object]) -> list[list[Line]]:
    usual = _distance(page, body)
    right = max((line.right for line in page), default=0.0)
    groups: list[list[Line]] = []
    for line in page:
        above = groups[-1][-1] if groups else None
        changed = above is not None and look(above) != look(line)
        if above is not None and not changed and not _breaks(above, line, usual, right):
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
