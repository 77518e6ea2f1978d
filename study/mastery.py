"""Mastery: the recall that the scheduler expects at a stated date, and what stands behind it.

There is no formula of its own here. A card that was never answered in own words has no memory
state, whatever was recognised of it: nothing is expected of it, and the kind of evidence says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from decks.base import Instant, Noun, Unit
from decks.memory import MemoryState
from decks.sessions import Known
from scheduler.calendar import LearnerDay
from scheduler.port import MemoryModel
from scheduler.review import expected_recall


class CardMastery(Noun):
    """One card: expected recall at the date, 0 where nothing was ever recalled of it."""

    card_id: str
    recall: Unit
    known: Known
    placed: bool = False
    """Whether the state comes from another program alone, and nothing was answered here."""


class DeckMastery(Noun):
    """A deck: the mean over its cards, and how many cards stand on which kind of evidence."""

    at: Instant
    recall: Unit
    cards: tuple[CardMastery, ...]
    evidence: dict[Known, int]


def mastery(
    cards: Sequence[str],
    states: Mapping[str, MemoryState],
    seen: Mapping[str, Known],
    at: datetime,
    *,
    model: MemoryModel,
    day: LearnerDay,
    placed: Collection[str] = (),
) -> DeckMastery:
    """Mastery of these cards at a time; `seen` is evidence from outside the calendar's log.

    `placed` are cards whose states come from another program alone.
    """
    each = tuple(
        CardMastery(
            card_id=card,
            recall=expected_recall(states[card], at, model=model, day=day)
            if card in states
            else 0.0,
            known=_known(card, states, seen, placed),
            placed=card in states and card in placed,
        )
        for card in cards
    )
    counts = Counter(card.known for card in each)
    return DeckMastery(
        at=at,
        recall=sum(card.recall for card in each) / len(each) if each else 0.0,
        cards=each,
        evidence={kind: counts.get(kind, 0) for kind in Known},
    )


def _known(
    card: str, states: Mapping[str, MemoryState], seen: Mapping[str, Known], placed: Collection[str]
) -> Known:
    """What was shown of the card here: a state from elsewhere shows nothing by itself."""
    if card in states and card not in placed:
        return Known.TYPED
    return seen.get(card, Known.NOTHING)
