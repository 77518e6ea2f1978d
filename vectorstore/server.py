"""The index on a Chroma server, for more than one process or machine.

Keep that server on the loopback or a private network, reachable by Cardwright alone: up to and
including 1.5.9 a Chroma server runs the code of whoever can reach it, without asking who that is
(CVE-2026-45829). The folder of `vectorstore.folder` is not exposed.

One server (or one of its databases) serves one Cardwright database: the collection's name is fixed.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from decks.errors import CardwrightError, WorkFailed, WrongUsage
from vectorstore.chroma import ChromaIndex, plainly
from vectorstore.client import let_go, server_client
from vectorstore.port import IndexIdentity, NeighbourIndex

_PORTS = {"http": 8000, "https": 443}


def open_server(url: str, identity: IndexIdentity, *, fresh: bool = False) -> NeighbourIndex:
    """Opens the index on the Chroma server at `url`, such as "http://127.0.0.1:8000".

    `fresh` is as for `vectorstore.folder.open_folder`. Raises `WrongUsage` for what is no address
    of a server, `WorkFailed` if it does not answer, `IndexMismatch` as everywhere.
    """
    host, port, ssl = _address(url)

    def explain(error: BaseException) -> CardwrightError:
        return WorkFailed(
            f"The Chroma server at {host}:{port} did not do its work ({type(error).__name__}): "
            "see that it runs and can be reached; if it does, run cardwright rebuild-index."
        )

    with plainly(explain):
        client = server_client(host, port, ssl=ssl)
    try:
        return ChromaIndex(client, identity, explain, fresh=fresh)
    except BaseException:
        let_go(client)
        raise


def _address(url: str) -> tuple[str, int, bool]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in _PORTS or parts.username or parts.path not in ("", "/"):
        raise WrongUsage(
            "The address of a Chroma server looks like http://127.0.0.1:8000, "
            "with no name, password or path in it."
        )
    return host, port or _PORTS[parts.scheme], parts.scheme == "https"
