"""A learner's standing is counted as the queue counts it, and quickly."""

from __future__ import annotations

import random
import time
from datetime import timedelta

import pytest

from decks.cards import CardState
from decks.memory import MemoryState, Stage
from scheduler.queue import due_by_day, due_order
from scheduler.review import expected_recall
from service.calendar import planning
from service.calendar.overview import HORIZON, overview
from service.collection import cards
from service.studying import study
from service.studying.sitting import sitting
from service.wiring import App, deck_named, learner_day
from tests.integration.conftest import TestClock
from tests.large_deck import LARGE, fill
from tests.machine import slowness

QUESTIONS = 60


def scattered(app: App, dice: random.Random) -> None:
    """Cards in every state: new, in steps, on the long schedule, withdrawn, from a wrong clock."""
    now = app.now()
    for number in range(QUESTIONS):
        card = cards.add(app, "Biology", f"What is {number}?", f"It is the number {number}.")
        if dice.random() < 0.2:
            continue
        stage = dice.choice([Stage.REVIEW, Stage.REVIEW, Stage.LEARNING, Stage.RELEARNING])
        ahead = timedelta(minutes=dice.choice([-9000, -30, 0, 5, 19, 21, 600, 9000]))
        last = now + timedelta(days=dice.choice([-40, -3, -1, 0, 0, 2]), hours=-dice.random() * 9)
        state = MemoryState(
            stage=stage,
            stability=dice.uniform(0.1, 80),
            difficulty=5,
            due=now + ahead,
            last_reviewed=last,
            reps=dice.randint(1, 9),
        )
        with app.ledger.write() as unit:
            unit.reviews.set_state(app.owner.id, card.id, state)
            if dice.random() < 0.1:
                unit.cards.set_state(card.id, CardState.WITHDRAWN)


@pytest.mark.parametrize("seed", range(4))
def test_the_overview_counts_what_the_scheduler_gives(
    app: App, clock: TestClock, seed: int
) -> None:
    scattered(app, random.Random(seed))
    clock.turn(hours=seed * 5)
    deck, day = deck_named(app, "Biology"), learner_day(app.owner)
    with app.ledger.read() as unit:
        live = unit.cards.ids(deck.id)
        states = unit.reviews.states(app.owner.id, deck.id)
    states = {card: state for card, state in states.items() if card in live}
    seen = overview(app, "Biology", app.owner)
    new = [card for card in live if card not in states]
    order = due_order(states, new, app.now(), day=day, model=app.memory_model, new_limit=20)
    assert [row.card for row in study.due(app, "Biology", app.owner)] == order
    assert seen.due_now == len(order)
    assert seen.due_now + seen.soon == sitting(app, "Biology", app.owner).to_go
    assert seen.due_by_day == due_by_day(states, app.now(), day=day, horizon=HORIZON)
    recalls = [
        expected_recall(state, app.now(), model=app.memory_model, day=day)
        for state in states.values()
    ]
    assert seen.mastery == round(sum(recalls) / len(live), 4)
    assert sum(seen.recall) == len(states) == seen.learning + seen.review
    assert seen.unseen == len(new)
    assert seen.withdrawn == QUESTIONS - len(live)


@pytest.mark.timed
def test_ten_thousand_cards_are_overseen_in_a_tenth_of_a_second_and_an_examination_doubles_it(
    app: App,
) -> None:
    fill(app)
    overview(app, LARGE, app.owner)
    calm = cost(app)
    assert calm < 0.1 * slowness()
    for left in (1, 8):
        planning.set_exam(app, LARGE, app.now().date() + timedelta(days=left))
        # what else the machine does only adds: the least of more runs is nearer to the cost
        assert any(cost(app) < 2.5 * calm for _ in range(4))


def cost(app: App) -> float:
    """Seconds of CPU that the overview of the large deck takes: the least of eight."""
    took = []
    for _ in range(8):
        started = time.process_time()
        overview(app, LARGE, app.owner)
        took.append(time.process_time() - started)
    return min(took)


@pytest.mark.parametrize("left", [1, 4, 9])
def test_before_an_examination_the_overview_counts_what_is_asked(app: App, left: int) -> None:
    scattered(app, random.Random(left))
    for number in range(30 * left):  # more than what was reviewed today already counts for
        card = cards.add(app, "Biology", f"Which is weak {number}?", f"The weak one {number}.")
        state = MemoryState(
            stage=Stage.REVIEW,
            stability=2.0 + number / 9,
            difficulty=5,
            due=app.now() + timedelta(days=30),
            last_reviewed=app.now() - timedelta(days=5),
            reps=3,
        )
        with app.ledger.write() as unit:
            unit.reviews.set_state(app.owner.id, card.id, state)
    calm = overview(app, "Biology", app.owner).due_now
    planning.set_exam(app, "Biology", app.now().date() + timedelta(days=left))
    seen = overview(app, "Biology", app.owner)
    assert seen.due_now == len(study.due(app, "Biology", app.owner)) > calm
    assert seen.due_now + seen.soon == sitting(app, "Biology", app.owner).to_go
