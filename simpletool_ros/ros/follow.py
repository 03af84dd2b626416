"""The action ``~/follow_instruction``: an instruction as a goal, until the model calls the done tool."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rclpy.action import ActionServer, CancelResponse, GoalResponse
from rclpy.action.server import ServerGoalHandle
from rclpy.callback_groups import CallbackGroup
from rclpy.duration import Duration
from rclpy.node import Node
from rclpy.task import Future

from ..action import FollowInstruction
from .loop import Loop
from .task import Task

Result = FollowInstruction.Result


class Follow:
    """Serves the action. One goal is followed at a time: a new one takes the place of the old one."""

    def __init__(
        self,
        node: Node,
        loop: Callable[[], Loop | None],
        refuse: Callable[[str], str],
        group: CallbackGroup,
    ) -> None:
        """Create the server.

        Args:
            node: the controller.
            loop: the present loop, or None.
            refuse: why an instruction cannot be followed now; empty when it can.
            group: must let other callbacks run while a goal is followed.
        """
        self._node, self._loop, self._refuse = node, loop, refuse
        self._followed: dict[bytes, Task] = {}
        self._server = ActionServer(
            node,
            FollowInstruction,
            "~/follow_instruction",
            execute_callback=self._execute,
            goal_callback=self._on_goal,
            cancel_callback=self._on_cancel,
            callback_group=group,
        )

    def _on_goal(self, goal: Any) -> GoalResponse:
        why = self._refuse(goal.instruction) or (
            "" if goal.instruction.strip() else "the instruction is empty"
        )
        if not why and Duration.from_msg(goal.timeout).nanoseconds < 0:
            why = "the timeout is negative: zero means none"
        if why:
            self._node.get_logger().warning(f"goal refused: {why}")
            return GoalResponse.REJECT
        return GoalResponse.ACCEPT

    def _on_cancel(self, handle: ServerGoalHandle) -> CancelResponse:
        loop, task = self._loop(), self._followed.get(bytes(handle.goal_id.uuid))
        if loop is None or task is None:
            return CancelResponse.REJECT
        loop.end(Result.CANCELED, "canceled by the client", task)
        return CancelResponse.ACCEPT

    async def _execute(self, handle: ServerGoalHandle) -> Any:
        clock = self._node.get_clock()
        began = clock.now()
        timeout = Duration.from_msg(handle.request.timeout)
        # set_result comes from any thread; the executor is woken to go on here.
        over = Future(executor=self._node.executor)

        def expired() -> bool:
            return timeout.nanoseconds > 0 and clock.now() - began > timeout

        def progressed() -> None:
            feedback = FollowInstruction.Feedback(
                last_call=task.last_call, ticks=task.ticks, calls=task.calls
            )
            feedback.elapsed = (clock.now() - began).to_msg()
            handle.publish_feedback(feedback)

        def ended(outcome: int, message: str) -> None:
            if not over.done():
                over.set_result((outcome, message))
                self._node.executor.wake()

        task = Task(handle.request.instruction, expired, ended, progressed, is_goal=True)
        uuid = bytes(handle.goal_id.uuid)
        self._followed[uuid] = task
        loop, why = self._loop(), self._refuse(task.instruction)
        if loop is None or why:  # deactivated since it was accepted
            ended(Result.FAILED, why)
        else:
            loop.assign(task)
        outcome, message = await over
        self._followed.pop(uuid, None)
        if outcome == Result.DONE:
            handle.succeed()
        elif outcome == Result.CANCELED and handle.is_cancel_requested:
            handle.canceled()
        else:
            handle.abort()
        return FollowInstruction.Result(outcome=outcome, message=message, ticks=task.ticks, calls=task.calls)
