"""The student's "I was right": it counts at once for the claimant, and waits for a ruling.

A claim moves the claimant's own schedule and nothing else: the grade stays, and what is counted of
a class counts no claim as right before it is upheld. The owner of the data folder is both sides,
so the owner's claims are upheld on the spot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from decks.errors import Stale, WrongTransition
from decks.grading import Answer, Claim, ClaimState, Overall, Result, Scored
from decks.ids import fresh_id
from decks.memory import GradeEvidence, ReviewLog, SelfEvidence
from service.calendar.corrections import amend
from service.studying.study import Told, move, told

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

LONGEST = 500
"""Characters of a claim's sentence."""
GIVEN_UP = frozenset({"blank", "does not know", "no response"})
"""The rules of the grader by which nothing was answered."""


def disputable(result: Result) -> bool:
    """Whether "I was right" is offered: something was answered, and it was not found correct."""
    return not _correct(result) and GIVEN_UP.isdisjoint(result.flags)


def _correct(result: Result) -> bool:
    return isinstance(result, Scored) and result.overall is Overall.CORRECT


def claim(app: App, answer_id: str, sentence: str = "") -> tuple[Claim, Told]:
    """ "I was right": counts at once for the claimant's schedule, and is kept to be ruled on.

    A claim about an answer that moved nothing moves nothing either, if the card was reviewed since.
    Raises `WrongTransition` where it was said already, or the verdict is correct.
    """
    with app.ledger.write() as unit:
        stored = unit.answers.get(answer_id)
        if unit.claims.of_answer(answer_id):
            raise WrongTransition("You have said so already; it counts.")
        grade = unit.grades.current(answer_id)
        if grade is not None and _correct(grade.result):
            raise WrongTransition("The verdict is correct: there is nothing to claim.")
        entry_id = _moved(app, unit, stored, sentence)
        alone = stored.learner_id == app.owner.id
        made = Claim(
            id=fresh_id("clm"),
            answer_id=answer_id,
            learner_id=stored.learner_id,
            sentence=sentence.strip()[:LONGEST],
            state=ClaimState.UPHELD if alone else ClaimState.OPEN,
            entry_id=entry_id,
            at=app.now(),
        )
        unit.claims.add(made)
    return made, told(app, answer_id)


def _moved(app: App, unit: Unit, stored: Answer, sentence: str) -> str | None:
    """The entry by which the claim counts; None where the schedule has moved on without it."""
    try:
        why = sentence.strip() or "I was right"
        return move(app, unit, stored, SelfEvidence(had_it=True), why).id
    except Stale:
        return None


def take_back(app: App, answer_id: str) -> Told:
    """Takes back what the student said of an answer: the grade counts again, as if nothing had
    been said. An answer that only the student's word moved is asked about again.

    Raises `WrongTransition` where nothing was said, or the claim was ruled on.
    """
    with app.ledger.write() as unit:
        stored = unit.answers.get(answer_id)
        made = unit.claims.of_answer(answer_id)
        if made and made[-1].ruling_id is not None:
            raise WrongTransition("This claim was ruled on: it cannot be taken back.")
        log = unit.reviews.log(stored.learner_id, stored.card_id)
        about = [entry for entry in log if entry.answer_id == answer_id]
        said = about[-1].evidence if about else None
        if not made and (said is None or isinstance(said, GradeEvidence)):
            raise WrongTransition("You have said nothing of this answer: there is nothing to undo.")
        for each in made:
            unit.claims.save(each.model_copy(update={"state": ClaimState.WITHDRAWN}))
        if about and about[-1].evidence is not None:
            _graded_again(app, unit, stored, about)
    return told(app, answer_id)


def _graded_again(app: App, unit: Unit, stored: Answer, about: Sequence[ReviewLog]) -> None:
    graded = [each.evidence for each in about if isinstance(each.evidence, GradeEvidence)]
    learner = unit.people.get(stored.learner_id)
    amend(
        app,
        unit,
        unit.decks.get(unit.cards.get(stored.card_id).deck_id),
        learner,
        about[0],
        graded[-1] if graded else None,
        by=learner.id,
        why="taken back",
        at=app.now(),
    )


def explain(app: App, answer_id: str, sentence: str) -> Told:
    """Gives a claim its sentence, or another one, while nobody has ruled on it."""
    with app.ledger.write() as unit:
        made = unit.claims.of_answer(answer_id)
        if not made:
            raise WrongTransition("There is no claim about this answer: say that you were right.")
        if made[-1].ruling_id is not None:
            raise WrongTransition("This claim was ruled on: its sentence stays as it was.")
        kept = sentence.strip()[:LONGEST]
        unit.claims.save(made[-1].model_copy(update={"sentence": kept}))
    return told(app, answer_id)
