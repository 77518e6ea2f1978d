"""The key interview asks little, repairs the key by what a person says, and blocks nothing."""

from __future__ import annotations

import pytest

from decks.cards import DraftContent, KeyPoint
from decks.drafts import Draft, Origin, Provenance
from decks.errors import NotFound
from decks.ids import fresh_id
from service.collection import cards
from service.reviewing import review
from service.trust import interview
from service.trust.interview import ASKED, Lesson, Probe, Word
from service.trust.known_answers import Known, Made, attempts
from service.wiring import App, deck_named

ANSWER = "An encoder can map images to codes, because codes are short."


@pytest.fixture
def draft_id(app: App) -> str:
    cards.add(app, "D", "What is a cell?", "The smallest living unit.")
    content = DraftContent(
        question="What does an encoder do?",
        label="encoder",
        core_answer=ANSWER,
        explanation="It squeezes pictures into a few numbers. More follows.",
        key_points=(KeyPoint(text=ANSWER),),
    )
    return kept(app, content)


def kept(app: App, content: DraftContent) -> str:
    draft = Draft(
        id=fresh_id("drf"),
        deck_id=deck_named(app, "D").id,
        proposed=content,
        content=content,
        provenance=Provenance(origin=Origin.RULES, drafter="rules/1"),
        created_at=app.now(),
    )
    with app.ledger.write() as unit:
        unit.drafts.add([draft])
    return draft.id


def point_of(app: App, draft_id: str) -> KeyPoint:
    with app.ledger.read() as unit:
        return unit.drafts.get(draft_id).content.key_points[0]


def probe(made: Made, text: str, point: int | None = None) -> Probe:
    return Probe.of(Known(made, text, point))


def draft_of(answer: str) -> DraftContent:
    return DraftContent(question="How?", core_answer=answer, key_points=(KeyPoint(text=answer),))


NEGATED = "An encoder can not map images to codes, because codes are short."


def test_few_are_asked_and_always_the_same(app: App, draft_id: str) -> None:
    asked = interview.interview(app, draft_id)
    assert 2 <= len(asked) <= ASKED
    assert interview.interview(app, draft_id) == asked
    assert len({each.id for each in asked}) == len(asked)


def test_what_was_answered_or_passed_over_is_asked_no_more_and_then_it_ends(
    app: App, draft_id: str
) -> None:
    asked = interview.interview(app, draft_id)
    said = [asked[0].id]
    rest = interview.interview(app, draft_id, said=said)
    assert asked[0].id not in {each.id for each in rest}
    assert interview.interview(app, draft_id, said=[each.id for each in asked]) == []


def test_what_passes_becomes_a_variant_and_a_contrary_that_does_not_a_wrong_idea(
    app: App, draft_id: str
) -> None:
    explained = "It squeezes pictures into a few numbers."
    chosen = probe(Made.EXPLAINED, explained)
    for _ in range(2):
        interview.answered(app, draft_id, chosen.id, Word.PASSES)
        assert point_of(app, draft_id).variants == (explained,)
    negated = probe(Made.NEGATION, NEGATED)
    for _ in range(2):
        interview.answered(app, draft_id, negated.id, Word.WRONG)
        assert point_of(app, draft_id).wrong_ideas == (NEGATED,)
    with app.ledger.read() as unit:
        assert len(unit.drafts.decisions(draft_id)) == 2


def test_a_right_wording_that_does_not_pass_is_no_wrong_idea(app: App, draft_id: str) -> None:
    chosen = probe(Made.EXPLAINED, "It squeezes pictures into a few numbers.")
    before = point_of(app, draft_id)
    interview.answered(app, draft_id, chosen.id, Word.WRONG)
    assert point_of(app, draft_id) == before


def test_a_point_whose_absence_does_no_harm_is_required_no_more(app: App, draft_id: str) -> None:
    content = DraftContent(
        question="What are its parts?",
        label="parts",
        core_answer="An encoder and a decoder.",
        key_points=(KeyPoint(text="an encoder"), KeyPoint(text="a decoder")),
    )
    made = kept(app, content)
    chosen = probe(Made.OMISSION, "a decoder", 0)
    interview.answered(app, made, chosen.id, Word.WRONG)
    assert point_of(app, made).required
    interview.answered(app, made, chosen.id, Word.PASSES)
    assert not point_of(app, made).required


def test_what_nobody_asked_is_not_found_and_a_decided_draft_asks_nothing(
    app: App, draft_id: str
) -> None:
    with pytest.raises(NotFound):
        interview.answered(app, draft_id, "nothing", Word.PASSES)
    review.accept(app, draft_id, reason="it is good")
    assert interview.interview(app, draft_id) == []


def test_answers_made_by_rule_are_what_their_name_says() -> None:
    content = DraftContent(
        question="How?",
        core_answer="The heart is a pump that drives blood from veins to arteries.",
        key_points=(KeyPoint(text="a pump"),),
    )
    made = {each.made: each.text for each in attempts(content, "Leaves make sugar.", "A  pump.")}
    assert made == {
        Made.NEGATION: "The heart is not a pump that drives blood from veins to arteries.",
        Made.SWAP: "The heart is a pump that drives blood from arteries to veins.",
        Made.SHORTENED: "heart is a pump that drives blood from veins to arteries",
        Made.QUOTED: "A pump.",
        Made.NEIGHBOUR: "Leaves make sugar.",
    }
    swaps = {each.made: each.text for each in attempts(draft_of("Heat causes motion."))}
    assert swaps[Made.SWAP] == "motion causes Heat."
    halves = {each.made: each.text for each in attempts(draft_of("It is X, because Y is Z."))}
    assert halves[Made.OMISSION] == "It is X"
    negative = content.model_copy(update={"core_answer": "It is not a pump."})
    assert Made.NEGATION not in {each.made for each in attempts(negative)}
    known = content.model_copy(
        update={"key_points": (KeyPoint(text="a pump", wrong_ideas=(made[Made.NEGATION],)),)}
    )
    assert Made.NEGATION not in {each.made for each in attempts(known)}


def test_what_is_true_of_something_near_is_never_a_wrong_idea(app: App, draft_id: str) -> None:
    before = point_of(app, draft_id)
    near = probe(Made.NEIGHBOUR, "The smallest living unit.")
    negated = probe(Made.NEGATION, NEGATED)
    for word in (Word.NOT_ENOUGH, Word.WRONG):
        assert interview.answered(app, draft_id, near.id, word) is Lesson.NOTHING
    assert interview.answered(app, draft_id, negated.id, Word.NOT_ENOUGH) is Lesson.NOTHING
    assert point_of(app, draft_id) == before


def test_nobody_is_asked_about_a_form_that_no_student_writes() -> None:
    texts = [each.text for each in attempts(draft_of("Because viscous magma traps gas."))]
    assert texts
    assert not any("not true" in text for text in texts)
