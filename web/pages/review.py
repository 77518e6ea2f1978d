"""The review queue: one draft at a time beside the words it came from, decided by one key.

Every decision is a POST that redirects to the next draft, so a reload decides nothing; the same
form sent twice decides once.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from decks.cards import Deck, DraftContent
from decks.drafts import Draft
from decks.errors import CardwrightError
from service.notes import briefs
from service.reviewing import critic, drafts, reworking, turns
from service.reviewing.queue import Order
from service.reviewing.turns import Choice
from service.reviewing.twins import twins
from service.wiring import App
from web.asked import OneDeck, Owned
from web.failures import status_of
from web.formulas import formula, with_formulas
from web.render import page
from web.typed import Maybe, Typed, lines, whole

router = APIRouter()
REASONS = (
    "Not worth a card",
    "Wrong or misleading",
    "Unclear question",
    "Duplicate of another card",
    "Asks for too much at once",
)
FIELDS = (
    "question",
    "label",
    "core_answer",
    "references",
    "explanation",
    "formulas",
    "key_points",
)


@router.get("/decks/{deck_id}/review")
def review(request: Request, app: Owned, deck: OneDeck, order: Order = "lecture") -> Response:
    """The first draft that waits."""
    return _shown(request, app, deck, order)


@router.get("/decks/{deck_id}/review/{draft_id}")
def one(
    request: Request, app: Owned, deck: OneDeck, draft_id: str, order: Order = "lecture"
) -> Response:
    """This draft, waiting or decided."""
    return _shown(request, app, deck, order, draft_id)


@router.post("/decks/{deck_id}/review/undo")
def undo(
    app: Owned,
    deck: OneDeck,
    draft_id: Annotated[str, Form(max_length=80)],
    decision_id: Annotated[str, Form(max_length=80)],
    order: Annotated[Order, Form()] = "lecture",
) -> Response:
    """Takes a decision back and shows its draft."""
    turns.undo(app, deck, draft_id, decision_id)
    return _to(deck, order, draft_id)


@router.post("/decks/{deck_id}/review/{draft_id}/split")
def split(
    request: Request,
    app: Owned,
    deck: OneDeck,
    draft_id: str,
    order: Annotated[Order, Form()] = "lecture",
    questions: Annotated[list[str] | None, Form()] = None,
    answers: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Makes several drafts of one; rows without a question and an answer make none."""
    turns.held(app, deck, draft_id)
    pairs = zip(questions or (), answers or (), strict=False)
    parts = [
        {"question": whole(asked.strip()), "core_answer": whole(told.strip())}
        for asked, told in pairs
        if asked.strip() and told.strip()
    ]
    try:
        made = reworking.split(app, draft_id, parts)
    except CardwrightError as error:
        return _shown(request, app, deck, order, draft_id, error=error, choice="rework")
    return _to(deck, order, made[0].id)


@router.post("/decks/{deck_id}/review/{draft_id}/merge")
def merge(
    request: Request,
    app: Owned,
    deck: OneDeck,
    draft_id: str,
    other: Annotated[str, Form(max_length=80)],
    order: Annotated[Order, Form()] = "lecture",
) -> Response:
    """Makes one draft of this and another; this one's words stay."""
    turns.held(app, deck, draft_id)
    turns.held(app, deck, other)
    try:
        made = reworking.merge(app, [draft_id, other])
    except CardwrightError as error:
        return _shown(request, app, deck, order, draft_id, error=error, choice="rework")
    return _to(deck, order, made.id)


@router.post("/decks/{deck_id}/review/{draft_id}/rewrite")
def rewrite(
    request: Request,
    app: Owned,
    deck: OneDeck,
    draft_id: str,
    part: Annotated[Literal["question", "label", "core_answer", "explanation"], Form()],
    instruction: Annotated[str, Form(max_length=1_000)] = "",
    order: Annotated[Order, Form()] = "lecture",
) -> Response:
    """Has the author model write one part anew."""
    turns.held(app, deck, draft_id)
    try:
        reworking.regenerate(app, draft_id, part, instruction)
    except CardwrightError as error:
        return _shown(request, app, deck, order, draft_id, error=error, choice="rework")
    return _to(deck, order, draft_id)


@router.post("/decks/{deck_id}/review/{draft_id}")
def decide(
    request: Request,
    app: Owned,
    deck: OneDeck,
    draft_id: str,
    choice: Annotated[Choice, Form()] = "save",
    order: Annotated[Order, Form()] = "lecture",
    reason: Typed = "",
    why: Typed = "",
    whole: Annotated[bool, Form()] = False,
    question: Maybe = None,
    label: Maybe = None,
    core_answer: Maybe = None,
    references: Maybe = None,
    explanation: Maybe = None,
    formulas: Maybe = None,
    key_points: Maybe = None,
) -> Response:
    """Accepts, rejects or saves; what was typed is kept on the page where that does not work.

    An empty field reaches us as none: with `whole` it means that nothing stands there any more.
    """
    values = (question, label, core_answer, references, explanation, formulas, key_points)
    sent = zip(FIELDS, values, strict=True)
    typed = {name: words or "" for name, words in sent if whole or words is not None}
    said = reason.strip() or why.strip()
    try:
        following = turns.decide(app, deck, draft_id, choice, typed=typed, reason=said, order=order)
    except CardwrightError as error:
        return _shown(
            request, app, deck, order, draft_id, typed=typed, error=error, choice=choice, said=said
        )
    return _to(deck, order, following)


def _to(deck: Deck, order: Order, draft_id: str | None) -> Response:
    place = f"/decks/{deck.id}/review" + ("" if draft_id is None else f"/{draft_id}")
    return RedirectResponse(place + ("" if order == "lecture" else f"?order={order}"), 303)


def _shown(
    request: Request,
    app: App,
    deck: Deck,
    order: Order,
    draft_id: str | None = None,
    *,
    typed: dict[str, str] | None = None,
    error: CardwrightError | None = None,
    choice: Choice | Literal["rework"] = "save",
    said: str = "",
) -> Response:
    turn = turns.turn(app, deck, order, draft_id)
    if turn.item is None:
        return _done(request, app, deck, turn)
    draft = turn.item.draft
    return page(
        request,
        "review.html",
        status=200 if error is None else status_of(error),
        deck=deck,
        turn=turn,
        order=order,
        fields=_fields(draft.content) | (typed or {}),
        twins=twins(app, deck, draft),
        wrong="" if error is None else _wrong(draft, choice, said),
        said=said,
        history=drafts.history(app, draft.id),
        zone=app.owner.zone,
        reasons=REASONS,
        rewrites=app.rewriter is not None,
        sentence="" if error is None else str(error),
    )


def _done(request: Request, app: App, deck: Deck, turn: turns.Turn) -> Response:
    with app.ledger.read() as unit:
        held = briefs.count_held(unit, deck)
    record = critic.record(app, deck)
    return page(
        request, "review_done.html", deck=deck, turn=turn, order="lecture", held=held, record=record
    )


def _wrong(draft: Draft, choice: Choice | Literal["rework"], said: str) -> str:
    """The part of the page where the person can put right what was refused."""
    if choice in ("reject", "rework"):
        return choice
    if choice == "accept" and draft.blocks and not draft.content.missing and not said:
        return "why"
    return "edit"


def _fields(content: DraftContent) -> dict[str, str]:
    """The parts of a draft as they are typed: lists one a line."""
    return {
        "question": content.question,
        "label": content.label,
        "core_answer": content.core_answer or "",
        "references": "\n".join(content.references),
        "explanation": content.explanation,
        "formulas": "\n".join(content.formulas),
        "key_points": "\n".join(point.text for point in content.key_points),
    }


@router.post("/preview")
def preview(
    app: Owned,
    text: Typed = "",
    shape: Annotated[Literal["words", "formulas", "points"], Form()] = "words",
) -> Response:
    """Words as they will be shown, with mathematics; or formulas or key points, one a line."""
    if shape == "words":
        return HTMLResponse(with_formulas(text))
    if shape == "formulas":
        return HTMLResponse(Markup("").join(formula(line, block=True) for line in lines(text)))
    points = (Markup("<li>{}</li>").format(with_formulas(line)) for line in lines(text))
    return HTMLResponse(Markup("").join(points))
