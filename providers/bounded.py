"""An HTTP client that reads every reply whole, and never more than a bound of it.

Errors and good replies alike: a body is counted as it is unpacked, so a small packed one that
swells is cut off. Redirects are not followed. Servers on this machine are reached without a proxy.
"""

from __future__ import annotations

import ipaddress
from typing import Any

import httpx2

MAX_BYTES = 2_000_000
"""Of one unpacked reply; a good one has a hundredth of that."""
_OF_THE_PACKING = ("content-encoding", "content-length", "transfer-encoding")


class ReplyTooLong(Exception):
    """The reply went over the bound; the rest was not read."""


class BoundedClient(httpx2.Client):
    """A client for one call with this time-out, in seconds, for every single read."""

    def __init__(self, host: str, timeout: float) -> None:
        super().__init__(
            timeout=timeout,
            follow_redirects=False,
            trust_env=not on_this_machine(host),
            headers={"accept-encoding": "identity"},
        )

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """The whole response; raises `ReplyTooLong`, and else as an `httpx2.Client` does."""
        response = super().send(request, **{**options, "stream": True})
        body = bytearray()
        try:
            for piece in response.iter_bytes():
                body += piece
                if len(body) > MAX_BYTES:
                    raise ReplyTooLong
        finally:
            response.close()
        headers = [
            (name, value)
            for name, value in response.headers.multi_items()
            if name.lower() not in _OF_THE_PACKING
        ]
        return httpx2.Response(
            response.status_code, headers=headers, content=bytes(body), request=request
        )


def on_this_machine(host: str) -> bool:
    """Whether the host is the loopback one."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
