"""Drafting by a language model: candidates per passage, every quote looked for in the passage.

A quote that is found becomes a citation of exactly the words that stand there; one that is not
blocks its draft. Notes are data: they travel between marks, and nothing in them is obeyed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from authoring.language import is_english
from authoring.proposal import PassageDrafts, Proposed
from authoring.setting_aside import reason
from decks.cards import CardKind, DraftContent, KeyPoint
from decks.drafts import Finding, Gate, Origin, Provenance
from decks.folding import fold
from decks.sources import ClaimedCitation, Passage, SourceVersion
from prompts import Prompt, load
from providers.chat import ChatModel
from providers.limits import Budget, Limits, ask_typed

PROMPT = "draft-cards"
NOT_CHOSEN = "not selected by the model"
MAX_CARDS = 12

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Long = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class DraftedPoint(BaseModel):
    """A key point as the model gives it."""

    model_config = ConfigDict(extra="ignore")

    text: Short
    variants: tuple[Short, ...] = Field(default=(), max_length=8)
    wrong_ideas: tuple[Short, ...] = Field(default=(), max_length=8)


class DraftedCard(BaseModel):
    """A card as the model gives it."""

    model_config = ConfigDict(extra="ignore")

    kind: Literal["definition", "why", "contrast", "process", "formula", "cloze", "fact"]
    question: Short
    label: Short
    core_answer: Short
    explanation: Long = ""
    formulas: tuple[Short, ...] = Field(default=(), max_length=8)
    key_points: tuple[DraftedPoint, ...] = Field(min_length=1, max_length=7)
    quote: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class DraftedCards(BaseModel):
    """The model's whole reply."""

    model_config = ConfigDict(extra="ignore")

    cards: tuple[DraftedCard, ...] = Field(max_length=MAX_CARDS)


class ModelDrafter:
    """Drafts by a configured model. Thread-safe as the model is."""

    def __init__(self, model: ChatModel, limits: Limits, budget: Budget | None) -> None:
        self._model = model
        self._limits = limits
        self._budget = budget

    @cached_property
    def _prompt(self) -> Prompt:
        return load(PROMPT)

    @property
    def name(self) -> str:
        """The model and the prompt's hash: a changed prompt drafts anew."""
        return f"{self._model.name}#{self._prompt.hash[:12]}"

    @property
    def provenance(self) -> Provenance:
        """How its drafts come to be."""
        return Provenance(
            origin=Origin.MODEL,
            drafter=self.name,
            prompt_id=self._prompt.id,
            prompt_version=self._prompt.version,
            prompt_hash=self._prompt.hash,
        )

    def draft(self, version: SourceVersion, passage: Passage) -> PassageDrafts:
        """The model's proposals; a passage with nothing to read costs no call.

        Raises `ModelFailed`, `KeyRefused` or `BudgetSpent`.
        """
        reasons = _reasons(version, passage)
        if all(why is not None for why in reasons.values()):
            return PassageDrafts((), tuple((index, why or "") for index, why in reasons.items()))
        words = readable(version, passage)
        asked = self._prompt.render(
            language="en" if is_english(words) else "that of the passage",
            headings=" > ".join(passage.headings),
            passage=words,
        )
        reply = ask_typed(
            self._model,
            system=asked.system,
            user=asked.user,
            output=DraftedCards,
            limits=replace(self._limits, max_output_tokens=self._prompt.max_output_tokens),
            budget=self._budget,
        )
        drafts = tuple(_proposed(card, version, passage) for card in reply.value.cards)
        return PassageDrafts(drafts, _skipped(version, reasons, drafts), reply.usage)


def readable(version: SourceVersion, passage: Passage) -> str:
    """The passage without the spans that are set aside, so that hidden text reaches no model."""
    spans = version.spans[passage.first_span : passage.last_span + 1]
    return "".join(
        version.words(span.start, span.end) for span in spans if span.set_aside is None
    ).strip()


def _reasons(version: SourceVersion, passage: Passage) -> dict[int, str | None]:
    """Why a span need not be read; the language is no reason, for a model reads them all."""
    found = {}
    for index in range(passage.first_span, passage.last_span + 1):
        why = reason(version, index)
        found[index] = None if why == "no rule for this language" else why
    return found


def _proposed(card: DraftedCard, version: SourceVersion, passage: Passage) -> Proposed:
    place = _place(card.quote, version, passage)
    content = DraftContent(
        kind=CardKind(card.kind),
        question=card.question,
        label=card.label,
        core_answer=card.core_answer,
        explanation=card.explanation,
        formulas=card.formulas,
        key_points=tuple(KeyPoint(**point.model_dump()) for point in card.key_points),
    )
    findings = tuple(_language(card, version, passage))
    if place is None:
        missing = Finding(
            rule="C1", gate=Gate.BLOCK, reason="The model's quote does not stand in the passage."
        )
        claimed = ClaimedCitation(passage_id=passage.id, quote=card.quote)
        return Proposed(content, None, None, (claimed,), (missing, *findings))
    return Proposed(content, *place, (), findings)


def _place(quote: str, version: SourceVersion, passage: Passage) -> tuple[int, int] | None:
    """Where the quote stands in what the model was shown: hidden text backs no card."""
    start = passage.start
    for span in version.spans[passage.first_span : passage.last_span + 1]:
        if span.set_aside is not None:
            start = span.end
            continue
        found = fold(version.words(start, span.end)).find(quote)
        if found is not None:
            return start + found[0], start + found[1]
    return None


def _language(card: DraftedCard, version: SourceVersion, passage: Passage) -> list[Finding]:
    drafted = f"{card.question} {card.core_answer} {card.explanation}"
    if is_english(drafted) == is_english(readable(version, passage)):
        return []
    return [Finding(rule="C8", gate=Gate.FLAG, reason="Not in the language of the notes.")]


def _skipped(
    version: SourceVersion, reasons: dict[int, str | None], drafts: tuple[Proposed, ...]
) -> tuple[tuple[int, str], ...]:
    ranges = [
        (draft.start, draft.end)
        for draft in drafts
        if draft.start is not None and draft.end is not None
    ]
    return tuple(
        (index, why or NOT_CHOSEN)
        for index, why in reasons.items()
        if not any(version.spans[index].overlaps(start, end) for start, end in ranges)
    )
