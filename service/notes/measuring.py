"""How good drafts are, measured against questions that people wrote about the same notes.

The notes go through the whole journey (reading, drafting, checks) in the data folder that is open,
so what is measured is what an instructor gets; the caller opens a throw-away one.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from authoring.gold import Gold, read_gold
from authoring.matching import Nearness, asks_the_same
from decks.drafts import Draft, Gate
from decks.sources import SourceVersion
from service.notes.ingest import ingest
from service.shapes import IngestShape, Shape
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App

DECK = "Measured"
CANDIDATES = 12
"""Drafts nearest in meaning that are tried for each gold question."""
NOT_SELECTED = "not selected"


class CoverageShape(Shape):
    """Of the gold questions of one kind, how many a draft asks."""

    kind: str
    covered: int
    questions: int


class GoldShape(Shape):
    """One gold question, and the draft that asks the same, if one does."""

    line: int
    kind: str
    question: str
    draft: str | None = None


class RuleShape(Shape):
    """How many drafts one rule of the rubric blocks or flags."""

    rule: str
    blocks: int
    flags: int


class DraftingShape(Shape):
    """What a drafter made of one file. Shares are from 0 to 1, times in seconds, cost in US
    dollars; `skipped` counts characters by reason, `chars_not_selected` those that nothing chose.
    """

    notes: str
    gold: str | None
    drafter: str
    words: int
    drafts: int
    drafts_per_1000_words: float
    coverage: tuple[CoverageShape, ...]
    questions: tuple[GoldShape, ...]
    rubric: tuple[RuleShape, ...]
    clean: int
    blocked: int
    quotes_verified: int
    spans: int
    spans_accounted: int
    chars: int
    chars_carded: int
    chars_not_selected: int
    skipped: dict[str, int]
    input_tokens: int
    output_tokens: int
    cost: float
    seconds: float


def measure(app: App, notes: Path, gold: Path | None) -> DraftingShape:
    """The measures of one file of notes, with its gold questions where there are some.

    Raises what reading the notes or the gold file raises.
    """
    questions = read_gold(gold) if gold is not None else []
    started = time.perf_counter()
    told = ingest(app, [notes], DECK)
    seconds = time.perf_counter() - started
    version, drafts = _stored(app, told)
    matched = _matched(app, questions, drafts)
    words = len(version.text.split())
    rubric = _rubric(drafts)
    return DraftingShape(
        notes=notes.name,
        gold=None if gold is None else gold.name,
        drafter=app.drafter.name,
        words=words,
        drafts=len(drafts),
        drafts_per_1000_words=round(1000 * len(drafts) / max(1, words), 2),
        coverage=_coverage(matched),
        questions=tuple(
            GoldShape(line=each.line, kind=each.kind, question=each.question, draft=asked)
            for each, asked in matched
        ),
        rubric=rubric,
        clean=sum(not draft.findings for draft in drafts),
        blocked=sum(bool(draft.blocks) for draft in drafts),
        quotes_verified=sum(_verified(draft, version) for draft in drafts),
        seconds=round(seconds, 2),
        **_ledger(told),
        **_bill(told),
    )


def _stored(app: App, told: IngestShape) -> tuple[SourceVersion, list[Draft]]:
    deck = deck_named(app, DECK)
    with app.ledger.read() as unit:
        version = unit.sources.version(told.sources[0].id)
        return version, unit.drafts.list(deck_id=deck.id, version_id=version.id)


def _matched(
    app: App, questions: Sequence[Gold], drafts: Sequence[Draft]
) -> list[tuple[Gold, str | None]]:
    """Each gold question with the nearest draft that asks the same."""
    if not questions or not drafts:
        return [(each, None) for each in questions]
    contents = [draft.content for draft in drafts]
    both = app.embedder.embed([f"{each.question} {each.core_answer or ''}" for each in contents])
    asked = app.embedder.embed([each.question for each in contents])
    gold_both = app.embedder.embed([f"{each.question} {each.answer}" for each in questions])
    gold_asked = app.embedder.embed([each.question for each in questions])
    found: list[tuple[Gold, str | None]] = []
    for number, question in enumerate(questions):
        near = both @ gold_both[number]
        order = (-near).argsort(kind="stable")[:CANDIDATES]
        same = (
            contents[index].question
            for index in map(int, order)
            if asks_the_same(
                question,
                contents[index],
                Nearness(float(near[index]), float(asked[index] @ gold_asked[number])),
            )
        )
        found.append((question, next(same, None)))
    return found


def _coverage(matched: Sequence[tuple[Gold, str | None]]) -> tuple[CoverageShape, ...]:
    kinds = dict.fromkeys(each.kind for each, _ in matched)
    return tuple(
        CoverageShape(
            kind=kind,
            covered=sum(draft is not None for each, draft in matched if each.kind == kind),
            questions=sum(each.kind == kind for each, _ in matched),
        )
        for kind in kinds
    )


def _rubric(drafts: Sequence[Draft]) -> tuple[RuleShape, ...]:
    counted = Counter(
        pair
        for draft in drafts
        for pair in {(finding.rule, finding.gate) for finding in draft.findings}
    )
    rules = sorted({rule for rule, _ in counted}, key=lambda rule: (rule[0], int(rule[1:])))
    return tuple(
        RuleShape(rule=rule, blocks=counted[rule, Gate.BLOCK], flags=counted[rule, Gate.FLAG])
        for rule in rules
    )


def _verified(draft: Draft, version: SourceVersion) -> bool:
    """Whether the draft cites words, and every quote stands at its place in the source."""
    return bool(draft.citations) and all(
        version.words(citation.start, citation.end) == citation.quote
        for citation in draft.citations
    )


def _ledger(told: IngestShape) -> dict[str, int | dict[str, int]]:
    spans = told.sources[0].spans
    skipped: Counter[str] = Counter()
    for span in spans:
        if span.state == "skipped":
            skipped[span.reason or "no reason given"] += span.end - span.start
    chosen = [reason for reason in skipped if reason.startswith(NOT_SELECTED)]
    not_selected = sum(skipped.pop(reason) for reason in chosen)
    return {
        "spans": len(spans),
        "spans_accounted": sum(span.state in ("carded", "skipped") for span in spans),
        "chars": told.sources[0].chars,
        "chars_carded": sum(span.end - span.start for span in spans if span.state == "carded"),
        "chars_not_selected": not_selected,
        "skipped": dict(skipped.most_common()),
    }


def _bill(told: IngestShape) -> dict[str, int | float]:
    return {
        "input_tokens": told.usage.input_tokens,
        "output_tokens": told.usage.output_tokens,
        "cost": told.usage.cost,
    }
