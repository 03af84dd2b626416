"""How long the embedded engine decodes a tick, and next to it what the machine could do at best.

    python benchmarks/tick.py models/nano
    python benchmarks/tick.py --random 8x256 --busy 0.5 --json tick.json

Measured in one run, taking turns so that a noisy neighbour hits all alike:

- tick: ``Session.decode`` on a prefix of about 300 tokens and a suffix of 64, four heads; cpu: the processor time it took
  on all threads; first and later: its forwards;
- n and one: three forwards with N branches, and with one;
- sequential: the call that the tick decoded, written as JSON ({"name": …, "arguments": {…}}) one token a forward behind
  the same cached prefix. Its tokens are given, so random weights do as well as trained ones.

Random weights choose at random, so their ticks differ in forwards; a trained checkpoint's ticks are the ones that count.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simpletool_ros.core.decode import decode  # noqa: E402
from simpletool_ros.core.heads import END, SPECIAL_TOKENS, HeadPlan  # noqa: E402
from simpletool_ros.core.prompt import Profile, Prompt  # noqa: E402
from simpletool_ros.core.tools import Toolset  # noqa: E402
from simpletool_ros.engine.checkpoint import Qwen3, write  # noqa: E402
from simpletool_ros.engine.embedded import EmbeddedEngine, EmbeddedSession  # noqa: E402
from simpletool_ros.engine.plan import Batch  # noqa: E402

PREFIX, SUFFIX = 300, 64
SHOWN = ("tick", "cpu", "tokenize", "first", "later", "n", "one")
SPEED = {"type": "number", "minimum": -1, "maximum": 1, "multipleOf": 0.05}
ANGLE = {"type": "integer", "minimum": -180, "maximum": 180}
PACE = {"type": "string", "enum": ["slow", "normal", "fast"]}
TOOLS = Toolset.from_openai([
    {"name": name, "description": text, "parameters": {"properties": properties, "required": list(properties)}}
    for name, text, properties in (
        ("drive", "Drive on at this speed.", {"speed": SPEED, "turn": ANGLE, "pace": PACE}),
        ("turn", "Turn on the spot.", {"angle": ANGLE, "pace": PACE}),
        ("go_to", "Drive to an object.", {"object": {"enum": ["red cylinder", "green cube"]}, "pace": PACE}),
        ("stop", "Stop at once.", {}),
    )
])


def random_checkpoint(size: str, folder: str) -> None:
    """Write a checkpoint of ``LAYERSxHIDDEN`` with random weights and a tokenizer trained on the benchmark's words."""
    layers, hidden = map(int, size.split("x"))
    model = Qwen3(vocab_size=3072, hidden_size=hidden, intermediate_size=3 * hidden, num_hidden_layers=layers,
                  num_attention_heads=hidden // 64, num_key_value_heads=2, head_dim=64, max_position_embeddings=2048,
                  rms_norm_eps=1e-6, rope_theta=1e4, tie_word_embeddings=True)
    tags = ["<|im_start|>", END, *SPECIAL_TOKENS]
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=model.vocab_size - len(tags), show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator([tool.json for tool in TOOLS.tools], trainer)
    tokenizer.add_special_tokens([AddedToken(tag, normalized=False) for tag in tags])
    random = np.random.default_rng(0)
    tensors = {name: (random.standard_normal(shape) / math.sqrt(shape[-1]) if len(shape) > 1 else np.ones(shape))
               for name, shape in model.shapes.items()}
    tensors["model.embed_tokens.weight"][tokenizer.token_to_id("<|null|>")] = 0  # or half the ticks would call nothing
    write(folder, model, tensors, tokenizer)


def grow(text: str, size: int, build, count) -> str:
    """Return ``build(words)`` with as many of ``text``'s words as make ``size`` tokens, at least one."""
    words: list[str] = []
    for word in text.split() * size:
        if words and count(build(" ".join([*words, word]))) > size:
            break
        words.append(word)
    return build(" ".join(words))


def forwards(session: EmbeddedSession, suffix: list[int], heads: int, steps: int) -> float:
    """Run a first forward with ``heads`` branches and ``steps`` later ones with a token a branch; milliseconds."""
    prefix, began = session.prefix_tokens, time.perf_counter()
    shared, used = prefix + len(suffix), prefix
    for step in range(steps + 1):
        ids = np.array((suffix if step == 0 else []) + [step] * heads)
        visible = np.zeros((len(ids), used + len(ids)), bool)
        visible[:, :shared] = True
        branch = np.arange(len(ids) - heads, len(ids))
        for back in range(step + 1):  # the branch's own tokens, one every forward
            visible[branch, used + branch - back * heads] = True
        positions = np.minimum(used + np.arange(len(ids)), shared + step) if step == 0 else np.full(heads, shared + step)
        if step == 0:
            visible[: len(suffix), prefix:] = np.tri(len(suffix), len(ids), dtype=bool)
        session._forward(Batch(ids, positions, visible, branch, used))
        used += len(ids)
    return 1e3 * (time.perf_counter() - began)


def floor(engine: EmbeddedEngine, rows: int) -> dict[str, float]:
    """Return what one core could do at best: milliseconds of a first forward and of a step with one row."""
    sizes = engine.sizes
    weights = sum(math.prod(shape) for shape in sizes.shapes.values() if len(shape) > 1)
    layers = weights - sizes.vocab_size * sizes.hidden_size
    attention = 2 * sizes.num_hidden_layers * sizes.num_attention_heads * sizes.head_dim * (PREFIX + rows)
    a, b = (np.random.default_rng(0).standard_normal((512, 512)).astype(np.float32) for _ in range(2))
    big = np.zeros(64 << 20, np.uint8)

    def best(work) -> float:
        times = []
        for _ in range(10):
            began = time.perf_counter()
            work()
            times.append(time.perf_counter() - began)
        return min(times)

    gflops = 2 * 512**3 / best(lambda: a @ b) / 1e9
    gbytes = big.nbytes / best(big.max) / 1e9
    first = (2 * rows * layers / (2 * gflops) + 2 * rows * attention / gflops) / 1e6  # int8 at twice the float rate
    return {"weights_m": weights / 1e6, "gflops": gflops, "gbytes_s": gbytes, "first_ms": first,
            "step_ms": weights / gbytes / 1e6}


def spread(samples: list[float]) -> dict[str, float]:
    """Return the best sample, which a busy machine disturbs least, and percentiles."""
    return {name: round(float(np.percentile(samples, q)), 2) for name, q in
            (("best", 0), ("p50", 50), ("p95", 95), ("p99", 99))}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", help="folder of a checkpoint, or the name of a shipped one")
    parser.add_argument("--random", metavar="LAYERSxHIDDEN", help="random weights of this size instead")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--precision", default="int8")
    parser.add_argument("--ticks", type=int, default=200, help="ticks a run")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--busy", type=float, default=0, metavar="CORES", help="load of a neighbour process, 0 … 1 core")
    parser.add_argument("--json", metavar="FILE", help="write the figures here, too")
    args = parser.parse_args()
    if bool(args.model) == bool(args.random):
        parser.error("name a checkpoint or give --random 8x256")
    with tempfile.TemporaryDirectory() as folder:
        if args.random:
            random_checkpoint(args.random, folder)
        engine = EmbeddedEngine(args.model or folder, args.threads, args.precision)
    report = {"model": args.model or f"random {args.random}", "threads": args.threads, "precision": args.precision,
              "busy": args.busy, "floor": floor(engine, SUFFIX + 4)}
    load = "import time\nwhile True:\n t=time.perf_counter()\n while time.perf_counter()-t<{0}*.004:pass\n time.sleep(.004-{0}*.004)"
    neighbour = subprocess.Popen([sys.executable, "-c", load.format(args.busy)]) if args.busy else None
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
    profile, plan, count = Profile.load(engine.profile), HeadPlan(TOOLS), lambda text: len(engine.vocabulary.encode(text))
    prefix = grow(profile.default_system, PREFIX, lambda system: Prompt(profile, TOOLS, system).prefix, count)
    prompt = Prompt(profile, TOOLS)
    session = engine.open(prefix, plan)
    one = engine.open(prefix, HeadPlan(Toolset(TOOLS.tools[-1:])))
    samples: dict[str, list[float]] = {key: [] for key in (*SHOWN, "sequential")}
    counts, tokens = [], []
    for number in range(ticks):
        suffix = grow("drive to the red cylinder and stop", SUFFIX, lambda words, number=number: prompt.suffix(
            words, [f"front {number % 40} left {number % 7} right 12"]), count)
        began, spent = time.perf_counter(), time.process_time()
        decoded = session.decode(suffix)
        samples["tick"].append(1e3 * (time.perf_counter() - began))
        samples["cpu"].append(1e3 * (time.process_time() - spent))
        samples["tokenize"].append(decoded.tokenize_ms)
        samples["first"].append(decoded.prefill_ms)
        if decoded.forwards > 1:
            samples["later"].append(decoded.decode_ms / (decoded.forwards - 1))
        counts.append(decoded.forwards)
        _, call = decode(decoded.heads, TOOLS)
        ids = engine.vocabulary.encode(suffix)
        samples["n"].append(forwards(session, ids, len(plan.heads), 2))
        samples["one"].append(forwards(one, ids, 1, 2))
        if call is not None:
            text = json.dumps({"name": call.function, "arguments": dict(call.arguments)}) + END
            tokens.append(count(text))
            # its first token comes out of the first forward, as a head's does
            samples["sequential"].append(forwards(one, ids, 1, tokens[-1] - 1) / samples["tick"][-1])
    ratio = samples.pop("sequential")
    return {
        **{f"{key}_ms": spread(values) for key, values in samples.items() if values},
        "prefix_tokens": session.prefix_tokens, "suffix_tokens": count(suffix), "heads": len(plan.heads),
        "forwards_mean": round(float(np.mean(counts)), 2),
        "n_heads_vs_one": round(float(np.median(samples["n"]) / np.median(samples["one"])), 3),
        "json_tokens_mean": round(float(np.mean(tokens)), 1) if tokens else None,
        "sequential_vs_tick": round(float(np.median(ratio)), 2) if ratio else None,
    }


def show(report: dict) -> None:
    """Print the figures."""
    at_best = report["floor"]
    print(f"{report['model']}, {report['precision']}, {report['threads']} threads, neighbour {report['busy']} cores")
    print(f"floor on one core: first forward {at_best['first_ms']:.1f} ms ({at_best['gflops']:.0f} GFLOP/s float32 by numpy),"
          f" step {at_best['step_ms']:.2f} ms ({at_best['weights_m']:.1f} MB int8 at {at_best['gbytes_s']:.1f} GB/s)")
    for run in report["runs"]:
        print(f"prefix {run['prefix_tokens']}, suffix {run['suffix_tokens']}, {run['heads']} heads,"
              f" {run['forwards_mean']} forwards a tick")
        for key in SHOWN:
            if f"{key}_ms" in run:
                figures = run[f"{key}_ms"]
                print(f"  {key:9}" + "".join(f" {name} {value:6.2f} " for name, value in figures.items()) + "ms")
        print(f"  {run['heads']} heads / one head {run['n_heads_vs_one']}, sequential JSON"
              f" ({run['json_tokens_mean']} tokens) / tick {run['sequential_vs_tick']}")


if __name__ == "__main__":
    main()
