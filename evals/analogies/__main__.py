"""`python -m evals.analogies`: prints a sheet of offered analogies for strict reading."""

from __future__ import annotations

import os
import sys

# One thread, set before numpy loads: many small products only get in each other's way.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


def main() -> int:
    """Prints the sheet; 2 where the notes are not to be found."""
    from decks.errors import CardwrightError
    from evals.analogies import sheet

    try:
        sheet.main()
    except CardwrightError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
