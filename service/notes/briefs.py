"""What an instructor asks of a lecture's drafts: how many, what they should serve, what to leave.

Drafts beyond the target are held back, ranked by the expected value of looking at them, until they
are called up. What a person has decided about or reworded is never moved.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from authoring.places import spans_at
from decks.briefs import Brief, Wish
from decks.cards import Deck
from decks.drafts import Draft, DraftState
from decks.errors import WrongUsage
from decks.ids import content_id
from service.collection import indexing
from service.notes import asides
from service.reviewing import critic, twins
from service.reviewing.worth import by_worth

if TYPE_CHECKING:
    from decks.sources import SourceVersion
    from service.wiring import App
    from storage.ledger import Unit

NEAR = 0.5
"""Cosine from which a draft serves an objective."""
A_FEW = 10
"""Drafts that are called up at one time."""


@dataclass(frozen=True, slots=True)
class _Lecture:
    """A lecture's sources in their newest versions, and the drafts that nobody has touched."""

    wish: Wish
    versions: dict[str, SourceVersion]
    free: list[Draft]
    taken: int


def ask(
    app: App, deck: Deck, versions: Sequence[SourceVersion], wish: Wish, lecture: str = ""
) -> bool:
    """Puts a wish in force for these sources; what it leaves open stays as it was asked before.

    Spans at the places to skip are set aside. Says whether anything was asked that is new.
    """
    changed = False
    lecture = lecture or lecture_of(deck, [version.source_id for version in versions])
    for version in versions:
        with app.ledger.write() as unit:
            before = brief_of(unit, deck, version.source_id)
            had = Wish() if before is None else before.wish
            now = Wish(
                target=wish.target or had.target,
                objectives=wish.objectives or had.objectives,
                skip=tuple(dict.fromkeys((*had.skip, *wish.skip))),
            )
            asked = wish != Wish() and (before is None or now != had or before.lecture != lecture)
            if asked:
                unit.briefs.put(
                    Brief(
                        deck_id=deck.id,
                        source_id=version.source_id,
                        lecture=lecture,
                        wish=now,
                        at=app.now(),
                    )
                )
        changed |= asked
        spans = {index for place in wish.skip for index in spans_at(version.spans, place)}
        if spans:
            asides.set_aside(app, deck, version.id, spans)
    return changed


def nowhere(unit: Unit, deck: Deck) -> list[str]:
    """The places that were to be skipped and are in none of their lecture's notes."""
    by_lecture: dict[str, list[Brief]] = {}
    for brief in unit.briefs.of_deck(deck.id):
        by_lecture.setdefault(brief.lecture, []).append(brief)
    missed = []
    for lecture in by_lecture.values():
        found = (unit.sources.latest(each.source_id) for each in lecture)
        spans = [version.spans for version in found if version is not None]
        places = dict.fromkeys(place for each in lecture for place in each.wish.skip)
        missed += [each for each in places if not any(spans_at(one, each) for one in spans)]
    return missed


def lecture_of(deck: Deck, ids: Collection[str]) -> str:
    """What files that are sent together share."""
    return content_id("lec", deck.id, *sorted(set(ids)))


def brief_of(unit: Unit, deck: Deck, source_id: str) -> Brief | None:
    """The brief in force for a source in a deck, if there is one."""
    found = (each for each in unit.briefs.of_deck(deck.id) if each.source_id == source_id)
    return next(found, None)


def settle(app: App, deck: Deck, *, anew: bool) -> None:
    """Ranks each lecture's untouched drafts and holds back what lies beyond its target.

    `anew` says that there are new drafts or wishes; else only what is over the target is held.
    """
    with app.ledger.read() as unit:
        lectures = dict.fromkeys(each.lecture for each in unit.briefs.of_deck(deck.id))
    for lecture in lectures:
        _settle(app, deck, lecture, anew)


def call_up(app: App, deck: Deck, count: int = A_FEW) -> list[str]:
    """Brings the best drafts that are held back into the queue; gives their ids, best first.

    Raises `WrongUsage` for less than one. What is set aside stays so.
    """
    if count < 1:
        raise WrongUsage("At least one draft is called up.")
    chosen = held(app, deck)[:count]
    with app.ledger.write() as unit:
        for draft in chosen:
            unit.drafts.save(draft.model_copy(update={"state": DraftState.PENDING}))
        for brief in unit.briefs.of_deck(deck.id):
            if brief.wish.target is not None:
                more = brief.wish.model_copy(update={"target": brief.wish.target + len(chosen)})
                unit.briefs.put(brief.model_copy(update={"wish": more}))
    twins.compare(app, deck, [draft.id for draft in chosen])
    return [draft.id for draft in chosen]


def held(app: App, deck: Deck) -> list[Draft]:
    """The drafts that may be called up, best first."""
    with app.ledger.read() as unit:
        free, versions = _callable(unit, deck)
    return by_worth(free, versions, critic.expectations(app, deck, free))


def count_held(unit: Unit, deck: Deck) -> int:
    """How many drafts may be called up."""
    return len(_callable(unit, deck)[0])


def _callable(unit: Unit, deck: Deck) -> tuple[list[Draft], dict[str, SourceVersion]]:
    """The drafts beyond the target, in lecture order, and the versions they cite, by id."""
    drafts = unit.drafts.list(deck_id=deck.id, state=DraftState.HELD)
    cites = {each.version_id for draft in drafts for each in draft.citations}
    versions = {each: unit.sources.version(each) for each in sorted(cites)}
    aside = {each: asides.aside_in(unit, deck, versions[each]) for each in versions}
    free = [
        draft
        for draft in drafts
        if not any(aside[each] & asides.cited(versions[each], draft) for each in versions)
    ]
    return free, versions


def _settle(app: App, deck: Deck, lecture: str, anew: bool) -> None:
    with app.ledger.read() as unit:
        found = _read(unit, deck, lecture)
    serves = _served(app, found) if anew else {}
    drafts = [
        draft.model_copy(update={"objective": serves.get(draft.id, draft.objective)})
        for draft in found.free
    ]
    waiting = [draft for draft in drafts if draft.state is DraftState.PENDING]
    wanted = _wanted(found, len(waiting), anew)
    if wanted is None:
        _save(app, deck, found.free, drafts)
        return
    expected = critic.expectations(app, deck, drafts)
    ranked = by_worth(drafts, found.versions, expected)
    chosen = {draft.id for draft in ranked[:wanted]}
    after = [
        draft.model_copy(
            update={"state": DraftState.PENDING if draft.id in chosen else DraftState.HELD}
        )
        for draft in drafts
    ]
    _save(app, deck, found.free, after)


def _wanted(found: _Lecture, waiting: int, anew: bool) -> int | None:
    """How many untouched drafts should wait; None where nothing is to be moved."""
    if found.wish.target is None:
        return None
    wanted = max(0, found.wish.target - found.taken)
    none_yet = not waiting and not found.taken
    return wanted if anew or none_yet or waiting > wanted else None


def _read(unit: Unit, deck: Deck, lecture: str) -> _Lecture:
    briefs = [each for each in unit.briefs.of_deck(deck.id) if each.lecture == lecture]
    decided = {each.draft_id for each in unit.drafts.decisions_in(deck.id)}
    versions: dict[str, SourceVersion] = {}
    drafts: dict[str, Draft] = {}
    for brief in briefs:
        version = unit.sources.latest(brief.source_id)
        if version is None:
            continue
        versions[version.id] = version
        aside = asides.aside_in(unit, deck, version)
        for draft in unit.drafts.list(deck_id=deck.id, version_id=version.id):
            if not aside or not aside & asides.cited(version, draft):
                drafts[draft.id] = draft
    taken, free = 0, []
    for draft in drafts.values():
        if draft.id in decided or draft.passage_id is None:
            taken += draft.stands
        elif draft.state in (DraftState.PENDING, DraftState.HELD):
            free.append(draft)
    return _Lecture(briefs[-1].wish, versions, free, taken)


def _served(app: App, found: _Lecture) -> dict[str, str]:
    """The objective that each draft serves, "" where none is near, by draft id."""
    objectives = found.wish.objectives
    if not found.free:
        return {}
    if not objectives:
        return dict.fromkeys((draft.id for draft in found.free), "")
    aims = indexing.vectors_for(app, objectives)
    texts = indexing.vectors_for(app, [indexing.wording(each.content) for each in found.free])
    serves = {}
    for draft, vector in zip(found.free, texts, strict=True):
        near = [float(vector @ aim) for aim in aims]
        best = max(near)
        serves[draft.id] = objectives[near.index(best)] if best >= NEAR else ""
    return serves


def _save(app: App, deck: Deck, before: Sequence[Draft], after: Sequence[Draft]) -> None:
    """Stores what changed; drafts that were called up are compared with the others anew."""
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    if not pairs:
        return
    gone = {new.id for old, new in pairs if new.state is DraftState.HELD and old.state != new.state}
    with app.ledger.write() as unit:
        for old, new in pairs:
            now = unit.drafts.get(old.id)
            if now.state is old.state and now.content == old.content:
                update = {"state": new.state, "objective": new.objective}
                unit.drafts.save(now.model_copy(update=update))
        twins.release(unit, deck, gone)
    came = [new.id for old, new in pairs if new.state is DraftState.PENDING != old.state]
    twins.compare(app, deck, came)
