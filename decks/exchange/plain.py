"""Cards that come from outside without ids: words, analogies, and what the importer changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from decks.analogies import AnalogyContent
from decks.cards import MAX_KEY_POINTS, DraftContent, KeyPoint
from decks.drafts import Finding
from decks.exchange.studied import Studied

KeyPoints = Callable[[str, str], tuple[KeyPoint, ...]]
"""Key points out of (reference, question)."""

LABEL_LIMIT = 60


@dataclass(frozen=True, slots=True)
class PlainCard:
    """The words of one imported card, not yet a draft.

    `line` is the line of the file it starts on, from 1. `findings` say what was changed on the
    way in, and what a person should look at; `as_found` holds the words before the change, or
    None where nothing was changed. `key` names the card in a file that has names for its cards, so
    that other words under the same key are the same card. `studied` is what the file knows of the
    learner.
    """

    content: DraftContent
    as_found: DraftContent | None = None
    analogies: tuple[AnalogyContent, ...] = ()
    findings: tuple[Finding, ...] = ()
    line: int = 1
    key: str = ""
    studied: Studied | None = None


def completed(card: PlainCard, key_points: KeyPoints) -> PlainCard:
    """The card with a label and key points where it has a core answer and lacked them."""
    found = None if card.as_found is None else _whole(card.as_found, key_points)
    return replace(card, content=_whole(card.content, key_points), as_found=found)


def _whole(content: DraftContent, key_points: KeyPoints) -> DraftContent:
    changes: dict[str, object] = {}
    if not content.label.strip():
        changes["label"] = short_label(content.question)
    if content.core_answer and content.core_answer.strip() and not content.key_points:
        changes["key_points"] = key_points(content.core_answer, content.question)[:MAX_KEY_POINTS]
    return content.model_copy(update=changes) if changes else content


_ARTICLE = r"(?:(?:the|an?|some|any)\s+)?"
_OPENINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:what|who|which)\s+(?:is|are|was|were|'s)\s+(?:meant\s+by\s+)?{_ARTICLE}",
        r"(?:name|list|give|state)\s+"
        rf"(?:(?:one|two|three|four|five|six|seven|\d+)\s+(?:of\s+)?)?{_ARTICLE}",
        rf"(?:define|describe|explain|outline|summari[sz]e)\s+{_ARTICLE}",
    )
)


def short_label(question: str) -> str:
    """A short name for what a question asks about: its words without the asking ones.

    At most 60 characters, cut between words; never empty for a question with a visible character.
    A prefix "In deep learning, " is kept out of the way of the asking words.
    """
    words = " ".join(question.split()).rstrip(" ?.:!")
    asked = re.sub(r"^(?:in|for|on|at)\s[^,?]{1,60},\s+", "", words, flags=re.IGNORECASE)
    for opening in _OPENINGS:
        found = opening.match(asked)
        if found and found.end() < len(asked):
            asked = asked[found.end() :]
            break
    name = asked or words or " ".join(question.split())
    if len(name) > LABEL_LIMIT:
        name = name[: LABEL_LIMIT - 1].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"
    return name
