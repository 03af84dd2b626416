"""The control loop: snapshot, prompt, decode, verdict, dispatch, record; once a tick, and nothing queues up.

Ticks start on the metronome's thread and decode on the worker's; the executor's callbacks only keep messages.
What leaves the controller leaves in ``_dispatch`` and ``halt``, under one lock.
"""

from __future__ import annotations

import gc
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from rclpy.clock import Clock
from rclpy.impl.rcutils_logger import RcutilsLogger

from ..action import FollowInstruction
from ..core.tools import Call
from ..core.verdict import ACCEPTED, Code, Verdict
from ..msg import FunctionCall, TickReport
from . import convert, record
from .binding import Binding
from .decider import Decision
from .gate import Gate
from .history import History
from .metronome import Metronome
from .motion import Motion, target_of
from .servers import Refused
from .sources import Snapshot, since
from .task import Job, Task
from .worker import Worker

HANG = 1.0
"""Seconds after which an engine that does not answer is reported, and again each time they pass."""

ENGINE_PATIENCE = 5.0
"""Seconds of nothing but engine failures after which an action goal fails."""

_REPEAT_LOG = 10.0

Result = FollowInstruction.Result


@dataclass(frozen=True)
class Outlets:
    """Where the loop's messages go; called from any thread.

    Attributes:
        call: publishes an accepted call.
        report: publishes the record of a tick.
        instruction: publishes what is followed now, empty for nothing.
    """

    call: Callable[[FunctionCall], None]
    report: Callable[[TickReport], None]
    instruction: Callable[[str], None]


class Loop:
    """Runs the ticks of one controller."""

    def __init__(
        self,
        binding: Binding,
        gate: Gate,
        clock: Clock,
        logger: RcutilsLogger,
        outlets: Outlets,
    ) -> None:
        """Get ready; nothing ticks before ``start``."""
        self.binding, self._gate, self._clock, self._logger = binding, gate, clock, logger
        self._out = outlets
        self.task: Task | None = None
        self.history = History()
        self._motion = Motion()
        self._sending = threading.RLock()
        self._worker = Worker(self._log)
        self._metronome: Metronome | None = None
        self._ran = 0
        self._hang_reported = 0.0
        self._failing_since: float | None = None
        self._logged: tuple[str, float] = ("", 0.0)

    # -- from the executor

    def start(self) -> None:
        """Begin to tick."""
        self._ran, self._failing_since = 0, None
        # What was loaded stays: the collector need not look at it again, which takes tens of milliseconds.
        gc.collect()
        gc.freeze()
        self._metronome = Metronome(self.binding.contract.period, self._beat)

    def stop(self) -> None:
        """Stop ticking, and the robot. When this returns, nothing is sent any more.

        The guard is not told: it sees the calls stop, and repeats the contract's stop until we are back.
        """
        with self._sending:
            metronome, self._metronome = self._metronome, None
            if metronome is not None:
                self._say(self.binding.routes.stop())
                self._motion.stopped()
        if metronome is not None:
            metronome.stop()
            self.end(Result.FAILED, "the controller was deactivated")

    @property
    def active(self) -> bool:
        """Whether it ticks."""
        return self._metronome is not None

    def close(self, after: Callable[[], None]) -> None:
        """Stop for good; ``after`` is called when the last decision is through, never if it hangs."""
        self.stop()
        self.binding.close()
        self._worker.last(self.binding.decider.close)
        self._worker.last(after)
        self._worker.close()

    def assign(self, task: Task | None) -> None:
        """Follow another instruction, or (None) nothing: the robot is stopped, what runs is canceled."""
        if task is None:
            with self._sending:
                if (
                    self.task is None and self.active
                ):  # what an instruction has begun may run on behind its end
                    self.halt("the instruction was cleared")
            self.end(Result.REPLACED, "the instruction was cleared")
            return
        with self._sending:
            before, self.task = self.task, task
            self.history.clear()
            self.binding.sources.begin()
            self._failing_since = None
            self._out.instruction(task.instruction)
        if before is not None:
            before.ended(Result.REPLACED, "another instruction took its place")

    def end(self, outcome: int, message: str, task: Task | None = None) -> None:
        """End the present task (``task``: only if it is that one); the robot is stopped if it moves."""
        with self._sending:
            ended = self.task
            if ended is None or (task is not None and ended is not task):
                return
            self.task = None
            self._out.instruction("")
            if self.active and (outcome != Result.DONE or self._motion.commanded):
                self.halt(message)
        ended.ended(outcome, message)

    def swap(self, binding: Binding) -> None:
        """Put another contract in force, between two ticks; its limits start at rest, so the robot must."""
        with self._sending:
            if self._motion.commanded:
                self.halt("another contract comes into force")
            before, self.binding = self.binding, binding
            metronome = self._metronome
        if metronome is not None and binding.contract.period != before.contract.period:
            metronome.stop()
            with self._sending:
                if self._metronome is metronome:  # nobody has stopped the loop meanwhile
                    self._ran = 0
                    self._metronome = Metronome(binding.contract.period, self._beat)
        before.close()
        self._worker.last(before.decider.close)

    def once(self, instruction: str, send: bool, answer: Callable[[FunctionCall, TickReport], None]) -> bool:
        """Decide once, beside the ticks; False when too many already wait for that."""
        binding, present = self.binding, self.task
        task = Task(instruction or (present.instruction if present is not None else ""))
        snapshot = binding.sources.snapshot()
        taken_ms = 1e3 * (time.monotonic() - snapshot.taken)
        return self._worker.offer(
            partial(self._decide, Job(0, 0.0, snapshot, taken_ms, binding, task, send, answer)), waiting=1
        )

    def halt(self, reason: str) -> None:
        """Send the contract's stop now, cancel what runs, and let the guard know that nothing moves."""
        with self._sending:
            self._say(self.binding.routes.stop())
            now = self._clock.now()
            call = FunctionCall(valid_until=now.to_msg(), confidence=1.0)
            call.header.stamp = now.to_msg()
            call.verdict = convert.verdict(Verdict(Code.ACCEPTED, f"stop: {reason}"))
            self._out.call(call)
            self._motion.stopped()

    def guard_stops(self) -> None:
        """Take note that the guard has stopped the robot."""
        with self._sending:
            self._motion.stopped()
            self.binding.routes.stopped()

    # -- on the metronome's thread

    def _beat(self, tick: int, start_error: float) -> None:
        try:
            self._tick(tick, start_error)
        except Exception as error:  # nothing may end the loop
            self._log(error)

    def _tick(self, tick: int, start_error: float) -> None:
        self._watch()
        busy = self._worker.busy_for()
        if busy:
            self._skip(tick, start_error, busy)
            return
        binding, task = self.binding, self.task
        snapshot = binding.sources.snapshot()
        job = Job(tick, start_error, snapshot, since(snapshot), binding, task or Task(""))
        self._ran += 1
        if task is None:
            self._record(job, Decision(Verdict(Code.NO_CALL, "there is no instruction")))
        elif snapshot.blocked:
            self._record(job, Decision(Verdict(Code.FAILED, snapshot.blocked)))
        elif not self._worker.offer(partial(self._decide, job)):
            self._ran -= 1

    def _watch(self) -> None:
        """Look after what must end although no decision says so."""
        self.binding.routes.expire()
        task, now = self.task, time.monotonic()
        failing = 0.0 if self._failing_since is None else now - self._failing_since
        if self._gate.latched:
            self.end(Result.FAILED, self._gate.latched)
        elif task is not None and task.expired():
            self.end(Result.TIMEOUT, "the time is over", task)
        elif task is not None and task.is_goal and failing > ENGINE_PATIENCE:
            self.end(Result.FAILED, f"the engine failed for {failing:.0f} s", task)
        if not self._gate.alive and self._motion.overdue(now) is not None:
            self.halt("calls stopped coming, and there is no guard")

    def _skip(self, tick: int, start_error: float, busy: float) -> None:
        """The tick before still decodes. Only when that hangs is there something to report."""
        now = time.monotonic()
        if busy > max(HANG, self.binding.contract.budget) and now - self._hang_reported > HANG:
            self._hang_reported = now
            self._failing_since = self._failing_since or now - busy
            snapshot = Snapshot(now, self._clock.now(), (), ())
            verdict = Verdict(Code.FAILED, f"the engine has not answered for {busy:.1f} s")
            self._logger.error(verdict.reason)
            task = self.task or Task("")
            self._record(Job(tick, start_error, snapshot, 0.0, self.binding, task), Decision(verdict))

    # -- on the worker's thread

    def _decide(self, job: Job) -> None:
        contract = job.binding.contract
        deadline = job.snapshot.taken + contract.budget if job.send else None
        if not job.task.instruction:
            decision = Decision(Verdict(Code.NO_CALL, "there is no instruction"))
        elif job.snapshot.blocked:
            decision = Decision(Verdict(Code.FAILED, job.snapshot.blocked))
        else:
            decision = job.binding.decider.decide(
                job.task.instruction,
                job.snapshot.environment,
                self.history.last(contract.prompt.history),
                deadline,
            )
        if decision.fault is not None:
            self._failing_since = self._failing_since or time.monotonic()
            self._log(decision.fault)
        elif decision.decoded is not None:
            self._failing_since = None
        began = time.monotonic()
        message, decision.verdict, checked = self._dispatch(job, decision, deadline)
        decision.verdict_ms += 1e3 * (checked - began)
        self._record(job, decision, message, 1e3 * (time.monotonic() - checked))
        if message is not None and job.tick and message.function in contract.done:
            self.end(Result.DONE, "the model says that the instruction is carried out", job.task)

    def _dispatch(
        self, job: Job, decision: Decision, deadline: float | None
    ) -> tuple[FunctionCall | None, Verdict, float]:
        """Send an accepted call; return what was sent, the verdict, and when all checks were done."""
        call, contract, routes = decision.call, job.binding.contract, job.binding.routes
        with self._sending:
            now = time.monotonic()
            if deadline is not None and now > deadline and decision.verdict.code is not Code.FAILED:
                late = f"{since(job.snapshot):.0f} ms after the snapshot, allowed {1e3 * contract.budget:.0f}"
                return None, Verdict(Code.LATE, late), now
            if call is None:
                return None, decision.verdict, now
            try:
                message = record.function_call(job, decision, call)
                if not job.send:
                    message.verdict = convert.verdict(Verdict(Code.ACCEPTED, "not sent: only asked for"))
                    return message, Verdict(Code.ACCEPTED, "not sent: only asked for"), now
                forbidden = self._forbidden(job, call)
                if forbidden:
                    return None, Verdict(Code.REJECTED, forbidden), now
                ready = routes.prepare(call)
            except Refused as refusal:
                if refusal.verdict.code is Code.FAILED:
                    self.history.add(call, f"failed: {refusal}")
                return None, refusal.verdict, time.monotonic()
            except ValueError as error:
                return None, Verdict(Code.REJECTED, f"{call.function}: {error}"), time.monotonic()
            checked = time.monotonic()
            verdict = Verdict(Code.ACCEPTED, ready.notes) if ready.notes else ACCEPTED
            message.verdict = convert.verdict(verdict)
            try:
                self._out.call(message)
                self._motion.called(
                    target_of(contract, call.function), contract.valid_for(call.function), now
                )
                ready.send(self.history.add(call))
            except Exception as error:  # whatever a client library raises: the tick has its report
                self._log(error)
                why = f"{call.function}: {type(error).__name__}: {error}"
                return None, Verdict(Code.FAILED, why), checked
        job.task.calls += 1
        job.task.last_call = message
        return message, verdict, checked

    def _forbidden(self, job: Job, call: Call) -> str:
        """Return why a call must not be sent, whatever it says; empty when it may."""
        if not self.active:
            return "the controller is not active"
        if job.binding is not self.binding:
            return "another contract came into force meanwhile"
        if job.tick and job.task is not self.task:
            return "the instruction changed meanwhile"
        moves = job.binding.contract.valid_for(call.function) > 0
        return self._gate.closed if moves else self._gate.latched

    # -- the record

    def _record(
        self, job: Job, decision: Decision, message: FunctionCall | None = None, dispatch_ms: float = 0.0
    ) -> None:
        skipped = max(job.tick - self._ran, 0)
        report = record.tick_report(job, decision, dispatch_ms, since(job.snapshot), skipped)
        if job.answer is not None:
            job.answer(message or FunctionCall(verdict=report.verdict), report)
            return
        self._out.report(report)
        job.task.ticks += 1
        job.task.progressed()

    def _say(self, fault: str) -> None:
        if fault:
            self._logger.error(f"the stop is incomplete: {fault}")

    def _log(self, error: BaseException) -> None:
        """Log a traceback, the same one not more than once in ten seconds."""
        text = "".join(traceback.format_exception(error)).rstrip()
        now = time.monotonic()
        if text != self._logged[0] or now - self._logged[1] > _REPEAT_LOG:
            self._logged = (text, now)
            self._logger.error(text)
