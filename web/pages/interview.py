"""The key interview: two or three answers made by rule, and the key learns whether they pass."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from decks.errors import NotFound
from service.trust import interview
from service.trust.interview import Lesson, Word
from service.wiring import App
from web.asked import OneDeck, Owned
from web.render import page
from web.typed import Words

router = APIRouter()
Said = Annotated[list[Words] | None, Query(max_length=20)]


@router.get("/decks/{deck_id}/review/{draft_id}/key")
def asked(
    request: Request,
    app: Owned,
    deck: OneDeck,
    draft_id: str,
    said: Said = None,
    learned: Lesson | None = None,
) -> Response:
    """The answers to say a word about, with the key as it stands."""
    _of_this_deck(app, deck.id, draft_id)
    with app.ledger.read() as unit:
        draft = unit.drafts.get(draft_id)
    return page(
        request,
        "key.html",
        deck=deck,
        draft=draft,
        content=draft.content,
        probes=interview.interview(app, draft_id, said=said or ()),
        said=said or [],
        learned=learned.sentence if learned else "",
    )


@router.post("/decks/{deck_id}/review/{draft_id}/key")
def answered(
    app: Owned,
    deck: OneDeck,
    draft_id: str,
    probe: Annotated[Words, Form(max_length=64)],
    word: Annotated[Word, Form()],
    said: Annotated[list[Words] | None, Form(max_length=20)] = None,
) -> Response:
    """Keeps the word and asks the next."""
    _of_this_deck(app, deck.id, draft_id)
    lesson = interview.answered(app, draft_id, probe, word)
    query = urlencode({"said": [*(said or []), probe], "learned": lesson.value}, doseq=True)
    return RedirectResponse(f"/decks/{deck.id}/review/{draft_id}/key?{query}", 303)


def _of_this_deck(app: App, deck_id: str, draft_id: str) -> None:
    with app.ledger.read() as unit:
        if unit.drafts.get(draft_id).deck_id != deck_id:
            raise NotFound(f"There is no draft {draft_id} in this deck.")
