"""Values of the ledger that are no nouns: what the vector index should hold, and what is queued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One entry that the vector index should hold, by SQL's word.

    `kind` is "card" or "passage"; `text_hash` is `decks.ids.text_hash(text)` and names the vector.
    """

    id: str
    course_id: str
    deck_id: str
    kind: str
    text: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One change that the vector index has not been told of; items are settled by `seq`."""

    seq: int
    entry_id: str
    action: Literal["upsert", "remove"]
