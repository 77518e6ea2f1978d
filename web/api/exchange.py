"""Decks in and out, and search by meaning."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile
from starlette.responses import Response

from decks.exchange.carried import Written
from decks.exchange.formats import Format
from service.collection import search, shelf
from service.collection.search import MAX_QUERY
from service.shapes import FoundShape, ImportShape, LossShape
from service.transfer import exchange
from web.api.bodies import DeckText
from web.asked import OneDeck, Owned
from web.attachment import TYPES, attachment

router = APIRouter()
MAX_IMPORT = 20_000_000
FILES = {kind.partition(";")[0]: {"schema": {"type": "string"}} for kind in TYPES.values()}


@router.post("/decks/{deck_id}/import", max_body_size=MAX_IMPORT)
def text_in(app: Owned, deck: OneDeck, body: DeckText) -> ImportShape:
    """A deck as text; the same text again changes nothing."""
    return exchange.import_bytes(
        app,
        body.name,
        body.text.encode("utf-8"),
        deck.name,
        format_name=body.format,
        as_found=body.as_found,
    )


@router.post("/decks/{deck_id}/import/file", max_body_size=MAX_IMPORT)
def file_in(
    app: Owned,
    deck: OneDeck,
    file: Annotated[UploadFile, File()],
    kind: Annotated[Format | None, Form(alias="format")] = None,
    as_found: Annotated[bool, Form()] = False,
) -> ImportShape:
    """A deck as a file, the same way."""
    return exchange.import_bytes(
        app,
        file.filename or "The file",
        file.file.read(),
        deck.name,
        format_name=kind,
        as_found=as_found,
    )


@router.get("/decks/{deck_id}/export", response_class=Response, responses={200: {"content": FILES}})
def out(
    app: Owned,
    deck: OneDeck,
    kind: Annotated[Written, Query(alias="format")] = "jsonl",
    learners: bool = False,
    schedule: bool = True,
) -> Response:
    """The deck as a file; jsonl loses nothing, and carries answers and reviews when asked to.

    `schedule` counts for apkg: whether your own reviews and dates go with it.
    """
    made = exchange.exported(
        app,
        deck.name,
        kind,
        with_learners=learners and kind == "jsonl",
        with_schedule=schedule,
    )
    return attachment(made.data, deck.name, exchange.ENDINGS[kind])


@router.get("/decks/{deck_id}/export/lost")
def lost(
    app: Owned, deck: OneDeck, kind: Annotated[Written, Query(alias="format")]
) -> list[LossShape]:
    """What a format cannot carry of the deck, counted, with examples."""
    return list(exchange.loss_shapes(exchange.exported(app, deck.name, kind).losses))


@router.get("/search")
def found(
    app: Owned,
    q: Annotated[str, Query(min_length=1, max_length=MAX_QUERY)],
    deck_id: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> list[FoundShape]:
    """The cards and passages nearest in meaning, best first; a card's text holds its answer."""
    name = None if deck_id is None else shelf.deck(app, deck_id).name
    return search.search(app, q, name, limit=limit)
