"""Contrastive answers made by rule: what a fair teacher grades in an obvious way.

From a right statement: the same with a negation, with roles swapped, with an opposite, with another
number (all wrong), as it is and with typing errors (right), one of its statements alone (half
right), its key words alone, both itself and
its contrary (hedging), other questions' references (one, or a flood of six), the question itself.
No licence but the source's applies.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from decks.keypoints import key_points_of
from evals.grading.data import Row
from grader.words import PLAIN, opposites_of, stem, telling, words_of

CONTRAST = "contrast"
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|can|could|will|would|should|must|has|have|does|do|did)\b", re.I
)
_BOTH_WAYS = re.compile(
    r"\b(?:between|both|same|different|equals?|connect\w*|separat\w*|similar|differs?|joined)\b",
    re.I,
)
_NOT = re.compile(r"\s+not\b|n't\b", re.I)
_CONTENT = re.compile(r"[A-Za-z]{4,}")
_NUMBER = re.compile(r"\d+")


def contrasts(rows: Sequence[Row], seed: int = 7) -> list[Row]:
    """Made rows of every kind, in a fixed order; `dataset` is "contrast-KIND".

    Bases are each question's first reference, and two answers with full marks.
    """
    dice = random.Random(seed)
    by_question: dict[str, list[Row]] = {}
    for row in rows:
        by_question.setdefault(row.question_id, []).append(row)
    questions = sorted(by_question)
    made: list[Row] = []
    for number, question_id in enumerate(questions):
        group = by_question[question_id]
        others = [by_question[questions[number - step]][0].references[0] for step in range(1, 7)]
        full = [row.answer for row in group if row.score == 1.0 and len(row.answer.split()) >= 5]
        bases = [group[0].references[0], *dice.sample(full, min(2, len(full)))]
        for place, base in enumerate(bases):
            origin = "answer" if place else "reference"
            for kind, text, score in _made(base, group[0].question, others, dice):
                made.append(_row(group[0], kind, text, score, origin))
    return made


def _row(like: Row, kind: str, text: str, score: float, origin: str) -> Row:
    name = f"{CONTRAST}-{kind}"
    return Row(name, like.question_id, like.question, like.references, text, score, origin)


def _made(
    base: str, question: str, others: Sequence[str], dice: random.Random
) -> Iterator[tuple[str, str, float]]:
    kinds = {
        "negated": (negated(base), 0.0),
        "swapped": (swapped(base, dice), 0.0),
        "opposite": (opposite(base), 0.0),
        "number": (renumbered(base), 0.0),
        "typos": (mistyped(base, dice), 1.0),
        "dropped": (dropped(base, dice), 0.5),
        "keywords": (keywords(base, dice), 0.0),
        "neighbour": (others[0], 0.0),
        "flood": (" ".join(others), 0.0),
        "hedged": (hedged(base), 0.0),
        "echo": (question, 0.0),
    }
    for kind, (text, score) in kinds.items():
        if text is not None and text.strip() and text != base:
            yield kind, text, score
    yield "untouched", base, 1.0


def negated(text: str) -> str | None:
    """Every sentence denied, or its denial taken back."""
    out = []
    for sentence in re.split(r"(?<=[.!?;])\s+", text):
        if _NOT.search(sentence):
            out.append(_NOT.sub("", sentence, count=1))
        elif _AUXILIARY.search(sentence):
            out.append(_AUXILIARY.sub(r"\1 not", sentence, count=1))
        else:
            out.append("It is not true that " + sentence[:1].lower() + sentence[1:])
    return " ".join(out)


def hedged(text: str) -> str | None:
    """The statement and its contrary, for the grader to choose from."""
    against = opposite(text) or negated(text)
    return f"Maybe {text.rstrip('. ')}, or maybe {against}" if against else None


def swapped(text: str, dice: random.Random) -> str | None:
    """Two telling words of different stems exchanged wherever they stand.

    None for relations that hold both ways, where a fair teacher would see no difference.
    """
    words = [w for w in dict.fromkeys(_CONTENT.findall(text)) if _telling(w)]
    if len(words) < 2 or len(text.split()) < 5 or _BOTH_WAYS.search(text):
        return None
    one = words[0]
    others = [
        word
        for word in words[1:]
        if stem(word.lower()) != stem(one.lower())
        and not re.search(rf"\b{one}\b[\w ]{{0,20}}\b(?:and|or) [\w ]{{0,20}}\b{word}\b", text)
    ]
    if not others:
        return None
    other = dice.choice(others)
    exchange = {one.lower(): other, other.lower(): one}
    return _CONTENT.sub(lambda found: exchange.get(found.group().lower(), found.group()), text)


def _telling(word: str) -> bool:
    low = word.lower()
    return low not in PLAIN and telling(low) > 0.6


def opposite(text: str) -> str | None:
    """The first word that has an opposite, replaced by it."""
    for word in words_of(text):
        for against in sorted(opposites_of(word)):
            return re.sub(rf"\b{re.escape(word)}\b", against, text, flags=re.I)
    return None


def renumbered(text: str) -> str | None:
    """Every number made another one."""
    if not _NUMBER.search(text):
        return None
    return _NUMBER.sub(lambda found: str(int(found.group()[:9]) * 2 + 3), text)


def mistyped(text: str, dice: random.Random) -> str | None:
    """Two long words with neighbouring letters exchanged."""
    words = [word for word in dict.fromkeys(_CONTENT.findall(text)) if len(word) >= 6]
    if not words:
        return None
    for word in dice.sample(words, min(2, len(words))):
        at = dice.randrange(1, len(word) - 2)
        wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        text = text.replace(word, wrong)
    return text


def dropped(text: str, dice: random.Random) -> str | None:
    """One of the statements alone: half of what is wanted."""
    points = key_points_of(text)
    return dice.choice(points).text if len(points) > 1 else None


def keywords(text: str, dice: random.Random) -> str | None:
    """The telling words alone, shuffled, with commas or without."""
    words = [word for word in dict.fromkeys(words_of(text)) if word not in PLAIN]
    if len(words) < 4:
        return None
    dice.shuffle(words)
    return dice.choice((", ", " ", "; ")).join(words[:8])
