"""What a controller's routes lead to: servers that answer, refuse, or never answer."""

from __future__ import annotations

import sys
import time
from typing import Any

import rclpy
from rclpy.action import ActionServer, CancelResponse, GoalResponse
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.executors import ExternalShutdownException, SingleThreadedExecutor
from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, QoSProfile
from rclpy.task import Future
from std_msgs.msg import String
from std_srvs.srv import SetBool

from simpletool_ros.action import FollowInstruction


class Peer(Node):
    """Serves ``grip`` and ``go``; says on ``events`` what happened.

    ``grip`` answers with success when closed is true, else with a failure.
    ``go`` refuses the place ``nowhere``, succeeds at ``here`` at once, elsewhere runs until it is canceled.
    With the argument ``mute`` neither ever answers.
    """

    def __init__(self, mute: bool) -> None:
        super().__init__("peer")
        group = ReentrantCallbackGroup()
        self.mute = mute
        self.events = self.create_publisher(String, "events", 50)
        self.create_service(SetBool, "grip", self.grip, callback_group=group)
        self.ending: dict[bytes, Future] = {}
        if mute:
            self.serve_go_without_an_answer()
            return
        self.server = ActionServer(
            self,
            FollowInstruction,
            "go",
            self.go,
            goal_callback=self.accept,
            handle_accepted_callback=self.begin,
            cancel_callback=self.cancel,
            callback_group=group,
        )

    def say(self, what: str) -> None:
        self.events.publish(String(data=what))

    async def grip(self, request: Any, response: Any) -> Any:
        self.say(f"grip {request.data}")
        if self.mute:
            await Future(executor=self.executor)
        response.success, response.message = request.data, "" if request.data else "jammed"
        return response

    def serve_go_without_an_answer(self) -> None:
        """Take goals and cancel requests as an action server does, on its hidden services and topics."""

        def serve(name: str, kind: Any, said: str) -> None:
            async def silently(request: Any, response: Any) -> Any:
                self.say(said)
                await Future(executor=self.executor)

            self.create_service(kind, f"go/_action/{name}", silently, callback_group=ReentrantCallbackGroup())

        implementation = FollowInstruction.Impl
        serve("send_goal", implementation.SendGoalService, "asked")
        serve("cancel_goal", implementation.CancelGoalService, "cancel")
        serve("get_result", implementation.GetResultService, "result")
        self.create_publisher(implementation.FeedbackMessage, "go/_action/feedback", 1)
        status = QoSProfile(depth=1, durability=DurabilityPolicy.TRANSIENT_LOCAL)
        self.create_publisher(implementation.GoalStatusMessage, "go/_action/status", status)

    def accept(self, goal: Any) -> GoalResponse:
        self.say(f"asked {goal.instruction}")
        return GoalResponse.REJECT if goal.instruction == "nowhere" else GoalResponse.ACCEPT

    def begin(self, handle: Any) -> None:
        self.ending[bytes(handle.goal_id.uuid)] = Future(executor=self.executor)
        handle.execute()

    def cancel(self, handle: Any) -> CancelResponse:
        over = self.ending[bytes(handle.goal_id.uuid)]
        if not over.done():
            over.set_result(None)
        return CancelResponse.ACCEPT

    async def go(self, handle: Any) -> Any:
        place = handle.request.instruction
        self.say(f"going {place}")
        if place == "here":
            handle.succeed()
        else:
            await self.ending[bytes(handle.goal_id.uuid)]
            handle.canceled()
        self.say(f"ended {place}")
        return FollowInstruction.Result()


def main() -> None:
    rclpy.init()
    node = Peer("mute" in sys.argv)
    executor = SingleThreadedExecutor()
    executor.add_node(node)
    try:
        while True:
            executor.spin_once(timeout_sec=0.1)
            time.sleep(0)
    except (ExternalShutdownException, KeyboardInterrupt):
        pass


if __name__ == "__main__":
    main()
