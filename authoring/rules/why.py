"""Reasons: "S because R", "Because R, S", "S. This is because R", "S, since R", "S due to R"."""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.candidate import (
    PERSONAL,
    POINTING,
    PRONOUN,
    Candidate,
    Setting,
    balanced,
    led,
    lowered,
    sentence_of,
    shortened,
)
from decks.cards import CardKind

_AFTER = re.compile(
    r"^(?P<claim>.{12,160}?),?\s(?P<mark>because|due to(?! the fact))\s(?P<reason>.{12,})$"
)
_SINCE = re.compile(r"^(?P<claim>[^,]{12,160}),\s(?P<mark>since)\s(?P<reason>[a-z].{12,})$")
_BEFORE = re.compile(r"^(?P<mark>Because|Since)\s(?P<reason>[^,]{12,160}),\s(?P<claim>.{12,160})$")
_THIS = re.compile(r"^(?:This|That) (?:is|occurs|happens) because\s(?P<reason>.{12,})$")
_VERB = re.compile(
    r"^(?P<subject>(?:(?!\b(?:that|which|who|whose|if|when|and|but)\b)[^,;:]){2,60}?)\s"
    r"(?P<verb>is|are|was|were|can|cannot|could|must|may|might|should|would|will)\s(?P<rest>.+)$"
)
_DANGLING = re.compile(
    r"\b(?:it|they|them|he|she|this|that way|these|those|such)\b|^(?:by|to|in|for|on|at|as)\b",
    re.IGNORECASE,
)


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The reason that a sentence gives for a claim of its own, or for the sentence before."""
    words = led(sentence.words).rstrip(".")
    this = _THIS.match(words)
    if this is not None:
        return _for_the_one_before(this["reason"], sentence, setting)
    found = _BEFORE.match(words) or _SINCE.match(words) or _AFTER.match(words)
    if found is None or POINTING.search(words) or PERSONAL.search(words) or ";" in words:
        return None
    claim = found["claim"].strip(" ,")
    if not balanced(claim) or not balanced(found["reason"]):
        return None
    if PRONOUN.match(claim) or _DANGLING.search(claim) or " not because" in f" {claim} because":
        return None
    if claim.split()[-1].lower() in (
        "not",
        "is",
        "are",
        "only",
        "just",
        "partly",
        "mainly",
        "simply",
    ):
        return None
    opening = "Because" if found["mark"].strip().lower() != "due to" else "Due to"
    return _candidate(claim, f"{opening} {found['reason']}", sentence.start, sentence, setting)


def _for_the_one_before(reason: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    before = setting.before
    if before is None or before.span != sentence.span:
        return None
    claim = led(before.words).rstrip(".")
    if POINTING.search(claim) or PRONOUN.match(claim) or _DANGLING.search(claim):
        return None
    if len(claim.split()) > 25 or PERSONAL.search(claim) or claim.endswith("?"):
        return None
    return _candidate(claim, f"Because {reason}", before.start, sentence, setting)


def _candidate(
    claim: str, reason: str, start: int, sentence: Sentence, setting: Setting
) -> Candidate | None:
    answer, rest = shortened(reason)
    if len(answer.split()) < 4 or len(claim.split()) > 25:
        return None
    return Candidate(
        kind=CardKind.WHY,
        question=asked(claim, setting),
        label=" ".join(lowered(claim, setting).split()[:6]),
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=start,
        end=sentence.end,
        weight=2.0,
        spans=(sentence.span,),
    )


def asked(claim: str, setting: Setting) -> str:
    """ "Why ...?" for a claim: turned round where its verb is plain, else "Why is it that ...?"."""
    claim = lowered(claim, setting)
    found = _VERB.match(claim)
    if found is None or len(found["subject"].split()) > 8:
        return f"Why is it that {claim}?"
    if found["verb"] == "cannot":
        return f"Why can {found['subject']} not {found['rest']}?"
    return f"Why {found['verb']} {found['subject']} {found['rest']}?"
