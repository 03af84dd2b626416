"""Summaries: sensor data in a few words of prompt.

Plain numbers in, words out, so that the live robot, a recording and the training data phrase a state alike.
Lengths are metres with one decimal, bearings whole degrees (0 ahead, left positive in the data and said as
``left``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

STALE = "stale"
"""What the prompt says instead of a source's data when it is older than its ``max_age``."""

VISIT = 0.5
"""m: nearer than this to an object's centre the robot has visited it."""

SECTORS = {
    "front": (-20.0, 20.0),
    "left": (20.0, 70.0),
    "right": (-70.0, -20.0),
}
"""Default laser sectors, degrees counter-clockwise from ahead."""


def bearing(angle: float) -> str:
    """Say a bearing: ``35 left``, ``80 right``, ``0 ahead``; ``angle`` in radians, left positive."""
    degrees = round(math.degrees(math.remainder(angle, math.tau)))
    side = "ahead" if degrees == 0 else "left" if degrees > 0 else "right"
    return f"{abs(degrees)} {side}"


def place(x: float, y: float) -> str:
    """Say a position (x ahead, y left of the robot, metres) as distance and bearing: ``2.4 35 left``."""
    return f"{math.hypot(x, y):.1f} {bearing(math.atan2(y, x))}"


def objects(seen: Iterable[tuple[str, float, float]], limit: int = 8) -> str:
    """Say what is around: ``red cylinder 2.4 35 left, blue box 1.1 80 right``.

    Args:
        seen: name, x and y in the robot's frame, metres; those that are not finite are left out.
        limit: only the nearest this many, in the order given.
    """
    known = [(name, x, y) for name, x, y in seen if math.isfinite(x) and math.isfinite(y)]
    near = sorted(range(len(known)), key=lambda i: math.hypot(known[i][1], known[i][2]))[:limit]
    said = [f"{known[i][0]} {place(known[i][1], known[i][2])}" for i in sorted(near)]
    return ", ".join(said) if said else "nothing"


def sectors(
    ranges: npt.ArrayLike,
    angle_min: float,
    angle_increment: float,
    range_min: float,
    range_max: float,
    spans: dict[str, tuple[float, float]] | None = None,
) -> str:
    """Say the free distance in each sector of a laser scan: ``front 1.2, left 0.5, right 3.1``.

    Args:
        ranges: metres, one a beam. Minus infinity is nearer than ``range_min`` (REP-117), and said as that;
            any other below ``range_min``, and NaN, are no reading; above ``range_max`` is free.
        angle_min: radians of the first beam, 0 ahead, counter-clockwise.
        angle_increment: radians between beams.
        range_min: shortest distance the sensor can tell, metres.
        range_max: longest.
        spans: name to (from, to) in degrees; :data:`SECTORS` by default.

    Returns:
        One phrase a sector; a sector without a single valid reading is ``unknown``.
    """
    distance = np.asarray(ranges, dtype=float)
    distance = np.where(np.isneginf(distance), range_min, distance)
    with np.errstate(invalid="ignore"):
        valid = distance >= range_min
    distance = np.where(valid, np.minimum(distance, range_max), np.inf)
    said = []
    for name, span in (spans or SECTORS).items():
        nearest = distance[_inside(distance.size, angle_min, angle_increment, span)].min(initial=np.inf)
        said.append(f"{name} {nearest:.1f}" if nearest < np.inf else f"{name} unknown")
    return ", ".join(said)


@lru_cache(maxsize=256)
def _inside(
    beams: int, angle_min: float, angle_increment: float, span: tuple[float, float]
) -> npt.NDArray[np.intp]:
    """Return the indices of the beams in a sector; the same for every scan of a sensor."""
    start, stop = math.radians(span[0]), math.radians(span[1])
    angle = angle_min + angle_increment * np.arange(beams)
    # Angle from the sector's start, in [0, 2π): sectors may cross the scan's seam.
    return np.flatnonzero(np.mod(angle - start, math.tau) <= stop - start)


def motion(linear: float, angular: float) -> str:
    """Say a planar velocity: ``0.15 m/s, turning 0.3 rad/s left``."""
    _finite(linear, angular)
    turn = round(angular, 1)
    side = "" if turn == 0 else " left" if turn > 0 else " right"
    return f"{round(linear, 2) + 0.0:.2f} m/s, turning {abs(turn):.1f} rad/s{side}"


class Progress:
    """How far the robot has moved and turned since it was told something: ``moved 0.4, turned 35 left``.

    Moved is along its heading, backwards negative; turned counts whole turns and goes on beyond 180 degrees.
    """

    def __init__(self) -> None:
        """Begin at the first pose."""
        self._pose: tuple[float, float, float] | None = None
        self._moved = self._turned = 0.0

    def at(self, x: float, y: float, yaw: float) -> str:
        """Go on to a pose (m, m, rad; any fixed frame) and say what has been done.

        Raises:
            ValueError: a number is not finite.
        """
        _finite(x, y, yaw)
        if self._pose is not None:
            before = self._pose
            turn = math.remainder(yaw - before[2], math.tau)
            heading = before[2] + turn / 2
            self._moved += (x - before[0]) * math.cos(heading) + (y - before[1]) * math.sin(heading)
            self._turned += turn
        self._pose = (x, y, yaw)
        return progress(self._moved, self._turned)


def progress(moved: float, turned: float) -> str:
    """Say a way in metres and a turn in radians, left positive: ``moved 0.4, turned 35 left``."""
    degrees = round(math.degrees(turned))
    side = "" if degrees == 0 else " left" if degrees > 0 else " right"
    return f"moved {round(moved, 1) + 0.0:.1f}, turned {abs(degrees)}{side}"


class Visited:
    """Which objects the robot has been close to since it was told something, the latest first."""

    def __init__(self) -> None:
        """Begin with none."""
        self._names: list[str] = []

    def at(self, seen: Iterable[tuple[str, float, float]]) -> str:
        """Go on to what is seen now (name, x and y in the robot's frame, metres) and say the latest three."""
        for name, x, y in sorted(seen, key=lambda one: -math.hypot(one[1], one[2])):
            if math.hypot(x, y) <= VISIT:
                self._names = [name, *(other for other in self._names if other != name)][:3]
        return ", ".join(self._names) or "nothing"


def attitude(roll: float, pitch: float) -> str:
    """Say an attitude, radians about x and y (REP-103), in whole degrees: ``roll 3, pitch -12``."""
    _finite(roll, pitch)
    return f"roll {round(math.degrees(roll))}, pitch {round(math.degrees(pitch))}"


def battery(fraction: float) -> str:
    """Say a state of charge, 0 … 1: ``83 %``."""
    _finite(fraction)
    return f"{round(100 * fraction)} %"


def joints(names: Sequence[str], positions: Sequence[float]) -> str:
    """Say joint positions, radians or metres: ``elbow 0.52, wrist -1.10``."""
    _finite(*positions)
    return ", ".join(f"{name} {position:.2f}" for name, position in zip(names, positions, strict=True))


def _finite(*values: float) -> None:
    for value in values:
        if not math.isfinite(value):
            raise ValueError(f"{value} in a message")
