"""What a ruling adds to a card's key, and the key without it again."""

from __future__ import annotations

import re
import unicodedata

from decks.cards import MAX_KEY_POINTS, CardContent, KeyPoint
from decks.errors import BadRecord, WrongTransition
from decks.folding import fold
from decks.rulings import Ruling, RulingKind

LONGEST = 1000
"""Characters of a variant or key point."""
LONGEST_REASON = 2000
_UNSOUND = re.compile("[\0\ud800-\udfff]")


def wording(text: str) -> str:
    """The words of a variant or key point on one line; `BadRecord` where they cannot be a key's."""
    words = " ".join(_sound(text).split())
    if len(words) > LONGEST:
        raise BadRecord(f"A wording has at most {LONGEST} characters: give the essence in words.")
    if words and not any(unicodedata.category(char)[0] in "LNSP" for char in words):
        raise BadRecord("A wording has letters, numbers or signs: these words cannot be seen.")
    return words


def reason(text: str) -> str:
    """A reason that students read; `BadRecord` where it cannot be one."""
    if len(text) > LONGEST_REASON:
        raise BadRecord(f"A reason has at most {LONGEST_REASON} characters.")
    return _sound(text).strip()


def _sound(text: str) -> str:
    if _UNSOUND.search(text):
        raise BadRecord("Text with NUL characters or half characters cannot be stored.")
    return text


def taught(content: CardContent, ruling: Ruling) -> CardContent:
    """The card's words as the ruling leaves them."""
    points = list(content.key_points)
    if ruling.kind is RulingKind.POINT:
        if len(points) >= MAX_KEY_POINTS:
            raise WrongTransition(
                f"A card has at most {MAX_KEY_POINTS} key points: edit it, or split it."
            )
        points.append(KeyPoint(text=ruling.words, required=False))
        return content.model_copy(update={"key_points": tuple(points)})
    if ruling.kind is not RulingKind.VARIANT:
        return content
    if ruling.point is None:
        references = _with(content.references, ruling.words)
        return content.model_copy(update={"references": references})
    point = points[ruling.point]
    wrong = tuple(each for each in point.wrong_ideas if not _same(each, ruling.words))
    points[ruling.point] = point.model_copy(
        update={"variants": _with(point.variants, ruling.words), "wrong_ideas": wrong}
    )
    return content.model_copy(update={"key_points": tuple(points)})


def _with(texts: tuple[str, ...], text: str) -> tuple[str, ...]:
    return texts if any(_same(each, text) for each in texts) else (*texts, text)


def _same(one: str, other: str) -> bool:
    return fold(one).text == fold(other).text


def untaught(content: CardContent, ruling: Ruling, before: CardContent) -> CardContent:
    """A key without what a ruling taught it; `before` is the key that was ruled on.

    What the key said before stays, and so does all that was changed since.
    """
    if ruling.kind is RulingKind.POINT:
        known = [point.text for point in before.key_points]
        left = tuple(
            point
            for point in content.key_points
            if not _same(point.text, ruling.words) or point.text in known
        )
        return content.model_copy(update={"key_points": left or content.key_points})
    if ruling.kind is not RulingKind.VARIANT:
        return content
    if ruling.point is None:
        references = _less(content.references, before.references, ruling.words)
        return content.model_copy(update={"references": references})
    ruled_on = before.key_points[ruling.point]
    points = tuple(
        point.model_copy(
            update={
                "variants": _less(point.variants, ruled_on.variants, ruling.words),
                "wrong_ideas": _more(point.wrong_ideas, ruled_on.wrong_ideas, ruling.words),
            }
        )
        if point.text == ruled_on.text
        else point
        for point in content.key_points
    )
    return content.model_copy(update={"key_points": points})


def _less(texts: tuple[str, ...], before: tuple[str, ...], text: str) -> tuple[str, ...]:
    return tuple(each for each in texts if each in before or not _same(each, text))


def _more(texts: tuple[str, ...], before: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The wrong ideas with that one again which the ruling took for right."""
    gone = [each for each in before if _same(each, text) and each not in texts]
    return (*texts, *gone)
