"""One run of the ``vllm`` engine's process: how it is started, what it prints, how it ends."""

from __future__ import annotations

import collections
import contextlib
import json
import logging
import socket
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# Not "-m": the package may lie in another environment than vLLM, whose own packages go first.
_START = (
    "import sys; sys.path[:] = [p for p in sys.path if p] + [sys.argv.pop(1)];"
    "from simpletool_ros.engine.vllm_worker import main; main()"
)
_KEPT, _SHOWN, _GONE = 40, 15, 5.0

logger = logging.getLogger(__name__)


class Child:
    """A process of ``vllm_worker`` and our end of its socket."""

    def __init__(self, python: str, settings: Mapping[str, Any]) -> None:
        """Start it.

        Args:
            python: the interpreter that has vLLM.
            settings: of ``vllm_worker.Settings``.

        Raises:
            OSError: there is no such interpreter.
        """
        self.end, theirs = socket.socketpair()
        root = str(Path(__file__).resolve().parents[2])
        try:
            self._process = subprocess.Popen(
                [python, "-c", _START, root, str(theirs.fileno()), json.dumps(settings)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for us; we end it
            )
        except OSError:
            self.end.close()
            raise
        finally:
            theirs.close()
        self._lines: collections.deque[str] = collections.deque(maxlen=_KEPT)
        self._reader = threading.Thread(target=self._read, name="vllm log", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Its number; 0 when it has ended."""
        return self._process.pid if self._process.poll() is None else 0

    @property
    def code(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._process.poll()

    def strike(self) -> None:
        """Tell it to end, without waiting for that: a tick does not have the time."""
        self._process.kill()

    def kill(self, after: float = 0.0) -> None:
        """End it, at the latest after some seconds in which it may end by itself."""
        try:
            self._process.wait(after)
        except subprocess.TimeoutExpired:
            self._process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):  # in the kernel's hands, when a driver hangs
                self._process.wait(_GONE)

    def last_line(self) -> str:
        """Return what it printed last, without vLLM's log prefix."""
        return self._lines[-1].split("] ", 1)[-1][:120] if self._lines else "starting"

    def last_words(self) -> str:
        """Return the last lines that it printed before it ended."""
        self._reader.join(1.0)
        return "\n".join(list(self._lines)[-_SHOWN:])

    def _read(self) -> None:
        assert self._process.stdout is not None
        for raw in self._process.stdout:
            for line in raw.decode(errors="replace").replace("\r", "\n").splitlines():
                if line.strip():
                    self._lines.append(line.rstrip())
                    logger.debug("%s", line.rstrip())


def mend(why: str) -> str:
    """Return what to do about the reasons for not starting that people meet, as a clause behind ``;``."""
    text = why.lower()
    if any(word in text for word in ("memory", "kv cache", "blocks")):
        return (
            "; free memory, lower the options memory, context or robots, or use a smaller or a quantized"
            " checkpoint"
        )
    if "no module named" in text:
        return "; install vLLM there, or name the Python that has it with the option python"
    return ""
