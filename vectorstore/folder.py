"""The index in a folder of this machine: lock first, then look, then open.

Two processes on one Chroma folder raise no error and corrupt it, and opening a corrupted folder can
crash the interpreter. Therefore:

1. The lock file beside the folder is taken before Chroma touches the folder. The operating system
   frees it when its owner dies, however it dies. Whoever does not get it is refused at once.
2. A folder that its last owner did not close in order (a kill), or whose files changed since, is
   opened in a child process first. If the child dies or takes too long, the folder is damaged.
   After a clean close this is skipped: starting the child costs 1.5 s of CPU.
3. Only then is it opened here.

A damaged index is no loss: it is a cache, and `cardwright rebuild-index` makes it anew from SQL.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from decks.errors import CardwrightError, DataDamaged, IndexMismatch, Locked, WorkFailed
from vectorstore.chroma import ChromaIndex, plainly
from vectorstore.client import folder_client, let_go
from vectorstore.generations import Generations
from vectorstore.port import Entry, IndexIdentity, Neighbour, NeighbourIndex

PROBE_SECONDS = 60.0
"""A healthy folder of 100,000 vectors is probed in a few seconds; a damaged one may hang."""


def open_folder(folder: Path, identity: IndexIdentity, *, fresh: bool = False) -> NeighbourIndex:
    """Opens the index in `folder`, which is made if need be; close it to free its lock.

    With `fresh` nothing stored is opened or looked at: the index is empty, and takes the place of
    the stored one when `rebuild` has filled it (until then nothing of it is kept). That is the way
    out of the last two errors. Raises `Locked` at once if another process (or another opening in
    this one) has it, `IndexMismatch` if another embedding model made it, `DataDamaged` if it cannot
    be read, `WorkFailed` if the folder cannot be written.
    """
    lock = _locked(folder)
    try:
        return FolderIndex(folder, identity, lock, fresh=fresh)
    except OSError as error:
        lock.release()
        raise _unwritable(folder, error) from error
    except BaseException:
        lock.release()
        raise


class FolderIndex:
    """The index in a folder whose lock is held; made by `open_folder`. Thread-safe.

    Writers take turns, so that a rebuild loses no write; searches wait only while one generation
    takes the place of another.
    """

    def __init__(
        self, folder: Path, identity: IndexIdentity, lock: FileLock, *, fresh: bool
    ) -> None:
        self._folder = folder
        self._identity = identity
        self._lock = lock
        self._writing = threading.Lock()
        self._swapping = threading.Lock()
        self._generations = Generations(folder)
        self._published = not fresh
        stored = None if fresh else self._generations.current()
        self._generation = self._generations.add() if stored is None else self._checked(stored)
        if not fresh:
            self._generations.sweep(self._generation)
        self._inner = self._open(self._generation)
        if not fresh and stored is None:
            self._generations.publish(self._generation)

    def upsert(self, entries: Sequence[Entry]) -> None:
        """Adds or replaces entries by id."""
        with self._writing:
            self._inner.upsert(entries)

    def remove(self, ids: Sequence[str]) -> None:
        """Removes entries; unknown ids are no error."""
        with self._writing:
            self._inner.remove(ids)

    def search(
        self,
        vector: NDArray[np.float32],
        *,
        limit: int,
        course_id: str,
        deck_id: str | None = None,
        kind: str | None = None,
    ) -> list[Neighbour]:
        """The nearest entries of the course, best first, ties by id; at most `limit`."""
        with self._swapping:
            return self._inner.search(
                vector, limit=limit, course_id=course_id, deck_id=deck_id, kind=kind
            )

    def ids(self) -> frozenset[str]:
        """Every id held."""
        with self._swapping:
            return self._inner.ids()

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Fills a new generation and puts it in use; the old one stays until then.

        If making an entry fails, the old generation stays in use and the error goes on.
        """
        with self._writing:
            place = self._generations.add()
            made = self._open(place)
            try:
                count = made.rebuild(entries)
            except BaseException:
                made.close()
                self._generations.sweep(self._generation)
                raise
            with self._swapping:
                old, self._inner, self._generation = self._inner, made, place
                self._generations.publish(place)
                self._published = True
                old.close()
            self._generations.sweep(place)
            return count

    def close(self) -> None:
        """Closes Chroma, notes that it was closed in order, and frees the lock; once is enough."""
        with self._writing, self._swapping:
            if not self._lock.is_locked:
                return
            try:
                self._inner.close()
                if self._published:
                    self._generations.mark_closed(self._generation)
            finally:
                self._lock.release()

    def _checked(self, generation: Path) -> Path:
        if not self._generations.left_in_order(generation):
            _probe(generation)
        return generation

    def _open(self, generation: Path) -> ChromaIndex:
        if self._published:
            self._generations.mark_open()
        with plainly(self._explain):
            client = folder_client(generation)
        try:
            return ChromaIndex(client, self._identity, self._explain)
        except IndexMismatch:
            let_go(client)
            self._generations.mark_closed(generation)  # in order, if not for this model
            raise
        except BaseException:
            let_go(client)
            raise

    def _explain(self, error: BaseException) -> CardwrightError:
        return _damaged(self._folder, type(error).__name__)


def _locked(folder: Path) -> FileLock:
    """The lock of the folder, held; a file beside the folder, so that it outlives rebuilds."""
    lock = FileLock(folder.with_name(f"{folder.name}.lock"), timeout=0, thread_local=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise Locked(
            f"Another process is using the vector index in {folder}: "
            "wait until it has ended, or stop it."
        ) from None
    except OSError as error:
        raise _unwritable(folder, error) from error
    return lock


def _probe(generation: Path) -> None:
    """Raises `DataDamaged` if a child process cannot read this Chroma folder."""
    command = _probe_command(generation)
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command, capture_output=True, timeout=PROBE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _damaged(generation.parent, f"no reply in {PROBE_SECONDS:.0f} s") from None
    if done.returncode != 0:
        raise _damaged(generation.parent, f"a trial opening ended with {done.returncode}")


def _probe_command(generation: Path) -> list[str]:
    # -P keeps the working directory, which may hold anything, out of the child's imports.
    return [sys.executable, "-P", "-m", "vectorstore.probe", str(generation)]


def _damaged(folder: Path, why: str) -> DataDamaged:
    return DataDamaged(
        f"The vector index in {folder} cannot be read ({why}): run cardwright rebuild-index, "
        "which makes it anew and loses nothing."
    )


def _unwritable(folder: Path, error: OSError) -> WorkFailed:
    return WorkFailed(
        f"The vector index in {folder} cannot be written ({error.strerror}): "
        "make room or correct the folder's rights."
    )
