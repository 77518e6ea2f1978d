"""The student's "I was right": it counts at once for the claimant, and waits for a ruling.

A claim moves the claimant's own schedule and nothing else: the grade stays, and what is counted of
a class counts no claim as right before it is upheld. The owner of the data folder is both sides,
so the owner's claims are upheld on the spot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decks.cards import Card, CardVersion, Deck
from decks.errors import Stale, WrongTransition
from decks.grading import Answer, Claim, ClaimState, Grade
from decks.ids import fresh_id
from decks.memory import GradeEvidence, ReviewLog, SelfEvidence
from decks.people import Person
from decks.rulings import Ruling
from service.calendar.corrections import amend
from service.studying.study import Told, move, told
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

LONGEST = 500
"""Characters of a claim's sentence."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim with what it is about, and the ruling where there is one."""

    claim: Claim
    answer: Answer
    learner: Person
    grade: Grade | None
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Open claims about one card whose answers say the same; `members[0]` speaks for them."""

    deck: Deck
    card: Card
    version: CardVersion
    members: tuple[Claimed, ...]


def claim(app: App, answer_id: str, sentence: str = "") -> tuple[Claim, Told]:
    """ "I was right": counts at once for the claimant's schedule, and is kept to be ruled on.

    A claim about an answer that moved nothing moves nothing either, if the card was reviewed since.
    """
    with app.ledger.write() as unit:
        stored = unit.answers.get(answer_id)
        if unit.claims.of_answer(answer_id):
            raise WrongTransition("You have said so already; it counts.")
        entry_id = _moved(app, unit, stored, sentence)
        alone = stored.learner_id == app.owner.id
        made = Claim(
            id=fresh_id("clm"),
            answer_id=answer_id,
            learner_id=stored.learner_id,
            sentence=sentence.strip()[:LONGEST],
            state=ClaimState.UPHELD if alone else ClaimState.OPEN,
            entry_id=entry_id,
            at=app.now(),
        )
        unit.claims.add(made)
    return made, told(app, answer_id)


def _moved(app: App, unit: Unit, stored: Answer, sentence: str) -> str | None:
    """The entry by which the claim counts; None where the schedule has moved on without it."""
    try:
        why = sentence.strip() or "I was right"
        return move(app, unit, stored, SelfEvidence(had_it=True), why).id
    except Stale:
        return None


def take_back(app: App, answer_id: str) -> Told:
    """Takes back what the student said of an answer: the grade counts again, as if nothing had
    been said. An answer that only the student's word moved is asked about again.

    Raises `WrongTransition` where nothing was said, or the claim was ruled on.
    """
    with app.ledger.write() as unit:
        stored = unit.answers.get(answer_id)
        made = unit.claims.of_answer(answer_id)
        if made and made[-1].ruling_id is not None:
            raise WrongTransition("This claim was ruled on: it cannot be taken back.")
        log = unit.reviews.log(stored.learner_id, stored.card_id)
        about = [entry for entry in log if entry.answer_id == answer_id]
        said = about[-1].evidence if about else None
        if not made and (said is None or isinstance(said, GradeEvidence)):
            raise WrongTransition("You have said nothing of this answer: there is nothing to undo.")
        for each in made:
            unit.claims.save(each.model_copy(update={"state": ClaimState.WITHDRAWN}))
        if about and about[-1].evidence is not None:
            _graded_again(app, unit, stored, about)
    return told(app, answer_id)


def _graded_again(app: App, unit: Unit, stored: Answer, about: Sequence[ReviewLog]) -> None:
    graded = [each.evidence for each in about if isinstance(each.evidence, GradeEvidence)]
    learner = unit.people.get(stored.learner_id)
    amend(
        app,
        unit,
        unit.decks.get(unit.cards.get(stored.card_id).deck_id),
        learner,
        about[0],
        graded[-1] if graded else None,
        by=learner.id,
        why="taken back",
        at=app.now(),
    )


def explain(app: App, answer_id: str, sentence: str) -> Told:
    """Gives a claim its sentence, or another one, while nobody has ruled on it."""
    with app.ledger.write() as unit:
        made = unit.claims.of_answer(answer_id)
        if not made:
            raise WrongTransition("There is no claim about this answer: say that you were right.")
        if made[-1].ruling_id is not None:
            raise WrongTransition("This claim was ruled on: its sentence stays as it was.")
        kept = sentence.strip()[:LONGEST]
        unit.claims.save(made[-1].model_copy(update={"sentence": kept}))
    return told(app, answer_id)


def listed(
    app: App, deck_name: str | None = None, state: ClaimState | None = ClaimState.OPEN
) -> list[Claimed]:
    """The claims in a state, or all, of one deck or of every deck, in the order they were made."""
    deck = None if deck_name is None else deck_named(app, deck_name)
    with app.ledger.read() as unit:
        made = unit.claims.list() if deck is None else unit.claims.of_deck(deck.id)
        wanted = [each for each in made if state is None or each.state is state]
        return _claimed(unit, wanted)


def of_learner(app: App, learner: Person) -> list[Claimed]:
    """What a student claimed, the newest first, with what became of it."""
    with app.ledger.read() as unit:
        made = [each for each in unit.claims.list() if each.learner_id == learner.id]
        return _claimed(unit, made[::-1])


def _claimed(unit: Unit, claims: Sequence[Claim]) -> list[Claimed]:
    people = {person.id: person for person in unit.people.list()}
    rulings = unit.rulings.many([each.ruling_id for each in claims if each.ruling_id])
    return [
        Claimed(
            each,
            unit.answers.get(each.answer_id),
            people[each.learner_id],
            unit.grades.current(each.answer_id),
            rulings.get(each.ruling_id or ""),
        )
        for each in claims
    ]


def clusters(app: App, deck_name: str | None = None) -> list[Cluster]:
    """The open claims by what their answers say, the largest first, then the longest waiting."""
    made = listed(app, deck_name)
    by_card: dict[str, list[Claimed]] = {}
    for each in made:
        by_card.setdefault(each.answer.card_id, []).append(each)
    found = [one for card_id, same in by_card.items() for one in _clustered(app, card_id, same)]
    return sorted(found, key=lambda one: (-len(one.members), one.members[0].claim.at))


def _clustered(app: App, card_id: str, made: Sequence[Claimed]) -> list[Cluster]:
    """The claims about one card, apart where they were asked something else."""
    from service.disputes.clustering import central, groups

    with app.ledger.read() as unit:
        card = unit.cards.get(card_id)
        deck = unit.decks.get(card.deck_id)
        versions = {each.id: each for each in unit.cards.versions(card_id)}
    asked: dict[str, list[Claimed]] = {}
    for each in made:
        question = versions[each.answer.card_version_id].content.question
        asked.setdefault(question, []).append(each)
    found = []
    for same in asked.values():
        texts = [each.answer.text or "" for each in same]
        for places in groups(texts, app.claim_vectors):
            first = places[central([texts[at] for at in places], app.claim_vectors)]
            ordered = [first, *(at for at in places if at != first)]
            members = tuple(same[at] for at in ordered)
            version = versions[members[0].answer.card_version_id]
            found.append(Cluster(deck, card, version, members))
    return found


def settled(app: App, deck_name: str | None = None) -> list[Cluster]:
    """The claims that were settled, a cluster for each ruling, the newest first."""
    found: dict[str, str] = {}
    for each in listed(app, deck_name, None):
        if each.claim.state is not ClaimState.OPEN:
            found.setdefault(each.claim.ruling_id or each.claim.id, each.claim.id)
    return [cluster_of(app, claim_id) for claim_id in reversed(found.values())]


def cluster_of(app: App, claim_id: str) -> Cluster:
    """The cluster that a claim is in, as it is now, or as it was ruled on."""
    with app.ledger.read() as unit:
        claim = unit.claims.get(claim_id)
        stored = unit.answers.get(claim.answer_id)
        card = unit.cards.get(stored.card_id)
        deck = unit.decks.get(card.deck_id)
        about = [each for each in unit.claims.of_card(card.id) if each.state is ClaimState.OPEN]
        made = _claimed(unit, about)
        ruling = unit.rulings.find(claim.ruling_id) if claim.ruling_id else None
        others = ruling.claims if ruling else ()
        ruled = [claim, *(unit.claims.get(each) for each in others if each != claim_id)]
        settled = tuple(_claimed(unit, ruled))
        version = unit.cards.version(stored.card_version_id)
    for one in _clustered(app, card.id, made) if made else ():
        if any(each.claim.id == claim_id for each in one.members):
            return one
    return Cluster(deck, card, version, settled)
