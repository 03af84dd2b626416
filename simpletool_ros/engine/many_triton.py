"""Matrix products of many tokens with four bits as a Triton kernel, in the order that few tokens read.

A prompt's product lasts as long as its multiplications. Weights become bfloat16 in registers, and tensor
cores can take one side of a product from there: its rows. So outputs are the rows, tokens the columns.

A tile is of some outputs for some tokens, and made in steps along the inputs. The steps of all tiles, one
after the other, are divided among programs, about one for each processor, without regard to where a tile
ends. Programs that share a tile leave their sums in memory; the one that finds itself the last to do so adds
them up, always in the same order. So the same inputs give the same result, bit for bit.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from .quantized import FourBits
from .skinny_triton import four_bits, last_to_come
from .tiles import Shares, share


def product(x: Tensor, matrix: FourBits, shares: Shares | None = None) -> Tensor:
    """Return the product of [T, inputs], [T, outputs]; on a GPU in bfloat16."""
    assert x.dtype == torch.bfloat16 or not x.is_cuda
    shares = shares or share(matrix, len(x))
    outputs, quarter = matrix.weight.shape
    width = shares.first + shares.second
    blocks, each = triton.cdiv(len(x), width), quarter // shares.step
    tiles = triton.cdiv(outputs, shares.rows) * blocks
    grid = triton.cdiv(tiles * each, shares.length)
    divided = shares.length % each > 0
    assert not divided or tiles <= len(matrix.arrived)
    parts = x.new_empty(2 * grid if divided else 0, shares.rows, width, dtype=torch.float32)
    out = x.new_empty(len(x), outputs)
    _many_product[(grid,)](
        x.contiguous(),
        len(x),
        matrix.weight,
        matrix.scale,
        matrix.zero,
        out,
        parts,
        matrix.arrived,
        outputs,
        quarter,
        shares.length,
        blocks,
        matrix.group,
        matrix.step,
        shares.rows,
        shares.first,
        shares.second,
        shares.step,
        shares.stages,
        x.is_cuda,
        num_warps=shares.warps,
    )
    return out


@triton.jit
def _weights(words, zeros, scales, PIECE: tl.constexpr, GPU: tl.constexpr):
    """Return the PIECE-th four bits of each int16, less a zero, times a scale, of a tuple of each.

    Scales of another type are rounded to bfloat16, as those of the published checkpoints are; with few tokens
    they are not.
    """
    zero = tl.full(words.shape, 136.0, tl.float32)  # the 8 that are packed, and four_bits' 128
    if zeros is not None:
        zero = tl.broadcast_to(zeros[PIECE][:, None], words.shape)
    scale = tl.broadcast_to(scales[PIECE][:, None], words.shape)
    w = four_bits(words, PIECE, GPU)
    if GPU:  # two at once
        return tl.inline_asm_elementwise(
            """{
                .reg .b32 w, less, none;
                mov.b32 less, 0xBF80BF80;
                fma.rn.bf16x2 w, $2, less, $1;
                mov.b32 none, 0x80008000;
                fma.rn.bf16x2 $0, w, $3, none;
            }""",
            "=r,r,r,r",
            [w, zero.to(tl.bfloat16), scale.to(tl.bfloat16)],
            tl.bfloat16,
            True,
            2,
        )
    else:
        return (w - zero.to(tl.float32)) * scale.to(tl.float32)


@triton.jit
def _settled(total, GPU: tl.constexpr):
    """Return a sum itself, by an operation that takes no time.

    For Triton it is one, so it waits for the tensor cores. Triton 3.6 otherwise leaves products under way
    whose weights are in registers that the next step writes.
    """
    if GPU:
        return tl.inline_asm_elementwise("", "=f,0", [total], tl.float32, True, 1)
    else:
        return total


@triton.jit
def _four(values):
    """Return the four [N] of [N, 2, 2]."""
    even, odd = tl.split(values)
    first, third = tl.split(even)
    second, fourth = tl.split(odd)
    return first, second, third, fourth


@triton.jit
def _step(
    some, more, step, x, tokens, matrix, scale, zero, N, quarter, rows, one, two,
    GROUP: tl.constexpr, APART: tl.constexpr, ROWS: tl.constexpr, SECOND: tl.constexpr, STEP: tl.constexpr,
    GPU: tl.constexpr,
):  # fmt: skip
    """Add one step's products to the sums of the first tokens and of the second."""
    at, wide, pair = tl.arange(0, STEP), tl.arange(0, 2 * STEP), tl.arange(0, 2)
    inside = (rows < N)[:, None]
    words = tl.load(matrix + rows[:, None] * quarter + (step * STEP + at)[None, :], inside, 0)
    k = step // (APART // STEP) * 4 * APART + step % (APART // STEP) * STEP  # its first value's first input
    piece = pair[None, :, None] * 2 + pair[None, None, :]
    group = (k + piece * APART) // GROUP * N + rows[:, None, None]
    scales = _four(tl.load(scale + group, inside[:, :, None], 0.0))  # one load: wide enough to be made ahead
    zeros = None
    if zero is not None:
        zeros = _four(tl.load(zero + group, inside[:, :, None], 0.0))
    for low in tl.static_range(0, 4, 2):  # two pieces at a time: measured faster than all four
        even, odd = _weights(words, zeros, scales, low, GPU), _weights(words, zeros, scales, low + 1, GPU)
        weights = tl.reshape(tl.permute(tl.join(even, odd), [0, 2, 1]), [ROWS, 2 * STEP])
        inputs = (k + (low + wide // STEP) * APART + wide % STEP)[None, :]
        y = tl.load(x + one[:, None] * (4 * quarter) + inputs, (one < tokens)[:, None], 0.0)
        some = _settled(tl.dot(weights, tl.trans(y), some, input_precision="ieee"), GPU)
        if SECOND > 0:
            y = tl.load(x + two[:, None] * (4 * quarter) + inputs, (two < tokens)[:, None], 0.0)
            more = _settled(tl.dot(weights, tl.trans(y), more, input_precision="ieee"), GPU)
    return some, more


@triton.jit(do_not_specialize=["tokens", "share", "blocks"])
def _many_product(
    x, tokens, matrix, scale, zero, out, parts, arrived, N, quarter, share, blocks,
    GROUP: tl.constexpr, APART: tl.constexpr, ROWS: tl.constexpr, FIRST: tl.constexpr, SECOND: tl.constexpr,
    STEP: tl.constexpr, STAGES: tl.constexpr, GPU: tl.constexpr,
):  # fmt: skip
    """A share of all steps; N outputs, and of each a quarter as many stored values as there are inputs."""
    WIDTH: tl.constexpr = FIRST + SECOND
    each = quarter // STEP
    program = tl.program_id(0)
    now = program * share
    end = tl.minimum(now + share, (N + ROWS - 1) // ROWS * blocks * each)
    while now < end:
        tile = now // each  # blocks of tokens are next to each other: the cache still has their weights
        start = tile * each
        stop = tl.minimum(end - start, each)
        rows = tile // blocks * ROWS + tl.arange(0, ROWS)
        token = tile % blocks * WIDTH
        one, two = token + tl.arange(0, FIRST), token + FIRST + tl.arange(0, SECOND if SECOND > 0 else FIRST)
        some, more = tl.zeros([ROWS, FIRST], tl.float32), tl.zeros([ROWS, two.shape[0]], tl.float32)
        if GPU:
            for step in tl.range(now - start, stop, num_stages=STAGES):
                some, more = _step(
                    some, more, step, x, tokens, matrix, scale, zero, N, quarter, rows, one, two,
                    GROUP, APART, ROWS, SECOND, STEP, GPU,
                )  # fmt: skip
        else:  # the interpreter's ranges do not take a program's numbers
            step = now - start
            while step < stop:
                some, more = _step(
                    some, more, step, x, tokens, matrix, scale, zero, N, quarter, rows, one, two,
                    GROUP, APART, ROWS, SECOND, STEP, GPU,
                )  # fmt: skip
                step += 1
        first, last = start // share, (start + each - 1) // share  # programs of this tile
        have = True
        if last > first:
            at = tl.arange(0, ROWS)[:, None] * WIDTH + (one - token)[None, :]
            beside = tl.arange(0, ROWS)[:, None] * WIDTH + (two - token)[None, :]
            part = _part(parts, program, start, share, ROWS * WIDTH)
            tl.store(part + at, some)
            if SECOND > 0:
                tl.store(part + beside, more)
            have = last_to_come(arrived + tile, last - first + 1)
            if have:
                some, more = tl.zeros_like(some), tl.zeros_like(more)
                while first <= last:
                    part = _part(parts, first, start, share, ROWS * WIDTH)
                    some += tl.load(part + at, cache_modifier=".cg")
                    if SECOND > 0:
                        more += tl.load(part + beside, cache_modifier=".cg")
                    first += 1
        if have:
            _put(out, some, rows, one, N, tokens)
            if SECOND > 0:
                _put(out, more, rows, two, N, tokens)
        now = start + stop


@triton.jit
def _part(parts, program, start, share, SIZE: tl.constexpr):
    """Return where a program's sums are of the tile of a first step: it shares two, one at its either end."""
    return parts + (2 * program + (start > program * share)).to(tl.int64) * SIZE


@triton.jit
def _put(out, total, rows, token, N, tokens):
    """Write a tile's sums of some tokens."""
    there = (rows < N)[:, None] & (token < tokens)[None, :]
    tl.store(out + token[None, :] * N + rows[:, None], total.to(out.dtype.element_ty), there)
