"""``simpletool train``: a checkpoint from scratch, for one contract."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from pathlib import Path

from ..core.resources import find

HELP = "train the embedded model on generated scenarios"
EXAMPLES = """\
  simpletool train                                     the shipped checkpoint again, into train/
  simpletool train --config mine.yaml --out mine       go on there by saying the same once more
  simpletool train --minutes 10 --device cpu           for a try
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "--config", metavar="FILE", help="the run (default: the shipped models/nano/train.yaml)"
    )
    parser.add_argument(
        "--out",
        default="train",
        metavar="FOLDER",
        help="for the checkpoint and the run's state; an interrupted run goes on (default: %(default)s)",
    )
    parser.add_argument(
        "--from", dest="initial", metavar="MODEL", help="begin with the weights of this checkpoint"
    )
    parser.add_argument("--minutes", type=float, help="end after this time; by default after the run's steps")
    parser.add_argument("--device", choices=("cuda", "cpu"), help="default: cuda where there is one")
    parser.add_argument(
        "--processes",
        type=int,
        default=max(1, (os.cpu_count() or 2) - 1),
        help="that make the data and step the simulator (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Return 0 when the checkpoint is written."""
    missing = [name for name in ("torch", "mujoco") if importlib.util.find_spec(name) is None]
    if missing:
        print(
            f"simpletool train: needs {' and '.join(missing)}; pip install {' '.join(missing)}",
            file=sys.stderr,
        )
        return 1
    import torch

    from ..train.train import Plan, Training

    config = Path(options.config) if options.config else find("nano", "models") / "train.yaml"
    initial = find(options.initial, "models") if options.initial else None
    device = options.device or ("cuda" if torch.cuda.is_available() else "cpu")
    training = Training(Plan.load(config), Path(options.out), device, options.processes, initial)
    training.run(60 * options.minutes if options.minutes else None)
    print(f"{training.folder / 'checkpoint'}: written; try it with  --model {training.folder / 'checkpoint'}")
    return 0
