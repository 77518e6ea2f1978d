"""What an answer does with an exact key: the one result that all rules on such keys share."""

from __future__ import annotations

from enum import StrEnum


class Said(StrEnum):
    """What an answer does with an exact key.

    `NO_UNIT` and `VAGUE` are half of it: the number without its unit, a date without all its parts.
    `AMONG_WORDS` is the right value beside words that no rule knows, `MISSING` an answer that says
    other points of the card and nothing besides, `OPEN` whatever no rule tells.
    """

    RIGHT = "right"
    NO_UNIT = "no unit"
    VAGUE = "vague"
    AMONG_WORDS = "among words"
    WRONG = "wrong"
    MISSING = "missing"
    OPEN = "open"


HALVES = frozenset({Said.NO_UNIT, Said.VAGUE})
"""What earns half."""
