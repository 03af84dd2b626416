"""The life of the ``vllm`` engine's process: started, watched, ended, started again.

One thread, the supervisor, starts the process, reads what it says and starts it again when it is gone, with
back-off. A process that stands still although it has work, or says what is no message, is killed. Whoever
asks meanwhile is told so at once; nobody ever waits for the process itself.
"""

from __future__ import annotations

import contextlib
import logging
import select
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace

from .base import DeadlineExceeded, EngineError
from .vllm_child import Child, mend
from .vllm_worker import Settings
from .wire import Alive, Ask, Channel, Drop, Failed, Message, Quit, Ready, Said, WireError

HANG = 3.0
"""Seconds without a sign of life, or without a step although there is work, until the process is killed."""

SILENT = 1.0
"""Seconds without a sign of life after which a tick fails at once instead of waiting for its deadline."""

BACK_OFF = (1.0, 30.0)
"""Seconds before the first new start, and at most; doubled each time."""

ANSWER = 60.0
"""Seconds that an answer may take when it has no deadline: the first pass of a long prefix."""

_TELL = 5.0
_LEAVE = 3.0

logger = logging.getLogger(__name__)


@dataclass
class _Waiting:
    """Somebody who waits for an answer."""

    patient: bool
    done: threading.Event = field(default_factory=threading.Event)
    said: Said | None = None
    fault: str = ""


class Process:
    """A worker process that is always there, or on its way back."""

    def __init__(
        self,
        settings: Settings,
        python: str,
        tell: Callable[[str], None],
        prime: Callable[[], list[Ask]],
    ) -> None:
        """Start it and wait until it has loaded, however long that takes.

        Args:
            settings: of vLLM.
            python: the interpreter that has vLLM.
            tell: told how loading goes.
            prime: what a process is asked after a new start, before anybody else; numbers are set here.

        Raises:
            EngineError: it cannot load.
        """
        self._settings, self._python, self._tell, self._prime = settings, python, tell, prime
        self._lock = threading.Lock()
        self._waiting: dict[int, _Waiting] = {}
        self._numbers = iter(range(1, sys.maxsize))
        self._channel: Channel | None = None
        self._down = "vLLM is being loaded"
        self._child: Child | None = None
        self._heard = self._moved = 0.0
        self.turns, self.busy = 0, False
        """Of its loop, and whether it has work, as it last said."""
        self._ready, self._closing = threading.Event(), threading.Event()
        self._fault = ""
        self.starts = 0
        """How often it has been started."""
        self.about = ""
        self.context = settings.context
        self._thread = threading.Thread(target=self._supervise, name="vllm supervisor", daemon=True)
        self._thread.start()
        self._ready.wait()
        if self._fault:
            self.close()
            raise EngineError(self._fault)

    @property
    def pid(self) -> int:
        """The present process; 0 while there is none."""
        return self._child.pid if self._child is not None else 0

    def ask(self, question: Ask, deadline: float | None) -> Said:
        """Ask and wait for the answer.

        Args:
            question: its number is set here.
            deadline: steady seconds.

        Raises:
            DeadlineExceeded: no answer by then, from a process that works.
            EngineError: the process is not there, stands still, or cannot answer.
        """
        number, waiting = self._number(), _Waiting(deadline is None)
        channel, start = self._register(number, waiting)
        try:
            try:
                channel.send(replace(question, number=number))
            except WireError as error:
                self.distrust(f"it does not take questions: {error}", start)
                raise EngineError(f"the vLLM process does not take questions: {error}") from error
            until = deadline if deadline is not None else time.monotonic() + ANSWER
            while not waiting.done.wait(max(min(until - time.monotonic(), SILENT), 0.0)):
                self._give_up(until, deadline is None)
        except EngineError:
            with contextlib.suppress(WireError):
                channel.send(Drop(number))
            raise
        finally:
            with self._lock:
                self._waiting.pop(number, None)
        if waiting.said is None:
            raise EngineError(waiting.fault)
        if waiting.said.error:
            raise EngineError(f"vLLM refuses the prompt: {waiting.said.error}")
        return waiting.said

    def distrust(self, why: str, start: int) -> None:
        """End a process that gave garbage; it is started again.

        Args:
            why: for the log.
            start: the number of its start; a later one is left alone.
        """
        with self._lock:
            if self._child is not None and start == self.starts:
                logger.error("the vLLM process is started again: %s", why)
                self._child.strike()

    def close(self) -> None:
        """End the process; returns soon, whatever it does."""
        self._closing.set()
        with self._lock:
            channel = self._channel
        if channel is not None:
            with contextlib.suppress(WireError):
                channel.send(Quit())
        if self._child is not None:
            self._child.kill(after=_LEAVE if channel is not None else 0.0)
        self._thread.join(_LEAVE)

    # -- who asks

    def _number(self) -> int:
        with self._lock:
            return next(self._numbers)

    def _register(self, number: int, waiting: _Waiting) -> tuple[Channel, int]:
        with self._lock:
            if self._down or self._channel is None:
                raise EngineError(self._down or "the engine is closed; load it again")
            silent = time.monotonic() - self._heard
            if silent > SILENT:
                raise EngineError(f"the vLLM process has shown no sign of life for {silent:.1f} s")
            self._waiting[number] = waiting
            return self._channel, self.starts

    def _give_up(self, until: float, patient: bool) -> None:
        """Raise if there is no use in waiting any longer."""
        now = time.monotonic()
        silent = now - self._heard
        if silent > SILENT:
            raise EngineError(f"the vLLM process has shown no sign of life for {silent:.1f} s")
        if now >= until and patient:
            raise EngineError(f"vLLM has not answered for {ANSWER:.0f} s")
        if now >= until:
            raise DeadlineExceeded("vLLM has not answered by the deadline; the tick is not computed further")

    # -- the supervisor

    def _supervise(self) -> None:
        wait = BACK_OFF[0]
        while not self._closing.is_set():
            began = time.monotonic()
            try:
                why, words = self._live()
            except Exception as error:  # the supervisor must outlive whatever it meets
                logger.exception("the supervisor of vLLM")
                why, words = f"vLLM cannot be followed: {type(error).__name__}: {error}", ""
            if self._closing.is_set():
                break
            if not self._ready.is_set():
                self._fault = why + words
                self._ready.set()
                return
            if time.monotonic() - began > BACK_OFF[1]:
                wait = BACK_OFF[0]
            logger.error("%s; it is started again in %.0f s%s", why, wait, words)
            self._fail(f"{why}; it is being started again")
            self._closing.wait(wait)
            wait = min(2 * wait, BACK_OFF[1])
        self._fail("the engine is closed; load it again")

    def _live(self) -> tuple[str, str]:
        """Start a process and follow it to its end; return why it ended, and its last words if need be."""
        try:
            child = Child(self._python, asdict(self._settings))
        except OSError as error:
            return f"{self._python} cannot be started: {error}; name the Python that has vLLM", ""
        with self._lock:
            self._child, self.starts = child, self.starts + 1
        channel = Channel(child.end, patience=0.05, reads=HANG)
        self._heard = self._moved = time.monotonic()
        self.busy = False
        try:
            why = self._follow(channel, child)
        except WireError as error:
            why = f"the vLLM process says or takes what is no message: {error}"
        finally:
            child.kill()
            with self._lock:
                self._channel, self._down = None, self._down or "the vLLM process is gone"
            channel.close()
        if why:
            return why, ""
        return f"the vLLM process ended (exit code {child.code})", f"; its last words:\n{child.last_words()}"

    def _follow(self, channel: Channel, child: Child) -> str:
        """Read what the process says until it is gone; return why it must end, or nothing.

        Raises:
            WireError: it says what is no message, or does not read.
        """
        began = told = time.monotonic()
        loading = True
        priming: set[int] = set()
        while not self._closing.is_set():
            now = time.monotonic()
            if loading and now - told > _TELL:
                told = now
                self._tell(f"vLLM has been loading for {now - began:.0f} s: {child.last_line()}")
            if not channel.waiting and not select.select([child.end], [], [], 0.1)[0]:
                why = "" if loading else self._stuck(now, bool(priming))
                if why:
                    return why
                continue
            message = channel.receive()
            if message is None:
                return ""
            self._heard = time.monotonic()
            if isinstance(message, Failed):
                return f"vLLM cannot start: {message.why}{mend(message.why)}"
            if isinstance(message, Ready):
                loading = False
                self.context, self.about = message.context, message.about
                self._tell(f"vLLM is loaded after {time.monotonic() - began:.0f} s: {message.about}")
                priming = self._first_questions(channel)
                if not priming:
                    self._open(channel)
            else:
                self._hear(message)
            if isinstance(message, Said) and message.number in priming:
                priming.remove(message.number)
                if not priming:
                    self._open(channel)
        return "closed"

    def _stuck(self, now: float, priming: bool) -> str:
        """Return why the process has to be killed; empty when it has not."""
        with self._lock:
            patient = priming or any(one.patient for one in self._waiting.values())
            working = self.busy or priming or bool(self._waiting)
        longest = ANSWER if patient else HANG  # a long prefix is one step
        if now - self._heard > longest:
            return f"the vLLM process has shown no sign of life for {now - self._heard:.0f} s"
        if working and now - self._moved > longest:
            return f"the vLLM process has stood still for {now - self._moved:.0f} s"
        return ""

    def _first_questions(self, channel: Channel) -> set[int]:
        """Ask for the prefixes of the sessions that are open."""
        self._moved = time.monotonic()
        numbers = set()
        for question in self._prime():
            number = self._number()
            channel.send(replace(question, number=number))
            numbers.add(number)
        return numbers

    def _open(self, channel: Channel) -> None:
        with self._lock:
            self._channel, self._down = channel, ""
        self._ready.set()

    def _hear(self, message: Message) -> None:
        if isinstance(message, Alive):
            if message.turns != self.turns or not message.busy:
                self._moved = self._heard
            self.turns, self.busy = message.turns, message.busy
        elif isinstance(message, Said):
            self._moved = self._heard
            with self._lock:
                waiting = self._waiting.get(message.number)
            if waiting is not None:
                waiting.said = message
                waiting.done.set()

    def _fail(self, why: str) -> None:
        """Tell whoever waits, and whoever will ask."""
        with self._lock:
            self._down, self._channel = why, None
            waiting, self._waiting = list(self._waiting.values()), {}
        for one in waiting:
            one.fault = why
            one.done.set()
