"""What a drafter gives for one passage."""

from __future__ import annotations

from dataclasses import dataclass, field

from decks.cards import DraftContent
from decks.drafts import Finding
from decks.sources import ClaimedCitation
from providers.chat import Usage


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed card. [start, end) is the range of the source's text that it quotes; a proposal
    whose quote was not found has None and keeps the words in `claimed`. Where only some are wanted,
    those of more `worth` go before the others. `rule` names the rule of the built-in drafter that
    made it.
    """

    content: DraftContent
    start: int | None
    end: int | None
    claimed: tuple[ClaimedCitation, ...] = ()
    findings: tuple[Finding, ...] = ()
    worth: float = 0.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class PassageDrafts:
    """The proposals from one passage, the reason for every span without one, and the cost.

    `skipped` pairs the index of a span in the version with the reason.
    """

    drafts: tuple[Proposed, ...]
    skipped: tuple[tuple[int, str], ...]
    usage: Usage = field(default_factory=Usage)
