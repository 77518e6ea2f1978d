"""The words of notes as a page shows them."""

from __future__ import annotations

import time

import pytest

from web.prose import leading, prose, trailing


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a **bold** word", "a <strong>bold</strong> word"),
        ("`a < b` is code", "<code>a &lt; b</code> is code"),
        ("before\n## A title\nafter", "before\n<strong>A title</strong>\nafter"),
        ("[a](javascript:b) <i>", "[a](javascript:b) &lt;i&gt;"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
    ],
)
def test_bold_code_and_titles_are_shown_and_all_else_is_text(text: str, shown: str) -> None:
    assert str(prose(text)) == shown


def test_mathematics_is_shown_also_within_bold() -> None:
    assert str(prose("**the $x$**")).startswith("<strong>the <math")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("lf a word. Then", "… a word. Then"),
        ("x_i + 1$ is the sum", "… is the sum"),
        ("\\sum_i\n$$ is the sum", "… is the sum"),
        ("", ""),
    ],
)
def test_what_stands_before_a_quote_begins_with_a_whole_word(text: str, shown: str) -> None:
    assert str(leading(text)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" and then a wor", " and then a …"),
        (" where $$ \\sum_{i", " where …"),
        (" where $x", " where …"),
        ("", ""),
    ],
)
def test_what_stands_after_a_quote_ends_with_a_whole_word(text: str, shown: str) -> None:
    assert str(trailing(text)) == shown


@pytest.mark.parametrize("piece", ["*", "**", "`", "$", "$$", "# ", "**a", "$a"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    began = time.process_time()
    prose(piece * 50_000)
    assert time.process_time() - began < 2


def test_italics_are_shown_and_stars_of_arithmetic_stay() -> None:
    assert prose("so *it* is") == "so <em>it</em> is"
    for plain in ("2*3*4", "a * b * c", "* one", "**"):
        assert prose(plain) == plain
