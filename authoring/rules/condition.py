"""Conditions: "If C, R", "When C, R", "As C, R" become "What happens if C?"."""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.candidate import (
    POINTING,
    PRONOUN,
    Candidate,
    Setting,
    balanced,
    led,
    lowered,
    made,
)
from authoring.rules.candidate import personal as speaks
from authoring.rules.clause import split
from decks.cards import CardKind

_FORM = re.compile(
    r"^(?P<mark>If|When|Once|As|Whenever|Unless|Without)\s(?P<what>[^,;:]{8,110}),\s(?:then\s)?"
    r"(?P<then>[^;:]{10,})$"
)
_WHEN = re.compile(
    r"^(?P<what>[^,;:]{3,60}?)\s(?P<verb>is|are)\s(?:said to be |called "
    r")?(?P<how>[a-z-]+(?:\s[a-z-]+)?|"
    r"(?:an?\s)[a-z -]{4,40}?),?\s"
    r"(?P<mark>if and only if|iff|if|when)\s(?P<case>[^;:]{10,150})$"
)
_LOOSE = re.compile(
    r"\b(?:this|these|those|it|they|them|its|their|he|she|his|her|such|someone|possible|"
    r"mentioned|discussed|applied|a person|one)\b",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:it|they|them|its|their)\b", re.IGNORECASE)
_WEAK = re.compile(
    r"^(?:it|there|one|you|we|everyone|the (?:result|question|answer)|scientists|researchers|"
    r"people|students)\b|"
    r"\b(?:consider|called|known as|referred|said to|important|likely that|true|refers?)\b|\?$",
    re.IGNORECASE,
)
_PASSES = frozenset(
    "come mount worsen unfold progress pass go end begin draw approach spread deepen intensify "
    "start bear".split()
)
"""What only says that time went on."""
_PAST = frozenset({"did", "was", "were", "had"})
FEWEST_WORDS = 4


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """What happens under a condition that a sentence states and that can be told by itself."""
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words) or speaks(words) or not balanced(words):
        return None
    found = _FORM.match(words)
    if found is None:
        return _when(words, sentence, setting)
    what, then = found["what"], found["then"]
    if _LOOSE.search(what) or _WEAK.search(then) or len(what.split()) < FEWEST_WORDS:
        return None
    if re.search(r"\b(?:his|her|he|she)\b", then) and not re.search(r"\b[A-Z]|\bparent|male", what):
        return None
    if re.match(r"(?:he|she)\b", then) and not re.search(r"\bparent|male", what):
        return None
    clause, result = split(what[:1].upper() + what[1:]), split(then[:1].upper() + then[1:])
    if clause is None or result is None or (_BACK.search(then) and " and " in what):
        return None
    mark = found["mark"].lower()
    if mark == "without":
        return None
    if (
        mark in ("as", "when", "once")
        and clause.base in _PASSES
        and not re.match(r"to\b(?! (?:an?|its) (?:close|end|halt))", clause.rest)
    ):
        return None
    if mark in ("as", "once") and clause.helper not in ("does", "do", "did", "is", "are"):
        return None
    if mark == "if" and result.helper == "would":
        return _asked(f"What would happen if {lowered(what, setting)}?", what, then, sentence)
    verb = "happened" if {result.helper, clause.helper} <= _PAST else "happens"
    return _asked(f"What {verb} {mark} {lowered(what, setting)}?", what, then, sentence)


def _asked(question: str, what: str, then: str, sentence: Sentence) -> Candidate | None:
    return made(
        sentence,
        kind=CardKind.FACT,
        question=question,
        label=what,
        means=then,
        weight=1.7,
        least=4,
    )


def _when(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    """When something has a property: "A policy is optimal if no other one has a higher value"."""
    found = _WHEN.match(words)
    if found is None or _LOOSE.search(found["what"]) or PRONOUN.match(found["what"]):
        return None
    clause = split(words)
    if clause is None or clause.subject != found["what"]:
        return None
    if (
        re.match(r"^(?:this|these|those|it|they)\b", found["case"])
        or len(found["case"].split()) < 4
    ):
        return None
    if found["how"] in (
        "true",
        "false",
        "not",
        "done",
        "possible",
        "important",
        "useful",
        "needed",
    ):
        return None
    what = lowered(found["what"], setting)
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"When {found['verb']} {what} {found['how']}?",
        label=f"{what}: {found['how']}",
        means=f"{found['mark']} {found['case']}",
        weight=1.6,
        least=5,
    )
