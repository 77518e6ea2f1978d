"""`cardwright --help` against a bare Typer program: CPU time of the child, import to exit."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.timing import Comparison

ROOT = Path(__file__).parents[1]
OURS = (sys.executable, "-m", "cli.main", "--help")
BARE = (sys.executable, str(ROOT / "benchmarks" / "bare_typer.py"), "--help")


def children_seconds() -> float:
    """CPU time of the children that have ended; the wall clock where there is no such count."""
    try:
        import resource
    except ImportError:
        return time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def child(command: tuple[str, ...], commands: int = 1) -> float:
    """Seconds of CPU that one run of a command takes, with its modules compiled as installing
    leaves them.
    """
    started = children_seconds()
    subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"BARE_COMMANDS": str(commands), "PYTHONDONTWRITEBYTECODE": ""},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return children_seconds() - started


def against_bare(commands: int, repeats: int = 7) -> Comparison:
    """Pairs of runs, in turn, after one of each that fills the caches."""
    child(OURS), child(BARE, commands)
    pairs = tuple((child(OURS), child(BARE, commands)) for _ in range(repeats))
    return Comparison("cardwright --help", f"bare Typer, {commands} command(s)", "cpu", pairs)


def comparisons() -> list[Comparison]:
    """Against one command (the law is 1.3) and against as many as Cardwright has."""
    from cli.main import app

    return [against_bare(1), against_bare(len(app.registered_commands) or 1)]
