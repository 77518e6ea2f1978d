"""Notes come in: files dropped or text pasted, how far drafting is, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.responses import JSONResponse, RedirectResponse, Response

from authoring.formats import ACCEPTED, READ_TODAY
from decks.briefs import LONGEST_WISH, MOST_WISHES, Wish
from decks.cards import Deck
from decks.errors import BadRecord, CardwrightError
from decks.sources import UploadState
from service.collection import shelf
from service.notes import briefs, uploading
from service.notes.lecture import outlines
from service.notes.revision import changed
from service.wiring import App
from web.asked import OneDeck, Owned, site_of
from web.background import Progress
from web.failures import status_of
from web.render import duration, page
from web.typed import Typed, lines

router = APIRouter()
ROOM = 100_000
"""Bytes of a form beside its files."""
MAX_UPLOAD = 60_000_000 + ROOM
LONGEST_PASTE = 1_000_000
ENOUGH_DONE = 3
"""Passages after which the time of the others can be told."""
EMPTY = dict.fromkeys(
    ("pasted", "title", "deck_id", "deck_name", "target", "objectives", "skip"), ""
)

Files = Annotated[list[UploadFile] | None, File()]
Pasted = Annotated[str, Form(max_length=LONGEST_PASTE)]
Title = Annotated[str, Form(max_length=500)]


def _wished(target: Typed = "", objectives: Typed = "", skip: Typed = "") -> dict[str, str]:
    return {"target": target, "objectives": objectives, "skip": skip}


Wished = Annotated[dict[str, str], Depends(_wished)]
"""What is asked of the drafts, as it was typed: objectives and places one a line."""


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
    *,
    wished: Wished,
) -> Response:
    """Takes notes into a deck that is chosen or named."""
    known = {deck.id: deck.name for deck in shelf.decks(app)}
    there = deck_id not in known and deck_name in known.values()
    try:
        sent = _sent(files, pasted, title)
        deck = uploading.receive(app, sent, known.get(deck_id, deck_name), _wish(wished))
    except CardwrightError as error:
        typed = {"pasted": pasted, "title": title, "deck_id": deck_id, "deck_name": deck_name}
        typed |= wished
        return _asking(request, app, typed, error)
    return _received(request, deck, "there" if there else "new")


@router.get("/decks/{deck_id}/notes")
def notes(
    request: Request,
    app: Owned,
    deck: OneDeck,
    new: bool = False,
    sent: Literal["", "new", "there"] = "",
) -> Response:
    """The sources of a deck, how far drafting is, and where more is sent.

    `sent` says that notes were just taken: into a deck asked for, or one that was `there` already.
    """
    return _shown(request, app, deck, new=new, sent=sent)


@router.post("/decks/{deck_id}/notes", max_body_size=MAX_UPLOAD)
def send_here(
    request: Request,
    app: Owned,
    deck: OneDeck,
    files: Files = None,
    pasted: Pasted = "",
    title: Title = "",
    *,
    wished: Wished,
) -> Response:
    """Takes notes into this deck."""
    try:
        uploading.receive(app, _sent(files, pasted, title), deck.name, _wish(wished))
    except CardwrightError as error:
        typed = {"pasted": pasted, "title": title} | wished
        return _shown(request, app, deck, typed=typed, error=error)
    return _received(request, deck, "new")


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


@router.post("/decks/{deck_id}/notes/answer")
def answer(
    request: Request,
    app: Owned,
    deck: OneDeck,
    upload_id: Annotated[str, Form(max_length=80)],
    place: Annotated[Literal["new", "newer"], Form()],
) -> Response:
    """Says whether a file is another document or a newer version of its namesake."""
    uploading.answer(app, deck, upload_id, "new" if place == "new" else "")
    site_of(request).background.wake()
    return RedirectResponse(f"/decks/{deck.id}/notes", 303)


@router.get("/decks/{deck_id}/notes/progress")
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
            "left": _left(standing, working),
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


def _wish(wished: Mapping[str, str]) -> Wish:
    """What is asked of the drafts; `BadRecord` where it does not fit."""
    target = wished["target"].strip()
    try:
        return Wish(
            target=int(target) if target else None,
            objectives=tuple(lines(wished["objectives"])),
            skip=tuple(lines(wished["skip"])),
        )
    except ValueError:
        raise BadRecord(
            f"The number of drafts is 1 or more, and there are at most {MOST_WISHES} objectives "
            f"and places, of {LONGEST_WISH} characters each."
        ) from None


def _received(request: Request, deck: Deck, sent: str) -> Response:
    """On to the deck's notes, where the reading is told."""
    site_of(request).background.wake()
    return RedirectResponse(f"/decks/{deck.id}/notes?sent={sent}", 303)


def _left(standing: uploading.Standing, working: Progress) -> str | None:
    """The time that drafting will take still; None before it can be told, or for another deck."""
    ours = working.what == "drafting" and working.total - working.done == standing.waiting
    if not ours or working.left is None or working.done < ENOUGH_DONE:
        return None
    return duration(working.left)


def _asking(
    request: Request,
    app: App,
    typed: Mapping[str, str] | None = None,
    error: CardwrightError | None = None,
) -> Response:
    return page(
        request,
        "notes.html",
        status=200 if error is None else status_of(error),
        deck=None,
        decks=shelf.decks(app),
        **_form(typed, error),
    )


def _form(typed: Mapping[str, str] | None, error: CardwrightError | None) -> dict[str, Any]:
    """What the form for notes is filled with."""
    return {
        "suffixes": ACCEPTED,
        "kinds": READ_TODAY,
        "most": uploading.MOST_FILES,
        "most_bytes": MAX_UPLOAD - ROOM,
        "longest": LONGEST_PASTE,
        "typed": EMPTY | dict(typed or {}),
        "sentence": "" if error is None else str(error),
    }


def _shown(
    request: Request,
    app: App,
    deck: Deck,
    *,
    new: bool = False,
    sent: str = "",
    typed: Mapping[str, str] | None = None,
    error: CardwrightError | None = None,
) -> Response:
    sources = outlines(app, deck)
    uploads = uploading.received(app, deck)
    standing = uploading.standing(app, deck)
    there = shelf.deck(app, deck.id)
    with app.ledger.read() as unit:
        held, nowhere = briefs.count_held(unit, deck), briefs.nowhere(unit, deck)
    failed = bool(uploads) and all(each.state is UploadState.FAILED for each in uploads)
    return page(
        request,
        "notes.html",
        status=200 if error is None else status_of(error),
        deck=deck,
        uploads=uploads,
        sources=sources,
        drafts=there.drafts_waiting,
        held=held,
        nowhere=nowhere,
        empty=failed and not (sources or there.cards or there.drafts_waiting),
        standing=standing,
        left=_left(standing, site_of(request).background.progress),
        model=app.settings.author_model is not None,
        changed=len({each.card.id for each in changed(app, deck)}),
        new=new,
        sent=sent,
        **_form(typed, error),
    )
