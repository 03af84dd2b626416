"""Whether a driving robot's ticks notice the server beside it: its page, stalled clients, busy clients.

    python benchmarks/page.py
    python benchmarks/page.py --rate 20 --seconds 30 --stalled 8 --asking 8 --json page.json

Starts the simulated robot and sends it from object to object; measures its ticks (as ``benchmarks/timer.py``)

- alone: no server;
- watched: ``simpletool serve --robot``, whose websocket a program reads as a page on another machine would;
- page: the page itself, in headless Chromium, which draws in software and on the same processors as all else;
- load: as well, websockets that never read, and HTTP clients that ask for function calls as fast as they are
  answered (at nice 19: they stand for other machines). Also measured then: how long a STOP takes from the
  page's websocket to the guard's confirmation.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simpletool_ros.cli import simulated  # noqa: E402

simulated.apart()

import http.client  # noqa: E402

import rclpy  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from rclpy.executors import SingleThreadedExecutor  # noqa: E402
from websockets.sync.client import connect  # noqa: E402

from simpletool_ros.cli.processes import Processes  # noqa: E402
from simpletool_ros.core.contract import Contract  # noqa: E402
from simpletool_ros.core.resources import find  # noqa: E402
from simpletool_ros.msg import TickReport, Verdict  # noqa: E402
from simpletool_ros.ros.stats import percentile  # noqa: E402
from simpletool_ros.sim.scenario import load_scenario  # noqa: E402
from simpletool_ros.srv import SetInstruction  # noqa: E402

IN_TIME = 5.0
"""Milliseconds that a tick may start late."""
READY = 60.0
WARM_UP = 3.0
STOPS = 20
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
ASKED = {
    "messages": [{"role": "user", "content": "Ball is 42px BELOW paddle. Move DOWN."}],
    "tools": [
        {
            "type": "function",
            "function": {
                "name": "move",
                "description": "Move the paddle",
                "parameters": {
                    "type": "object",
                    "properties": {"direction": {"type": "string", "enum": ["up", "down", "stay"]}},
                },
            },
        }
    ],
}


class Robot:
    """Keeps the simulated robot driving, and hears its ticks, in a thread."""

    def __init__(self, processes: Processes) -> None:
        """Wait until it ticks, and send it off."""
        self.ticks: list[TickReport] = []
        rclpy.init()
        self._node = rclpy.create_node("page_benchmark")
        self._executor = SingleThreadedExecutor()
        self._executor.add_node(self._node)
        self._node.create_subscription(TickReport, "controller/tick", self.ticks.append, 50)
        self._set = self._node.create_client(SetInstruction, "controller/set_instruction")
        self._names = itertools.cycle(thing.name for thing in load_scenario("five_objects").objects)
        threading.Thread(target=self._executor.spin, daemon=True).start()
        end = time.monotonic() + READY
        while not (self.ticks and self._set.service_is_ready()):
            if time.monotonic() > end:
                raise SystemExit(f"no tick within {READY:.0f} s:\n{processes.log('controller').read_text()}")
            time.sleep(0.1)
        self._node.create_timer(0.5, self._go_on)

    def _go_on(self) -> None:
        # A model that has said done is sent to the next object: what is measured is deciding.
        if not self.ticks[-1].instruction:
            request = SetInstruction.Request(instruction=f"go to the {next(self._names)}")
            self._set.call_async(request)

    def measured(self, seconds: float) -> list[TickReport]:
        """Return the ticks of so many seconds, after a warm-up."""
        time.sleep(WARM_UP)
        begin = len(self.ticks)
        time.sleep(seconds)
        return self.ticks[begin:]

    def close(self) -> None:
        """Leave."""
        self._executor.shutdown()
        rclpy.shutdown()


def figures(ticks: list[TickReport], rate: float) -> dict[str, float]:
    """Return the rate held of the one asked for, punctuality and cost of ticks; milliseconds and counts."""
    decided = [tick for tick in ticks if tick.forwards]
    places = ticks[-1].tick - ticks[0].tick + 1
    total = [tick.total_ms for tick in decided]
    return {
        "rate Hz": rate * len(ticks) / places,  # the places are a grid of the steady clock
        "ticks": places,
        "decided": len(decided),
        "skipped": places - len(ticks),
        "late": sum(tick.verdict.code == Verdict.LATE for tick in ticks),
        "in time %": 100 * sum(tick.start_error_ms <= IN_TIME for tick in ticks) / places,
        "tick p50": percentile(total, 50),
        "tick p99": percentile(total, 99),
        "start p99": percentile([tick.start_error_ms for tick in ticks], 99),
    }


@contextmanager
def server(logs: Path) -> Iterator[int]:
    """Run ``simpletool serve --robot``; yield its port."""
    log = logs / "serve.log"
    command = [sys.executable, "-m", "simpletool_ros.cli.main", "serve", "--robot", "--port", "0"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + READY
        while not (found := re.search(r"http://localhost:(\d+)", log.read_text())):
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(log.read_text())
            time.sleep(0.1)
        yield int(found[1])
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def page(port: int) -> Iterator[Any]:
    """Show the page in Chromium."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        environment = {**os.environ, "HOME": home}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=environment)
        shown = browser.new_page(viewport={"width": 1280, "height": 900})
        shown.goto(f"http://localhost:{port}/")
        shown.evaluate(COUNT)
        yield shown
        browser.close()


COUNT = """() => {
    const frame = (now) => { window.frames_at?.push(now); requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
}"""
"""Notes when each frame was drawn."""


def frames(shown: Any, ticks: Any) -> tuple[Any, dict[str, float]]:
    """Return what ``ticks()`` returns, and the page's frames meanwhile."""
    shown.evaluate("window.frames_at = []")
    found = ticks()
    at = shown.evaluate("window.frames_at")
    between = [after - before for before, after in zip(at, at[1:], strict=False)]
    return found, {
        "frames/s": 1e3 * (len(at) - 1) / (at[-1] - at[0]),
        "frame p50": percentile(between, 50),
        "frame p99": percentile(between, 99),
    }


def stall(port: int) -> socket.socket:
    """Open the page's websocket and never read."""
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.connect(("127.0.0.1", port))
    head = "GET /live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    raw.sendall((head + key).encode())
    return raw


class Asking:
    """HTTP clients that ask for function calls, each as soon as it has the last answer."""

    def __init__(self, port: int, clients: int) -> None:
        """Begin."""
        self.answers = 0
        self._ending = threading.Event()
        self._port = port
        self._threads = [threading.Thread(target=self._ask, daemon=True) for _ in range(clients)]
        for thread in self._threads:
            thread.start()

    def _ask(self) -> None:
        os.nice(19)  # of this thread
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        body = json.dumps(ASKED)
        while not self._ending.is_set():
            connection.request("POST", "/v1/function_call", body, {"content-type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            self.answers += answer.status == 200

    def end(self) -> None:
        """End."""
        self._ending.set()
        for thread in self._threads:
            thread.join(60)


def stops(port: int) -> list[float]:
    """Return how long each of :data:`STOPS` stops took to be confirmed, milliseconds; re-arms after each."""
    took = []
    with connect(f"ws://localhost:{port}/live") as live:

        def ask(command: str, number: int) -> None:
            live.send(json.dumps({"command": command, "id": number}))
            while True:
                for one in json.loads(live.recv(60)):
                    if one["event"].get("id") == number:
                        assert one["event"]["done"], one
                        return

        for number in range(STOPS):
            began = time.monotonic()
            ask("stop", 2 * number)
            took.append(1e3 * (time.monotonic() - began))
            ask("rearm", 2 * number + 1)
            time.sleep(0.3)
    return took


def measure(options: argparse.Namespace, logs: Path) -> dict[str, dict[str, float]]:
    """Return the figures of the three situations."""
    shipped = argparse.ArgumentParser()
    simulated.add_arguments(shipped)
    robot_options = shipped.parse_args([])
    contract = Contract.load(find(robot_options.contract, "config"))
    found: dict[str, dict[str, float]] = {}
    with Processes(logs) as processes, ExitStack() as stack:
        simulated.start(processes, robot_options, contract, options.rate)
        robot = Robot(processes)
        stack.callback(robot.close)
        found["alone"] = figures(robot.measured(options.seconds), options.rate)
        port = stack.enter_context(server(logs))
        with connect(f"ws://localhost:{port}/live", max_size=None) as watching:
            threading.Thread(target=lambda: [None for _ in watching], daemon=True).start()
            found["watched"] = figures(robot.measured(options.seconds), options.rate)
        shown = stack.enter_context(page(port))

        def ticks() -> list[TickReport]:
            # Playwright's own thread must run meanwhile.
            shown.wait_for_timeout(1e3 * WARM_UP)
            begin = len(robot.ticks)
            shown.wait_for_timeout(1e3 * options.seconds)
            return robot.ticks[begin:]

        heard, drawn = frames(shown, ticks)
        found["page"] = {**figures(heard, options.rate), **drawn}
        stalled = [stall(port) for _ in range(options.stalled)]
        asking = Asking(port, options.asking)
        before = asking.answers
        heard, drawn = frames(shown, ticks)
        found["load"] = {**figures(heard, options.rate), **drawn}
        found["load"]["calls/s"] = (asking.answers - before) / (options.seconds + WARM_UP)
        took = stops(port)
        found["load"] |= {"STOP p50": percentile(took, 50), "STOP max": max(took)}
        asking.end()
        for one in stalled:
            one.close()
    return found


def main() -> int:
    """Measure and print; 0 when the ticks held their rate in every situation and the page 60 frames/s."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rate", type=float, default=20.0, help="Hz")
    parser.add_argument("--seconds", type=float, default=30.0, help="a situation")
    parser.add_argument("--stalled", type=int, default=8, help="websockets that never read")
    parser.add_argument("--asking", type=int, default=8, help="HTTP clients")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as logs:
        found = measure(options, Path(logs))
    print(
        f"{options.rate:g} Hz, {options.seconds:g} s each; {os.cpu_count()} processors, {platform.platform()}"
    )
    print(" " * 14 + "".join(f"{name:>10}" for name in found))
    for name in found["load"]:
        row = (f"{one[name]:>10.2f}" if name in one else f"{'':>10}" for one in found.values())
        print(f"{name:<14}" + "".join(row))
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")
    held = all(abs(one["rate Hz"] - options.rate) < 0.01 * options.rate for one in found.values())
    return 0 if held and found["page"]["frames/s"] >= 59 else 1


if __name__ == "__main__":
    sys.exit(main())
