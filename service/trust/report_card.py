"""Whether the grader can be trusted on a deck: its report card.

Agreement is with people's blind labels, on the half of them that is a fair sample of the deck's
answers (`service.trust.labels`). Three marks are compared with three verdicts: right with correct,
partly with partial, wrong with incorrect or contradictory; a strict error says less than the
person, a lenient one more. Shares come with Wilson's 95 % interval (Wilson 1927; Brown, Cai and
DasGupta 2001 on why). Answers that a person ruled on are left out: the key has learned them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from decks.cards import CardContent, Deck
from decks.grading import ClaimState, GraderIdentity, Overall, Scored, Unscored, UnscoredReason
from decks.rulings import Label, Mark, Standard
from grader.task import Graded, GradingTask
from service.trust.judging import (
    held_to,
    identity,
    judged,
    judged_openly,
    standard_of,
    task_for,
    task_of,
)
from service.trust.known_answers import RIGHT, Known, Made, canaries
from service.trust.labels import Given, given_in, random_sample
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App

CANARY_CARDS = 40
"""Of a larger deck every n-th card is tried."""
FAILURES = 3
"""Failing canaries that are shown of each kind."""
SETTLED = (ClaimState.OPEN, ClaimState.UPHELD, ClaimState.DECLINED)
"""What becomes of claims that were not taken back."""
CUTS = tuple(round(0.2 + 0.05 * step, 2) for step in range(13))
_LEVEL = {
    Mark.WRONG: 0,
    Mark.PARTLY: 1,
    Mark.RIGHT: 2,
    Overall.CONTRADICTORY: 0,
    Overall.INCORRECT: 0,
    Overall.PARTIAL: 1,
    Overall.CORRECT: 2,
}
LENGTHS = (("1 to 5 words", 1, 5), ("6 to 15 words", 6, 15), ("16 words and more", 16, 10**9))
SURENESS = (("under 70 %", 0.0, 0.7), ("70 to 90 %", 0.7, 0.9), ("90 % and more", 0.9, 1.01))


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`, with the 95 % range; 0 of 0 has no share."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """The share in 0..1."""
        return self.hits / self.of if self.of else None

    @property
    def range(self) -> tuple[float, float]:
        """Wilson's interval; everything is possible where nothing was seen."""
        if not self.of:
            return 0.0, 1.0
        z, share = 1.959964, self.hits / self.of
        middle = share + z * z / (2 * self.of)
        spread = z * math.sqrt(share * (1 - share) / self.of + z * z / (4 * self.of**2))
        scale = 1 + z * z / self.of
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


@dataclass(frozen=True, slots=True)
class Compared:
    """One labelled answer and what the grader says of it, by the deck's standard."""

    label: Label
    given: Given
    graded: Graded

    @property
    def apart(self) -> int:
        """Levels that the grader is above the person: below 0 strict, above 0 lenient."""
        assert isinstance(self.graded.result, Scored)
        return _LEVEL[self.graded.result.overall] - _LEVEL[self.label.mark]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often grader and person say the same, and which way they part."""

    same: Share
    strict: Share
    lenient: Share
    passes: Share
    """The same on right or not right alone."""

    @classmethod
    def of(cls, found: Sequence[Compared]) -> Agreement:
        """Over these answers."""
        apart = [each.apart for each in found]
        two = sum(
            (each.label.mark is Mark.RIGHT) == (each.apart == 2 - _LEVEL[each.label.mark])
            for each in found
        )
        count = len(found)
        return cls(
            Share(apart.count(0), count),
            Share(sum(each < 0 for each in apart), count),
            Share(sum(each > 0 for each in apart), count),
            Share(two, count),
        )


@dataclass(frozen=True, slots=True)
class Canaries:
    """Known answers of one kind: how many were judged as they should be, and some that were not."""

    made: Made
    right: bool
    share: Share
    unscored: int
    failures: tuple[tuple[str, str], ...]
    """Question and answer."""


@dataclass
class ReportCard:
    """All of it. `near` is agreement on the answers the grader was least sure of."""

    deck: Deck
    grader: GraderIdentity
    standard: Standard | None
    answers: int
    abstained: Share
    labels: int
    agreement: Agreement
    near: Agreement
    by_length: list[tuple[str, Agreement]] = field(default_factory=list)
    by_sureness: list[tuple[str, Agreement]] = field(default_factory=list)
    points: list[tuple[float, Agreement]] = field(default_factory=list)
    canaries: list[Canaries] = field(default_factory=list)
    claims: dict[ClaimState, int] = field(default_factory=dict)


def report_card(app: App, deck_name: str, *, by: str | None = None) -> ReportCard:
    """The report card of a deck, by the labels of one person or of everybody."""
    deck = deck_named(app, deck_name)
    standard = standard_of(app, deck)
    given = given_in(app, deck)
    found = _compared(app, deck, standard, given, by)
    fair = random_sample([(each.label, each.given) for each in found])
    fair_ids = {label.id for label, _ in fair}
    drawn = [each for each in found if each.label.id in fair_ids]
    rest = [each for each in found if each.label.id not in fair_ids]
    with app.ledger.read() as unit:
        states = [claim.state for claim in unit.claims.of_deck(deck.id)]
    graded = [each.grade for each in given if each.grade is not None]
    return ReportCard(
        deck=deck,
        grader=identity(app.grader.identity, standard),
        standard=standard,
        answers=len(given),
        abstained=Share(sum(_abstained(each.result) for each in graded), len(graded)),
        labels=len(found),
        agreement=Agreement.of(drawn),
        near=Agreement.of(rest),
        by_length=_parts(drawn, LENGTHS, _length),
        by_sureness=_parts(drawn, SURENESS, lambda each: each.graded.result.confidence),
        points=_points(app, deck, standard, drawn),
        canaries=_canaries(app, deck, standard),
        claims={state: states.count(state) for state in SETTLED},
    )


def _abstained(result: Scored | Unscored) -> bool:
    return isinstance(result, Unscored) and result.reason is not UnscoredReason.FAULT


def _compared(
    app: App, deck: Deck, standard: Standard | None, given: Sequence[Given], by: str | None
) -> list[Compared]:
    with app.ledger.read() as unit:
        labels = {label.answer_id: label for label in unit.labels.of_deck(deck.id, by)}
    wanted = [each for each in given if each.answer.id in labels and not each.settled]
    tasks = [task_of(each.version, each.answer.text or "") for each in wanted]
    return [
        Compared(labels[each.answer.id], each, one)
        for each, one in zip(wanted, judged_openly(app, standard, tasks), strict=True)
        if isinstance(one.result, Scored)
    ]


def _length(each: Compared) -> float:
    return len((each.given.answer.text or "").split())


def _parts(
    found: Sequence[Compared],
    parts: Sequence[tuple[str, float, float]],
    value: Callable[[Compared], float],
) -> list[tuple[str, Agreement]]:
    """Agreement apart by a number: from `low`, up to and without what is above `high`."""
    whole = all(float(high).is_integer() for _, _, high in parts)
    return [
        (
            name,
            Agreement.of(
                [
                    each
                    for each in found
                    if low <= value(each) and (value(each) <= high if whole else value(each) < high)
                ]
            ),
        )
        for name, low, high in parts
    ]


def _points(
    app: App, deck: Deck, standard: Standard | None, found: Sequence[Compared]
) -> list[tuple[float, Agreement]]:
    """Agreement had the deck been judged from other cuts on."""
    plain = Standard(id="", deck_id=deck.id, by="", at=app.now())
    tasks = [task_of(each.given.version, each.given.answer.text or "") for each in found]
    raw = app.grader.grade_many(tasks, abstain=False)
    return [(cut, Agreement.of(_at(standard or plain, cut, found, tasks, raw))) for cut in CUTS]


def _at(
    standard: Standard,
    cut: float,
    found: Sequence[Compared],
    tasks: Sequence[GradingTask],
    raw: Sequence[Graded],
) -> list[Compared]:
    other = standard.model_copy(update={"cut": cut})
    return [
        Compared(each.label, each.given, held_to(other, task, one))
        for each, task, one in zip(found, tasks, raw, strict=True)
    ]


def _canaries(app: App, deck: Deck, standard: Standard | None) -> list[Canaries]:
    """Known answers to up to `CANARY_CARDS` cards, graded as a student's would be."""
    with app.ledger.read() as unit:
        cards = [card.version.content for card in unit.cards.list(deck.id)]
    every = max(1, math.ceil(len(cards) / CANARY_CARDS))
    tried: list[tuple[CardContent, Known]] = []
    for at in range(0, len(cards), every):
        neighbour = cards[(at + 1) % len(cards)] if len(cards) > 1 else None
        tried += [(cards[at], known) for known in canaries(cards[at], neighbour)]
    tasks = [task_for(content, known.text) for content, known in tried]
    graded = judged(app, standard, tasks)
    return [found for made in Made if (found := _of_kind(made, tried, graded)) is not None]


def _of_kind(
    made: Made, tried: Sequence[tuple[CardContent, Known]], graded: Sequence[Graded]
) -> Canaries | None:
    right = made in RIGHT
    same = [
        (content, known, one.result)
        for (content, known), one in zip(tried, graded, strict=True)
        if known.made is made
    ]
    if not same:
        return None
    scored = [(c, k, r) for c, k, r in same if isinstance(r, Scored)]
    wrong = [(c, k) for c, k, r in scored if (r.overall is Overall.CORRECT) is not right]
    return Canaries(
        made=made,
        right=right,
        share=Share(len(scored) - len(wrong), len(scored)),
        unscored=len(same) - len(scored),
        failures=tuple((c.question, k.text) for c, k in wrong[:FAILURES]),
    )
