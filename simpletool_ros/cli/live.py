"""``simpletool live``: the simulated robot, and the page on which a person watches and commands it."""

from __future__ import annotations

import argparse

from ..core.contract import Contract
from ..core.resources import find
from . import beside, simulated

HELP = "let a simulated robot be watched and commanded in a browser"
EXAMPLES = """\
  simpletool live                   then open http://localhost:8899/ and write an instruction
  simpletool live --port 0          on any free port, which is printed
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    simulated.add_arguments(parser)
    parser.add_argument("--rate", type=float, default=0.0, help="ticks a second; 0: the contract's")
    parser.add_argument("--port", type=int, default=8899, help="0: any free one (default: %(default)s)")
    parser.add_argument(
        "--logs", default="log/live", help="folder for the nodes' logs (default: %(default)s)"
    )


def run(options: argparse.Namespace) -> int:
    """Return the server's exit code; the nodes end with it."""
    contract = Contract.load(find(options.contract, "config"))
    return beside.run(
        options, contract, lambda nodes: simulated.start(nodes, options, contract, options.rate)
    )
