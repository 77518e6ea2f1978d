"""Places of a deck's notes are set aside by name, or taken back and drafted from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from authoring.places import spans_at
from decks.cards import Deck
from decks.errors import NotFound
from service.notes import asides, briefs
from service.notes.drafting import Report, draft_all, silent
from service.notes.ingest import coverage
from service.shapes import IngestShape

if TYPE_CHECKING:
    from decks.sources import SourceVersion
    from service.wiring import App


def at_places(
    app: App,
    deck: Deck,
    places: Sequence[str],
    *,
    source: str | None = None,
    back: bool = False,
    report: Report = silent,
) -> IngestShape:
    """Sets aside what is at these places of the deck's notes, or takes that back; gives the ledger.

    Raises `WrongUsage` for a place that is nowhere, `NotFound` for notes that are not there.
    """
    versions = _versions(app, deck, source)
    asides.matched([version.spans for version in versions], places)
    act = asides.take_back if back else asides.set_aside
    for version in versions:
        spans = {index for place in places for index in spans_at(version.spans, place)}
        if spans:
            act(app, deck, version.id, spans)
    if back:
        draft_all(app, deck, versions, report)
    briefs.settle(app, deck, anew=back)
    return coverage(app, deck.name)


def at_span(
    app: App,
    deck: Deck,
    version_id: str,
    place: tuple[int, int],
    *,
    section: bool = False,
    back: bool = False,
) -> None:
    """Sets aside the spans at a place of a version, or their section, or takes that back.

    What was never drafted from waits to be (`service.notes.drafting.go_on`).
    """
    spans = asides.within(app, version_id, place, section=section)
    act = asides.take_back if back else asides.set_aside
    act(app, deck, version_id, spans)
    briefs.settle(app, deck, anew=back)


def _versions(app: App, deck: Deck, source: str | None) -> list[SourceVersion]:
    """The newest versions of the deck's notes, or of the one that is named."""
    found = []
    with app.ledger.read() as unit:
        for each in unit.sources.list(deck.course_id):
            latest = unit.sources.latest(each.id)
            if latest is None or source not in (None, each.id, each.name, latest.id):
                continue
            if unit.tasks.for_version(deck.id, latest.id):
                found.append(latest)
    if not found:
        raise NotFound("This deck has no notes of that name: `cardwright coverage` lists them.")
    return found
