"""Each rule of the rubric by itself: what it finds, how hard it gates, and what it lets pass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from authoring.analogies.rubric import Beside, a9_approved, judged, scene
from decks.analogies import AnalogyContent, AnalogyState
from decks.cards import DraftContent, KeyPoint
from decks.drafts import Gate

CARD = DraftContent(
    question="What does transfer RNA carry?",
    core_answer="The amino acid to the ribosome.",
    key_points=(KeyPoint(text="the amino acid"),),
    label="transfer RNA",
)
SOUND = AnalogyContent(
    text="Transfer RNA is a porter, the amino acid the trunk in his hand.",
    familiar="a porter",
    roles=(("the porter", "transfer RNA"), ("the trunk", "the amino acid")),
    relation="takes something from one place to another",
    limits=("A porter is paid and chooses the way.",),
    misleads=("It chooses the way.",),
)

BESIDE = ("others", "siblings", "field", "quotes")


def found(card: DraftContent = CARD, **change: Any) -> dict[str, Gate]:
    around = {name: change.pop(name) for name in BESIDE if name in change}
    content = SOUND.model_copy(update=change)
    return {each.rule: each.gate for each in judged(content, replace(Beside(card), **around))}


def test_a_sound_analogy_passes_every_rule() -> None:
    assert found() == {}


@pytest.mark.parametrize(
    ("change", "rule", "gate"),
    [
        ({"familiar": ""}, "A1", Gate.FLAG),
        ({"familiar": "an acid bath"}, "A1", Gate.FLAG),
        ({"field": frozenset({"ribosome"})}, "A1", Gate.FLAG),
        ({"roles": (SOUND.roles[0], ("an acid", "the amino acid"))}, "A1", Gate.FLAG),
        ({"roles": SOUND.roles[:1]}, "A2", Gate.BLOCK),
        ({"roles": (*SOUND.roles, ("the street", ""))}, "A2", Gate.BLOCK),
        ({"roles": (*SOUND.roles, ("the street", "cytoplasmic currents"))}, "A2", Gate.BLOCK),
        ({"relation": ""}, "A3", Gate.FLAG),
        ({"relation": "both look alike"}, "A3", Gate.FLAG),
        ({"relation": "keeps something until it is wanted"}, "A3", Gate.FLAG),
        ({"limits": (), "misleads": ()}, "A4", Gate.BLOCK),
        ({"misleads": ("It carries a single colour.",)}, "A5", Gate.BLOCK),
        ({"misleads": ()}, "A5", Gate.FLAG),
        ({"text": "It works like a porter. Think of it as a bus."}, "A6", Gate.FLAG),
        ({"siblings": [SOUND.model_copy(update={"familiar": "a bus"})]}, "A6", Gate.FLAG),
        ({"familiar": "an amino acid"}, "A7", Gate.BLOCK),
        ({"text": "a porter " * 21}, "A8", Gate.FLAG),
        ({"others": [SOUND]}, "A8", Gate.FLAG),
        (
            {"text": "Transfer RNA is a waiter who brings the amino acid and a beer."},
            "A8",
            Gate.FLAG,
        ),
    ],
)
def test_what_breaks_a_rule_is_found_by_that_rule_with_its_gate(
    change: dict[str, Any], rule: str, gate: Gate
) -> None:
    assert found(**change)[rule] is gate


def test_a_card_with_a_likeness_of_its_own_is_told() -> None:
    card = CARD.model_copy(update={"explanation": "It works like a shuttle."})
    assert found(card) == {"A6": Gate.FLAG}
    assert found(quotes=["It reads the alphabet of the cell."]) == {"A6": Gate.FLAG}
    assert found(quotes=["It reads the codons of the cell."]) == {}


def test_an_analogy_whose_repetition_would_be_graded_right_is_blocked() -> None:
    asked = []

    def passes(words: str) -> bool:
        asked.append(words)
        return True

    [finding] = judged(SOUND, Beside(CARD, passes=passes))
    assert (finding.rule, finding.gate) == ("A7", Gate.BLOCK)
    assert asked == [scene(SOUND)]
    assert "amino" not in asked[0]


def test_only_a_person_approves() -> None:
    for state in AnalogyState:
        assert bool(list(a9_approved(state))) is (state is not AnalogyState.ACCEPTED)


def test_every_reason_is_one_sentence() -> None:
    for change in ({"roles": ()}, {"limits": ()}, {"misleads": ()}, {"relation": ""}):
        content = SOUND.model_copy(update=change)
        for each in judged(content, Beside(CARD)):
            assert each.reason[-1] in ".?"
            assert each.reason[0].isupper() or each.reason[0] == "“"
