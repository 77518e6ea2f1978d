"""Chroma clients with everything switched off that we did not ask for.

Telemetry is off, a `.env` file of the working directory is not read, and variables that other
programs set for Chroma do not change which store is opened.
"""

from __future__ import annotations

import http
import http.client
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.config import Settings

SECONDS = 30.0
"""How long a server may take over one request."""


def folder_client(folder: Path | str) -> Client:
    """A client on a folder of this machine; only for the owner of the folder's lock."""
    import chromadb

    settings = _settings(chroma_api_impl="chromadb.api.rust.RustBindingsAPI")
    return cast("Client", chromadb.PersistentClient(str(folder), settings=settings))


def server_client(host: str, port: int, *, ssl: bool) -> Client:
    """A client of a Chroma server; raises what the connection raises, after `SECONDS` at most."""
    import chromadb

    _greet(host, port, ssl=ssl)
    settings = _settings(chroma_server_host=host, chroma_server_http_port=port)
    client = cast("Client", chromadb.HttpClient(host, port, ssl=ssl, settings=settings))
    # Chroma waits for ever and has no setting for it; its version is pinned.
    client._server._session.timeout = SECONDS  # type: ignore[attr-defined]  # of FastAPI only
    return client


def let_go(client: Client) -> None:
    """Closes a client, and the connections that Chroma's own `close` leaves open."""
    servers = (client._server, client._admin_client._server)  # type: ignore[attr-defined]  # of both
    client.close()
    for server in servers:
        session = getattr(server, "_session", None)
        if session is not None:
            session.close()


def _greet(host: str, port: int, *, ssl: bool) -> None:
    """One request with a time limit, since those of Chroma's constructor have none."""
    kind = http.client.HTTPSConnection if ssl else http.client.HTTPConnection
    with closing(kind(host, port, timeout=SECONDS)) as connection:
        connection.request("GET", "/api/v2/heartbeat")
        status = connection.getresponse().status
    if status != http.HTTPStatus.OK:
        raise ConnectionError(f"the server answered {status}")


def _settings(**ours: Any) -> Settings:
    from chromadb.config import Settings

    return Settings(_env_file=None, anonymized_telemetry=False, **ours)
