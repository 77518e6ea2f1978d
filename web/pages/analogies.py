"""Analogies as a step of their own: the mapping, what it maps, where it breaks, and a decision."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from decks.analogies import AnalogyContent
from decks.cards import Deck
from decks.errors import CardwrightError
from service.reviewing import likening, mappings
from service.reviewing.mappings import Choice
from service.wiring import App
from web.asked import OneDeck, Owned
from web.failures import status_of
from web.render import page
from web.typed import Maybe, Words, lines

router = APIRouter()
EMPTY_PAIRS = 2
MOST_AT_ONCE = 20
"""Suggestions for a deck in one go, so that nobody waits long for a model."""
REASONS = (
    "Not familiar, or no simpler",
    "Maps looks, not how it works",
    "Leads to wrong conclusions",
    "The roles do not fit",
    "Leaves somebody out",
)
MOST_PAIRS = 20
Roles = Annotated[list[Words] | None, Form(max_length=MOST_PAIRS)]


Subject = Annotated[str | None, Form(max_length=80)]
Decided = Annotated[str | None, Query(max_length=80)]


@router.get("/decks/{deck_id}/analogies")
def first(request: Request, app: Owned, deck: OneDeck, decided: Decided = None) -> Response:
    """The first analogy that waits; `decided` is the one just decided about."""
    return _shown(request, app, deck, decided=decided)


@router.get("/decks/{deck_id}/analogies/{analogy_id}")
def one(
    request: Request, app: Owned, deck: OneDeck, analogy_id: str, decided: Decided = None
) -> Response:
    """This analogy."""
    return _shown(request, app, deck, analogy_id, decided=decided)


@router.post("/decks/{deck_id}/analogies")
def suggest(request: Request, app: Owned, deck: OneDeck, subject: Subject = None) -> Response:
    """Suggests another analogy for a card or draft, or one for each of the deck that has none."""
    if subject is None:
        suggested = likening.suggest_for_deck(app, deck.name, MOST_AT_ONCE)
        first_one = suggested[0] if suggested else None
    else:
        first_one = likening.suggest(app, subject, deck)
    if first_one is None:
        return _shown(request, app, deck, nothing=True)
    return RedirectResponse(f"/decks/{deck.id}/analogies/{first_one.id}", 303)


@router.post("/decks/{deck_id}/analogies/{analogy_id}")
def decide(
    request: Request,
    app: Owned,
    deck: OneDeck,
    analogy_id: str,
    choice: Annotated[Choice, Form()] = "save",
    whole: Annotated[bool, Form()] = False,
    text: Maybe = None,
    familiar: Maybe = None,
    relation: Maybe = None,
    limits: Maybe = None,
    misleads: Maybe = None,
    reason: Maybe = None,
    why: Maybe = None,
    here: Roles = None,
    there: Roles = None,
) -> Response:
    """Accepts, rejects, saves, or takes a decision back; `why` is typed, `reason` from the menu.

    An empty field reaches us as none: with `whole` it means that nothing stands there any more.
    """
    typed: dict[str, Any] = {
        name: (value or "").strip()
        for name, value in (("text", text), ("familiar", familiar), ("relation", relation))
        if whole or value is not None
    }
    for name, value in (("limits", limits), ("misleads", misleads)):
        if whole or value is not None:
            typed[name] = tuple(lines(value or ""))
    if here is not None and there is not None:
        typed["roles"] = _pairs(here, there, mappings.open_roles(app, deck, analogy_id))
    said = (why or reason or "").strip()
    try:
        following = mappings.decide(app, deck, analogy_id, choice, typed, said)
    except CardwrightError as error:
        return _shown(request, app, deck, analogy_id, typed, error, said=said)
    place = "" if following is None else f"/{following}"
    told = f"?decided={analogy_id}" if following != analogy_id else ""
    return RedirectResponse(f"/decks/{deck.id}/analogies{place}{told}", 303)


def _pairs(
    here: list[str], there: list[str], open_roles: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """The pairs with both sides filled in, and those that are open still; a half pair is none."""
    both = zip(here, there, strict=False)
    cleaned = ((left.strip(), right.strip()) for left, right in both)
    return tuple(pair for pair in cleaned if all(pair) or pair[0] in open_roles)


def _shown(
    request: Request,
    app: App,
    deck: Deck,
    analogy_id: str | None = None,
    typed: dict[str, Any] | None = None,
    error: CardwrightError | None = None,
    *,
    decided: str | None = None,
    said: str = "",
    nothing: bool = False,
) -> Response:
    turn = mappings.analogy_turn(app, deck, analogy_id, tried=error is not None)
    content = None if turn.analogy is None else _content(turn.analogy.content, typed or {})
    return page(
        request,
        "analogies.html",
        status=200 if error is None else status_of(error),
        deck=deck,
        turn=turn,
        content=content,
        decided=next((each for each in turn.decided if each.id == decided), None),
        empty=EMPTY_PAIRS,
        most=MOST_PAIRS,
        reasons=REASONS,
        said=said,
        nothing=nothing,
        notices=tuple(dict.fromkeys(app.notices)) if nothing else (),
        sentence="" if error is None else str(error),
    )


def _content(stands: AnalogyContent, typed: dict[str, Any]) -> AnalogyContent:
    """The analogy as the form shows it: with what was typed and could not be kept."""
    return stands.model_copy(update=typed)
