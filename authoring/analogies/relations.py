"""The closed list of relations that an analogy of the bank may show (`relations.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["thing", "information", "energy", "process", "quantity", "property"]
Place = Literal[
    "subject",
    "object",
    "object to",
    "to",
    "into",
    "for",
    "against",
    "passive in",
    "passing",
    "both",
]


class Slot(BaseModel):
    """A role of a relation: where a statement names what plays it, and what may play it; `many`
    needs several of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: tuple[Place, ...] = Field(min_length=1)
    kinds: frozenset[Kind] = Field(min_length=1)
    many: bool = False


class Relation(BaseModel):
    """One relation. `verbs` state it, and so may `loose` ones, which often mean something else;
    `roles` are in the order of the file. A `broad` one says so little that its scenes are offered
    only where a person asks for one card, and so it is with loose verbs.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str = Field(min_length=1)
    verbs: tuple[str, ...] = Field(min_length=1)
    loose: tuple[str, ...] = ()
    roles: Mapping[str, Slot] = Field(min_length=2, max_length=4)
    broad: bool = False


@cache
def relations() -> Mapping[str, Relation]:
    """Every relation by its name."""
    text = files(__package__).joinpath("relations.toml").read_text(encoding="utf-8")
    return {name: Relation.model_validate(found) for name, found in tomllib.loads(text).items()}


def named(words: str) -> str | None:
    """The name of the relation that these words describe, where it is one of the list."""
    folded = re.sub(r"\W+", " ", words).strip().casefold()
    for name, relation in relations().items():
        if folded in (name.replace("_", " "), re.sub(r"\W+", " ", relation.about).casefold()):
            return name
    return None
