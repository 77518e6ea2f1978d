"""A deck as Markdown that a person can read and edit: a heading for each card, parts below it.

`markdown_in` reads it back as the same words. Lines of the words that would be taken for a heading
of this page get a backslash in front; nothing else of them is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from decks.cards import CardKind
from decks.exchange.plain import PlainCard

MARK = "<!-- cardwright deck 1 -->"
"""The second line of a page of our own."""
_HEADING = re.compile(r"(?m)^(\\*#{2,3} )")


def write_markdown(title: str, cards: Iterable[PlainCard]) -> str:
    """The page; its title is the deck's name."""
    return f"# {' '.join(title.split())}\n\n{MARK}\n" + "".join(_card(card) for card in cards)


def _card(card: PlainCard) -> str:
    content = card.content
    lines = content.question.split("\n")
    short = len(lines) == 1 and content.question == content.question.strip()
    parts = [
        ("Question", "" if short else content.question),
        ("Answer", content.core_answer or ""),
        ("Explanation", content.explanation),
        ("Formulas", _list(content.formulas)),
        ("Key points", _list(point.text for point in content.key_points)),
        ("Also right", _list(content.references)),
        ("Analogies", _list(one.text for one in card.analogies)),
        ("Label", content.label),
        ("Tags", _list(content.tags)),
        ("Kind", "" if content.kind is CardKind.OTHER else content.kind.value),
    ]
    head = content.question if short else "…"
    body = "".join(f"\n### {name}\n\n{_plain(text)}\n" for name, text in parts if text)
    return f"\n## {head}\n{body}"


def _plain(text: str) -> str:
    return _HEADING.sub(r"\\\1", text)


def _list(entries: Iterable[str]) -> str:
    """One entry an item; further lines of an entry are set in."""
    return "\n".join("- " + "\n  ".join(entry.split("\n")) for entry in entries)
