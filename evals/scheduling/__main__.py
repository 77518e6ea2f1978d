"""`python -m evals.scheduling`: simulate, and write the report (two to four minutes)."""

from __future__ import annotations

from evals.scheduling.report import main

if __name__ == "__main__":
    main()
