"""The schema: made by its steps, equal to the tables, older ones migrated, newer refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

from decks.errors import DataDamaged, NewerData, WorkFailed
from storage import schema
from storage.engine import make_engine
from storage.ledger import Ledger
from storage.tables import APPEND_ONLY, metadata
from tests import storage_samples as samples


def _address(folder: Path, name: str = "cardwright.db") -> str:
    return f"sqlite:///{folder / name}"


def _names(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name FROM sqlite_master WHERE type <> 'trigger'"))
        return {row.name for row in rows} - {
            "alembic_version",
            "sqlite_autoindex_alembic_version_1",
        }


def test_the_steps_make_the_tables_that_the_program_knows(tmp_path: Path) -> None:
    Ledger.open(_address(tmp_path)).close()
    stepped, made = create_engine(_address(tmp_path)), create_engine(_address(tmp_path, "made.db"))
    metadata.create_all(made)
    with stepped.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    assert _names(stepped) == _names(made)
    for table in metadata.tables:
        ours, theirs = inspect(stepped), inspect(made)
        assert _links(ours.get_foreign_keys(table)) == _links(theirs.get_foreign_keys(table))
        unique = [
            {tuple(u["column_names"]) for u in each.get_unique_constraints(table)}
            for each in (ours, theirs)
        ]
        assert unique[0] == unique[1], table
        keys = [each.get_pk_constraint(table)["constrained_columns"] for each in (ours, theirs)]
        assert keys[0] == keys[1], table
    stepped.dispose()
    made.dispose()


def _links(found: object) -> set[tuple[object, ...]]:
    assert isinstance(found, list)
    return {
        (*each["constrained_columns"], each["referred_table"], *each["referred_columns"])
        for each in found
    }


def test_every_step_on_disk_is_known_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    steps = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(reversed([step.revision for step in steps])) == schema.REVISIONS


def test_every_append_only_table_has_its_triggers(tmp_path: Path) -> None:
    Ledger.open(_address(tmp_path)).close()
    engine = create_engine(_address(tmp_path))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        found = {row.name for row in rows}
    engine.dispose()
    wanted = {f"{table.name}_no_{act}" for table in APPEND_ONLY for act in ("update", "delete")}
    assert found == wanted


def test_a_database_of_the_first_revision_opens_and_keeps_what_it_holds(tmp_path: Path) -> None:
    engine = make_engine(_address(tmp_path), 1.0)
    with engine.begin() as connection:
        schema.upgrade(connection, "0001")
        connection.execute(text("INSERT INTO facts (key, value) VALUES ('owner', 'per_a')"))
    engine.dispose()
    ledger = Ledger.open(_address(tmp_path))
    with ledger.read() as unit:
        assert unit.facts.get("owner") == "per_a"
    assert ledger.schema_version() == schema.HEAD
    ledger.close()


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    for again in (False, True):
        ledger = Ledger.open(_address(tmp_path))
        if not again:
            with ledger.write() as unit:
                samples.populate(unit)
        with ledger.read() as unit:
            assert unit.people.get("per_a").name == "Ada"
        ledger.close()


def test_a_later_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    Ledger.open(_address(tmp_path)).close()
    engine = create_engine(_address(tmp_path))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    before = (tmp_path / "cardwright.db").read_bytes()
    with pytest.raises(NewerData, match="9999"):
        Ledger.open(_address(tmp_path))
    assert (tmp_path / "cardwright.db").read_bytes() == before


def test_a_step_that_fails_leaves_an_empty_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("power cut")

    monkeypatch.setattr("storage.migrations.guards.op.execute", broken)
    with pytest.raises(OSError, match="power cut"):
        Ledger.open(_address(tmp_path))
    monkeypatch.undo()
    engine = create_engine(_address(tmp_path))
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    Ledger.open(_address(tmp_path)).close()


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    engine = create_engine(_address(tmp_path))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE cookies (name TEXT)"))
    engine.dispose()
    with pytest.raises(WorkFailed, match="something else"):
        Ledger.open(_address(tmp_path))


def test_a_database_that_forgot_its_schema_is_damaged(tmp_path: Path) -> None:
    Ledger.open(_address(tmp_path)).close()
    engine = create_engine(_address(tmp_path))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    engine.dispose()
    with pytest.raises(DataDamaged):
        Ledger.open(_address(tmp_path))
