"""What something makes, allows or orders another to do: "The loss encourages the encoder to spread
its codes" is "What does the loss encourage the encoder to do?".
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
from authoring.rules.verbs import base_of
from decks.cards import CardKind

_CAUSES = frozenset(
    "ask order urge persuade force direct instruct authorize authorise encourage drive convince "
    "permit allow enable cause train command invite compel oblige help teach motivate "
    "empower tell lead push".split()
)
_TO_DO = re.compile(r"^(?P<whom>[^;:]{2,70}?)(?P<to>,?\sto\s)(?P<what>[a-z]+\s[^;:]{6,150})$")
_LOOSE = re.compile(
    r"\b(?:it|them|him|her|this|these|those|such|that|which|who|whom|one another|others|us|you|"
    r"everything|anything|not)\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(r"^(?:\w+ly\s)")
_TIES = re.compile(r"\s(?:also|then|often|even|thus|therefore|subsequently|again|\w+ly)$")
_PREPOSITION = re.compile(r"^(?:for|on|in|to|by|with|from|of|at|up|out|away|back|down)\b")
_BAD_SUBJECT = re.compile(
    r"\b(?:this|these|those|that|which|it|they|such|factor|factors|fact|results?|example|way|"
    r"and|or|not|some|many|most|others?|another|all)\b",
    re.IGNORECASE,
)
MOST_SUBJECT_WORDS = 8
MOST_OBJECT_WORDS = 8


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """What a sentence says that one thing or person brings another to do."""
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words) or PRONOUN.match(words) or personal(words) or not balanced(words):
        return None
    clause = split(words)
    if clause is None or clause.base not in _CAUSES or clause.adverb == "not":
        return None
    if clause.helper not in ("does", "do", "did", "can", "may"):
        return None
    if _BAD_SUBJECT.search(clause.subject) or len(clause.subject.split()) > MOST_SUBJECT_WORDS:
        return None
    found = _TO_DO.match(clause.rest)
    if found is None or _LOOSE.search(found["whom"]) or _PREPOSITION.match(found["whom"]):
        return None
    whom = re.sub(r",\s(?:through|along with|together with|including)\s[^,]*,?$", "", found["whom"])
    whom = whom.rstrip(", ")
    verb = base_of(_ADVERB.sub("", found["what"]).split()[0])
    if verb is None or verb[1] != "do" or "," in whom or len(whom.split()) > MOST_OBJECT_WORDS:
        return None
    subject = _TIES.sub("", lowered(clause.subject, setting))
    bare = re.fullmatch(r"the [a-z]+", subject) and not setting.past
    if bare and not (setting.key(subject) or setting.topic(subject)):
        return None
    told = subject.startswith("the ") or re.search(r"[A-Z]\w+\s.*[A-Z]", whom)
    if setting.past and not told and not re.search(r"\w\sto\s[a-z]+\s", found["what"]):
        return None  # a person asks another for many things: only with what for is it one
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"What {clause.helper} {subject} {clause.base} {whom} to do?",
        label=f"what {subject} {clause.verb} {whom} to do",
        means=re.split(r",\s(?:[a-z]+ing|which|who|but|while)\b", found["what"])[0],
        weight=2.25,
        least=3,
    )
