"""Notes change: a newer version of a source beside the older one, and where its words went.

Spans with the same words are matched in order; a citation moves with its spans, or is looked for
where it should be. What cannot be found was changed, and is told with what stands there now.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from decks.folding import Folded, fold
from decks.sources import Citation, SourceVersion

_RUN = re.compile(r"[\u2e80-\ufaff]|\w+")
"""A word; where no spaces part them, a character."""
MANY = 4_000
"""Spans from which very common ones are no longer compared, so that time stays bounded."""
LONGEST = 2_000
"""Characters of a difference that are shown at most."""


@dataclass(frozen=True)
class Alignment:
    """Two versions of one source; `same` pairs the index of an old span with its twin's."""

    old: SourceVersion
    new: SourceVersion
    same: dict[int, int]

    def move(self, citation: Citation) -> Citation | None:
        """The citation in the newer version, or None where its words are no longer there."""
        first, last = self._spans(citation)
        twin = self.same.get(first)
        if twin is not None and twin + last - first < len(self.new.spans):
            start = self.new.spans[twin].start + citation.start - self.old.spans[first].start
            end = start + len(citation.quote)
            if self.new.text[start:end] == citation.quote:
                return self.new.cite(start, end)
        return self._found(citation)

    def difference(self, citation: Citation) -> tuple[str, str]:
        """The words of the spans that were cited, and those that stand in their place now."""
        first, last = self._spans(citation)
        begin, end = self._room(first, last)
        before = self.old.words(self.old.spans[first].start, self.old.spans[last].end)
        after = (
            ""
            if begin >= end
            else self.new.words(self.new.spans[begin].start, self.new.spans[end - 1].end)
        )
        return before.strip()[:LONGEST], after.strip()[:LONGEST]

    def instead(self, citation: Citation) -> Citation | None:
        """What stands in the place of the cited words now, as a citation; None where nothing."""
        begin, end = self._room(*self._spans(citation))
        if begin >= end:
            return None
        start, stop = self.new.spans[begin].start, self.new.spans[end - 1].end
        words = self.new.words(start, min(stop, start + LONGEST))
        lead = len(words) - len(words.lstrip())
        return self.new.cite(start + lead, start + len(words.rstrip())) if words.strip() else None

    def _spans(self, citation: Citation) -> tuple[int, int]:
        ends = [span.end for span in self.old.spans]
        return bisect_right(ends, citation.start), bisect_right(ends, citation.end - 1)

    def _room(self, first: int, last: int) -> tuple[int, int]:
        """The new spans between the twins of those before and after, the end excluded."""
        before = next((self.same[i] for i in range(first, -1, -1) if i in self.same), -1)
        after = (self.same[i] for i in range(last, len(self.old.spans)) if i in self.same)
        return before + 1, next(after, len(self.new.spans))

    def _found(self, citation: Citation) -> Citation | None:
        begin, _ = self._room(*self._spans(citation))
        near = self.new.spans[min(begin, len(self.new.spans) - 1)].start
        places = _places(self.new.text, citation.quote)
        if places:
            start = min(places, key=lambda place: abs(place - near))
            return self.new.cite(start, start + len(citation.quote))
        found = self._folded.find(citation.quote)
        return None if found is None else self.new.cite(*found)

    @cached_property
    def _folded(self) -> Folded:
        return fold(self.new.text)


def likeness(old: str, new: str) -> float:
    """How much two texts share, from 0 to 1: runs of three words of the one that has fewer of them.

    A newer version of a text keeps most of them, another text on the same subject hardly any
    (containment of shingles: Broder, 1997).
    """
    ours, theirs = _shingles(old), _shingles(new)
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else float(old.split() == new.split())


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _RUN.findall(text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def align(old: SourceVersion, new: SourceVersion) -> Alignment:
    """Matches the spans of two versions of one source, in order."""
    ours, theirs = ([_words(v, i) for i in range(len(v.spans))] for v in (old, new))
    matcher = SequenceMatcher(None, ours, theirs, autojunk=max(len(ours), len(theirs)) > MANY)
    same = {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
    return Alignment(old, new, same)


def _words(version: SourceVersion, index: int) -> str:
    span = version.spans[index]
    return " ".join(version.words(span.start, span.end).split())


def _places(text: str, quote: str, most: int = 200) -> list[int]:
    places: list[int] = []
    place = text.find(quote)
    while place >= 0 and len(places) < most:
        places.append(place)
        place = text.find(quote, place + 1)
    return places
