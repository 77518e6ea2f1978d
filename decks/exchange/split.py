"""The lines of a deck page cut into cards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

ANALOGY = re.compile(r"\bAnalogy\s{0,3}:[ \t]*", re.IGNORECASE)

Line = tuple[int, str]


@dataclass(frozen=True, slots=True)
class RawCard:
    """One card as it stands: question, body before "Analogy:", analogy after it.

    `analogy_line` is the line of the analogy where it begins one below the body's.
    """

    question: str
    body: str
    analogy: str | None
    analogy_line: str | None
    lines: tuple[int, int]


def split_cards(
    lines: Sequence[str], taken: frozenset[int]
) -> tuple[list[RawCard], tuple[int, ...]]:
    """The cards of a page, and the numbers of lines that belong to none.

    A card ends with the line that holds "Analogy:". Where an analogy is missing, the next line
    that ends in a question mark, after at least one line of body, begins the next card.
    """
    cards: list[RawCard] = []
    group: list[Line] = []
    leftover: list[int] = []
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or number in taken:
            continue
        closes = ANALOGY.search(text) is not None
        if len(group) >= 2 and text.endswith("?") and not closes:
            cards.append(_raw(group))
            group = []
        group.append((number, text))
        if closes:
            cards.append(_raw(group))
            group = []
    if len(group) > 1 or (group and group[0][1].endswith("?")):
        cards.append(_raw(group))
    else:
        leftover.extend(number for number, _ in group)
    return cards, tuple(leftover)


def _raw(group: list[Line]) -> RawCard:
    question, rest = group[0], group[1:]
    span = (group[0][0], group[-1][0])
    last = (rest or [question])[-1][1]
    mark = ANALOGY.search(last)
    if mark is None:
        return RawCard(question[1], " ".join(text for _, text in rest), None, None, span)
    head, analogy = last[: mark.start()].strip(), last[mark.end() :].strip()
    if not rest:
        # All on one line: the question runs to its mark, or is all there is before the analogy.
        asked, found, body = head.partition("?")
        return RawCard(f"{asked}{found}".strip() or last, body.strip(), analogy or None, None, span)
    body = " ".join([*(text for _, text in rest[:-1]), *([head] if head else [])])
    alone = last if body and not head else None
    return RawCard(question[1], body, analogy or None, alone, span)
