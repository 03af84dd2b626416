"""Whether the control loop keeps its rate, and what a tick costs beside the engine; the simulator runs too.

    python benchmarks/timer.py
    python benchmarks/timer.py --rates 10 20 --seconds 60 --model nano --json timer.json

Starts simulator, guard and controller as processes, sends the robot from object to object, reads its ticks:

- in time: ticks that started within 5 ms of their place on the grid, of all places there were; skipped ones
  are not in time;
- rest: everything between snapshot and dispatch that is not a forward of the model;
- tick: snapshot to dispatch.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simpletool_ros.cli import simulated  # noqa: E402

simulated.apart()

import rclpy  # noqa: E402
from rclpy.executors import SingleThreadedExecutor  # noqa: E402

from simpletool_ros.cli.processes import Processes  # noqa: E402
from simpletool_ros.msg import TickReport, Verdict  # noqa: E402
from simpletool_ros.ros.stats import percentile  # noqa: E402
from simpletool_ros.sim.scenario import load_scenario  # noqa: E402
from simpletool_ros.srv import SetInstruction  # noqa: E402

IN_TIME = 5.0
"""Milliseconds."""
READY = 60.0
WARM_UP = 2.0


def ticks_at(rate: float, options: argparse.Namespace, logs: Path) -> list[TickReport]:
    """Return the reports of ``options.seconds`` of ticks at ``rate`` Hz."""
    heard: list[TickReport] = []
    with Processes(logs) as processes:
        processes.start("simulator", "simpletool_ros.sim.node", {"scenario": "five_objects"})
        processes.start(
            "guard", "simpletool_ros.ros.guard", {"contract": options.contract, "use_sim_time": True}
        )
        processes.start(
            "controller",
            "simpletool_ros.ros.controller",
            {"contract": options.contract, "model": options.model, "rate": rate, "use_sim_time": True},
        )
        rclpy.init()
        node = rclpy.create_node("timer")
        executor = SingleThreadedExecutor()
        executor.add_node(node)
        node.create_subscription(TickReport, "controller/tick", heard.append, 50)
        set_instruction = node.create_client(SetInstruction, "controller/set_instruction")

        def spin(seconds: float) -> None:
            end = time.monotonic() + seconds
            while (left := end - time.monotonic()) > 0:
                executor.spin_once(timeout_sec=left)
                dead = processes.dead()
                if dead:
                    raise SystemExit(f"the {dead} ended:\n{processes.log(dead).read_text()}")

        names = itertools.cycle(thing.name for thing in load_scenario("five_objects").objects)

        def instruct() -> None:
            set_instruction.call_async(SetInstruction.Request(instruction=f"go to the {next(names)}"))

        end = time.monotonic() + READY
        while not (heard and set_instruction.service_is_ready()):
            if time.monotonic() > end:
                raise SystemExit(f"no tick within {READY:.0f} s:\n{processes.log('controller').read_text()}")
            spin(0.1)
        instruct()
        # A model that has said done is sent to the next object: what is measured is deciding.
        node.create_timer(0.5, lambda: None if heard[-1].instruction else instruct())
        spin(WARM_UP)
        heard.clear()
        spin(options.seconds)
        node.destroy_node()
        rclpy.shutdown()
    return heard


def figures(ticks: list[TickReport]) -> dict[str, float]:
    """Return what the ticks say, milliseconds and counts."""
    decided = [tick for tick in ticks if tick.forwards]
    places = ticks[-1].tick - ticks[0].tick + 1
    in_time = sum(tick.start_error_ms <= IN_TIME for tick in ticks)
    rest = [tick.total_ms - tick.prefill_ms - tick.decode_ms for tick in decided]
    return {
        "places": places,
        "decided": len(decided),
        "skipped": places - len(ticks),
        "late": sum(tick.verdict.code == Verdict.LATE for tick in ticks),
        "in time %": 100 * in_time / places,
        "start p50": percentile([tick.start_error_ms for tick in ticks], 50),
        "start p99": percentile([tick.start_error_ms for tick in ticks], 99),
        "rest p50": percentile(rest, 50),
        "rest p99": percentile(rest, 99),
        "snapshot p99": percentile([tick.snapshot_ms for tick in decided], 99),
        "prompt p99": percentile([tick.prompt_ms for tick in decided], 99),
        "verdict p99": percentile([tick.verdict_ms for tick in decided], 99),
        "dispatch p99": percentile([tick.dispatch_ms for tick in decided], 99),
        "tick p50": percentile([tick.total_ms for tick in decided], 50),
        "tick p99": percentile([tick.total_ms for tick in decided], 99),
    }


def main() -> int:
    """Measure and print; 0 when 99 % of the ticks were in time at every rate."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rates", type=float, nargs="+", default=[10.0, 20.0], help="Hz")
    parser.add_argument("--seconds", type=float, default=60.0, help="a rate")
    parser.add_argument("--contract", default="turtlebot3")
    parser.add_argument("--model", default="nano")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    found = {}
    for rate in options.rates:
        with tempfile.TemporaryDirectory() as logs:
            found[f"{rate:g} Hz"] = figures(ticks_at(rate, options, Path(logs)))
    print(" " * 14 + "".join(f"{rate:>10}" for rate in found))
    for name in next(iter(found.values())):
        print(f"{name:<14}" + "".join(f"{one[name]:>10.2f}" for one in found.values()))
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")
    return 0 if all(one["in time %"] >= 99 for one in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
