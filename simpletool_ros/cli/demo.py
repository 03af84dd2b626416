"""``simpletool demo``: simulator, controller and guard from one command, and an honest summary."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..core.contract import Contract
from ..core.resources import find
from . import simulated

HELP = "drive the simulated robot by an instruction in words"
EXAMPLES = """\
  simpletool demo
  simpletool demo --instruction "head over to the green ball"
  simpletool demo --engine remote --engine-option url=http://gpu:8000
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "--instruction", default="drive to the red cylinder and stop", help="default: %(default)s"
    )
    simulated.add_arguments(parser)
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
    domain = simulated.apart()
    try:
        from .demo_session import play
    except ImportError as error:
        print(
            f"simpletool demo: {error}; source a ROS 2 workspace that holds this package first",
            file=sys.stderr,
        )
        return 1
    from ..sim.scenario import load_scenario
    from .demo_report import named_object, picture, summary

    contract = Contract.load(find(options.contract, "config"))
    scenario = load_scenario(options.scenario)
    name = named_object(options.instruction, scenario)
    print(f"instruction  {options.instruction}")
    print(f"world        {options.scenario}: {', '.join(thing.name for thing in scenario.objects)}")
    print(f"ROS domain   {domain}; logs in {options.logs}", flush=True)
    played = play(options, contract, scenario, name)
    if played is None:
        return 1
    record, goal = played
    print(summary(record, goal, contract.rate))
    picture(Path(options.picture), record, goal, scenario, options.instruction)
    print(f"picture   {options.picture}")
    return 0 if record.done and (goal.reached or not name) else 1
