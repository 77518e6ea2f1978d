"""What the grader in force says of answers, tried before anything is applied.

A trial is kept beside the answer until its grade is applied, or another grader, standard or key
makes it stale. So what was shown is what is applied, a run that was cut short goes on where it
stopped, and what was compared once costs nothing again. Equal words under one key are graded once.

What comes out follows from the grader, the key and the strictness in force, and from what the
answer got before strictness was tried, never from what was tried in between. So a trial of
strictness is taken back by setting the earlier one and grading anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from decks.cards import CardVersion
from decks.grading import Answer, Grade, GraderIdentity, Scored, Unscored, UnscoredReason
from decks.rulings import Standard
from grader.task import Graded
from service.disputes.ruled import machine_grade
from service.trust.answered import Answered, answered
from service.trust.cores import graded_parts
from service.trust.judging import identity, task_of

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

AS_SHIPPED = "unsure at this strictness: as the grader ships"
"""Why a trial says what the grader says without the deck's standard."""
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
    """This grader cannot tell, so its grade stays."""
    TRIED = auto()
    """What takes the place of its grade is known."""
    UNTRIED = auto()


@dataclass(frozen=True, slots=True)
class Looked:
    """A card's answers with all that was said of them, before one grader and standard.

    `earlier` holds the grades of each answer, oldest first; `standards` those that the deck had.
    """

    picture: Answered
    trials: Mapping[str, Grade]
    earlier: Mapping[str, Sequence[Grade]]
    standards: Sequence[Standard]
    ships: GraderIdentity
    standard: Standard | None

    @classmethod
    def at(cls, app: App, unit: Unit, card_id: str, standard: Standard | None) -> Looked:
        """What stands now, before the app's grader with this standard."""
        picture = answered(unit, card_id)
        return cls(
            picture,
            unit.trials.of_card(card_id),
            {
                answer_id: unit.grades.of(answer_id) if grade.supersedes else (grade,)
                for answer_id, grade in picture.grades.items()
            },
            unit.standards.of(picture.deck.id),
            app.grader.identity,
            standard,
        )

    @property
    def grader(self) -> GraderIdentity:
        """The grader that this is before."""
        return identity(self.ships, self.standard)

    def outcome(self, answer: Answer) -> tuple[Standing, Grade | None]:
        """How an answer stands, and the grade that takes the place of its own (`TRIED`)."""
        if self.picture.settled(answer):
            return Standing.PROTECTED, None
        if answer.text is None:
            return Standing.GONE, None
        stood = self.picture.grades.get(answer.id)
        if stood is not None and self._by(answer, stood, self.grader):
            return Standing.CURRENT, None
        wanted = self._said(answer, self.grader) or self._tried(answer)
        if wanted is None:
            return Standing.UNTRIED, None
        if stood is not None and self._by(answer, stood, wanted.grader, wanted):
            return Standing.STANDS, None
        return Standing.TRIED, wanted

    def standard_by(self, grade: Grade) -> Standard | None:
        """The standard that a grade was held to; None for the grader as it ships."""
        by_name = {f"+{each.name}": each for each in (*self.standards, self.standard) if each}
        version = grade.grader.version
        return next((by_name[name] for name in by_name if version.endswith(name)), None)

    def _tried(self, answer: Answer) -> Grade | None:
        """What a trial leads to; None where there is none by this grader and key.

        Where the standard makes the grader unsure, its word as it ships counts. Where it cannot
        tell at all, an earlier score does, but for those of other trials of strictness.
        """
        trial = self.trials.get(answer.id)
        if trial is None or not self._by(answer, trial, self.grader):
            return None
        if trial.why == AS_SHIPPED:
            trial = trial.model_copy(update={"grader": self.ships, "why": ""})
            return self._said(answer, self.ships) or trial
        if isinstance(trial.result, Scored):
            return trial
        return next(self._before(answer), trial)

    def _said(self, answer: Answer, grader: GraderIdentity) -> Grade | None:
        """What this grader said of the answer by this key at an earlier time."""
        for grade in reversed(self.earlier.get(answer.id, ())):
            result = grade.result
            failed = isinstance(result, Unscored) and result.reason is UnscoredReason.MODEL_FAILED
            if grade.by is None and not failed and self._by(answer, grade, grader):
                return grade
        return None

    def _before(self, answer: Answer) -> Iterator[Grade]:
        """Earlier scores that no trial of strictness gave, the newest first."""
        grades = _lineage(self.earlier.get(answer.id, ()))
        for place, grade in reversed(list(enumerate(grades))):
            other = self._base(grade) != self.ships or not self._same_key(answer, grade)
            if grade.by is None and isinstance(grade.result, Scored) and (place == 0 or other):
                yield grade

    def _base(self, grade: Grade) -> GraderIdentity:
        """Who graded, without the standard."""
        standard = self.standard_by(grade)
        name = "" if standard is None else f"+{standard.name}"
        version = grade.grader.version.removesuffix(name)
        return grade.grader.model_copy(update={"version": version})

    def _by(
        self, answer: Answer, grade: Grade, grader: GraderIdentity, same: Grade | None = None
    ) -> bool:
        """Whether a grade is by this grader, and by the key in force or that of the `same`."""
        if grade.grader != grader:
            return False
        if same is not None and same.key_version_id == grade.key_version_id:
            return True
        return self._same_key(answer, grade) and (same is None or self._same_key(answer, same))

    def _same_key(self, answer: Answer, grade: Grade) -> bool:
        """Whether a grade is by the key in force, or a wording that asks and accepts the same."""
        used, key = grade.key_version_id or answer.card_version_id, self.picture.key_of(answer)
        versions = self.picture.versions
        return used == key.id or (
            used in versions and task_of(versions[used], "") == task_of(key, "")
        )


def _lineage(grades: Sequence[Grade]) -> list[Grade]:
    """The grades that led to the newest, oldest first, without what was taken back.

    Where a grade says again what an earlier one said, what came between them was taken back.
    """
    led: list[Grade] = []
    at = len(grades) - 1
    while at >= 0:
        says = _says(grades[at])
        at = next(place for place, each in enumerate(grades) if _says(each) == says)
        led.append(grades[at])
        at -= 1
    return led[::-1]


def _says(grade: Grade) -> tuple[object, ...]:
    return grade.grader, grade.key_version_id, grade.by, grade.result


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
        _keep(app, standard, part, graded)
        done += sum(map(len, part))
        report(done)


def _keep(
    app: App,
    standard: Standard | None,
    part: Sequence[Sequence[Untried]],
    graded: Sequence[Graded],
) -> None:
    made = [
        _trial(app, standard, each, one)
        for same, one in zip(part, graded, strict=True)
        if getattr(one.result, "reason", None) is not UnscoredReason.MODEL_FAILED
        for each in same
    ]
    with app.ledger.write() as unit:
        there = unit.answers.with_words([each.answer_id for each in made])
        unit.trials.put([each for each in made if each.answer_id in there])


def _trial(app: App, standard: Standard | None, each: Untried, graded: Graded) -> Grade:
    """The grade to keep: by the grader that was asked, also where its word as it ships counts."""
    shipped = standard is not None and graded.identity == app.grader.identity
    made = machine_grade(app, each.answer, None, graded, each.key, AS_SHIPPED if shipped else "")
    return (
        made.model_copy(update={"grader": identity(graded.identity, standard)}) if shipped else made
    )
