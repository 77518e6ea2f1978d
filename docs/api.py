"""The JSON API as its own OpenAPI document, and as a table for reading."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import FastAPI

from docs.pages import NOTE
from web import api

HEAD = f"""# The JSON API

{NOTE}
The server that `cardwright serve` starts answers programs under `{api.PREFIX}`, by the same verbs
as the command line and with the same [shapes](schemas). The whole document is
[openapi.json](openapi.json); the server gives it at `{api.PREFIX}/openapi.json`.

Programs send `Authorization: Bearer TOKEN`; `cardwright config --token` prints the token. Bodies
are JSON and closed to unknown fields; errors are one document with `error` and `kind`. An answer
carries an `Idempotency-Key`: the same key with the same body is the same answer, with another
body it is refused with 422.

The one person of this site is both sides, so cards, drafts, analogies, sources, search and export
show the key. `due` and `question` show nothing of it: no answer, key point, reference, citation or
analogy before the attempt.
"""


def openapi() -> str:
    """The OpenAPI document as the text of its file."""
    return json.dumps(_document(), indent=1, ensure_ascii=False) + "\n"


def reference() -> str:
    """Every operation in a table."""
    rows = "".join(
        f"| `{method.upper()} {path}` | {_told(operation)} | {_sent(operation)} |\n"
        for path, operations in _document()["paths"].items()
        for method, operation in operations.items()
    )
    return f"{HEAD}\n| request | what it does | body |\n| --- | --- | --- |\n{rows}"


@cache
def _document() -> dict[str, Any]:
    made = FastAPI(title="Cardwright", version="1")
    api.register(made)
    return made.openapi()


def _told(operation: dict[str, Any]) -> str:
    return " ".join(operation["description"].split())


def _sent(operation: dict[str, Any]) -> str:
    """What its body is called, by kind of content."""
    content = operation.get("requestBody", {}).get("content", {})
    names = [part["schema"]["$ref"].rpartition("/")[2] for part in content.values()]
    kinds = ["a file" if name.startswith("Body_") else f"`{name}`" for name in names]
    return ", ".join(kinds)
