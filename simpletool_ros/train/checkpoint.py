"""Checkpoints in Hugging Face's layout: what training writes and evaluation reads back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from ..core.heads import END
from .dialects import PROFILE
from .model import Decoder, Size
from .tokenizer import START


def export(folder: Path, model: Decoder, tokenizer: Tokenizer, told: dict[str, Any]) -> None:
    """Write the weights in bfloat16, the tokenizer, and a config file of each.

    Args:
        folder: made if it does not exist.
        model: the decoder.
        tokenizer: its tokenizer.
        told: kept under ``simpletool`` in ``config.json``, beside the prompt profile.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        **model.size.config,
        "dtype": "bfloat16",
        "torch_dtype": "bfloat16",
        "bos_token_id": None,
        "eos_token_id": tokenizer.token_to_id(END),
        "simpletool": {"profile": PROFILE, **told},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    tensors = {
        name: value.detach().to("cpu", torch.bfloat16).contiguous()
        for name, value in model.state_dict().items()
    }
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    tokenizer.save(str(folder / "tokenizer.json"))
    said = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": model.size.max_position_embeddings,
        "eos_token": END,
        "pad_token": END,
        "bos_token": None,
        "additional_special_tokens": [START],
        "clean_up_tokenization_spaces": False,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")


def read(folder: Path) -> tuple[Decoder, Tokenizer]:
    """Read a checkpoint that :func:`export` wrote; the weights in float32.

    Raises:
        FileNotFoundError: a file is missing.
        ValueError: the weights are not those that ``config.json`` describes.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model = Decoder(Size(**{key: config[key] for key in Size.__dataclass_fields__}))
    try:
        model.load_state_dict(
            {name: value.float() for name, value in load_file(folder / "model.safetensors").items()}
        )
    except RuntimeError as error:
        raise ValueError(f"{folder}: the weights are not of config.json's model: {error}") from error
    return model.eval(), Tokenizer.from_file(str(folder / "tokenizer.json"))
