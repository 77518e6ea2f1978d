"""The child that reads a deck package: `python -m service.transfer.package_child NAME SECONDS MB`.

The bytes come on standard input. The first byte of the output says whether a deck follows ("+") or
an error by class and sentence ("-").
"""

from __future__ import annotations

import sys

from authoring.child import limit
from decks.errors import CardwrightError
from decks.exchange.formats import read_deck
from decks.exchange.parcel import packed
from decks.keypoints import key_points_of


def answer(name: str, data: bytes) -> bytes:
    """What is to be said about the package."""
    try:
        return b"+" + packed(read_deck(name, data, key_points_of, "apkg"))
    except CardwrightError as error:
        return f"-{type(error).__name__}\n{error}".encode("utf-8", "replace")
    except (MemoryError, RecursionError):
        return b"-TooLarge\nThe package needs more memory than is allowed."


def main() -> None:
    """Reads, and tells."""
    name, seconds, megabytes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limit(seconds, megabytes)
    sys.stdout.buffer.write(answer(name, sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
