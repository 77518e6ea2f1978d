"""Loading and filling in prompts, strictly.

Refused are: a prompt whose declared inputs differ from those it uses, unknown front matter, a
missing part; and at filling in, a missing or an extra input. Filling in is one pass: what stands in
an input is never expanded. Inputs that hold what others wrote are declared `data: true` and arrive
between marks that their text cannot contain.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from decks.errors import CardwrightError

_PLACEHOLDER = re.compile(r"\{\{([a-z_]+)\}\}")
_PARTS = re.compile(r"\A# system\n(?P<system>.*?)^# user\n(?P<user>.*)\Z", re.DOTALL | re.MULTILINE)
_NAME = re.compile(r"[a-z]+(-[a-z]+)*")


class PromptError(CardwrightError):
    """A prompt file, or the way it is filled in, breaks the rules of this module."""


class Input(BaseModel):
    """What one input is about; `data` marks text that others wrote."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str
    data: bool = False


class _FrontMatter(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    role: Literal["author", "judge"]
    output: str
    max_output_tokens: int = Field(gt=0, le=32_000)
    inputs: dict[str, Input]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt filled in: what the model is told, and what it is asked."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt; `hash` is the SHA-256 of its whole file, in hex."""

    id: str
    version: str
    role: str
    output: str
    max_output_tokens: int
    inputs: Mapping[str, Input]
    hash: str
    system: str
    user: str

    def render(self, **inputs: str) -> Rendered:
        """Fills in the inputs; `PromptError` names one that is missing or not declared."""
        if set(inputs) != set(self.inputs):
            wrong = ", ".join(sorted(set(inputs) ^ set(self.inputs)))
            raise PromptError(
                f"Prompt {self.id} is filled in with wrong or missing inputs: {wrong}."
            )
        values = {
            name: marked(name, text) if self.inputs[name].data else text
            for name, text in inputs.items()
        }

        def fill(part: str) -> str:
            return _PLACEHOLDER.sub(lambda found: values[found[1]], part)

        return Rendered(fill(self.system).strip(), fill(self.user).strip())


def marked(name: str, text: str) -> str:
    """The text between marks named after its hash, so that it cannot hold its own closing mark.

    White space of any kind stays white space, characters without a shape are taken out, and
    look-alikes of any mark are broken.
    """
    plain = "".join(_plain(char) for char in text)
    plain = plain.replace("<data", "< data").replace("</data", "< /data")
    tag = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f'<data-{tag} name="{name}">\n{plain}\n</data-{tag}>'


def _plain(char: str) -> str:
    if char in "\n\t" or char.isprintable():
        return char
    return " " if char.isspace() else ""


@cache
def load(prompt_id: str) -> Prompt:
    """The prompt of this id, such as "draft-cards"; `PromptError` where there is none."""
    file = files("prompts").joinpath(f"{prompt_id}.md")
    if not _NAME.fullmatch(prompt_id) or not file.is_file():
        raise PromptError(f"There is no prompt {prompt_id!r}.")
    return parse(prompt_id, file.read_bytes())


def all_prompts() -> tuple[Prompt, ...]:
    """Every prompt there is, by id."""
    folder: Traversable = files("prompts")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".md"))
    return tuple(load(name.removesuffix(".md")) for name in names)


def parse(prompt_id: str, data: bytes) -> Prompt:
    """The prompt in these bytes; `PromptError` says which rule they break."""
    text = data.decode("utf-8").replace("\r\n", "\n")
    _, _, rest = text.partition("---\n")
    front, fence, body = rest.partition("\n---\n")
    found = _PARTS.match(body.lstrip("\n"))
    if not text.startswith("---\n") or not fence or found is None:
        raise PromptError(
            f"Prompt {prompt_id} needs front matter between --- lines, then # system and # user."
        )
    try:
        matter = _FrontMatter.model_validate(yaml.safe_load(front))
    except (ValidationError, yaml.YAMLError) as error:
        raise PromptError(f"Prompt {prompt_id} has wrong front matter: {error}") from error
    used = set(_PLACEHOLDER.findall(body))
    if used != set(matter.inputs):
        wrong = ", ".join(sorted(used ^ set(matter.inputs)))
        raise PromptError(f"Prompt {prompt_id} declares and uses different inputs: {wrong}.")
    return Prompt(
        id=prompt_id,
        version=matter.version,
        role=matter.role,
        output=matter.output,
        max_output_tokens=matter.max_output_tokens,
        inputs=matter.inputs,
        hash=hashlib.sha256(data).hexdigest(),
        system=found["system"],
        user=found["user"],
    )
