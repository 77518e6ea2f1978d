"""Which passages wait to be drafted from, and which are done."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select, update

from decks.drafts import PassageTask, TaskState
from decks.errors import NotFound
from storage import mapping, tables
from storage.session import Session, chunks

_tasks = tables.passage_tasks
_passages = tables.passages
_Key = tuple[str, str, str]


class Tasks:
    """The drafting of one passage, for one deck, by one drafter."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, tasks: Sequence[PassageTask]) -> None:
        """Stores tasks; those of a passage, deck and drafter that are stored stay as they are."""
        unique = {_key(task): task for task in tasks}
        known: set[_Key] = set()
        for ids in chunks(sorted({task.passage_id for task in tasks})):
            for row in self._session.rows(select(_tasks).where(_tasks.c.passage_id.in_(ids))):
                known.add((row["passage_id"], row["deck_id"], row["drafter"]))
        fresh = [mapping.passage_tasks.row(unique[key]) for key in unique if key not in known]
        self._session.insert(_tasks, fresh)

    def for_version(self, deck_id: str, version_id: str) -> list[PassageTask]:
        """The tasks of a source version for a deck, in the order of the text."""
        return self._list(
            _in_order().where(_tasks.c.deck_id == deck_id, _passages.c.version_id == version_id)
        )

    def pending(self, deck_id: str | None = None) -> list[PassageTask]:
        """The tasks that wait, of one deck or all."""
        query = _in_order().where(_tasks.c.state == TaskState.PENDING.value)
        if deck_id is not None:
            query = query.where(_tasks.c.deck_id == deck_id)
        return self._list(query)

    def failed(self, deck_id: str) -> list[PassageTask]:
        """The tasks of a deck that were tried and did not work."""
        failed = _tasks.c.state == TaskState.FAILED.value
        return self._list(_in_order().where(failed, _tasks.c.deck_id == deck_id))

    def counts(self, deck_id: str, drafter: str) -> dict[TaskState, int]:
        """How many tasks of a deck and drafter are in each state; states without any are 0."""
        same = (_tasks.c.deck_id == deck_id, _tasks.c.drafter == drafter)
        query = select(_tasks.c.state, func.count().label("many")).where(*same)
        found = {row["state"]: row["many"] for row in self._session.rows(query.group_by("state"))}
        return {state: found.get(state.value, 0) for state in TaskState}

    def save(self, task: PassageTask) -> None:
        """Changes a task's state, reason and skipped spans; `NotFound` where it is not stored."""
        same = (
            _tasks.c.passage_id == task.passage_id,
            _tasks.c.deck_id == task.deck_id,
            _tasks.c.drafter == task.drafter,
        )
        changed = update(_tasks).where(*same).values(**mapping.passage_tasks.row(task))
        if not self._session.write(changed):
            raise NotFound(f"There is no task of {task.drafter} for passage {task.passage_id}.")

    def _list(self, query: Select[tuple[object, ...]]) -> list[PassageTask]:
        return [mapping.passage_tasks.noun(row) for row in self._session.rows(query)]


def _in_order() -> Select[tuple[object, ...]]:
    """Tasks as the lectures run: sources as they were first read, passages as they follow."""
    versions = tables.source_versions
    joined = _tasks.join(_passages, _passages.c.id == _tasks.c.passage_id).join(
        versions, versions.c.id == _passages.c.version_id
    )
    order = (versions.c.seq, _passages.c.ordinal, _passages.c.id)
    return (
        select(*_tasks.c).select_from(joined).order_by(*order, _tasks.c.deck_id, _tasks.c.drafter)
    )


def _key(task: PassageTask) -> _Key:
    return task.passage_id, task.deck_id, task.drafter
