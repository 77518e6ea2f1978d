"""Parameters of forgetting for one learner, from the log; every state is then replayed by them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from decks.memory import (
    Evidence,
    GradeEvidence,
    GuessEvidence,
    MemoryState,
    PlacedEvidence,
    Rating,
    RatingEvidence,
    ReviewLog,
    SelfEvidence,
)
from decks.people import Person
from scheduler.fitting import Seen, fitted, in_doubt
from scheduler.policy import CUT
from scheduler.replay import effective, replay
from service.shapes import Shape
from service.wiring import fitted_fact, learner_day

if TYPE_CHECKING:
    from scheduler.port import MemoryModel
    from service.wiring import App
    from storage.ledger import Unit

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


class FitShape(Shape):
    """What `fit --json` prints. Log losses are of the later fifth of the predicted reviews.

    `kept` says that the fitted parameters are in use from now on; else the defaults are. `moved`
    counts the cards whose state is another one now.
    """

    learner: str
    reviews: int
    predicted: int
    default_loss: float | None
    fitted_loss: float | None
    kept: bool
    parameters: tuple[float, ...] | None
    moved: int


def fit(app: App, learner: Person) -> FitShape:
    """Fits, and takes what won into use: fitted parameters, or the defaults again."""
    with app.ledger.read() as unit:
        logs = _logs(unit, learner)
    found = fitted([_seen(log, learner) for log in logs.values() if not _placed(log)])
    moved = use(app, learner, found.parameters)
    return FitShape(
        learner=learner.name,
        reviews=sum(len(effective(log)) for log in logs.values()),
        predicted=found.predicted,
        default_loss=found.default_loss,
        fitted_loss=found.fitted_loss,
        kept=found.kept,
        parameters=found.parameters,
        moved=moved,
    )


def use(app: App, learner: Person, parameters: Sequence[float] | None) -> int:
    """Takes parameters into use (None: the defaults) and replays; how many states are others now.

    What is replayed is computed before the transaction; a card reviewed meanwhile is done in it.
    """
    value = "" if parameters is None else json.dumps(list(parameters))
    if value == app.fitted(learner.id):
        return 0
    model = app.model_by(value)
    with app.ledger.read() as unit:
        logs = _logs(unit, learner)
        states = {card: _replayed(app, unit, learner, log, model) for card, log in logs.items()}
    moved = 0
    with app.ledger.write() as unit:
        unit.facts.put(fitted_fact(learner.id), value)
        for card, log in _logs(unit, learner).items():
            same = card in logs and len(log) == len(logs[card])
            state = states[card] if same else _replayed(app, unit, learner, log, model)
            if state != unit.reviews.state(learner.id, card):
                moved += 1
                unit.reviews.set_state(learner.id, card, state)
    return moved


def _logs(unit: Unit, learner: Person) -> dict[str, list[ReviewLog]]:
    """The learner's log by card, each in its order."""
    logs: dict[str, list[ReviewLog]] = {}
    for entry in unit.reviews.since(learner.id, _FIRST):
        logs.setdefault(entry.card_id, []).append(entry)
    return {card: sorted(log, key=lambda entry: entry.sequence) for card, log in logs.items()}


def _replayed(
    app: App, unit: Unit, learner: Person, log: Sequence[ReviewLog], model: MemoryModel
) -> MemoryState | None:
    deck = unit.decks.get(unit.cards.get(log[0].card_id).deck_id)
    return replay(log, model=model, policy=app.policy(deck), day=learner_day(learner))


def _placed(log: Sequence[ReviewLog]) -> bool:
    """Whether the card came with a state and without the reviews that had led to it."""
    return any(isinstance(entry.evidence, PlacedEvidence) for entry in log)


def _seen(log: Sequence[ReviewLog], learner: Person) -> list[Seen]:
    """What fitting reads of a card's log: the likelier rating of each review that stands."""
    day = learner_day(learner)
    logged = {entry.id: entry for entry in log}
    seen = []
    for review in effective(log):
        entry = logged[review.entry_id]
        believed = entry.rating is not None and review.evidence == entry.evidence
        rating = entry.rating if believed and entry.rating else _rating(review.evidence)
        sure = not (in_doubt(entry.posterior) if believed else _doubtful(review.evidence))
        at = review.at.timestamp()
        seen.append(Seen(at, day.day_of(review.at).toordinal(), int(rating), sure))
    return sorted(seen)


def _rating(evidence: Evidence) -> Rating:
    """The rating of evidence by itself, as within steps."""
    if isinstance(evidence, RatingEvidence):
        return evidence.rating
    if isinstance(evidence, GradeEvidence):
        return Rating.GOOD if evidence.score >= CUT else Rating.AGAIN
    if isinstance(evidence, GuessEvidence):
        return Rating.AGAIN
    if isinstance(evidence, SelfEvidence):
        return Rating.GOOD if evidence.had_it else Rating.AGAIN
    return Rating.GOOD


def _doubtful(evidence: Evidence) -> bool:
    return isinstance(evidence, GradeEvidence) and in_doubt(evidence.score)
