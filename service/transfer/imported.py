"""Cards of a file become cards of a deck: new ones are made, those known by their key are updated.

A key is what the file calls a card for ever, such as the note of an Anki package. Words under a key
that a card of ours has had at any time change nothing, so that the same file again is nothing, and
what was edited here stays; other words are a new version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from decks import lifecycle
from decks.analogies import Analogy, AnalogyOrigin
from decks.cards import MAX_KEY_POINTS, Card, CardContent, CardVersion, Deck, DraftContent
from decks.drafts import Action, Draft, DraftState, Origin, Provenance, ReviewDecision
from decks.exchange.losses import Losses
from decks.ids import content_id, fresh_id, text_hash
from decks.keypoints import key_points_of
from service.collection import indexing
from service.transfer import learned
from storage.rows import IndexRow

if TYPE_CHECKING:
    from decks.exchange.plain import PlainCard
    from decks.exchange.studied import Studied
    from service.wiring import App
    from storage.ledger import Unit

MAKER = "import/1"
"""The drafter of imported drafts."""


@dataclass
class Taken:
    """How much was new, changed or known; `repairs` and `lost` are for the person."""

    cards: int = 0
    drafts: int = 0
    analogies: int = 0
    unchanged: int = 0
    updated: int = 0
    reviews: int = 0
    media: int = 0
    repairs: list[str] = field(default_factory=list)
    lost: Losses = field(default_factory=Losses)


def key_of(draft: Draft) -> str:
    """What the file called the card that this draft came from; empty where it had no name."""
    # Drafts of earlier versions have it after the drafter's name.
    return draft.provenance.key or draft.provenance.drafter.partition(" ")[2]


def take_in(app: App, deck: Deck, incoming: Sequence[PlainCard]) -> Taken:
    """Takes cards into a deck, all or none."""
    taken = Taken()
    learner = app.learner(None)
    with app.ledger.write() as unit:
        known = {draft.id: draft for draft in unit.drafts.list(deck_id=deck.id)}
        here = {card.id: card for card in unit.cards.list(deck.id, state=None)}
        making = _Making(app, unit, deck, unit.cards.next_position(deck.id))
        studied: list[tuple[Card, Studied]] = []
        seen: set[str] = set()
        for position, card in enumerate(incoming):
            draft = _draft(app, deck, card, position)
            ours = _ours(here, card)
            if draft.id in seen:
                taken.unchanged += 1
                continue
            seen.add(draft.id)
            if ours is not None:
                made: Card | None = _updated(app, unit, ours, card, taken)
            elif draft.id in known:
                made = _again(app, unit, making, here, known[draft.id], card, taken)
            else:
                made = making.first(draft, card, taken)
            if made is not None:
                studied += [(made, card.studied)] if card.studied is not None else []
        making.finish()
        for made, each in studied:
            taken.reviews += learned.put(app, unit, deck, learner, made, each, taken.lost)
    return taken


def _draft(app: App, deck: Deck, card: PlainCard, position: int) -> Draft:
    found = card.as_found or card.content
    parts = (card.key,) if card.key else (found.question, found.core_answer or "")
    return Draft(
        id=content_id("drf", deck.id, "import", *parts),
        deck_id=deck.id,
        proposed=found,
        content=card.content,
        findings=card.findings,
        provenance=Provenance(origin=Origin.IMPORT, drafter=MAKER, key=card.key),
        position=position,
        created_at=app.now(),
    )


def _ours(here: Mapping[str, Card], card: PlainCard) -> Card | None:
    """The card of this deck that a package of ours names by its own id."""
    return here.get(card.key.removeprefix("anki:").rpartition(":")[0])


class _Making:
    """Makes new cards; what is written for each is written at the end for all."""

    def __init__(self, app: App, unit: Unit, deck: Deck, position: int) -> None:
        self._app = app
        self._unit = unit
        self._deck = deck
        self._position = position
        self._drafts: list[Draft] = []
        self._analogies: list[Analogy] = []
        self._made: list[tuple[Card, Card, Draft]] = []

    def first(self, draft: Draft, card: PlainCard, taken: Taken) -> Card | None:
        """The card of a draft that is new, or None where parts are missing: then it waits."""
        if card.as_found is not None:
            label = card.content.label
            taken.repairs += [f"{label}: {finding.reason}" for finding in card.findings]
        whole = not draft.content.missing
        card_id = content_id("crd", draft.id)
        if whole:
            draft = draft.model_copy(update={"state": DraftState.ACCEPTED, "card_id": card_id})
        self._drafts.append(draft)
        self._note_analogies(draft, card, card_id if whole else draft.id)
        taken.analogies += len(card.analogies)
        taken.cards += whole
        taken.drafts += not whole
        return self.card(draft, card_id) if whole else None

    def card(self, draft: Draft, card_id: str) -> Card:
        """The card of an accepted draft; a mended one keeps its words as found as version 1."""
        mended = draft.content != draft.proposed and not draft.proposed.missing
        first = lifecycle.complete(draft.proposed if mended else draft.content)
        made = Card(
            id=card_id,
            deck_id=self._deck.id,
            draft_id=draft.id,
            position=self._position,
            version=self._version(card_id, 1, first),
        )
        self._position += 1
        now = made
        if mended:
            second = self._version(card_id, 2, lifecycle.complete(draft.content))
            now = made.model_copy(update={"version": second})
        self._made.append((made, now, draft))
        return now

    def finish(self) -> None:
        """Writes what was made, and tells the index."""
        self._unit.drafts.add(self._drafts)
        for first, now, draft in self._made:
            self._unit.cards.add(first)
            if now is not first:
                self._unit.cards.add_version(now.version)
            self._unit.drafts.add_decision(self._decision(draft, now))
        self._unit.analogies.add(self._analogies)
        rows = []
        for _, card, _ in self._made:
            text = indexing.wording(card.version.content)
            place = (card.id, self._deck.course_id, self._deck.id)
            rows.append(IndexRow(*place, kind="card", text=text, text_hash=text_hash(text)))
        self._unit.index.put(rows)

    def _decision(self, draft: Draft, card: Card) -> ReviewDecision:
        return ReviewDecision(
            id=fresh_id("dec"),
            draft_id=draft.id,
            action=Action.ACCEPT,
            by=self._app.owner.id,
            at=self._app.now(),
            reason="imported, mended" if card.version.number > 1 else "imported",
            card_id=card.id,
        )

    def _version(self, card_id: str, number: int, content: CardContent) -> CardVersion:
        return CardVersion(
            id=fresh_id("cdv"),
            card_id=card_id,
            number=number,
            content=content,
            author_id=self._app.owner.id,
            created_at=self._app.now(),
        )

    def _note_analogies(self, draft: Draft, card: PlainCard, subject_id: str) -> None:
        self._analogies += [
            Analogy(
                id=content_id("ana", draft.id, str(number)),
                subject_id=subject_id,
                content=content,
                origin=AnalogyOrigin.IMPORT,
                created_at=self._app.now(),
            )
            for number, content in enumerate(card.analogies)
        ]


def _again(
    app: App,
    unit: Unit,
    making: _Making,
    here: Mapping[str, Card],
    stored: Draft,
    card: PlainCard,
    taken: Taken,
) -> Card | None:
    """A draft that was imported before: its card is updated, or it is completed while it waits."""
    if stored.card_id is not None and stored.state is DraftState.ACCEPTED:
        return _updated(app, unit, here[stored.card_id], card, taken)
    changed = card.key and stored.state is DraftState.PENDING and stored.content == stored.proposed
    if not changed or stored.content == card.content:
        taken.unchanged += 1
        return None
    if card.content.missing:
        unit.drafts.save(stored.model_copy(update={"content": card.content}))
        taken.updated += 1
        return None
    card_id = content_id("crd", stored.id)
    whole = {"content": card.content, "state": DraftState.ACCEPTED, "card_id": card_id}
    unit.drafts.save(stored.model_copy(update=whole))
    unit.analogies.move(stored.id, card_id)
    taken.cards += 1
    return making.card(stored.model_copy(update=whole), card_id)


def _updated(app: App, unit: Unit, ours: Card, card: PlainCard, taken: Taken) -> Card:
    """The card with a new version, where the file has words for it that it never had."""
    offered, now = card.content, ours.version.content
    had = [now]
    if card.key and not _same(offered, now):
        had = [version.content for version in unit.cards.versions(ours.id)]
    if not card.key or not offered.core_answer or any(_same(offered, each) for each in had):
        taken.unchanged += 1
        return ours
    changes: dict[str, Any] = {
        "question": offered.question,
        "core_answer": offered.core_answer,
        "explanation": offered.explanation,
        "tags": offered.tags,
    }
    if offered.core_answer != now.core_answer:
        points = key_points_of(offered.core_answer, offered.question)
        changes["key_points"] = points[:MAX_KEY_POINTS] or now.key_points
    version = ours.version.model_copy(
        update={
            "id": fresh_id("cdv"),
            "number": len(had) + 1,
            "content": now.model_copy(update=changes),
            "author_id": app.owner.id,
            "created_at": app.now(),
        }
    )
    unit.cards.add_version(version)
    made = ours.model_copy(update={"version": version})
    indexing.put_card(unit, made)
    taken.updated += 1
    return made


def _same(offered: DraftContent, had: DraftContent) -> bool:
    """Whether two wordings agree in all that a package carries; there, tags have no spaces."""
    return _carried(offered) == _carried(had)


def _carried(content: DraftContent) -> tuple[object, ...]:
    texts = (content.question, content.core_answer or "", content.explanation)
    return (*(text.strip() for text in texts), _tags(content.tags))


def _tags(tags: Iterable[str]) -> frozenset[str]:
    return frozenset("_".join(tag.split()) for tag in tags if tag.strip())


def as_they_were(cards: Iterable[PlainCard]) -> list[PlainCard]:
    """The cards with their words as found, unmended."""
    return [
        card
        if card.as_found is None
        else replace(card, content=card.as_found, as_found=None, findings=())
        for card in cards
    ]
