"""Many drafts decided about at once: chosen by a filter, each decision appended by itself.

A filter is a word or `name:value`: `clean` (nothing found), `flagged`, `blocked`, `rule:C5`,
`kind:formula`, `heading:TEXT`. What several filters choose, all of them do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from decks.cards import Deck
from decks.drafts import Draft, DraftState
from decks.errors import CardwrightError, WrongUsage
from service.reviewing import review

if TYPE_CHECKING:
    from service.wiring import App

Decision = Literal["accept", "reject"]
_WORDS: dict[str, Callable[[Draft], bool]] = {
    "clean": lambda draft: not draft.findings and not draft.content.missing,
    "flagged": lambda draft: bool(draft.findings) and not draft.blocks,
    "blocked": lambda draft: bool(draft.blocks or draft.content.missing),
}
_NAMES: dict[str, Callable[[Draft, str], bool]] = {
    "rule": lambda draft, value: value in {each.rule.casefold() for each in draft.findings},
    "kind": lambda draft, value: draft.content.kind.value == value,
    "heading": lambda draft, value: any(
        value in heading.casefold() for each in draft.citations for heading in each.headings
    ),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the drafts decided about, and those that could not be, with the reason."""

    done: tuple[str, ...]
    failed: tuple[tuple[str, CardwrightError], ...]


def chosen(app: App, deck: Deck, filters: Sequence[str]) -> list[Draft]:
    """The waiting drafts of a deck that all filters choose, in lecture order.

    Raises `WrongUsage` for a filter that is none, or where there is none.
    """
    if not filters:
        raise WrongUsage(f"Say which drafts: {_known()}.")
    tests = [_test(each) for each in filters]
    with app.ledger.read() as unit:
        waiting = unit.drafts.list(deck_id=deck.id, state=DraftState.PENDING)
    return [draft for draft in waiting if all(test(draft) for test in tests)]


def decide(app: App, draft_ids: Sequence[str], decision: Decision, reason: str = "") -> Outcome:
    """Accepts or rejects each; one that fails costs no other."""
    done: list[str] = []
    failed: list[tuple[str, CardwrightError]] = []
    for draft_id in dict.fromkeys(draft_ids):
        try:
            if decision == "accept":
                review.accept(app, draft_id, reason=reason)
            else:
                review.reject(app, draft_id, reason)
            done.append(draft_id)
        except CardwrightError as error:
            failed.append((draft_id, error))
    return Outcome(tuple(done), tuple(failed))


def _test(text: str) -> Callable[[Draft], bool]:
    name, colon, value = text.strip().partition(":")
    if not colon and name in _WORDS:
        return _WORDS[name]
    wanted = value.strip().casefold()
    if name in _NAMES and wanted:
        return lambda draft: _NAMES[name](draft, wanted)
    raise WrongUsage(f"{text!r} chooses no drafts. Known are: {_known()}.")


def _known() -> str:
    return ", ".join((*_WORDS, *(f"{name}:..." for name in _NAMES)))
