"""The controller drives the simulated robot through the engines that decode in other processes.

``make test-vllm`` says by SIMPLETOOL_VLLM_PYTHON which Python has vLLM.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import Client, Processes
from vllm_server import START, vllm_server

from simpletool_ros.msg import Verdict

PYTHON = os.environ.get("SIMPLETOOL_VLLM_PYTHON", "")
pytestmark = pytest.mark.skipif(not PYTHON, reason="no Python with vLLM is named: make test-vllm")

DRIVE = 120.0
RATE = 4.0
"""Hz: a loaded machine takes longer for a tick than the 100 ms that the contract's own rate leaves."""


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


def drives(client: Client) -> bool:
    return client.speed() > 0.05


def stands(client: Client) -> bool:
    return client.speed() < 0.01


def vllm_of(controller: subprocess.Popen[bytes]) -> int:
    """Return the process that the controller's engine runs vLLM in, whichever thread started it."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = status.read_text().split(" ", 1)
            if int(rest.rsplit(")", 1)[1].split()[1]) == controller.pid:
                return int(pid)
        except (OSError, ValueError):  # it has ended meanwhile
            continue
    return 0


def reached(client: Client) -> bool:
    return bool(client.calls) and client.calls[-1].function == "done"


def test_vllm_killed_on_the_way_is_started_again_and_the_robot_arrives(
    processes: Processes, client: Client
) -> None:
    options = f"python={PYTHON} compiled=false cache_gb=0.25 robots=4"
    processes.start("simulator")
    processes.start("guard", use_sim_time=True)
    controller = processes.start(
        "real_controller", use_sim_time=True, engine="vllm", engine_options=options, rate=RATE
    )
    # Loading never blocks the node: it answers meanwhile, and says how it goes.
    assert client.state() == "unconfigured"
    client.until(lambda: "vLLM has been loading" in processes.said("real_controller"), "progress", START)
    client.until(lambda: client.ticks, "the first tick", START)
    assert client.follow("drive to the red cylinder and stop").accepted
    client.until(lambda: drives(client), "driving", DRIVE)
    os.kill(vllm_of(controller), signal.SIGKILL)
    client.next_tick(lambda tick: tick.verdict.code == Verdict.FAILED, "a failed tick")
    client.until(lambda: stands(client), "standing")
    client.until(lambda: drives(client), "driving again", START)
    client.until(lambda: reached(client), "done", DRIVE)
    client.until(lambda: stands(client), "standing at the end")
    worker = vllm_of(controller)
    assert worker
    controller.kill()
    client.until(lambda: not Path(f"/proc/{worker}").exists(), "the end of an orphan", 60.0)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    with vllm_server(PYTHON, "sesame", tmp_path / "serve.log") as port:
        yield f"http://127.0.0.1:{port}"


def test_a_server_elsewhere_drives_the_robot(
    served: str, tmp_path: Path, processes: Processes, client: Client
) -> None:
    key = tmp_path / "key"
    key.write_text("sesame\n")
    processes.start("simulator")
    processes.start("guard", use_sim_time=True)
    processes.start(
        "real_controller",
        use_sim_time=True,
        engine="remote",
        engine_options=f"url={served} key_file={key}",
        rate=RATE,
    )
    client.active()
    assert client.follow("drive to the red cylinder and stop").accepted
    client.until(lambda: drives(client), "driving", DRIVE)
    client.until(lambda: reached(client), "done", DRIVE)
    client.until(lambda: stands(client), "standing at the end")
    assert "sesame" not in processes.said("real_controller")
