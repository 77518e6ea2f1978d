"""`python -m evals.scheduling`: simulate, and write the report (about three minutes)."""

from __future__ import annotations

from evals.scheduling.report import main

if __name__ == "__main__":
    main()
