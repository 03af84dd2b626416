"""The engine for one or a few robots at the lowest latency: our own decoder in PyTorch.

On an NVIDIA GPU it runs in bfloat16 (or W4A16) as CUDA graphs, on a CPU in float32, where it is what the
other engines are compared with. What a tick decodes is in ``plan``, the model in ``qwen_torch``.

The prefix is computed once. A tick's first forward takes the suffix and all heads, each later one a row for
every unfinished head. Logits are computed of the tokens that heads are told apart by and no others; those of
the whole vocabulary, which only the log-probabilities need, once at the end of the tick.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any
from weakref import WeakSet

import numpy as np
import torch
from torch import Tensor

from ..core.heads import HeadPlan
from . import ops_torch
from .base import DeadlineExceeded, EngineError
from .graphs import Forward, Layout, Replay, Shape, rounded
from .metadata import Metadata
from .plan import Batch, Plan, Scores
from .qwen_torch import Cache, Decoder, Inputs, logits
from .scheme import Scheme
from .session import PlanSession
from .sizes import Qwen, Qwen2, Qwen3, read_sizes
from .weights_torch import read_weights

_LOG = logging.getLogger(__name__)

_USUAL = 256
"""Tokens of suffix, and of a later batch, up to which every shape of a tick is captured when a session opens;
a longer one makes the first tick of its length slow."""

_NORMS = 8
"""The rows whose norms are asked for are padded to a multiple of it."""

_USUAL_NORMS = 64
"""Norms up to which all are captured when a session opens."""


@dataclass(frozen=True)
class DirectOptions:
    """How it is run; see :class:`DirectEngine`."""

    device: str = ""


class DirectEngine:
    """A dense Qwen2, Qwen2.5 or Qwen3 checkpoint; thread-safe, its sessions share weights and take turns."""

    name = "direct"

    def __init__(self, model: str, device: str = "") -> None:
        """Load a checkpoint.

        Args:
            model: its folder, or the name of a shipped one.
            device: ``cuda`` (with a number or not, ``cuda:1``) or ``cpu``; empty: a GPU if there is one.

        Raises:
            EngineError: the checkpoint cannot be read, or does not fit.
        """
        told = Metadata.read(model)
        self.profile, self.training = told.profile, told.training
        source = str(told.path / "config.json")
        self.sizes = read_sizes(told.config, source, Qwen2, Qwen3)
        scheme = Scheme.read(told.config, source)
        self.vocabulary = told.vocabulary()
        self.device = _device(device)
        gpu = self.device.type == "cuda"
        self._turn = Turn()
        self._sessions: WeakSet[DirectSession] = WeakSet()
        self._stream = torch.cuda.Stream(self.device) if gpu else None
        self.pool = torch.cuda.graph_pool_handle() if gpu else None
        with self.turn(f"{model}: the weights"):
            dtype = torch.bfloat16 if gpu else torch.float32
            ops = _ops(self.device, self.sizes)
            kernels = ops is not ops_torch
            weights = read_weights(told.path, self.sizes, scheme, self.device, dtype, kernels)
            self._decoder: Decoder | None = Decoder(self.sizes, weights, ops)

    def open(self, prefix: str, plan: HeadPlan) -> DirectSession:
        """Prime a prefix and compile what each head may say.

        Raises:
            PromptTooLong: the prefix does not fit.
            EngineError: the plan cannot be compiled for this checkpoint, or the GPU's memory is used up.
        """
        session = DirectSession(self, prefix, Plan(plan, self.vocabulary))
        self._sessions.add(session)
        return session

    def close(self) -> None:
        """Free the engine; its sessions are closed."""
        for session in list(self._sessions):
            session.close()
        self._decoder = None

    @property
    def decoder(self) -> Decoder:
        """The model.

        Raises:
            EngineError: the engine is closed.
        """
        if self._decoder is None:
            raise EngineError("the engine is closed; load it again")
        return self._decoder

    @contextmanager
    def turn(self, what: str, deadline: float | None = None) -> Iterator[None]:
        """Hold the device while something runs on it; sessions take turns by the forward.

        Raises:
            DeadlineExceeded: it was not free by then.
            EngineError: the device's memory is used up, or it failed.
        """
        stream = nullcontext() if self._stream is None else torch.cuda.stream(self._stream)
        try:
            with self._turn.taken(deadline), torch.inference_mode(), stream:
                yield
        except torch.OutOfMemoryError as error:
            free, total = torch.cuda.mem_get_info(self.device)
            raise EngineError(
                f"{what} do not fit: {free / 1e9:.1f} of the GPU's {total / 1e9:.1f} GB are free; use a W4A16"
                " or a smaller checkpoint, end what else uses the GPU, or spread it over several with vllm"
            ) from error
        except EngineError:
            raise
        except RuntimeError as error:
            raise EngineError(f"{what}: PyTorch failed: {(str(error).splitlines() or ['?'])[0]}") from error


class Turn:
    """A lock that is taken in the order it is asked for.

    One who lets go and asks again at once, as a session that opens does, comes after a tick that waits; an
    ordinary lock would let him in first.
    """

    def __init__(self) -> None:
        """Start free."""
        self._next, self._held = threading.Lock(), threading.Lock()

    def taken(self, deadline: float | None) -> AbstractContextManager[None]:
        """Return what holds it for the length of a with-statement.

        Args:
            deadline: ``time.monotonic()`` seconds; None: whenever it is free.

        Raises:
            DeadlineExceeded: by the with-statement: it was not free by then.
        """
        return _Taken(self._next, self._held, deadline)


class _Taken(AbstractContextManager[None]):
    """A turn that is taken; a generator would cost more than the locks."""

    def __init__(self, queue: threading.Lock, held: threading.Lock, deadline: float | None) -> None:
        self._next, self._held, self._deadline = queue, held, deadline

    def __enter__(self) -> None:
        _take(self._next, self._deadline)
        try:
            _take(self._held, self._deadline)
        finally:
            self._next.release()

    def __exit__(self, *_: object) -> None:
        self._held.release()


def _take(lock: threading.Lock, deadline: float | None) -> None:
    if lock.acquire(blocking=False):
        return
    left = -1.0 if deadline is None else max(deadline - time.monotonic(), 0.0)
    if not lock.acquire(timeout=left):
        raise DeadlineExceeded("the device was busy with other sessions until the deadline")


class DirectSession(PlanSession):
    """A primed prefix of a :class:`DirectEngine`."""

    def __init__(self, engine: DirectEngine, prefix: str, plan: Plan) -> None:
        """See :meth:`DirectEngine.open`."""
        super().__init__(engine.vocabulary, engine.sizes.max_position_embeddings, prefix, plan)
        self._engine = engine
        layout = Layout.of(plan, self.slots)
        what = "a session's cache and graphs"
        with engine.turn(what):
            self._model: _Model | None = _Model(engine.decoder, plan, layout, engine.pool)
        self._prime()
        first = min(_USUAL, self._longest) + plan.most_first
        for shape in layout.usual(self.prefix_tokens, first, min(_USUAL, plan.most_later)):
            with engine.turn(what):  # one after the other: another session may be driving a robot
                self._model.forward(shape)
        for count in range(_NORMS, min(_USUAL_NORMS, layout.rows) + 1, _NORMS):
            with engine.turn(what):
                self._model.normer(count)

    def close(self) -> None:
        """Free the session's cache."""
        self._model = None

    def _forward(self, batch: Batch, row: int = 0) -> Scores:
        with self._engine.turn("a forward's values", self._deadline):
            return self._opened.run(batch, row)

    def _norms(self, rows: np.ndarray) -> np.ndarray:
        with self._engine.turn("the logits", self._deadline):
            return self._opened.norms(rows)

    @property
    def _opened(self) -> _Model:
        if self._model is None:
            raise EngineError("the session is closed; open another")
        return self._model


class _Model:
    """The decoder with one session's cache, in graphs."""

    def __init__(self, decoder: Decoder, plan: Plan, layout: Layout, pool: object) -> None:
        self._decoder, self._layout, self._pool = decoder, layout, pool
        self._head = decoder.weights.head
        self._device = self._head.device
        self._cache = Cache.empty(decoder.sizes, layout.slots, self._head)
        self._hidden = self._head.new_zeros(layout.rows, self._head.shape[1])  # of the tick's rows
        # Few columns: in float32 they cost nothing, and logits that are told apart are not rounded.
        self._listed = self._head[self._on_device(plan.listed)].float()
        self._banned: Tensor | None = None
        if plan.free:  # added to logits, leaves the ordinary tokens
            self._banned = torch.full((len(self._head),), -torch.inf, device=self._device)
            self._banned[self._on_device(plan.vocabulary.ordinary)] = 0
        self._forwards: dict[Shape, Forward] = {}
        self._normers: dict[int, _Norms] = {}

    def run(self, batch: Batch, row: int) -> Scores:
        """Run a batch whose first row is ``row`` of the tick."""
        shape = self._layout.shape(len(batch.ids), batch.start)
        # The prefix comes once: no graph.
        forward = self.forward(shape) if batch.start else self._uncaptured(shape)
        out = forward.decode(batch, row)
        if self._banned is None:
            return Scores(out.copy())
        return Scores(out[:, :-2].copy(), (out[:, -2].astype(np.int64), out[:, -1].copy()))

    def norms(self, rows: np.ndarray) -> np.ndarray:
        """Return the norms of rows of the tick."""
        return self.normer(rounded(max(len(rows), 1), _NORMS)).norms(rows)

    def normer(self, count: int) -> _Norms:
        """Return what gives the norms of ``count`` rows of the tick, captured if it is a usual number."""
        if count not in self._normers:
            normer = _Norms(count, self._hidden, self._head)
            if self._device.type == "cuda" and count <= _USUAL_NORMS:
                normer.capture(self._pool)
            self._normers[count] = normer
        return self._normers[count]

    def forward(self, shape: Shape) -> Forward:
        """Return the forward of a shape, captured if it has not been."""
        if shape not in self._forwards:
            forward = self._uncaptured(shape)
            if self._device.type == "cuda":
                forward.capture(self._pool)
            self._forwards[shape] = forward
        return self._forwards[shape]

    def _uncaptured(self, shape: Shape) -> Forward:
        return Forward(self._compute, shape, self._layout, self._device)

    def _compute(self, given: Inputs, kept: Tensor) -> Tensor:
        """Run the decoder; keep the hidden states as the tick's rows ``kept``.

        Returns:
            Of each row the logits of ``Plan.listed``; with free text two more columns, the likeliest ordinary
            token (an id is exact in float32) and its logit.
        """
        hidden = self._decoder(given, self._cache)
        self._hidden.index_copy_(0, kept, hidden)
        listed = logits(hidden, self._listed)
        if self._banned is None:
            return listed
        best = (logits(hidden, self._head) + self._banned).max(-1)
        return torch.cat([listed, best.indices[:, None].float(), best.values[:, None]], 1)

    def _on_device(self, ids: np.ndarray) -> Tensor:
        return torch.from_numpy(ids).to(self._device)


class _Norms(Replay):
    """Gives the norms of some rows of a tick."""

    def __init__(self, count: int, hidden: Tensor, head: Tensor) -> None:
        """Allocate the inputs.

        Args:
            count: the most rows.
            hidden: of the tick's rows.
            head: of the whole vocabulary.
        """
        super().__init__(8 * count, head.device)
        self._hidden, self._head = hidden, head
        self._filled: np.ndarray = self.given.view(torch.int64).numpy()
        self._rows = self.taken.view(torch.int64)

    def norms(self, rows: np.ndarray) -> np.ndarray:
        """Return the norms of rows."""
        self._filled[: len(rows)] = rows  # behind them are any others
        return self.run()[: len(rows)].copy()

    def _compute(self) -> Tensor:
        return logits(self._hidden[self._rows], self._head).logsumexp(-1)


def _device(name: str) -> torch.device:
    seen = torch.cuda.device_count()
    try:
        device = torch.device(name or ("cuda" if seen else "cpu"))
    except RuntimeError as error:
        raise EngineError(f"there is no device {name!r}; use cuda, cuda:1 or cpu") from error
    if device.type not in ("cuda", "cpu") or (device.type == "cuda" and (device.index or 0) >= seen):
        raise EngineError(f"device is {name!r}, and PyTorch sees {seen} GPUs; use another, or cpu")
    return device


def _ops(device: torch.device, sizes: Qwen) -> Any:
    """Return what the decoder is made of: Triton's kernels on a GPU that can."""
    if device.type == "cpu":
        return ops_torch
    width = sizes.head_dim
    fits = {
        "head_dim": width >= 16 and not width & (width - 1),
        "hidden_size": sizes.hidden_size % 16 == 0,
        "intermediate_size": sizes.intermediate_size % 16 == 0,
    }
    refused = [f"{name} {getattr(sizes, name)}" for name, fit in fits.items() if not fit]
    if refused or find_spec("triton") is None:
        why = f"they take no {' and no '.join(refused)}" if refused else "triton is not installed"
        _LOG.warning("ticks are slower without Triton's kernels: %s", why)
        return ops_torch
    from . import ops_triton

    return ops_triton
