"""Setting how strictly a deck is judged, and what its labels have taught: never silently.

What would change is shown on the deck's newest answers before anything is kept: what `regrade`
would change of them, by the very function that does it. Grades that were given stay until it is
asked for; answers from now on are judged by the new standard.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from decks.cards import Deck
from decks.errors import Stale, WrongUsage
from decks.grading import ClaimState, Scored
from decks.ids import content_id
from decks.rulings import Mark, Standard
from service.disputes.regrade import Regrade, under
from service.trust.calibration import RULING_WEIGHT, Judgement, fitted, loss
from service.trust.judging import judged_openly, task_of
from service.trust.labels import given_in
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App

POINTS = {"lenient": 0.35, "even": 0.5, "strict": 0.65}
"""Named operating points: the score from which an answer is correct."""
SHOWN = 200
"""Of how many of the newest answers the difference is shown."""
TRUTH = {Mark.RIGHT: 1.0, Mark.PARTLY: 0.5, Mark.WRONG: 0.0}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A standard that may take the place of the one in force.

    `foreseen` is what grading the newest answers anew would change then; `loss_before` and
    `loss_after` are the mean cross-entropy on what it was learned from.
    """

    deck: Deck
    before: Standard | None
    after: Standard
    foreseen: Regrade
    loss_before: float = 0.0
    loss_after: float = 0.0
    kept: bool = False


def cut_of(name: str) -> float:
    """The score that a name or number of an operating point stands for."""
    if name in POINTS:
        return POINTS[name]
    try:
        cut = float(name)
    except ValueError:
        cut = -1.0
    if not 0.2 <= cut <= 0.8:
        raise WrongUsage(f"An operating point is {', '.join(POINTS)}, or a score from 0.2 to 0.8.")
    return cut


def at_point(app: App, deck_name: str, cut: float, *, why: str = "") -> Proposal:
    """The deck judged from another cut on; what was learned stays."""
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        before = unit.standards.current(deck.id)
    slope, offset = (before.slope, before.offset) if before else (1.0, 0.0)
    learned = before.learned_from if before else 0
    return _proposed(app, deck, before, (cut, slope, offset), learned, why)


def learned(app: App, deck_name: str) -> Proposal:
    """What the deck's labels and rulings teach; the cut stays."""
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        before = unit.standards.current(deck.id)
    found = judgements(app, deck)
    slope, offset = (round(each, 6) for each in fitted(found))
    cut = before.cut if before else 0.5
    why = f"learned from {len(found)} labels and rulings"
    made = _proposed(app, deck, before, (cut, slope, offset), len(found), why)
    stood = (before.slope, before.offset) if before else (1.0, 0.0)
    after = loss(found, slope, offset)
    return replace(made, loss_before=loss(found, *stood), loss_after=after)


def judgements(app: App, deck: Deck) -> list[Judgement]:
    """What people said of the deck's answers, beside the grader's own scores of them.

    What a rule settles teaches nothing; an answer that was labelled and ruled on counts as
    labelled.
    """
    with app.ledger.read() as unit:
        truth = {
            claim.answer_id: (float(claim.state is ClaimState.UPHELD), RULING_WEIGHT)
            for claim in unit.claims.of_deck(deck.id)
            if claim.ruling_id is not None
        }
        for label in unit.labels.of_deck(deck.id):
            truth[label.answer_id] = (TRUTH[label.mark], 1.0)
    given = [each for each in given_in(app, deck) if each.answer.id in truth]
    graded = judged_openly(app, None, [task_of(e.version, e.answer.text or "") for e in given])
    return [
        Judgement(one.result.score, *truth[each.answer.id])
        for each, one in zip(given, graded, strict=True)
        if isinstance(one.result, Scored) and not one.certain
    ]


def _proposed(
    app: App,
    deck: Deck,
    before: Standard | None,
    numbers: tuple[float, float, float],
    learned_from: int,
    why: str,
) -> Proposal:
    cut, slope, offset = numbers
    after = Standard(
        id=content_id("std", deck.id, before.id if before else "", repr(numbers)),
        deck_id=deck.id,
        cut=cut,
        slope=slope,
        offset=offset,
        learned_from=learned_from,
        by=app.owner.id,
        why=why,
        at=app.now(),
    )
    return Proposal(deck, before, after, under(app, deck, None if after.plain else after, SHOWN))


def keep(app: App, proposal: Proposal) -> Proposal:
    """Judges the deck by the proposed standard from now on; the same one twice is once.

    Raises `Stale` where another standard was set since.
    """
    with app.ledger.write() as unit:
        every = unit.standards.of(proposal.deck.id)
        newest = every[-1] if every else None
        if newest is None or newest.name != proposal.after.name:
            if newest != proposal.before:
                raise Stale("Another standard was set meanwhile: look at the report card again.")
            unit.standards.add(proposal.after)
    return replace(proposal, kept=True)
