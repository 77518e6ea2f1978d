"""Where words come from: documents, their versions, the blocks in them, and quotes of them.

All offsets count Unicode code points of `SourceVersion.text`, from 0, end excluded. The text is
the extractor's output with LF newlines and no NUL, not otherwise normalised.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise

from pydantic import Field, model_validator

from decks.base import Instant, Noun
from decks.briefs import Wish


class LocatorKind(StrEnum):
    """What the numbers of a locator count."""

    LINE = "line"
    PAGE = "page"
    SLIDE = "slide"
    CELL = "cell"
    CUE = "cue"
    PARAGRAPH = "paragraph"


class Locator(Noun):
    """A place in the original file as a person would name it: an ordered range.

    `first` and `last` are tuples of whole numbers compared in order: (page,), (slide, shape),
    (line,), (cell,), (paragraph,), or (milliseconds,) for cues; both ends are included. The
    speaker's notes of a slide count as the shape after its last.
    """

    kind: LocatorKind
    first: tuple[int, ...] = Field(min_length=1)
    last: tuple[int, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ordered(self) -> Locator:
        if self.first > self.last:
            raise ValueError("a locator's first place lies after its last")
        return self

    @property
    def label(self) -> str:
        """For reading: "page 4", "lines 10-12", "slide 3", "12:04-12:31"."""
        first, last = (self._place(place) for place in (self.first, self.last))
        one = first == last
        places = first if one else f"{first}-{last}"
        if self.kind is LocatorKind.CUE:
            return places
        return f"{self.kind.value}{'' if one else 's'} {places}"

    def _place(self, place: tuple[int, ...]) -> str:
        if self.kind is not LocatorKind.CUE:
            return str(place[0])
        minutes, seconds = divmod(place[0] // 1000, 60)
        hours, rest = divmod(minutes, 60)
        return f"{hours}:{rest:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"

    def through(self, other: Locator) -> Locator:
        """The smallest locator that holds both (of the same kind)."""
        if self.kind is not other.kind:
            raise ValueError("locators of different kinds do not join")
        return Locator(
            kind=self.kind, first=min(self.first, other.first), last=max(self.last, other.last)
        )


class SpanKind(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    FORMULA = "formula"
    CODE = "code"
    CUE = "cue"
    OTHER = "other"


class Span(Noun):
    """One block of a source version, with the white space that follows it.

    `headings` are the titles of the sections it stands in, outermost first; a heading's own title
    is its last. `set_aside` says why a reader keeps the block from the drafters (hidden text,
    furniture of the page), or is None.
    """

    start: int = Field(ge=0)
    end: int
    kind: SpanKind
    locator: Locator
    headings: tuple[str, ...] = ()
    set_aside: str | None = None

    @model_validator(mode="after")
    def _not_empty(self) -> Span:
        if self.end <= self.start:
            raise ValueError("a span holds at least one character")
        return self

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the range [start, end) shares a character with the span."""
        return start < self.end and self.start < end


class Source(Noun):
    """A document of a course; its text lies in its versions."""

    id: str
    course_id: str
    name: str = Field(min_length=1)


class SourceVersion(Noun):
    """One text of a source, cut into spans that start at 0, touch, and end at its last character.

    `id` is `content_id("ver", source_id, text_hash, extractor)`: the same text read by the same
    extractor is the same version. `warnings` are sentences about what could not be read, such as
    a page without text.
    """

    id: str
    source_id: str
    format: str
    extractor: str
    text: str = Field(min_length=1)
    text_hash: str
    spans: tuple[Span, ...] = Field(min_length=1)
    warnings: tuple[str, ...] = ()
    created_at: Instant

    @model_validator(mode="after")
    def _tiled(self) -> SourceVersion:
        if "\r" in self.text or "\x00" in self.text:
            raise ValueError("stored text has LF newlines and no NUL")
        if self.spans[0].start != 0 or self.spans[-1].end != len(self.text):
            raise ValueError("spans start at 0 and end at the last character")
        if any(left.end != right.start for left, right in pairwise(self.spans)):
            raise ValueError("spans touch")
        return self

    def words(self, start: int, end: int) -> str:
        """The exact characters of [start, end)."""
        return self.text[start:end]

    def spans_between(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans that share a character with [start, end)."""
        return tuple(span for span in self.spans if span.overlaps(start, end))

    def cite(self, start: int, end: int) -> Citation:
        """A citation of exactly these characters; its quote is their slice."""
        touched = self.spans_between(start, end)
        if not 0 <= start < end <= len(self.text) or not touched:
            raise ValueError(f"[{start}, {end}) is not a range of this text")
        return Citation(
            version_id=self.id,
            start=start,
            end=end,
            quote=self.text[start:end],
            locator=touched[0].locator.through(touched[-1].locator),
            headings=touched[0].headings,
        )


class UploadState(StrEnum):
    """Whether a file that was sent waits to be read, waits for a word of its sender, or failed."""

    WAITING = "waiting"
    ASKED = "asked"
    """It is called like a source that it has little in common with: is it a newer version?"""
    FAILED = "failed"


class Upload(Noun):
    """A file that was sent for a deck and is no source yet; `reason` says why it failed.

    `id` is `content_id("upl", deck_id, name, content hash)`: the same file again is the same one.
    `place` is what its sender says it is: "new", the id of the source that it is a newer version
    of, or nothing. `lecture` is shared by files that were sent together.
    """

    id: str
    deck_id: str
    name: str = Field(min_length=1)
    state: UploadState = UploadState.WAITING
    reason: str = ""
    wish: Wish = Wish()
    lecture: str = ""
    place: str = ""
    at: Instant


class Passage(Noun):
    """A run of spans that is drafted from at one go: spans[first_span : last_span + 1]."""

    id: str
    version_id: str
    ordinal: int = Field(ge=0)
    first_span: int = Field(ge=0)
    last_span: int = Field(ge=0)
    start: int = Field(ge=0)
    end: int
    headings: tuple[str, ...] = ()


class Citation(Noun):
    """A quote that was found: `quote` is `text[start:end]` of the named source version."""

    version_id: str
    start: int = Field(ge=0)
    end: int
    quote: str = Field(min_length=1)
    locator: Locator
    headings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _as_long_as_its_quote(self) -> Citation:
        if self.end - self.start != len(self.quote):
            raise ValueError("the quote is as long as its range")
        return self


class ClaimedCitation(Noun):
    """What a model says it read: words that nobody has found in the passage yet."""

    passage_id: str
    quote: str
