"""One draft becomes several, several become one, or one part is written anew.

What is replaced stays with its history, and `review.undo` brings it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from decks import lifecycle
from decks.cards import MAX_KEY_POINTS, DraftContent
from decks.drafts import Action, Draft, Provenance
from decks.errors import Refused, WrongUsage
from decks.ids import fresh_id
from decks.keypoints import key_points_of
from service.collection.contents import edited
from service.reviewing import twins
from service.reviewing.review import checked, decided_now, edit

if TYPE_CHECKING:
    from service.wiring import App

REGENERABLE = ("question", "label", "core_answer", "explanation")
MOST_PARTS = MAX_KEY_POINTS
"""Parts that a draft is split into at most."""


def split(
    app: App, draft_id: str, parts: Sequence[Mapping[str, Any]] = (), *, by: str | None = None
) -> list[Draft]:
    """Drafts in the place of one, each with the same citations.

    Each of `parts` has the changes that make it out of the draft. Without any, each key point
    becomes the answer of one. Raises `WrongUsage` where that gives fewer than two.
    """
    draft = _waiting(app, draft_id, Action.SPLIT)
    wanted = [edited(draft.content, part) for part in parts] or _points_apart(draft.content)
    if not 2 <= len(wanted) <= MOST_PARTS:
        raise WrongUsage(f"A draft is split into 2 to {MOST_PARTS}: it has one key point only.")
    made = [_made(app, draft, (draft,), content) for content in wanted]
    ids = sorted(each.id for each in made)  # by which drafts of one place stand in order
    made = [each.model_copy(update={"id": own}) for each, own in zip(made, ids, strict=True)]
    return _replace(app, (draft,), made, Action.SPLIT, by)


def merge(
    app: App,
    draft_ids: Sequence[str],
    changes: Mapping[str, Any] | None = None,
    *,
    by: str | None = None,
) -> Draft:
    """One draft in the place of several of a deck: the words are the first one's, changed as said.

    The citations of all come to it, and the other core answers count as further references.
    """
    drafts = [_waiting(app, each, Action.MERGE) for each in dict.fromkeys(draft_ids)]
    if len(drafts) < 2:
        raise WrongUsage("To merge, name two drafts or more.")
    if len({draft.deck_id for draft in drafts}) > 1:
        raise WrongUsage("Only drafts of one deck are merged.")
    first, *others = drafts
    told = [draft.content.core_answer for draft in others if draft.content.core_answer]
    references = tuple(dict.fromkeys((*first.content.references, *told)))
    tags = tuple(dict.fromkeys(tag for draft in drafts for tag in draft.content.tags))
    content = first.content.model_copy(
        update={
            "references": tuple(each for each in references if each != first.content.core_answer),
            "tags": tags,
        }
    )
    content = edited(content, changes or {})
    made = _made(app, first, drafts, content)
    return _replace(app, drafts, [made], Action.MERGE, by)[0]


def regenerate(app: App, draft_id: str, part: str, instruction: str) -> Draft:
    """One part of a waiting draft written anew by the author model, as the instruction says.

    It is an edit like a person's: checked again, both wordings kept, taken back by `undo`. Raises
    `Refused` where no model is configured.
    """
    if part not in REGENERABLE:
        raise WrongUsage(f"{part} cannot be written anew; these can: {', '.join(REGENERABLE)}.")
    if not instruction.strip():
        raise WrongUsage("Say what should be different, such as: shorter, without the formula.")
    draft = _waiting(app, draft_id, Action.EDIT)
    rewriter = app.rewriter
    if rewriter is None:
        raise Refused(
            "Writing a part anew needs a model: set CARDWRIGHT_AUTHOR_MODEL, or edit it by hand."
        )
    words = rewriter.rewrite(draft, part, instruction)
    return edit(app, draft_id, {part: words})


def _waiting(app: App, draft_id: str, action: Action) -> Draft:
    with app.ledger.read() as unit:
        draft = unit.drafts.get(draft_id)
    lifecycle.after(draft, action)
    return draft


def _points_apart(content: DraftContent) -> list[DraftContent]:
    return [
        content.model_copy(
            update={"core_answer": point.text, "key_points": (point,), "references": ()}
        )
        for point in content.key_points
    ]


def _made(
    app: App,
    like: Draft,
    parents: Sequence[Draft],
    content: DraftContent,
) -> Draft:
    """A draft in the place of its parents."""
    ids = tuple(parent.id for parent in parents)
    if not content.key_points and content.core_answer:
        points = key_points_of(content.core_answer, content.question)
        content = content.model_copy(update={"key_points": points})
    citations = {
        (each.version_id, each.start, each.end): each
        for parent in parents
        for each in parent.citations
    }
    provenance = Provenance(
        origin=like.provenance.origin, drafter=like.provenance.drafter, parents=ids
    )
    made = like.model_copy(
        update={
            "id": fresh_id("drf"),
            "proposed": content,
            "content": content,
            "citations": tuple(citations.values()),
            "claimed": (),
            "findings": (),
            "provenance": provenance,
            "created_at": app.now(),
        }
    )
    return checked(app, made, apart_from=ids)


def _replace(
    app: App, parents: Sequence[Draft], made: Sequence[Draft], action: Action, by: str | None
) -> list[Draft]:
    who = by or app.owner.id
    with app.ledger.write() as unit:
        for parent in parents:
            now = unit.drafts.get(parent.id)
            state = lifecycle.after(now, action)
            unit.drafts.save(now.model_copy(update={"state": state}))
            unit.drafts.add_decision(decided_now(app, parent, action, who))
            unit.analogies.move(parent.id, made[0].id)
        deck = unit.decks.get(parents[0].deck_id)
        twins.release(unit, deck, {parent.id for parent in parents})
        unit.drafts.add(made)
    return list(made)
