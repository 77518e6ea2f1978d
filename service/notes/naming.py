"""Which source a text is a version of: told by its name, by what it shares, or by a person.

A file of a known name that shares most of its words is a newer version, and that is said. One that
shares next to nothing is another document that happens to be called alike: a person says which.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from authoring.revision import likeness
from decks.cards import Deck
from decks.errors import NotFound, SayWhich
from decks.ids import fresh_id, text_hash
from decks.sources import Source

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

NEW = "new"
"""The place of a text that is a source of its own, whatever is called alike."""
ALIKE = 0.15
"""Share of runs of words from which a text of the same name is a newer version."""


def source_for(app: App, unit: Unit, deck: Deck, name: str, text: str, place: str = "") -> Source:
    """The source that a text belongs to, made if need be.

    `place` is "new", or the id or name of the source that the text is a newer version of; where it
    is empty the name decides. Raises `SayWhich` where the name is not enough, `NotFound` for a
    place that is none.
    """
    if place == NEW:
        return _own(unit, deck, name, text)
    if place:
        return _named(unit, deck, place)
    known = unit.sources.by_name(deck.course_id, name)
    if known is None:
        return _made(unit, deck, name)
    latest = unit.sources.latest(known.id)
    hashes = {version.text_hash for version in unit.sources.versions(known.id)}
    if latest is None or text_hash(text) in hashes:
        return known
    shared = likeness(latest.text, text)
    if shared < ALIKE:
        raise SayWhich(
            f"{name} has next to nothing in common with the notes of that name, read on "
            f"{latest.created_at:%d %B %Y}. Say --new for another document, or --source {known.id} "
            "for a newer version of those."
        )
    app.notice(
        f"{name} counts as a newer version of the notes of that name, read on "
        f"{latest.created_at:%d %B %Y} (they share {shared:.0%}). Were it another document: --new."
    )
    return known


def _named(unit: Unit, deck: Deck, place: str) -> Source:
    found = [each for each in unit.sources.list(deck.course_id) if place in (each.id, each.name)]
    if not found:
        raise NotFound(f"There are no notes called {place!r}: `cardwright coverage` lists them.")
    return found[0]


def _own(unit: Unit, deck: Deck, name: str, text: str) -> Source:
    """The source of this very text under this name or a counted one; a new one if there is none."""
    digest = text_hash(text)
    for number in count(1):
        called = name if number == 1 else numbered(name, number)
        known = unit.sources.by_name(deck.course_id, called)
        if known is None:
            return _made(unit, deck, called)
        latest = unit.sources.latest(known.id)
        if latest is None or latest.text_hash == digest:
            return known
    raise AssertionError("counting does not end")


def numbered(name: str, number: int) -> str:
    """The name of one more file that is called like others: "notes (2).md"."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem} ({number}){dot}{suffix}" if stem else f"{name} ({number})"


def _made(unit: Unit, deck: Deck, name: str) -> Source:
    source = Source(id=fresh_id("src"), course_id=deck.course_id, name=name)
    unit.sources.add(source)
    return source
