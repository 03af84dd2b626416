"""Dialogue: what people say to the avatar becomes its instruction; what it says itself, it speaks.

Listens on ``dialogue``, whoever publishes there: a speech recognizer, ``ros2 bag play``, or this node itself,
which plays a recorded dialogue from a file.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from lifecycle_msgs.srv import GetState
from rclpy.clock import Clock, ClockType
from rclpy.node import Node
from rclpy.task import Future
from std_msgs.msg import String

from ..avatar.dialogue import load
from ..core.problems import ConfigurationError
from ..msg import Utterance
from ..srv import SetInstruction
from . import parameters
from .process import run

_LOOK = 0.05  # s between two looks at what is due
_ASK = 0.5  # s between two questions whether the controller is active
_DEPTH = 10


class Dialogue(Node):
    """Hands every line on ``dialogue`` to whom it concerns."""

    def __init__(self) -> None:
        """Read the file, if there is one, and listen.

        Raises:
            ConfigurationError: the file is no recorded dialogue.
        """
        super().__init__("dialogue")
        parameters.declare(
            self, "file", "", "a recorded dialogue to play when controller and avatar are there"
        )
        parameters.declare(self, "avatar", "avatar", "node name of the avatar, and its name as a speaker")
        parameters.declare(self, "controller", "controller", "node name of the controller")
        file, controller = (self.get_parameter(name).value for name in ("file", "controller"))
        self._avatar = self.get_parameter("avatar").value
        self._lines = deque(load(file) if file else ())
        self._began: float | None = None
        self._asked, self._state = 0.0, self.create_client(GetState, f"{controller}/get_state")
        self._instruct = self.create_client(SetInstruction, f"{controller}/set_instruction")
        self._speech = self.create_publisher(String, f"{self._avatar}/speech", _DEPTH)
        self._heard = self.create_publisher(Utterance, "dialogue", _DEPTH)
        self.create_subscription(Utterance, "dialogue", self._on_line, _DEPTH)
        if self._lines:
            # Not the node's clock, which a simulation may pause.
            self._timer = self.create_timer(_LOOK, self._play, clock=Clock(clock_type=ClockType.STEADY_TIME))

    # -- the recorded dialogue

    def _play(self) -> None:
        """Publish the lines that are due, once controller and avatar can take them."""
        now = time.monotonic()
        if self._began is None:
            there = self._instruct.service_is_ready() and self._speech.get_subscription_count() > 0
            there = there and self._state.service_is_ready()
            if there and now - self._asked >= _ASK:
                self._asked = now
                self._state.call_async(GetState.Request()).add_done_callback(self._on_state)
            return
        while self._lines and now - self._began >= self._lines[0].at:
            line = self._lines.popleft()
            message = Utterance(speaker=line.speaker, text=line.text)
            message.header.stamp = self.get_clock().now().to_msg()
            self._heard.publish(message)
        if not self._lines:
            self._timer.cancel()

    def _on_state(self, answer: Future) -> None:
        if self._began is None and answer.result().current_state.label == "active":
            self._began = time.monotonic()

    # -- what is said

    def _on_line(self, line: Utterance) -> None:
        text = line.text.strip()
        if not text:
            self.get_logger().error(f"{line.speaker or 'somebody'} said nothing: text is empty")
        elif line.speaker == self._avatar:
            self._speech.publish(String(data=text))
        elif not self._instruct.service_is_ready():
            self.get_logger().error(f"nobody takes {text!r}: the service {self._instruct.srv_name} is absent")
        else:
            asked = self._instruct.call_async(SetInstruction.Request(instruction=text))
            asked.add_done_callback(self._on_answer)

    def _on_answer(self, answer: Future) -> None:
        told: Any = answer.result()
        if not told.accepted:
            self.get_logger().error(f"not taken: {told.message}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the node as a process; 1 when its file cannot be used."""
    try:
        return run(Dialogue, arguments)
    except ConfigurationError as error:
        print(f"dialogue: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
