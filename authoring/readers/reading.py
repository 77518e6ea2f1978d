"""What a reader gives, and the small tool that tiles a text with blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from decks.errors import EmptyFile
from decks.sources import Locator, LocatorKind, Span, SpanKind


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file, its spans (they start at 0, touch, and end at the last character), and
    sentences about what could not be read.

    `extractor` names the reader and its version: another version may read another text.
    """

    format: str
    extractor: str
    text: str
    spans: tuple[Span, ...]
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Block:
    """A block found by a reader: where it starts, what it is, where a person would find it."""

    start: int
    kind: SpanKind
    first: tuple[int, ...]
    last: tuple[int, ...]
    headings: tuple[str, ...] = ()
    set_aside: str | None = None


@dataclass(slots=True)
class Outline:
    """The titles of the sections that the reader stands in."""

    _titles: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, level: int, title: str) -> tuple[str, ...]:
        """Goes into a section of this level (1 is outermost); gives the path with its title."""
        self._titles = [entry for entry in self._titles if entry[0] < level]
        self._titles.append((level, title))
        return self.path

    @property
    def path(self) -> tuple[str, ...]:
        """The titles, outermost first."""
        return tuple(title for _, title in self._titles)


def tiled(text: str, blocks: Sequence[Block], kind: LocatorKind) -> tuple[Span, ...]:
    """Spans from blocks in order of their starts; each reaches to the start of the next.

    What stands before the first block belongs to it. Raises `EmptyFile` where there is no block.
    """
    if not blocks or not text.strip():
        raise EmptyFile("The file holds no text: there is nothing to make cards from.")
    starts = [0, *(block.start for block in blocks[1:]), len(text)]
    return tuple(
        Span(
            start=start,
            end=end,
            kind=block.kind,
            locator=Locator(kind=kind, first=block.first, last=block.last),
            headings=block.headings,
            set_aside=block.set_aside,
        )
        for block, start, end in zip(blocks, starts, starts[1:], strict=False)
    )
