"""The secret that programs sign in with, in a file of the data folder that only its owner reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from decks.errors import WorkFailed

TOKEN_FILE = "api-token"  # noqa: S105 - the name of a file


def api_token(data: Path) -> str:
    """The token, made at first use; `WorkFailed` where it can be neither read nor written."""
    place = data / TOKEN_FILE
    try:
        return _read(place) or _made(place)
    except (OSError, ValueError):
        raise WorkFailed(
            f"The API's token in {place} can be neither read nor written: look at the file's "
            "owner and rights."
        ) from None


def _read(place: Path) -> str:
    try:
        return place.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def _made(place: Path) -> str:
    """Written beside and put in place whole, so that nobody ever reads half a token."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            os.link(part, place)
        except FileExistsError:
            if not _read(place):
                os.replace(part, place)
    finally:
        part.unlink(missing_ok=True)
    return _read(place)
