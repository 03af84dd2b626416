"""The decoder in torch: Qwen3's architecture, parameters named as in ``transformers``.

Pre-norm layers with RMSNorm, grouped-query attention with an RMSNorm on every query and key head, rotary
positions in halves, SwiGLU, tied embeddings (Qwen3 technical report, arXiv 2505.09388). The attention mask
comes from outside: training packs several ticks and their heads into one row, see
``simpletool_ros.train.packing``.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.attention.flex_attention import BlockMask, flex_attention

from ..engine.sizes import Qwen3, read_sizes


def sizes(vocab_size: int, **given: int) -> Qwen3:
    """Return the sizes of a decoder: ``given`` by their names in ``config.json``, the others as in nano.

    Raises:
        EngineError: one is missing, or of no use.
    """
    others = {"max_position_embeddings": 2048, "rope_theta": 10_000.0, "tie_word_embeddings": True}
    return read_sizes({"model_type": "qwen3", **others, **given, "vocab_size": vocab_size}, "size", Qwen3)


class Decoder(nn.Module):
    """The whole model; ``model.…`` are its parameters' names in the checkpoint."""

    def __init__(self, size: Qwen3) -> None:
        """Build it with random weights (normal, 0.02; residual outputs scaled down with depth)."""
        super().__init__()
        self.size = size
        self.model = _Trunk(size)
        for name, parameter in self.named_parameters():
            if parameter.ndim == 2:
                residual = name.endswith(("o_proj.weight", "down_proj.weight"))
                nn.init.normal_(
                    parameter, std=0.02 / (2 * size.num_hidden_layers) ** 0.5 if residual else 0.02
                )

    def forward(self, tokens: Tensor, positions: Tensor, mask: Tensor | BlockMask) -> Tensor:
        """Return the last hidden states, normed.

        Args:
            tokens: int, shape (rows, length).
            positions: int, shape (rows, length), below ``max_position_embeddings``.
            mask: who sees whom: bool, shape (rows, 1, length, length), or flex attention's form of it.
        """
        hidden: Tensor = self.model(tokens, positions, mask)
        return hidden

    def logits(self, hidden: Tensor) -> Tensor:
        """Return the scores of every token after each of ``hidden``, float32."""
        return functional.linear(hidden, self.model.embed_tokens.weight.to(hidden.dtype)).float()


class _Trunk(nn.Module):
    def __init__(self, size: Qwen3) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(size.vocab_size, size.hidden_size)
        self.layers = nn.ModuleList(_Layer(size) for _ in range(size.num_hidden_layers))
        self.norm = nn.RMSNorm(size.hidden_size, size.rms_norm_eps)
        half = torch.arange(0, size.head_dim, 2, dtype=torch.float32) / size.head_dim
        self.register_buffer("frequency", size.rope_theta**-half, persistent=False)

    def forward(self, tokens: Tensor, positions: Tensor, mask: Tensor | BlockMask) -> Tensor:
        hidden = self.embed_tokens(tokens)
        angle = positions[:, None, :, None].float() * self.frequency
        turn = (angle.cos(), angle.sin())
        for layer in self.layers:
            hidden = layer(hidden, turn, mask)
        normed: Tensor = self.norm(hidden)
        return normed


class _Layer(nn.Module):
    def __init__(self, size: Qwen3) -> None:
        super().__init__()
        self.input_layernorm = nn.RMSNorm(size.hidden_size, size.rms_norm_eps)
        self.self_attn = _Attention(size)
        self.post_attention_layernorm = nn.RMSNorm(size.hidden_size, size.rms_norm_eps)
        self.mlp = _Mlp(size)

    def forward(self, hidden: Tensor, turn: tuple[Tensor, Tensor], mask: Tensor | BlockMask) -> Tensor:
        hidden = hidden + self.self_attn(self.input_layernorm(hidden), turn, mask)
        out: Tensor = hidden + self.mlp(self.post_attention_layernorm(hidden))
        return out


class _Attention(nn.Module):
    def __init__(self, size: Qwen3) -> None:
        super().__init__()
        self.size = size
        query, key = size.num_attention_heads * size.head_dim, size.num_key_value_heads * size.head_dim
        self.q_proj = nn.Linear(size.hidden_size, query, bias=False)
        self.k_proj = nn.Linear(size.hidden_size, key, bias=False)
        self.v_proj = nn.Linear(size.hidden_size, key, bias=False)
        self.o_proj = nn.Linear(query, size.hidden_size, bias=False)
        self.q_norm = nn.RMSNorm(size.head_dim, size.rms_norm_eps)
        self.k_norm = nn.RMSNorm(size.head_dim, size.rms_norm_eps)

    def forward(self, hidden: Tensor, turn: tuple[Tensor, Tensor], mask: Tensor | BlockMask) -> Tensor:
        rows, length, _ = hidden.shape
        shape = (rows, length, -1, self.size.head_dim)
        query = _rotate(self.q_norm(self.q_proj(hidden).view(shape)).transpose(1, 2), turn)
        key = _rotate(self.k_norm(self.k_proj(hidden).view(shape)).transpose(1, 2), turn)
        value = self.v_proj(hidden).view(shape).transpose(1, 2)
        query, key = query.to(value.dtype), key.to(value.dtype)
        if isinstance(mask, BlockMask):
            out = flex_attention(query, key, value, block_mask=mask, enable_gqa=True)
        else:
            out = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, enable_gqa=True)
        mixed: Tensor = self.o_proj(out.transpose(1, 2).reshape(rows, length, -1))
        return mixed


class _Mlp(nn.Module):
    def __init__(self, size: Qwen3) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(size.hidden_size, size.intermediate_size, bias=False)
        self.up_proj = nn.Linear(size.hidden_size, size.intermediate_size, bias=False)
        self.down_proj = nn.Linear(size.intermediate_size, size.hidden_size, bias=False)

    def forward(self, hidden: Tensor) -> Tensor:
        out: Tensor = self.down_proj(functional.silu(self.gate_proj(hidden)) * self.up_proj(hidden))
        return out


def _rotate(x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    """Rotate the two halves of each head against each other by the position's angles."""
    cos, sin = turn
    first, second = x.float().chunk(2, dim=-1)
    return torch.cat((first * cos - second * sin, second * cos + first * sin), dim=-1)
