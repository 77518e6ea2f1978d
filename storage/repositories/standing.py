"""How a learner stands with a deck, counted by the database: no card's words are read.

Only live cards count. A deck of ten thousand cards is looked at on every page, so these queries
give numbers, bare columns, or the few rows that matter now.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, and_, cast, extract, func, or_, select

from decks.cards import CardState
from decks.memory import Entry, MemoryState, Stage
from storage import mapping, tables
from storage.session import Session

_log = tables.review_logs
_states = tables.memory_states
_cards = tables.cards
_live = _cards.c.state == CardState.LIVE.value
_review = _states.c.stage == Stage.REVIEW.value


class Outline(NamedTuple):
    """One card met, in bare numbers: days, 1..10, and whole seconds since 1970 in UTC."""

    stage: str
    stability: float
    difficulty: float
    due: int
    last_reviewed: int
    reps: int


class Standing:
    """Counts and outlines of one learner's states in one deck."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def cards(self, deck_id: str, state: CardState = CardState.LIVE) -> int:
        """How many cards a deck has."""
        query = select(func.count()).where(
            _cards.c.deck_id == deck_id, _cards.c.state == state.value
        )
        found: int = self._session.value(query)
        return found

    def new(self, learner_id: str, deck_id: str, limit: int) -> list[str]:
        """The first cards by position that the learner never met."""
        same = and_(_states.c.card_id == _cards.c.id, _states.c.learner_id == learner_id)
        query = (
            select(_cards.c.id)
            .select_from(_cards.outerjoin(_states, same))
            .where(_cards.c.deck_id == deck_id, _live, _states.c.card_id.is_(None))
            .order_by(_cards.c.position, _cards.c.id)
        )
        return [row["id"] for row in self._session.rows(query.limit(limit))]

    def pressing(
        self, learner_id: str, deck_id: str, *, steps_until: datetime, reviews_before: datetime
    ) -> dict[str, MemoryState]:
        """The states of cards in steps due by a time, of others due before one, and of those last
        reviewed at `reviews_before` or later, by a clock that was wrong.
        """
        wanted = or_(
            and_(~_review, _states.c.due <= steps_until),
            and_(_review, _states.c.due < reviews_before),
            _states.c.last_reviewed >= reviews_before,
        )
        rows = self._session.rows(_of_deck(_states.c, learner_id, deck_id).where(wanted))
        return {row["card_id"]: mapping.memory_states.noun(row) for row in rows}

    def next_due(self, learner_id: str, deck_id: str, after: datetime) -> datetime | None:
        """When the next card falls due after a time."""
        query = _of_deck([_states.c.due], learner_id, deck_id).where(_states.c.due > after)
        row = self._session.first(query.order_by(_states.c.due).limit(1))
        return None if row is None else row["due"]

    def met_since(self, learner_id: str, deck_id: str, at: datetime) -> int:
        """How many cards were met for the first time at `at` or later."""
        joined = _log.join(_cards, _cards.c.id == _log.c.card_id)
        query = (
            select(func.count())
            .select_from(joined)
            .where(
                _log.c.learner_id == learner_id,
                _log.c.at >= at,
                _log.c.sequence == 1,
                _log.c.entry == Entry.REVIEW.value,
                _cards.c.deck_id == deck_id,
                _live,
            )
        )
        found: int = self._session.value(query)
        return found

    def outlines(self, learner_id: str, deck_id: str) -> list[Outline]:
        """Every card met, in no order: for counting, where nouns would cost more than all else."""
        columns = (
            _states.c.stage,
            _states.c.stability,
            _states.c.difficulty,
            _seconds(_states.c.due),
            _seconds(_states.c.last_reviewed),
            _states.c.reps,
        )
        found = self._session.tuples(_of_deck(columns, learner_id, deck_id))
        return list(map(Outline._make, found))


def _seconds(column: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(extract("epoch", column), BigInteger)


def _of_deck(columns: Iterable[Any], learner_id: str, deck_id: str) -> Select[Any]:
    joined = _states.join(_cards, _cards.c.id == _states.c.card_id)
    return (
        select(*columns)
        .select_from(joined)
        .where(_states.c.learner_id == learner_id, _cards.c.deck_id == deck_id, _live)
    )
