"""Training data: packed rows without end, made on the fly by the loader's processes."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from pathlib import Path

from tokenizers import Tokenizer
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from ..core.contract import Contract
from . import dialects
from .dialects import Dialect
from .packing import Row, Speller, stack
from .phrasebook import TRAIN
from .phrases import reach
from .scenarios import Sample, history, labelled, sample, targets
from .states import views
from .tokenizer import train as train_tokenizer

VIEW_USES = 4
"""Instructions asked in each generated state: other targets, other words."""


TOKENIZER_LINES = 8_000
"""Suffixes that the tokenizer is trained on."""


class Rows(IterableDataset[dict[str, Tensor]]):
    """Batches of packed rows.

    States come from the generator and, once there are any, from those that the model drove itself into: files
    ``visited-*.jsonl`` in a folder, read as they appear.
    """

    def __init__(
        self,
        contract: Contract,
        tokenizer: Tokenizer,
        *,
        seed: int,
        length: int,
        rows: int,
        shipped: float,
        visited: float,
        folder: Path,
    ) -> None:
        """Keep what the processes need.

        Args:
            contract: the contract to train for, read from a file.
            tokenizer: of the checkpoint.
            seed: two loaders with the same seed and number of processes give the same batches.
            length: tokens of a row.
            rows: of a batch.
            shipped: share of rows in ``contract``; the others are in drawn dialects.
            visited: share of samples in visited states, once there are any.
            folder: where the visited states are.
        """
        self._contract, self._tokenizer, self._seed = contract.file, tokenizer.to_str(), seed
        self._length, self._rows, self._shipped, self._visited, self._folder = (
            length,
            rows,
            shipped,
            visited,
            folder,
        )

    def __iter__(self) -> Iterator[dict[str, Tensor]]:
        """Yield batches without end."""
        worker = get_worker_info()
        rng = random.Random(f"{self._seed} {worker.id if worker else 0}")
        speller = Speller(Tokenizer.from_str(self._tokenizer))
        shipped = dialects.of(Contract.load(self._contract))
        states = chain.from_iterable(repeat(view, VIEW_USES) for view in views(rng))
        visited = Visited(self._folder)
        prefix = speller.text(shipped.prompt.prefix)
        while True:
            visited.refresh()
            rows = []
            for _ in range(self._rows):
                if rng.random() < self._shipped:
                    dialect, row = shipped, Row(self._length, list(prefix))
                else:
                    dialect = dialects.varied(rng)
                    row = Row(self._length, speller.text(dialect.prompt.prefix))
                share = self._visited if visited.states else 0.0
                fits = True
                while fits:
                    drawn = (
                        visited.sample(rng, dialect)
                        if rng.random() < share
                        else sample(rng, next(states), dialect)
                    )
                    said = targets(dialect, drawn.call)
                    fits = row.add(speller.text(drawn.suffix), speller.targets(said))
                rows.append(row)
            yield stack(rows)


class Visited:
    """States that a model visited and where it was to go, from files that come while training runs."""

    def __init__(self, folder: Path) -> None:
        """Look for files in ``folder``, now and at each :meth:`refresh`."""
        self._folder, self._known = folder, 0
        self.states: list[tuple[tuple[str, ...], str]] = []

    def refresh(self) -> None:
        """Read again when there are new files."""
        files = sorted(self._folder.glob("visited-*.jsonl"))
        if len(files) != self._known:
            self._known = len(files)
            lines = chain.from_iterable(file.read_text(encoding="utf-8").splitlines() for file in files)
            self.states = [(tuple(environment), target) for environment, target in map(json.loads, lines)]

    def sample(self, rng: random.Random, dialect: Dialect) -> Sample:
        """Draw a state and ask for its target in other words; the expert decides."""
        environment, target = rng.choice(self.states)
        names = [phrase.rsplit(" ", 3)[0] for phrase in environment[0].removeprefix("objects: ").split(", ")]
        goal, instruction = reach(rng, target, names, TRAIN)
        return labelled(dialect, environment, goal, instruction, history(rng, dialect))


def write_visited(folder: Path, number: int, states: Sequence[tuple[Sequence[str], str]]) -> None:
    """Write a file of visited states, whole or not at all."""
    part = folder / f"part-{number}.jsonl"
    part.write_text(
        "".join(json.dumps([list(environment), target]) + "\n" for environment, target in states),
        encoding="utf-8",
    )
    part.rename(folder / f"visited-{number:02d}.jsonl")


def loader(rows: Rows, processes: int) -> DataLoader[dict[str, Tensor]]:
    """Return a loader of batches with ``processes`` beside this one; 0 makes them here."""
    return DataLoader(rows, batch_size=None, num_workers=processes, prefetch_factor=4 if processes else None)


def make_tokenizer(contract: Contract, seed: int) -> Tokenizer:
    """Train the tokenizer on prompts as training will draw them."""
    rng = random.Random(f"tokenizer {seed}")
    shipped = dialects.of(contract)
    lines = [shipped.prompt.prefix] * 20 + [dialects.varied(rng).prompt.prefix for _ in range(300)]
    states = chain.from_iterable(repeat(view, 20) for view in views(rng))
    lines += [sample(rng, next(states), shipped).suffix for _ in range(TOKENIZER_LINES)]
    return train_tokenizer(lines)
