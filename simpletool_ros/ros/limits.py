"""Limits: how far and how fast the numbers on one topic may go, whichever tool writes them. Knows no ROS."""

from __future__ import annotations

from collections.abc import Mapping

from ..core.parts import Limit


class LimitExceeded(ValueError):
    """A value that the contract's ``policy: reject`` does not let pass."""


class Limiter:
    """The limits of one topic, and the values last sent there, which rates of change are measured from."""

    def __init__(self, limits: Mapping[str, Limit], period: float) -> None:
        """Start at rest.

        Args:
            limits: by field path.
            period: seconds between ticks. A rate counts at most this long: a jump after a pause is a jump.
        """
        self.limits = limits
        self._period = period
        self._last: dict[str, float] = {}
        self._since = float("-inf")

    def apply(self, values: Mapping[str, float], now: float, braking: bool) -> tuple[dict[str, float], str]:
        """Return what may be sent, and what was clamped (empty: nothing).

        Args:
            values: one for every limited field, in the field's unit.
            now: steady seconds.
            braking: a call that does not move: its values go towards zero as fast as they like.

        Raises:
            LimitExceeded: a value is outside a limit whose policy is reject.
        """
        allowed, notes = {}, []
        for path, value in values.items():
            limit, last = self.limits[path], self._last.get(path, 0.0)
            low = float("-inf") if limit.minimum is None else limit.minimum
            high = float("inf") if limit.maximum is None else limit.maximum
            why = f"{low:g} to {high:g}"
            if limit.rate is not None and not (braking and _towards_zero(last, value)):
                step = limit.rate * min(max(now - self._since, 0.0), self._period)
                if not low <= last <= high:  # a stop may lie outside the limits: come back in at once
                    last = min(max(last, low), high)
                if low <= value <= high and abs(value - last) > step:
                    why = f"{limit.rate:g} a second"
                low, high = max(low, last - step), min(high, last + step)
            # Rates are sums of floating-point steps: no clamp, and no rejection, for the last digit of one.
            tolerance = 1e-9 * (1.0 + abs(value))
            if low - tolerance <= value <= high + tolerance:
                allowed[path] = value
                continue
            if limit.policy == "reject":
                raise LimitExceeded(f"{path} {value:g} is outside its limit, {why}")
            allowed[path] = min(max(value, low), high)
            notes.append(f"{path} {value:g} limited to {allowed[path]:g} ({why})")
        return allowed, "; ".join(notes)

    def sent(self, values: Mapping[str, float], now: float) -> None:
        """Remember what was sent at ``now``."""
        self._last.update(values)
        self._since = now


def _towards_zero(last: float, value: float) -> bool:
    return abs(value) <= abs(last) and value * last >= 0
