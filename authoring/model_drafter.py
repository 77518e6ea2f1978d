"""Drafting by a language model: candidates per passage, every quote looked for in the passage.

A second look splits, sharpens and drops; where it fails the first one's cards stay. A quote that is
found becomes a citation of exactly the words that stand there; one that is not blocks its draft.
Notes are data: they travel between marks, and nothing in them is obeyed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from authoring.asking import Asking
from authoring.language import is_english
from authoring.model_cards import DraftedCard, DraftedCards, RefinedCards
from authoring.proposal import PassageDrafts, Proposed
from authoring.quoting import place_of
from authoring.setting_aside import reason
from decks.drafts import Finding, Gate, Origin, Provenance
from decks.errors import CardwrightError
from decks.sources import ClaimedCitation, Passage, SourceVersion
from prompts import Prompt, load
from providers.chat import Usage

PROMPT = "draft-cards"
SECOND_LOOK = "refine-cards"
NOT_CHOSEN = "not selected by the model"
DROPPED = "not selected by the model on a second look"
CARD = 600
"""Characters of a reply beside its words, of which there are as many as in the passage: for
estimates."""


class ModelDrafter:
    """Drafts by a configured model. Thread-safe as the model is."""

    def __init__(self, asking: Asking, *, passes: int = 2) -> None:
        self._asking = asking
        self._passes = passes

    @cached_property
    def _prompt(self) -> Prompt:
        return load(PROMPT)

    @cached_property
    def _second(self) -> Prompt:
        return load(SECOND_LOOK)

    @property
    def name(self) -> str:
        """The model and the prompt's hash: a changed prompt drafts anew."""
        return f"{self._asking.model.name}#{self._prompt.hash[:12]}"

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

        Raises `ModelFailed`, `KeyRefused` or `BudgetSpent` where the first look fails.
        """
        reasons = _reasons(version, passage)
        if all(why is not None for why in reasons.values()):
            return PassageDrafts((), tuple((index, why or "") for index, why in reasons.items()))
        asked = _asked(version, passage)
        reply, usage = self._asking.ask(self._prompt, DraftedCards, **asked)
        cards: Sequence[DraftedCard] = reply.cards
        dropped: Mapping[int, str] = {}
        if cards and self._passes > 1:
            cards, dropped, further = self._look_again(version, passage, cards)
            usage += further
        drafts = tuple(_proposed(card, version, passage) for card in cards)
        return PassageDrafts(drafts, _skipped(version, reasons, drafts, dropped), usage)

    def estimate(self, version: SourceVersion, passage: Passage) -> Usage:
        """About what drafting from a passage would cost; nothing where it was paid for before."""
        if all(why is not None for why in _reasons(version, passage).values()):
            return Usage()
        asked = _asked(version, passage)
        written = "c" * CARD + asked["passage"]
        first = self._asking.estimate(self._prompt, DraftedCards, written, **asked)
        if self._passes == 1 or first == Usage():
            return first
        again = {"language": asked["language"], "passage": asked["passage"], "cards": written}
        return first + self._asking.estimate(self._second, RefinedCards, written, **again)

    def _look_again(
        self, version: SourceVersion, passage: Passage, cards: Sequence[DraftedCard]
    ) -> tuple[Sequence[DraftedCard], Mapping[int, str], Usage]:
        """The cards after a second look, why spans lost theirs, and its cost.

        What was drafted is paid for: a second look that fails loses none of it.
        """
        asked = _asked(version, passage)
        numbered = [
            f'{{"card": {number}, "drafted": {card.model_dump_json()}}}'
            for number, card in enumerate(cards, start=1)
        ]
        inputs = {
            "language": asked["language"],
            "passage": asked["passage"],
            "cards": "\n".join(numbered),
        }
        try:
            reply, usage = self._asking.ask(self._second, RefinedCards, **inputs)
        except CardwrightError:
            return cards, {}, Usage()
        if not reply.cards and not reply.dropped:
            return cards, {}, usage
        told: dict[int, str] = {}
        for gone in reply.dropped:
            if 1 <= gone.card <= len(cards):
                place = place_of(cards[gone.card - 1].quote, version, passage)
                spans = [] if place is None else _touched(version, passage, *place)
                told |= dict.fromkeys(spans, ": ".join(filter(None, (DROPPED, gone.reason))))
        return reply.cards, told, usage


def readable(version: SourceVersion, passage: Passage) -> str:
    """The passage without the spans that are set aside, so that hidden text reaches no model."""
    spans = version.spans[passage.first_span : passage.last_span + 1]
    return "".join(
        version.words(span.start, span.end) for span in spans if span.set_aside is None
    ).strip()


def _asked(version: SourceVersion, passage: Passage) -> dict[str, str]:
    words = readable(version, passage)
    return {
        "language": "en" if is_english(words) else "that of the passage",
        "headings": " > ".join(passage.headings),
        "passage": words,
    }


def _reasons(version: SourceVersion, passage: Passage) -> dict[int, str | None]:
    """Why a span need not be read; the language is no reason, for a model reads them all."""
    found = {}
    for index in range(passage.first_span, passage.last_span + 1):
        why = reason(version, index)
        found[index] = None if why == "no rule for this language" else why
    return found


def _proposed(card: DraftedCard, version: SourceVersion, passage: Passage) -> Proposed:
    place = place_of(card.quote, version, passage)
    findings = tuple(_language(card, version, passage))
    if place is None:
        missing = Finding(
            rule="C1", gate=Gate.BLOCK, reason="The model's quote does not stand in the passage."
        )
        claimed = ClaimedCitation(passage_id=passage.id, quote=card.quote)
        return Proposed(card.content, None, None, (claimed,), (missing, *findings))
    return Proposed(card.content, *place, (), findings)


def _language(card: DraftedCard, version: SourceVersion, passage: Passage) -> list[Finding]:
    drafted = f"{card.question} {card.core_answer} {card.explanation}"
    if is_english(drafted) == is_english(readable(version, passage)):
        return []
    return [Finding(rule="C8", gate=Gate.FLAG, reason="Not in the language of the notes.")]


def _touched(version: SourceVersion, passage: Passage, start: int, end: int) -> list[int]:
    return [
        index
        for index in range(passage.first_span, passage.last_span + 1)
        if version.spans[index].overlaps(start, end)
    ]


def _skipped(
    version: SourceVersion,
    reasons: Mapping[int, str | None],
    drafts: Sequence[Proposed],
    dropped: Mapping[int, str],
) -> tuple[tuple[int, str], ...]:
    ranges = [
        (draft.start, draft.end)
        for draft in drafts
        if draft.start is not None and draft.end is not None
    ]
    return tuple(
        (index, why or dropped.get(index, NOT_CHOSEN))
        for index, why in reasons.items()
        if not any(version.spans[index].overlaps(start, end) for start, end in ranges)
    )
