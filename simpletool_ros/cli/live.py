"""``simpletool live``: the simulated robot, and the page on which a person watches and commands it."""

from __future__ import annotations

import argparse
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

from ..core.contract import Contract
from ..core.problems import problem
from ..core.resources import find
from . import serve, simulated
from .processes import Processes

HELP = "let a simulated robot be watched and commanded in a browser"
EXAMPLES = """\
  simpletool live                   then open http://localhost:8899/ and write an instruction
  simpletool live --port 0          on any free port, which is printed
"""

LOOK = 0.5
"""Seconds between two looks at whether the nodes still run."""


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
    domain = simulated.apart()
    if find_spec("rclpy") is None:
        raise problem("", "there is no ROS 2 here", "source a ROS 2 workspace that holds this package first")
    contract = Contract.load(find(options.contract, "config"))
    served = argparse.ArgumentParser()
    serve.add_arguments(served)
    arguments = ["--robot", "--contract", contract.file, "--engine", options.engine]
    arguments += ["--model", options.model, "--port", str(options.port)]
    print(f"simpletool live: ROS domain {domain}; logs in {options.logs}", flush=True)
    with Processes(Path(options.logs)) as processes:
        simulated.start(processes, options, contract, options.rate)
        ended = threading.Event()
        threading.Thread(target=_watch, args=(processes, ended), name="watch", daemon=True).start()
        try:
            return serve.run(served.parse_args(arguments))
        finally:
            ended.set()


def _watch(processes: Processes, ended: threading.Event) -> None:
    """Say which node ended, and its log; the page shows that it is gone."""
    while not ended.wait(LOOK):
        dead = processes.dead()
        if dead:
            print(f"simpletool live: the {dead} ended; its log:", file=sys.stderr)
            print(simulated.tail(processes.log(dead)), file=sys.stderr, flush=True)
            return
