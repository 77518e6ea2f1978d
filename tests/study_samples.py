"""Builders for tests of the modes: items, and checks that need no model."""

from __future__ import annotations

import random
from collections.abc import Callable

from study.items import Item, plain

WORDS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi".split()
)


def item(number: int, *, label: str = "", answer: str = "") -> Item:
    word = WORDS[number % len(WORDS)] + str(number // len(WORDS) or "")
    return Item(
        card_id=f"crd_{number}",
        version_id=f"cdv_{number}",
        question=f"What is meant by {word} here?",
        label=label or word.title(),
        answer=answer or f"the {word} of the matter",
    )


def items(count: int) -> list[Item]:
    return [item(number) for number in range(count)]


def never(one: Item, other: Item) -> bool:
    return False


def others(pool: list[Item]) -> Callable[[Item, int], tuple[str, ...]]:
    """Near misses that are the answers of the other items, in order."""

    def near_misses(asked: Item, wanted: int) -> tuple[str, ...]:
        wrong = [each.answer for each in pool if plain(each.answer) != plain(asked.answer)]
        return tuple(wrong[:wanted])

    return near_misses


def dice(seed: object = 1) -> random.Random:
    return random.Random(str(seed))
