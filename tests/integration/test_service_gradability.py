"""C11: the grader is tried with the card's own key before a person sees the draft."""

from __future__ import annotations

from decks.cards import CardKind, DraftContent, KeyPoint
from service.reviewing.gradability import gradable
from service.wiring import App

RIGHT = "The smallest unit of a living thing."


def content(**point: object) -> DraftContent:
    return DraftContent(
        question="What is a cell?",
        label="cell",
        core_answer=RIGHT,
        key_points=(KeyPoint.model_validate({"text": RIGHT.rstrip("."), **point}),),
    )


def test_a_plain_key_has_nothing_to_complain_about(app: App) -> None:
    assert gradable(app, content()) is None


def test_a_variant_in_other_words_is_no_fault(app: App) -> None:
    assert gradable(app, content(variants=("the smallest living unit",))) is None


def test_a_variant_that_says_something_else_is_found(app: App) -> None:
    found = gradable(app, content(variants=("Photosynthesis happens in chloroplasts.",)))
    assert found is not None
    assert "Photosynthesis" in found


def test_a_wrong_idea_that_would_pass_is_found(app: App) -> None:
    found = gradable(app, content(wrong_ideas=("The smallest unit of a living thing",)))
    assert found is not None
    assert "passes a wrong answer" in found


def test_formulas_and_unfinished_drafts_are_not_tried(app: App) -> None:
    unfinished = content().model_copy(update={"core_answer": None})
    formula = content().model_copy(update={"kind": CardKind.FORMULA})
    assert gradable(app, unfinished) is None
    assert gradable(app, formula) is None
