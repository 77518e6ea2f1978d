"""Notes come in, and the ledger of what became of every span."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Query, Request, UploadFile

from decks.briefs import Wish
from decks.cards import Deck
from service.collection import cards
from service.notes import briefs, ingest
from service.notes.by_hand import draft_from
from service.notes.setting_aside import at_span
from service.reviewing.drafts import shapes, shown
from service.shapes import DraftShape, IngestShape, Shape, SourceShape
from service.wiring import App
from web.api.bodies import Place, SourceIn
from web.asked import OneDeck, Owned, site_of

router = APIRouter()
Offset = Annotated[int, Query(ge=0, le=1_000_000_000)]
MAX_UPLOAD = 60_000_000


@router.get("/decks/{deck_id}/sources")
def covered(app: Owned, deck: OneDeck) -> IngestShape:
    """Everything ingested into a deck, every span with its state."""
    return ingest.coverage(app, deck.name)


@router.post("/decks/{deck_id}/sources", status_code=202, max_body_size=MAX_UPLOAD)
def sent(request: Request, app: Owned, deck: OneDeck, body: SourceIn) -> SourceShape:
    """Notes as text: read and stored now, drafted from in the background."""
    return _taken(request, app, deck, body.name, body.text.encode("utf-8"), body.wish)


@router.post("/decks/{deck_id}/sources/file", status_code=202, max_body_size=MAX_UPLOAD)
def uploaded(
    request: Request, app: Owned, deck: OneDeck, file: Annotated[UploadFile, File()]
) -> SourceShape:
    """Notes as a file, the same way."""
    return _taken(request, app, deck, file.filename or "", file.file.read())


@router.post("/decks/{deck_id}/sources/{version_id}/drafts", status_code=201)
def drafted(app: Owned, deck: OneDeck, version_id: str, body: Place) -> list[DraftShape]:
    """Makes drafts from any words of the notes, also from those that were skipped."""
    made = draft_from(app, version_id, (body.start, body.end), deck.name)
    return shapes(app, [shown(app, each.id) for each in made])


@router.post("/decks/{deck_id}/sources/{version_id}/aside")
def kept_out(app: Owned, deck: OneDeck, version_id: str, body: Place) -> SourceShape:
    """Sets the spans at a place aside: nothing is drafted from them."""
    at_span(app, deck, version_id, (body.start, body.end))
    return ingest.coverage_of(app, deck.name, version_id)


@router.delete("/decks/{deck_id}/sources/{version_id}/aside")
def taken_back(
    request: Request, app: Owned, deck: OneDeck, version_id: str, start: Offset, end: Offset
) -> SourceShape:
    """Sets the spans at a place aside no longer; what was never drafted from waits to be."""
    at_span(app, deck, version_id, (start, end), back=True)
    site_of(request).background.wake()
    return ingest.coverage_of(app, deck.name, version_id)


class TextShape(Shape):
    """The stored text of a source, exactly; offsets of spans and citations count its characters."""

    id: str
    text: str


@router.get("/sources/{any_id}/text")
def text(app: Owned, any_id: str) -> TextShape:
    """The text of a version, or of a source's latest version."""
    return TextShape(id=any_id, text=cards.source_text(app, any_id))


def _taken(
    request: Request, app: App, deck: Deck, name: str, data: bytes, wish: Wish | None = None
) -> SourceShape:
    version = ingest.take_in(app, name, data, deck.name)
    briefs.ask(app, deck, [version], wish or Wish())
    site_of(request).background.wake()
    return ingest.coverage_of(app, deck.name, version.id)
