"""Proper names, as histories tell of them: "the Relief Act, which allowed ...", "N was the first to
...", "“N” became the common name for ...".
"""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.candidate import (
    POINTING,
    Candidate,
    Setting,
    balanced,
    led,
    personal,
    sentence_of,
    shortened,
)
from authoring.rules.clause import split
from authoring.rules.verbs import base_of
from decks.cards import CardKind

_NAME = r"[A-Z][\w'’.-]*(?:\s(?:of\s|the\s|and\s|for\s)*[A-Z][\w'’.-]*){1,6}"
_WHICH = re.compile(
    rf"\bthe\s(?:[a-z]+\s){{0,2}}(?P<name>{_NAME})(?P<short>\s\([A-Z]{{2,6}}\))?(?:,|—[^—]{{3,60}}—)\s?which\s"
    r"(?:[a-z]+ly\s)?(?P<verb>[a-z]+)\s(?P<means>[^;()]{12,200})$"
)
_WHICH_FIRST = re.compile(
    rf"^The\s(?P<name>{_NAME})(?P<short>\s\([A-Z]{{2,6}}\))?,\swhich\s(?P<verb>[a-z]+)\s"
    r"(?P<means>[^,;()]{12,120}),\s[a-z]+\s"
)
_FIRST = re.compile(rf"^(?P<name>{_NAME})\s(?P<be>was|is)\sthe\sfirst\s(?P<what>.{{12,}})$")
_CALLED = re.compile(
    r"(?:^|:\s)“(?P<name>[^”]{3,40})”\s(?P<be>was|were|is|are|became)\s(?P<what>the\s(?:[a-z]+\s)?"
    r"(?:name|nickname|term|word)\sfor\s[^,;]{8,120})$"
)
_WHO = re.compile(
    rf"\b(?P<name>{_NAME}),\swho\s(?P<verb>[a-z]+)\s(?P<what>[^,;()]{{12,120}})(?:,\s|$)"
)
_HELD = re.compile(
    r"\bthe\s(?P<kind>ethos|idea|principle|theory|doctrine|notion|view|philosophy|hypothesis|"
    r"law|rule|"
    r"concept|thesis)\sof\s(?P<name>[^,;:]{4,50})(?::|"
    r",\snamely,?)\s(?:that\s)?(?P<what>[^;:]{15,150})$"
)
_IN_YEAR = re.compile(r"\s(?:in|on)\s(?:[A-Z][a-z]+\s)?\d{4}$")
_AWAY = re.compile(
    r"\b(?:it|they|them|he|she|his|her|their|this|these|those|such)\b", re.IGNORECASE
)


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """What a sentence says of something that has a proper name."""
    words = led(sentence.words).rstrip(".")
    if personal(words) or not balanced(words):
        return None
    return (
        _which(words, sentence)
        or _who(words, sentence)
        or _held(words, sentence)
        or _first(words, sentence)
        or _called(words, sentence)
    )


def _which(words: str, sentence: Sentence) -> Candidate | None:
    found = _WHICH_FIRST.match(words) or _WHICH.search(words)
    known = base_of(found["verb"]) if found is not None else None
    if found is None or known is None or POINTING.search(found["means"]):
        return None
    helper = "did" if known[1] == "did" else "does"
    states = known[0] == "state"
    said = found["means"].removeprefix("that ")
    return _candidate(
        f"What {helper} the {found['name']}{found['short'] or ''} {'state' if states else 'do'}?",
        found["name"],
        said if states else f"It {found['verb']} {found['means']}",
        sentence,
    )


def _who(words: str, sentence: Sentence) -> Candidate | None:
    """ "Alice Reed, who led the strike of 1912, ...": asked for by the deed."""
    found = _WHO.search(words)
    known = base_of(found["verb"]) if found is not None else None
    if found is None or known is None or known[1] != "did" or _AWAY.search(found["what"]):
        return None
    if not re.search(r"\b(?:[A-Z][a-z]+|\d{2,})\b", found["what"]):
        return None
    asked = f"Who {found['verb']} {found['what']}?"
    return _candidate(asked, found["name"], found["name"], sentence, 1)


def _held(words: str, sentence: Sentence) -> Candidate | None:
    """ "... the ethos of self-reliance: that hard work brings its own rewards"."""
    found = _HELD.search(words)
    if found is None or POINTING.search(found["what"]) or split(found["what"]) is None:
        return None
    asked = f"What does the {found['kind']} of {found['name']} say?"
    return _candidate(asked, found["name"], found["what"], sentence)


def _first(words: str, sentence: Sentence) -> Candidate | None:
    found = _FIRST.match(words)
    if found is None or POINTING.search(found["what"]) or _AWAY.search(found["what"]):
        return None
    what = _IN_YEAR.sub("", re.split(r",\s|;\s", found["what"])[0])
    return _candidate(
        f"Who {found['be']} the first {what}?", found["name"], found["name"], sentence, 1
    )


def _called(words: str, sentence: Sentence) -> Candidate | None:
    found = _CALLED.search(words)
    if found is None or _AWAY.search(found["what"]):
        return None
    if re.search(r"\band\b", found["what"]):
        return None
    be = "was" if found["be"] in ("was", "were", "became") else "is"
    return _candidate(
        f"What {be} {found['what']}?", found["name"], f"“{found['name']}”", sentence, 1
    )


def _candidate(
    question: str, label: str, means: str, sentence: Sentence, least: int = 5
) -> Candidate | None:
    answer, rest = shortened(means)
    if len(answer.split()) < least:
        return None
    return Candidate(
        kind=CardKind.FACT,
        question=question,
        label=label,
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=sentence.start,
        end=sentence.end,
        weight=1.9,
        spans=(sentence.span,),
    )
