"""Runs a measurement by name, as `python -m evals.NAME` does."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from decks.errors import CardwrightError

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def run(module: str) -> int:
    """Runs `main` of a module; 2, with one sentence, where it cannot be (the notes are missing).

    The module is imported here and no sooner: it runs with one thread, which has to be settled
    before numpy loads. Many small products only get in each other's way.
    """
    for name in THREADS:
        os.environ.setdefault(name, "1")
    try:
        import_module(module).main()
    except CardwrightError as error:
        print(error, file=sys.stderr)
        return 2
    return 0
