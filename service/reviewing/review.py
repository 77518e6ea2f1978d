"""A person decides: drafts become cards, are edited, rejected, or taken back.

Every decision is appended with who and when; `undo` appends too. Accepting writes the card, its
citations, the decision and its place in the index in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from authoring.checks import check
from decks import lifecycle
from decks.cards import Card, CardContent, CardState, CardVersion, Deck, DraftContent
from decks.drafts import Action, Draft, DraftState, ReviewDecision
from decks.errors import Stale, WrongTransition, WrongUsage
from decks.ids import content_id, fresh_id
from service.collection import indexing
from service.collection.contents import EDITABLE, edited
from service.reviewing import twins
from service.reviewing.duplicates import Neighbourhood
from service.reviewing.gradability import gradable

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit


def accept(app: App, draft_id: str, *, reason: str = "", by: str | None = None) -> Card:
    """Makes the draft a card; its analogies wait for decisions of their own.

    Raises `WrongTransition` where parts are missing or a blocking finding is not overruled in
    words.
    """
    with app.ledger.write() as unit:
        draft = unit.drafts.get(draft_id)
        content = lifecycle.acceptable(draft, reason)
        who = by or app.owner.id
        card = make_card(app, unit, draft, content, who)
        unit.drafts.save(
            draft.model_copy(update={"state": DraftState.ACCEPTED, "card_id": card.id})
        )
        unit.analogies.move(draft.id, card.id)
        unit.drafts.add_decision(
            decided_now(app, draft, Action.ACCEPT, who, reason=reason, card_id=card.id)
        )
        indexing.put_card(unit, card)
    return card


def make_card(app: App, unit: Unit, draft: Draft, content: CardContent, who: str) -> Card:
    """The draft's card: made now, or taken up again after an undo, with a version if reworded."""
    card_id = content_id("crd", draft.id)
    version = CardVersion(
        id=fresh_id("cdv"),
        card_id=card_id,
        number=1,
        content=content,
        citations=draft.citations,
        author_id=who,
        created_at=app.now(),
    )
    earlier = _earlier(unit, draft, card_id)
    if earlier is None:
        card = Card(
            id=card_id,
            deck_id=draft.deck_id,
            draft_id=draft.id,
            position=unit.cards.next_position(draft.deck_id),
            version=version,
        )
        unit.cards.add(card)
        return card
    unit.cards.set_state(card_id, CardState.LIVE)
    if earlier.version.content != content:
        unit.cards.add_version(version.model_copy(update={"number": earlier.version.number + 1}))
    return unit.cards.get(card_id)


def _earlier(unit: Unit, draft: Draft, card_id: str) -> Card | None:
    made = any(decision.card_id == card_id for decision in unit.drafts.decisions(draft.id))
    return unit.cards.get(card_id) if made else None


def edit(app: App, draft_id: str, changes: Mapping[str, Any], *, by: str | None = None) -> Draft:
    """Changes the words of a waiting draft and checks it again; both wordings are kept.

    A new core answer without new key points has them drawn from it. Raises `BadRecord` for a
    value that does not fit, `WrongUsage` for a part that cannot be edited.
    """
    unknown = sorted(set(changes) - set(EDITABLE))
    if unknown:
        raise WrongUsage(
            f"{', '.join(unknown)} cannot be edited; these can: {', '.join(EDITABLE)}."
        )
    with app.ledger.read() as unit:
        draft = unit.drafts.get(draft_id)
        state = lifecycle.after(draft, Action.EDIT)
        content = edited(draft.content, changes)
        deck = unit.decks.get(draft.deck_id)
        alike = [each.id for each in twins.naming(unit, deck, [draft_id])]
    after = draft.model_copy(update={"content": content, "state": state})
    after = checked(app, after, apart_from=(draft_id, *alike))
    with app.ledger.write() as unit:
        lifecycle.after(unit.drafts.get(draft_id), Action.EDIT)
        unit.drafts.save(after)
        unit.drafts.add_decision(
            decided_now(
                app,
                draft,
                Action.EDIT,
                by or app.owner.id,
                before=draft.content,
                after=content,
            )
        )
    twins.compare(app, deck, alike)  # This one may read otherwise now.
    return after


def checked(app: App, draft: Draft, *, apart_from: Sequence[str]) -> Draft:
    """The draft with what the checks say of its words; the drafts named are no duplicates of it."""
    with app.ledger.read() as unit:
        version = unit.sources.version(draft.citations[0].version_id) if draft.citations else None
        deck = unit.decks.get(draft.deck_id)
    near = Neighbourhood(app, deck)
    findings = check(
        draft.content,
        draft.citations,
        version,
        neighbours=lambda text: near.of(text, apart_from),
        gradable=partial(gradable, app),
    )
    return draft.model_copy(update={"findings": findings})


def reject(app: App, draft_id: str, reason: str, *, by: str | None = None) -> Draft:
    """Drops a draft, with the reason in words."""
    if not reason.strip():
        raise WrongUsage("A rejection says why: the reasons make later drafts better.")
    with app.ledger.write() as unit:
        draft = unit.drafts.get(draft_id)
        after = draft.model_copy(update={"state": lifecycle.after(draft, Action.REJECT)})
        unit.drafts.save(after)
        unit.drafts.add_decision(
            decided_now(app, draft, Action.REJECT, by or app.owner.id, reason=reason)
        )
        twins.release(unit, unit.decks.get(draft.deck_id), {draft_id})
    return after


def undo(
    app: App,
    draft_id: str | None = None,
    *,
    decision_id: str | None = None,
    by: str | None = None,
) -> Draft:
    """Takes back the newest standing decision, of this draft or of all; the card is withdrawn.

    `Stale` where that is not the one that `decision_id` names: nothing is taken back then.
    """
    with app.ledger.write() as unit:
        if draft_id is None:
            draft_id = _newest(unit)
        draft = unit.drafts.get(draft_id)
        decision = lifecycle.last_standing(unit.drafts.decisions(draft_id))
        if decision_id not in (None, decision.id):
            raise Stale("Something else was decided about this draft since: look at it first.")
        deck, who = unit.decks.get(draft.deck_id), by or app.owner.id
        if decision.action in (Action.SPLIT, Action.MERGE):
            back = _taken_apart(app, unit, draft, who)
        else:
            _taken_back(app, unit, draft, decision, who)
            back = [draft_id]
    if decision.action is Action.EDIT:
        _check_again(app, deck, draft_id)
    else:
        twins.compare(app, deck, back)
    with app.ledger.read() as unit:
        return unit.drafts.get(draft_id)


def _taken_back(app: App, unit: Unit, draft: Draft, decision: ReviewDecision, who: str) -> None:
    """Undoes an acceptance, an edit or a rejection."""
    after = draft.model_copy(update={"state": DraftState.PENDING})
    if decision.action is Action.EDIT and decision.before is not None:
        after = after.model_copy(update={"content": decision.before})
    if decision.action is Action.ACCEPT and decision.card_id is not None:
        after = after.model_copy(update={"card_id": None})
        unit.cards.set_state(decision.card_id, CardState.WITHDRAWN)
        unit.analogies.move(decision.card_id, draft.id)
        unit.index.drop([decision.card_id])
    unit.drafts.save(after)
    unit.drafts.add_decision(decided_now(app, draft, Action.UNDO, who, undoes=decision.id))


def _check_again(app: App, deck: Deck, draft_id: str) -> None:
    """Has the checks look at a draft's words as they are now, and at those that were like it."""
    with app.ledger.read() as unit:
        draft = unit.drafts.get(draft_id)
        alike = [each.id for each in twins.naming(unit, deck, [draft_id])]
    after = checked(app, draft, apart_from=(draft_id, *alike))
    with app.ledger.write() as unit:
        now = unit.drafts.get(draft_id)
        unit.drafts.save(now.model_copy(update={"findings": after.findings}))
    twins.compare(app, deck, alike)


def _taken_apart(app: App, unit: Unit, draft: Draft, who: str) -> list[str]:
    """Undoes a split or merge: what it made goes; gives the drafts that wait again."""
    made = [
        each
        for each in unit.drafts.list(deck_id=draft.deck_id)
        if draft.id in each.provenance.parents and each.state is not DraftState.REPLACED
    ]
    decided = [each for each in made if each.state is not DraftState.PENDING]
    if decided:
        label = decided[0].content.label
        raise WrongTransition(f"“{label}” came of this one: undo what it became first.")
    twins.release(unit, unit.decks.get(draft.deck_id), {each.id for each in made})
    for each in made:
        unit.drafts.save(each.model_copy(update={"state": DraftState.REPLACED}))
        unit.analogies.move(each.id, draft.id)
    parents = sorted({draft.id}.union(*(each.provenance.parents for each in made)))
    for parent_id in parents:
        parent = unit.drafts.get(parent_id)
        decision = lifecycle.last_standing(unit.drafts.decisions(parent_id))
        unit.drafts.save(parent.model_copy(update={"state": DraftState.PENDING}))
        unit.drafts.add_decision(decided_now(app, parent, Action.UNDO, who, undoes=decision.id))
    return parents


def _newest(unit: Unit) -> str:
    newest = unit.drafts.last_standing_draft()
    if newest is None:
        raise WrongTransition("Nothing has been decided yet: there is nothing to undo.")
    return newest


def decided_now(
    app: App,
    draft: Draft,
    action: Action,
    who: str,
    *,
    reason: str = "",
    before: DraftContent | None = None,
    after: DraftContent | None = None,
    card_id: str | None = None,
    undoes: str | None = None,
) -> ReviewDecision:
    """A decision of this moment, to be appended."""
    return ReviewDecision(
        id=fresh_id("dec"),
        draft_id=draft.id,
        action=action,
        by=who,
        at=app.now(),
        reason=reason,
        before=before,
        after=after,
        card_id=card_id,
        undoes=undoes,
    )
