"""Reasons: "S because R", "Because R, S", "S. This is because R", "S, since R", "S due to R"."""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.asking import why
from authoring.rules.candidate import (
    POINTING,
    PRONOUN,
    Candidate,
    Setting,
    balanced,
    led,
    lowered,
    personal,
    sentence_of,
    shortened,
)
from authoring.rules.verbs import base_of
from decks.cards import CardKind

_AFTER = re.compile(
    r"^(?P<claim>.{12,160}?),?\s(?P<mark>because|due to(?! the fact))\s(?P<reason>.{12,})$"
)
_SINCE = re.compile(r"^(?P<claim>[^,]{12,160}),\s(?P<mark>since)\s(?P<reason>[a-z].{12,})$")
_BEFORE = re.compile(r"^(?P<mark>Because|Since)\s(?P<reason>[^,]{12,160}),\s(?P<claim>.{12,160})$")
_THIS = re.compile(
    r"^(?:This|That) (?:is|was|occurs|occurred|happens|happened) (?:(?:partly|largely|mainly) )?"
    r"(?P<mark>because|due to)\s(?P<reason>.{12,})$"
)
_DANGLING = re.compile(
    r"\b(?:it|they|them|he|she|this|that way|these|those|such)\b|^(?:by|to|in|for|on|at|as|while|"
    r"although|though|despite|if|when|after|before|with|without|since|because|during|from|until|"
    r"over|through|under|within|among|like|unlike|throughout|at|even|not|just|only|perhaps|maybe|"
    r"see|note|recall|consider)\b|"
    r"\b(?:because|thanks|due to|so that|in part|largely|partly|mainly|not|is|are|only|just|simply|"
    r"mostly|possible|presumably|probably)$|\b(?:thanks to|because|due to)\b|\?",
    re.IGNORECASE,
)
_TRIVIAL = re.compile(r"\b(?:matters?|important|useful|interesting|true|false|good|bad|fine)$")
"""Claims that say too little for their reason to be worth asking."""
_FINITE = frozenset("is are was were has have had can cannot could will would must may".split())
_FEWEST_CLAIM_WORDS = 3


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The reason that a sentence gives for a claim of its own, or for the sentence before."""
    words = led(sentence.words).rstrip(".")
    this = _THIS.match(words)
    if this is not None:
        opening = "Because" if this["mark"] == "because" else "Due to"
        return _for_the_one_before(f"{opening} {this['reason']}", sentence, setting)
    found = _BEFORE.match(words) or _SINCE.match(words) or _AFTER.match(words)
    if found is None or POINTING.search(words) or personal(words) or ";" in words:
        return None
    claim = found["claim"].strip(" ,")
    if not balanced(claim) or not balanced(found["reason"]) or "because" in found["reason"]:
        return None
    if PRONOUN.match(claim) or _DANGLING.search(claim) or " not because" in f" {claim} because":
        return None
    if len(claim.split()) < _FEWEST_CLAIM_WORDS or _TRIVIAL.search(claim):
        return None
    if found["mark"].lower() == "since" and not _states(found["reason"], claim):
        return None
    opening = "Because" if found["mark"].strip().lower() != "due to" else "Due to"
    return _candidate(claim, f"{opening} {found['reason']}", sentence.start, sentence, setting)


def _states(reason: str, claim: str) -> bool:
    """Whether "since" gives a reason and not a time: a statement follows, and no perfect tense
    stands before.
    """
    if re.search(r"\b(?:has|have)\b", claim):
        return False
    words = reason.split()
    return any(word in _FINITE or base_of(word) for word in words[1:])


def _for_the_one_before(reason: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    before = setting.before
    if before is None or before.span != sentence.span:
        return None
    claim = led(before.words).rstrip(".")
    if POINTING.search(claim) or PRONOUN.match(claim) or _DANGLING.search(claim):
        return None
    if len(claim.split()) > 25 or personal(claim) or personal(reason) or "?" in claim:
        return None
    return _candidate(claim, reason, before.start, sentence, setting)


def _candidate(
    claim: str, reason: str, start: int, sentence: Sentence, setting: Setting
) -> Candidate | None:
    answer, rest = shortened(reason)
    if len(answer.split()) < 4 or len(claim.split()) > 25:
        return None
    return Candidate(
        kind=CardKind.WHY,
        question=why(lowered(claim, setting)),
        label=" ".join(lowered(claim, setting).split()[:6]),
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=start,
        end=sentence.end,
        weight=2.0,
        spans=(sentence.span,),
    )
