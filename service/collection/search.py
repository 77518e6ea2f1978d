"""Search over the cards and passages of the course: by their words, and by meaning."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from decks.errors import WrongUsage
from service.collection import indexing
from service.shapes import FoundShape, LocatorShape
from service.wiring import COURSE_ID, deck_named

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

MAX_QUERY = 2_000
NEAR = 0.25
"""The least cosine of what is found by meaning alone.

Measured with MiniLM on four sets of real notes: the passage nearest to a question about the same
notes (52) or to a short answer (17) lay above it in 68 of 69 cases, the one nearest to a question
or answer about other notes in 3 of 207, and the one nearest to words like "zxqv" or "guitar
chords" (64) never.
"""
MOST_WORDED = 500
"""Texts with the words that are put in order; of a word that nearly all texts have, some do."""
_WORD = re.compile(r"\w+")


def search(
    app: App, query: str, deck_name: str | None = None, *, limit: int = 10
) -> list[FoundShape]:
    """The cards and passages with all words of the query, then those nearest in meaning.

    Best first in both; what lies further off than `NEAR` is not found. What the index names and
    SQL does not know (any more) is never shown.
    """
    if not query.strip():
        raise WrongUsage("There is nothing to search for: give a few words.")
    if len(query) > MAX_QUERY:
        raise WrongUsage(f"A query has at most {MAX_QUERY:,} characters.")
    deck = None if deck_name is None else deck_named(app, deck_name)
    course_id = deck.course_id if deck else COURSE_ID
    deck_id = deck.id if deck else None
    found = indexing.near(app, query, limit=limit, course_id=course_id, deck_id=deck_id, kind=None)
    with app.ledger.read() as unit:
        names = {each.id: each.name for each in ([deck] if deck else unit.decks.in_use())}
        has = _having(query)
        worded = {
            entry: text
            for entry, of_deck, text in unit.index.texts(course_id, deck_id)
            if of_deck in names and has(text)
        }
    near = {each.id: each.score for each in found if each.score >= NEAR}
    first = _scored(app, query, dict(islice(worded.items(), MOST_WORDED)))
    order = sorted(first, key=lambda each: (-first[each], each))
    order = [*order, *(each for each in near if each not in first)][:limit]
    with app.ledger.read() as unit:
        rows = {row.id: row for row in unit.index.get(order)}
        return [
            FoundShape(
                kind="card" if rows[each].kind == "card" else "passage",
                id=each,
                text=rows[each].text,
                score=round((first | near)[each], 6),
                deck=names[rows[each].deck_id],
                locator=_locator(unit, each) if rows[each].kind == "passage" else None,
            )
            for each in order
            if each in rows and rows[each].deck_id in names
        ]


def _having(query: str) -> Callable[[str], bool]:
    """Whether every word of the query begins a word of a text.

    Where no spaces part words, as in Chinese, a run of characters counts wherever it stands.
    """
    words = _WORD.findall(query.casefold())
    begins = [re.compile(rf"(?<!\w){word}") for word in words if word.isascii()]

    def has(text: str) -> bool:
        held = text.casefold()
        return all(word in held for word in words) and all(each.search(held) for each in begins)

    return has if words else lambda _: False


def _scored(app: App, query: str, texts: dict[str, str]) -> dict[str, float]:
    """The cosine of each text with the query, by id."""
    if not texts:
        return {}
    wanted, *vectors = indexing.vectors_for(app, [query, *texts.values()])
    return {each: float(vector @ wanted) for each, vector in zip(texts, vectors, strict=True)}


def _locator(unit: Unit, passage_id: str) -> LocatorShape:
    passage = unit.sources.passage(passage_id)
    version = unit.sources.version(passage.version_id)
    return LocatorShape.of(version.cite(passage.start, passage.end).locator)
