"""The direct engine against the machine's floor: ticks of exactly K steps, and of a real contract.

    python benchmarks/direct_speed.py --size qwen3-4b --json 4b.json     random weights: nothing to fetch
    python benchmarks/direct_speed.py --size qwen3-4b --w4a16
    python benchmarks/direct_speed.py --size small --ticks 20            on a CPU, to see that it works

First the floor. Then, prefix 512 tokens and suffix 128, new in every tick:

- NxKy: N heads decode exactly K tokens each (benchmarks/forced.py); plan: of that, deciding on the host;
- drive: 200 ticks in a row of the shipped robot contract (benchmarks/drive.jsonl), constrained, as many steps
  as needed, each with the draft of the one before, as a session does it; and without drafts. Numbers are
  tokenized digit by digit, as Qwen's tokenizers do;
- json: each of these calls as JSON text, token by token, on the same engine;
- profile: where the milliseconds of a tick of 7 heads and 8 steps go on the GPU, by kind of kernel, those in
  which two overlap counted twice; and those in which nothing runs there, between the kernels of a graph or
  because the host has the word.

What a tick costs the host is measured without a GPU by benchmarks/plan_speed.py.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from figures import keep
from forced import Forced, exactly
from random_checkpoint import DRIVE, GROUP, SIZES, RandomTensors, write_settings
from texts import text

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from simpletool_ros.core.heads import END, HeadPlan  # noqa: E402
from simpletool_ros.core.tools import Toolset  # noqa: E402
from simpletool_ros.engine import direct  # noqa: E402
from simpletool_ros.engine.direct import DirectEngine  # noqa: E402
from simpletool_ros.engine.scheme import Scheme  # noqa: E402
from simpletool_ros.engine.sizes import Qwen  # noqa: E402
from simpletool_ros.engine.weights_torch import Assembly  # noqa: E402
from simpletool_ros.train import dataset, offers  # noqa: E402

PREFIX, SUFFIX = 512, 128
SHAPES = ((1, 8), (4, 4), (4, 8), (7, 4), (7, 8))
TEXT = Toolset.from_openai(
    [{"name": "write", "parameters": {"properties": {"text": {"type": "string"}}, "required": ["text"]}}]
)
GAP = 15.0
"""Microseconds between two kernels of one graph, at the most."""
KINDS = {  # of kernels, by what their names hold
    "matrix products": ("gemm", "gemv", "cutlass", "nvjet", "splitk", "cublas", "_skinny", "_many"),
    "attention": ("_attend", "_combine"),
    "between them": ("_add_norm", "_place", "_swiglu"),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, required=True, help="of the random weights")
    parser.add_argument("--w4a16", action="store_true", help="in four bits, groups of 128")
    parser.add_argument("--ticks", type=int, default=200, help="of each kind (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures here too, as they come")
    options = parser.parse_args()
    sizes = SIZES[options.size]
    report: dict[str, Any] = {
        "engine": "direct", "size": options.size, "w4a16": options.w4a16, "ticks": options.ticks, **about()
    }  # fmt: skip
    print(f"{options.size} {weights_kind(options)} on {report['device']}, torch {report['torch']}")
    report["floor_ms"] = floor(sizes, options.w4a16)
    print(
        "{GB:.2f} GB a pass, {GB/s:.0f} GB/s read, {TFLOP/s:.1f} TFLOP/s".format(**report["floor_ms"]),
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        engine, report["load_s"] = make_engine(Path(folder), sizes, options.w4a16)
    for _ in measure(engine, options.ticks, report):
        keep(options.json, report)
    report["drive"] = drive(engine, options.ticks)
    keep(options.json, report)
    report["profile_ms"] = profile(engine)
    keep(options.json, {**report, "complete": True})
    show(report)


def about() -> dict[str, str]:
    """Return the machine and the versions."""
    cpu = f"{platform.processor() or 'CPU'}, {os.cpu_count()} cores"
    return {
        "device": torch.cuda.get_device_name() if torch.cuda.is_available() else cpu,
        "torch": torch.__version__,
        "python": platform.python_version(),
    }


def weights_kind(options: argparse.Namespace) -> str:
    """Return what the weights are in."""
    return "W4A16" if options.w4a16 else "bf16" if torch.cuda.is_available() else "float32"


# -- the floor ---


def floor(sizes: Qwen, w4a16: bool) -> dict[str, float]:
    """Return the milliseconds no engine can go below, by shape, and what they follow from.

    K passes over the weights at the measured bandwidth, and the multiplications of suffix and heads at the
    measured rate.
    """
    gpu = torch.cuda.is_available()
    device, dtype = ("cuda", torch.bfloat16) if gpu else ("cpu", torch.float32)
    layers = sizes.num_hidden_layers * sum(
        math.prod(shape) for shape in sizes.layer_shapes.values() if len(shape) > 1
    )
    head = sizes.vocab_size * sizes.hidden_size
    width = dtype.itemsize
    size = layers * (0.5 + 2 / GROUP if w4a16 and gpu else width) + width * head
    block = torch.ones(2**30 if gpu else 2**26, dtype=torch.float32, device=device)
    side = 8192 if gpu else 1024
    square = torch.randn(side, side, dtype=dtype, device=device)
    read = 4 * block.numel() / best(lambda: block.sum())
    rate = 2 * side**3 / best(lambda: square @ square)
    found = {
        f"N{n}K{k}": 1e3 * (k * size / read + 2 * (layers * (SUFFIX + n) + head * n) / rate)
        for n, k in SHAPES
    }
    return {"GB": size / 1e9, "GB/s": read / 1e9, "TFLOP/s": rate / 1e12, **found}


def best(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of ten runs."""
    times = []
    for _ in range(12):
        began = time.perf_counter()
        work()
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        times.append(time.perf_counter() - began)
    return min(times[2:])


# -- random weights ---


def make_engine(folder: Path, sizes: Qwen, w4a16: bool) -> tuple[DirectEngine, float]:
    """Return the engine with random weights, and the seconds that loading took."""
    write_settings(folder, sizes, w4a16)

    def read(
        _: Path, sizes: Qwen, scheme: Scheme | None, device: torch.device, dtype: torch.dtype, kernels: bool
    ) -> Any:
        tensors = RandomTensors(sizes, scheme is not None, device, dtype)
        return Assembly(tensors, "random weights", sizes, scheme, device, dtype, kernels).weights()

    direct.read_weights = read
    torch.manual_seed(0)
    began = time.perf_counter()
    return DirectEngine(str(folder)), time.perf_counter() - began


# -- measuring ---


def measure(engine: DirectEngine, ticks: int, report: dict[str, Any]) -> Iterator[None]:
    """Measure the shapes, one after the other, into a report."""
    numbers = random.Random(0)
    ids = [int(token) for token in engine.vocabulary.ordinary]
    prefix = text(engine.vocabulary, numbers, PREFIX)
    report |= {"ticks_ms": {}, "plan_ms": {}}
    for n, k in SHAPES:
        began = time.perf_counter()
        heads, call = exactly(engine.vocabulary, n, k)
        session = engine.open(prefix, heads)
        report.setdefault("open_s", round(time.perf_counter() - began, 2))
        forced = Forced(session)
        times, planning = [], []
        for _ in range(ticks + 5):
            times.append(forced.tick(numbers.choices(ids, k=SUFFIX), call))
            planning.append(forced.planning_ms)
            if forced.forwards != k:
                raise SystemExit(f"N{n}K{k} took {forced.forwards} forwards")
        report["ticks_ms"][f"N{n}K{k}"] = spread(times[5:])
        report["plan_ms"][f"N{n}K{k}"] = statistics.median(planning[5:])
        report["prefix_tokens"] = session.prefix_tokens
        session.close()
        yield


def drive(engine: DirectEngine, ticks: int) -> dict[str, Any]:
    """Measure a robot on its way: real prompts and grammars, and what a trained model would say."""
    offer = offers.shipped()
    prefix, heads = offer.checked_prompt.prefix, HeadPlan(offer.toolset)
    session = engine.open(prefix, heads)
    going, fresh = Forced(session), Forced(engine.open(prefix, heads))
    writer = engine.open(prefix, HeadPlan(TEXT))
    times: dict[str, list[float]] = {name: [] for name in ("drafted", "fresh", "json")}
    forwards: dict[str, list[int]] = {"drafted": [], "fresh": []}
    tokens, ratios, lengths = [], [], []
    examples = dataset.read(DRIVE, offer.toolset)
    for number in range(ticks):
        one = examples[number % len(examples)]
        ids = engine.vocabulary.encode(one.suffix)
        lengths.append(len(ids))
        times["drafted"].append(going.tick(ids, one.call, going.draft))
        times["fresh"].append(fresh.tick(ids, one.call))
        forwards["drafted"].append(going.forwards)
        forwards["fresh"].append(fresh.forwards)
        if one.call is not None and number % 10 == 0:
            text = json.dumps({"name": one.call.function, "arguments": dict(one.call.arguments)}) + END
            tokens.append(session.count(text))
            times["json"].append(writer.stream(one.suffix, tokens[-1]))
            ratios.append(times["json"][-1] / times["fresh"][-1])
    return {
        "prefix_tokens": session.prefix_tokens,
        "suffix_tokens": statistics.fmean(lengths),
        "forwards": {name: statistics.fmean(counts) for name, counts in forwards.items()},
        "json_tokens": statistics.median(tokens),
        "json_against_fresh": statistics.median(ratios),
        "ms": {name: spread(values) for name, values in times.items()},
    }


def spread(values: list[float]) -> dict[str, float]:
    """Return the median and the 99th percentile."""
    p50, p99 = np.percentile(values, (50, 99))
    return {"p50": float(p50), "p99": float(p99)}


def profile(engine: DirectEngine) -> dict[str, float]:
    """Return the GPU's milliseconds in a tick of 7 heads and 8 steps by kind of kernel, and its wall time."""
    heads, call = exactly(engine.vocabulary, 7, 8)
    session = engine.open("<|im_start|>system\n" + "go " * PREFIX, heads)
    forced = Forced(session)
    suffix = engine.vocabulary.encode("go " * SUFFIX)[:SUFFIX]
    for _ in range(5):
        wall = forced.tick(suffix, call)
    if engine.device.type != "cuda":
        return {"wall": wall}
    activities = [torch.profiler.ProfilerActivity.CUDA]
    with torch.profiler.profile(activities=activities) as profiled:
        forced.tick(suffix, call)
    spent = dict.fromkeys((*KINDS, "other"), 0.0)
    for event in profiled.key_averages():
        name = event.key.lower()
        kind = next((kind for kind, parts in KINDS.items() if any(part in name for part in parts)), "other")
        spent[kind] += event.self_device_time_total / 1e3
    gaps = idle([event for event in profiled.events() if event.device_type == torch.autograd.DeviceType.CUDA])
    return {**spent, "kernels": sum(spent.values()), **gaps, "wall": wall}


def idle(events: list[Any]) -> dict[str, float]:
    """Return the milliseconds in which nothing ran, in a graph and while the host had the word.

    Args:
        events: the profiler's, of all that ran on the device.
    """
    spans = sorted((event.time_range.start, event.time_range.end) for event in events)
    found = {"gaps in graphs": 0.0, "gaps for the host": 0.0}
    until = spans[0][1]
    for start, end in spans:
        kind = "gaps in graphs" if start - until < GAP else "gaps for the host"
        found[kind] += max(start - until, 0.0) / 1e3
        until = max(until, end)
    return found


# -- showing ---


def show(report: dict[str, Any]) -> None:
    """Print the figures."""
    least, ticks = report["floor_ms"], report["ticks_ms"]
    print(f"loaded in {report['load_s']:.1f} s, a session opened in {report['open_s']:.1f} s\n")
    print("| | floor | p50 | p99 | p50 / floor | of it plan |\n| --- | --- | --- | --- | --- | --- |")
    for name, one in ticks.items():
        print(
            f"| {name} | {least[name]:.2f} | {one['p50']:.2f} | {one['p99']:.2f} |"
            f" {one['p50'] / least[name]:.2f} | {report['plan_ms'][name]:.2f} |"
        )
    print(f"\nseven heads over one at K=8: {ticks['N7K8']['p50'] / ticks['N1K8']['p50'] - 1:+.1%}")
    told = report["drive"]
    ms, forwards = told["ms"], told["forwards"]
    print(f"drive, {told['prefix_tokens']} + {told['suffix_tokens']:.0f} tokens:")
    for name in ("drafted", "fresh"):
        p50, p99 = ms[name].values()
        print(f"  {name:8} p50 {p50:.2f}, p99 {p99:.2f} ms, {forwards[name]:.2f} forwards a tick")
    print(
        f"  as JSON  p50 {ms['json']['p50']:.1f} ms, {told['json_tokens']:.0f} tokens:"
        f" {told['json_against_fresh']:.1f} times a tick without a draft"
    )
    parts = ", ".join(f"{name} {value:.2f}" for name, value in report["profile_ms"].items())
    print(f"N7K8 on the device, ms: {parts}")


if __name__ == "__main__":
    main()
