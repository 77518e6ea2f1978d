"""A ruling is taken back: everything counts as before it, and the record keeps both."""

from __future__ import annotations

import pytest

from decks.cards import CardState
from decks.errors import BadRecord, NotFound, Stale
from decks.grading import ClaimState, Overall
from decks.rulings import RulingKind
from service.collection import cards, wordings
from service.disputes import claims, notices, reversals, rulings
from service.disputes.regrade import regrade
from service.disputes.rulings import Wish
from service.studying import claiming, study
from service.trust.answered import verdict_of
from service.wiring import App
from tests.integration.conftest import TestClock
from tests.keyword_grader import keywords

QUESTION = "What does an autoencoder do?"
WHY = "Squeezing is something else."


@pytest.fixture
def card_id(app: App) -> str:
    keywords(app)
    return cards.add(app, "D", QUESTION, "It compresses.", key_points=["compresses"]).id


def says(app: App, card_id: str, name: str, text: str) -> str:
    learner = app.learner(name)
    return study.answer(app, learner, study.ask(app, card_id, learner), text).answer.id


def claims_it(app: App, card_id: str, name: str, text: str) -> str:
    return claiming.claim(app, says(app, card_id, name, text))[0].id


def state_of(app: App, claim_id: str) -> ClaimState:
    with app.ledger.read() as unit:
        return unit.claims.get(claim_id).state


def verdict(app: App, answer_id: str) -> Overall | None:
    with app.ledger.read() as unit:
        return verdict_of(unit.grades.current(answer_id))


def test_what_is_shown_is_what_happens_and_students_are_told(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    raised = says(app, card_id, "Ben", "squeezes, I think")
    other = says(app, card_id, "Cem", "it compresses")
    ruling = rulings.rule(app, Wish(RulingKind.VARIANT, (claim_id,), words="squeezes")).ruling
    assert verdict(app, raised) is Overall.CORRECT
    for name in ("Ann", "Ben"):
        notices.seen(
            app, app.learner(name), [n.id for n in notices.waiting(app, app.learner(name))]
        )
    shown = reversals.plan(app, ruling.id, WHY)
    assert (shown.done, verdict(app, raised)) == (False, Overall.CORRECT)
    done = reversals.take_back(app, claim_id, WHY, seen=shown.stamp)
    assert [(c.answer.id, c.flips, c.due_after) for c in done.changes] == [
        (c.answer.id, c.flips, c.due_after) for c in shown.changes
    ]
    assert (verdict(app, raised), verdict(app, other)) == (Overall.INCORRECT, Overall.CORRECT)
    assert state_of(app, claim_id) is ClaimState.OPEN
    with app.ledger.read() as unit:
        assert [v.number for v in unit.cards.versions(card_id)] == [1, 2, 3]
        assert unit.cards.get(card_id).version.content.key_points[0].variants == ()
        assert len(unit.grades.of(raised)) == 3
    (ann,), (ben,) = (notices.waiting(app, app.learner(name)) for name in ("Ann", "Ben"))
    assert ann.sentence.endswith(f"was taken back: your claim waits again. {WHY}")
    assert "your answer is incorrect, as before" in ben.sentence
    assert notices.waiting(app, app.learner("Cem")) == []
    assert reversals.take_back(app, ruling.id, WHY).changes == ()
    assert regrade(app, "D").changes == []


def test_a_claim_that_waits_again_is_ruled_on_again(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    wish = Wish(RulingKind.VARIANT, (claim_id,), words="squeezes")
    first = rulings.rule(app, wish)
    reversals.take_back(app, first.ruling.id, WHY)
    again = rulings.rule(app, wish)
    assert again.ruling.id != first.ruling.id
    assert state_of(app, claim_id) is ClaimState.UPHELD
    assert rulings.rule(app, wish).ruling.id == again.ruling.id
    reversals.take_back(app, again.ruling.id, WHY)
    rulings.rule(app, Wish(RulingKind.NO, (claim_id,), reason="No."))
    with app.ledger.read() as unit:
        learner = app.learner("Ann").id
        declined = unit.reviews.state(learner, card_id)
        log = unit.reviews.log(learner, card_id)
    assert declined == log[0].after
    reversals.take_back(app, claim_id, WHY)
    assert state_of(app, claim_id) is ClaimState.OPEN
    with app.ledger.read() as unit:
        assert unit.reviews.state(learner, card_id) == log[1].after


def test_a_card_that_was_no_fault_comes_back_with_its_answers(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    right = says(app, card_id, "Ben", "it compresses")
    rulings.rule(app, Wish(RulingKind.FAULT, (claim_id,), reason="Ambiguous."))
    assert [card.id for card in rulings.at_fault(app)] == [card_id]
    done = reversals.take_back(app, claim_id, "It was clear.")
    assert done.revives
    assert (rulings.at_fault(app), verdict(app, right)) == ([], Overall.CORRECT)
    with app.ledger.read() as unit:
        assert unit.cards.get(card_id).state is CardState.LIVE
        assert unit.index.get([card_id])
        assert unit.reviews.state(app.learner("Ben").id, card_id) is not None


def test_what_happened_since_stays(app: App, card_id: str, clock: TestClock) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    guessed = says(app, card_id, "Ben", "squeezes")
    ruling = rulings.rule(app, Wish(RulingKind.VARIANT, (claim_id,), words="squeezes")).ruling
    study.guessed(app, guessed)
    later = says(app, card_id, "Cem", "squeezes")
    wordings.edit(app, card_id, {"explanation": "By a bottleneck."})
    with app.ledger.read() as unit:
        ben = unit.reviews.state(app.learner("Ben").id, card_id)
    done = reversals.take_back(app, ruling.id, WHY)
    assert done.later == 1
    with app.ledger.read() as unit:
        assert unit.reviews.state(app.learner("Ben").id, card_id) == ben
        content = unit.cards.get(card_id).version.content
    assert (content.explanation, content.key_points[0].variants) == ("By a bottleneck.", ())
    assert verdict(app, later) is Overall.CORRECT
    assert regrade(app, "D").flips == {(Overall.CORRECT, Overall.INCORRECT): 1}


def test_an_earlier_ruling_is_taken_back_under_a_later_one(app: App, card_id: str) -> None:
    one, other = (
        claims_it(app, card_id, name, text) for name, text in (("Ann", "a"), ("Ben", "b"))
    )
    first = rulings.rule(app, Wish(RulingKind.VARIANT, (one,), words="aa")).ruling
    second = rulings.rule(app, Wish(RulingKind.VARIANT, (other,), words="bb")).ruling
    reversals.take_back(app, first.id, WHY)
    with app.ledger.read() as unit:
        assert unit.cards.get(card_id).version.content.key_points[0].variants == ("bb",)
    assert (state_of(app, one), state_of(app, other)) == (ClaimState.OPEN, ClaimState.UPHELD)
    reversals.take_back(app, second.id, WHY)
    with app.ledger.read() as unit:
        assert unit.cards.get(card_id).version.content.key_points[0].variants == ()


def test_a_declined_claim_that_was_upheld_later_is_declined_again(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    rulings.rule(app, Wish(RulingKind.NO, (claim_id,), reason="No."))
    upheld = rulings.rule(app, Wish(RulingKind.VARIANT, (claim_id,), words="squeezes")).ruling
    reversals.take_back(app, upheld.id, WHY)
    (found,) = claims.listed(app, state=None)
    assert found.claim.state is ClaimState.DECLINED
    assert found.ruling is not None
    assert found.ruling.reason == "No."


def test_a_reversal_of_what_changed_or_is_not_there_writes_nothing(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    for name in (claim_id, "clm_x", "rul_x", ""):
        with pytest.raises(NotFound):
            reversals.plan(app, name, WHY)
    ruling = rulings.rule(app, Wish(RulingKind.NO, (claim_id,), reason="No.")).ruling
    with pytest.raises(BadRecord):
        reversals.take_back(app, ruling.id, " ")
    shown = reversals.plan(app, ruling.id, WHY)
    says(app, card_id, "Ben", "it dreams")
    with pytest.raises(Stale):
        reversals.take_back(app, ruling.id, WHY, seen=shown.stamp)
    assert state_of(app, claim_id) is ClaimState.DECLINED
