"""Leeches: cards that are failed again and again, and cost more than they give."""

from __future__ import annotations

from collections.abc import Mapping

from decks.memory import MemoryState
from scheduler.policy import Policy


def is_leech(state: MemoryState, policy: Policy) -> bool:
    """Whether a card was failed so often that its words are to be looked at."""
    return state.lapses >= policy.leech_lapses


def leeches(states: Mapping[str, MemoryState], policy: Policy) -> list[str]:
    """The leeches, those failed most often first."""
    found = [card for card, state in states.items() if is_leech(state, policy)]
    return sorted(found, key=lambda card: (-states[card].lapses, card))
