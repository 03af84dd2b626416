"""How many robots one engine serves: simulated ones, each with a session, a thread and a rate of its own.

    python benchmarks/robots.py --engine vllm --model CHECKPOINT --robots 1 4 16 32 --rate 10
    python benchmarks/robots.py --engine embedded --seconds 5

Without a checkpoint there, benchmarks/random_checkpoint.py writes one. Random weights choose any call,
often a short one; --exactly 4 4 has four heads say four tokens each, whatever the weights.

A robot decodes a new suffix every period, with the period as its deadline; half of them have another toolset
than the rest. A tick that would start while the one before still decodes is left out, as in the controller.

- opened: seconds until all sessions were open;
- held: ticks answered in time, of all that there were;
- p50, p99: milliseconds of those answered;
- ticks/s: answered by all robots together;
- worst: what the worst-served robot held: with a fair engine about what all do.
"""

from __future__ import annotations

import argparse
import random
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
from figures import keep
from forced import whatever

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simpletool_ros.cli.bench_report import machine  # noqa: E402
from simpletool_ros.core.contract import Contract  # noqa: E402
from simpletool_ros.core.heads import HeadPlan  # noqa: E402
from simpletool_ros.core.prompt import Profile, Prompt  # noqa: E402
from simpletool_ros.core.resources import find  # noqa: E402
from simpletool_ros.core.tools import Toolset  # noqa: E402
from simpletool_ros.engine.base import EngineError, Session  # noqa: E402
from simpletool_ros.engine.load import ENGINES, load  # noqa: E402
from simpletool_ros.engine.metadata import Metadata  # noqa: E402

WARM_UP = 1.0
"""Seconds that are not counted."""


class Robot(threading.Thread):
    """Ticks at a rate until its time is over."""

    def __init__(self, session: Session, prompt: Prompt, rate: float, start: float, seconds: float) -> None:
        """Get ready; ticks begin at ``start`` (steady seconds) and a random part of a period."""
        super().__init__(daemon=True)
        self._session, self._prompt, self._period = session, prompt, 1 / rate
        self._first = start + random.random() / rate
        self._count = round((WARM_UP + seconds) * rate)
        self._skip = round(WARM_UP * rate)
        self.latencies: list[float] = []
        self.places = self._count - self._skip
        self.faults: set[str] = set()

    def run(self) -> None:
        """Tick."""
        tick = 0
        while tick < self._count:
            due = self._first + tick * self._period
            time.sleep(max(due - time.monotonic(), 0.0))
            suffix = self._prompt.suffix(
                "drive to the red cylinder and stop",
                [f"objects: red cylinder {random.uniform(0.3, 3):.1f} {random.randint(-90, 90)} left"],
            )
            began = time.monotonic()
            try:
                self._session.decode(suffix, due + self._period)
                if tick >= self._skip and time.monotonic() <= due + self._period:
                    self.latencies.append(1e3 * (time.monotonic() - began))
            except EngineError as error:
                self.faults.add(f"{type(error).__name__}: {error}"[:100])
            tick = max(tick + 1, int((time.monotonic() - self._first) / self._period))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", choices=ENGINES, default="vllm")
    parser.add_argument("--model", default="nano")
    parser.add_argument("--engine-option", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--contract", default="turtlebot3")
    parser.add_argument(
        "--exactly", type=int, nargs=2, metavar=("HEADS", "TOKENS"), help="decode these, not the contract's"
    )
    parser.add_argument("--robots", type=int, nargs="+", default=[1, 2, 4, 8, 16, 32])
    parser.add_argument("--rate", type=float, default=10.0, help="Hz")
    parser.add_argument("--seconds", type=float, default=20.0, help="for each number of robots")
    parser.add_argument("--json", type=Path, help="write the figures here too, as they come")
    options = parser.parse_args()
    contract = Contract.load(find(options.contract, "config"))
    engine = load(options.engine, options.model, options.engine_option, print)
    profile = Profile.load(contract.prompt.profile or engine.profile)
    few = Toolset(contract.toolset.tools[: max(len(contract.toolset.tools) - 1, 1)])
    prompts = [Prompt(profile, tools, contract.prompt.system) for tools in (contract.toolset, few)]
    plan = None
    if options.exactly:
        plan = whatever(Metadata.read(options.model).vocabulary(), *options.exactly)
    report: dict[str, Any] = {
        "engine": options.engine,
        "model": options.model,
        "options": options.engine_option,
        "rate": options.rate,
        "exactly": options.exactly,
        "machine": machine(),
        "runs": [],
    }
    print("robots  opened   held   worst     p50     p99  ticks/s")
    for count in options.robots:
        taken = [prompts[number % 2] for number in range(count)]
        began = time.monotonic()
        sessions = [engine.open(prompt.prefix, plan or HeadPlan(prompt.toolset)) for prompt in taken]
        opened = time.monotonic() - began
        start = time.monotonic() + 0.5
        robots = [
            Robot(session, prompt, options.rate, start, options.seconds)
            for session, prompt in zip(sessions, taken, strict=True)
        ]
        for robot in robots:
            robot.start()
        for robot in robots:
            robot.join()
        for session in sessions:
            session.close()
        latencies = [latency for robot in robots for latency in robot.latencies]
        p50, p99 = np.percentile(latencies or [np.nan], (50, 99))
        shares = [len(robot.latencies) / robot.places for robot in robots]
        run = {
            "robots": count,
            "open_s": round(opened, 1),
            "held": len(latencies) / sum(robot.places for robot in robots),
            "worst": min(shares),
            "p50_ms": float(p50),
            "p99_ms": float(p99),
            "ticks_s": len(latencies) / options.seconds,
            "faults": sorted(set().union(*(robot.faults for robot in robots))),
        }
        report["runs"].append(run)
        print(
            "{robots:6d} {open_s:5.1f} s {held:6.1%} {worst:7.1%} {p50_ms:7.1f} {p99_ms:7.1f}"
            " {ticks_s:8.1f}".format(**run),
            flush=True,
        )
        for fault in run["faults"][:3]:
            print(f"         {fault}")
        keep(options.json, report)
    engine.close()


if __name__ == "__main__":
    main()
