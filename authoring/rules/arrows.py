r"""Vectors and matrices as some notes write them, with arrows in front of the letter: "→x" in a
formula is \vec{x} and "⇉W" is \boldsymbol{W}; "f: X→Y" and "a → b" stay.
"""

from __future__ import annotations

import re
from dataclasses import replace

from authoring.prose import MATH
from authoring.rules.candidate import Candidate

_ARROWS = {"→": "vec", "⇉": "boldsymbol"}
_VECTOR = re.compile(r"(?P<arrow>[→⇉])(?P<letter>[A-Za-zΑ-Ωα-ω0-9])")
_TOUCHED = re.compile(r"[^\W_]$|[)\]}]$")
_MAPPED = re.compile(r"(?:[^\W_]|[)\]}])\s*$")
"""What stands before the arrow of a mapping: "X →Y"."""
_SPACER = "⁇"
"""What slides of the same kind put in for a thin space."""


def vectors(tex: str) -> str:
    """A formula with its vectors as TeX writes them."""
    if not any(arrow in tex for arrow in _ARROWS):
        return tex

    def told(found: re.Match[str]) -> str:
        before = tex[max(0, found.start() - 4) : found.start()]
        if (_TOUCHED if sure else _MAPPED).search(before):
            return found[0]
        vector = f"\\{_ARROWS[found['arrow']]}{{{found['letter']}}}"
        return f"{{{vector}}}" if tex[: found.start()].endswith(("_", "^")) else vector

    tex = tex.replace(_SPACER, "")
    # "W →x" is a product in a formula that has other vectors, else a mapping.
    sure = any(
        found["arrow"] == "⇉" or not _MAPPED.search(tex[max(0, found.start() - 4) : found.start()])
        for found in _VECTOR.finditer(tex)
    )
    return _VECTOR.sub(told, tex)


def with_vectors(candidate: Candidate) -> Candidate:
    """The candidate with the vectors of its formulas as TeX writes them."""
    whole = f"{candidate.question}{candidate.core_answer}{candidate.explanation}"
    if not any(arrow in whole for arrow in _ARROWS):
        return candidate
    return replace(
        candidate,
        question=_inside(candidate.question),
        label=_inside(candidate.label),
        core_answer=_inside(candidate.core_answer),
        explanation=_inside(candidate.explanation),
        formulas=tuple(map(vectors, candidate.formulas)),
        variants=tuple(map(_inside, candidate.variants)),
    )


def _inside(words: str) -> str:
    return MATH.sub(lambda found: vectors(found[0]), words)
