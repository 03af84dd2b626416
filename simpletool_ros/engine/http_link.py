"""JSON over HTTP/1.1 to one server: kept connections, a deadline for every exchange, TLS, a key.

No exchange outlasts its deadline, connecting included, however the other end behaves; one that fails touches
no connection but its own. A server that cannot be reached is tried again with back-off; in between an
exchange that would have to connect fails at once. Meanwhile its name is looked up again and a connection made
on a thread: that may take seconds, which a tick does not have.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import os
import socket
import ssl
import threading
import time
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from .base import DeadlineExceeded, EngineError

PATIENCE = 30.0
"""Seconds for an exchange without a deadline."""

BACK_OFF = (0.1, 2.0)
"""Seconds until a server that was not reached is tried again, and at most; doubled each time."""

KEY_VARIABLE = "SIMPLETOOL_API_KEY"
"""The environment variable that holds the key when no file does."""

_LARGEST = 1 << 24
_GONE = (http.client.RemoteDisconnected, ConnectionError)


class Link:
    """Exchanges with a server; thread-safe."""

    def __init__(self, url: str, key_file: str = "", ca_file: str = "") -> None:
        """Check the address and look it up.

        Args:
            url: ``http://host:port`` or ``https://…``, with a path if the API is not at the root.
            key_file: holds the API key; empty: :data:`KEY_VARIABLE`, or no key.
            ca_file: certificates that are trusted beside the system's.

        Raises:
            EngineError: with the option and the mend.
        """
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError as error:
            raise EngineError(f"engine remote: url is {url!r}: {error}") from error
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
            raise EngineError(f"engine remote: url is {url!r}; write http://host:port or https://host:port")
        self.url = url.rstrip("/")
        self._host, self._path = parts.hostname, parts.path.rstrip("/").removesuffix("/v1")
        self._port = port or (443 if parts.scheme == "https" else 80)
        self._tls = _tls(ca_file) if parts.scheme == "https" else None
        self._headers = {"Content-Type": "application/json"}
        key = _key(key_file)
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._lock = threading.Lock()
        self._idle: list[_Connection] = []
        self._wait, self._retry_at, self._why = BACK_OFF[0], 0.0, ""
        self._reaching = False
        self._closed = False
        self._addresses: list[Any] = []
        try:
            self._look_up()
        except OSError as error:
            raise EngineError(
                f"{self.url}: {self._host} is not known: {error.strerror}; check url"
            ) from error

    def get(self, path: str) -> Any:
        """Return what the server says at a path; see :meth:`post`."""
        return self._exchange("GET", path, None, None)

    def post(self, path: str, body: dict[str, Any], deadline: float | None) -> Any:
        """Send JSON and return the JSON that is answered.

        Args:
            path: behind the URL.
            body: what to send.
            deadline: steady seconds; None: :data:`PATIENCE` from now.

        Raises:
            DeadlineExceeded: not connected or no whole answer by then; the connection is closed, so the
                server may stop.
            EngineError: the server cannot be reached, refuses, or answers what is no JSON.
        """
        return self._exchange("POST", path, json.dumps(body).encode(), deadline)

    def close(self) -> None:
        """Close every connection; exchanges raise EngineError from then on."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _exchange(self, method: str, path: str, body: bytes | None, deadline: float | None) -> Any:
        until = time.monotonic() + PATIENCE if deadline is None else deadline
        connection = self._take()
        try:
            while True:
                used = connection is not None
                connection = connection or self._connect(until)
                try:
                    status, text, lasting = connection.exchange(
                        method, self._path + path, body, self._headers, until
                    )
                    break
                except (OSError, http.client.HTTPException) as error:
                    connection.close()
                    if not used or not isinstance(error, _GONE):
                        raise
                    connection = None  # a server ends connections that rest; this one had
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, TimeoutError) and deadline is not None:
                raise DeadlineExceeded(f"{self.url} has not answered by the deadline") from error
            raise EngineError(f"{self.url}: {_reason(error)}") from error
        if lasting:
            self._give(connection)
        else:
            connection.close()
        return self._read(status, text)

    def _read(self, status: int, text: bytes) -> Any:
        if status in (401, 403):
            raise EngineError(
                f"{self.url} refuses the API key; set {KEY_VARIABLE}, or name a file with the option key_file"
            )
        try:
            answer = json.loads(text)
        except ValueError as error:
            raise EngineError(f"{self.url} answers {status} with what is no JSON: {text[:60]!r}") from error
        if status != 200:
            told = answer.get("error", answer) if isinstance(answer, dict) else answer
            what = told.get("message", told) if isinstance(told, dict) else told
            raise EngineError(f"{self.url} answers {status}: {str(what)[:300]}")
        return answer

    # -- connections

    def _take(self) -> _Connection | None:
        with self._lock:
            if self._closed:
                raise EngineError("the engine is closed; load it again")
            if self._idle:
                return self._idle.pop()
            if time.monotonic() < self._retry_at:
                raise EngineError(f"{self._why}; it is tried again soon")
            return None

    def _give(self, connection: _Connection) -> None:
        with self._lock:
            self._wait, self._retry_at = BACK_OFF[0], 0.0
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def _connect(self, until: float) -> _Connection:
        """Connect for an exchange; if that fails leave the server alone for a while."""
        _left(until)  # says nothing about the server
        try:
            return self._dial(until)
        except OSError as error:
            with self._lock:
                self._why = f"{self.url}: {_reason(error)}"
                self._retry_at = time.monotonic() + self._wait
                self._wait = min(2 * self._wait, BACK_OFF[1])
                reaching, self._reaching = self._reaching, True
            if not reaching:
                threading.Thread(target=self._reach, name="reach", daemon=True).start()
            raise

    def _dial(self, until: float) -> _Connection:
        fault: OSError = OSError(f"{self._host} has no address")
        for tried, (family, kind, protocol, _, address) in enumerate(self._addresses):
            end = socket.socket(family, kind, protocol)
            try:
                # One that swallows what is sent to it leaves the next ones their time.
                end.settimeout(_left(until) / (len(self._addresses) - tried))
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                end.connect(address)
                if self._tls is not None:
                    end.settimeout(_left(until))  # of the handshake as a whole
                    end = self._tls.wrap_socket(end, server_hostname=self._host)
                return _Connection(self._host, self._port, end)
            except OSError as error:
                end.close()
                fault = error
        raise fault

    def _look_up(self) -> None:
        self._addresses = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)

    def _reach(self) -> None:
        """Look the name up again and connect: ticks too short for that would never be connected."""
        with contextlib.suppress(OSError):
            self._look_up()
            self._give(self._dial(time.monotonic() + PATIENCE))
        self._reaching = False


class _Connection:
    """A connection and its exchanges, one at a time."""

    def __init__(self, host: str, port: int, end: socket.socket) -> None:
        self._end = _Timed(end)
        self._http = http.client.HTTPConnection(host, port)
        self._http.sock = cast(socket.socket, self._end)

    def exchange(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], until: float
    ) -> tuple[int, bytes, bool]:
        """Return status, body, and whether the connection may be used again."""
        self._end.until = until
        self._http.request(method, path, body, headers)
        response = self._http.getresponse()
        text = response.read(_LARGEST)
        if response.length:
            raise http.client.IncompleteRead(text, response.length)
        return response.status, text, response.isclosed() and not response.will_close

    def close(self) -> None:
        self._end.close()


class _Timed(io.RawIOBase):
    """A socket as ``http.client`` uses one, each of whose operations ends at a point in time.

    A time-out of the socket's own starts anew with every byte.
    """

    until = 0.0

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    def sendall(self, data: bytes) -> None:
        self._end.settimeout(_left(self.until))
        self._end.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self))

    def receive(self, buffer: Any) -> int:
        self._end.settimeout(_left(self.until))
        return self._end.recv_into(buffer)

    def close(self) -> None:
        self._end.close()
        super().close()


class _Reading(io.RawIOBase):
    """What a response is read from; closing it leaves the connection open."""

    def __init__(self, end: _Timed) -> None:
        self._end = end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._end.receive(buffer)


def _left(until: float) -> float:
    """Return the seconds until a point in time; TimeoutError when it has passed."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the deadline has passed")
    return left


def _tls(ca_file: str) -> ssl.SSLContext:
    """Return a context that verifies certificate and host name."""
    context = ssl.create_default_context()
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except OSError as error:  # ssl's errors are, too
            raise EngineError(
                f"engine remote: ca_file {ca_file} cannot be used: {error}; name a file of PEM certificates"
            ) from error
    return context


def _key(file: str) -> str:
    """Return the API key, or nothing. What is wrong with one is said without showing it."""
    where = file or KEY_VARIABLE
    try:
        key = (
            Path(file).expanduser().read_text(encoding="utf-8") if file else os.environ.get(where, "")
        ).strip()
    except (OSError, UnicodeError) as error:
        raise EngineError(f"engine remote: key_file {file} cannot be read: {type(error).__name__}") from error
    if (file and not key) or not all("!" <= character <= "~" for character in key):
        raise EngineError(f"engine remote: {where} holds no API key: one line of visible ASCII characters")
    return key


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}; set the option ca_file"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there; start the server, or check url"
    if isinstance(error, TimeoutError):
        return "does not answer in time"
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
