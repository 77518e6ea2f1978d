"""What the grader knows of languages other than English, out of a data file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W_]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Tongue:
    """One language: its words of grammar and of denial."""

    code: str
    name: str
    plain: frozenset[str]
    negations: frozenset[str]

    def words(self, text: str) -> list[str]:
        """The lower-case words and numbers of a text; of Chinese its characters."""
        return _WORD.findall(_CHINESE.sub(r" \g<0> ", text.lower()))

    def denials(self, text: str) -> int:
        """How many words of a text deny."""
        return sum(word in self.negations for word in self.words(text))


@cache
def _file() -> dict[str, dict[str, Any]]:
    text = files("grader").joinpath("data/languages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def tongue(code: str) -> Tongue | None:
    """The language of an ISO 639-1 code, or None where nothing is known of it."""
    if code not in _file():
        return None
    known = _file()[code]
    plain, negations = frozenset(known["plain"].split()), frozenset(known["negations"].split())
    return Tongue(code, known["name"], plain, negations)


def name_of(code: str) -> str:
    """The English name of a language, or its code."""
    return str(_file()[code]["name"]) if code in _file() else code


def phrases(kind: str) -> list[str]:
    """The patterns of all languages for `unknown` or `blank` answers."""
    return [pattern for known in _file().values() for pattern in known[kind]]
