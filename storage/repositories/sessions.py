"""Sittings of the modes."""

from __future__ import annotations

import builtins
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select, update

from decks.errors import NotFound, Stale
from decks.memory import Entry
from decks.sessions import Mode, StudySession
from storage import mapping, study_tables, tables
from storage.session import Session

_table = study_tables.study_sessions
_log = tables.review_logs
_cards = tables.cards


class Passed(NamedTuple):
    """A review in bare facts: when, and its rating as it was believed then, 1 to 4."""

    at: datetime
    rating: int


class Sessions:
    """Where learners stopped, and what came of their sittings."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, sitting: StudySession) -> None:
        """Stores a new sitting."""
        self._session.insert(_table, [mapping.study_sessions.row(sitting)])

    def get(self, session_id: str) -> StudySession:
        """The sitting of this id, or `NotFound`."""
        row = self._session.first(select(_table).where(_table.c.id == session_id))
        if row is None:
            raise NotFound(f"There is no study session {session_id}.")
        return mapping.study_sessions.noun(row)

    def save(self, sitting: StudySession) -> None:
        """Puts the next turn of a sitting in the place of the one before.

        Raises `Stale` where that is not the one that is stored.
        """
        row = mapping.study_sessions.row(sitting)
        statement = update(_table).where(
            _table.c.id == sitting.id, _table.c.turn == sitting.turn - 1
        )
        if not self._session.write(statement.values(row)):
            raise Stale("This sitting went on elsewhere: load it again.")

    def open_one(self, learner_id: str, deck_id: str, mode: Mode) -> StudySession | None:
        """The sitting of a mode that the learner stopped in, the newest if there are several."""
        query = _of(deck_id).where(
            _table.c.learner_id == learner_id,
            _table.c.mode == mode.value,
            _table.c.ended_at.is_(None),
        )
        order = (_table.c.touched_at.desc(), _table.c.id)
        row = self._session.first(query.order_by(*order).limit(1))
        return None if row is None else mapping.study_sessions.noun(row)

    def list(self, deck_id: str, learner_id: str | None = None) -> builtins.list[StudySession]:
        """The sittings with a deck, oldest first."""
        query = _of(deck_id)
        if learner_id is not None:
            query = query.where(_table.c.learner_id == learner_id)
        rows = self._session.rows(query.order_by(_table.c.begun_at, _table.c.id))
        return [mapping.study_sessions.noun(row) for row in rows]

    def results(self, deck_id: str, learner_id: str | None = None) -> builtins.list[StudySession]:
        """The sittings that ended with a result, oldest first, without the state they ended in."""
        columns = [column for column in _table.c if column is not _table.c.state]
        query = select(*columns).where(_table.c.deck_id == deck_id, _table.c.ended_at.is_not(None))
        if learner_id is not None:
            query = query.where(_table.c.learner_id == learner_id)
        rows = self._session.rows(query.order_by(_table.c.begun_at, _table.c.id))
        found = [mapping.study_sessions.noun({**row, "state": {}}) for row in rows]
        return [sitting for sitting in found if sitting.result is not None]

    def reviews(self, deck_id: str) -> dict[str, builtins.list[Passed]]:
        """Every review with a deck's cards, by learner, oldest first; also those of no sitting."""
        joined = _log.join(_cards, _cards.c.id == _log.c.card_id)
        query = (
            select(_log.c.learner_id, _log.c.at, _log.c.rating)
            .select_from(joined)
            .where(_cards.c.deck_id == deck_id, _log.c.entry == Entry.REVIEW.value)
            .order_by(_log.c.at, _log.c.seq)
        )
        found: dict[str, builtins.list[Passed]] = {}
        for learner_id, at, rating in self._session.tuples(query):
            found.setdefault(learner_id, []).append(Passed(at, rating or 1))
        return found


def _of(deck_id: str) -> Select[Any]:
    return select(_table).where(_table.c.deck_id == deck_id)
