"""The gate: nothing that moves is dispatched while the guard stops the robot, or is not there to do so.

It remembers a stop that only a person may end: a guard that is started anew knows nothing of it, and is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from rclpy.callback_groups import CallbackGroup
from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, QoSProfile
from std_srvs.srv import Trigger

from ..core.parts import GuardPart
from ..msg import GuardState

LATCHED = QoSProfile(depth=1, durability=DurabilityPolicy.TRANSIENT_LOCAL)
"""Reliable, and the last message is there for those who come late."""

SILENCE = 2.5
"""Seconds without a state after which the guard counts as gone; it says its state once a second."""

STATES = {
    GuardState.IDLE: "idle",
    GuardState.ARMED: "armed",
    GuardState.TRIPPED: "tripped",
    GuardState.STOPPED: "stopped",
}


class Gate:
    """What the controller knows of its guard."""

    def __init__(
        self,
        node: Node,
        guard: str,
        part: GuardPart,
        calls: str,
        group: CallbackGroup,
        stopping: Callable[[], None],
    ) -> None:
        """Subscribe to the guard's state.

        Args:
            node: the controller.
            guard: the guard's node name, relative to the controller's namespace.
            part: the contract's ``guard``.
            calls: the topic of the controller's calls, which the guard must listen to.
            group: of the subscription.
            stopping: called when the guard begins to stop the robot.
        """
        self._node, self._part, self._calls, self._stopping = node, part, calls, stopping
        self._state: GuardState | None = None
        self._received = float("-inf")
        self._listens = False
        self._subscription = node.create_subscription(
            GuardState, f"{guard}/state", self._on_state, LATCHED, callback_group=group
        )
        self._stop = node.create_client(Trigger, f"{guard}/stop", callback_group=group)

    def _on_state(self, state: GuardState) -> None:
        before, last, self._received = self._stops, self._state, time.monotonic()
        if last is not None and state.started != last.started:
            self._listens = False  # another guard
            if self._by_hand(last) and not self._by_hand(state):
                # Said again once a second, until the new guard stops too; the gate stays closed.
                if self._stop.service_is_ready():
                    self._stop.call_async(Trigger.Request())
                return
        self._state = state
        if self._stops and not before:
            self._stopping()

    @property
    def _stops(self) -> bool:
        return self._state is not None and _stops(self._state)

    def _by_hand(self, state: GuardState) -> bool:
        """Whether only a person can make the guard let go."""
        return state.state == GuardState.STOPPED or (_stops(state) and self._part.rearm == "manual")

    @property
    def _heard(self) -> bool:
        """Whether the guard was heard of lately."""
        return time.monotonic() - self._received <= SILENCE

    @property
    def alive(self) -> bool:
        """Whether the guard was heard of lately, and listens to this controller and not to another."""
        if not self._heard:
            self._listens = False
        elif not self._listens:
            said = self._node.get_publishers_info_by_topic(self._subscription.topic_name)
            heard = self._node.get_subscriptions_info_by_topic(self._calls)
            guards, listeners = (
                {(end.node_namespace, end.node_name) for end in ends} for ends in (said, heard)
            )
            self._listens = bool(guards & listeners)
        return self._listens

    @property
    def closed(self) -> str:
        """Why nothing that moves may be dispatched; empty when it may."""
        state = self._state
        if self.latched:
            return self.latched
        if self._heard and state is not None and self._stops:
            return f"the guard is {STATES[state.state]}: {state.reason}"
        if self.alive or not self._part.required:
            return ""
        return "the guard does not listen to this controller" if self._heard else "there is no living guard"

    @property
    def latched(self) -> str:
        """Why only a person can open the gate again; empty when it opens by itself or is open.

        Whether or not the guard still lives: what a person has stopped no death lets go.
        """
        state = self._state
        if state is None or not self._by_hand(state):
            return ""
        return f"the guard is {STATES[state.state]}: {state.reason}"

    @property
    def state(self) -> str:
        """The guard's state in a word, for people."""
        if self._state is None or not self._heard:
            return "absent"
        return STATES.get(self._state.state, "unknown") if self.alive else "deaf"

    def close(self) -> None:
        """Unsubscribe."""
        self._node.destroy_subscription(self._subscription)
        self._node.destroy_client(self._stop)


def _stops(state: GuardState) -> bool:
    return state.state in (GuardState.TRIPPED, GuardState.STOPPED)
