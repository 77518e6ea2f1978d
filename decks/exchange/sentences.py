"""Where the first sentence of a paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

_STOP = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s)")
_NO_STOP = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|etc|al|fig|figs|eq|eqs|sec|ch|no|dr|mr|mrs|ms|prof|st|approx|resp)"
    r"|(?<![A-Za-z])[A-Z])\.$",
    re.IGNORECASE,
)


def first_sentence_end(text: str, formulas: Sequence[tuple[int, int]] = ()) -> int:
    """The offset past the first sentence's full stop; the whole length where there is none.

    Abbreviations, initials and the inside of `formulas` (ordered ranges) end no sentence.
    """
    at_formula = 0
    for stop in _STOP.finditer(text):
        while at_formula < len(formulas) and formulas[at_formula][1] <= stop.start():
            at_formula += 1
        if at_formula < len(formulas) and formulas[at_formula][0] <= stop.start():
            continue
        # Twelve characters hold the longest abbreviation; a slice keeps the whole linear.
        if not _NO_STOP.search(text[max(0, stop.start() - 12) : stop.end()]):
            return stop.end()
    return len(text)
