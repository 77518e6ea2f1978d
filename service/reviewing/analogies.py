"""Analogies and a person's decisions about them; they are apart from those about their cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from decks import lifecycle
from decks.analogies import Analogy, AnalogyState, reworded
from decks.drafts import DraftState, Finding
from decks.errors import BadRecord, WrongUsage
from service.reviewing.likening import findings
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


def one(app: App, analogy_id: str) -> tuple[Analogy, tuple[Finding, ...]]:
    """An analogy and what the rubric has against it, A1 to A8."""
    with app.ledger.read() as unit:
        analogy = unit.analogies.get(analogy_id)
    return analogy, findings(app, analogy)


def accept(app: App, analogy_id: str, reason: str = "") -> Analogy:
    """Shows the analogy after attempts from now on (rubric A9).

    Raises `WrongTransition` where a role is open, or where the rubric blocks it and `reason` does
    not overrule that in words.
    """
    _, against = one(app, analogy_id)
    with app.ledger.write() as unit:
        now = unit.analogies.get(analogy_id)
        accepted = lifecycle.acceptable_analogy(now, against, reason)
        unit.analogies.save(accepted)
    return accepted


def reject(app: App, analogy_id: str, reason: str = "") -> Analogy:
    """Drops an analogy that waits or was accepted; the reason is kept."""
    with app.ledger.write() as unit:
        analogy = unit.analogies.get(analogy_id)
        said = {"state": AnalogyState.REJECTED, "reason": reason.strip()}
        rejected = analogy.model_copy(update=said)
        unit.analogies.save(rejected)
    return rejected


def edit(app: App, analogy_id: str, changes: Mapping[str, Any]) -> Analogy:
    """Changes the words of an analogy; it then waits for a decision again, as a new version.

    Roles that are filled in are told in the text, unless the text is changed by hand as well.
    """
    with app.ledger.write() as unit:
        analogy = unit.analogies.get(analogy_id)
        try:
            content = reworded(analogy.content, changes)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            raise BadRecord(f"{first['loc'][0]}: {first['msg']}.") from None
        edited_version = analogy.model_copy(
            update={
                "content": content,
                "version": analogy.version + 1,
                "state": AnalogyState.PENDING,
                "reason": "",
            }
        )
        unit.analogies.save(edited_version)
    return edited_version


def fill(app: App, analogy_id: str, targets: Mapping[str, str]) -> Analogy:
    """Says what of the card plays some familiar roles; the other roles stay as they are."""
    with app.ledger.read() as unit:
        stands = unit.analogies.get(analogy_id).content.roles
    unknown = sorted(set(targets) - {familiar for familiar, _ in stands})
    if unknown:
        known = "; ".join(familiar for familiar, _ in stands) or "none yet"
        raise WrongUsage(f"“{unknown[0]}” is no role of this analogy. Its roles are: {known}.")
    roles = tuple((familiar, targets.get(familiar, target)) for familiar, target in stands)
    return edit(app, analogy_id, {"roles": roles})
