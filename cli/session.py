"""Opening the app for one command, and printing its results."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel

    from service.settings import Resolved
    from service.wiring import App

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]
DeckName = Annotated[str, typer.Option("--deck", help="The deck.", show_default=False)]
AnyDeck = Annotated[str | None, typer.Option("--deck", help="Only this deck.", show_default=False)]
Learner = Annotated[
    str | None, typer.Option("--as", help="Who studies (default: the setting `learner`).")
]


def settled(context: typer.Context) -> Resolved:
    """The settings in force for this command."""
    from service.settings import resolve

    flags: dict[str, object] = context.find_root().obj or {}
    return resolve(flags, os.environ)


@contextmanager
def running(context: typer.Context) -> Iterator[App]:
    """The app, closed at the end; its notices go to standard error."""
    from service.wiring import opened

    with opened(settled(context)) as app:
        try:
            yield app
        finally:
            for notice in dict.fromkeys(app.notices):
                typer.secho(notice, fg=typer.colors.YELLOW, err=True)


def print_json(value: BaseModel | Sequence[BaseModel]) -> None:
    """One JSON document on standard output, and nothing else there."""
    from pydantic import BaseModel

    if isinstance(value, BaseModel):
        document = value.model_dump_json()
    else:
        document = "[" + ",".join(item.model_dump_json() for item in value) + "]"
    sys.stdout.buffer.write(document.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()
