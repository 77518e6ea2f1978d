"""Pages and lines made to exhaust: twice the text takes about twice the time, never its square."""

from __future__ import annotations

import time

import pytest

from decks.errors import CardwrightError
from decks.exchange.jsonl import load
from decks.exchange.page import parse_page
from decks.exchange.repair import mend

ATTACKS = {
    "open braces": "{",
    "braces after a letter": "x{",
    "open parentheses": "(",
    "closing parentheses": "x_1)",
    "dollars": "$ ",
    "openings of display mathematics": "\\[\\(",
    "eaten commands": "\\pii ",
    "underscores": "_a",
    "full stops": ". ",
    "abbreviations": "e.g. ",
    "lone letters": "x ",
    "fonts": "\\mathbb{",
    "formulas in prose": "\\pii the ",
    "pipes": "|-",
    "a rule that never ends": "\n" + "-" * 100_000 + "x",
    "analogies": "Analogy: a ",
    "lines": "a\n",
    "questions": "a?\n",
    "counters": "1/2\n",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_flood_of_one_trick_is_read_in_linear_time(attack: str) -> None:
    piece = ATTACKS[attack]
    body = piece * (100_000 // len(piece) or 1)
    page = f"What is this?\nAn attack. {body} Analogy: a flood.\n"
    began = time.process_time()
    try:
        parse_page(page)
    except CardwrightError as error:
        assert str(error)  # noqa: PT017 - refusing is as good as reading
    # A quadratic reader needs minutes for this; a linear one about a second.
    assert time.process_time() - began < 10


def test_deep_braces_do_not_reach_the_recursion_limit() -> None:
    assert mend("x_" + "{" * 5000 + "\\pii" + "}" * 5000).formulas


def test_a_nested_list_inside_a_known_field_is_refused_in_words() -> None:
    with pytest.raises(CardwrightError):
        load(['{"question": "q", "tags": ' + "[" * 900 + '"\\u00e9"' + "]" * 900 + "}"])
