"""The Test mode: one sitting, nothing told until it is handed in.

Answers can be given in any order and changed until then. Handing in marks what is marked by its
key; written answers are graded one by one (`to_grade`), so that a crash among them loses none. The
result is told once all are marked.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from pydantic import Field, StrictBool, StrictInt, StrictStr

from decks.base import Noun, Unit
from decks.errors import WrongTransition, WrongUsage
from study.items import Item
from study.paper import Block, Choice, Kind, Paper, Settings, TrueFalse, Written, paper

Response = StrictBool | StrictInt | StrictStr | tuple[StrictInt | None, ...]
"""True or false; the place of an option; words; the place of an answer for each term of a block."""


LONGEST = 10_000
"""Characters of a written answer."""


class Mark(Noun):
    """What one question, or one pair of a block, was worth.

    `credit` is None where a grader could not tell; the total leaves those out and says so.
    `answer_id` names the stored answer of a written question.
    """

    question: int = Field(ge=0)
    kind: Kind
    card_id: str
    credit: Unit | None
    answer_id: str | None = None


class Total(Noun):
    """Credit out of so many that could be marked, and how many could not."""

    credit: float
    out_of: int
    unmarked: int = 0

    @property
    def share(self) -> float | None:
        """Credit by questions, in 0..1; None where nothing could be marked."""
        return self.credit / self.out_of if self.out_of else None


class Examination(Noun):
    """One Test: its paper, what was answered, and the marks once it is handed in."""

    paper: Paper
    responses: dict[int, Response] = Field(default_factory=dict)
    sure: dict[int, Unit] = Field(default_factory=dict)
    """How sure the learner is of written answers, in 0..1, where that was said in time."""
    handed_in: bool = False
    marks: tuple[Mark, ...] = ()

    def answered(
        self, number: int, response: Response | None, sure: float | None = None
    ) -> Examination:
        """The sitting with a question answered, answered anew, or its answer taken back (None).

        `sure` is said of written answers alone, as the learner likes.

        Raises `WrongTransition` after handing in, `WrongUsage` for an answer that does not fit.
        """
        if self.handed_in:
            raise WrongTransition("This Test is handed in: its answers stay as they are.")
        if not 0 <= number < len(self.paper.questions):
            raise WrongUsage(f"This Test has no question {number + 1}.")
        kept = {at: each for at, each in self.responses.items() if at != number}
        said = {at: each for at, each in self.sure.items() if at != number}
        if response is not None:
            _fits(self.paper.questions[number], response)
            kept[number] = response
        if sure is not None:
            if not isinstance(response, str) or not 0 <= sure <= 1:
                raise WrongUsage("How sure you are is said of a written answer, from 0 to 1.")
            said[number] = sure
        return self.model_copy(update={"responses": kept, "sure": said})

    def handed(self) -> Examination:
        """The sitting handed in, with what has a key marked; a second time changes nothing."""
        if self.handed_in:
            return self
        marks = tuple(
            mark for number in range(len(self.paper.questions)) for mark in self._keyed(number)
        )
        return self.model_copy(update={"handed_in": True, "marks": marks})

    @property
    def to_grade(self) -> tuple[int, ...]:
        """The written questions that were answered and still have to be graded."""
        if not self.handed_in:
            return ()
        done = {mark.question for mark in self.marks}
        return tuple(n for n in range(len(self.paper.questions)) if n not in done)

    @property
    def finished(self) -> bool:
        """Whether it is handed in and everything is marked."""
        return self.handed_in and not self.to_grade

    def marked(self, number: int, credit: float | None, answer_id: str) -> Examination:
        """The sitting with a written answer graded, or graded anew: a claim, the learner's word."""
        question = self.paper.questions[number]
        if not self.handed_in or not isinstance(question, Written):
            raise WrongTransition("Written answers are graded after a Test is handed in.")
        mark = Mark(
            question=number,
            kind=Kind.WRITTEN,
            card_id=question.item.card_id,
            credit=credit,
            answer_id=answer_id,
        )
        rest = [each for each in self.marks if each.question != number]
        marks = sorted([*rest, mark], key=lambda each: each.question)
        return self.model_copy(update={"marks": tuple(marks)})

    @property
    def total(self) -> Total:
        """All marks together. Raises `WrongTransition` before everything is marked."""
        return self._total(self._told())

    @property
    def by_kind(self) -> dict[Kind, Total]:
        """The marks of each type of question there was."""
        marks = self._told()
        present = [kind for kind in Kind if any(mark.kind is kind for mark in marks)]
        return {
            kind: self._total([mark for mark in marks if mark.kind is kind]) for kind in present
        }

    def again(
        self,
        items: Sequence[Item],
        dice: random.Random,
        near_misses: Callable[[Item, int], tuple[str, ...]],
        alike: Callable[[Item, Item], bool],
    ) -> Examination:
        """A new Test from the same settings."""
        return begun(items, self.paper.settings, dice, near_misses, alike)

    def _told(self) -> tuple[Mark, ...]:
        if not self.finished:
            raise WrongTransition("Nothing is told before the Test is handed in and marked.")
        return self.marks

    @staticmethod
    def _total(marks: Sequence[Mark]) -> Total:
        credits = [mark.credit for mark in marks if mark.credit is not None]
        return Total(credit=sum(credits), out_of=len(credits), unmarked=len(marks) - len(credits))

    def _keyed(self, number: int) -> list[Mark]:
        """The marks of a question that has a key; of a written one only where it was left blank."""
        question, response = self.paper.questions[number], self.responses.get(number)
        if isinstance(question, Block):
            given = response if isinstance(response, tuple) else (None,) * len(question.items)
            return [
                _mark(number, question.kind, item.card_id, place == right)
                for item, place, right in zip(question.items, given, question.right, strict=True)
            ]
        if isinstance(question, Written):
            if isinstance(response, str) and response.strip():
                return []
            return [_mark(number, question.kind, question.item.card_id, False)]
        key = question.truth if isinstance(question, TrueFalse) else question.right
        right = response is not None and response == key
        return [_mark(number, question.kind, question.item.card_id, right)]


def begun(
    items: Sequence[Item],
    settings: Settings,
    dice: random.Random,
    near_misses: Callable[[Item, int], tuple[str, ...]],
    alike: Callable[[Item, Item], bool],
) -> Examination:
    """A Test on these cards."""
    return Examination(paper=paper(items, settings, dice, near_misses, alike))


def _mark(number: int, kind: Kind, card_id: str, right: bool) -> Mark:
    return Mark(question=number, kind=kind, card_id=card_id, credit=float(right))


def _fits(question: TrueFalse | Choice | Block | Written, response: Response) -> None:
    """Raises `WrongUsage` where an answer is not of the question's type, or out of its range."""
    if isinstance(question, TrueFalse):
        fits = isinstance(response, bool)
    elif isinstance(question, Choice):
        place = isinstance(response, int) and not isinstance(response, bool)
        fits = place and 0 <= int(response) < len(question.options)  # type: ignore[arg-type]
    elif isinstance(question, Block):
        fits = isinstance(response, tuple) and _places(response, len(question.items))
    else:
        fits = isinstance(response, str)
        if fits and len(str(response)) > LONGEST:
            raise WrongUsage(f"An answer has at most {LONGEST:,} characters: give the essence.")
        if fits and not _keeps(str(response)):
            raise WrongUsage("An answer holds whole characters and no NUL: type it again.")
    if not fits:
        raise WrongUsage(f"That is no answer to a question of type {question.kind.value}.")


def _keeps(text: str) -> bool:
    """Whether a database keeps the text: no NUL, no half of a character."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _places(response: tuple[int | None, ...], size: int) -> bool:
    """Whether each term has at most one answer, and each answer at most one term."""
    given = [place for place in response if place is not None]
    return (
        len(response) == size
        and all(0 <= place < size for place in given)
        and len(set(given)) == len(given)
    )
