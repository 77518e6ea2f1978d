"""Grading anew: shown before it is applied, resumable, and never over what a person decided."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from decks.errors import NotFound
from decks.grading import Overall, Scored
from decks.rulings import RulingKind
from grader.task import Graded, GradingTask
from service.collection import cards, wordings
from service.disputes import notices, rulings, trying
from service.disputes.regrade import regrade
from service.disputes.rulings import Wish
from service.studying import claiming, study
from service.trust.answered import verdict_of
from service.wiring import App
from tests.integration.conftest import TestClock
from tests.keyword_grader import Keywords, keywords

STRICT, LENIENT, UNSURE, FAILING = 1, 2, 3, 5


@pytest.fixture
def grader(app: App) -> Keywords:
    return keywords(app, STRICT)


@pytest.fixture
def card_id(app: App, grader: Keywords) -> str:
    return cards.add(app, "D", "What?", "It is Alpha.", key_points=["Alpha"]).id


def says(app: App, card_id: str, name: str, text: str) -> str:
    learner = app.learner(name)
    return study.answer(app, learner, study.ask(app, card_id, learner), text).answer.id


def test_what_is_shown_is_what_happens_and_a_second_run_has_nothing_to_do(
    app: App, card_id: str, grader: Keywords
) -> None:
    ids = [says(app, card_id, name, "alpha") for name in ("Ann", "Ben")]
    says(app, card_id, "Cem", "Alpha")
    grader.version = LENIENT
    shown = regrade(app, "D")
    assert shown.flips == {(Overall.INCORRECT, Overall.CORRECT): 2}
    assert (shown.moved, len(shown.changes), shown.applied) == (2, 3, False)
    with app.ledger.read() as unit:
        assert all(len(unit.grades.of(each)) == 1 for each in ids)
    done = regrade(app, "D", apply=True)
    assert [(c.answer.id, c.due_before, c.due_after) for c in done.changes] == [
        (c.answer.id, c.due_before, c.due_after) for c in shown.changes
    ]
    with app.ledger.read() as unit:
        first, second = unit.grades.of(ids[0])
        state = unit.reviews.state(app.learner("Ann").id, card_id)
    assert second.supersedes == first.id
    assert second.grader == grader.identity
    assert state is not None
    assert state.due == done.changes[0].due_after
    again = regrade(app, "D", apply=True)
    assert (again.changes, again.current) == ([], 3)
    (told,) = notices.waiting(app, app.learner("Ann"))
    assert "correct now, after incorrect" in told.sentence
    assert notices.waiting(app, app.learner("Cem")) == []


def test_what_people_decided_is_not_graded_anew(app: App, card_id: str, grader: Keywords) -> None:
    ruled = says(app, card_id, "Ann", "something right")
    claim, _ = claiming.claim(app, ruled)
    rulings.rule(app, Wish(RulingKind.VARIANT, (claim.id,)))
    own = says(app, card_id, app.owner.name, "mine")
    claiming.claim(app, own)
    grader.version = LENIENT
    done = regrade(app, "D", apply=True)
    assert (done.protected, done.changes) == (2, [])


def test_where_this_grader_cannot_tell_the_earlier_score_stands(
    app: App, card_id: str, grader: Keywords
) -> None:
    answer = says(app, card_id, "Ann", "Alpha?")
    grader.version = UNSURE
    done = regrade(app, "D", apply=True)
    assert (done.stands, done.changes) == (1, [])
    with app.ledger.read() as unit:
        grade = unit.grades.current(answer)
    assert grade is not None
    assert isinstance(grade.result, Scored)


def test_what_could_not_be_told_is_graded_and_the_students_word_stands(
    app: App, card_id: str, grader: Keywords
) -> None:
    grader.version = UNSURE
    silent, spoken = (says(app, card_id, name, "alpha?") for name in ("Ann", "Ben"))
    study.say(app, spoken, had_it=True)
    with app.ledger.read() as unit:
        before = unit.reviews.state(app.learner("Ben").id, card_id)
    grader.version = LENIENT
    regrade(app, "D", apply=True)
    with app.ledger.read() as unit:
        assert unit.reviews.state(app.learner("Ben").id, card_id) == before
        assert unit.reviews.state(app.learner("Ann").id, card_id) is not None
        for each in (silent, spoken):
            assert verdict_of(unit.grades.current(each)) is Overall.CORRECT


def test_a_repaired_key_is_used_for_what_was_answered_before(
    app: App, card_id: str, grader: Keywords
) -> None:
    says(app, card_id, "Ann", "gamma")
    wordings.edit(app, card_id, {"key_points": [{"text": "gamma"}]})
    done = regrade(app, "D", apply=True)
    assert done.flips == {(Overall.INCORRECT, Overall.CORRECT): 1}
    assert done.changes[0].after is not None
    with app.ledger.read() as unit:
        assert done.changes[0].after.key_version_id == unit.cards.get(card_id).version.id
    wordings.edit(app, card_id, {"question": "Which one?", "key_points": [{"text": "delta"}]})
    assert regrade(app, "D", apply=True).changes == []


def test_only_the_card_and_the_days_that_were_asked_for(
    app: App, card_id: str, grader: Keywords, clock: TestClock
) -> None:
    other = cards.add(app, "D", "Other?", "Beta", key_points=["Beta"]).id
    says(app, card_id, "Ann", "alpha")
    clock.turn(days=2)
    says(app, other, "Ann", "beta")
    grader.version = LENIENT
    assert [c.answer.card_id for c in regrade(app, "D", card_id=card_id).changes] == [card_id]
    since = regrade(app, "D", since=app.now())
    assert [c.answer.card_id for c in since.changes] == [other]
    with pytest.raises(NotFound):
        regrade(app, "D", card_id="crd_x")


class _Killed(Exception):
    """The power is cut."""


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(
    app: App, card_id: str, grader: Keywords, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        made = cards.add(app, "D", f"Number {number}?", "Alpha", key_points=["Alpha"]).id
        for name in ("Ann", "Ben"):
            says(app, made, name, f"alpha {name}")
    grader.version = LENIENT
    monkeypatch.setattr(trying, "BATCH", 2)
    seen: list[str] = []
    graded_many(grader, monkeypatch, seen, dies_at="Number 2?")
    with pytest.raises(_Killed):
        regrade(app, "D", apply=True)
    assert len(seen) == 4
    graded_many(grader, monkeypatch, seen)
    rest = regrade(app, "D", apply=True)
    assert (rest.left, len(rest.changes)) == (0, 6)
    assert seen[4:] == ["alpha Ann", "alpha Ben"]
    with app.ledger.read() as unit:
        for answer in unit.answers.list():
            assert len(unit.grades.of(answer.id)) == 2


def graded_many(
    grader: Keywords, monkeypatch: pytest.MonkeyPatch, seen: list[str], *, dies_at: str = ""
) -> None:
    """Notes the answers that are graded from now on, and dies at a question."""

    def noted(tasks: Sequence[GradingTask], *, abstain: bool = True) -> list[Graded]:
        if any(task.question == dies_at for task in tasks):
            raise _Killed
        seen.extend(task.answer for task in tasks)
        return [grader.grade(task, abstain=abstain) for task in tasks]

    monkeypatch.setattr(grader, "grade_many", noted)


def test_what_was_looked_at_once_is_not_graded_again(
    app: App, card_id: str, grader: Keywords, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("Ann", "alpha"), ("Ben", "alpha"), ("Cem", "alpha?"), ("Dan", "alpha?")):
        says(app, card_id, name, text)
    grader.version = UNSURE
    seen: list[str] = []
    graded_many(grader, monkeypatch, seen)
    shown = regrade(app, "D")
    assert sorted(seen) == ["alpha", "alpha?"]
    done = regrade(app, "D", apply=True)
    assert (done.stands, len(done.changes)) == (shown.stands, len(shown.changes)) == (2, 2)
    again = regrade(app, "D", apply=True)
    assert (again.stands, again.current, again.changes) == (2, 2, [])
    assert len(seen) == 2
    grader.version = LENIENT
    assert regrade(app, "D").flips == {(Overall.INCORRECT, Overall.CORRECT): 4}
    assert len(seen) == 4


def test_what_was_tried_by_another_key_is_tried_again(
    app: App, card_id: str, grader: Keywords
) -> None:
    says(app, card_id, "Ann", "gamma")
    grader.version = LENIENT
    assert regrade(app, "D").flips == {}
    wordings.edit(app, card_id, {"key_points": [{"text": "gamma"}]})
    assert regrade(app, "D", apply=True).flips == {(Overall.INCORRECT, Overall.CORRECT): 1}


def test_words_that_were_erased_meanwhile_leave_no_trial(
    app: App, card_id: str, grader: Keywords, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = says(app, card_id, "Ann", "alpha")
    grader.version = LENIENT
    whole = grader.grade_many

    def erased(tasks: Sequence[GradingTask], *, abstain: bool = True) -> list[Graded]:
        with app.ledger.write() as unit:
            unit.answers.erase_text(answer)
        return whole(tasks)

    monkeypatch.setattr(grader, "grade_many", erased)
    done = regrade(app, "D", apply=True)
    assert (done.gone, done.changes) == (1, [])
    with app.ledger.read() as unit:
        assert unit.trials.of_card(card_id) == {}


def test_a_model_that_failed_is_asked_again(app: App, card_id: str, grader: Keywords) -> None:
    says(app, card_id, "Ann", "alpha")
    grader.version = FAILING
    assert (regrade(app, "D", apply=True).left, regrade(app, "D", apply=True).left) == (1, 1)
    grader.version = LENIENT
    assert len(regrade(app, "D", apply=True).changes) == 1


def test_a_part_of_a_run_says_what_is_left_and_progress_is_heard(
    app: App, card_id: str, grader: Keywords
) -> None:
    for _ in range(2):
        made = cards.add(app, "D", "Number?", "Alpha", key_points=["Alpha"]).id
        says(app, made, "Ann", "alpha")
    grader.version = LENIENT
    heard: list[tuple[str, int, int]] = []
    part = regrade(app, "D", apply=True, most=1, report=lambda *said: heard.append(said))
    assert (part.left, len(part.changes)) == (1, 1)
    assert heard == [("grading", 0, 1), ("grading", 1, 1), ("writing", 1, 1)]
    assert regrade(app, "D", apply=True, most=64).left == 0


def test_an_answer_judged_meanwhile_is_left_alone(
    app: App, card_id: str, grader: Keywords, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = says(app, card_id, "Ann", "alpha")
    grader.version = LENIENT
    whole = grader.grade_many

    def meanwhile(tasks: Sequence[GradingTask], *, abstain: bool = True) -> list[Graded]:
        monkeypatch.setattr(grader, "grade_many", whole)
        regrade(app, "D", apply=True)
        return whole(tasks)

    monkeypatch.setattr(grader, "grade_many", meanwhile)
    done = regrade(app, "D", apply=True)
    assert (done.gone, done.changes) == (1, [])
    with app.ledger.read() as unit:
        assert len(unit.grades.of(answer)) == 2
