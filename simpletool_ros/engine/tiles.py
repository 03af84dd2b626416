"""How a matrix product is cut into programs of a GPU (``skinny_triton``, ``many_triton``)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import triton

from .quantized import FourBits, power_of_two
from .qwen_torch import Dense

MOST = 16
"""Tokens that are few."""

_PROGRAMS = 264
"""That a product is cut into at most: two for each processor of a large GPU."""

_PROCESSORS = 132
"""Of that GPU."""

_WIDTH = 128
"""Tokens of a tile that are many, at the most."""


class Tiles(NamedTuple):
    """How a product is cut.

    Attributes:
        rows: outputs of a program.
        step: stored values of an output that are loaded together.
        span: inputs of a program.
        stages: steps that are under way at once.
        warps: of a program.
        weights_first: whether weights are multiplied by tokens, and not tokens by weights; of 64 rows four
            warps together then take both from shared memory (wgmma).
    """

    rows: int
    step: int
    span: int
    stages: int
    warps: int
    weights_first: bool = False


def cut(matrix: Dense | FourBits, rows: int = 0) -> Tiles:
    """Return how a product of few tokens is cut.

    The rules were fitted by hand to tiles tried for Qwen3-4B and Qwen2.5-0.5B with 8 tokens on an H200.
    Nothing here repeats those trials: who changes the rules has to measure.

    A step loads some 8192 stored values. Tiles enough for all processors are not cut further, since adding
    spans up takes a microsecond or more. Others are, until each processor has two programs; but the last one
    of a tile reads all its sums, so there are no more than ten, and no more than one for each 256 inputs. A
    small matrix is read by one wave of whole rows.

    Args:
        matrix: of it.
        rows: of a tile; 0: as many as are good.
    """
    outputs, inputs = matrix.shape
    small = not rows and outputs * inputs < 2**20
    if isinstance(matrix, FourBits):
        step, together = matrix.step, 4 * matrix.step
    else:
        step = together = power_of_two(inputs, 128)
    rows = rows or power_of_two(outputs, 16 if small else min(64, 8192 // step))
    tiles, splits = outputs // rows, 1
    if tiles < _PROCESSORS and not small:
        splits = min(_PROGRAMS // tiles, 10, triton.cdiv(inputs, 256))
    span = triton.cdiv(inputs // together, splits) * together
    stages = 3 if isinstance(matrix, FourBits) else 4
    if matrix.weight.is_cuda:  # a smaller GPU than an H200 may not hold as many; it holds all but one
        steps = _shared(matrix.weight.device.index) - 8192  # the rest is for sums between threads
        fit = steps // (rows * step + MOST * together)
        stages = min(stages, fit // matrix.weight.element_size() + 1)
    warps = min(max(rows * step // 2048, 2), 8)
    # Measured: slower where the processors have more than one round of programs.
    weights_first = isinstance(matrix, Dense) and (rows, warps) == (64, 4) and tiles <= _PROGRAMS
    return Tiles(rows, step, span, stages, warps, weights_first)


class Shares(NamedTuple):
    """How a product of many tokens is cut.

    Attributes:
        rows: outputs of a tile.
        first: tokens of it that are multiplied together.
        second: those that are multiplied after them, 0 or more.
        step: stored values of an output that are loaded together.
        length: steps of a program.
        stages: steps that are under way at once.
        warps: of a program.
    """

    rows: int
    first: int
    second: int
    step: int
    length: int
    stages: int
    warps: int


def share(matrix: FourBits, tokens: int) -> Shares:
    """Return how a product of many tokens is cut.

    These rules too were fitted by hand, to tiles tried for Qwen3-4B with 64 to 256 tokens on an H200.

    All steps are divided evenly among as many programs as there are processors, of which each holds one.
    Tiles enough for many rounds of all processors stay whole, and so do more than the matrix has counters
    for.

    Args:
        matrix: of it.
        tokens: of it.
    """
    outputs, inputs = matrix.shape
    rows, step = 128, min(matrix.step, 64)
    blocks = triton.cdiv(tokens, _WIDTH)
    width = triton.cdiv(tokens, 16 * blocks) * 16
    first = 2 ** (width.bit_length() - 1)
    second = triton.next_power_of_2(width - first)
    if second == first:
        first, second = 2 * first, 0
    tiles, each = triton.cdiv(outputs, rows) * blocks, inputs // 4 // step
    whole = tiles > min(4 * _PROCESSORS, len(matrix.arrived))
    length = each if whole else triton.cdiv(tiles * each, _PROCESSORS)
    stages = 3
    if matrix.weight.is_cuda:  # a step's tokens stay until its products are made, its weights do not
        weights = rows * (2 * step + 4 * matrix.scale.element_size() * (1 if matrix.zero is None else 2))
        fit = (_shared(matrix.weight.device.index) + weights) // (weights + 8 * step * (first + second))
        stages = min(stages, fit)
    return Shares(rows, first, second, step, length, stages, warps=8)


@cache
def _shared(device: int) -> int:
    """Return the bytes of shared memory that a program can have."""
    most: int = triton.runtime.driver.active.utils.get_device_properties(device)["max_shared_mem"]
    return most
