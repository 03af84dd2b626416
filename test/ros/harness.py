"""Real nodes in processes of their own, and a client that waits with a time-out for what they say."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import rclpy
from diagnostic_msgs.msg import DiagnosticArray
from geometry_msgs.msg import Twist, TwistStamped
from lifecycle_msgs.msg import Transition
from lifecycle_msgs.srv import ChangeState, GetState
from nav_msgs.msg import Odometry
from rclpy.action import ActionClient
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, QoSProfile
from std_msgs.msg import String

from simpletool_ros.action import FollowInstruction
from simpletool_ros.msg import FunctionCall, GuardState, TickReport
from simpletool_ros.srv import CallOnce, ReloadContract, SetInstruction

TIMEOUT = 20.0
"""Seconds: longer than any stall of a shared machine, never reached when all is well."""

HERE = Path(__file__).parent
T = TypeVar("T")

MODULES = {
    "controller": [str(HERE / "scripted.py")],
    "real_controller": ["-m", "simpletool_ros.ros.controller"],
    "guard": ["-m", "simpletool_ros.ros.guard"],
    "simulator": ["-m", "simpletool_ros.sim.node"],
    "avatar": ["-m", "simpletool_ros.ros.avatar"],
    "dialogue": ["-m", "simpletool_ros.ros.dialogue"],
    "peer": [str(HERE / "peer.py")],
}


class Processes:
    """Child processes with logs, all ended at the end whatever happens."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(
        self, name: str, *arguments: str, namespace: str = "", **parameters: Any
    ) -> subprocess.Popen[bytes]:
        """Start one of MODULES as a node."""
        ros = [part for key, value in parameters.items() for part in ("-p", f"{key}:={_yaml(value)}")]
        if namespace:
            ros += ["-r", f"__ns:={namespace}"]
        command = [sys.executable, *MODULES[name], *arguments, "--ros-args", *ros]
        with self.log(name).open("ab") as log:
            child = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUNBUFFERED": "1"}
            )
        self._running[name] = child
        return child

    def log(self, name: str) -> Path:
        return self._logs / f"{name}.log"

    def said(self, name: str) -> str:
        return self.log(name).read_text(errors="replace")

    def signal(self, name: str, number: signal.Signals) -> None:
        self._running[name].send_signal(number)

    def end(self) -> None:
        for child in self._running.values():
            if child.poll() is None:
                child.send_signal(signal.SIGCONT)
                child.kill()
                child.wait(TIMEOUT)


def _yaml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


class Client(Node):
    """Hears everything a controller and a guard say."""

    def __init__(self, context: rclpy.Context, namespace: str = "", **kwargs: Any) -> None:
        super().__init__("client", context=context, namespace=namespace, **kwargs)
        self.executor_ = SingleThreadedExecutor(context=context)
        self.executor_.add_node(self)
        latched = QoSProfile(depth=1, durability=DurabilityPolicy.TRANSIENT_LOCAL)
        self.ticks: list[TickReport] = []
        self.calls: list[FunctionCall] = []
        self.guard: list[GuardState] = []
        self.twists: list[tuple[float, Any]] = []
        self.stamped: list[tuple[float, Any]] = []
        self.odom: list[tuple[float, Odometry]] = []
        self.diagnostics: list[DiagnosticArray] = []
        self.instructions: list[str] = []
        for kind, topic, keep, qos in (
            (TickReport, "controller/tick", self.ticks.append, 50),
            (FunctionCall, "controller/call", self.calls.append, 50),
            (GuardState, "guard/state", self.guard.append, latched),
            (String, "controller/instruction", lambda m: self.instructions.append(m.data), latched),
            (DiagnosticArray, "/diagnostics", self.diagnostics.append, 10),
            (Odometry, "odom", lambda m: self.odom.append((time.monotonic(), m)), 10),
            (Twist, "twist", lambda m: self.twists.append((time.monotonic(), m)), 50),
            (TwistStamped, "cmd_vel", lambda m: self.stamped.append((time.monotonic(), m)), 50),
        ):
            self.create_subscription(kind, topic, keep, qos)
        self.action = ActionClient(self, FollowInstruction, "controller/follow_instruction")

    def spin(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.executor_.spin_once(timeout_sec=left)

    def until(self, condition: Callable[[], T], what: str, timeout: float = TIMEOUT) -> T:
        """Spin until the condition is truthy; return it. Fails with what was waited for."""
        end = time.monotonic() + timeout
        while not (found := condition()):
            assert time.monotonic() < end, f"{what}: not within {timeout} s"
            self.executor_.spin_once(timeout_sec=0.05)
        return found

    def ask(self, kind: Any, name: str, **fields: Any) -> Any:
        """Call a service; retries while discovery loses requests."""
        client = self.create_client(kind, name)
        try:
            self.until(client.service_is_ready, f"service {name}")
            for _ in range(3):
                future = client.call_async(kind.Request(**fields))
                end = time.monotonic() + TIMEOUT / 2
                while not future.done() and time.monotonic() < end:
                    self.executor_.spin_once(timeout_sec=0.05)
                if future.done():
                    return future.result()
                client.remove_pending_request(future)
            raise AssertionError(f"{name} never answered")
        finally:
            self.destroy_client(client)

    def sent(self) -> float | None:
        """Return the last speed on cmd_vel, m/s."""
        return self.stamped[-1][1].twist.linear.x if self.stamped else None

    def speed(self) -> float:
        """Return how fast the simulated robot drives, m/s."""
        return abs(self.odom[-1][1].twist.twist.linear.x) if self.odom else 0.0

    def guard_state(self) -> int:
        return self.guard[-1].state if self.guard else -1

    # -- the controller

    def state(self) -> str:
        return self.ask(GetState, "controller/get_state").current_state.label

    def change(self, label: str) -> bool:
        request = ChangeState.Request(transition=Transition(label=label))
        return self.ask(ChangeState, "controller/change_state", transition=request.transition).success

    def follow(self, instruction: str) -> Any:
        """Set the instruction by service."""
        return self.ask(SetInstruction, "controller/set_instruction", instruction=instruction)

    def once(self, instruction: str, dispatch: bool = False) -> Any:
        return self.ask(CallOnce, "controller/call_once", instruction=instruction, dispatch=dispatch)

    def reload(self, path: str) -> Any:
        return self.ask(ReloadContract, "controller/reload_contract", path=path)

    def active(self) -> None:
        """Wait until the controller ticks."""
        self.until(lambda: self.ticks, "the first tick", 60.0)

    def next_tick(self, condition: Callable[[TickReport], Any], what: str) -> TickReport:
        """Wait for a tick from now on that fulfils a condition."""
        seen = len(self.ticks)
        return self.until(lambda: next((tick for tick in self.ticks[seen:] if condition(tick)), None), what)

    def close(self) -> None:
        self.executor_.shutdown()
        self.destroy_node()
