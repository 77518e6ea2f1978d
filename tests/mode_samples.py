"""A deck for tests of the modes: answers far enough apart that none is right for another."""

from __future__ import annotations

from service.collection import cards
from service.wiring import App

DECK = "Cells"
FACTS = {
    "What does a mitochondrion do?": "It makes ATP from nutrients.",
    "What does a ribosome do?": "It joins amino acids into proteins.",
    "What does the cell wall do?": "It gives the plant cell a rigid shape.",
    "What does the nucleus hold?": "The DNA with the genes.",
    "What does a chloroplast do?": "It turns light into sugar.",
    "What does the vacuole store?": "Water and waste.",
}


def filled(app: App, count: int = len(FACTS)) -> list[str]:
    """The ids of the cards, in order."""
    return [
        cards.add(app, DECK, question, answer).id
        for question, answer in list(FACTS.items())[:count]
    ]
