"""What a property amounts to: "The molecules are organic, meaning they contain carbon" is "What
does it mean that the molecules are organic?".
"""

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
    personal,
)
from authoring.rules.clause import split
from decks.cards import CardKind

_MEANING = re.compile(
    r"^(?P<claim>[^,;:]{8,90}),\s(?:meaning|which means|that is to say|i\.e\.,?|that is,)\s"
    r"(?:that\s)?(?P<means>[^;:]{8,160})$"
)
_LOOSE = re.compile(
    r"\b(?:it|they|this|these|those|such|he|she|here|there|that|which|who|not|its|their)\b",
    re.IGNORECASE,
)
MOST_SUBJECT_WORDS = 6
MOST_PROPERTY_WORDS = 3


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """What it means that something has a property, where the sentence says so."""
    words = led(sentence.words).rstrip(".")
    found = _MEANING.match(words)
    if found is None or POINTING.search(words) or PRONOUN.match(words) or personal(words):
        return None
    clause = split(found["claim"])
    if clause is None or not clause.copula or clause.adverb == "not" or not balanced(words):
        return None
    if _LOOSE.search(found["claim"]) or len(clause.subject.split()) > MOST_SUBJECT_WORDS:
        return None
    if not 1 <= len(clause.rest.split()) <= MOST_PROPERTY_WORDS or clause.rest.endswith("ed"):
        return None
    if split(found["means"][:1].upper() + found["means"][1:]) is None:
        return None
    subject = lowered(clause.subject, setting)
    return made(
        sentence,
        kind=CardKind.WHY,
        question=f"What does it mean that {subject} {clause.verb} {clause.rest}?",
        label=f"{subject}: {clause.rest}",
        means=found["means"],
        weight=1.85,
        least=3,
    )
