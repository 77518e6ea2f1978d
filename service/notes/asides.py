"""Parts of the notes that a person sets aside: nothing is drafted from them until they come back.

What is set aside holds for one deck and one version; a newer version keeps it where the words
stayed. Drafts that wait and cite such words are held back, cards stay cards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from authoring.places import spans_at
from authoring.revision import Alignment
from decks.briefs import SetAside
from decks.cards import Deck
from decks.drafts import Draft, DraftState, PassageTask, TaskState
from decks.errors import WrongUsage
from decks.sources import SourceVersion, Span
from service.reviewing import twins

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

REASON = "set aside by"
DRAFTED = "drafted from before"


def seen(unit: Unit, deck: Deck, version: SourceVersion) -> SourceVersion:
    """The version as drafters and ledger of a deck see it: with what a person set aside."""
    aside = {each.span: each.by for each in unit.briefs.aside(deck.id, version.id)}
    if not aside:
        return version
    names = {by: unit.people.get(by).name for by in set(aside.values())}
    spans = tuple(
        span.model_copy(update={"set_aside": f"{REASON} {names[aside[index]]}"})
        if index in aside and span.set_aside is None
        else span
        for index, span in enumerate(version.spans)
    )
    return version.model_copy(update={"spans": spans})


def matched(readings: Sequence[Sequence[Span]], places: Iterable[str]) -> None:
    """Raises `WrongUsage` for a place that is in none of these texts, given by their spans."""
    for place in places:
        if not any(spans_at(spans, place) for spans in readings):
            raise WrongUsage(
                f"“{place}” is nowhere in these notes: name places as the ledger prints them, such "
                "as “page 3”, “slides 7-9” or a heading."
            )


def set_aside(
    app: App, deck: Deck, version_id: str, spans: Collection[int], *, by: str | None = None
) -> list[str]:
    """Sets spans aside, by index; gives the drafts that are held back for it."""
    who = by or app.owner.id
    with app.ledger.write() as unit:
        version = unit.sources.version(version_id)
        wanted = sorted(index for index in spans if 0 <= index < len(version.spans))
        unit.briefs.set_aside([_one(app, deck, version, index, who) for index in wanted])
        held = [
            draft
            for draft in unit.drafts.list(deck_id=deck.id, version_id=version.id)
            if draft.state is DraftState.PENDING and set(wanted) & cited(version, draft)
        ]
        for draft in held:
            unit.drafts.save(draft.model_copy(update={"state": DraftState.HELD}))
        twins.release(unit, deck, {draft.id for draft in held})
    return [draft.id for draft in held]


def take_back(app: App, deck: Deck, version_id: str, spans: Collection[int]) -> list[str]:
    """Sets these spans aside no longer; gives the drafts that wait again for it.

    Passages that were never drafted from for it wait to be (`service.notes.drafting.go_on`).
    """
    with app.ledger.write() as unit:
        version = unit.sources.version(version_id)
        unit.briefs.take_back(deck.id, version.id, sorted(spans))
        still = {each.span for each in unit.briefs.aside(deck.id, version.id)}
        back = [
            draft
            for draft in unit.drafts.list(deck_id=deck.id, version_id=version.id)
            if draft.state is DraftState.HELD
            and set(spans) & cited(version, draft)
            and not still & cited(version, draft)
        ]
        for draft in back:
            unit.drafts.save(draft.model_copy(update={"state": DraftState.PENDING}))
        _wait_again(app, unit, deck, version, set(spans))
    twins.compare(app, deck, [draft.id for draft in back])
    return [draft.id for draft in back]


def within(app: App, version_id: str, place: tuple[int, int], *, section: bool) -> set[int]:
    """The spans at a place of a version, by index; with their whole `section` where asked."""
    with app.ledger.read() as unit:
        version = unit.sources.version(version_id)
    found = {index for index, span in enumerate(version.spans) if span.overlaps(*place)}
    if not section:
        return found
    above = [version.spans[index].headings for index in found]
    return {
        index
        for index, span in enumerate(version.spans)
        if any(titles and span.headings[: len(titles)] == titles for titles in above)
    }


def aside_in(unit: Unit, deck: Deck, version: SourceVersion) -> set[int]:
    """The spans of a version that are set aside for a deck, by index."""
    return {each.span for each in unit.briefs.aside(deck.id, version.id)}


def cited(version: SourceVersion, draft: Draft) -> set[int]:
    """The spans of a version that a draft cites, by index."""
    found: set[int] = set()
    for each in draft.citations:
        if each.version_id == version.id:
            first = bisect_right(version.spans, each.start, key=_end)
            found |= set(range(first, bisect_left(version.spans, each.end, key=_start)))
    return found


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


def carry(unit: Unit, alignment: Alignment) -> None:
    """Sets aside in a newer version what was in the older one and stayed, in all decks."""
    for deck in unit.decks.in_use():
        unit.briefs.set_aside(
            [
                each.model_copy(
                    update={"version_id": alignment.new.id, "span": alignment.same[each.span]}
                )
                for each in unit.briefs.aside(deck.id, alignment.old.id)
                if each.span in alignment.same
            ]
        )


def _one(app: App, deck: Deck, version: SourceVersion, index: int, who: str) -> SetAside:
    return SetAside(deck_id=deck.id, version_id=version.id, span=index, by=who, at=app.now())


def _wait_again(
    app: App, unit: Unit, deck: Deck, version: SourceVersion, spans: Collection[int]
) -> None:
    """Lets passages wait whose drafting left these spans out; their other spans count as known."""
    passages = {passage.id: passage for passage in unit.sources.passages(version.id)}
    for task in unit.tasks.for_version(deck.id, version.id):
        told = dict(task.skipped)
        missed = {index for index in spans if told.get(index, "").startswith(REASON)}
        if task.state is not TaskState.DONE or not missed:
            continue
        passage = passages[task.passage_id]
        known = [
            (index, told.get(index, DRAFTED))
            for index in range(passage.first_span, passage.last_span + 1)
            if index not in missed
        ]
        again = PassageTask(
            passage_id=task.passage_id,
            deck_id=deck.id,
            drafter=app.drafter.name,
            skipped=tuple(known),
        )
        if task.drafter == again.drafter:
            unit.tasks.save(again)
        else:
            unit.tasks.add([again])
