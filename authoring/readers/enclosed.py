"""What stands between an opening and its closing mark, found in one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Iterator


def enclosed(
    text: str, opening: re.Pattern[str], closing: str
) -> Iterator[tuple[re.Match[str], int]]:
    """Each match of `opening` that is closed, with where its closing mark begins.

    Nothing is looked for behind a mark that is never closed: there is no closing mark left.
    """
    at = 0
    while (found := opening.search(text, at)) is not None:
        end = text.find(closing, found.end())
        if end < 0:
            return
        yield found, end
        at = end + len(closing)
