"""``simpletool avatar``: a face that obeys what is said to it, on the live page and at a VMC receiver."""

from __future__ import annotations

import argparse

from ..avatar.dialogue import load
from ..core.contract import Contract
from ..core.problems import problem
from ..core.resources import find
from . import beside
from .engine_arguments import add_engine_arguments, engine_parameters
from .processes import Processes

HELP = "let an avatar obey what is typed to it in a browser, or said in a recorded dialogue"
EXAMPLES = """\
  simpletool avatar                              then open http://localhost:8899/ and write: look surprised
  simpletool avatar --dialogue examples/avatar/dialogue.yaml
  simpletool avatar --vmc 192.168.1.20:39539     the face on another machine's VMC receiver, too
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--dialogue", metavar="FILE", help="a recorded dialogue to play, YAML")
    parser.add_argument(
        "--vmc", metavar="HOST:PORT", default="127.0.0.1:39539", help="the receiver (default: %(default)s)"
    )
    parser.add_argument("--contract", default="avatar", help="default: %(default)s")
    add_engine_arguments(parser)
    parser.add_argument("--port", type=int, default=8899, help="0: any free one (default: %(default)s)")
    parser.add_argument(
        "--logs", default="log/avatar", help="folder for the nodes' logs (default: %(default)s)"
    )


def run(options: argparse.Namespace) -> int:
    """Return the server's exit code; the nodes end with it."""
    host, _, port = options.vmc.rpartition(":")
    if not host or not port.isdigit():
        raise problem("--vmc", f"{options.vmc!r} is no receiver", "write HOST:PORT, such as 127.0.0.1:39539")
    if options.dialogue:
        load(options.dialogue)  # its faults are said here, not in a log
    contract = Contract.load(find(options.contract, "config"))

    def start(nodes: Processes) -> None:
        shared = {"contract": contract.file}
        nodes.start("avatar", "simpletool_ros.ros.avatar", {"vmc_host": host, "vmc_port": int(port)})
        nodes.start("guard", "simpletool_ros.ros.guard", shared)
        nodes.start("controller", "simpletool_ros.ros.controller", {**shared, **engine_parameters(options)})
        nodes.start("dialogue", "simpletool_ros.ros.dialogue", {"file": options.dialogue or ""})

    return beside.run(options, contract, start)
