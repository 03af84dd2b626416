"""One demo: three nodes as processes, an instruction, and what came of it."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import rclpy

from ..core.contract import Contract
from ..msg import Verdict
from ..ros.follower import Follower, Record
from ..sim.scenario import Scenario
from ..sim.world import STILL
from . import simulated
from .demo_report import Goal, decided, distance, percentiles, said
from .processes import Processes

START_TIMEOUT = 900.0
"""Seconds for the three nodes to come up; loading the model is most of it, and vLLM takes minutes."""

TOLD = 10.0
"""Seconds after which the last line of the controller's log is shown while it loads, again and again."""

GAVE_UP = "cannot configure"
"""In the controller's log when it could not load; it then waits to be configured again, and nobody will."""

GRACE = 10.0
"""Seconds beyond the action's own timeout before the demo gives up on its result."""

SETTLE = 1.0
"""Seconds after the result in which the robot comes to rest before it is judged."""


def play(
    options: argparse.Namespace, contract: Contract, scenario: Scenario, name: str
) -> tuple[Record, Goal] | None:
    """Let the robot follow an instruction; return what happened, or None if the nodes did not come up.

    Args:
        options: of ``simpletool demo``.
        contract: of the robot, read from a file.
        scenario: the world.
        name: the object that the instruction names, or ''.
    """
    with Processes(Path(options.logs)) as processes:
        simulated.start(processes, options, contract)
        rclpy.init()
        follower = Follower()
        try:
            if not _wait_until_ready(follower, processes):
                return None
            follower.follow(options.instruction, options.timeout)
            _watch(follower, processes, name, scenario, options.timeout)
            settled = time.monotonic() + SETTLE
            while time.monotonic() < settled:
                rclpy.spin_once(follower, timeout_sec=0.1)
            there = distance(name, follower.record.path[-1], scenario)
            return follower.record, Goal(name, there, follower.speed < STILL[0] + STILL[1])
        finally:
            follower.destroy_node()
            rclpy.shutdown()


def _wait_until_ready(follower: Follower, processes: Processes) -> bool:
    """Spin until everything is up; say what is not."""
    began = told = time.monotonic()
    while not follower.ready:
        rclpy.spin_once(follower, timeout_sec=0.1)
        if time.monotonic() - told > TOLD:
            told = time.monotonic()
            print(f"loading      {simulated.tail(processes.log('controller'), 1)}", flush=True)
        what = _fault(processes, time.monotonic() - began)
        if what:
            print(f"simpletool demo: {what}; its log:", file=sys.stderr)
            print(simulated.tail(processes.log(processes.dead() or "controller")), file=sys.stderr)
            return False
    print(f"ready        after {time.monotonic() - began:.1f} s", flush=True)
    return True


def _fault(processes: Processes, waited: float) -> str:
    """Return why it is no use to wait any longer; empty while it is."""
    dead = processes.dead()
    if dead:
        return f"the {dead} ended"
    if GAVE_UP in processes.log("controller").read_text(errors="replace"):
        return "the controller could not load"
    return f"the controller is not ready after {START_TIMEOUT:.0f} s" if waited > START_TIMEOUT else ""


def _watch(follower: Follower, processes: Processes, name: str, scenario: Scenario, timeout: float) -> None:
    """Spin until the action ends; say a line a second."""
    record = follower.record
    seconds = 1
    while not record.ended and record.seconds < timeout + GRACE:
        rclpy.spin_once(follower, timeout_sec=0.1)
        dead = processes.dead()
        if dead:
            record.message = f"the {dead} ended; its log:\n{simulated.tail(processes.log(dead))}"
            return
        if record.seconds >= seconds:
            print(_line(record, seconds, name, scenario), flush=True)
            seconds += 1


def _line(record: Record, seconds: int, name: str, scenario: Scenario) -> str:
    """Say where things stand: the last call or why there is none, the way to go, recent latency."""
    last = record.ticks[-1].verdict.reason if record.ticks else ""
    if record.calls and record.ticks and record.ticks[-1].verdict.code == Verdict.ACCEPTED:
        last = said(record.calls[-1])
    far = f"{name} {distance(name, record.path[-1], scenario):5.2f} m" if name else ""
    recent = percentiles([tick.total_ms for tick in decided(record.ticks)[-50:]])
    return f"{seconds:4d} s  {len(record.ticks):4d} ticks  {last[:40]:<40} {far}  tick {recent}"
