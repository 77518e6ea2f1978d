"""What `--help` alone shows: the commands by name and first sentence.

Typer reads the signature of every command before it shows any, which for forty of them takes as
long as all the rest. Who only asks what there is need not wait for it.
"""

from __future__ import annotations

import inspect

import typer
from typer.core import TyperCommand, TyperGroup

ASKED: tuple[list[str], ...] = ([], ["--help"], ["-h"])
"""The arguments that ask for nothing else."""


def outline(app: typer.Typer) -> TyperGroup:
    """The program with its options, and commands that can be listed but not run."""
    bare = typer.Typer()
    bare.info, bare.registered_callback = app.info, app.registered_callback
    shown = typer.main.get_command(bare)
    assert isinstance(shown, TyperGroup)
    for command in app.registered_commands:
        told = command.help or (command.callback.__doc__ if command.callback else "")
        name = command.name or (command.callback.__name__ if command.callback else "")
        _add(shown, name.lower().replace("_", "-"), told)
    for group in app.registered_groups:
        inner = group.typer_instance.info if group.typer_instance else group
        told = next((each for each in (group.help, inner.help) if isinstance(each, str)), "")
        _add(shown, str(group.name), told)
    return shown


def _add(shown: TyperGroup, name: str, told: str | None) -> None:
    shown.add_command(TyperCommand(name, help=inspect.cleandoc(told or "")), name)
