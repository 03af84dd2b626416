"""The pieces of a decoder in plain torch: for the CPU, and what kernels must give.

T tokens, H query heads and KV key heads of D values each, S cache slots, L of them looked at. Sums, norms and
rotations are in float32; results have the type of the inputs.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from .qwen_torch import Dense


def norm(x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    """Return RMSNorm over the last dimension."""
    wide = x.float()
    scale = torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + epsilon)
    return (wide * scale * weight.float()).to(x.dtype)


def add_norm(
    stream: Tensor, x: Tensor, matrix: Dense, weight: Tensor, epsilon: float
) -> tuple[Tensor, Tensor]:
    """Return the residual stream with a product added, [T, hidden], and its norm.

    The norm is for ``place`` and ``swiglu``; other ops than these may give them something else.
    """
    stream = stream + matrix(x)
    return stream, norm(stream, weight, epsilon)


def swiglu(normed: Tensor, matrix: Dense, epsilon: float) -> Tensor:
    """Return silu(gate) * up, [T, inner], of a product that gives the two side by side.

    Args:
        normed: [T, hidden].
        matrix: to [T, 2 * inner].
        epsilon: of the norm.
    """
    gate, up = matrix(normed).float().chunk(2, -1)
    return (functional.silu(gate) * up).to(normed.dtype)


def place(
    normed: Tensor,
    matrix: Dense,
    bias: Tensor | None,
    norms: Tensor | None,
    turn: tuple[Tensor, Tensor],
    slots: Tensor,
    keys: Tensor,
    values: Tensor,
    epsilon: float,
) -> Tensor:
    """Make queries, keys and values; write keys and values to their slots.

    Args:
        normed: [T, hidden].
        matrix: to queries, keys and values, [T, (H + 2 KV) * D].
        bias: added to them, [(H + 2 KV) * D] (Qwen2).
        norms: weights of the RMSNorm on each query and key head, [2, D] (Qwen3).
        turn: cosine and sine of each token's rotary angles, float32 [T, D / 2].
        slots: int64 [T].
        keys: the cache, [KV, S, D].
        values: the cache, [KV, S, D].
        epsilon: of the norms.

    Returns:
        The queries, [T, H, D].
    """
    count, _, width = keys.shape
    qkv = matrix(normed)
    parts = (qkv if bias is None else qkv + bias).view(len(qkv), -1, width)
    query, key, value = parts.split([parts.shape[1] - 2 * count, count, count], dim=1)
    if norms is not None:
        query, key = norm(query, norms[0], epsilon), norm(key, norms[1], epsilon)
    keys.index_copy_(1, slots, _rotate(key, turn).transpose(0, 1))
    values.index_copy_(1, slots, value.transpose(0, 1))
    return _rotate(query, turn)


def attend(query: Tensor, keys: Tensor, values: Tensor, visible: Tensor) -> Tensor:
    """Return attention under a mask of who sees what.

    Args:
        query: [T, H, D].
        keys: [KV, L, D].
        values: [KV, L, D].
        visible: bool [T, L]; every token sees something.

    Returns:
        [T, H * D].
    """
    count, _, width = keys.shape
    tokens, heads, _ = query.shape
    # The query heads of a key head become more rows of it: its keys are read once.
    folded = query.view(tokens, count, -1, width).permute(1, 2, 0, 3).reshape(1, count, -1, width)
    mask = visible.repeat(heads // count, 1)
    out = functional.scaled_dot_product_attention(folded, keys[None], values[None], attn_mask=mask)
    return out.view(count, -1, tokens, width).permute(2, 0, 1, 3).reshape(tokens, -1)


def _rotate(x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    """Rotate the halves of each head [T, heads, D] against each other."""
    cos, sin = (part[:, None] for part in turn)
    first, second = x.float().chunk(2, -1)
    return torch.cat((first * cos - second * sin, second * cos + first * sin), -1).to(x.dtype)
