"""People, by id and by name."""

from __future__ import annotations

import builtins

from sqlalchemy import select

from decks.errors import NotFound
from decks.people import Person
from storage import mapping, tables
from storage.session import Session


class People:
    """Who reviews and studies; names are unique."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, person: Person) -> None:
        """Stores a new person; `Stale` where the id or name is taken."""
        self._session.insert(tables.people, [mapping.people.row(person)])

    def get(self, person_id: str) -> Person:
        """The person of this id, or `NotFound`."""
        row = self._session.first(select(tables.people).where(tables.people.c.id == person_id))
        if row is None:
            raise NotFound(f"There is no person {person_id}.")
        return mapping.people.noun(row)

    def by_name(self, name: str) -> Person | None:
        """The person of exactly this name."""
        row = self._session.first(select(tables.people).where(tables.people.c.name == name))
        return None if row is None else mapping.people.noun(row)

    def list(self) -> builtins.list[Person]:
        """Everybody, by name."""
        rows = self._session.rows(select(tables.people).order_by(tables.people.c.name))
        return [mapping.people.noun(row) for row in rows]
