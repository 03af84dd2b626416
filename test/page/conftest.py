"""A simulated robot with its page, a browser that shows it, and a ROS node that sees what the robot does."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ENDED = (0, 130)
"""Exit codes after Ctrl-C."""

PATIENCE = 60.0
"""Seconds: longer than any stall of a shared machine, never reached when all is well."""

CHROMIUM = Path("/usr/bin/chromium")

missing = [name for name in ("rclpy", "mujoco", "playwright") if importlib.util.find_spec(name) is None]
if not CHROMIUM.exists():
    missing.append(f"{CHROMIUM} (apt-get install chromium)")
if missing:
    pytest.skip(f"needs {', '.join(missing)}", allow_module_level=True)

import rclpy  # noqa: E402
from browser import FLAGS  # noqa: E402
from geometry_msgs.msg import TwistStamped  # noqa: E402
from nav_msgs.msg import Odometry  # noqa: E402
from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402
from rclpy.executors import SingleThreadedExecutor  # noqa: E402
from rclpy.qos import DurabilityPolicy, QoSProfile  # noqa: E402

from simpletool_ros.msg import GuardState, TickReport  # noqa: E402

os.environ["ROS_AUTOMATIC_DISCOVERY_RANGE"] = "LOCALHOST"
expect.set_options(timeout=1000 * PATIENCE)


class Program:
    """``simpletool VERB --port 0``, and the address that it prints."""

    def __init__(self, log: Path, *arguments: str) -> None:
        """Start it and wait until it serves."""
        self._log = log
        command = [sys.executable, "-m", "simpletool_ros.cli.main", *arguments, "--port", "0"]
        with log.open("wb") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        self.url = ""
        wait_for(self._served, "the server's address")

    def _served(self) -> bool:
        said = self._log.read_text(errors="replace")
        assert self.process.poll() is None, said
        found = re.search(r"on (http://localhost:\d+)", said)
        self.url = found[1] + "/" if found else ""
        return bool(found)

    def child(self, module: str) -> int:
        """Return the process id of the node that runs a module."""
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        ).stdout
        (line,) = [line for line in listed.splitlines() if module in line]
        return int(line.split()[0])

    def end(self) -> int:
        """End it as Ctrl-C does; return its exit code."""
        self.process.send_signal(signal.SIGCONT)
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()


class Observer:
    """What the robot really does, by its own topics."""

    def __init__(self) -> None:
        """Subscribe."""
        self._context = rclpy.Context()
        rclpy.init(context=self._context)
        self._node = rclpy.create_node("observer", context=self._context)
        self._executor = SingleThreadedExecutor(context=self._context)
        self._executor.add_node(self._node)
        self.sent: list[TwistStamped] = []
        self.ticks: list[TickReport] = []
        self.guard: list[GuardState] = []
        self.odometry: list[Odometry] = []
        latched = QoSProfile(depth=1, durability=DurabilityPolicy.TRANSIENT_LOCAL)
        for kind, topic, keep, qos in (
            (TwistStamped, "cmd_vel", self.sent, 50),
            (TickReport, "controller/tick", self.ticks, 50),
            (GuardState, "guard/state", self.guard, latched),
            (Odometry, "odom", self.odometry, 50),
        ):
            self._node.create_subscription(kind, topic, keep.append, qos)

    def until(self, condition: Callable[[], Any], what: str) -> Any:
        """Listen until a condition holds; return what it returned."""
        return wait_for(condition, what, lambda: self._executor.spin_once(timeout_sec=0.05))

    def listen(self, seconds: float) -> None:
        """Listen for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._executor.spin_once(timeout_sec=0.05)

    @property
    def speed(self) -> float:
        """How fast the robot drives and turns, m/s and rad/s added."""
        twist = self.odometry[-1].twist.twist
        return abs(twist.linear.x) + abs(twist.angular.z)

    def close(self) -> None:
        """Leave."""
        self._executor.shutdown()
        self._node.destroy_node()
        rclpy.try_shutdown(context=self._context)


def wait_for(condition: Callable[[], Any], what: str, meanwhile: Callable[[], object] | None = None) -> Any:
    """Wait until a condition holds; return what it returned."""
    end = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < end, f"{what}: not within {PATIENCE:.0f} s"
        (meanwhile or (lambda: time.sleep(0.05)))()
    return found


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Yield ``simpletool live``."""
    folder = tmp_path_factory.mktemp("live")
    program = Program(folder / "live.log", "live", "--logs", str(folder))
    yield program
    assert program.end() in ENDED


@pytest.fixture(scope="module")
def observer(live: Program) -> Iterator[Observer]:
    """Yield who sees the robot, once everything is up."""
    one = Observer()
    one.until(lambda: one.ticks and one.guard and one.odometry, "the first tick")
    yield one
    one.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield Debian's Chromium, with a profile of its own that is thrown away."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=FLAGS, env={**os.environ, "HOME": home}
        )
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Yield a function that opens a page; fails if the page says an error or asks another server."""
    contexts, said, asked = [], [], []

    def open_page(url: str, width: int = 1280, height: int = 900, scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(url)
        assert all(one.startswith(url) for one in asked), asked
        return page

    yield open_page
    for context in contexts:
        context.close()
    # But that a server is not there, and that a test counts pixels.
    assert [one for one in said if "WebSocket" not in one and "readback" not in one] == []
