"""Hints: given when asked for and not before, noted, weighed, and never in a Test."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from decks.grading import Scored
from decks.memory import GradeEvidence
from grader.task import Graded, GradingTask
from scheduler.beside import HINT
from scheduler.policy import NEW_CARD_PRIOR, logit
from service.calendar.corrections import replayed
from service.collection import cards
from service.studying import hinting, study
from service.studying.study import Question
from service.wiring import App, deck_named
from tests.integration.conftest import TestClock
from tests.steady_grader import Steady
from tests.web_client import assert_harmless, signed_in

ANSWER = "The smallest unit of a living thing."
SHAPE = "The s___ u___ of a l___ t___."


@pytest.fixture
def question(app: App) -> Question:
    card = cards.add(app, "Biology", "What is a cell?", ANSWER)
    return study.ask(app, card.id, app.owner)


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with signed_in(app) as made:
        yield made


class Likely(Steady):
    """A grader that is never certain: what is right has a score of 0.8."""

    def grade(self, task: GradingTask, *, abstain: bool = True) -> Graded:
        result = super().grade(task).result
        assert isinstance(result, Scored)
        return Graded(result.model_copy(update={"score": 0.8}), self.identity, {}, False)


def page_of(app: App) -> str:
    return f"/decks/{deck_named(app, 'Biology').id}/study"


def form(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_an_answer_after_a_hint_says_so_and_so_does_its_review(
    app: App, question: Question
) -> None:
    assert hinting.hint(app, app.owner, question.card_id) == (SHAPE,)
    told = study.answer(app, app.owner, question, ANSWER)
    with app.ledger.read() as unit:
        (entry,) = unit.reviews.log(app.owner.id, question.card_id)
        assert replayed(app, unit, app.owner, question.card_id) == told.state
    assert told.answer.hinted
    assert entry.hinted


def test_a_hint_counts_for_the_next_review_and_for_no_later_one(
    app: App, question: Question, clock: TestClock
) -> None:
    hinting.hint(app, app.owner, question.card_id)
    study.answer(app, app.owner, question, ANSWER)
    clock.turn(minutes=11)
    again = study.ask(app, question.card_id, app.owner)
    assert not study.answer(app, app.owner, again, ANSWER).answer.hinted
    with app.ledger.read() as unit:
        assert [each.hinted for each in unit.reviews.log(app.owner.id, question.card_id)] == [
            True,
            False,
        ]


@pytest.mark.parametrize("asked", [True, False])
def test_a_hint_moves_the_posterior_by_its_weight(
    app: App, question: Question, asked: bool
) -> None:
    app.__dict__["grader"] = Likely()
    if asked:
        hinting.hint(app, app.owner, question.card_id)
    told = study.answer(app, app.owner, question, ANSWER)
    with app.ledger.read() as unit:
        (entry,) = unit.reviews.log(app.owner.id, told.answer.card_id)
    assert isinstance(entry.evidence, GradeEvidence)
    assert entry.posterior is not None
    policy = app.policy(deck_named(app, "Biology"))
    plain = policy.posterior(NEW_CARD_PRIOR, entry.evidence.score, entry.evidence.grader)
    assert logit(entry.posterior) == pytest.approx(logit(plain) - HINT * asked)


def test_a_hint_for_one_learner_is_none_for_another(app: App, question: Question) -> None:
    hinting.hint(app, app.owner, question.card_id)
    ada = app.learner("Ada")
    theirs = study.ask(app, question.card_id, ada)
    assert not study.answer(app, ada, theirs, ANSWER).answer.hinted


def test_a_card_of_a_short_key_has_no_hint_and_nothing_is_noted(app: App) -> None:
    card = cards.add(app, "Biology", "Which base pairs with A?", "T")
    assert hinting.hint(app, app.owner, card.id) == ()
    asked = study.ask(app, card.id, app.owner)
    assert not study.answer(app, app.owner, asked, "T").answer.hinted


def test_the_page_has_a_hint_once_it_was_asked_for_and_keeps_what_was_typed(
    app: App, client: TestClient, question: Question
) -> None:
    place = page_of(app)
    before = client.get(place).text
    assert "s___" not in before
    assert "Hint" in before
    sent = {**form(before), "typed": "half a <thought>", "sure": "0.6"}
    after = client.post(f"{place}/hint", data=sent)
    assert after.status_code == 200
    assert SHAPE in after.text
    assert "half a &lt;thought&gt;" in after.text
    assert 'value="0.6" checked' in after.text
    assert form(after.text) == form(before)
    assert_harmless(after.text)
    assert SHAPE in client.get(place).text, "it was asked for already"
    told = client.post(place, data={**form(after.text), "typed": ANSWER})
    assert told.status_code == 303
    with app.ledger.read() as unit:
        assert [each.hinted for each in unit.answers.list(card_id=question.card_id)] == [True]


def test_the_api_gives_a_hint_when_asked_and_the_question_has_none(
    app: App, client: TestClient, question: Question
) -> None:
    card = f"/api/v1/cards/{question.card_id}"
    assert client.post(f"{card}/hint").json() == {"points": [SHAPE]}
    assert client.post(f"{card}/hint").json() == {"points": [SHAPE]}
    asked = client.get(f"{card}/question").text
    assert "s___" not in asked
