"""Checkpoints: a Hugging Face folder of the dense Qwen3 architecture, read into numpy and checked whole.

The folder holds ``config.json``, ``model.safetensors`` (or shards with ``model.safetensors.index.json``) and
``tokenizer.json``. ``config.json`` may say which prompt profile the weights were trained on:
``"simpletool": {"profile": "v2"}``, which is also the default. ``transformers`` loads the same folder.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from tokenizers import Tokenizer

from ..core.heads import END
from .base import EngineError, Training
from .metadata import Metadata, read_json
from .sizes import Qwen, Qwen3, read_sizes
from .vocabulary import Vocabulary

_DTYPES: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2"), "BF16": np.dtype("<u2")}


@dataclass(frozen=True)
class Checkpoint:
    """A decoder's weights and tokens.

    Attributes:
        model: the sizes.
        tensors: float32 by name, exactly those of ``model.shapes``.
        vocabulary: the tokenizer.
        profile: name of the prompt profile it was trained on.
        training: what else it says of its training.
    """

    model: Qwen3
    tensors: Mapping[str, np.ndarray]
    vocabulary: Vocabulary
    profile: str
    training: Training = Training()

    @classmethod
    def read(cls, folder: str | Path) -> Checkpoint:
        """Read a checkpoint.

        Args:
            folder: its path, or the name of a shipped one.

        Raises:
            EngineError: with the file, the key or tensor, and what to do.
        """
        told = Metadata.read(folder)
        model = read_sizes(told.config, str(told.path / "config.json"), Qwen3)
        vocabulary = told.vocabulary()
        return cls(model, _tensors(told.path, model.shapes), vocabulary, told.profile, told.training)


def write(
    folder: str | Path,
    model: Qwen,
    tensors: Mapping[str, np.ndarray],
    tokenizer: Tokenizer,
    dtype: Literal["float32", "bfloat16"] = "float32",
    **simpletool: Any,
) -> None:
    """Write a checkpoint that :meth:`Checkpoint.read` and ``transformers`` load.

    Args:
        folder: made if it does not exist.
        model: the sizes.
        tensors: float32 by name, of ``model.shapes``.
        tokenizer: with the tags.
        dtype: of the weights in the file; bfloat16 is rounded to the nearest.
        simpletool: kept in ``config.json``: ``profile`` and whatever describes the training.
    """
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    config = {
        "architectures": [f"{model.model_type.capitalize()}ForCausalLM"],
        "model_type": model.model_type,
        "hidden_act": "silu",
        "dtype": dtype,
        "torch_dtype": dtype,
        "bos_token_id": None,
        "eos_token_id": tokenizer.token_to_id(END),
        **model.__dict__,
        "simpletool": {"profile": "v2", **simpletool},
    }
    (path / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    tokenizer.save(str(path / "tokenizer.json"))
    said = {  # for transformers
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": model.max_position_embeddings,
        "eos_token": END,
        "pad_token": END,
        "bos_token": None,
        "clean_up_tokenization_spaces": False,
    }
    (path / "tokenizer_config.json").write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    stored = "BF16" if dtype == "bfloat16" else "F32"
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, shape in model.shapes.items():
        start, end = end, end + _DTYPES[stored].itemsize * math.prod(shape)
        header[name] = {"dtype": stored, "shape": shape, "data_offsets": [start, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with (path / "model.safetensors").open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for name, shape in model.shapes.items():
            value = np.ascontiguousarray(tensors[name].reshape(shape), "<f4")
            file.write((value if stored == "F32" else _bfloat16(value)).tobytes())


def _tensors(folder: Path, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, np.ndarray]:
    """Read and check the tensors of ``shapes``; others, such as a tied lm_head, are left alone."""
    index = folder / "model.safetensors.index.json"
    if index.is_file():
        parts = read_json(index).get("weight_map")
        if not isinstance(parts, dict) or not all(isinstance(part, str) for part in parts.values()):
            raise EngineError(f"{index}: weight_map must map tensors to files; fetch the checkpoint again")
        stored: dict[str, np.ndarray] = {}
        for part in sorted({parts[name] for name in shapes if name in parts}):
            stored |= _safetensors(folder / part)
    else:
        index = folder / "model.safetensors"
        stored = _safetensors(index)
    tensors = {}
    for name, shape in shapes.items():
        if name not in stored:
            raise EngineError(
                f"{index}: has no tensor {name}; config.json and the weights are not of one checkpoint"
            )
        if stored[name].shape != shape:
            raise EngineError(
                f"{index}: {name} has shape {list(stored[name].shape)}, config.json asks for {list(shape)};"
                " they are not of one checkpoint"
            )
        tensors[name] = _float32(stored[name])
        if not np.isfinite(tensors[name]).all():
            raise EngineError(
                f"{index}: {name} has values that are not finite; the training diverged or the file is"
                " damaged, use another checkpoint"
            )
    return tensors


def _safetensors(path: Path) -> dict[str, np.ndarray]:
    """Map a safetensors file: 8 bytes of header length, a JSON header, the data. BF16 comes as uint16.

    The format is read here because its numpy binding has no bfloat16.
    """
    if not path.is_file():
        raise EngineError(f"{path}: no such file; put the weights there")
    damaged = EngineError(
        f"{path}: is truncated or no safetensors file; fetch or export the checkpoint again"
    )
    data = np.memmap(path, np.uint8, "r") if path.stat().st_size >= 8 else np.empty(0, np.uint8)
    start = 8 + int.from_bytes(data[:8].tobytes(), "little")
    if start > data.size or not data.size:
        raise damaged
    try:
        header = json.loads(data[8:start].tobytes())
        header.pop("__metadata__", None)
        return {name: _tensor(f"{path}: {name}", entry, data[start:]) for name, entry in header.items()}
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise damaged from error


def _tensor(name: str, entry: Mapping[str, Any], data: np.ndarray) -> np.ndarray:
    """View a tensor by its entry in the header; ValueError or TypeError if the entry makes no sense."""
    if entry["dtype"] not in _DTYPES:
        raise EngineError(
            f"{name} is {entry['dtype']}; this engine reads F32, F16 and BF16 and quantizes by itself:"
            " use the unquantized checkpoint"
        )
    begin, end = entry["data_offsets"]
    if not 0 <= begin <= end <= data.size or min(entry["shape"], default=0) < 0:
        raise ValueError("outside the file, or of a negative size")
    return np.asarray(data[begin:end]).view(_DTYPES[entry["dtype"]]).reshape(entry["shape"])


def _float32(stored: np.ndarray) -> np.ndarray:
    """Return a copy in float32; uint16 holds bfloat16, the upper half of a float32."""
    if stored.dtype == np.uint16:
        return (stored.astype(np.uint32) << 16).view(np.float32)
    return np.array(stored, np.float32)


def _bfloat16(value: np.ndarray) -> np.ndarray:
    """Round finite float32 to the nearest bfloat16, ties to even; as uint16."""
    bits = value.view(np.uint32)
    rounded: np.ndarray = ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype("<u2")
    return rounded
