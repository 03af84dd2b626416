"""Training: a decoder and its tokenizer for one contract, in minutes on one GPU, slowly on a CPU."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import torch
import yaml
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from ..core.contract import Contract
from ..core.problems import ConfigurationError, Problem
from ..core.resources import find
from . import dialects, rollout
from .checkpoint import export, read
from .data import Rows, loader, make_tokenizer, write_visited
from .model import Decoder, sizes
from .optimizer import build
from .packing import IGNORED, Speller, block_mask, sees
from .phrasebook import TRAIN
from .pilot import Pilot
from .states import FIRST_SEED

_SAVE_EVERY = 120.0  # s
_TELL_EVERY = 10.0  # s


@dataclass(frozen=True)
class Plan:
    """A training run, as its YAML file says; ``models/nano/train.yaml`` explains each key."""

    contract: str
    seed: int
    size: dict[str, int]
    row: int
    rows: int
    steps: int
    lr_muon: float
    lr_adam: float
    warmup: int
    decay: float
    shipped: float
    visited: float
    rounds: list[float]
    round_episodes: int

    @classmethod
    def load(cls, path: Path) -> Plan:
        """Read a plan.

        Raises:
            ConfigurationError: a key is missing or unknown, or the file is not YAML.
        """
        try:
            data: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                [Problem("", str(error), "start from models/nano/train.yaml", str(path))]
            ) from error
        known = {field.name for field in fields(cls)}
        given = set(data) if isinstance(data, dict) else set()
        problems = [
            Problem(key, "is missing", "see models/nano/train.yaml", str(path))
            for key in sorted(known - given)
        ]
        problems += [
            Problem(str(key), "is unknown", f"use {', '.join(sorted(known))}", str(path))
            for key in sorted(given - known, key=str)
        ]
        if problems:
            raise ConfigurationError(problems)
        return cls(**data)


class Training:
    """A run and all its state; what is in ``last.pt`` of its folder is enough to go on."""

    def __init__(
        self, plan: Plan, folder: Path, device: str, processes: int, initial: Path | None = None
    ) -> None:
        """Begin, or go on where the folder's last run was interrupted.

        Args:
            plan: what to train.
            folder: for the checkpoint, the state and the visited states; made if it does not exist.
            device: ``cuda`` or ``cpu``.
            processes: for data and for the simulator.
            initial: a checkpoint of the same size to begin with instead of random weights.
        """
        self.plan, self.folder, self.device, self.processes = plan, folder, torch.device(device), processes
        folder.mkdir(parents=True, exist_ok=True)
        self.contract = Contract.load(find(plan.contract, "config"))
        torch.manual_seed(plan.seed)
        if device == "cuda":
            torch.set_float32_matmul_precision("high")
        self.step, self.spent = 0, 0.0
        state = folder / "last.pt"
        if state.exists():
            saved = torch.load(state, map_location=self.device, weights_only=True)
            self.tokenizer = Tokenizer.from_str(saved["tokenizer"])
        elif initial is not None:
            self.tokenizer = Tokenizer.from_file(str(initial / "tokenizer.json"))
        else:
            self.tokenizer = make_tokenizer(self.contract, plan.seed)
        self.model = Decoder(sizes(self.tokenizer.get_vocab_size(), **plan.size)).to(self.device)
        self.optimizers = build(self.model, plan.lr_muon, plan.lr_adam)
        if state.exists():
            self.step, self.spent = saved["step"], saved["spent"]
            self.model.load_state_dict(saved["model"])
            for optimizer, kept in zip(self.optimizers, saved["optimizers"], strict=True):
                optimizer.load_state_dict(kept)
        elif initial is not None:
            self.model.load_state_dict(read(initial)[0].state_dict())
        self._rates = [[group["lr"] for group in optimizer.param_groups] for optimizer in self.optimizers]
        if state.exists():
            self._rates = [
                [rate] * len(optimizer.param_groups)
                for rate, optimizer in zip((plan.lr_muon, plan.lr_adam), self.optimizers, strict=True)
            ]
        self._flex = device == "cuda"
        self._forward: Any = torch.compile(self.model, dynamic=False) if self._flex else self.model

    @property
    def parameters(self) -> int:
        """How many numbers the model has."""
        return sum(value.numel() for value in self.model.parameters())

    def run(self, seconds: float | None = None) -> None:
        """Train to the end, or for ``seconds``, by which the rates have fallen to zero too."""
        plan = self.plan
        print(
            f"{self.parameters / 1e6:.2f} M parameters, {self.tokenizer.get_vocab_size()} tokens,"
            f" step {self.step} of {plan.steps}",
            flush=True,
        )
        batches = iter(loader(self._data(), self.processes))
        begun = saved = told = time.monotonic()
        seen, losses, share = 0, [], 0.0
        rounds = [at for at in plan.rounds if at > self._share(0.0, seconds)]
        while share < 1.0:
            losses.append(self._update(next(batches), share))
            self.step += 1
            seen += plan.rows * plan.row
            now = time.monotonic()
            share = self._share(now - begun, seconds)
            if now - told > _TELL_EVERY or share >= 1.0:
                loss = torch.stack(losses).mean().item()
                print(
                    f"step {self.step}  {100 * share:.0f} %  loss {loss:.4f}"
                    f"  {seen / (now - told) / 1e6:.2f} M tokens/s",
                    flush=True,
                )
                with (self.folder / "loss.csv").open("a", encoding="utf-8") as log:
                    log.write(f"{self.step},{self.spent + now - begun:.1f},{loss:.5f}\n")
                seen, losses, told = 0, [], now
            if now - saved > _SAVE_EVERY:
                self._save(self.spent + now - begun)
                saved = now
            if rounds and share >= rounds[0]:
                self._round(len(plan.rounds) - len(rounds))
                rounds.pop(0)
                told, seen = time.monotonic(), 0
        self._save(self.spent + time.monotonic() - begun)
        export(
            self.folder / "checkpoint",
            self.model,
            self.tokenizer,
            {
                "contract": plan.contract,
                "seed": plan.seed,
                "steps": self.step,
                "seconds": round(self.spent + time.monotonic() - begun),
            },
        )

    def _share(self, elapsed: float, seconds: float | None) -> float:
        return max(self.step / self.plan.steps, elapsed / seconds if seconds else 0.0)

    def _data(self) -> Rows:
        plan = self.plan
        # Not the samples again that were seen before an interruption.
        return Rows(
            self.contract,
            self.tokenizer,
            seed=plan.seed + 1000 * self.step,
            length=plan.row,
            rows=plan.rows,
            shipped=plan.shipped,
            visited=plan.visited,
            folder=self.folder,
        )

    def _update(self, batch: dict[str, Tensor], share: float) -> Tensor:
        plan = self.plan
        scale = min(1.0, (self.step + 1) / plan.warmup, (1.0 - share) / plan.decay)
        for optimizer, rates in zip(self.optimizers, self._rates, strict=True):
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * scale
        batch = {name: value.to(self.device, non_blocking=True) for name, value in batch.items()}
        try:
            loss = self._loss(batch)
            loss.backward()
        except Exception as error:
            if not self._flex or self.step:
                raise
            print(
                f"flex attention is not to be had here ({str(error)[:400]}): a dense mask is used", flush=True
            )
            self._flex, self._forward = False, torch.compile(self.model, dynamic=False)
            self.model.zero_grad(set_to_none=True)
            loss = self._loss(batch)
            loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        return loss.detach()

    def _loss(self, batch: dict[str, Tensor]) -> Tensor:
        make = block_mask if self._flex else sees
        mask = make(batch["groups"], batch["heads"])
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            hidden = self._forward(batch["tokens"], batch["positions"], mask)
            spoken = batch["targets"] != IGNORED
            scores = self.model.logits(hidden[spoken])
        return functional.cross_entropy(scores, batch["targets"][spoken])

    def _round(self, number: int) -> None:
        """Let the model drive; what it visited becomes data."""
        begun = time.monotonic()
        self.model.eval()
        dialect = dialects.of(self.contract)
        pilot = Pilot(self.model, Speller(self.tokenizer), dialect, self.plan.row)
        first = FIRST_SEED + number * self.plan.round_episodes
        drives = rollout.episodes(range(first, first + self.plan.round_episodes), TRAIN, walls=(0, 2))
        outcomes = rollout.run(
            drives,
            self.contract,
            self.tokenizer,
            pilot,
            seconds=40.0,
            processes=max(1, self.processes),
            keep=2,
        )
        self.model.train()
        write_visited(self.folder, number, [state for outcome in outcomes for state in outcome.visited])
        ticks = sum(outcome.ticks for outcome in outcomes)
        agreed = sum(outcome.agreed for outcome in outcomes) / ticks
        print(
            f"round {number}: {sum(outcome.success for outcome in outcomes)} of {len(outcomes)} reached,"
            f" agreed with the expert in {agreed:.3f} of {ticks} ticks,"
            f" {time.monotonic() - begun:.0f} s",
            flush=True,
        )

    def _save(self, spent: float) -> None:
        part = self.folder / "last.part"
        torch.save(
            {
                "step": self.step,
                "spent": spent,
                "model": self.model.state_dict(),
                "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
                "tokenizer": self.tokenizer.to_str(),
            },
            part,
        )
        part.replace(self.folder / "last.pt")
