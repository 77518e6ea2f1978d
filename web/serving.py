"""The server process: a socket, the API's token, the one-time link, and uvicorn."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from decks.errors import Refused, WorkFailed
from service.api_token import api_token
from web.entry import Entry
from web.site import LOOPBACK, create_site

if TYPE_CHECKING:
    import uvicorn

    from service.wiring import App

DRAIN_SECONDS = 25


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; `Refused` where the port is taken, `WorkFailed` for a wrong address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno in (98, 48, 10048):  # address in use, on Linux, macOS and Windows
            raise Refused(
                f"Port {port} is taken: end what listens there, or choose another with --port."
            ) from None
        raise WorkFailed(f"{host}:{port} cannot be listened on: {error.strerror}.") from None


def serving(app: App, listening: socket.socket, host: str) -> tuple[uvicorn.Server, str]:
    """A server over the app, ready to run on the socket, and the link that signs the owner in."""
    import uvicorn

    app.settle_parts()
    entry = Entry(api_token(app.settings.data))
    site = create_site(app, entry, hosts=(*LOOPBACK, host.strip("[]")))
    config = uvicorn.Config(
        site,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        limit_concurrency=200,
        h11_max_incomplete_event_size=65_536,
    )
    port = listening.getsockname()[1]
    name = f"[{host}]" if ":" in host else host
    return uvicorn.Server(config), f"http://{name}:{port}/enter?token={entry.link()}"
