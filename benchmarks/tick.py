"""How long the embedded engine decodes a tick, and next to it what the machine could do at best.

    python benchmarks/tick.py nano
    python benchmarks/tick.py --random 8x256 --busy 0.5 --json tick.json

Measured in one run, taking turns so that a noisy neighbour hits all alike:

- tick: ``Session.decode`` behind a prefix of about 300 tokens, with a suffix of 64 and four heads, without a
  draft: the first tick, or one whose heads all say other things than the tick before;
- again: the same suffix once more, so that the draft is right in every head;
- cpu: the processor time of a tick, all threads together;
- first, later: its forwards;
- n, one: ticks of three forwards in which N heads speak, and one;
- sequential: the call CALL, in which every head speaks, written as JSON, {"name": …, "arguments": {…}}, one
  token a forward behind the same cached prefix, against the tick that decodes CALL. What is said is given, so
  random weights do as well as trained ones.

Random weights choose at random, also how many forwards a tick has: a trained checkpoint's ticks are those
that count.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the floor is one core's; before numpy is imported

import numpy as np
from forced import Forced, exactly
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simpletool_ros.core.heads import END, NULL, SPECIAL_TOKENS, HeadPlan  # noqa: E402
from simpletool_ros.core.prompt import Profile, Prompt  # noqa: E402
from simpletool_ros.core.tools import Call, Toolset  # noqa: E402
from simpletool_ros.engine.checkpoint import write  # noqa: E402
from simpletool_ros.engine.embedded import EmbeddedEngine  # noqa: E402
from simpletool_ros.engine.sizes import Qwen3  # noqa: E402

PREFIX, SUFFIX = 300, 64
SHOWN = ("tick", "again", "cpu", "first", "later", "n", "one")
SPEED = {"type": "number", "minimum": -1, "maximum": 1, "multipleOf": 0.05}
ANGLE = {"type": "integer", "minimum": -180, "maximum": 180}
PACE = {"type": "string", "enum": ["slow", "normal", "fast"]}
OBJECT = {"type": "string", "enum": ["red cylinder", "green cube", "blue ball"]}
TOOLS = Toolset.from_openai(
    [
        {"name": name, "parameters": {"properties": properties, "required": list(properties)}}
        for name, properties in (
            ("drive", {"speed": SPEED, "turn": ANGLE, "pace": PACE}),
            ("turn", {"angle": ANGLE, "pace": PACE}),
            ("go_to", {"object": OBJECT, "pace": PACE}),
            ("stop", {}),
        )
    ]
)
TEXT = Toolset.from_openai(
    [{"name": "write", "parameters": {"properties": {"text": {"type": "string"}}, "required": ["text"]}}]
)
CALL = Call("drive", {"speed": 0.15, "turn": 45, "pace": "fast"})
NEIGHBOUR = """
import time
while True:
    began = time.perf_counter()
    while time.perf_counter() - began < 0.004 * {load}:
        pass
    time.sleep(0.004 * (1 - {load}))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", nargs="?", help="folder of a checkpoint, or the name of a shipped one")
    parser.add_argument("--random", metavar="LAYERSxHIDDEN", help="random weights of this size instead")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--precision", default="int8")
    parser.add_argument("--ticks", type=int, default=200, help="ticks a run")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--busy", type=float, default=0, metavar="CORES", help="a neighbour's load, 0 … 1")
    parser.add_argument("--json", metavar="FILE", help="write the figures here, too")
    args = parser.parse_args()
    if bool(args.model) == bool(args.random):
        parser.error("name a checkpoint or give --random 8x256")
    with tempfile.TemporaryDirectory() as folder:
        if args.random:
            random_checkpoint(args.random, folder)
        engine = EmbeddedEngine(args.model or folder, args.threads, args.precision)
    report = {
        "model": args.model or f"random {args.random}",
        **{key: getattr(args, key) for key in ("precision", "threads", "busy")},
        "floor": floor(engine),
    }
    command = [sys.executable, "-c", NEIGHBOUR.format(load=args.busy)]
    neighbour = subprocess.Popen(command) if args.busy else None
    try:
        report["runs"] = [measure(engine, args.ticks) for _ in range(args.runs)]
    finally:
        if neighbour:
            neighbour.kill()
    show(report)
    if args.json:
        Path(args.json).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def measure(engine: EmbeddedEngine, ticks: int) -> dict[str, object]:
    """Measure one run."""
    vocabulary, profile, plan = engine.vocabulary, Profile.load(engine.profile), HeadPlan(TOOLS)
    prompt = Prompt(profile, TOOLS)
    prefix = grow(
        profile.default_system, PREFIX, engine, lambda system: Prompt(profile, TOOLS, system).prefix
    )
    session = engine.open(prefix, plan)
    call = Forced(engine.open(prefix, plan))
    (n_heads, n_said), (one_head, one_said) = (
        exactly(vocabulary, heads, 3) for heads in (len(plan.heads), 1)
    )
    n, one = (Forced(engine.open(prefix, heads)) for heads in (n_heads, one_head))
    writer = engine.open(prefix, HeadPlan(TEXT))
    samples: dict[str, list[float]] = {key: [] for key in SHOWN}
    counts, ratios = [], []
    text = json.dumps({"name": CALL.function, "arguments": dict(CALL.arguments)}) + END
    tokens = len(vocabulary.encode(text))
    for number in range(ticks):
        seen = [f"front {number % 40} left {number % 7} right 12"]
        suffix = grow(
            "drive to the red cylinder and stop",
            SUFFIX,
            engine,
            lambda words, seen=seen: prompt.suffix(words, seen),
        )
        session._draft = {}
        began, spent = time.perf_counter(), time.process_time()
        decoded = session.decode(suffix)
        samples["tick"].append(1e3 * (time.perf_counter() - began))
        samples["cpu"].append(1e3 * (time.process_time() - spent))
        began = time.perf_counter()
        session.decode(suffix)
        samples["again"].append(1e3 * (time.perf_counter() - began))
        samples["first"].append(decoded.prefill_ms)
        if decoded.forwards > 1:
            samples["later"].append(decoded.decode_ms / (decoded.forwards - 1))
        counts.append(decoded.forwards)
        ids = vocabulary.encode(suffix)
        samples["n"].append(n.tick(ids, n_said))
        samples["one"].append(one.tick(ids, one_said))
        ratios.append(writer.stream(suffix, tokens) / call.tick(ids, CALL))
    return {
        **{f"{key}_ms": spread(values) for key, values in samples.items() if values},
        "prefix_tokens": session.prefix_tokens,
        "suffix_tokens": len(ids),
        "heads": len(plan.heads),
        "forwards_mean": round(float(np.mean(counts)), 2),
        "n_heads_vs_one": round(float(np.median(samples["n"]) / np.median(samples["one"])), 3),
        "call_forwards": call.forwards,
        "json_tokens": tokens,
        "sequential_vs_tick": round(float(np.median(ratios)), 2),
    }


def grow(words: str, size: int, engine: EmbeddedEngine, build: Callable[[str], str]) -> str:
    """Return ``build(text)`` of ``size`` tokens or a few less, repeating ``words``; of one word at least."""
    text = ""
    for word in words.split() * size:
        longer = f"{text} {word}" if text else word
        if text and len(engine.vocabulary.encode(build(longer))) > size:
            break
        text = longer
    return build(text)


def floor(engine: EmbeddedEngine) -> dict[str, float]:
    """Return what one core could do at best, in milliseconds, by the rates numpy reaches on it now.

    A first forward: its multiplications with weights at twice the float32 rate, those of attention at the
    float32 rate. A later one: reading every weight once.
    """
    sizes, rows = engine.sizes, SUFFIX + 4
    weights = sum(math.prod(shape) for shape in sizes.shapes.values() if len(shape) > 1)
    layers = weights - sizes.vocab_size * sizes.hidden_size
    width = sizes.num_attention_heads * sizes.head_dim
    attention = 2 * sizes.num_hidden_layers * width * (PREFIX + rows)  # scores and sums
    a = np.random.default_rng(0).standard_normal((512, 512)).astype(np.float32)
    data = np.zeros(64 << 20, np.uint8)

    def best(work: Callable[[], object]) -> float:
        times = []
        for _ in range(10):
            began = time.perf_counter()
            work()
            times.append(time.perf_counter() - began)
        return min(times)

    flops, bandwidth = 2 * 512**3 / best(lambda: a @ a), data.nbytes / best(data.max)
    return {
        "int8_mb": weights / 1e6,
        "float32_gflops": flops / 1e9,
        "gb_s": bandwidth / 1e9,
        "first_ms": 1e3 * 2 * rows * (layers / 2 + attention) / flops,
        "later_ms": 1e3 * weights / bandwidth,
    }


def spread(samples: list[float]) -> dict[str, float]:
    """Return the best sample, which a busy machine disturbs least, and percentiles."""
    quantiles = {"best": 0, "p50": 50, "p95": 95, "p99": 99}
    return {name: round(float(np.percentile(samples, q)), 2) for name, q in quantiles.items()}


def random_checkpoint(size: str, folder: str) -> None:
    """Write random weights of ``LAYERSxHIDDEN``, with a tokenizer trained on the benchmark's tools."""
    layers, hidden = map(int, size.split("x"))
    model = Qwen3(
        vocab_size=3072,
        hidden_size=hidden,
        intermediate_size=3 * hidden,
        num_hidden_layers=layers,
        num_attention_heads=hidden // 64,
        num_key_value_heads=2,
        head_dim=64,
        max_position_embeddings=2048,
        rms_norm_eps=1e-6,
        rope_theta=1e4,
        tie_word_embeddings=True,
    )
    tags = ["<|im_start|>", END, *SPECIAL_TOKENS]
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=2048, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator([tool.json for tool in TOOLS.tools], trainer)
    tokenizer.add_special_tokens([AddedToken(tag, normalized=False) for tag in tags])
    random = np.random.default_rng(0)
    tensors = {
        name: random.standard_normal(shape) / math.sqrt(shape[-1]) if len(shape) > 1 else np.ones(shape)
        for name, shape in model.shapes.items()
    }
    tensors["model.embed_tokens.weight"][tokenizer.token_to_id(NULL)] = 0  # or many a tick would call nothing
    write(folder, model, tensors, tokenizer)


def show(report: dict) -> None:
    """Print the figures."""
    print("{model}, {precision}, {threads} threads, a neighbour on {busy} cores".format(**report))
    print(
        "floor on one core: first {first_ms:.1f} ms ({float32_gflops:.0f} GFLOP/s in float32),"
        " later {later_ms:.2f} ms ({int8_mb:.1f} MB at {gb_s:.0f} GB/s)".format(**report["floor"])
    )
    for run in report["runs"]:
        print(
            "prefix {prefix_tokens}, suffix {suffix_tokens}, {heads} heads, {forwards_mean} forwards a tick;"
            " {heads} heads / one head: {n_heads_vs_one};"
            " {json_tokens} tokens of JSON one by one / {call_forwards} forwards of the same call's tick:"
            " {sequential_vs_tick}".format(**run)
        )
        for key in SHOWN:
            figures = run.get(f"{key}_ms", {})
            print(f"  {key:6}", *(f"{name} {value:6.2f}" for name, value in figures.items()), "ms")


if __name__ == "__main__":
    main()
