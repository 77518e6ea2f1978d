"""A card as a person writes it on one line: a question, an answer, and what else there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decks.analogies import AnalogyContent
from decks.cards import DraftContent
from decks.errors import BadRecord
from decks.exchange.plain import PlainCard
from decks.exchange.strict_json import validated

_LISTS = ("formulas", "key_points", "tags", "references", "analogies")


def read_plain(record: Mapping[str, Any], number: int) -> PlainCard:
    """The card on line `number`.

    `question` is required; `answer` is another name for `core_answer`; lists may be one string;
    a key point or analogy may be a string or an object with the noun's fields. Raises `BadRecord`.
    """
    fields = dict(record)
    if "question" not in fields:
        raise BadRecord(f"Line {number}: question: a card needs one.")
    if "answer" in fields:
        if "core_answer" in fields:
            raise BadRecord(f"Line {number}: give either answer or core_answer, not both.")
        fields["core_answer"] = fields.pop("answer")
    fields.pop("id", None)
    for name in _LISTS:
        if isinstance(fields.get(name), str):
            fields[name] = [fields[name]]
    fields["key_points"] = _objects(fields, "key_points", number)
    analogies = _objects(fields, "analogies", number)
    fields.pop("analogies", None)
    content = validated(DraftContent, fields, number)
    if not content.question.strip():
        raise BadRecord(f"Line {number}: question: a card needs one.")
    return PlainCard(
        content=content,
        analogies=tuple(validated(AnalogyContent, analogy, number) for analogy in analogies),
        line=number,
    )


def _objects(fields: Mapping[str, Any], name: str, number: int) -> list[dict[str, Any]]:
    """The entries of a list, each as an object; a string stands for its text."""
    entries = fields.get(name) or []
    if not isinstance(entries, list) or not all(isinstance(one, str | dict) for one in entries):
        raise BadRecord(f"Line {number}: {name}: a list of strings or objects.")
    return [{"text": one} if isinstance(one, str) else one for one in entries]
