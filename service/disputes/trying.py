"""What the grader in force says of answers, tried before anything is applied.

A trial is kept beside the answer until its grade is applied, or another grader, standard or key
makes it stale. So what was shown is what is applied, a run that was cut short goes on where it
stopped, and what was compared once costs nothing again. Equal words under one key are graded once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from decks.cards import CardVersion
from decks.grading import Answer, Grade, GraderIdentity, Scored, Unscored, UnscoredReason
from decks.rulings import Standard
from grader.task import Graded
from service.disputes.ruled import machine_grade
from service.trust.answered import Answered
from service.trust.cores import graded_parts
from service.trust.judging import task_of

if TYPE_CHECKING:
    from service.wiring import App

BATCH = 64
"""Wordings that are graded together, and kept as soon as they are."""


class Standing(Enum):
    """How an answer stands before the grader in force."""

    PROTECTED = auto()
    """A person decided about it."""
    GONE = auto()
    """Its words were erased."""
    CURRENT = auto()
    """Its grade is by this grader and key."""
    STANDS = auto()
    """This grader cannot tell, so its score stays."""
    TRIED = auto()
    """What this grader says of it is known."""
    UNTRIED = auto()


def standing(
    picture: Answered, trials: Mapping[str, Grade], answer: Answer, grader: GraderIdentity
) -> Standing:
    """How an answer of this picture stands before this grader."""
    if picture.settled(answer):
        return Standing.PROTECTED
    if answer.text is None:
        return Standing.GONE
    grade, trial = picture.grades.get(answer.id), trials.get(answer.id)
    if grade is not None and grade.grader == grader and _same_key(picture, answer, grade):
        return Standing.CURRENT
    if trial is None or trial.grader != grader or not _same_key(picture, answer, trial):
        return Standing.UNTRIED
    scored = grade is not None and isinstance(grade.result, Scored)
    return Standing.STANDS if scored and isinstance(trial.result, Unscored) else Standing.TRIED


def _same_key(picture: Answered, answer: Answer, grade: Grade) -> bool:
    """Whether a grade is by the key in force, or by a wording that asks and accepts the same."""
    used, key = grade.key_version_id or answer.card_version_id, picture.key_of(answer)
    return used == key.id or (
        used in picture.versions and task_of(picture.versions[used], "") == task_of(key, "")
    )


@dataclass(frozen=True, slots=True)
class Untried:
    """An answer with the wording of the card that it is to be graded by."""

    answer: Answer
    key: CardVersion


def try_out(
    app: App,
    standard: Standard | None,
    untried: Sequence[Untried],
    report: Callable[[int], None],
) -> None:
    """Grades answers on every core and keeps what comes out; `report` hears how many are done.

    Where the model failed, nothing is kept.
    """
    wordings: dict[tuple[str, str | None], list[Untried]] = {}
    for each in untried:
        wordings.setdefault((each.key.id, each.answer.text), []).append(each)
    unique = list(wordings.values())
    parts = [unique[at : at + BATCH] for at in range(0, len(unique), BATCH)]
    tasks = [[task_of(one[0].key, one[0].answer.text or "") for one in part] for part in parts]
    done = 0
    for part, graded in zip(parts, graded_parts(app, standard, tasks), strict=True):
        _keep(app, part, graded)
        done += sum(map(len, part))
        report(done)


def _keep(app: App, part: Sequence[Sequence[Untried]], graded: Sequence[Graded]) -> None:
    made = [
        machine_grade(app, each.answer, None, one, each.key)
        for same, one in zip(part, graded, strict=True)
        if getattr(one.result, "reason", None) is not UnscoredReason.MODEL_FAILED
        for each in same
    ]
    with app.ledger.write() as unit:
        there = unit.answers.with_words([each.answer_id for each in made])
        unit.trials.put([each for each in made if each.answer_id in there])
