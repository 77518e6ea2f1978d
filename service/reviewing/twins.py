"""Drafts that ask the same: what is said of one is put right when something becomes of the other.

A finding of that kind names the draft or card it is about. It goes when that draft is rejected or
replaced; who comes back, or reads otherwise now, is compared anew. Of two that wait the later one
alone is told, for one of them may well become a card.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from authoring.checks.neighbours import c9_no_clash, clashes_with
from decks.cards import CardState, Deck
from decks.drafts import Draft, DraftState, Finding
from decks.errors import NotFound
from service.reviewing.duplicates import Neighbourhood

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit


@dataclass(frozen=True, slots=True)
class Twin:
    """The draft or card that a finding is about; `mergeable` where it waits in the same deck."""

    id: str
    deck_id: str
    question: str
    is_card: bool
    mergeable: bool


def about(draft: Draft) -> frozenset[str]:
    """The ids of the drafts and cards that are said to be like this one."""
    found = (clashes_with(finding) for finding in draft.findings)
    return frozenset(each for each in found if each is not None)


def naming(unit: Unit, deck: Deck, ids: Collection[str]) -> list[Draft]:
    """The waiting drafts of the deck's course with a finding about one of these."""
    wanted = frozenset(ids)
    return [
        draft
        for other in unit.decks.in_use()
        if other.course_id == deck.course_id
        for draft in unit.drafts.list(deck_id=other.id, state=DraftState.PENDING)
        if about(draft) & wanted
    ]


def release(unit: Unit, deck: Deck, gone: Collection[str]) -> None:
    """Takes away what waiting drafts are told about drafts that are rejected or replaced now."""
    for draft in naming(unit, deck, gone):
        kept = tuple(each for each in draft.findings if clashes_with(each) not in gone)
        unit.drafts.save(draft.model_copy(update={"findings": kept}))


def compare(app: App, deck: Deck, draft_ids: Collection[str]) -> None:
    """Looks anew for what is like these drafts, as far as they wait."""
    if not draft_ids:
        return
    near = Neighbourhood(app, deck)
    for draft_id in draft_ids:
        with app.ledger.read() as unit:
            draft = unit.drafts.get(draft_id)
            later = [each.id for each in naming(unit, deck, [draft_id])]
        if draft.state is not DraftState.PENDING:
            continue
        findings = compared(draft, near, apart_from=(draft_id, *later))
        with app.ledger.write() as unit:
            now = unit.drafts.get(draft_id)
            kept = tuple(each for each in now.findings if clashes_with(each) is None)
            unit.drafts.save(now.model_copy(update={"findings": (*kept, *findings)}))


def compared(draft: Draft, near: Neighbourhood, apart_from: Collection[str]) -> tuple[Finding, ...]:
    """What there is to say of this draft beside its neighbours."""
    return tuple(c9_no_clash(draft.content, lambda text: near.of(text, apart_from)))


def twins(app: App, deck: Deck, draft: Draft) -> dict[str, Twin]:
    """What the findings of a draft are about, by their reason, as far as it is there."""
    found: dict[str, Twin] = {}
    with app.ledger.read() as unit:
        for finding in draft.findings:
            other_id = clashes_with(finding)
            if other_id is not None:
                with suppress(NotFound):
                    found[finding.reason] = _twin(unit, deck, other_id)
    return found


def _twin(unit: Unit, deck: Deck, other_id: str) -> Twin:
    if other_id.startswith("crd_"):
        card = unit.cards.get(other_id)
        return Twin(card.id, card.deck_id, card.version.content.question, True, False)
    other = unit.drafts.get(other_id)
    if other.card_id is not None:
        card = unit.cards.get(other.card_id)
        if card.state is CardState.LIVE:
            return Twin(card.id, card.deck_id, card.version.content.question, True, False)
    waits = other.state is DraftState.PENDING and other.deck_id == deck.id
    return Twin(other.id, other.deck_id, other.content.question, False, waits)
