"""Quantization to W4A16 with llm-compressor: GPTQ (arXiv 2210.17323), calibrated on what a robot was asked.

The matrices of attention and MLP become 4-bit integers with a scale for each group of inputs, in the format
of compressed-tensors, which the direct engine and vLLM read. Embedding, output layer and norms stay as they
are, and so do tokenizer, tags and everything else that ``config.json`` says.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..core.problems import ConfigurationError, Problem, problem
from ..core.prompt import Prompt
from ..engine.metadata import Metadata
from ..engine.scheme import PACKED, Scheme
from ..engine.sizes import Qwen, Qwen2, Qwen3, read_sizes
from .dataset import Example, heads_of

_WRITTEN = ("config.json", "model.safetensors.index.json")
"""What is written anew; every other file of these kinds is copied, the tokenizer's above all."""

_COPIED = (".json", ".jinja", ".model", ".txt")


def quantize(
    source: Path,
    examples: Sequence[Example],
    prompt: Prompt,
    out: Path,
    group: int = 128,
    symmetric: bool = True,
) -> None:
    """Quantize a checkpoint.

    Args:
        source: a Hugging Face folder of a dense Qwen2, Qwen2.5 or Qwen3 checkpoint.
        examples: recorded ticks to calibrate on, at least one.
        prompt: of the contract that they were recorded with.
        out: folder, written whole or not at all.
        group: inputs that share a scale; the published checkpoints and most kernels have 128.
        symmetric: whether scales do without zero points.

    Raises:
        ConfigurationError: llm-compressor is missing, or the source, the examples, the group or ``out`` are
            of no use.
        EngineError: the source is no checkpoint that an engine reads.
    """
    if importlib.util.find_spec("llmcompressor") is None:
        raise problem("", "quantization needs llmcompressor", "pip install 'simpletool_ros[quantize]'")
    if not examples:
        raise problem("--ticks", "holds no tick to calibrate on", "record some: simpletool dataset")
    told = Metadata.read(source)
    file = str(told.path / "config.json")
    sizes = read_sizes(told.config, file, Qwen2, Qwen3)
    if told.config.get("quantization_config"):
        raise ConfigurationError(
            [Problem("quantization_config", "is there already", "name the unquantized checkpoint", file)]
        )
    told.vocabulary()
    _check_group(sizes, group)
    if out.exists():
        raise ConfigurationError([Problem("--out", "exists", "name another folder, or remove it", str(out))])
    part = out.with_name(f"{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        written = _compress(told.path, _sequences(told.path, examples, prompt), part, group, symmetric)
        _finish(told, part, written)
        part.rename(out)
    except OSError as error:
        raise ConfigurationError(
            [Problem("--out", f"cannot be written: {error}", "name a folder on a disk with room", str(out))]
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _check_group(sizes: Qwen, group: int) -> None:
    """Raise ConfigurationError for a group that does not divide the inputs of every matrix."""
    widths = {shape[1]: name for name, shape in sizes.layer_shapes.items() if len(shape) == 2}
    wrong = {inputs: name for inputs, name in widths.items() if group < PACKED or inputs % group}
    if wrong:
        fits = [size for size in (128, 64, 32, 16, 8) if not any(inputs % size for inputs in widths)]
        inputs, name = min(wrong.items())
        raise problem(
            "--group",
            f"is {group}, and {name.removesuffix('.weight')} has {inputs} inputs, which it must divide",
            f"use {fits[0]}" if fits else "this checkpoint cannot be quantized to W4A16",
        )


def _sequences(source: Path, examples: Sequence[Example], prompt: Prompt) -> list[list[int]]:
    """Return the tokens of each tick with one of its heads and what that said, the heads in turn."""
    from tokenizers import Tokenizer

    from .packing import Speller

    speller = Speller(Tokenizer.from_file(str(source / "tokenizer.json")))
    prefix = speller.text(prompt.prefix)
    sequences = []
    for number, example in enumerate(examples):
        heads = list(heads_of(example.call, prompt.toolset).items())
        read, _ = speller.head(*heads[number % len(heads)])
        sequences.append([*prefix, *speller.text(example.suffix), *read])
    return sequences


def _compress(
    source: Path, sequences: Sequence[Sequence[int]], out: Path, group: int, symmetric: bool
) -> Mapping[str, Any]:
    """Write the quantized weights; return what llm-compressor says of them in ``config.json``."""
    _quieten()
    from compressed_tensors.quantization import QuantizationArgs, QuantizationScheme
    from datasets import Dataset
    from llmcompressor import oneshot
    from llmcompressor.modifiers.gptq import GPTQModifier
    from transformers import AutoModelForCausalLM, AutoTokenizer

    weights = QuantizationArgs(
        num_bits=4, type="int", strategy="group", group_size=group, symmetric=symmetric
    )
    recipe = GPTQModifier(
        config_groups={"group_0": QuantizationScheme(targets=["Linear"], weights=weights)}, ignore=["lm_head"]
    )
    model = AutoModelForCausalLM.from_pretrained(source, dtype="auto", local_files_only=True)
    rows = {"input_ids": sequences, "attention_mask": [[1] * len(one) for one in sequences]}
    oneshot(
        model=model,
        tokenizer=AutoTokenizer.from_pretrained(source, local_files_only=True),
        dataset=Dataset.from_dict(rows),
        recipe=recipe,
        num_calibration_samples=len(sequences),
        max_seq_length=max(map(len, sequences)),
        shuffle_calibration_samples=False,
    )
    model.save_pretrained(out, save_compressed=True)
    said: Mapping[str, Any] = json.loads((out / "config.json").read_text(encoding="utf-8"))
    return said


def _quieten() -> None:
    """Let llm-compressor warn, but not report every matrix; before it is imported."""
    from loguru import logger

    os.environ.setdefault("LLM_COMPRESSOR_LOG_LEVEL", "WARNING")
    with suppress(ValueError, TypeError):  # it has been imported already
        logger.level("METRIC", no=15)


def _finish(told: Metadata, part: Path, written: Mapping[str, Any]) -> None:
    """Write the source's own configuration with what it is now, and copy its other files."""
    config = {**told.config, "quantization_config": _without_null(written["quantization_config"])}
    (part / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    for path in told.path.iterdir():
        if path.is_file() and path.name not in _WRITTEN and path.suffix in _COPIED:
            shutil.copyfile(path, part / path.name)
    for path in part.glob("*.safetensors"):
        path.chmod((part / "config.json").stat().st_mode)  # safetensors keeps them from other users
    Scheme.read(config, str(part / "config.json"))


def _without_null(said: Any) -> Any:
    """Leave out keys with the value null: older versions of compressed-tensors refuse unknown keys."""
    if isinstance(said, Mapping):
        return {key: _without_null(value) for key, value in said.items() if value is not None}
    return said
