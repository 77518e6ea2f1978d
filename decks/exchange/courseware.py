"""A card as a question of a learning platform, before it is written in one platform's format.

An answer of a few words becomes a question whose answer is compared as typed; any longer one an
essay, with the answer for the person who marks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from decks.exchange.hypertext_out import markup_of
from decks.exchange.mathmarks import pieces
from decks.exchange.outgoing import OutgoingCard, OutgoingDeck

SHORT_WORDS = 5
_TITLE = 120
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What XML 1.0 cannot hold."""


@dataclass(frozen=True, slots=True)
class CourseQuestion:
    """One question. `answers` are what may be typed, the first is the core answer; empty for an
    essay. `reference` and `feedback` are HTML, with mathematics for MathJax.
    """

    id: str
    title: str
    question: str
    answers: tuple[str, ...]
    reference: str
    feedback: str
    tags: tuple[str, ...]


def questions(deck: OutgoingDeck) -> Iterator[CourseQuestion]:
    """The deck's cards as questions, in order."""
    return (_question(card) for card in deck.cards)


def _question(card: OutgoingCard) -> CourseQuestion:
    content = card.content
    answers = (content.core_answer, *content.references)
    short = all(_is_short(answer) for answer in answers)
    reference = _markup(content.core_answer)
    parts = [reference, _markup(content.explanation), *map(_markup, card.accepted)]
    sources = "<br>".join(_markup(line) for line in card.sources)
    label = " ".join(_visible(content.label).split())
    return CourseQuestion(
        id=card.id,
        title=label if len(label) <= _TITLE else label[: _TITLE - 1] + "…",
        question=_markup(content.question),
        answers=tuple(_visible(each).strip() for each in answers) if short else (),
        reference="<hr>".join(_markup(each) for each in answers),
        feedback="".join(f"<p>{part}</p>" for part in [*parts, sources] if part),
        tags=tuple(" ".join(_visible(tag).split()) for tag in content.tags if tag.strip()),
    )


def _is_short(answer: str) -> bool:
    """Whether a student could type exactly this."""
    one_line = "\n" not in answer.strip()
    return (
        one_line
        and 0 < len(answer.split()) <= SHORT_WORDS
        and not any(piece.math for piece in pieces(answer))
        and "](" not in answer
    )


def _visible(text: str) -> str:
    return _CONTROL.sub("", text)


def _markup(text: str) -> str:
    return markup_of(_visible(text))
