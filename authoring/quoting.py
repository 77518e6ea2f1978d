"""Where the words that a model says it read stand in the passage that it was shown.

Found are the words as they are, but for case, white space, quotes and dashes; then, where the model
left something out with dots, its longest piece; then a run of words that differs in few of them.
What is cited is always what stands there, so that a repaired quote is as exact as any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from decks.folding import fold
from decks.sources import Passage, SourceVersion

_GAP = re.compile(r"\s*(?:\[\s*)?(?:\.\.\.|…)(?:\s*\])?\s*")
_WORD = re.compile(r"\w+")
FEWEST = 4
"""Words that a piece needs to be looked for."""
CLOSE = 0.85
"""Share of words in order from which a run of words is the one that was meant."""


def place_of(quote: str, version: SourceVersion, passage: Passage) -> tuple[int, int] | None:
    """The range of the quoted words, or None; hidden text and what is set aside back no card."""
    runs = list(_runs(version, passage))
    pieces = sorted(_GAP.split(quote), key=len, reverse=True)
    wanted = [quote, *(each for each in pieces if len(_WORD.findall(each)) >= FEWEST)]
    for words in dict.fromkeys(wanted):
        for start, end in runs:
            found = fold(version.words(start, end)).find(words)
            if found is not None:
                return start + found[0], start + found[1]
    return _nearly(quote, version, runs)


def _runs(version: SourceVersion, passage: Passage) -> Iterator[tuple[int, int]]:
    """The ranges of the passage that were shown, without what lies between them."""
    start = passage.start
    for span in version.spans[passage.first_span : passage.last_span + 1]:
        if span.set_aside is not None:
            if start < span.start:
                yield start, span.start
            start = span.end
    if start < passage.end:
        yield start, passage.end


def _nearly(
    quote: str, version: SourceVersion, runs: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """The run of as many words that has most of the quote's, in order, if it has enough."""
    asked = [each.casefold() for each in _WORD.findall(quote)]
    if len(asked) < FEWEST:
        return None
    best, found = CLOSE, None
    for start, end in runs:
        there = list(_WORD.finditer(version.words(start, end)))
        words = [each[0].casefold() for each in there]
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(asked)
        for first in range(max(1, len(words) - len(asked) + 1)):
            window = words[first : first + len(asked)]
            if not window:
                break
            matcher.set_seq1(window)
            if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best = ratio
                last = there[first + len(window) - 1]
                found = start + there[first].start(), start + last.end()
    return found
