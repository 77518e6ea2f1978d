"""The shapes behind `--json`: what other programs may rely on. Add to them, do not break them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from decks.analogies import Analogy
from decks.cards import Card, DraftContent, KeyPoint
from decks.drafts import Draft, Finding
from decks.sources import Citation, Locator


def _open(schema: dict[str, Any]) -> None:
    """Later versions may add keys: the published schema does not forbid them."""
    schema.pop("additionalProperties", None)


class Shape(BaseModel):
    """A published shape; a field is left out of the JSON only where it is None and optional."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_open)


class LocatorShape(Shape):
    """A place in the original file: an ordered range, and how a person would name it."""

    kind: str
    first: tuple[int, ...]
    last: tuple[int, ...]
    label: str

    @classmethod
    def of(cls, locator: Locator) -> LocatorShape:
        """The shape of a locator."""
        return cls(kind=locator.kind, first=locator.first, last=locator.last, label=locator.label)


class SpanShape(Shape):
    """One span of a source in the coverage ledger."""

    start: int
    end: int
    state: Literal["carded", "skipped", "pending", "failed"]
    reason: str | None = None
    kind: str
    locator: LocatorShape
    drafts: tuple[str, ...] = ()


class SourceShape(Shape):
    """One ingested file: its stored version and what became of every span."""

    id: str
    source: str
    name: str
    format: str
    chars: int
    spans: tuple[SpanShape, ...]
    warnings: tuple[str, ...] = ()


class FailedFile(Shape):
    """A file that could not be read, and why."""

    name: str
    error: str
    kind: str


class UsageShape(Shape):
    """What a language model was paid for in this run."""

    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0


class IngestShape(Shape):
    """What `ingest --json` prints. `drafts` counts the live drafts of these sources in the deck."""

    deck: str
    complete: bool
    drafts: int
    new_drafts: int
    held: int = 0
    """Drafts of the deck beyond the target: they wait to be called up."""
    sources: tuple[SourceShape, ...]
    failed: tuple[FailedFile, ...] = ()
    usage: UsageShape = UsageShape()
    changed: int = 0
    """Cards of the deck whose words are no longer in the newest version of their notes."""


class KeyPointShape(Shape):
    """One gradable statement."""

    text: str
    weight: float
    required: bool
    variants: tuple[str, ...]
    wrong_ideas: tuple[str, ...]

    @classmethod
    def of(cls, point: KeyPoint) -> KeyPointShape:
        """The shape of a key point."""
        return cls(**point.model_dump())


class CitationShape(Shape):
    """A quote: `source` names the stored version, offsets count its code points."""

    source: str
    start: int
    end: int
    quote: str
    locator: LocatorShape
    headings: tuple[str, ...] = ()

    @classmethod
    def of(cls, citation: Citation) -> CitationShape:
        """The shape of a citation."""
        return cls(
            source=citation.version_id,
            start=citation.start,
            end=citation.end,
            quote=citation.quote,
            locator=LocatorShape.of(citation.locator),
            headings=citation.headings,
        )


class AnalogyShape(Shape):
    """An analogy with its own review state. `open` are familiar roles that nobody plays yet."""

    id: str
    state: str
    text: str
    familiar: str
    roles: tuple[tuple[str, str], ...]
    relation: str
    limits: tuple[str, ...]
    origin: str
    missing: tuple[str, ...] = ()
    misleads: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    reason: str = ""

    @classmethod
    def of(cls, analogy: Analogy) -> AnalogyShape:
        """The shape of an analogy."""
        return cls(
            id=analogy.id,
            state=analogy.state,
            origin=analogy.origin,
            missing=analogy.content.missing,
            open=analogy.content.open,
            reason=analogy.reason,
            **analogy.content.model_dump(exclude={"pattern"}),
        )


class FindingShape(Shape):
    """What one check says of a draft."""

    rule: str
    gate: Literal["block", "flag"]
    reason: str

    @classmethod
    def of(cls, finding: Finding) -> FindingShape:
        """The shape of a finding."""
        return cls(rule=finding.rule, gate=finding.gate.value, reason=finding.reason)


class _Words(Shape):
    """What drafts and cards share."""

    id: str
    deck: str
    state: str
    kind: str
    question: str
    label: str
    core_answer: str | None
    explanation: str
    formulas: tuple[str, ...]
    references: tuple[str, ...]
    tags: tuple[str, ...]
    key_points: tuple[KeyPointShape, ...]
    citations: tuple[CitationShape, ...]
    analogies: tuple[AnalogyShape, ...]


class DraftShape(_Words):
    """One element of `drafts --json`."""

    findings: tuple[FindingShape, ...]
    missing: tuple[str, ...]
    provenance: dict[str, Any]
    card: str | None = None
    worth: float = 0.0
    """What its drafter thinks of it: about 1 to 3, 0 where it says nothing."""
    objective: str = ""
    """The learning objective that it serves, of those that were given (C12)."""
    expected: float | None = None
    """The chance, by decisions about drafts like it, that this reviewer accepts it."""
    like: str = ""
    """What was decided about drafts like it, in one sentence, where that is clear."""

    @classmethod
    def of(cls, draft: Draft, deck: str, analogies: list[Analogy]) -> DraftShape:
        """The shape of a draft."""
        return cls(
            id=draft.id,
            deck=deck,
            state=draft.state,
            citations=tuple(map(CitationShape.of, draft.citations)),
            analogies=tuple(map(AnalogyShape.of, analogies)),
            findings=tuple(map(FindingShape.of, draft.findings)),
            missing=draft.content.missing,
            provenance=draft.provenance.model_dump(mode="json"),
            card=draft.card_id,
            worth=draft.worth,
            objective=draft.objective,
            **_words(draft.content),
        )


class CardShape(_Words):
    """One element of `cards --json`; `version` counts the wordings from 1."""

    version: int
    version_id: str

    @classmethod
    def of(cls, card: Card, deck: str, analogies: list[Analogy]) -> CardShape:
        """The shape of a card."""
        return cls(
            id=card.id,
            deck=deck,
            state=card.state,
            citations=tuple(map(CitationShape.of, card.version.citations)),
            analogies=tuple(map(AnalogyShape.of, analogies)),
            version=card.version.number,
            version_id=card.version.id,
            **_words(card.version.content),
        )


def _words(content: DraftContent) -> dict[str, Any]:
    return {
        "kind": content.kind,
        "question": content.question,
        "label": content.label,
        "core_answer": content.core_answer,
        "explanation": content.explanation,
        "formulas": content.formulas,
        "references": content.references,
        "tags": content.tags,
        "key_points": tuple(map(KeyPointShape.of, content.key_points)),
    }


class DeckShape(Shape):
    """One element of `decks --json`."""

    id: str
    name: str
    cards: int
    drafts_waiting: int
    retention: float
    archived: bool = False


class FoundShape(Shape):
    """One element of `search --json`, best first; `score` is a cosine."""

    kind: Literal["card", "passage"]
    id: str
    text: str
    score: float
    deck: str
    locator: LocatorShape | None = None


class DueShape(Shape):
    """One element of `due --json`. `state` is new, learning, review or relearning."""

    card: str
    question: str
    due: datetime | None
    expected_recall: float | None
    state: Literal["new", "learning", "review", "relearning"]


class CriticShape(Shape):
    """How often the critic foresaw the owner's decisions about drafts of the course.

    Of `decided` decisions it was `asked` about, before each, knowing only those before it, and
    `agreed` with so many; guessing what had been decided most would have been right `usual` times.
    """

    decided: int
    asked: int
    agreed: int
    usual: int
    sentence: str


class StatsShape(Shape):
    """What `stats --json` prints for one learner and deck.

    `mastery` is the mean recall expected now over all live cards, unseen ones counting 0, what was
    just seen as fresh, right or wrong. `right` counts answers graded correct, or claimed and
    upheld; an open claim is not yet. `due_by_day` counts reviews on the learner's days ahead.
    """

    deck: str
    learner: str
    cards: int
    drafts_waiting: int
    unseen: int
    learning: int
    review: int
    due_now: int
    mastery: float
    mastery_tomorrow: float
    reviews: int
    answers: int
    right: int
    unscored: int
    claims_open: int
    due_by_day: dict[str, int]
    critic: CriticShape | None = None


class LossShape(Shape):
    """One kind of thing that a format cannot carry, or that an import left behind."""

    what: str
    count: int
    examples: tuple[str, ...]
    sentence: str


class ExportShape(Shape):
    """What `export --json` prints: where the deck went, and what its format cannot carry."""

    deck: str
    format: str
    out: str
    bytes: int
    notes: tuple[str, ...]
    lost: tuple[LossShape, ...]


class ImportShape(Shape):
    """What `import --json` prints: cards made, drafts that wait, and what was noticed.

    `updated` counts cards that were here and have other words in the file, `reviews` those of the
    learner's log, `media` the pictures.
    """

    deck: str
    deck_id: str
    cards: int
    drafts: int
    analogies: int
    unchanged: int
    updated: int = 0
    reviews: int = 0
    media: int = 0
    warnings: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    lost: tuple[LossShape, ...] = ()


class CheckShape(Shape):
    """One check of `doctor`."""

    name: str
    ok: bool
    detail: str


class DoctorShape(Shape):
    """What `doctor --json` prints."""

    ok: bool
    checks: tuple[CheckShape, ...]


class ErrorShape(Shape):
    """What a command with `--json` prints where it fails."""

    error: str
    kind: str
