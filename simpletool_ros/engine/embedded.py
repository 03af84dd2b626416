"""The default engine: ONNX Runtime on any CPU, int8, nothing to download.

A session keeps the cache of its prefix; a tick writes behind it, and the next tick overwrites that. What a
tick decodes is in ``plan``, the graph in ``qwen3_onnx``.

A tick's draft is what the tick before said. In int8 the activations of a forward share one scale a tensor, so
the draft may move a logit by a rounding step, and a tie that is as near as that may fall the other way; the
answers of a session to the same ticks in the same order are always the same.
"""

from __future__ import annotations

import time

import numpy as np
import onnxruntime as ort

from ..core.heads import HeadPlan
from .base import DeadlineExceeded, Decoded, EngineError, PromptTooLong
from .checkpoint import Checkpoint
from .plan import Batch, Plan
from .qwen3_onnx import MASKED, PRECISIONS, build

SUFFIX_ROOM = 1024
"""Tokens of suffix that a session's cache has room for, if the checkpoint's context has."""

_WARM_UP = 64
"""Tokens of the suffix that is decoded on opening, so that the first tick is not a slow one."""


class EmbeddedEngine:
    """A Qwen3 checkpoint on the CPU; thread-safe, its sessions share the weights."""

    name = "embedded"

    def __init__(self, model: str, threads: int = 1, precision: str = "int8") -> None:
        """Load a checkpoint.

        Args:
            model: its folder, or the name of a shipped one.
            threads: that compute one forward. They never spin: the simulator and ROS need the cores too. One
                is as fast as two up to about ten million parameters, and steadier beside busy neighbours.
            precision: ``int8``, or ``float32`` as the reference.

        Raises:
            EngineError: the checkpoint cannot be read or is too large.
        """
        if precision not in PRECISIONS:
            raise EngineError(f"there is no precision {precision!r}; use one of {', '.join(PRECISIONS)}")
        checkpoint = Checkpoint.read(model)
        self.profile, self.training = checkpoint.profile, checkpoint.training
        self.sizes = checkpoint.model
        self.vocabulary = checkpoint.vocabulary
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            graph = build(checkpoint, precision).SerializeToString()
            self._runtime: ort.InferenceSession | None = ort.InferenceSession(
                graph, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # ONNX Runtime and protobuf raise classes of their own
            raise EngineError(
                f"{model}: ONNX Runtime cannot load it: {_first_line(error)};"
                " a graph may have 2 GB at most, use the vllm engine for large checkpoints"
            ) from error

    def open(self, prefix: str, plan: HeadPlan) -> EmbeddedSession:
        """Prime a prefix and compile what each head may say.

        Raises:
            PromptTooLong: the prefix does not fit.
            EngineError: the plan cannot be compiled for this checkpoint.
        """
        return EmbeddedSession(self, prefix, Plan(plan, self.vocabulary))

    def close(self) -> None:
        """Free the weights; the engine's sessions raise EngineError from then on."""
        self._runtime = None

    @property
    def runtime(self) -> ort.InferenceSession:
        """The loaded graph.

        Raises:
            EngineError: the engine is closed.
        """
        if self._runtime is None:
            raise EngineError("the engine is closed; load it again")
        return self._runtime


class EmbeddedSession:
    """A primed prefix of an :class:`EmbeddedEngine`."""

    def __init__(self, engine: EmbeddedEngine, prefix: str, plan: Plan) -> None:
        """See :meth:`EmbeddedEngine.open`."""
        self._engine = engine
        self._plan = plan
        ids = engine.vocabulary.encode(prefix)
        if not ids:
            raise EngineError("the prefix is empty; write the system text and the tools into it")
        sizes = engine.sizes
        self.prefix_tokens = len(ids)
        # Behind a suffix stand a head's tag and what it says.
        self._longest = min(SUFFIX_ROOM, sizes.max_position_embeddings - len(ids) - 1 - plan.reach)
        if self._longest < 1:
            raise PromptTooLong(
                f"the prefix has {len(ids)} tokens and a head up to {plan.reach}, the checkpoint's context"
                f" {sizes.max_position_embeddings}; shorten the system text or the tools"
            )
        self._binding: ort.IOBinding | None = engine.runtime.io_binding()
        shape = (1, sizes.num_key_value_heads, len(ids) + self._longest + plan.room, sizes.head_dim)
        names = [f"{part}.{layer}" for layer in range(sizes.num_hidden_layers) for part in ("keys", "values")]
        # Held here: an OrtValue does not own the memory of the array it was made from.
        self._cache = {name: ort.OrtValue.ortvalue_from_numpy(np.zeros(shape, np.float32)) for name in names}
        for name, buffer in self._cache.items():
            self._binding.bind_ortvalue_input(name, buffer)
            self._binding.bind_ortvalue_output(f"{name}.out", buffer)
        self._draft: dict[str, list[int]] = {}
        self._forward(Batch.causal(ids))
        self._run(ids[: min(_WARM_UP, self._longest)], None)
        self._draft = {}

    def count(self, suffix: str) -> int:
        """Return how many tokens a suffix has."""
        return len(self._engine.vocabulary.encode(suffix))

    def decode(self, suffix: str, deadline: float | None = None) -> Decoded:
        """Decode every head of the plan behind prefix and suffix; see :class:`~.base.Session`."""
        began = time.perf_counter()
        ids = self._engine.vocabulary.encode(suffix)
        if len(ids) > self._longest:
            raise PromptTooLong(
                f"the suffix has {len(ids)} tokens, there is room for {self._longest} behind the prefix;"
                " shorten the instruction or the environment"
            )
        return self._run(ids, deadline, began)

    def close(self) -> None:
        """Free the session's cache."""
        self._binding = None
        self._cache = {}

    def _run(self, ids: list[int], deadline: float | None, began: float | None = None) -> Decoded:
        times = [began or time.perf_counter(), time.perf_counter()]
        tick = self._plan.tick(self.prefix_tokens, ids, self._draft)
        while (batch := tick.batch()) is not None:
            if deadline is not None and time.monotonic() >= deadline:
                raise DeadlineExceeded(f"given up after {len(times) - 2} forwards: the deadline has passed")
            tick.take(self._forward(batch))
            times.append(time.perf_counter())
        self._draft, heads = tick.draft(), tick.outputs()
        first = times[2] if len(times) > 2 else times[1]  # there may be nothing to choose
        return Decoded(
            heads=heads,
            prompt_tokens=self.prefix_tokens + len(ids) + len(heads),
            cached_tokens=self.prefix_tokens,
            forwards=len(times) - 2,
            tokenize_ms=1e3 * (times[1] - times[0]),
            prefill_ms=1e3 * (first - times[1]),
            decode_ms=1e3 * (times[-1] - first),
        )

    def _forward(self, batch: Batch) -> np.ndarray:
        """Run the model: logits float32 [R, vocabulary], the cache extended in place."""
        runtime, binding = self._engine.runtime, self._binding
        if binding is None:
            raise EngineError("the session is closed; open another")
        total = batch.start + len(batch.ids)
        inputs = {
            "ids": batch.ids[None],
            "positions": batch.positions[None],
            "mask": np.where(batch.visible, np.float32(0), MASKED)[None, None],
            "rows": batch.rows,
            "last": np.array([total - 1], np.int32),
            "total": np.array([total], np.int32),
        }
        for name, value in inputs.items():
            binding.bind_cpu_input(name, value)
        binding.bind_output("logits", "cpu")
        try:
            runtime.run_with_iobinding(binding)
        except Exception as error:  # ONNX Runtime raises classes of its own
            raise EngineError(f"ONNX Runtime failed: {_first_line(error)}") from error
        logits: np.ndarray = binding.get_outputs()[-1].numpy()
        return logits


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
