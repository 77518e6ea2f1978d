"""A lecture becomes drafts.

Each file is read in a child process, stored with its passages in one transaction, and drafted
from passage by passage; each passage's drafts are stored with the passage's task in one
transaction. A run that was cut short goes on where it stopped, and a repeated run changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from authoring.coverage import complete, ledger
from authoring.passages import cut
from authoring.reading import Reading, read_bytes, read_file
from authoring.revision import align
from decks.briefs import Wish
from decks.cards import Deck
from decks.drafts import PassageTask
from decks.errors import CardwrightError, NotFound, SayWhich
from decks.ids import content_id, text_hash
from decks.sources import SourceVersion, Upload
from providers.chat import Usage
from service.collection import indexing
from service.notes import asides, briefs
from service.notes.drafting import Report, Step, draft_all, silent
from service.notes.naming import source_for
from service.notes.revision import carry_over, changed, done_before
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


def ingest(
    app: App,
    files: Sequence[Path],
    deck_name: str,
    report: Report = silent,
    *,
    wish: Wish | None = None,
    place: str = "",
) -> IngestShape:
    """Reads the files, drafts cards from them into the deck, and gives the coverage ledger.

    The files are one lecture: `wish` says how many drafts of it are wanted, what they should serve
    and what is set aside. `place` says what the files are, as `service.notes.naming` does.

    A file that cannot be read is told in `failed` and costs the others nothing; where there is
    only that one file, its error is raised. `complete` is False while any span is pending or
    failed; the same command then goes on. A refused key raises `KeyRefused` after everything that
    was finished is stored; the other passages stay pending.
    """
    _ = app.drafter  # A model that cannot be used is told before anything is made.
    readings, failed = _readings(files, report)
    asides.matched([reading.spans for _, reading in readings], wish.skip if wish else ())
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
    versions = _stored(app, deck, readings, place, failed)
    asked = briefs.ask(app, deck, versions, wish or Wish())
    new, usage = 0, Usage()
    try:
        new, usage = draft_all(app, deck, versions, report)
    finally:
        briefs.settle(app, deck, anew=asked or new > 0)
    indexing.settle(app, lambda done, total: report(Step("indexing", done, total)))
    return _shape(app, deck, versions, new, usage, failed)


def _readings(
    files: Sequence[Path], report: Report
) -> tuple[list[tuple[Path, Reading]], list[FailedFile]]:
    """What the files hold, and which could not be read; one alone raises why."""
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
    return readings, failed


def _stored(
    app: App,
    deck: Deck,
    readings: Sequence[tuple[Path, Reading]],
    place: str,
    failed: list[FailedFile],
) -> list[SourceVersion]:
    """The versions of the files, each once; a file that has to be asked about is told in `failed`,
    and raised where it is the only one.
    """
    versions: dict[str, SourceVersion] = {}
    for path, reading in readings:
        try:
            version = store(app, deck, path.name, reading, place=place)
            versions[version.id] = version
        except SayWhich as error:
            if len(readings) == 1:
                raise
            failed.append(FailedFile(name=path.name, error=str(error), kind=type(error).__name__))
    return [*versions.values()]


def take_in(app: App, name: str, data: bytes, deck_name: str) -> SourceVersion:
    """Reads and stores one file; its passages wait for drafting (`service.notes.drafting.go_on`).

    The name is a label, never a path. Raises what `authoring.reading.read_bytes` raises.
    """
    reading = read_bytes(data, name)
    return store(app, deck_for(app, deck_name), name, reading)


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


def coverage_of(app: App, deck_name: str, version_id: str) -> SourceShape:
    """The ledger of one source version in a deck."""
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        version = unit.sources.version(version_id)
    return _source_shape(app, deck, version)[0]


def _read(path: Path) -> Reading:
    if not path.exists():
        raise NotFound(f"There is no file {path}.")
    return read_file(path)


def store(
    app: App,
    deck: Deck,
    name: str,
    reading: Reading,
    upload: Upload | None = None,
    place: str = "",
) -> SourceVersion:
    """The stored version of this text, with its passages and their tasks, in one transaction.

    `upload` is the waiting file that it was read from: it is done with in the same transaction.
    Raises `SayWhich` where it is open what the text is a version of (`service.notes.naming`).
    """
    with app.ledger.write() as unit:
        if upload is not None:
            unit.uploads.remove(upload.id)
        source = source_for(app, unit, deck, name, reading.text, place)
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
        before = unit.sources.latest(source.id)
        unit.sources.add_version(version)
        passages = cut(version)
        unit.sources.add_passages(passages)
        drafter = app.drafter.name
        if before is None or before.id == version.id:
            done = done_before(unit, deck, drafter, version)
            tasks = [
                PassageTask(passage_id=passage.id, deck_id=deck.id, drafter=drafter)
                for passage in passages
                if passage.id not in done
            ]
        else:
            alignment = align(before, version)
            tasks = carry_over(unit, deck, drafter, alignment, passages)
            asides.carry(unit, alignment)
        unit.tasks.add(tasks)
        for passage in passages:
            text = version.words(passage.start, passage.end)
            indexing.put_text(unit, deck, passage.id, "passage", text)
        return unit.sources.version(version.id)


def _shape(
    app: App,
    deck: Deck,
    versions: Sequence[SourceVersion],
    new: int,
    usage: Usage,
    failed: Sequence[FailedFile],
) -> IngestShape:
    shapes = [_source_shape(app, deck, version) for version in versions]
    with app.ledger.read() as unit:
        held = briefs.count_held(unit, deck)
    whole = not failed and all(done for _, _, done in shapes)
    return IngestShape(
        deck=deck.name,
        complete=whole,
        drafts=sum(count for _, count, _ in shapes),
        new_drafts=new,
        held=held,
        sources=tuple(shape for shape, _, _ in shapes),
        failed=tuple(failed),
        usage=UsageShape(
            input_tokens=usage.input_tokens, output_tokens=usage.output_tokens, cost=usage.cost
        ),
        changed=len({each.card.id for each in changed(app, deck)}),
    )


def _source_shape(app: App, deck: Deck, version: SourceVersion) -> tuple[SourceShape, int, bool]:
    with app.ledger.read() as unit:
        source = unit.sources.get(version.source_id)
        passages = unit.sources.passages(version.id)
        tasks = unit.tasks.for_version(deck.id, version.id)
        drafts = unit.drafts.list(deck_id=deck.id, version_id=version.id)
        version = asides.seen(unit, deck, version)
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
    live = sum(draft.stands for draft in drafts)
    return shape, live, complete(states)
