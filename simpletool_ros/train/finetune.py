"""Fine-tuning of a Qwen2, Qwen2.5 or Qwen3 checkpoint by SimpleTool's recipe (arXiv 2603.00030), with LoRA.

The seventeen tags become tokens. The heads of a decision share its prompt, and each is a target of its own
behind its opening tag: its text and its closing tag, or ``<|null|>``. Only that is learned, never the prompt.
"""

from __future__ import annotations

import importlib.util
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from ..core.problems import ConfigurationError, Problem, problem
from ..core.prompt import Profile
from .packing import IGNORED, Row, Speller, sees, stack
from .spoken import Spoken, pack

_SAVE_EVERY = 120.0  # s
_TELL_EVERY = 10.0  # s
_STATE = "last.pt"


@dataclass(frozen=True)
class Settings:
    """How to fine-tune.

    A step learns from ``batch * accumulate`` samples. How they are divided between the two, ``max_tokens``
    and ``gradient_checkpointing`` cost time or memory and change nothing else: a run may go on with others.

    Attributes:
        rank: of LoRA's update of a layer.
        alpha: the update counts ``alpha / rank`` times.
        dropout: share of a layer's inputs that its update does not see.
        lr: the highest learning rate (AdamW).
        warmup: steps in which the rate rises to it; then it falls to zero along a cosine.
        steps: how many there are.
        batch: samples that go through the model at once.
        accumulate: such batches a step.
        max_tokens: the longest row: a prompt with its heads must fit; samples of one prefix share a row while
            they fit.
        seed: of the adapter's first values and the dropout.
        gradient_checkpointing: compute a layer's values again rather than keep them: a third more time, and
            far less memory.
    """

    rank: int = 32
    alpha: float = 64.0
    dropout: float = 0.05
    lr: float = 2e-4
    warmup: int = 50
    steps: int = 1000
    batch: int = 8
    accumulate: int = 4
    max_tokens: int = 4096
    seed: int = 1
    gradient_checkpointing: bool = True

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            ConfigurationError: with every one that is of no use.
        """
        least = {"rank": 1, "steps": 1, "batch": 1, "accumulate": 1, "max_tokens": 1, "warmup": 0}
        wrong = [
            Problem(key, f"is {getattr(self, key)}", f"make it {low} or more")
            for key, low in least.items()
            if getattr(self, key) < low
        ]
        wrong += [
            Problem(key, f"is {getattr(self, key)}", "make it more than zero")
            for key in ("alpha", "lr")
            if not getattr(self, key) > 0
        ]
        if not 0 <= self.dropout < 1:
            wrong.append(Problem("dropout", f"is {self.dropout}", "make it 0 or more, and less than 1"))
        if wrong:
            raise ConfigurationError(wrong)

    @property
    def lasting(self) -> dict[str, Any]:
        """What a run may not change on its way."""
        free = ("batch", "accumulate", "max_tokens", "gradient_checkpointing")
        kept = {key: value for key, value in asdict(self).items() if key not in free}
        return {**kept, "batch * accumulate": self.batch * self.accumulate}


def finetune(
    base: Path,
    samples: Iterator[Spoken],
    out: Path,
    settings: Settings,
    *,
    device: str,
    profile: Profile,
    told: dict[str, Any],
) -> None:
    """Fine-tune a checkpoint, or go on where the folder's last run was interrupted; write ``out/checkpoint``.

    ``out/last.pt`` is the state, saved now and then; ``out/loss.csv`` gets a line of step, seconds and loss
    every few seconds.

    Args:
        base: the checkpoint's folder: ``transformers``' files of a dense Qwen2, Qwen2.5 or Qwen3.
        samples: from the first; those that the interrupted run has learned are passed over.
        out: made if it does not exist.
        settings: how.
        device: ``cuda`` or ``cpu``.
        profile: how the samples' prompts are written; the checkpoint says so.
        told: kept under ``simpletool`` in ``config.json``, beside the profile's name.

    Raises:
        ConfigurationError: the base, the folder or a sample is of no use; or the GPU's memory or the samples
            do not suffice. The last saved state stays.
    """
    missing = [name for name in ("transformers", "peft") if importlib.util.find_spec(name) is None]
    if missing:
        raise problem(
            "", f"fine-tuning needs {' and '.join(missing)}", "pip install 'simpletool_ros[finetune]'"
        )
    from . import lora

    run = _Run(base, out, settings, torch.device(device), profile.name)
    run.train(samples)
    lora.write(run.model, run.tokenizer, out / "checkpoint", {"profile": profile.name, **told})


class _Run:
    """A run and its state."""

    def __init__(self, base: Path, out: Path, settings: Settings, device: torch.device, profile: str) -> None:
        from . import lora

        self.settings, self.device, self.out = settings, device, out
        self.step, self.spent = 0, 0.0
        self._identity = {"base": lora.fingerprint(base), "profile": profile, **settings.lasting}
        saved = self._saved()
        model, self.tokenizer = lora.read(base, device)
        out.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(settings.seed)
        tags = lora.add_tags(model, self.tokenizer, base)
        self._context: int = model.config.max_position_embeddings
        self.model = lora.adapt(model, tags, settings.rank, settings.alpha, settings.dropout)
        self.model.train()
        if settings.gradient_checkpointing:
            model.gradient_checkpointing_enable({"use_reentrant": False})
        self._learned = {name: value for name, value in self.model.named_parameters() if value.requires_grad}
        self._optimizer = torch.optim.AdamW(self._learned.values(), lr=settings.lr, weight_decay=0.0)
        self._speller = Speller(self.tokenizer.backend_tokenizer)
        if saved is not None:
            self._restore(saved)

    def train(self, samples: Iterator[Spoken]) -> None:
        """Train to the end and save."""
        settings = self.settings
        count = sum(value.numel() for value in self._learned.values())
        print(f"{count / 1e6:.2f} M parameters, step {self.step} of {settings.steps}", flush=True)
        size = settings.batch * settings.accumulate
        next(islice(samples, self.step * size, self.step * size), None)
        begun, spent = time.monotonic(), self.spent
        saved = told = begun
        seen, losses = 0, []
        while self.step < settings.steps:
            taken = list(islice(samples, size))
            if len(taken) < size:
                raise problem(
                    "steps",
                    f"is {settings.steps}, and the samples end in step {self.step + 1}",
                    f"make it {self.step}, or give more samples",
                )
            rows = [
                pack(
                    taken[at : at + settings.batch],
                    self._speller,
                    settings.max_tokens,
                    self._context,
                    first=self.step * size + at + 1,
                )
                for at in range(0, size, settings.batch)
            ]
            losses.append(self._update(rows))
            self.step += 1
            seen += sum(len(row.tokens) for batch in rows for row in batch)
            now = time.monotonic()
            self.spent = spent + now - begun
            if now - told > _TELL_EVERY or self.step == settings.steps:
                loss = torch.stack(losses).mean().item()
                print(
                    f"step {self.step} of {settings.steps}  loss {loss:.4f}"
                    f"  {seen / (now - told):.0f} tokens/s",
                    flush=True,
                )
                with (self.out / "loss.csv").open("a", encoding="utf-8") as log:
                    log.write(f"{self.step},{self.spent:.1f},{loss:.5f}\n")
                seen, losses, told = 0, [], now
            if now - saved > _SAVE_EVERY or self.step == settings.steps:
                self._save()
                saved = now

    def _update(self, batches: Sequence[Sequence[Row]]) -> Tensor:
        """Learn from the batches together; return their loss, the mean over all that is said in them."""
        settings = self.settings
        falling = max(0.0, (self.step - settings.warmup) / max(1, settings.steps - settings.warmup))
        scale = min(1.0, (self.step + 1) / (settings.warmup + 1)) * 0.5 * (1 + math.cos(math.pi * falling))
        for group in self._optimizer.param_groups:
            group["lr"] = settings.lr * scale
        said = sum(target != IGNORED for batch in batches for row in batch for target in row.targets)
        total = torch.zeros((), device=self.device)
        try:
            for batch in batches:
                loss = self._loss(batch) / said
                loss.backward()
                total += loss.detach()
            norm = torch.nn.utils.clip_grad_norm_(self._learned.values(), 1.0)
            if not torch.isfinite(norm):
                raise problem(
                    "lr",
                    f"is {settings.lr}, and in step {self.step + 1} the gradients are not finite any more",
                    "make it lower, and begin in another folder",
                )
            self._optimizer.step()
            self._optimizer.zero_grad(set_to_none=True)
        except torch.cuda.OutOfMemoryError as error:
            raise self._too_much() from error
        return total

    def _loss(self, rows: Sequence[Row]) -> Tensor:
        """Return the sum of -log p over all that is said in the rows."""
        batch = {name: value.to(self.device) for name, value in stack(rows).items()}
        model = self.model.get_base_model()
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            hidden = model.model(
                input_ids=batch["tokens"],
                position_ids=batch["positions"],
                attention_mask=sees(batch["groups"], batch["heads"]),
                use_cache=False,
            ).last_hidden_state
            spoken = batch["targets"] != IGNORED
            scores = model.lm_head(hidden[spoken])
        return functional.cross_entropy(scores.float(), batch["targets"][spoken], reduction="sum")

    def _too_much(self) -> ConfigurationError:
        """Return the error for a GPU with too little memory; a run can go on with what it advises."""
        settings = self.settings
        what = f"and step {self.step + 1} does not fit in the GPU's memory"
        if settings.batch > 1:
            batch = settings.batch // 2 if settings.batch % 2 == 0 else 1
            accumulate = settings.batch // batch * settings.accumulate
            mend = f"make it {batch}, and accumulate {accumulate}: the same step, and the run goes on"
            return problem("batch", f"is {settings.batch}, {what}", mend)
        if not settings.gradient_checkpointing:
            return problem("gradient_checkpointing", f"is false, {what}", "make it true: the run goes on")
        return problem("base", f"is too large, {what}", "take a smaller one, or describe fewer tools")

    def _saved(self) -> dict[str, Any] | None:
        """Return the folder's state, if it has one.

        Raises:
            ConfigurationError: it is of another run.
        """
        path = self.out / _STATE
        if not path.exists():
            if (self.out / "checkpoint").exists():
                raise ConfigurationError(
                    [Problem("", "holds a checkpoint of something else", "use another folder", str(self.out))]
                )
            return None
        saved: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        theirs = saved.get("run")
        if not isinstance(theirs, dict):
            raise ConfigurationError(
                [Problem("", "is not a state of fine-tuning", "use another folder", str(path))]
            )
        wrong = [
            Problem(
                key,
                "is another checkpoint than this folder's run began with"
                if key == "base"
                else f"is {ours}, and this folder's run has {theirs.get(key)}",
                "go on with that one, or use another folder",
                str(path),
            )
            for key, ours in self._identity.items()
            if theirs.get(key) != ours
        ]
        if wrong:
            raise ConfigurationError(wrong)
        return saved

    def _restore(self, saved: dict[str, Any]) -> None:
        self.step, self.spent = saved["step"], saved["spent"]
        with torch.no_grad():
            for name, value in self._learned.items():
                value.copy_(saved["learned"][name])
        self._optimizer.load_state_dict(saved["optimizer"])
        torch.set_rng_state(saved["rng"])
        if self.device.type == "cuda" and "rng_cuda" in saved:
            torch.cuda.set_rng_state(saved["rng_cuda"], self.device)

    def _save(self) -> None:
        state = {
            "run": self._identity,
            "step": self.step,
            "spent": self.spent,
            "learned": {name: value.detach() for name, value in self._learned.items()},
            "optimizer": self._optimizer.state_dict(),
            "rng": torch.get_rng_state(),
        }
        if self.device.type == "cuda":
            state["rng_cuda"] = torch.cuda.get_rng_state(self.device)
        part = self.out / "last.part"
        torch.save(state, part)
        part.replace(self.out / _STATE)
