"""``simpletool evaluate``: how often a checkpoint calls what is right, and how it drives."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import Any

from ..core.contract import Contract
from ..core.resources import find
from ..engine.load import ENGINES, load
from .engine_arguments import add_engine_option, tell

HELP = "measure a checkpoint: exact calls by split, confidence, and driving in the simulator"
EXAMPLES = """\
  simpletool evaluate nano                                        on the embedded engine, as a robot runs it
  simpletool evaluate train/checkpoint --engine torch --device cuda --calls 2000 --episodes 500 --others 100
  simpletool evaluate mine/checkpoint --config mine.yaml          a contract of your own
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("checkpoint", metavar="MODEL", help="folder, or the name of a shipped one")
    told = parser.add_mutually_exclusive_group()
    told.add_argument("--contract", default="turtlebot3", help="default: %(default)s")
    told.add_argument("--config", metavar="FILE", help="a training run: its contract and its users' phrases")
    parser.add_argument(
        "--engine",
        default="embedded",
        choices=("torch", *(name for name in ENGINES if name != "replay")),
        help="default: %(default)s; torch answers many at once",
    )
    add_engine_option(parser)
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cpu", help="of torch (default: cpu)")
    parser.add_argument("--calls", type=_count, default=300, help="samples a split (default: %(default)s)")
    parser.add_argument(
        "--episodes", type=_count, default=20, help="drives to an object (default: %(default)s)"
    )
    parser.add_argument(
        "--others", type=_count, default=0, help="drives of each other behaviour (default: %(default)s)"
    )
    parser.add_argument(
        "--seconds", type=float, default=90.0, help="simulated, of a drive at most (default: %(default)s)"
    )
    parser.add_argument("--expert", action="store_true", help="let the expert drive the same drives too")
    parser.add_argument(
        "--processes", type=int, default=max(1, (os.cpu_count() or 2) - 1), help="of the simulator"
    )
    parser.add_argument("--json", metavar="FILE", help="write the report there")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is below 0")
    return number


def run(options: argparse.Namespace) -> int:
    """Return 0 when everything was measured."""
    needed = ["mujoco"] if options.episodes or options.others else []
    needed += ["torch"] if options.engine == "torch" else []
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing:
        print(
            f"simpletool evaluate: needs {' and '.join(missing)}; pip install {' '.join(missing)}",
            file=sys.stderr,
        )
        return 1
    from tokenizers import Tokenizer

    from ..train import evaluate, offers
    from ..train.plan import Plan

    folder = find(options.checkpoint, "models")
    plan = Plan.load(Path(options.config)) if options.config else None
    contract = Contract.load(find(plan.contract if plan else options.contract, "config"))
    if options.engine == "torch":
        answers = evaluate.with_torch(folder, options.device)
    else:
        answers = evaluate.with_engine(load(options.engine, str(folder), options.engine_option, tell))
    report: dict[str, Any] = {
        "checkpoint": options.checkpoint, "contract": contract.robot, "engine": options.engine
    }  # fmt: skip
    if offers.drives_by_velocity(contract):
        report["calls"] = evaluate.calls(answers, contract, options.calls)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        for name, driver in (("driving", answers), ("driving, the expert", None)):
            if (options.episodes or options.others) and (driver is not None or options.expert):
                report[name] = evaluate.driving(
                    driver,
                    contract,
                    tokenizer,
                    reach=options.episodes,
                    others=options.others,
                    seconds=options.seconds,
                    processes=options.processes,
                )
    else:
        phrases = plan.phrases if plan else {}
        report["calls"] = evaluate.own_calls(
            answers, lambda rng: offers.own(contract, rng, phrases), options.calls
        )
    print(table(report))
    if options.json:
        Path(options.json).write_text(
            json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    return 0


def table(report: dict[str, Any]) -> str:
    """Return the report as Markdown tables."""
    lines = [
        "",
        "| calls | exact | function | arguments | answered | no call: recall | precision |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, one in report["calls"].items():
        if isinstance(one, dict) and "exact" in one:
            cells = [_cell(one["exact"])]
            cells += [
                _short(one[key])
                for key in ("function", "arguments", "answered", "no_call_recall", "no_call_precision")
            ]
            lines.append(f"| {name} | {' | '.join(cells)} |")
    curve = ", ".join(
        f"{one['confidence']:.2f}: {one['right']:.2f} ({one['of']})" for one in report["calls"]["reliability"]
    )
    lines += ["", f"confidence: share right (count): {curve}", f"threshold: {report['calls']['threshold']}"]
    for who in ("driving", "driving, the expert"):
        if who in report:
            lines += [
                "",
                f"| {who} | success | touched something | like the expert | s to done |",
                "| --- | --- | --- | --- | --- |",
            ]
            for kind, one in report[who].items():
                lines.append(
                    f"| {kind} | {_cell(one['success'])} of {one['success']['of']} | {one['collided']} |"
                    f" {one['agreed']:.3f} | {one['seconds'] or '–'} |"
                )
    return "\n".join(lines)


def _cell(one: dict[str, Any]) -> str:
    low, high = one["interval"]
    return f"{one['rate']:.3f} [{low:.3f}, {high:.3f}]" if one["rate"] is not None else "–"


def _short(one: dict[str, Any]) -> str:
    return f"{one['rate']:.3f}" if one["rate"] is not None else "–"
