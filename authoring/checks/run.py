"""All checks of a card, in the order of the rubric."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from authoring.checks import grounds, neighbours, notation, wording
from decks.cards import DraftContent
from decks.drafts import Finding
from decks.sources import Citation, SourceVersion

Neighbour = tuple[str, str, str, float]
"""Id, question, core answer, cosine."""


def check(
    content: DraftContent,
    citations: Sequence[Citation],
    version: SourceVersion | None,
    *,
    neighbours: Callable[[str], Sequence[Neighbour]] | None = None,
    gradable: Callable[[DraftContent], str | None] | None = None,
) -> tuple[Finding, ...]:
    """What the checks find. `version` is the source that the citations quote, if there is one.

    `neighbours` gives the nearest cards to a text (C9); `gradable` tries the card's key with the
    grader and says what goes wrong, or None (C11).
    """
    return tuple(_findings(content, citations, version, neighbours, gradable))


def _findings(
    content: DraftContent,
    citations: Sequence[Citation],
    version: SourceVersion | None,
    near: Callable[[str], Sequence[Neighbour]] | None,
    gradable: Callable[[DraftContent], str | None] | None,
) -> Iterable[Finding]:
    if version is not None:
        yield from grounds.c1_grounded(content, citations, version)
    yield from wording.c2_one_idea(content)
    yield from wording.c3_one_right_answer(content)
    yield from wording.c4_no_list(content)
    yield from wording.c5_no_give_away(content)
    yield from wording.c6_effort(content)
    yield from wording.c8_whole(content)
    yield from wording.c8_stands_alone(content)
    if near is not None:
        yield from neighbours.c9_no_clash(content, near)
    yield from notation.c10_notation(content)
    if gradable is not None:
        yield from neighbours.c11_gradable(content, gradable)
    yield from wording.c12_worth_it(content)
