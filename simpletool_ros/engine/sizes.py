"""The dense Qwen decoders: their sizes, read from a ``config.json`` and checked, and their tensors' shapes.

Pre-norm layers with RMSNorm, grouped-query attention, rotary positions in halves, SwiGLU. Qwen2 and Qwen2.5
(technical reports: arXiv 2407.10671, 2412.15115) add a bias to queries, keys and values; Qwen3 (2505.09388)
an RMSNorm on each query and key head instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

from .base import EngineError


@dataclass(frozen=True)
class Qwen:
    """Sizes of a decoder; names as in ``config.json``."""

    model_type: ClassVar[str]
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    head_dim: int
    max_position_embeddings: int
    rms_norm_eps: float
    rope_theta: float
    tie_word_embeddings: bool

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Shape of every tensor by its name in the checkpoint; matrices are [outputs, inputs]."""
        hidden = self.hidden_size
        shapes = {"model.embed_tokens.weight": (self.vocab_size, hidden), "model.norm.weight": (hidden,)}
        for index in range(self.num_hidden_layers):
            shapes |= {f"model.layers.{index}.{name}": shape for name, shape in self.layer_shapes.items()}
        if not self.tie_word_embeddings:
            shapes["lm_head.weight"] = (self.vocab_size, hidden)
        return shapes

    @property
    def layer_shapes(self) -> dict[str, tuple[int, ...]]:
        """Shape of a layer's tensors by their names in it."""
        hidden, inner = self.hidden_size, self.intermediate_size
        query, key = self.num_attention_heads * self.head_dim, self.num_key_value_heads * self.head_dim
        return {
            "input_layernorm.weight": (hidden,),
            "self_attn.q_proj.weight": (query, hidden),
            "self_attn.k_proj.weight": (key, hidden),
            "self_attn.v_proj.weight": (key, hidden),
            **self._own_shapes(query, key),
            "self_attn.o_proj.weight": (hidden, query),
            "post_attention_layernorm.weight": (hidden,),
            "mlp.gate_proj.weight": (inner, hidden),
            "mlp.up_proj.weight": (inner, hidden),
            "mlp.down_proj.weight": (hidden, inner),
        }

    def _own_shapes(self, query: int, key: int) -> dict[str, tuple[int, ...]]:
        """Return those that this generation's attention has beside the projections."""
        raise NotImplementedError


@dataclass(frozen=True)
class Qwen2(Qwen):
    """Qwen2 and Qwen2.5."""

    model_type = "qwen2"

    def _own_shapes(self, query: int, key: int) -> dict[str, tuple[int, ...]]:
        widths = {"q": query, "k": key, "v": key}
        return {f"self_attn.{part}_proj.bias": (width,) for part, width in widths.items()}


@dataclass(frozen=True)
class Qwen3(Qwen):
    """Qwen3, dense."""

    model_type = "qwen3"

    def _own_shapes(self, query: int, key: int) -> dict[str, tuple[int, ...]]:
        return {f"self_attn.{part}_norm.weight": (self.head_dim,) for part in "qk"}


Kind = TypeVar("Kind", bound=Qwen)


def read_sizes(config: Mapping[str, Any], source: str, *kinds: type[Kind]) -> Kind:
    """Read the sizes of one of ``kinds`` from the content of a ``config.json``, which errors call ``source``.

    Raises:
        EngineError: another architecture, or a key that is missing or of no use.
    """
    by_type = {kind.model_type: kind for kind in kinds}
    kind = by_type.get(str(config.get("model_type")))
    if kind is None:
        raise EngineError(
            f"{source}: model_type is {config.get('model_type')!r}; this engine runs"
            f" {' and '.join(map(repr, by_type))} (dense), use the vllm engine for others"
        )
    rope = config.get("rope_parameters") or {}  # where transformers 5 keeps it
    scaling = config.get("rope_scaling") or rope
    for key, value, wanted in (
        ("rope_type", scaling.get("rope_type", scaling.get("type", "default")), "default"),
        ("hidden_act", config.get("hidden_act", "silu"), "silu"),
        ("attention_bias", config.get("attention_bias", False), False),
        ("use_sliding_window", config.get("use_sliding_window", False), False),
    ):
        if value != wanted:
            raise EngineError(
                f"{source}: {key} is {value!r}; this engine has only {wanted!r}, use the vllm engine"
            )
    defaults = {"rope_theta": rope.get("rope_theta"), "rms_norm_eps": 1e-6, "tie_word_embeddings": False}
    sizes: dict[str, Any] = {field.name: {**defaults, **config}.get(field.name) for field in fields(kind)}
    if kind is Qwen2 and sizes["head_dim"] is None and sizes["hidden_size"] and sizes["num_attention_heads"]:
        sizes["head_dim"] = sizes["hidden_size"] // sizes["num_attention_heads"]
    for field in fields(kind):
        value = sizes[field.name]
        if field.type == "bool":
            good, wanted = isinstance(value, bool), "true or false"
        else:
            number = int if field.type == "int" else (int, float)
            good = isinstance(value, number) and not isinstance(value, bool) and value > 0
            wanted = f"a positive {field.type}"
        if not good:
            raise EngineError(f"{source}: {field.name} is {value!r}; it must be {wanted}")
    read = kind(**sizes)
    if read.num_attention_heads % read.num_key_value_heads or read.head_dim % 2:
        raise EngineError(
            f"{source}: num_attention_heads must be a multiple of num_key_value_heads, and head_dim even"
        )
    return read
