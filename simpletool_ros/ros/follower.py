"""A client of the controller: gives it an instruction, and records what the loop does with it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from builtin_interfaces.msg import Duration
from nav_msgs.msg import Odometry
from rclpy.action import ActionClient
from rclpy.node import Node
from rclpy.qos import QoSProfile, ReliabilityPolicy
from rclpy.task import Future

from ..action import FollowInstruction
from ..msg import FunctionCall, GuardState, TickReport, Verdict
from .gate import LATCHED

STAGES = ("snapshot", "prompt", "prefill", "decode", "verdict", "dispatch")
"""Where a tick's milliseconds go, as ``TickReport`` names them."""


@dataclass
class Record:
    """What happened while an instruction was followed.

    Attributes:
        ticks: every report that decided something, in order.
        calls: accepted calls, in order.
        path: x and y of the robot in the simulator's world frame, metres.
        outcome: of the action's result; None when there was none.
        message: of the action's result.
        started: steady seconds when the goal was sent.
        ended: steady seconds of the result.
    """

    ticks: list[TickReport] = field(default_factory=list)
    calls: list[FunctionCall] = field(default_factory=list)
    path: list[tuple[float, float]] = field(default_factory=list)
    outcome: int | None = None
    message: str = ""
    started: float = 0.0
    ended: float = 0.0

    @property
    def seconds(self) -> float:
        """Steady seconds from the goal to its end, or until now."""
        return (self.ended or time.monotonic()) - self.started if self.started else 0.0

    @property
    def done(self) -> bool:
        """Whether the model called the contract's done tool."""
        return self.outcome == FollowInstruction.Result.DONE


class Follower(Node):
    """Subscribes to the controller and to the simulator's ground truth, and follows one instruction."""

    def __init__(
        self, controller: str = "controller", simulator: str = "simulator", guard: str = "guard"
    ) -> None:
        """Name the nodes to listen to."""
        super().__init__("follower")
        self.record = Record()
        self.speed = 0.0
        self._sees = self._guarded = False
        self._client = ActionClient(self, FollowInstruction, f"{controller}/follow_instruction")
        reliable = QoSProfile(depth=200, reliability=ReliabilityPolicy.RELIABLE)
        self.create_subscription(TickReport, f"{controller}/tick", self._on_tick, reliable)
        self.create_subscription(FunctionCall, f"{controller}/call", self._on_call, reliable)
        self.create_subscription(Odometry, f"{simulator}/ground_truth", self._on_pose, 10)
        self.create_subscription(GuardState, f"{guard}/state", self._on_guard, LATCHED)

    @property
    def ready(self) -> bool:
        """Whether the controller ticks on fresh sources and serves its action, and the guard is there."""
        return self._sees and self._guarded and self._client.server_is_ready() and bool(self.record.path)

    def follow(self, instruction: str, timeout: float) -> None:
        """Send the goal; ``record`` fills while the node spins."""
        goal = FollowInstruction.Goal(instruction=instruction)
        goal.timeout = Duration(sec=int(timeout), nanosec=int(timeout % 1 * 1e9))
        self.record = Record(path=self.record.path[-1:], started=time.monotonic())
        self._client.send_goal_async(goal).add_done_callback(self._on_goal)

    def _on_goal(self, future: Future) -> None:
        handle = future.result()
        if handle.accepted:
            handle.get_result_async().add_done_callback(self._on_result)
        else:
            self._end(FollowInstruction.Result.FAILED, "the controller refused the goal")

    def _on_result(self, future: Future) -> None:
        result = future.result().result
        self._end(result.outcome, result.message)

    def _end(self, outcome: int, message: str) -> None:
        self.record.outcome, self.record.message = outcome, message
        self.record.ended = time.monotonic()

    @property
    def _following(self) -> bool:
        return self.record.started > 0 and not self.record.ended

    def _on_tick(self, report: TickReport) -> None:
        self._sees = not any(source.stale for source in report.sources)
        if self._following and (report.heads or report.verdict.code != Verdict.NO_CALL):
            self.record.ticks.append(report)

    def _on_guard(self, state: GuardState) -> None:
        self._guarded = True

    def _on_call(self, call: FunctionCall) -> None:
        if self._following:
            self.record.calls.append(call)

    def _on_pose(self, message: Odometry) -> None:
        position, twist = message.pose.pose.position, message.twist.twist
        self.record.path.append((position.x, position.y))
        self.speed = abs(twist.linear.x) + abs(twist.angular.z)
