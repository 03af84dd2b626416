"""What it costs to hold heads to their grammars on vLLM, and what comes out: three ways on the same ticks.

    python benchmarks/constraints.py --model nano --ticks 100
    python benchmarks/constraints.py --model /tmp/4b --unchecked        on a GPU, without a trained checkpoint

- none: heads end at their closing tag, at ``<|null|>`` or at ``<|im_end|>``;
- processor: the ``vllm`` engine's logits processor (``engine/constrain.py``);
- structured: vLLM's structured outputs, a choice between the texts of each head, with its own backends.

All of them decode in this process, from token-id prompts, with the same engine. ``cpu`` is the processor time
of a tick, which busy neighbours disturb less; ``steps`` are those of vLLM's loop, ``a step`` what one of them
takes: random weights (benchmarks/random_checkpoint.py) end no head by themselves, so the ways differ in their
steps; ``right`` counts the ticks whose call is the one that the float32 embedded engine makes.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("VLLM_ENABLE_V1_MULTIPROCESSING", "0")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("VLLM_CPU_OMP_THREADS_BIND", "nobind")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from vllm import EngineArgs, SamplingParams  # noqa: E402
from vllm.sampling_params import StructuredOutputsParams  # noqa: E402
from vllm.v1.engine.llm_engine import LLMEngine  # noqa: E402

from simpletool_ros.core.contract import Contract  # noqa: E402
from simpletool_ros.core.decode import decode  # noqa: E402
from simpletool_ros.core.heads import NULL, HeadPlan, Stop  # noqa: E402
from simpletool_ros.core.prompt import Profile, Prompt  # noqa: E402
from simpletool_ros.core.resources import find  # noqa: E402
from simpletool_ros.engine.answers import Answer, Asked, Reader  # noqa: E402
from simpletool_ros.engine.embedded import EmbeddedEngine  # noqa: E402
from simpletool_ros.engine.metadata import Metadata  # noqa: E402
from simpletool_ros.engine.plan import Plan  # noqa: E402


class Way:
    """One way to decode a tick."""

    def __init__(self, engine: Any, plan: Plan, name: str) -> None:
        """``name``: none, processor, xgrammar or guidance."""
        self._engine, self._plan, self.name = engine, plan, name
        self._reader = Reader(plan, constrained=name == "processor")
        self._number = self.steps = 0

    def tick(self, prompt: list[int]) -> Any:
        """Decode the heads of a tick; None where the answers make no call."""
        heads = self._ask(prompt, self._reader.first)
        again = self._reader.again(heads)
        if again is not None:
            asked, kept = again
            heads |= {head: kept[head] + answer for head, answer in self._ask(prompt, asked).items()}
        outputs = self._reader.outputs(heads)
        if self.name == "guidance":  # it ends a text by <|im_end|>, never by the tag
            outputs = {
                name: replace(head, stop=Stop.CLOSED) if head.stop is Stop.END else head
                for name, head in outputs.items()
            }
        return decode(outputs, self._plan.heads.toolset)[1]

    def _ask(self, prompt: list[int], asked: Asked) -> dict[str, Answer]:
        vocabulary = self._plan.vocabulary
        for question in asked.questions:
            parameters = SamplingParams(
                temperature=0,
                max_tokens=question.limit,
                stop_token_ids=list(question.stops),
                detokenize=False,
                logprobs=0,
                extra_args={"simpletool": asked.grammar} if asked.grammar else None,
                structured_outputs=self._structured(question.head),
            )
            tail = [vocabulary.opening(question.head), *question.known]
            self._number += 1
            self._engine.add_request(
                f"{self._number}.{question.head}", {"prompt_token_ids": prompt + tail}, parameters
            )
        heads = {}
        while self._engine.has_unfinished_requests():
            self.steps += 1
            for output in self._engine.step():
                if output.finished:
                    said = output.outputs[0]
                    logprobs = tuple(
                        step[token].logprob for token, step in zip(said.token_ids, said.logprobs, strict=True)
                    )
                    heads[output.request_id.split(".")[1]] = Answer(tuple(said.token_ids), logprobs)
        return heads

    def _structured(self, head: str) -> Any:
        if self.name not in ("xgrammar", "guidance"):
            return None
        domain = self._plan.heads.domain(head)
        return StructuredOutputsParams(choice=[*domain.texts, *([NULL] if domain.null else [])])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default="nano")
    parser.add_argument("--contract", default="turtlebot3", help="with values that can be listed alone")
    parser.add_argument("--ticks", type=int, default=100)
    parser.add_argument("--dtype", default="auto")
    parser.add_argument("--unchecked", action="store_true", help="leave out what is right: of random weights")
    parser.add_argument("--ways", nargs="+", default=["none", "processor", "xgrammar", "guidance"])
    options = parser.parse_args()
    contract = Contract.load(find(options.contract, "config"))
    told = Metadata.read(options.model)
    prompt = Prompt(Profile.load(told.profile), contract.toolset, contract.prompt.system)
    plan = Plan(HeadPlan(contract.toolset), told.vocabulary())
    recorded = json.loads((ROOT / "test/vllm/suffixes.json").read_text(encoding="utf-8"))
    suffixes = [recorded[at % len(recorded)] for at in range(options.ticks)]
    calls: list[Any] = []
    if not options.unchecked:
        reference = EmbeddedEngine(options.model, precision="float32").open(prompt.prefix, plan.heads)
        calls = [decode(reference.decode(suffix).heads, contract.toolset)[1] for suffix in suffixes]
    prefix = plan.vocabulary.encode(prompt.prefix)
    prompts = [prefix + plan.vocabulary.encode(suffix) for suffix in suffixes]
    print("way            p50      p99  cpu p50  steps  a step  right")
    for backend in ("xgrammar", "guidance"):
        names = [
            name for name in options.ways if name == backend or (backend == "xgrammar" and name != "guidance")
        ]
        if names:
            measure(options, backend, [*names], plan, prompts, calls, str(told.path))


def measure(
    options: argparse.Namespace,
    backend: str,
    names: list[str],
    plan: Plan,
    prompts: list[list[int]],
    calls: list[Any],
    folder: str,
) -> None:
    """Measure the ways of an engine with one backend of structured outputs, taking turns."""
    import torch

    gpu = torch.cuda.is_available()
    engine = LLMEngine.from_engine_args(
        EngineArgs(
            model=folder,
            dtype=options.dtype,
            max_model_len=2048,
            block_size=16 if gpu else 32,
            enforce_eager=not gpu,
            enable_prefix_caching=True,
            disable_log_stats=True,
            logits_processors=["simpletool_ros.engine.constrain:Constrain"],
            structured_outputs_config={"backend": backend},
            **({} if gpu else {"kv_cache_memory_bytes": 2**28}),
        )
    )
    ways = [Way(engine, plan, name) for name in names]
    times: dict[str, list[float]] = {name: [] for name in names}
    used: dict[str, list[float]] = {name: [] for name in names}
    right = dict.fromkeys(names, 0)
    for at, prompt in enumerate([*prompts[:5], *prompts]):
        for way in ways:
            engine.reset_prefix_cache() if at < 5 else None
            began, cpu, steps = time.perf_counter(), time.process_time(), way.steps
            call = way.tick(prompt)
            if at < 5:
                way.steps = steps
            else:
                times[way.name].append(1e3 * (time.perf_counter() - began))
                used[way.name].append(1e3 * (time.process_time() - cpu))
                right[way.name] += bool(calls) and call == calls[at - 5]
    for way in ways:
        taken = times[way.name]
        p50, p99 = np.percentile(taken, (50, 99))
        print(
            f"{way.name:10} {p50:7.1f}  {p99:7.1f}"
            f"  {statistics.median(used[way.name]):7.1f}  {way.steps / len(taken):5.2f}"
            f"  {sum(taken) / way.steps:6.2f}" + (f"  {right[way.name]} of {len(taken)}" if calls else "  –"),
            flush=True,
        )


if __name__ == "__main__":
    main()
