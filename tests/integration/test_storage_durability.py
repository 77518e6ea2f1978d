"""What a crash, a second writer, a bad disk or a bad file does to a SQLite ledger."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text

from decks.errors import Busy, DataDamaged, WorkFailed, WrongUsage
from storage.ledger import Ledger
from storage.rows import IndexRow
from tests import storage_samples as samples

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cardwright.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(f"sqlite:///{path}", busy_seconds=0.3)
    with opened.write() as unit:
        samples.populate(unit)
    yield opened
    opened.close()


def _child(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_connection_syncs_fully_keeps_a_wal_and_minds_links(ledger: Ledger) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 300,
    }
    connections = [ledger._engine.connect() for _ in range(3)]
    for each in connections:
        found = {name: each.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
        each.close()
        assert found == wanted


def test_a_second_writer_waits_for_the_first(ledger: Ledger, path: Path) -> None:
    patient = Ledger.open(f"sqlite:///{path}", busy_seconds=10)
    held, order = threading.Event(), []

    def first() -> None:
        with ledger.write() as unit:
            unit.facts.put("first", "yes")
            held.set()
            time.sleep(0.2)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    held.wait(5)
    with patient.write() as unit:
        order.append("second")
        assert unit.facts.get("first") == "yes"
    thread.join()
    patient.close()
    assert order == ["first", "second"]


def test_a_writer_that_waited_too_long_is_told_that_it_is_busy(ledger: Ledger, path: Path) -> None:
    other = Ledger.open(f"sqlite:///{path}", busy_seconds=0.1)
    with ledger.write() as unit:
        unit.facts.put("mine", "yes")
        with pytest.raises(Busy, match="try again"), other.write():
            pytest.fail("two writers at once")
        with other.read() as reading:
            assert reading.facts.get("mine") is None
    other.close()


def test_opening_an_up_to_date_ledger_waits_for_no_writer(ledger: Ledger, path: Path) -> None:
    with ledger.write():
        Ledger.open(f"sqlite:///{path}", busy_seconds=0.05).close()


def test_many_threads_write_one_after_the_other(ledger: Ledger, path: Path) -> None:
    shared = Ledger.open(f"sqlite:///{path}", busy_seconds=30)

    def write(number: int) -> None:
        with shared.write() as unit:
            count = int(unit.facts.get("count") or 0)
            unit.facts.put("count", str(count + 1))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with shared.read() as unit:
        assert unit.facts.get("count") == "8"
    shared.close()


def test_a_process_killed_while_it_writes_leaves_the_old_state(ledger: Ledger, path: Path) -> None:
    code = """
import os, sys
from storage.ledger import Ledger
from tests import storage_samples as samples
with Ledger.open(sys.argv[1]).write() as unit:
    unit.drafts.add([samples.draft(number) for number in range(500)])
    unit.facts.put("half", "done")
    os._exit(7)
"""
    assert _child(code, f"sqlite:///{path}").returncode == 7
    with ledger.read() as unit:
        assert unit.drafts.list() == []
        assert unit.facts.get("half") is None
    assert ledger.integrity() == []


def test_a_process_killed_after_a_write_has_kept_it(ledger: Ledger, path: Path) -> None:
    code = """
import os, sys
from storage.ledger import Ledger
with Ledger.open(sys.argv[1]).write() as unit:
    unit.facts.put("whole", "done")
os._exit(7)
"""
    assert _child(code, f"sqlite:///{path}").returncode == 7
    with ledger.read() as unit:
        assert unit.facts.get("whole") == "done"


def test_a_backup_made_while_another_writes_is_whole(ledger: Ledger, tmp_path: Path) -> None:
    target = tmp_path / "copy" / "backup.db"
    target.parent.mkdir()
    with ledger.write() as unit:
        unit.index.put([IndexRow(f"x{n}", "c", "d", "card", "t" * 50, "h") for n in range(2000)])
        ledger.backup(target)
    assert [each.name for each in target.parent.iterdir()] == ["backup.db"]
    copy = Ledger.open(f"sqlite:///{target}")
    assert copy.integrity() == []
    with copy.read() as unit:
        assert unit.people.get("per_a").name == "Ada"
        assert unit.index.rows() == []
    copy.close()


def test_a_backup_to_nowhere_says_so(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="No backup can be written"):
        ledger.backup(tmp_path / "nowhere" / "backup.db")


def test_a_restore_puts_the_old_state_back_in_one_step(ledger: Ledger, tmp_path: Path) -> None:
    ledger.backup(tmp_path / "backup.db")
    with ledger.write() as unit:
        unit.facts.put("later", "yes")
    ledger.restore(tmp_path / "backup.db")
    with ledger.write() as unit:
        assert unit.facts.get("later") is None
        unit.facts.put("after", "yes")
    assert ledger.integrity() == []


def test_a_restore_waits_for_no_writer_for_ever(ledger: Ledger, tmp_path: Path, path: Path) -> None:
    ledger.backup(tmp_path / "backup.db")
    other = Ledger.open(f"sqlite:///{path}")
    with other.write() as unit:
        unit.facts.put("theirs", "yes")
        with pytest.raises(Busy):
            ledger.restore(tmp_path / "backup.db")
    other.close()
    with ledger.read() as unit:
        assert unit.facts.get("theirs") == "yes"


def test_a_restore_of_another_schema_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    ledger.backup(tmp_path / "backup.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'backup.db'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(WrongUsage, match="schema"):
        ledger.restore(tmp_path / "backup.db")


def test_a_full_disk_is_told_and_leaves_the_old_state(ledger: Ledger, path: Path) -> None:
    def stop_growing(connection: sqlite3.Connection, _record: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    full = Ledger.open(f"sqlite:///{path}")
    full._engine.dispose()
    event.listen(full._engine, "connect", stop_growing)
    with pytest.raises(WorkFailed, match="disk is full"), full.write() as unit:
        unit.drafts.add([samples.draft(number) for number in range(500)])
    full.close()
    with ledger.read() as unit:
        assert unit.drafts.list() == []
    assert ledger.integrity() == []


def test_processes_that_make_the_same_ledger_at_once_all_get_it(tmp_path: Path) -> None:
    code = """
import sys, time
from storage.ledger import Ledger
while time.time() < float(sys.argv[2]):
    pass
Ledger.open(sys.argv[1]).close()
"""
    address = f"sqlite:///{tmp_path / 'new.db'}"
    start = str(time.time() + 2.5)
    command = [sys.executable, "-c", code, address, start]
    children = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    errors = [child.communicate(timeout=60)[1] for child in children]
    assert [child.returncode for child in children] == [0] * 4, errors


def test_a_row_that_points_nowhere_is_found(ledger: Ledger, path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE decks SET course_id = 'crs_gone'"))
    engine.dispose()
    assert ledger.integrity() == ["A row of decks points to a row of courses that is not there."]


def test_a_row_that_is_no_noun_is_damage_with_its_place(ledger: Ledger, path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE people SET zone = 'Moon/Crater'"))
    engine.dispose()
    with ledger.read() as unit, pytest.raises(DataDamaged, match=r"people \(per_a\)"):
        unit.people.get("per_a")


def test_erased_words_are_in_no_file_of_the_folder(ledger: Ledger, tmp_path: Path) -> None:
    secret = "xylophonic confession"
    with ledger.write() as unit:
        unit.cards.add(samples.card())
        unit.answers.add(samples.answer(text=secret))
        unit.grades.add(samples.grade(quote="xylophonic"))
    with ledger.write() as unit:
        unit.answers.erase_text("ans_1")
        assert unit.answers.get("ans_1").text is None
        assert unit.grades.get("grd_1") == samples.grade(quote="[erased]")
    ledger.close()
    assert not [each for each in tmp_path.iterdir() if b"xylophonic" in each.read_bytes()]


@pytest.mark.parametrize("content", [b"not a database at all " * 400, b"SQLite format 3\x00" * 400])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DataDamaged, match="restore a backup"):
        Ledger.open(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="folder"):
        Ledger.open(f"sqlite:///{tmp_path / 'nowhere' / 'cardwright.db'}")


@pytest.mark.parametrize("url", ["sqlite://", "mysql://x/y", "no address", "sqlite:///:memory:"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(WrongUsage):
        Ledger.open(url)


_AS_NOBODY = """
import os, sys
from storage.ledger import Ledger
from decks.errors import WorkFailed
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    Ledger.open(sys.argv[1])
except WorkFailed as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX")
@pytest.mark.parametrize("there", [False, True], ids=["new", "existing"])
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, there: bool) -> None:
    """As root no folder is read-only: the child gives up its rights first."""
    folder = tmp_path / "shut"
    folder.mkdir()
    address = f"sqlite:///{folder / 'cardwright.db'}"
    if there:
        Ledger.open(address).close()
        (folder / "cardwright.db").chmod(0o444)
    opened = [each for each in tmp_path.parents if each.stat().st_uid == os.getuid()]
    modes = {each: each.stat().st_mode for each in (tmp_path, *opened)}
    try:
        for each, mode in modes.items():
            each.chmod(mode | stat.S_IXOTH | stat.S_IROTH)
        folder.chmod(0o555)
        done = _child(_AS_NOBODY, address)
    finally:
        for each, mode in modes.items():
            each.chmod(mode)
        folder.chmod(0o755)
    assert done.stdout.startswith("WorkFailed The data"), (done.stdout, done.stderr)
    assert "writ" in done.stdout
