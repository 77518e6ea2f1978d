"""Drafting goes on while people read: one thread that takes up whatever waits.

What waits stands in SQL, so nothing is lost when the server stops: the next one goes on.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decks.errors import CardwrightError
from service.drafting import Step, go_on

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
    """The thread; `wake` makes it look at once."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._began = 0.0
        self._first = 0
        self._progress = Progress()

    @property
    def progress(self) -> Progress:
        """What is being done now."""
        return self._progress

    def start(self) -> None:
        """Begins to work; what was left by an earlier server is taken up first."""
        self._thread = threading.Thread(target=self._run, name="drafting", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 25.0) -> None:
        """Lets the passage in hand be finished, and ends."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def wake(self) -> None:
        """Says that something new waits."""
        self._wake.set()

    def _run(self) -> None:
        self._warm()
        while not self._stop.is_set():
            pause = PAUSE
            try:
                go_on(self._app, self._report)
                self._progress = Progress()
            except _Stopped:
                return
            except CardwrightError as error:
                self._progress = Progress(problem=str(error))
                pause = AFTER_TROUBLE
            self._wake.wait(pause)
            self._wake.clear()

    def _warm(self) -> None:
        """Loads the embedding model, so that nobody's first answer waits for it."""
        try:
            self._app.embedder.embed(["a"])
        except CardwrightError as error:
            self._progress = Progress(problem=str(error))

    def _report(self, step: Step) -> None:
        """Notes how far the work is; ends it between two passages when the server stops."""
        if self._stop.is_set():
            raise _Stopped
        now = time.monotonic()
        if step.what != self._progress.what or step.done <= 1:
            self._began, self._first = now, step.done
        gone = step.done - self._first
        left = (now - self._began) / gone * (step.total - step.done) if gone > 0 else None
        self._progress = Progress(step.what, step.done, step.total, left)


class _Stopped(Exception):
    """The server stops."""
