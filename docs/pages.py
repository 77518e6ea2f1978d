"""Pages that follow from the program: its commands, its settings, its errors."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import typer

from cli.exits import EXIT_CODES, exit_code
from cli.main import app
from decks import errors as tree
from decks.errors import CardwrightError
from service.settings import Settings, variable

NOTE = "<!-- Made by `python -m docs`: change the program, not this page. -->\n"


def commands() -> str:
    """Every command with its arguments and options."""
    head = f"# Commands\n\n{NOTE}\n`--data DIR` may stand anywhere; so may `--help`.\n"
    return head + "".join(_command(path, one) for path, one in _walk("cardwright", _root()))


def _root() -> Any:
    return typer.main.get_command(app)


def _walk(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    below = getattr(command, "commands", {})
    if not below or (path != "cardwright" and command.params):
        yield path, command
    for name, one in below.items():
        yield from _walk(f"{path} {name}", one)


def _command(path: str, command: Any) -> str:
    words = " ".join(inspect.cleandoc(command.help or "").replace("\b", "").split())
    rows = "".join(_row(one) for one in command.params if one.name != "help")
    table = f"\n| argument or option | what it is |\n| --- | --- |\n{rows}" if rows else ""
    return f"\n## `{path}`\n\n{words}\n{table}"


def _row(one: Any) -> str:
    name = f"`{one.metavar or one.name.upper()}`" if one.param_type_name == "argument" else ""
    name = name or ", ".join(f"`{opt}`" for opt in one.opts)
    needed = " (required)" if one.required else ""
    return f"| {name} | {one.help or ''}{needed} |\n"


def settings() -> str:
    """Every setting with its variable, default and meaning."""
    rows = "".join(_setting(name) for name in Settings.model_fields)
    return (
        f"# Settings\n\n{NOTE}\n"
        "A flag counts before the environment, the environment before `config.toml` in the data "
        "folder,\nthat before the default. `cardwright config` shows what is in force. Keys are "
        "read from the\nvendors' own variables and are never written down.\n\n"
        "| setting | variable | default | meaning |\n| --- | --- | --- | --- |\n" + rows
    )


def _setting(name: str) -> str:
    field = Settings.model_fields[name]
    default = "the machine's" if field.default_factory else field.default
    shown = "none" if default is None else default
    if isinstance(shown, tuple):
        shown = ",".join(f"{each:g}" for each in shown)
    return f"| `{name}` | `{variable(name)}` | {shown} | {field.description} |\n"


def errors() -> str:
    """The tree, what each class means, and the exit code it leads to."""
    drawn = re.search(r"CardwrightError\n.*?(?=\n\n)", tree.__doc__ or "", re.DOTALL)
    rows = "".join(
        f"| `{kind.__name__}` | {_first_sentence(kind)} | {exit_code(kind('x'))} |\n"
        for kind in _kinds(CardwrightError)
    )
    codes = ", ".join(f"{code} {kind.__name__}" for kind, code in EXIT_CODES.items())
    return (
        f"# Errors\n\n{NOTE}\n```\n{drawn[0] if drawn else ''}\n```\n\n"
        f"Exit codes: 0 done, {codes}.\nWith `--json` an error is one document with `error` and "
        "`kind` on standard output.\n\n| kind | meaning | exit code |\n| --- | --- | ---: |\n"
        + rows
    )


def _kinds(kind: type[CardwrightError]) -> Iterator[type[CardwrightError]]:
    yield kind
    for below in kind.__subclasses__():
        if below.__module__ == tree.__name__:
            yield from _kinds(below)


def _first_sentence(kind: type[CardwrightError]) -> str:
    return " ".join((kind.__doc__ or "").split())
