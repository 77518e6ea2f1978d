"""Which pages of Markdown are decks: questions in bold or as headings, one is enough."""

from __future__ import annotations

import pytest

from decks.errors import UnknownFormat
from decks.exchange.markdown_in import read_markdown


@pytest.mark.parametrize(
    ("page", "questions"),
    [
        ("**What is force?**\n\nMass times acceleration.\n", ["What is force?"]),
        ("## What is force?\n\nMass times acceleration.\n", ["What is force?"]),
        (
            "**What is Ohm's law?**\nU = R I\n\n**State the quadratic formula.**\nx is so.\n",
            ["What is Ohm's law?", "State the quadratic formula."],
        ),
        (
            "# A deck\n\n## What is a?\n\nIt is **what?**\n\n## What is b?\n\nIt is c.\n",
            ["What is a?", "What is b?"],
        ),
    ],
)
def test_what_the_refusal_advises_is_read(page: str, questions: list[str]) -> None:
    assert [each.content.question for each in read_markdown(page)[1]] == questions


@pytest.mark.parametrize(
    "page", ["Some **bold** words.\n", "**Note**\n\nWords.\n", "**Show all work**\n\nWords.\n"]
)
def test_what_asks_nothing_is_no_deck(page: str) -> None:
    with pytest.raises(UnknownFormat, match="question mark"):
        read_markdown(page)
