"""Matrix products of few tokens as Triton kernels that read each weight once, each with what comes after it.

A decode step of some ten tokens lasts as long as it takes to read the weights. A product is cut into tiles of
its outputs, and a tile into spans of the inputs, so that every processor reads from the first moment to the
last. The programs of a tile leave their sums in memory; the one that finds itself the last to do so adds them
up, always in the same order, and goes on to what follows. So the same inputs give the same result, bit for
bit.

The norm before a product is folded into it: what makes the residual stream also multiplies it with the norm's
weight and sums its squares (``Normed``); the product of that is divided by the root at its end.

From Hopper on a kernel is set up while the one before it still runs (programmatic dependent launch). It calls
``await_others`` before it touches what another kernel writes or reads, and ``let_next_in`` when the next may
take the places of its programs that have ended. A product does so behind its last weights: let in before, the
programs of the next only stood in the way. With many tokens all of it made a forward slower.

A kernel waits for the one before it alone. That is enough as long as each kernel that is launched so waits,
in all its programs, before it lets the next one in and before it ends.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch import Tensor

from .quantized import FourBits
from .qwen_torch import Dense
from .tiles import MOST, Tiles, cut

_TOKENS = tl.constexpr(MOST)


def overlap(x: Tensor) -> dict[str, bool]:
    """Return the options with which a kernel that calls ``await_others`` is launched for tokens.

    Args:
        x: of the tokens, [T, …]; attention has many, too.
    """
    if len(x) <= MOST and _can_overlap(x.device):
        return {"OVERLAP": True, "launch_pdl": True}
    return {"OVERLAP": False}


@cache
def _can_overlap(device: torch.device) -> bool:
    if device.type != "cuda" or torch.version.cuda is None:
        return False
    return torch.cuda.get_device_capability(device) >= (9, 0)


@triton.jit
def await_others(OVERLAP: tl.constexpr):
    """Wait until all kernels before this one have ended and what they wrote can be read."""
    if OVERLAP:  # Triton's own function for it does not compile in Triton 3.4
        tl.inline_asm_elementwise("griddepcontrol.wait; // $0", "=r", [], tl.int32, False, 1)


@triton.jit
def let_next_in(OVERLAP: tl.constexpr):
    """Let the next kernel be set up once all programs of this one have come here; it waits by itself."""
    if OVERLAP:
        tl.inline_asm_elementwise("griddepcontrol.launch_dependents; // $0", "=r", [], tl.int32, False, 1)


class Normed(NamedTuple):
    """A norm that is not divided yet.

    Attributes:
        weighted: the stream times the norm's weight, [T, hidden].
        squares: sums of the stream's squares, of all its parts, float32 [T, parts].
    """

    weighted: Tensor
    squares: Tensor


def takes(x: Tensor | Normed) -> bool:
    """Return whether the functions here are those for the tokens of ``x``."""
    return isinstance(x, Normed) or len(x) <= MOST


def place(
    x: Tensor | Normed,
    matrix: Dense | FourBits,
    bias: Tensor | None,
    norms: Tensor | None,
    turn: tuple[Tensor, Tensor],
    slots: Tensor,
    keys: Tensor,
    values: Tensor,
    epsilon: float,
    tiles: Tiles | None = None,
) -> Tensor:
    """See ``ops_torch.place``."""
    count, _, width = keys.shape
    given = _Given.of(x, matrix, tiles, width)
    heads = matrix.shape[0] // width - 2 * count
    query = keys.new_empty(len(slots), heads, width)
    _skinny_place[given.grid](
        *given.arguments,
        bias,
        norms,
        *turn,
        slots,
        query,
        keys,
        values,
        keys.stride(0),
        epsilon,
        heads,
        count,
        **given.options,
    )
    return query


def swiglu(
    x: Tensor | Normed, matrix: Dense | FourBits, epsilon: float, tiles: Tiles | None = None
) -> Tensor:
    """See ``ops_torch.swiglu``."""
    rows = x.weighted if isinstance(x, Normed) else x
    given = _Given.of(x, matrix, tiles)
    out = rows.new_empty(len(rows), matrix.shape[0] // 2)
    _skinny_swiglu[given.grid](*given.arguments, out, epsilon, **given.options)
    return out


def add_norm(
    stream: Tensor, x: Tensor, matrix: Dense | FourBits, weight: Tensor, tiles: Tiles | None = None
) -> tuple[Tensor, Normed]:
    """See ``ops_torch.add_norm``; the norm is divided by what takes it."""
    given = _Given.of(x, matrix, tiles)
    total, weighted = torch.empty_like(stream), torch.empty_like(stream)
    squares = stream.new_empty(len(x), given.grid[0], dtype=torch.float32)
    _skinny_add_norm[given.grid](*given.arguments, stream, total, weight, weighted, squares, **given.options)
    return total, Normed(weighted, squares)


class _Given(NamedTuple):
    """What the kernels share: the product's arguments, and how it is launched."""

    arguments: tuple[Tensor | int | None, ...]
    grid: tuple[int, int]
    options: dict[str, int | bool]

    @classmethod
    def of(cls, x: Tensor | Normed, matrix: Dense | FourBits, tiles: Tiles | None, width: int = 0) -> _Given:
        rows, squares = x if isinstance(x, Normed) else (x, None)
        assert len(rows) <= MOST
        tiles = tiles or cut(matrix, width)
        outputs, inputs = matrix.shape
        spans = triton.cdiv(inputs, tiles.span)
        grid = outputs // tiles.rows, spans
        parts = rows.new_empty(spans if spans > 1 else 0, len(rows), outputs, dtype=torch.float32)
        scale, zero, group = None, None, 0
        if isinstance(matrix, FourBits):
            scale, zero, group = matrix.scale, matrix.zero, matrix.group
        options: dict[str, int | bool] = {
            "GROUP": group,
            "N": outputs,
            "K": inputs,
            "PARTS": 0 if squares is None else squares.shape[1],
            "ROWS": tiles.rows,
            "STEP": tiles.step,
            "SPAN": tiles.span,
            "STAGES": tiles.stages,
            "WEIGHTS_FIRST": tiles.weights_first,
            "GPU": rows.is_cuda,
            "num_warps": tiles.warps,
            **overlap(rows),
        }
        return cls(
            (rows, squares, len(rows), matrix.weight, scale, zero, parts, matrix.arrived), grid, options
        )


@triton.jit
def last_to_come(counter, programs):
    """Return whether all others of the programs have been here; what they wrote before can be read then."""
    tl.debug_barrier()  # all threads of this one have written
    last = tl.atomic_add(counter, 1, sem="acq_rel") == programs - 1
    if last:
        tl.store(counter, 0)
    return last


@triton.jit
def four_bits(words, PIECE: tl.constexpr, GPU: tl.constexpr):
    """Return the PIECE-th four bits of each int16, 0 … 15, plus 128, as bfloat16: they are its last bits."""
    if GPU:  # two int16 in one register at once
        return tl.inline_asm_elementwise(
            f"{{ .reg .b32 t; shr.b32 t, $1, {4 * PIECE}; lop3.b32 $0, t, 0x000F000F, 0x43004300, 0xEA; }}",
            "=r,r",
            [words],
            tl.bfloat16,
            True,
            2,
        )
    else:
        return ((words.to(tl.int32) >> (4 * PIECE)) & 15).to(tl.float32) + 128.0  # the interpreter


@triton.jit
def _product(
    x, tokens, matrix, scale, zero, rows,
    GROUP: tl.constexpr, N: tl.constexpr, K: tl.constexpr, ROWS: tl.constexpr, STEP: tl.constexpr,
    SPAN: tl.constexpr, STAGES: tl.constexpr, WEIGHTS_FIRST: tl.constexpr, GPU: tl.constexpr,
    OVERLAP: tl.constexpr,
):  # fmt: skip
    """Return x times some rows of the matrix, over this program's span of the inputs: [tokens, rows]."""
    await_others(OVERLAP)
    token, at = tl.arange(0, _TOKENS), tl.arange(0, STEP)
    there = (token < tokens)[:, None]
    first = tl.program_id(1) * SPAN
    total = tl.zeros([ROWS, _TOKENS] if WEIGHTS_FIRST else [_TOKENS, ROWS], tl.float32)
    if GROUP == 0:
        for ahead in tl.range(0, SPAN, STEP, num_stages=STAGES):
            k = first + ahead
            inside = k < K  # the last span may be shorter
            w = tl.load(matrix + rows[:, None] * K + (k + at)[None, :], inside, 0.0)
            some = tl.load(x + token[:, None] * K + (k + at)[None, :], there & inside, 0.0)
            if WEIGHTS_FIRST:
                total = tl.dot(w, tl.trans(some), total, input_precision="ieee")
            else:
                total = tl.dot(some, tl.trans(w), total, input_precision="ieee")
    else:  # a stored value is of four inputs, STEP from each other
        for ahead in tl.range(0, SPAN, 4 * STEP, num_stages=STAGES):
            k = first + ahead
            inside = k < K
            words = tl.load(matrix + rows[:, None] * (K // 4) + (k // 4 + at)[None, :], inside, 0)
            for piece in tl.static_range(4):
                start = k + piece * STEP
                some = tl.load(x + token[:, None] * K + (start + at)[None, :], there & inside, 0.0)
                group = start // GROUP * N + rows
                w = four_bits(words, piece, GPU)
                if zero is None:
                    w -= 136.0
                else:
                    w -= tl.load(zero + group, inside, 0.0).to(w.dtype)[:, None]
                one = tl.dot(some, tl.trans(w.to(some.dtype)), input_precision="ieee")
                total += one * tl.load(scale + group, inside, 0.0).to(tl.float32)[None, :]
    let_next_in(OVERLAP)
    return tl.trans(total) if WEIGHTS_FIRST else total


@triton.jit
def _summed(total, squares, tokens, parts, arrived, rows, epsilon, N: tl.constexpr, K: tl.constexpr,
            SPAN: tl.constexpr, PARTS: tl.constexpr):  # fmt: skip
    """Return the product over all inputs, and whether this program is the one that has it."""
    token = tl.arange(0, _TOKENS)
    there = token < tokens
    last = True
    if SPAN < K:
        at = token[:, None] * N + rows[None, :]
        tl.store(parts + tl.program_id(1) * tokens * N + at, total, there[:, None])
        last = last_to_come(arrived + tl.program_id(0), tl.num_programs(1))
        total = tl.zeros_like(total)
        if last:
            for split in range((K + SPAN - 1) // SPAN):
                total += tl.load(parts + split * tokens * N + at, there[:, None], 0.0, cache_modifier=".cg")
    if last:  # noqa: SIM102 - only what is behind a constant alone is left out of a kernel
        if PARTS > 0:
            part = tl.arange(0, triton.next_power_of_2(PARTS))
            inside = there[:, None] & (part < PARTS)[None, :]
            square = tl.sum(tl.load(squares + token[:, None] * PARTS + part[None, :], inside, 0.0), 1)
            total *= (1.0 / tl.sqrt(square / K + epsilon))[:, None]
    return total, last


@triton.jit
def rotated(first, second, weight, cos, sin, epsilon, token, there, HALF: tl.constexpr):
    """Return the two halves of one head of some tokens, each [N, HALF], normed and rotated."""
    at = tl.arange(0, HALF)
    if weight is not None:
        scale = 1.0 / tl.sqrt((tl.sum(first * first, 1) + tl.sum(second * second, 1)) / (2 * HALF) + epsilon)
        first = first * scale[:, None] * tl.load(weight + at).to(tl.float32)[None, :]
        second = second * scale[:, None] * tl.load(weight + HALF + at).to(tl.float32)[None, :]
    angle = token[:, None] * HALF + at[None, :]
    c, s = tl.load(cos + angle, there[:, None], 0.0), tl.load(sin + angle, there[:, None], 0.0)
    return first * c - second * s, second * c + first * s


@triton.jit(do_not_specialize=["tokens"])
def _skinny_place(
    x, squares, tokens, matrix, scale, zero, parts, arrived,
    bias, norms, cos, sin, slots, query, keys, values, stride, epsilon,
    HEADS: tl.constexpr, COUNT: tl.constexpr,
    GROUP: tl.constexpr, N: tl.constexpr, K: tl.constexpr, PARTS: tl.constexpr, ROWS: tl.constexpr,
    STEP: tl.constexpr, SPAN: tl.constexpr, STAGES: tl.constexpr, WEIGHTS_FIRST: tl.constexpr,
    GPU: tl.constexpr, OVERLAP: tl.constexpr,
):  # fmt: skip
    """One head of all tokens."""
    head, at = tl.program_id(0), tl.arange(0, ROWS)
    rows = head * ROWS + at
    total = _product(
        x, tokens, matrix, scale, zero, rows,
        GROUP, N, K, ROWS, STEP, SPAN, STAGES, WEIGHTS_FIRST, GPU, OVERLAP,
    )  # fmt: skip
    total, last = _summed(total, squares, tokens, parts, arrived, rows, epsilon, N, K, SPAN, PARTS)
    if last:
        token = tl.arange(0, _TOKENS)
        there = token < tokens
        if bias is not None:
            total += tl.load(bias + rows).to(tl.float32)[None, :]
        slot = tl.load(slots + token, there, 0)
        if head >= HEADS + COUNT:
            whole = values + (head - HEADS - COUNT) * stride + slot[:, None] * ROWS + at[None, :]
            tl.store(whole, total.to(query.dtype.element_ty), there[:, None])
        else:
            HALF: tl.constexpr = ROWS // 2
            half = tl.arange(0, HALF)
            first, second = tl.split(tl.permute(tl.reshape(total, [_TOKENS, 2, HALF]), [0, 2, 1]))
            if norms is not None:
                norms += tl.where(head < HEADS, 0, ROWS)
            first, second = rotated(first, second, norms, cos, sin, epsilon, token, there, HALF)
            if head < HEADS:
                target = query + (token * HEADS + head)[:, None] * ROWS + half[None, :]
            else:
                target = keys + (head - HEADS) * stride + slot[:, None] * ROWS + half[None, :]
            tl.store(target, first.to(query.dtype.element_ty), there[:, None])
            tl.store(target + HALF, second.to(query.dtype.element_ty), there[:, None])


@triton.jit(do_not_specialize=["tokens"])
def _skinny_swiglu(
    x, squares, tokens, matrix, scale, zero, parts, arrived, out, epsilon,
    GROUP: tl.constexpr, N: tl.constexpr, K: tl.constexpr, PARTS: tl.constexpr, ROWS: tl.constexpr,
    STEP: tl.constexpr, SPAN: tl.constexpr, STAGES: tl.constexpr, WEIGHTS_FIRST: tl.constexpr,
    GPU: tl.constexpr, OVERLAP: tl.constexpr,
):  # fmt: skip
    """Some columns: the first half of a tile's rows is of gate, the other of up."""
    HALF: tl.constexpr = ROWS // 2
    at, half = tl.arange(0, ROWS), tl.arange(0, HALF)
    rows = tl.program_id(0) * HALF + at % HALF + at // HALF * (N // 2)
    total = _product(
        x, tokens, matrix, scale, zero, rows,
        GROUP, N, K, ROWS, STEP, SPAN, STAGES, WEIGHTS_FIRST, GPU, OVERLAP,
    )  # fmt: skip
    total, last = _summed(total, squares, tokens, parts, arrived, rows, epsilon, N, K, SPAN, PARTS)
    if last:
        gate, up = tl.split(tl.permute(tl.reshape(total, [_TOKENS, 2, HALF]), [0, 2, 1]))
        y = gate / (1.0 + tl.exp(-gate)) * up
        token = tl.arange(0, _TOKENS)
        place = token[:, None] * (N // 2) + (tl.program_id(0) * HALF + half)[None, :]
        tl.store(out + place, y.to(out.dtype.element_ty), (token < tokens)[:, None])


@triton.jit(do_not_specialize=["tokens"])
def _skinny_add_norm(
    x, squares, tokens, matrix, scale, zero, parts, arrived, stream, out, weight, weighted, sums,
    GROUP: tl.constexpr, N: tl.constexpr, K: tl.constexpr, PARTS: tl.constexpr, ROWS: tl.constexpr,
    STEP: tl.constexpr, SPAN: tl.constexpr, STAGES: tl.constexpr, WEIGHTS_FIRST: tl.constexpr,
    GPU: tl.constexpr, OVERLAP: tl.constexpr,
):  # fmt: skip
    """Some columns of the stream."""
    rows = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    total = _product(
        x, tokens, matrix, scale, zero, rows,
        GROUP, N, K, ROWS, STEP, SPAN, STAGES, WEIGHTS_FIRST, GPU, OVERLAP,
    )  # fmt: skip
    total, last = _summed(total, squares, tokens, parts, arrived, rows, 0.0, N, K, SPAN, PARTS)
    if last:
        token = tl.arange(0, _TOKENS)
        there, place = (token < tokens)[:, None], token[:, None] * N + rows[None, :]
        total += tl.load(stream + place, there, 0.0).to(tl.float32)
        rounded = total.to(out.dtype.element_ty)
        tl.store(out + place, rounded, there)
        total = rounded.to(tl.float32)
        y = total * tl.load(weight + rows).to(tl.float32)[None, :]
        tl.store(weighted + place, y.to(out.dtype.element_ty), there)
        tl.store(
            sums + token * tl.num_programs(0) + tl.program_id(0), tl.sum(total * total, 1), token < tokens
        )
