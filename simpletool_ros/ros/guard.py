"""The guard: a process of its own that stops the robot when calls stop coming, for whatever reason.

It has the contract and no engine. A thread with a steady clock judges; callbacks only bring news. So neither
a busy executor, nor a paused simulation, nor a dead controller keeps it from sending the stop.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from typing import Any

from lifecycle_msgs.msg import TransitionEvent
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.node import Node
from rclpy.time import Time
from std_srvs.srv import Trigger

from ..core.contract import Contract
from ..core.problems import ConfigurationError
from ..core.resources import find
from ..msg import FunctionCall, GuardState, TickReport, Verdict
from . import convert, parameters
from .gate import LATCHED
from .interfaces import check
from .outgoing import Stop
from .priority import GUARD, real_time
from .process import run
from .watch import State, Watch

LOOK = 0.02
"""Seconds between two looks at the clock: how much later than its timeout the guard may trip."""

SAY = 1.0
"""Seconds between two states when nothing changes."""

LAST_STOPS = 5
"""How often the stop is sent before the guard leaves, ``LOOK`` apart."""


class Guard(Node):
    """Watches ``controller/call`` and ``controller/tick``; sends the contract's stop."""

    def __init__(self) -> None:
        """Read the contract and begin to watch.

        Raises:
            ConfigurationError: the contract cannot be used.
        """
        super().__init__("guard")
        parameters.declare(self, "contract", "turtlebot3", parameters.CONTRACT)
        parameters.declare(
            self, "controller", "controller", "node name of the controller, in the same namespace"
        )
        parameters.declare_stamped(self)
        contract = Contract.load(find(self.get_parameter("contract").value, "config"))
        problems = check(contract)
        if problems:
            raise ConfigurationError(problems)
        controller = self.get_parameter("controller").value
        group = ReentrantCallbackGroup()
        stamped = parameters.stamped(self, contract.enable_stamped_cmd_vel)
        self._stop = Stop(self, contract.stop, stamped, group)
        self._watch = Watch(contract)
        self._lock = threading.Lock()
        self._repeat = 1.0 / contract.guard.repeat
        self._next_stop = self._next_word = 0.0
        self._said: tuple[State, str] | None = None
        self._faults = ""
        self._started = Time(nanoseconds=time.time_ns()).to_msg()
        self._states = self.create_publisher(GuardState, "~/state", LATCHED)
        for kind, topic, callback in (
            (FunctionCall, "call", self._on_call),
            (TickReport, "tick", self._on_tick),
            (TransitionEvent, "transition_event", self._on_transition),
        ):
            self.create_subscription(kind, f"{controller}/{topic}", callback, 10, callback_group=group)
        self.create_service(Trigger, "~/stop", self._on_stop, callback_group=group)
        self.create_service(Trigger, "~/rearm", self._on_rearm, callback_group=group)
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._run, name="guard", daemon=True)
        self._thread.start()

    # -- the steady clock

    def _run(self) -> None:
        real_time(GUARD)
        while not self._leaving.wait(LOOK):
            try:
                with self._lock:
                    self._watch.look(time.monotonic())
                    self._act()
            except Exception:  # a guard does not fall asleep over an error
                self.get_logger().error(f"in the watch:\n{traceback.format_exc()}")

    def _act(self) -> None:
        """Send the stop when it is due, and say the state when it changed or is due."""
        now = time.monotonic()
        if self._watch.stopping and now >= self._next_stop:
            self._next_stop = now + self._repeat
            self._send_stop()
        state = (self._watch.state, self._watch.reason)
        if state != self._said or now >= self._next_word:
            self._say(state)
            self._next_word = now + SAY

    def _send_stop(self) -> None:
        faults = self._stop.send()
        if faults and faults != self._faults:
            self.get_logger().error(f"the stop is incomplete: {faults}")
        self._faults = faults

    def _say(self, state: tuple[State, str]) -> None:
        changed = self._said is not None and state != self._said
        if changed and self._watch.stopping:
            self.get_logger().warning(f"{state[0].name}: {state[1]}")
        elif changed and self._said is not None and self._said[0] in (State.TRIPPED, State.STOPPED):
            self.get_logger().info("re-armed")
        self._said = state
        message = GuardState(
            state=state[0].value, reason=state[1], trips=self._watch.trips, started=self._started
        )
        message.header.stamp = self.get_clock().now().to_msg()
        self._states.publish(message)

    # -- news

    def _on_call(self, call: FunctionCall) -> None:
        if call.verdict.code != Verdict.ACCEPTED:
            return
        valid_for = convert.seconds_between(call.header.stamp, call.valid_until)
        with self._lock:
            self._watch.call(call.function, valid_for, time.monotonic())
            if self._watch.stopping and valid_for > 0:
                # A controller that was stalled may get one last command out: the stop comes after it, at once
                # and again as soon as the command can have arrived.
                self._send_stop()
                self._next_stop = time.monotonic() + LOOK
            self._act()

    def _on_tick(self, report: TickReport) -> None:
        with self._lock:
            self._watch.tick(report.verdict.code != Verdict.FAILED, time.monotonic())

    def _on_transition(self, event: TransitionEvent) -> None:
        if event.goal_state.label != "active":
            with self._lock:
                self._watch.inactive(event.goal_state.label)
                self._act()

    def _on_stop(self, request: Any, response: Any) -> Any:
        with self._lock:
            self._watch.stop("stopped by request")
            self._next_stop = 0.0
            self._act()
        response.success = not self._faults  # it has just tried
        response.message = self._faults or "stopped until ~/rearm"
        return response

    def _on_rearm(self, request: Any, response: Any) -> Any:
        with self._lock:
            response.message = self._watch.rearm()
            self._act()
        response.success = not response.message
        return response

    def leave(self) -> None:
        """Say so, which closes the controller's gate, and stop the robot, unless nothing moves."""
        if self._leaving.is_set():
            return
        self._leaving.set()
        self._thread.join(1.0)
        with self._lock:
            moves = self._watch.state is not State.IDLE
            self._watch.leave()
            self._say((self._watch.state, self._watch.reason))
        for _ in range(LAST_STOPS if moves else 0):
            with self._lock:
                self._send_stop()
            time.sleep(LOOK)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the guard as a process; 1 when its contract cannot be used."""
    # Fast DDS: no memory shared with processes that it may outlive; a frozen one can hold a lock in there.
    os.environ.setdefault("FASTDDS_BUILTIN_TRANSPORTS", "UDPv4")
    try:
        return run(Guard, arguments)
    except (ConfigurationError, FileNotFoundError) as error:
        print(f"guard: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
