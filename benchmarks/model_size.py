"""Accuracy and cost of a tick against the size of the model, as a picture.

    simpletool evaluate SMALL/checkpoint --engine torch --calls 1000 --episodes 0 --json small.json
    python benchmarks/tick.py SMALL/checkpoint --runs 3
    python benchmarks/model_size.py benchmarks/results/model_size.json docs/images/model_size.png

The JSON file has one entry a size: what the first two commands printed for models that were trained alike.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402


def draw(sizes: list[dict], file: Path) -> None:
    """Draw exact calls by split, and under them the tick's median and 99th percentile."""
    millions = [one["parameters"] / 1e6 for one in sizes]
    figure, (upper, lower) = pyplot.subplots(
        2, 1, figsize=(7, 7), sharex=True, layout="constrained", height_ratios=(2, 1)
    )
    for split in sizes[0]["exact"]:
        rates = [one["exact"][split]["rate"] for one in sizes]
        bounds = [one["exact"][split]["interval"] for one in sizes]
        errors = [
            [max(0.0, rate - low) for rate, (low, _) in zip(rates, bounds, strict=True)],
            [max(0.0, high - rate) for rate, (_, high) in zip(rates, bounds, strict=True)],
        ]
        upper.errorbar(millions, rates, errors, marker="o", capsize=3, label=split)
    upper.set(ylabel="exact calls")
    upper.grid(alpha=0.3)
    figure.legend(fontsize=8, loc="outside upper center", ncols=2, frameon=False)
    for key, style in (("p50", "-o"), ("p99", "--o")):
        lower.plot(millions, [one["tick_ms"][key] for one in sizes], style, color="tab:gray", label=key)
    for limit in (16, 25):
        lower.axhline(limit, color="tab:red", linewidth=0.8)
    lower.set(xlabel="million parameters", ylabel="tick, ms (int8, one core)", ylim=(0, None))
    lower.grid(alpha=0.3)
    lower.legend()
    figure.savefig(file, dpi=120)


def main() -> None:
    """Draw from the shell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", type=Path)
    parser.add_argument("picture", type=Path)
    options = parser.parse_args()
    draw(json.loads(options.sizes.read_text(encoding="utf-8"))["sizes"], options.picture)


if __name__ == "__main__":
    main()
