"""The launch files, run by the real ``ros2 launch``: what they declare, what they start, and how they end."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if shutil.which("ros2") is None:
    pytest.skip("no ros2 command: it comes with a ROS 2 install, not as wheels", allow_module_level=True)
pytest.importorskip("launch_ros", reason="launch_ros is not installed")

import rclpy
from lifecycle_msgs.srv import GetState
from nav_msgs.msg import Odometry
from rcl_interfaces.srv import GetParameters
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from rclpy.parameter import parameter_value_to_python
from rclpy.qos import qos_profile_sensor_data

from simpletool_ros.msg import AvatarPose, FunctionCall

CONTROLLER = {
    "contract",
    "model",
    "engine",
    "namespace",
    "rate",
    "use_sim_time",
    "instruction",
    "autostart",
    "enable_stamped_cmd_vel",
}
START = 90.0
"""Seconds that nodes may take to load on a busy machine."""


@pytest.fixture
def observer() -> Iterator[Node]:
    """Yield a node that spins in a thread."""
    rclpy.init()
    node = rclpy.create_node("observer")
    executor = SingleThreadedExecutor()
    executor.add_node(node)
    thread = threading.Thread(target=executor.spin, daemon=True)
    thread.start()
    yield node
    executor.shutdown()
    thread.join(5.0)
    node.destroy_node()
    rclpy.try_shutdown()


class Launched:
    """A running ``ros2 launch``."""

    def __init__(self, log: Path, *arguments: str) -> None:
        """Start it with its output in ``log``."""
        self.log = log
        with log.open("wb") as out:
            command = ["ros2", "launch", "simpletool_ros", *arguments]
            self.process = subprocess.Popen(
                command, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
            )

    def end(self) -> str:
        """Send SIGINT as Ctrl-C does, wait for the end and return all output."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30.0)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return self.log.read_text(encoding="utf-8")


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Callable[..., Launched]]:
    """Yield a function that launches; what still runs at the end is ended."""
    started: list[Launched] = []

    def start(*arguments: str) -> Launched:
        started.append(Launched(tmp_path / f"launch{len(started)}.log", *arguments))
        return started[-1]

    yield start
    for one in started:
        one.end()


def wait_until(what: Callable[[], object], launched: Launched, seconds: float = START) -> None:
    """Wait for ``what`` to be true; fail with the launch's output when it is not to be."""
    end = time.monotonic() + seconds
    while not what():
        if launched.process.poll() is not None or time.monotonic() > end:
            pytest.fail(f"not in {seconds} s; the launch said:\n{launched.log.read_text(encoding='utf-8')}")
        time.sleep(0.1)


def ask(node: Node, kind: type, name: str, request: object) -> object | None:
    """Return the answer of a service, or None when there is none within two seconds."""
    client = node.create_client(kind, name)
    try:
        if not client.wait_for_service(timeout_sec=2.0):
            return None
        future = client.call_async(request)
        end = time.monotonic() + 2.0
        while not future.done() and time.monotonic() < end:
            time.sleep(0.01)
        return future.result() if future.done() else None
    finally:
        node.destroy_client(client)


def state(node: Node, controller: str) -> str:
    """Return the lifecycle state of a controller, or an empty string."""
    answer = ask(node, GetState, f"{controller}/get_state", GetState.Request())
    return answer.current_state.label if answer else ""


def values(node: Node, other: str, *names: str) -> list[object]:
    """Return parameter values of another node."""
    answer = ask(node, GetParameters, f"{other}/get_parameters", GetParameters.Request(names=names))
    assert answer, f"{other} does not answer"
    return [parameter_value_to_python(value) for value in answer.values]


@pytest.mark.parametrize("file", ["controller.launch.py", "demo.launch.py", "avatar.launch.py"])
def test_every_argument_has_a_description_and_a_default(file: str) -> None:
    command = ["ros2", "launch", "simpletool_ros", file, "--show-args"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    arguments = re.findall(r"^    '(\w+)':\n        (\S.*)\n        \(default: '.*'\)$", shown, re.MULTILINE)
    assert len(arguments) == shown.count("(default: ") == shown.count("':\n")
    assert {name for name, _ in arguments} >= CONTROLLER
    assert not [name for name, text in arguments if text == "no description given"]


def test_controller_launch_starts_an_active_controller_and_a_guard(observer: Node, launch: Callable) -> None:
    arguments = ["namespace:=robot7", "rate:=5.0", "instruction:=yes", "enable_stamped_cmd_vel:=false"]
    launched = launch("controller.launch.py", *arguments)
    wait_until(lambda: state(observer, "/robot7/controller") == "active", launched)
    wait_until(lambda: ("guard", "/robot7") in observer.get_node_names_and_namespaces(), launched)
    shared = ["contract", "use_sim_time", "enable_stamped_cmd_vel"]
    assert values(observer, "/robot7/guard", *shared) == ["turtlebot3", False, False]
    assert values(observer, "/robot7/controller", *shared) == ["turtlebot3", False, False]
    own = ["rate", "instruction", "autostart", "engine", "model"]
    assert values(observer, "/robot7/controller", *own) == [5.0, "yes", True, "embedded", "nano"]
    said = launched.end()
    assert said.count("process has finished cleanly") == 2, said


def test_without_autostart_the_controller_waits_unconfigured(observer: Node, launch: Callable) -> None:
    launched = launch("controller.launch.py", "autostart:=false", "namespace:=robot8")
    wait_until(lambda: state(observer, "/robot8/controller") == "unconfigured", launched)
    # As the contract says: not set, which some distributions answer with an empty list.
    assert values(observer, "/robot8/controller", "enable_stamped_cmd_vel") in ([], [None])


def test_demo_launch_makes_the_robot_move(observer: Node, launch: Callable) -> None:
    calls: list[FunctionCall] = []
    places: list[tuple[float, float]] = []
    observer.create_subscription(FunctionCall, "/controller/call", calls.append, 50)
    observer.create_subscription(
        Odometry, "/odom", lambda m: places.append((m.pose.pose.position.x, m.pose.pose.position.y)), 50
    )
    launched = launch("demo.launch.py", "instruction:=drive to the red cylinder and stop")
    wait_until(lambda: places and calls, launched)
    wait_until(lambda: max(abs(x) + abs(y) for x, y in places) > 0.3, launched)
    said = launched.end()
    assert said.count("process has finished cleanly") == 3, said


def test_avatar_launch_plays_a_dialogue(observer: Node, launch: Callable, tmp_path: Path) -> None:
    file = tmp_path / "dialogue.yaml"
    # More than once: what is said before all have found each other is lost.
    lines = [f'- {{at: {second}.0, speaker: user, text: "please look happy"}}' for second in range(1, 30, 3)]
    file.write_text("\n".join(lines), encoding="utf-8")
    shown: set[str] = set()
    observer.create_subscription(
        AvatarPose, "/stage/avatar/pose", lambda m: shown.add(m.expression), qos_profile_sensor_data
    )
    launched = launch("avatar.launch.py", "namespace:=stage", f"file:={file}", "vmc_port:=0", "hold:=2.5")
    wait_until(lambda: "happy" in shown, launched)
    assert values(observer, "/stage/controller", "contract") == ["avatar"]
    assert values(observer, "/stage/avatar", "vmc_port", "vmc_host", "hold") == [0, "127.0.0.1", 2.5]
    said = launched.end()
    assert said.count("process has finished cleanly") == 4, said
