"""A card that a person writes from words of the notes: it cites them, and the map shows it.

It goes the way of every draft, proposed and accepted by the same person in one step, so that it
can be taken back like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import ValidationError

from decks import lifecycle
from decks.cards import Card, Deck, DraftContent, KeyPoint
from decks.drafts import Action, Draft, DraftState, Origin, Provenance, ReviewDecision
from decks.errors import BadRecord
from decks.ids import content_id, fresh_id
from decks.keypoints import key_points_of
from service.collection import indexing
from service.reviewing.review import make_card

if TYPE_CHECKING:
    from decks.sources import Citation, SourceVersion
    from service.wiring import App


def card_from(
    app: App,
    deck: Deck,
    version_id: str,
    within: tuple[int, int],
    quote: str,
    *,
    question: str,
    core_answer: str,
    label: str = "",
    explanation: str = "",
    key_points: Sequence[str] = (),
) -> Card:
    """The card, citing `quote`, which must stand between the two places of the source `within`.

    The same words sent again are the same card. Raises `BadRecord` where a part is missing or
    the quote does not stand there.
    """
    with app.ledger.read() as unit:
        version = unit.sources.version(version_id)
    citation = _found(version, within, quote)
    content = content_of(question, core_answer, label, explanation, key_points)
    key = (deck.id, "person", version.id, str(citation.start), str(citation.end))
    draft = Draft(
        id=content_id("drf", *key, content.question, content.core_answer or ""),
        deck_id=deck.id,
        proposed=content,
        content=content,
        citations=(citation,),
        provenance=Provenance(origin=Origin.PERSON, drafter="person"),
        position=citation.start,
        created_at=app.now(),
    )
    return _kept(app, draft)


def words_at(app: App, version_id: str, start: int, end: int) -> str:
    """The words of a range of a source, without the white space around them."""
    with app.ledger.read() as unit:
        return unit.sources.version(version_id).words(max(0, start), max(0, end)).strip()


def _found(version: SourceVersion, within: tuple[int, int], quote: str) -> Citation:
    start, end = within
    words = quote.strip()
    at = version.text.find(words, max(0, start), max(0, end)) if words else -1
    if at < 0:
        raise BadRecord(
            "The quote does not stand in this part of the notes: copy its words as they are there."
        )
    return version.cite(at, at + len(words))


def content_of(
    question: str,
    core_answer: str,
    label: str = "",
    explanation: str = "",
    key_points: Sequence[str] = (),
    *,
    partial: bool = False,
) -> DraftContent:
    """The words of a card as they were typed; raises `BadRecord` where one does not fit, or, unless
    it may be `partial`, where one is missing.
    """
    points = tuple(KeyPoint(text=point.strip()) for point in key_points if point.strip())
    try:
        content = DraftContent(
            question=question.strip(),
            label=label.strip() or question.strip().rstrip("?.")[:60],
            core_answer=core_answer.strip() or None,
            explanation=explanation.strip(),
            key_points=points or key_points_of(core_answer, question),
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise BadRecord(f"{first['loc'][0]}: {first['msg']}.") from None
    if content.missing and not partial:
        raise BadRecord(f"A card needs: {', '.join(content.missing)}.")
    return content


def _kept(app: App, draft: Draft) -> Card:
    """The draft's card, made now unless it is there."""
    with app.ledger.write() as unit:
        unit.drafts.add([draft])
        stored = unit.drafts.get(draft.id)
        if stored.state is DraftState.ACCEPTED and stored.card_id is not None:
            return unit.cards.get(stored.card_id)
        pending = stored.model_copy(update={"state": DraftState.PENDING})
        who = app.owner.id
        card = make_card(app, unit, pending, lifecycle.complete(draft.content), who)
        unit.drafts.save(
            pending.model_copy(update={"state": DraftState.ACCEPTED, "card_id": card.id})
        )
        unit.drafts.add_decision(
            ReviewDecision(
                id=fresh_id("dec"),
                draft_id=draft.id,
                action=Action.ACCEPT,
                by=who,
                at=app.now(),
                reason="written from the notes",
                card_id=card.id,
            )
        )
        indexing.put_card(unit, card)
    return card
