"""The built-in drafter: rules on the structure of sentences and blocks. Few good drafts.

A source is planned once as a whole, so that the same fact on two pages gives one draft; a passage's
drafts are those of the plan that begin in it.
"""

from __future__ import annotations

import re
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from authoring.language import mainly_english
from authoring.proposal import PassageDrafts, Proposed
from authoring.prose import Sentence, sentences
from authoring.rules import (
    apposition,
    contrast,
    definition,
    effect,
    entry,
    formula,
    function,
    lecturing,
    named,
    naming,
    process,
    why,
)
from authoring.rules.candidate import Candidate, Setting
from authoring.rules.elaboration import elaboration
from authoring.setting_aside import reason
from authoring.vocabulary import vocabulary
from decks.cards import CardKind, DraftContent, KeyPoint
from decks.drafts import Origin, Provenance
from decks.sources import Passage, SourceVersion, SpanKind

NOT_SELECTED = "not selected: no rule found a card in it"
DUPLICATE = "duplicate of another draft's words"
LONGEST_SENTENCE = 600
REMEMBERED = 4
_RUN_ON = re.compile(r"\b[A-Za-z][a-z]{2,30}[A-Z]\w{0,30}\b")


@dataclass(frozen=True, slots=True)
class _Plan:
    """The candidates of a source in order, why each other span gave none, what was a duplicate."""

    candidates: tuple[Candidate, ...]
    reasons: dict[int, str]


class RuleDrafter:
    """Drafts by rule. Deterministic; thread-safe; needs nothing but the text."""

    name = "rules/1"

    def __init__(self) -> None:
        self._plans: OrderedDict[str, _Plan] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def provenance(self) -> Provenance:
        """How its drafts came to be."""
        return Provenance(origin=Origin.RULES, drafter=self.name)

    def draft(self, version: SourceVersion, passage: Passage) -> PassageDrafts:
        """The drafts that begin in this passage, and why its other spans gave none."""
        plan = self._plan(version)
        mine = [
            candidate
            for candidate in plan.candidates
            if passage.start <= candidate.start < passage.end
        ]
        cited = {index for candidate in plan.candidates for index in candidate.spans}
        skipped = tuple(
            (index, plan.reasons.get(index, NOT_SELECTED))
            for index in range(passage.first_span, passage.last_span + 1)
            if index not in cited
        )
        return PassageDrafts(drafts=tuple(map(proposed, mine)), skipped=skipped)

    def _plan(self, version: SourceVersion) -> _Plan:
        with self._lock:
            if version.id not in self._plans:
                self._plans[version.id] = plan(version)
                while len(self._plans) > REMEMBERED:
                    self._plans.popitem(last=False)
            return self._plans[version.id]


def proposed(candidate: Candidate) -> Proposed:
    """A candidate as a proposed card: one key point, which is the core answer."""
    answer = candidate.core_answer
    bare = answer if candidate.kind is CardKind.FORMULA else answer.rstrip(".")
    return Proposed(
        content=DraftContent(
            kind=candidate.kind,
            question=candidate.question,
            label=candidate.label,
            core_answer=answer,
            explanation=candidate.explanation,
            formulas=candidate.formulas,
            key_points=(KeyPoint(text=bare, variants=candidate.variants),),
        ),
        start=candidate.start,
        end=candidate.end,
    )


def plan(version: SourceVersion) -> _Plan:
    """What is drafted from a source: the heaviest candidate of each sentence, no fact twice."""
    reasons = {
        index: why_not
        for index in range(len(version.spans))
        if (why_not := reason(version, index)) is not None
    }
    found = sorted(
        _candidates(version, reasons), key=lambda each: (-each.weight, each.start, each.question)
    )
    kept: list[Candidate] = []
    asked: set[str] = set()
    taken: set[tuple[int, int]] = set()
    for candidate in found:
        keys = {_key(candidate.question), f"{candidate.kind}:{_key(candidate.label)}"}
        overlapping = any(start < candidate.end and candidate.start < end for start, end in taken)
        steps = candidate.kind is CardKind.PROCESS
        if keys & asked:
            taken.add((candidate.start, candidate.end))
        if keys & asked or (overlapping and not steps):
            for index in candidate.spans:
                reasons.setdefault(index, DUPLICATE)
            continue
        asked |= keys
        taken.add((candidate.start, candidate.end))
        kept.append(candidate)
    return _Plan(tuple(sorted(kept, key=lambda each: each.start)), reasons)


def _key(words: str) -> str:
    bare = re.sub(r"\b(?:an?|the|is|are)\b|[^\w\s]", " ", words.casefold())
    return " ".join(word.removesuffix("s") for word in bare.split())


def _candidates(version: SourceVersion, reasons: dict[int, str]) -> Iterator[Candidate]:
    if not mainly_english(version.text):
        return
    words = vocabulary(version)
    setting = Setting(names=words.names, terms=words.terms)
    joined = Counter(_RUN_ON.findall(version.text))
    yield from formula.find(version, setting)
    yield from process.find(version)
    yield from entry.find(version, setting, reasons)
    for index, span in enumerate(version.spans):
        if index in reasons or span.kind is SpanKind.FORMULA:
            continue
        told = sentences(version, index, span)
        if version.format == "pdf":
            told = [each for each in told if not _run_on(each.words, joined)]
        yield from _of_span(told, span.kind, setting)


def _of_span(found: list[Sentence], kind: SpanKind, setting: Setting) -> Iterator[Candidate]:
    for place, sentence in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else None
        before = found[place - 1] if place else None
        if len(sentence.words) > LONGEST_SENTENCE or _fragment(sentence, kind):
            continue
        here = replace(setting, before=before, after=after)
        for rule in _RULES:
            candidate = rule(sentence, here)
            if candidate is not None:
                yield replace(candidate, explanation=elaboration(candidate, sentence, after))


def _fragment(sentence: Sentence, kind: SpanKind) -> bool:
    """Whether a sentence begins in its middle, as after a column or page of a PDF."""
    return kind is SpanKind.PARAGRAPH and sentence.words[:1].islower()


def _run_on(words: str, joined: Counter[str]) -> bool:
    """Whether two words lost the space between them: "SequencesA"; names come more than once."""
    found = _RUN_ON.search(words)
    return found is not None and joined[found[0]] == 1


_RULES = (
    definition.find,
    naming.find,
    apposition.find,
    named.find,
    why.find,
    contrast.find,
    lecturing.find,
    effect.find,
    function.find,
    naming.find_gap,
)
