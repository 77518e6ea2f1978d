"""A class graded anew: against bare forward passes on the same texts, and two cores against one.

Ten cards and 120 students; every third answer is in words that somebody else used as well. The
trials are forgotten before each run, so that each grades everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import Comparison, compared
from decks.cards import Card
from decks.grading import Answer, Grade, GraderIdentity, Unscored, UnscoredReason
from decks.people import Person
from service.collection import cards
from service.disputes.regrade import regrade
from service.settings import resolve
from service.trust import cores
from service.wiring import App, opened
from storage.ledger import Unit

DECK = "Class"
FACTS = (
    ("an enzyme", "It lowers the activation energy of a reaction and is not used up by it."),
    ("osmosis", "Water moves through a membrane to the side with more dissolved substance."),
    ("a hash table", "It finds a value by a number that is computed from its key."),
    ("the discriminator", "It tells real samples from those that the generator made up."),
    ("inflation", "Prices rise in general, so that money buys less than it did before."),
)
STUDENTS = 120


def comparisons() -> list[Comparison]:
    """By the CPU in this process alone; by the wall clock with a child on each core."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        place = Path(name) / "data"
        with opened(resolve({"data": place, "zone": "UTC"}, {}), environ={}) as app:
            texts = _filled(app)
            many = len(texts)
            unique = list(dict.fromkeys(texts))

            def anew() -> None:
                _forget(app)
                regrade(app, DECK)

            def on_one() -> None:
                with _cores(1):
                    anew()

            raw = (f"{many} answers graded anew", f"forward passes of the {len(unique)} different")
            spread = (f"{many} answers, a child on each of 2 cores", "in this process")
            with _cores(1):
                one = compared(raw, anew, lambda: app.embedder.embed(unique), repeats=3)
            with _cores(2):
                return [one, compared(spread, anew, on_one, repeats=3, wall=True)]


@contextmanager
def _cores(count: int) -> Iterator[None]:
    before = cores.usable
    cores.usable = lambda: count
    try:
        yield
    finally:
        cores.usable = before


def _filled(app: App) -> list[str]:
    """A deck with answers that nobody could grade yet; gives what was typed."""
    made = [
        cards.add(app, DECK, f"What is said of {name}, {turn}?", fact)
        for name, fact in FACTS
        for turn in ("first", "then")
    ]
    texts = []
    with app.ledger.write() as unit:
        for number in range(STUDENTS):
            student = Person(
                id=f"per_{number}", name=f"S{number}", zone="UTC", created_at=app.now()
            )
            unit.people.add(student)
            for card in made:
                texts.append(_answered(app, unit, card, student, number))
    return texts


def _answered(app: App, unit: Unit, card: Card, student: Person, number: int) -> str:
    words = card.version.content.core_answer.rstrip(".").split()
    shift = number // 2 if number % 3 == 0 else number
    text = f"I think that {' '.join(words[shift % 3 :])}, as in example {shift}."
    stored = Answer(
        id=f"ans_{card.id}_{number}",
        learner_id=student.id,
        card_id=card.id,
        card_version_id=card.version.id,
        text=text,
        seconds=5,
        state_token="0",
        request_key=card.id,
        at=app.now(),
    )
    unit.answers.add(stored)
    unit.grades.add(
        Grade(
            id=f"grd_{stored.id}",
            answer_id=stored.id,
            result=Unscored(reason=UnscoredReason.UNSURE, detail="An earlier grader's."),
            grader=GraderIdentity(name="local", version="0"),
            at=app.now(),
        )
    )
    return text


def _forget(app: App) -> None:
    with app.ledger.write() as unit:
        for answer in unit.answers.list():
            unit.trials.drop([answer.id])
