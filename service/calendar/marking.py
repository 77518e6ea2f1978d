"""What a learner decides of single cards and reviews: suspended, back again, any review undone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from decks.errors import NotFound, WrongTransition
from decks.memory import Entry, MemoryState
from decks.people import Person
from service.calendar.corrections import amend
from service.shapes import Shape
from service.trust.answered import score_of, verdict_of
from service.wiring import deck_named, learner_day

if TYPE_CHECKING:
    from service.wiring import App


class ReviewShape(Shape):
    """One review of the log. `undone` says that it was taken out; `posterior` is None where the
    evidence was taken as it is.

    `text` is what was answered, None where nothing was typed or it was erased; `verdict` and
    `score` are of the grade that counts now, where there is one.
    """

    id: str
    card: str
    question: str
    at: datetime
    evidence: str
    rating: int | None
    posterior: float | None
    due: datetime | None
    undone: bool
    text: str | None = None
    verdict: str | None = None
    score: float | None = None


def suspend(app: App, learner: Person, card_id: str, *, suspended: bool) -> None:
    """Takes a card out of the learner's queue until it is brought back, or brings it back."""
    with app.ledger.write() as unit:
        unit.cards.get(card_id)
        mark = unit.marks.get(learner.id, card_id)
        unit.marks.put(mark.model_copy(update={"suspended": suspended, "buried_until": None}))


def bury(app: App, learner: Person, card_id: str) -> None:
    """Keeps a card for tomorrow."""
    day = learner_day(learner)
    until = day.start_of(day.day_of(app.now()) + timedelta(days=1))
    with app.ledger.write() as unit:
        unit.cards.get(card_id)
        mark = unit.marks.get(learner.id, card_id)
        unit.marks.put(mark.model_copy(update={"buried_until": until}))


def history(
    app: App, deck_name: str, learner: Person, *, since: datetime | None = None
) -> list[ReviewShape]:
    """The learner's reviews of a deck, the newest first."""
    deck = deck_named(app, deck_name)
    begin = app.now() - timedelta(days=30) if since is None else since
    with app.ledger.read() as unit:
        log = unit.reviews.since(learner.id, begin)
        cards = {card.id: card for card in unit.cards.many([entry.card_id for entry in log])}
        log = [e for e in log if e.card_id in cards and cards[e.card_id].deck_id == deck.id]
        said = {each: unit.answers.get(each) for each in {e.answer_id for e in log} if each}
        grades = {each: unit.grades.current(each) for each in said}
    standing = {entry.amends: entry for entry in log if entry.amends is not None}
    return [
        ReviewShape(
            id=entry.id,
            card=entry.card_id,
            question=cards[entry.card_id].version.content.question,
            at=entry.at,
            evidence=(standing.get(entry.id, entry).evidence or entry.evidence).kind
            if entry.evidence
            else "",
            rating=entry.rating,
            posterior=entry.posterior,
            due=entry.after.due if entry.after else None,
            undone=entry.id in standing and standing[entry.id].entry is Entry.UNDO,
            text=said[entry.answer_id].text if entry.answer_id in said else None,
            verdict=verdict_of(grades.get(entry.answer_id or "")),
            score=score_of(grades.get(entry.answer_id or "")),
        )
        for entry in reversed(log)
        if entry.entry is Entry.REVIEW
    ]


def undo_review(app: App, learner: Person, review_id: str) -> MemoryState | None:
    """Takes any review out of the log: the state is what it would be without it.

    Gives that state. Raises `NotFound` for another person's review, `WrongTransition` for one that
    was taken out already.
    """
    with app.ledger.write() as unit:
        entry = unit.reviews.entry(review_id)
        if entry.learner_id != learner.id:
            raise NotFound(f"There is no review {review_id}.")
        log = unit.reviews.log(learner.id, entry.card_id)
        if entry.entry is not Entry.REVIEW:
            raise WrongTransition("Only a review can be undone.")
        amending = [each for each in log if each.amends == entry.id]
        if amending and amending[-1].entry is Entry.UNDO:
            raise WrongTransition("This review is undone already.")
        deck = unit.decks.get(unit.cards.get(entry.card_id).deck_id)
        made = amend(app, unit, deck, learner, entry, None, by=learner.id, why="undo", at=app.now())
        return made.after
