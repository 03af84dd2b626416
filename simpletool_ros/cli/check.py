"""``simpletool check``: every fault of a contract at once."""

from __future__ import annotations

import argparse
import importlib.util

from ..core.contract import Contract
from ..core.heads import HeadPlan
from ..core.problems import ConfigurationError
from ..core.resources import find

HELP = "check a contract and say every fault at once"
EXAMPLES = """\
  simpletool check my_robot.yaml
  simpletool check turtlebot3          a shipped contract, by name
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("contract", metavar="CONTRACT", help="contract file, or the name of a shipped one")


def run(options: argparse.Namespace) -> int:
    """Return 0 for a contract that can be used, 1 otherwise."""
    path = find(options.contract, "config")
    contract = Contract.load(path)
    if importlib.util.find_spec("rclpy") is None:
        fields = "message fields not checked: no ROS 2 is sourced"
    else:
        from ..ros.interfaces import check

        problems = check(contract)
        if problems:
            raise ConfigurationError(problems)
        fields = "message fields exist"
    print(f"{path}: ok")
    print(
        f"  robot    {contract.robot}, {contract.rate:g} ticks a second, answers within {contract.budget:g} s"
    )
    print(f"  sources  {', '.join(contract.sources) or 'none'}")
    print(f"  tools    {', '.join(contract.toolset.names)}")
    print(f"  heads    {', '.join(HeadPlan(contract.toolset, contract.content).heads)}")
    print(f"  guard    stops the robot after {contract.guard.timeout:g} s, re-arms {contract.guard.rearm}")
    print(f"  routes   {fields}")
    return 0
