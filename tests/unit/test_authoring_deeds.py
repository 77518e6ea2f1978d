"""Questions asked by the deed, topics in front of a question, and what a card may not keep of its
sentence: the gates that strict readers asked for.
"""

from __future__ import annotations

import pytest

from tests.authoring_samples import asked

LEAD = "The notes of the week are about how the parts of a thing work and what they are for.\n\n"

DEEDS = {
    "an aim of somebody named": (
        "He formed the Harbor Finance Corporation, which sought to boost trust in banks by "
        "lending them silver.",
        "What did the Harbor Finance Corporation seek to boost?",
        "Trust in banks.",
    ),
    "an empty deed and a full one": (
        "**Crate regression** combines weights with ages, quickly estimating the worth of a crate.",
        "What does crate regression quickly estimate?",
        "The worth of a crate.",
    ),
    "what something is turned into": (
        "**Photosynthesis** converts the light of the sun into sugar and oxygen.",
        "What does photosynthesis convert the light of the sun into?",
        "Sugar and oxygen.",
    ),
    "what something keeps out": (
        "**Suberin** protects the roots of a plant from the salt of the soil.",
        "What does suberin protect the roots of a plant from?",
        "The salt of the soil.",
    ),
}


@pytest.mark.parametrize("name", DEEDS)
def test_what_a_thing_does_is_asked_by_the_deed(name: str) -> None:
    text, question, answer = DEEDS[name]
    found = asked(LEAD + text)
    assert question in found, found
    assert found[question] == answer


SILENCE = {
    "a thing known by its place alone": (
        "The first term rewards tight lids, whereas the second term penalises heavy crates."
    ),
    "a deed that says nothing": "**Suberin** combines two modern theories of the salt.",
    "one of several uses": "**Oak crates** are useful for the storing of apples.",
    "a purpose true of anything": "Smiths use a lens in order to gain a better idea of the steel.",
    "praise": "**Kratolingo** is a free, award-winning, online platform for the learning of knots.",
    "an owner without a thing": (
        "Brown is slower than Reed’s, because the crates can be opened by anybody."
    ),
    "nobody's system": "The designed network is encoded as a sequence of elements.",
    "a reason that all have": "Crates are called boxes because of their shape.",
    "unnamed many": "Several mills use the wheel of Reed to grind rye by turning it with water.",
}


@pytest.mark.parametrize("name", SILENCE)
def test_what_strict_readers_refuse_is_not_drafted(name: str) -> None:
    assert asked(LEAD + SILENCE[name]) == {}


def test_a_heading_that_names_no_thing_is_no_topic() -> None:
    items = (
        "- **Lid features**: a set of counters of each lid\n- **Rim**: the outer edge of a lid\n"
    )
    found = asked(f"# Feature Sets\n\n{LEAD}{items}")
    assert list(found) == ["What is meant by “lid features”?"]


def test_brackets_that_point_to_a_figure_go() -> None:
    told = "The **field of a filter** is a square around one pixel (darker blue squares)."
    assert list(asked(LEAD + told).values()) == ["A square around one pixel."]


def test_three_statements_are_asked_for_one_at_a_time() -> None:
    told = (
        "The crate theory states that crates are made of oak, the crate is the unit of trade, and "
        "new crates come from old crates."
    )
    found = asked(LEAD + told)
    assert sorted(found.values()) == [
        "Crates are made of oak.",
        "New crates come from old crates.",
        "The crate is the unit of trade.",
    ]


def test_a_share_that_was_lost_is_asked_by_how_much() -> None:
    found = asked(LEAD + "In 1893, Norway lost over one-half of its silver, says Reed of Norway.")
    assert found.get("How much of its silver did Norway lose in 1893?") == "Over one-half."


def test_an_act_under_two_names_gives_one_card() -> None:
    one = "He signed the Harbor Relief Act, which allowed the towns to build new piers.\n\n"
    other = "He signed the Harbor Relief and Piers Act, which urged states to fund new ships.\n\n"
    assert len(asked(LEAD + one)) == len(asked(LEAD + other)) == 1
    assert len(asked(LEAD + one + "Other words.\n\n" + other)) == 1
