"""The decoder in torch for the direct engine: dense Qwen2, Qwen2.5 and Qwen3, a static cache, a tree mask.

A forward takes T tokens with their positions, writes their keys and values to the slots it is told, lets each
see the slots it is told, and gives the last hidden states of the rows asked for. Shapes alone decide what
runs, so a forward can be captured as a CUDA graph. Its pieces come from a module of ``ops_torch``'s
functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from .sizes import Qwen


@dataclass(frozen=True)
class Tiled:
    """A matrix that our kernels read, its first dimension the outputs."""

    weight: Tensor

    @cached_property
    def arrived(self) -> Tensor:
        """Counters, zero between launches, by which a kernel's programs find out who comes last.

        They are one for each 16 outputs: with few tokens a tile has no fewer. With many, tiles that would be
        more are not divided among programs.
        A matrix is of one engine, whose forwards take turns on one stream, captured or not; so no two
        launches count here at once. A launch that ran to its end has left zeros; one that did not has cost
        the process its CUDA context, and these counters with it.
        """
        return torch.zeros(len(self.weight) // 16, dtype=torch.int32, device=self.weight.device)


@dataclass(frozen=True)
class Dense(Tiled):
    """A product with a matrix, [outputs, inputs]."""

    def __call__(self, x: Tensor) -> Tensor:
        """Return the product of [T, inputs], [T, outputs]; biases are added elsewhere."""
        return functional.linear(x, self.weight)

    @property
    def shape(self) -> tuple[int, int]:
        """Outputs and inputs."""
        return self.weight.shape[0], self.weight.shape[1]


@dataclass(frozen=True)
class Layer:
    """One layer's weights; matrices that share their input are one.

    Attributes:
        input_norm: weight of the norm before attention, [hidden].
        qkv: to queries, keys and values.
        bias: of ``qkv`` (Qwen2).
        head_norms: weights of the norms on query and key heads, [2, D] (Qwen3).
        out: of attention.
        middle_norm: weight of the norm before the MLP, [hidden].
        gate_up: to gate and up.
        down: of the MLP.
    """

    input_norm: Tensor
    qkv: Tiled
    bias: Tensor | None
    head_norms: Tensor | None
    out: Tiled
    middle_norm: Tensor
    gate_up: Tiled
    down: Tiled


@dataclass(frozen=True)
class Weights:
    """A decoder's weights.

    Attributes:
        embedding: [vocabulary, hidden].
        layers: from the first.
        norm: weight of the last norm.
        head: [vocabulary, hidden]; the embedding itself where they are tied.
    """

    embedding: Tensor
    layers: tuple[Layer, ...]
    norm: Tensor
    head: Tensor


@dataclass(frozen=True)
class Cache:
    """Keys and values of every layer: [layers, KV, S, D] each."""

    keys: Tensor
    values: Tensor

    @classmethod
    def empty(cls, sizes: Qwen, slots: int, like: Tensor) -> Cache:
        """Return a cache of zeros, of the device and type of ``like``."""
        shape = (sizes.num_hidden_layers, sizes.num_key_value_heads, slots, sizes.head_dim)
        return cls(like.new_zeros(shape), like.new_zeros(shape))


@dataclass(frozen=True)
class Inputs:
    """What a forward takes.

    Attributes:
        ids: int64 [T].
        positions: int64 [T].
        slots: int64 [T], where keys and values go.
        rows: int64 [R], the tokens whose hidden states are wanted.
        visible: bool [T, L], which of the first L slots each token sees; at least one.
    """

    ids: Tensor
    positions: Tensor
    slots: Tensor
    rows: Tensor
    visible: Tensor


class Decoder:
    """Runs forwards; has no state but its weights."""

    def __init__(self, sizes: Qwen, weights: Weights, ops: Any) -> None:
        """Keep the weights.

        Args:
            sizes: of the checkpoint.
            weights: on one device.
            ops: ``ops_torch`` or ``ops_triton``.
        """
        self.sizes, self.weights, self._ops = sizes, weights, ops
        half = torch.arange(0, sizes.head_dim, 2, dtype=torch.float32) / sizes.head_dim
        self._frequency = (sizes.rope_theta**-half).to(weights.embedding.device)

    def __call__(self, given: Inputs, cache: Cache) -> Tensor:
        """Return the normed last hidden states of ``given.rows``, [R, hidden]."""
        ops, weights, epsilon = self._ops, self.weights, self.sizes.rms_norm_eps
        looked_at = given.visible.shape[1]
        angle = given.positions[:, None] * self._frequency
        turn = (angle.cos(), angle.sin())
        stream = functional.embedding(given.ids, weights.embedding)
        normed = ops.norm(stream, weights.layers[0].input_norm, epsilon)
        following = [*(layer.input_norm for layer in weights.layers[1:]), weights.norm]
        for index, (layer, next_norm) in enumerate(zip(weights.layers, following, strict=True)):
            keys, values = cache.keys[index], cache.values[index]
            query = ops.place(
                normed, layer.qkv, layer.bias, layer.head_norms, turn, given.slots, keys, values, epsilon
            )
            mixed = ops.attend(query, keys[:, :looked_at], values[:, :looked_at], given.visible)
            if next_norm is weights.norm:  # from here on nothing but the rows asked for is needed
                mixed, stream = mixed[given.rows], stream[given.rows]
            stream, normed = ops.add_norm(stream, mixed, layer.out, layer.middle_norm, epsilon)
            inner = ops.swiglu(normed, layer.gate_up, epsilon)
            stream, normed = ops.add_norm(stream, inner, layer.down, next_norm, epsilon)
        result: Tensor = ops.norm(stream, weights.norm, epsilon)
        return result


def logits(hidden: Tensor, head: Tensor) -> Tensor:
    """Return float32 logits [R, U] of hidden states [R, hidden] for the rows of ``head``, [U, hidden]."""
    if hidden.is_cuda and head.dtype != torch.float32:  # products in their type, sums not rounded to it
        return torch.mm(hidden, head.T, out_dtype=torch.float32)
    return functional.linear(hidden.to(head.dtype), head).float()
