"""The Flashcards mode on the stored deck. It moves no date; stars are kept beside the card."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from decks.errors import WrongTransition
from decks.sessions import Mode, SessionResult, StudySession
from service.studying.playing import Event, Moved, begun, dice_of, items_of, left_open, moved
from service.wiring import deck_named
from study.flashcards import FlashcardsSession
from study.items import Side

if TYPE_CHECKING:
    from decks.people import Person
    from service.wiring import App

MOST = 1000
"""Cards in one pile at most, in the deck's order."""


class Leaf(StrEnum):
    """What can be done with the pile; star, known and learning are of the card on top."""

    FLIP = "flip"
    NEXT = "next"
    BACK = "back"
    SHUFFLE = "shuffle"
    IN_ORDER = "in_order"
    QUESTION_FIRST = "question_first"
    ANSWER_FIRST = "answer_first"
    STAR = "star"
    KNOWN = "known"
    LEARNING = "learning"
    ONLY_STARRED = "only_starred"
    ALL = "all"
    END = "end"


def open_flashcards(
    app: App, deck_name: str, learner: Person, *, fresh: bool = False
) -> StudySession:
    """The pile the learner stopped in, or a new one with the stars set before."""
    deck = deck_named(app, deck_name)
    sitting = None if fresh else left_open(app, deck, learner, Mode.FLASHCARDS)
    if sitting is not None:
        return sitting
    cards = [item.card_id for item in items_of(app, deck, learner)][:MOST]
    if not cards:
        raise WrongTransition("There are no cards to leaf through: add some, or accept drafts.")
    with app.ledger.read() as unit:
        marks = unit.marks.of_deck(learner.id, deck.id)
    starred = [card for card, mark in marks.items() if mark.starred]
    return begun(
        app, deck, learner, Mode.FLASHCARDS, lambda _: FlashcardsSession.begun(cards, starred)
    )


def leaf(app: App, learner: Person, event: Event, act: Leaf) -> StudySession:
    """Does one thing with the pile."""
    stored = moved(
        app,
        learner,
        event,
        FlashcardsSession,
        lambda pile: _done(pile, act, f"{event.session_id}/{event.turn}"),
    )
    if act is Leaf.STAR:
        _keep_stars(app, learner, stored.deck_id, FlashcardsSession.model_validate(stored.state))
    return stored


def _done(pile: FlashcardsSession, act: Leaf, name: str) -> Moved:
    top = pile.card or ""
    if act is Leaf.END:
        said = len(pile.known) + len(pile.learning)
        return Moved(pile, SessionResult(credit=len(pile.known), out_of=said))
    acts: dict[Leaf, Callable[[], FlashcardsSession]] = {
        Leaf.FLIP: pile.flip,
        Leaf.NEXT: pile.next,
        Leaf.BACK: pile.back,
        Leaf.SHUFFLE: lambda: pile.shuffled(dice_of(name, "shuffle")),
        Leaf.IN_ORDER: pile.in_order,
        Leaf.QUESTION_FIRST: lambda: pile.facing(Side.QUESTION),
        Leaf.ANSWER_FIRST: lambda: pile.facing(Side.ANSWER),
        Leaf.STAR: lambda: pile.star(top),
        Leaf.KNOWN: lambda: pile.said(top, True),
        Leaf.LEARNING: lambda: pile.said(top, False),
        Leaf.ONLY_STARRED: lambda: pile.only(True),
        Leaf.ALL: lambda: pile.only(False),
    }
    return Moved(acts[act]())


def _keep_stars(app: App, learner: Person, deck_id: str, pile: FlashcardsSession) -> None:
    """The stars of the pile, kept where they differ from what is kept: they outlast the sitting."""
    with app.ledger.write() as unit:
        marks = unit.marks.of_deck(learner.id, deck_id)
        before = {card for card, mark in marks.items() if mark.starred} & set(pile.pile)
        for card_id in before ^ pile.starred:
            mark = unit.marks.get(learner.id, card_id)
            unit.marks.put(mark.model_copy(update={"starred": not mark.starred}))
