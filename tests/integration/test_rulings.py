"""A claim counts at once; a ruling puts every same answer right, shown before and told after."""

from __future__ import annotations

from pathlib import Path

import pytest

from decks.cards import CardState
from decks.errors import BadRecord, Stale, WrongTransition, WrongUsage
from decks.grading import ClaimState, Overall, Scored, Unscored, UnscoredReason
from decks.memory import GradeEvidence
from decks.people import Person
from decks.rulings import Mark, RulingKind, Stratum
from service.calendar.stats import stats
from service.collection import cards, wordings
from service.disputes import claims, notices, rulings, standards
from service.disputes.claims import Claimed
from service.disputes.rulings import Wish
from service.settings import resolve
from service.studying import claiming, study
from service.studying.study import Told
from service.transfer.bundles import gather, put_in
from service.trust import labels
from service.trust.answered import answered, verdict_of
from service.wiring import App, deck_named, opened
from tests.integration.conftest import TestClock
from tests.keyword_grader import keywords

QUESTION = "What does an autoencoder do?"


@pytest.fixture
def card_id(app: App) -> str:
    keywords(app)
    return cards.add(app, "D", QUESTION, "It compresses.", key_points=["compresses"]).id


def says(app: App, card_id: str, name: str, text: str) -> Told:
    learner = app.learner(name)
    return study.answer(app, learner, study.ask(app, card_id, learner), text)


def claims_it(app: App, card_id: str, name: str, text: str, sentence: str = "") -> str:
    told = says(app, card_id, name, text)
    return claiming.claim(app, told.answer.id, sentence)[0].id


def state_of(app: App, claim_id: str) -> Claimed:
    (found,) = [each for each in claims.listed(app, state=None) if each.claim.id == claim_id]
    return found


def variant(*ids: str, words: str = "") -> Wish:
    return Wish(RulingKind.VARIANT, ids, words=words)


def due(app: App, name: str, card_id: str) -> object:
    with app.ledger.read() as unit:
        state = unit.reviews.state(app.learner(name).id, card_id)
    return state.due if state else None


def test_a_claim_takes_a_sentence_until_it_is_ruled_on(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    answer_id = state_of(app, claim_id).answer.id
    told = claiming.explain(app, answer_id, " squeeze is compress ")
    assert told.claim is not None
    assert (told.claim.sentence, told.claim.state) == ("squeeze is compress", ClaimState.OPEN)
    rulings.rule(app, Wish(RulingKind.NO, (claim_id,), reason="Squeezing is no compression."))
    with pytest.raises(WrongTransition):
        claiming.explain(app, answer_id, "but")
    with pytest.raises(WrongTransition):
        claiming.explain(app, says(app, card_id, "Ben", "x").answer.id, "but")


def test_a_claim_about_an_answer_that_moved_nothing_is_kept_and_moves_nothing(
    app: App, card_id: str
) -> None:
    ann = app.learner("Ann")
    shown = study.ask(app, card_id, ann)
    study.answer(app, ann, shown, "compresses")
    late = study.answer(app, ann, shown, "it squeezes")
    before = due(app, "Ann", card_id)
    claim, told = claiming.claim(app, late.answer.id)
    assert (claim.entry_id, told.stale) == (None, True)
    assert due(app, "Ann", card_id) == before


def test_an_accepted_variant_puts_every_same_answer_right(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    other = says(app, card_id, "Ben", "well, it squeezes things")
    wrong = says(app, card_id, "Cem", "it dreams")
    shown = rulings.plan(app, variant(claim_id, words="squeezes"))
    assert {change.learner.name for change in shown.changes} == {"Ann", "Ben"}
    done = rulings.rule(app, variant(claim_id, words="squeezes"), seen=shown.stamp)
    with app.ledger.read() as unit:
        card = unit.cards.get(card_id)
        ann, ben, cem = (
            unit.grades.current(each)
            for each in (state_of(app, claim_id).answer.id, other.answer.id, wrong.answer.id)
        )
        (entry,) = unit.reviews.log(app.learner("Ben").id, card_id)[-1:]
    assert card.version.number == 2
    assert card.version.content.key_points[0].variants == ("squeezes",)
    assert [verdict_of(each) for each in (ann, ben, cem)] == [
        Overall.CORRECT,
        Overall.CORRECT,
        Overall.INCORRECT,
    ]
    assert ann is not None
    assert ben is not None
    assert ann.by == app.owner.id
    assert done.ruling.id in ann.why
    assert (ben.by, ben.key_version_id, ben.supersedes) == (None, card.version.id, other.grade.id)
    assert cem == wrong.grade
    assert isinstance(entry.evidence, GradeEvidence)
    assert (entry.grade_id, entry.by) == (ben.id, app.owner.id)
    assert state_of(app, claim_id).claim.state is ClaimState.UPHELD


def test_what_is_shown_is_what_happens_and_showing_writes_nothing(
    app: App, card_id: str, clock: TestClock
) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    for name in ("Ben", "Cem"):
        says(app, card_id, name, "it squeezes it")
    clock.turn(days=1)
    says(app, card_id, "Ben", "it squeezes")
    with app.ledger.read() as unit:
        before = answered(unit, card_id)
    shown = rulings.plan(app, variant(claim_id, words="squeezes"))
    with app.ledger.read() as unit:
        assert answered(unit, card_id) == before
    done = rulings.rule(app, variant(claim_id, words="squeezes"))
    for one, other in zip(shown.changes, done.changes, strict=True):
        assert (one.due_before, one.due_after) == (other.due_before, other.due_after)
        assert verdict_of(one.after) is verdict_of(other.after)
    for change in done.changes[-1:]:
        assert due(app, change.learner.name, card_id) == change.due_after


def test_the_same_ruling_sent_twice_has_the_effect_of_once(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    rulings.rule(app, variant(claim_id, words="squeezes"))
    with app.ledger.read() as unit:
        before = answered(unit, card_id), unit.notices.waiting(app.learner("Ann").id)
    again = rulings.rule(app, variant(claim_id, words="Squeezes "))
    with app.ledger.read() as unit:
        after = answered(unit, card_id), unit.notices.waiting(app.learner("Ann").id)
    assert again.done
    assert before == after


def test_a_ruling_on_a_world_that_moved_on_is_stale_and_writes_nothing(
    app: App, card_id: str
) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    shown = rulings.plan(app, variant(claim_id, words="squeezes"))
    says(app, card_id, "Ben", "it squeezes")
    with pytest.raises(Stale):
        rulings.rule(app, variant(claim_id, words="squeezes"), seen=shown.stamp)
    with pytest.raises(Stale):
        rulings.apply(app, shown)
    assert state_of(app, claim_id).claim.state is ClaimState.OPEN
    with app.ledger.read() as unit:
        assert unit.cards.get(card_id).version.number == 1


def test_what_was_shown_is_carried_out_though_a_grader_would_say_other_things_now(
    app: App, card_id: str
) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    says(app, card_id, "Ben", "it Squeezes")
    wish = variant(claim_id, words="squeezes")
    keywords(app, 2)
    shown = rulings.plan(app, wish)
    assert len(shown.changes) == 2
    keywords(app, 1)
    done = rulings.rule(app, wish, seen=shown.stamp)
    assert [verdict_of(each.after) for each in done.changes] == [Overall.CORRECT] * 2
    assert rulings.rule(app, wish, seen=shown.stamp).done


def test_no_gives_the_schedule_back_and_tells_the_reason(app: App, card_id: str) -> None:
    told = says(app, card_id, "Ann", "it dreams")
    before = due(app, "Ann", card_id)
    claim, after = claiming.claim(app, told.answer.id)
    assert due(app, "Ann", card_id) != before
    with pytest.raises(BadRecord, match="Say why"):
        rulings.rule(app, Wish(RulingKind.NO, (claim.id,)))
    rulings.rule(app, Wish(RulingKind.NO, (claim.id,), reason="Dreaming is another thing."))
    assert due(app, "Ann", card_id) == before
    now = study.told(app, after.answer.id)
    assert now.claim is not None
    assert now.ruling is not None
    assert now.claim.state is ClaimState.DECLINED
    assert now.ruling.reason == "Dreaming is another thing."
    (notice,) = notices.waiting(app, app.learner("Ann"))
    assert "declined. Dreaming is another thing." in notice.sentence
    assert notices.seen(app, app.learner("Ann"), [notice.id]) == 1
    assert notices.waiting(app, app.learner("Ann")) == []


def test_a_declined_claim_can_still_be_upheld_and_an_upheld_one_stays(
    app: App, card_id: str
) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    rulings.rule(app, Wish(RulingKind.NO, (claim_id,), reason="No."))
    other = claims_it(app, card_id, "Ben", "it squeezes")
    with pytest.raises(WrongTransition, match="declined already"):
        rulings.plan(app, Wish(RulingKind.NO, (claim_id, other), reason="Never."))
    rulings.rule(app, variant(claim_id, words="squeezes"))
    assert state_of(app, claim_id).claim.state is ClaimState.UPHELD
    with pytest.raises(WrongTransition, match="upheld already"):
        rulings.plan(app, variant(claim_id, words="other"))


def test_a_new_key_point_raises_who_said_it_and_lowers_nobody(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it denoises")
    kept = says(app, card_id, "Ben", "compresses")
    done = rulings.rule(app, Wish(RulingKind.POINT, (claim_id,), words="denoises"))
    with app.ledger.read() as unit:
        points = unit.cards.get(card_id).version.content.key_points
        grade = unit.grades.current(kept.answer.id)
        ann = unit.grades.current(state_of(app, claim_id).answer.id)
    assert [(point.text, point.required) for point in points] == [
        ("compresses", True),
        ("denoises", False),
    ]
    assert grade == kept.grade
    assert done.kept == 1
    assert ann is not None
    assert isinstance(ann.result, Scored)
    assert ann.result.verdicts[1].verdict == "present"


def test_of_a_card_at_fault_no_answer_counts_and_it_waits_for_its_author(
    app: App, card_id: str
) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it dreams")
    says(app, card_id, "Ben", "compresses")
    rated = says(app, card_id, "Cem", "it dreams")
    study.guessed(app, rated.answer.id)
    rulings.rule(app, Wish(RulingKind.FAULT, (claim_id,), reason="The answer was of another card."))
    with app.ledger.read() as unit:
        card = unit.cards.get(card_id)
        grades = unit.grades.of_card(card_id)
    assert card.state is CardState.WITHDRAWN
    for name in ("Ann", "Ben", "Cem"):
        assert due(app, name, card_id) is None
        assert len(notices.waiting(app, app.learner(name))) == 1
    for grade in grades.values():
        assert isinstance(grade.result, Unscored)
        assert grade.result.reason is UnscoredReason.FAULT
    with pytest.raises(WrongTransition, match="at fault"):
        study.guessed(app, rated.answer.id)
    assert [each.id for each in rulings.at_fault(app, "D")] == [card_id]
    wordings.edit(app, card_id, {"core_answer": "It encodes."})
    wordings.bring_back(app, card_id)
    assert rulings.at_fault(app, "D") == []


def test_a_claim_that_the_new_key_settles_is_upheld_with_it(app: App, card_id: str) -> None:
    first = claims_it(app, card_id, "Ann", "it squeezes")
    second = claims_it(app, card_id, "Ben", "it squeezes everything into less")
    rulings.rule(app, variant(first, words="squeezes"))
    settled = state_of(app, second)
    assert settled.claim.state is ClaimState.UPHELD
    assert settled.ruling is not None
    assert verdict_of(settled.grade) is Overall.CORRECT


def test_what_a_student_said_of_an_answer_stands_against_a_ruling(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    other = says(app, card_id, "Ben", "it squeezes")
    guessed = study.guessed(app, other.answer.id)
    rulings.rule(app, variant(claim_id, words="squeezes"))
    after = study.told(app, other.answer.id)
    assert verdict_of(after.grade) is Overall.CORRECT
    assert after.state == guessed.state


def test_a_wording_of_the_whole_answer_counts_for_every_point(app: App) -> None:
    keywords(app)
    card = cards.add(app, "D", "Which?", "alpha and beta", key_points=["alpha", "beta"])
    claim_id = claims_it(app, card.id, "Ann", "the first two letters")
    shown = rulings.plan(app, Wish(RulingKind.VARIANT, (claim_id,)))
    assert shown.content.references == ("the first two letters",)
    assert shown.ruling.point is None
    of_point = rulings.plan(app, Wish(RulingKind.VARIANT, (claim_id,), point=1))
    assert of_point.content.key_points[1].variants == ("the first two letters",)
    (change,) = of_point.changes
    assert verdict_of(change.after) is Overall.PARTIAL
    with pytest.raises(WrongUsage, match="key points 1 to 2"):
        rulings.plan(app, Wish(RulingKind.VARIANT, (claim_id,), point=2))


def test_an_answer_without_words_is_no_variant(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", " ")
    for words in ("", "squeezes"):
        with pytest.raises(BadRecord):
            rulings.plan(app, variant(claim_id, words=words))
    with pytest.raises(BadRecord, match="at most"):
        rulings.plan(app, variant(claim_id, words="x" * 2_000))


def test_claims_of_several_cards_are_ruled_on_one_by_one(app: App, card_id: str) -> None:
    other = cards.add(app, "D", "Another?", "beta", key_points=["beta"]).id
    ids = claims_it(app, card_id, "Ann", "x"), claims_it(app, other, "Ann", "x")
    with pytest.raises(WrongUsage, match="several cards"):
        rulings.plan(app, variant(*ids))


def test_what_is_counted_counts_no_claim_as_right_before_it_is_upheld(
    app: App, card_id: str
) -> None:
    ann = app.learner("Ann")
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    before = stats(app, "D", ann)
    assert (before.answers, before.right, before.claims_open) == (1, 0, 1)
    rulings.rule(app, variant(claim_id, words="squeezes"))
    after = stats(app, "D", ann)
    assert (after.right, after.claims_open) == (1, 0)


def test_rulings_labels_and_standards_travel_with_the_deck(
    app: App, card_id: str, tmp_path: Path
) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    answer_id = state_of(app, claim_id).answer.id
    labels.label(app, answer_id, Mark.RIGHT, Stratum.RANDOM)
    standards.keep(app, standards.at_point(app, "D", 0.6))
    rulings.rule(app, variant(claim_id, words="squeezes"))
    bundle = gather(app, deck_named(app, "D"), with_learners=True)
    assert (len(bundle.rulings), len(bundle.labels), len(bundle.standards)) == (1, 1, 1)
    resolved = resolve({"data": tmp_path / "other", "zone": "UTC"}, {})
    with opened(resolved, environ={}) as other:
        for _ in range(2):
            put_in(other, bundle, "D")
            again = gather(other, deck_named(other, "D"), with_learners=True)
            for name in ("rulings", "labels", "standards", "claims", "grades", "reviews"):
                assert getattr(again, name) == getattr(bundle, name)
    assert gather(app, deck_named(app, "D"), with_learners=False).rulings == ()


def test_a_claim_that_was_taken_back_is_not_ruled_on(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    claiming.take_back(app, state_of(app, claim_id).answer.id)
    assert claims.clusters(app) == []
    with pytest.raises(WrongTransition, match="taken back"):
        rulings.plan(app, variant(claim_id))


def test_answers_that_say_the_same_are_one_cluster_and_a_negation_is_another(
    app: App, card_id: str
) -> None:
    texts = {
        "Ann": "It squeezes the input into a small code.",
        "Ben": "it squeezes the input into a small code",
        "Cem": "The input is squeezed into a small code.",
        "Dan": "It does not squeeze the input into a small code.",
        "Eva": "It paints pictures of cats.",
    }
    ids = {name: claims_it(app, card_id, name, text) for name, text in texts.items()}
    found = claims.clusters(app, "D")
    assert [{each.learner.name for each in one.members} for one in found] == [
        {"Ann", "Ben", "Cem"},
        {"Dan"},
        {"Eva"},
    ]
    assert claims.clusters(app) == found
    assert claims.cluster_of(app, ids["Cem"]) == found[0]
    rulings.rule(app, Wish(RulingKind.NO, (ids["Eva"],), reason="No."))
    assert [each.claim.id for each in claims.cluster_of(app, ids["Eva"]).members] == [ids["Eva"]]
    assert len(claims.clusters(app)) == 2
    (ruled,) = claims.settled(app, "D")
    assert [each.claim.id for each in ruled.members] == [ids["Eva"]]


def test_erased_words_leave_the_claim_to_be_settled(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    with app.ledger.write() as unit:
        unit.answers.erase_text(state_of(app, claim_id).answer.id)
    done = rulings.rule(app, variant(claim_id, words="squeezes"))
    assert done.changes == ()
    assert state_of(app, claim_id).claim.state is ClaimState.UPHELD


def test_people_are_told_once_and_whoever_rules_is_not(app: App, card_id: str) -> None:
    owner: Person = app.owner
    told = study.answer(app, owner, study.ask(app, card_id, owner), "it squeezes")
    claim, _ = claiming.claim(app, told.answer.id)
    assert claim.state is ClaimState.UPHELD
    says(app, card_id, "Ben", "it squeezes")
    done = rulings.rule(app, variant(claim.id, words="squeezes"))
    assert [notice.learner_id for notice in done.notices] == [app.learner("Ben").id]
    assert notices.waiting(app, owner) == []


@pytest.mark.parametrize("words", ["\u200b\u200b", "a\0b", "\udcff", "x" * 1001])
def test_words_that_cannot_be_a_keys_are_refused_at_the_preview(
    app: App, card_id: str, words: str
) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it squeezes")
    with pytest.raises(BadRecord):
        rulings.plan(app, variant(claim_id, words=words))
    if len(words) < 10 and "\u200b" not in words:
        with pytest.raises(BadRecord):
            rulings.plan(app, Wish(RulingKind.NO, (claim_id,), reason=words))


def test_an_answer_that_cannot_be_seen_is_no_wording(app: App, card_id: str) -> None:
    claim_id = claims_it(app, card_id, "Ann", "\u200b\u2060")
    with pytest.raises(BadRecord, match="cannot be seen"):
        rulings.plan(app, variant(claim_id))


def test_an_upheld_answer_that_lacks_another_point_is_counted_and_the_student_told(
    app: App, card_id: str
) -> None:
    claim_id = claims_it(app, card_id, "Ann", "it learns")
    plan = rulings.rule(app, Wish(RulingKind.POINT, (claim_id,), words="learns"))
    assert plan.short == 1
    (notice,) = notices.waiting(app, app.learner("Ann"))
    assert "was upheld. The key asks for another point as well." in notice.sentence
    other = claims_it(app, card_id, "Ben", "it squeezes")
    assert rulings.rule(app, variant(other, words="squeezes")).short == 0
