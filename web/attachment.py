"""Replies that the browser saves as a file, under a name that is safe everywhere (RFC 6266)."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from starlette.responses import Response

TYPES = {
    "jsonl": "application/x-ndjson; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
_PARTS = re.compile(r'[\\/:*?"<>|%\x00-\x1f\x7f]+')


def attachment(text: str, title: str, ending: str) -> Response:
    """The text as a file that is called after `title`."""
    name = f"{file_name(title)}.{ending}"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = plain if len(plain) > len(ending) + 1 else f"deck.{ending}"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {"content-disposition": disposition}
    return Response(text.encode("utf-8"), headers=headers, media_type=TYPES[ending])


def file_name(title: str) -> str:
    """The title as a file's name: no path, nothing that a shell or a file system reads, short."""
    shown = "".join(char for char in title if unicodedata.category(char) not in ("Cf", "Cc", "Cs"))
    return " ".join(_PARTS.sub(" ", shown).split()).strip(". ")[:80] or "deck"
