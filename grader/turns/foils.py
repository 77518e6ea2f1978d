"""What an answer sets itself off from: "It is not the distance; it is the tilt of the axis".

To deny what the card never says is no denial of the card. Such a foil is left out before evidence
is weighed, if a statement remains beside it and most of its words are foreign to the card. Where
the card itself denies something nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from grader.normalise import AnswerText, Clause
from grader.words import NEGATIONS, PLAIN, stem, words_of

_SUBJECT = r"(?:it|this|that|they|these|those|the (?:reason|cause|answer))"
_OTHERWISE = r"(?! (?:only|just|true|correct|right|the case|a fact|sure)\b)"
_PLACED = r"not (?=(?:the|an?|by|from|because|due|in|on|for|to|its|their)\b)"
_FOIL = re.compile(
    rf"(?:no, )?(?:(?:and|but) )?(?:{_SUBJECT}(?:'s| is| are|'re| was| were) not"
    rf"|its not|{_SUBJECT} (?:isn't|aren't|wasn't|weren't)|{_PLACED})\b{_OTHERWISE}",
    re.I,
)
_TAIL = re.compile(
    rf"(?:,| and|,? but) (?:(?:it's|it is|they are|they're) not\b{_OTHERWISE}|{_PLACED})[^,]*$",
    re.I,
)
_MOST_OF_CARD = 0.5
_MOST_FOIL_WORDS = 15


def without_foils(answer: AnswerText, card: Collection[str], denies: bool) -> AnswerText:
    """The answer without its foils in the folded copy.

    `card` holds the content stems of references and key points, `denies` says that one denies.
    """
    if denies or "n" not in answer.text or NEGATIONS.isdisjoint(words_of(answer.text)):
        return answer
    pieces = [answer.text[each.first : each.last] for each in answer.clauses]
    kept = ["" if _foil(each, card) else _without_tail(each, card) for each in pieces]
    if kept == pieces or not any(_content(each) & set(card) for each in kept):
        return answer
    parts: list[str] = []
    clauses: list[Clause] = []
    length = 0
    for clause, text in zip(answer.clauses, kept, strict=True):
        if text:
            first = length + 1 if parts else 0
            length = first + len(text)
            parts.append(text)
            clauses.append(Clause(clause.start, clause.end, first, length))
    return AnswerText(answer.raw, " ".join(parts), tuple(clauses))


def _foil(clause: str, card: Collection[str]) -> bool:
    return bool(_FOIL.match(clause)) and _foreign(clause, card)


def _without_tail(clause: str, card: Collection[str]) -> str:
    found = _TAIL.search(clause)
    if not found or not _foreign(found.group(), card):
        return clause
    return clause[: found.start()]


def _foreign(text: str, card: Collection[str]) -> bool:
    content = _content(text)
    if not 0 < len(content) <= _MOST_FOIL_WORDS:
        return False
    return sum(each in card for each in content) <= _MOST_OF_CARD * len(content)


def _content(text: str) -> set[str]:
    words = words_of(text)
    return {stem(word) for word in words if word not in PLAIN and word not in NEGATIONS}
