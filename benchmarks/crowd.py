"""How many characters one engine drives, and how long each waits for its turn.

    python benchmarks/crowd.py
    python benchmarks/crowd.py --agents 1 10 100 1000 --workers 1 2 --json crowd.json

A round lets every character of ``examples/crowd`` decide once, all from the same state of the world, so a
character's latency is its own decision and those before it. Beside it the floor: the same prompts through
``Session.decode`` of one thread, nothing else. The engine here is the embedded one on this machine's CPU;
no figure of a GPU is measured by this script.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "examples" / "crowd")]

from crowd import INSTRUCTION, TOOLS, Crowd, World  # noqa: E402

from simpletool_ros.core.heads import HeadPlan  # noqa: E402
from simpletool_ros.core.prompt import Profile, Prompt  # noqa: E402
from simpletool_ros.engine.base import Engine  # noqa: E402
from simpletool_ros.engine.load import load  # noqa: E402


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--agents", type=int, nargs="+", default=[1, 10, 100, 1000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, len(os.sched_getaffinity(0))])
    parser.add_argument(
        "--seconds", type=float, default=10.0, help="at least, for each row; a round at least"
    )
    parser.add_argument("--model", default="nano")
    parser.add_argument("--json", metavar="FILE", help="write the figures here, too")
    args = parser.parse_args()
    engine = load("embedded", args.model)
    floor = alone(engine, args.seconds)
    print(f"floor: one thread, nothing but decode: p50 {floor:.2f} ms, {1e3 / floor:.0f} decisions/s")
    print("| agents | workers | rounds/s | decisions/s | latency p50 | p99 | nearer |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    rows = [
        measure(engine, agents, workers, args.seconds) for agents in args.agents for workers in args.workers
    ]
    if args.json:
        report = {"model": args.model, "floor_ms": floor, "rows": rows}
        Path(args.json).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def measure(engine: Engine, agents: int, workers: int, seconds: float) -> dict[str, Any]:
    """Let a crowd live for some seconds, print its row and return it."""
    world = World.draw(agents)
    crowd = Crowd(world, engine, workers)
    crowd.round()  # opens the sessions
    waited: list[float] = []
    rounds, began = 0, time.perf_counter()
    while (spent := time.perf_counter() - began) < seconds or rounds == 0:
        waited += crowd.round()
        rounds += 1
    crowd.close()
    steps = sum(agent.walked for agent in world.agents)
    row = {
        "agents": agents,
        "workers": workers,
        "rounds_per_s": rounds / spent,
        "decisions_per_s": rounds * agents / spent,
        "p50_ms": 1e3 * float(np.percentile(waited, 50)),
        "p99_ms": 1e3 * float(np.percentile(waited, 99)),
        "nearer": sum(agent.nearer for agent in world.agents) / max(steps, 1),
    }
    print(
        "| {agents:,} | {workers} | {rounds_per_s:.2f} | {decisions_per_s:.0f} | {p50_ms:.0f} ms"
        " | {p99_ms:.0f} ms | {nearer:.1%} |".format(**row),
        flush=True,
    )
    return row


def alone(engine: Engine, seconds: float) -> float:
    """Return the median milliseconds of a decoding when one thread does nothing else."""
    world, prompt = World.draw(100), Prompt(Profile.load(engine.profile), TOOLS)
    session = engine.open(prompt.prefix, HeadPlan(TOOLS))
    suffixes = [prompt.suffix(INSTRUCTION, world.state(agent)) for agent in world.agents]
    spent: list[float] = []
    end = time.perf_counter() + seconds / 2
    while time.perf_counter() < end:
        for suffix in suffixes:
            began = time.perf_counter()
            session.decode(suffix)
            spent.append(1e3 * (time.perf_counter() - began))
    return float(np.median(spent))


if __name__ == "__main__":
    main()
