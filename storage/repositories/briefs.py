"""What is asked of the drafts of a lecture in a deck, and the spans that are set aside."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from decks.briefs import Brief, SetAside
from storage import brief_tables, mapping
from storage.session import Session

_briefs = brief_tables.briefs
_asides = brief_tables.set_asides


class Briefs:
    """One brief at most for a deck and source; none asks for nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_deck(self, deck_id: str) -> list[Brief]:
        """The briefs of a deck."""
        query = select(_briefs).where(_briefs.c.deck_id == deck_id)
        rows = self._session.rows(query.order_by(_briefs.c.at, _briefs.c.source_id))
        return [mapping.briefs.noun(row) for row in rows]

    def put(self, brief: Brief) -> None:
        """Stores a brief in the place of the earlier one."""
        same = (_briefs.c.deck_id == brief.deck_id, _briefs.c.source_id == brief.source_id)
        self._session.write(delete(_briefs).where(*same))
        self._session.insert(_briefs, [mapping.briefs.row(brief)])

    def aside(self, deck_id: str, version_id: str) -> list[SetAside]:
        """The spans of a version that are set aside for a deck, in order."""
        query = select(_asides).where(
            _asides.c.deck_id == deck_id, _asides.c.version_id == version_id
        )
        return [
            mapping.set_asides.noun(row)
            for row in self._session.rows(query.order_by(_asides.c.span))
        ]

    def set_aside(self, spans: Sequence[SetAside]) -> None:
        """Sets spans aside; each of those that are already stays as it was."""
        for version in {(each.deck_id, each.version_id) for each in spans}:
            known = {each.span for each in self.aside(*version)}
            fresh = {
                each.span: each
                for each in spans
                if (each.deck_id, each.version_id) == version and each.span not in known
            }
            self._session.insert(_asides, [mapping.set_asides.row(one) for one in fresh.values()])

    def take_back(self, deck_id: str, version_id: str, spans: Sequence[int]) -> None:
        """Sets these spans aside no longer."""
        same = (_asides.c.deck_id == deck_id, _asides.c.version_id == version_id)
        for span in spans:
            self._session.write(delete(_asides).where(*same, _asides.c.span == span))
