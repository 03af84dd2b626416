"""``simpletool bench``: what a tick costs on this machine, in figures that can be compared."""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from pathlib import Path
from typing import Any

from ..core.problems import problem
from ..engine.load import ENGINES, load
from .engine_arguments import add_engine_arguments, tell

HELP = "measure an engine: game, arm, avatar and robot tools"
EXAMPLES = """\
  simpletool bench
  simpletool bench --engine direct --model RT-Qwen3-4B-AWQ-v2 --out bench/h100
  simpletool bench --log drive_1              how a recorded drive's ticks divide between engine and ROS
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    add_engine_arguments(parser, [name for name in ENGINES if name != "replay"])
    parser.add_argument("--ticks", type=int, default=200, help="a domain (default: %(default)s)")
    parser.add_argument("--log", metavar="BAG", help="with a controller's ~/tick, for the ROS side")
    parser.add_argument(
        "--out", default="bench", metavar="NAME", help="of NAME.json and NAME.png (default: %(default)s)"
    )


def run(options: argparse.Namespace) -> int:
    """Return 0 when everything was measured."""
    from . import bench_report

    if options.ticks < 2:
        raise problem("--ticks", f"is {options.ticks}", "make it 2 or more")
    if options.log and importlib.util.find_spec("rosbags") is None:
        raise problem("--log", "is a bag, and reading it needs rosbags", "pip install rosbags")
    began = time.perf_counter()
    engine = load(options.engine, options.model, options.engine_option, tell)
    loaded = time.perf_counter() - began
    from .bench_measure import domains, measure, suffixes

    report: dict[str, Any] = {
        "engine": engine.name,
        "model": options.model,
        "machine": bench_report.machine(),
        "load_s": round(loaded, 2),
        "ticks": options.ticks,
        "domains": {},
    }
    print(bench_report.heading(report), flush=True)
    for name, offer in domains(engine.profile).items():
        report["domains"][name] = measure(engine, offer, suffixes(name, offer, options.ticks))
        print(bench_report.row(name, report["domains"][name]), flush=True)
    engine.close()
    if options.log:
        from ..train.bags import stages

        report["ros"] = bench_report.split(stages(options.log))
        print(bench_report.ros(report["ros"]))
    out = Path(options.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    file, picture = (out.with_name(f"{out.name}.{kind}") for kind in ("json", "png"))
    file.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if importlib.util.find_spec("matplotlib") is None:
        print(f"{file}: written; the picture needs matplotlib (pip install matplotlib)")
    else:
        bench_report.draw(report, picture)
        print(f"{file}, {picture}: written")
    return 0
