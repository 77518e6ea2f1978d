"""Making a Test: so many questions, split evenly over the types asked for, each card once.

A card can bear a type only if it can be asked so without nonsense: true or false, and multiple
choice, need a near miss; a matching block needs two cards that can be told apart. What a type
cannot take goes to the others, and the paper says so in `notes`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from decks.base import Noun
from decks.errors import WrongUsage
from study.distractors import distinct_pairs, mixed
from study.items import Item

QUESTIONS = 20
MOST_QUESTIONS = 200
BLOCK = 10
"""Pairs in a matching block at most."""


class Kind(StrEnum):
    """The types of questions."""

    TRUE_FALSE = "true_false"
    CHOICE = "choice"
    MATCHING = "matching"
    WRITTEN = "written"


class Settings(Noun):
    """What a Test is made by: how many questions, and of which types."""

    questions: int = Field(default=QUESTIONS, ge=1, le=MOST_QUESTIONS)
    kinds: tuple[Kind, ...] = Field(default=tuple(Kind), min_length=1)


class TrueFalse(Noun):
    """A term with an answer beside it: do they belong together?"""

    kind: Literal[Kind.TRUE_FALSE] = Kind.TRUE_FALSE
    item: Item
    statement: str
    truth: bool


class Choice(Noun):
    """A question with options; `right` is the place of the right one."""

    kind: Literal[Kind.CHOICE] = Kind.CHOICE
    item: Item
    options: tuple[str, ...] = Field(min_length=2)
    right: int = Field(ge=0)


class Block(Noun):
    """Terms and their answers in a thrown order; `right[i]` is the place of term i's answer."""

    kind: Literal[Kind.MATCHING] = Kind.MATCHING
    items: tuple[Item, ...] = Field(min_length=2, max_length=BLOCK)
    answers: tuple[str, ...]
    right: tuple[int, ...]


class Written(Noun):
    """A question to answer in own words."""

    kind: Literal[Kind.WRITTEN] = Kind.WRITTEN
    item: Item


Question = Annotated[TrueFalse | Choice | Block | Written, Field(discriminator="kind")]


class Paper(Noun):
    """The questions of one Test; a block counts for as many as it has pairs."""

    settings: Settings
    questions: tuple[Question, ...]
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """How many questions there are, each pair of a block counted."""
        return sum(weight(question) for question in self.questions)


def weight(question: TrueFalse | Choice | Block | Written) -> int:
    """How many questions one counts for."""
    return len(question.items) if isinstance(question, Block) else 1


def shares(questions: int, kinds: Sequence[Kind]) -> dict[Kind, int]:
    """The number of questions split evenly, what is over to the types named first."""
    each, over = divmod(questions, len(kinds))
    return {kind: each + (place < over) for place, kind in enumerate(kinds)}


def paper(
    items: Sequence[Item],
    settings: Settings,
    dice: random.Random,
    near_misses: Callable[[Item, int], tuple[str, ...]],
    alike: Callable[[Item, Item], bool],
) -> Paper:
    """A Test on these cards in a thrown order.

    `near_misses(item, n)` gives at most n wrong answers that look right; `alike` says whether the
    answer of one card would be right for another. Raises `WrongUsage` where there is no card.
    """
    if not items:
        raise WrongUsage("There are no cards to test: add some, or accept drafts.")
    kinds = tuple(dict.fromkeys(settings.kinds))
    drawn = list(items)
    dice.shuffle(drawn)
    drawn = drawn[: settings.questions]
    wanted = shares(len(drawn), kinds)
    blocks, drawn = _blocks(drawn, wanted, kinds, dice, alike)
    singles, notes = _singles(drawn, wanted, kinds, dice, near_misses)
    share = wanted.get(Kind.MATCHING, 0)
    if share > max(1, sum(weight(block) for block in blocks)):
        notes.add("Too few cards can be told apart by label and answer for all of the matching.")
    if len(items) < settings.questions:
        notes.add(f"The deck has {len(items)} cards, so the Test has no more questions.")
    order = (*kinds, Kind.WRITTEN)
    ordered = sorted([*singles, *blocks], key=lambda question: order.index(question.kind))
    return Paper(settings=settings, questions=tuple(ordered), notes=tuple(sorted(notes)))


def _blocks(
    drawn: list[Item],
    wanted: dict[Kind, int],
    kinds: tuple[Kind, ...],
    dice: random.Random,
    alike: Callable[[Item, Item], bool],
) -> tuple[list[Block], list[Item]]:
    """Matching blocks of even size from the cards that can be told apart, and the cards left."""
    share = wanted.get(Kind.MATCHING, 0)
    if share == 1 and len(kinds) > 1:
        return [], drawn
    count = -(-share // BLOCK)
    sizes = [share // count + (place < share % count) for place in range(count)] if count else []
    blocks: list[Block] = []
    for size in sizes:
        pairs = distinct_pairs(drawn, size, alike)
        if len(pairs) < 2:
            break
        places = list(range(len(pairs)))
        dice.shuffle(places)
        answers = [""] * len(pairs)
        for item, place in zip(pairs, places, strict=True):
            answers[place] = item.answer
        blocks.append(Block(items=pairs, answers=tuple(answers), right=tuple(places)))
        taken = {item.card_id for item in pairs}
        drawn = [item for item in drawn if item.card_id not in taken]
    return blocks, drawn


def _singles(
    drawn: list[Item],
    wanted: dict[Kind, int],
    kinds: tuple[Kind, ...],
    dice: random.Random,
    near_misses: Callable[[Item, int], tuple[str, ...]],
) -> tuple[list[TrueFalse | Choice | Written], set[str]]:
    """One question a card, the type with the most still wanted first; else another it can bear."""
    single = [kind for kind in kinds if kind is not Kind.MATCHING] or [Kind.WRITTEN]
    need = {kind: wanted.get(kind, 0) for kind in single}
    made: list[TrueFalse | Choice | Written] = []
    notes: set[str] = set()
    for item in drawn:
        order = sorted(single, key=lambda kind: (-need[kind], single.index(kind)))
        found = next(
            (
                question
                for kind in order
                if (question := _question(kind, item, dice, near_misses)) is not None
            ),
            None,
        )
        if found is None:
            found = Written(item=item)
        if found.kind is not order[0]:
            notes.add("Some cards have no near misses in this deck and are asked another way.")
        need[found.kind] = need.get(found.kind, 0) - 1
        made.append(found)
    if Kind.WRITTEN not in kinds and any(each.kind is Kind.WRITTEN for each in made):
        notes.add("Some cards can only be asked as written questions.")
    return made, notes


def _question(
    kind: Kind,
    item: Item,
    dice: random.Random,
    near_misses: Callable[[Item, int], tuple[str, ...]],
) -> TrueFalse | Choice | Written | None:
    """The card asked in one way, or None where it cannot be."""
    if kind is Kind.WRITTEN:
        return Written(item=item)
    wrong = near_misses(item, 1 if kind is Kind.TRUE_FALSE else 3)
    if not wrong:
        return None
    if kind is Kind.TRUE_FALSE:
        truth = dice.random() < 0.5
        return TrueFalse(item=item, statement=item.answer if truth else wrong[0], truth=truth)
    options, right = mixed(item.answer, wrong, dice)
    return Choice(item=item, options=options, right=right)
