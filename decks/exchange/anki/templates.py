"""Anki's template language, as far as cards use it: fields, filters, conditions, gaps.

Only text is put together here; scripts of a template are dropped afterwards like those of a field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TAG = re.compile(r"\{\{([^{}]{1,300})\}\}")
_GAP_OPENING = re.compile(r"\{\{c(\d{1,4}(?:,\d{1,4})*)::", re.IGNORECASE)
_HINT = "::"


def fill(template: str, fields: Mapping[str, str], *, gap: int = 0, answered: bool = False) -> str:
    """The template with its fields; sections of empty fields go, unknown names give nothing.

    `gap` is the number of the gap that a cloze card asks for; `answered` shows what fills it.
    """
    out: list[str] = []
    shown: list[bool] = []
    names: list[str] = []
    at = 0
    for tag in _TAG.finditer(template):
        if all(shown):
            out.append(template[at : tag.start()])
        at = tag.end()
        inner = tag[1].strip()
        sign, name = inner[:1], inner[1:].strip()
        if sign in ("#", "^"):
            names.append(name)
            shown.append(_holds(name, fields, gap) == (sign == "#"))
        elif sign == "/":
            if names and names[-1] == name:
                names.pop()
                shown.pop()
        elif all(shown) and sign != "!":
            out.append(_field(inner, fields, gap, answered))
    if all(shown):
        out.append(template[at:])
    return "".join(out)


def _holds(name: str, fields: Mapping[str, str], gap: int) -> bool:
    if re.fullmatch(r"c\d{1,4}", name):
        return name == f"c{gap}"
    return bool(re.sub(r"<(?!img)[^<>]{0,300}>|&nbsp;|\s", "", fields.get(name, "")))


def _field(inner: str, fields: Mapping[str, str], gap: int, answered: bool) -> str:
    *filters, name = (part.strip() for part in inner.split(":"))
    value = fields.get(name, "")
    if "cloze" in filters or "cloze-only" in filters:
        return with_gap(value, gap, answered=answered)
    if any(one.startswith("tts") for one in filters):
        return ""
    return value


def field_names(template: str) -> list[str]:
    """The names that a template mentions, in order, each once."""
    found = [
        tag[1].strip().lstrip("#^/!").split(":")[-1].strip() for tag in _TAG.finditer(template)
    ]
    return list(dict.fromkeys(found))


def gap_numbers(text: str) -> list[int]:
    """The numbers of the gaps in a text, in order, each once."""
    found = (int(one) for mark in _GAP_OPENING.finditer(text) for one in mark[1].split(","))
    return sorted({number for number in found if 0 < number <= 500})


def with_gap(text: str, gap: int, *, answered: bool = False) -> str:
    """The text with gap number `gap` shown as [...] or its hint, all others filled."""
    return _gapped(text, gap, answered)[0]


def filling(text: str, gap: int) -> list[str]:
    """What fills the gap, once for each place."""
    return _gapped(text, gap, answered=True)[1]


def _gapped(text: str, gap: int, answered: bool) -> tuple[str, list[str]]:
    """One pass with a stack, since gaps may lie in gaps."""
    stack: list[tuple[bool, list[str]]] = [(False, [])]
    fillings: list[str] = []
    at = 0
    for token in re.finditer(r"\{\{c\d{1,4}(?:,\d{1,4})*::|\}\}", text, re.IGNORECASE):
        stack[-1][1].append(text[at : token.start()])
        at = token.end()
        opening = _GAP_OPENING.match(token[0])
        if opening:
            stack.append((str(gap) in opening[1].split(","), []))
        elif len(stack) > 1:
            asked, parts = stack.pop()
            words, _, hint = "".join(parts).partition(_HINT)
            if asked:
                fillings.append(words)
            shown = f"[{hint.strip() or '...'}]" if asked and not answered else words
            stack[-1][1].append(shown)
        else:
            stack[-1][1].append(token[0])
    stack[-1][1].append(text[at:])
    return "".join(part for _, parts in stack for part in parts), fillings
