"""A file becomes a `Reading`, in a child process with limits of memory and time.

Uploaded notes are hostile input: a parser that hangs, eats memory or crashes takes the child with
it and nothing else. What the child says comes back as JSON and is validated like any other input.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from authoring.formats import format_of, misnamed
from authoring.readers.reading import Reading
from decks import errors
from decks.errors import CardwrightError, DamagedFile, NotFound, TooLarge, WorkFailed, WrongUsage
from decks.sources import Span

__all__ = ["ReadLimits", "Reading", "read_bytes", "read_file"]

_SPANS = TypeAdapter(tuple[Span, ...])


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Seconds of wall clock and megabytes of memory for the child; megabytes of the file."""

    seconds: int = 60
    megabytes: int = 512
    file_megabytes: int = 50


def read_file(path: Path, *, limits: ReadLimits | None = None) -> Reading:
    """The reading of a file; `NotFound`, or what `read_bytes` raises."""
    allowed = (limits or ReadLimits()).file_megabytes
    try:
        if path.stat().st_size > allowed * 1_000_000:
            raise TooLarge(f"{path.name} is larger than {allowed} MB: split it.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise WrongUsage(f"{path} is a folder: name the files in it.") from None
    except OSError as error:
        raise WorkFailed(f"{path} cannot be read: {error.strerror}.") from None
    return read_bytes(data, path.name, limits=limits)


def read_bytes(data: bytes, name: str, *, limits: ReadLimits | None = None) -> Reading:
    """The reading of bytes with a file's name.

    Raises `UnknownFormat`, an `Unreadable` with the reason, or `TooLarge` where the child goes over
    its limits; every sentence begins with the name.
    """
    allowed = limits or ReadLimits()
    try:
        format_name = format_of(name, data)
        reading = _in_child(data, format_name, allowed)
        odd = misnamed(name, format_name)
        return replace(reading, warnings=(odd, *reading.warnings)) if odd else reading
    except CardwrightError as error:
        raise type(error)(f"{name}: {error}") from None


def _in_child(data: bytes, format_name: str, limits: ReadLimits) -> Reading:
    command = [
        sys.executable,
        "-P",
        "-m",
        "authoring.child",
        format_name,
        str(limits.seconds),
        str(limits.megabytes),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command, input=data, capture_output=True, timeout=limits.seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooLarge(
            f"Reading took longer than {limits.seconds} s and was stopped: split the file."
        ) from None
    if done.returncode != 0:
        raise DamagedFile(
            f"Reading ended abruptly, at {limits.megabytes} MB of memory or by a damaged file: "
            "split it, or export it again."
        )
    return _understood(done.stdout)


def _understood(reply: bytes) -> Reading:
    """What the child said: a reading, or one of our errors by name. It is checked like any input,
    since what was read may have taken the child over.
    """
    try:
        said = json.loads(reply)
        if "error" in said:
            raise _kind(said["error"])(str(said["message"]))
        return Reading(
            format=said["format"],
            extractor=said["extractor"],
            text=said["text"],
            spans=_SPANS.validate_python(said["spans"]),
            warnings=tuple(said["warnings"]),
        )
    except (ValueError, TypeError, KeyError):
        raise DamagedFile("Reading gave nothing usable: export the file again.") from None


def _kind(name: object) -> type[CardwrightError]:
    """The error of this name in our tree; `WorkFailed` for any other."""
    found = vars(errors).get(str(name))
    if isinstance(found, type) and issubclass(found, CardwrightError):
        return found
    return WorkFailed
