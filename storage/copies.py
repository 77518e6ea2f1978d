"""Whole databases at a time: backup, restore, and SQLite's own check of itself."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from decks.errors import Busy, WorkFailed, WrongUsage
from storage.failures import translated
from storage.schema import HEAD

_SERVER = "This database lives on a PostgreSQL server: use the server's own tools (pg_dump)."


def backup(engine: Engine, target: Path) -> None:
    """Writes a copy beside the target and moves it there when it is on the disk."""
    try:
        handle, name = tempfile.mkstemp(prefix=".backup-", suffix=".db", dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise WorkFailed(
            f"No backup can be written to {target.parent}: {error.strerror}."
        ) from error
    part = Path(name)
    try:
        with _driver(engine) as ours, translated(), closing(sqlite3.connect(part)) as copy:
            ours.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        _into_place(part, target)
    except OSError as error:
        raise WorkFailed(f"The backup {target} was not written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)


def _into_place(part: Path, target: Path) -> None:
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    os.replace(part, target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def restore(engine: Engine, database: Path, busy_seconds: float) -> None:
    """Copies `database` over ours in one transaction of SQLite."""
    with (
        _driver(engine) as ours,
        translated(),
        closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as copy,
    ):
        _same_schema(copy)
        copy.backup(ours, progress=_deadline(busy_seconds))
    engine.dispose()


def _same_schema(copy: sqlite3.Connection) -> None:
    found = copy.execute("SELECT version_num FROM alembic_version").fetchall()
    if found != [(HEAD,)]:
        raise WrongUsage("The copy has another schema: open it as a ledger first.")


def _deadline(seconds: float) -> Callable[[int, int, int], None]:
    """SQLite would try for ever: this gives up after some seconds of being locked out."""
    end = time.monotonic() + seconds

    def check(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > end:
            raise Busy("The data is in use by another process: close it, then restore again.")

    return check


def integrity(engine: Engine) -> list[str]:
    """SQLite's check of its pages and indexes, and of every foreign key.

    A PostgreSQL server minds both by itself.
    """
    if engine.dialect.name != "sqlite":
        return []
    with _driver(engine) as ours, translated():
        pages = [str(row[0]) for row in ours.execute("PRAGMA integrity_check")]
        links = ours.execute("PRAGMA foreign_key_check").fetchall()
    found = [f"The database file: {line}." for line in pages if line != "ok"]
    return found + [
        f"A row of {table} points to a row of {parent} that is not there."
        for table, _row, parent, _link in links
    ]


@contextmanager
def _driver(engine: Engine) -> Iterator[sqlite3.Connection]:
    """SQLite's own connection, outside any transaction."""
    if engine.dialect.name != "sqlite":
        raise WorkFailed(_SERVER)
    with translated():
        pooled: Any = engine.raw_connection()
    try:
        connection = pooled.driver_connection
        connection.execute("PRAGMA query_only = 0")
        yield connection
    finally:
        pooled.close()
