"""Checkpoints between torch and the one format of ``simpletool_ros.engine.checkpoint``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from ..engine.checkpoint import Checkpoint, write
from .model import Decoder
from .offers import PROFILE


def export(folder: Path, model: Decoder, tokenizer: Tokenizer, told: dict[str, Any]) -> None:
    """Write the weights in bfloat16, the tokenizer, and a config file of each.

    Args:
        folder: made if it does not exist.
        model: the decoder.
        tokenizer: its tokenizer.
        told: kept under ``simpletool`` in ``config.json``, beside the prompt profile.
    """
    tensors = {name: value.detach().float().cpu().numpy() for name, value in model.state_dict().items()}
    write(folder, model.size, tensors, tokenizer, "bfloat16", profile=PROFILE, **told)


def read(folder: Path) -> tuple[Decoder, Tokenizer]:
    """Read a checkpoint; the weights in float32.

    Raises:
        EngineError: a file is missing, or they are not of one checkpoint.
    """
    checkpoint = Checkpoint.read(folder)
    model = Decoder(checkpoint.model)
    model.load_state_dict({name: torch.from_numpy(value) for name, value in checkpoint.tensors.items()})
    return model.eval(), Tokenizer.from_file(str(folder / "tokenizer.json"))
