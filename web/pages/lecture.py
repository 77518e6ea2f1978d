"""The coverage map, and a card made from words of the notes."""

from __future__ import annotations

from itertools import accumulate
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from authoring.coverage import State
from decks.cards import Deck
from decks.errors import CardwrightError
from decks.sources import SpanKind
from service.notes import from_words
from service.notes.by_hand import draft_from
from service.notes.lecture import Block, lecture
from service.notes.setting_aside import at_span
from service.wiring import App
from web.asked import OneDeck, Owned, site_of
from web.failures import status_of
from web.render import page
from web.typed import EMPTY, CardFields, Typed

router = APIRouter()
DEEPEST = 4
Place = Annotated[int, Query(ge=0, le=1_000_000_000)]


@router.get("/decks/{deck_id}/sources/{version_id}")
def coverage(
    request: Request,
    app: Owned,
    deck: OneDeck,
    version_id: str,
    sheet: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    at: Annotated[int | None, Query(ge=0, le=1_000_000_000)] = None,
    added: bool = False,
    state: State | None = None,
) -> Response:
    """One sheet of the lecture; `at` opens the one with that character, `added` made a card."""
    found = lecture(app, deck, version_id, sheet=sheet, at=at, state=state)
    return page(
        request,
        "lecture.html",
        deck=deck,
        found=found,
        levels=_levels(found.blocks),
        state=state,
        at=at,
        added=added,
    )


@router.post("/decks/{deck_id}/sources/{version_id}/span")
def span(
    request: Request,
    app: Owned,
    deck: OneDeck,
    version_id: str,
    start: Annotated[int, Form(ge=0, le=1_000_000_000)],
    end: Annotated[int, Form(ge=0, le=1_000_000_000)],
    act: Annotated[Literal["draft", "aside", "back", "section", "section-back"], Form()],
) -> Response:
    """Drafts from a span, or sets it or its whole section aside, or takes that back."""
    if act == "draft":
        made = draft_from(app, version_id, (start, end), deck.name)
        return RedirectResponse(f"/decks/{deck.id}/review/{made[0].id}", 303)
    section, back = act.startswith("section"), act.endswith("back")
    at_span(app, deck, version_id, (start, end), section=section, back=back)
    site_of(request).background.wake()
    return RedirectResponse(f"/decks/{deck.id}/sources/{version_id}?at={start}#at-{start}", 303)


def _levels(blocks: tuple[Block, ...]) -> dict[int, int]:
    """The level of each heading of a sheet, below the page's own; none is skipped going down."""
    depths = {
        block.index: min(DEEPEST, 1 + max(1, len(block.span.headings)))
        for block in blocks
        if block.span.kind is SpanKind.HEADING
    }
    levels = accumulate(depths.values(), lambda above, own: min(own, above + 1), initial=1)
    return dict(zip(depths, list(levels)[1:], strict=True))


@router.get("/decks/{deck_id}/sources/{version_id}/card")
def ask(
    request: Request, app: Owned, deck: OneDeck, version_id: str, start: Place, end: Place
) -> Response:
    """The form for a card from these words."""
    quote = from_words.words_at(app, version_id, start, end)
    return _form(request, deck, version_id, start, end, {"quote": quote})


@router.post("/decks/{deck_id}/sources/{version_id}/card")
def make(
    request: Request,
    app: Owned,
    deck: OneDeck,
    version_id: str,
    start: Place,
    end: Place,
    card: CardFields,
    quote: Typed = "",
) -> Response:
    """Makes the card, and shows where it stands on the map."""
    typed = {"quote": quote, **card}
    try:
        _made(app, deck, version_id, (start, end), typed)
    except CardwrightError as error:
        return _form(request, deck, version_id, start, end, typed, error)
    return RedirectResponse(
        f"/decks/{deck.id}/sources/{version_id}?at={start}&added=1#at-{start}", 303
    )


def _made(
    app: App, deck: Deck, version_id: str, within: tuple[int, int], typed: dict[str, str]
) -> None:
    from_words.card_from(
        app,
        deck,
        version_id,
        within,
        typed["quote"],
        question=typed["question"],
        core_answer=typed["core_answer"],
        label=typed["label"],
        explanation=typed["explanation"],
        key_points=typed["key_points"].splitlines(),
    )


def _form(
    request: Request,
    deck: Deck,
    version_id: str,
    start: int,
    end: int,
    typed: dict[str, str],
    error: CardwrightError | None = None,
) -> Response:
    return page(
        request,
        "from_words.html",
        status=200 if error is None else status_of(error),
        deck=deck,
        version_id=version_id,
        start=start,
        end=end,
        typed=EMPTY | typed,
        sentence="" if error is None else str(error),
    )
