"""The functions of ``ops_torch`` as Triton kernels, one launch each (attention of few tokens: two).

A decode step is a few hundred small launches; what counts is their number, and that the weights are read at
the memory's speed. With few tokens a matrix product and what comes before and after it are one launch
(``skinny_triton``); with many, the product is cuBLAS's or ``many_triton``'s. Written for the matrices' type
bfloat16; float32 works too. They run under CUDA graphs: nothing here looks at data.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from . import skinny_triton as skinny
from .many_triton import product
from .quantized import FourBits
from .qwen_torch import Dense
from .skinny_triton import Normed, await_others, let_next_in, overlap, rotated

_ROWS = 64  # of a program. Tensor cores take so many from shared memory as they came, so that all loads are
# under way at once; with 16 or 32 a program waits for the keys before it asks for the values and the mask.
_KEYS = 64  # looked at together
_PROGRAMS = 128  # that attention aims at: about the processors of a large GPU


def norm(x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    """See ``ops_torch.norm``."""
    out = torch.empty_like(x)
    width = x.shape[-1]
    block = triton.next_power_of_2(width)
    _add_norm[(len(x),)](x, x, x, out, weight, epsilon, width, block, ADD=False, num_warps=_warps(block))
    return out


def add_norm(
    stream: Tensor, x: Tensor, matrix: Dense | FourBits, weight: Tensor, epsilon: float
) -> tuple[Tensor, Tensor | Normed]:
    """See ``ops_torch.add_norm``."""
    if skinny.takes(x):
        return skinny.add_norm(stream, x, matrix, weight)
    total, out = torch.empty_like(stream), torch.empty_like(stream)
    width = stream.shape[-1]
    block = triton.next_power_of_2(width)
    _add_norm[(len(stream),)](
        stream, _many(x, matrix), total, out, weight, epsilon, width, block, ADD=True, num_warps=_warps(block)
    )
    return total, out


def swiglu(normed: Tensor | Normed, matrix: Dense | FourBits, epsilon: float) -> Tensor:
    """See ``ops_torch.swiglu``."""
    if skinny.takes(normed):
        return skinny.swiglu(normed, matrix, epsilon)
    assert isinstance(normed, Tensor)
    both = _many(normed, matrix)
    tokens, width = both.shape[0], both.shape[1] // 2
    out = both.new_empty(tokens, width)
    _swiglu[(tokens, triton.cdiv(width, 1024))](both, out, width, 1024)
    return out


def place(
    normed: Tensor | Normed,
    matrix: Dense | FourBits,
    bias: Tensor | None,
    norms: Tensor | None,
    turn: tuple[Tensor, Tensor],
    slots: Tensor,
    keys: Tensor,
    values: Tensor,
    epsilon: float,
) -> Tensor:
    """See ``ops_torch.place``."""
    if skinny.takes(normed):
        return skinny.place(normed, matrix, bias, norms, turn, slots, keys, values, epsilon)
    assert isinstance(normed, Tensor)
    qkv = _many(normed, matrix)
    count, _, width = keys.shape
    tokens, heads = len(qkv), qkv.shape[1] // width - 2 * count
    query = qkv.new_empty(tokens, heads, width)
    _place[(tokens, heads + 2 * count)](
        qkv, bias, norms, *turn, slots, query, keys, values, keys.stride(0), epsilon, heads, count, width // 2
    )
    return query


def attend(query: Tensor, keys: Tensor, values: Tensor, visible: Tensor) -> Tensor:
    """See ``ops_torch.attend``."""
    tokens, heads, width = query.shape
    count, size, _ = keys.shape
    rows = tokens * heads // count  # of one key head
    blocks, pieces = triton.cdiv(rows, _ROWS), triton.cdiv(size, _KEYS)
    each = triton.cdiv(pieces, max(1, _PROGRAMS // (count * blocks)))  # pieces that a program goes through
    splits = triton.cdiv(pieces, each)
    out = query.new_empty(tokens, heads * width)
    parts, weights = out, None
    if splits > 1:
        parts = query.new_empty(splits, tokens * heads, width, dtype=torch.float32)
        weights = query.new_empty(splits, tokens * heads, dtype=torch.float32)
    _attend[(blocks, count, splits)](
        query,
        keys,
        values,
        visible,
        parts,
        weights,
        width**-0.5,
        tokens,
        size,
        keys.stride(0),
        visible.stride(0),
        heads // count,
        width,
        _ROWS,
        _KEYS,
        each,
        **overlap(query),
    )
    if splits > 1:
        _combine[(tokens * heads,)](
            parts,
            weights,
            out,
            splits,
            width,
            triton.next_power_of_2(splits),
            num_warps=2,
            **overlap(query),
        )
    return out


def _many(x: Tensor, matrix: Dense | FourBits) -> Tensor:
    """Return the product of many tokens."""
    return product(x, matrix) if isinstance(matrix, FourBits) else matrix(x)


def _warps(block: int) -> int:
    """Return the warps for a row: few tokens have few rows, and each is waited for."""
    return 8 if block >= 2048 else 4


@triton.jit
def _add_norm(
    stream, update, total, out, weight, epsilon, WIDTH: tl.constexpr, BLOCK: tl.constexpr, ADD: tl.constexpr
):
    """One row: total = stream + update, out = its RMSNorm."""
    at = tl.arange(0, BLOCK)
    here, inside = tl.program_id(0) * WIDTH + at, at < WIDTH
    x = tl.load(stream + here, inside, 0.0).to(tl.float32)
    if ADD:
        x += tl.load(update + here, inside, 0.0).to(tl.float32)
        rounded = x.to(total.dtype.element_ty)
        tl.store(total + here, rounded, inside)
        x = rounded.to(tl.float32)
    scale = 1.0 / tl.sqrt(tl.sum(x * x, 0) / WIDTH + epsilon)
    y = x * scale * tl.load(weight + at, inside, 0.0).to(tl.float32)
    tl.store(out + here, y.to(out.dtype.element_ty), inside)


@triton.jit
def _swiglu(both, out, width, BLOCK: tl.constexpr):
    """A block of one row."""
    row = tl.program_id(0)
    at = tl.program_id(1) * BLOCK + tl.arange(0, BLOCK)
    inside = at < width
    gate = tl.load(both + row * 2 * width + at, inside, 0.0).to(tl.float32)
    up = tl.load(both + row * 2 * width + width + at, inside, 0.0).to(tl.float32)
    y = gate / (1.0 + tl.exp(-gate)) * up
    tl.store(out + row * width + at, y.to(out.dtype.element_ty), inside)


@triton.jit
def _place(
    qkv,
    bias,
    norms,
    cos,
    sin,
    slots,
    query,
    keys,
    values,
    stride,
    epsilon,
    HEADS: tl.constexpr,
    COUNT: tl.constexpr,
    HALF: tl.constexpr,
):
    """One head of one token: a query head, a key head or a value head."""
    token, head = tl.program_id(0), tl.program_id(1)
    at = tl.arange(0, HALF)[None, :]
    source = (HEADS + 2 * COUNT) * 2 * HALF * token + head * 2 * HALF + at
    first = tl.load(qkv + source).to(tl.float32)
    second = tl.load(qkv + source + HALF).to(tl.float32)
    if bias is not None:
        first += tl.load(bias + head * 2 * HALF + at).to(tl.float32)
        second += tl.load(bias + head * 2 * HALF + HALF + at).to(tl.float32)
    slot = tl.load(slots + token)
    if head < HEADS + COUNT:
        if norms is not None:
            norms += tl.where(head < HEADS, 0, 2 * HALF)
        one = token + tl.arange(0, 1)
        first, second = rotated(first, second, norms, cos, sin, epsilon, one, one >= 0, HALF)
        if head < HEADS:
            target = query + (token * HEADS + head) * 2 * HALF + at
        else:
            target = keys + (head - HEADS) * stride + slot * 2 * HALF + at
    else:
        target = values + (head - HEADS - COUNT) * stride + slot * 2 * HALF + at
    tl.store(target, first.to(query.dtype.element_ty))
    tl.store(target + HALF, second.to(query.dtype.element_ty))


@triton.jit
def _attend(
    query,
    keys,
    values,
    visible,
    out,
    weights,
    scale,
    tokens,
    size,
    stride,
    mask_stride,
    GROUP: tl.constexpr,
    WIDTH: tl.constexpr,
    ROWS: tl.constexpr,
    KEYS: tl.constexpr,
    PIECES: tl.constexpr,
    OVERLAP: tl.constexpr,
):
    """Some rows of one key head over one part of the cache; of several, also the logarithms of their weights.

    Row r is query head r % GROUP, of those of the key head, of token r // GROUP.
    """
    await_others(OVERLAP)
    let_next_in(OVERLAP)
    head, split, heads = tl.program_id(1), tl.program_id(2), tl.num_programs(1)
    row = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    token, inside = row // GROUP, row < tokens * GROUP
    wide = tl.arange(0, WIDTH)
    flat = (token * heads + head) * GROUP + row % GROUP  # row of [T * H]
    q = tl.load(query + flat[:, None] * WIDTH + wide[None, :], inside[:, None], 0.0)
    top = tl.full([ROWS], -1e30, tl.float32)
    weight = tl.zeros([ROWS], tl.float32)
    total = tl.zeros([ROWS, WIDTH], tl.float32)
    for piece in range(PIECES):
        at = (split * PIECES + piece) * KEYS + tl.arange(0, KEYS)
        there = at < size
        where = head * stride + at[:, None] * WIDTH + wide[None, :]
        k = tl.load(keys + where, there[:, None], 0.0)
        v = tl.load(values + where, there[:, None], 0.0)
        seen = tl.load(
            visible + token[:, None] * mask_stride + at[None, :], inside[:, None] & there[None, :], 0
        )
        scores = tl.where(seen != 0, tl.dot(q, tl.trans(k), input_precision="ieee") * scale, float("-inf"))
        higher = tl.maximum(top, tl.max(scores, 1))
        kept, some = tl.exp(top - higher), tl.exp(scores - higher[:, None])
        weight = weight * kept + tl.sum(some, 1)
        total = total * kept[:, None] + tl.dot(some.to(v.dtype), v, input_precision="ieee")
        top = higher
    place = (split * tokens * heads * GROUP + flat)[:, None] * WIDTH + wide[None, :]
    weight = tl.maximum(weight, 1e-30)  # a part may have nothing that the row sees
    y = total * (1.0 / weight)[:, None]
    tl.store(out + place, y.to(out.dtype.element_ty), inside[:, None])
    if weights is not None:
        tl.store(weights + split * tokens * heads * GROUP + flat, top + tl.log(weight), inside)


@triton.jit
def _combine(parts, weights, out, splits, WIDTH: tl.constexpr, SPLITS: tl.constexpr, OVERLAP: tl.constexpr):
    """Average one row's parts."""
    await_others(OVERLAP)
    let_next_in(OVERLAP)
    row, rows = tl.program_id(0), tl.num_programs(0)
    split = tl.arange(0, SPLITS)
    wide = tl.arange(0, WIDTH)
    there = split < splits
    part = tl.load(parts + (split[:, None] * rows + row) * WIDTH + wide[None, :], there[:, None], 0.0)
    weight = tl.load(weights + split * rows + row, there, float("-inf"))
    weight = tl.exp(weight - tl.max(weight, 0))
    y = tl.sum(part * weight[:, None], 0) / tl.sum(weight, 0)
    tl.store(out + row * WIDTH + wide, y.to(out.dtype.element_ty))
