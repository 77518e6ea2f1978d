"""The built-in drafter: rules on the structure of sentences and blocks. Few good drafts.

A source is planned once as a whole, so that the same fact on two pages gives one draft; a passage's
drafts are those of the plan that begin in it.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left, bisect_right
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from authoring.language import mainly_english
from authoring.proposal import PassageDrafts, Proposed
from authoring.prose import Sentence, joined, sentences
from authoring.rules import (
    acting,
    apposition,
    bracketed,
    bullet,
    causing,
    command,
    comparing,
    condition,
    consequence,
    contrast,
    dashed,
    dating,
    definition,
    effect,
    entry,
    event,
    formula,
    founding,
    function,
    glossary,
    labelled,
    lecturing,
    listing,
    manner,
    meaning,
    named,
    naming,
    pairing,
    process,
    relative,
    sharing,
    slide,
    superlative,
    symbol,
    table,
    where,
    why,
)
from authoring.rules.aiming import aimed
from authoring.rules.arrows import with_vectors
from authoring.rules.candidate import CALL, Candidate, Setting
from authoring.rules.cue import before
from authoring.rules.elaboration import elaboration
from authoring.rules.framing import framed, happening, without_aside, without_frame
from authoring.rules.gate import passes
from authoring.rules.impersonal import impersonal
from authoring.rules.leftovers import mended
from authoring.rules.opening import opened
from authoring.rules.repeating import ambiguous, folded, repeats
from authoring.rules.repeating import named as named_as
from authoring.rules.resolving import resolved
from authoring.rules.shielding import Shield, shown, unshielded
from authoring.rules.siblings import apart
from authoring.rules.tile import short
from authoring.setting_aside import reason
from authoring.speech import spoken, without_stops
from authoring.vocabulary import vocabulary
from decks.cards import CardKind, DraftContent, KeyPoint
from decks.drafts import Origin, Provenance
from decks.sources import Passage, SourceVersion, SpanKind

NOT_SELECTED = "not selected: no rule found a card in it"
NO_STOPS = "not selected: captions without full stops, in which no whole statement was found"
DUPLICATE = "duplicate of another draft's words"
LONGEST_SENTENCE = 600
REMEMBERED = 4
_TITLE_CASE = re.compile(
    r"^(?:[A-Z][\w’'-]*\s(?:(?:of|the|to|for|and|in|a|an|with|on)\s)*){3,}[A-Z][\w-]*$"
)
_RUN_ON = re.compile(r"\b[A-Za-z][a-z]{2,30}[A-Z]\w{0,30}\b")


@dataclass(frozen=True, slots=True)
class _Plan:
    """The candidates of a source in order, why each other span gave none, what was a duplicate."""

    candidates: tuple[Candidate, ...]
    reasons: dict[int, str]


class RuleDrafter:
    """Drafts by rule. Deterministic; thread-safe; needs nothing but the text."""

    name = "rules/5"

    def __init__(self) -> None:
        self._plans: OrderedDict[tuple[object, ...], _Plan] = OrderedDict()
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
        # What a person sets aside differs from deck to deck, and with it what there is to read.
        key = (version.id, *(span.set_aside for span in version.spans))
        with self._lock:
            if key not in self._plans:
                self._plans[key] = plan(version)
                while len(self._plans) > REMEMBERED:
                    self._plans.popitem(last=False)
            return self._plans[key]


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
        worth=candidate.weight,
        rule=candidate.rule,
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
    taken: set[tuple[int, int, str]] = set()
    for candidate in found:
        keys = {folded(candidate.question)}
        if not candidate.series:
            keys.add(f"{candidate.kind}:{folded(candidate.label)}")
        known = bool(keys & asked)
        known = known or repeats(candidate, kept)
        if not known and not _in_the_way(candidate, kept, taken):
            asked |= keys
            kept.append(candidate)
        else:
            for index in candidate.spans:
                reasons.setdefault(index, DUPLICATE)
            if not known:
                continue
        taken.add((candidate.own, candidate.end, candidate.series))
    for index in without_stops(version, reasons):
        reasons.setdefault(index, NO_STOPS)
    return _Plan(tuple(apart(sorted(kept, key=lambda each: each.start))), reasons)


def _in_the_way(
    candidate: Candidate, kept: Sequence[Candidate], taken: Iterable[tuple[int, int, str]]
) -> bool:
    """Whether the sentence has its draft already; steps share theirs, and two names may. Two
    definitions side by side ask for something else than each does.
    """
    if candidate.kind is CardKind.PROCESS and candidate.own == candidate.start:
        return False
    if candidate.rule == _OVER_SEVERAL:
        return False
    beside = [
        (begin, end)
        for begin, end, series in taken
        if begin < candidate.end
        and candidate.own < end
        and not (series and series == candidate.series)
    ]
    if not beside:
        return False
    return len(beside) > 1 or not _names_another(candidate, kept, beside)


def _names_another(
    candidate: Candidate, kept: Sequence[Candidate], beside: Sequence[tuple[int, int]]
) -> bool:
    """Whether a candidate asks for the name of another thing than the draft of the same sentence
    does: "transcription" beside "translation".
    """
    if candidate.kind not in (CardKind.DEFINITION, CardKind.CLOZE) or not candidate.named:
        return False
    others = [other for other in kept if (other.own, other.end) in beside]
    label = candidate.label.casefold()
    return bool(others) and all(
        other.named and label not in f"{other.label} {other.core_answer}".casefold()
        for other in others
    )


def _candidates(version: SourceVersion, reasons: dict[int, str]) -> Iterator[Candidate]:
    if not mainly_english(version.text):
        return
    told = {
        index: sentences(version, index, span)
        for index, span in enumerate(version.spans)
        if index not in reasons and span.kind not in (SpanKind.FORMULA, SpanKind.CUE)
    }
    for index, each in told.items():
        if _leads_to_formula(version, index, each):
            each.pop()
    told |= spoken(version, reasons)
    if version.format == "pdf":
        told = joined(told, version.spans)
    words = vocabulary(version, [sentence for each in told.values() for sentence in each])
    setting = Setting(
        names=words.names, terms=words.terms, topics=words.topics, past=words.past,
        about=words.about, tool=words.tool, strange=words.strange, counted=words.counted,
        capital=words.capital,
    )  # fmt: skip
    glued = Counter(_RUN_ON.findall(version.text))
    found = [
        *_by("formula", formula.find(version, setting)),
        *_by("process", process.find(version)),
    ]
    for block in _OF_BLOCKS:
        found += _by(block.__name__, block.find(version, setting, reasons))
    found += _by("listing", listing.of_blocks(version, reasons))
    for index, each in told.items():
        if version.format == "pdf":
            each = [sentence for sentence in each if not _run_on(sentence.words, glued)]
        each = [replace(sentence, words=impersonal(sentence.words)) for sentence in each]
        each[:1] = [bullet.with_subject(version, index, each[0], setting)] if each else []
        found += _of_span(each, version.spans[index].kind, setting)
    found += _by("pairing", list(pairing.find(found, version, setting)))
    twice = ambiguous([each for each in found if each.kind is CardKind.FORMULA])
    for candidate in found:
        clear = aimed(candidate, setting)
        if clear is None or named_as(clear) in twice:
            continue
        clear = before(clear, version.spans[clear.spans[0]].headings, setting)
        if clear is None:
            continue
        own = max(clear.start, clear.own)
        whole = replace(opened(clear, words.opened), own=own, spans=_within(version, clear))
        whole = with_vectors(mended(replace(whole, label=short(whole.label))))
        if passes(whole):
            yield whole


def _leads_to_formula(version: SourceVersion, index: int, told: Sequence[Sentence]) -> bool:
    """Whether the last sentence of a block goes on in the formula below: half of it is no fact."""
    if not told or index + 1 == len(version.spans) or told[-1].words.endswith((".", "!", "?")):
        return False
    return formula.displays(version, version.spans[index + 1])


def _within(version: SourceVersion, candidate: Candidate) -> tuple[int, ...]:
    """The spans that a candidate's words stand in: a sentence may run on over a page."""
    first = bisect_right(version.spans, candidate.start, key=lambda span: span.start) - 1
    last = bisect_left(version.spans, candidate.end, key=lambda span: span.start)
    return tuple(sorted({*candidate.spans, *range(first, last)}))


def _of_span(found: list[Sentence], kind: SpanKind, setting: Setting) -> Iterator[Candidate]:
    shield = Shield()
    found = [shield.over(sentence) for sentence in found]
    setting = replace(setting, formulas=shield.of_mark)
    clear = resolved(found, setting)
    for place, sentence in enumerate(clear):
        after = found[place + 1] if place + 1 < len(found) else None
        before = clear[place - 1] if place else None
        if len(shown(sentence.words, shield.of_mark)) > LONGEST_SENTENCE or _fragment(
            sentence, kind
        ):
            continue
        if kind is SpanKind.PARAGRAPH and _TITLE_CASE.match(sentence.words):
            continue
        for candidate in _of_sentence(sentence, replace(setting, before=before, after=after)):
            whole = replace(
                candidate,
                explanation=elaboration(candidate, sentence, after),
                own=max(candidate.start, sentence.own),
            )
            yield unshielded(whole, shield.of_mark)


def _by(module: str, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates with the name of the rule that found them."""
    name = module.rpartition(".")[2]
    return (replace(each, rule=name) for each in found)


def _of_sentence(sentence: Sentence, setting: Setting) -> Iterator[Candidate]:
    """What the rules find in a sentence, in its main statement, and in that without its frame."""
    yield from _by_rule(sentence, setting)
    yield from _by("listing", listing.of_sentence(sentence, setting))
    bare = without_aside(sentence)
    if bare is not None:
        yield from _by_rule(bare, setting)
    split = without_frame(bare or sentence, setting)
    if split is not None:
        frame, claim = split
        yield from _by("listing", listing.of_sentence(claim, setting))
        found = happening(frame, claim, setting)
        if found is not None:
            yield replace(found, rule="framing")
        for candidate in _by_rule(claim, setting):
            inside = framed(candidate, frame)
            if inside is not None:
                yield replace(inside, weight=inside.weight - 0.05)


def _by_rule(sentence: Sentence, setting: Setting) -> Iterator[Candidate]:
    for rule in _RULES:
        candidate = rule(sentence, setting)
        if candidate is not None:
            yield replace(candidate, rule=rule.__module__.rpartition(".")[2])


def _fragment(sentence: Sentence, kind: SpanKind) -> bool:
    """Whether a sentence begins in its middle, as after a column or page of a PDF."""
    return (
        kind is SpanKind.PARAGRAPH
        and sentence.words[:1].islower()
        and not CALL.match(sentence.words.split()[0])
    )


def _run_on(words: str, glued: Counter[str]) -> bool:
    """Whether two words lost the space between them: "SequencesA"; names come more than once."""
    found = _RUN_ON.search(words)
    return found is not None and glued[found[0]] == 1


_OF_BLOCKS = (command, entry, slide, table, comparing, where, labelled, glossary)
"""Rules that look at blocks and what stands around them."""
_OVER_SEVERAL = "pairing"
"""The rule that puts two definitions side by side, each of which has its own draft."""
_RULES = (
    definition.find,
    naming.find,
    apposition.find,
    named.find,
    bracketed.find,
    dashed.find,
    why.find,
    meaning.find,
    consequence.find,
    manner.find,
    condition.find,
    contrast.find,
    sharing.find,
    superlative.find,
    symbol.find,
    lecturing.find,
    effect.find,
    function.find,
    acting.find,
    event.find,
    dating.find,
    founding.find,
    causing.find,
    relative.find,
    naming.find_gap,
    naming.find_other_gap,
    naming.find_other_process,
)
