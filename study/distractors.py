"""Wrong options that are near misses, and never a second right answer.

Candidates come nearest in meaning first, from the index. One is taken only if a check holds that it
is not right; of those, the likest in shape and length come first, since an option that looks unlike
the others is ruled out without knowing anything. A deck too small gives fewer, and says so by that.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import islice

from study.items import Item, plain, shape_of

WANTED = 3
LOOKED_AT = 16
"""Candidates weighed by look; nearness in meaning counts among them, and beyond them not at all."""

Right = Callable[[Item, str], bool]
"""Whether a text would be a right answer to an item; where it cannot tell, it says yes."""


def near_misses(
    item: Item, candidates: Sequence[str], is_right: Right, wanted: int = WANTED
) -> tuple[str, ...]:
    """At most `wanted` answers of other cards that are wrong here, the likest first.

    `candidates` are answers, nearest in meaning first. No two say the same. The check is asked only
    until there are enough.
    """
    seen = {plain(item.answer), ""}
    distinct: list[str] = []
    for text in candidates:
        if plain(text) not in seen:
            seen.add(plain(text))
            distinct.append(text)
    looked_at = distinct[:LOOKED_AT]
    order = sorted(range(len(looked_at)), key=lambda at: unlike(item.answer, looked_at[at], at))
    ranked = [*(looked_at[at] for at in order), *distinct[LOOKED_AT:]]
    wrong = (text for text in ranked if not is_right(item, text))
    return tuple(islice(wrong, wanted))


def unlike(answer: str, other: str, rank: int) -> float:
    """How unfit an option is: another shape weighs most, then length, then distance in meaning."""
    one, two = max(1, len(answer)), max(1, len(other))
    length = 1 - min(one, two) / max(one, two)
    plural = answer.rstrip(". ").endswith("s") != other.rstrip(". ").endswith("s")
    return 2.0 * (shape_of(answer) is not shape_of(other)) + length + 0.1 * plural + rank / 16


def mixed(answer: str, wrong: Sequence[str], dice: random.Random) -> tuple[tuple[str, ...], int]:
    """The options in a thrown order, and which of them is right."""
    options = [answer, *wrong]
    dice.shuffle(options)
    return tuple(options), options.index(answer)


def distinct_pairs(
    items: Sequence[Item], wanted: int, alike: Callable[[Item, Item], bool]
) -> tuple[Item, ...]:
    """Items, in their order, whose sides can be told apart: no two terms or answers say the same.

    `alike` says whether the answer of one would be right for the other.
    """
    taken: list[Item] = []
    texts: set[str] = set()
    for item in items:
        if len(taken) == wanted:
            break
        sides = {plain(item.term), plain(item.answer)}
        if len(sides) < 2 or "" in sides or sides & texts:
            continue
        if any(alike(item, other) or alike(other, item) for other in taken):
            continue
        taken.append(item)
        texts |= sides
    return tuple(taken)
