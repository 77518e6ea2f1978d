"""Labels that fit a tile: at most 60 characters, cut where a word ends and not before its noun."""

from __future__ import annotations

import re

LONGEST = 60
_LOOSE_END = re.compile(
    r"(?:[\s,;:–—-]+(?:the|an?|of|in|on|to|for|with|from|by|at|as|and|or|but|that|which|who|is|are|was|"
    r"were|be|its|their|his|her|than|into|onto|over|under|between|through|during|not|can|may|will|"
    r"would|could|does|do|did|has|have|had|this|these|those|when|if|because|also|still|some|many|"
    r"most|all|each|every|any|more|very|[a-z]+ly)|[\s,;:–—-]+\(?|\s\([^()]*)$",
    re.IGNORECASE,
)


def short(label: str) -> str:
    """A label cut to its length; formulas and brackets stay whole or go."""
    words = " ".join(label.split()).rstrip(" .")
    if len(words) <= LONGEST:
        return words
    cut = words[: LONGEST + 1].rpartition(" ")[0] or words[:LONGEST]
    if cut.count("$") % 2:
        cut = cut[: cut.rindex("$")]
    while (loose := _LOOSE_END.search(cut)) is not None and loose.start() > 0:
        cut = cut[: loose.start()]
    return cut.strip(" .,;:")
