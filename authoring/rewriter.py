"""One part of a draft written anew by a language model, as an instructor asks for it."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from authoring.asking import Asking
from decks.drafts import Draft
from prompts import Prompt, load

PROMPT = "rewrite-part"
LONGEST_INSTRUCTION = 1_000


class Rewritten(BaseModel):
    """The model's reply."""

    model_config = ConfigDict(extra="ignore")

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Rewriter:
    """Rewrites parts of drafts. Thread-safe as the model is."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    @cached_property
    def _prompt(self) -> Prompt:
        return load(PROMPT)

    def rewrite(self, draft: Draft, part: str, instruction: str) -> str:
        """The new wording of a part ("question", "core_answer", ...).

        Raises `ModelFailed`, `KeyRefused` or `BudgetSpent`.
        """
        content = draft.content
        reply, _ = self._asking.ask(
            self._prompt,
            Rewritten,
            part=part.replace("_", " "),
            instruction=instruction[:LONGEST_INSTRUCTION],
            question=content.question,
            core_answer=content.core_answer or "",
            explanation=content.explanation,
            quotes="\n\n".join(citation.quote for citation in draft.citations),
        )
        return reply.text
