"""One part of a draft written anew by a language model, as an instructor asks for it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from decks.drafts import Draft
from prompts import Prompt, load
from providers.chat import ChatModel
from providers.limits import Budget, Limits, ask_typed

PROMPT = "rewrite-part"
LONGEST_INSTRUCTION = 1_000


class Rewritten(BaseModel):
    """The model's reply."""

    model_config = ConfigDict(extra="ignore")

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Rewriter:
    """Rewrites parts of drafts. Thread-safe as the model is."""

    def __init__(self, model: ChatModel, limits: Limits, budget: Budget | None) -> None:
        self._model = model
        self._limits = limits
        self._budget = budget

    @cached_property
    def _prompt(self) -> Prompt:
        return load(PROMPT)

    def rewrite(self, draft: Draft, part: str, instruction: str) -> str:
        """The new wording of a part ("question", "core_answer", ...).

        Raises `ModelFailed`, `KeyRefused` or `BudgetSpent`.
        """
        content = draft.content
        asked = self._prompt.render(
            part=part.replace("_", " "),
            instruction=instruction[:LONGEST_INSTRUCTION],
            question=content.question,
            core_answer=content.core_answer or "",
            explanation=content.explanation,
            quotes="\n\n".join(citation.quote for citation in draft.citations),
        )
        reply = ask_typed(
            self._model,
            system=asked.system,
            user=asked.user,
            output=Rewritten,
            limits=replace(self._limits, max_output_tokens=self._prompt.max_output_tokens),
            budget=self._budget,
        )
        return reply.value.text
