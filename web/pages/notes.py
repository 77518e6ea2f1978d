"""Notes come in: files dropped or text pasted, how far drafting is, and what became of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import JSONResponse, RedirectResponse, Response

from decks.cards import Deck
from service import shelf, uploading
from service.lecture import outlines
from service.revision import changed
from service.wiring import App
from web.asked import OneDeck, Owned, site_of
from web.render import duration, page

router = APIRouter()
MAX_UPLOAD = 60_000_000
LONGEST_PASTE = 1_000_000

Files = Annotated[list[UploadFile] | None, File()]
Pasted = Annotated[str, Form(max_length=LONGEST_PASTE)]
Title = Annotated[str, Form(max_length=500)]


@router.get("/notes")
def ask(request: Request, app: Owned) -> Response:
    """Where notes are sent, with the decks to choose from."""
    return _asking(request, app)


@router.post("/notes", max_body_size=MAX_UPLOAD)
def send(
    request: Request,
    app: Owned,
    files: Files = None,
    pasted: Pasted = "",
    title: Title = "",
    deck_id: Annotated[str, Form(max_length=80)] = "",
    deck_name: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Takes notes into a deck that is chosen or named."""
    chosen = next((deck.name for deck in shelf.decks(app) if deck.id == deck_id), deck_name)
    return _received(request, app, _sent(files, pasted, title), chosen)


@router.get("/decks/{deck_id}/notes")
def notes(request: Request, app: Owned, deck: OneDeck, new: bool = False) -> Response:
    """The sources of a deck, how far drafting is, and where more is sent."""
    return _shown(request, app, deck, new=new)


@router.post("/decks/{deck_id}/notes", max_body_size=MAX_UPLOAD)
def send_here(
    request: Request,
    app: Owned,
    deck: OneDeck,
    files: Files = None,
    pasted: Pasted = "",
    title: Title = "",
) -> Response:
    """Takes notes into this deck."""
    return _received(request, app, _sent(files, pasted, title), deck.name)


@router.post("/decks/{deck_id}/notes/again")
def again(request: Request, app: Owned, deck: OneDeck) -> Response:
    """Drafts once more from the passages that failed."""
    uploading.try_again(app, deck)
    site_of(request).background.wake()
    return RedirectResponse(f"/decks/{deck.id}/notes", 303)


@router.post("/decks/{deck_id}/notes/dismiss")
def dismiss(app: Owned, deck: OneDeck, upload_id: Annotated[str, Form(max_length=80)]) -> Response:
    """Lets a file go that could not be read."""
    uploading.dismiss(app, deck, upload_id)
    return RedirectResponse(f"/decks/{deck.id}/notes", 303)


@router.get("/decks/{deck_id}/progress")
def progress(request: Request, app: Owned, deck: OneDeck) -> Response:
    """How far drafting is, for the page that waits for it."""
    standing = uploading.standing(app, deck)
    working = site_of(request).background.progress
    return JSONResponse(
        {
            "reading": standing.reading,
            "done": standing.done,
            "total": standing.total,
            "waiting": standing.waiting,
            "left": None if working.left is None else duration(working.left),
            "problem": working.problem,
        }
    )


def _sent(files: list[UploadFile] | None, pasted: str, title: str) -> list[tuple[str, bytes]]:
    """The files by name, and pasted text as a Markdown file of its title."""
    sent = [
        (each.filename or "", each.file.read())
        for each in files or ()
        if each.filename or each.size
    ]
    if pasted.strip():
        name = title.strip() or "Pasted notes"
        ending = "" if name.lower().endswith((".md", ".txt")) else ".md"
        sent.append((name.replace("/", " ") + ending, pasted.encode("utf-8", "replace")))
    return sent


def _received(
    request: Request, app: App, sent: list[tuple[str, bytes]], deck_name: str
) -> Response:
    """On to the deck's notes, where the reading is told."""
    deck = uploading.receive(app, sent, deck_name)
    site_of(request).background.wake()
    return RedirectResponse(f"/decks/{deck.id}/notes", 303)


def _asking(request: Request, app: App) -> Response:
    return page(
        request,
        "notes.html",
        deck=None,
        decks=shelf.decks(app),
        most=uploading.MOST_FILES,
        longest=LONGEST_PASTE,
    )


def _shown(request: Request, app: App, deck: Deck, *, new: bool = False) -> Response:
    sources = outlines(app, deck)
    return page(
        request,
        "notes.html",
        deck=deck,
        uploads=uploading.received(app, deck),
        sources=sources,
        drafts=any(source.counts["carded"] for source in sources),
        standing=uploading.standing(app, deck),
        changed=len({each.card.id for each in changed(app, deck)}),
        new=new,
        most=uploading.MOST_FILES,
        longest=LONGEST_PASTE,
    )
