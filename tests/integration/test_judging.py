"""A deck's own standard over the real grader: rules stand, the cut moves, doubt is told."""

from __future__ import annotations

import math

import pytest

from decks.cards import CardContent, CardKind, KeyPoint
from decks.grading import Overall, Scored, Unscored, UnscoredReason
from decks.rulings import Standard
from grader.task import Graded, GradingTask
from service.trust.judging import RAW, evidence_of, judged, judged_openly, task_for
from service.wiring import App

REFERENCE = "An encoder compresses the input into a short code."


def standard(app: App, *, cut: float = 0.5, slope: float = 1.0, offset: float = 0.0) -> Standard:
    return Standard(
        id="std_a", deck_id="dck_a", cut=cut, slope=slope, offset=offset, by="per_a", at=app.now()
    )


def task(answer: str) -> GradingTask:
    return GradingTask(
        question="What does an encoder do?",
        references=(REFERENCE,),
        key_points=(KeyPoint(text=REFERENCE),),
        answer=answer,
    )


HALF = "It turns the input into a code"
TASKS = [task(REFERENCE), task(""), task(HALF), task("It paints cats in oil.")]


def overalls(found: list[Graded]) -> list[Overall]:
    return [one.result.overall for one in found if isinstance(one.result, Scored)]


def test_what_a_rule_settled_is_moved_by_no_standard(app: App) -> None:
    for cut, offset in ((0.2, -5.0), (0.8, 5.0)):
        found = judged(app, standard(app, cut=cut, offset=offset), TASKS)
        assert overalls(found[:2]) == [Overall.CORRECT, Overall.INCORRECT]
        assert all(one.certain for one in found[:2])


def test_learned_offsets_move_the_verdict_and_the_raw_score_is_kept(app: App) -> None:
    plain = judged_openly(app, None, TASKS)[2]
    assert isinstance(plain.result, Scored)
    low, high = (
        judged_openly(app, standard(app, offset=offset), TASKS)[2].result for offset in (-5.0, 5.0)
    )
    assert isinstance(low, Scored)
    assert isinstance(high, Scored)
    assert (low.overall, high.overall) == (Overall.INCORRECT, Overall.CORRECT)
    assert low.score < plain.result.score < high.score
    assert "Correct" in high.feedback
    moved = judged_openly(app, standard(app, offset=5.0), TASKS)[2]
    assert moved.evidence[RAW] == plain.result.score
    assert moved.identity.version.startswith(plain.identity.version)
    assert moved.identity != plain.identity


def test_a_stricter_cut_is_what_the_schedule_sees(app: App) -> None:
    plain = judged_openly(app, None, TASKS)[2]
    assert isinstance(plain.result, Scored)
    cut = min(0.8, max(0.2, plain.result.score + 0.05))
    strict = standard(app, cut=cut)
    found = judged_openly(app, strict, TASKS)[2]
    evidence = evidence_of(found, strict)
    assert evidence is not None
    assert evidence.score < 0.5
    assert overalls([found]) != [Overall.CORRECT]


def test_near_its_cut_the_grader_abstains_and_says_so(app: App) -> None:
    plain = judged_openly(app, None, TASKS)[2]
    assert isinstance(plain.result, Scored)
    offset = -math.log(plain.result.score / (1 - plain.result.score))
    at_the_cut = standard(app, offset=max(-5.0, min(5.0, offset)))
    found = judged(app, at_the_cut, TASKS)[2]
    assert isinstance(found.result, Unscored)
    assert found.result.reason is UnscoredReason.UNSURE
    assert evidence_of(found, at_the_cut) is None


@pytest.mark.parametrize("answer", ["x" * 20_000, "Кодировщик сжимает входные данные в код."])
def test_what_the_grader_cannot_read_stays_unread_under_any_standard(app: App, answer: str) -> None:
    usual = judged(app, None, [task(answer)])[0].result
    found = judged(app, standard(app, offset=5.0), [task(answer)])[0].result
    assert isinstance(usual, Unscored) is isinstance(found, Unscored)
    if isinstance(usual, Unscored) and isinstance(found, Unscored):
        assert usual.reason is found.reason


@pytest.mark.parametrize(
    ("answer", "reached"),
    [
        ("e^(i pi) + 1 = 0", Overall.CORRECT),
        ("e^(i pi) = -1", Overall.CORRECT),
        ("e^(i pi) = 1", Overall.CONTRADICTORY),
        ("the area of a circle", Overall.INCORRECT),
    ],
)
def test_a_formula_given_apart_is_an_answer_where_one_is_asked_for(
    app: App, answer: str, reached: Overall
) -> None:
    words = "Euler's identity, a case of Euler's formula."
    content = CardContent(
        kind=CardKind.FORMULA,
        question="Which identity links e, i and pi?",
        label="Euler",
        core_answer=words,
        formulas=("e^{i\\pi}+1=0",),
        key_points=(KeyPoint(text=words),),
    )
    (found,) = judged_openly(app, None, [task_for(content, answer)])
    assert overalls([found]) == [reached]
    other = task_for(content.model_copy(update={"kind": CardKind.WHY}), answer)
    assert other.references == (words,)
