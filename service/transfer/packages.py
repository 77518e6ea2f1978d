"""Deck packages are read in a child process with limits: what hangs or bursts takes only it along.

A package is a stranger's archive around a stranger's database. The child says JSON, which is
checked like any other input.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

from decks import errors
from decks.errors import CardwrightError, DamagedFile, TooLarge, WorkFailed
from decks.exchange.parcel import unpacked

if TYPE_CHECKING:
    from decks.exchange.jsonl import Loaded

SECONDS = 120
MEGABYTES = 1_500


def read_package(
    name: str, data: bytes, *, seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> Loaded:
    """The deck in a package; raises an `Unreadable` or `UnknownFormat` that says why not."""
    label = PurePath(name).name[:80].encode("ascii", "replace").decode() or "package"
    command = [sys.executable, "-P", "-m", "service.transfer.package_child", label]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [*command, str(seconds), str(megabytes)],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TooLarge(f"Reading took longer than {seconds} s and was stopped.") from None
    said = done.stdout
    if done.returncode != 0 or not said.startswith((b"+", b"-")):
        raise DamagedFile(
            f"Reading ended abruptly, at {megabytes} MB of memory or by a damaged package: export "
            "the deck again."
        )
    if said.startswith(b"+"):
        return unpacked(said[1:])
    kind, _, sentence = said[1:].decode("utf-8", "replace").partition("\n")
    raise _kind(kind)(sentence)


def _kind(name: str) -> type[CardwrightError]:
    """The error of this name in our tree; `WorkFailed` for any other."""
    found = vars(errors).get(name)
    if isinstance(found, type) and issubclass(found, CardwrightError):
        return found
    return WorkFailed
