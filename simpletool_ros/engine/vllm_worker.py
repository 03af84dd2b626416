"""The process of the ``vllm`` engine: vLLM's core and a loop around it.

    python -m simpletool_ros.engine.vllm_worker SOCKET SETTINGS

SOCKET is the number of an inherited file descriptor, SETTINGS the JSON of :class:`Settings`. Messages are
those of ``wire``. vLLM's engine core runs in this process: no tokenizer, no text and no second process stand
between a prompt and its answer. The process ends when the other end of its socket does, however that ended.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import socket
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .turns import Turns
from .vllm_core import Core, Request
from .wire import Alive, Ask, Channel, Drop, Failed, Message, Quit, Ready, Said, WireError

PULSE = 0.2
"""Seconds between signs of life."""

SWITCH = 0.0005
"""Seconds after which the loop lets the thread run that receives; Python's 5 ms are longer than a step."""

PREFILL = 1024
"""Tokens of a step that reads suffixes, up to which it has a CUDA graph."""


@dataclass(frozen=True, kw_only=True)
class Tuning:
    """What the user of the engine may set.

    Attributes:
        dtype: of the computation; ``auto``: the checkpoint's.
        context: the most tokens of a prompt and its answer.
        memory: share of the GPU's memory that vLLM takes, 0 to 1.
        robots: how many ticks decode at once; more wait.
        parallel: GPUs that share the model (tensor parallelism).
        compiled: compile the model and record CUDA graphs, which takes a minute or more.
        constrained: hold every head to what its schema allows.
    """

    dtype: str = "auto"
    context: int = 4096
    memory: float = 0.8
    robots: int = 32
    parallel: int = 1
    compiled: bool = True
    constrained: bool = True


@dataclass(frozen=True, kw_only=True)
class Settings(Tuning):
    """How vLLM is started.

    Attributes:
        model: the checkpoint's folder.
        cache_bytes: memory of the KV cache; 0: what ``memory`` leaves.
        block: tokens of a cache block; 0: the least that attention takes. The end of a suffix that does not
            fill one is computed by every head.
        weights: vLLM's load format; ``dummy``: random ones of the configuration's sizes, to measure speed.
    """

    model: str
    cache_bytes: int = 0
    block: int = 0
    weights: str = "auto"


def main() -> None:
    """Load, then serve until the other end is gone."""
    with contextlib.suppress(OSError, AttributeError):  # not the real-time priority of who started us
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    sys.setswitchinterval(SWITCH)
    number, settings = int(sys.argv[1]), Settings(**json.loads(sys.argv[2]))
    channel = Channel(socket.socket(fileno=number))
    inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()
    loop = Loop(channel, inbox, settings.robots)
    threading.Thread(target=_listen, args=(channel, inbox), daemon=True).start()
    threading.Thread(target=_pulse, args=(channel, loop), daemon=True).start()
    try:
        _check_quantization(Path(settings.model) / "config.json")
        engine = _load(settings)
        _warm_up(engine)
    except BaseException as error:  # whatever stops vLLM, the engine is to know why
        traceback.print_exc()
        sys.stderr.flush()
        channel.send(Failed(_root(error)))
        os._exit(1)
    config = engine.vllm_config
    channel.send(
        Ready(
            config.model_config.max_model_len,
            f"{config.model_config.dtype}, quantization {config.model_config.quantization or 'none'},"
            f" {config.cache_config.num_gpu_blocks} cache blocks of {config.cache_config.block_size} tokens",
        )
    )
    try:
        loop.run(Core(engine))
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)  # not through vLLM's own end, which may hang


def _listen(channel: Channel, inbox: queue.SimpleQueue[Message]) -> None:
    """Receive on a thread of its own: the end of the engine ends the process, whatever the loop does."""
    try:
        while (message := channel.receive()) is not None and not isinstance(message, Quit):
            inbox.put(message)
    finally:
        os._exit(0)


def _pulse(channel: Channel, loop: Loop) -> None:
    try:
        while True:
            channel.send(Alive(loop.turns, bool(loop.ticks)))
            time.sleep(PULSE)
    except WireError:
        os._exit(1)


def _load(settings: Settings) -> Any:
    """Return vLLM's engine with its core in this process."""
    # Before vLLM is imported, which reads them once. Nothing is fetched, and nothing is told to anyone.
    for key, value in {
        "VLLM_ENABLE_V1_MULTIPROCESSING": "0",
        "VLLM_NO_USAGE_STATS": "1",
        "HF_HUB_OFFLINE": "1",
        "VLLM_HOST_IP": "127.0.0.1",
        "VLLM_USE_FLASHINFER_SAMPLER": "0",  # greedy decoding has no use for it, and it may want a compiler
        "VLLM_CPU_OMP_THREADS_BIND": "nobind",
        "OMP_NUM_THREADS": "1",  # more spin while they wait: ten times slower on a shared machine
    }.items():
        os.environ.setdefault(key, value)
    # Not the second model runner, the usual one on a GPU: it takes no logits processors like ours; its
    # step took 4.7 ms, the first's 3.7 (4B, seven heads, H200); and the graphs of whole steps that it
    # records are of shorter suffixes than it replays them with.
    os.environ["VLLM_USE_V2_MODEL_RUNNER"] = "0"
    import torch
    from vllm import EngineArgs
    from vllm.v1.engine.llm_engine import LLMEngine

    options: dict[str, Any] = {}
    if settings.compiled and torch.cuda.is_available():
        # The whole step in one graph, suffixes too: else the host starts each layer's attention by itself.
        # Only FlashAttention 3 can; without it vLLM takes FULL_AND_PIECEWISE.
        options["compilation_config"] = {
            "cudagraph_mode": "FULL",
            "cudagraph_capture_sizes": graph_sizes(settings.robots),
        }
    if settings.cache_bytes:
        options["kv_cache_memory_bytes"] = settings.cache_bytes
    if settings.constrained:
        options["logits_processors"] = ["simpletool_ros.engine.constrain:Constrain"]
    # vLLM 0.32 on a CPU takes multiples of 32, on a GPU of 16.
    block = settings.block or (16 if torch.cuda.is_available() else 32)
    arguments = EngineArgs(
        model=settings.model,
        skip_tokenizer_init=True,
        dtype=settings.dtype,
        load_format=settings.weights,
        max_model_len=settings.context,
        gpu_memory_utilization=settings.memory,
        block_size=block,
        enable_prefix_caching=True,
        enforce_eager=not settings.compiled,
        max_num_seqs=7 * settings.robots,
        tensor_parallel_size=settings.parallel,
        disable_log_stats=True,
        **options,
    )
    return LLMEngine.from_engine_args(arguments)


def _check_quantization(file: Path) -> None:
    """Recognize a configuration that the installed compressed-tensors refuses for keys without a value.

    compressed-tensors writes ``scale_dtype`` and ``zp_dtype`` since 0.13, null where they say nothing, and
    before that it refuses every key it does not know.

    Raises:
        ValueError: with the keys and the mend.
    """
    said = json.loads(file.read_text(encoding="utf-8")).get("quantization_config") or {}
    if said.get("quant_method") != "compressed-tensors":
        return
    from compressed_tensors.quantization import QuantizationArgs

    known = set(QuantizationArgs.model_fields)
    groups = [group for group in said.get("config_groups", {}).values() if isinstance(group, dict)]
    parts = [part for group in groups for part in group.values() if isinstance(part, dict)]
    unknown = {key for part in parts for key, value in part.items() if value is None and key not in known}
    if unknown:
        raise ValueError(
            f"{file}: quantization_config has {' and '.join(sorted(unknown))}, null, which the installed"
            " compressed-tensors does not know; remove them there, or install a newer compressed-tensors"
        )


def _warm_up(engine: Any) -> None:
    """Decode once with every number of heads: no tick is to wait for what is compiled at first use."""
    from vllm import SamplingParams

    prompt = {"prompt_token_ids": [0] * min(256, engine.vllm_config.model_config.max_model_len - 8)}
    for heads in range(1, 8):
        for at in range(heads):
            parameters = SamplingParams(temperature=0.0, max_tokens=3, detokenize=False, logprobs=0)
            engine.add_request(f"warm-up {heads}.{at}", prompt, parameters)
        while engine.has_unfinished_requests():
            engine.step()
    engine.reset_prefix_cache()


def graph_sizes(robots: int) -> list[int]:
    """Return the numbers of tokens in a step to record graphs for, ascending; a step is padded to the next.

    A step that decodes has one to seven tokens a robot: every number of a single robot, then ever coarser.
    One that reads the suffix of a tick has some 130 to 900; beyond PREFILL the GPU has enough to do without a
    graph.
    """
    largest = 7 * robots
    fine = [*range(1, 9), *range(10, 33, 2), *range(36, 65, 4), *range(72, 257, 8), *range(288, 513, 32)]
    prefill = [*range(16, 257, 16), *range(288, 513, 32), *range(576, PREFILL + 1, 64)]
    return sorted({largest, *(size for size in fine if size < largest), *prefill})


def _root(error: BaseException) -> str:
    """Return the reason at the bottom of an error: vLLM wraps it more than once."""
    while error.__cause__ is not None:
        error = error.__cause__
    return f"{type(error).__name__}: {error}".strip()


@dataclass
class _Tick:
    """A tick that is being decoded."""

    ask: Ask
    began: float
    requests: list[Request]
    first: float = 0.0


class Loop:
    """Feeds vLLM and runs it step by step; what comes in meanwhile joins the next step."""

    def __init__(self, channel: Channel, inbox: queue.SimpleQueue[Message], robots: int) -> None:
        """Get ready; nothing is decoded before ``run``."""
        self._channel, self._inbox, self._turns = channel, inbox, Turns(robots)
        self.turns = 0
        self.ticks: dict[int, _Tick] = {}

    def run(self, core: Core) -> None:
        """Serve for ever."""
        while True:
            self.turns += 1
            self._take(core, wait=not self.ticks and not self._turns)
            self._expire(core)
            while (ask := self._turns.take(len(self.ticks), time.monotonic())) is not None:
                self._begin(core, ask)
            if self.ticks:
                self._step(core)

    def _take(self, core: Core, wait: bool) -> None:
        """Take what has come; without work, wait for it."""
        try:
            message = self._inbox.get(timeout=PULSE) if wait else self._inbox.get_nowait()
            while True:
                if isinstance(message, Ask):
                    self._turns.add(message)
                elif isinstance(message, Drop):
                    self._turns.drop(message.number)
                    if message.number in self.ticks:
                        core.drop(self.ticks.pop(message.number).requests)
                message = self._inbox.get_nowait()
        except queue.Empty:
            return

    def _begin(self, core: Core, ask: Ask) -> None:
        began = time.perf_counter()
        names = [f"{ask.number}.{at}" for at in range(len(ask.heads))]
        try:
            requests = core.add(names, ask.prompt, ask.heads, ask.grammar)
        except ValueError as error:
            self._channel.send(Said(ask.number, error=str(error)))
            return
        self.ticks[ask.number] = _Tick(ask, began, requests)

    def _step(self, core: Core) -> None:
        said = {int(request.name.split(".")[0]) for request in core.step()}
        now = time.perf_counter()
        for number in said:
            tick = self.ticks[number]
            tick.first = tick.first or now
            if all(request.finished for request in tick.requests):
                self._answer(tick, now)

    def _answer(self, tick: _Tick, now: float) -> None:
        ask = tick.ask
        del self.ticks[ask.number]
        self._turns.answered(ask, now - tick.began, time.monotonic())
        heads = [(request.ids, request.logprobs) for request in tick.requests]
        prompts = sum(len(ask.prompt) + len(tail) for tail, _, _ in ask.heads)
        computed = prompts - sum(request.cached for request in tick.requests)
        first_ms, rest_ms = 1e3 * (tick.first - tick.began), 1e3 * (now - tick.first)
        self._channel.send(Said(ask.number, heads, computed, first_ms, rest_ms))

    def _expire(self, core: Core) -> None:
        """Give up what can only be too late: the others have the time."""
        now = time.monotonic()
        late = [tick for tick in self.ticks.values() if tick.ask.deadline and now >= tick.ask.deadline]
        for tick in late:
            del self.ticks[tick.ask.number]
            core.drop(tick.requests)
        if late:
            self._turns.expired(time.perf_counter() - min(tick.began for tick in late))


if __name__ == "__main__":
    main()
