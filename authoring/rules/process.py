"""Processes: an ordered list under a line that names it becomes questions for the next step."""

from __future__ import annotations

import re

from authoring.prose import plain
from authoring.rules.candidate import POINTING, Candidate, personal, sentence_of, shortened
from decks.cards import CardKind
from decks.sources import SourceVersion, SpanKind

_NUMBER = re.compile(r"\s*(\d{1,2})[.)]\s+")
_SENTENCE = re.compile(
    r"\b(?:would|can|could|will|should|may|must|might|do|does|did|which|what|how|to)\b"
)
_NO_STEPS = re.compile(
    r"\b(?:signs?|reasons?|types?|kinds?|forms?|parts|features?|causes?|effects?|properties|"
    r"advantages|disadvantages|benefits|functions|factors|rules|examples|principles|components|"
    r"elements|characteristics|differences|criteria|conditions|ways|goals|objectives|questions|"
    r"symptoms|consequences|arguments|facts|points)\b(?!.*\b(?:steps?|stages?|phases?)\b)",
    re.IGNORECASE,
)
"""What a list may number that does not follow one upon the other."""
_FEWEST, _MOST = 3, 9
MAX_STEP_WORDS = 25


def find(version: SourceVersion) -> list[Candidate]:
    """The steps of every ordered list of a source that a line above it names."""
    found: list[Candidate] = []
    spans = version.spans
    index = 0
    while index < len(spans):
        last = _run(version, index)
        if last - index + 1 >= _FEWEST and index > 0:
            found += _steps(version, index, last)
        index = max(index, last) + 1
    return found


def _run(version: SourceVersion, first: int) -> int:
    """The last span of an ordered list that begins at `first` with 1; `first` - 1 if none does."""
    wanted = 1
    index = first
    while index < len(version.spans):
        span = version.spans[index]
        number = _NUMBER.match(version.text, span.start, span.end)
        if span.kind is not SpanKind.LIST_ITEM or number is None or int(number[1]) != wanted:
            break
        wanted += 1
        index += 1
    return index - 1


def _steps(version: SourceVersion, first: int, last: int) -> list[Candidate]:
    topic = _topic(version, first - 1)
    texts = [_step(version, index) for index in range(first, last + 1)]
    if topic is None or not all(texts) or len(texts) > _MOST:
        return []
    if any(POINTING.search(text) or personal(text) for text in texts):
        return []
    made = []
    for offset in range(1, len(texts)):
        before, after = texts[offset - 1].rstrip("."), texts[offset]
        made.append(
            Candidate(
                kind=CardKind.PROCESS,
                question=f"In {topic}, which step follows “{before}”?",
                label=f"{topic}, step {offset + 1}",
                core_answer=sentence_of(after),
                start=version.spans[first + offset - 1].start,
                end=_end(version, first + offset),
                weight=1.8,
                spans=(first + offset - 1, first + offset),
            )
        )
    return made


def _step(version: SourceVersion, index: int) -> str:
    span = version.spans[index]
    words = plain(_NUMBER.sub("", version.words(span.start, span.end), count=1))
    return words if 2 <= len(words.split()) <= MAX_STEP_WORDS else shortened(words)[0]


def _end(version: SourceVersion, index: int) -> int:
    span = version.spans[index]
    return span.start + len(version.words(span.start, span.end).rstrip())


def _topic(version: SourceVersion, index: int) -> str | None:
    """What the steps are steps of, by the line above them: "One training step of a VAE:"."""
    span = version.spans[index]
    if span.kind is SpanKind.LIST_ITEM:
        return None
    words = plain(version.words(span.start, span.end).strip().splitlines()[-1].lstrip("# "))
    if not words.endswith(":") or len(words.split()) > 12 or POINTING.search(words):
        return None
    bare = words.rstrip(":").strip()
    bare = re.sub(r"\s(?:is|are|has|have|works?|proceeds?|consists? of|takes?)\b.*$", "", bare)
    if len(bare.split()) < 2 or _SENTENCE.search(bare) or personal(bare) or _NO_STEPS.search(bare):
        return None
    first, _, rest = bare.partition(" ")
    if first.lower() == "one":
        first = "an" if rest[:1].lower() in "aeiou" else "a"
    return f"{first.lower()} {rest}" if first[1:].islower() or first == "a" else bare
