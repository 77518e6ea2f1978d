"""Analogies: a familiar idea mapped on a card's idea, with the place where it breaks.

An analogy is attached to a draft or card and has a review state of its own; accepting a draft
accepts none of its analogies, and an analogy is never part of the grading key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from pydantic import Field

from decks.base import Instant, Noun

OPEN = "____"
"""Stands in the words of an analogy where a role of the card is still open."""
_PLACE = re.compile(r"\{(\d)\}")


class AnalogyState(StrEnum):
    """Where an analogy stands in review."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REPLACED = "replaced"
    """A suggestion that gave way to the next one: nobody decided against it."""


class AnalogyOrigin(StrEnum):
    """Who proposed it. `COURSE` are those that a person approved for another card before."""

    IMPORT = "import"
    BANK = "bank"
    COURSE = "course"
    MODEL = "model"
    PERSON = "person"


class AnalogyContent(Noun):
    """The words of an analogy.

    `roles` pair (familiar role, role in the card); a role of the card that is empty is open.
    `limits` say where it breaks, `misleads` what one might conclude from it and be wrong. With a
    `pattern`, the text is that pattern with the first role of the card for `{1}` and so on.
    Imported ones may lack everything but `text`.
    """

    text: str = Field(min_length=1)
    familiar: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    relation: str = ""
    limits: tuple[str, ...] = ()
    misleads: tuple[str, ...] = ()
    pattern: str = ""

    @property
    def open(self) -> tuple[str, ...]:
        """The familiar roles that nothing of the card plays yet."""
        return tuple(familiar for familiar, target in self.roles if not target.strip())

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The role pairs of which both sides are there."""
        return tuple(pair for pair in self.roles if all(side.strip() for side in pair))

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that acceptance needs and this analogy lacks (rubric A2 and A4)."""
        parts = {"two role pairs": len(self.pairs) >= 2, "a limit": bool(self.limits)}
        return tuple(name for name, there in parts.items() if not there)


class Analogy(Noun):
    """One proposed or accepted analogy, attached to a draft (`drf_`) or a card (`crd_`).

    `reason` is what a person said at the last decision: why it was rejected, or accepted over what
    blocks it.
    """

    id: str
    subject_id: str
    version: int = Field(default=1, ge=1)
    content: AnalogyContent
    origin: AnalogyOrigin
    state: AnalogyState = AnalogyState.PENDING
    reason: str = ""
    created_at: Instant

    @property
    def dropped(self) -> bool:
        """Whether it is out: a person rejected it, or another took its place."""
        return self.state in (AnalogyState.REJECTED, AnalogyState.REPLACED)


def told(pattern: str, roles: Sequence[tuple[str, str]]) -> str:
    """The pattern with the roles of the card in their places, and a line where one is open.

    Filled in one pass: what stands in a role is never expanded.
    """

    def fill(place: re.Match[str]) -> str:
        number = int(place[1]) - 1
        target = roles[number][1].strip() if 0 <= number < len(roles) else ""
        return target or OPEN

    filled = _PLACE.sub(fill, pattern)
    return filled[:1].upper() + filled[1:]


def reworded(content: AnalogyContent, changes: Mapping[str, Any]) -> AnalogyContent:
    """The content with these parts changed; a pydantic `ValidationError` where one does not fit.

    New roles are told by the pattern, and named anew in the limits and what misleads; words typed
    by hand stand as they are, without a pattern.
    """
    made = AnalogyContent.model_validate({**content.model_dump(), **changes})
    if not made.pattern:
        return made
    made = made.model_copy(update=_named_anew(content, made))
    by_pattern = told(made.pattern, made.roles)
    if made.text not in (content.text, by_pattern):
        return made.model_copy(update={"pattern": ""})
    return made if made.roles == content.roles else made.model_copy(update={"text": by_pattern})


def _named_anew(old: AnalogyContent, new: AnalogyContent) -> dict[str, tuple[str, ...]]:
    """The lines that nobody typed, with what plays a role now in place of what played it before."""
    players = {
        before.strip(): now.strip()
        for (_, before), (_, now) in zip(old.roles, new.roles, strict=False)
        if before.strip() and now.strip()
    }
    if not players:
        return {}
    longest = sorted(map(re.escape, players), key=len, reverse=True)
    played = re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)")
    both = {"limits": (old.limits, new.limits), "misleads": (old.misleads, new.misleads)}
    return {
        name: tuple(played.sub(lambda found: players[found[0]], line) for line in now)
        for name, (before, now) in both.items()
        if now == before
    }
