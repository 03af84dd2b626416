"""Primed prefixes, kept for the next question with the same tools."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..core.heads import HeadPlan
from ..core.prompt import Prompt
from ..engine.base import Engine, EngineError, PromptTooLong, Session


class Unusable(EngineError):
    """The engine cannot decode with these tools."""


@dataclass(frozen=True)
class Primed:
    """A session and what it was opened on."""

    prompt: Prompt
    plan: HeadPlan
    session: Session


class SessionPool:
    """Sessions by key, at most ``room`` at a time; the one that was not used for longest goes first.

    A session is lent to one thread at a time. Threads that ask with one key at once get one each, so no key
    waits for another's decoding.
    """

    def __init__(self, engine: Engine, room: int) -> None:
        """Keep at most ``room`` sessions, lent ones included; at least as many as threads that borrow."""
        self._engine = engine
        self._room = room
        self._lock = threading.Lock()
        self._idle: list[tuple[str, Primed]] = []  # the latest used last
        self._lent = 0
        self.opened = 0
        """How many were ever opened: the prefixes that had to be computed."""

    def __len__(self) -> int:
        """How many there are."""
        return len(self._idle) + self._lent

    @contextmanager
    def lend(self, key: str, make: Callable[[], tuple[Prompt, HeadPlan]]) -> Iterator[Primed]:
        """Lend the session of a key; opened on what ``make`` returns if there is none idle.

        A session whose use ends in anything but an EngineError is closed.

        Raises:
            PromptTooLong: the prefix does not fit.
            Unusable: the engine cannot decode with these tools.
        """
        with self._lock:
            found = next((at for at in reversed(range(len(self._idle))) if self._idle[at][0] == key), None)
            primed = None if found is None else self._idle.pop(found)[1]
            self._lent += 1
        usable = False
        try:
            if primed is None:
                primed = self._open(*make())
            try:
                yield primed
                usable = True
            except EngineError:
                usable = True
                raise
        finally:
            with self._lock:
                self._lent -= 1
                if usable and primed is not None:
                    self._idle.append((key, primed))
            if not usable and primed is not None:
                primed.session.close()

    def _open(self, prompt: Prompt, plan: HeadPlan) -> Primed:
        with self._lock:
            full = self._idle and len(self) > self._room  # this one counts as lent already
            leaving = self._idle.pop(0)[1] if full else None
        if leaving is not None:
            leaving.session.close()
        try:
            session = self._engine.open(prompt.prefix, plan)
        except PromptTooLong:
            raise
        except EngineError as error:
            raise Unusable(str(error)) from error
        with self._lock:
            self.opened += 1
        return Primed(prompt, plan, session)

    def close(self) -> None:
        """Close the idle sessions."""
        with self._lock:
            idle, self._idle = self._idle, []
        for _, primed in idle:
            primed.session.close()
