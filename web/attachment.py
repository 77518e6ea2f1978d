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
    "apkg": "application/octet-stream",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "gift": "text/plain; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
}
_PARTS = re.compile(r'[\\/:*?"<>|%\x00-\x1f\x7f]+')


def attachment(data: bytes, title: str, ending: str) -> Response:
    """The bytes as a file that is called after `title`; `ending` is one of `TYPES`."""
    name = f"{file_name(title)}.{ending}"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = plain if len(plain) > len(ending) + 1 else f"deck.{ending}"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {"content-disposition": disposition}
    return Response(data, headers=headers, media_type=TYPES[ending])


def file_name(title: str) -> str:
    """The title as a file's name: no path, nothing that a shell or a file system reads, short."""
    shown = "".join(char for char in title if unicodedata.category(char) not in ("Cf", "Cc", "Cs"))
    return " ".join(_PARTS.sub(" ", shown).split()).strip(". ")[:80] or "deck"
