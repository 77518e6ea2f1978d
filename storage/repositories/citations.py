"""Citations of drafts and of card versions: rows of their own, so that ranges can be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, Table, delete, select

from decks.sources import Citation
from storage import mapping, tables
from storage.session import Session

Owned = dict[str, tuple[Citation, ...]]
_MAPPED = {
    tables.draft_citations: mapping.draft_citations,
    tables.card_citations: mapping.card_citations,
}


def add(session: Session, table: Table, owned: Mapping[str, Sequence[Citation]]) -> None:
    """Stores the citations of new owners, in order."""
    mapped = _MAPPED[table]
    rows = [
        mapped.row(citation, owner_id=owner, ordinal=ordinal)
        for owner, citations in owned.items()
        for ordinal, citation in enumerate(citations)
    ]
    session.insert(table, rows)


def replace(session: Session, table: Table, owner: str, citations: Sequence[Citation]) -> None:
    """Puts other citations in the place of an owner's."""
    session.write(delete(table).where(table.c.owner_id == owner))
    add(session, table, {owner: citations})


def of(session: Session, table: Table, owners: Select[Any]) -> Owned:
    """The citations of all owners that a query of ids names, in one further query."""
    query = select(table).where(table.c.owner_id.in_(owners))
    mapped = _MAPPED[table]
    found: dict[str, list[Citation]] = {}
    for row in session.rows(query.order_by(table.c.owner_id, table.c.ordinal)):
        found.setdefault(row["owner_id"], []).append(mapped.noun(row))
    return {owner: tuple(citations) for owner, citations in found.items()}


def all_citations(session: Session) -> Iterator[tuple[str, Citation]]:
    """Every citation with its owner's id: of drafts first, then of card versions."""
    for table, mapped in _MAPPED.items():
        for row in session.rows(select(table).order_by(table.c.owner_id, table.c.ordinal)):
            yield row["owner_id"], mapped.noun(row)
