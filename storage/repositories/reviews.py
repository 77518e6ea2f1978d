"""The log of reviews, and the live memory states that follow from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select

from decks.cards import CardState
from decks.errors import NotFound, Stale
from decks.memory import Entry, MemoryState, ReviewLog
from storage import mapping, tables
from storage.session import Row, Session

_log = tables.review_logs
_states = tables.memory_states
_cards = tables.cards


class Reviews:
    """Entries are appended, in one with the live state; replaying them is the scheduler's work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, entry: ReviewLog, state: MemoryState | None) -> None:
        """Appends an entry and makes `state` the live state of its learner and card.

        Raises `Stale` where the sequence is taken: the card was reviewed elsewhere meanwhile.
        """
        try:
            self._session.insert(_log, [mapping.review_logs.row(entry)])
        except Stale as error:
            raise Stale(
                "This card was reviewed elsewhere since it was shown: nothing was moved."
            ) from error
        self.set_state(entry.learner_id, entry.card_id, state)

    def log(self, learner_id: str, card_id: str) -> list[ReviewLog]:
        """The entries of a learner and card by sequence."""
        query = select(_log).where(_log.c.learner_id == learner_id, _log.c.card_id == card_id)
        return self._entries(query.order_by(_log.c.sequence))

    def logs(self, card_id: str) -> dict[str, list[ReviewLog]]:
        """The entries of everybody who met a card, by learner, each by sequence."""
        query = select(_log).where(_log.c.card_id == card_id).order_by(_log.c.sequence)
        found: dict[str, list[ReviewLog]] = {}
        for entry in self._entries(query):
            found.setdefault(entry.learner_id, []).append(entry)
        return found

    def entry(self, entry_id: str) -> ReviewLog:
        """The entry of this id, or `NotFound`."""
        row = self._session.first(select(_log).where(_log.c.id == entry_id))
        if row is None:
            raise NotFound(f"There is no review {entry_id}.")
        return mapping.review_logs.noun(row)

    def state(self, learner_id: str, card_id: str) -> MemoryState | None:
        """The live state, or None for a card never reviewed."""
        row = self._session.first(
            select(_states).where(_states.c.learner_id == learner_id, _states.c.card_id == card_id)
        )
        return None if row is None else mapping.memory_states.noun(row)

    def token(self, learner_id: str, card_id: str) -> str:
        """What a student saw: "0" before the first entry, else the newest sequence."""
        newest = select(func.max(_log.c.sequence)).where(
            _log.c.learner_id == learner_id, _log.c.card_id == card_id
        )
        return str(self._session.value(newest) or 0)

    def set_state(self, learner_id: str, card_id: str, state: MemoryState | None) -> None:
        """Puts a live state in the place of the earlier one, as after a replay."""
        same = (_states.c.learner_id == learner_id, _states.c.card_id == card_id)
        self._session.write(delete(_states).where(*same))
        if state is not None:
            row = mapping.memory_states.row(state, learner_id=learner_id, card_id=card_id)
            self._session.insert(_states, [row])

    def states(self, learner_id: str, deck_id: str) -> dict[str, MemoryState]:
        """The live states of a learner's cards in a deck, by card id; withdrawn cards too."""
        rows = self._session.rows(_of_deck(learner_id, deck_id).order_by(_states.c.card_id))
        return {row["card_id"]: mapping.memory_states.noun(row) for row in rows}

    def due(self, learner_id: str, deck_id: str, until: datetime) -> list[tuple[str, MemoryState]]:
        """The live cards that are due at `until` or before, the longest waiting first."""
        query = _of_deck(learner_id, deck_id).where(
            _states.c.due <= until, _cards.c.state == CardState.LIVE.value
        )
        rows = self._session.rows(query.order_by(_states.c.due, _states.c.card_id))
        return [(row["card_id"], mapping.memory_states.noun(row)) for row in rows]

    def since(self, learner_id: str, at: datetime) -> list[ReviewLog]:
        """The learner's entries of `at` and later, oldest first."""
        query = select(_log).where(_log.c.learner_id == learner_id, _log.c.at >= at)
        return self._entries(query.order_by(_log.c.at, _log.c.seq))

    def newest_standing(self, learner_id: str) -> ReviewLog | None:
        """The learner's newest review that no undo has taken out of the log."""
        undo = _log.alias("undo")
        taken_out = select(undo.c.id).where(
            undo.c.amends == _log.c.id, undo.c.entry == Entry.UNDO.value
        )
        query = select(_log).where(
            _log.c.learner_id == learner_id,
            _log.c.entry == Entry.REVIEW.value,
            ~taken_out.exists(),
        )
        row = self._session.first(query.order_by(_log.c.at.desc(), _log.c.seq.desc()).limit(1))
        return None if row is None else mapping.review_logs.noun(row)

    def pairs(self) -> list[tuple[str, str]]:
        """Every learner and card with entries or a live state."""
        logged = select(_log.c.learner_id, _log.c.card_id)
        held = select(_states.c.learner_id, _states.c.card_id)
        rows: list[Row] = list(self._session.rows(logged.union(held)))
        return sorted((row["learner_id"], row["card_id"]) for row in rows)

    def _entries(self, query: Select[Any]) -> list[ReviewLog]:
        return [mapping.review_logs.noun(row) for row in self._session.rows(query)]


def _of_deck(learner_id: str, deck_id: str) -> Select[Any]:
    joined = _states.join(_cards, _cards.c.id == _states.c.card_id)
    return (
        select(*_states.c)
        .select_from(joined)
        .where(_states.c.learner_id == learner_id, _cards.c.deck_id == deck_id)
    )
