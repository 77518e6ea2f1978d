"""Cards and their versions."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, update

from decks.cards import Card, CardState, CardVersion
from decks.errors import NotFound
from storage import mapping, tables
from storage.repositories import citations
from storage.session import Row, Session, chunks

_cards = tables.cards
_versions = tables.card_versions
_cited = tables.card_citations
_current = and_(_versions.c.card_id == _cards.c.id, _versions.c.number == _cards.c.current)


class Cards:
    """Cards of decks; a version is appended and never changed, one of them is current."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, card: Card) -> None:
        """Stores a new card with its version."""
        row = mapping.cards.row(card, current=card.version.number)
        self._session.insert(_cards, [row])
        self._append(card.version)

    def add_version(self, version: CardVersion) -> None:
        """Appends a version, which becomes current; `Stale` where its number is taken."""
        moved = update(_cards).where(_cards.c.id == version.card_id)
        if not self._session.write(moved.values(current=version.number)):
            raise NotFound(f"There is no card {version.card_id}.")
        self._append(version)

    def get(self, card_id: str) -> Card:
        """The card of this id with its current version, or `NotFound`."""
        found = self._load(_cards.c.id == card_id)
        if not found:
            raise NotFound(f"There is no card {card_id}.")
        return found[0]

    def list(self, deck_id: str, state: CardState | None = CardState.LIVE) -> builtins.list[Card]:
        """The cards of a deck by position, then id; `state` None gives withdrawn ones too."""
        wanted = [_cards.c.deck_id == deck_id]
        if state is not None:
            wanted.append(_cards.c.state == state.value)
        return self._load(*wanted)

    def page(
        self, deck_id: str, offset: int, limit: int, state: CardState | None = CardState.LIVE
    ) -> builtins.list[Card]:
        """Some cards of a deck, in the order of `list`, and only those read."""
        query = select(_cards.c.id).where(_cards.c.deck_id == deck_id)
        if state is not None:
            query = query.where(_cards.c.state == state.value)
        query = query.order_by(_cards.c.position, _cards.c.id).offset(offset).limit(limit)
        return self.many([row["id"] for row in self._session.rows(query)])

    def many(self, ids: Sequence[str]) -> builtins.list[Card]:
        """The cards of these ids that there are, in the order of the ids."""
        found: dict[str, Card] = {}
        for some in chunks(list(dict.fromkeys(ids))):
            found |= {card.id: card for card in self._load(_cards.c.id.in_(some))}
        return [found[each] for each in ids if each in found]

    def siblings(self, card_id: str) -> builtins.list[str]:
        """The other live cards of its deck whose current words cite some of the same text."""
        mine, theirs = _cited.alias("mine"), _cited.alias("theirs")
        own, other = _cards.alias("own"), _cards.alias("other")
        own_version, version = _versions.alias("own_version"), _versions.alias("version")
        query = (
            select(other.c.id)
            .distinct()
            .select_from(own)
            .join(
                own_version,
                (own_version.c.card_id == own.c.id) & (own_version.c.number == own.c.current),
            )
            .join(mine, mine.c.owner_id == own_version.c.id)
            .join(
                theirs,
                (theirs.c.version_id == mine.c.version_id)
                & (theirs.c.start < mine.c.end)
                & (theirs.c.end > mine.c.start),
            )
            .join(version, version.c.id == theirs.c.owner_id)
            .join(other, (other.c.id == version.c.card_id) & (other.c.current == version.c.number))
            .where(
                own.c.id == card_id,
                other.c.id != card_id,
                other.c.deck_id == own.c.deck_id,
                other.c.state == CardState.LIVE.value,
            )
        )
        return sorted(row["id"] for row in self._session.rows(query))

    def ids(self, deck_id: str) -> builtins.list[str]:
        """The ids of a deck's live cards by position: cheap where the words are not needed."""
        query = select(_cards.c.id).where(
            _cards.c.deck_id == deck_id, _cards.c.state == CardState.LIVE.value
        )
        rows = self._session.rows(query.order_by(_cards.c.position, _cards.c.id))
        return [row["id"] for row in rows]

    def version(self, version_id: str) -> CardVersion:
        """The card version of this id, or `NotFound`."""
        found = self._load_versions(_versions.c.id == version_id)
        if not found:
            raise NotFound(f"There is no card version {version_id}.")
        return found[0]

    def versions(self, card_id: str) -> builtins.list[CardVersion]:
        """All versions of a card by number."""
        return self._load_versions(_versions.c.card_id == card_id)

    def set_state(self, card_id: str, state: CardState) -> None:
        """Withdraws a card or brings it back; `NotFound` where it is not stored."""
        changed = update(_cards).where(_cards.c.id == card_id).values(state=state.value)
        if not self._session.write(changed):
            raise NotFound(f"There is no card {card_id}.")

    def next_position(self, deck_id: str) -> int:
        """The position after the deck's last card, withdrawn ones counted."""
        last = select(func.max(_cards.c.position)).where(_cards.c.deck_id == deck_id)
        found: int | None = self._session.value(last)
        return 0 if found is None else found + 1

    def citing(self, version_id: str, start: int, end: int) -> builtins.list[str]:
        """The ids of live cards whose current version cites a character of [start, end)."""
        joined = _cited.join(_versions, _versions.c.id == _cited.c.owner_id).join(_cards, _current)
        query = (
            select(_cards.c.id)
            .distinct()
            .select_from(joined)
            .where(
                _cited.c.version_id == version_id,
                _cited.c.start < end,
                _cited.c.end > start,
                _cards.c.state == CardState.LIVE.value,
            )
            .order_by(_cards.c.id)
        )
        return [row["id"] for row in self._session.rows(query)]

    def _append(self, version: CardVersion) -> None:
        self._session.insert(_versions, [mapping.card_versions.row(version)])
        citations.add(self._session, _cited, {version.id: version.citations})

    def _load(self, *wanted: ColumnElement[bool]) -> builtins.list[Card]:
        named = [column.label(f"version_{column.name}") for column in _versions.c]
        query = select(*_cards.c, *named).join_from(_cards, _versions, _current).where(*wanted)
        rows = self._session.rows(query.order_by(_cards.c.position, _cards.c.id))
        owners = select(_versions.c.id).join_from(_cards, _versions, _current).where(*wanted)
        owned = citations.of(self._session, _cited, owners)
        return [_card(row, owned) for row in rows]

    def _load_versions(self, wanted: ColumnElement[bool]) -> builtins.list[CardVersion]:
        query: Select[Any] = select(_versions).where(wanted).order_by(_versions.c.number)
        owned = citations.of(self._session, _cited, select(_versions.c.id).where(wanted))
        return [
            mapping.card_versions.noun(row, citations=owned.get(row["id"], ()))
            for row in self._session.rows(query)
        ]


def _card(row: Row, owned: citations.Owned) -> Card:
    own = {column.name: row[f"version_{column.name}"] for column in _versions.c}
    version = mapping.card_versions.noun(own, citations=owned.get(own["id"], ()))
    return mapping.cards.noun(row, version=version)
