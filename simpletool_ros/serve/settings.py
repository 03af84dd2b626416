"""What a server allows. Every default is the safe one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from ..core.problems import ConfigurationError, Problem

_ORIGIN = re.compile(r"null|https?://[^/?#@\s]+")


@dataclass(frozen=True)
class Settings:
    """The limits and openings of one server.

    Attributes:
        origins: web pages of these origins may ask (``http://localhost:8080``; ``null``: files opened from
            disk); pages that this server itself serves always may.
        names: host names by which clients call this server, besides ``localhost``, the machine's own and
            plain addresses.
        api_key: what clients must send as ``Authorization: Bearer …``; empty: nothing.
        max_body: bytes of a request's body.
        max_prompt: UTF-8 bytes of a prompt: system text, tools, state, history and instruction.
        max_tools: tools of a request.
        timeout: seconds from a request's arrival to its answer.
        body_timeout: seconds in which a request's headers, and then its body, must have come.
        connections: open at a time.
    """

    origins: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    api_key: str = ""
    max_body: int = 1 << 20
    max_prompt: int = 1 << 17
    max_tools: int = 64
    timeout: float = 10.0
    body_timeout: float = 10.0
    connections: int = 1024

    def __post_init__(self) -> None:
        """Check every field.

        Raises:
            ConfigurationError: with every problem.
        """
        if problems := list(self._problems()):
            raise ConfigurationError(problems)

    def _problems(self) -> Iterator[Problem]:
        for name in (one.name for one in fields(self)):
            value = getattr(self, name)
            if isinstance(value, (int, float)) and not 0 < value < math.inf:
                yield Problem(name, f"is {value}", "write a number above 0")
        for origin in self.origins:
            if not _ORIGIN.fullmatch(origin):
                mend = "write http://HOST:PORT without a path, or null for files opened from disk"
                yield Problem("origins", f"{origin!r} is no origin", mend)
