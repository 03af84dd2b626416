"""Evaluation: exact calls on phrases that training never saw, and driving in worlds that training never saw.

``python -m simpletool_ros.train.evaluate models/nano`` with torch, ``--engine embedded`` with the engine that
robots use.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from ..core.contract import Contract
from ..core.decode import decode
from ..core.heads import HeadPlan
from ..core.resources import find
from ..core.tools import Call
from ..engine.base import Session
from . import dialects, rollout
from .dialects import Dialect
from .phrasebook import HELD_OUT, TRAIN, Phrasebook
from .scenarios import Sample, samples
from .states import views


def interval(successes: int, trials: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a rate."""
    if trials == 0:
        return 0.0, 1.0
    z, rate = 1.959964, successes / trials
    middle = (rate + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * math.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    return middle - half, middle + half


def exact(drawn: Sequence[Sample], calls: Sequence[Call | None]) -> dict[str, Any]:
    """Return how many calls are exactly the expert's, how many name its tool, and how no-call fares."""
    pairs = [(sample.call, call) for sample, call in zip(drawn, calls, strict=True)]
    right = sum(wanted == call for wanted, call in pairs)
    same_tool = sum((wanted and wanted.function) == (call and call.function) for wanted, call in pairs)
    silent = [(wanted, call) for wanted, call in pairs if wanted is None]
    return {
        "samples": len(pairs),
        "exact": round(right / len(pairs), 4),
        "interval": [round(bound, 4) for bound in interval(right, len(pairs))],
        "function": round(same_tool / len(pairs), 4),
        "no_call_recall": round(sum(call is None for _, call in silent) / max(1, len(silent)), 4),
        "no_call_precision": round(
            len([0 for wanted, call in silent if call is None])
            / max(1, sum(call is None for _, call in pairs)),
            4,
        ),
    }


def driven(outcomes: Sequence[rollout.Outcome], rate: float) -> dict[str, Any]:
    """Return how episodes went."""
    reached = sum(outcome.success for outcome in outcomes)
    times = sorted(outcome.ticks / rate for outcome in outcomes if outcome.success)
    return {
        "episodes": len(outcomes),
        "success": round(reached / len(outcomes), 4),
        "interval": [round(bound, 4) for bound in interval(reached, len(outcomes))],
        "collided": sum(outcome.collisions > 0 for outcome in outcomes),
        "wrong_done": sum(
            outcome.said_done and not outcome.success and not outcome.collisions for outcome in outcomes
        ),
        "timed_out": sum(not outcome.said_done for outcome in outcomes),
        "agreed": round(sum(o.agreed for o in outcomes) / max(1, sum(o.ticks for o in outcomes)), 4),
        "seconds_mean": round(sum(times) / max(1, len(times)), 1),
    }


class EnginePilot:
    """Decides one after the other through an engine's session."""

    def __init__(self, session: Session, tokenizer: Tokenizer, dialect: Dialect) -> None:
        """Keep an open session on the dialect's prefix."""
        self._session, self._tokenizer, self._dialect = session, tokenizer, dialect

    def __call__(self, suffixes: Sequence[Sequence[int]]) -> list[Call | None]:
        """Return the call for each suffix (token ids), None for no call."""
        texts = self._tokenizer.decode_batch([list(ids) for ids in suffixes], skip_special_tokens=False)
        return [decode(self._session.decode(text).heads, self._dialect.toolset)[1] for text in texts]


def run(
    folder: Path,
    *,
    contract: Contract,
    engine: str,
    device: str,
    calls: int,
    episodes: int,
    seconds: float,
    processes: int,
) -> dict[str, Any]:
    """Evaluate a checkpoint.

    Args:
        folder: the checkpoint.
        contract: what it drives by.
        engine: ``torch``, or an engine's name.
        device: for torch.
        calls: samples of each split of exact calls.
        episodes: drives with held-out phrases; seeds from 0 on, which training never draws.
        seconds: simulated, of an episode at most.
        processes: of the simulator.
    """
    shipped = dialects.of(contract)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    rng = random.Random("evaluation")
    other = dialects.varied(rng)
    if engine == "torch":
        from .checkpoint import read
        from .packing import Speller
        from .pilot import Pilot

        model = read(folder)[0].to(device)
        speller = Speller(tokenizer)
        pilots: dict[str, rollout.Decide] = {
            "shipped": Pilot(model, speller, shipped),
            "other": Pilot(model, speller, other),
        }
    else:
        from ..engine.load import load

        loaded = load(engine, str(folder))
        pilots = {
            name: EnginePilot(
                loaded.open(dialect.prompt.prefix, HeadPlan(dialect.toolset)), tokenizer, dialect
            )
            for name, dialect in (("shipped", shipped), ("other", other))
        }
    report: dict[str, Any] = {"checkpoint": str(folder), "engine": engine}
    splits: list[tuple[str, str, Dialect, Phrasebook]] = [
        ("seen phrases", "shipped", shipped, TRAIN),
        ("held-out phrases", "shipped", shipped, HELD_OUT),
        ("other tools, held-out phrases", "other", other, HELD_OUT),
    ]
    for name, pilot, dialect, book in splits:
        begun = time.monotonic()
        drawn = list(islice(samples(rng, _one_each(rng), dialect, book), calls))
        ids = [tokenizer.encode(one.suffix, add_special_tokens=False).ids for one in drawn]
        report[name] = exact(drawn, pilots[pilot](ids)) if drawn else {}
        print(f"{name}: {report[name]}, {time.monotonic() - begun:.0f} s", flush=True)
    for name, pilot_or_none in (("driving", pilots["shipped"]), ("driving, the expert", None)):
        begun = time.monotonic()
        drives = rollout.episodes(range(episodes), HELD_OUT)
        outcomes = rollout.run(
            drives, contract, tokenizer, pilot_or_none, seconds=seconds, processes=processes
        )
        report[name] = driven(outcomes, contract.rate) if drives else {}
        print(f"{name}: {report[name]}, {time.monotonic() - begun:.0f} s", flush=True)
        if pilot_or_none is not None:
            failed = [
                (
                    seed,
                    drives[seed].instruction,
                    outcome.ticks,
                    outcome.collisions,
                    round(outcome.distance, 2),
                )
                for seed, outcome in enumerate(outcomes)
                if not outcome.success
            ]
            print("failed (seed, instruction, ticks, collisions, distance):", *failed, sep="\n  ", flush=True)
    return report


def _one_each(rng: random.Random) -> Iterator[Any]:
    """States, three from each world, so that worlds vary."""
    return views(rng, poses=3)


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate from the shell."""
    parser = argparse.ArgumentParser(prog="python -m simpletool_ros.train.evaluate", description=__doc__)
    parser.add_argument("checkpoint", help="folder, or the name of a shipped one")
    parser.add_argument("--contract", default="turtlebot3", help="default: %(default)s")
    parser.add_argument("--engine", default="torch", help="torch, or an engine's name (default: %(default)s)")
    parser.add_argument("--device", default="cpu", help="for torch (default: %(default)s)")
    parser.add_argument("--calls", type=int, default=2000, help="samples a split (default: %(default)s)")
    parser.add_argument("--episodes", type=int, default=500, help="default: %(default)s")
    parser.add_argument(
        "--seconds", type=float, default=60.0, help="an episode at most (default: %(default)s)"
    )
    parser.add_argument("--processes", type=int, default=1, help="of the simulator (default: %(default)s)")
    parser.add_argument("--json", metavar="FILE", help="write the report there")
    options = parser.parse_args(arguments)
    report = run(
        find(options.checkpoint, "models"),
        contract=Contract.load(find(options.contract, "config")),
        engine=options.engine,
        device=options.device,
        calls=options.calls,
        episodes=options.episodes,
        seconds=options.seconds,
        processes=options.processes,
    )
    if options.json:
        Path(options.json).write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
