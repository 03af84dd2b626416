"""The hub between one robot and the pages that show it: every event to every page, each at its own pace.

Events come from the robot's thread and never wait. A page that reads slowly, or not at all, gets the newest
of each kind when it reads again; what waits for it is bounded, and nobody else notices.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from typing import Any, Protocol

KEPT = {"tick": 32, "stop": 8, "answer": 32, "refused": 8}
"""How many events of a kind wait for a page, the newest ones; of any other kind one."""

PAGES = 16
"""Pages that may be open at a time."""

Answer = tuple[bool, str]
"""Whether a command was carried out, and a sentence for the person who gave it."""


class Robot(Protocol):
    """What commands go to; every method returns at once."""

    def instruct(self, instruction: str) -> Future[Answer]:
        """Follow an instruction in words; empty: none."""
        ...

    def stop(self) -> Future[Answer]:
        """Stop and stay stopped; True only if that is certain."""
        ...

    def rearm(self) -> Future[Answer]:
        """Let it move again."""
        ...


class Full(Exception):
    """As many pages are open as may be."""


class Hub:
    """Hands every event to every open page. ``publish`` is for any thread, the rest for the event loop's."""

    def __init__(self) -> None:
        """Begin with no page and no robot; set ``robot`` before pages come."""
        self.robot: Robot | None = None
        self._lock = threading.Lock()
        self._latest: dict[str, tuple[float, str]] = {}
        self._pages: set[Page] = set()

    def publish(self, event: Mapping[str, Any]) -> None:
        """Take an event: a mapping that JSON can say, with its ``kind``."""
        said = time.monotonic(), json.dumps(event, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        with self._lock:
            self._latest[event["kind"]] = said
            for page in self._pages:
                page.put(event["kind"], said)

    @property
    def pages(self) -> int:
        """How many are open."""
        return len(self._pages)

    @contextlib.contextmanager
    def page(self) -> Iterator[Page]:
        """Open a page: it begins with the latest event of each kind.

        Raises:
            Full: there are :data:`PAGES` already.
        """
        page = Page(asyncio.get_running_loop())
        with self._lock:
            if len(self._pages) >= PAGES:
                raise Full
            for kind, said in self._latest.items():
                page.put(kind, said)
            self._pages.add(page)
        try:
            yield page
        finally:
            with self._lock:
                self._pages.discard(page)


class Page:
    """What waits for one page."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin with nothing."""
        self._loop = loop
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[tuple[float, str]]] = {}
        self._some = asyncio.Event()

    def put(self, kind: str, said: tuple[float, str]) -> None:
        """Let an event wait, from any thread: the steady time it was published, and its JSON."""
        with self._lock:
            first = not self._waiting
            self._waiting.setdefault(kind, deque(maxlen=KEPT.get(kind, 1))).append(said)
        if first:
            with contextlib.suppress(RuntimeError):  # the server has ended
                self._loop.call_soon_threadsafe(self._some.set)

    async def take(self) -> str:
        """Wait for events and return all that wait: ``[{"age": seconds, "event": {…}}, …]``."""
        await self._some.wait()
        self._some.clear()
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        now = time.monotonic()
        events = (said for kind in waiting.values() for said in kind)
        return "[" + ",".join(f'{{"age":{now - at:.3f},"event":{event}}}' for at, event in events) + "]"
