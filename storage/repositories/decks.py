"""Courses and decks."""

from __future__ import annotations

import builtins

from sqlalchemy import select, update

from decks.cards import Course, Deck
from decks.errors import NotFound
from storage import mapping, tables
from storage.session import Session


class Decks:
    """Courses, and the decks in them; names of decks are unique."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_course(self, course: Course) -> None:
        """Stores a new course."""
        self._session.insert(tables.courses, [mapping.courses.row(course)])

    def course(self, course_id: str) -> Course:
        """The course of this id, or `NotFound`."""
        row = self._session.first(select(tables.courses).where(tables.courses.c.id == course_id))
        if row is None:
            raise NotFound(f"There is no course {course_id}.")
        return mapping.courses.noun(row)

    def courses(self) -> builtins.list[Course]:
        """All courses, by name."""
        order = (tables.courses.c.name, tables.courses.c.id)
        rows = self._session.rows(select(tables.courses).order_by(*order))
        return [mapping.courses.noun(row) for row in rows]

    def add(self, deck: Deck) -> None:
        """Stores a new deck; `Stale` where the id or name is taken."""
        self._session.insert(tables.decks, [mapping.decks.row(deck)])

    def get(self, deck_id: str) -> Deck:
        """The deck of this id, or `NotFound`."""
        row = self._session.first(select(tables.decks).where(tables.decks.c.id == deck_id))
        if row is None:
            raise NotFound(f"There is no deck {deck_id}.")
        return mapping.decks.noun(row)

    def by_name(self, name: str) -> Deck | None:
        """The deck of exactly this name."""
        row = self._session.first(select(tables.decks).where(tables.decks.c.name == name))
        return None if row is None else mapping.decks.noun(row)

    def list(self) -> builtins.list[Deck]:
        """All decks, by name."""
        rows = self._session.rows(select(tables.decks).order_by(tables.decks.c.name))
        return [mapping.decks.noun(row) for row in rows]

    def in_use(self) -> builtins.list[Deck]:
        """The decks that are not archived, by name."""
        return [deck for deck in self.list() if deck.archived_at is None]

    def save(self, deck: Deck) -> None:
        """Changes a stored deck's name, course or retention; `NotFound` where it is not stored."""
        changed = update(tables.decks).where(tables.decks.c.id == deck.id)
        if not self._session.write(changed.values(**mapping.decks.row(deck))):
            raise NotFound(f"There is no deck {deck.id}.")
