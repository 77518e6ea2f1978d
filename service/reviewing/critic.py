"""The critic: what this reviewer may think of a draft, told by decisions about drafts like it.

Examples are the drafts of the course that its owner accepted or rejected, as they were drafted.
Like a draft are those near in meaning; of the same kind, from the same maker, they count in full,
else half. The chance of acceptance is the share of accepted among the nearest, weighed by how near
they are, and drawn to the reviewer's own rate by four examples' worth, so that few say little:

    p = (4 r + sum w a) / (4 + sum w)      w = (cosine - FLOOR) / (1 - FLOOR), halved where unlike

No model and nothing trained: vectors that are stored already, and one product of matrices. How
often it was right is counted as the decisions were made: before each one it knew only those before
it (prequential: Dawid, 1984).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decks.drafts import Action, Origin
from service.collection import indexing

if TYPE_CHECKING:
    from decks.cards import Deck
    from decks.drafts import Draft, ReviewDecision
    from providers.embedding import Vectors
    from service.wiring import App

FLOOR = 0.4
"""Cosine below which drafts have nothing to do with each other."""
NEAREST = 16
"""Examples that are asked."""
LEAST = 6
"""Decisions before the critic says anything."""
PRIOR = 4.0
"""Examples' worth of the reviewer's own rate. Tried on made-up reviewers of three real lectures (by
kind, by topic, by gold questions): with four the critic was right at least as often as guessing
what is decided most, with two it was not. That is no promise for other reviewers or lectures: the
record beside the drafts tells how it does for this one.
"""
ALIKE = 2
"""Examples of one mind that a sentence needs."""
CLEARLY = 0.25
"""Weight from which an example is named in it."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the critic expects: the chance of acceptance, and a sentence where likes are clear."""

    chance: float
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """How the critic did before each of `asked` decisions; `usual` is how often guessing what was
    decided most till then would have been right. `decided` counts all decisions.
    """

    decided: int = 0
    asked: int = 0
    agreed: int = 0
    usual: int = 0

    @property
    def sentence(self) -> str:
        """The record in words."""
        if not self.decided:
            return "The critic learns from your decisions: accept or reject some drafts first."
        if not self.asked:
            return (
                f"The critic has seen {self.decided} of your decisions and says nothing before "
                f"{LEAST}."
            )
        return (
            f"The critic foresaw {self.agreed} of your {self.asked} decisions "
            f"({self.agreed / self.asked:.0%}); guessing the more frequent would have foreseen "
            f"{self.usual} ({self.usual / self.asked:.0%})."
        )


@dataclass(frozen=True, slots=True)
class _Example:
    """A draft that was decided about: how, and why."""

    draft: Draft
    accepted: bool
    reason: str


def opinions(app: App, deck: Deck, drafts: Sequence[Draft]) -> dict[str, Opinion]:
    """What the critic expects of drafts, by id; none before there is enough to go by."""
    known = _standing(_labelled(app, deck))
    if len(known) < LEAST or not drafts:
        return {}
    theirs = _vectors(app, [each.draft for each in known])
    ours = _vectors(app, drafts)
    cosines = ours @ theirs.T
    return {draft.id: _opinion(draft, known, cosines[place]) for place, draft in enumerate(drafts)}


def expectations(app: App, deck: Deck, drafts: Sequence[Draft]) -> dict[str, float]:
    """What the critic adds to the worth of drafts, by id: from -1 (surely rejected) to 1."""
    return {name: 2 * each.chance - 1 for name, each in opinions(app, deck, drafts).items()}


def record(app: App, deck: Deck) -> Record:
    """How often the critic foresaw the owner's decisions in the course, each told beforehand."""
    made = _labelled(app, deck)
    drafts = {draft.id: draft for _, draft in made}
    if not drafts:
        return Record()
    places = {name: place for place, name in enumerate(drafts)}
    vectors = _vectors(app, list(drafts.values()))
    cosines = vectors @ vectors.T
    known: dict[str, _Example] = {}
    told = Record()
    for decision, draft in made:
        if decision.action is Action.UNDO:
            known.pop(draft.id, None)
            continue
        accepted = decision.action is Action.ACCEPT
        before = [each for each in known.values() if each.draft.id != draft.id]
        told = _counted(told, draft, before, places, cosines, accepted)
        known[draft.id] = _Example(draft, accepted, decision.reason)
    return told


def _counted(
    told: Record,
    draft: Draft,
    before: Sequence[_Example],
    places: Mapping[str, int],
    cosines: Vectors,
    accepted: bool,
) -> Record:
    """The record with one more decision, foreseen from those before it."""
    if len(before) < LEAST:
        return Record(told.decided + 1, told.asked, told.agreed, told.usual)
    row = cosines[places[draft.id]][[places[each.draft.id] for each in before]]
    foreseen = _opinion(draft, before, row).chance >= 0.5
    usual = 2 * sum(each.accepted for each in before) >= len(before)
    return Record(
        told.decided + 1,
        told.asked + 1,
        told.agreed + (foreseen == accepted),
        told.usual + (usual == accepted),
    )


def _opinion(draft: Draft, known: Sequence[_Example], cosines: Vectors) -> Opinion:
    rate = (1 + sum(each.accepted for each in known)) / (2 + len(known))
    order = np.argsort(-cosines, kind="stable")
    near = [
        (known[place], weight)
        for place in map(int, order)
        if known[place].draft.id != draft.id
        and (weight := _weight(draft, known[place].draft, float(cosines[place]))) > 0
    ][:NEAREST]
    weight = sum(each for _, each in near)
    yes = sum(each for example, each in near if example.accepted)
    chance = (PRIOR * rate + yes) / (PRIOR + weight)
    return Opinion(chance, _sentence([each for each, heavy in near if heavy >= CLEARLY], chance))


def _weight(draft: Draft, other: Draft, cosine: float) -> float:
    alike = (
        draft.proposed.kind is other.proposed.kind
        and draft.provenance.drafter == other.provenance.drafter
    )
    return (cosine - FLOOR) / (1 - FLOOR) * (1.0 if alike else 0.5)


def _sentence(near: Sequence[_Example], chance: float) -> str:
    """One sentence where those like it were decided about alike."""
    yes = [each for each in near if each.accepted]
    no = [each for each in near if not each.accepted]
    if chance < 0.5 and len(no) >= max(ALIKE, 2 * len(yes)):
        reasons = Counter(each.reason.strip().rstrip(".") for each in no if each.reason.strip())
        why = f" as “{reasons.most_common(1)[0][0]}”" if reasons else ""
        return f"Like {len(no)} that you rejected{why}."
    if chance > 0.5 and len(yes) >= max(ALIKE, 2 * len(no)):
        return f"Like {len(yes)} that you accepted."
    return ""


def _labelled(app: App, deck: Deck) -> list[tuple[ReviewDecision, Draft]]:
    """The owner's acceptances, rejections and what took them back, in order, in the course."""
    found: list[tuple[ReviewDecision, Draft]] = []
    with app.ledger.read() as unit:
        for other in unit.decks.in_use():
            if other.course_id != deck.course_id:
                continue
            drafts = {draft.id: draft for draft in unit.drafts.list(deck_id=other.id)}
            found += [
                (each, drafts[each.draft_id])
                for each in unit.drafts.decisions_in(other.id)
                if each.by == app.owner.id
                and drafts[each.draft_id].provenance.origin in (Origin.RULES, Origin.MODEL)
            ]
    found.sort(key=lambda pair: pair[0].at)
    return _choices(found)


def _choices(
    found: Sequence[tuple[ReviewDecision, Draft]],
) -> list[tuple[ReviewDecision, Draft]]:
    """Without edits, splits and merges, and without what took those back."""
    choices = {each.id for each, _ in found if each.action in (Action.ACCEPT, Action.REJECT)}
    return [pair for pair in found if pair[0].id in choices or pair[0].undoes in choices]


def _standing(made: Sequence[tuple[ReviewDecision, Draft]]) -> list[_Example]:
    """What was decided and not taken back."""
    known: dict[str, _Example] = {}
    for decision, draft in made:
        known.pop(draft.id, None)
        if decision.action is not Action.UNDO:
            accepted = decision.action is Action.ACCEPT
            known[draft.id] = _Example(draft, accepted, decision.reason)
    return list(known.values())


def _vectors(app: App, drafts: Sequence[Draft]) -> Vectors:
    """A row for each draft, as it was drafted."""
    texts = [indexing.wording(draft.proposed) for draft in drafts]
    return np.stack(indexing.vectors_for(app, texts))
