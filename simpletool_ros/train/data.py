"""Training data: packed rows without end, made on the fly by the loader's processes."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path

from tokenizers import Tokenizer
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from ..core.contract import Contract
from . import instructions, offers, toolsets
from .domains import GAMES
from .instructions import Asked, Value
from .offers import Offer
from .packing import Row, Speller, stack
from .scenarios import Sample, ask_driver, goal_of, labelled, sample
from .states import View, views
from .tokenizer import train as train_tokenizer

VIEW_USES = 4
"""Instructions asked in each generated state: other targets, other words."""

TOKENIZER_LINES = 12_000
"""Suffixes that the tokenizer is trained on."""


@dataclass(frozen=True)
class Mixture:
    """What rows are made of.

    Attributes:
        contract: file of the contract to train for.
        shares: weights of the kinds of rows: ``contract`` (that contract), ``velocity`` (a base driven by
            velocity under other names), ``usual`` (the domains' usual tools), ``drawn`` (others),
            ``invented``, ``games``.
        phrases: what users say for the contract's tools.
        recorded: samples of the contract that were recorded and corrected.
        recorded_share: share of the contract's samples that are recorded ones.
        visited: share of the contract's samples in states that the model drove itself into.
        folder: where the visited states are.
    """

    contract: str
    shares: Mapping[str, float]
    folder: Path
    visited: float = 0.0
    phrases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    recorded: tuple[Sample, ...] = ()
    recorded_share: float = 0.0


class Draws:
    """Draws the offer of a row, and the row's samples."""

    def __init__(self, mixture: Mixture, rng: random.Random) -> None:
        """Read the contract."""
        self._mixture, self._rng = mixture, rng
        self._contract = Contract.load(mixture.contract)
        self._velocity = offers.drives_by_velocity(self._contract)
        self._usual = [toolsets.usual(domain) for domain in toolsets.USUAL]
        self._games = [toolsets.usual_game(index) for index in range(len(GAMES))]
        self._own = offers.of_contract(self._contract) if self._velocity else None
        self._states = chain.from_iterable(repeat(view, VIEW_USES) for view in views(rng))
        self._visited = Visited(mixture.folder)
        self._kinds, self._weights = list(mixture.shares), list(mixture.shares.values())

    def offer(self) -> Offer:
        """Draw an offer, to which the samples that follow belong."""
        rng, kind = self._rng, self._rng.choices(self._kinds, self._weights)[0]
        self._is_contract = kind == "contract"
        if kind == "contract":
            return self._own or offers.own(self._contract, rng, self._mixture.phrases)
        if kind == "velocity":
            return toolsets.drawn_velocity(rng)
        if kind == "usual":
            return rng.choice([*self._usual, self._usual[0]])
        if kind == "games":
            return rng.choice(self._games) if rng.random() < 0.5 else toolsets.drawn_game(rng)
        return toolsets.drawn_invented(rng) if kind == "invented" else toolsets.drawn(rng)

    def refresh(self) -> None:
        """Look for states that were visited meanwhile."""
        self._visited.refresh()

    def sample(self, offer: Offer) -> Sample:
        """Draw a sample of the offer drawn last."""
        rng, mixture = self._rng, self._mixture
        if self._is_contract and mixture.recorded and rng.random() < mixture.recorded_share:
            return rng.choice(mixture.recorded)
        if offer.velocity and self._visited.states and rng.random() < mixture.visited:
            return self._visited.sample(rng, offer)
        view = next(self._states) if offer.velocity else _NOWHERE
        return sample(rng, offer, view)


_NOWHERE = View(())


class Rows(IterableDataset[dict[str, Tensor]]):
    """Batches of packed rows.

    States come from the generator and, once there are any, from those that the model drove itself into: files
    ``visited-*.jsonl`` in a folder, read as they appear.
    """

    def __init__(self, mixture: Mixture, tokenizer: Tokenizer, *, seed: int, length: int, rows: int) -> None:
        """Keep what the processes need.

        Args:
            mixture: of the rows.
            tokenizer: of the checkpoint.
            seed: two loaders with the same seed and number of processes give the same batches.
            length: tokens of a row.
            rows: of a batch.
        """
        self._mixture, self._tokenizer, self._seed = mixture, tokenizer.to_str(), seed
        self._length, self._rows = length, rows

    def __iter__(self) -> Iterator[dict[str, Tensor]]:
        """Yield batches without end."""
        worker = get_worker_info()
        rng = random.Random(f"{self._seed} {worker.id if worker else 0}")
        speller = Speller(Tokenizer.from_str(self._tokenizer))
        draws = Draws(self._mixture, rng)
        while True:
            draws.refresh()
            yield stack([self._row(draws, speller) for _ in range(self._rows)])

    def _row(self, draws: Draws, speller: Speller) -> Row:
        while True:
            offer = draws.offer()
            prefix = speller.text(offer.prompt.prefix)
            if len(prefix) <= 0.7 * self._length:  # a rare giant of tools would leave no room for samples
                break
        row = Row(self._length, prefix)
        fits = True
        while fits:
            drawn = draws.sample(offer)
            fits = row.add(speller.text(drawn.suffix), speller.targets(drawn.said))
        return row


class Visited:
    """States that a model visited and what it was told, from files that come while training runs."""

    def __init__(self, folder: Path) -> None:
        """Look for files in ``folder``, now and at each :meth:`refresh`."""
        self._folder, self._known = folder, 0
        self.states: list[tuple[tuple[str, ...], str, dict[str, Value]]] = []

    def refresh(self) -> None:
        """Read again when there are new files."""
        files = sorted(self._folder.glob("visited-*.jsonl"))
        if len(files) != self._known:
            self._known = len(files)
            lines = chain.from_iterable(file.read_text(encoding="utf-8").splitlines() for file in files)
            self.states = [(tuple(state), key, values) for state, key, values in map(json.loads, lines)]

    def sample(self, rng: random.Random, offer: Offer) -> Sample:
        """Draw a state and ask for the same in other words; the expert decides."""
        environment, key, values = rng.choice(self.states)
        view = View(environment)
        asked = ask_driver(rng, key, view.state.objects, instructions.TRAIN, values) or Asked("stop", "stop")
        return labelled(offer, view, goal_of(asked), asked.text)


def write_visited(
    folder: Path, number: int, states: Sequence[tuple[Sequence[str], str, Mapping[str, Value]]]
) -> None:
    """Write a file of visited states, whole or not at all."""
    part = folder / f"part-{number}.jsonl"
    part.write_text(
        "".join(json.dumps([list(s), key, dict(v)]) + "\n" for s, key, v in states), encoding="utf-8"
    )
    part.rename(folder / f"visited-{number:02d}.jsonl")


def loader(rows: Rows, processes: int) -> DataLoader[dict[str, Tensor]]:
    """Return a loader of batches with ``processes`` beside this one; 0 makes them here."""
    return DataLoader(rows, batch_size=None, num_workers=processes, prefetch_factor=4 if processes else None)


def make_tokenizer(mixture: Mixture, seed: int, size: int) -> Tokenizer:
    """Train the tokenizer on prompts as training will draw them."""
    draws = Draws(mixture, random.Random(f"tokenizer {seed}"))
    lines: list[str] = []
    while len(lines) < TOKENIZER_LINES:
        offer = draws.offer()
        lines.append(offer.prompt.prefix)
        lines += [draws.sample(offer).suffix for _ in range(6)]
    return train_tokenizer(lines, size)
