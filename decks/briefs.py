"""What an instructor asks of the drafts of a lecture, and the parts of it that are set aside."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from decks.base import Instant, Noun

LONGEST_WISH = 300
MOST_WISHES = 20


def _kept(text: str) -> str:
    """The text; refused where it holds what no database keeps."""
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("NUL and half characters cannot be kept")
    return text


Wished = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_WISH),
    AfterValidator(_kept),
]


class Wish(Noun):
    """What is asked of the drafts: how many are wanted, what they should serve, what to leave out.

    `skip` holds places as the ledger prints them ("page 3", "slides 7-9", a heading).
    """

    target: int | None = Field(default=None, ge=1, le=10_000)
    objectives: tuple[Wished, ...] = Field(default=(), max_length=MOST_WISHES)
    skip: tuple[Wished, ...] = Field(default=(), max_length=MOST_WISHES)


class Brief(Noun):
    """The wish in force for one source in one deck. Files sent together share `lecture`, and its
    target counts for all of them.
    """

    deck_id: str
    source_id: str
    lecture: str
    wish: Wish
    at: Instant


class SetAside(Noun):
    """A span of a source version, by its index, that a person keeps from the drafters of a deck."""

    deck_id: str
    version_id: str
    span: int = Field(ge=0)
    by: str
    at: Instant
