"""The drafts of a deck in the order in which they are reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from decks.drafts import Draft, DraftState
from service.reviewing import critic
from service.reviewing.worth import by_worth

if TYPE_CHECKING:
    from decks.cards import Deck
    from service.wiring import App

Order = Literal["lecture", "value"]


def listed(
    app: App, deck: Deck, order: Order = "lecture", state: DraftState | None = DraftState.PENDING
) -> list[Draft]:
    """The whole queue, or the drafts in another state, or all: as the lecture runs, or by the
    expected value of reviewing them.
    """
    with app.ledger.read() as unit:
        drafts = unit.drafts.list(deck_id=deck.id, state=state)
        if order == "lecture":
            return drafts
        cited = {draft.citations[0].version_id for draft in drafts if draft.citations}
        versions = {each: unit.sources.version(each) for each in sorted(cited)}
    open_ones = [each for each in drafts if each.state in (DraftState.PENDING, DraftState.HELD)]
    return by_worth(drafts, versions, critic.expectations(app, deck, open_ones))
