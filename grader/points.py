"""The local grade of one answer: evidence on the whole and on each key point, brought together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from decks.cards import KeyPoint
from decks.grading import PointVerdict, UnscoredReason
from grader import apart
from grader.apart import borrowed
from grader.asked import counted
from grader.card import Card
from grader.evidence import Evidence, Found, verdict
from grader.features import FEATURES, flooded
from grader.normalise import AnswerText
from grader.reading import View, content_stems
from grader.score import PRESENT_CUT, category, level, score
from grader.shortcuts import keyword_list, labelled
from grader.stack import Stack
from grader.turns import turned as turning
from grader.turns.both import says_both
from grader.turns.choice import fills_gap_with_many, offers_choice
from grader.turns.turned import turned
from grader.weights import BY_RULE, Weights
from grader.words import words_of

SAYS_BOTH = "says both"
"""The flag of an answer that leaves the choice to the grader."""
LIST_CEILING = 0.3
"""The most credit for key words that state nothing: below the cut of a correct answer."""
HALF_CEILING = 0.4
"""The most credit for a point of which a part is not said: it is partial."""
HALF_LENGTH = 0.6
"""An answer of at most this share of a reference's words may be one half of it, ..."""
SURELY_SAID = 0.9
"""... if one of its points has this probability, ..."""
HALF_WORDS = 0.8
"""... and so many of the answer's content words: "caused by bacteria" is no half of "caused by
viruses", though bacteria come later in the reference.
"""
_LENGTHS = [FEATURES.index(name) for name in ("length_answer", "length_reference")]
PART_SAID = 0.35
"""Below this probability a part of a point counts as not said."""


@dataclass(frozen=True)
class Prepared:
    """A card and an answer to it, folded and ready for evidence."""

    card: Card
    answer: AnswerText
    flags: tuple[str, ...]

    @property
    def question(self) -> str:
        """The folded question."""
        return self.card.question

    @property
    def references(self) -> tuple[str, ...]:
        """The folded references."""
        return self.card.references

    @property
    def points(self) -> tuple[KeyPoint, ...]:
        """The key points of the card, or those drawn from its reference."""
        return self.card.points

    @property
    def card_texts(self) -> tuple[str, ...]:
        """Every folded text of the card that evidence needs a reading of."""
        return (self.question, *self.card.texts)


@dataclass(frozen=True)
class LocalGrade:
    """Verdicts, the confidence in the score they give, and what they rest on.

    `doubt` is the reason to give where the confidence is too low for a score, and `detail` the
    sentence on it. `remarks` are for the student; the points in `settled` were settled by their
    formulas.
    """

    verdicts: tuple[PointVerdict, ...]
    confidence: float
    flags: tuple[str, ...]
    evidence: dict[str, float]
    doubt: UnscoredReason = UnscoredReason.UNSURE
    detail: str = "The grader cannot tell: compare your answer with the reference yourself."
    remarks: tuple[str, ...] = ()
    settled: frozenset[int] = frozenset()


def weigh(weights: Weights, texts: Stack, answer: View, prepared: Prepared) -> LocalGrade:
    """The grade by evidence alone (see `grader.score` for how whole and points combine)."""
    seen = Evidence(weights, texts, answer)
    whole = seen.best(prepared.references, references=len(prepared.references))
    found = [seen.best(wordings) for wordings in prepared.card.wordings]
    told = turned(prepared.card, prepared.answer.text)
    if told.alone:
        whole = replace(whole, chance=whole.plain)
        found = [
            each if against else replace(each, chance=each.plain)
            for each, against in zip(found, told.points, strict=True)
        ]
    credits_ = _credits(weights, prepared, whole, found)
    emptiness = _empty(prepared, whole)
    if emptiness:
        credits_ = tuple(min(LIST_CEILING, each) for each in credits_)
    credits_ = tuple(
        min(HALF_CEILING, credit) if _half(seen, parts, each) else credit
        for credit, parts, each in zip(credits_, prepared.card.parts, found, strict=True)
    )
    # a contrary of the whole that is one of a single point alone costs only that point
    said = any(
        each.chance >= SURELY_SAID and not against
        for each, against in zip(found, told.points, strict=True)
    )
    alone = (told.alone and said) or _half_said(prepared, whole, found)
    contrary = told.whole or (whole.contrary and not alone)
    if contrary:
        credits_ = tuple(weights.file.contrary_factor * each for each in credits_)
    credits_ = _capped(prepared, credits_, told.points)
    against = _against(contrary, found, told.points)
    quotes = seen.quotes([each[0] for each in prepared.card.wordings], prepared.answer)
    verdicts = tuple(
        verdict(
            index,
            point,
            credits_[index],
            against[index] or seen.mistakes(found[index], prepared.card.wrong[index]),
            quotes[index],
        )
        for index, point in enumerate(prepared.points)
    )
    verdicts = counted(prepared.points, verdicts, prepared.card.asked_for)
    return LocalGrade(
        verdicts,
        weights.confidence(score(prepared.points, verdicts)),
        (*prepared.flags, *emptiness),
        _named(whole, found),
    )


def _credits(
    weights: Weights, prepared: Prepared, whole: Found, found: Sequence[Found]
) -> tuple[float, ...]:
    """The credit of each point, levelled by the whole where all points are asked for."""
    chances = tuple(each.chance for each in found)
    if prepared.card.asked_for is not None:
        return chances
    return level(
        [point.weight for point in prepared.points],
        chances,
        whole.chance,
        weights.file.whole_share,
    )


def _empty(prepared: Prepared, whole: Found) -> list[str]:
    """Flags of an answer that states nothing of its own, whatever it mentions."""
    said, reference = prepared.answer.text, prepared.references[0]
    flags = []
    listed = keyword_list(said, prepared.question, reference)
    if (whole.empty or listed) and not labelled(said) and not prepared.card.lists:
        flags.append("keyword list")
    if flooded(whole.row):
        flags.append("flood")
    if (says_both(said) and not says_both(reference)) or _undecided(prepared):
        flags.append(SAYS_BOTH)
    return flags


def _undecided(prepared: Prepared) -> bool:
    """Whether the answer offers a choice that the card does not leave, or fills a gap with many."""
    if fills_gap_with_many(prepared.question, prepared.references, prepared.answer.text):
        return True
    texts = (*prepared.references, *(each for group in prepared.card.wordings for each in group))
    return all(offers_choice(prepared.answer.text, each) for each in texts)


def with_choice(local: LocalGrade) -> LocalGrade:
    """The local grade with no more credit than key words get where the answer says both."""
    if SAYS_BOTH not in local.flags:
        return local
    verdicts = tuple(
        each
        if each.credit <= LIST_CEILING
        else each.model_copy(
            update={"credit": LIST_CEILING, "verdict": category(LIST_CEILING), "quote": each.quote}
        )
        for each in local.verdicts
    )
    return replace(local, verdicts=verdicts)


def _half(seen: Evidence, parts: Sequence[str], found: Found) -> bool:
    """Whether the answer says one part of a point, and another part surely not.

    A point that holds several statements is present only if each of them is; a variant that is said
    as a whole needs no parts.
    """
    if len(parts) < 2:
        return False
    chances = [seen.best((part,)).chance for part in parts]
    return min(chances) < PART_SAID and max(chances) >= PRESENT_CUT and max(chances) > found.chance


def _half_said(prepared: Prepared, whole: Found, found: Sequence[Found]) -> bool:
    """Whether a short answer is one point of several, which the network took for a contrary of the
    whole: halves of a comparison look like its contrary.
    """
    if len(found) < 2 or whole.row[BY_RULE].any():
        return False
    said, wanted = whole.row[_LENGTHS].tolist()
    if math.expm1(said) > HALF_LENGTH * math.expm1(wanted):
        return False
    told = set(content_stems(words_of(prepared.answer.text)))
    return any(
        each.chance >= SURELY_SAID
        and not each.contrary
        and len(told & set(content_stems(words_of(wordings[0])))) >= HALF_WORDS * len(told)
        for each, wordings in zip(found, prepared.card.wordings, strict=True)
    )


def _capped(
    prepared: Prepared, credits_: Sequence[float], contradicted: Sequence[bool]
) -> tuple[float, ...]:
    """The credits without what another point's words or a contrary clause lent a point."""
    lent = borrowed(prepared.card, prepared.answer.text)
    ceilings = [
        turning.CEILING if against else apart.CEILING if other else 1.0
        for against, other in zip(contradicted, lent, strict=True)
    ]
    return tuple(map(min, credits_, ceilings))


def _against(contrary: bool, found: Sequence[Found], told: Sequence[bool]) -> list[bool]:
    """The points that are contradicted: by a clause of their own, and where the answer is contrary
    as a whole those that show it, or all.
    """
    shown = [contrary and each.contrary for each in found]
    whole = shown if any(shown) else [contrary] * len(found)
    return [one or other for one, other in zip(whole, told, strict=True)]


def _named(whole: Found, found: Sequence[Found]) -> dict[str, float]:
    """The numbers that the grade rests on, by name."""
    rows = dict(zip(FEATURES, np.round(whole.row, 6).tolist(), strict=True))
    points = {f"point_{index}": round(each.chance, 6) for index, each in enumerate(found)}
    return {**rows, "whole": round(whole.chance, 6), **points}
