"""The index folder among processes: its lock, kills, damage, other models, and its size."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from decks.errors import DataDamaged, IndexMismatch, Locked, WorkFailed
from tests.vectorstore_samples import COURSE, DIMENSION, IDENTITY, entries, entry, random_vectors
from vectorstore import folder as folder_module
from vectorstore.folder import open_folder
from vectorstore.port import IndexIdentity

X = np.eye(DIMENSION, dtype=np.float32)[0]

OWNER = """
import sys, time
from pathlib import Path
import numpy as np
from vectorstore.folder import open_folder
from vectorstore.port import Entry, IndexIdentity
index = open_folder(Path(sys.argv[1]), IndexIdentity("sample-model-8", "a" * 64, 8))
rows = np.random.default_rng(0).normal(size=(5000, 8)).astype(np.float32)
rows /= np.linalg.norm(rows, axis=1, keepdims=True)
print("open", flush=True)
for start in range(0, int(sys.argv[2]), 50):
    index.upsert([Entry(f"crd_{n:05d}", rows[n], "crs_one", "d", "card")
                  for n in range(start, start + 50)])
    print(start + 50, flush=True)
time.sleep(60)
"""


@contextmanager
def owner(folder: Path, writes: int = 0) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the folder open, and is killed at the end."""
    command = [sys.executable, "-c", OWNER, str(folder), str(writes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def _count_probes(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    probed: list[Path] = []
    probe = folder_module._probe

    def counted(generation: Path) -> None:
        probed.append(generation)
        probe(generation)

    monkeypatch.setattr(folder_module, "_probe", counted)
    return probed


def test_importing_the_adapters_imports_no_chroma() -> None:
    code = (
        "import sys, vectorstore.folder, vectorstore.server, vectorstore.exact; "
        "print([name for name in ('chromadb', 'httpx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_was_written_is_there_after_a_reopening(folder: Path) -> None:
    held = entries(random_vectors(30))
    index = open_folder(folder, IDENTITY)
    index.upsert(held)
    index.close()
    index.close()
    index = open_folder(folder, IDENTITY)
    assert index.ids() == {one.id for one in held}
    assert index.search(held[4].vector, limit=1, course_id=COURSE)[0].id == held[4].id
    index.close()


def test_a_second_process_is_refused_at_once_and_a_kill_frees_the_lock(folder: Path) -> None:
    with owner(folder):
        started = time.monotonic()
        with pytest.raises(Locked, match="Another process is using the vector index"):
            open_folder(folder, IDENTITY)
        with pytest.raises(Locked):
            open_folder(folder, IDENTITY, fresh=True)
        assert time.monotonic() - started < 2.0
    open_folder(folder, IDENTITY).close()


def test_a_second_opening_in_one_process_is_refused_until_the_first_is_closed(
    folder: Path,
) -> None:
    first = open_folder(folder, IDENTITY)
    with pytest.raises(Locked):
        open_folder(folder, IDENTITY)
    first.close()
    open_folder(folder, IDENTITY).close()


def test_killed_while_writing_the_index_opens_and_repeating_the_writes_heals_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acknowledged = 0
    with owner(folder, writes=5000) as process:
        assert process.stdout is not None
        while acknowledged < 300:
            acknowledged = int(process.stdout.readline())
    probed = _count_probes(monkeypatch)
    index = open_folder(folder, IDENTITY)
    assert len(probed) == 1
    assert index.ids() >= {f"crd_{number:05d}" for number in range(acknowledged)}
    held = entries(random_vectors(1000))
    index.upsert(held)
    for one in held[:20]:
        assert index.search(one.vector, limit=1, course_id=COURSE)[0].id == one.id
    index.close()


def test_only_a_folder_that_was_not_closed_in_order_is_probed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    probed = _count_probes(monkeypatch)
    for _ in range(3):
        index = open_folder(folder, IDENTITY)
        index.upsert([entry("a", X)])
        index.close()
    assert probed == []
    with owner(folder):
        pass
    open_folder(folder, IDENTITY).close()
    open_folder(folder, IDENTITY).close()
    assert len(probed) == 1


def _spoil(folder: Path, how: str) -> None:
    (generation,) = folder.glob("gen-*")
    database = generation / "chroma.sqlite3"
    if how == "cut short":
        database.write_bytes(database.read_bytes()[:5000])
    elif how == "overwritten":
        database.write_bytes(b"\xff" * database.stat().st_size)
    elif how == "graph overwritten":
        for file in generation.glob("*/*.bin"):
            file.write_bytes(b"\x7f" * file.stat().st_size)
    elif how == "pointer":
        (folder / "current").write_bytes(b"\xff\x00")
    elif how == "generation gone":
        generation.rename(folder.parent / "elsewhere")


@pytest.mark.parametrize(
    "how", ["cut short", "overwritten", "graph overwritten", "pointer", "generation gone"]
)
def test_a_damaged_folder_is_one_plain_sentence_and_a_rebuild_mends_it(
    folder: Path, how: str
) -> None:
    held = entries(random_vectors(2500))
    index = open_folder(folder, IDENTITY)
    index.upsert(held)
    index.close()
    _spoil(folder, how)
    with pytest.raises(DataDamaged, match="cardwright rebuild-index"):
        open_folder(folder, IDENTITY)
    index = open_folder(folder, IDENTITY, fresh=True)
    assert index.rebuild(held[:40]) == 40
    index.close()
    index = open_folder(folder, IDENTITY)
    assert len(index.ids()) == 40
    index.close()


def test_a_child_that_hangs_or_crashes_means_damage(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_folder(folder, IDENTITY).close()
    (folder / "closed").write_text("")
    for child in ("import time; time.sleep(30)", "import os; os.kill(os.getpid(), 11)"):
        monkeypatch.setattr(folder_module, "PROBE_SECONDS", 1.0)
        monkeypatch.setattr(
            folder_module, "_probe_command", lambda _, code=child: [sys.executable, "-c", code]
        )
        with pytest.raises(DataDamaged, match="rebuild-index"):
            open_folder(folder, IDENTITY)
    monkeypatch.undo()
    open_folder(folder, IDENTITY).close()


@pytest.mark.parametrize(
    "other",
    [
        IndexIdentity("other-model-8", "a" * 64, DIMENSION),
        IndexIdentity("sample-model-8", "b" * 64, DIMENSION),
        IndexIdentity("sample-model-8", "a" * 64, 16),
    ],
)
def test_an_index_of_another_model_is_refused_and_a_rebuild_takes_its_place(
    folder: Path, other: IndexIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    probed = _count_probes(monkeypatch)
    index = open_folder(folder, IDENTITY)
    index.upsert([entry("a", X)])
    index.close()
    with pytest.raises(IndexMismatch, match="rebuild-index"):
        open_folder(folder, other)
    index = open_folder(folder, IDENTITY)
    assert index.ids() == {"a"}
    index.close()
    index = open_folder(folder, other, fresh=True)
    index.rebuild(entries(random_vectors(3, other.dimension)))
    index.close()
    with pytest.raises(IndexMismatch):
        open_folder(folder, IDENTITY)
    assert probed == []


def test_an_index_opened_fresh_and_never_rebuilt_changes_nothing(folder: Path) -> None:
    index = open_folder(folder, IDENTITY)
    index.upsert([entry("a", X)])
    index.close()
    index = open_folder(folder, IDENTITY, fresh=True)
    assert index.ids() == frozenset()
    index.close()
    index = open_folder(folder, IDENTITY)
    assert index.ids() == {"a"}
    assert len(list(folder.glob("gen-*"))) == 1
    index.close()


def test_rebuilding_again_and_again_does_not_grow_the_folder(folder: Path) -> None:
    index = open_folder(folder, IDENTITY)
    sizes = []
    for seed in range(4):
        index.rebuild(entries(random_vectors(500, seed=seed)))
        sizes.append(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()))
    index.close()
    assert max(sizes) <= 1.1 * sizes[0]
    assert len(list(folder.glob("gen-*"))) == 1


def test_closing_lets_go_of_every_file(folder: Path) -> None:
    place = Path("/proc/self/fd")
    if not place.is_dir():
        pytest.skip("this system does not show a process its open files")
    index = open_folder(folder, IDENTITY)
    index.upsert(entries(random_vectors(10)))
    index.close()
    held = [str(link.readlink()) for link in place.iterdir() if link.is_symlink()]
    assert not [name for name in held if str(folder) in name]


def test_a_folder_that_cannot_be_made_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WorkFailed, match="cannot be written"):
        open_folder(tmp_path / "file" / "index", IDENTITY)
