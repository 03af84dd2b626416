"""Forwards in buffers that never move, so that a GPU replays each shape as a CUDA graph.

A batch is padded to one of few shapes. Tokens of the padding see the first slot, and write to a slot and a
row that nobody looks at. One copy takes a batch to the GPU and one brings the result back; nothing else is
waited for. On a CPU the same shapes run without a graph.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from .plan import Batch
from .qwen_torch import Inputs

TOKENS = (8, 16, 32, 64, 96, 128, 160, 192, 256, 384, 512, 768)
"""What the tokens of a batch are padded to; a multiple of the last above it. To a large GPU some two hundred
tokens cost what one does: the weights are read once."""

SLOTS = 256
"""The slots that a batch looks at are padded to a multiple of it."""

Compute = Callable[[Inputs, Tensor], Tensor]
"""Inputs, and the rows of the tick that the rows asked for are (int64 [R]), to float32 [R, …]."""


class Shape(NamedTuple):
    """Of a forward: tokens, slots looked at, rows asked for."""

    tokens: int
    slots: int
    rows: int


class Layout(NamedTuple):
    """What bounds a session's shapes; the last slot of its cache and the last row of a tick are padding's.

    Attributes:
        slots: of the cache, a multiple of SLOTS.
        rows: of a tick.
        asked: the most rows of one batch.
    """

    slots: int
    rows: int
    asked: int

    def shape(self, tokens: int, start: int) -> Shape:
        """Return the shape of a batch of ``tokens`` behind ``start`` slots."""
        padded = next((size for size in TOKENS if size >= tokens), rounded(tokens, TOKENS[-1]))
        return Shape(padded, min(rounded(start + padded, SLOTS), self.slots), min(padded, self.asked))

    def usual(self, prefix: int, first: int, later: int) -> list[Shape]:
        """Return the shapes of ticks behind a prefix.

        Args:
            prefix: tokens of it.
            first: the most tokens of a tick's first batch.
            later: the most tokens of a later one.
        """
        first = min(first, self.slots - prefix)
        ends = range(prefix, min(prefix + first + self.rows, self.slots) + SLOTS, SLOTS)
        return sorted(
            {self.shape(tokens, prefix) for tokens in _sizes(first)}
            | {self.shape(tokens, end) for end in ends for tokens in _sizes(later)}
        )


def _sizes(most: int) -> tuple[int, ...]:
    """Return numbers of tokens, one for each that batches of up to ``most`` are padded to."""
    return (*(size for size in TOKENS if size < most), most)


def rounded(count: int, step: int) -> int:
    """Return the next multiple of ``step``."""
    return -(-count // step) * step


class Forward:
    """Runs the batches of one shape."""

    def __init__(self, compute: Compute, shape: Shape, layout: Layout, device: torch.device) -> None:
        """Allocate the buffers.

        Args:
            compute: what runs; it must not move memory or look at data.
            shape: what batches are padded to.
            layout: of the session.
            device: where it runs.
        """
        self._compute, self._layout = compute, layout
        tokens, slots, rows = shape
        whole = 8 * (3 * tokens + 2 * rows)  # bytes of the int64 ones, which come first
        size = whole + tokens * slots
        self._host = torch.zeros(size, dtype=torch.uint8, pin_memory=device.type == "cuda")
        self._device = self._host if device.type == "cpu" else torch.zeros_like(self._host, device=device)
        parts = [tokens, tokens, tokens, rows, rows]

        def views(buffer: Tensor) -> tuple[Tensor, ...]:
            visible = buffer[whole:].view(torch.bool).view(tokens, slots)
            return (*buffer[:whole].view(torch.int64).split(parts), visible)

        self._filled = [part.numpy() for part in views(self._host)]
        ids, positions, into, asked, self._kept, visible = views(self._device)
        self._given = Inputs(ids, positions, into, asked, visible)
        self._graph: torch.cuda.CUDAGraph | None = None
        self._out = self._result = torch.empty(0)
        self._pad(0, 0, 0)

    def run(self, batch: Batch, row: int) -> np.ndarray:
        """Run a batch.

        Args:
            batch: of a shape that fits.
            row: of the tick, that its first row is.

        Returns:
            What ``compute`` gives, without the padding; it is overwritten by the next batch.
        """
        count, asked = len(batch.ids), len(batch.rows)
        end = batch.start + count
        ids, positions, slots, rows, kept, visible = self._filled
        ids[:count], positions[:count] = batch.ids, batch.positions
        slots[:count] = np.arange(batch.start, end)
        rows[:asked] = batch.rows
        kept[:asked] = np.arange(row, row + asked)
        visible[:count, :end] = batch.visible
        self._pad(count, end, asked)
        if self._device is not self._host:
            self._device.copy_(self._host, non_blocking=True)
        if self._graph is None:
            self._out = self._compute(self._given, self._kept)
        else:
            self._graph.replay()
        if self._device is self._host:
            return self._out.numpy()[:asked]
        if self._result.shape != self._out.shape:
            self._result = torch.empty_like(self._out, device="cpu", pin_memory=True)
        self._result.copy_(self._out, non_blocking=True)
        torch.cuda.current_stream().synchronize()
        return self._result.numpy()[:asked]

    def capture(self, pool: object) -> None:
        """Make it a CUDA graph, on the current stream.

        Args:
            pool: of ``torch.cuda.graph_pool_handle``: memory that it shares with other graphs, which must not
                run at the same time.
        """
        self._device.copy_(self._host)
        self._compute(self._given, self._kept)  # loads kernels, which a capture must not
        torch.cuda.synchronize()
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(
            graph, pool=pool, stream=torch.cuda.current_stream(), capture_error_mode="thread_local"
        ):
            self._out = self._compute(self._given, self._kept)
        self._graph = graph

    def _pad(self, count: int, end: int, asked: int) -> None:
        ids, positions, slots, rows, kept, visible = self._filled
        ids[count:] = positions[count:] = rows[asked:] = 0
        slots[count:], kept[asked:] = self._layout.slots - 1, self._layout.rows - 1
        visible[:count, end:] = visible[count:] = False
        visible[count:, 0] = True
