"""Tuned vLLM against the reference design on the same weights, and against the machine's floor.

    python benchmarks/vllm_speed.py --size qwen3-4b --json 4b.json    random weights: nothing to fetch
    python benchmarks/vllm_speed.py --size qwen3-4b --w4a16
    python benchmarks/vllm_speed.py --model nano --ticks 20            on a CPU, to see that it works

Prefix 512 tokens, suffix 128, new in every tick; N heads decode exactly K tokens each (NxKy). One after the
other, each alone on the device:

- floor: bytes of the weights over the measured read bandwidth, times K, and the suffix's multiplications at
  the measured rate;
- tuned: the ``vllm`` engine's process, from the question to the answer: token-id prompts, no detokenization,
  core and loop in one process, CUDA graphs for the whole step;
- reference: the published server's way: text prompts, ``LLM.generate``, stop strings;
- json: the call as one JSON string of 40 tokens, one token a step, on the tuned engine.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from figures import keep
from texts import text

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from simpletool_ros.core.heads import ARGUMENTS, FUNCTION, closing, opening  # noqa: E402
from simpletool_ros.engine import vllm_process  # noqa: E402
from simpletool_ros.engine.metadata import Metadata  # noqa: E402
from simpletool_ros.engine.vllm_process import Process  # noqa: E402
from simpletool_ros.engine.vllm_worker import Settings  # noqa: E402
from simpletool_ros.engine.wire import Ask  # noqa: E402

PREFIX, SUFFIX, JSON_TOKENS = 512, 128, 40
RESULT = "reference: "
HEADS = (FUNCTION, *ARGUMENTS)
SHAPES = ((1, 8), (4, 4), (4, 8), (7, 4), (7, 8))
# From the configurations of the published models.
SIZES: dict[str, dict[str, Any]] = {
    "qwen3-4b": {
        "architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "head_dim": 128, "hidden_size": 2560,
        "intermediate_size": 9728, "num_attention_heads": 32, "num_hidden_layers": 36,
        "num_key_value_heads": 8, "rope_theta": 1000000, "tie_word_embeddings": True, "vocab_size": 151936,
    },
    "qwen2.5-0.5b": {
        "architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "hidden_size": 896,
        "intermediate_size": 4864, "num_attention_heads": 14, "num_hidden_layers": 24,
        "num_key_value_heads": 2, "rope_theta": 1000000, "tie_word_embeddings": True, "vocab_size": 151936,
    },
}  # fmt: skip
COMMON = {
    "hidden_act": "silu", "max_position_embeddings": 4096, "rms_norm_eps": 1e-6, "attention_bias": False,
    "dtype": "bfloat16", "bos_token_id": None, "eos_token_id": None,
}  # fmt: skip
W4A16 = {
    "quant_method": "compressed-tensors", "format": "pack-quantized", "quantization_status": "compressed",
    "ignore": ["lm_head"],
    "config_groups": {"group_0": {"targets": ["Linear"], "weights": {
        "num_bits": 4, "type": "int", "symmetric": True, "dynamic": False, "strategy": "group",
        "group_size": 128,
    }}},
}  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--size", choices=SIZES, help="random weights of this size")
    given.add_argument("--model", help="a checkpoint's folder or shipped name")
    parser.add_argument("--w4a16", action="store_true", help="random weights in four bits")
    parser.add_argument("--ticks", type=int, default=200, help="of each kind (default: %(default)s)")
    parser.add_argument("--eager", action="store_true", help="neither compile nor record graphs")
    parser.add_argument("--json", type=Path, help="write the figures here too, as they come")
    parser.add_argument("--reference", type=Path, help=argparse.SUPPRESS)  # the child that measures it
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Metadata.read(options.model).path if options.model else Path(temporary)
        if options.size and options.reference is None:
            make_folder(folder, {**SIZES[options.size], **COMMON}, options.w4a16)
        if options.reference:
            for measured in reference(options.reference, bool(options.size), options):
                print(RESULT + json.dumps(measured), flush=True)
            print(f"{RESULT}null", flush=True)
            return
        report = {"model": options.model or options.size, "w4a16": options.w4a16, **about()}
        report["floor_ms"] = floor(folder, options.w4a16)
        for name, times in tuned(folder, bool(options.size), options):
            report.setdefault("tuned_ms", {})[name] = times
            keep(options.json, report)
        command = [sys.executable, __file__, "--reference", str(folder), "--ticks", str(options.ticks)]
        command += ["--size", options.size] if options.size else ["--model", str(folder)]
        for name, times in in_child(command + ["--eager"] * options.eager):
            report.setdefault("reference_ms", {})[name] = times
            keep(options.json, report)
    keep(options.json, {**report, "complete": True})
    show(report)


def make_folder(folder: Path, config: dict[str, Any], w4a16: bool) -> None:
    """Write a checkpoint without weights: a configuration, and the shipped tokenizer with its tags."""
    if w4a16:
        config = {**config, "quantization_config": W4A16}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(ROOT / "models" / "nano" / name, folder / name)


def about() -> dict[str, str]:
    """Return the machine and the versions."""
    import platform

    import torch
    import vllm

    device = torch.cuda.get_device_name(0) if torch.cuda.is_available() else platform.processor() or "CPU"
    return {"device": device, "torch": torch.__version__, "vllm": vllm.__version__}


def floor(folder: Path, w4a16: bool) -> dict[str, float]:
    """Return the milliseconds that no engine can go below, by shape."""
    import torch

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    hidden, inner, layers = (config[key] for key in ("hidden_size", "intermediate_size", "num_hidden_layers"))
    width = config.get("head_dim", hidden // config["num_attention_heads"])
    queries, keys = config["num_attention_heads"] * width, config["num_key_value_heads"] * width
    matrices = layers * (hidden * (2 * queries + 2 * keys) + 3 * hidden * inner)
    head = config["vocab_size"] * hidden
    size = matrices * (0.5 + 2 / 128 if w4a16 else 2) + 2 * head
    device = "cuda" if torch.cuda.is_available() else "cpu"
    block = torch.ones(2**30 if device == "cuda" else 2**27, dtype=torch.bfloat16, device=device)
    side = 8192 if device == "cuda" else 1024
    square = torch.randn(side, side, dtype=torch.bfloat16, device=device)
    read = block.numel() * 2 / best(lambda: block.sum(), device)
    rate = 2 * side**3 / best(lambda: square @ square, device)
    prefill = {heads: 2 * (matrices * (SUFFIX + heads) + head * heads) / rate for heads, _ in SHAPES}
    found = {f"N{n}K{k}": 1e3 * (k * size / read + prefill[n]) for n, k in SHAPES}
    return {"GB": size / 1e9, "GB/s": read / 1e9, "TFLOP/s": rate / 1e12, **found}


def best(work: Any, device: str) -> float:
    """Return the seconds of the fastest of ten runs."""
    import torch

    times = []
    for _ in range(12):
        began = time.perf_counter()
        work()
        if device == "cuda":
            torch.cuda.synchronize()
        times.append(time.perf_counter() - began)
    return min(times[2:])


def tuned(folder: Path, dummy: bool, options: argparse.Namespace) -> Iterator[tuple[str, list[float]]]:
    """Measure the engine's process, shape by shape."""
    told = Metadata.read(folder)
    vocabulary = told.vocabulary()
    settings = Settings(
        model=str(folder),
        context=2048,
        weights="dummy" if dummy else "auto",
        compiled=not options.eager,
        constrained=False,
        cache_bytes=2**28 if about()["device"] == "CPU" else 0,
        robots=1,
    )
    # What vLLM compiles when it first meets a shape takes seconds, and is no fault here.
    vllm_process.HANG = vllm_process.SILENT = vllm_process.ANSWER
    process = Process(settings, sys.executable, lambda text: print(text, file=sys.stderr), list)
    numbers = random.Random(0)
    ids = [int(token) for token in vocabulary.ordinary]
    prefix = numbers.choices(ids, k=PREFIX)

    def tick(heads: int, steps: int) -> None:
        prompt = prefix + numbers.choices(ids, k=SUFFIX)
        asked = [([vocabulary.opening(head)], [], steps) for head in HEADS[:heads]]
        process.ask(Ask(0, 1, False, prompt, asked, "", None), None)

    kinds = {f"N{n}K{k}": (n, k) for n, k in SHAPES} | {"json": (1, JSON_TOKENS)}
    try:
        for name, shape in kinds.items():
            # Of the text, which takes as long as many ticks, fewer do.
            ticks = max(options.ticks // 4, 2) if name == "json" else options.ticks
            yield name, timed(lambda shape=shape: tick(*shape), ticks)
    finally:
        process.close()


def in_child(command: list[str]) -> Iterator[tuple[str, list[float]]]:
    """Return what a child says, shape by shape; it is killed then, for vLLM may hang when it ends."""
    # Nothing is fetched, and no network is looked for.
    apart = {"VLLM_HOST_IP": "127.0.0.1", "HF_HUB_OFFLINE": "1", "VLLM_NO_USAGE_STATS": "1"}
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True, env={**apart, **os.environ}
    )
    try:
        assert child.stdout is not None
        for line in child.stdout:
            if line.startswith(RESULT):
                measured: tuple[str, list[float]] | None = json.loads(line.removeprefix(RESULT))
                if measured is None:
                    return
                yield measured
                continue
            print(line, end="", file=sys.stderr)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    raise SystemExit("the reference could not be measured, see above")


def reference(folder: Path, dummy: bool, options: argparse.Namespace) -> Iterator[tuple[str, list[float]]]:
    """Measure the reference design, shape by shape."""
    from vllm import LLM, SamplingParams

    more: dict[str, Any] = {"kv_cache_memory_bytes": 2**28} if about()["device"] == "CPU" else {}
    llm = LLM(
        str(folder),
        load_format="dummy" if dummy else "auto",
        max_model_len=2048,
        enable_prefix_caching=True,
        enforce_eager=options.eager,
        **more,
    )
    vocabulary = Metadata.read(folder).vocabulary()
    numbers = random.Random(0)
    prefix = text(vocabulary, numbers, PREFIX)

    def tick(heads: int, steps: int, suffix: str) -> None:
        stops = [closing(head) for head in HEADS]
        parameters = SamplingParams(
            temperature=0, max_tokens=steps, min_tokens=steps, stop=[*stops, "<|null|>", "<|im_end|>"]
        )
        prompts = [prefix + suffix + opening(head) for head in HEADS[:heads]]
        llm.generate(prompts, parameters, use_tqdm=False)

    suffixes = [text(vocabulary, numbers, SUFFIX) for _ in range(options.ticks + WARM_UP)]
    for n, k in SHAPES:
        yield f"N{n}K{k}", timed(lambda at, n=n, k=k: tick(n, k, suffixes[at]), options.ticks, True)


WARM_UP = 5


def timed(work: Any, ticks: int, numbered: bool = False) -> list[float]:
    """Return the median and the 99th percentile of a tick, milliseconds."""
    times = []
    for at in range(ticks + WARM_UP):
        began = time.perf_counter()
        work(at) if numbered else work()
        times.append(1e3 * (time.perf_counter() - began))
    p50, p99 = np.percentile(times[WARM_UP:], (50, 99))
    print(f"{p50:.1f} ms", file=sys.stderr, flush=True)
    return [float(p50), float(p99)]


def show(report: dict[str, Any]) -> None:
    """Print the figures."""
    least = report["floor_ms"]
    weights = "W4A16" if report["w4a16"] else "bf16"
    print(
        f"{report['model']} {weights} on {report['device']}, vLLM {report['vllm']}, torch {report['torch']}"
    )
    print(
        f"{least['GB']:.2f} GB of weights, {least['GB/s']:.0f} GB/s, {least['TFLOP/s']:.1f} TFLOP/s measured"
    )
    print("         floor   tuned p50/p99   reference p50/p99   reference / tuned")
    for n, k in SHAPES:
        name = f"N{n}K{k}"
        one, other = report["tuned_ms"][name], report["reference_ms"][name]
        print(
            f"{name:6} {least[name]:7.1f}  {one[0]:7.1f}/{one[1]:6.1f}    {other[0]:7.1f}/{other[1]:6.1f}"
            f"      {other[0] / one[0]:7.2f}"
        )
    tuned_ms = report["tuned_ms"]
    over = tuned_ms["N7K8"][0] / tuned_ms["N1K8"][0] - 1
    print(f"seven heads over one at K=8: {over:+.1%}")
    alone = tuned_ms["json"][0]
    print(
        f"{JSON_TOKENS} tokens of JSON one by one: {alone:.1f} ms,"
        f" {alone / tuned_ms['N7K4'][0]:.1f} times N7K4"
    )


if __name__ == "__main__":
    main()
