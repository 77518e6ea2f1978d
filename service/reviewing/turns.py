"""Reviewing one draft after the other where no session is held: which one is next, and decisions.

The queue is read off the stored drafts each time. What is sent twice has the effect of once: a
decision that was made already moves on quietly, and an undo names the decision it takes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from decks.cards import Deck, DraftContent, KeyPoint
from decks.drafts import Action, Draft, DraftState, Origin, ReviewDecision
from decks.errors import NotFound, Stale, WrongTransition
from service.reviewing import drafts as reading
from service.reviewing import review
from service.reviewing.drafts import Beside
from service.reviewing.pace import Pace, pace
from service.reviewing.queue import Order, listed

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

Choice = Literal["accept", "reject", "save"]
NEAR = 5
"""Drafts on either side that are offered for merging."""
_MADE = {"accept": DraftState.ACCEPTED, "reject": DraftState.REJECTED}


@dataclass(frozen=True, slots=True)
class Turn:
    """A draft to decide about: `number` of `total` that wait (0 where it is decided already).

    `item` is None where nothing waits; `earlier` and `later` are its neighbours in the queue;
    `last` is the decision that undo takes back, with the draft it was about; `near` are waiting
    drafts around it in the lecture, for merging.
    """

    item: Beside | None
    number: int
    total: int
    earlier: str | None
    later: str | None
    last: tuple[ReviewDecision, Draft] | None
    pace: Pace
    near: tuple[Draft, ...] = ()


def turn(app: App, deck: Deck, order: Order = "lecture", draft_id: str | None = None) -> Turn:
    """The draft of this id, or the first that waits."""
    drafts = listed(app, deck, order, None)
    with app.ledger.read() as unit:
        decisions = _decisions(unit, app, deck, drafts)
    waiting = [draft.id for draft in drafts if draft.state is DraftState.PENDING]
    if draft_id is None:
        draft_id = waiting[0] if waiting else None
    ids = [draft.id for draft in drafts]
    if draft_id is not None and draft_id not in ids:
        raise NotFound(f"There is no draft {draft_id} in this deck.")
    at = -1 if draft_id is None else ids.index(draft_id)
    before = [one for one in ids[: max(at, 0)] if one in set(waiting)]
    return Turn(
        item=None if draft_id is None else reading.shown(app, draft_id),
        number=waiting.index(draft_id) + 1 if draft_id in waiting else 0,
        total=len(waiting),
        earlier=before[-1] if before else None,
        later=None if draft_id is None else _after(drafts, draft_id),
        last=_last(decisions, drafts),
        pace=pace(decisions),
        near=_near([draft for draft in drafts if draft.id in set(waiting)], draft_id),
    )


def _near(waiting: Sequence[Draft], draft_id: str | None) -> tuple[Draft, ...]:
    """The waiting drafts around this one, it left out."""
    at = next((place for place, draft in enumerate(waiting) if draft.id == draft_id), None)
    if at is None:
        return ()
    return (*waiting[max(0, at - NEAR) : at], *waiting[at + 1 : at + 1 + NEAR])


def _after(drafts: Sequence[Draft], draft_id: str) -> str | None:
    """The next draft that waits after this one, from the top again at the end."""
    at = [draft.id for draft in drafts].index(draft_id)
    rest = (*drafts[at + 1 :], *drafts[:at])
    return next((draft.id for draft in rest if draft.state is DraftState.PENDING), None)


def _decisions(unit: Unit, app: App, deck: Deck, drafts: Sequence[Draft]) -> list[ReviewDecision]:
    """What the owner decided here; an import decides about whole files and is not reviewing."""
    imported = {draft.id for draft in drafts if draft.provenance.origin is Origin.IMPORT}
    return [
        decision
        for decision in unit.drafts.decisions_in(deck.id)
        if decision.by == app.owner.id
        and not (decision.draft_id in imported and decision.reason.startswith("imported"))
    ]


def _last(
    decisions: Sequence[ReviewDecision], drafts: Sequence[Draft]
) -> tuple[ReviewDecision, Draft] | None:
    """The newest decision that stands, and its draft."""
    undone = {decision.undoes for decision in decisions}
    by_id = {draft.id: draft for draft in drafts}
    for decision in reversed(decisions):
        if decision.action is not Action.UNDO and decision.id not in undone:
            return decision, by_id[decision.draft_id]
    return None


def held(app: App, deck: Deck, draft_id: str) -> Draft:
    """The draft of this id, which must be of this deck."""
    with app.ledger.read() as unit:
        draft = unit.drafts.get(draft_id)
    if draft.deck_id != deck.id:
        raise NotFound(f"There is no draft {draft_id} in this deck.")
    return draft


def decide(
    app: App,
    deck: Deck,
    draft_id: str,
    choice: Choice,
    *,
    typed: Mapping[str, str] | None = None,
    reason: str = "",
    order: Order = "lecture",
) -> str | None:
    """Carries out a choice about a draft, with what was typed over it, and gives the next one.

    After `save` that is the draft itself. Raises what `review` raises; edits made before an
    acceptance that was refused are kept.
    """
    drafts = listed(app, deck, order, None)
    draft = next((each for each in drafts if each.id == draft_id), None)
    if draft is None:
        raise NotFound(f"There is no draft {draft_id} in this deck.")
    changes = changes_of(draft.content, typed or {}) if choice != "reject" else {}
    if changes:
        review.edit(app, draft_id, changes)
    if choice == "save":
        return draft_id
    if draft.state is not _MADE[choice]:
        _carry_out(app, draft_id, choice, reason)
    return _after(drafts, draft_id)


def _carry_out(app: App, draft_id: str, choice: Choice, reason: str) -> None:
    try:
        if choice == "accept":
            review.accept(app, draft_id, reason=reason)
        else:
            review.reject(app, draft_id, reason)
    except WrongTransition:
        # The same form at the same moment: whoever came first decided it.
        if reading.shown(app, draft_id).draft.state is not _MADE[choice]:
            raise


def undo(app: App, deck: Deck, draft_id: str, decision_id: str) -> None:
    """Takes this decision back; once is enough, so a second time does nothing."""
    with app.ledger.read() as unit:
        if unit.drafts.get(draft_id).deck_id != deck.id:
            raise NotFound(f"There is no draft {draft_id} in this deck.")
    try:
        review.undo(app, draft_id, decision_id=decision_id)
    except (Stale, WrongTransition):
        with app.ledger.read() as unit:
            undone = {decision.undoes for decision in unit.drafts.decisions(draft_id)}
        if decision_id not in undone:
            raise


def changes_of(content: DraftContent, typed: Mapping[str, str]) -> dict[str, Any]:
    """The parts whose words differ from what stands; lists are one a line."""
    changes: dict[str, Any] = {}
    for name in ("question", "label", "core_answer", "explanation"):
        if name in typed and typed[name].strip() != (getattr(content, name) or "").strip():
            words = typed[name].strip() if name != "label" else " ".join(typed[name].split())
            changes[name] = words or (None if name == "core_answer" else "")
    for name, stand in (("formulas", content.formulas), ("references", content.references)):
        if name in typed and (lines := _lines(typed[name])) != _flat(stand):
            changes[name] = lines
    if "key_points" in typed:
        lines = _lines(typed["key_points"])
        if lines != _flat([point.text for point in content.key_points]):
            changes["key_points"] = _points(content.key_points, lines)
    return changes


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _flat(texts: Sequence[str]) -> list[str]:
    """Texts as they read one a line."""
    return [" ".join(text.split()) for text in texts]


def _points(before: Sequence[KeyPoint], lines: Sequence[str]) -> list[dict[str, Any]]:
    """Points of these texts; one whose text stands keeps its variants, weight and the rest.

    Where their number stays, a reworded point keeps its weight and whether it is required.
    """
    known = {" ".join(point.text.split()): point for point in before}
    made = []
    for place, line in enumerate(lines):
        if line in known:
            made.append(known[line].model_dump())
        elif len(lines) == len(before):
            kept = before[place]
            made.append({"text": line, "weight": kept.weight, "required": kept.required})
        else:
            made.append({"text": line})
    return made
