"""Files that appear under their name only when they are whole.

What is no regular file (a pipe, a device) is written to directly, a link is followed, and a file
that is written again keeps its rights.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from decks.errors import NotFound, WorkFailed


@contextmanager
def whole(target: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """A file to write; `-` is standard output. A new file that is `private` is its owner's alone.

    Raises `NotFound` where the folder is missing, `WorkFailed` where it cannot be written; then
    what was there before is still there.
    """
    try:
        if str(target) == "-":
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        elif _special(target):
            with target.open("wb") as file:
                yield file
        else:
            yield from _replaced(target.resolve(), private)
    except OSError as error:
        raise WorkFailed(f"{target} cannot be written: {error.strerror}.") from None


def _special(target: Path) -> bool:
    return target.exists() and not target.is_file()


def _replaced(target: Path, private: bool) -> Iterator[IO[bytes]]:
    if not target.parent.is_dir():
        raise NotFound(f"There is no folder {target.parent}.")
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_rights(target, private))
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def _rights(target: Path, private: bool) -> int:
    """Those that the file had, or those of a new one."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o600 if private else 0o666 & ~mask
