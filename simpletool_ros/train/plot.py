"""The loss of a run as a picture."""

from __future__ import annotations

import csv
from pathlib import Path


def plot(log: Path) -> None:
    """Draw ``loss.csv`` (step, seconds, loss) as ``loss.png`` beside it."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    with log.open(encoding="utf-8") as lines:
        rows = [(int(step), float(loss)) for step, _, loss in csv.reader(lines)]
    figure, axes = pyplot.subplots(figsize=(6, 3.5), layout="constrained")
    axes.plot([step for step, _ in rows], [loss for _, loss in rows])
    axes.set(xlabel="step", ylabel="loss, nats a token", yscale="log")
    axes.grid(alpha=0.3)
    figure.savefig(log.with_suffix(".png"), dpi=120)
    pyplot.close(figure)
