"""Analogies by a language model: three drafted in one call, ranked two by two, held to the rubric.

What the model says of its own analogy is not believed: roles are looked up in the card and its
quotes, and a conclusion that the model calls false has to be answered by a limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from authoring.analogies.rubric import Beside, judged
from authoring.asking import Asking
from decks.analogies import AnalogyContent
from decks.drafts import Finding, Gate
from decks.errors import BudgetSpent, KeyRefused, ModelFailed
from prompts import Prompt, load

DRAFTING = "draft-analogies"
COMPARING = "compare-analogies"

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=800)]


class DraftedRole(BaseModel):
    """A role pair as the model gives it."""

    model_config = ConfigDict(extra="ignore")

    familiar: Words
    target: Words


class Inference(BaseModel):
    """What one may conclude, and whether it holds."""

    model_config = ConfigDict(extra="ignore")

    text: Words
    holds: bool


class DraftedAnalogy(BaseModel):
    """An analogy as the model gives it."""

    model_config = ConfigDict(extra="ignore")

    familiar: Words
    text: Text
    relation: Words
    roles: tuple[DraftedRole, ...] = Field(min_length=1, max_length=8)
    inferences: tuple[Inference, ...] = Field(min_length=1, max_length=8)
    limits: tuple[Words, ...] = Field(min_length=1, max_length=8)

    def content(self) -> AnalogyContent:
        """The same as it is kept."""
        return AnalogyContent(
            text=self.text,
            familiar=self.familiar,
            relation=self.relation,
            roles=tuple((role.familiar, role.target) for role in self.roles),
            limits=self.limits,
            misleads=tuple(each.text for each in self.inferences if not each.holds),
        )


class DraftedAnalogies(BaseModel):
    """The model's whole reply."""

    model_config = ConfigDict(extra="ignore")

    analogies: tuple[DraftedAnalogy, ...] = Field(min_length=1, max_length=5)


class Preferred(BaseModel):
    """The reply to a comparison."""

    model_config = ConfigDict(extra="ignore")

    better: Literal["first", "second", "neither"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A drafted analogy, the comparisons that it won, and what the rubric has against it."""

    content: AnalogyContent
    wins: int
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether the rubric stops it."""
        return any(finding.gate is Gate.BLOCK for finding in self.findings)


class Analogist:
    """Drafts and ranks analogies by a configured model. Thread-safe as the model is."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    @cached_property
    def _drafting(self) -> Prompt:
        return load(DRAFTING)

    @cached_property
    def _comparing(self) -> Prompt:
        return load(COMPARING)

    def draft(self, beside: Beside, tried: Sequence[str] = ()) -> list[Ranked]:
        """Drafted analogies for a card, the best first, those that the rubric blocks last; `tried`
        are familiar ideas that a person has seen for it already.

        Comparisons that fail decide nothing. Raises `ModelFailed`, `KeyRefused` or `BudgetSpent`
        where there is nothing to compare.
        """
        card = beside.card
        reply, _ = self._asking.ask(
            self._drafting,
            DraftedAnalogies,
            question=card.question,
            core_answer=card.core_answer or "",
            explanation=card.explanation,
            quotes="\n\n".join(beside.quotes),
            taken="\n".join([*(each.familiar for each in beside.others), *tried]) or "none",
        )
        drafted = {each.familiar.casefold(): each.content() for each in reply.analogies}
        contents = list(drafted.values())
        against = [judged(content, beside) for content in contents]
        sound = [at for at, found in enumerate(against) if not _stops(found)]
        wins = dict.fromkeys(range(len(contents)), 0)
        for better in self._compared(beside, contents, sound):
            wins[better] += 1
        ranked = [Ranked(each, wins[at], against[at]) for at, each in enumerate(contents)]
        return sorted(ranked, key=lambda one: (one.blocked, -one.wins, len(one.findings)))

    def _compared(
        self, beside: Beside, contents: Sequence[AnalogyContent], sound: Sequence[int]
    ) -> list[int]:
        """The winner of each pair, asked in both orders; none where the two answers differ."""
        won = []
        for one, other in combinations(sound, 2):
            try:
                ahead = self._better(beside, contents[one], contents[other])
                behind = self._better(beside, contents[other], contents[one])
            except ModelFailed:
                continue
            except (BudgetSpent, KeyRefused):
                break
            if (ahead, behind) == ("first", "second"):
                won.append(one)
            elif (ahead, behind) == ("second", "first"):
                won.append(other)
        return won

    def _better(self, beside: Beside, first: AnalogyContent, second: AnalogyContent) -> str:
        reply, _ = self._asking.ask(
            self._comparing,
            Preferred,
            question=beside.card.question,
            core_answer=beside.card.core_answer or "",
            first=_described(first),
            second=_described(second),
        )
        return reply.better


def _stops(findings: Sequence[Finding]) -> bool:
    return any(finding.gate is Gate.BLOCK for finding in findings)


def _described(content: AnalogyContent) -> str:
    roles = "; ".join(f"{familiar} is {target}" for familiar, target in content.roles)
    return f"{content.text}\nRoles: {roles}\nIt breaks where: {' '.join(content.limits)}"
