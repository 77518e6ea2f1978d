"""What a server that speaks OpenAI's protocol understands of it; learnt from what it rejects.

Many servers of that protocol reject `response_format`, models that reason reject a temperature, and
the name of the length limit has changed. A dialect is the set of parameters that a request may
have; a complaint leads to a poorer dialect, at most three times.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from providers.chat import ChatRequest

OLD_LIMIT = "max_tokens"
NEW_LIMIT = "max_completion_tokens"
_NO_MATTER_OF_DIALECT = ("context_length", "context length", "too long", "too many tokens")
_LEFT_TO_OUR_VALIDATION = frozenset(
    {"default", "title", "description", "minLength", "maxLength", "minItems", "maxItems"}
    | {"minimum", "maximum", "pattern", "format"}
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """Which parameters a server takes."""

    limit: str = NEW_LIMIT
    schema: bool = True
    temperature: bool = True
    limit_is_settled: bool = False

    def parameters(self, request: ChatRequest) -> dict[str, Any]:
        """The request's parameters, model and messages apart."""
        found: dict[str, Any] = {self.limit: request.max_output_tokens}
        if self.temperature:
            found["temperature"] = request.temperature
        if self.schema:
            found["response_format"] = {
                "type": "json_schema",
                "json_schema": {
                    "name": request.schema_name,
                    "schema": strict(request.schema),
                    "strict": True,
                },
            }
        return found

    def poorer(self, complaint: str) -> Dialect | None:
        """The dialect to try after a rejection in these words, or None if none is left to try."""
        said = complaint.casefold()
        if any(mark in said for mark in _NO_MATTER_OF_DIALECT):
            return None
        if self.schema and ("response_format" in said or "schema" in said):
            return replace(self, schema=False)
        if "temperature" in said and self.temperature:
            return replace(self, temperature=False)
        if self.limit in said and not self.limit_is_settled:
            other = OLD_LIMIT if self.limit == NEW_LIMIT else NEW_LIMIT
            return replace(self, limit=other, limit_is_settled=True)
        return replace(self, schema=False) if self.schema else None


def strict(schema: Any) -> Any:
    """The JSON Schema as strict decoding wants it: objects closed, every property required.

    Bounds are left out, for servers differ in which they take; `limits.fitted` holds them anyway.
    """
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found: dict[str, Any] = {}
    for name, part in schema.items():
        if name in {"properties", "$defs"}:
            found[name] = {key: strict(value) for key, value in part.items()}
        elif name not in _LEFT_TO_OUR_VALIDATION:
            found[name] = strict(part)
    if "properties" in found:
        found |= {"additionalProperties": False, "required": list(found["properties"])}
    return found
