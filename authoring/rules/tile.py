"""Labels that fit a tile: at most 60 characters, cut where a word ends and not before its noun."""

from __future__ import annotations

import re

from authoring.rules.clause import split

LONGEST = 60
_LOOSE_END = re.compile(
    r"(?:[\s,;:–—-]+(?:the|an?|of|in|on|to|for|with|from|by|at|as|and|or|but|that|which|who|is|are|was|"
    r"were|be|its|their|his|her|than|into|onto|over|under|between|through|during|not|can|may|will|"
    r"would|could|does|do|did|has|have|had|this|these|those|when|if|because|also|still|some|many|"
    r"most|all|each|every|any|more|very|[a-z]+ly)|[\s,;:–—-]+\(?|\s\([^()]*)$",
    re.IGNORECASE,
)


_WORD_LINK = re.compile(
    r"\s(?:of|in|on|to|for|with|from|by|at|as|and|or|but|that|which|who|than|into|onto|over|under|"
    r"between|through|during|when|if|because|after|before|without)\s"
)
_ENDS = re.compile(
    r"[,;:]$|(?:^|\s)(?:of|in|on|to|for|with|from|by|at|as|and|or|but|that|which|who|than|into|onto|over|"
    r"under|between|through|during|when|if|because|after|before)$"
)
_ASKS = re.compile(r"^(?:why|how|where|what|when)\s")
FEWEST_CHARS = 16


def _at_phrase(cut: str, following: list[str]) -> str:
    """The words cut where a phrase ends: not "with an electron" before "microscope"."""
    if "$" in cut or not following or _ENDS.search(cut) or _ENDS.match(following[0]):
        return cut
    found = [each.start() for each in _WORD_LINK.finditer(cut) if each.start() >= FEWEST_CHARS]
    cut = cut[: found[-1]] if found else cut
    subject = _ASKS.sub("", cut)
    return cut if split(f"{subject[:1].upper()}{subject[1:]}") is not None else subject


def short(label: str) -> str:
    """A label cut to its length; formulas and brackets stay whole or go."""
    words = " ".join(label.split()).rstrip(" .")
    if len(words) <= LONGEST:
        return words
    cut = words[: LONGEST + 1].rpartition(" ")[0] or words[:LONGEST]
    cut = _at_phrase(cut, words[len(cut) :].split()[:1])
    if cut.count("$") % 2:
        cut = cut[: cut.rindex("$")]
    while (loose := _LOOSE_END.search(cut)) is not None and loose.start() > 0:
        cut = cut[: loose.start()]
    return cut.strip(" .,;:")
