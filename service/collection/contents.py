"""What a person may edit of a draft or a card, and a content with some of it changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from decks.cards import DraftContent
from decks.errors import BadRecord
from decks.keypoints import key_points_of

EDITABLE = (
    "question",
    "label",
    "core_answer",
    "references",
    "explanation",
    "formulas",
    "key_points",
    "tags",
)


def edited(content: DraftContent, changes: Mapping[str, Any]) -> DraftContent:
    """The content with these parts changed, validated."""
    merged = {**content.model_dump(), **changes}
    reworded = "core_answer" in changes and changes["core_answer"] != content.core_answer
    if reworded and "key_points" not in changes and changes["core_answer"]:
        points = key_points_of(str(changes["core_answer"]), content.question)
        merged["key_points"] = [point.model_dump() for point in points]
    try:
        return DraftContent.model_validate(merged)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise BadRecord(f"{name}: {first['msg'].removeprefix('Value error, ')}.") from None
