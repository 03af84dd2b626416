"""A session of the engines that run the tick plan themselves: they add a cache and a forward.

A session keeps the cache of its prefix; a tick writes behind it, and the next tick overwrites that. A tick's
draft is what the tick before said.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod

import numpy as np

from .base import DeadlineExceeded, Decoded, EngineError, PromptTooLong
from .plan import Batch, Plan, Scores
from .vocabulary import Vocabulary

SUFFIX_ROOM = 1024
"""Tokens of suffix that a session's cache has room for, if the checkpoint's context has."""

_WARM_UP = 64
"""Tokens of the suffix that is decoded on opening, so that the first tick is not a slow one."""


class PlanSession(ABC):
    """A primed prefix whose ticks are those of a plan.

    An engine's session allocates a cache of ``slots`` and then calls :meth:`_prime`.
    """

    def __init__(self, vocabulary: Vocabulary, context: int, prefix: str, plan: Plan) -> None:
        """Measure the prefix.

        Args:
            vocabulary: the checkpoint's tokens.
            context: the most tokens that it reads, ``max_position_embeddings``.
            prefix: what is primed.
            plan: what the heads may say.

        Raises:
            PromptTooLong: the prefix leaves no room for a tick.
            EngineError: the prefix is empty.
        """
        self._vocabulary, self._plan = vocabulary, plan
        self._prefix = vocabulary.encode(prefix)
        if not self._prefix:
            raise EngineError("the prefix is empty; write the system text and the tools into it")
        self.prefix_tokens = len(self._prefix)
        # Behind a suffix stand a head's tag and what it says.
        self._longest = min(SUFFIX_ROOM, context - self.prefix_tokens - 1 - plan.reach)
        if self._longest < 1:
            raise PromptTooLong(
                f"the prefix has {self.prefix_tokens} tokens and a head up to {plan.reach}, the checkpoint's"
                f" context {context}; shorten the system text or the tools"
            )
        self.slots = self.prefix_tokens + self._longest + plan.room
        """What a tick can write, the prefix included."""
        self._draft: dict[str, list[int]] = {}
        self._deadline: float | None = None
        """``time.monotonic()`` seconds, of the tick that is being decoded."""

    def count(self, suffix: str) -> int:
        """Return how many tokens a suffix has."""
        return len(self._vocabulary.encode(suffix))

    def decode(self, suffix: str, deadline: float | None = None) -> Decoded:
        """Decode every head of the plan behind prefix and suffix; see :class:`~.base.Session`."""
        began = time.perf_counter()
        return self._run(self._encode(suffix), deadline, began)

    def stream(self, suffix: str, tokens: int) -> float:
        """Decode one stream of free text token by token; see :class:`~.base.Streams`."""
        began = time.perf_counter()
        fed, start = self._encode(suffix), self.prefix_tokens
        if not self._plan.free:
            raise EngineError("a stream is free text; open the session on a tool with a string parameter")
        if len(fed) + tokens > self.slots - start:
            raise PromptTooLong(f"{len(fed)} tokens of suffix and {tokens} of text do not fit")
        for _ in range(tokens):
            scores = self._forward(Batch.text(fed, start))
            start += len(fed)
            assert scores.likeliest is not None
            fed = [int(scores.likeliest[0][0])]
        return 1e3 * (time.perf_counter() - began)

    @abstractmethod
    def close(self) -> None:
        """Free the session's cache."""

    @abstractmethod
    def _forward(self, batch: Batch, row: int = 0) -> Scores:
        """Run the model; the cache is extended in place.

        Args:
            batch: what to run.
            row: how many rows the tick's forwards before had; those are kept for :meth:`_norms`.

        Raises:
            EngineError: the session or its engine is closed, or the runtime failed.
        """

    @abstractmethod
    def _norms(self, rows: np.ndarray) -> np.ndarray:
        """Return the log of the sum of the exponentials of all logits of rows of the tick, float [len(rows)].

        Args:
            rows: counted over all its forwards.
        """

    def _prime(self) -> None:
        """Fill the cache with the prefix, and decode one tick."""
        self._forward(Batch.text(self._prefix))
        self._run(self._prefix[: min(_WARM_UP, self._longest)], None, time.perf_counter())
        self._draft = {}

    def _encode(self, suffix: str) -> list[int]:
        ids = self._vocabulary.encode(suffix)
        if len(ids) > self._longest:
            raise PromptTooLong(
                f"the suffix has {len(ids)} tokens, there is room for {self._longest} behind the prefix;"
                " shorten the instruction or the environment"
            )
        return ids

    def _run(self, ids: list[int], deadline: float | None, began: float) -> Decoded:
        self._deadline = deadline
        times = [began, time.perf_counter()]
        tick = self._plan.tick(self.prefix_tokens, ids, self._draft)
        while (batch := tick.batch()) is not None:
            if deadline is not None and time.monotonic() >= deadline:
                raise DeadlineExceeded(f"given up after {len(times) - 2} forwards: the deadline has passed")
            tick.take(self._forward(batch, tick.rows))
            times.append(time.perf_counter())
        heads = tick.outputs(self._norms(tick.choices))
        self._draft = tick.draft()
        times.append(time.perf_counter() if len(times) > 2 else times[1])  # there may be nothing to choose
        first = times[2]
        return Decoded(
            heads=heads,
            prompt_tokens=self.prefix_tokens + len(ids) + len(heads),
            cached_tokens=self.prefix_tokens,
            forwards=len(times) - 3,
            tokenize_ms=1e3 * (times[1] - times[0]),
            prefill_ms=1e3 * (first - times[1]),
            decode_ms=1e3 * (times[-1] - first),
        )
