"""How `--help` groups the commands: by what somebody is about to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import typer
from typer.models import CommandInfo, TyperInfo

PANELS: Mapping[str, tuple[str, ...]] = {
    "Begin": ("demo", "serve"),
    "Notes": ("ingest", "set-aside", "coverage", "source", "changed", "keep"),
    "Drafts, cards and decks": (
        "drafts", "draft", "review", "analogies", "cards", "card", "decks", "deck", "search",
    ),
    "Study": (
        "study", "due", "stats", "table", "mastery", "plan", "history", "undo", "suspend",
    ),
    "Grades": ("claims", "rule", "regrade", "grade", "report-card", "doubts"),
    "The calendar": ("simulate", "fit", "replay"),
    "In and out": ("import", "export", "backup", "restore"),
    "Operate": ("doctor", "rebuild-index", "config", "eval"),
}  # fmt: skip
"""Every command under its heading, in the order in which they are shown."""
PANEL_OF: Mapping[str, str] = {name: panel for panel, names in PANELS.items() for name in names}


def entries(app: typer.Typer) -> Iterator[tuple[str, CommandInfo | TyperInfo]]:
    """Every command and group of the program, by the name that is typed."""
    for command in app.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        yield name.lower().replace("_", "-"), command
    for group in app.registered_groups:
        yield str(group.name), group


def arrange(app: typer.Typer) -> None:
    """Puts every command of the program under its heading."""
    for name, entry in entries(app):
        entry.rich_help_panel = PANEL_OF[name]
