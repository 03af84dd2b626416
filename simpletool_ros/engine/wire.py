"""What the ``vllm`` engine and its process say to each other, and how.

A frame is four bytes of length, little-endian, and JSON: the message's name and its fields. Both ends check
what they get: a frame that is no message is a :class:`WireError`, and whoever sent it is not to be trusted.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
from dataclasses import dataclass, field, fields
from typing import Any

_LENGTH = struct.Struct("<I")
_LARGEST = 1 << 24
_AT_ONCE = 1 << 16


class WireError(RuntimeError):
    """The other end sent what is no message, or does not read what it is sent."""


# -- from the engine


@dataclass(frozen=True)
class Ask:
    """Decode heads behind a prompt.

    Attributes:
        number: unique.
        robot: whose tick it is.
        again: whether it is the rest of a tick of which a part is decoded already.
        prompt: token ids that all heads share.
        heads: of each: ids behind the prompt (its tag first), ids that stop it, the most tokens.
        grammar: what they may say (``grammar.spell``); empty: anything.
        deadline: steady seconds; None: none.
    """

    number: int
    robot: int
    again: bool
    prompt: list[int]
    heads: list[tuple[list[int], list[int], int]]
    grammar: str
    deadline: float | None


@dataclass(frozen=True)
class Drop:
    """Decode a tick no further."""

    number: int


@dataclass(frozen=True)
class Quit:
    """End."""


# -- from the process


@dataclass(frozen=True)
class Ready:
    """The model is loaded; the most tokens of a prompt and its answer."""

    context: int
    about: str


@dataclass(frozen=True)
class Failed:
    """The process ends: why it cannot serve."""

    why: str


@dataclass(frozen=True)
class Alive:
    """A sign of life; how often the loop has turned and whether it has work."""

    turns: int
    busy: bool


@dataclass(frozen=True)
class Said:
    """The answer to an Ask.

    Attributes:
        number: the tick's.
        heads: in the order of the question: ids and the log-probability of each.
        computed: prompt tokens that were not cached, all heads together.
        first_ms: milliseconds to the first token.
        rest_ms: milliseconds after it.
        error: why there is no answer; empty: there is one.
    """

    number: int
    heads: list[tuple[list[int], list[float]]] = field(default_factory=list)
    computed: int = 0
    first_ms: float = 0.0
    rest_ms: float = 0.0
    error: str = ""


Message = Ask | Drop | Quit | Ready | Failed | Alive | Said
_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (Ask, Drop, Quit, Ready, Failed, Alive, Said)}


class Channel:
    """One end of a stream socket. Any thread may send; one receives."""

    def __init__(self, end: socket.socket, patience: float = 1.0, reads: float = 0.0) -> None:
        """Take over a socket.

        Args:
            end: the socket.
            patience: seconds for which a full buffer is waited for.
            reads: seconds for which the rest of a frame is waited for; 0: for ever.
        """
        for option, limit in ((socket.SO_SNDTIMEO, patience), (socket.SO_RCVTIMEO, reads)):
            whole = int(limit)
            end.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", whole, int(1e6 * (limit - whole))))
        self._end, self._sending, self._patience = end, threading.Lock(), patience
        self._come = bytearray()
        self._broken = False  # in the middle of a frame: whatever followed would be taken for its rest

    def send(self, message: Message) -> None:
        """Send a message.

        Raises:
            WireError: the other end is gone, or does not read.
        """
        body = json.dumps([type(message).__name__, vars(message)]).encode()  # asdict copies every number
        if self._broken or not self._sending.acquire(timeout=self._patience or -1):
            raise WireError("cannot send: the other end does not read")
        try:
            self._end.sendall(_LENGTH.pack(len(body)) + body)
        except OSError as error:
            self._broken = True
            raise WireError(f"cannot send: {error}") from error
        finally:
            self._sending.release()

    @property
    def waiting(self) -> bool:
        """Whether more has come than the last message, so that the socket need not become readable."""
        return bool(self._come)

    def receive(self) -> Message | None:
        """Wait for a message; None when the other end is gone.

        Raises:
            WireError: what came is no message.
        """
        head = self._read(_LENGTH.size)
        if head is None:
            return None
        (length,) = _LENGTH.unpack(head)
        if length > _LARGEST:
            raise WireError(f"a frame of {length} bytes")
        body = self._read(length)
        if body is None:
            return None
        try:
            name, said = json.loads(body)
            kind = _KINDS[name]
            if set(said) != {one.name for one in fields(kind)}:
                raise ValueError(f"the fields of {name} are {sorted(said)}")
            message: Message = kind(**said)
            return message
        except (ValueError, KeyError, TypeError) as error:
            raise WireError(f"a frame that is no message: {body[:80]!r}") from error

    def close(self) -> None:
        """End both directions; who waits in ``receive`` gets None."""
        with contextlib.suppress(OSError):  # the other end is gone
            self._end.shutdown(socket.SHUT_RDWR)
        self._end.close()

    def _read(self, size: int) -> bytes | None:
        # All that has come at once: a busy interpreter may let us run only every few milliseconds.
        while len(self._come) < size:
            try:
                part = self._end.recv(_AT_ONCE)
            except OSError:  # closed by us, or reset
                return None
            if not part:
                return None
            self._come += part
        data = bytes(self._come[:size])
        del self._come[:size]
        return data
