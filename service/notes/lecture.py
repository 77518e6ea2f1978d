"""The coverage map: a lecture as it reads, what became of every span, and what was made from it.

A long source comes in sheets of some 200 spans that begin at headings where they can; all sheets
together show every span once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from authoring.coverage import SpanState, State, ledger
from decks.cards import Deck
from decks.drafts import Draft
from decks.sources import Span, SpanKind
from service.notes import asides

if TYPE_CHECKING:
    from decks.sources import SourceVersion
    from service.wiring import App

ENOUGH = 150
"""Spans after which a sheet ends at the next heading."""
LONGEST = 250
"""Spans after which it ends anywhere."""
STATES: tuple[State, ...] = ("carded", "skipped", "pending", "failed")


@dataclass(frozen=True, slots=True)
class Block:
    """One span as it is shown; `drafts` quote it, `anchors` are places that links point to."""

    index: int
    span: Span
    text: str
    fate: SpanState
    drafts: tuple[Draft, ...]
    anchors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A run of spans, by index, the end excluded."""

    number: int
    title: str
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Lecture:
    """One sheet of a source; `counts` are of the whole source."""

    version: SourceVersion
    name: str
    latest: bool
    counts: Mapping[State, int]
    sheets: tuple[Sheet, ...]
    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """One source of a deck from afar: its latest version, and how many spans are in each state.

    `why` is the most frequent reason for which spans were skipped or failed.
    """

    version: SourceVersion
    name: str
    counts: Mapping[State, int]
    why: str = ""


def outlines(app: App, deck: Deck) -> list[Outline]:
    """The sources that a deck's cards are drafted from, by name."""
    found = []
    with app.ledger.read() as unit:
        for source in unit.sources.list(deck.course_id):
            version = unit.sources.latest(source.id)
            tasks = [] if version is None else unit.tasks.for_version(deck.id, version.id)
            if version is not None and tasks:
                passages = unit.sources.passages(version.id)
                drafts = unit.drafts.list(deck_id=deck.id, version_id=version.id)
                version = asides.seen(unit, deck, version)
                found.append((source, version, passages, tasks, drafts))
    return [
        _outline(version, source.name, ledger(version, passages, tasks, drafts))
        for source, version, passages, tasks, drafts in found
    ]


def _outline(version: SourceVersion, name: str, fates: Sequence[SpanState]) -> Outline:
    reasons = Counter(
        fate.reason
        for fate, span in zip(fates, version.spans, strict=True)
        if fate.reason and span.kind is not SpanKind.HEADING
    )
    why = reasons.most_common(1)[0][0] if reasons else ""
    return Outline(version, name, _counts(fates), why)


def _counts(fates: Sequence[SpanState]) -> Mapping[State, int]:
    counted = Counter(fate.state for fate in fates)
    return {state: counted[state] for state in STATES}


def lecture(
    app: App,
    deck: Deck,
    version_id: str,
    *,
    sheet: int = 1,
    at: int | None = None,
    state: State | None = None,
) -> Lecture:
    """The sheet of this number, or the one that holds the character `at`; `state` shows only some.

    Raises `NotFound` where there is no such source version.
    """
    with app.ledger.read() as unit:
        version = unit.sources.version(version_id)
        source = unit.sources.get(version.source_id)
        newest = unit.sources.latest(source.id)
        passages = unit.sources.passages(version.id)
        tasks = unit.tasks.for_version(deck.id, version.id)
        drafts = unit.drafts.list(deck_id=deck.id, version_id=version.id)
        version = asides.seen(unit, deck, version)
    fates = ledger(version, passages, tasks, drafts)
    shown = [index for index, fate in enumerate(fates) if state in (None, fate.state)]
    sheets = _sheets(version.spans, shown)
    number = min(max(1, sheet), len(sheets)) if sheets else 1
    if at is not None:
        number = _holding(version.spans, sheets, at) or number
    chosen = sheets[number - 1] if sheets else Sheet(1, "", 0, 0)
    indices = [index for index in shown if chosen.first <= index < chosen.end]
    return Lecture(
        version=version,
        name=source.name,
        latest=newest is None or newest.id == version.id,
        counts=_counts(fates),
        sheets=sheets,
        number=number,
        blocks=_blocks(version, indices, fates, drafts, at),
    )


def _sheets(spans: Sequence[Span], shown: Sequence[int]) -> tuple[Sheet, ...]:
    """The shown spans in runs; a run's title is the section it begins in."""
    starts: list[int] = []
    count = LONGEST
    for index in shown:
        ends = count >= ENOUGH and spans[index].kind is SpanKind.HEADING
        if ends or count >= LONGEST:
            starts.append(index)
            count = 0
        count += 1
    ends_at = [*starts[1:], len(spans)] if starts else []
    titles = _titles([spans[first].headings for first in starts])
    return tuple(
        Sheet(number, titles[number - 1], first, end)
        for number, (first, end) in enumerate(zip(starts, ends_at, strict=True), start=1)
    )


def _titles(headings: Sequence[tuple[str, ...]]) -> list[str]:
    """A name for each sheet: its heading, with the one above it where several have it."""
    alike = Counter(each[-1] for each in headings if each)
    return [
        " › ".join(each[-2:] if alike[each[-1]] > 1 else each[-1:]) if each else f"Section {number}"
        for number, each in enumerate(headings, start=1)
    ]


def _holding(spans: Sequence[Span], sheets: Sequence[Sheet], at: int) -> int | None:
    """The number of the sheet with the character `at`."""
    index = bisect_right([span.end for span in spans], at)
    return next((one.number for one in sheets if one.first <= index < one.end), None)


def _blocks(
    version: SourceVersion,
    indices: Sequence[int],
    fates: Sequence[SpanState],
    drafts: Sequence[Draft],
    at: int | None,
) -> tuple[Block, ...]:
    """The blocks of a sheet; an anchor stands in one block alone."""
    ends = [span.end for span in version.spans]
    quoting: dict[int, list[Draft]] = {}
    anchors: dict[int, set[int]] = {}
    for draft in drafts:
        for citation in draft.citations:
            if citation.version_id != version.id:
                continue
            index = bisect_right(ends, citation.start)
            anchors.setdefault(index, set()).add(citation.start)
            while index < len(ends) and version.spans[index].start < citation.end:
                quoting.setdefault(index, []).append(draft)
                index += 1
    if at is not None:
        anchors.setdefault(bisect_right(ends, at), set()).add(at)
    return tuple(
        Block(
            index=index,
            span=version.spans[index],
            text=version.words(version.spans[index].start, version.spans[index].end).rstrip(),
            fate=fates[index],
            drafts=_live_first(quoting.get(index, [])),
            anchors=tuple(sorted(anchors.get(index, set()) - {version.spans[index].start})),
        )
        for index in indices
    )


def _live_first(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    unique = {draft.id: draft for draft in drafts}.values()
    return tuple(sorted(unique, key=lambda draft: not draft.stands))
