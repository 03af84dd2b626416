"""Training: a decoder and its tokenizer for one contract, in minutes on one GPU, slowly on a CPU."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from ..core.contract import Contract
from ..core.problems import problem
from ..core.prompt import Profile, Prompt
from ..core.resources import find
from ..core.tools import fingerprint
from ..engine.vocabulary import Vocabulary
from . import episodes, offers, rollout
from .checkpoint import export, read
from .data import Mixture, Rows, loader, make_tokenizer, write_visited
from .dataset import heads_of
from .dataset import read as read_dataset
from .instructions import TRAIN
from .model import Decoder, sizes
from .offers import PROFILE
from .optimizer import build
from .packing import IGNORED, block_mask, sees
from .pilot import Pilot
from .plan import Plan
from .plot import plot
from .scenarios import Sample
from .states import FIRST_SEED

_SAVE_EVERY = 120.0  # s
_TELL_EVERY = 10.0  # s


class Training:
    """A run and all its state; what is in ``last.pt`` of its folder is enough to go on."""

    def __init__(
        self, plan: Plan, folder: Path, device: str, processes: int, initial: Path | None = None
    ) -> None:
        """Begin, or go on where the folder's last run was interrupted.

        Args:
            plan: what to train.
            folder: for the checkpoint, the state and the visited states; made if it does not exist.
            device: ``cuda`` or ``cpu``; under ``torchrun`` each process has a GPU, and they train together.
            processes: for data and for the simulator.
            initial: a checkpoint of the same size to begin with instead of random weights.
        """
        self.plan, self.folder, self.processes = plan, folder, processes
        self._rank, self._ranks = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
        if self._ranks > 1 and not dist.is_initialized():
            dist.init_process_group("nccl" if device == "cuda" else "gloo")
        if device == "cuda":
            torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", 0)))
        self.device = torch.device(device)
        folder.mkdir(parents=True, exist_ok=True)
        self.contract = Contract.load(find(plan.contract, "config"))
        torch.manual_seed(plan.seed)
        if device == "cuda":
            torch.set_float32_matmul_precision("high")
        self.step, self.spent = 0, 0.0
        state = folder / "last.pt"
        if state.exists():
            saved = torch.load(state, map_location=self.device, weights_only=True)
            for key, now in self._identity.items():
                if saved["run"][key] != now:
                    raise problem(
                        key,
                        f"is {now!r}, the run in this folder has {saved['run'][key]!r}",
                        "name another --out folder, or the run's own configuration",
                    ).within(file=str(state))
            self.tokenizer = Tokenizer.from_str(saved["tokenizer"])
        elif initial is not None:
            self.tokenizer = Tokenizer.from_file(str(initial / "tokenizer.json"))
        else:
            self.tokenizer = make_tokenizer(self._mixture(), plan.seed, plan.vocabulary)
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
    def _identity(self) -> dict[str, Any]:
        """What a run that goes on must have in common with its beginning."""
        return {"contract": self.plan.contract, "size": self.plan.size, "seed": self.plan.seed}

    @property
    def parameters(self) -> int:
        """How many numbers the model has."""
        return sum(value.numel() for value in self.model.parameters())

    def run(self, seconds: float | None = None) -> None:
        """Train to the end, or for ``seconds``, by which the rates have fallen to zero too."""
        plan = self.plan
        self._say(
            f"{self.parameters / 1e6:.2f} M parameters, {self.tokenizer.get_vocab_size()} tokens,"
            f" step {self.step} of {plan.steps}"
        )
        batches = iter(loader(self._data(), self.processes))
        begun = saved = told = time.monotonic()
        seen, losses, share = 0, [], 0.0
        rounds = [at for at in plan.rounds if at > self._share(0.0, seconds)]
        if not offers.drives_by_velocity(self.contract):
            rounds = []
        while share < 1.0:
            losses.append(self._update(next(batches), share))
            self.step += 1
            seen += plan.rows * plan.row * self._ranks
            now = time.monotonic()
            share = self._agreed(self._share(now - begun, seconds))
            if now - told > _TELL_EVERY or share >= 1.0:
                loss = torch.stack(losses).mean().item()
                self._say(
                    f"step {self.step}  {100 * share:.0f} %  loss {loss:.4f}"
                    f"  {seen / (now - told) / 1e6:.2f} M tokens/s"
                )
                if self._rank == 0:
                    with (self.folder / "loss.csv").open("a", encoding="utf-8") as log:
                        log.write(f"{self.step},{self.spent + now - begun:.1f},{loss:.5f}\n")
                seen, losses, told = 0, [], now
            if now - saved > _SAVE_EVERY:
                self._save(self.spent + now - begun)
                saved = now
            if rounds and share >= rounds[0]:
                if self._rank == 0:
                    self._round(len(plan.rounds) - len(rounds))
                if self._ranks > 1:
                    dist.barrier()
                rounds.pop(0)
                told, seen = time.monotonic(), 0
        self._save(self.spent + time.monotonic() - begun)
        if self._rank:
            return
        plot(self.folder / "loss.csv")
        export(
            self.folder / "checkpoint",
            self.model,
            self.tokenizer,
            {
                "contract": fingerprint(self.contract.toolset),
                "seed": plan.seed,
                "steps": self.step,
                "seconds": round(self.spent + time.monotonic() - begun),
            },
        )

    def _say(self, text: str) -> None:
        if self._rank == 0:
            print(text, flush=True)

    def _agreed(self, share: float) -> float:
        """Return the first process's share, so that all of them end at the same step."""
        if self._ranks == 1:
            return share
        told = torch.tensor([share], dtype=torch.float64, device=self.device)
        dist.broadcast(told, 0)
        return float(told.item())

    def _share(self, elapsed: float, seconds: float | None) -> float:
        return max(self.step / self.plan.steps, elapsed / seconds if seconds else 0.0)

    def _mixture(self) -> Mixture:
        plan = self.plan
        recorded: tuple[Sample, ...] = ()
        if plan.recorded:
            prompt = Prompt(Profile.load(PROFILE), self.contract.toolset, self.contract.prompt.system)
            recorded = tuple(
                Sample(example.suffix, heads_of(example.call, prompt.toolset))
                for example in read_dataset(Path(plan.recorded), prompt.toolset)
            )
        return Mixture(
            self.contract.file,
            plan.shares,
            self.folder,
            plan.visited,
            plan.phrases,
            recorded,
            plan.recorded_share,
        )

    def _data(self) -> Rows:
        plan = self.plan
        # Not the samples again that were seen before an interruption.
        seed = plan.seed + 1000 * self.step + 1_000_003 * self._rank
        return Rows(self._mixture(), self.tokenizer, seed=seed, length=plan.row, rows=plan.rows)

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
        except torch.cuda.OutOfMemoryError as error:
            raise problem(
                "rows",
                f"a batch of {plan.rows} rows of {plan.row} tokens does not fit the GPU's memory",
                "lower rows (or row) in the configuration; the run goes on from its last saved state",
            ) from error
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
        if self._ranks > 1:
            gradients = [value.grad for value in self.model.parameters() if value.grad is not None]
            flat = torch.cat([gradient.flatten() for gradient in gradients])
            dist.all_reduce(flat)
            for gradient, mean in zip(gradients, flat.split([one.numel() for one in gradients]), strict=True):
                gradient.copy_(mean.view_as(gradient) / self._ranks)
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
        offer = offers.of_contract(self.contract)
        vocabulary = Vocabulary(self.tokenizer, self.model.size.vocab_size)
        pilot = Pilot(self.model, vocabulary, offer.checked_prompt)
        first = FIRST_SEED + number * self.plan.round_episodes
        seeds = range(first, first + self.plan.round_episodes)
        drives = episodes.draw(seeds, TRAIN, episodes.BEHAVIOURS, walls=(0, 2))
        outcomes = rollout.run(
            drives,
            self.contract,
            self.tokenizer,
            pilot,
            seconds=25.0,
            processes=max(1, self.processes),
            keep=2,
        )
        self.model.train()
        write_visited(self.folder, number, [state for outcome in outcomes for state in outcome.visited])
        ticks = sum(outcome.ticks for outcome in outcomes)
        agreed = sum(outcome.agreed for outcome in outcomes) / ticks
        by_kind: dict[str, list[bool]] = {}
        for drive, outcome in zip(drives, outcomes, strict=True):
            by_kind.setdefault(drive.asked.intent, []).append(outcome.success)
        print({kind: f"{sum(done)}/{len(done)}" for kind, done in by_kind.items()}, flush=True)
        print(
            f"round {number}: {sum(outcome.success for outcome in outcomes)} of {len(outcomes)} did it,"
            f" agreed with the expert in {agreed:.3f} of {ticks} ticks,"
            f" {time.monotonic() - begun:.0f} s",
            flush=True,
        )

    def _save(self, spent: float) -> None:
        if self._rank:
            return
        part = self.folder / "last.part"
        torch.save(
            {
                "run": self._identity,
                "step": self.step,
                "spent": spent,
                "model": self.model.state_dict(),
                "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
                "tokenizer": self.tokenizer.to_str(),
            },
            part,
        )
        part.replace(self.folder / "last.pt")
