"""The card's side of a grading task: all that does not depend on the answer, worked out once.

A class answers one card, and a card comes back with every answer; the last `KEPT` are remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from decks.cards import KeyPoint
from decks.keypoints import key_points_of, parts_of
from grader.asked import asked_for
from grader.language import foreign
from grader.normalise import normalise
from grader.reading import content_stems
from grader.shortcuts import Wanted, wanted_of
from grader.task import GradingTask
from grader.words import denials, words_of

KEPT = 512
_FEWEST_ITEMS, _ITEM_WORDS = 3, 3
Texts = tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """Question, references and key points with every text folded.

    `wordings`, `parts` and `wrong` have one entry a point: how it may be said, the statements in
    it, and known wrong ideas. `written` are the points' own wordings unfolded; `known` the words of
    the card, which a typing error may have meant; `wanted` is what the rules look at; `asked_for`
    is how many of the points the question asks for, where not all; `language` is the code of the
    card's own language.
    """

    question: str
    references: Texts
    points: tuple[KeyPoint, ...]
    wordings: tuple[Texts, ...]
    parts: tuple[Texts, ...]
    wrong: tuple[Texts, ...]
    written: tuple[Texts, ...]
    known: Texts
    wanted: Wanted
    asked_for: int | None
    language: str

    @cached_property
    def texts(self) -> Texts:
        """Every folded text but the question that an answer is compared with."""
        parts = (each for each in self.parts if len(each) > 1)
        several = [text for group in (*self.wordings, *parts, *self.wrong) for text in group]
        return tuple(dict.fromkeys((*self.references, *several)))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The content stems of references and key points."""
        return frozenset(content_stems([word for each in self.texts for word in words_of(each)]))

    @cached_property
    def lists(self) -> bool:
        """Whether the card wants a list: three given points or more, of three words each or so."""
        words = [len(words_of(point.text)) for point in self.points if point.required]
        return len(words) >= _FEWEST_ITEMS and sum(words) <= _ITEM_WORDS * len(words)

    @cached_property
    def denies(self) -> bool:
        """Whether a reference or a key point denies something."""
        return any(denials(words_of(each)) for each in self.texts)


def card_of(task: GradingTask) -> Card:
    """The card of a task."""
    return _card(task.question, task.references, task.key_points)


@lru_cache(maxsize=KEPT)
def _card(question: str, references: Texts, key_points: tuple[KeyPoint, ...]) -> Card:
    points = key_points or _drawn(question, references[0])
    asked = normalise(question)
    return Card(
        question=asked,
        references=_folded(references),
        points=points,
        wordings=tuple(
            _folded((point.text, *point.variants)) or _folded(references[:1]) for point in points
        ),
        parts=tuple(_folded(parts_of(point.text)) for point in points),
        wrong=tuple(_folded(point.wrong_ideas) for point in points),
        written=_written(references, points),
        known=_known(question, references, key_points),
        wanted=wanted_of(asked, _accepted(references, points)),
        asked_for=asked_for(asked, len(points)),
        language=foreign(f"{asked} {_folded(references)[0]}") or "en",
    )


def _drawn(question: str, reference: str) -> tuple[KeyPoint, ...]:
    """Points drawn from the reference: nobody said that each of them is required."""
    drawn = key_points_of(reference, question)
    return tuple(point.model_copy(update={"required": False}) for point in drawn)


def _written(references: Texts, points: Sequence[KeyPoint]) -> tuple[Texts, ...]:
    """The wordings of each point as the card has them; of a lone point the references with them."""
    lone = references if len(points) == 1 else ()
    return tuple((point.text, *point.variants, *lone) for point in points)


def _known(question: str, references: Texts, points: Sequence[KeyPoint]) -> Texts:
    wordings = [text for point in points for text in (point.text, *point.variants)]
    texts = (*references, *wordings, question)
    return tuple(dict.fromkeys(word for text in texts for word in words_of(normalise(text))))


def _accepted(references: Texts, points: Sequence[KeyPoint]) -> list[str]:
    """Texts that are right word for word: references, and the wordings of a lone key point."""
    lone = points[0] if len(points) == 1 else None
    wordings = (lone.text, *lone.variants) if lone else ()
    return [folded for each in (*references, *wordings) if (folded := normalise(each))]


def _folded(texts: Sequence[str]) -> Texts:
    folded = dict.fromkeys(normalise(text) for text in texts)
    return tuple(text for text in folded if text)
