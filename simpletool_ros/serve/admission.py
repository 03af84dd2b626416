"""Who may ask, and how much at once: checked before a request reaches any endpoint.

A server on loopback is reachable from every web page that its user's browser shows. So a page must be of an
origin that is listed, or of this server itself, and the host name that it was called by must be known: else a
page could point a name of its own at 127.0.0.1 and pass as one of ours.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import socket
from collections.abc import Awaitable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .errors import Refused
from .settings import Settings

OPEN = ("/health", "/files/", "/page/", "/live")
"""Asked for without a key, as ``/`` is: what a load balancer and a browser's address bar ask for. The live
page's websocket takes the key as its first message, for a browser can send no header with it."""

_DRAINED = 8
"""Up to this many times the limit a body is read to its end, thrown away: a client that still sends when the
connection closes often never sees why."""


class Admission:
    """ASGI middleware: host name, origin, key, size and pace of a request. Hands the body on in one piece."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Stand before ``app``."""
        self._app = app
        self._settings = settings
        self._key = settings.api_key.encode()
        self._names = {"localhost", socket.gethostname().lower(), *map(str.lower, settings.names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with what is wrong."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            self._check(scope, headers)
            if scope["type"] == "http":
                receive = await self._body(headers, receive)
        except Refused as error:
            if scope["type"] == "websocket":  # closed before it is accepted: answered with 403
                await send({"type": "websocket.close", "code": 1008, "reason": error.message[:120]})
            else:
                response = error.response(scope["path"])
                response.headers["connection"] = "close"  # the rest of the body is not read
                await response(scope, receive, send)
            return
        except ConnectionError:  # gone while its body came
            return
        await self._app(scope, receive, send)

    def _check(self, scope: Scope, headers: Headers) -> None:
        host = headers.get("host", "")
        if not self._known(host):
            raise Refused(
                403,
                f"called by the unknown host name {host!r}: start the server with --name {_name(host)}",
                code="unknown_host",
            )
        origin = headers.get("origin")
        if origin is not None and origin not in self._settings.origins and urlsplit(origin).netloc != host:
            raise Refused(
                403,
                f"pages of the origin {origin} may not ask: start the server with --origin {origin}",
                code="origin_not_allowed",
            )
        if self._key and scope["path"] != "/" and not scope["path"].startswith(OPEN):
            scheme, _, key = headers.get("authorization", "").partition(" ")
            right = hmac.compare_digest(key.strip().encode("latin-1"), self._key)  # the bytes as they came
            if scheme.lower() != "bearer" or not right:
                message = "no valid API key: send the header Authorization: Bearer KEY"
                raise Refused(401, message, code="invalid_api_key")

    def _known(self, host: str) -> bool:
        name = _name(host).lower()
        if name in self._names or name.endswith(".localhost"):
            return True
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return False
        return True  # an address is nobody's name

    async def _body(self, headers: Headers, receive: Receive) -> Receive:
        """Read the body within its limits and return a ``receive`` that has it in one piece.

        Raises:
            Refused: it is too large or comes too slowly.
            ConnectionError: the client has gone.
        """
        limit, seconds = self._settings.max_body, self._settings.body_timeout
        told = headers.get("content-length", "0")
        parts: list[bytes] = []

        async def read() -> None:
            size, more = 0, not (told.isdigit() and int(told) > _DRAINED * limit)
            while more and size <= _DRAINED * limit:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ConnectionError
                size += len(message.get("body", b""))
                if size <= limit:
                    parts.append(message.get("body", b""))
                more = message.get("more_body", False)
            if more or size > limit or not parts:
                raise Refused(413, f"the body is larger than {limit} bytes: send less", code="too_large")

        await _within(seconds, read())
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if any(parts) and kind != "application/json":
            message = f"content-type: is {kind or 'missing'}: send application/json"
            raise Refused(415, message, code="unsupported_media_type")
        whole: list[Message] = [{"type": "http.request", "body": b"".join(parts), "more_body": False}]

        async def replay() -> Message:
            return whole.pop() if whole else await receive()

        return replay


async def _within(seconds: float, reading: Awaitable[None]) -> None:
    """Await the reading of a body: a timer alone, for a context of anyio's costs more than all else here.

    Raises:
        Refused: it took longer.
    """
    task, late = asyncio.current_task(), False
    assert task is not None

    def expire() -> None:
        nonlocal late
        late = task.cancel()

    timer = asyncio.get_running_loop().call_later(seconds, expire)
    try:
        await reading
    except asyncio.CancelledError:
        if not late:
            raise
        raise Refused(408, f"the body did not come within {seconds:g} s", code="too_slow") from None
    finally:
        timer.cancel()


def _name(host: str) -> str:
    """Return a Host header without its port."""
    return host if host.endswith("]") else host.rpartition(":")[0] or host
