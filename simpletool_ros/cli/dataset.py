"""``simpletool dataset``: training data from what a robot did."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

from ..core.contract import Contract
from ..core.problems import problem
from ..core.resources import find
from ..train.dataset import CORRECTED, write
from ..train.recorded import Lessons, learn, read_corrections

HELP = "make training data of recorded ticks"
EXAMPLES = """\
  simpletool dataset from-bag drive_1 --contract my_robot.yaml --out drive.jsonl
  simpletool dataset from-bag drive_1 --contract my_robot.yaml --corrections right.jsonl --out drive.jsonl

a correction is a line of JSON: the trace_id of a wrong tick, and the right call or null
  {"trace_id": "18c2f0a4be1-57", "call": {"function": "drive", "arguments": {"speed": 0.1, "turn": 0}}}
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    origins = parser.add_subparsers(dest="origin", required=True, metavar="ORIGIN")
    bag = origins.add_parser(
        "from-bag",
        help="of bags that hold TickReport and FunctionCall",
        description="Make a dataset of bags with a controller's ~/tick and ~/call; needs no ROS.",
        allow_abbrev=False,
    )
    bag.add_argument("bags", nargs="+", metavar="BAG", help="folder of a bag, or its .mcap or .db3 file")
    bag.add_argument("--contract", required=True, help="that was in force: a file or a shipped one's name")
    bag.add_argument(
        "--out", required=True, metavar="FILE", help="the dataset, JSON lines; replaced if there"
    )
    bag.add_argument(
        "--corrections", metavar="FILE", help='JSON lines {"trace_id": …, "call": … or null}; they win'
    )
    bag.add_argument("--topic", default="", metavar="NAME", help="of the ticks, if a bag has several robots'")


def run(options: argparse.Namespace) -> int:
    """Return 0 when the dataset is written."""
    if importlib.util.find_spec("rosbags") is None:
        print("simpletool dataset: reading bags needs rosbags; pip install rosbags", file=sys.stderr)
        return 1
    from ..train import bags

    out = Path(options.out)
    for path in (*options.bags, options.contract, options.corrections):
        if path is not None and out.exists() and Path(path).exists() and out.samefile(path):
            raise problem("--out", f"is {path}, which is read", "name another file")
    toolset = Contract.load(find(options.contract, "config")).toolset
    corrections = read_corrections(options.corrections, toolset) if options.corrections else []
    ticks = [tick for path in options.bags for tick in bags.read(path, options.topic)]
    lessons = learn(ticks, toolset, corrections, options.corrections or "")
    if lessons.examples:
        write(out, lessons.examples)
    print(f"{out}: {_count(lessons.examples, 'example') if lessons.examples else 'not written, no example'}")
    print(f"  read      {_count(ticks, 'tick')} of {_count(options.bags, 'bag')}")
    _print_what_became(lessons)
    return 0 if lessons.examples else 1


def _print_what_became(lessons: Lessons) -> None:
    corrected = sum(example.origin == CORRECTED for example in lessons.examples)
    null = sum(example.call is None for example in lessons.examples)
    kept = len(lessons.examples)
    print(f"  kept      {kept - corrected} recorded, {corrected} corrected; {null} of them no call")
    for reason, count in lessons.skipped.most_common():
        first = lessons.first.get(reason)
        print(f"  skipped   {count} {reason}{f' (first {first})' if first else ''}")


def _count(things: Sequence[object], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
