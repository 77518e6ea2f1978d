"""Contrasts: "Unlike X, Y ...", "In contrast to X, Y ...", "A ..., whereas B ..."."""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.candidate import (
    MAX_ANSWER_WORDS,
    POINTING,
    PRONOUN,
    Candidate,
    Setting,
    balanced,
    led,
    lowered,
    personal,
    plural,
    sentence_of,
    shortened,
)
from authoring.rules.clause import split
from decks.cards import CardKind

_UNLIKE = re.compile(
    r"^(?:Unlike|In contrast to|As opposed to|Compared (?:to|with))\s(?P<other>[^,]{2,60})"
    r"(?:,\s(?:which|who|where)\s(?P<theirs>[^,]{3,120}))?,\s(?P<claim>.{12,})$"
)
_WHEREAS = re.compile(
    r"^(?P<first>[^,;:]{12,130}?),?\s(?:whereas|while)\s(?P<second>[^,;:]{12,130})$"
)
_WHILE = re.compile(r"^(?:While|Whereas)\s(?P<first>[^,;:]{12,130}?),\s(?P<second>[^;:]{12,150})$")
_RESPECTIVELY = re.compile(
    r"^(?P<one>[^,;:()]{2,40}?)\sand\s(?P<other>[^,;:()]{2,40}?),?(?:\s[^,;:]{3,60},)?\s"
    r"(?P<rest>(?:is|are|was|were|have|had|[a-z]+)\s[^;:]{4,120}\sand\s[^;:]{2,60}),?\srespectively$"
)
_ADVERB = re.compile(
    r"\s(?:each|both|all|also|often|usually|typically|generally|only|never|neither)$"
)


_OPENING = re.compile(
    r"^(?:by|to|in|for|on|at|as|while|although|though|despite|if|when|after|before|with|without|"
    r"since|because|during|from|until|even|not|consider|see|and|but|almost|nearly|about|over|some|"
    r"most|many)\b",
    re.IGNORECASE,
)


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The difference of two things that a sentence states."""
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words) or personal(words):
        return None
    found = _UNLIKE.match(words)
    if found is not None:
        return _unlike(found, sentence, setting)
    found = _WHEREAS.match(words) or _WHILE.match(words)
    if found is not None:
        return _whereas(found, sentence, setting)
    found = _RESPECTIVELY.match(words)
    return None if found is None else _respectively(found, sentence, setting)


def _unlike(found: re.Match[str], sentence: Sentence, setting: Setting) -> Candidate | None:
    other, claim = found["other"], found["claim"]
    clause = split(claim[:1].upper() + claim[1:])
    if clause is None:
        return None
    one = _ADVERB.sub("", claim[: len(clause.subject)])
    answer, rest = shortened(claim)
    if one.casefold() == "one" or PRONOUN.match(one) or PRONOUN.match(other):
        return None
    if len(one.split()) > 6 or len(other.split()) > 6 or not balanced(answer):
        return None
    theirs = found["theirs"]
    both = f"{answer}, whereas {lowered(other, setting)} {theirs}" if theirs else answer
    if "which" in found[0] and len(both.split()) <= MAX_ANSWER_WORDS:
        answer = both
    if len(answer.split()) < 4:
        return None
    does = "do" if plural(one) else "does"
    return _candidate(
        f"How {does} {lowered(one, setting)} differ from {lowered(other, setting)}?",
        f"{one} and {other}",
        sentence_of(answer),
        sentence_of(rest),
        sentence,
    )


def _whereas(found: re.Match[str], sentence: Sentence, setting: Setting) -> Candidate | None:
    first = split(found["first"][:1].upper() + found["first"][1:])
    second = split(found["second"][:1].upper() + found["second"][1:])
    if first is None or second is None or not balanced(found[0]):
        return None
    one, other = (_ADVERB.sub("", lowered(each.subject, setting)) for each in (first, second))
    if found.re is _WHILE and (first.verb != second.verb or not first.copula):
        return None
    if (
        PRONOUN.match(one)
        or PRONOUN.match(other)
        or max(len(one.split()), len(other.split())) > (5 if found.re is _WHEREAS else 8)
    ):
        return None
    if re.search(r"\b(?:it|they|them|this|these)\b", found[0]) or one == other:
        return None
    one, other = one.removeprefix("both "), other.removeprefix("both ")
    if _OPENING.match(one) or _OPENING.match(other) or re.match(r"\d", one + other):
        return None
    whole = f"{found['first']}, whereas {found['second']}"
    if len(whole.split()) > MAX_ANSWER_WORDS:
        return None
    return _candidate(
        f"How do {one} and {other} differ?", f"{one} and {other}", sentence_of(whole), "", sentence
    )


def _respectively(found: re.Match[str], sentence: Sentence, setting: Setting) -> Candidate | None:
    """ "Starch and glycogen store glucose in plants and animals, respectively"."""
    one, other = lowered(found["one"], setting), lowered(found["other"], setting)
    said = f"{found['one']} and {found['other']} {found['rest'].rstrip(',')}"
    clause = split(said)
    if clause is None or clause.subject != f"{found['one']} and {found['other']}":
        return None
    if _OPENING.match(one) or PRONOUN.match(one) or not balanced(said) or "," in clause.rest:
        return None
    if len(said.split()) >= MAX_ANSWER_WORDS:
        return None
    return _candidate(
        f"How do {one} and {other} differ?",
        f"{one} and {other}",
        sentence_of(f"{said}, respectively"),
        "",
        sentence,
    )


def _candidate(
    question: str, label: str, answer: str, explanation: str, sentence: Sentence
) -> Candidate:
    return Candidate(
        kind=CardKind.CONTRAST,
        question=question,
        label=label,
        core_answer=answer,
        explanation=explanation,
        start=sentence.start,
        end=sentence.end,
        weight=2.1,
        spans=(sentence.span,),
    )
