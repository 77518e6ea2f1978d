"""`python -m evals.analogies`: prints a sheet of offered analogies for strict reading."""

from __future__ import annotations

from evals.running import run

if __name__ == "__main__":
    raise SystemExit(run("evals.analogies.sheet"))
