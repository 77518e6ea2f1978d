"""A trial of strictness leaves nothing behind: set back and graded anew, grades and dates are those
of before, whatever was tried in between and in which order.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decks.grading import GraderIdentity, PointVerdict, Scored, Unscored, UnscoredReason, Verdict
from decks.memory import MemoryState
from grader.score import category, overall, score
from grader.task import Graded, GradingTask
from grader.weights import shipped
from service.collection import cards, wordings
from service.disputes import standards
from service.disputes.regrade import regrade
from service.settings import resolve
from service.studying import study
from service.wiring import App, opened
from tests.integration.conftest import TestClock

CUTS = (0.35, 0.5, 0.65)
CREDITS = (0.5, 0.02, 0.5, 0.98, 0.5, 0.36, 0.66)
"""Half of them leave the grader unsure as it ships, some at another strictness."""


class Credits:
    """An answer says its own credit in percent; a later version gives other credits."""

    version = 1

    @property
    def identity(self) -> GraderIdentity:
        """Another version is another grader."""
        return GraderIdentity(name="credits", version=f"{self.version}-r1")

    def grade(self, task: GradingTask, *, abstain: bool = True) -> Graded:
        """The grade, unsure near one half as the built-in grader is."""
        said = int(task.answer) + 7 * len(task.key_points[0].variants)
        credit = CREDITS[(said * self.version) % len(CREDITS)]
        kind = category(credit)
        verdict = PointVerdict(
            point=0,
            text=task.key_points[0].text,
            verdict=kind,
            credit=credit,
            quote=None if kind is Verdict.ABSENT else task.answer,
        )
        reached = score(task.key_points, [verdict])
        sure = shipped().confidence(reached)
        if abstain and sure < shipped().file.abstain_below:
            return Graded(
                Unscored(reason=UnscoredReason.UNSURE, detail="No idea.", confidence=sure),
                self.identity,
            )
        result = Scored(
            verdicts=(verdict,),
            score=reached,
            overall=overall(task.key_points, [verdict]),
            confidence=sure,
        )
        return Graded(result, self.identity)

    def grade_many(self, tasks: Sequence[GradingTask], *, abstain: bool = True) -> list[Graded]:
        """The grade of each."""
        return [self.grade(task, abstain=abstain) for task in tasks]


@contextmanager
def an_app() -> Iterator[tuple[App, Credits, TestClock]]:
    with tempfile.TemporaryDirectory() as folder:
        clock = TestClock()
        resolved = resolve({"data": Path(folder) / "data", "zone": "Europe/Berlin"}, {})
        with opened(resolved, clock=clock, environ={}) as app:
            made = Credits()
            for name in ("grader", "local_grader"):
                app.__dict__[name] = made
            yield app, made, clock


def judge(app: App, cut: float, *, anew: bool = True) -> None:
    standards.keep(app, standards.at_point(app, "D", cut))
    if anew:
        regrade(app, "D", apply=True)


def standing(app: App) -> list[object]:
    """Every grade that counts, without its id and time, and every state."""
    with app.ledger.read() as unit:
        found: list[object] = []
        for answer in unit.answers.list():
            grade = unit.grades.current(answer.id)
            assert grade is not None
            found.append((answer.id, grade.result, grade.grader, grade.key_version_id))
        people = unit.people.list()
        for card in unit.cards.list(unit.decks.list()[0].id):
            for each in people:
                state: MemoryState | None = unit.reviews.state(each.id, card.id)
                found.append((each.id, card.id, state))
    return found


Answered = st.tuples(st.integers(0, 1), st.integers(0, len(CREDITS) - 1), st.booleans())


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    answers=st.lists(Answered, min_size=1, max_size=4),
    at_first=st.sampled_from(CUTS),
    upgraded=st.booleans(),
    repaired=st.booleans(),
    kept=st.sampled_from(CUTS),
    trials=st.lists(st.tuples(st.sampled_from(CUTS), st.booleans()), min_size=1, max_size=4),
)
def test_a_trial_of_strictness_is_taken_back_by_setting_the_earlier_one(
    answers: list[tuple[int, int, bool]],
    at_first: float,
    upgraded: bool,
    repaired: bool,
    kept: float,
    trials: list[tuple[float, bool]],
) -> None:
    with an_app() as (app, grader, clock):
        made = [cards.add(app, "D", f"{n}?", "It is.", key_points=["It is"]).id for n in range(2)]
        judge(app, at_first)
        for which, said, speaks in answers:
            clock.turn(days=3)
            ann = app.learner("Ann")
            told = study.answer(app, ann, study.ask(app, made[which], ann), str(said))
            if speaks and isinstance(told.grade.result, Unscored):
                study.say(app, told.answer.id, had_it=True)
        if upgraded:
            grader.version = 2
        if repaired:
            point = {"text": "It is", "variants": ["it"]}
            wordings.edit(app, made[0], {"key_points": [point]})
        judge(app, kept)
        before = standing(app)
        for cut, anew in trials:
            judge(app, cut, anew=anew)
        judge(app, kept)
        assert standing(app) == before


@pytest.mark.parametrize("cut", CUTS)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=st.lists(st.integers(0, len(CREDITS) - 1), min_size=1, max_size=5))
def test_what_is_shown_of_a_strictness_is_what_grading_anew_changes(
    cut: float, said: list[int]
) -> None:
    with an_app() as (app, _, _):
        for at, each in enumerate(said):
            made = cards.add(app, "D", f"{at}?", "It is.", key_points=["It is"]).id
            ann = app.learner("Ann")
            study.answer(app, ann, study.ask(app, made, ann), str(each))
        shown = standards.at_point(app, "D", cut)
        standards.keep(app, shown)
        done = regrade(app, "D", apply=True)
        assert (shown.foreseen.flips, shown.foreseen.stands) == (done.flips, done.stands)
        assert [(c.answer.id, c.due_after) for c in shown.foreseen.changes] == [
            (c.answer.id, c.due_after) for c in done.changes
        ]
