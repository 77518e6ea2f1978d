"""Deciding about analogies, a step of its own after the cards: one after the other, each beside
the card it would be shown with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from decks.analogies import Analogy, AnalogyContent, AnalogyState
from decks.cards import CardState, Deck, DraftContent
from decks.drafts import Finding, Gate
from decks.errors import NotFound, WrongTransition
from service.reviewing import analogies as verbs
from service.reviewing import likening

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

Choice = Literal["accept", "reject", "save", "reopen"]
_MADE = {"accept": AnalogyState.ACCEPTED, "reject": AnalogyState.REJECTED}


@dataclass(frozen=True, slots=True)
class AnalogyTurn:
    """An analogy beside its card's words; `number` of `total` that wait, 0 where it is decided.

    `analogy` is None where nothing waits. `others` are all of the deck, oldest first; `findings`
    are what the rubric has against it while it waits.
    """

    analogy: Analogy | None
    words: DraftContent | None
    number: int
    total: int
    later: str | None
    others: tuple[Analogy, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """What stops acceptance until a person overrules it in words."""
        return tuple(finding for finding in self.findings if finding.gate is Gate.BLOCK)

    @property
    def suggested(self) -> bool:
        """Whether it was suggested and waits, so that another may be asked for."""
        waits = self.analogy is not None and self.analogy.state is AnalogyState.PENDING
        return waits and self.analogy is not None and self.analogy.origin in likening.SUGGESTED

    @property
    def decided(self) -> tuple[Analogy, ...]:
        """Those that were accepted or rejected."""
        return tuple(each for each in self.others if each.state is not AnalogyState.PENDING)


def analogy_turn(
    app: App, deck: Deck, analogy_id: str | None = None, *, tried: bool = False
) -> AnalogyTurn:
    """The analogy of this id, or the first that waits; `NotFound` where it is not in the deck.

    `tried` has the grader look at it, too, which takes longer than a page should.
    """
    with app.ledger.read() as unit:
        found = _shown(unit, unit.analogies.in_deck(deck.id))
        waiting = [each.id for each in found if each.state is AnalogyState.PENDING]
        wanted = analogy_id or (waiting[0] if waiting else None)
        chosen = next((each for each in found if each.id == wanted), None)
        if wanted is not None and chosen is None:
            raise NotFound(f"There is no analogy {wanted} in this deck.")
        words = None if chosen is None else _words(unit, chosen.subject_id)
    waits = chosen is not None and chosen.id in waiting
    return AnalogyTurn(
        analogy=chosen,
        words=words,
        number=waiting.index(chosen.id) + 1 if chosen and waits else 0,
        total=len(waiting),
        later=None if chosen is None else _after(found, chosen.id),
        others=tuple(found),
        findings=likening.findings(app, chosen, tried=tried) if chosen and waits else (),
    )


def _shown(unit: Unit, analogies: Sequence[Analogy]) -> list[Analogy]:
    """Those of drafts that were not rejected and of cards that live."""
    alive: dict[str, bool] = {}
    for analogy in analogies:
        subject = analogy.subject_id
        if subject not in alive:
            if subject.startswith("crd_"):
                alive[subject] = unit.cards.get(subject).state is CardState.LIVE
            else:
                alive[subject] = unit.drafts.get(subject).stands
    return [analogy for analogy in analogies if alive[analogy.subject_id]]


def _words(unit: Unit, subject_id: str) -> DraftContent:
    if subject_id.startswith("crd_"):
        return unit.cards.get(subject_id).version.content
    return unit.drafts.get(subject_id).content


def _after(analogies: Sequence[Analogy], analogy_id: str) -> str | None:
    """The next that waits after this one, from the top again at the end."""
    at = [each.id for each in analogies].index(analogy_id)
    rest = (*analogies[at + 1 :], *analogies[:at])
    return next((each.id for each in rest if each.state is AnalogyState.PENDING), None)


def decide(
    app: App,
    deck: Deck,
    analogy_id: str,
    choice: Choice,
    content: Mapping[str, Any] | None = None,
    reason: str = "",
) -> str | None:
    """Carries out a choice, with what was typed, and gives the next analogy that waits; `reason`
    says why it is rejected, or accepted over what blocks it.

    After `save` and `reopen`, which takes a decision back, that is the analogy itself. A choice
    that was made already moves on quietly.
    """
    turn = analogy_turn(app, deck, analogy_id)
    assert turn.analogy is not None  # or it raised NotFound
    if choice == "reopen":
        if turn.analogy.state is not AnalogyState.PENDING:
            verbs.edit(app, analogy_id, {})
        return analogy_id
    changes = _changes(turn.analogy.content, content or {}) if choice != "reject" else {}
    if changes:
        verbs.edit(app, analogy_id, changes)
    if choice == "save":
        return analogy_id
    if changes or turn.analogy.state is not _MADE[choice]:
        _carry_out(app, analogy_id, choice, reason)
    return turn.later


def open_roles(app: App, deck: Deck, analogy_id: str) -> tuple[str, ...]:
    """The familiar roles of an analogy that nothing of its card plays yet."""
    turn = analogy_turn(app, deck, analogy_id)
    return () if turn.analogy is None else turn.analogy.content.open


def _changes(before: AnalogyContent, typed: Mapping[str, Any]) -> dict[str, Any]:
    stands = before.model_dump()
    return {name: value for name, value in typed.items() if value != stands[name]}


def _carry_out(app: App, analogy_id: str, choice: Choice, reason: str) -> None:
    try:
        if choice == "accept":
            verbs.accept(app, analogy_id, reason)
        else:
            verbs.reject(app, analogy_id, reason)
    except WrongTransition:
        with app.ledger.read() as unit:
            if unit.analogies.get(analogy_id).state is not _MADE[choice]:
                raise
