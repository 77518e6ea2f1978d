"""A model server on loopback that speaks OpenAI's chat completions, and misbehaves when told to.

A script is a list of behaviours, one a request; the last one is repeated for ever.
"""

from __future__ import annotations

import gzip
import json
import os
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Asked = dict[str, Any]
Behaviour = Callable[["Handler", Asked], None]
LONGEST = 20.0
"""Seconds after which even a hanging behaviour ends."""


@dataclass
class ModelServer:
    """The running server: where it is, and what it was sent."""

    script: list[Behaviour]
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    """The JSON bodies of the requests."""
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"http://127.0.0.1:{self.port}/v1"

    def next(self) -> Behaviour:
        """The behaviour for the request that just came."""
        with self.lock:
            return self.script[0] if len(self.script) == 1 else self.script.pop(0)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    model_server: ModelServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        server = self.model_server
        with server.lock:
            server.asked.append(json.loads(body))
            server.headers.append({name.lower(): value for name, value in self.headers.items()})
            server.paths.append(self.path)
        with suppress(OSError):  # the client may have gone, which is its right
            server.next()(self, json.loads(body))

    def log_message(self, *_: Any) -> None:
        """Nothing: standard error belongs to the tests."""

    def send(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        """One whole response; a header given here replaces the usual one."""
        lines = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        self.send_response(status)
        for name, value in (lines | dict(headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def model_server(*script: Behaviour) -> Iterator[ModelServer]:
    """A server with this script on a free port of 127.0.0.1."""
    state = ModelServer(list(script))
    handler = type("_Handler", (Handler,), {"model_server": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = False
    state.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        state.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def completion(text: str | None, *, finish: str = "stop", **more: Any) -> dict[str, Any]:
    """A body as OpenAI gives it: 11 tokens read and 7 written; `more` replaces whole fields."""
    message = {"role": "assistant", "content": text}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": "stub",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
        **more,
    }


def says(text: str | Callable[[Asked], str] | None, **more: Any) -> Behaviour:
    """A good reply with this text, or with what a function makes of the request."""

    def behave(handler: Handler, asked: Asked) -> None:
        told = text(asked) if callable(text) else text
        handler.send(200, json.dumps(completion(told, **more)).encode())

    return behave


def responds(status: int, body: Any = "", headers: Mapping[str, str] | None = None) -> Behaviour:
    """This status; a body of bytes or text is sent as it is, anything else as JSON."""
    data = body.encode() if isinstance(body, str) else body
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    return lambda handler, _: handler.send(status, data, headers)


def error(status: int, code: str, headers: Mapping[str, str] | None = None) -> Behaviour:
    """A failure as OpenAI words it, quoting the key as it does."""

    def behave(handler: Handler, _: Asked) -> None:
        key = handler.headers.get("authorization", "")
        body = {"error": {"message": f"{code}: {key}", "type": code, "code": code}}
        handler.send(status, json.dumps(body).encode(), headers)

    return behave


def rejects(parameter: str, otherwise: Behaviour) -> Behaviour:
    """400 for a request that has this parameter, as servers do that do not know it."""

    def behave(handler: Handler, asked: Asked) -> None:
        if parameter in asked:
            body = {"error": {"message": f"Unknown parameter: {parameter}", "param": parameter}}
            handler.send(400, json.dumps(body).encode())
        else:
            otherwise(handler, asked)

    return behave


def hangs(handler: Handler, _: Asked) -> None:
    """No answer at all."""
    handler.model_server.stopping.wait(LONGEST)


def drips(handler: Handler, _: Asked) -> None:
    """A good reply, a byte every tenth of a second."""
    body = json.dumps(completion("never whole")).encode()
    _drip(handler, b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body), body)


def drips_headers(handler: Handler, _: Asked) -> None:
    """The status line and headers of a good reply, a byte every tenth of a second."""
    _drip(handler, b"", b"HTTP/1.1 200 OK\r\nX-Filler: " + b"a" * 5_000)


def _drip(handler: Handler, at_once: bytes, slowly: bytes) -> None:
    handler.wfile.write(at_once)
    for byte in slowly:
        if handler.model_server.stopping.wait(0.1):
            return
        handler.wfile.write(bytes([byte]))


def resets(handler: Handler, _: Asked) -> None:
    """The connection is thrown away in the middle of the reply."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    os.close(handler.connection.detach())


def promises_more(handler: Handler, _: Asked) -> None:
    """A content length larger than the body."""
    handler.send(200, json.dumps(completion("x")).encode(), {"Content-Length": "5000"})


def promises_less(handler: Handler, _: Asked) -> None:
    """A content length smaller than the body."""
    handler.send(200, json.dumps(completion("x")).encode(), {"Content-Length": "20"})


def bombs(status: int = 200) -> Behaviour:
    """Some hundred packed kilobytes that swell to 100 MB."""
    packed = gzip.compress(b"[" + b" " * 100_000_000 + b"]", compresslevel=1)
    return responds(status, packed, {"Content-Encoding": "gzip"})


def floods(handler: Handler, _: Asked) -> None:
    """A body without an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while not handler.model_server.stopping.is_set():
        handler.wfile.write(b" " * 100_000)
