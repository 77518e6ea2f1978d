"""The one of its kind, asked for by what makes it so: "The nucleus is the most prominent organelle
in a cell" becomes "What is the most prominent organelle in a cell?".
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
    personal,
    plural,
    sentence_of,
)
from authoring.rules.clause import split
from decks.cards import CardKind

_UNIQUE = re.compile(
    r"^(?P<what>the\s(?:(?:most|least)\s(?!of\b)[a-z-]+|\w+est|only|first|main|primary|chief|"
    r"principal|basic|fundamental|second most [a-z]+)\s(?:[a-z-]+\s){0,3}?[a-z-]+s?\s"
    r"(?:of|in|for|to|that|responsible|on|among|at)\s[^,;:()]{3,90})(?P<rest>.*)$"
)
_LOOSE = re.compile(
    r"\b(?:it|its|they|them|their|this|these|those|such|here|he|she|his|her|one of|reason|way|"
    r"step|example|thing|difference|goal|idea|point|problem|advantage|purpose|function|role|"
    r"question|task)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(r"^the\s.*?\b(?P<noun>[a-z-]+)\s(?:of|in|for|to|that|on|among|at|responsible)\b")
MOST_WORDS = 6


def _agreeing(verb: str, what: str) -> str:
    """The verb as the thing asked for wants it: "Plants are the main source" asks "What is"."""
    found = _HEAD.match(what)
    if found is None or plural(found["noun"]) or found["noun"] in ("group", "people", "pair"):
        return verb
    return {"are": "is", "were": "was"}.get(verb, verb)


_GROUP = re.compile(
    r"^(?P<most>the\s(?:(?:most|least)\s[a-z-]+|\w+est)\s(?:[a-z-]+\s)?(?:group|class|type|kind|family|set))"
    r"\sof\s(?P<of>[a-z -]+)$"
)


def _question(verb: str, what: str) -> str:
    """The question for what is most of its kind: a group of many is asked for by what they are."""
    group = _GROUP.match(what)
    if group is not None and verb in ("are", "were"):
        return f"Which {group['of']} {verb} {group['most']}?"
    return f"What {_agreeing(verb, what)} {what}?"


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The thing that is the first, only or most of its kind."""
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words) or PRONOUN.match(words) or personal(words) or not balanced(words):
        return None
    clause = split(words)
    if clause is None or not clause.copula or clause.adverb:
        return None
    found = _UNIQUE.match(clause.rest)
    if found is None or _LOOSE.search(found["what"]) or len(clause.subject.split()) > MOST_WORDS:
        return None
    if _LOOSE.search(clause.subject):
        return None
    alone = setting.past and re.fullmatch(r"[Tt]he [a-z]+", clause.subject)
    if alone and not setting.key(clause.subject):
        return None
    what = re.sub(r"\sand\s(?:is|are|was|were|has|have|can)\b.*$", "", found["what"])
    term = re.sub(r"\s\([^()]*\)$", "", clause.subject)
    return Candidate(
        kind=CardKind.FACT,
        question=_question(clause.verb, what),
        label=re.sub(r"^(?:an?|the)\s", "", term, flags=re.IGNORECASE),
        core_answer=sentence_of(term),
        start=sentence.start,
        end=sentence.end,
        weight=1.65 if setting.key(term) or setting.topic(term) else 1.35,
        spans=(sentence.span,),
    )
