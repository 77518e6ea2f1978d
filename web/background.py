"""Files are read and cards drafted while people go on: two threads that take up what waits.

What waits stands in SQL, so nothing is lost when the server stops: the next one goes on.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decks.errors import CardwrightError
from service.notes.drafting import Step, go_on
from service.notes.uploading import read_waiting

if TYPE_CHECKING:
    from service.wiring import App

PAUSE = 1.0
"""Seconds between two looks at what waits."""
AFTER_TROUBLE = 60.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is; `left` in seconds, None before that can be told."""

    what: str = ""
    done: int = 0
    total: int = 0
    left: float | None = None
    problem: str = ""

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self.done < self.total


class Background:
    """The threads; `wake` makes both look at once. Reading never waits for drafting."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._stop = threading.Event()
        self._sent = threading.Event()
        self._read = threading.Event()
        self._threads: tuple[threading.Thread, ...] = ()
        self._began = 0.0
        self._first = 0
        self._progress = Progress()

    @property
    def progress(self) -> Progress:
        """How far drafting is."""
        return self._progress

    def start(self) -> None:
        """Begins to work; what was left by an earlier server is taken up first."""
        self._threads = (
            threading.Thread(target=self._reading, name="reading", daemon=True),
            threading.Thread(target=self._drafting, name="drafting", daemon=True),
        )
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float = 25.0) -> None:
        """Lets the file and the passage in hand be finished, and ends."""
        self._stop.set()
        self.wake()
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def wake(self) -> None:
        """Says that something new waits."""
        self._sent.set()
        self._read.set()

    def _reading(self) -> None:
        self._repeat(self._sent, self._read_files)

    def _drafting(self) -> None:
        try:
            self._app.embedder.embed(["a"])  # Loaded now, nobody's first answer waits for it.
        except CardwrightError as error:
            self._progress = Progress(problem=str(error))
        gc.freeze()  # What is loaded stays: the collector need not walk it in the midst of a page.
        self._repeat(self._read, self._draft)

    def _repeat(self, wanted: threading.Event, work: Callable[[], None]) -> None:
        """Works whenever it is wanted, or something may wait; after trouble, later."""
        while not self._stop.is_set():
            pause = PAUSE
            try:
                work()
            except _Stopped:
                return
            except CardwrightError as error:
                self._progress = Progress(problem=str(error))
                pause = AFTER_TROUBLE
            wanted.wait(pause)
            wanted.clear()

    def _read_files(self) -> None:
        if read_waiting(self._app, self._go_on):
            self._read.set()

    def _draft(self) -> None:
        go_on(self._app, self._report)
        self._progress = Progress()

    def _go_on(self, _: Step) -> None:
        """Ends the work between two parts of it when the server stops."""
        if self._stop.is_set():
            raise _Stopped

    def _report(self, step: Step) -> None:
        """Notes how far drafting is."""
        self._go_on(step)
        now = time.monotonic()
        if step.what != self._progress.what or step.done <= 1:
            self._began, self._first = now, step.done
        gone = step.done - self._first
        left = (now - self._began) / gone * (step.total - step.done) if gone > 0 else None
        self._progress = Progress(step.what, step.done, step.total, left)


class _Stopped(Exception):
    """The server stops."""
