"""What the API takes: every body closed to unknown fields, to NaN and to half characters."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from decks.briefs import Wish as LectureWish
from decks.cards import MAX_KEY_POINTS
from decks.exchange.formats import Format
from decks.memory import Rating
from grader.normalise import MAX_CHARACTERS
from web.typed import Words

LONGEST_TEXT = 5_000_000
LONGEST_ANSWER = 4 * MAX_CHARACTERS
MOST = 50
"""Entries of a list."""

Entries = Annotated[list[Words], Field(max_length=MOST)]


class Body(BaseModel):
    """One JSON object."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    @property
    def given(self) -> dict[str, Any]:
        """The fields that were sent."""
        return self.model_dump(exclude_unset=True)


class DeckIn(Body):
    """A new deck."""

    name: Words
    retention: Annotated[float, Field(ge=0.7, le=0.99)] | None = None


class DeckChanges(Body):
    """What to change of a deck; what is not sent stays."""

    name: Words | None = None
    retention: Annotated[float, Field(ge=0.7, le=0.99)] | None = None
    archived: bool | None = None


class KeyPointIn(Body):
    """One gradable statement."""

    text: Annotated[Words, Field(min_length=1)]
    weight: Annotated[float, Field(gt=0, le=100)] = 1.0
    required: bool = True
    variants: Entries = []
    wrong_ideas: Entries = []


KeyPoints = Annotated[list[KeyPointIn], Field(max_length=MAX_KEY_POINTS)]


class CardIn(Body):
    """A card written by hand; key points that are not given are drawn from the answer."""

    question: Words
    core_answer: Words
    references: Entries = []
    label: Words = ""
    explanation: Words = ""
    formulas: Entries = []
    key_points: KeyPoints = []
    tags: Entries = []


class Changes(Body):
    """The parts of a draft or card to change; those that are not sent stay."""

    question: Words = ""
    label: Words = ""
    core_answer: Words = ""
    references: Entries = []
    explanation: Words = ""
    formulas: Entries = []
    key_points: KeyPoints = []
    tags: Entries = []


class CardChanges(Changes):
    """Changes of a card; `seen` is the version that they were made on: 409 where it is old."""

    seen: Words | None = None


class Part(Body):
    """One of the drafts that a draft is split into."""

    question: Annotated[Words, Field(min_length=1)]
    core_answer: Annotated[Words, Field(min_length=1)]


class Parts(Body):
    """What a draft is split into."""

    parts: Annotated[list[Part], Field(max_length=MAX_KEY_POINTS)] = []


class Several(Body):
    """The drafts to merge, and what differs from the first."""

    ids: Annotated[list[Words], Field(min_length=2, max_length=MOST)]
    question: Words | None = None
    core_answer: Words | None = None

    @property
    def changes(self) -> dict[str, str]:
        """What differs."""
        given = {"question": self.question, "core_answer": self.core_answer}
        return {name: words for name, words in given.items() if words is not None}


class Wish(Body):
    """A part of a draft to write anew, and what should be different."""

    part: Literal["question", "label", "core_answer", "explanation"]
    instruction: Annotated[Words, Field(min_length=1, max_length=1_000)]


class Reason(Body):
    """Why, in words."""

    reason: Words = ""


Pair = Annotated[list[Words], Field(min_length=2, max_length=2)]


class AnalogyChanges(Body):
    """The parts of an analogy to change; it then waits for a decision again."""

    text: Annotated[Words, Field(min_length=1)] = ""
    familiar: Words = ""
    roles: Annotated[list[Pair], Field(max_length=MOST)] = []
    relation: Words = ""
    limits: Entries = []
    misleads: Entries = []


class Suggest(Body):
    """What analogies are wanted for: the id of a card or draft, or nothing for the whole deck, of
    which `most` get one.
    """

    subject: Annotated[str, Field(max_length=200)] = ""
    most: Annotated[int, Field(ge=1, le=1000)] | None = None


class SourceIn(Body):
    """Notes as text; the ending of the name tells the format, such as `.md`."""

    name: Annotated[Words, Field(min_length=1, max_length=500)]
    text: Annotated[str, Field(max_length=LONGEST_TEXT)]
    wish: LectureWish = LectureWish()


class Place(Body):
    """Characters of a stored source, from `start` to before `end`."""

    start: Annotated[int, Field(ge=0, le=1_000_000_000)]
    end: Annotated[int, Field(ge=0, le=1_000_000_000)]


class More(Body):
    """How many drafts are called up."""

    count: Annotated[int, Field(ge=1, le=10_000)] = 10


class AnswerIn(Body):
    """What a student typed to a question, with the version and token that came with it."""

    version_id: Annotated[str, Field(max_length=200)]
    state_token: Annotated[str, Field(max_length=20, pattern=r"^[0-9]+$")]
    text: Annotated[Words, Field(max_length=LONGEST_ANSWER)]
    seconds: Annotated[float, Field(ge=0, le=3600)] = 0.0
    sure: Annotated[float | None, Field(ge=0, le=1)] = None


class Sentence(Body):
    """What the student says to it."""

    sentence: Annotated[Words, Field(max_length=500)] = ""


class OwnWord(Body):
    """The student's own word on an answer that could not be scored."""

    had_it: bool


class RatingIn(Body):
    """One of the four ratings: 1 again, 2 hard, 3 good, 4 easy."""

    rating: Rating


class DeckText(Body):
    """A deck as text; without `format` the text, or the ending of the name, tells it."""

    text: Annotated[str, Field(max_length=LONGEST_TEXT)]
    name: Annotated[Words, Field(max_length=500)] = "The text"
    format: Format | None = None
    as_found: bool = False


class Tex(Body):
    """A formula as TeX, without dollar signs."""

    tex: Words
    block: bool = False
