"""What a tick of the direct engine costs the host, without a model: no GPU is needed.

    python benchmarks/plan_speed.py

Microseconds a tick, the medians of many, behind a prefix of 512 tokens with a suffix of 128, new in every
tick: ticks of N heads that decode K tokens each (benchmarks/forced.py), and ticks of the shipped robot
contract (benchmarks/drive.jsonl) without and with drafts. The vocabulary is as large as Qwen's.

- plan: deciding, which is what benchmarks/direct_speed.py reports as such: next batches and their scores;
- ends: beginning a tick, and reading the heads' texts when they have ended;
- fill: batches on their way into a forward's buffers, and the results out of them.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count, cycle, islice
from pathlib import Path

import numpy as np
import torch
from direct_speed import PREFIX, SHAPES, SUFFIX
from forced import Forced, exactly
from random_checkpoint import DRIVE, SIZES, write_settings
from texts import text

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simpletool_ros.core.heads import HeadPlan  # noqa: E402
from simpletool_ros.core.tools import Call  # noqa: E402
from simpletool_ros.engine.graphs import Forward, Layout, Shape  # noqa: E402
from simpletool_ros.engine.metadata import Metadata  # noqa: E402
from simpletool_ros.engine.plan import Batch, Plan, Scores  # noqa: E402
from simpletool_ros.engine.session import PlanSession  # noqa: E402
from simpletool_ros.engine.vocabulary import Vocabulary  # noqa: E402
from simpletool_ros.train import dataset, offers  # noqa: E402

Measured = tuple[int, float, float, float]
Draft = Mapping[str, Sequence[int]]
WARM_UP = 20


class Host(PlanSession):
    """A session whose forwards compute nothing: they are filled, and give zeros."""

    def __init__(self, vocabulary: Vocabulary, prefix: str, heads: HeadPlan) -> None:
        """Measure the prefix."""
        plan = Plan(heads, vocabulary)
        super().__init__(vocabulary, SIZES["qwen3-4b"].max_position_embeddings, prefix, plan)
        self._layout = Layout.of(plan, self.slots)
        self._forwards: dict[Shape, Forward] = {}
        self.spent = 0.0
        """Seconds in forwards since it was last set to zero."""

    def close(self) -> None:
        """Nothing is held."""

    def _forward(self, batch: Batch, row: int = 0) -> Scores:
        began = time.perf_counter()
        shape = self._layout.shape(len(batch.ids), batch.start)
        if shape not in self._forwards:
            zeros = torch.zeros(shape.rows, len(self._plan.listed))
            self._forwards[shape] = Forward(lambda *_: zeros, shape, self._layout, torch.device("cpu"))
        listed = self._forwards[shape].decode(batch, row).copy()
        self.spent += time.perf_counter() - began
        nothing = (np.zeros(len(listed), np.int64), np.zeros(len(listed), np.float32))
        return Scores(listed, nothing if self._plan.free else None)

    def _norms(self, rows: np.ndarray) -> np.ndarray:
        return np.zeros(len(rows))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ticks", type=int, default=400, help="of each kind (default: %(default)s)")
    ticks = parser.parse_args().ticks
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        write_settings(Path(folder), SIZES["qwen3-4b"], w4a16=False)
        vocabulary = Metadata.read(folder).vocabulary()
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, µs a tick\n")
    print("| | steps | plan | a step | ends | fill | in all |\n| --- | --- | --- | --- | --- | --- | --- |")
    for name, measured in chain(forced(vocabulary), drive(vocabulary)):
        columns = list(zip(*islice(measured, WARM_UP, WARM_UP + ticks), strict=True))
        steps, (plan, ends, fill) = statistics.fmean(columns[0]), map(statistics.median, columns[1:])
        print(
            f"| {name} | {steps:.2f} | {plan:.0f} | {plan / steps:.0f} | {ends:.0f} | {fill:.0f} |"
            f" {plan + ends + fill:.0f} |",
            flush=True,
        )


def forced(vocabulary: Vocabulary) -> Iterator[tuple[str, Iterator[Measured]]]:
    """Yield the shapes, each with its ticks."""
    numbers = random.Random(0)
    ids = [int(token) for token in vocabulary.ordinary]
    prefix = text(vocabulary, numbers, PREFIX)
    for n, k in SHAPES:
        heads, call = exactly(vocabulary, n, k)
        session = Host(vocabulary, prefix, heads)
        says = Forced(session)
        yield f"N{n}K{k}", (measure(session, says, numbers.choices(ids, k=SUFFIX), call) for _ in count())


def drive(vocabulary: Vocabulary) -> Iterator[tuple[str, Iterator[Measured]]]:
    """Yield the shipped contract's ways to decode, each with its ticks."""
    offer = offers.shipped()
    examples = [(vocabulary.encode(one.suffix), one.call) for one in dataset.read(DRIVE, offer.toolset)]
    session = Host(vocabulary, offer.checked_prompt.prefix, HeadPlan(offer.toolset))
    says = Forced(session)
    yield "drive", (measure(session, says, *one) for one in cycle(examples))
    yield "drive, drafted", (measure(session, says, *one, says.draft) for one in cycle(examples))


def measure(
    session: Host, says: Forced, suffix: list[int], call: Call | None, draft: Draft | None = None
) -> Measured:
    """Run a tick; return its steps, and microseconds of plan, ends and fill."""
    session.spent = 0.0
    says.tick(suffix, call, draft)
    return says.forwards, 1e3 * says.planning_ms, 1e3 * says.ends_ms, 1e6 * session.spent


if __name__ == "__main__":
    main()
