"""The default engine: ONNX Runtime on any CPU, int8, nothing to download.

What a tick decodes is in ``plan``, the graph in ``qwen3_onnx``.

In int8 the activations of a forward share one scale a tensor, so a tick's draft may move a logit by a
rounding step, and a tie that is as near as that may fall the other way; the answers of a session to the same
ticks in the same order are always the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import onnxruntime as ort

from ..core.heads import HeadPlan
from .base import EngineError
from .checkpoint import Checkpoint
from .plan import Batch, Plan, Scores, log_sum_exp
from .qwen3_onnx import MASKED, PRECISIONS, build
from .session import PlanSession


@dataclass(frozen=True)
class EmbeddedOptions:
    """How the graph is run; see :class:`EmbeddedEngine`."""

    threads: int = 1
    precision: str = "int8"


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


class EmbeddedSession(PlanSession):
    """A primed prefix of an :class:`EmbeddedEngine`."""

    def __init__(self, engine: EmbeddedEngine, prefix: str, plan: Plan) -> None:
        """See :meth:`EmbeddedEngine.open`."""
        sizes = engine.sizes
        super().__init__(engine.vocabulary, sizes.max_position_embeddings, prefix, plan)
        self._engine = engine
        self._logits: list[np.ndarray] = []  # of the forwards of this tick
        self._binding: ort.IOBinding | None = engine.runtime.io_binding()
        shape = (1, sizes.num_key_value_heads, self.slots, sizes.head_dim)
        names = [f"{part}.{layer}" for layer in range(sizes.num_hidden_layers) for part in ("keys", "values")]
        # Held here: an OrtValue does not own the memory of the array it was made from.
        self._cache = {name: ort.OrtValue.ortvalue_from_numpy(np.zeros(shape, np.float32)) for name in names}
        for name, buffer in self._cache.items():
            self._binding.bind_ortvalue_input(name, buffer)
            self._binding.bind_ortvalue_output(f"{name}.out", buffer)
        self._prime()

    def close(self) -> None:
        """Free the session's cache."""
        self._binding = None
        self._cache = {}

    def _forward(self, batch: Batch, row: int = 0) -> Scores:
        if row == 0:
            self._logits = []
        self._logits.append(self._run_graph(batch))
        return self._plan.scores(self._logits[-1])

    def _norms(self, rows: np.ndarray) -> np.ndarray:
        return log_sum_exp(np.concatenate(self._logits)[rows])

    def _run_graph(self, batch: Batch) -> np.ndarray:
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
