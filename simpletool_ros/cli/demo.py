"""``simpletool demo``: simulator, controller and guard from one command, and an honest summary."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.contract import Contract
from ..core.resources import find
from ..engine.load import ENGINES

if TYPE_CHECKING:
    from ..ros.follower import Follower, Record
    from ..sim.scenario import Scenario
    from .processes import Processes

HELP = "drive the simulated robot by an instruction in words"
EXAMPLES = """\
  simpletool demo
  simpletool demo --instruction "head over to the green ball"
"""

START_TIMEOUT = 60.0
"""Seconds for the three nodes to come up; loading and priming the model is most of it."""

GRACE = 10.0
"""Seconds beyond the action's own timeout before the demo gives up on its result."""

SETTLE = 1.0
"""Seconds after the result in which the robot comes to rest before it is judged."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "--instruction", default="drive to the red cylinder and stop", help="default: %(default)s"
    )
    parser.add_argument("--contract", default="turtlebot3", help="default: %(default)s")
    parser.add_argument("--engine", choices=ENGINES, default="embedded", help="default: %(default)s")
    parser.add_argument(
        "--model", default="nano", help="checkpoint folder or shipped name (default: %(default)s)"
    )
    parser.add_argument(
        "--scenario", default="five_objects", help="a file, or a shipped name (default: %(default)s)"
    )
    parser.add_argument(
        "--timeout", type=float, default=90.0, help="seconds for the robot (default: %(default)s)"
    )
    parser.add_argument(
        "--picture", default="demo.png", help="where to draw what happened (default: %(default)s)"
    )
    parser.add_argument(
        "--logs", default="log/demo", help="folder for the nodes' logs (default: %(default)s)"
    )


def run(options: argparse.Namespace) -> int:
    """Return 0 when the model said done and the robot stands at the object it was sent to, 1 otherwise."""
    # Not beyond this machine, and on a DDS domain of its own: the demo never drives a robot on the network.
    os.environ["ROS_AUTOMATIC_DISCOVERY_RANGE"] = "LOCALHOST"
    os.environ.setdefault("ROS_DOMAIN_ID", str(1 + os.getpid() % 99))
    try:
        import rclpy

        from ..ros.follower import Follower
    except ImportError as error:
        print(
            f"simpletool demo: {error}; source a ROS 2 workspace that holds this package first",
            file=sys.stderr,
        )
        return 1
    from ..sim.scenario import load_scenario
    from .demo_report import Goal, distance, named_object, picture, summary
    from .processes import Processes

    contract_path = find(options.contract, "config")
    contract = Contract.load(contract_path)
    scenario = load_scenario(options.scenario)
    name = named_object(options.instruction, scenario)
    print(f"instruction  {options.instruction}")
    print(f"world        {options.scenario}: {', '.join(thing.name for thing in scenario.objects)}")
    print(
        f"ROS domain   {os.environ['ROS_DOMAIN_ID']}, this machine only; logs in {options.logs}", flush=True
    )
    with Processes(Path(options.logs)) as processes:
        stamped = contract.enable_stamped_cmd_vel
        processes.start(
            "simulator",
            "simpletool_ros.sim.node",
            {"scenario": options.scenario, "enable_stamped_cmd_vel": stamped},
        )
        processes.start(
            "guard", "simpletool_ros.ros.guard", {"contract": str(contract_path), "use_sim_time": True}
        )
        processes.start(
            "controller",
            "simpletool_ros.ros.controller",
            {
                "contract": str(contract_path),
                "engine": options.engine,
                "model": options.model,
                "autostart": True,
                "use_sim_time": True,
            },
        )
        rclpy.init()
        follower = Follower()
        try:
            if not _wait_until_ready(follower, processes):
                return 1
            follower.follow(options.instruction, options.timeout)
            _watch(follower, processes, name, scenario, options.timeout)
            settled = time.monotonic() + SETTLE
            while time.monotonic() < settled:
                rclpy.spin_once(follower, timeout_sec=0.1)
            record = follower.record
            goal = Goal(name, distance(name, record.path[-1], scenario), follower.speed < 0.02)
        finally:
            follower.destroy_node()
            rclpy.shutdown()
    print(summary(record, goal, contract.rate))
    picture(Path(options.picture), record, goal, scenario, options.instruction)
    print(f"picture   {options.picture}")
    return 0 if record.done and (goal.reached or not name) else 1


def _wait_until_ready(follower: Follower, processes: Processes) -> bool:
    """Spin until everything is up; say what is not."""
    import rclpy

    began = time.monotonic()
    while not follower.ready:
        rclpy.spin_once(follower, timeout_sec=0.1)
        dead = processes.dead()
        if dead or time.monotonic() - began > START_TIMEOUT:
            what = f"the {dead} ended" if dead else f"not ready after {START_TIMEOUT:.0f} s"
            print(f"simpletool demo: {what}; its log:", file=sys.stderr)
            print(_tail(processes.log(dead or "controller")), file=sys.stderr)
            return False
    print(f"ready        after {time.monotonic() - began:.1f} s", flush=True)
    return True


def _watch(follower: Follower, processes: Processes, name: str, scenario: Scenario, timeout: float) -> None:
    """Spin until the action ends; say a line a second."""
    import rclpy

    record = follower.record
    seconds = 1
    while not record.ended and record.seconds < timeout + GRACE:
        rclpy.spin_once(follower, timeout_sec=0.1)
        dead = processes.dead()
        if dead:
            record.message = f"the {dead} ended; its log:\n{_tail(processes.log(dead))}"
            return
        if record.seconds >= seconds:
            print(_line(record, seconds, name, scenario), flush=True)
            seconds += 1


def _line(record: Record, seconds: int, name: str, scenario: Scenario) -> str:
    """Say where things stand: the last call, the distance to go, the latency of the last ticks."""
    from .demo_report import decided, distance, percentiles, said

    last = (
        said(record.calls[-1])
        if record.calls
        else str(record.ticks[-1].verdict.reason)
        if record.ticks
        else "–"
    )
    far = f"{name} {distance(name, record.path[-1], scenario):5.2f} m" if name else ""
    recent = percentiles([tick.total_ms for tick in decided(record.ticks)[-50:]])
    return f"{seconds:4d} s  {len(record.ticks):4d} ticks  {last:<36} {far}  tick {recent}"


def _tail(path: Path, lines: int = 15) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
