"""What a mode asks about: a card with its question, its short label, and its core answer.

Where two sides stand beside each other (true or false, matching), the label stands for the card: a
whole question reads as nonsense there. A label that gives its answer away, says nothing, or was cut
short gives place to the question.
"""

from __future__ import annotations

import re
from enum import StrEnum

from decks.base import Noun
from decks.cards import Card
from decks.folding import fold

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\s*[~≈<>±]?\s*[-+]?\d[\d.,\s]*(?:[%°]|[^\W\d_]{1,3}\b)?[.\s]*")
_YES_OR_NO = re.compile(r"\s*(?:yes|no)\b(?!\s+\w+\s*$)", re.IGNORECASE)
_FORMULA = re.compile(r"\\[a-zA-Z]+|\$[^$]+\$|\\\(|[=^_{}]")


class Side(StrEnum):
    """The two sides of a card."""

    QUESTION = "question"
    ANSWER = "answer"


class Shape(StrEnum):
    """What kind of thing an answer is, as far as its look tells."""

    NUMBER = "number"
    YES_OR_NO = "yes or no"
    FORMULA = "formula"
    TERM = "term"
    STATEMENT = "statement"


class Item(Noun):
    """One wording of a card, as the modes use it; `answer` is the core answer alone."""

    card_id: str
    version_id: str
    question: str
    label: str
    answer: str

    @classmethod
    def of(cls, card: Card) -> Item:
        """The item of a card's current version."""
        content = card.version.content
        return cls(
            card_id=card.id,
            version_id=card.version.id,
            question=content.question,
            label=content.label,
            answer=content.core_answer,
        )

    @property
    def term(self) -> str:
        """The side that stands against the answer where both are seen: the label if it serves."""
        label, answer = plain(self.label), plain(self.answer)
        cut = self.label.rstrip().endswith(("…", "..."))
        telling = label and answer and not _within(answer, label)
        return self.label if telling and not cut else self.question


def plain(text: str) -> str:
    """The words of a text in lower case, one space between: what "the same text" means here."""
    return " ".join(_WORD.findall(fold(text).text))


def shape_of(answer: str) -> Shape:
    """A number, a yes or no, a formula, a term of a few words, or a statement."""
    if _NUMBER.fullmatch(answer):
        return Shape.NUMBER
    if _YES_OR_NO.match(answer):
        return Shape.YES_OR_NO
    words = _WORD.findall(answer)
    if _FORMULA.search(answer) and len(words) <= 12:
        return Shape.FORMULA
    return Shape.TERM if len(words) <= 4 else Shape.STATEMENT


def _within(part: str, whole: str) -> bool:
    return f" {part} " in f" {whole} "
