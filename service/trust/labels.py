"""A person's own marks, given blind: what the grader's report card rests on.

Which answer is asked next follows a stated rule. Half of the labels are a random sample: the
answers in the order of a hash of their ids, which nobody chooses. The other half are those the
grader is least sure of. An answer of the second kind that the random order would have reached by
now counts as random as well, so the random half is a fair sample whatever else was labelled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decks.cards import CardState, CardVersion, Deck
from decks.errors import WrongUsage
from decks.folding import fold
from decks.grading import Answer, Grade
from decks.ids import fresh_id, text_hash
from decks.rulings import Label, Mark, Stratum
from service.trust.answered import answered
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App

ENOUGH = 30
"""Labels to start with."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer of a deck with the key it is judged by and the grade that counts."""

    answer: Answer
    version: CardVersion
    grade: Grade | None
    settled: bool
    """Whether a person decided about it, so that its grade says nothing of the grader."""

    @property
    def rank(self) -> str:
        """Its place in the random order."""
        return text_hash(self.answer.id)


@dataclass(frozen=True, slots=True)
class ToLabel:
    """An answer to mark; nothing of its grade. `done` labels of this person, `left` answers."""

    given: Given
    stratum: Stratum
    done: int
    left: int


def given_in(app: App, deck: Deck) -> list[Given]:
    """Every answer with words to the live cards of a deck, card by card."""
    found = []
    with app.ledger.read() as unit:
        for card in unit.cards.list(deck.id, state=CardState.LIVE):
            picture = answered(unit, card.id)
            found += [
                Given(
                    answer,
                    picture.key_of(answer),
                    picture.grades.get(answer.id),
                    picture.settled(answer),
                )
                for answer in picture.answers
                if (answer.text or "").strip()
            ]
    return found


def next_to_label(
    app: App, deck_name: str, *, by: str | None = None, skipped: Sequence[str] = ()
) -> ToLabel | None:
    """The answer to mark next; None where every one is marked. Equal words are asked once."""
    deck = deck_named(app, deck_name)
    who = by or app.owner.id
    with app.ledger.read() as unit:
        labels = unit.labels.of_deck(deck.id, who)
    every = given_in(app, deck)
    marked = {label.answer_id for label in labels}
    said = {_words(each) for each in every if each.answer.id in marked}
    waits = [
        each
        for each in every
        if each.answer.id not in {*marked, *skipped} and _words(each) not in said
    ]
    if not waits:
        return None
    near = [each for each in waits if each.grade is not None and not each.grade.certain]
    random_ones = sum(label.stratum is Stratum.RANDOM for label in labels)
    if near and random_ones > len(labels) - random_ones:
        return ToLabel(min(near, key=_sureness), Stratum.NEAR, len(labels), len(waits))
    first = min(waits, key=lambda each: each.rank)
    return ToLabel(first, Stratum.RANDOM, len(labels), len(waits))


def _words(given: Given) -> tuple[str, str]:
    return given.version.card_id, fold(given.answer.text or "").text


def _sureness(given: Given) -> tuple[float, str]:
    assert given.grade is not None
    return given.grade.result.confidence, given.rank


def label(
    app: App, answer_id: str, mark: Mark, stratum: Stratum, *, by: str | None = None
) -> Label:
    """Keeps a mark; another one of the same person takes its place, the same changes nothing."""
    who = by or app.owner.id
    with app.ledger.write() as unit:
        answer = unit.answers.get(answer_id)
        if answer.text is None:
            raise WrongUsage("The words of this answer were erased: there is nothing to mark.")
        deck_id = unit.cards.get(answer.card_id).deck_id
        earlier = [one for one in unit.labels.of_deck(deck_id, who) if one.answer_id == answer_id]
        if earlier and earlier[-1].mark is mark:
            return earlier[-1]
        made = Label(
            id=fresh_id("lbl"),
            answer_id=answer_id,
            mark=mark,
            stratum=earlier[-1].stratum if earlier else stratum,
            by=who,
            at=app.now(),
        )
        unit.labels.add(made)
    return made


def random_sample(labelled: Sequence[tuple[Label, Given]]) -> list[tuple[Label, Given]]:
    """Those labelled answers that are a fair sample of the deck's (see the module)."""
    drawn = [given.rank for label, given in labelled if label.stratum is Stratum.RANDOM]
    reached = max(drawn, default="")
    return [pair for pair in labelled if pair[1].rank <= reached]
