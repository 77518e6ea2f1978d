"""Tables that set two things side by side: under "DNA | RNA", the row "Sugar | deoxyribose |
ribose" is "How do DNA and RNA differ in their sugar?".

Word processors and PDFs often give the cells of such a table as lines of their own: the caption
names both things, the first two lines are the things, and every three lines after are a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from authoring.prose import plain
from authoring.rules.candidate import Candidate, Setting, balanced, lowered, personal, sentence_of
from authoring.rules.table import rows
from decks.cards import CardKind
from decks.sources import SourceVersion, SpanKind

_FEATURE = re.compile(r"^[A-Za-z][A-Za-z’' /-]{2,40}$")
_EMPTY = re.compile(r"^(?:yes|no|n/?a|none|[\W\d]*)$", re.IGNORECASE)
_CORNER = re.compile(
    r"^(?:|features?|property|properties|characteristics?|aspect|criterion|attribute|trait|"
    r"comparison|parameter|basis)$",
    re.IGNORECASE,
)
MOST_NAME_WORDS = 4
MOST_CELL_WORDS = 10
FEWEST_ROWS = 2


def find(version: SourceVersion, setting: Setting, aside: dict[int, str]) -> Iterator[Candidate]:
    """A card for each row in which the two things differ."""
    for index, span in enumerate(version.spans):
        if span.kind is SpanKind.TABLE and aside.get(index) == "table":
            yield from _of_table(version, index, setting)
        elif span.kind is SpanKind.PARAGRAPH and index not in aside:
            yield from _of_lines(version, index, setting, aside)


def _of_table(version: SourceVersion, index: int, setting: Setting) -> Iterator[Candidate]:
    span = version.spans[index]
    found = rows(version.text, span.start, span.end)
    head = next((row for row in found[:2] if len(row.cells) == 3), None)
    if head is None or not _CORNER.match(head.cells[0].strip()):
        return
    names = (head.cells[1], head.cells[2])
    for row in found[found.index(head) + 1 :]:
        if len(row.cells) == 3:
            made = _card(names, row.cells, row.start, row.end, (index,), setting)
            if made is not None:
                yield made


def _of_lines(
    version: SourceVersion, caption: int, setting: Setting, aside: dict[int, str]
) -> Iterator[Candidate]:
    titles = _line(version, caption)
    names = tuple(_line(version, place) for place in (caption + 1, caption + 2))
    if not all((titles, *names)) or names[0] == names[1]:
        return
    if re.search(rf"{re.escape(names[0])}\s(?:and|vs\.?|versus|or)\s{re.escape(names[1])}", titles,
                 re.IGNORECASE) is None:  # fmt: skip
        return
    lines: list[str] = []
    while (words := _line(version, caption + 3 + len(lines))) and (
        caption + 3 + len(lines) not in aside
    ):
        lines.append(words)
    if len(lines) % 3 or len(lines) < 3 * FEWEST_ROWS:
        return
    for first in range(0, len(lines), 3):
        places = tuple(range(caption + 3 + first, caption + 6 + first))
        start, last = version.spans[places[0]], version.spans[places[-1]]
        end = last.start + len(version.words(last.start, last.end).rstrip())
        cells = tuple(lines[first : first + 3])
        made = _card(names, cells, start.start, end, places, setting)
        if made is not None:
            yield made


def _line(version: SourceVersion, index: int) -> str:
    """The words of a short paragraph that is no sentence, else ""."""
    if not 0 <= index < len(version.spans):
        return ""
    span = version.spans[index]
    words = plain(version.words(span.start, span.end))
    if span.kind is not SpanKind.PARAGRAPH or len(words.split()) > MOST_CELL_WORDS:
        return ""
    return "" if words.endswith((".", "!", "?", ":")) else words


def _card(
    names: tuple[str, ...],
    cells: tuple[str, ...],
    start: int,
    end: int,
    spans: tuple[int, ...],
    setting: Setting,
) -> Candidate | None:
    one, other = (name.strip(" .:") for name in names)
    feature, mine, theirs = (cell.strip(" .:") for cell in cells)
    if not all(1 <= len(name.split()) <= MOST_NAME_WORDS for name in (one, other)):
        return None
    if not _FEATURE.match(feature) or _EMPTY.match(mine) or _EMPTY.match(theirs):
        return None
    if mine.casefold() == theirs.casefold() or personal(f"{mine} {theirs}"):
        return None
    answer = (
        f"{one}: {lowered(mine, setting)}; {lowered(other, setting)}: {lowered(theirs, setting)}"
    )
    if not balanced(answer) or any(len(cell.split()) > MOST_CELL_WORDS for cell in (mine, theirs)):
        return None
    pair = f"{lowered(one, setting)} and {lowered(other, setting)}"
    return Candidate(
        kind=CardKind.CONTRAST,
        question=f"How do {pair} differ in their {lowered(feature, setting)}?",
        label=f"{pair}: {feature.lower()}",
        core_answer=sentence_of(answer),
        start=start,
        end=end,
        weight=1.7,
        spans=spans,
    )
