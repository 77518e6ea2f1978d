"""What each format carries out: one table, from which follow the loss reports and the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from decks.analogies import AnalogyState
from decks.cards import CardKind
from decks.exchange.hypertext_out import MEDIA
from decks.exchange.losses import Loss, Losses
from decks.exchange.outgoing import OutgoingCard, OutgoingDeck

Written = Literal["jsonl", "apkg", "csv", "tsv", "quizlet", "markdown", "gift", "moodle", "qti"]
"""The formats that decks are written in."""

_Found = Callable[[OutgoingCard], Iterable[str]]


def _points(card: OutgoingCard) -> Iterable[str]:
    return (point.text for point in card.content.key_points)


def _fine_points(card: OutgoingCard) -> Iterable[str]:
    for point in card.content.key_points:
        if point.weight != 1 or not point.required or point.variants or point.wrong_ideas:
            yield point.text


def _pending(card: OutgoingCard) -> Iterable[str]:
    waiting = (one for one in card.analogies if one.state is AnalogyState.PENDING)
    return (one.content.text for one in waiting)


def _parts_of_analogies(card: OutgoingCard) -> Iterable[str]:
    parts = (one.content for one in card.analogies if not one.dropped)
    return (one.text for one in parts if one.roles or one.limits or one.familiar or one.relation)


def _rejected(card: OutgoingCard) -> Iterable[str]:
    gone = (one for one in card.analogies if one.dropped)
    return (one.content.text for one in gone)


PARTS: dict[str, _Found] = {
    "label": lambda card: [card.content.label],
    "explanation": lambda card: [card.content.explanation] if card.content.explanation else [],
    "formula that is listed apart": lambda card: card.content.formulas,
    "key point": _points,
    "weight, variant or wrong idea of a key point": _fine_points,
    "further right answer": lambda card: card.content.references,
    "tag": lambda card: card.content.tags,
    "kind of card": lambda card: (
        [] if card.content.kind is CardKind.OTHER else [card.content.kind.value]
    ),
    "accepted analogy": lambda card: card.accepted,
    "analogy that waits for review": _pending,
    "roles and limits of an analogy": _parts_of_analogies,
    "rejected analogy": _rejected,
    "source line": lambda card: card.sources,
    "citation with its place in the notes": lambda card: card.sources,
    "earlier wording of a card": lambda card: [card.content.question] * (card.versions - 1),
    "picture": lambda card: [
        found[2]
        for text in (card.content.question, card.content.core_answer, card.content.explanation)
        for found in MEDIA.finditer(text)
    ],
    "review and due date": lambda card: [card.content.question] if card.studied else [],
}
"""Every part of a card besides question and core answer, with a function that finds it."""

_WORDS = (
    "label",
    "explanation",
    "formula that is listed apart",
    "key point",
    "tag",
    "accepted analogy",
    "analogy that waits for review",
)
CARRIES: dict[Written, tuple[str, ...]] = {
    "jsonl": tuple(PARTS),
    "apkg": (
        "explanation",
        "tag",
        "accepted analogy",
        "source line",
        "picture",
        "review and due date",
    ),
    "csv": _WORDS,
    "tsv": _WORDS,
    "quizlet": (),
    "markdown": (*_WORDS, "further right answer", "kind of card"),
    "gift": ("label", "explanation", "further right answer", "accepted analogy", "source line"),
    "moodle": (
        "label",
        "explanation",
        "further right answer",
        "tag",
        "accepted analogy",
        "source line",
        "picture",
    ),
    "qti": (
        "label",
        "explanation",
        "further right answer",
        "accepted analogy",
        "source line",
    ),
}
"""Question and core answer are carried by all; a further right answer of the tests for a course
only where the question is one of a short answer."""


def left_behind(deck: OutgoingDeck, format_name: Written) -> tuple[Loss, ...]:
    """What this format cannot carry of this deck, counted, with examples."""
    losses = Losses()
    for part, found in PARTS.items():
        if part in CARRIES[format_name]:
            continue
        for card in deck.cards:
            for each in found(card):
                losses.add(part, each)
    if format_name != "jsonl":
        if deck.drafts:
            losses.add("draft that waits for review", count=deck.drafts)
        if deck.withdrawn:
            losses.add("withdrawn card", count=deck.withdrawn)
    return losses.told()
