"""Learn: chosen, then typed, until all is mastered; each answer's verdict before the next question.

The verdict has the sitting's address with `?told=1`; the question alone tells nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from pydantic import AfterValidator
from starlette.responses import Response

from decks.cards import Deck
from decks.errors import CardwrightError, WrongUsage
from decks.ids import fresh_id
from decks.people import Person
from decks.sessions import Mode, StudySession
from service.studying import hinting, learning
from service.studying.mode_shapes import learn_shape
from service.studying.playing import left_open
from service.wiring import App
from web.asked import Learner, OneDeck, Owned
from web.failures import status_of
from web.pages.study import LONGEST_ANSWER
from web.render import page
from web.sittings import (
    REFUSALS,
    SURE,
    Replaced,
    Sent,
    beginning,
    of_mode,
    replaces,
    sitting_of,
    to,
)
from web.typed import whole

router = APIRouter()
Sitting = Annotated[StudySession, of_mode(Mode.LEARN)]
AN_HOUR = 3600.0


@router.get("/decks/{deck_id}/learn")
def enter(request: Request, app: Owned, deck: OneDeck, learner: Learner) -> Response:
    """The sitting the learner stopped in, or the way to begin."""
    if left_open(app, deck, learner, Mode.LEARN) is not None:
        return to(deck, learning.open_learn(app, deck.name, learner))
    return beginning(request, deck, Mode.LEARN)


@router.post("/decks/{deck_id}/learn")
def begin(
    request: Request, app: Owned, deck: OneDeck, learner: Learner, instead_of: Replaced = ""
) -> Response:
    """A new sitting, in the place of the one named."""
    fresh = replaces(app, deck, learner, Mode.LEARN, instead_of)
    try:
        return to(deck, learning.open_learn(app, deck.name, learner, fresh=fresh))
    except WrongUsage as error:
        return beginning(request, deck, Mode.LEARN, error)


@router.get("/decks/{deck_id}/learn/{session_id}")
def asked(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    sitting: Sitting,
    told: bool = False,
) -> Response:
    """What is asked; with `told` what came of the last answer; at the end, the result."""
    return _shown(request, app, deck, sitting, learner, _Typed(), told=told)


@router.post("/decks/{deck_id}/learn/{session_id}")
def answer(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    sitting: Sitting,
    sent: Sent,
    act: Annotated[Literal["choose", "write", "override", "hint"], Form()],
    option: Annotated[int, Form(ge=-1, le=99)] = -1,
    typed: Annotated[str, Form(max_length=LONGEST_ANSWER), AfterValidator(whole)] = "",
    sure: Annotated[Literal["", "0.3", "0.6", "0.9"], Form()] = "",
    asked_at: Annotated[str, Form(max_length=80)] = "",
) -> Response:
    """An option chosen, an answer typed, a hint asked for, or the last verdict settled as right."""
    if act == "hint":
        asked_for = _Typed(typed, sure, asked_at, sent.request_key)
        return _hinted(request, app, deck, learner, sitting, asked_for)
    try:
        if act == "choose":
            after = learning.choose(app, learner, sent, option)
        elif act == "override":
            after = learning.override(app, learner, sent)
        else:
            after = learning.write(
                app,
                learner,
                sent,
                typed,
                seconds=_seconds(app, asked_at),
                sure=float(sure) if sure else None,
            )
    except REFUSALS as error:
        now = sitting_of(app, deck, learner, Mode.LEARN, sitting.id)
        return _shown(request, app, deck, now, learner, _Typed(typed), error=error)
    return to(deck, after, "?told=1")


@dataclass(frozen=True, slots=True)
class _Typed:
    """What a form had in it: shown again where the page comes back without a verdict."""

    typed: str = ""
    sure: str = ""
    asked_at: str = ""
    request_key: str = ""


def _hinted(
    request: Request,
    app: App,
    deck: Deck,
    learner: Person,
    sitting: StudySession,
    form: _Typed,
) -> Response:
    """The same question with a hint; nothing but one that is to be typed has any."""
    asked = learn_shape(app, sitting).asked
    no_hint = ""
    if asked is not None and asked.kind == "typed":
        lines = hinting.hint(app, learner, asked.card, asked.version_id)
        no_hint = "" if lines else hinting.NONE
    return _shown(request, app, deck, sitting, learner, form, no_hint=no_hint)


def _seconds(app: App, asked_at: str) -> float:
    """Seconds since the question was shown, at most an hour; 0 where that cannot be told."""
    try:
        gone = (app.now() - datetime.fromisoformat(asked_at)).total_seconds()
    except (ValueError, TypeError):
        return 0.0
    return min(AN_HOUR, max(0.0, gone))


def _shown(
    request: Request,
    app: App,
    deck: Deck,
    sitting: StudySession,
    learner: Person,
    form: _Typed,
    *,
    told: bool = False,
    no_hint: str = "",
    error: CardwrightError | None = None,
) -> Response:
    shape = learn_shape(app, sitting)
    asked = shape.asked
    typing = asked is not None and asked.kind == "typed"
    return page(
        request,
        "modes_learn.html",
        status=200 if error is None else status_of(error),
        deck=deck,
        learn=shape,
        last=shape.last if told or shape.asked is None else None,
        hint=hinting.shown(app, learner, asked.card, asked.version_id) if asked and typing else (),
        no_hint=no_hint,
        typed=form.typed,
        said=form.sure,
        sure=SURE,
        longest=LONGEST_ANSWER,
        asked_at=form.asked_at or app.now().isoformat(),
        now=app.now(),
        zone=learner.zone,
        request_key=form.request_key or fresh_id("ans"),
        sentence="" if error is None else str(error),
    )
