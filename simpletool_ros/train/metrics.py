"""Metrics: how often decided calls are right, and whether confidence says so."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.parameter import Value
from ..core.tools import Call

TOLERANCE = 0.02
"""Share of its size by which a number may differ and still count as right for its argument."""

BINS = 10
"""Of the reliability curve."""


@dataclass(frozen=True)
class Decided:
    """One decision beside the right one; None is no call.

    Attributes:
        wanted: the right call.
        call: the decided one.
        confidence: 0 … 1.
    """

    wanted: Call | None
    call: Call | None
    confidence: float

    @property
    def right(self) -> bool:
        """Whether it is exactly the right one."""
        return self.wanted == self.call


def interval(successes: int, trials: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a rate."""
    if trials == 0:
        return 0.0, 1.0
    z, rate = 1.959964, successes / trials
    middle = (rate + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * math.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    return max(0.0, middle - half), min(1.0, middle + half)


def rate(successes: int, trials: int) -> dict[str, Any]:
    """Return a rate with its interval and the number of trials."""
    low, high = interval(successes, trials)
    value = round(successes / trials, 4) if trials else None
    return {"rate": value, "interval": [round(low, 4), round(high, 4)], "of": trials}


def accuracy(decided: Sequence[Decided]) -> dict[str, Any]:
    """Return how often calls, functions and arguments are right, and how no-call fares.

    Returns:
        Rates: ``exact`` calls; ``function`` (no call counts as one); ``arguments`` of calls whose function is
        right, numbers within :data:`TOLERANCE`; ``answered``, calls among the instructions that ask for
        one; ``no_call_recall`` and ``no_call_precision``.
    """
    asked = [one for one in decided if one.wanted is not None]
    silent = [one for one in decided if one.wanted is None]
    kept = [one for one in decided if one.call is None]
    arguments = [
        _near(value, one.call.arguments.get(name))
        for one in asked
        if one.call is not None and one.wanted is not None and one.call.function == one.wanted.function
        for name, value in one.wanted.arguments.items()
    ]
    named = sum((one.wanted and one.wanted.function) == (one.call and one.call.function) for one in decided)
    return {
        "exact": rate(sum(one.right for one in decided), len(decided)),
        "function": rate(named, len(decided)),
        "arguments": rate(sum(arguments), len(arguments)),
        "answered": rate(sum(one.call is not None for one in asked), len(asked)),
        "no_call_recall": rate(sum(one.call is None for one in silent), len(silent)),
        "no_call_precision": rate(sum(one.wanted is None for one in kept), len(kept)),
    }


def _near(wanted: Value, given: Value | None) -> bool:
    numbers = isinstance(wanted, (int, float)) and isinstance(given, (int, float))
    if numbers and not isinstance(wanted, bool):
        return abs(float(wanted) - float(given)) <= TOLERANCE * max(abs(float(wanted)), 1e-9)  # type: ignore[arg-type]
    return wanted == given


def reliability(decided: Sequence[Decided]) -> list[Mapping[str, float]]:
    """Return, for each tenth of confidence that occurs, its mean, the share that is right, and how many."""
    curve: list[Mapping[str, float]] = []
    for index in range(BINS):
        inside = [one for one in decided if min(int(one.confidence * BINS), BINS - 1) == index]
        if inside:
            curve.append(
                {
                    "confidence": round(sum(one.confidence for one in inside) / len(inside), 4),
                    "right": round(sum(one.right for one in inside) / len(inside), 4),
                    "of": len(inside),
                }
            )
    return curve


def threshold(decided: Sequence[Decided], lost: float = 0.005) -> float:
    """Return the highest confidence, in steps of 0.05, below which at most ``lost`` of right calls lie."""
    right = [one.confidence for one in decided if one.right and one.call is not None]
    best = 0.0
    if not right:
        return best
    for step in range(1, 20):
        if sum(value < step / 20 for value in right) > lost * len(right):
            break
        best = step / 20
    return best
