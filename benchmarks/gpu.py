"""Every figure of the GPU engines on one machine: floor, the direct engine, tuned vLLM, the reference design.

    python benchmarks/gpu.py --out benchmarks/results/h200
    python benchmarks/gpu.py --out benchmarks/results/h200 --only direct     a part of it; then --only vllm,
                                                                             some minutes for each of --kinds
    python benchmarks/gpu.py --out /tmp/try --small                          on a CPU, to see that it works

Runs benchmarks/direct_speed.py and benchmarks/vllm_speed.py on random weights of the published sizes, one
after the other, each alone on the device. OUT.direct.json and OUT.vllm.json hold what was measured, each
figure as soon as it is there; OUT.md and OUT.png show it. A kind of weights that was measured whole is not
measured again, so a run goes on where the last one ended, but only on the same device with the same torch.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from figures import keep

HERE = Path(__file__).resolve().parent
KINDS = {  # of weights: name, arguments
    "4B bf16": ("qwen3-4b", []),
    "4B W4A16": ("qwen3-4b", ["--w4a16"]),
    "0.5B bf16": ("qwen2.5-0.5b", []),
}
SMALL = {"small": ("small", [])}
ENGINES = ("direct", "vllm")
MOST = "N7K8"


def main() -> int:
    """Measure what has not been, and print all there is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="of OUT.direct.json, OUT.md, …")
    parser.add_argument("--only", choices=ENGINES, help="run these parts alone")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, help="of weights (default: all)")
    parser.add_argument("--ticks", type=int, default=200, help="of each kind (default: %(default)s)")
    parser.add_argument("--small", action="store_true", help="a tiny model, on any machine")
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    kinds = SMALL if options.small else {name: KINDS[name] for name in options.kinds or KINDS}
    parts = {engine: measured(options.out, engine) for engine in ENGINES}
    failed = []
    for engine in ENGINES:
        if options.only in (None, engine) and not (options.small and engine == "vllm"):
            for name, (size, more) in kinds.items():
                if not parts[engine].get(name, {}).get("complete"):
                    check_machine(parts)
                    run(engine, name, [size, *more], options)
                    parts[engine] = measured(options.out, engine)
                    show(parts, options.out)
                if not parts[engine].get(name, {}).get("complete"):
                    failed.append(f"{engine} {name}")
    print(show(parts, options.out))
    if failed:
        print(f"not measured, or not wholly: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def measured(out: Path, engine: str) -> dict[str, Any]:
    """Return what there is of an engine, by the kind of weights; a part that was cut off is taken in."""
    file = out.with_name(f"{out.name}.{engine}.json")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    for name in (*KINDS, *SMALL):
        one = part(out, engine, name)
        if one.exists():
            found[name] = json.loads(one.read_text(encoding="utf-8"))
            keep(file, found)
            one.unlink()
    return found


def part(out: Path, engine: str, name: str) -> Path:
    """Return the file that a part writes while it runs."""
    return out.with_name(f"{out.name}.{engine}-{name.replace(' ', '-')}.part.json")


def check_machine(parts: dict[str, Any]) -> None:
    """Refuse to put figures of two machines into one table.

    Raises:
        SystemExit: with the mend.
    """
    import torch

    cpu = f"{platform.processor() or 'CPU'}, {os.cpu_count()} cores"
    here = torch.cuda.get_device_name() if torch.cuda.is_available() else cpu
    for engine, kinds in parts.items():
        for name, report in kinds.items():
            if (report["device"], report["torch"]) != (here, torch.__version__):
                raise SystemExit(
                    f"{engine}, {name} was measured on {report['device']} with torch {report['torch']}, and"
                    f" this is {here} with {torch.__version__}; choose another --out"
                )


def run(engine: str, name: str, size: list[str], options: argparse.Namespace) -> None:
    """Measure a part; it writes its figures as they come."""
    if engine == "vllm" and importlib.util.find_spec("vllm") is None:
        print("vLLM is not installed", file=sys.stderr)
        return
    file = part(options.out, engine, name)
    script = HERE / f"{engine}_speed.py"
    command = [sys.executable, str(script), "--size", *size, "--ticks", str(options.ticks)]
    print(f"\n== {engine}, {name}", flush=True)
    subprocess.run([*command, "--json", str(file)])


def show(parts: dict[str, Any], out: Path) -> str:
    """Write and return the tables, and draw.

    Raises:
        SystemExit: the parts are of several devices.
    """
    devices = {report["device"] for kinds in parts.values() for report in kinds.values()}
    if len(devices) > 1:
        raise SystemExit(f"{out}: parts of {' and of '.join(sorted(devices))}; keep one machine's")
    text = "\n".join(filter(None, (shapes(parts), drives(parts["direct"]), targets(parts))))
    out.with_name(f"{out.name}.md").write_text(text + "\n", encoding="utf-8")
    if devices and importlib.util.find_spec("matplotlib") is not None:
        draw(parts, out.with_name(f"{out.name}.png"))
    return text


def shapes(parts: dict[str, Any]) -> str:
    """Return the table of ticks of exactly K steps."""
    lines = []
    for name in (*KINDS, *SMALL):
        direct, vllm = parts["direct"].get(name), parts["vllm"].get(name)
        told = direct or vllm
        if told is None or "floor_ms" not in told:
            continue
        with_what = {"direct": direct, f"vLLM {vllm['vllm']}" if vllm else "": vllm}
        torches = ", ".join(f"{what} on torch {one['torch']}" for what, one in with_what.items() if one)
        lines += [
            f"\n{name}, {told['device']}, {torches}; {told['floor_ms']['GB/s']:.0f} GB/s read;"
            " ms, p50 / p99:\n",
            "| | floor | direct | × floor | tuned vLLM | reference | × direct | × tuned |",
            "| --- " * 8 + "|",
        ]
        for shape in (key for key in told["floor_ms"] if key.startswith("N")):
            least = told["floor_ms"][shape]
            ours = [*(direct or {}).get("ticks_ms", {}).get(shape, {}).values()]
            tuned, other = ((vllm or {}).get(key, {}).get(shape) for key in ("tuned_ms", "reference_ms"))
            cells = [
                f"{least:.1f}",
                cell(ours),
                f"{ours[0] / least:.2f}" if ours else "–",
                cell(tuned),
                cell(other),
                f"{other[0] / ours[0]:.2f}" if ours and other else "–",
                f"{other[0] / tuned[0]:.2f}" if tuned and other else "–",
            ]
            lines.append(f"| {shape} | {' | '.join(cells)} |")
    return "\n".join(lines)


def drives(direct: dict[str, Any]) -> str:
    """Return the table of a robot's ticks, and of where the milliseconds of the longest tick go."""
    driven = {name: told for name, told in direct.items() if "drive" in told}
    if not driven:
        return ""
    lines = [
        "\nA robot on its way, shipped contract, constrained heads, direct engine; ms:\n",
        "| | p50 | p99 | forwards | without drafts p50 | p99 | forwards | as JSON | × without drafts |",
        "| --- " * 9 + "|",
    ]
    for name, told in driven.items():
        one, ms, forwards = told["drive"], told["drive"]["ms"], told["drive"]["forwards"]
        cells = [f"{value:.1f}" for value in (*ms["drafted"].values(), forwards["drafted"])]
        cells += [f"{value:.1f}" for value in (*ms["fresh"].values(), forwards["fresh"])]
        cells.append(f"{ms['json']['p50']:.0f} ({one['json_tokens']:.0f} tokens)")
        cells.append(f"{one['json_against_fresh']:.1f} ×")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines.append(f"\nOne tick of {MOST} on the device, ms:\n")
    for name, told in driven.items():
        if "profile_ms" not in told:
            continue
        parts = ", ".join(f"{kind} {ms:.2f}" for kind, ms in told["profile_ms"].items())
        lines.append(f"- {name}: {parts}; deciding on the host {told['plan_ms'][MOST]:.2f}")
    return "\n".join(lines)


def targets(parts: dict[str, Any]) -> str:
    """Return what was wanted beside what came out."""

    def ratio(*ways: str) -> float | None:
        """Return the quotient of two figures; None if one was not measured."""
        one, other = (figure(parts, *way.split("/")) for way in ways)
        return one / other if one and other else None

    def ours(kind: str, shape: str = MOST) -> str:
        return f"direct/{kind}/ticks_ms/{shape}/p50"

    def least(kind: str) -> str:
        return f"direct/{kind}/floor_ms/{MOST}"

    def theirs(kind: str) -> str:
        return f"vllm/{kind}/reference_ms/{MOST}/0"

    def robot(what: str) -> float | None:
        return figure(parts, "direct", "4B bf16", "drive", "ms", what, "p50")

    over = ratio(ours("4B bf16"), ours("4B bf16", "N1K8"))
    rows = [  # name, wanted, whether at least that, measured
        ("direct, 4B bf16: × the reference", 2.0, True, ratio(theirs("4B bf16"), ours("4B bf16"))),
        ("direct, 4B W4A16: × the reference", 2.5, True, ratio(theirs("4B W4A16"), ours("4B W4A16"))),
        ("direct, 4B bf16: × the floor", 1.8, False, ratio(ours("4B bf16"), least("4B bf16"))),
        ("direct, 0.5B: × the floor", 4.0, False, ratio(ours("0.5B bf16"), least("0.5B bf16"))),
        ("direct, 4B bf16: ms of a robot's tick", 14.0, False, robot("drafted")),
        ("… without drafts", 14.0, False, robot("fresh")),
        ("direct, 4B bf16: seven heads over one, %", 4.0, False, over and 100 * (over - 1)),
        ("direct, 4B bf16: the call as JSON, × the tick", 6.0, True,
         figure(parts, "direct", "4B bf16", "drive", "json_against_fresh")),
        ("tuned vLLM, 4B bf16: × the reference", 1.4, True,
         ratio(theirs("4B bf16"), f"vllm/4B bf16/tuned_ms/{MOST}/0")),
    ]  # fmt: skip
    lines = ["\n| | wanted | measured | |", "| --- " * 4 + "|"]
    for name, wanted, upwards, got in rows:
        met = got is not None and (got >= wanted if upwards else got <= wanted)
        verdict = "–" if got is None else "met" if met else "**missed**"
        shown = "not measured" if got is None else f"{got:.2f}"
        lines.append(f"| {name} | {'≥' if upwards else '≤'} {wanted:g} | {shown} | {verdict} |")
    return "\n".join(lines)


def figure(parts: Any, *keys: str) -> float | None:
    """Return a figure by the way to it; None if it was not measured."""
    for key in keys:
        parts = parts[int(key)] if isinstance(parts, list) else parts.get(key)
        if parts is None:
            return None
    return float(parts)


def cell(times: list[float] | None) -> str:
    """Return median and 99th percentile."""
    return f"{times[0]:.1f} / {times[1]:.1f}" if times else "–"


def draw(parts: dict[str, Any], file: Path) -> None:
    """Draw the longest tick of each engine beside the floor."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    ways = {
        "floor": ("direct", "floor_ms", ()),
        "direct": ("direct", "ticks_ms", ("p50",)),
        "tuned vLLM": ("vllm", "tuned_ms", ("0",)),
        "reference design": ("vllm", "reference_ms", ("0",)),
    }
    names = [name for name in (*KINDS, *SMALL) if name in parts["direct"] or name in parts["vllm"]]
    figure_, axes = pyplot.subplots(figsize=(7, 1.5 + 0.9 * len(names)), layout="constrained")
    for at, (label, (engine, key, rest)) in enumerate(ways.items()):
        found = [figure(parts, engine, name, key, MOST, *rest) or 0.0 for name in names]
        bars = axes.barh([row + at / 5 for row in range(len(names))], found, 0.19, label=label)
        axes.bar_label(bars, [f" {value:.1f}" if value else "" for value in found], fontsize=8)
    axes.set_yticks([row + 0.3 for row in range(len(names))], names)
    axes.invert_yaxis()
    axes.margins(x=0.1)
    device = next(one["device"] for engine in parts.values() for one in engine.values())
    axes.set_xlabel("ms, 7 heads, 8 steps, p50")
    axes.set_title(device, fontsize=10)
    figure_.legend(loc="outside lower center", ncols=len(ways), frameon=False, fontsize=9)
    figure_.savefig(file, dpi=130)
    pyplot.close(figure_)


if __name__ == "__main__":
    sys.exit(main())
