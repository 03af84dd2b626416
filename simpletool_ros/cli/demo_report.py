"""What a demo says at its end: the summary in words and ``demo.png``."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rclpy.parameter import parameter_value_to_python

from ..core.tools import Call
from ..msg import FunctionCall, TickReport, Verdict
from ..ros.follower import STAGES, Record
from ..sim.scenario import Scenario
from ..sim.world import REACH

_VERDICTS = {
    Verdict.ACCEPTED: "accepted",
    Verdict.NO_CALL: "no_call",
    Verdict.REJECTED: "rejected",
    Verdict.LATE: "late",
    Verdict.FAILED: "failed",
}


@dataclass(frozen=True)
class Goal:
    """The object an instruction names, and whether the robot stands at it.

    Attributes:
        name: such as ``red cylinder``; empty when the instruction names none, or more than one.
        distance: metres between the robot's centre and the object's.
        standing: whether the robot stands still.
    """

    name: str
    distance: float
    standing: bool

    @property
    def reached(self) -> bool:
        """Whether the robot stands within :data:`~..sim.world.REACH` of the object."""
        return bool(self.name) and self.distance <= REACH and self.standing


def named_object(instruction: str, scenario: Scenario) -> str:
    """Return the one object of the scenario that the instruction names word for word, or ''."""
    words = instruction.lower()
    named = [thing.name for thing in scenario.objects if thing.name in words]
    return named[0] if len(named) == 1 else ""


def distance(name: str, position: tuple[float, float], scenario: Scenario) -> float:
    """Return the metres from ``position`` to the centre of the object ``name``; NaN when there is none."""
    for thing in scenario.objects:
        if thing.name == name:
            return math.hypot(thing.x - position[0], thing.y - position[1])
    return math.nan


def said(call: FunctionCall) -> str:
    """Write a call as the history does."""
    values = {argument.name: parameter_value_to_python(argument.value) for argument in call.arguments}
    return str(Call(call.function, values))


def percentiles(values: Sequence[float]) -> str:
    """Say the median and the 99th percentile of milliseconds."""
    if not values:
        return "p50 –, p99 – ms"
    return f"p50 {np.percentile(values, 50):.1f}, p99 {np.percentile(values, 99):.1f} ms"


def decided(ticks: Sequence[TickReport]) -> list[TickReport]:
    """Return the ticks in which the engine decoded."""
    return [tick for tick in ticks if tick.heads]


def summary(record: Record, goal: Goal, rate: float) -> str:
    """Say what happened: reached or not, ticks, rate held, tick p50/p99, and where the time went."""
    ticks = decided(record.ticks)
    lines = []
    if goal.name:
        state = "reached" if goal.reached else "NOT reached"
        still = "standing" if goal.standing else "moving"
        lines.append(f"{state}: {goal.name} at {goal.distance:.2f} m, {still}, after {record.seconds:.1f} s")
    else:
        lines.append(f"not judged: the instruction names no single object here; {record.seconds:.1f} s")
    said = "the model called done" if record.done else record.message or "no result"
    lines.append(f"done      {said}")
    verdicts = Counter(_VERDICTS[tick.verdict.code] for tick in record.ticks)
    lines.append(
        f"ticks     {len(record.ticks)}: " + ", ".join(f"{n} {name}" for name, n in verdicts.most_common())
    )
    reasons = Counter(tick.verdict.reason for tick in record.ticks if tick.verdict.code != Verdict.ACCEPTED)
    lines += [f"          {n} x {reason}" for reason, n in reasons.most_common(3)]
    if ticks:
        punctual = sum(abs(tick.start_error_ms) <= 5.0 for tick in record.ticks) / len(record.ticks)
        lines.append(
            f"rate      {held(record.ticks):.2f} of {rate:g} Hz; {punctual:.1%} of ticks on time (5 ms)"
        )
        lines.append(f"tick      {percentiles([tick.total_ms for tick in ticks])}, snapshot to dispatch")
        spent = (
            f"{stage} {np.median([getattr(tick, f'{stage}_ms') for tick in ticks]):.2f}" for stage in STAGES
        )
        lines.append(f"          median ms: {', '.join(spent)}")
        forwards = np.mean([tick.forwards for tick in ticks])
        lines.append(
            f"model     {ticks[-1].prompt_tokens} prompt tokens, {ticks[-1].cached_tokens} cached;"
            f" {forwards:.1f} forwards a tick"
        )
    return "\n".join(lines)


def held(ticks: Sequence[TickReport]) -> float:
    """Return the rate of ticks actually held, Hz, from their snapshot times."""
    if len(ticks) < 2:
        return 0.0
    first, last = (tick.header.stamp.sec + tick.header.stamp.nanosec * 1e-9 for tick in (ticks[0], ticks[-1]))
    return (len(ticks) - 1) / (last - first) if last > first else 0.0


def picture(path: Path, record: Record, goal: Goal, scenario: Scenario, instruction: str) -> None:
    """Write ``demo.png``: the path on the map, and the histogram of tick latency."""
    from matplotlib.figure import Figure  # half a second to import: only when it is drawn

    from ..sim.render import draw_map

    figure = Figure(figsize=(11, 5.2), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.1))
    draw_map(left, scenario, record.path, goal=goal.name or None, reach=REACH)
    state = f"{goal.name}: {goal.distance:.2f} m" if goal.name else "path"
    left.set_title(f"“{instruction}”\n{state}, {record.seconds:.1f} s", fontsize=11)
    total = [tick.total_ms for tick in decided(record.ticks)]
    if total:
        right.hist(total, bins=40, color="#4472a8", edgecolor="white", linewidth=0.5)
        for percent, style in ((50, "-"), (99, "--")):
            value = float(np.percentile(total, percent))
            right.axvline(
                value, color="#222222", linestyle=style, linewidth=1.2, label=f"p{percent} {value:.1f} ms"
            )
        right.legend(frameon=False)
    right.set_title(f"{len(total)} ticks, snapshot to dispatch", fontsize=11)
    right.set_xlabel("ms")
    right.set_ylabel("ticks")
    right.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=130)
