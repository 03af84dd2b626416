"""A Qwen checkpoint under fine-tuning: read and checked, given the tags and an adapter, merged and written.

The adapter is LoRA (arXiv 2106.09685) on every linear layer of attention and MLP, and the tags' own rows of
the embedding and the output layer, through ``peft``.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors import SafetensorError
from tokenizers import AddedToken
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from ..core.heads import SPECIAL_TOKENS
from ..core.problems import ConfigurationError, Problem
from ..engine.vocabulary import Vocabulary
from .tokenizer import TAGS

ARCHITECTURES = ("qwen2", "qwen3")
"""``model_type`` of Qwen2 and Qwen2.5, and of Qwen3, dense."""

_LINEAR = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
_EMBEDDING, _OUTPUT = "embed_tokens", "lm_head"
_TAIL = 1 << 20  # bytes


def read(base: Path, device: torch.device) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """Read a checkpoint: bfloat16 on a GPU, float32 on a CPU.

    Args:
        base: a Hugging Face folder; nothing is fetched.
        device: where to put the weights.

    Raises:
        ConfigurationError: no checkpoint, not a whole one, or of another architecture.
    """
    _check(base)
    local: dict[str, Any] = {"local_files_only": True}
    try:
        tokenizer = AutoTokenizer.from_pretrained(base, **local)
        model, told = AutoModelForCausalLM.from_pretrained(
            base,
            dtype=torch.bfloat16 if device.type == "cuda" else torch.float32,
            attn_implementation="sdpa",  # takes a mask of who sees whom
            output_loading_info=True,
            **local,
        )
        if told["missing_keys"]:  # transformers would make them up
            raise ValueError(f"the weights lack {', '.join(sorted(told['missing_keys'])[:3])}")
        return model.to(device), tokenizer
    except torch.cuda.OutOfMemoryError as error:
        raise _problem(
            base, "does not fit on the GPU", "take a smaller checkpoint or a larger GPU"
        ) from error
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise _broken(base, error) from error


def add_tags(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, base: Path) -> list[int]:
    """Make each of the seventeen tags one token; those that are there already stay as they are.

    A new tag's rows in the embedding and the output layer are the mean of the rows of all older tokens. Rows
    behind the last token, which pad the published embeddings, are taken before the embedding is made larger.

    Args:
        model: changed in place.
        tokenizer: changed in place.
        base: what errors name.

    Returns:
        The ids of the tags, in the order of ``SPECIAL_TOKENS``.

    Raises:
        ConfigurationError: the tokenizer is not one of ChatML.
        EngineError: it has another use for a tag.
    """
    backend = tokenizer.backend_tokenizer
    missing = [tag for tag in TAGS if backend.token_to_id(tag) is None]
    if foreign := [tag for tag in missing if tag not in SPECIAL_TOKENS]:
        raise _problem(
            base / "tokenizer.json",
            f"lacks {' and '.join(foreign)}, which frame a prompt",
            "take a checkpoint of Qwen2, Qwen2.5 or Qwen3: all of them have these tokens",
        )
    known = max(backend.get_vocab(with_added_tokens=True).values()) + 1
    tokenizer.add_tokens(
        [AddedToken(tag, special=True, normalized=False) for tag in missing], special_tokens=True
    )
    tags: list[int] = [backend.token_to_id(tag) for tag in SPECIAL_TOKENS]
    if max(tags) >= model.config.vocab_size:
        model.resize_token_embeddings(max(tags) + 1, mean_resizing=False)
    with torch.no_grad():
        for layer in (model.get_input_embeddings(), model.get_output_embeddings()):
            rows = layer.weight  # tied: the same rows twice, to the same end
            rows[[backend.token_to_id(tag) for tag in missing]] = (
                rows[:known].mean(0, dtype=torch.float32).to(rows.dtype)
            )
    Vocabulary(backend, model.config.vocab_size, str(base / "tokenizer.json"))
    return tags


def adapt(model: PreTrainedModel, tags: list[int], rank: int, alpha: float, dropout: float) -> PeftModel:
    """Return the model with an adapter on it, the only part to be trained; its weights are float32.

    Args:
        model: with the tags.
        tags: ids of the tokens whose own rows are trained.
        rank: of each layer's update.
        alpha: the update counts ``alpha / rank`` times.
        dropout: share of a layer's inputs that its update does not see.
    """
    layers = [_EMBEDDING] if model.config.tie_word_embeddings else [_EMBEDDING, _OUTPUT]
    return get_peft_model(
        model,
        LoraConfig(
            r=rank,
            lora_alpha=alpha,
            lora_dropout=dropout,
            target_modules=_LINEAR,
            trainable_token_indices=dict.fromkeys(layers, tags),
            task_type="CAUSAL_LM",
        ),
    )


def write(
    model: PeftModel, tokenizer: PreTrainedTokenizerBase, folder: Path, simpletool: dict[str, Any]
) -> None:
    """Merge the adapter into the weights and write them in bfloat16, the tokenizer and the configuration.

    Args:
        model: with its adapter; of no more use afterwards.
        tokenizer: with the tags.
        folder: written whole or not at all; one that is there is replaced.
        simpletool: kept in ``config.json``.
    """
    merged = model.merge_and_unload().to(torch.bfloat16)
    merged.config.simpletool = simpletool
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    merged.save_pretrained(part)
    tokenizer.save_pretrained(part)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)


def fingerprint(base: Path) -> str:
    """Return what tells a checkpoint from others, wherever it lies.

    Of the weights, sizes and ends are looked at: to read them whole would take as long as to load them.

    Raises:
        ConfigurationError: as :func:`read`, as far as the configuration goes.
    """
    _check(base)
    digest = hashlib.sha256()
    for path in sorted([*base.glob("*.json"), *base.glob("*.safetensors")]):
        size = path.stat().st_size
        digest.update(f"{path.name} {size}\n".encode())
        with path.open("rb") as file:
            file.seek(max(0, size - _TAIL))
            digest.update(file.read())
    return digest.hexdigest()


def _check(base: Path) -> None:
    """Raise ConfigurationError for a folder with nothing that can be trained here."""
    path = base / "config.json"
    for file in (path, base / "tokenizer.json"):  # without the latter, transformers makes up an empty one
        if not file.is_file():
            raise _problem(
                file,
                "no such file",
                "name the folder of a Hugging Face checkpoint: config.json, *.safetensors, tokenizer.json",
            )
    try:
        config: Any = AutoConfig.from_pretrained(base, local_files_only=True)
    except (OSError, ValueError) as error:
        raise _broken(base, error) from error
    if config.model_type not in ARCHITECTURES:
        raise _problem(
            path,
            f"model_type is {config.model_type!r}",
            "take a dense Qwen2, Qwen2.5 or Qwen3 checkpoint: 'qwen2' or 'qwen3'",
        )
    if getattr(config, "quantization_config", None):
        raise _problem(path, "the weights are quantized", "take the checkpoint that they were quantized from")
    if "sliding_attention" in config.layer_types:
        raise _problem(
            path,
            "use_sliding_window is true, and the training's mask has no window",
            "set it to false: a prompt is shorter than the window",
        )


def _broken(base: Path, error: Exception) -> ConfigurationError:
    return _problem(base, f"is not a whole checkpoint: {error}", "fetch it again")


def _problem(path: Path, what: str, mend: str) -> ConfigurationError:
    return ConfigurationError([Problem("", what, mend, str(path))])
