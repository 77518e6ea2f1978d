"""The judge: a language model that gives one category per key point, with the words it rests on.

It is never asked for a number, and nothing it says about grading reaches the arithmetic: a verdict
outside the set is a failure, and a quote that does not occur in the answer makes the verdict
absent. The student's text travels as marked data whose delimiters are neutralised.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from decks.errors import BadReply
from decks.folding import fold
from decks.grading import PointVerdict, Verdict
from grader.score import CREDIT

if TYPE_CHECKING:
    from grader.points import Prepared
    from providers.chat import ChatModel
    from providers.limits import Budget, Limits

PROMPT = "judge-points"
MAX_QUOTE = 300


class JudgedPoint(BaseModel):
    """What the model says of one key point: `point` counts from 1."""

    model_config = ConfigDict(extra="forbid")
    point: int = Field(ge=1)
    verdict: Literal["present", "partial", "absent", "contradicted"]
    quote: str = Field(default="", max_length=2000)


class JudgedAnswer(BaseModel):
    """One entry per key point."""

    model_config = ConfigDict(extra="forbid")
    points: list[JudgedPoint]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Checked verdicts, one per key point in order, and how many quotes were not in the answer."""

    verdicts: tuple[PointVerdict, ...]
    invented: int


class Judge:
    """A model in the judge's seat. Thread-safe as its model is."""

    def __init__(self, model: ChatModel, limits: Limits, budget: Budget | None) -> None:
        from prompts import load

        self._model = model
        self._limits = limits
        self._budget = budget
        self._prompt = load(PROMPT)
        self.model_name = model.name
        self.prompt_hash = self._prompt.hash

    def verdicts(self, prepared: Prepared, *, again: bool = False) -> Judgement:
        """One checked verdict per key point, in order; those without a found quote are absent.

        With `again` the same is asked in another form, the points from last to first and the answer
        clause by clause: a second sample also of a model that is asked without dice.
        Raises `ModelFailed` (time-out, refusal, a reply outside the form) or `BudgetSpent`.
        """
        from providers.limits import ask_typed

        order = list(range(len(prepared.points)))
        if again:
            order.reverse()
        answer = prepared.answer
        clauses = [answer.text[each.first : each.last] for each in answer.clauses]
        words = self._prompt.render(
            question=prepared.question,
            reference=prepared.references[0],
            key_points=_numbered([prepared.points[place].text for place in order]),
            answer=_as_data(clauses if again else answer.text),
        )
        reply = ask_typed(
            self._model,
            system=words.system,
            user=words.user,
            output=JudgedAnswer,
            limits=replace(self._limits, max_output_tokens=self._prompt.max_output_tokens),
            budget=self._budget,
            fits=partial(_complete, prepared),
        )
        return _checked(prepared, reply.value, order)


def _complete(prepared: Prepared, reply: JudgedAnswer) -> None:
    """Raises `BadReply` unless there is exactly one verdict per key point."""
    if sorted(each.point for each in reply.points) != list(range(1, len(prepared.points) + 1)):
        raise BadReply("The judge did not give one verdict per key point.")


def _checked(prepared: Prepared, reply: JudgedAnswer, order: list[int]) -> Judgement:
    """The verdicts in the order of the points; `order[n - 1]` is the point that was number n."""
    judged = {order[each.point - 1]: each for each in reply.points}
    verdicts = []
    invented = 0
    for index, point in enumerate(prepared.points):
        said = judged[index]
        quote = _found(prepared.answer.raw, said.quote)
        kind = Verdict(said.verdict) if quote else Verdict.ABSENT
        invented += kind is not Verdict(said.verdict)
        verdicts.append(
            PointVerdict(
                point=index,
                text=point.text,
                verdict=kind,
                credit=CREDIT[kind],
                quote=None if kind is Verdict.ABSENT else quote,
            )
        )
    return Judgement(tuple(verdicts), invented)


def _found(answer: str, quote: str) -> str | None:
    """The quote exactly as it stands in the answer, or None; matching is folded."""
    wanted = quote.strip().strip('"“”')
    if not wanted:
        return None
    place = fold(answer).find(wanted)
    return answer[place[0] : place[1]][:MAX_QUOTE] if place else None


def _numbered(points: list[str]) -> str:
    return "\n".join(f"{number}. {text}" for number, text in enumerate(points, start=1))


def _as_data(answer: str | list[str]) -> str:
    """JSON without angle brackets: it can close no delimiter of the prompt."""
    return json.dumps(answer, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
