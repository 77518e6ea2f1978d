"""Sittings of the modes: begun or gone on with, and moved turn by turn.

A turn is one transaction that reads the sitting, lets the mode's pure logic make the next one, and
stores it. An event names the turn it was made on: made on an older one it is `Stale`, unless it is
the very event that led here, sent twice. Nothing here waits for a model.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from decks.base import Noun
from decks.cards import Deck
from decks.errors import NotFound, Stale, WrongTransition
from decks.ids import fresh_id
from decks.people import Person
from decks.sessions import Known, Mode, SessionResult, StudySession
from study.examination import Examination
from study.flashcards import FlashcardsSession
from study.items import Item
from study.learn import LearnSession
from study.matching import MatchingGame

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

State = TypeVar("State", bound=Noun)
KINDS: dict[Mode, type[Noun]] = {
    Mode.FLASHCARDS: FlashcardsSession,
    Mode.LEARN: LearnSession,
    Mode.TEST: Examination,
    Mode.MATCHING: MatchingGame,
}


@dataclass(frozen=True, slots=True)
class Event:
    """Who does something in which sitting, on which turn; `request_key` is the sender's own."""

    session_id: str
    turn: int
    request_key: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What an event leads to: the mode's state, the result where it ends the sitting.

    `seen` is evidence of cards that it gave, to be kept where it is stronger than what there was.
    """

    state: Noun
    result: SessionResult | None = None
    seen: dict[str, Known] | None = None


def dice_of(session_id: str, purpose: str) -> random.Random:
    """The dice of a sitting: the same purpose always throws the same."""
    return random.Random(f"{session_id}/{purpose}")


def state_of(sitting: StudySession, kind: type[State]) -> State:
    """The mode's own state. Raises `WrongTransition` where the sitting is of another mode."""
    if KINDS[sitting.mode] is not kind:
        raise WrongTransition(f"This sitting is of the mode {sitting.mode.value}.")
    return kind.model_validate(sitting.state)


def own(unit: Unit, learner: Person, session_id: str) -> StudySession:
    """The learner's sitting; another person's is `NotFound`."""
    sitting = unit.sessions.get(session_id)
    if sitting.learner_id != learner.id:
        raise NotFound(f"There is no study session {session_id}.")
    return sitting


def found(app: App, learner: Person, session_id: str) -> StudySession:
    """The learner's sitting as it stands."""
    with app.ledger.read() as unit:
        return own(unit, learner, session_id)


def left_open(app: App, deck: Deck, learner: Person, mode: Mode) -> StudySession | None:
    """The sitting that the learner stopped in."""
    with app.ledger.read() as unit:
        return unit.sessions.open_one(learner.id, deck.id, mode)


def begun(
    app: App, deck: Deck, learner: Person, mode: Mode, make: Callable[[str], Noun]
) -> StudySession:
    """A new sitting, whose state is made from its id; one that is open is closed without result."""
    session_id = fresh_id("ses")
    now = app.now()
    sitting = StudySession(
        id=session_id,
        learner_id=learner.id,
        deck_id=deck.id,
        mode=mode,
        state=make(session_id).model_dump(mode="json"),
        begun_at=now,
        touched_at=now,
    )
    with app.ledger.write() as unit:
        earlier = unit.sessions.open_one(learner.id, deck.id, mode)
        while earlier is not None:
            over = {"turn": earlier.turn + 1, "touched_at": now, "ended_at": now}
            unit.sessions.save(earlier.model_copy(update=over))
            earlier = unit.sessions.open_one(learner.id, deck.id, mode)
        unit.sessions.add(sitting)
    return sitting


def repeated(sitting: StudySession, event: Event) -> bool:
    """Whether the event is the one that led to this turn, sent again.

    Raises `Stale` where it was made on another turn than the sitting stands at.
    """
    if event.turn == sitting.turn:
        return False
    if event.turn == sitting.turn - 1 and event.request_key == sitting.request_key:
        return True
    raise Stale("This sitting went on elsewhere: load it again.")


def again(sitting: StudySession) -> Event:
    """An event of the program's own on the turn that a sitting stands at."""
    return Event(sitting.id, sitting.turn, sitting.request_key)


def moved(
    app: App, learner: Person, event: Event, kind: type[State], change: Callable[[State], Moved]
) -> StudySession:
    """The sitting after an event, stored with what the event gave; sent twice, it counts once."""
    with app.ledger.write() as unit:
        sitting = own(unit, learner, event.session_id)
        if repeated(sitting, event):
            return sitting
        if sitting.ended_at is not None:
            raise WrongTransition("This sitting is over: begin a new one.")
        after = change(state_of(sitting, kind))
        now = app.now()
        stored = sitting.model_copy(
            update={
                "state": after.state.model_dump(mode="json"),
                "turn": sitting.turn + 1,
                "request_key": event.request_key,
                "touched_at": now,
                "ended_at": None if after.result is None else now,
                "result": after.result,
            }
        )
        unit.sessions.save(stored)
        _keep(unit, learner, after.seen or {})
    return stored


def _keep(unit: Unit, learner: Person, seen: dict[str, Known]) -> None:
    for card_id, known in seen.items():
        mark = unit.marks.get(learner.id, card_id)
        if known > mark.known:
            unit.marks.put(mark.model_copy(update={"known": known}))


def items_of(app: App, deck: Deck, learner: Person) -> list[Item]:
    """The deck's live cards that the learner has not suspended, in the deck's order."""
    with app.ledger.read() as unit:
        marks = unit.marks.of_deck(learner.id, deck.id)
        cards = unit.cards.list(deck.id)
    return [Item.of(card) for card in cards if not (card.id in marks and marks[card.id].suspended)]
