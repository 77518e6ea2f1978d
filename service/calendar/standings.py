"""How learners stand: mastery at a date with its evidence, the table of results, sure and wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from decks.cards import Deck
from decks.grading import Scored
from decks.people import Person
from decks.sessions import Known, SessionResult
from service.shapes import Shape
from service.wiring import deck_named, learner_day
from study.confidence import Said, confidently_wrong
from study.mastery import DeckMastery, mastery
from study.table import EMPTY, Result, Row, Standing, best, cells, modes, shown

if TYPE_CHECKING:
    from scheduler.calendar import LearnerDay
    from service.wiring import App
    from storage.ledger import Unit
    from storage.repositories.sessions import Passed

_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


class CardMasteryShape(Shape):
    """One card: the recall expected at the date, and the kind of evidence behind it.

    "placed" where the memory was brought in from another program and nothing was answered here.
    """

    card: str
    recall: float
    evidence: str


class SurePointShape(Shape):
    """A key point that an answer missed or contradicted though the learner was sure of it."""

    card: str
    answer: str
    sure: float
    point: str
    verdict: str


class MasteryShape(Shape):
    """What `mastery --json` prints. `at` is the date the recall is expected at."""

    deck: str
    learner: str
    at: datetime
    recall: float
    evidence: dict[str, int]
    cards: tuple[CardMasteryShape, ...]
    confidently_wrong: tuple[SurePointShape, ...]


class TableShape(Shape):
    """What `table --json` prints: a row for each learner; `empty` says so where there is none."""

    deck: str
    empty: str | None
    rows: tuple[dict[str, str | float], ...]


class SessionShape(Shape):
    """One sitting of a learner: its mode, when it was, and what came of it."""

    session: str
    mode: str
    begun_at: datetime
    ended_at: datetime | None
    result: str


def sessions_of(app: App, deck_name: str, learner: Person) -> list[SessionShape]:
    """A learner's sittings with a deck, the newest first: what a row of the table opens."""
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        sittings = unit.sessions.list(deck.id, learner.id)
    return [
        SessionShape(
            session=each.id,
            mode=each.mode.value,
            begun_at=each.begun_at,
            ended_at=each.ended_at,
            result=shown(each.result),
        )
        for each in reversed(sittings)
    ]


def mastery_of(app: App, deck_name: str, learner: Person, on: date | None = None) -> MasteryShape:
    """Mastery of a deck now, or at the end of a day to come."""
    deck = deck_named(app, deck_name)
    at = app.now() if on is None else _end_of(learner_day(learner), on)
    with app.ledger.read() as unit:
        known = _mastery(app, unit, deck, learner, at)
        said = list(_said(unit, deck, learner))
    return MasteryShape(
        deck=deck.name,
        learner=learner.name,
        at=at,
        recall=round(known.recall, 4),
        evidence=_by_kind(known),
        cards=tuple(
            CardMasteryShape(
                card=each.card_id,
                recall=round(each.recall, 4),
                evidence="placed" if each.placed else each.known.name.lower(),
            )
            for each in known.cards
        ),
        confidently_wrong=tuple(
            SurePointShape(
                card=each.card_id,
                answer=each.answer_id,
                sure=each.sure,
                point=each.point.text,
                verdict=each.point.verdict.value,
            )
            for each in confidently_wrong(said)
        ),
    )


def _by_kind(known: DeckMastery) -> dict[str, int]:
    """How many cards stand on which kind of evidence; each under one of them."""
    counts = Counter("placed" if each.placed else each.known.name.lower() for each in known.cards)
    kinds = (*(kind.name.lower() for kind in Known), "placed")
    return {kind: counts.get(kind, 0) for kind in kinds}


def table(app: App, deck_name: str) -> list[Row]:
    """One row for every learner who studied the deck, by name; empty before anybody did."""
    deck = deck_named(app, deck_name)
    now = app.now()
    with app.ledger.read() as unit:
        sittings, reviews = unit.sessions.results(deck.id), unit.sessions.reviews(deck.id)
        ended = {each.learner_id for each in sittings}
        learners = sorted(
            (unit.people.get(each) for each in ended | set(reviews)), key=lambda each: each.name
        )
        return [
            Row(
                learner_id=learner.id,
                name=learner.name,
                mastery=_mastery(app, unit, deck, learner, now).recall,
                modes=modes(each for each in sittings if each.learner_id == learner.id),
                spaced=_spaced(reviews.get(learner.id, []), learner_day(learner)),
            )
            for learner in learners
        ]


def table_shape(app: App, deck_name: str) -> TableShape:
    """The table, for a program."""
    rows = cells(table(app, deck_name))
    return TableShape(deck=deck_name, empty=None if rows else EMPTY, rows=tuple(rows))


def table_csv(app: App, deck_name: str) -> str:
    """The table as CSV; names that a spreadsheet would run as a formula get an apostrophe."""
    import csv
    import io

    rows = cells(table(app, deck_name))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    heads = list(rows[0]) if rows else ["Name", "Mastery"]
    writer.writerow(heads)
    writer.writerows([[_as_words(str(row[head])) for head in heads] for row in rows])
    return out.getvalue()


def _mastery(app: App, unit: Unit, deck: Deck, learner: Person, at: datetime) -> DeckMastery:
    seen = {card: mark.known for card, mark in unit.marks.of_deck(learner.id, deck.id).items()}
    return mastery(
        unit.cards.ids(deck.id),
        unit.reviews.states(learner.id, deck.id),
        seen,
        at,
        model=app.model_of(learner.id),
        day=learner_day(learner),
        placed=unit.standing.placed(learner.id, deck.id),
    )


def _said(unit: Unit, deck: Deck, learner: Person) -> Iterable[Said]:
    live = set(unit.cards.ids(deck.id))
    for answer in unit.answers.list(learner_id=learner.id):
        if answer.sure is None or answer.card_id not in live:
            continue
        grade = unit.grades.current(answer.id)
        if grade is not None and isinstance(grade.result, Scored):
            yield Said(
                answer_id=answer.id,
                card_id=answer.card_id,
                sure=answer.sure,
                result=grade.result,
            )


def _spaced(reviews: Iterable[Passed], day: LearnerDay) -> Standing | None:
    """The last and the best day of the due queue: reviews passed of those made, as graded then."""
    days: dict[date, list[Passed]] = {}
    for each in reviews:
        days.setdefault(day.day_of(each.at), []).append(each)
    results = [
        Result(
            at=made[-1].at,
            result=SessionResult(credit=sum(each.rating > 1 for each in made), out_of=len(made)),
        )
        for made in days.values()
    ]
    return Standing(last=results[-1], best=best(results)) if results else None


def _end_of(day: LearnerDay, on: date) -> datetime:
    return day.start_of(on + timedelta(days=1)) - timedelta(seconds=1)


def _as_words(text: str) -> str:
    """The text, never a formula to a spreadsheet."""
    return f"'{text}" if text.startswith(_RUNS) else text
