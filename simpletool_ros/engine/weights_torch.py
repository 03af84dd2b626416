"""Weights of a Qwen checkpoint into torch: checked tensor by tensor, each at once on the device.

Reads safetensors, one file or shards, in F32, F16 or BF16, and W4A16 (``quantized``). Where there are
kernels for it, a quantized matrix is kept as they read it; elsewhere it is dequantized, and the log says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from .base import EngineError
from .metadata import read_json
from .quantized import FourBits, Packed
from .qwen_torch import Dense, Layer, Weights
from .scheme import Scheme
from .sizes import Qwen

_LOG = logging.getLogger(__name__)

Tensors = Mapping[str, Callable[[], Tensor]]
"""What reads each tensor of a checkpoint, by name."""


def read_weights(
    folder: Path,
    sizes: Qwen,
    scheme: Scheme | None,
    device: torch.device,
    dtype: torch.dtype,
    kernels: bool,
) -> Weights:
    """Read a checkpoint's weights.

    Args:
        folder: with ``model.safetensors``, or shards and their index.
        sizes: what ``config.json`` says.
        scheme: how the matrices are quantized, if they are.
        device: where they go.
        dtype: what they become.
        kernels: whether ``ops_triton`` will run them.

    Raises:
        EngineError: with the file, the tensor, and what to do.
    """
    index = folder / "model.safetensors.index.json"
    source = index if index.is_file() else folder / "model.safetensors"
    paths = [source]
    if source == index:
        names = read_json(index).get("weight_map")
        if not isinstance(names, dict):
            raise EngineError(f"{index}: weight_map must map tensors to files; fetch the checkpoint again")
        paths = sorted({folder / str(name) for name in names.values()})
    tensors: dict[str, Callable[[], Tensor]] = {}
    with ExitStack() as stack:
        for path in paths:
            if not path.is_file():
                raise EngineError(f"{path}: no such file; put the weights there")
            try:
                file = stack.enter_context(safe_open(path, framework="pt", device=str(device)))
            except (SafetensorError, OSError) as error:
                raise EngineError(
                    f"{path}: is truncated or no safetensors file ({error}); fetch the checkpoint again"
                ) from error
            tensors |= {name: partial(file.get_tensor, name) for name in file.keys()}  # noqa: SIM118
        return Assembly(tensors, str(source), sizes, scheme, device, dtype, kernels).weights()


class Assembly:
    """Weights in the making."""

    def __init__(
        self,
        tensors: Tensors,
        source: str,
        sizes: Qwen,
        scheme: Scheme | None,
        device: torch.device,
        dtype: torch.dtype,
        kernels: bool,
    ) -> None:
        """Take what they are made of.

        Args:
            tensors: what gives each, on the device.
            source: what errors name.
            sizes: what the tensors are of.
            scheme: how the matrices are quantized, if they are.
            device: where the tensors are.
            dtype: what they become.
            kernels: whether ``ops_triton`` will run them.
        """
        self._tensors, self._source = tensors, source
        self._sizes, self._shapes, self._scheme = sizes, sizes.shapes, scheme
        self._device, self._dtype, self._kernels = device, dtype, kernels
        self._warned: set[str] = set()

    def weights(self) -> Weights:
        """Check the tensors and put them together.

        Raises:
            EngineError: with the tensor, and what to do.
        """
        embedding = self._tensor("model.embed_tokens.weight")
        layers = tuple(self._layer(f"model.layers.{n}") for n in range(self._sizes.num_hidden_layers))
        head = embedding if self._sizes.tie_word_embeddings else self._tensor("lm_head.weight")
        return Weights(embedding, layers, self._tensor("model.norm.weight"), head)

    def _layer(self, name: str) -> Layer:
        attention, mlp = f"{name}.self_attn", f"{name}.mlp"
        projections = [f"{attention}.{part}_proj" for part in "qkv"]
        bias = norms = None
        if f"{projections[0]}.bias" in self._shapes:
            bias = torch.cat([self._tensor(f"{part}.bias") for part in projections])
        if f"{attention}.q_norm.weight" in self._shapes:
            norms = torch.stack([self._tensor(f"{attention}.{part}_norm.weight") for part in "qk"])
        return Layer(
            input_norm=self._tensor(f"{name}.input_layernorm.weight"),
            qkv=self._matrix(*projections),
            bias=bias,
            head_norms=norms,
            out=self._matrix(f"{attention}.o_proj"),
            middle_norm=self._tensor(f"{name}.post_attention_layernorm.weight"),
            gate_up=self._matrix(f"{mlp}.gate_proj", f"{mlp}.up_proj"),
            down=self._matrix(f"{mlp}.down_proj"),
        )

    def _matrix(self, *names: str) -> Dense | FourBits:
        """Return matrices that share their inputs as one, their outputs side by side."""
        if self._scheme is None or any(f"{name}.weight_packed" not in self._tensors for name in names):
            return Dense(torch.cat([self._whole(name) for name in names]))
        packed = Packed.join([self._packed(name) for name in names])
        if self._kernels and packed.step >= 16:
            return FourBits.of(packed)
        what = f"W4A16 in steps of {packed.step}, too short for kernels," if self._kernels else "W4A16"
        if what not in self._warned:
            self._warned.add(what)
            times = 2 * self._dtype.itemsize
            _LOG.warning("%s is dequantized to %s, of %d times the size", what, self._dtype, times)
        return Dense(packed.dequantize().to(self._dtype))

    def _whole(self, name: str) -> Tensor:
        if self._scheme is not None and f"{name}.weight_packed" in self._tensors:
            return self._packed(name).dequantize().to(self._dtype)
        return self._tensor(f"{name}.weight")

    def _packed(self, name: str) -> Packed:
        assert self._scheme is not None
        if f"{name}.weight_g_idx" in self._tensors:
            raise EngineError(
                f"{self._source}: {name} has its inputs in another order (actorder group);"
                " quantize it without, or use the vllm engine"
            )
        words, scale = (self._stored(f"{name}.weight_{part}") for part in ("packed", "scale"))
        zero = None if self._scheme.symmetric else self._stored(f"{name}.weight_zero_point")
        where = f"{self._source}: {name}"
        packed = Packed.of(words, scale, zero, self._shapes[f"{name}.weight"], where)
        if packed.shape[1] // packed.scale.shape[1] != self._scheme.group:
            raise EngineError(
                f"{where}: has groups of {packed.shape[1] // packed.scale.shape[1]}, config.json says"
                f" {self._scheme.group}; they are not of one checkpoint"
            )
        self._check_finite(f"{name}.weight_scale", packed.scale)
        return packed

    def _tensor(self, name: str) -> Tensor:
        """Read a tensor of the sizes' shapes."""
        value = self._stored(name)
        if not value.is_floating_point():
            raise EngineError(
                f"{self._source}: {name} is {value.dtype}; this engine reads F32, F16, BF16 and W4A16 of"
                " compressed-tensors, use the vllm engine for others"
            )
        if tuple(value.shape) != self._shapes[name]:
            raise EngineError(
                f"{self._source}: {name} has shape {list(value.shape)}, config.json asks for"
                f" {list(self._shapes[name])}; they are not of one checkpoint"
            )
        self._check_finite(name, value)
        return value.to(self._dtype)

    def _stored(self, name: str) -> Tensor:
        if name not in self._tensors:
            raise EngineError(
                f"{self._source}: has no tensor {name}; config.json and the weights are not of one checkpoint"
            )
        value: Tensor = self._tensors[name]()
        return value

    def _check_finite(self, name: str, value: Tensor) -> None:
        if not bool(torch.isfinite(value).all()):
            raise EngineError(
                f"{self._source}: {name} has values that are not finite; the training diverged or the file is"
                " damaged, use another checkpoint"
            )
