"""Cards of a file become cards of a deck: new ones are made, those known by their key are updated.

A key is what the file calls a card for ever, such as the note of an Anki package. Words under a key
that a card of ours has had at any time change nothing, so that the same file again is nothing, and
what was edited here stays; other words are a new version.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from decks import lifecycle
from decks.analogies import Analogy, AnalogyOrigin
from decks.cards import MAX_KEY_POINTS, Card, CardContent, CardVersion, Deck, DraftContent
from decks.drafts import Action, Draft, DraftState, Origin, Provenance, ReviewDecision
from decks.exchange.losses import Losses
from decks.ids import content_id, fresh_id, text_hash
from decks.keypoints import key_points_of
from service import indexing, learned
from storage.rows import IndexRow

if TYPE_CHECKING:
    from decks.exchange.plain import PlainCard
    from service.wiring import App
    from storage.ledger import Unit

MAKER = "import/1"
"""The drafter of imported drafts; the key of the card in its file follows after a space."""


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
    return draft.provenance.drafter.partition(" ")[2]


def take_in(app: App, deck: Deck, incoming: Sequence[PlainCard]) -> Taken:
    """Takes cards into a deck, all or none."""
    taken = Taken()
    learner = app.learner(None)
    with app.ledger.write() as unit:
        known = {draft.id: draft for draft in unit.drafts.list(deck_id=deck.id)}
        making = _Making(app, unit, deck, unit.cards.next_position(deck.id))
        for position, card in enumerate(incoming):
            draft = _draft(app, deck, card, position)
            ours = _ours(unit, deck, card)
            if ours is not None:
                made: Card | None = _updated(app, unit, ours, card, taken)
            elif draft.id in known:
                made = _again(app, unit, making, known[draft.id], draft, card, taken)
            else:
                known[draft.id] = draft
                made = making.first(draft, card, taken)
            if made is not None and card.studied is not None:
                taken.reviews += learned.put(
                    app, unit, deck, learner, made, card.studied, taken.lost
                )
        making.finish()
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
        provenance=Provenance(origin=Origin.IMPORT, drafter=f"{MAKER} {card.key}".strip()),
        position=position,
        created_at=app.now(),
    )


def _ours(unit: Unit, deck: Deck, card: PlainCard) -> Card | None:
    """The card of this deck that a package of ours names by its own id."""
    name = card.key.removeprefix("anki:").rpartition(":")[0]
    found = unit.cards.many([name]) if name.startswith("crd_") else []
    return found[0] if found and found[0].deck_id == deck.id else None


class _Making:
    """Makes new cards; what many statements would do for each is done at the end for all."""

    def __init__(self, app: App, unit: Unit, deck: Deck, position: int) -> None:
        self._app = app
        self._unit = unit
        self._deck = deck
        self._position = position
        self._made: list[Card] = []

    def first(self, draft: Draft, card: PlainCard, taken: Taken) -> Card | None:
        """The card of a draft that is new, or None where parts are missing: then it waits."""
        if card.as_found is not None:
            label = card.content.label
            taken.repairs += [f"{label}: {finding.reason}" for finding in card.findings]
        whole = not draft.content.missing
        card_id = content_id("crd", draft.id)
        if whole:
            draft = draft.model_copy(update={"state": DraftState.ACCEPTED, "card_id": card_id})
        self._unit.drafts.add([draft])
        taken.analogies += self._analogies(draft, card, card_id if whole else draft.id)
        if not whole:
            taken.drafts += 1
            return None
        taken.cards += 1
        return self.card(draft, card_id)

    def card(self, draft: Draft, card_id: str) -> Card:
        """The card of an accepted draft; a mended one keeps its words as found as version 1."""
        mended = draft.content != draft.proposed and not draft.proposed.missing
        first = lifecycle.complete(draft.proposed if mended else draft.content)
        version = self._version(card_id, 1, first)
        made = Card(
            id=card_id,
            deck_id=self._deck.id,
            draft_id=draft.id,
            position=self._position,
            version=version,
        )
        self._position += 1
        self._unit.cards.add(made)
        if mended:
            second = self._version(card_id, 2, lifecycle.complete(draft.content))
            self._unit.cards.add_version(second)
            made = made.model_copy(update={"version": second})
        self._unit.drafts.add_decision(
            ReviewDecision(
                id=fresh_id("dec"),
                draft_id=draft.id,
                action=Action.ACCEPT,
                by=self._app.owner.id,
                at=self._app.now(),
                reason="imported, mended" if mended else "imported",
                card_id=card_id,
            )
        )
        self._made.append(made)
        return made

    def finish(self) -> None:
        """Tells the index of the cards that were made."""
        rows = []
        for card in self._made:
            text = indexing.wording(card.version.content)
            place = (card.id, self._deck.course_id, self._deck.id)
            rows.append(IndexRow(*place, kind="card", text=text, text_hash=text_hash(text)))
        self._unit.index.put(rows)

    def _version(self, card_id: str, number: int, content: CardContent) -> CardVersion:
        return CardVersion(
            id=fresh_id("cdv"),
            card_id=card_id,
            number=number,
            content=content,
            author_id=self._app.owner.id,
            created_at=self._app.now(),
        )

    def _analogies(self, draft: Draft, card: PlainCard, subject_id: str) -> int:
        self._unit.analogies.add(
            [
                Analogy(
                    id=content_id("ana", draft.id, str(number)),
                    subject_id=subject_id,
                    content=content,
                    origin=AnalogyOrigin.IMPORT,
                    created_at=self._app.now(),
                )
                for number, content in enumerate(card.analogies)
            ]
        )
        return len(card.analogies)


def _again(
    app: App,
    unit: Unit,
    making: _Making,
    stored: Draft,
    draft: Draft,
    card: PlainCard,
    taken: Taken,
) -> Card | None:
    """A draft that was imported before: its card is updated, or it is completed while it waits."""
    if stored.card_id is not None and stored.state is DraftState.ACCEPTED:
        return _updated(app, unit, unit.cards.get(stored.card_id), card, taken)
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
    offered = card.content
    had = [version.content for version in unit.cards.versions(ours.id)]
    if not card.key or not offered.core_answer or any(_same(offered, each) for each in had):
        taken.unchanged += 1
        return ours
    now = ours.version.content
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
