"""Child processes that never outlive their parent's work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

PATIENCE = 5.0
"""Seconds a child has to leave after SIGINT, and again after SIGTERM."""


class Processes:
    """Starts nodes as child processes, each with its own log, and ends them all on leaving."""

    def __init__(self, logs: Path) -> None:
        """Write logs into the folder ``logs``."""
        self._logs = logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Processes:
        """Create the log folder; from now on SIGTERM ends us by way of the children's end."""
        self._logs.mkdir(parents=True, exist_ok=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        return self

    def start(
        self, name: str, module: str, parameters: Mapping[str, object], remap: Sequence[str] = ()
    ) -> None:
        """Start ``python -m module`` as a ROS node.

        Args:
            name: for people, and of its log.
            module: a module of this package with a ``main``.
            parameters: ROS parameters.
            remap: ROS remappings, ``from:=to``.
        """
        ros = [argument for key, value in parameters.items() for argument in ("-p", f"{key}:={_yaml(value)}")]
        ros += [argument for rule in remap for argument in ("-r", rule)]
        with self.log(name).open("wb") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", module, "--ros-args", *ros],
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,  # Ctrl-C reaches us alone; we end the children in order
            )

    def log(self, name: str) -> Path:
        """Return the path of a child's log."""
        return self._logs / f"{name}.log"

    def dead(self) -> str | None:
        """Return the name of a child that has ended, or None."""
        return next((name for name, child in self._running.items() if child.poll() is not None), None)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every child, the last started first: gently, then firmly."""
        for child in reversed(self._running.values()):
            for kill in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
                if child.poll() is not None:
                    break
                child.send_signal(kill)
                _wait(child, PATIENCE)


def _wait(child: subprocess.Popen[bytes], seconds: float) -> None:
    end = time.monotonic() + seconds
    while child.poll() is None and time.monotonic() < end:
        time.sleep(0.02)


def _yaml(value: object) -> str:
    """Write a parameter value as ``-p name:=value`` wants it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
