"""An engine, the threads that decode on it, and what waits for them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ..core.decode import confidence, decode
from ..core.problems import ConfigurationError, problem
from ..core.prompt import Profile
from ..core.verdict import Code, Verdict
from ..engine.base import DeadlineExceeded, Engine, EngineError
from .ask import Answer, Ask
from .queue import FairQueue
from .sessions import SessionPool

_logger = logging.getLogger(__name__)

_MANY = 8
"""Questions that wait for each worker; from here on answers leave together."""

_TOGETHER = 0.015
"""Seconds between answers that leave together, and the longest that one waits for others."""


class Overloaded(EngineError):
    """Too many questions wait already."""


@dataclass(eq=False)
class _Ticket:
    """A question, and where its answer goes."""

    ask: Ask
    deadline: float
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Answer]
    asked: float = field(default_factory=time.perf_counter)

    def settle(self, outcome: Answer | Exception) -> None:
        """Hand the outcome over; called in any thread."""
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
            self.loop.call_soon_threadsafe(self._settle, outcome)

    def _settle(self, outcome: Answer | Exception) -> None:
        if self.answer.done():
            return
        if isinstance(outcome, Exception):
            self.answer.set_exception(outcome)
        else:
            self.answer.set_result(outcome)


class _Answered:
    """Outcomes on their way from the workers to the event loop.

    To hand one over wakes the loop, which takes processor, lock and caches from the next decoding: a tenth of
    a short one's time. So while many questions wait, the loop fetches what there is every :data:`_TOGETHER`
    seconds by itself, whatever the workers do meanwhile.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: list[tuple[_Ticket, Answer | Exception]] = []
        self._fetching: asyncio.AbstractEventLoop | None = None

    def put(self, ticket: _Ticket, outcome: Answer | Exception) -> None:
        """Take an outcome; called in any thread."""
        with self._lock:
            if self._fetching is ticket.loop:
                self._held.append((ticket, outcome))
                return
        ticket.settle(outcome)

    def gather(self, loop: asyncio.AbstractEventLoop, many: Callable[[], bool]) -> None:
        """Let ``loop``, which calls this, fetch outcomes for as long as ``many`` questions wait."""
        with self._lock:
            if self._fetching is loop:
                return
            self._fetching = loop
        loop.call_later(_TOGETHER, self._fetch, loop, many)

    def _fetch(self, loop: asyncio.AbstractEventLoop, many: Callable[[], bool]) -> None:
        with self._lock:
            held, self._held = self._held, []
            again = many()
            self._fetching = loop if again else None
        for ticket, outcome in held:
            ticket.settle(outcome)
        if again:
            loop.call_later(_TOGETHER, self._fetch, loop, many)


class EngineHost:
    """A loaded engine, asked from any number of clients at once."""

    def __init__(
        self, engine: Engine, model: str, workers: int = 1, sessions: int = 16, waiting: int = 512
    ) -> None:
        """Take the engine over and start the workers.

        Args:
            engine: what decodes.
            model: the name that clients know it by.
            workers: threads that decode; a core each for an engine that computes here.
            sessions: primed prefixes kept, at least one a worker.
            waiting: questions that may wait for a worker.

        Raises:
            ConfigurationError: a number is out of range, or there is no prompt profile of the engine's name.
        """
        for name, value, least in (
            ("workers", workers, 1),
            ("sessions", sessions, workers),
            ("waiting", waiting, 1),
        ):
            if value < least:
                raise problem(name, f"is {value}", f"{least} is the least")
        self.engine = engine
        self.model = model
        self.workers = workers
        self.profile = Profile.load(engine.profile)
        self.sessions = SessionPool(engine, sessions)
        self._queue: FairQueue[_Ticket] = FairQueue(waiting)
        self._answered = _Answered()
        self._changed = threading.Condition()
        self._open = True
        self.busy = 0
        """Workers that have a question now."""
        self._threads = [
            threading.Thread(target=self._work, name=f"decode-{n}", daemon=True) for n in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def waiting(self) -> int:
        """Questions that wait for a worker."""
        return len(self._queue)

    def answer(self, ask: Ask, client: str, deadline: float) -> asyncio.Future[Answer]:
        """Return the answer to come. A question whose future is done or cancelled is not computed any more.

        Args:
            ask: the question.
            client: who asks; clients take turns.
            deadline: ``time.monotonic()`` seconds after which the answer is worthless.

        Raises:
            Overloaded: by the future: too many wait.
            DeadlineExceeded: by the future: given up at the deadline.
            ConfigurationError: by the future: the tools cannot be used.
            PromptTooLong: by the future: the prompt does not fit.
            EngineError: by the future: anything else.
        """
        loop = asyncio.get_running_loop()
        ticket = _Ticket(ask, deadline, loop, loop.create_future())
        with self._changed:
            turned_away = self._queue.put(client, ticket) if self._open else ticket
            self._changed.notify()
        if self._many():
            self._answered.gather(loop, self._many)
        if turned_away is not None:
            why = "too many requests wait already" if self._open else "the server is shutting down"
            turned_away.settle(Overloaded(f"{why}; ask again later"))
        return ticket.answer

    def close(self) -> None:
        """Turn away what waits, let what is computed end, and free the engine."""
        with self._changed:
            self._open = False
            while (ticket := self._queue.get()) is not None:
                ticket.settle(Overloaded("the server is shutting down; ask again later"))
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()
        self.sessions.close()
        self.engine.close()

    def _many(self) -> bool:
        return self.waiting >= _MANY * self.workers

    def _work(self) -> None:
        while (ticket := self._next()) is not None:
            try:
                if not ticket.answer.done():  # somebody waits for it
                    self._answered.put(ticket, self._outcome(ticket))
            finally:
                with self._changed:
                    self.busy -= 1

    def _next(self) -> _Ticket | None:
        """Wait for a question and return it, None when there will be no more."""
        with self._changed:
            while (ticket := self._queue.get()) is None:
                if not self._open:
                    return None
                self._changed.wait()
            self.busy += 1
        return ticket

    def _outcome(self, ticket: _Ticket) -> Answer | Exception:
        try:
            return self._answer(ticket)
        except (EngineError, ConfigurationError) as error:
            return error
        except BaseException as error:  # noqa: B902 - the thread must outlive every engine
            _logger.exception("the engine raised what it should not")
            return EngineError(f"{type(error).__name__}: {error}")

    def _answer(self, ticket: _Ticket) -> Answer:
        taken = time.perf_counter()
        if time.monotonic() >= ticket.deadline:
            raise DeadlineExceeded("no worker was free in time")
        ask = ticket.ask
        with self.sessions.lend(ask.key, lambda: ask.prompt(self.profile)) as primed:
            suffix = primed.prompt.suffix(ask.instruction, ask.environment, ask.history)
            opened = time.perf_counter()
            decoded = primed.session.decode(suffix, ticket.deadline)
            done = time.perf_counter()
            toolset = primed.plan.toolset
        verdict, call = decode(decoded.heads, toolset)
        sure = confidence(decoded.heads, toolset)
        least = self.engine.training.min_confidence
        if call is not None and not ask.required and not sure >= least:  # NaN too
            verdict, call = Verdict(Code.NO_CALL, f"confidence {sure:.2f} is below {least:g}"), None
        return Answer(
            verdict,
            call,
            sure,
            decoded,
            waited_ms=1e3 * (taken - ticket.asked),
            opened_ms=1e3 * (opened - taken),
            engine_ms=1e3 * (done - opened),
        )
