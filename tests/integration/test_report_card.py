"""The grader's report card: blind labels by a stated rule, both errors apart, nothing silent."""

from __future__ import annotations

import pytest

from decks.errors import Stale, WrongUsage
from decks.grading import Overall, Scored
from decks.rulings import Mark, RulingKind, Stratum
from service.collection import cards
from service.disputes import rulings, standards
from service.disputes.regrade import regrade
from service.disputes.rulings import Wish
from service.studying import claiming, study
from service.trust import labels
from service.trust.answered import verdict_of
from service.trust.known_answers import Made
from service.trust.labels import given_in, label, next_to_label
from service.trust.report_card import Share, report_card
from service.wiring import App, deck_named
from tests.keyword_grader import keywords

TEXTS = ("Alpha", "lower alpha", "omega", "Alpha and more", "something else", "an Alpha indeed")


@pytest.fixture
def card_id(app: App) -> str:
    keywords(app)
    return cards.add(app, "D", "What is it?", "It is Alpha.", key_points=["Alpha"]).id


@pytest.fixture
def answers(app: App, card_id: str) -> list[str]:
    found = []
    for at, text in enumerate(TEXTS):
        learner = app.learner(f"Student {at}")
        told = study.answer(app, learner, study.ask(app, card_id, learner), text)
        found.append(told.answer.id)
    return found


def test_half_of_the_labels_are_random_and_half_are_least_sure(
    app: App, answers: list[str]
) -> None:
    kinds = []
    order = []
    while (found := next_to_label(app, "D")) is not None:
        kinds.append(found.stratum)
        order.append(found.given.answer.id)
        label(app, found.given.answer.id, Mark.RIGHT, found.stratum)
    assert kinds == [Stratum.RANDOM, Stratum.NEAR] * 3
    assert sorted(order) == sorted(answers)
    with app.ledger.read() as unit:
        assert len(unit.labels.of_deck(deck_named(app, "D").id)) == len(answers)


def test_what_is_to_be_labelled_shows_nothing_of_the_grade(app: App, answers: list[str]) -> None:
    from service.trust.report_shapes import ToLabelShape

    found = next_to_label(app, "D")
    assert found is not None
    shown = ToLabelShape.of(found).model_dump()
    assert not {"grade", "score", "verdict", "confidence"} & set(shown)


def test_equal_words_are_asked_once_and_skipped_ones_not_now(app: App, card_id: str) -> None:
    for name in ("Ann", "Ben"):
        learner = app.learner(name)
        study.answer(app, learner, study.ask(app, card_id, learner), "Omega!")
    found = next_to_label(app, "D")
    assert found is not None
    other = next_to_label(app, "D", skipped=[found.given.answer.id])
    assert other is not None
    assert other.given.answer.id != found.given.answer.id
    label(app, found.given.answer.id, Mark.WRONG, found.stratum)
    assert next_to_label(app, "D") is None


def test_a_label_sent_twice_is_one_and_another_mark_takes_its_place(
    app: App, answers: list[str]
) -> None:
    first = label(app, answers[0], Mark.RIGHT, Stratum.RANDOM)
    assert label(app, answers[0], Mark.RIGHT, Stratum.NEAR) == first
    second = label(app, answers[0], Mark.WRONG, Stratum.NEAR)
    assert (second.mark, second.stratum) == (Mark.WRONG, Stratum.RANDOM)
    with app.ledger.write() as unit:
        unit.answers.erase_text(answers[1])
    with pytest.raises(WrongUsage, match="erased"):
        label(app, answers[1], Mark.RIGHT, Stratum.RANDOM)


def test_the_random_half_is_fair_whatever_else_was_labelled(app: App, answers: list[str]) -> None:
    given = sorted(given_in(app, deck_named(app, "D")), key=lambda each: each.rank)
    marks = [Stratum.NEAR, Stratum.RANDOM, Stratum.NEAR]
    made = [
        (label(app, each.answer.id, Mark.RIGHT, stratum), each)
        for each, stratum in zip(given, marks, strict=False)
    ]
    assert [each for _, each in labels.random_sample(made)] == given[:2]


def test_strict_and_lenient_errors_are_told_apart(app: App, answers: list[str]) -> None:
    truth = {
        "Alpha": Mark.RIGHT,
        "lower alpha": Mark.RIGHT,
        "omega": Mark.WRONG,
        "Alpha and more": Mark.WRONG,
        "something else": Mark.PARTLY,
        "an Alpha indeed": Mark.RIGHT,
    }
    for answer_id, text in zip(answers, TEXTS, strict=True):
        label(app, answer_id, truth[text], Stratum.RANDOM)
    found = report_card(app, "D")
    agreement = found.agreement
    assert (found.labels, found.answers, found.abstained.hits) == (6, 6, 0)
    assert (agreement.same.hits, agreement.strict.hits, agreement.lenient.hits) == (3, 2, 1)
    assert agreement.passes.hits == 4
    assert found.near.same.of == 0
    assert [part.same.of for _, part in found.by_length] == [6, 0, 0]
    assert [part.same.of for _, part in found.by_sureness] == [0, 0, 6]


def test_an_answer_that_was_ruled_on_says_nothing_of_the_grader(
    app: App, answers: list[str]
) -> None:
    for answer_id in answers:
        label(app, answer_id, Mark.RIGHT, Stratum.RANDOM)
    claim, _ = claiming.claim(app, answers[2])
    rulings.rule(app, Wish(RulingKind.VARIANT, (claim.id,)))
    found = report_card(app, "D")
    assert found.labels == 5
    assert sum(found.claims.values()) == 1


def test_known_answers_are_tried_and_failures_are_named(app: App, card_id: str) -> None:
    cards.add(app, "D", "What is the other?", "It is not Beta.", key_points=["Beta"])
    found = {each.made: each for each in report_card(app, "D").canaries}
    assert found[Made.VERBATIM].share == Share(2, 2)
    assert found[Made.BLANK].share == Share(2, 2)
    assert found[Made.NEGATION].share == Share(0, 1)
    assert found[Made.NEGATION].failures == (("What is it?", "It is not Alpha."),)
    assert not found[Made.NEGATION].right


def test_the_interval_holds_the_share_and_narrows_with_more_labels() -> None:
    few, many = Share(9, 10), Share(900, 1000)
    assert few.range[0] < 0.9 < few.range[1]
    assert many.range[1] - many.range[0] < few.range[1] - few.range[0]
    assert few.range == pytest.approx((0.5958, 0.9821), abs=1e-4)
    assert Share(0, 0).range == (0.0, 1.0)
    assert Share(0, 0).value is None
    assert Share(5, 5).range[1] == 1.0


def test_another_point_is_shown_first_and_judges_from_then_on(
    app: App, card_id: str, answers: list[str]
) -> None:
    shown = standards.at_point(app, "D", standards.cut_of("0.2"))
    assert shown.foreseen.flips == {(Overall.INCORRECT, Overall.PARTIAL): 3}
    with app.ledger.read() as unit:
        assert unit.standards.of(shown.deck.id) == []
    standards.keep(app, shown)
    standards.keep(app, shown)
    standards.keep(app, standards.at_point(app, "D", 0.2))
    with app.ledger.read() as unit:
        assert len(unit.standards.of(shown.deck.id)) == 1
    ann = app.learner("Ann")
    told = study.answer(app, ann, study.ask(app, card_id, ann), "psi")
    assert "+c0.2" in told.grade.grader.version
    done = regrade(app, "D", apply=True)
    assert done.flips == {(Overall.INCORRECT, Overall.PARTIAL): 3}
    with app.ledger.read() as unit:
        grade = unit.grades.current(answers[2])
    assert verdict_of(grade) is Overall.PARTIAL
    assert grade is not None
    assert isinstance(grade.result, Scored)
    assert grade.evidence["raw_score"] == pytest.approx(0.1)
    assert regrade(app, "D").current == 7
    with pytest.raises(Stale):
        standards.keep(
            app,
            shown.__class__(
                shown.deck,
                None,
                shown.after.model_copy(update={"id": "std_x", "cut": 0.7}),
                shown.foreseen,
            ),
        )


def test_an_operating_point_is_a_name_or_a_score() -> None:
    assert standards.cut_of("strict") > standards.cut_of("even") > standards.cut_of("lenient")
    for wrong in ("harsh", "0.1", "nan", "1e9"):
        with pytest.raises(WrongUsage):
            standards.cut_of(wrong)


def test_labels_teach_and_few_of_them_little(app: App, answers: list[str]) -> None:
    assert standards.learned(app, "D").after.plain
    label(app, answers[1], Mark.RIGHT, Stratum.RANDOM)
    one = standards.learned(app, "D")
    for at in (2, 4):
        label(app, answers[at], Mark.RIGHT, Stratum.RANDOM)
    three = standards.learned(app, "D")
    assert 0 < one.after.offset < three.after.offset < 1
    assert three.loss_after < three.loss_before
    assert three.after.learned_from == 3
