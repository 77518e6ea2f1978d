"""Documents, their versions and passages."""

from __future__ import annotations

import builtins
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, delete, select

from decks.errors import NotFound
from decks.sources import Passage, Source, SourceVersion
from storage import mapping, tables
from storage.session import Row, Session

_versions = tables.source_versions
_heads = tables.source_heads


_names = tuple(_versions.c[name] for name in ("id", "text_hash", "extractor", "created_at"))
"""What tells one version from every other: the rest of its row follows from these."""

KEPT = 8
"""How many versions are kept built: each costs about as much memory as its text and spans."""
_kept: OrderedDict[tuple[Any, ...], SourceVersion] = OrderedDict()
_one_at_a_time = threading.Lock()


class Sources:
    """Documents of courses; versions and passages are added once and never changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, source: Source) -> None:
        """Stores a new source; `Stale` where the course has one of this name."""
        self._session.insert(tables.sources, [mapping.sources.row(source)])

    def get(self, source_id: str) -> Source:
        """The source of this id, or `NotFound`."""
        row = self._session.first(select(tables.sources).where(tables.sources.c.id == source_id))
        if row is None:
            raise NotFound(f"There is no source {source_id}.")
        return mapping.sources.noun(row)

    def by_name(self, course_id: str, name: str) -> Source | None:
        """The source of exactly this name in the course."""
        table = tables.sources
        same = (table.c.course_id == course_id, table.c.name == name)
        row = self._session.first(select(table).where(*same))
        return None if row is None else mapping.sources.noun(row)

    def list(self, course_id: str | None = None) -> builtins.list[Source]:
        """The sources of one course, or all, by name."""
        query = select(tables.sources).order_by(tables.sources.c.name, tables.sources.c.id)
        if course_id is not None:
            query = query.where(tables.sources.c.course_id == course_id)
        return [mapping.sources.noun(row) for row in self._session.rows(query)]

    def add_version(self, version: SourceVersion) -> None:
        """Stores a version unless it is stored already; either way it is now the latest."""
        self._session.insert_new(_versions, [mapping.source_versions.row(version)])
        self._session.write(delete(_heads).where(_heads.c.source_id == version.source_id))
        head = {"source_id": version.source_id, "version_id": version.id}
        self._session.insert(_heads, [head])

    def version(self, version_id: str) -> SourceVersion:
        """The version of this id, or `NotFound`."""
        found = self._found(select(*_names).where(_versions.c.id == version_id))
        if found is None:
            raise NotFound(f"There is no source version {version_id}.")
        return found

    def find_version(self, any_id: str) -> SourceVersion:
        """The version of this id, or the latest version of the source of this id."""
        named = self._found(select(*_names).where(_versions.c.id == any_id))
        found = named or self.latest(any_id)
        if found is None:
            raise NotFound(f"There is no source or source version {any_id}.")
        return found

    def latest(self, source_id: str) -> SourceVersion | None:
        """The version that was read last, or None where the source has none."""
        joined = _versions.join(_heads, _heads.c.version_id == _versions.c.id)
        return self._found(
            select(*_names).select_from(joined).where(_heads.c.source_id == source_id)
        )

    def versions(self, source_id: str) -> builtins.list[SourceVersion]:
        """All versions of a source, in the order they were first stored."""
        query = select(*_names).where(_versions.c.source_id == source_id)
        return [self._built(row) for row in self._session.rows(query.order_by(_versions.c.seq))]

    def _found(self, query: Select[Any]) -> SourceVersion | None:
        row = self._session.first(query)
        return None if row is None else self._built(row)

    def _built(self, named: Row) -> SourceVersion:
        """The version of these `_names`. Reading and checking a thousand spans takes 50 ms, so
        one that was built before is given again.
        """
        key = tuple(named.values())
        with _one_at_a_time:
            known = _kept.get(key)
            if known is not None:
                _kept.move_to_end(key)
                return known
        [row] = self._session.rows(select(_versions).where(_versions.c.id == named["id"]))
        version = mapping.source_versions.noun(row)
        with _one_at_a_time:
            _kept[key] = version
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        return version

    def add_passages(self, passages: Sequence[Passage]) -> None:
        """Stores passages; those that are stored already stay as they are."""
        rows = [mapping.passages.row(passage) for passage in passages]
        self._session.insert_new(tables.passages, rows)

    def passages(self, version_id: str) -> builtins.list[Passage]:
        """The passages of a version, in the order of the text."""
        table = tables.passages
        query = select(table).where(table.c.version_id == version_id)
        rows = self._session.rows(query.order_by(table.c.ordinal, table.c.id))
        return [mapping.passages.noun(row) for row in rows]

    def passage(self, passage_id: str) -> Passage:
        """The passage of this id, or `NotFound`."""
        table = tables.passages
        row = self._session.first(select(table).where(table.c.id == passage_id))
        if row is None:
            raise NotFound(f"There is no passage {passage_id}.")
        return mapping.passages.noun(row)
