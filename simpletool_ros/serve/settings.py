"""What a server allows. Every default is the safe one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Limits and openings of one server.

    Attributes:
        origins: web pages of these origins (``http://localhost:8080``; ``null``: files opened from disk) may
            ask; pages that this server serves itself always may.
        hosts: names and addresses, without port, by which clients may call this server, besides loopback's.
        api_key: what clients must send as ``Authorization: Bearer …``; empty: nothing.
        max_body: bytes of a request.
        max_tools: tools of a request.
        timeout: seconds from a request's arrival to its answer.
        body_timeout: seconds in which a request's headers, and then its body, must have come.
        workers: decodings at a time.
        sessions: primed prefixes kept, at least one for each worker; the longest unused goes first.
        queue: requests that wait for a worker; more are turned away.
    """

    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    api_key: str = ""
    max_body: int = 1 << 20
    max_tools: int = 64
    timeout: float = 10.0
    body_timeout: float = 10.0
    workers: int = 1
    sessions: int = 16
    queue: int = 512
