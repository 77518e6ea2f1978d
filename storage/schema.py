"""first version: replaced by migrations at once."""

from __future__ import annotations

from sqlalchemy import Engine

from storage.tables import metadata

HEAD = "0001"


def prepare(engine: Engine) -> None:
    """Makes the tables."""
    with engine.begin() as connection:
        metadata.create_all(connection)
