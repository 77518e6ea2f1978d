"""What `--help` alone shows: the commands by name and first sentence.

Typer reads the signature of every command before it shows any, which for forty of them takes as
long as all the rest. Who only asks what there is need not wait for it.
"""

from __future__ import annotations

import inspect

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import CommandInfo, TyperInfo

from cli.panels import PANEL_OF, entries

ASKED: tuple[list[str], ...] = ([], ["--help"], ["-h"])
"""The arguments that ask for nothing else."""


def outline(app: typer.Typer) -> TyperGroup:
    """The program with its options, and commands that can be listed but not run."""
    bare = typer.Typer()
    bare.info, bare.registered_callback = app.info, app.registered_callback
    shown = typer.main.get_command(bare)
    assert isinstance(shown, TyperGroup)
    told = {name: _told(entry) for name, entry in entries(app)}
    for name, panel in PANEL_OF.items():
        shown.add_command(TyperCommand(name, help=told[name], rich_help_panel=panel), name)
    return shown


def _told(entry: CommandInfo | TyperInfo) -> str:
    """What a command or a group says of itself."""
    if isinstance(entry, CommandInfo):
        told = entry.help or (entry.callback.__doc__ if entry.callback else "")
        return inspect.cleandoc(told or "")
    inner = entry.typer_instance.info if entry.typer_instance else entry
    return next((each for each in (entry.help, inner.help) if isinstance(each, str)), "")
