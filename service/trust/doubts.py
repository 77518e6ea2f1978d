"""The cards that the answers of a class speak against, and sending one back to its instructor.

Only answers to the present wording count, so a card that was reworded starts anew. Sending back
takes the card out of study; what was answered and learned of it stays, and so do the schedules.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from decks.cards import Card, CardState, Deck
from decks.errors import NotFound
from decks.grading import Claim, ClaimState, Grade, Overall, Scored
from decks.rulings import Label, Mark
from service.collection.wordings import withdraw
from service.shapes import Shape
from service.wiring import deck_named
from study.doubtful import Doubt, Heard, Sign, doubtful

if TYPE_CHECKING:
    from decks.grading import Answer
    from service.wiring import App
    from storage.ledger import Unit

SAID = {
    Sign.CLAIMED: "{count} of {of} students whose answer was held not right say that it was.",
    Sign.OVERRULED: "Of {of} students whose answers a person judged, {count} were judged otherwise "
    "than by the grader.",
    Sign.MISSED: "{count} of {of} students who know the rest of the deck miss this card.",
    Sign.SCATTERED: "{count} of {of} students with a wrong answer say something that nobody else "
    "says.",
}


class SignShape(Shape):
    """What speaks against a card: `count` of `of` students, and the share's lower bound."""

    sign: str
    count: int
    of: int
    bound: float
    sentence: str


class DoubtShape(Shape):
    """A card to look at again; `state` is "withdrawn" where it was sent back already."""

    card: str
    question: str
    core_answer: str
    state: str
    signs: tuple[SignShape, ...]


def doubts(app: App, deck_name: str) -> list[DoubtShape]:
    """The doubtful cards of a deck, in study or sent back, the most doubtful first."""
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        cards = {card.id: card for card in unit.cards.list(deck.id, state=None)}
        found = doubtful(_heard(unit, deck, cards.values()))
    return [_shape(cards[each.card_id], each) for each in found]


def send_back(app: App, deck_name: str, card_id: str) -> Card:
    """Takes a doubtful card out of study, for its instructor to reword it or bring it back.

    Raises `NotFound` where nothing speaks against it. Sent twice, it changes nothing.
    """
    if card_id not in {each.card for each in doubts(app, deck_name)}:
        raise NotFound(f"Nothing speaks against card {card_id} in this deck.")
    return withdraw(app, card_id)


def _heard(unit: Unit, deck: Deck, cards: Iterable[Card]) -> list[Heard]:
    claims = {claim.answer_id: claim for claim in unit.claims.of_deck(deck.id)}
    labels = {label.answer_id: label for label in unit.labels.of_deck(deck.id)}
    heard: list[Heard] = []
    for card in cards:
        answers = unit.answers.list(card_id=card.id)
        grades = unit.grades.of_card(card.id) if answers else {}
        heard += [
            _one(each, grades.get(each.id), claims.get(each.id), labels.get(each.id))
            for each in answers
            if each.card_version_id == card.version.id
        ]
    return heard


def _one(answer: Answer, grade: Grade | None, claim: Claim | None, label: Label | None) -> Heard:
    scored = grade.result if grade and isinstance(grade.result, Scored) else None
    right = None if scored is None else scored.overall is Overall.CORRECT
    judged = None
    if claim is not None and claim.state in (ClaimState.UPHELD, ClaimState.DECLINED):
        judged = claim.state is ClaimState.DECLINED
        right = claim.state is ClaimState.UPHELD
    if label is not None and right is not None and label.mark is not Mark.PARTLY:
        judged = (label.mark is Mark.RIGHT) == right if judged is None else judged
        right = label.mark is Mark.RIGHT
    settled_by_rule = grade is not None and grade.certain
    return Heard(
        learner_id=answer.learner_id,
        card_id=answer.card_id,
        right=right,
        claimed=claim is not None and claim.state is not ClaimState.WITHDRAWN,
        judged=judged,
        words="" if settled_by_rule else answer.text or "",
    )


def _shape(card: Card, doubt: Doubt) -> DoubtShape:
    return DoubtShape(
        card=card.id,
        question=card.version.content.question,
        core_answer=card.version.content.core_answer,
        state=CardState(card.state).value,
        signs=tuple(
            SignShape(
                sign=each.sign.value,
                count=each.count,
                of=each.of,
                bound=round(each.bound, 3),
                sentence=SAID[each.sign].format(count=each.count, of=each.of),
            )
            for each in doubt.evidence
        ),
    )
