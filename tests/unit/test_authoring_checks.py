"""The checks of a drafted card, C1 to C12: for each a card with its fault, and one without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from authoring.checks import check
from decks.cards import CardKind, DraftContent, KeyPoint
from decks.drafts import Gate
from decks.sources import Citation, SourceVersion
from tests.authoring_samples import notes

SOURCE = notes(
    "The encoder of Kingma maps an input to 32 numbers, with $\\sigma_i$ as its deviation.\n\n"
    "The decoder maps them back."
)


def card(**changes: Any) -> DraftContent:
    words: dict[str, Any] = {
        "question": "What does the encoder do?",
        "label": "encoder",
        "core_answer": "It maps an input to 32 numbers.",
        "key_points": (KeyPoint(text="It maps an input to 32 numbers"),),
        **changes,
    }
    return DraftContent(**words)


def found(
    content: DraftContent,
    citations: Sequence[Citation] | None = None,
    version: SourceVersion = SOURCE,
    near: Callable[[str], Sequence[tuple[str, str, str, float]]] | None = None,
    gradable: Callable[[DraftContent], str | None] | None = None,
) -> dict[str, Gate]:
    cited = (version.cite(0, 20),) if citations is None else citations
    findings = check(content, cited, version, neighbours=near, gradable=gradable)
    return {finding.rule: finding.gate for finding in findings}


def test_a_good_card_has_no_finding() -> None:
    assert found(card(), near=lambda text: [], gradable=lambda content: None) == {}


points = tuple(KeyPoint(text=f"point {number}") for number in range(3))
FAULTS: dict[str, tuple[str, Gate, dict[str, Any]]] = {
    "a number from elsewhere": ("C1", Gate.BLOCK, {"core_answer": "It maps it to 64 numbers."}),
    "a name from elsewhere": ("C1", Gate.BLOCK, {"core_answer": "It was made by Rezende."}),
    "a symbol from elsewhere": ("C1", Gate.BLOCK, {"formulas": (r"\mu_i",)}),
    "three key points": ("C2", Gate.BLOCK, {"key_points": points}),
    "a long answer": ("C2", Gate.FLAG, {"core_answer": "maps an input to a code " * 5}),
    "one of many": ("C3", Gate.FLAG, {"question": "What is one use of an encoder?"}),
    "a list asked for": ("C4", Gate.FLAG, {"question": "Name three uses of the encoder."}),
    "a list as answer": ("C4", Gate.FLAG, {"core_answer": "the encoder, an input, the code, back"}),
    "its answer given away": (
        "C5",
        Gate.FLAG,
        {
            "question": "Why does the encoder map an input to numbers?",
            "core_answer": "Input numbers.",
        },
    ),
    "yes or no": ("C6", Gate.FLAG, {"question": "Does the encoder map an input to numbers?"}),
    "a lecture it points to": ("C8", Gate.FLAG, {"question": "What does this method do?"}),
    "a pronoun without a noun": ("C8", Gate.FLAG, {"question": "What does it do with input?"}),
    "a closed acronym": ("C8", Gate.FLAG, {"question": "What does the ELBO do?"}),
    "braces without a pair": ("C10", Gate.BLOCK, {"formulas": (r"\sigma_{i",)}),
    "an unknown command": ("C10", Gate.BLOCK, {"formulas": (r"\sigmaa",)}),
    "mathematics without dollars": ("C10", Gate.FLAG, {"core_answer": r"It maps to x_{i}."}),
    "a claim that ages": ("C12", Gate.FLAG, {"core_answer": "It is currently the best."}),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_with_its_gate(name: str) -> None:
    rule, gate, changes = FAULTS[name]
    assert found(card(**changes)).get(rule) is gate


VIRTUES: dict[str, tuple[str, dict[str, Any]]] = {
    "a number of the source": ("C1", {"core_answer": "It maps an input to 32 numbers."}),
    "a name in other case": ("C1", {"core_answer": "It is due to KINGMA, or Kingma."}),
    "two key points": ("C2", {"key_points": points[:2]}),
    "a long formula": (
        "C2",
        {"kind": CardKind.FORMULA, "core_answer": "$x = " + "a + " * 30 + "b$"},
    ),
    "one in a formula": ("C3", {"question": "What is $one$ with the encoder?"}),
    "three things in a sentence": ("C4", {"core_answer": "It maps an input, then a code, back."}),
    "one word in common": ("C5", {"question": "What is the input of the encoder?"}),
    "a why": ("C6", {"question": "Why does the encoder map an input to numbers?"}),
    "that as a conjunction": ("C8", {"question": "Why is it that encoders map an input?"}),
    "an opened acronym": ("C8", {"question": "What is the evidence lower bound (ELBO)?"}),
    "a known command": ("C10", {"formulas": (r"\sigma_{i}",)}),
    "no word of time": ("C12", {"core_answer": "It maps an input to numbers."}),
}


@pytest.mark.parametrize("name", VIRTUES)
def test_what_is_right_is_not_found_fault_with(name: str) -> None:
    rule, changes = VIRTUES[name]
    assert rule not in found(card(**changes))


def test_a_card_from_notes_without_a_quote_is_blocked() -> None:
    assert found(card(), citations=())["C1"] is Gate.BLOCK


def test_a_quote_that_is_not_at_its_place_is_blocked() -> None:
    wrong = SOURCE.cite(0, 11).model_copy(update={"quote": "The decoder"})
    assert found(card(), citations=(wrong,))["C1"] is Gate.BLOCK


def test_a_card_that_was_typed_by_hand_needs_no_source() -> None:
    rules = {finding.rule for finding in check(card(core_answer="99 in Oz."), (), None)}
    assert "C1" not in rules


@pytest.mark.parametrize(
    ("question", "answer", "cosine", "gate"),
    [
        ("What does the encoder do?", "Something else.", 0.5, Gate.BLOCK),
        ("What is an encoder for?", "It maps an input to 32 numbers.", 0.97, Gate.BLOCK),
        ("What does the decoder do?", "It maps back.", 0.9, Gate.FLAG),
        ("What is a cell?", "The smallest unit.", 0.3, None),
    ],
)
def test_the_same_card_is_a_block_and_a_like_one_a_flag(
    question: str, answer: str, cosine: float, gate: Gate | None
) -> None:
    assert found(card(), near=lambda text: [("crd_1", question, answer, cosine)]).get("C9") is gate


def test_a_key_that_the_grader_gets_wrong_is_blocked() -> None:
    assert found(card(), gradable=lambda content: "A wrong answer passes.")["C11"] is Gate.BLOCK
    assert "C11" not in found(card(), gradable=lambda content: None)
