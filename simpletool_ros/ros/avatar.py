"""The avatar: takes typed messages at any pace and shows a face sixty times a second.

Callbacks only tell the face what is asked; frames are made on a thread with a steady clock, published on
``~/pose`` and sent to a VMC receiver. When messages stop coming the face calms down by itself.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from geometry_msgs.msg import Quaternion
from rcl_interfaces.msg import FloatingPointRange, IntegerRange, ParameterDescriptor
from rclpy.exceptions import ParameterException
from rclpy.node import Node
from rclpy.qos import qos_profile_sensor_data
from std_msgs.msg import Empty, String

from ..avatar import vmc
from ..avatar.channels import ARKIT, BODY
from ..avatar.face import Face, Frame
from ..msg import AvatarPose, Expression, FunctionCall, Gaze, Gesture
from . import parameters
from .metronome import Metronome
from .process import run

RATE = 60.0
"""Frames a second."""

_SHOWN = (*ARKIT, *BODY)  # the first of all channels
_DEPTH = 10
_REPEAT_LOG = 5.0  # s between two errors of a kind


class Avatar(Node):
    """One face."""

    def __init__(self) -> None:
        """Begin to show it.

        Raises:
            ValueError: a parameter is not one of its values.
            OSError: the VMC receiver's host has no address.
        """
        super().__init__("avatar")
        hold = self._number("hold", 10.0, 0.5, 600.0, "s without a message after which the face calms down")
        parameters.declare(self, "seed", 0, "of the idle motion: the same seed, the same blinks")
        parameters.declare(
            self, "controller", "controller", "node name of the controller whose content head is spoken"
        )
        parameters.declare(self, "vmc_host", "127.0.0.1", "where the VMC receiver is")
        self.declare_parameter(
            "vmc_port",
            vmc.PORT,
            ParameterDescriptor(
                description="UDP port of the VMC receiver; 0: none",
                integer_range=[IntegerRange(from_value=0, to_value=65535, step=1)],
                read_only=True,
            ),
        )
        parameters.declare(
            self, "vmc_blendshapes", vmc.NAMES[0], f"names that the receiver is sent: {', '.join(vmc.NAMES)}"
        )
        self._sender = self._receiver()
        self._lock = threading.Lock()
        self._began = time.monotonic()
        self._face = Face(self._parameter("seed"), self._began, hold)
        self._pose = AvatarPose(blendshapes=list(_SHOWN))
        self._poses = self.create_publisher(AvatarPose, "~/pose", qos_profile_sensor_data)
        self._subscribe()
        self._metronome = Metronome(1.0 / RATE, self._beat)

    def _parameter(self, name: str) -> Any:
        return self.get_parameter(name).value

    def _number(self, name: str, default: float, low: float, high: float, description: str) -> float:
        span = FloatingPointRange(from_value=low, to_value=high, step=0.0)
        descriptor = ParameterDescriptor(description=description, floating_point_range=[span], read_only=True)
        return float(self.declare_parameter(name, default, descriptor).value)

    def _receiver(self) -> vmc.Sender | None:
        host, port = self._parameter("vmc_host"), self._parameter("vmc_port")
        if not port:
            return None
        try:
            return vmc.Sender(host, port, self._parameter("vmc_blendshapes"))
        except OSError as error:
            why = error.strerror or error
            raise OSError(f"vmc_host {host!r}: {why} (name a host, or set vmc_port to 0)") from error

    # -- what is asked

    def _subscribe(self) -> None:
        face = self._face
        tellers: dict[str, tuple[Any, Callable[[Any, float], None]]] = {
            "~/expression": (Expression, lambda m, now: face.express(m.expression, m.intensity, now)),
            "~/gaze": (Gaze, lambda m, now: face.look(m.target, now)),
            "~/gesture": (Gesture, lambda m, now: face.play(m.gesture, now)),
            "~/speech": (String, lambda m, now: face.say(m.data, now)),
            "~/idle": (Empty, lambda m, now: face.rest()),
            # What the model says beside what it does; a checkpoint without words never does.
            f"{self._parameter('controller')}/call": (FunctionCall, self._on_call),
        }
        for topic, (kind, tell) in tellers.items():
            self.create_subscription(kind, topic, partial(self._ask, topic, tell), _DEPTH)

    def _on_call(self, call: FunctionCall, now: float) -> None:
        if call.content:
            self._face.say(call.content, now)

    def _ask(self, topic: str, tell: Callable[[Any, float], None], message: Any) -> None:
        """Tell the face; what it cannot do is said and left."""
        try:
            with self._lock:
                tell(message, time.monotonic())
        except ValueError as error:
            self.get_logger().error(f"{topic}: {error}", throttle_duration_sec=_REPEAT_LOG)

    # -- what is shown, on the metronome's thread

    def _beat(self, tick: int, start_error: float) -> None:
        try:
            now = time.monotonic()
            with self._lock:
                frame = self._face.frame(now)
            self._publish(frame)
            if self._sender is not None:
                self._sender.send(frame, now - self._began)
        except OSError as error:  # the network is not there: it may come back
            self.get_logger().error(f"the VMC receiver: {error}", throttle_duration_sec=_REPEAT_LOG)
        except Exception:  # nothing may end the frames
            self.get_logger().error(
                f"in a frame:\n{traceback.format_exc()}", throttle_duration_sec=_REPEAT_LOG
            )

    def _publish(self, frame: Frame) -> None:
        pose = self._pose
        pose.header.stamp = self.get_clock().now().to_msg()
        pose.weights = frame.weights[: len(_SHOWN)].tolist()
        x, y, z, w = vmc.quaternion(*frame.head)
        pose.head = Quaternion(x=x, y=y, z=z, w=w)
        pose.expression, pose.gesture, pose.phase = frame.expression, frame.gesture, frame.phase
        pose.speech = frame.speech
        self._poses.publish(pose)

    def leave(self) -> None:
        """End the frames, and say so to the receiver."""
        self._metronome.stop()
        if self._sender is not None:
            self._sender.close()
            self._sender = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the avatar as a process; 1 when a parameter is wrong."""
    try:
        return run(Avatar, arguments)
    except (ValueError, OSError, ParameterException) as error:
        print(f"avatar: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
