"""The index on a server that is not there, does not answer, or is no Chroma."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from decks.errors import WorkFailed, WrongUsage
from tests.vectorstore_samples import IDENTITY
from vectorstore import client
from vectorstore.server import open_server

loopback = [pytest.mark.loopback, pytest.mark.enable_socket]


@contextmanager
def listening(reply: bytes | None) -> Iterator[int]:
    """The port of a server that sends these bytes to whoever connects, or nothing at all."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        kept: list[socket.socket] = []

        def serve() -> None:
            connection, _ = server.accept()
            kept.append(connection)
            if reply is not None:
                connection.recv(10_000)
                connection.sendall(reply)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield int(server.getsockname()[1])
        finally:
            thread.join(5)
            for connection in kept:
                connection.close()


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:8000", "ftp://127.0.0.1", "http://", "http://a:pw@b", "http://h:port"]
)
def test_what_is_no_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(WrongUsage, match=r"looks like http://127\.0\.0\.1:8000") as caught:
        open_server(url, IDENTITY)
    assert "pw" not in str(caught.value)


class TestOnLoopback:
    pytestmark = loopback

    def test_a_server_that_is_not_there_is_one_plain_sentence(self) -> None:
        with closing(socket.create_server(("127.0.0.1", 0))) as server:
            port = server.getsockname()[1]
        with pytest.raises(WorkFailed, match="see that it runs"):
            open_server(f"http://127.0.0.1:{port}", IDENTITY)

    def test_a_server_that_never_answers_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(client, "SECONDS", 0.3)
        started = time.monotonic()
        with listening(None) as port, pytest.raises(WorkFailed, match="see that it runs"):
            open_server(f"http://127.0.0.1:{port}", IDENTITY)
        assert time.monotonic() - started < 5.0

    def test_a_server_of_another_kind_is_one_plain_sentence(self) -> None:
        reply = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        with listening(reply) as port, pytest.raises(WorkFailed, match="did not do its work"):
            open_server(f"http://127.0.0.1:{port}", IDENTITY)
