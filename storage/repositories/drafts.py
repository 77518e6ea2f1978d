"""Drafts as they wait for a person, and the decisions about them."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update

from decks.drafts import Action, Draft, DraftState, ReviewDecision
from decks.errors import NotFound
from storage import mapping, tables
from storage.repositories import citations
from storage.session import Session

_drafts = tables.drafts
_decisions = tables.decisions
_cited = tables.draft_citations


class Drafts:
    """Proposed cards. What was proposed never changes; how it reads now may."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, drafts: Sequence[Draft]) -> int:
        """Stores drafts and says how many were new; those whose id is stored stay as they are."""
        by_id = {draft.id: draft for draft in drafts}
        rows = [mapping.drafts.row(draft) for draft in by_id.values()]
        fresh = self._session.insert_new(_drafts, rows)
        citations.add(self._session, _cited, {each: by_id[each].citations for each in fresh})
        return len(fresh)

    def get(self, draft_id: str) -> Draft:
        """The draft of this id, or `NotFound`."""
        found = self._load(_drafts.c.id == draft_id)
        if not found:
            raise NotFound(f"There is no draft {draft_id}.")
        return found[0]

    def count(self, deck_id: str, state: DraftState) -> int:
        """How many drafts of a deck are in a state."""
        query = select(func.count()).where(
            _drafts.c.deck_id == deck_id, _drafts.c.state == state.value
        )
        found: int = self._session.value(query)
        return found

    def list(
        self,
        deck_id: str | None = None,
        state: DraftState | None = None,
        version_id: str | None = None,
    ) -> builtins.list[Draft]:
        """Drafts as the lectures run; those of no source come last.

        `version_id` asks for drafts of passages of that source version, or that cite it.
        """
        wanted: builtins.list[ColumnElement[bool]] = []
        if deck_id is not None:
            wanted.append(_drafts.c.deck_id == deck_id)
        if state is not None:
            wanted.append(_drafts.c.state == state.value)
        if version_id is not None:
            wanted.append(_of_version(version_id))
        return self._load(*wanted)

    def save(self, draft: Draft) -> None:
        """Changes content, state, findings, citations and card; `NotFound` where it is not stored.

        What was proposed, by whom and when, stays as it was stored.
        """
        row = mapping.drafts.row(draft)
        fixed = ("id", "deck_id", "passage_id", "proposed", "claimed", "provenance", "created_at")
        changes = {name: value for name, value in row.items() if name not in fixed}
        if not self._session.write(
            update(_drafts).where(_drafts.c.id == draft.id).values(**changes)
        ):
            raise NotFound(f"There is no draft {draft.id}.")
        citations.replace(self._session, _cited, draft.id, draft.citations)

    def add_decision(self, decision: ReviewDecision) -> None:
        """Appends a decision."""
        self._session.insert(_decisions, [mapping.decisions.row(decision)])

    def decisions(self, draft_id: str) -> builtins.list[ReviewDecision]:
        """The decisions about a draft, in the order they were made."""
        query = select(_decisions).where(_decisions.c.draft_id == draft_id)
        rows = self._session.rows(query.order_by(_decisions.c.seq))
        return [mapping.decisions.noun(row) for row in rows]

    def decisions_in(self, deck_id: str) -> builtins.list[ReviewDecision]:
        """All decisions about the drafts of a deck, in the order they were made."""
        joined = _decisions.join(_drafts, _drafts.c.id == _decisions.c.draft_id)
        query = select(*_decisions.c).select_from(joined).where(_drafts.c.deck_id == deck_id)
        rows = self._session.rows(query.order_by(_decisions.c.seq))
        return [mapping.decisions.noun(row) for row in rows]

    def last_decision(self, by: str | None = None) -> ReviewDecision | None:
        """The newest decision of all, or of one person."""
        query = select(_decisions).order_by(_decisions.c.seq.desc()).limit(1)
        if by is not None:
            query = query.where(_decisions.c.by == by)
        row = self._session.first(query)
        return None if row is None else mapping.decisions.noun(row)

    def last_standing_draft(self) -> str | None:
        """The id of the draft with the newest decision that no undo has taken back."""
        undo = _decisions.alias("undo")
        taken_back = select(undo.c.id).where(undo.c.undoes == _decisions.c.id).exists()
        query = select(_decisions.c.draft_id).where(
            _decisions.c.action != Action.UNDO.value, ~taken_back
        )
        found: str | None = self._session.value(query.order_by(_decisions.c.seq.desc()).limit(1))
        return found

    def _load(self, *wanted: ColumnElement[bool]) -> builtins.list[Draft]:
        rows = self._session.rows(_in_order().where(*wanted))
        owned = citations.of(self._session, _cited, select(_drafts.c.id).where(*wanted))
        return [mapping.drafts.noun(row, citations=owned.get(row["id"], ())) for row in rows]


def _of_version(version_id: str) -> ColumnElement[bool]:
    passages = tables.passages
    from_it = select(passages.c.id).where(passages.c.version_id == version_id)
    citing_it = select(_cited.c.owner_id).where(_cited.c.version_id == version_id)
    return or_(_drafts.c.passage_id.in_(from_it), _drafts.c.id.in_(citing_it))


def _in_order() -> Select[Any]:
    """Drafts by their source version's creation, then position; the first citation's version
    stands in where no passage is named.
    """
    passages, versions = tables.passages, tables.source_versions
    first = and_(_cited.c.owner_id == _drafts.c.id, _cited.c.ordinal == 0)
    version_id = func.coalesce(passages.c.version_id, _cited.c.version_id)
    joined = (
        _drafts.outerjoin(passages, passages.c.id == _drafts.c.passage_id)
        .outerjoin(_cited, first)
        .outerjoin(versions, versions.c.id == version_id)
    )
    return (
        select(*_drafts.c)
        .select_from(joined)
        .order_by(
            versions.c.created_at.asc().nulls_last(),
            versions.c.seq.asc().nulls_last(),
            _drafts.c.position,
            _drafts.c.id,
        )
    )
