"""What each grader's scores are worth to the schedule, learned from people's blind labels.

Answers marked right or wrong count, with the score that the grader gave them; those marked partly
right say neither. A grader version with too few labels keeps what it ships with.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from decks.grading import Scored
from decks.rulings import Mark
from scheduler.likelihood import ENOUGH, SHIPPED, fitted
from scheduler.policy import Likelihood
from service.calendar.replaying import ReplayShape, change_policy
from service.shapes import Shape
from service.wiring import LIKELIHOODS_FACT

if TYPE_CHECKING:
    from service.wiring import App


class LikelihoodShape(Shape):
    """What the scores of one grader version are worth. `fitted` says that labels told so."""

    grader: str
    labels: int
    base: float
    slope: float
    fitted: bool


class LikelihoodsShape(Shape):
    """What `fit --graders --json` prints: each grader version, and what the replay changed."""

    graders: tuple[LikelihoodShape, ...]
    needed: int
    replay: ReplayShape


def fit_graders(app: App) -> LikelihoodsShape:
    """Learns the likelihoods from all labels, takes them into use and replays every state."""
    judged = _judged(app)
    shapes, learned = [], {}
    for grader, pairs in sorted(judged.items()):
        given = SHIPPED.get(grader.partition("/")[0], Likelihood())
        found = fitted(pairs, given)
        shapes.append(
            LikelihoodShape(
                grader=grader,
                labels=len(pairs),
                base=round(found.base, 4),
                slope=round(found.slope, 4),
                fitted=found != given,
            )
        )
        if found != given:
            learned[grader] = {"base": found.base, "slope": found.slope, "floor": found.floor}
    value = json.dumps(learned, sort_keys=True) if learned else ""
    replay = change_policy(app, lambda unit: unit.facts.put(LIKELIHOODS_FACT, value))
    return LikelihoodsShape(graders=tuple(shapes), needed=ENOUGH, replay=replay)


def _judged(app: App) -> dict[str, list[tuple[float, bool]]]:
    """By grader and version: scores that a machine gave, and whether a person held them right."""
    judged: dict[str, list[tuple[float, bool]]] = {}
    with app.ledger.read() as unit:
        for deck in unit.decks.list():
            for label in unit.labels.of_deck(deck.id):
                if label.mark is Mark.PARTLY:
                    continue
                for grade in unit.grades.of(label.answer_id):
                    settled = grade.by is not None or grade.certain
                    if isinstance(grade.result, Scored) and not settled:
                        name = f"{grade.grader.name}/{grade.grader.version}"
                        pair = (grade.result.score, label.mark is Mark.RIGHT)
                        judged.setdefault(name, []).append(pair)
    return judged
