"""The explanation of a card: the sentence after the one it quotes, where that goes on about it."""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.candidate import (
    Candidate,
    balanced,
    led,
    personal,
    sentence_of,
    tidied,
)

_GOES_ON = re.compile(
    r"^(?:It|Its|They|Their|For example|For instance|In other words|That is)\b(?!\s(?:should|can|"
    r"may|is|was|has been)\s(?:be\s)?(?:\w+\s)?(?:noted|known|important|true|clear|possible|worth|"
    r"interesting|said|thought|estimated|believed)\b)"
)
"""How a sentence begins that goes on about the same; "as a result" would hang on half of it."""
_AWAY = re.compile(
    r"\b(?:above|below|following|figure|table|section|chapter|lecture|slide|equation|next|later|"
    r"left|right)\b",
    re.IGNORECASE,
)
MOST_WORDS = 35


def elaboration(candidate: Candidate, own: Sentence, after: Sentence | None) -> str:
    """The whole sentence where the answer is cut from it; else the sentence after it, or ""
    where that goes elsewhere.
    """
    if candidate.explanation:
        return sentence_of(tidied(led(own.words)))
    if after is None or after.span not in candidate.spans:
        return ""
    words = tidied(after.words)
    if not words.endswith(".") or len(words.split()) > MOST_WORDS or not balanced(words):
        return ""
    if _AWAY.search(words) or personal(words) or not _GOES_ON.match(words):
        return ""
    return words
