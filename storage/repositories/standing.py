"""How a learner stands with a deck, counted by the database: no card's words are read.

Only live cards count; one that is suspended or buried waits for nobody. A deck of ten thousand
cards is looked at on every page, so these queries give numbers, bare columns, or the few rows that
matter now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, and_, cast, extract, func, or_, select

from decks.cards import CardState
from decks.memory import Entry, MemoryState, Stage
from storage import mapping, study_tables, tables
from storage.session import Session, chunks

_log = tables.review_logs
_states = tables.memory_states
_cards = tables.cards
_marks = study_tables.card_marks
_live = _cards.c.state == CardState.LIVE.value
_review = _states.c.stage == Stage.REVIEW.value


class Outline(NamedTuple):
    """One card met, in bare numbers: days, 1..10, and whole seconds since 1970 in UTC.

    `rests` says that it is suspended, or buried at the time asked about.
    """

    card_id: str
    stage: str
    stability: float
    difficulty: float
    due: int
    last_reviewed: int
    reps: int
    rests: bool


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

    def new(self, learner_id: str, deck_id: str, limit: int, at: datetime) -> list[str]:
        """The first cards by position that the learner never met."""
        same = and_(_states.c.card_id == _cards.c.id, _states.c.learner_id == learner_id)
        query = (
            select(_cards.c.id)
            .select_from(_cards.outerjoin(_states, same))
            .where(
                _cards.c.deck_id == deck_id,
                _live,
                _states.c.card_id.is_(None),
                ~_rests(learner_id, at),
            )
            .order_by(_cards.c.position, _cards.c.id)
        )
        return [row["id"] for row in self._session.rows(query.limit(limit))]

    def unseen(self, learner_id: str, deck_id: str) -> int:
        """How many cards the learner never met."""
        met = select(func.count()).select_from(
            _of_deck([_states.c.card_id], learner_id, deck_id).subquery()
        )
        return self.cards(deck_id) - int(self._session.value(met))

    def pressing(
        self,
        learner_id: str,
        deck_id: str,
        *,
        steps_until: datetime,
        reviews_before: datetime,
        at: datetime,
    ) -> dict[str, MemoryState]:
        """The states of cards in steps due by a time, of others due before one, and of those last
        reviewed at `reviews_before` or later, by a clock that was wrong.
        """
        wanted = or_(
            and_(~_review, _states.c.due <= steps_until),
            and_(_review, _states.c.due < reviews_before),
            _states.c.last_reviewed >= reviews_before,
        )
        query = _of_deck(_states.c, learner_id, deck_id).where(wanted, ~_rests(learner_id, at))
        rows = self._session.rows(query)
        return {row["card_id"]: mapping.memory_states.noun(row) for row in rows}

    def states(self, learner_id: str, cards: Sequence[str]) -> dict[str, MemoryState]:
        """The states of these cards, in their order; those never met are left out."""
        found: dict[str, MemoryState] = {}
        for some in chunks(cards):
            query = select(_states).where(
                _states.c.learner_id == learner_id, _states.c.card_id.in_(some)
            )
            for row in self._session.rows(query):
                found[row["card_id"]] = mapping.memory_states.noun(row)
        return {card: found[card] for card in cards if card in found}

    def placed(self, learner_id: str, deck_id: str) -> set[str]:
        """The live cards that have a state and were never answered here: it was brought in."""
        answered = (
            select(_log.c.id)
            .where(
                _log.c.card_id == _states.c.card_id,
                _log.c.learner_id == learner_id,
                _log.c.answer_id.is_not(None),
            )
            .exists()
        )
        logged = (
            select(_log.c.id)
            .where(_log.c.card_id == _states.c.card_id, _log.c.learner_id == learner_id)
            .exists()
        )
        query = _of_deck([_states.c.card_id], learner_id, deck_id).where(logged, ~answered)
        return {row["card_id"] for row in self._session.rows(query)}

    def next_due(self, learner_id: str, deck_id: str, after: datetime) -> datetime | None:
        """When the next card falls due after a time, or the next one is no longer buried."""
        query = _of_deck([_states.c.due], learner_id, deck_id).where(
            _states.c.due > after, ~_rests(learner_id, after)
        )
        row = self._session.first(query.order_by(_states.c.due).limit(1))
        buried = (
            select(_marks.c.buried_until)
            .select_from(_marks.join(_cards, _cards.c.id == _marks.c.card_id))
            .where(
                _marks.c.learner_id == learner_id,
                _cards.c.deck_id == deck_id,
                _live,
                ~_marks.c.suspended,
                _marks.c.buried_until > after,
            )
        )
        back = self._session.first(buried.order_by(_marks.c.buried_until).limit(1))
        times = [row["due"]] if row else []
        times += [back["buried_until"]] if back else []
        return min(times, default=None)

    def due_between(
        self, learner_id: str, begins: datetime, ends: datetime
    ) -> list[tuple[datetime, int]]:
        """How many cards of all decks fall due at each time from one up to another; no steps."""
        query = (
            select(_states.c.due, func.count())
            .where(
                _states.c.learner_id == learner_id,
                _states.c.due >= begins,
                _states.c.due < ends,
                _review,
            )
            .group_by(_states.c.due)
        )
        return [(due, count) for due, count in self._session.tuples(query)]

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

    def outlines(self, learner_id: str, deck_id: str, at: datetime) -> list[Outline]:
        """Every card met, in no order: for counting, where nouns would cost more than all else."""
        columns = (
            _states.c.card_id,
            _states.c.stage,
            _states.c.stability,
            _states.c.difficulty,
            _seconds(_states.c.due),
            _seconds(_states.c.last_reviewed),
            _states.c.reps,
            _rests(learner_id, at),
        )
        found = self._session.tuples(_of_deck(columns, learner_id, deck_id))
        return list(map(Outline._make, found))


def _rests(learner_id: str, at: datetime) -> ColumnElement[bool]:
    """Whether the card of a row is suspended, or buried at a time."""
    return (
        select(_marks.c.card_id)
        .where(
            _marks.c.card_id == _cards.c.id,
            _marks.c.learner_id == learner_id,
            or_(_marks.c.suspended, _marks.c.buried_until > at),
        )
        .exists()
    )


def _seconds(column: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(extract("epoch", column), BigInteger)


def _of_deck(columns: Iterable[Any], learner_id: str, deck_id: str) -> Select[Any]:
    joined = _states.join(_cards, _cards.c.id == _states.c.card_id)
    return (
        select(*columns)
        .select_from(joined)
        .where(_states.c.learner_id == learner_id, _cards.c.deck_id == deck_id, _live)
    )
