"""Which schema a database has, and the way to the one that this program needs."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table

from decks.errors import DataDamaged, NewerData, WorkFailed
from storage.engine import READING

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
"""Every revision of the schema, oldest first; the last is the one this program needs."""

HEAD = REVISIONS[-1]
_VERSION_TABLE = "alembic_version"
_VERSION = table(_VERSION_TABLE, column("version_num")).c.version_num
_STEPS = Path(__file__).parent / "migrations"
_one_at_a_time = threading.Lock()
"""Alembic keeps the running migration in module-wide names."""


def prepare(engine: Engine) -> None:
    """Makes the tables in an empty database, or migrates an older one, in one transaction.

    Raises `NewerData` for the schema of a later version, `WorkFailed` for a database of something
    else. A database that is up to date is only read.
    """
    with engine.connect().execution_options(**{READING: True}) as connection:
        if revision(connection) == HEAD:
            return
    with _one_at_a_time, engine.begin() as connection:
        if revision(connection) != HEAD:
            upgrade(connection)


def revision(connection: Connection) -> str | None:
    """The revision that a database is at, or None for an empty one."""
    names = inspect(connection).get_table_names()
    if not names:
        return None
    if _VERSION_TABLE not in names:
        raise WorkFailed("This database belongs to something else: choose another file.")
    found = connection.execute(select(_VERSION)).scalars().all()
    if len(found) != 1:
        raise DataDamaged("The database does not say what schema it has: restore a backup.")
    if found[0] not in REVISIONS:
        raise NewerData(
            f"This data was written by a later version of Cardwright (schema {found[0]}, this one "
            f"knows up to {HEAD}): update Cardwright."
        )
    return str(found[0])


def upgrade(connection: Connection, target: str = HEAD) -> None:
    """Takes a database, within its transaction, to a revision at or after its own."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
