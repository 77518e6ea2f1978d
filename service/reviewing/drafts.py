"""Drafts as they are read in review: in order, each beside the words of the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from decks.analogies import Analogy
from decks.drafts import Draft, DraftState, ReviewDecision
from decks.sources import SpanKind
from service.reviewing import critic
from service.reviewing.critic import Opinion
from service.reviewing.queue import Order, listed
from service.shapes import DraftShape
from service.wiring import deck_named

if TYPE_CHECKING:
    from decks.sources import SourceVersion
    from service.wiring import App
    from storage.ledger import Unit

CONTEXT = 240
"""Characters shown before and after a quote."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A draft and the words it came from: `before` and `after` are what stands around the quote.

    `opinion` is the critic's, where it was asked.
    """

    draft: Draft
    deck: str
    analogies: tuple[Analogy, ...]
    source: str = ""
    headings: tuple[str, ...] = ()
    where: str = ""
    before: str = ""
    quote: str = ""
    after: str = ""
    opinion: Opinion | None = None


def drafts(
    app: App, deck_name: str | None = None, state: DraftState | None = DraftState.PENDING
) -> list[DraftShape]:
    """The queue in lecture order, as `drafts --json` prints it."""
    return shapes(app, queue(app, deck_name, state))


def shapes(app: App, items: Sequence[Beside]) -> list[DraftShape]:
    """The drafts as JSON, with what the critic expects of those that are to be decided about."""
    told = _opinions(app, [item.draft for item in items])
    return [
        _shape(item).model_copy(
            update={"expected": round(told[item.draft.id].chance, 3)}
            | {"like": told[item.draft.id].sentence}
        )
        if item.draft.id in told
        else _shape(item)
        for item in items
    ]


def _shape(item: Beside) -> DraftShape:
    return DraftShape.of(item.draft, item.deck, list(item.analogies))


def _opinions(app: App, drafts: Sequence[Draft]) -> dict[str, Opinion]:
    """What the critic expects of drafts that wait or are held back, deck by deck."""
    by_deck: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.state in (DraftState.PENDING, DraftState.HELD):
            by_deck.setdefault(draft.deck_id, []).append(draft)
    told: dict[str, Opinion] = {}
    for deck_id, some in by_deck.items():
        with app.ledger.read() as unit:
            deck = unit.decks.get(deck_id)
        told |= critic.opinions(app, deck, some)
    return told


def queue(
    app: App, deck_name: str | None = None, state: DraftState | None = DraftState.PENDING
) -> list[Beside]:
    """The drafts in lecture order, each beside its source's words."""
    deck = None if deck_name is None else deck_named(app, deck_name)
    with app.ledger.read() as unit:
        found = unit.drafts.list(deck_id=deck.id if deck else None, state=state)
        names = {each.id: each.name for each in ([deck] if deck else unit.decks.in_use())}
        versions: dict[str, tuple[SourceVersion, str]] = {}
        return [
            _beside(unit, draft, names[draft.deck_id], versions)
            for draft in found
            if draft.deck_id in names
        ]


def waiting_ids(app: App, deck_name: str | None, *, by_value: bool = False) -> list[str]:
    """The ids of the drafts that wait, in lecture order or by expected value."""
    if deck_name is not None:
        order: Order = "value" if by_value else "lecture"
        return [draft.id for draft in listed(app, deck_named(app, deck_name), order)]
    with app.ledger.read() as unit:
        decks = unit.decks.in_use()
        if not by_value:
            used = {deck.id for deck in decks}
            waiting = unit.drafts.list(state=DraftState.PENDING)
            return [draft.id for draft in waiting if draft.deck_id in used]
    return [draft.id for deck in decks for draft in listed(app, deck, "value")]


def history(app: App, draft_id: str) -> list[ReviewDecision]:
    """All that was decided about a draft, in order."""
    with app.ledger.read() as unit:
        return unit.drafts.decisions(draft_id)


def shown(app: App, draft_id: str) -> Beside:
    """One draft beside its source's words, with the critic's opinion of it."""
    with app.ledger.read() as unit:
        draft = unit.drafts.get(draft_id)
        item = _beside(unit, draft, unit.decks.get(draft.deck_id).name, {})
    return replace(item, opinion=_opinions(app, [draft]).get(draft_id))


def _beside(
    unit: Unit, draft: Draft, deck: str, versions: dict[str, tuple[SourceVersion, str]]
) -> Beside:
    analogies = tuple(unit.analogies.of(draft.card_id or draft.id))
    if not draft.citations:
        return Beside(draft, deck, analogies)
    first = draft.citations[0]
    if first.version_id not in versions:
        version = unit.sources.version(first.version_id)
        versions[first.version_id] = version, unit.sources.get(version.source_id).name
    version, name = versions[first.version_id]
    return Beside(
        draft,
        deck,
        analogies,
        source=name,
        headings=first.headings,
        where=first.locator.label,
        before=version.words(_begin(version, first.start), first.start),
        quote=first.quote,
        after=version.words(first.end, first.end + CONTEXT),
    )


def _begin(version: SourceVersion, start: int) -> int:
    """Where the words shown before a quote begin: within reach, and never inside of code."""
    reach = max(0, start - CONTEXT)
    begin = start
    for span in reversed(version.spans_between(reach, start)):
        if span.kind is SpanKind.CODE:
            break
        begin = max(reach, span.start)
    return begin
