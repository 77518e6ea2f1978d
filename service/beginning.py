"""What a newcomer finds: a lecture to review and a small deck to study, both bundled.

Beginning twice changes nothing: the same lecture is the same version, the same cards are there.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from decks.cards import Deck
from service.notes.ingest import take_in
from service.transfer.exchange import import_file
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App

LECTURE = "generative-deep-learning.md"
LECTURE_DECK = "Generative deep learning"
CARDS = "first-deck.jsonl"
CARDS_DECK = "How learning works"


def begin(app: App) -> tuple[Deck, Deck]:
    """The deck of the lecture, whose passages wait to be drafted from, and the deck of cards."""
    samples = files("service") / "samples"
    with as_file(samples / CARDS) as cards:
        import_file(app, cards, CARDS_DECK)
    take_in(app, LECTURE, (samples / LECTURE).read_bytes(), LECTURE_DECK)
    return deck_named(app, LECTURE_DECK), deck_named(app, CARDS_DECK)
