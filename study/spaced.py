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
    """One sitting: the cards still to ask, those that come back, and how many were answered.

    `first` holds the cards whose answer was taken back, the newest first; they are asked before
    any other.
    """

    queue: tuple[str, ...]
    first: tuple[str, ...] = ()
    again: tuple[Waiting, ...] = ()
    answered: int = 0

    @classmethod
    def begun(cls, due: Sequence[str]) -> SpacedSession:
        """A sitting over these cards, in this order."""
        return cls(queue=tuple(dict.fromkeys(due)))

    def next_card(self, now: datetime) -> str | None:
        """The card to ask: taken back, or its step is due, or next in the queue, or the soonest."""
        if self.first:
            return self.first[0]
        soonest = min(((each.due, each.card_id) for each in self.again), default=None)
        if soonest is not None and (soonest[0] <= now or not self.queue):
            return soonest[1]
        return self.queue[0] if self.queue else None

    @property
    def to_go(self) -> int:
        """How many cards are left, those that come back included."""
        return len(self.first) + len(self.queue) + len(self.again)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to ask."""
        return not self.to_go

    def moved(self, card_id: str, state: MemoryState | None) -> SpacedSession:
        """The session after an answer: a card in its steps comes back, another one is done."""
        rest = self._without(card_id, answered=self.answered + 1)
        if state is None or state.stage is Stage.REVIEW:
            return rest
        waiting = Waiting(card_id=card_id, due=state.due)
        return rest.model_copy(update={"again": (*rest.again, waiting)})

    def undone(self, card_id: str) -> SpacedSession:
        """The session with a card's answer taken back: it is asked next."""
        rest = self._without(card_id, answered=max(0, self.answered - 1))
        return rest.model_copy(update={"first": (card_id, *rest.first)})

    def _without(self, card_id: str, *, answered: int) -> SpacedSession:
        return SpacedSession(
            first=tuple(card for card in self.first if card != card_id),
            queue=tuple(card for card in self.queue if card != card_id),
            again=tuple(each for each in self.again if each.card_id != card_id),
            answered=answered,
        )
