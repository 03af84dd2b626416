"""The guard's judgement: when the robot must be stopped, and when it may move again. Knows no ROS.

Times are steady seconds (``time.monotonic``), never the robot's clock, which stands still when a simulation
is paused.
"""

from __future__ import annotations

from enum import Enum

from ..core.contract import Contract
from .motion import Motion, target_of

MISSED_TICKS = 3
"""So many periods without a tick end a controller's health, or the guard's timeout if that is longer."""


class State(Enum):
    """The values are those of ``GuardState.msg``."""

    IDLE = 0  # no motion is commanded; nothing to watch
    ARMED = 1  # motion is commanded and calls arrive in time
    TRIPPED = 2  # calls stopped coming: the stop is being repeated
    STOPPED = 3  # stopped by request; re-arms only by request


class Watch:
    """Follows calls and ticks of one controller. Whoever uses it sends the stop while ``stopping``."""

    def __init__(self, contract: Contract) -> None:
        """Start in IDLE."""
        self._contract, self._part = contract, contract.guard
        self._gap = max(self._part.timeout, MISSED_TICKS * contract.period)
        self._motion = Motion()
        self._last_call = self._last_tick = float("-inf")
        self._healthy_since: float | None = None
        self.state = State.IDLE
        self.reason = ""
        self.trips = 0

    @property
    def stopping(self) -> bool:
        """Whether the robot is to be stopped, again and again."""
        return self.state in (State.TRIPPED, State.STOPPED)

    def call(self, function: str, valid_for: float, now: float) -> None:
        """Take note of an accepted call.

        Args:
            function: the tool; empty: the controller sent the contract's stop.
            valid_for: seconds from now for which it may move the robot; 0: it moves nothing.
            now: when it was received.
        """
        if self.stopping:
            return
        if not function:
            self._motion.stopped()
        else:
            try:
                target = target_of(self._contract, function)
                # The controller may have reloaded: a call moves if either says so, for the shorter time.
                times = valid_for, self._contract.valid_for(function)
                valid_for = min((time for time in times if time > 0), default=0.0)
            except KeyError:  # the controller has another contract by now
                target = function
            self._motion.called(target, valid_for, now)
        self._last_call = now
        self._enter(State.ARMED if self._motion.commanded else State.IDLE)

    def tick(self, healthy: bool, now: float) -> None:
        """Take note of the controller's heartbeat: one report a tick, healthy unless the tick failed."""
        if now - self._last_tick > self._gap or not healthy:
            self._healthy_since = None
        if healthy and self._healthy_since is None:
            self._healthy_since = now
        self._last_tick = now

    def inactive(self, label: str) -> None:
        """Take note that the controller left its active state."""
        self._healthy_since = None
        if self.state is State.ARMED:
            self._trip(f"the controller is {label} while motion is commanded")

    def look(self, now: float) -> None:
        """Let time pass: trip, or re-arm."""
        if self.state is State.ARMED:
            target = self._motion.overdue(now)
            if target is not None:
                self._trip(f"the last call on {target} ran out")
            elif now - self._last_call > self._part.timeout:
                self._trip(f"no valid call for {self._part.timeout:g} s")
        elif self.state is State.TRIPPED and self._part.rearm == "auto" and self._healthy(now):
            self._rearm()

    def stop(self, reason: str) -> None:
        """Stop until ``rearm``, whatever the controller does."""
        self._motion.stopped()
        self._enter(State.STOPPED, reason)

    def leave(self) -> None:
        """Trip for good: nobody will watch any more."""
        if not self.stopping:
            self._trip("the guard was told to end")

    def rearm(self) -> str:
        """Let go by a person's word; return why there is nothing to let go (empty: done)."""
        if not self.stopping:
            return f"nothing to re-arm: the guard is {self.state.name.lower()}"
        self._rearm()
        return ""

    def _healthy(self, now: float) -> bool:
        since = self._healthy_since
        return (
            since is not None and now - since >= self._part.rearm_after and now - self._last_tick <= self._gap
        )

    def _trip(self, reason: str) -> None:
        self.trips += 1
        self._motion.stopped()
        self._healthy_since = None
        self._enter(State.TRIPPED, reason)

    def _rearm(self) -> None:
        self._motion.stopped()
        self._enter(State.IDLE)

    def _enter(self, state: State, reason: str = "") -> None:
        self.state, self.reason = state, reason
