"""The Learn mode on the stored deck: rounds, near misses, typed answers graded, overrides.

What it gives to the memory: a right choice is kept as evidence that the card is recognised, and
moves no date. A typed answer is an answer like any other for a card that is new or in its steps.
A card on the long schedule keeps its date: its answer stood on the screen minutes ago, and that it
is typed now says nothing about the weeks ahead.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from decks.errors import Stale, WrongTransition
from decks.grading import Overall, Scored, Unscored
from decks.ids import fresh_id
from decks.memory import Stage
from decks.sessions import Known, Mode, SessionResult, StudySession
from scheduler.review import expected_recall
from service.studying import study
from service.studying.claiming import claim
from service.studying.distractors import Misses
from service.studying.playing import (
    Event,
    Moved,
    again,
    begun,
    dice_of,
    found,
    items_of,
    left_open,
    moved,
    repeated,
    state_of,
)
from service.wiring import deck_named, learner_day
from study.distractors import WANTED, mixed
from study.items import Item
from study.learn import LearnSession, Offer

if TYPE_CHECKING:
    from decks.cards import Deck
    from decks.people import Person
    from service.wiring import App

MOST = 100
"""Cards in one sitting at most: the least expected to be recalled, in the deck's order."""
UNMOVING = "learn"
"""A token that no memory state has: the answer is kept and graded, and moves no date."""


def open_learn(app: App, deck_name: str, learner: Person, *, fresh: bool = False) -> StudySession:
    """The sitting the learner stopped in, or a new one; with a question put, unless it is over."""
    deck = deck_named(app, deck_name)
    sitting = None if fresh else left_open(app, deck, learner, Mode.LEARN)
    items = {item.card_id: item for item in items_of(app, deck, learner)}
    if sitting is None:
        if not items:
            raise WrongTransition("There are no cards to learn: add some, or accept drafts.")
        session = LearnSession.begun(_weakest(app, deck, learner, list(items)))
        session = _offered(app, deck, learner, session, fresh_id("ses"))
        return begun(app, deck, learner, Mode.LEARN, lambda _: session)
    session = state_of(sitting, LearnSession)
    gone = frozenset(each.card_id for each in session.cards) - set(items)
    if not gone:
        return sitting
    return _step(app, learner, again(sitting), lambda before: Moved(before.without(gone)))


def choose(app: App, learner: Person, event: Event, option: int) -> StudySession:
    """Takes an option, by its place from 0."""

    def change(session: LearnSession) -> Moved:
        after = session.chose(option)
        last = after.last
        return Moved(after, seen={last.card_id: Known.RECOGNISED} if last and last.right else None)

    return _step(app, learner, event, change)


def write(
    app: App,
    learner: Person,
    event: Event,
    text: str,
    *,
    seconds: float = 0.0,
    sure: float | None = None,
) -> StudySession:
    """Stores and grades what was typed, then moves the sitting by the verdict."""
    sitting = found(app, learner, event.session_id)
    if repeated(sitting, event):
        return sitting
    offer = state_of(sitting, LearnSession).offer
    if offer is None or offer.options:
        raise WrongTransition("This question is answered by choosing one of its options.")
    told = study.answer(
        app,
        learner,
        _question(app, learner, offer),
        text,
        seconds=seconds,
        sure=sure,
        request_key=f"{event.session_id}/{event.turn}/{event.request_key}",
    )
    result = told.grade.result
    right = isinstance(result, Scored) and result.overall is Overall.CORRECT
    seen = {offer.card_id: Known.TYPED} if right else None
    return _step(
        app, learner, event, lambda session: Moved(session.wrote(told.answer.id, right), seen=seen)
    )


def override(app: App, learner: Person, event: Event) -> StudySession:
    """Settles the last answer, which was held to be wrong, as right.

    A typed one is a claim, or the learner's word where the grader could not tell; both count for
    the schedule as they do elsewhere.
    """
    sitting = found(app, learner, event.session_id)
    if repeated(sitting, event):
        return sitting
    session = state_of(sitting, LearnSession).overridden()
    last = session.last
    if last is not None and last.answer_id is not None:
        had_it(app, last.answer_id)
    return _step(app, learner, event, lambda before: Moved(before.overridden()))


def had_it(app: App, answer_id: str) -> None:
    """The learner's word that a typed answer was right; said before, it changes nothing."""
    told = study.told(app, answer_id)
    if told.claim is not None or told.said is not None:
        return
    if not isinstance(told.grade.result, Unscored):
        claim(app, answer_id)
        return
    with suppress(Stale):
        study.say(app, answer_id, had_it=True)


def _step(
    app: App, learner: Person, event: Event, change: Callable[[LearnSession], Moved]
) -> StudySession:
    """A turn that ends with the next question put; what is put is made before the transaction."""
    sitting = found(app, learner, event.session_id)
    if repeated(sitting, event):
        return sitting
    ahead = change(state_of(sitting, LearnSession)).state
    deck = _deck(app, sitting)
    offer = None
    if isinstance(ahead, LearnSession):
        dice_name = f"{sitting.id}/{sitting.turn}"
        offer = _offered(app, deck, learner, ahead, dice_name).offer

    def with_offer(before: LearnSession) -> Moved:
        after = change(before)
        session = after.state
        if not isinstance(session, LearnSession):
            return after
        if session.finished:
            right = session.asked - session.missed
            return Moved(session, SessionResult(credit=right, out_of=session.asked), after.seen)
        return Moved(session if offer is None else session.offered(offer), None, after.seen)

    return moved(app, learner, event, LearnSession, with_offer)


def _offered(
    app: App, deck: Deck, learner: Person, session: LearnSession, dice_name: str
) -> LearnSession:
    """The session with its card put: options where it is to be chosen and there are near misses."""
    if session.card is None or session.offer is not None:
        return session
    with app.ledger.read() as unit:
        item = Item.of(unit.cards.get(session.card))
    wrong = () if session.typed else Misses(app, deck).of(item, WANTED)
    offer = Offer(card_id=item.card_id, version_id=item.version_id)
    if wrong:
        options, right = mixed(item.answer, wrong, dice_of(dice_name, item.card_id))
        offer = offer.model_copy(update={"options": options, "right": right})
    return session.offered(offer)


def _question(app: App, learner: Person, offer: Offer) -> study.Question:
    """What is answered; with a token that moves no date where the card is on the long schedule."""
    asked = study.ask(app, offer.card_id, learner)
    with app.ledger.read() as unit:
        state = unit.reviews.state(learner.id, offer.card_id)
    long = state is not None and state.stage is Stage.REVIEW
    token = UNMOVING if long else asked.state_token
    return replace(asked, card_version_id=offer.version_id, state_token=token)


def _weakest(app: App, deck: Deck, learner: Person, cards: list[str]) -> list[str]:
    """At most `MOST` cards: those least expected to be recalled, in the deck's order."""
    if len(cards) <= MOST:
        return cards
    with app.ledger.read() as unit:
        states = unit.reviews.states(learner.id, deck.id)
    now, day, model = app.now(), learner_day(learner), app.model_of(learner.id)
    recalls = {
        card: expected_recall(states[card], now, model=model, day=day) if card in states else 0.0
        for card in cards
    }
    chosen = set(sorted(cards, key=recalls.__getitem__)[:MOST])
    return [card for card in cards if card in chosen]


def _deck(app: App, sitting: StudySession) -> Deck:
    with app.ledger.read() as unit:
        return unit.decks.get(sitting.deck_id)
