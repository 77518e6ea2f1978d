"""What students claimed, for whoever rules on it: in clusters of answers that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decks.cards import Card, CardVersion, Deck
from decks.grading import Answer, Claim, ClaimState, Grade
from decks.people import Person
from decks.rulings import Ruling
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit


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
