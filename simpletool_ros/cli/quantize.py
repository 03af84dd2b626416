"""``simpletool quantize``: a checkpoint to W4A16."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..core.contract import Contract
from ..core.problems import problem
from ..core.prompt import Profile, Prompt
from ..core.resources import find
from ..engine.metadata import Metadata
from ..train import dataset

HELP = "quantize a checkpoint to W4A16 with llm-compressor"
EXAMPLES = """\
  simpletool dataset from-bag drive_1 --contract my_robot.yaml --out drive.jsonl
  simpletool quantize tuned/checkpoint --contract my_robot.yaml --ticks drive.jsonl --out tuned-w4a16
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("checkpoint", metavar="CHECKPOINT", help="folder, or a shipped name")
    parser.add_argument("--contract", required=True, help="that the ticks were recorded with")
    parser.add_argument(
        "--ticks",
        required=True,
        action="append",
        metavar="FILE",
        help="to calibrate on, from simpletool dataset; repeat",
    )
    parser.add_argument("--out", required=True, metavar="FOLDER", help="for the result; must not exist")
    parser.add_argument(
        "--samples", type=int, default=256, help="ticks to use, spread evenly (default: %(default)s)"
    )
    parser.add_argument(
        "--group",
        type=int,
        default=128,
        help="inputs that share a scale; the published ones and most kernels have %(default)s (default)",
    )
    parser.add_argument("--asymmetric", action="store_true", help="with zero points")


def run(options: argparse.Namespace) -> int:
    """Return 0 when the checkpoint is written."""
    from ..train.quantize import quantize

    if options.samples < 1:
        raise problem("--samples", f"is {options.samples}", "make it 1 or more")
    contract = Contract.load(find(options.contract, "config"))
    told = Metadata.read(options.checkpoint)
    profile = Profile.load(contract.prompt.profile or told.profile)
    prompt = Prompt(profile, contract.toolset, contract.prompt.system)
    ticks = [example for path in options.ticks for example in dataset.read(path, contract.toolset)]
    count = min(options.samples, len(ticks))
    spread = [ticks[number * len(ticks) // count] for number in range(count)]
    out = Path(options.out)
    quantize(told.path, spread, prompt, out, options.group, not options.asymmetric)
    before, after = (_size(folder) for folder in (told.path, out))
    print(f"{out}: written, calibrated on {count} ticks; {before:.1f} MB of weights became {after:.1f}")
    print(f"  simpletool evaluate {out} --engine direct --episodes 0    how well it does")
    return 0


def _size(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.glob("*.safetensors")) / 1e6
