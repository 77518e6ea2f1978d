"""The Spaced mode: the due queue, one card after the other, with undo; pure and resumable.

The session holds what was asked and when a card of the learning steps comes back within it; which
cards are due is the calendar's word (`scheduler.queue`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from decks.base import Instant, Noun
from decks.memory import MemoryState, Stage


class Waiting(Noun):
    """A card of this session that comes back at a time."""

    card_id: str
    due: Instant


class SpacedSession(Noun):
    """One sitting: the cards still to ask, those that come back, and how many were answered."""

    queue: tuple[str, ...]
    again: tuple[Waiting, ...] = ()
    answered: int = 0

    @classmethod
    def begun(cls, due: Sequence[str]) -> SpacedSession:
        """A sitting over these cards, in this order."""
        return cls(queue=tuple(dict.fromkeys(due)))

    def next_card(self, now: datetime) -> str | None:
        """The card to ask: one whose step is due, else the next of the queue, else the soonest."""
        ready = sorted((each.due, each.card_id) for each in self.again if each.due <= now)
        if ready:
            return ready[0][1]
        if self.queue:
            return self.queue[0]
        waiting = sorted((each.due, each.card_id) for each in self.again)
        return waiting[0][1] if waiting else None

    @property
    def to_go(self) -> int:
        """How many cards are left, those that come back included."""
        return len(self.queue) + len(self.again)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to ask."""
        return not self.to_go

    def moved(self, card_id: str, state: MemoryState | None) -> SpacedSession:
        """The session after an answer: a card in its steps comes back, another one is done."""
        queue = tuple(card for card in self.queue if card != card_id)
        again = tuple(each for each in self.again if each.card_id != card_id)
        if state is not None and state.stage is not Stage.REVIEW:
            again += (Waiting(card_id=card_id, due=state.due),)
        return SpacedSession(queue=queue, again=again, answered=self.answered + 1)

    def undone(self, card_id: str) -> SpacedSession:
        """The session with a card's answer taken back: it is asked next."""
        queue = (card_id, *(card for card in self.queue if card != card_id))
        again = tuple(each for each in self.again if each.card_id != card_id)
        return SpacedSession(queue=queue, again=again, answered=max(0, self.answered - 1))
