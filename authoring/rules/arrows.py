r"""Vectors as some notes write them, with an arrow in front of the letter: "→x" in a formula is
\vec{x}; "f: X→Y" and "a → b" stay.
"""

from __future__ import annotations

import re
from dataclasses import replace

from authoring.prose import MATH
from authoring.rules.candidate import Candidate

ARROW = "→"
_VECTOR = re.compile(r"→(?P<letter>[A-Za-zΑ-Ωα-ω0-9])")
_MAPPED = re.compile(r"(?:[^\W_]|[)\]}])\s*$")
"""What stands before the arrow of a mapping: "X →Y"."""
_SPACER = "⁇"
"""What slides of the same kind put in for a thin space."""


def vectors(tex: str) -> str:
    """A formula with its vectors as TeX writes them."""
    if ARROW not in tex:
        return tex

    def told(found: re.Match[str]) -> str:
        if _MAPPED.search(tex[max(0, found.start() - 4) : found.start()]):
            return found[0]
        vector = f"\\vec{{{found['letter']}}}"
        return f"{{{vector}}}" if tex[: found.start()].endswith(("_", "^")) else vector

    tex = tex.replace(_SPACER, "")
    return _VECTOR.sub(told, tex)


def with_vectors(candidate: Candidate) -> Candidate:
    """The candidate with the vectors of its formulas as TeX writes them."""
    if ARROW not in f"{candidate.question}{candidate.core_answer}{candidate.explanation}":
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
