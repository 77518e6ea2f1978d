"""Test: one question a page, in any order; nothing is told until it is handed in.

`?q=N` is the question of that number, from 1; without it stands the list of all of them, from
which the Test is handed in, and afterwards what came of it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request
from pydantic import AfterValidator
from starlette.responses import Response

from decks.cards import Deck
from decks.errors import CardwrightError, WrongUsage
from decks.ids import fresh_id
from decks.sessions import Mode, StudySession
from service.studying import examining
from service.studying.mode_shapes import TestQuestionShape, examination_shape
from service.studying.playing import left_open
from service.wiring import App
from study.examination import LONGEST
from study.examination import Response as Given
from study.paper import BLOCK, MOST_QUESTIONS, QUESTIONS, Kind, Settings
from web.asked import Learner, OneDeck, Owned
from web.failures import status_of
from web.marked_test import results
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
Sitting = Annotated[StudySession, of_mode(Mode.TEST)]
KINDS = {
    "true_false": "True or false",
    "choice": "Multiple choice",
    "matching": "Matching",
    "written": "Written",
}
"""What each type of question is called."""


@router.get("/decks/{deck_id}/test")
def enter(request: Request, app: Owned, deck: OneDeck, learner: Learner) -> Response:
    """The Test the learner stopped in, or the settings of a new one."""
    sitting = left_open(app, deck, learner, Mode.TEST)
    if sitting is not None:
        return to(deck, sitting)
    return _settings(request, deck)


@router.post("/decks/{deck_id}/test")
def begin(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    questions: Annotated[int, Form(ge=1, le=MOST_QUESTIONS)] = QUESTIONS,
    kinds: Annotated[list[Kind] | None, Form(max_length=len(Kind))] = None,
    same: Annotated[bool, Form()] = False,
    instead_of: Replaced = "",
) -> Response:
    """A new Test by these settings, or by the `same` as the last one."""
    try:
        if not same and not kinds:
            raise WrongUsage("Choose at least one type of question.")
        fresh = replaces(app, deck, learner, Mode.TEST, instead_of)
        wanted = None if same else Settings(questions=questions, kinds=tuple(kinds or ()))
        made = examining.open_test(app, deck.name, learner, wanted, fresh=fresh)
    except WrongUsage as error:
        return _settings(request, deck, error, questions=questions)
    return to(deck, made, "?q=1")


@router.get("/decks/{deck_id}/test/{session_id}")
def asked(
    request: Request,
    app: Owned,
    deck: OneDeck,
    sitting: Sitting,
    q: Annotated[int | None, Query(ge=1, le=MOST_QUESTIONS)] = None,
) -> Response:
    """One question, the list of all, or what came of the Test."""
    return _shown(request, app, deck, sitting, q)


@router.post("/decks/{deck_id}/test/{session_id}")
def answer(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    sitting: Sitting,
    sent: Sent,
    act: Annotated[Literal["answer", "leave", "hand_in"], Form()],
    number: Annotated[int, Form(ge=0, lt=MOST_QUESTIONS)] = 0,
    truth: Annotated[Literal["", "true", "false"], Form()] = "",
    option: Annotated[int | None, Form(ge=0, le=99)] = None,
    typed: Annotated[str, Form(max_length=4 * LONGEST), AfterValidator(whole)] = "",
    pairs: Annotated[list[Literal[""] | int] | None, Form(max_length=BLOCK)] = None,
    sure: Annotated[Literal["", "0.3", "0.6", "0.9"], Form()] = "",
) -> Response:
    """Answers a question and leads to the next, leaves it open, or hands the Test in."""
    try:
        if act == "hand_in":
            return to(deck, examining.hand_in(app, learner, sent))
        questions = examination_shape(app, sitting).questions
        if number >= len(questions):
            raise WrongUsage(f"This Test has {len(questions)} questions.")
        given = None
        if act == "answer":
            given = _given(questions[number], truth, option, typed, tuple(pairs or ()))
        certainty = float(sure) if sure and isinstance(given, str) else None
        after = examining.respond(app, learner, sent, number, given, certainty)
    except REFUSALS as error:
        now = sitting_of(app, deck, learner, Mode.TEST, sitting.id)
        q = None if act == "hand_in" else number + 1
        return _shown(request, app, deck, now, q, error=error, typed=typed)
    return to(deck, after, f"?q={number + 2}" if number + 1 < len(questions) else "")


def _given(
    asked: TestQuestionShape,
    truth: str,
    option: int | None,
    typed: str,
    pairs: tuple[Literal[""] | int, ...],
) -> Given | None:
    """What was answered, in the question's own type; None where nothing was."""
    if asked.kind == "true_false":
        return None if not truth else truth == "true"
    if asked.kind == "choice":
        return option
    if asked.kind == "written":
        return typed.strip() or None
    places = tuple(None if place == "" else int(place) for place in pairs)
    chosen = [place for place in places if place is not None]
    if len(set(chosen)) < len(chosen):
        raise WrongUsage("Each answer belongs to one term: one is chosen twice.")
    return places if chosen else None


def _settings(
    request: Request,
    deck: Deck,
    error: CardwrightError | None = None,
    *,
    questions: int = QUESTIONS,
) -> Response:
    return beginning(
        request, deck, Mode.TEST, error, questions=questions, most=MOST_QUESTIONS, kinds=KINDS
    )


def _shown(
    request: Request,
    app: App,
    deck: Deck,
    sitting: StudySession,
    q: int | None,
    *,
    error: CardwrightError | None = None,
    typed: str = "",
) -> Response:
    test = examination_shape(app, sitting)
    values: dict[str, Any] = {
        "deck": deck,
        "test": test,
        "kinds": KINDS,
        "request_key": fresh_id("ans"),
        "sentence": "" if error is None else str(error),
        "status": 200 if error is None else status_of(error),
    }
    if test.total is not None:
        return page(request, "modes_test_results.html", results=results(test), **values)
    if q is None or q > len(test.questions) or test.handed_in:
        return page(request, "modes_test_list.html", **values)
    asked = test.questions[q - 1]
    values |= {"asked": asked, "typed": typed, "longest": LONGEST, "sure": SURE}
    return page(request, "modes_test.html", **values)
