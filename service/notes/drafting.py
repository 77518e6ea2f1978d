"""Passages become drafts, one after the other: each one's drafts are stored with its task.

What waits is what SQL says waits, so a run that was cut short goes on where it stopped, in
whichever process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from authoring.checks import check
from authoring.drafting import PassageDrafts, to_drafts
from decks.cards import Deck
from decks.drafts import Draft, DraftState, PassageTask, TaskState
from decks.errors import BudgetSpent, CardwrightError, KeyRefused
from decks.sources import Passage, SourceVersion
from providers.chat import Usage
from providers.limits import fan_out
from service.collection import indexing
from service.notes import asides, briefs
from service.notes.estimating import estimate
from service.reviewing.duplicates import Neighbourhood
from service.reviewing.gradability import gradable

if TYPE_CHECKING:
    from service.wiring import App


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: what is being done, and how many of how many; `say` is to be told now."""

    what: str
    done: int
    total: int
    say: str = ""


Report = Callable[[Step], None]


def silent(step: Step) -> None:
    """Tells nobody."""


def go_on(app: App, report: Report = silent) -> int:
    """Drafts from every passage that waits, in all decks; gives the number of new drafts."""
    new = 0
    for deck, versions in _waiting(app):
        made = draft_all(app, deck, versions, report)[0]
        briefs.settle(app, deck, anew=True)
        new += made
    indexing.settle(app, lambda done, total: report(Step("indexing", done, total)))
    return new


def _waiting(app: App) -> list[tuple[Deck, list[SourceVersion]]]:
    """The source versions with passages that wait for the drafter in force, by deck."""
    with app.ledger.read() as unit:
        found: dict[str, dict[str, SourceVersion]] = {}
        for task in unit.tasks.pending():
            if task.drafter == app.drafter.name:
                passage = unit.sources.passage(task.passage_id)
                versions = found.setdefault(task.deck_id, {})
                if passage.version_id not in versions:
                    versions[passage.version_id] = unit.sources.version(passage.version_id)
        used = {deck.id: deck for deck in unit.decks.in_use()}
        return [
            (used[deck_id], [*each.values()]) for deck_id, each in found.items() if deck_id in used
        ]


def draft_all(
    app: App, deck: Deck, versions: Sequence[SourceVersion], report: Report = silent
) -> tuple[int, Usage]:
    """Drafts from every passage of these that waits or failed; gives the number of new drafts, and
    what a model was paid, also for replies that could not be used.

    A refused key raises `KeyRefused` after everything that was finished is stored.
    """
    work = list(_unfinished(app, deck, versions))
    if not work:
        return 0, Usage()
    if app.settings.author_model is not None:
        told = estimate(app, [(version, passage) for _, version, passage in work])
        report(Step("drafting", 0, len(work), told.sentence))
    neighbourhood = Neighbourhood(app, deck)
    holds = _holding(app, deck)
    new, spent = 0, app.author_budget.used
    refused: KeyRefused | None = None
    for done, (item, outcome) in enumerate(_outcomes(app, work), start=1):
        task, version, passage = item
        if isinstance(outcome, PassageDrafts):
            state = DraftState.HELD if version.source_id in holds else DraftState.PENDING
            new += _keep(app, deck, task, version, passage, outcome, neighbourhood, state)
        elif isinstance(outcome, KeyRefused):
            refused = outcome
        elif not isinstance(outcome, BudgetSpent):
            _fail(app, task, str(outcome))
        report(Step("drafting", done, len(work)))
    if refused is not None:
        raise refused
    return new, app.author_budget.used - spent


Work = tuple[PassageTask, SourceVersion, Passage]


def _holding(app: App, deck: Deck) -> set[str]:
    """The sources of which only so many drafts are wanted: theirs wait until they are ranked."""
    with app.ledger.read() as unit:
        asked = unit.briefs.of_deck(deck.id)
    return {each.source_id for each in asked if each.wish.target is not None}


def _unfinished(app: App, deck: Deck, versions: Iterable[SourceVersion]) -> Iterator[Work]:
    """The passages that are pending or failed under the drafter in force."""
    with app.ledger.read() as unit:
        for version in versions:
            passages = {passage.id: passage for passage in unit.sources.passages(version.id)}
            version = asides.seen(unit, deck, version)
            for task in unit.tasks.for_version(deck.id, version.id):
                if task.drafter == app.drafter.name and task.state is not TaskState.DONE:
                    yield task, version, passages[task.passage_id]


def _outcomes(
    app: App, work: Sequence[Work]
) -> Iterator[tuple[Work, PassageDrafts | CardwrightError]]:
    """What came of each passage; after one refused key nobody is asked any more."""
    refused: list[KeyRefused] = []

    def draft(item: Work) -> PassageDrafts:
        _, version, passage = item
        if refused:
            raise refused[0]
        try:
            return app.drafter.draft(version, passage)
        except KeyRefused as error:
            refused.append(error)
            raise

    workers = 1 if app.settings.author_model is None else app.settings.model_workers
    return fan_out(draft, work, workers=workers)


def _keep(
    app: App,
    deck: Deck,
    task: PassageTask,
    version: SourceVersion,
    passage: Passage,
    outcome: PassageDrafts,
    neighbourhood: Neighbourhood,
    state: DraftState,
) -> int:
    known = dict(task.skipped)
    outcome = _without(outcome, version, known)
    made = to_drafts(
        outcome,
        version=version,
        passage=passage,
        deck_id=deck.id,
        drafter=app.drafter,
        now=app.now(),
    )
    neighbourhood.expect(made)
    drafts = [
        _checked(app, draft, version, neighbourhood).model_copy(update={"state": state})
        for draft in made
    ]
    done = task.model_copy(
        update={"state": TaskState.DONE, "reason": "", "skipped": outcome.skipped}
    )
    with app.ledger.write() as unit:
        count = unit.drafts.add(drafts)
        unit.tasks.save(done)
    return count


def _without(
    outcome: PassageDrafts, version: SourceVersion, known: dict[int, str]
) -> PassageDrafts:
    """The outcome less what comes from spans that an older version was drafted from already."""
    if not known:
        return outcome
    fresh = tuple(
        each
        for each in outcome.drafts
        if each.start is None
        or any(
            index not in known
            for index, span in enumerate(version.spans)
            if span.overlaps(each.start, each.end or each.start + 1)
        )
    )
    told = dict(outcome.skipped) | known
    return replace(outcome, drafts=fresh, skipped=tuple(sorted(told.items())))


def _checked(app: App, draft: Draft, version: SourceVersion, neighbourhood: Neighbourhood) -> Draft:
    findings = check(
        draft.content,
        draft.citations,
        version,
        neighbours=neighbourhood.of,
        gradable=partial(gradable, app),
    )
    neighbourhood.add(draft)
    return draft.model_copy(update={"findings": draft.findings + findings})


def _fail(app: App, task: PassageTask, reason: str) -> None:
    with app.ledger.write() as unit:
        unit.tasks.save(task.model_copy(update={"state": TaskState.FAILED, "reason": reason}))
