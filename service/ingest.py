"""A lecture becomes drafts.

Each file is read in a child process, stored with its passages in one transaction, and drafted
from passage by passage; each passage's drafts are stored with the passage's task in one
transaction. A run that was cut short goes on where it stopped, and a repeated run changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from authoring.checks import check
from authoring.coverage import complete, ledger
from authoring.drafting import PassageDrafts, to_drafts
from authoring.passages import cut
from authoring.reading import Reading, read_file
from decks.cards import Deck
from decks.drafts import Draft, DraftState, PassageTask, TaskState
from decks.errors import BudgetSpent, CardwrightError, KeyRefused, NotFound
from decks.ids import content_id, fresh_id, text_hash
from decks.sources import Passage, Source, SourceVersion
from providers.chat import Usage
from providers.limits import fan_out
from service import indexing
from service.duplicates import Neighbourhood
from service.shapes import (
    FailedFile,
    IngestShape,
    LocatorShape,
    SourceShape,
    SpanShape,
    UsageShape,
)
from service.wiring import deck_for, deck_named

if TYPE_CHECKING:
    from service.wiring import App


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: what is being done, and how many of how many."""

    what: str
    done: int
    total: int


Report = Callable[[Step], None]


def _silent(step: Step) -> None:
    """Tells nobody."""


def ingest(
    app: App, files: Sequence[Path], deck_name: str, report: Report = _silent
) -> IngestShape:
    """Reads the files, drafts cards from them into the deck, and gives the coverage ledger.

    A file that cannot be read is told in `failed` and costs the others nothing; where there is
    only that one file, its error is raised. `complete` is False while any span is pending or
    failed; the same command then goes on. A refused key raises `KeyRefused` after everything that
    was finished is stored; the other passages stay pending.
    """
    readings: list[tuple[Path, Reading]] = []
    failed: list[FailedFile] = []
    for number, path in enumerate(files):
        report(Step(f"reading {path.name}", number, len(files)))
        try:
            readings.append((path, _read(path)))
        except CardwrightError as error:
            if len(files) == 1:
                raise
            kind = type(error).__name__
            failed.append(FailedFile(name=path.name, error=str(error), kind=kind))
    deck = deck_for(app, deck_name) if readings else None
    if deck is None:
        return IngestShape(
            deck=deck_name,
            complete=False,
            drafts=0,
            new_drafts=0,
            sources=(),
            failed=tuple(failed),
        )
    versions = [_store(app, deck, path.name, reading) for path, reading in readings]
    new, usage = _draft_all(app, deck, versions, report)
    indexing.settle(app, lambda done, total: report(Step("indexing", done, total)))
    return _shape(app, deck, versions, new, usage, failed)


def coverage(app: App, deck_name: str) -> IngestShape:
    """The ledger of everything ingested into a deck, as `ingest` gives it for one run."""
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        sources = unit.sources.list(deck.course_id)
        latest = [unit.sources.latest(source.id) for source in sources]
        versions = [
            version
            for version in latest
            if version is not None and unit.tasks.for_version(deck.id, version.id)
        ]
    return _shape(app, deck, versions, 0, Usage(), [])


def _read(path: Path) -> Reading:
    if not path.exists():
        raise NotFound(f"There is no file {path}.")
    return read_file(path)


def _store(app: App, deck: Deck, name: str, reading: Reading) -> SourceVersion:
    """The stored version of this text, with its passages and their tasks, in one transaction."""
    with app.ledger.write() as unit:
        source = unit.sources.by_name(deck.course_id, name)
        if source is None:
            source = Source(id=fresh_id("src"), course_id=deck.course_id, name=name)
            unit.sources.add(source)
        digest = text_hash(reading.text)
        version = SourceVersion(
            id=content_id("ver", source.id, digest, reading.extractor),
            source_id=source.id,
            format=reading.format,
            extractor=reading.extractor,
            text=reading.text,
            text_hash=digest,
            spans=reading.spans,
            warnings=reading.warnings,
            created_at=app.now(),
        )
        unit.sources.add_version(version)
        passages = cut(version)
        unit.sources.add_passages(passages)
        drafter = app.drafter.name
        unit.tasks.add(
            [
                PassageTask(passage_id=passage.id, deck_id=deck.id, drafter=drafter)
                for passage in passages
            ]
        )
        for passage in passages:
            text = version.words(passage.start, passage.end)
            indexing.put_text(unit, deck, passage.id, "passage", text)
        return unit.sources.version(version.id)


def _draft_all(
    app: App, deck: Deck, versions: Sequence[SourceVersion], report: Report
) -> tuple[int, Usage]:
    work = list(_unfinished(app, deck, versions))
    if not work:
        return 0, Usage()
    neighbourhood = Neighbourhood(app, deck)
    new, usage = 0, Usage()
    refused: KeyRefused | None = None
    for done, (item, outcome) in enumerate(_outcomes(app, work), start=1):
        task, version, passage = item
        if isinstance(outcome, PassageDrafts):
            new += _keep(app, deck, task, version, passage, outcome, neighbourhood)
            usage += outcome.usage
        elif isinstance(outcome, KeyRefused):
            refused = outcome
        elif not isinstance(outcome, BudgetSpent):
            _fail(app, task, str(outcome))
        report(Step("drafting", done, len(work)))
    if refused is not None:
        raise refused
    return new, usage


Work = tuple[PassageTask, SourceVersion, Passage]


def _unfinished(app: App, deck: Deck, versions: Iterable[SourceVersion]) -> Iterator[Work]:
    """The passages that are pending or failed under the drafter in force."""
    with app.ledger.read() as unit:
        for version in versions:
            passages = {passage.id: passage for passage in unit.sources.passages(version.id)}
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
) -> int:
    made = to_drafts(
        outcome,
        version=version,
        passage=passage,
        deck_id=deck.id,
        drafter=app.drafter,
        now=app.now(),
    )
    neighbourhood.expect(made)
    drafts = [_checked(draft, version, neighbourhood) for draft in made]
    done = task.model_copy(
        update={"state": TaskState.DONE, "reason": "", "skipped": outcome.skipped}
    )
    with app.ledger.write() as unit:
        count = unit.drafts.add(drafts)
        unit.tasks.save(done)
    return count


def _checked(draft: Draft, version: SourceVersion, neighbourhood: Neighbourhood) -> Draft:
    findings = check(draft.content, draft.citations, version, neighbours=neighbourhood.of)
    neighbourhood.add(draft)
    return draft.model_copy(update={"findings": draft.findings + findings})


def _fail(app: App, task: PassageTask, reason: str) -> None:
    with app.ledger.write() as unit:
        unit.tasks.save(task.model_copy(update={"state": TaskState.FAILED, "reason": reason}))


def _shape(
    app: App,
    deck: Deck,
    versions: Sequence[SourceVersion],
    new: int,
    usage: Usage,
    failed: Sequence[FailedFile],
) -> IngestShape:
    shapes = [_source_shape(app, deck, version) for version in versions]
    whole = not failed and all(done for _, _, done in shapes)
    return IngestShape(
        deck=deck.name,
        complete=whole,
        drafts=sum(count for _, count, _ in shapes),
        new_drafts=new,
        sources=tuple(shape for shape, _, _ in shapes),
        failed=tuple(failed),
        usage=UsageShape(
            input_tokens=usage.input_tokens, output_tokens=usage.output_tokens, cost=usage.cost
        ),
    )


def _source_shape(app: App, deck: Deck, version: SourceVersion) -> tuple[SourceShape, int, bool]:
    with app.ledger.read() as unit:
        source = unit.sources.get(version.source_id)
        passages = unit.sources.passages(version.id)
        tasks = unit.tasks.for_version(deck.id, version.id)
        drafts = unit.drafts.list(deck_id=deck.id, version_id=version.id)
    states = ledger(version, passages, tasks, drafts)
    spans = tuple(
        SpanShape(
            start=state.start,
            end=state.end,
            state=state.state,
            reason=state.reason,
            kind=span.kind,
            locator=LocatorShape.of(state.locator),
            drafts=state.draft_ids,
        )
        for state, span in zip(states, version.spans, strict=True)
    )
    shape = SourceShape(
        id=version.id,
        source=version.source_id,
        name=source.name,
        format=version.format,
        chars=len(version.text),
        spans=spans,
        warnings=version.warnings,
    )
    live = sum(draft.state is not DraftState.REJECTED for draft in drafts)
    return shape, live, complete(states)
