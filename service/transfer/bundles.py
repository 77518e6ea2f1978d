"""Whole decks in the format of record: gathered from the ledger, and put into it.

Putting in adds what is missing and changes nothing that is there: a second import of the same
bundle is told as unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from decks.base import Noun
from decks.cards import Card, CardState, CardVersion, Deck
from decks.drafts import DraftState
from decks.errors import NotFound, Refused
from decks.exchange.record import DeckBundle
from decks.ids import fresh_id
from decks.memory import ReviewLog
from decks.people import Role
from decks.sessions import CardMark
from service.calendar.corrections import replayed
from service.collection import indexing
from service.transfer.learned import BELIEVED
from service.wiring import COURSE_ID, checked_name

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

T = TypeVar("T", bound=Noun)


@dataclass(frozen=True, slots=True)
class Added:
    """How many cards, waiting drafts and analogies were new, and how many were there already."""

    cards: int
    drafts: int
    analogies: int
    unchanged: int
    media: int = 0


def gather(app: App, deck: Deck, *, with_learners: bool) -> DeckBundle:
    """The deck and everything that belongs to it; learners' records only when asked for."""
    with app.ledger.read() as unit:
        cards = unit.cards.list(deck.id, state=None)
        card_versions = [version for card in cards for version in unit.cards.versions(card.id)]
        drafts = unit.drafts.list(deck_id=deck.id, state=None)
        decisions = [decision for draft in drafts for decision in unit.drafts.decisions(draft.id)]
        subjects = [*(card.id for card in cards), *(draft.id for draft in drafts)]
        version_ids = _versions_of(unit, deck, card_versions, drafts)
        versions = [unit.sources.version(version_id) for version_id in version_ids]
        source_ids = dict.fromkeys(version.source_id for version in versions)
        learned = _learned(unit, deck, cards) if with_learners else {}
        people = {decision.by for decision in decisions}
        people |= {version.author_id for version in card_versions}
        people |= {record.learner_id for record in learned.get("answers", ())}
        people |= {record.learner_id for record in learned.get("reviews", ())}
        people |= {
            record.learner_id for name in ("sessions", "marks") for record in learned.get(name, ())
        }
        people |= {record.by for name in ("rulings", "labels") for record in learned.get(name, ())}
        return DeckBundle(
            deck=deck,
            course=unit.decks.course(deck.course_id),
            people=tuple(person for person in unit.people.list() if person.id in people),
            sources=tuple(unit.sources.get(source_id) for source_id in source_ids),
            versions=tuple(versions),
            passages=tuple(
                passage for version in versions for passage in unit.sources.passages(version.id)
            ),
            tasks=tuple(
                task for version in versions for task in unit.tasks.for_version(deck.id, version.id)
            ),
            drafts=tuple(drafts),
            card_versions=tuple(card_versions),
            cards=tuple(cards),
            analogies=tuple(each for subject in subjects for each in unit.analogies.of(subject)),
            decisions=tuple(decisions),
            media=tuple(unit.media.list(deck.id)),
            standards=tuple(unit.standards.of(deck.id)),
            **learned,
        )


def _versions_of(
    unit: Unit, deck: Deck, card_versions: Iterable[CardVersion], drafts: Iterable[Any]
) -> list[str]:
    """The source versions that the deck's citations and tasks name, each once, in order."""
    cited = [
        citation.version_id for owner in (*drafts, *card_versions) for citation in owner.citations
    ]
    tasked = [
        version.id
        for source in unit.sources.list(deck.course_id)
        for version in unit.sources.versions(source.id)
        if unit.tasks.for_version(deck.id, version.id)
    ]
    return list(dict.fromkeys([*tasked, *cited]))


def _learned(unit: Unit, deck: Deck, cards: Iterable[Card]) -> dict[str, tuple[Any, ...]]:
    answers = [each for card in cards for each in unit.answers.list(card_id=card.id)]
    pairs = [pair for pair in unit.reviews.pairs() if pair[1] in {card.id for card in cards}]
    reviews = [entry for pair in pairs for entry in unit.reviews.log(*pair)]
    return {
        "answers": tuple(answers),
        "grades": tuple(grade for each in answers for grade in unit.grades.of(each.id)),
        "reviews": tuple(reviews),
        "claims": tuple(unit.claims.of_deck(deck.id)),
        "rulings": tuple(unit.rulings.of_deck(deck.id)),
        "labels": tuple(unit.labels.of_deck(deck.id)),
        "sessions": tuple(unit.sessions.list(deck.id)),
        "marks": tuple(
            mark
            for person in unit.people.list()
            for mark in unit.marks.of_deck(person.id, deck.id).values()
        ),
    }


def put_in(app: App, bundle: DeckBundle, deck_name: str) -> Added:
    """Adds what the bundle holds and the ledger lacks to the deck of this name, in one step."""
    with app.ledger.write() as unit:
        _not_elsewhere(unit, bundle, deck_name)
        deck = _target(app, unit, bundle.deck, deck_name)
        _put_sources(unit, bundle)
        drafts = [draft.model_copy(update={"deck_id": deck.id}) for draft in bundle.drafts]
        unit.tasks.add([task.model_copy(update={"deck_id": deck.id}) for task in bundle.tasks])
        fresh = _missing(unit.drafts.get, drafts)
        unit.drafts.add(fresh)
        cards = _put_cards(unit, bundle, deck)
        analogies = _missing(unit.analogies.get, bundle.analogies)
        unit.analogies.add(analogies)
        known = {decision.id for draft in drafts for decision in unit.drafts.decisions(draft.id)}
        for decision in bundle.decisions:
            if decision.id not in known:
                unit.drafts.add_decision(decision)
        _put_standards(unit, bundle, deck)
        media = unit.media.put(deck.id, bundle.media)
        _put_learned(unit, bundle)
        _put_sittings(unit, bundle, deck)
        _settle_states(app, unit, bundle)
    total = len(bundle.cards) + len(bundle.drafts) + len(bundle.analogies)
    return Added(
        cards=cards,
        drafts=sum(draft.state is DraftState.PENDING for draft in fresh),
        analogies=len(analogies),
        unchanged=total - cards - len(fresh) - len(analogies),
        media=media,
    )


def _not_elsewhere(unit: Unit, bundle: DeckBundle, deck_name: str) -> None:
    """Raises `Refused` where records of the bundle lie in another deck here: ids are for one."""
    for get, nouns in ((unit.cards.get, bundle.cards), (unit.drafts.get, bundle.drafts)):
        for noun in nouns:
            try:
                deck = unit.decks.get(get(noun.id).deck_id)
            except NotFound:
                continue
            if deck.name != deck_name:
                raise Refused(
                    f"These records belong to the deck {deck.name!r} here: import them under that "
                    "name."
                )
            return


def _target(app: App, unit: Unit, offered: Deck, deck_name: str) -> Deck:
    """The deck of this name, or the offered deck under it."""
    known = unit.decks.by_name(deck_name)
    if known is not None:
        return known
    taken = any(deck.id == offered.id for deck in unit.decks.list())
    deck = offered.model_copy(
        update={
            "id": fresh_id("dck") if taken else offered.id,
            "name": checked_name(deck_name),
            "course_id": COURSE_ID,
        }
    )
    unit.decks.add(deck)
    return deck


def _put_sources(unit: Unit, bundle: DeckBundle) -> None:
    for person in _missing(unit.people.get, bundle.people):
        taken = unit.people.by_name(person.name)
        name = f"{person.name} ({person.id})"[:100] if taken else person.name
        # A file gives nobody a right here, whatever it says.
        unit.people.add(person.model_copy(update={"name": name, "role": Role.STUDENT}))
    for source in _missing(unit.sources.get, bundle.sources):
        taken_name = unit.sources.by_name(COURSE_ID, source.name)
        name = f"{source.name} ({source.id})" if taken_name else source.name
        unit.sources.add(source.model_copy(update={"course_id": COURSE_ID, "name": name}))
    for version in bundle.versions:
        unit.sources.add_version(version)
    unit.sources.add_passages(list(bundle.passages))


def _put_cards(unit: Unit, bundle: DeckBundle, deck: Deck) -> int:
    """Adds the cards that are missing with every version, the first one first."""
    missing = _missing(unit.cards.get, bundle.cards)
    wordings: dict[str, list[CardVersion]] = {}
    for version in sorted(bundle.card_versions, key=lambda each: each.number):
        wordings.setdefault(version.card_id, []).append(version)
    for card in missing:
        versions = wordings.get(card.id) or [card.version]
        unit.cards.add(card.model_copy(update={"deck_id": deck.id, "version": versions[0]}))
        for version in versions[1:]:
            unit.cards.add_version(version)
        if card.state is CardState.LIVE:
            indexing.put_card(unit, unit.cards.get(card.id))
    return len(missing)


def _put_standards(unit: Unit, bundle: DeckBundle, deck: Deck) -> None:
    """How strictly the deck is judged, where nobody has said so here."""
    if unit.standards.current(deck.id) is None:
        for standard in bundle.standards:
            unit.standards.add(standard.model_copy(update={"deck_id": deck.id}))


def _put_learned(unit: Unit, bundle: DeckBundle) -> None:
    for answer in _missing(unit.answers.get, bundle.answers):
        unit.answers.add(answer)
    for grade in _missing(unit.grades.get, bundle.grades):
        unit.grades.add(grade)
    for entry in _missing(unit.reviews.entry, _in_order(bundle.reviews)):
        unit.reviews.append(entry, entry.after)
    for claim in _missing(unit.claims.get, bundle.claims):
        unit.claims.add(claim)
    for ruling in bundle.rulings:
        if unit.rulings.find(ruling.id) is None:
            unit.rulings.add(ruling)
    for label in bundle.labels:
        if not unit.labels.knows(label.id):
            unit.labels.add(label)


def _put_sittings(unit: Unit, bundle: DeckBundle, deck: Deck) -> None:
    """Sittings, and the marks of cards that have none here."""
    for session in _missing(unit.sessions.get, bundle.sessions):
        unit.sessions.add(session.model_copy(update={"deck_id": deck.id}))
    for mark in bundle.marks:
        empty = CardMark(learner_id=mark.learner_id, card_id=mark.card_id)
        if unit.marks.get(mark.learner_id, mark.card_id) == empty:
            unit.marks.put(mark)


def _settle_states(app: App, unit: Unit, bundle: DeckBundle) -> None:
    """The live states of logs that hold what another program believed: by replay, as ever."""
    pairs = {(each.learner_id, each.card_id) for each in bundle.reviews if each.why == BELIEVED}
    for learner_id, card_id in sorted(pairs):
        state = replayed(app, unit, unit.people.get(learner_id), card_id)
        unit.reviews.set_state(learner_id, card_id, state)


def _in_order(entries: Iterable[ReviewLog]) -> list[ReviewLog]:
    return sorted(entries, key=lambda entry: (entry.learner_id, entry.card_id, entry.sequence))


def _missing(get: Callable[[str], object], nouns: Iterable[T]) -> list[T]:
    """Those of the nouns that the ledger does not have."""

    def known(noun: Any) -> bool:
        try:
            get(noun.id)
        except NotFound:
            return False
        return True

    return [noun for noun in nouns if not known(noun)]
