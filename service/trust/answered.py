"""A card with all that was answered to it, as it stood at one moment.

Rulings and regrades are planned on such a picture outside of any transaction, and carried out only
if a picture taken in the writing transaction still says the same.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decks.cards import Card, CardVersion, Deck
from decks.grading import Answer, Claim, ClaimState, Grade, Overall, Scored
from decks.memory import ReviewLog
from decks.people import Person
from decks.rulings import Standard

if TYPE_CHECKING:
    from storage.ledger import Unit


@dataclass(frozen=True, slots=True)
class Answered:
    """A card's answers in the order they were given, and what stands about each of them.

    `grades` holds the newest grade by answer, `claims` the newest claim by answer, `logs` the
    entries by learner.
    """

    deck: Deck
    card: Card
    standard: Standard | None
    versions: Mapping[str, CardVersion]
    answers: Sequence[Answer]
    grades: Mapping[str, Grade]
    claims: Mapping[str, Claim]
    logs: Mapping[str, Sequence[ReviewLog]]
    people: Mapping[str, Person]

    @property
    def stamp(self) -> str:
        """Names this very picture: another answer, grade, claim or wording gives another."""
        parts = [self.card.version.id, self.card.state, self.standard.id if self.standard else ""]
        parts += [f"{a.id}:{self.grade_id(a.id)}:{a.text is None}" for a in self.answers]
        parts += [f"{c.id}:{c.state}:{c.ruling_id}" for c in self.claims.values()]
        parts += sorted(f"{learner}:{len(log)}" for learner, log in self.logs.items())
        return b32encode(hashlib.sha256("\n".join(parts).encode()).digest()).decode()[:32].lower()

    def grade_id(self, answer_id: str) -> str | None:
        """The id of the grade that counts for an answer."""
        grade = self.grades.get(answer_id)
        return None if grade is None else grade.id

    def key_of(self, answer: Answer) -> CardVersion:
        """The newest wording of the card that asks what this answer was given to."""
        asked = self.versions[answer.card_version_id].content.question
        same = [each for each in self.versions.values() if each.content.question == asked]
        return max(same, key=lambda each: each.number)

    def settled(self, answer: Answer) -> bool:
        """Whether a person decided about this answer: no machine's grade takes that place."""
        grade, claim = self.grades.get(answer.id), self.claims.get(answer.id)
        by_person = grade is not None and grade.by is not None
        return by_person or (claim is not None and claim.state is ClaimState.UPHELD)


def answered(unit: Unit, card_id: str) -> Answered:
    """The picture of a card, within a unit; `NotFound` where there is no such card."""
    card = unit.cards.get(card_id)
    standard = unit.standards.current(card.deck_id)
    return Answered(
        deck=unit.decks.get(card.deck_id),
        card=card,
        standard=None if standard is None or standard.plain else standard,
        versions={version.id: version for version in unit.cards.versions(card_id)},
        answers=unit.answers.list(card_id=card_id),
        grades=unit.grades.of_card(card_id),
        claims={claim.answer_id: claim for claim in unit.claims.of_card(card_id)},
        logs=unit.reviews.logs(card_id),
        people={person.id: person for person in unit.people.list()},
    )


def verdict_of(grade: Grade | None) -> Overall | None:
    """What a grade says; None where there is none yet."""
    if grade is None:
        return None
    return grade.result.overall if isinstance(grade.result, Scored) else Overall.UNSCORED


def score_of(grade: Grade | None) -> float | None:
    """The score of a grade; None where there is none."""
    scored = grade is not None and isinstance(grade.result, Scored)
    return grade.result.score if scored else None  # type: ignore[union-attr]  # `scored` says so
