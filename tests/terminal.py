"""Commands of the terminal in this process: starting another takes two seconds."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import typer.main

from cli.main import main

_built = cache(typer.main.get_command)
"""The tree of commands is made once: a process runs one command, a test dozens, and making the
tree takes longer than many a command.
"""


@dataclass(frozen=True)
class Ran:
    """What one run of the command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON document it must be."""
        return json.loads(self.out)


def ran(*arguments: str, typed: str = "", environ: Mapping[str, str] | None = None) -> Ran:
    """Runs `cardwright` with what is typed, in these surroundings in place of ours."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    stdin = io.TextIOWrapper(io.BytesIO(typed.encode()))
    around = mock.patch.dict(os.environ, environ or os.environ, clear=True)
    tree = mock.patch.object(typer.main, "get_command", _built)
    typed_in = mock.patch.object(sys, "stdin", stdin)
    code = 0
    with around, tree, typed_in, redirect_stdout(out), redirect_stderr(err):
        try:
            main(list(arguments))
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return Ran(code, _written(out), _written(err))


def command(data: Path, *arguments: str, typed: str = "") -> None:
    """A command on this data folder that must end well."""
    found = ran("--data", str(data), *arguments, typed=typed)
    if found.code:
        raise AssertionError(found.err)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    held = stream.buffer
    assert isinstance(held, io.BytesIO)
    return held.getvalue().decode("utf-8")
