"""Pictures of decks."""

from __future__ import annotations

import builtins
from collections.abc import Iterable

from sqlalchemy import and_, delete, select

from decks.errors import NotFound
from decks.media import Medium
from storage.media_tables import media as _table
from storage.session import Session


class Media:
    """Each picture by deck and name; another under the same name takes its place."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, deck_id: str, media: Iterable[Medium]) -> int:
        """Stores pictures and says how many were new or differ from those that were there."""
        changed = 0
        for medium in media:
            here = and_(_table.c.deck_id == deck_id, _table.c.name == medium.name)
            known = self._session.value(select(_table.c.data).where(here))
            if known is not None and bytes(known) == medium.data:
                continue
            self._session.write(delete(_table).where(here))
            self._session.insert(_table, [{"deck_id": deck_id, **medium.model_dump()}])
            changed += 1
        return changed

    def list(self, deck_id: str) -> builtins.list[Medium]:
        """The pictures of a deck by name."""
        query = select(_table).where(_table.c.deck_id == deck_id).order_by(_table.c.name)
        return [
            Medium(name=row["name"], kind=row["kind"], data=bytes(row["data"]))
            for row in self._session.rows(query)
        ]

    def get(self, deck_id: str, name: str) -> Medium:
        """One picture, or `NotFound`."""
        query = select(_table).where(_table.c.deck_id == deck_id, _table.c.name == name)
        row = self._session.first(query)
        if row is None:
            raise NotFound(f"There is no picture {name[:80]!r} in this deck.")
        return Medium(name=row["name"], kind=row["kind"], data=bytes(row["data"]))
