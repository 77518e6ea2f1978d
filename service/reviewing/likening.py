"""Suggesting analogies: for one card that a person asks about, or for the cards of a deck.

With an author model it drafts and ranks them; without one, or where the model fails, the banks are
searched: first what was approved in this course, then the project's own and a teacher's. Whatever
is suggested waits for a person and never holds up its card.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from authoring.analogies.bank import Bank, Entry, with_own
from authoring.analogies.rubric import Beside, judged
from authoring.analogies.search import Offer, as_entry, offers
from decks.analogies import Analogy, AnalogyOrigin, AnalogyState
from decks.cards import CardKind, DraftContent
from decks.drafts import DraftState, Finding
from decks.errors import BudgetSpent, KeyRefused, ModelFailed, NotFound
from decks.grading import Overall, Scored
from decks.ids import content_id
from grader.task import GradingTask
from service.wiring import deck_named

if TYPE_CHECKING:
    from authoring.analogies.analogist import Analogist
    from decks.cards import Deck
    from service.wiring import App
    from storage.ledger import Unit

SUGGESTED = (AnalogyOrigin.BANK, AnalogyOrigin.COURSE, AnalogyOrigin.MODEL)
"""Where suggestions come from, as against what was imported or written by a person."""
ASKED_AGAIN = "another was asked for and took its place"
"""The reason under which a suggestion goes that gives way to the next."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A card or waiting draft that analogies are for, with the words that it cites."""

    id: str
    deck_id: str
    content: DraftContent
    quotes: tuple[str, ...]


def subject(unit: Unit, subject_id: str) -> Subject:
    """The card (`crd_`) or draft of this id, or `NotFound`. A draft that became a card is that."""
    if not subject_id.startswith("crd_"):
        draft = unit.drafts.get(subject_id)
        if draft.card_id is None or draft.state is not DraftState.ACCEPTED:
            quotes = tuple(citation.quote for citation in draft.citations)
            return Subject(draft.id, draft.deck_id, draft.content, quotes)
        subject_id = draft.card_id
    card = unit.cards.get(subject_id)
    quotes = tuple(citation.quote for citation in card.version.citations)
    return Subject(card.id, card.deck_id, card.version.content, quotes)


def findings(app: App, analogy: Analogy, *, tried: bool = True) -> tuple[Finding, ...]:
    """What the rubric has against an analogy, A1 to A8, beside its card and its deck; `tried` has
    the grader say, too, whether repeating it earns something.
    """
    with app.ledger.read() as unit:
        about = subject(unit, analogy.subject_id)
        around = unit.analogies.in_deck(about.deck_id)
    field = bank(app).field_of(analogy.content.familiar)
    beside = _beside(app, about, around, field, apart_from=analogy.id)
    return judged(analogy.content, beside if tried else replace(beside, passes=None))


def suggest(app: App, subject_id: str, deck: Deck | None = None) -> Analogy | None:
    """The next analogy for a card or draft (of this deck, where one is named), kept as one that
    waits; None where nothing is sound.

    A suggestion for it that waits already goes, and no familiar idea is suggested twice for a card.
    """
    with app.ledger.read() as unit:
        about = subject(unit, subject_id)
        if deck is not None and about.deck_id != deck.id:
            raise NotFound(f"There is no card or draft {subject_id} in this deck.")
        around = unit.analogies.in_deck(about.deck_id)
    made = _next(app, about, around, _Asked(app.analogist), open_roles=True)
    if made is None:
        return None
    with app.ledger.write() as unit:
        for each in unit.analogies.of(about.id):
            if each.state is AnalogyState.PENDING and each.origin in SUGGESTED:
                gone = {"state": AnalogyState.REPLACED, "reason": ASKED_AGAIN}
                unit.analogies.save(each.model_copy(update=gone))
        unit.analogies.add([made])
    return made


def suggest_for_deck(app: App, deck_name: str, most: int | None = None) -> list[Analogy]:
    """An analogy for each card and waiting draft of a deck that has none and for which one is sound
    with every role filled; at most so many.
    """
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        abouts = _without_any(unit, deck)
        around = list(unit.analogies.in_deck(deck.id))
    made: list[Analogy] = []
    asked = _Asked(app.analogist)
    for about in abouts:
        if most is not None and len(made) >= most:
            break
        found = _next(app, about, [*around, *made], asked, open_roles=False)
        if found is not None:
            made.append(found)
    with app.ledger.write() as unit:
        unit.analogies.add(made)
    return made


def _without_any(unit: Unit, deck: Deck) -> list[Subject]:
    ids = [card.id for card in unit.cards.list(deck.id)]
    ids += [draft.id for draft in unit.drafts.list(deck_id=deck.id, state=DraftState.PENDING)]
    return [subject(unit, each) for each in ids if not unit.analogies.of(each)]


@dataclass
class _Asked:
    """The model that may be asked in this run; None from its first failure on."""

    analogist: Analogist | None


def _next(
    app: App, about: Subject, around: Sequence[Analogy], asked: _Asked, *, open_roles: bool
) -> Analogy | None:
    beside = _beside(app, about, around)
    tried = {each.content.familiar.casefold() for each in around if each.subject_id == about.id}
    found = _fresh(_from_model(app, asked, beside, tried), tried) or _fresh(
        _from_banks(app, beside, about, open_roles), tried
    )
    if found is None:
        return None
    return Analogy(
        id=content_id("ana", about.id, found.content.familiar, str(len(tried))),
        subject_id=about.id,
        content=found.content,
        origin=found.origin,
        created_at=app.now(),
    )


def _fresh(offers: Sequence[Offer], tried: Collection[str]) -> Offer | None:
    return next((each for each in offers if each.content.familiar.casefold() not in tried), None)


def _from_model(app: App, asked: _Asked, beside: Beside, tried: Collection[str]) -> list[Offer]:
    """What the model drafts and the rubric lets pass; nothing where it fails, which is told."""
    if asked.analogist is None:
        return []
    try:
        ranked = asked.analogist.draft(beside, sorted(tried))
    except (ModelFailed, KeyRefused, BudgetSpent) as error:
        asked.analogist = None
        app.notice(f"{error} The bank of analogies was searched instead.")
        return []
    sound = [each.content for each in ranked if not each.blocked]
    if not sound:
        app.notice("No analogy of the model passed the rubric: the bank was searched instead.")
    return [Offer(content, AnalogyOrigin.MODEL, "") for content in sound]


def _from_banks(app: App, beside: Beside, about: Subject, open_roles: bool) -> list[Offer]:
    def near(words: str, texts: Sequence[str]) -> list[float]:
        vectors = np.asarray(app.embedder.embed([words, *texts]))
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    approved = _approved(app, about)
    return offers(beside, bank(app), approved=approved, near=near, open_roles=open_roles)


def bank(app: App) -> Bank:
    """The bank of the project and the one that the settings name."""
    return with_own(app.settings.analogy_bank)


def _approved(app: App, about: Subject) -> list[Entry]:
    """The accepted analogies of the course's other decks, as scenes for further cards.

    Those of the same deck stand for something there: used again they would confuse (rubric A8).
    """
    with app.ledger.read() as unit:
        course = unit.decks.get(about.deck_id).course_id
        accepted = [
            (analogy, subject(unit, analogy.subject_id).content)
            for deck in unit.decks.in_use()
            if deck.course_id == course and deck.id != about.deck_id
            for analogy in unit.analogies.in_deck(deck.id)
            if analogy.state is AnalogyState.ACCEPTED
        ]
    made = (as_entry(each.content, card, each.id.replace("_", "-")) for each, card in accepted)
    return [entry for entry in made if entry is not None]


def _beside(
    app: App,
    about: Subject,
    around: Sequence[Analogy],
    field: frozenset[str] = frozenset(),
    apart_from: str | None = None,
) -> Beside:
    standing = [each for each in around if not each.dropped and each.id != apart_from]
    accepted = AnalogyState.ACCEPTED
    return Beside(
        card=about.content,
        quotes=about.quotes,
        field=field,
        others=[each.content for each in standing if each.subject_id != about.id],
        siblings=[
            each.content
            for each in standing
            if each.subject_id == about.id and each.state is accepted
        ],
        passes=lambda words: _passes(app, about.content, words),
    )


def _passes(app: App, card: DraftContent, words: str) -> bool:
    """Whether the local grader would take these words for a right answer to the card."""
    if card.missing or card.kind is CardKind.FORMULA:
        return False
    task = GradingTask(
        question=card.question,
        references=(card.core_answer or "", *card.references),
        key_points=card.key_points,
        answer=words,
    )
    [given] = app.local_grader.grade_many([task])
    return isinstance(given.result, Scored) and given.result.overall is Overall.CORRECT
