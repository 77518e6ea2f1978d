"""What is drafted from captions: sentences over several cues, without the ways of speaking."""

from __future__ import annotations

import pytest

from authoring.passages import cut
from authoring.rule_drafter import NO_STOPS, RuleDrafter
from authoring.speech import fluent, spoken
from tests.authoring_samples import notes, proposals

HEAD = "WEBVTT\n\n"


def captions(*lines: str) -> str:
    """Cues of five seconds each."""
    return HEAD + "\n\n".join(
        f"00:{place // 12:02}:{place % 12 * 5:02}.000 --> 00:{place // 12:02}:"
        f"{place % 12 * 5 + 4:02}.000\n{line}"
        for place, line in enumerate(lines)
    )


def test_a_sentence_that_runs_over_two_cues_gives_a_card_that_opens_at_its_time() -> None:
    version = notes(
        captions(
            "This is the course on how plants live and what they are made of.",
            "Okay, so, an enzyme, you know, is a protein that",
            "speeds up a reaction in the cell without being used up.",
            "And the plants are what we look at in this week and in the next one.",
        ),
        "talk.vtt",
    )
    drafts = {each.content.question: each for each in proposals(version)}
    assert drafts["What is an enzyme?"].content.core_answer == (
        "A protein that speeds up a reaction in the cell without being used up."
    )
    draft = drafts["What is an enzyme?"]
    quoted = version.text[draft.start : draft.end]
    assert "an enzyme" in quoted
    assert quoted.endswith("used up.")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "okay so the encoder, um, maps the input to a code",
            "The encoder maps the input to a code.",
        ),
        ("and the the code is gonna be a short vector", "The code is a short vector."),
        (
            "so this trick allows you to train the encoder",
            "This trick allows one to train the encoder.",
        ),
        ("the loss of the the", None),
        ("the decoder takes this thing over here", None),
        ("is the decoder the same as before?", None),
        ("the is a very long code that it has", None),
        ("yes okay", None),
    ],
)
def test_fillers_go_and_what_was_begun_twice_is_left_out(said: str, sentence: str | None) -> None:
    assert fluent(said) == sentence


def test_without_full_stops_a_new_subject_begins_a_new_statement() -> None:
    words = "okay so " + "we look at the trick the trick allows you to train the encoder " * 6
    version = notes(captions(*[words] * 3), "talk.vtt")
    told = {s.words for each in spoken(version, {}).values() for s in each}
    assert "The trick allows one to train the encoder." in told


def paused(*lines: str) -> str:
    """Cues of four seconds with two seconds of silence between them."""
    return HEAD + "\n\n".join(
        f"00:00:{place * 6:02}.000 --> 00:00:{place * 6 + 4:02}.000\n{line}"
        for place, line in enumerate(lines)
    )


def test_without_full_stops_a_pause_ends_a_statement() -> None:
    version = notes(
        paused("the encoder maps the input to a short code", "every code is a vector of numbers"),
        "talk.vtt",
    )
    told = {s.words for each in spoken(version, {}).values() for s in each}
    assert told == {
        "The encoder maps the input to a short code.",
        "Every code is a vector of numbers.",
    }


def test_captions_without_full_stops_say_why_nothing_was_drawn_of_them() -> None:
    version = notes(captions(*["we look at the board and then at you and so on"] * 4), "talk.vtt")
    drafter, (passage,) = RuleDrafter(), cut(version)
    made = drafter.draft(version, passage)
    assert not made.drafts
    assert {why for _, why in made.skipped} == {NO_STOPS}
