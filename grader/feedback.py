"""What the student reads: short, what was right first, and what to go back to.

A missing key point is named by its topic, a few telling words, never by its whole text, and of a
point that is half there the topic of the other half: feedback must not give the key away, and a
student learns by looking it up.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from decks.cards import KeyPoint
from decks.grading import Overall, PointVerdict, Verdict
from grader.mathematics.finding import without_formulas
from grader.score import PARTIAL_CUT
from grader.words import NEGATIONS, PLAIN, WORD, stem, words_of

_TOPIC_WORDS = 3
_QUOTE_LENGTH = 80

SETTLED = {
    "blank": "There is no answer here yet. Read the passage again, then try in your own words.",
    "does not know": "That is honest. Read the passage and try it in your own words next time.",
    "no response": "There is no answer here yet. Try one sentence in your own words.",
    "no words": "There are no words here that can be judged. Try one sentence in your own words.",
    "no content": "This says nothing about the subject yet. Say what the answer is, and why.",
    "gibberish": "This could not be read as an answer. Try one sentence in your own words.",
    "question repeated": "This repeats the question. Say what the answer to it is.",
    "addresses the grader": "This speaks to the grader. Answer the question itself.",
    "verbatim": "Correct: this is an accepted answer.",
}


def feedback(points: Sequence[KeyPoint], verdicts: Sequence[PointVerdict], overall: Overall) -> str:
    """Two or three sentences on these verdicts."""
    by_kind: dict[Verdict, list[PointVerdict]] = {kind: [] for kind in Verdict}
    for verdict in verdicts:
        if verdict.verdict is not Verdict.ABSENT or verdict.credit < PARTIAL_CUT:
            by_kind[verdict.verdict].append(verdict)
    parts: list[str] = []
    present = by_kind[Verdict.PRESENT]
    if overall is Overall.CORRECT and len(present) == sum(map(len, by_kind.values())):
        return "Correct." if len(present) == 1 else f"Correct: all {len(present)} points are there."
    if present:
        parts.append(f"Right: {_join([_short(each.quote or '') for each in present[:2]])}.")
    for kind, lead in (
        (Verdict.PARTIAL, "On the way, but say more about"),
        (Verdict.CONTRADICTED, "Check this again, your answer says otherwise about"),
        (Verdict.ABSENT, "Still missing: something about"),
    ):
        half = kind is Verdict.PARTIAL
        topics = [
            topic(points[each.point].text, each.quote or "" if half else "")
            for each in by_kind[kind][:2]
        ]
        if topics:
            parts.append(f"{lead} {_join(list(dict.fromkeys(topics)))}.")
    return " ".join(parts)


@lru_cache(maxsize=4096)
def topic(statement: str, said: str = "") -> str:
    """What a statement is about, not what it says: its first run of telling words not yet said.

    Without `said` that is mostly its subject, with it the half that is missing; never more than a
    third of its telling words, so that the key is not given away.
    """
    words = WORD.findall(without_formulas(statement))
    telling_ones = [word for word in words if _counts(word)]
    if len(telling_ones) < 2:
        return "what was asked"
    heard = {stem(word) for word in words_of(said)}
    unsaid = [word for word in telling_ones if stem(word.lower()) not in heard]
    allowed = max(1, min(_TOPIC_WORDS, len(telling_ones) // 3))
    run = [(unsaid or telling_ones)[0]]
    for word in words[words.index(run[0]) + 1 :]:
        if not _counts(word) or len(run) >= allowed:
            break
        run.append(word)
    return f'"{" ".join(run)}"'


def _counts(word: str) -> bool:
    low = word.lower()
    return low not in PLAIN and low not in NEGATIONS and len(word) > 2


def _short(quote: str) -> str:
    flat = " ".join(quote.split()).rstrip(".,;")
    return f'"{flat if len(flat) <= _QUOTE_LENGTH else flat[: _QUOTE_LENGTH - 1] + "…"}"'


def _join(items: Sequence[str]) -> str:
    return " and ".join(items)
