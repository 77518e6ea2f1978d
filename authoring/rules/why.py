"""Reasons: "S because R", "Because R, S", "S. This is because R", "S, since R", "S due to R"."""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.asking import turned
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
from authoring.rules.clause import split
from authoring.rules.shielding import shown
from authoring.rules.slide import NO_SUBJECT, bare_title
from authoring.rules.verbs import base_of
from decks.cards import CardKind

_AFTER = re.compile(
    r"^(?P<claim>.{12,160}?),?\s(?P<mark>because|due to(?! the fact)|thanks "
    r"to)\s(?P<reason>.{12,})$"
)
_SINCE = re.compile(r"^(?P<claim>[^,]{12,160}),\s(?P<mark>since)\s(?P<reason>[a-z].{12,})$")
_AS = re.compile(
    r"^(?P<claim>[^,;:]{10,110}?\s(?:is|are|can|cannot|must|should)\s[^,;:]{3,80}?),?\sas\s"
    r"(?P<reason>(?:the|an?|there|its|all|each|every|this|no|most)\s[^;:]{10,140})$"
)
_BEFORE = re.compile(r"^(?P<mark>Because|Since)\s(?P<reason>[^,]{12,160}),\s(?P<claim>.{3,160})$")
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
    r"mostly|possible|presumably|probably|that)$|\b(?:thanks to|because|due to)\b|\?",
    re.IGNORECASE,
)
_TRIVIAL = re.compile(r"\b(?:matters?|important|useful|interesting|true|false|good|bad|fine)$")
"""Claims that say too little for their reason to be worth asking."""
_FINITE = frozenset("is are was were has have had can cannot could will would must may".split())
_RELATION = re.compile(r"\$[^$]+\$[.,]?")
_ORDERED = re.compile(r"[≤≥=<>≈≠]|\\(?:leq?|geq?|neq?|approx)\b")
_FEWEST_CLAIM_WORDS = 3


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The reason that a sentence gives for a claim of its own, or for the sentence before."""
    words = led(sentence.words).rstrip(".")
    this = _THIS.match(words)
    if this is not None:
        opening = "Because" if this["mark"] == "because" else "Due to"
        return _for_the_one_before(f"{opening} {this['reason']}", sentence, setting)
    found = _BEFORE.match(words) or _SINCE.match(words) or _AFTER.match(words) or _as(words)
    if found is None or POINTING.search(words) or personal(words) or ";" in words:
        return None
    claim = found["claim"].strip(" ,")
    if not balanced(claim) or not balanced(found["reason"]) or "because" in found["reason"]:
        return None
    if PRONOUN.match(claim) or _DANGLING.search(claim) or " not because" in f" {claim} because":
        return None
    few = len(claim.split()) < _FEWEST_CLAIM_WORDS and not _RELATION.fullmatch(claim)
    if few or _TRIVIAL.search(claim) or re.search(r",\s(?:named|called)\b", claim):
        return None
    if setting.past and re.match(r"(?:many|some|most|several|thousands of)\s[a-z]+\s", claim, re.I):
        return None  # of people without a name more than one cause is told
    if found.re is _BEFORE and re.match(r".[^A-Z]*\b(?:its?|their|them|they)\b", claim):
        return None  # it stands for what only the reason names
    mark = found.groupdict().get("mark") or "because"
    if mark.lower() == "since" and not _states(found["reason"], claim):
        return None
    opening = {"due to": "Due to", "thanks to": "Thanks to"}.get(mark.strip().lower(), "Because")
    return _candidate(claim, f"{opening} {found['reason']}", sentence.start, sentence, setting)


def _as(words: str) -> re.Match[str] | None:
    """ "Generation is slow as the process is sequential": a reason where a statement follows that
    is no comparison, role or time.
    """
    found = _AS.match(words)
    if found is None or re.search(r"\b(?:as|so|same|such|known|used|seen|defined|regarded|treated|"
                                  r"described|interpreted|serve|act|well|far|long|soon|just|"
                                  r"viewed|thought)\b", found["claim"]):  # fmt: skip
        return None
    reason = split(f"{found['reason'][:1].upper()}{found['reason'][1:]}")
    claim = split(found["claim"])
    if re.search(r"(?:ed|en|wn|ade|ept|ound|uilt)$", found["claim"]):
        return None
    if reason is None or claim is None or reason.helper in ("did", "was", "were", "had"):
        return None
    return found


def _states(reason: str, claim: str) -> bool:
    """Whether "since" gives a reason and not a time: a statement follows, and no perfect tense
    stands before.
    """
    if re.search(r"\b(?:has|have)\b", claim):
        return False
    words = reason.split()
    return any(word in _FINITE or base_of(word) for word in words[1:])


def _with_place(asked: str, claim: str, sentence: Sentence, setting: Setting) -> str:
    """The question with the section's title, where its subject is one bare word: "Why is
    generation slow (PixelCNN)?".
    """
    clause = split(claim)
    title = bare_title(sentence.headings[-1]) if sentence.headings else ""
    if clause is None or len(clause.subject.split()) > 1 or not 1 <= len(title.split()) <= 5:
        return asked
    word = clause.subject
    known = (
        setting.key(word)
        or setting.topic(word)
        or word in setting.names
        or word.endswith("s")
        or word == "one"
    )
    if known or not word.isalpha() or title.endswith("?") or NO_SUBJECT.match(title):
        return asked
    return f"{asked[:-1]} ({title})?"


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
    claim = re.sub(r"\salso\s", " ", claim)
    if len(answer.split()) < 4 or len(claim.split()) > 25:
        return None
    clause = turned(lowered(claim, setting))
    if clause is None and not _RELATION.fullmatch(claim):
        return None
    asked = (
        f"Why does {shown(claim, setting.formulas).rstrip('.,$').rstrip('.,')}$ hold?"
        if _RELATION.fullmatch(claim) and _ORDERED.search(shown(claim, setting.formulas))
        else _with_place(f"Why {clause}?", claim, sentence, setting)
    )
    return Candidate(
        kind=CardKind.WHY,
        question=asked,
        label=f"why {lowered(claim, setting)}",
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=start,
        end=sentence.end,
        weight=2.0,
        spans=(sentence.span,),
    )
