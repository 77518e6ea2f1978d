"""An answer becomes a date: what is stored, what moves, and what never does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from decks.errors import Stale, WrongTransition, WrongUsage
from decks.grading import ClaimState, Overall, Scored, Unscored, UnscoredReason
from decks.memory import Entry, Rating, Stage
from grader.task import Graded, GradingTask
from service.calendar import corrections
from service.collection import cards
from service.studying import claiming, study
from service.studying.study import Question
from service.wiring import App
from tests.integration.conftest import TestClock
from tests.steady_grader import Steady

ANSWER = "The smallest unit of a living thing."


@pytest.fixture
def question(app: App) -> Question:
    card = cards.add(app, "Biology", "What is a cell?", ANSWER)
    return study.ask(app, card.id, app.owner)


class Doubtful:
    """A grader that can never tell."""

    def __init__(self, app: App) -> None:
        self._identity = app.grader.identity

    def grade(self, task: GradingTask) -> Graded:
        result = Unscored(reason=UnscoredReason.UNSURE, detail="No idea.", confidence=0.4)
        return Graded(result, self._identity)


def doubtful(app: App) -> None:
    app.__dict__["grader"] = Doubtful(app)


class Crashing:
    """A grader that dies in the middle of its work."""

    def grade(self, task: GradingTask) -> Graded:
        raise RuntimeError("power cut")


def test_a_right_answer_moves_the_date_forward(app: App, question: Question) -> None:
    told = study.answer(app, app.owner, question, ANSWER)
    assert isinstance(told.grade.result, Scored)
    assert told.grade.result.score == 1.0
    assert told.moved
    assert told.state is not None
    assert told.state.due > app.now()


def test_what_was_typed_is_stored_before_it_is_graded(app: App, question: Question) -> None:
    app.__dict__["grader"] = Crashing()
    with pytest.raises(RuntimeError):
        study.answer(app, app.owner, question, "my own words \u202e", request_key="k")
    with app.ledger.read() as unit:
        (kept,) = unit.answers.list(learner_id=app.owner.id)
        assert kept.text == "my own words \u202e"
        assert unit.grades.of(kept.id) == []
    del app.__dict__["grader"]
    told = study.answer(app, app.owner, question, "my own words \u202e", request_key="k")
    assert told.answer.id == kept.id
    with app.ledger.read() as unit:
        assert len(unit.grades.of(kept.id)) == 1


def test_the_same_request_sent_twice_has_the_effect_of_once(app: App, question: Question) -> None:
    first = study.answer(app, app.owner, question, ANSWER, request_key="k")
    assert study.answer(app, app.owner, question, ANSWER, request_key="k") == first
    with app.ledger.read() as unit:
        assert len(unit.reviews.log(app.owner.id, question.card_id)) == 1
    with pytest.raises(WrongUsage, match="another answer"):
        study.answer(app, app.owner, question, "other words", request_key="k")


def test_a_stale_token_keeps_answer_and_grade_and_moves_nothing(
    app: App, question: Question
) -> None:
    first = study.answer(app, app.owner, question, ANSWER)
    second = study.answer(app, app.owner, question, "I don't know")
    assert second.stale
    assert not second.moved
    assert second.state == first.state
    with app.ledger.read() as unit:
        assert len(unit.answers.list(learner_id=app.owner.id)) == 2
        assert unit.grades.current(second.answer.id) is not None
    with pytest.raises(Stale):
        study.rate(app, second.answer.id, Rating.EASY)


def test_unscored_moves_nothing_until_the_student_speaks(app: App, question: Question) -> None:
    doubtful(app)
    told = study.answer(app, app.owner, question, "hm")
    assert (told.moved, told.stale, told.state) == (False, False, None)
    said = study.say(app, told.answer.id, had_it=True)
    assert said.moved
    assert said.state is not None
    with app.ledger.read() as unit:
        (entry,) = unit.reviews.log(app.owner.id, question.card_id)
    assert entry.evidence is not None
    assert entry.evidence.kind == "self"
    assert entry.rating is Rating.GOOD


def test_i_did_not_have_it_brings_the_card_back_sooner(app: App, question: Question) -> None:
    doubtful(app)
    told = study.answer(app, app.owner, question, "hm")
    wrong = study.say(app, told.answer.id, had_it=False).state
    right = study.say(app, told.answer.id, had_it=True).state
    assert wrong is not None
    assert right is not None
    assert wrong.due < right.due


def test_a_scored_answer_is_claimed_not_self_judged(app: App, question: Question) -> None:
    told = study.answer(app, app.owner, question, "")
    with pytest.raises(WrongTransition):
        study.say(app, told.answer.id, had_it=True)


def test_a_claim_counts_at_once_and_leaves_the_grade_as_it_was(
    app: App, question: Question
) -> None:
    told = study.answer(app, app.owner, question, "no idea at all")
    claim, after = claiming.claim(app, told.answer.id, "I meant the right thing")
    assert claim.state is ClaimState.UPHELD
    assert after.grade == told.grade
    assert after.state is not None
    assert told.state is not None
    assert after.state.due > told.state.due
    with pytest.raises(WrongTransition):
        claiming.claim(app, told.answer.id)


def test_a_claim_about_a_correct_verdict_is_refused_in_a_sentence(
    app: App, question: Question
) -> None:
    told = study.answer(app, app.owner, question, ANSWER)
    with pytest.raises(WrongTransition, match="nothing to claim"):
        claiming.claim(app, told.answer.id)
    assert study.told(app, told.answer.id) == told


@pytest.mark.parametrize(
    ("text", "offered"),
    [("The powerhouse.", True), (ANSWER, False), ("", False), ("I don't know", False)],
)
def test_a_claim_is_offered_where_something_was_answered_and_not_found_correct(
    app: App, question: Question, text: str, offered: bool
) -> None:
    told = study.answer(app, app.owner, question, text)
    assert claiming.disputable(told.grade.result) is offered


def test_another_learners_claim_stays_open_for_a_ruling(app: App, question: Question) -> None:
    student = app.learner("student")
    told = study.answer(app, student, study.ask(app, question.card_id, student), "no idea")
    claim, _ = claiming.claim(app, told.answer.id)
    assert claim.state is ClaimState.OPEN


def test_a_corrected_review_gives_the_state_as_if_it_had_been_so_at_first(
    app: App, question: Question, clock: TestClock
) -> None:
    twin = cards.add(app, "Biology", "What is a tissue?", ANSWER).id
    wrong = study.answer(app, app.owner, question, "I don't know")
    study.rate(
        app,
        study.answer(app, app.owner, study.ask(app, twin, app.owner), "x").answer.id,
        Rating.GOOD,
    )
    for _ in range(3):
        clock.turn(days=2)
        for card_id in (question.card_id, twin):
            told = study.answer(app, app.owner, study.ask(app, card_id, app.owner), "y")
            study.rate(app, told.answer.id, Rating.GOOD)
    study.rate(app, wrong.answer.id, Rating.GOOD)
    with app.ledger.read() as unit:
        one = unit.reviews.state(app.owner.id, question.card_id)
        other = unit.reviews.state(app.owner.id, twin)
    assert one is not None
    assert other is not None
    # Fuzz is seeded by the card, so dates may differ by days; what is remembered may not.
    assert (one.stability, one.difficulty, one.reps, one.stage) == pytest.approx(
        (other.stability, other.difficulty, other.reps, other.stage)
    )


def test_undo_gives_the_state_before_and_forgets_nothing(
    app: App, question: Question, clock: TestClock
) -> None:
    first = study.answer(app, app.owner, question, ANSWER)
    clock.turn(minutes=11)
    study.answer(app, app.owner, study.ask(app, question.card_id, app.owner), "")
    study.undo(app, app.owner)
    with app.ledger.read() as unit:
        log = unit.reviews.log(app.owner.id, question.card_id)
        assert unit.reviews.state(app.owner.id, question.card_id) == first.state
    assert [entry.entry for entry in log] == [Entry.REVIEW, Entry.REVIEW, Entry.UNDO]
    study.undo(app, app.owner)
    with app.ledger.read() as unit:
        assert unit.reviews.state(app.owner.id, question.card_id) is None
    with pytest.raises(WrongTransition):
        study.undo(app, app.owner)


def test_the_log_gives_the_live_state(app: App, question: Question, clock: TestClock) -> None:
    told = study.answer(app, app.owner, question, ANSWER)
    study.guessed(app, told.answer.id)
    for text in ("", ANSWER, ANSWER, "living stuff", ANSWER, "The powerhouse."):
        clock.turn(days=3, hours=1)
        told = study.answer(app, app.owner, study.ask(app, question.card_id, app.owner), text)
    claiming.claim(app, told.answer.id)
    with app.ledger.read() as unit:
        live = unit.reviews.state(app.owner.id, question.card_id)
        assert corrections.replayed(app, unit, app.owner, question.card_id) == live


class Wrong(Steady):
    """A grader that finds everything wrong, as far as it can tell."""

    def grade(self, task: GradingTask, *, abstain: bool = True) -> Graded:
        result = super().grade(task).result
        assert isinstance(result, Scored)
        unsure = {"score": 0.2, "overall": Overall.INCORRECT}
        return Graded(result.model_copy(update=unsure), self.identity, {}, False)


def test_a_wrong_verdict_spares_a_card_that_was_expected_to_be_known_and_says_so(
    app: App, question: Question, clock: TestClock
) -> None:
    for minutes in (0, 11):
        clock.turn(minutes=minutes)
        told = study.answer(app, app.owner, study.ask(app, question.card_id, app.owner), ANSWER)
        assert not told.spared
    clock.turn(days=2)
    app.__dict__["grader"] = Wrong()
    told = study.answer(app, app.owner, study.ask(app, question.card_id, app.owner), "Rather so.")
    assert told.spared
    assert not study.guessed(app, told.answer.id).spared
    undone = study.undo(app, app.owner)
    app.__dict__["grader"] = Steady()
    assert not study.answer(app, app.owner, undone, "").spared, "a blank is certain"


def test_a_wrong_verdict_asks_a_new_card_again_within_minutes(app: App, question: Question) -> None:
    app.__dict__["grader"] = Wrong()
    told = study.answer(app, app.owner, question, "Rather so.")
    assert told.state is not None
    assert told.state.due - app.now() <= timedelta(minutes=1)
    assert not told.spared


def test_the_question_holds_nothing_of_the_key(app: App, question: Question) -> None:
    shown = repr(question)
    assert ANSWER not in shown
    assert "smallest" not in shown


def test_the_queue_runs_dry_and_comes_back(app: App, question: Question, clock: TestClock) -> None:
    session = study.begin(app, "Biology", app.owner)
    while (card_id := session.next_card(app.now())) is not None:
        clock.turn(minutes=11)
        told = study.answer(app, app.owner, study.ask(app, card_id, app.owner), ANSWER)
        session = session.moved(card_id, told.state)
    assert study.due(app, "Biology", app.owner) == []
    assert told.state is not None
    assert told.state.stage is Stage.REVIEW
    clock.turn(days=30)
    (row,) = study.due(app, "Biology", app.owner)
    assert row.expected_recall is not None
    assert row.expected_recall < 0.9


def test_new_cards_are_limited_by_the_day(app: App, clock: TestClock) -> None:
    for number in range(app.settings.new_cards + 5):
        cards.add(app, "Many", f"What is number {number}?", f"It is {number}.")
    assert len(study.due(app, "Many", app.owner)) == app.settings.new_cards
    first = study.due(app, "Many", app.owner)[0].card
    study.answer(app, app.owner, study.ask(app, first, app.owner), "")
    new = [row for row in study.due(app, "Many", app.owner) if row.state == "new"]
    assert len(new) == app.settings.new_cards - 1
    clock.turn(days=1)
    new = [row for row in study.due(app, "Many", app.owner) if row.state == "new"]
    assert len(new) == app.settings.new_cards
