"""`python -m evals.drafting`: measures the built-in drafter on real notes, writes the report."""

from __future__ import annotations

from evals.running import run

if __name__ == "__main__":
    raise SystemExit(run("evals.drafting.report"))
