"""Forwards in buffers that never move, so that a GPU replays each shape as a CUDA graph.

A batch is padded to one of few shapes. Tokens of the padding see the first slot, and write to a slot and a
row that nobody looks at. One copy takes a batch to the GPU and one brings the result back; both are in the
graph, so a batch is one launch and one wait. On a CPU the same shapes run without a graph.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from .plan import Batch, Plan
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

    @classmethod
    def of(cls, plan: Plan, slots: int) -> Layout:
        """Return the layout of a session whose prompts and answers fill up to ``slots`` of its cache."""
        return cls(rounded(slots + 1, SLOTS), plan.room + 1, rounded(plan.most_rows, 8))

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


class Replay(ABC):
    """Work on a device between one copy to it and one back; a CUDA graph, once it is captured."""

    def __init__(self, size: int, device: torch.device) -> None:
        """Allocate what goes to the device.

        Args:
            size: bytes.
            device: where it runs.
        """
        gpu = device.type == "cuda"
        self.given = torch.zeros(size, dtype=torch.uint8, pin_memory=gpu)
        """What the next run takes, on the host."""
        self.taken = torch.zeros_like(self.given, device=device) if gpu else self.given
        """The same on the device; on a CPU it is the same memory."""
        self._graph: torch.cuda.CUDAGraph | None = None
        self._result: Tensor | None = None

    def run(self) -> np.ndarray:
        """Run it; return the result, which the next run overwrites."""
        if self._graph is None:
            self._go()
        else:
            self._graph.replay()
        if self.taken is not self.given:
            torch.cuda.current_stream().synchronize()
        assert self._result is not None
        result: np.ndarray = self._result.numpy()
        return result

    def capture(self, pool: object) -> None:
        """Make it a CUDA graph, on the current stream.

        Args:
            pool: of ``torch.cuda.graph_pool_handle``: memory that it shares with other graphs, which must not
                run at the same time.
        """
        self._go()  # loads kernels and allocates the result, which a capture must not
        torch.cuda.synchronize()
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(
            graph, pool=pool, stream=torch.cuda.current_stream(), capture_error_mode="thread_local"
        ):
            self._go()
        self._graph = graph

    def _go(self) -> None:
        if self.taken is self.given:
            self._result = self._compute()
            return
        self.taken.copy_(self.given, non_blocking=True)
        out = self._compute()
        if self._result is None:
            self._result = torch.empty_like(out, device="cpu", pin_memory=True)
        self._result.copy_(out, non_blocking=True)

    @abstractmethod
    def _compute(self) -> Tensor:
        """Work on ``taken``; it must not move memory or look at data."""


class Forward(Replay):
    """Runs the batches of one shape."""

    def __init__(self, compute: Compute, shape: Shape, layout: Layout, device: torch.device) -> None:
        """Allocate the inputs.

        Args:
            compute: what runs; it must not move memory or look at data.
            shape: what batches are padded to.
            layout: of the session.
            device: where it runs.
        """
        tokens, slots, rows = shape
        whole = 8 * (3 * tokens + 2 * rows)  # bytes of the int64 ones, which come first
        super().__init__(whole + tokens * slots, device)
        parts = [tokens, tokens, tokens, rows, rows]

        def views(buffer: Tensor) -> tuple[Tensor, ...]:
            visible = buffer[whole:].view(torch.bool).view(tokens, slots)
            return (*buffer[:whole].view(torch.int64).split(parts), visible)

        ids, positions, into, asked, self._kept, visible = views(self.taken)
        self._inputs = Inputs(ids, positions, into, asked, visible)
        self._decode, self._layout = compute, layout
        self._filled = [part.numpy() for part in views(self.given)]
        self._counting = np.arange(max(layout.slots, layout.rows))
        self._last = tokens, slots, rows  # what is to be padded of the batch before
        self._pad(0, 0, 0)

    def decode(self, batch: Batch, row: int) -> np.ndarray:
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
        self._pad(count, end, asked)
        ids[:count], positions[:count] = batch.ids, batch.positions
        slots[:count] = self._counting[batch.start : end]
        rows[:asked] = batch.rows
        kept[:asked] = self._counting[row : row + asked]
        batch.see(visible[:count, :end])
        return self.run()[:asked]

    def _compute(self) -> Tensor:
        return self._decode(self._inputs, self._kept)

    def _pad(self, count: int, end: int, asked: int) -> None:
        """Make padding of what the batch before had beyond the next one's tokens, slots and rows."""
        ids, positions, slots, rows, kept, visible = self._filled
        tokens, looked_at, wanted = self._last
        if count < tokens:
            ids[count:tokens] = positions[count:tokens] = 0
            slots[count:tokens] = self._layout.slots - 1
            visible[count:tokens, :looked_at] = False
            visible[count:tokens, 0] = True
        if end < looked_at:
            visible[:count, end:looked_at] = False
        if asked < wanted:
            rows[asked:wanted], kept[asked:wanted] = 0, self._layout.rows - 1
        self._last = count, end, asked
