"""Reviews that were done elsewhere, put into the log; and one's own log, taken out of it.

Ratings become entries of the log at their own times, and the state is what replaying them gives.
What the other program believed (its due date above all) stays beside the last of them, so that a
card nobody has reviewed here since goes out as it came in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from decks.cards import Card, Deck
from decks.exchange.losses import Losses
from decks.exchange.studied import Reviewed, Studied
from decks.ids import content_id
from decks.memory import (
    Entry,
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
from scheduler.policy import CUT
from scheduler.replay import effective
from scheduler.review import advance, seed_for
from service.wiring import learner_day

if TYPE_CHECKING:
    from decks.memory import Evidence
    from scheduler.policy import Policy
    from scheduler.port import MemoryModel
    from service.wiring import App
    from storage.ledger import Unit

BELIEVED = "after: as the deck's file had it"
"""Why of an entry whose `after` is another program's belief and not what a replay gives."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """By what a review moves a state: looked up once a card."""

    policy: Policy
    model: MemoryModel


def put(
    app: App,
    unit: Unit,
    deck: Deck,
    learner: Person,
    card: Card,
    studied: Studied,
    lost: Losses,
) -> int:
    """Appends the reviews that are later than all that are known; says how many.

    Earlier ones would have to stand before what is in the log already: they are told as lost.
    """
    _suspend(unit, learner, card, studied)
    log = unit.reviews.log(learner.id, card.id)
    known = {_second(entry.at) for entry in log}
    reviews = studied.reviews or _stand_in(studied)
    fresh = [each for each in reviews if _second(each.at) not in known]
    newest = max((entry.at for entry in log), default=None)
    late = [each for each in fresh if newest is None or each.at > newest]
    if len(late) < len(fresh):
        question = card.version.content.question
        lost.add("review before the newest one here", question, len(fresh) - len(late))
    state = unit.reviews.state(learner.id, card.id)
    rule = _Rule(app.policy(deck), app.model_of(learner.id))
    for at, review in enumerate(late):
        entry, state = _entry(
            rule, learner, card, len(log) + at + 1, state, review, _evidence(studied, review)
        )
        if at == len(late) - 1 and studied.believed is not None:
            entry = entry.model_copy(update={"after": studied.believed, "why": BELIEVED})
        unit.reviews.append(entry, state)
    return len(late)


def _entry(
    rule: _Rule,
    learner: Person,
    card: Card,
    sequence: int,
    state: MemoryState | None,
    review: Reviewed,
    evidence: Evidence,
) -> tuple[ReviewLog, MemoryState]:
    """The review as an entry of the log, and the state it leads to."""
    outcome = advance(
        state,
        evidence,
        review.at,
        model=rule.model,
        policy=rule.policy,
        day=learner_day(learner),
        seed=seed_for(learner.id, card.id, state.reps if state else 0),
    )
    entry = ReviewLog(
        id=content_id("rev", learner.id, card.id, review.at.isoformat()),
        learner_id=learner.id,
        card_id=card.id,
        card_version_id=card.version.id,
        sequence=sequence,
        at=review.at,
        evidence=evidence,
        rating=outcome.rating,
        dice=outcome.dice,
        seconds=review.seconds,
        policy=rule.policy.version,
        before=state,
        after=outcome.state,
        by="import",
    )
    return entry, outcome.state


def _stand_in(studied: Studied) -> tuple[Reviewed, ...]:
    """A card with a date and without reviews is placed where it was, when it was last seen."""
    if studied.believed is None:
        return ()
    return (Reviewed(studied.believed.last_reviewed, Rating.GOOD),)


def _evidence(studied: Studied, review: Reviewed) -> Evidence:
    """The rating of a review; of a card that has a date alone, the state that it was held in."""
    if studied.reviews or studied.believed is None:
        return RatingEvidence(rating=review.rating)
    return PlacedEvidence(state=studied.believed)


def _suspend(unit: Unit, learner: Person, card: Card, studied: Studied) -> None:
    mark = unit.marks.get(learner.id, card.id) if studied.suspended else None
    if mark is not None and not mark.suspended:
        unit.marks.put(mark.model_copy(update={"suspended": True}))


def _second(at: datetime) -> int:
    return round(at.timestamp())


def taken_out(unit: Unit, learner: Person, card: Card, *, suspended: bool) -> Studied | None:
    """A person's schedule of a card as another program can hold it; None where there is none."""
    log = unit.reviews.log(learner.id, card.id)
    if not log:
        return Studied(suspended=True) if suspended else None
    entries = {entry.id: entry for entry in log}
    reviews = tuple(
        Reviewed(
            each.at,
            _rating(each.evidence, entries[each.entry_id]),
            _seconds(entries[each.entry_id]),
        )
        for each in effective(log)
        if not isinstance(each.evidence, PlacedEvidence)
    )
    return Studied(reviews, _believed(unit, learner, card, log[-1]), suspended)


def _believed(unit: Unit, learner: Person, card: Card, last: ReviewLog) -> MemoryState | None:
    if last.entry is Entry.REVIEW and last.why == BELIEVED:
        return last.after
    return unit.reviews.state(learner.id, card.id)


def _seconds(entry: ReviewLog) -> float:
    return entry.seconds or 0.0


def _rating(evidence: Evidence, entry: ReviewLog) -> Rating:
    """The rating nearest to the evidence that counts: other programs know nothing finer."""
    if isinstance(evidence, RatingEvidence):
        return evidence.rating
    if isinstance(evidence, SelfEvidence):
        return Rating.GOOD if evidence.had_it else Rating.AGAIN
    if isinstance(evidence, GuessEvidence):
        return Rating.AGAIN
    if evidence == entry.evidence and entry.rating is not None:
        return entry.rating
    assert isinstance(evidence, GradeEvidence)
    return Rating.GOOD if evidence.score >= CUT else Rating.AGAIN
