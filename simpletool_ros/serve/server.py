"""Running an application: uvicorn, and what it lacks against clients that dawdle."""

from __future__ import annotations

import asyncio
import math
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .answering import WHEN_GONE
from .settings import Settings

MAX_HEAD = 1 << 16
"""Bytes of a request's line and headers."""

UNREAD = 15
"""Seconds that what was sent to a client may stay unread; then Linux cuts it off, and frees what waited."""

MAX_MESSAGE = 1 << 14
"""Bytes of a websocket message that a client sends."""

KEEP_ALIVE = 20
"""Seconds that a connection may be idle between requests; the usual clients give theirs up earlier."""


def configuration(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    """Return how uvicorn is to run an application: on sockets that the caller has opened."""

    class Protocol(_Impatient):
        seconds = settings.body_timeout

    return uvicorn.Config(
        app,
        http=Protocol,
        ws="websockets-sansio",
        ws_max_size=MAX_MESSAGE,
        ws_per_message_deflate=False,  # much work a message, and memory a client, for short ones
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # or a client could pass as another
        limit_concurrency=settings.connections,
        timeout_keep_alive=KEEP_ALIVE,
        # Until every request that is being answered has its answer, or its time is up.
        timeout_graceful_shutdown=math.ceil(settings.timeout) + 1,
    )


def listen(address: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Args:
        address: a name or an address of this machine; ``0.0.0.0`` or ``::``: all of them.
        port: 0: any free one.

    Raises:
        OSError: the address is not of this machine, or the port is taken or none.
    """
    if not 0 <= port < 1 << 16:  # getaddrinfo would take the rest of a division
        raise OSError(f"there is no port {port}")
    family, _, _, _, where = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    listening = socket.create_server(where[:2], family=family, backlog=1024)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # every connection inherits it
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * UNREAD)
    return listening


class _Impatient(HttpToolsProtocol):
    """A connection whose request line and headers must come within ``seconds``, and be short."""

    seconds = 10.0

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._patience: asyncio.TimerHandle | None = None
        self._head = 0
        self._awaited = True
        """Whether a head is not complete yet."""
        self._when_gone: set[Callable[[], None]] = set()

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._heard()
        super().connection_lost(exc)
        for tell in tuple(self._when_gone):
            tell()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._awaited:
            self._wait()
            self._head += len(data)
            if self._head > MAX_HEAD:
                self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._awaited = True
        self.scope[WHEN_GONE] = self._when_gone

    def on_headers_complete(self) -> None:
        self._heard()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        if not self.pipeline:
            # uvicorn reads on when the body is taken; a client that goes meanwhile would not be noticed.
            self.flow.resume_reading()

    def _wait(self) -> None:
        if self._patience is None:
            self._head = 0
            self._patience = self.loop.call_later(self.seconds, self.transport.close)

    def _heard(self) -> None:
        self._awaited = False
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
