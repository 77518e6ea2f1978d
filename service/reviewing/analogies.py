"""Analogies and a person's decisions about them; they are apart from those about their cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from decks import lifecycle
from decks.analogies import Analogy, AnalogyContent, AnalogyState
from decks.drafts import DraftState
from decks.errors import BadRecord
from service.shapes import AnalogyShape
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App


def listed(app: App, deck_name: str) -> list[AnalogyShape]:
    """Every analogy of a deck's cards and waiting drafts."""
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        subjects = [card.id for card in unit.cards.list(deck.id)]
        waiting = unit.drafts.list(deck_id=deck.id, state=DraftState.PENDING)
        subjects += [draft.id for draft in waiting]
        return [
            AnalogyShape.of(analogy)
            for subject in subjects
            for analogy in unit.analogies.of(subject)
        ]


def accept(app: App, analogy_id: str) -> Analogy:
    """Shows the analogy after attempts from now on; it needs role pairs and a limit."""
    with app.ledger.write() as unit:
        accepted = lifecycle.acceptable_analogy(unit.analogies.get(analogy_id))
        unit.analogies.save(accepted)
    return accepted


def reject(app: App, analogy_id: str) -> Analogy:
    """Drops an analogy that waits or was accepted."""
    with app.ledger.write() as unit:
        analogy = unit.analogies.get(analogy_id)
        rejected = analogy.model_copy(update={"state": AnalogyState.REJECTED})
        unit.analogies.save(rejected)
    return rejected


def edit(app: App, analogy_id: str, changes: Mapping[str, Any]) -> Analogy:
    """Changes the words of an analogy; it then waits for a decision again, as a new version."""
    with app.ledger.write() as unit:
        analogy = unit.analogies.get(analogy_id)
        try:
            content = AnalogyContent.model_validate({**analogy.content.model_dump(), **changes})
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            raise BadRecord(f"{first['loc'][0]}: {first['msg']}.") from None
        edited_version = analogy.model_copy(
            update={
                "content": content,
                "version": analogy.version + 1,
                "state": AnalogyState.PENDING,
            }
        )
        unit.analogies.save(edited_version)
    return edited_version
