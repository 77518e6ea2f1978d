"""What something was founded, passed or made to do: "created the Farm Board to help farmers with
price supports" is "What was the Farm Board created to do?".
"""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.candidate import POINTING, Candidate, Setting, made, personal
from authoring.rules.verbs import base_of
from decks.cards import CardKind

_WORD = r"[A-Z][\w’'&.-]*"
_NAME = rf"{_WORD}(?:\s(?:of\s|the\s|and\s|for\s|on\s|in\s)*{_WORD}){{1,7}}(?:\s\([A-Z]{{2,7}}\))?"
_FOUNDED = re.compile(
    r"\b(?P<how>created|established|founded|formed|set up|organized|passed|enacted|launched|"
    r"introduced|built|signed(?: into law)?|designed|developed)\s(?:the\s"
    r"(?:creation of\s(?:an?\s|the\s)?)?|an?\s|a new\s)?"
    rf"(?P<name>{_NAME})(?:\s(?:in|on)\s[A-Z]?[a-z]*\s?(?:\d{{1,2}},\s)?\d{{4}}s?)?,?\s"
    r"(?:in (?:order|an (?:effort|attempt)) )?to\s(?P<what>[^;:]{8,260})$"
)
_MADE = re.compile(
    rf"^(?:The\s)?(?P<name>{_NAME})(?:,[^,;]{{5,120}},)?\swas\s(?P<how>created|established|founded|"
    r"formed|set up|organized|passed|enacted|launched|introduced|built|intended|designed|meant)\s"
    r"(?:in\s\d{4}\s)?(?:in (?:order|an (?:effort|attempt)) )?to\s(?P<what>[^;:]{8,260})$"
)


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The purpose of a law, body or programme that a sentence names."""
    words = sentence.words.rstrip(".")
    found = _MADE.match(words) or _FOUNDED.search(words)
    if found is None or POINTING.search(found["what"]) or personal(found["what"]):
        return None
    what = re.split(r",\s(?:and\s)?(?:an?|the|[a-z]+ed|[a-z]+ing|but|which|who)\b", found["what"])[
        0
    ]
    first = base_of(what.split()[0])
    if first is None or first[1] != "do" or re.search(r"\b(?:his|her|their|them|him)\b", what):
        return None
    name = found["name"]
    how = "created" if "the creation of" in found[0] else found["how"]
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"What was the {name} {how} to do?",
        label=re.sub(r"\s\([A-Z]+\)$", "", name),
        means=what,
        weight=1.95,
        least=3,
    )
