"""Who plays a role is changed everywhere at once, and what a person typed stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from decks.analogies import AnalogyContent, reworded

CONTENT = AnalogyContent(
    text="Think of the pump as a porter and of ions as the bags.",
    familiar="porter",
    roles=(("the porter", "the pump"), ("the bags", "ions")),
    limits=("A porter decides; do not conclude that the pump does.", "Bags are alike, ions not."),
    misleads=("That ions are carried one by one.",),
    pattern="think of {1} as a porter and of {2} as the bags.",
)


@pytest.mark.parametrize(
    ("roles", "text", "limit"),
    [
        (
            (("the porter", "the channel (open)"), ("the bags", "ions")),
            "Think of the channel (open) as a porter and of ions as the bags.",
            "A porter decides; do not conclude that the channel (open) does.",
        ),
        (
            (("the porter", "ions"), ("the bags", "the pump")),
            "Think of ions as a porter and of the pump as the bags.",
            "A porter decides; do not conclude that ions does.",
        ),
        (
            (("the porter", ""), ("the bags", "ions")),
            "Think of ____ as a porter and of ions as the bags.",
            "A porter decides; do not conclude that the pump does.",
        ),
    ],
)
def test_a_new_player_is_named_in_the_limits_too(
    roles: tuple[tuple[str, str], ...], text: str, limit: str
) -> None:
    made = reworded(CONTENT, {"roles": roles})
    assert (made.text, made.limits[0]) == (text, limit)
    assert reworded(made, {"roles": CONTENT.roles}).text == CONTENT.text


@pytest.mark.parametrize(
    "changes",
    [
        {"limits": ("The pump tires.",)},
        {"text": "The pump is a porter."},
        {"misleads": ()},
    ],
)
def test_what_is_typed_stands(changes: dict[str, Any]) -> None:
    made = reworded(
        CONTENT, {**changes, "roles": (("the porter", "a motor"), ("the bags", "ions"))}
    )
    assert {name: getattr(made, name) for name in changes} == changes
    assert bool(made.pattern) == ("text" not in changes)


def test_a_name_is_not_found_inside_another_word() -> None:
    made = reworded(
        CONTENT.model_copy(update={"limits": ("Neither cations nor ions are bags.",)}),
        {"roles": (("the porter", "the pump"), ("the bags", "protons"))},
    )
    assert made.limits == ("Neither cations nor protons are bags.",)
