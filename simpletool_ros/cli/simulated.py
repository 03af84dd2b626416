"""The simulated robot: simulator, guard and controller as child processes that no real robot hears."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from ..core.contract import Contract
from .engine_arguments import add_engine_arguments, engine_parameters
from .processes import Processes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which robot is simulated, and where."""
    parser.add_argument("--contract", default="turtlebot3", help="default: %(default)s")
    add_engine_arguments(parser)
    parser.add_argument(
        "--scenario", default="five_objects", help="a file, or a shipped name (default: %(default)s)"
    )


def apart() -> str:
    """Keep to this machine, on a DDS domain of our own: a simulation drives no robot.

    Not on the shell's, where a robot on this machine may listen; the variable SIMPLETOOL_DOMAIN names one.

    Returns:
        What to tell the user of it.
    """
    os.environ["ROS_AUTOMATIC_DISCOVERY_RANGE"] = "LOCALHOST"
    os.environ.pop("ROS_STATIC_PEERS", None)
    domain = os.environ["ROS_DOMAIN_ID"] = os.environ.get("SIMPLETOOL_DOMAIN") or str(1 + os.getpid() % 99)
    return f"{domain}, this machine only"


def start(processes: Processes, options: argparse.Namespace, contract: Contract, rate: float = 0.0) -> None:
    """Start the three nodes.

    Args:
        processes: who ends them.
        options: those of :func:`add_arguments`.
        contract: of the robot, read from a file.
        rate: ticks a second; 0: the contract's.
    """
    world = {"scenario": options.scenario, "enable_stamped_cmd_vel": contract.enable_stamped_cmd_vel}
    shared = {"contract": contract.file, "use_sim_time": True}
    engine = {**engine_parameters(options), "rate": rate}
    processes.start("simulator", "simpletool_ros.sim.node", world)
    processes.start("guard", "simpletool_ros.ros.guard", shared)
    processes.start("controller", "simpletool_ros.ros.controller", {**shared, **engine})


def tail(log: Path, lines: int = 15) -> str:
    """Return the end of a child's log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
