"""The decoder as an ONNX graph, built in memory from a checkpoint's weights.

One graph serves every forward: it takes any number of tokens with their positions, appends their keys and
values to the cache in place, masks by an additive tree mask, and computes logits only for the rows asked for.

Inputs and outputs (T tokens, L = cached tokens + T, S = cache slots, KV heads of size D):

    ids, positions      int64 [1, T]
    mask                float32 [1, 1, T, L], 0 where a token sees a slot and MASKED where it does not
    rows                int64 [R]
    last                int32 [1], L - 1
    total               int32 [1], L
    keys.N, values.N    float32 [1, KV, S, D] of layer N; bind ``keys.N`` and ``keys.N.out`` to one buffer
    logits              float32 [R, vocabulary]

ONNX Runtime's contrib operators are written directly instead of leaving them to its pattern matching:
``DynamicQuantizeMatMul`` (activations to uint8 per tensor, weights int8 per output channel),
``GroupQueryAttention`` (cache in place, no copies of key heads; what a tree lets a token see is
part of what its causal mask does) and the RMSNorm ones. With a mask, the CPU's attention needs ONNX Runtime
1.22.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .checkpoint import Checkpoint

CONTRIB = "com.microsoft"
MASKED = np.float32(-1e9)
PRECISIONS = ("int8", "float32")

_WEIGHT_STEPS = 64
"""Weights are rounded to -64 … 64: without VNNI, x86 adds two uint8 x int8 products in a saturating int16,
where 2 · 255 · 64 just fits. With all eight bits it saturates: less exact, and other than on other
processors."""


def build(checkpoint: Checkpoint, precision: str = "int8") -> onnx.ModelProto:
    """Return the decoder's graph with its weights.

    Args:
        checkpoint: the weights.
        precision: ``int8``, or ``float32`` as the reference.
    """
    return _Graph(checkpoint, precision).model()


class _Graph:
    """Collects nodes and weights; every method adds one piece and returns the name of its output."""

    def __init__(self, checkpoint: Checkpoint, precision: str) -> None:
        self._sizes = checkpoint.model
        self._tensors = checkpoint.tensors
        self._int8 = precision == "int8"
        self._nodes: list[onnx.NodeProto] = []
        self._weights: dict[str, onnx.TensorProto] = {}

    def model(self) -> onnx.ModelProto:
        sizes = self._sizes
        embedding = self._weight("embedding", self._tensors["model.embed_tokens.weight"])
        frequencies = sizes.rope_theta ** (-np.arange(0, sizes.head_dim, 2) / sizes.head_dim)
        angles = np.arange(sizes.max_position_embeddings)[:, None] * frequencies
        self._weight("cos", np.cos(angles).astype(np.float32))
        self._weight("sin", np.sin(angles).astype(np.float32))

        stream = self._add("Gather", [embedding, "ids"], "embedded")
        normed = self._norm(stream, self._tensors["model.layers.0.input_layernorm.weight"], "layer0.norm")
        for index in range(sizes.num_hidden_layers):
            stream, normed = self._layer(index, stream, normed)
        head = "model.embed_tokens.weight" if sizes.tie_word_embeddings else "lm_head.weight"
        logits = self._linear(normed, [self._tensors[head]], "head")
        self._add("Squeeze", [logits, self._weight("batch", np.array([0]))], "logits")
        return self._finish()

    def _layer(self, index: int, stream: str, normed: str) -> tuple[str, str]:
        """Add a decoder layer: residual stream and its norm in, both out, the norm being the next layer's."""
        sizes, name = self._sizes, f"layer{index}"

        def weight(key: str) -> np.ndarray:
            return self._tensors[f"model.layers.{index}.{key}.weight"]

        attended = self._attention(name, index, normed, weight)
        last = index + 1 == sizes.num_hidden_layers
        if last:  # from here on nothing but the logits needs the other rows
            attended = self._add("Gather", [attended, "rows"], "asked.attended", axis=1)
            stream = self._add("Gather", [stream, "rows"], "asked.stream", axis=1)
        out = self._linear(attended, [weight("self_attn.o_proj")], f"{name}.o")
        stream, normed = self._add_norm(stream, out, weight("post_attention_layernorm"), f"{name}.middle")

        both = self._linear(normed, [weight("mlp.gate_proj"), weight("mlp.up_proj")], f"{name}.gate_up")
        gate, up = self._split(both, [sizes.intermediate_size] * 2, [f"{name}.gate", f"{name}.up"])
        silu = self._add("QuickGelu", [gate], f"{name}.silu", CONTRIB, alpha=1.0)  # x · sigmoid(alpha · x)
        inner = self._add("Mul", [silu, up], f"{name}.inner")
        down = self._linear(inner, [weight("mlp.down_proj")], f"{name}.down")
        following = "model.norm.weight" if last else f"model.layers.{index + 1}.input_layernorm.weight"
        return self._add_norm(stream, down, self._tensors[following], f"{name}.end")

    def _attention(self, name: str, index: int, normed: str, weight: Callable[[str], np.ndarray]) -> str:
        sizes = self._sizes
        queries, keys = sizes.num_attention_heads, sizes.num_key_value_heads
        heads, width = queries + keys, sizes.head_dim
        projections = [weight(f"self_attn.{part}_proj") for part in "qkv"]
        everything = self._linear(normed, projections, f"{name}.qkv")
        turned, value = self._split(everything, [heads * width, keys * width], [f"{name}.qk", f"{name}.v"])
        # Queries and keys are normalized and rotated together; only the norm's weights differ by head.
        by_head = self._weight("by_head", np.array([0, 0, heads, width]))
        split = self._add("Reshape", [turned, by_head], f"{name}.heads")
        unit = self._norm(split, np.ones(width, np.float32), f"{name}.unit")
        norms = np.stack([weight("self_attn.q_norm"), weight("self_attn.k_norm")])
        scales = self._weight(f"{name}.scales", np.repeat(norms, [queries, keys], axis=0))
        scaled = self._add("Mul", [unit, scales], f"{name}.scaled")
        flat = self._add("Reshape", [scaled, self._weight("flat", np.array([0, 0, -1]))], f"{name}.flat")
        rotated = self._add(
            "RotaryEmbedding",
            [flat, "positions", "cos", "sin"],
            f"{name}.rotated",
            CONTRIB,
            num_heads=heads,
            rotary_embedding_dim=width,
        )
        query, key = self._split(rotated, [queries * width, keys * width], [f"{name}.q", f"{name}.k"])
        cache = [f"keys.{index}", f"values.{index}"]
        inputs = [query, key, value, *cache, "last", "total", "", "", "", "mask"]
        outputs = [f"{name}.attended", *(f"{buffer}.out" for buffer in cache)]
        self._nodes.append(
            helper.make_node(
                "GroupQueryAttention", inputs, outputs, domain=CONTRIB, num_heads=queries, kv_num_heads=keys
            )
        )
        return f"{name}.attended"

    def _linear(self, x: str, matrices: Sequence[np.ndarray], name: str) -> str:
        """Multiply by matrices [outputs, inputs] that share their input, their outputs side by side."""
        matrix = np.concatenate(matrices)
        if not self._int8:
            return self._add("MatMul", [x, self._weight(f"{name}.weight", matrix.T)], name)
        steps = np.maximum(np.abs(matrix).max(axis=1), np.finfo(np.float32).tiny) / _WEIGHT_STEPS
        rounded = np.rint(matrix / steps[:, None]).astype(np.int8)
        weight = self._weight(f"{name}.weight", rounded.T)
        scale = self._weight(f"{name}.steps", steps.astype(np.float32))
        return self._add("DynamicQuantizeMatMul", [x, weight, scale], name, CONTRIB)

    def _norm(self, x: str, weight: np.ndarray, name: str) -> str:
        scale = self._weight(f"{name}.weight", weight)
        epsilon = self._sizes.rms_norm_eps
        return self._add("SimplifiedLayerNormalization", [x, scale], name, axis=-1, epsilon=epsilon)

    def _add_norm(self, stream: str, update: str, weight: np.ndarray, name: str) -> tuple[str, str]:
        """Add an update to the residual stream and normalize it: the new stream, its norm."""
        inputs, outputs = (
            [stream, update, self._weight(f"{name}.weight", weight)],
            [f"{name}.norm", "", "", name],
        )
        self._nodes.append(
            helper.make_node(
                "SkipSimplifiedLayerNormalization",
                inputs,
                outputs,
                domain=CONTRIB,
                epsilon=self._sizes.rms_norm_eps,
            )
        )
        return name, f"{name}.norm"

    def _split(self, x: str, widths: list[int], names: list[str]) -> list[str]:
        widths_name = self._weight("x".join(map(str, widths)), np.array(widths))
        self._nodes.append(helper.make_node("Split", [x, widths_name], names, axis=-1))
        return names

    def _add(
        self, operator: str, inputs: Sequence[str], name: str, domain: str = "", **attributes: Any
    ) -> str:
        self._nodes.append(helper.make_node(operator, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def _weight(self, name: str, value: np.ndarray) -> str:
        if name not in self._weights:
            self._weights[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def _finish(self) -> onnx.ModelProto:
        sizes = self._sizes

        def tensor(name: str, kind: int, shape: list[int | str]) -> onnx.ValueInfoProto:
            return helper.make_tensor_value_info(name, kind, shape)

        cache = [f"{part}.{index}" for index in range(sizes.num_hidden_layers) for part in ("keys", "values")]
        slots: list[int | str] = [1, sizes.num_key_value_heads, "S", sizes.head_dim]
        inputs = [
            tensor("ids", TensorProto.INT64, [1, "T"]),
            tensor("positions", TensorProto.INT64, [1, "T"]),
            tensor("mask", TensorProto.FLOAT, [1, 1, "T", "L"]),
            tensor("rows", TensorProto.INT64, ["R"]),
            tensor("last", TensorProto.INT32, [1]),
            tensor("total", TensorProto.INT32, [1]),
            *(tensor(name, TensorProto.FLOAT, slots) for name in cache),
        ]
        outputs = [
            tensor("logits", TensorProto.FLOAT, ["R", sizes.vocab_size]),
            *(tensor(f"{name}.out", TensorProto.FLOAT, slots) for name in cache),
        ]
        graph = helper.make_graph(self._nodes, "qwen3", inputs, outputs, list(self._weights.values()))
        # The oldest versions with these operators: any ONNX Runtime of the supported range reads them.
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)
