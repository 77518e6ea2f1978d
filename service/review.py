"""A person decides: drafts become cards, are edited, rejected, or taken back.

Every decision is appended with who and when; `undo` appends too. Accepting writes the card, its
citations, the decision and its place in the index in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from authoring.checks import check
from decks import lifecycle
from decks.analogies import Analogy, AnalogyContent, AnalogyState
from decks.cards import Card, CardContent, CardState, CardVersion, DraftContent
from decks.drafts import Action, Draft, DraftState, ReviewDecision
from decks.errors import BadRecord, Stale, WrongTransition, WrongUsage
from decks.ids import content_id, fresh_id
from decks.keypoints import key_points_of
from decks.sources import SpanKind
from service import indexing
from service.duplicates import Neighbourhood
from service.gradability import gradable
from service.shapes import AnalogyShape, DraftShape
from service.wiring import deck_named

if TYPE_CHECKING:
    from decks.sources import SourceVersion
    from service.wiring import App
    from storage.ledger import Unit

CONTEXT = 240
EDITABLE = ("question", "label", "core_answer", "explanation", "formulas", "key_points", "tags")


@dataclass(frozen=True, slots=True)
class Beside:
    """A draft and the words it came from: `before` and `after` are what stands around the quote."""

    draft: Draft
    deck: str
    analogies: tuple[Analogy, ...]
    source: str = ""
    headings: tuple[str, ...] = ()
    where: str = ""
    before: str = ""
    quote: str = ""
    after: str = ""


def drafts(
    app: App, deck_name: str | None = None, state: DraftState | None = DraftState.PENDING
) -> list[DraftShape]:
    """The queue in lecture order, as `drafts --json` prints it."""
    return [
        DraftShape.of(item.draft, item.deck, list(item.analogies))
        for item in queue(app, deck_name, state)
    ]


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


def shown(app: App, draft_id: str) -> Beside:
    """One draft beside its source's words."""
    with app.ledger.read() as unit:
        draft = unit.drafts.get(draft_id)
        return _beside(unit, draft, unit.decks.get(draft.deck_id).name, {})


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
            _decision(app, draft, Action.ACCEPT, who, reason=reason, card_id=card.id)
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
    draft = shown(app, draft_id).draft
    lifecycle.after(draft, Action.EDIT)
    content = edited(draft.content, changes)
    with app.ledger.read() as unit:
        version = unit.sources.version(draft.citations[0].version_id) if draft.citations else None
        deck = unit.decks.get(draft.deck_id)
    near = Neighbourhood(app, deck)
    findings = check(
        content,
        draft.citations,
        version,
        neighbours=lambda text: [found for found in near.of(text) if found[0] != draft_id],
        gradable=partial(gradable, app),
    )
    after = draft.model_copy(update={"content": content, "findings": findings})
    with app.ledger.write() as unit:
        lifecycle.after(unit.drafts.get(draft_id), Action.EDIT)
        unit.drafts.save(after)
        unit.drafts.add_decision(
            _decision(
                app,
                draft,
                Action.EDIT,
                by or app.owner.id,
                before=draft.content,
                after=content,
            )
        )
    return after


def edited(content: DraftContent, changes: Mapping[str, Any]) -> DraftContent:
    """The content with these parts changed, validated."""
    merged = {**content.model_dump(), **changes}
    reworded = "core_answer" in changes and changes["core_answer"] != content.core_answer
    if reworded and "key_points" not in changes and changes["core_answer"]:
        points = key_points_of(str(changes["core_answer"]), content.question)
        merged["key_points"] = [point.model_dump() for point in points]
    try:
        return DraftContent.model_validate(merged)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise BadRecord(f"{name}: {first['msg'].removeprefix('Value error, ')}.") from None


def reject(app: App, draft_id: str, reason: str, *, by: str | None = None) -> Draft:
    """Drops a draft, with the reason in words."""
    if not reason.strip():
        raise WrongUsage("A rejection says why: the reasons make later drafts better.")
    with app.ledger.write() as unit:
        draft = unit.drafts.get(draft_id)
        after = draft.model_copy(update={"state": lifecycle.after(draft, Action.REJECT)})
        unit.drafts.save(after)
        unit.drafts.add_decision(
            _decision(app, draft, Action.REJECT, by or app.owner.id, reason=reason)
        )
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
        after = draft.model_copy(update={"state": DraftState.PENDING})
        if decision.action is Action.EDIT and decision.before is not None:
            after = after.model_copy(update={"content": decision.before})
        if decision.action is Action.ACCEPT and decision.card_id is not None:
            after = after.model_copy(update={"card_id": None})
            unit.cards.set_state(decision.card_id, CardState.WITHDRAWN)
            unit.analogies.move(decision.card_id, draft_id)
            unit.index.drop([decision.card_id])
        unit.drafts.save(after)
        unit.drafts.add_decision(
            _decision(app, draft, Action.UNDO, by or app.owner.id, undoes=decision.id)
        )
    return after


def _newest(unit: Unit) -> str:
    newest = unit.drafts.last_standing_draft()
    if newest is None:
        raise WrongTransition("Nothing has been decided yet: there is nothing to undo.")
    return newest


def _decision(
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


def analogies(app: App, deck_name: str) -> list[AnalogyShape]:
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


def accept_analogy(app: App, analogy_id: str) -> Analogy:
    """Shows the analogy after attempts from now on; it needs role pairs and a limit."""
    with app.ledger.write() as unit:
        accepted = lifecycle.acceptable_analogy(unit.analogies.get(analogy_id))
        unit.analogies.save(accepted)
    return accepted


def reject_analogy(app: App, analogy_id: str) -> Analogy:
    """Drops an analogy that waits or was accepted."""
    with app.ledger.write() as unit:
        analogy = unit.analogies.get(analogy_id)
        rejected = analogy.model_copy(update={"state": AnalogyState.REJECTED})
        unit.analogies.save(rejected)
    return rejected


def edit_analogy(app: App, analogy_id: str, changes: Mapping[str, Any]) -> Analogy:
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
