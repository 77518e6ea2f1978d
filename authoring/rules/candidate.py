"""What a rule finds, and the words that every rule has to know."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from authoring.prose import Sentence
from decks.cards import CardKind

MAX_ANSWER_WORDS = 25


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that a rule would make of [start, end) of the source; heavier ones are kept first."""

    kind: CardKind
    question: str
    label: str
    core_answer: str
    start: int
    end: int
    weight: float
    explanation: str = ""
    formulas: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    spans: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a sentence: the one before it, the one after it, the words of the source."""

    before: Sentence | None = None
    after: Sentence | None = None
    names: frozenset[str] = field(default_factory=frozenset)
    """Words that the source writes with a capital inside a sentence."""


POINTING = re.compile(
    r"^(?:\S+\s){0,4}(?:this|these|those)\b|\b(?:above|below|following|former|latter|aforementioned|previous(?:ly)?|"
    r"earlier|here|figure|table|section|chapter|lecture|slide|example|equation)\b",
    re.IGNORECASE,
)
"""Words that point to somewhere else: a card cannot stand alone with them."""

PRONOUN = re.compile(
    r"^(?:it|its|they|their|them|he|she|his|her|we|our|you|your|i|this|that|these|those|such|there|"
    r"here|one|some|many|most|another|other|others|each|both|all|what|which|who|when|if|so|"
    r"figure|table)\b",
    re.IGNORECASE,
)
PERSONAL = re.compile(r"\b(?:we|our|us|you|your|i|my|let's|let us)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:However|Thus|Therefore|Hence|Moreover|Furthermore|In addition|Additionally|Also|In fact|"
    r"Indeed|Instead|Consequently|As a result|In general|Generally|In other words|Specifically|In "
    r"particular|For example|For instance|Recall that|Note that|Nevertheless|Finally|First|Second|"
    r"Third|In contrast|By contrast|Similarly|Likewise|Here|Again|And|But|So|Yet|Remember that|"
    r"Interestingly|Importantly|In short|In essence|In this case|Then|Now|Conversely|Accordingly)"
    r",?\s+"
)


def led(words: str) -> str:
    """The sentence without the word that ties it to the one before."""
    bare = _LEAD.sub("", words)
    return bare[:1].upper() + bare[1:] if bare != words else words


def lowered(words: str, setting: Setting) -> str:
    """The words as they stand inside a sentence: names and acronyms keep their capitals."""
    first, _, rest = words.partition(" ")
    simple = first[1:].islower() or len(first) == 1
    if first[:1].isupper() and simple and first not in setting.names:
        return f"{first.lower()} {rest}".strip()
    return words


def sentence_of(words: str) -> str:
    """The words as a sentence: a capital, and a full stop."""
    bare = words.strip().rstrip(".;,: ")
    if not bare:
        return ""
    stop = "" if bare.endswith((".”", '."', "?", "!")) else "."
    return f"{bare[:1].upper()}{bare[1:]}{stop}"


def shortened(words: str) -> tuple[str, str]:
    """At most 25 words, cut where a clause ends, and what was cut off; ("", "") where it cannot."""
    if len(words.split()) <= MAX_ANSWER_WORDS:
        return words, ""
    for mark in ("; ", ", which ", ", where ", " (", ", whose ", ", so ", ", and ", ", but ", ", "):
        head, found, tail = words.partition(mark)
        if found and 5 <= len(head.split()) <= MAX_ANSWER_WORDS and balanced(head):
            return head, (found.strip(" ,;") + " " + tail).strip()
    return "", ""


def balanced(words: str) -> bool:
    """Whether brackets and dollar signs come in pairs."""
    pairs = words.count("(") == words.count(")") and words.count("[") == words.count("]")
    return pairs and words.count("$") % 2 == 0 and words.count("“") == words.count("”")


def plural(subject: str) -> bool:
    """Whether a noun phrase looks plural, by its head's ending."""
    head = re.split(r"\s+(?:of|in|for|with|from|on|between|that|which)\s+", subject)[0].split()[-1]
    return head.endswith("s") and not head.endswith(("ss", "us", "is", "ics"))
