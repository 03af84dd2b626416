"""``simpletool train``: a checkpoint of one's own."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.resources import find

if TYPE_CHECKING:
    from ..train.plan import Plan
    from ..train.spoken import Spoken

HELP = "train the embedded model, or fine-tune a Qwen checkpoint, on generated scenarios"
EXAMPLES = """\
  simpletool train                                        the shipped checkpoint again, into train/
  simpletool train --contract mine.yaml --from nano --minutes 10 --out mine
  simpletool train --config mine_train.yaml --out mine    go on there by saying the same once more
  simpletool train --minutes 10 --device cpu              for a try
  simpletool train --lora Qwen3-0.6B --profile v2 --contract mine.yaml --out tuned
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "--config", metavar="FILE", help="the run (default: the shipped models/nano/train.yaml)"
    )
    parser.add_argument("--contract", help="train for this contract instead of the configuration's")
    parser.add_argument(
        "--out",
        default="train",
        metavar="FOLDER",
        help="for the checkpoint and the run's state; an interrupted run goes on (default: %(default)s)",
    )
    begin = parser.add_mutually_exclusive_group()
    begin.add_argument(
        "--from", dest="initial", metavar="MODEL", help="begin with the weights of this checkpoint"
    )
    begin.add_argument("--lora", metavar="FOLDER", help="fine-tune this Qwen2, Qwen2.5 or Qwen3 checkpoint")
    parser.add_argument(
        "--profile", default="v2", help="of a fine-tuned checkpoint's prompts (default: %(default)s)"
    )
    parser.add_argument("--minutes", type=float, help="end after this time; by default after the run's steps")
    parser.add_argument("--steps", type=int, help="instead of the run's")
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

    from ..train.plan import Plan

    config = Path(options.config) if options.config else find("nano", "models") / "train.yaml"
    plan = Plan.load(config)
    if options.contract:
        plan = replace(plan, contract=options.contract)
    if options.steps:
        plan = replace(plan, steps=options.steps)
    device = options.device or ("cuda" if torch.cuda.is_available() else "cpu")
    out = Path(options.out)
    if options.lora:
        _fine_tune(options, plan, device)
    else:
        from ..train.train import Training

        initial = find(options.initial, "models") if options.initial else None
        training = Training(plan, out, device, options.processes, initial)
        training.run(60 * options.minutes if options.minutes else None)
    print(f"{out / 'checkpoint'}: written; try it with  --model {out / 'checkpoint'}")
    return 0


def _fine_tune(options: argparse.Namespace, plan: Plan, device: str) -> None:
    from ..core.contract import Contract
    from ..core.prompt import Profile
    from ..core.tools import fingerprint
    from ..train.finetune import Settings, finetune

    settings = Settings(seed=plan.seed)
    if options.steps:
        settings = replace(settings, steps=options.steps)
    contract = Contract.load(find(plan.contract, "config"))
    finetune(
        Path(options.lora),
        spoken(plan, contract.file, options.profile),
        Path(options.out),
        settings,
        device=device,
        profile=Profile.load(options.profile),
        told={"contract": fingerprint(contract.toolset)},
    )


def spoken(plan: Plan, contract: str, profile: str) -> Iterator[Spoken]:
    """Yield what a fine-tuned model learns: some samples of one offer, then of the next."""
    import random

    from ..train.data import Draws, Mixture
    from ..train.spoken import Spoken

    draws = Draws(
        Mixture(contract, plan.shares, Path(os.devnull), phrases=plan.phrases), random.Random(plan.seed)
    )
    while True:
        offer = replace(draws.offer(), profile=profile)
        for _ in range(8):
            one = draws.sample(offer)
            yield Spoken(offer.prompt.prefix, one.suffix, one.said)
