"""The calendar as a learner meets it: siblings, suspended cards, undo, exams, fitted memory."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from decks.cards import Card, CardState
from decks.errors import NotFound, WrongTransition, WrongUsage
from decks.grading import Answer, Grade, Scored
from decks.memory import Rating, Stage
from decks.rulings import Label, Mark, Stratum
from scheduler.fsrs import Fsrs6
from service import operate
from service.calendar import corrections, fit, likelihoods, marking, planning, replaying
from service.calendar.overview import overview
from service.collection import cards
from service.notes import ingest
from service.studying import study
from service.studying.sitting import sitting
from service.wiring import App, deck_named
from tests.integration.conftest import TestClock
from tests.mode_samples import DECK, FACTS, filled

ANSWERS = list(FACTS.values())


def rated(app: App, card_id: str, rating: Rating) -> None:
    told = study.answer(app, app.owner, study.ask(app, card_id, app.owner), "I don't know")
    study.rate(app, told.answer.id, rating)


def grown(app: App, clock: TestClock, ids: list[str], times: int = 3) -> None:
    """Takes the cards onto the long schedule."""
    for _ in range(times):
        for card in ids:
            rated(app, card, Rating.EASY)
        clock.turn(days=4)


def waiting(app: App) -> list[str]:
    return [row.card for row in study.due(app, DECK, app.owner)]


# Suspended and buried -------------------------------------------------------------------------


def test_a_suspended_card_waits_for_nobody_until_it_is_brought_back(
    app: App, clock: TestClock
) -> None:
    ids = filled(app, 3)
    rated(app, ids[0], Rating.EASY)
    clock.turn(days=300)
    assert waiting(app) == ids
    for card in ids[:2]:
        marking.suspend(app, app.owner, card, suspended=True)
    assert waiting(app) == ids[2:]
    assert overview(app, DECK, app.owner).due_now == 1
    assert sitting(app, DECK, app.owner).to_go == 1
    assert planning.plan(app, DECK, app.owner).suspended == 2
    marking.suspend(app, app.owner, ids[0], suspended=False)
    assert waiting(app) == [ids[0], ids[2]]
    with pytest.raises(NotFound):
        marking.suspend(app, app.owner, "crd_none", suspended=True)


def test_a_buried_card_comes_tomorrow(app: App, clock: TestClock) -> None:
    ids = filled(app, 2)
    marking.bury(app, app.owner, ids[0])
    assert waiting(app) == ids[1:]
    marking.suspend(app, app.owner, ids[1], suspended=True)
    seen = sitting(app, DECK, app.owner)
    assert seen.card_id is None
    assert seen.next_due is not None
    clock.turn(hours=20)
    assert app.now() >= seen.next_due
    assert waiting(app) == ids[:1]


NOTES = b"""# Cells

A **mitochondrion** is an organelle that makes adenosine triphosphate from nutrients.

The cell wall is a rigid covering that protects the plant cell.
"""


def on_the_same_words(app: App) -> list[Card]:
    """Two cards on one sentence of the notes, and one on another."""
    ingest.take_in(app, "cells.md", NOTES, DECK)
    with app.ledger.read() as unit:
        source = unit.sources.list()[0]
        version = unit.sources.latest(source.id)
    assert version is not None
    first, other = version.text.index("A **mito"), version.text.index("The cell wall")
    made = []
    for number, (begin, end) in enumerate(
        [(first, first + 40), (first + 20, first + 60), (other, other + 30)]
    ):
        card = cards.add(app, DECK, f"Question {number}?", f"Answer {number} of them.")
        with app.ledger.write() as unit:
            cited = card.version.model_copy(
                update={
                    "id": f"cdv_cited{number}",
                    "number": 2,
                    "citations": (version.cite(begin, end),),
                }
            )
            unit.cards.add_version(cited)
        made.append(card)
    return made


def test_cards_on_the_same_words_are_kept_for_another_day(app: App, clock: TestClock) -> None:
    one, sibling, other = on_the_same_words(app)
    with app.ledger.read() as unit:
        assert unit.cards.siblings(one.id) == [sibling.id]
        assert unit.cards.siblings(other.id) == []
    rated(app, one.id, Rating.EASY)
    assert waiting(app) == [other.id]
    assert overview(app, DECK, app.owner).due_now == 1
    clock.turn(days=1)
    assert sibling.id in waiting(app)
    with app.ledger.write() as unit:
        unit.cards.set_state(sibling.id, CardState.WITHDRAWN)
        assert unit.cards.siblings(one.id) == []


# Undo -----------------------------------------------------------------------------------------


def test_any_review_can_be_undone_and_the_state_is_as_if_it_had_never_been(
    app: App, clock: TestClock
) -> None:
    one, twin = filled(app, 2)
    rated(app, one, Rating.AGAIN)
    for _ in range(2):
        clock.turn(days=2)
        for card in (one, twin):
            rated(app, card, Rating.EASY)
    rows = [row for row in marking.history(app, DECK, app.owner) if row.card == one]
    assert [row.undone for row in rows] == [False] * 3
    assert rows[0].at > rows[-1].at
    after = marking.undo_review(app, app.owner, rows[-1].id)
    with app.ledger.read() as unit:
        state, other = (unit.reviews.state(app.owner.id, card) for card in (one, twin))
        assert corrections.replayed(app, unit, app.owner, one) == state == after
    assert state is not None
    assert other is not None
    assert (state.stability, state.difficulty, state.reps) == (
        other.stability,
        other.difficulty,
        other.reps,
    )
    rows = [row for row in marking.history(app, DECK, app.owner) if row.card == one]
    assert [row.undone for row in rows] == [False, False, True]
    with pytest.raises(WrongTransition, match="already"):
        marking.undo_review(app, app.owner, rows[-1].id)
    with pytest.raises(NotFound):
        marking.undo_review(app, app.learner("Eve"), rows[0].id)


# Load -----------------------------------------------------------------------------------------


def test_due_dates_spread_over_the_fuzz_and_the_log_still_gives_every_state(
    app: App, clock: TestClock
) -> None:
    ids = [cards.add(app, DECK, f"What is {n}?", f"It is {n}.").id for n in range(24)]
    grown(app, clock, ids, 2)
    with app.ledger.read() as unit:
        states = unit.reviews.states(app.owner.id, deck_named(app, DECK).id)
        dice = [unit.reviews.log(app.owner.id, card)[-1].dice for card in ids]
    days = [state.due.date() for state in states.values()]
    assert len(set(days)) >= 5
    assert max(days.count(day) for day in set(days)) <= 12
    assert all(state.stage is Stage.REVIEW for state in states.values())
    assert len(dice) == 24
    assert operate.doctor(app).ok


# Examinations ---------------------------------------------------------------------------------


def test_an_examination_brings_weak_cards_forward_and_forecasts_its_day(
    app: App, clock: TestClock
) -> None:
    ids = filled(app, 4)
    grown(app, clock, ids, 2)
    assert waiting(app) == []
    exam = (app.now() + timedelta(days=1)).date()
    planning.set_exam(app, DECK, exam)
    assert sorted(waiting(app)) == sorted(ids)
    assert overview(app, DECK, app.owner).due_now == 4
    shape = planning.plan(app, DECK, app.owner, horizon=10)
    assert shape.forecast is not None
    assert (shape.forecast.exam_on, shape.forecast.days_left) == (exam, 1)
    assert shape.forecast.if_followed.share >= shape.forecast.as_it_stands.share > 0.5
    rated(app, ids[0], Rating.GOOD)
    assert len(waiting(app)) == 3
    planning.set_exam(app, DECK, None)
    assert waiting(app) == []
    assert planning.plan(app, DECK, app.owner).forecast is None
    with pytest.raises(WrongUsage, match="passed"):
        planning.set_exam(app, DECK, date(2001, 1, 1))
    with pytest.raises(WrongUsage):
        planning.plan(app, DECK, app.owner, horizon=0)


def test_all_new_cards_are_met_in_time_for_the_examination(app: App) -> None:
    for number in range(50):
        cards.add(app, DECK, f"What is {number}?", f"It is {number}.")
    assert len(waiting(app)) == app.settings.new_cards == 20
    planning.set_exam(app, DECK, (app.now() + timedelta(days=4)).date())
    assert len(waiting(app)) == 25


def test_leeches_are_told_with_their_cards(app: App, clock: TestClock) -> None:
    ids = filled(app, 2)
    rated(app, ids[0], Rating.EASY)
    with app.ledger.write() as unit:
        rated_state = unit.reviews.state(app.owner.id, ids[0])
        assert rated_state is not None
        unit.reviews.set_state(app.owner.id, ids[0], rated_state.model_copy(update={"lapses": 9}))
    (leech,) = planning.plan(app, DECK, app.owner).leeches
    assert (leech.card, leech.lapses, leech.suspended) == (ids[0], 9, False)


# Fitted memory --------------------------------------------------------------------------------


def test_fitted_parameters_replay_every_state_of_their_learner_alone(
    app: App, clock: TestClock
) -> None:
    ids = filled(app, 2)
    eve = app.learner("Eve")
    told = study.answer(app, eve, study.ask(app, ids[0], eve), ANSWERS[0])
    grown(app, clock, ids, 2)
    with app.ledger.read() as unit:
        before = {card: unit.reviews.state(app.owner.id, card) for card in ids}
    defaults = Fsrs6()._parameters
    assert fit.use(app, app.owner, None) == 0
    assert fit.use(app, app.owner, [each * 0.5 for each in defaults[:4]] + defaults[4:]) == 2
    with app.ledger.read() as unit:
        after = {card: unit.reviews.state(app.owner.id, card) for card in ids}
        assert unit.reviews.state(eve.id, ids[0]) == told.state
    for card in ids:
        assert after[card] is not None
        assert before[card] is not None
        assert after[card].stability < before[card].stability  # type: ignore[union-attr]
    assert app.model_of(app.owner.id).name == "fsrs-6-fitted"
    assert app.model_of(eve.id).name == "fsrs-6"
    assert operate.doctor(app).ok
    rated(app, ids[0], Rating.GOOD)
    assert operate.doctor(app).ok
    assert fit.use(app, app.owner, None) == 2
    assert operate.doctor(app).ok


def test_a_short_log_is_told_to_be_too_short(app: App) -> None:
    (card,) = filled(app, 1)
    rated(app, card, Rating.GOOD)
    shape = fit.fit(app, app.owner)
    assert (shape.reviews, shape.predicted, shape.kept, shape.moved) == (1, 0, False, 0)
    assert json.loads(shape.model_dump_json())["parameters"] is None


# Graders --------------------------------------------------------------------------------------


def test_labels_teach_what_a_graders_scores_are_worth_and_every_state_follows(
    app: App, clock: TestClock
) -> None:
    (card,) = filled(app, 1)
    for text in ("It makes ATP.", "It stores energy from food somehow.", "Makes energy"):
        study.answer(app, app.owner, study.ask(app, card, app.owner), text)
        clock.turn(days=3)
    assert likelihoods.fit_graders(app).graders == ()
    with app.ledger.read() as unit:
        answer = unit.answers.list(learner_id=app.owner.id)[0]
        machine = unit.grades.current(answer.id)
    assert machine is not None
    assert isinstance(machine.result, Scored)
    for number in range(80):
        right = number % 2 == 0
        score = 0.95 if right or number % 8 == 1 else 0.7
        _labelled(app, answer, machine, number, score, right)
    shape = likelihoods.fit_graders(app)
    (told,) = shape.graders
    assert told.fitted
    assert told.base > 0.6
    assert shape.replay.states == 1
    assert operate.doctor(app).ok
    assert replaying.replay_all(app, write=False).moved == ()


def _labelled(
    app: App, like: Answer, machine: Grade, number: int, score: float, right: bool
) -> None:
    """One more answer of that kind, graded by the machine and judged by a person."""
    assert isinstance(machine.result, Scored)
    keys = {"id": f"ans_{number}", "request_key": f"key {number}"}
    graded = {"id": f"grd_{number}", "answer_id": f"ans_{number}", "certain": False}
    result = machine.result.model_copy(update={"score": score})
    with app.ledger.write() as unit:
        unit.answers.add(like.model_copy(update=keys))
        unit.grades.add(machine.model_copy(update={**graded, "result": result}))
        unit.labels.add(
            Label(
                id=f"lbl_{number}",
                answer_id=f"ans_{number}",
                mark=Mark.RIGHT if right else Mark.WRONG,
                stratum=Stratum.RANDOM,
                by=app.owner.id,
                at=app.now(),
            )
        )


def test_a_state_that_its_log_does_not_give_is_shown_and_put_right(app: App) -> None:
    (card,) = filled(app, 1)
    rated(app, card, Rating.EASY)
    with app.ledger.write() as unit:
        state = unit.reviews.state(app.owner.id, card)
        assert state is not None
        wrong = state.model_copy(update={"stability": 999.0})
        unit.reviews.set_state(app.owner.id, card, wrong)
    shown = replaying.replay_all(app, write=False)
    (moved,) = shown.moved
    assert (moved.stability_before, moved.stability_after) == (999.0, state.stability)
    assert replaying.replay_all(app, write=True).moved == shown.moved
    assert replaying.replay_all(app, write=False).moved == ()
    assert operate.doctor(app).ok


# Pace ------------------------------------------------------------------------------------------


def test_a_slow_pass_counts_a_little_less_than_a_quick_one_and_the_replay_agrees(
    app: App, clock: TestClock
) -> None:
    slow, quick = filled(app, 1)[0], cards.add(app, DECK, *next(iter(FACTS.items()))).id
    words = "Out of nutrients it produces ATP"
    for times in ({slow: 10.0, quick: 10.0},) * 3 + ({slow: 60.0, quick: 4.0},):
        for card, seconds in times.items():
            asked = study.ask(app, card, app.owner)
            told = study.answer(app, app.owner, asked, words, seconds=seconds)
            assert told.moved
            assert not told.grade.certain
        clock.turn(days=9)
    with app.ledger.read() as unit:
        log = {card: unit.reviews.log(app.owner.id, card) for card in (slow, quick)}
    assert log[slow][2].posterior == log[quick][2].posterior
    (drowsy, dim), (awake, clear) = ((log[c][3].posterior, log[c][3].after) for c in (slow, quick))
    assert drowsy is not None
    assert awake is not None
    assert drowsy < awake
    assert dim is not None
    assert clear is not None
    assert dim.stability < clear.stability
    assert replaying.replay_all(app, write=False).moved == ()


def test_doctor_says_what_to_do_where_the_rules_give_other_states_than_there_are(
    app: App, clock: TestClock
) -> None:
    card = filled(app, 1)[0]
    rated(app, card, Rating.GOOD)
    with app.ledger.write() as unit:
        state = unit.reviews.state(app.owner.id, card)
        assert state is not None
        older = state.model_copy(update={"stability": state.stability + 1})
        unit.reviews.set_state(app.owner.id, card, older)

    def check() -> tuple[bool, str]:
        (found,) = (each for each in operate.doctor(app).checks if each.name == "replay")
        return found.ok, found.detail

    ok, detail = check()
    assert not ok
    assert "cardwright replay --write" in detail
    replaying.replay_all(app, write=True)
    assert check()[0]
