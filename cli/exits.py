"""The exit code of each kind of error: the terminal's half of the error tree."""

from __future__ import annotations

from decks.errors import CardwrightError, NotFound, Refused, WorkFailed, WrongUsage

DONE = 0
FAILED = 1
WRONG_USAGE = 2
REFUSED = 3
NOT_FOUND = 4

EXIT_CODES: dict[type[CardwrightError], int] = {
    WrongUsage: WRONG_USAGE,
    Refused: REFUSED,
    NotFound: NOT_FOUND,
    WorkFailed: FAILED,
}


def exit_code(error: CardwrightError) -> int:
    """The code of the nearest class in the table."""
    for kind in type(error).__mro__:
        if kind in EXIT_CODES:
            return EXIT_CODES[kind]
    return FAILED
