"""The server of the live page in this process, beside the nodes that it shows as child processes."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from ..core.contract import Contract
from ..core.problems import problem
from . import serve, simulated
from .processes import Processes

LOOK = 0.5
"""Seconds between two looks at whether the nodes still run."""


def run(options: argparse.Namespace, contract: Contract, start: Callable[[Processes], None]) -> int:
    """Start the nodes and serve; return the server's exit code. The nodes end with it.

    Args:
        options: with ``verb``, ``port`` and ``logs``.
        contract: whose sources the page shows, read from a file.
        start: starts the nodes.

    Raises:
        ConfigurationError: there is no ROS 2 here.
    """
    if find_spec("rclpy") is None:
        raise problem("", "there is no ROS 2 here", "source a ROS 2 workspace that holds this package first")
    domain = simulated.apart()
    served = argparse.ArgumentParser()
    serve.add_arguments(served)
    # The chosen engine is the controller's. No large model is loaded twice: the API has the shipped one.
    arguments = ["--robot", "--contract", contract.file, "--port", str(options.port)]
    print(f"simpletool {options.verb}: ROS domain {domain}; logs in {options.logs}", flush=True)
    with Processes(Path(options.logs)) as processes:
        start(processes)
        ended = threading.Event()
        watching = (options.verb, processes, ended)
        threading.Thread(target=_watch, args=watching, name="watch", daemon=True).start()
        try:
            return serve.run(served.parse_args(arguments))
        finally:
            ended.set()


def _watch(verb: str, processes: Processes, ended: threading.Event) -> None:
    """Say which node ended, and its log; the page shows that it is gone."""
    while not ended.wait(LOOK):
        dead = processes.dead()
        if dead:
            print(f"simpletool {verb}: the {dead} ended; its log:", file=sys.stderr)
            print(simulated.tail(processes.log(dead)), file=sys.stderr, flush=True)
            return
