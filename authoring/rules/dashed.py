"""What a term is, told behind a dash: "“the deserving poor”—those who had lost their money without
fault" is "Who were “the deserving poor”?".
"""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.candidate import POINTING, Candidate, Setting, made, personal, plural
from authoring.rules.relative import last_term
from decks.cards import CardKind

_DASH = re.compile(
    r"(?P<before>[^—;:]{3,120}?)\s?[—–]\s?(?P<says>(?:those|people|anyone|an?|the|any|"
    r"(?!exactly|just|only|precisely|nearly|almost|something|even|perhaps)(?:[a-z-]+\s){1,3}(?:that|which|who|necessary|used|made))\s[^—–;:]{12,170})(?:[—–]|$)"
)
_QUOTED = re.compile(r"“(?P<term>[^“”]{4,40})”,?$")
_PEOPLE = re.compile(r"^(?:those|people|anyone)\s(?:who|whose)\b")
_LOOSE = re.compile(
    r"^(?:the (?:same|first|only|most|very|kind|latter|one)|a (?:proposal|fact|move|place where)|"
    r"those that|an? (?:undertaking|amount|number))\b|\b(?:he|she|his|her|this|these|such)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|did)\b")


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The term that stands before a dash, where what follows says what it is."""
    words = sentence.words.rstrip(".")
    found = _DASH.search(words)
    if found is None:
        return None
    people = _PEOPLE.match(found["says"]) is not None
    says = re.sub(r"^those\b", "people", found["says"].strip())
    if POINTING.search(says) or personal(says):
        return None
    quoted = _QUOTED.search(found["before"])
    term = quoted["term"].rstrip(",") if quoted else last_term(found["before"], sentence, setting)
    if term is None or _LOOSE.search(says) or term.casefold() in says.casefold():
        return None
    past = setting.past and _PAST.search(says) is not None
    many = people or plural(term)
    be = ("were" if past else "are") if many else ("was" if past else "is")
    if many != (re.match(r"(?:an?|the|any)\s", says) is None):
        return None
    return made(
        sentence,
        kind=CardKind.DEFINITION,
        question=f"{'Who' if people else 'What'} {be} {f'“{term}”' if quoted else term}?",
        label=term,
        means=says,
        weight=1.25,
        least=4,
    )
