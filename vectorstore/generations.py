"""Where in the index folder the vectors lie, and whether its last owner left it in order.

    index/
        current      the name of the generation in use, replaced in one step
        closed       a fingerprint of that generation's files, written by a clean close
        gen-1/       one Chroma folder

A rebuild fills a new generation beside the old one and then changes `current`; the old one is
deleted, so the folder does not grow (Chroma's own files never shrink: chroma#2594). What a killed
rebuild leaves behind is swept away at the next opening. Only the owner of the lock comes here.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path

from decks.errors import DataDamaged

_NAME = re.compile(r"gen-(\d{1,9})")


class Generations:
    """The generations of one index folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._current = folder / "current"
        self._closed = folder / "closed"

    def current(self) -> Path | None:
        """The generation in use; None where there is none yet.

        Raises `DataDamaged` where one is named that is not there.
        """
        try:
            name = self._current.read_text("ascii", "replace").strip()
        except FileNotFoundError:
            return None
        place = self._folder / name
        if not _NAME.fullmatch(name) or not place.is_dir():
            raise DataDamaged(
                f"Part of the vector index in {self._folder} is missing: run cardwright "
                "rebuild-index, which makes it anew and loses nothing."
            )
        return place

    def add(self) -> Path:
        """A new, empty generation, not in use before `publish`."""
        numbers = [int(match[1]) for match in map(_NAME.fullmatch, self._names()) if match]
        place = self._folder / f"gen-{max(numbers, default=0) + 1}"
        place.mkdir()
        return place

    def publish(self, generation: Path) -> None:
        """Puts this generation in use, in one step."""
        self.mark_open()
        draft = self._folder / "current.next"
        _write(draft, generation.name)
        draft.replace(self._current)

    def sweep(self, *keep: Path) -> None:
        """Deletes all generations but these; what another program holds open waits for next time.

        (Windows refuses to delete open files; the next sweep finds them again.)
        """
        for name in self._names():
            place = self._folder / name
            if _NAME.fullmatch(name) and place not in keep:
                shutil.rmtree(place, ignore_errors=True)

    def mark_open(self) -> None:
        """From here on a death leaves the folder in doubt."""
        _write(self._closed, "")

    def mark_closed(self, generation: Path) -> None:
        """The owner closed this generation in order."""
        _write(self._closed, _fingerprint(generation))

    def left_in_order(self, generation: Path) -> bool:
        """Whether it was closed cleanly and no file changed its size or time since."""
        try:
            return self._closed.read_text("ascii", "replace") == _fingerprint(generation)
        except FileNotFoundError:
            return False

    def _names(self) -> list[str]:
        return sorted(os.listdir(self._folder))


def _write(file: Path, text: str) -> None:
    """Written through to the disk, so that a power cut does not bring the old words back."""
    with file.open("w", encoding="ascii") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())


def _fingerprint(generation: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in generation.rglob("*") if path.is_file()):
        facts = file.stat()
        name = file.relative_to(generation).as_posix()
        digest.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
