"""What an author model might reply to the prompt for cards; shared by tests of drafting."""

from __future__ import annotations

import json
import re
from typing import Any

_PASSAGE = re.compile(r'<data-(\w{12}) name="passage">\n(?P<words>.*?)\n</data-\1>', re.DOTALL)


def passage_in(user: str) -> str:
    """The passage that a prompt shows, between its marks."""
    found = _PASSAGE.search(user)
    assert found is not None, "no passage stands between marks"
    return found["words"]


def card(quote: str, **more: Any) -> dict[str, Any]:
    """A card in the form that the prompt asks for, on these words of the passage."""
    return {
        "kind": "fact",
        "question": f"What do the notes say of {quote.split()[0]} and its place in the subject?",
        "label": "What the notes say",
        "core_answer": " ".join(quote.split()[:20]),
        "key_points": [{"text": quote[:200], "variants": [], "wrong_ideas": []}],
        "quote": quote,
        **more,
    }


def reply(*cards: dict[str, Any]) -> str:
    """A whole reply."""
    return json.dumps({"cards": list(cards)})


def first_sentence(user: str) -> str:
    """A reply with one card on the first sentence of running text in the passage."""
    lines = [line for line in passage_in(user).split("\n") if line and not line.startswith("#")]
    return reply(card(lines[0].split(". ")[0].rstrip(".")))
