"""Search by meaning over the cards and passages of the course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decks.errors import WrongUsage
from service import indexing
from service.shapes import FoundShape, LocatorShape
from service.wiring import COURSE_ID, deck_named

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

MAX_QUERY = 2_000


def search(
    app: App, query: str, deck_name: str | None = None, *, limit: int = 10
) -> list[FoundShape]:
    """The cards and passages nearest to the query in meaning, best first.

    What the index names and SQL does not know (any more) is never shown.
    """
    if not query.strip():
        raise WrongUsage("There is nothing to search for: give a few words.")
    if len(query) > MAX_QUERY:
        raise WrongUsage(f"A query has at most {MAX_QUERY:,} characters.")
    deck = None if deck_name is None else deck_named(app, deck_name)
    found = indexing.near(
        app,
        query,
        limit=limit,
        course_id=deck.course_id if deck else COURSE_ID,
        deck_id=deck.id if deck else None,
        kind=None,
    )
    with app.ledger.read() as unit:
        rows = {row.id: row for row in unit.index.get([each.id for each in found])}
        names = {each.id: each.name for each in ([deck] if deck else unit.decks.in_use())}
        return [
            FoundShape(
                kind="card" if rows[each.id].kind == "card" else "passage",
                id=each.id,
                text=rows[each.id].text,
                score=round(each.score, 6),
                deck=names[rows[each.id].deck_id],
                locator=_locator(unit, each.id) if rows[each.id].kind == "passage" else None,
            )
            for each in found
            if each.id in rows and rows[each.id].deck_id in names
        ]


def _locator(unit: Unit, passage_id: str) -> LocatorShape:
    passage = unit.sources.passage(passage_id)
    version = unit.sources.version(passage.version_id)
    return LocatorShape.of(version.cite(passage.start, passage.end).locator)
