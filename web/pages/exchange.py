"""Decks in and out: a page pasted, a file sent; and a deck as a file to keep."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from starlette.responses import Response

from decks.cards import Deck
from decks.errors import CardwrightError, WrongUsage
from decks.exchange.carried import Written
from decks.exchange.formats import Format
from service.collection import shelf
from service.transfer import exchange
from service.wiring import App
from web.asked import OneDeck, Owned
from web.attachment import attachment
from web.failures import status_of
from web.render import page

router = APIRouter()
MAX_IMPORT = 20_000_000
LONGEST_PASTE = 2_000_000
FORMATS: dict[Written, str] = {
    "jsonl": "Deck JSONL: everything, in the format of record",
    "apkg": "Anki package: cards, pictures, your reviews and due dates",
    "markdown": "Markdown: a page to read and edit",
    "csv": "CSV: the words of the cards, for spreadsheets",
    "tsv": "TSV: the same, with tabs",
    "quizlet": "Quizlet and Knowt: terms and definitions",
    "moodle": "Moodle XML: questions for the question bank",
    "gift": "Moodle GIFT: the same as plain text",
    "qti": "QTI 1.2: a quiz for Canvas, Blackboard, ILIAS and others",
}
"""What the page of exports offers, in its order."""
KINDS: dict[str, str] = {
    "": "Told by the file",
    "apkg": "Anki package",
    "page": "A deck page",
    "jsonl": "Deck JSONL",
    "markdown": "Markdown",
    "quizlet": "Quizlet or Knowt text",
    "csv": "CSV",
    "tsv": "TSV",
}
"""What the page of imports offers, in its order."""

Sent = Annotated[UploadFile | None, File()]
Pasted = Annotated[str, Form(max_length=LONGEST_PASTE)]
Kind = Annotated[Format | Literal[""], Form()]


@router.get("/import")
def ask(request: Request, app: Owned) -> Response:
    """Where a deck is sent, with the decks to choose from."""
    return _asking(request, app, None)


@router.post("/import", max_body_size=MAX_IMPORT)
def send(
    request: Request,
    app: Owned,
    file: Sent = None,
    pasted: Pasted = "",
    kind: Kind = "",
    as_found: Annotated[bool, Form()] = False,
    deck_id: Annotated[str, Form(max_length=200)] = "",
    deck_name: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Takes a deck into one that is chosen or named."""
    known = {deck.id: deck.name for deck in shelf.decks(app)}
    name = known.get(deck_id, " ".join(deck_name.split()))
    return _taken(request, app, None, name, file, pasted, kind, as_found)


@router.get("/decks/{deck_id}/import")
def ask_here(request: Request, app: Owned, deck: OneDeck) -> Response:
    """Where cards are sent into this deck."""
    return _asking(request, app, deck)


@router.post("/decks/{deck_id}/import", max_body_size=MAX_IMPORT)
def send_here(
    request: Request,
    app: Owned,
    deck: OneDeck,
    file: Sent = None,
    pasted: Pasted = "",
    kind: Kind = "",
    as_found: Annotated[bool, Form()] = False,
) -> Response:
    """Takes cards into this deck."""
    return _taken(request, app, deck, deck.name, file, pasted, kind, as_found)


@router.get("/decks/{deck_id}/export")
def export(
    request: Request,
    app: Owned,
    deck: OneDeck,
    kind: Annotated[Written | None, Query(alias="format")] = None,
    learners: bool = False,
    schedule: bool = True,
) -> Response:
    """The deck as a file, or the formats to choose from with what each leaves behind."""
    if kind is None:
        lost = exchange.all_losses(app, deck.name)
        return page(request, "export.html", deck=deck, formats=FORMATS, lost=lost)
    made = exchange.exported(
        app,
        deck.name,
        kind,
        with_learners=learners and kind == "jsonl",
        with_schedule=schedule,
    )
    return attachment(made.data, deck.name, exchange.ENDINGS[kind])


@router.get("/decks/{deck_id}/media/{name}")
def picture(app: Owned, deck: OneDeck, name: str) -> Response:
    """A picture of the deck, which the browser takes for nothing else."""
    medium = exchange.picture(app, deck.id, name)
    headers = {
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, max-age=3600",
    }
    return Response(medium.data, headers=headers, media_type=medium.kind)


def _taken(
    request: Request,
    app: App,
    deck: Deck | None,
    name: str,
    file: UploadFile | None,
    pasted: str,
    kind: str,
    as_found: bool,
) -> Response:
    """What came of it; what was pasted stays on the page where nothing did."""
    try:
        title, data = _sent(file, pasted)
        shape = exchange.import_bytes(
            app, title, data, name or None, format_name=kind or None, as_found=as_found
        )
    except CardwrightError as error:
        return _asking(request, app, deck, pasted=pasted, kind=kind, name=name, error=error)
    return page(request, "imported.html", shape=shape)


def _sent(file: UploadFile | None, pasted: str) -> tuple[str, bytes]:
    if file is not None and file.filename:
        return file.filename, file.file.read()
    if pasted.strip():
        return "The pasted text", pasted.encode("utf-8", "replace")
    raise WrongUsage("Nothing was sent: choose a file, or paste a deck page.")


def _asking(
    request: Request,
    app: App,
    deck: Deck | None,
    *,
    pasted: str = "",
    kind: str = "",
    name: str = "",
    error: CardwrightError | None = None,
) -> Response:
    return page(
        request,
        "import.html",
        status=200 if error is None else status_of(error),
        deck=deck,
        decks=[] if deck else shelf.decks(app),
        pasted=pasted,
        kind=kind,
        kinds=KINDS,
        name=name,
        longest=LONGEST_PASTE,
        sentence="" if error is None else str(error),
    )
