"""The child of `service.trust.cores`: `python -m service.trust.grading_child`.

It reads a standard, then parts of answers, and writes the grades of each, until its input ends.
"""

from __future__ import annotations

import pickle
import signal
import sys
from dataclasses import dataclass

from decks.errors import CardwrightError
from grader.grader import Grader
from service.trust.judging import judged_anew
from service.wiring import lone_grader


@dataclass(frozen=True)
class Alone:
    """A grader and nothing else."""

    grader: Grader


def main() -> None:
    """Grades until there is nothing to grade."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    alone, source, sink = Alone(lone_grader()), sys.stdin.buffer, sys.stdout.buffer
    try:
        standard = pickle.load(source)  # noqa: S301 - our own parent's word
        while True:
            try:
                said: object = judged_anew(alone, standard, pickle.load(source))  # noqa: S301
            except CardwrightError as error:
                said = error
            pickle.dump(said, sink)
            sink.flush()
    except (EOFError, BrokenPipeError):
        return


if __name__ == "__main__":
    main()
