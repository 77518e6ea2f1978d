"""Is it the card or the student? What many students' answers to one card say of the card.

A card that most fail may be hard. It is to be doubted where what is seen would be strange of a
sound card. Each student counts once, whatever he answers, so nobody can send a card back alone; a
share is believed at its lower Wilson bound, so small numbers say little. Four signs:

- claimed: of those whose answer was held not right, many said that they were;
- overruled: of those whose answers a person judged, many were judged otherwise than by the grader;
- missed by the able: of those who know the rest of the deck, many miss this card;
- scattered: of the wrong answers, many are like no other's: it is not clear what is asked.

Source of the bound: Wilson (1927), as in Agresti and Coull (1998), for 90 % on one side.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from study.items import plain

FEWEST = 5
"""Students that a sign rests on at least."""
Z = 1.2816
ABLE = 0.7
"""The share of the other cards that somebody who knows the rest has right, of `REST` at least."""
REST = 5
ALIKE = 0.3
"""Words in common, by all words of two answers, from which they say much the same."""


class Sign(StrEnum):
    """What makes a card doubtful."""

    CLAIMED = "claimed"
    OVERRULED = "overruled"
    MISSED = "missed by the able"
    SCATTERED = "scattered"


LEAST = {Sign.CLAIMED: 0.3, Sign.OVERRULED: 0.2, Sign.MISSED: 0.4, Sign.SCATTERED: 0.5}
"""The share, at its lower bound, from which a sign makes a card doubtful."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One student's answer to one card, as it stands now.

    `right` is what counts of it now, None where that is not known; `claimed` that the student held
    against a grade; `judged` whether a person agreed with the grader, None where nobody looked.
    `words` are given where something was said, blanks and "I don't know" are not.
    """

    learner_id: str
    card_id: str
    right: bool | None
    claimed: bool = False
    judged: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign: `count` of `of` students, and the lower bound of that share."""

    sign: Sign
    count: int
    of: int
    bound: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful card, with what speaks against it, the strongest first."""

    card_id: str
    evidence: tuple[Evidence, ...]


def wilson(count: int, of: int) -> float:
    """The lower bound, 90 % on one side, of a share seen as `count` of `of`; 0 of none."""
    if not count:
        return 0.0  # exactly: the formula leaves a crumb
    share, square = count / of, Z * Z
    spread = Z * math.sqrt((share * (1 - share) + square / (4 * of)) / of)
    return max(0.0, (share + square / (2 * of) - spread) / (1 + square / of))


def doubtful(heard: Iterable[Heard]) -> list[Doubt]:
    """The cards to be doubted, those with the most and the strongest signs first."""
    cards: dict[str, dict[str, list[Heard]]] = defaultdict(lambda: defaultdict(list))
    for each in heard:
        cards[each.card_id][each.learner_id].append(each)
    known = _known(cards)
    found = []
    for card, learners in cards.items():
        signs = (
            _claimed(learners),
            _overruled(learners),
            _missed(card, learners, known),
            _scattered(learners),
        )
        spoken = [each for each in signs if each.of >= FEWEST and each.bound >= LEAST[each.sign]]
        if spoken:
            ordered = sorted(spoken, key=lambda each: (-each.bound, each.sign))
            found.append(Doubt(card, tuple(ordered)))
    return sorted(found, key=lambda d: (-len(d.evidence), -d.evidence[0].bound, d.card_id))


Answers = Mapping[str, Sequence[Heard]]
"""The answers to one card, by student."""


def _evidence(sign: Sign, seen: Iterable[bool]) -> Evidence:
    each = list(seen)
    return Evidence(sign, sum(each), len(each), wilson(sum(each), len(each)))


def _right(answers: Sequence[Heard]) -> float | None:
    """The share of a student's answers that is right; None where none is settled."""
    settled = [each.right for each in answers if each.right is not None]
    return sum(settled) / len(settled) if settled else None


def _known(cards: Mapping[str, Answers]) -> dict[str, dict[str, bool]]:
    """By student and card: whether the student has it right at least half of the time."""
    known: dict[str, dict[str, bool]] = defaultdict(dict)
    for card, learners in cards.items():
        for learner, answers in learners.items():
            share = _right(answers)
            if share is not None:
                known[learner][card] = share >= 0.5
    return known


def _claimed(learners: Answers) -> Evidence:
    against = {
        learner: [each for each in answers if each.claimed or each.right is False]
        for learner, answers in learners.items()
    }
    return _evidence(
        Sign.CLAIMED, (any(each.claimed for each in some) for some in against.values() if some)
    )


def _overruled(learners: Answers) -> Evidence:
    judged = (
        [each.judged for each in answers if each.judged is not None]
        for answers in learners.values()
    )
    return _evidence(Sign.OVERRULED, (not all(some) for some in judged if some))


def _missed(card: str, learners: Answers, known: Mapping[str, Mapping[str, bool]]) -> Evidence:
    missed = []
    for learner in learners:
        rest = [right for other, right in known.get(learner, {}).items() if other != card]
        able = len(rest) >= REST and sum(rest) / len(rest) >= ABLE
        if able and card in known[learner]:
            missed.append(not known[learner][card])
    return _evidence(Sign.MISSED, missed)


def _scattered(learners: Answers) -> Evidence:
    """Of the students whose last wrong answer had words: whose is like nobody else's."""
    said = []
    for answers in learners.values():
        wrong = [each.words for each in answers if each.right is False and each.words.strip()]
        if wrong:
            said.append(frozenset(plain(wrong[-1]).split()))
    alone = (
        not any(_alike(one, other) for at, other in enumerate(said) if at != place)
        for place, one in enumerate(said)
    )
    return _evidence(Sign.SCATTERED, alone)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
