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
from decks.cards import CardKind

_VERBS = (
    r"is|are|was|were|has|have|had|do|does|did|can|cannot|could|will|may|must|lacks?|uses?|maps?|"
    r"gives?|makes?|takes?|contains?|consists?|requires?|needs?|produces?|learns?|tries|try|relies|"
    r"rely|models?|captures?|works?|stores?|depends?|allows?|provides?|creates?|forms?|includes?|"
    r"occurs?|refers?|show|shows|only|never|always|neither|also"
)
_UNLIKE = re.compile(
    rf"^(?:Unlike|In contrast to|As opposed to|Compared (?:to|with))\s(?P<other>[^,]{{2,60}})"
    rf"(?:,\s(?:which|who|"
    rf"where)\s[^,]{{3,120}})?,\s(?P<one>[^,]{{2,60}}?)\s(?P<what>(?:{_VERBS})\b.+)$"
)
_WHEREAS = re.compile(
    rf"^(?P<one>[^,;]{{2,60}}?)\s(?P<what>(?:{_VERBS})\b[^;]{{3,140}}?),?\s(?:whereas|while)\s"
    rf"(?P<other>[^,;]{{2,60}}?)\s(?P<else>(?:{_VERBS})\b.+)$"
)
_ADVERB = re.compile(r"\s(?:each|both|all|also|often|usually|typically|generally|only|never)$")


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
    found = _WHEREAS.match(words)
    return None if found is None else _whereas(found, sentence, setting)


def _unlike(found: re.Match[str], sentence: Sentence, setting: Setting) -> Candidate | None:
    one, other = found["one"], found["other"]
    answer, rest = shortened(f"{one} {found['what']}")
    if PRONOUN.match(one) or PRONOUN.match(other) or len(answer.split()) < 5:
        return None
    if len(one.split()) > 6 or len(other.split()) > 6 or not balanced(answer):
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
    one, other = (_ADVERB.sub("", lowered(found[name], setting)) for name in ("one", "other"))
    if PRONOUN.match(one) or PRONOUN.match(other) or max(len(one.split()), len(other.split())) > 5:
        return None
    if re.search(r"\b(?:it|they|them)\b", f"{found['what']} {found['else']}"):
        return None
    if _OPENING.match(one) or _OPENING.match(other) or not balanced(found[0]):
        return None
    whole = f"{found['one']} {found['what']}, whereas {found['other']} {found['else']}"
    if len(whole.split()) > MAX_ANSWER_WORDS:
        return None
    return _candidate(
        f"How do {one} and {other} differ?", f"{one} and {other}", sentence_of(whole), "", sentence
    )


def _candidate(
    question: str, label: str, answer: str, explanation: str, sentence: Sentence
) -> Candidate:
    return Candidate(
        kind=CardKind.CONTRAST,
        question=question,
        label=label[:60],
        core_answer=answer,
        explanation=explanation,
        start=sentence.start,
        end=sentence.end,
        weight=2.1,
        spans=(sentence.span,),
    )
