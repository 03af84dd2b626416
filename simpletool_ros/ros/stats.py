"""Figures over the last ticks. Knows no ROS beyond the report it reads."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Sequence

from ..core.verdict import Code
from ..msg import TickReport

WINDOW = 10.0
"""Seconds over which rate and latency are taken."""


class Stats:
    """What the ticks of late were like; counts are since the start."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.verdicts: Counter[str] = Counter()
        self.skipped = 0
        self.stale: tuple[str, ...] = ()
        self.reason = ""
        self._ticks: deque[tuple[float, float, float]] = deque(maxlen=4000)

    def add(self, report: TickReport) -> None:
        """Take note of a tick."""
        self.verdicts[Code(report.verdict.code).name.lower()] += 1
        self.skipped = report.skipped
        self.stale = tuple(source.name for source in report.sources if source.stale)
        self.reason = report.verdict.reason
        latency = report.total_ms if report.forwards else 0.0
        self._ticks.append((time.monotonic(), latency, report.start_error_ms))

    def _recent(self) -> list[tuple[float, float, float]]:
        since = time.monotonic() - WINDOW
        return [tick for tick in list(self._ticks) if tick[0] >= since]

    @property
    def rate(self) -> float:
        """Ticks a second, Hz; 0 with fewer than two."""
        recent = self._recent()
        span = recent[-1][0] - recent[0][0] if len(recent) > 1 else 0.0
        return (len(recent) - 1) / span if span > 0 else 0.0

    def latency(self, percent: float) -> float:
        """Return a percentile of the milliseconds from snapshot to dispatch of the ticks that decoded."""
        return percentile([latency for _, latency, _ in self._recent() if latency], percent)

    def start_error(self, percent: float) -> float:
        """Return a percentile of the milliseconds that ticks started late."""
        return percentile([error for _, _, error in self._recent()], percent)


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the nearest-rank percentile, 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0
