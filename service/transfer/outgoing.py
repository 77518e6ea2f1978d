"""A deck gathered for going out in a format that is not the format of record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from decks.analogies import Analogy
from decks.cards import CardState, Deck
from decks.drafts import DraftState
from decks.exchange.outgoing import OutgoingCard, OutgoingDeck
from service.transfer import learned
from service.transfer.imported import key_of
from service.wiring import learner_day

if TYPE_CHECKING:
    from decks.exchange.anki.writing import Days
    from decks.sources import Citation
    from service.wiring import App
    from storage.ledger import Unit


def gather(app: App, deck: Deck, *, with_schedule: bool) -> OutgoingDeck:
    """The live cards; with the schedule of the person whose data folder this is, if asked for."""
    learner = app.learner(None)
    with app.ledger.read() as unit:
        cards = unit.cards.list(deck.id)
        drafts = {draft.id: draft for draft in unit.drafts.list(deck_id=deck.id)}
        names = _Names(unit)
        marks = unit.marks.of_deck(learner.id, deck.id) if with_schedule else {}
        reviewed = unit.reviews.states(learner.id, deck.id) if with_schedule else {}
        analogies: dict[str, list[Analogy]] = {}
        for analogy in unit.analogies.in_deck(deck.id):
            analogies.setdefault(analogy.subject_id, []).append(analogy)
        out = []
        for card in cards:
            suspended = card.id in marks and marks[card.id].suspended
            draft = drafts.get(card.draft_id or "")
            out.append(
                OutgoingCard(
                    id=card.id,
                    content=card.version.content,
                    analogies=tuple(analogies.get(card.id, ())),
                    sources=tuple(map(names.line, card.version.citations)),
                    key="" if draft is None else key_of(draft),
                    studied=learned.taken_out(unit, learner, card, suspended=suspended)
                    if suspended or card.id in reviewed
                    else None,
                    versions=card.version.number,
                )
            )
        every = unit.cards.list(deck.id, state=None)
        return OutgoingDeck(
            id=deck.id,
            name=deck.name,
            cards=tuple(out),
            media=tuple(unit.media.list(deck.id)),
            drafts=sum(draft.state is DraftState.PENDING for draft in drafts.values()),
            withdrawn=sum(card.state is CardState.WITHDRAWN for card in every),
        )


class _Names:
    """Citations as lines for reading, with each source's name looked up once."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._known: dict[str, str] = {}

    def line(self, citation: Citation) -> str:
        """ "lecture.md, lines 3-4: the quoted words"."""
        name = self._known.get(citation.version_id)
        if name is None:
            version = self._unit.sources.version(citation.version_id)
            name = self._known[citation.version_id] = self._unit.sources.get(version.source_id).name
        return f"{name}, {citation.locator.label}: {' '.join(citation.quote.split())}"


def days(app: App, deck: OutgoingDeck) -> Days:
    """How Anki's days count for this deck: from the learner's day of the first review or of now."""
    from decks.exchange.anki.writing import Days

    learner = app.learner(None)
    day = learner_day(learner)
    times = [review.at for card in deck.cards if card.studied for review in card.studied.reviews]
    first = day.day_of(min([*times, app.now()]))
    begun = day.start_of(first).astimezone(ZoneInfo(learner.zone))

    def number(moment: datetime) -> int:
        return (day.day_of(moment) - first).days

    return Days(begun, number)
