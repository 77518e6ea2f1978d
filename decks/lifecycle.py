"""What may follow what: the states of drafts and analogies, as pure rules.

A draft becomes a card only through a person's `accept`; an accepted or rejected draft can only
be taken back by `undo`, which appends a decision and changes no earlier one.
"""

from __future__ import annotations

from collections.abc import Sequence

from decks.analogies import OPEN, Analogy, AnalogyState
from decks.cards import CardContent, DraftContent
from decks.drafts import Action, Draft, DraftState, Finding, Gate, ReviewDecision
from decks.errors import WrongTransition

_AFTER: dict[tuple[DraftState, Action], DraftState] = {
    (DraftState.PENDING, Action.ACCEPT): DraftState.ACCEPTED,
    (DraftState.PENDING, Action.EDIT): DraftState.PENDING,
    (DraftState.PENDING, Action.REJECT): DraftState.REJECTED,
    (DraftState.PENDING, Action.SPLIT): DraftState.REPLACED,
    (DraftState.PENDING, Action.MERGE): DraftState.REPLACED,
}
# One that is held back is decided about like one that waits; an edit brings it to the queue.
_AFTER |= {
    (DraftState.HELD, action): after
    for (state, action), after in _AFTER.items()
    if state is DraftState.PENDING
}


def after(draft: Draft, action: Action) -> DraftState:
    """The state an action leads to; `WrongTransition` where the draft's state forbids it."""
    try:
        return _AFTER[draft.state, action]
    except KeyError:
        raise WrongTransition(
            f"{_named(draft)} is {draft.state}: it cannot be {_PAST[action]}. Undo first."
        ) from None


_PAST = {
    Action.ACCEPT: "accepted",
    Action.EDIT: "edited",
    Action.REJECT: "rejected",
    Action.SPLIT: "split",
    Action.MERGE: "merged",
    Action.UNDO: "undone",
}


def acceptable(draft: Draft, reason: str) -> CardContent:
    """The card content that accepting this draft gives.

    Raises `WrongTransition` where parts are missing, or where a blocking finding is not overruled
    by a reason in words.
    """
    after(draft, Action.ACCEPT)
    if draft.content.missing:
        raise WrongTransition(
            f"{_named(draft)} lacks {', '.join(draft.content.missing)}: edit it first."
        )
    if draft.blocks and not reason.strip():
        raise WrongTransition(
            f"{_named(draft)} is blocked by what was found: edit it, or say why to accept it "
            "all the same."
        )
    return complete(draft.content)


def _named(draft: Draft) -> str:
    """The draft as people know it."""
    return f"“{draft.content.label or draft.content.question}”"


def complete(content: DraftContent) -> CardContent:
    """The same words as a card's content; a pydantic `ValidationError` where parts are missing."""
    return CardContent.model_validate(content.model_dump())


def last_standing(decisions: Sequence[ReviewDecision]) -> ReviewDecision:
    """The newest decision that no undo has taken back; `decisions` are of one draft, in order."""
    undone = {decision.undoes for decision in decisions if decision.action is Action.UNDO}
    for decision in reversed(decisions):
        if decision.action is not Action.UNDO and decision.id not in undone:
            return decision
    raise WrongTransition("There is no decision left to undo for this draft.")


def acceptable_analogy(analogy: Analogy, findings: Sequence[Finding], reason: str) -> Analogy:
    """The analogy, accepted. `findings` are what the rubric has against it.

    Raises `WrongTransition` where a role is open, which nobody can overrule, or where a blocking
    finding is not overruled by a reason in words.
    """
    if analogy.state is not AnalogyState.PENDING:
        raise WrongTransition(f"This analogy is {analogy.state} already.")
    if analogy.content.open or (analogy.content.pattern and OPEN in analogy.content.text):
        raise WrongTransition("A role of this analogy is still open: fill it in, or take it out.")
    blocks = [finding for finding in findings if finding.gate is Gate.BLOCK]
    if blocks and not reason.strip():
        raise WrongTransition(
            f"This analogy is blocked: {blocks[0].reason} Edit it, or say why to accept it all "
            "the same."
        )
    accepted = {"state": AnalogyState.ACCEPTED, "reason": reason.strip() if blocks else ""}
    return analogy.model_copy(update=accepted)
