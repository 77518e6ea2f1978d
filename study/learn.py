"""The Learn mode: rounds of a few cards, each up a ladder, until all are mastered.

A card is unseen until it was chosen right among options (familiar), and mastered once it was typed
right. What was wrong is asked once more at the end of its round; wrong again, it opens the next
one. A round takes, in this order: cards whose last answer was wrong, familiar ones not asked for
two rounds, unseen ones, other familiar ones. No card that is mastered is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from pydantic import Field

from decks.base import Noun
from decks.errors import WrongTransition, WrongUsage

ROUND = 7
"""Cards a round."""
RESTED = 2
"""Rounds without a familiar card, after which it comes before unseen ones."""


class Rung(StrEnum):
    """How far a card has come."""

    UNSEEN = "unseen"
    FAMILIAR = "familiar"
    MASTERED = "mastered"


class Standing(Noun):
    """One card on its ladder; `asked_in` is the last round that asked it, 0 before the first."""

    card_id: str
    rung: Rung = Rung.UNSEEN
    asked_in: int = Field(default=0, ge=0)
    wrong: bool = False


class Offer(Noun):
    """What is put to the learner of the card that is asked: kept, so that it stays the same.

    `options` are those of a choice, `right` the place of the right one; without options the answer
    is typed.
    """

    card_id: str
    version_id: str
    options: tuple[str, ...] = ()
    right: int = Field(default=0, ge=0)


class LastAnswer(Noun):
    """The last answer, and what an override goes back to.

    `offer` is what was put to the learner; `chosen` the option taken, `answer_id` the answer typed.
    """

    card_id: str
    right: bool
    typed: bool
    offer: Offer | None = None
    chosen: int | None = None
    answer_id: str | None = None
    before: Standing
    queue: tuple[str, ...]
    again: frozenset[str]
    round: int


class LearnSession(Noun):
    """One sitting. `queue` holds the cards still to ask in this round, the next one first.

    `again` are those of this round that were wrong once; `asked` and `missed` count answers.
    """

    cards: tuple[Standing, ...]
    size: int = Field(default=ROUND, ge=1)
    round: int = Field(default=0, ge=0)
    queue: tuple[str, ...] = ()
    again: frozenset[str] = frozenset()
    offer: Offer | None = None
    last: LastAnswer | None = None
    asked: int = Field(default=0, ge=0)
    missed: int = Field(default=0, ge=0)

    @classmethod
    def begun(cls, cards: Sequence[str], size: int = ROUND) -> LearnSession:
        """A sitting over these cards, in this order."""
        standing = tuple(Standing(card_id=card) for card in dict.fromkeys(cards))
        return cls(cards=standing, size=size)._with_a_round()

    @property
    def card(self) -> str | None:
        """The card to ask; None at the end."""
        return self.queue[0] if self.queue else None

    @property
    def typed(self) -> bool:
        """Whether the card to ask is on the rung where answers are typed."""
        card = self.card
        return card is not None and self.standing(card).rung is Rung.FAMILIAR

    @property
    def finished(self) -> bool:
        """Whether all are mastered."""
        return not self.queue

    def standing(self, card_id: str) -> Standing:
        """Where a card stands."""
        return next(each for each in self.cards if each.card_id == card_id)

    def count(self, rung: Rung) -> int:
        """How many cards stand on a rung."""
        return sum(each.rung is rung for each in self.cards)

    def offered(self, offer: Offer) -> LearnSession:
        """The session with what is put to the learner of its card; one offer stays."""
        if offer.card_id != self.card:
            raise WrongTransition("Another card is asked now.")
        return self if self.offer is not None else self.model_copy(update={"offer": offer})

    def chose(self, option: int) -> LearnSession:
        """The session after an option of its offer was taken; `WrongUsage` for none of them."""
        if self.offer is None or not self.offer.options:
            raise WrongTransition("This question is to be answered in your own words.")
        if not 0 <= option < len(self.offer.options):
            raise WrongUsage(f"There are options 1 to {len(self.offer.options)}.")
        after = self.answered(option == self.offer.right, typed=False)
        return after._noting(chosen=option)

    def wrote(self, answer_id: str, right: bool) -> LearnSession:
        """The session after an answer was typed and judged."""
        return self.answered(right, typed=True)._noting(answer_id=answer_id)

    def answered(self, right: bool, *, typed: bool | None = None) -> LearnSession:
        """The session after an answer to its card; `typed` right masters it from any rung.

        Raises `WrongTransition` at the end of the sitting.
        """
        card = self.card
        if card is None:
            raise WrongTransition("Everything is mastered: there is nothing left to ask.")
        by_typing = self.typed if typed is None else typed
        before = self.standing(card)
        verdict = LastAnswer(
            card_id=card,
            right=right,
            typed=by_typing,
            offer=self.offer,
            before=before,
            queue=self.queue,
            again=self.again,
            round=self.round,
        )
        after = before.model_copy(update={"asked_in": self.round, "wrong": not right})
        queue, again = self.queue[1:], self.again
        if right:
            after = after.model_copy(update={"rung": Rung.MASTERED if by_typing else _up(before)})
        elif card not in again:
            queue, again = (*queue, card), again | {card}
        return self._moved(after, queue, again, verdict)

    def overridden(self) -> LearnSession:
        """The last answer, which was held to be wrong, settled as right.

        Raises `WrongTransition` where there is none, or it was right.
        """
        last = self.last
        if last is None or last.right:
            raise WrongTransition("There is no wrong answer to settle.")
        back = self._replaced(last.before).model_copy(
            update={
                "queue": last.queue,
                "again": last.again,
                "round": last.round,
                "asked": self.asked - 1,
                "missed": self.missed - 1,
            }
        )
        settled = back.answered(True, typed=last.typed)
        return settled._noting(offer=last.offer, chosen=last.chosen, answer_id=last.answer_id)

    def without(self, gone: frozenset[str]) -> LearnSession:
        """The sitting without cards that were withdrawn meanwhile."""
        if not gone & {each.card_id for each in self.cards}:
            return self
        left = self.model_copy(
            update={
                "cards": tuple(each for each in self.cards if each.card_id not in gone),
                "queue": tuple(card for card in self.queue if card not in gone),
                "again": self.again - gone,
                "offer": None if self.offer and self.offer.card_id in gone else self.offer,
                "last": None,
            }
        )
        return left if left.queue else left._with_a_round()

    def _moved(
        self, after: Standing, queue: tuple[str, ...], again: frozenset[str], verdict: LastAnswer
    ) -> LearnSession:
        moved = self._replaced(after).model_copy(
            update={
                "queue": queue,
                "again": again,
                "offer": None,
                "last": verdict,
                "asked": self.asked + 1,
                "missed": self.missed + (not verdict.right),
            }
        )
        return moved if queue else moved._with_a_round()

    def _noting(self, **further: object) -> LearnSession:
        last = None if self.last is None else self.last.model_copy(update=further)
        return self.model_copy(update={"last": last})

    def _replaced(self, standing: Standing) -> LearnSession:
        cards = tuple(standing if each.card_id == standing.card_id else each for each in self.cards)
        return self.model_copy(update={"cards": cards})

    def _with_a_round(self) -> LearnSession:
        """The next round, where any card is left."""
        number = self.round + 1
        left = [each for each in self.cards if each.rung is not Rung.MASTERED]
        chosen = sorted(left, key=lambda each: (precedence(each, number), each.asked_in))
        if not chosen:
            return self
        queue = tuple(each.card_id for each in chosen[: self.size])
        return self.model_copy(update={"round": number, "queue": queue, "again": frozenset()})


def precedence(standing: Standing, number: int) -> int:
    """The class of a card in forming round `number`: lower comes first."""
    if standing.wrong:
        return 0
    if standing.rung is Rung.UNSEEN:
        return 2
    return 1 if number - standing.asked_in > RESTED else 3


def _up(standing: Standing) -> Rung:
    return Rung.FAMILIAR if standing.rung is Rung.UNSEEN else Rung.MASTERED
