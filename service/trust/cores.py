"""Many answers graded on every core.

The local grader is half Python, which threads cannot share out: it works in child processes, one
a core, each with its own model. Their pipes are all that they hold, so that they end when this
process does, however it ends. A judge model is waited for, not computed: there threads do.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from types import TracebackType
from typing import IO, TYPE_CHECKING

from decks.errors import CardwrightError, WorkFailed
from decks.rulings import Standard
from grader.task import Graded, GradingTask
from service.trust.judging import judged_anew

if TYPE_CHECKING:
    from service.wiring import App

Part = Sequence[GradingTask]

WORTH_A_CHILD = 400
"""Answers from which on a process of its own (2 CPU-s to begin, 300 MB) pays."""
ASKED_AT_ONCE = 8
"""Parts that wait for a judge model at the same time."""


def graded_parts(
    app: App, standard: Standard | None, parts: Sequence[Part]
) -> Iterator[list[Graded]]:
    """The grades of each part (`judged_anew`), in their order; some are worked on ahead.

    Raises `WorkFailed` where a child process ended before its work.
    """
    from grader.grader import Grader

    workers = min(usable(), sum(map(len, parts)) // WORTH_A_CHILD)
    if app.grader.identity.model is not None:
        yield from _ahead(lambda part: judged_anew(app, standard, part), parts, ASKED_AT_ONCE)
    elif workers < 2 or not isinstance(app.grader, Grader):
        yield from (judged_anew(app, standard, part) for part in parts)
    else:
        with ExitStack() as stack:
            idle: SimpleQueue[Child] = SimpleQueue()
            for _ in range(workers):
                idle.put(stack.enter_context(Child(standard)))

            def graded(part: Part) -> list[Graded]:
                child = idle.get()
                try:
                    return child.grade(part)
                finally:
                    idle.put(child)

            yield from _ahead(graded, parts, workers)


def usable() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _ahead(
    graded: Callable[[Part], list[Graded]], parts: Sequence[Part], workers: int
) -> Iterator[list[Graded]]:
    """Each part's grades in order, with twice as many parts under way as there are workers."""
    under_way: deque[Future[list[Graded]]] = deque()
    pool = ThreadPoolExecutor(workers)
    try:
        for part in parts:
            under_way.append(pool.submit(graded, part))
            if len(under_way) > 2 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


class Child:
    """A process that grades: parts go in and grades come out, pickled, over its pipes."""

    def __init__(self, standard: Standard | None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "service.trust.grading_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._say(standard)

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def grade(self, part: Part) -> list[Graded]:
        """The grades of a part; raises what the grader raised there."""
        self._say(list(part))
        try:
            said = pickle.load(_pipe(self._process.stdout))  # noqa: S301 - our own child's word
        except (EOFError, pickle.UnpicklingError):
            raise _ended() from None
        if isinstance(said, CardwrightError):
            raise said
        assert isinstance(said, list)
        return said

    def _say(self, what: object) -> None:
        pipe = _pipe(self._process.stdin)
        try:
            pickle.dump(what, pipe)
            pipe.flush()
        except OSError:
            raise _ended() from None


def _pipe(found: IO[bytes] | None) -> IO[bytes]:
    assert found is not None  # both are asked for above
    return found


def _ended() -> WorkFailed:
    return WorkFailed(
        "A process that grades ended before its work, perhaps for want of memory. What it had "
        "graded is kept: run this again to go on."
    )
