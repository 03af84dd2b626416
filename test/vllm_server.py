"""A real server of vLLM with the shipped checkpoint, as docs/engines.md starts one, for tests."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import simpletool_ros
from simpletool_ros.core.resources import share

START = 300.0
"""Seconds that it may take on a busy machine."""


def free_port() -> int:
    with socket.socket() as end:
        end.bind(("127.0.0.1", 0))
        port: int = end.getsockname()[1]
        return port


@contextlib.contextmanager
def vllm_server(python: str, key: str, log: Path) -> Iterator[int]:
    """Run a server on a free port until the end of the block.

    Args:
        python: the interpreter that has vLLM.
        key: the API key.
        log: what it prints.
    """
    port = free_port()
    command = [python, "-m", "vllm.entrypoints.openai.api_server"]
    command += ["--model", str(share() / "models" / "nano"), "--served-model-name", "nano"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--api-key", key]
    command += ["--logits-processors", "simpletool_ros.engine.constrain:Constrain"]
    command += ["--dtype", "float32", "--enforce-eager", "--block-size", "32"]
    command += ["--kv-cache-memory-bytes", str(2**28)]
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "VLLM_NO_USAGE_STATS": "1",
        "HF_HUB_OFFLINE": "1",
        "VLLM_HOST_IP": "127.0.0.1",
        "PYTHONPATH": str(Path(simpletool_ros.__file__).parents[1]),
    }
    with log.open("wb") as out:
        child = subprocess.Popen(
            command, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        end = time.monotonic() + START
        while not _healthy(port):
            assert child.poll() is None and time.monotonic() < end, log.read_text(errors="replace")[-3000:]
            time.sleep(0.5)
        yield port
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2):
            return True
    except OSError:
        return False
