"""Drafts are whole: no answer cut out of a sentence, no name in small letters, no signs for steps,
and no gap that its neighbour fills.
"""

from __future__ import annotations

import pytest

from authoring.checks.wording import c8_whole
from decks.cards import CardKind, DraftContent
from tests.authoring_samples import asked, notes, proposals

LEAD = "# Volcanoes\n\nThe notes of the week are about volcanoes and what they are made of.\n\n"
STEPS = "1. Small earthquakes come.\n2. The ground swells.\n3. More gas comes out.\n"


def test_an_answer_that_begins_in_mid_sentence_is_no_draft() -> None:
    text = (
        "**Magma** is molten rock under the ground. Magma rises from it through the conduit "
        "because it is less dense than the solid rock around it."
    )
    assert not any(answer.startswith("It through") for answer in asked(LEAD + text).values())


@pytest.mark.parametrize(
    ("answer", "flagged"),
    [
        ("It through the conduit because it is light.", True),
        ("They from the north.", True),
        ("It rises through the conduit.", False),
        ("Through the conduit.", False),
        ("Italy.", False),
    ],
)
def test_a_piece_of_a_sentence_is_flagged_whoever_wrote_it(answer: str, flagged: bool) -> None:
    content = DraftContent(question="What does magma rise from?", core_answer=answer)
    assert bool(list(c8_whole(content))) is flagged


def test_a_place_keeps_its_capital_though_only_a_sentence_begins_with_it() -> None:
    text = "Hawaii is a chain of islands that formed as the plate moved over a hot spot."
    found = asked(LEAD + text)
    assert "What is Hawaii?" in found
    assert not any("hawaii" in question for question in found)


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        ("Volcanologists watch for three signs before an eruption:", False),
        ("Three reasons for an eruption:", False),
        ("One course of an eruption:", True),
        ("The steps of an eruption by its signs:", False),
        ("The signs of an eruption by their stages:", True),
    ],
)
def test_only_what_follows_one_upon_the_other_is_asked_as_steps(line: str, steps: bool) -> None:
    found = proposals(notes(f"{LEAD}{line}\n\n{STEPS}"))
    assert any(each.content.kind is CardKind.PROCESS for each in found) is steps


def test_two_gaps_of_one_sentence_do_not_fill_each_other() -> None:
    text = (
        "Molten rock is called **magma** while it is underground; once it flows out at the "
        "surface it is called **lava**."
    )
    gaps = [e.content for e in proposals(notes(LEAD + text)) if e.content.kind is CardKind.CLOZE]
    assert {gap.label for gap in gaps} == {"magma", "lava"}
    for gap in gaps:
        others = {each.label for each in gaps} - {gap.label}
        assert not any(other in gap.question for other in others)


def test_what_a_gap_is_told_by_stays() -> None:
    text = (
        "The **cytoplasm** is made up of organelles suspended in the gel-like **cytosol**.\n\n"
        "There are three types of fibers within the cytoskeleton: microfilaments, intermediate "
        "filaments and microtubules."
    )
    found = [each.content for each in proposals(notes(LEAD + text))]
    gaps = [each for each in found if each.kind is CardKind.CLOZE]
    assert len(gaps) >= 3
    assert all("…" not in gap.question for gap in gaps)
