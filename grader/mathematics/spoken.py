"""A formula said in words, in signs: "half m v squared" is "(1/2) m v^2".

Words group by no rule ("a over b plus c"), so the signs stand in the order of the words and are
read like any formula. Such a reading can show that an answer is right, never that it is wrong.
"""

from __future__ import annotations

import re

MAX_WORDS = 30
_DIGITS = "zero one two three four five six seven eight nine ten".split()
_SPOKEN = tuple(
    (re.compile(rf"(?<![\w\\])(?:{pattern})(?!\w)", re.I), signs)
    for pattern, signs in (
        (r"(?:it|that|this|the formula|the answer) is|it's", " "),
        (r"(?:(?:one|an?)[\s-])?half(?:\s+(?:of|the))*", " (1/2) "),
        (r"(?:one|an?)[\s-]third(?:\s+of)?", " (1/3) "),
        (r"two[\s-]thirds(?:\s+of)?", " (2/3) "),
        (r"(?:one|an?)[\s-](?:quarter|fourth)(?:\s+of)?", " (1/4) "),
        (r"three[\s-](?:quarters|fourths)(?:\s+of)?", " (3/4) "),
        (r"(?:the\s+)?square\s+root\s+of", " sqrt "),
        (r"squared", "^2 "),
        (r"cubed", "^3 "),
        (r"(?:raised\s+)?to\s+the(?:\s+power)?(?:\s+of)?", " ^"),
        (r"twice|double", " 2 "),
        (r"times|multiplied\s+by", " * "),
        (r"divided\s+by|over", " / "),
        (r"plus", " + "),
        (r"minus", " - "),
        (r"equals|is\s+equal\s+to|is", " = "),
        *((name, f" {number} ") for number, name in enumerate(_DIGITS)),
    )
)  # fmt: skip
_OF_ORDER = re.compile(r"\b(?:big[\s-])?o\s+of\s+(?P<inside>[^()]+)$", re.I)
_BEFORE_POWER = re.compile(r"\s+(?=\^)")


def in_signs(text: str) -> str | None:
    """The text with the words of formulas as signs; None where it has none, or is long."""
    if len(text.split()) > MAX_WORDS:
        return None
    bare = text.strip(" .$\n")
    said = bare
    for pattern, signs in _SPOKEN:
        said = pattern.sub(signs, said)
    said = _BEFORE_POWER.sub("", _OF_ORDER.sub(r"O(\g<inside>)", said))
    return " ".join(said.split()) if said != bare else None
