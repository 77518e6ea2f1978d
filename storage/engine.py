"""How databases are opened: what each connection is told, and how its transactions begin."""

from __future__ import annotations

import sqlite3
import time
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from decks.errors import WorkFailed, WrongUsage
from storage.failures import translated

READING = "ledger_reading"
"""The execution option that marks a connection that must not write."""

_PAUSE = 0.02
"""Seconds between two tries to set a pragma of a file that another process holds."""

_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
"""What SQLite must answer on every connection.

WAL lets readers go on while one writes; synchronous 2 (FULL) keeps commits through a power cut;
secure_delete overwrites erased words.
"""


def make_engine(url: str, busy_seconds: float) -> Engine:
    """An engine whose connections are ready for use; nothing is opened yet."""
    parsed = _parsed(url)
    if parsed.get_backend_name() == "postgresql":
        return _postgres(parsed, busy_seconds)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, busy_seconds)
    raise WrongUsage("The ledger is kept in SQLite (sqlite:///FILE) or PostgreSQL.")


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise WrongUsage("This is no database address: use sqlite:///FILE.") from error


def _postgres(url: URL, busy_seconds: float) -> Engine:
    options = f"-c lock_timeout={int(busy_seconds * 1000)} -c timezone=UTC"
    engine = create_engine(
        url, isolation_level="SERIALIZABLE", connect_args={"options": options}, pool_pre_ping=True
    )
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _begin_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get(READING):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def _sqlite(url: URL, busy_seconds: float) -> Engine:
    if url.database in (None, "", ":memory:"):
        raise WrongUsage("The ledger needs a file: use sqlite:///FILE.")
    engine = create_engine(url, connect_args={"timeout": busy_seconds})
    event.listen(engine, "connect", partial(_connect_sqlite, busy_seconds))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_sqlite(busy_seconds: float, connection: Any, _record: Any) -> None:
    """Takes transactions out of the driver's hands (it would begin them late), sets the pragmas."""
    connection.isolation_level = None
    with translated():
        for name, wanted in _PRAGMAS.items():
            _set(connection, name, wanted, time.monotonic() + busy_seconds)
            (found,) = connection.execute(f"PRAGMA {name}").fetchone()
            if found != wanted:
                raise WorkFailed(
                    f"The database cannot be used safely here: {name} is {found}, not {wanted}. "
                    "Is the folder on a network drive? Choose one on a local disk."
                )


def _set(connection: Any, name: str, wanted: object, until: float) -> None:
    """Sets a pragma. SQLite does not wait by itself where two make one file a WAL at once."""
    while True:
        try:
            connection.execute(f"PRAGMA {name} = {wanted}")
            return
        except sqlite3.OperationalError as error:
            busy = (error.sqlite_errorname or "").startswith("SQLITE_BUSY")
            if not busy or time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)


def _begin_sqlite(connection: Connection) -> None:
    """Writers take their place at once, so that none fails half-way; readers cannot write."""
    reading = bool(connection.get_execution_options().get(READING))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(reading)}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
