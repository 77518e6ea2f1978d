"""One command of the terminal in this process: starting another takes two seconds."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from cli.main import main


def command(data: Path, *arguments: str, typed: str = "") -> None:
    """Runs `cardwright` on this data folder with what is typed; it must end well."""
    said = io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(typed.encode()))
    with mock.patch.object(sys, "stdin", stdin), redirect_stdout(said), redirect_stderr(said):
        try:
            main(["--data", str(data), *arguments])
        except SystemExit as stop:
            if stop.code:
                raise AssertionError(said.getvalue()) from None
