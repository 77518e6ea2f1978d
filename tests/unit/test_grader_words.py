"""Spelling, denial, order and parts: what the evidence sees in words alone."""

from __future__ import annotations

import pytest

from grader.normalise import read_answer
from grader.order import order
from grader.spelling import mend, mended
from grader.words import negations, words_of
from tests.grader_look_alikes import HONEST, TURNED

CARD = [
    "discriminator",
    "generated",
    "samples",
    "codes",
    "read",
    "produce",
    "hypertonic",
    "photon",
    "dense",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("discrimnator", "discriminator"),
        ("genrated smaples", "generated samples"),
        ("prodcue", "produce"),
        ("raed codse", "read codes"),
    ],
)
def test_a_typing_error_is_read_as_the_word_of_the_card(typed: str, meant: str) -> None:
    assert mend(typed, CARD) == meant


@pytest.mark.parametrize("term", ["hypotonic", "proton", "simple", "reader", "12", "x", "denser"])
def test_another_term_is_never_mended_into_the_one_that_was_wanted(term: str) -> None:
    assert mend(term, CARD) == term


def test_mending_keeps_every_quote_in_the_students_text() -> None:
    raw = "The discrimnator tels real from genrated ones.  It raed codse, because so."
    answer = mended(read_answer(raw), CARD)
    assert "discriminator" in answer.text
    for clause in answer.clauses:
        assert answer.quote(clause) in raw
        assert answer.text[clause.first : clause.last] in answer.text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It does not light.", 1),
        ("It is never not lit.", 2),
        ("It is not only lit, it is hot.", 0),
        ("Light is not absorbed but reflected.", 0),
        ("It does not light unless the circuit is closed.", 0),
    ],
)
def test_only_what_denies_the_statement_is_a_negation(text: str, count: int) -> None:
    assert negations(words_of(text)) == count


@pytest.mark.parametrize("row", [row for row in TURNED if row[3] == "swapped"])
def test_exchanged_roles_in_the_same_words_are_seen(row: tuple[str, str, str, str]) -> None:
    assert order(row[1], row[2])["order_exchanged"] == 1.0


@pytest.mark.parametrize("row", HONEST)
def test_no_honest_rewording_is_taken_for_exchanged_roles(row: tuple[str, str, str]) -> None:
    assert order(row[1], row[2])["order_exchanged"] == 0.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Terminal 4 is connected to the battery.", "The battery is connected to terminal 4."),
        ("Mass and volume make the density.", "Volume and mass make the density."),
        ("It sets the rate to keep prices stable.", "To keep prices stable it sets the rate."),
        ("The network turns noise into a sample.", "Noise is turned into a sample by the network."),
    ],
)
def test_what_says_the_same_in_another_order_has_no_moved_words(one: str, other: str) -> None:
    found = order(one, other)
    assert found["order_moved"] == found["order_turned"] == 0.0
