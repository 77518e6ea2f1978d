"""The modes: sittings begun, gone on with, and moved turn by turn; no key before the attempt.

Every event names the `turn` it was made on and carries an `Idempotency-Key`: sent twice it counts
once, and on an older turn it is refused with 409.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, StrictBool, StrictInt

from service.studying import examining, leafing, learning, matching
from service.studying.leafing import Leaf
from service.studying.mode_shapes import (
    FlashcardsShape,
    LearnShape,
    MatchingShape,
    TestShape,
    examination_shape,
    flashcards_shape,
    learn_shape,
    matching_shape,
)
from service.studying.playing import Event, found
from study.matching import MOST_PAIRS, PAIRS
from study.paper import MOST_QUESTIONS, QUESTIONS, Kind, Settings
from web.api.bodies import LONGEST_ANSWER, Body
from web.api.study import Key
from web.asked import Learner, OneDeck, Owned
from web.typed import Words

router = APIRouter()
TURNS = 1_000_000
Place = Annotated[int, Field(ge=0, lt=2 * MOST_PAIRS)]
Response = StrictBool | StrictInt | Words | tuple[StrictInt | None, ...]
"""True or false; the place of an option; words; the place of an answer for each term."""


class Begin(Body):
    """A sitting to go on with, or a `fresh` one in its place."""

    fresh: bool = False


class BeginTest(Begin):
    """A Test with its settings."""

    questions: Annotated[int, Field(ge=1, le=MOST_QUESTIONS)] = QUESTIONS
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1, max_length=len(Kind))] = tuple(Kind)


class BeginMatching(Begin):
    """A game of so many pairs."""

    pairs: Annotated[int, Field(ge=2, le=MOST_PAIRS)] = PAIRS


class Turn(Body):
    """The turn that an event was made on."""

    turn: Annotated[int, Field(ge=0, le=TURNS)]


class LeafIn(Turn):
    """One thing done with the pile."""

    act: Leaf


class OptionIn(Turn):
    """An option, by its place from 0."""

    option: Annotated[int, Field(ge=0, le=99)]


class WrittenIn(Turn):
    """An answer in own words; `sure` is said before the verdict."""

    text: Annotated[Words, Field(max_length=LONGEST_ANSWER)]
    seconds: Annotated[float, Field(ge=0, le=3600)] = 0.0
    sure: Annotated[float, Field(ge=0, le=1)] | None = None


class ResponseIn(Turn):
    """The answer to a question of a Test; null takes it back. `sure` is of written ones alone."""

    number: Annotated[int, Field(ge=0, lt=MOST_QUESTIONS)]
    response: Response | None
    sure: Annotated[float, Field(ge=0, le=1)] | None = None


class ClockIn(Turn):
    """Whether the clock runs."""

    running: bool


class PairIn(Turn):
    """Two tiles put together, by their numbers."""

    one: Place
    other: Place


def _event(session_id: str, body: Turn, key: Key) -> Event:
    return Event(session_id, body.turn, key)


@router.post("/decks/{deck_id}/flashcards")
def flashcards(app: Owned, deck: OneDeck, learner: Learner, body: Begin) -> FlashcardsShape:
    """The pile the learner stopped in, or a new one."""
    sitting = leafing.open_flashcards(app, deck.name, learner, fresh=body.fresh)
    return flashcards_shape(app, sitting)


@router.get("/flashcards/{session_id}")
def pile(app: Owned, learner: Learner, session_id: str) -> FlashcardsShape:
    """The pile as it stands."""
    return flashcards_shape(app, found(app, learner, session_id))


@router.post("/flashcards/{session_id}/leaf")
def leaf(app: Owned, learner: Learner, session_id: str, body: LeafIn, key: Key) -> FlashcardsShape:
    """Does one thing with the pile."""
    sitting = leafing.leaf(app, learner, _event(session_id, body, key), body.act)
    return flashcards_shape(app, sitting)


@router.post("/decks/{deck_id}/learn")
def learn(app: Owned, deck: OneDeck, learner: Learner, body: Begin) -> LearnShape:
    """The sitting the learner stopped in, or a new one."""
    return learn_shape(app, learning.open_learn(app, deck.name, learner, fresh=body.fresh))


@router.get("/learn/{session_id}")
def learnt(app: Owned, learner: Learner, session_id: str) -> LearnShape:
    """The sitting as it stands."""
    return learn_shape(app, found(app, learner, session_id))


@router.post("/learn/{session_id}/choice")
def chosen(app: Owned, learner: Learner, session_id: str, body: OptionIn, key: Key) -> LearnShape:
    """Takes an option."""
    event = _event(session_id, body, key)
    return learn_shape(app, learning.choose(app, learner, event, body.option))


@router.post("/learn/{session_id}/answer")
def written(app: Owned, learner: Learner, session_id: str, body: WrittenIn, key: Key) -> LearnShape:
    """Stores and grades what was typed."""
    event = _event(session_id, body, key)
    sitting = learning.write(app, learner, event, body.text, seconds=body.seconds, sure=body.sure)
    return learn_shape(app, sitting)


@router.post("/learn/{session_id}/override")
def settled(app: Owned, learner: Learner, session_id: str, body: Turn, key: Key) -> LearnShape:
    """Settles the last verdict as right."""
    return learn_shape(app, learning.override(app, learner, _event(session_id, body, key)))


@router.post("/decks/{deck_id}/test")
def test(app: Owned, deck: OneDeck, learner: Learner, body: BeginTest) -> TestShape:
    """The Test the learner stopped in, or a new one."""
    wanted = Settings(questions=body.questions, kinds=body.kinds)
    sitting = examining.open_test(app, deck.name, learner, wanted, fresh=body.fresh)
    return examination_shape(app, sitting)


@router.get("/test/{session_id}")
def tested(app: Owned, learner: Learner, session_id: str) -> TestShape:
    """The Test as it stands; nothing of its key before it is handed in."""
    return examination_shape(app, found(app, learner, session_id))


@router.post("/test/{session_id}/response")
def responded(
    app: Owned, learner: Learner, session_id: str, body: ResponseIn, key: Key
) -> TestShape:
    """Answers a question, or takes the answer back."""
    event = _event(session_id, body, key)
    sitting = examining.respond(app, learner, event, body.number, body.response, body.sure)
    return examination_shape(app, sitting)


@router.post("/test/{session_id}/hand-in")
def handed_in(app: Owned, learner: Learner, session_id: str, body: Turn, key: Key) -> TestShape:
    """Hands the Test in and grades its written answers."""
    return examination_shape(app, examining.hand_in(app, learner, _event(session_id, body, key)))


@router.post("/decks/{deck_id}/matching")
def game(app: Owned, deck: OneDeck, learner: Learner, body: BeginMatching) -> MatchingShape:
    """The game the learner stopped in, or a new one; its clock does not run yet."""
    sitting = matching.open_matching(app, deck.name, learner, pairs=body.pairs, fresh=body.fresh)
    return matching_shape(sitting, app.now())


@router.get("/matching/{session_id}")
def played(app: Owned, learner: Learner, session_id: str) -> MatchingShape:
    """The game as it stands."""
    return matching_shape(found(app, learner, session_id), app.now())


@router.post("/matching/{session_id}/clock")
def clock(app: Owned, learner: Learner, session_id: str, body: ClockIn, key: Key) -> MatchingShape:
    """Starts the clock, or stops it for a pause."""
    event = _event(session_id, body, key)
    sitting = matching.run_clock(app, learner, event, running=body.running)
    return matching_shape(sitting, app.now())


@router.post("/matching/{session_id}/pair")
def paired(app: Owned, learner: Learner, session_id: str, body: PairIn, key: Key) -> MatchingShape:
    """Puts two tiles together."""
    event = _event(session_id, body, key)
    return matching_shape(matching.match(app, learner, event, body.one, body.other), app.now())
