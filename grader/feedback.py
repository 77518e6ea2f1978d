"""What the student reads: short, what was right first, and what to go back to.

A missing key point is named by its topic, a phrase of it, never by its whole text, and of a point
that is half there the topic of the other half: feedback must not give the key away, and a student
learns by looking it up. A point of which no phrase can be cut out whole is counted, not named, and
the student is told what to do. Of an answer that is correct nothing is said that takes it back.
"""

from __future__ import annotations

from collections.abc import Sequence

from decks.cards import KeyPoint
from decks.grading import Overall, PointVerdict, Verdict
from grader.score import PARTIAL_CUT
from grader.topics import topic

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

LEADS = (
    (
        Verdict.PARTIAL,
        "On the way, but say more about",
        "On the way: part of the answer is there, and part is still missing.",
    ),
    (
        Verdict.CONTRADICTED,
        "Check this again, your answer says otherwise about",
        "Check this again: your answer says otherwise.",
    ),
    (
        Verdict.ABSENT,
        "Still missing: something about",
        "Still missing: {many}. Read the passage again, and say it in your own words.",
    ),
)
"""What is said of points with a topic, and of points without one."""
CORRECT_LEADS = (
    (Verdict.PARTIAL, "It could say more about", "It could say a little more."),
    (
        Verdict.CONTRADICTED,
        "Correct on the whole, but compare what you say about",
        "Correct on the whole, but compare your words with the answer: a part sounds different.",
    ),
    (
        Verdict.ABSENT,
        "It could also say something about",
        "It could also say {many} more.",
    ),
)
"""What is said of them in an answer that is correct all the same."""


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
        quoted = dict.fromkeys(_short(each.quote or "") for each in present[:2])
        parts.append(f"Right: {_join(list(quoted))}.")
    heard = " ".join(dict.fromkeys(each.quote or "" for each in verdicts))
    for kind, lead, bare in CORRECT_LEADS if overall is Overall.CORRECT else LEADS:
        found = by_kind[kind]
        # What the answer speaks of is not what it lacks.
        said = {Verdict.ABSENT: heard, Verdict.CONTRADICTED: ""}
        topics = [
            topic(points[each.point].text, said.get(kind, each.quote or "")) for each in found[:2]
        ]
        if named := list(dict.fromkeys(filter(None, topics))):
            parts.append(f"{lead} {_join(named)}.")
        elif found:
            many = f"{len(found)} points" if len(found) > 1 else "one point"
            parts.append(bare.format(many=many))
    return " ".join(parts)


def _short(quote: str) -> str:
    flat = " ".join(quote.split()).rstrip(".,;")
    return f'"{flat if len(flat) <= _QUOTE_LENGTH else flat[: _QUOTE_LENGTH - 1] + "…"}"'


def _join(items: Sequence[str]) -> str:
    return " and ".join(items)
