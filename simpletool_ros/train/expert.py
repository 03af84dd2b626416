"""The expert: a rule policy for a velocity-driven base, which reads what the prompt says and no more.

Labels are thereby a function of the prompt: whatever state the model drives itself into, the expert's answer
to it is the right label. There is no memory and no hysteresis in it; where a choice could flip back and forth
while the robot turns, the rule is one that the turn itself confirms (away from the goal's side: turning away
puts the goal further on that side).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Pace = Literal["slow", "normal", "fast"]
Motion = Literal["forward", "back", "left", "right"]
MOTIONS: tuple[Motion, ...] = ("forward", "back", "left", "right")

SECTORS = {
    "far left": (60.0, 130.0),
    "left": (20.0, 60.0),
    "front": (-20.0, 20.0),
    "right": (-60.0, -20.0),
    "far right": (-130.0, -60.0),
}
"""The laser sectors it steers by, degrees; the shipped contract has the same."""

ARRIVED = 4
"""dm: said distance to the target's centre at which it is done (the simulator counts 0.5 m as reached)."""

_PACES = {"slow": 0.1, "normal": 0.15, "fast": 0.2}
_CREEP = 0.05
_TURN_PER_DEGREE = 0.02
_MAX_TURN = 1.0

# dm: a sector is blocked at this free distance or less; one limit for all, so that no wall opens by turning.
_BLOCKED = 4
# dm: beside the robot at this or less, it keeps away while it drives.
_TIGHT = 3
# dm: what a sector may see of the target itself: its radius (a box's corner), the laser's place and two
# roundings.
_TARGET_SPAN = 4


@dataclass(frozen=True)
class Goal:
    """What an instruction asks for.

    Attributes:
        kind: ``reach`` an object, ``stop``, keep a motion (``forward``, ``back``, ``left``, ``right``) or
            ``nothing`` (the instruction is not for the robot).
        target: for ``reach``, the object's name as the objects source says it.
        pace: how fast.
    """

    kind: Literal["reach", "stop", "nothing"] | Motion
    target: str = ""
    pace: Pace = "normal"


@dataclass(frozen=True)
class Sight:
    """One object as the prompt says it: decimetres to its centre, and whole degrees, left positive."""

    name: str
    distance: int
    bearing: int


@dataclass(frozen=True)
class State:
    """What the prompt says of the world: objects, and free decimetres by sector (None: unknown)."""

    objects: tuple[Sight, ...]
    clear: dict[str, int | None]

    @classmethod
    def parse(cls, environment: Sequence[str]) -> State:
        """Read the summaries ``objects: …`` and ``clear: …``.

        Raises:
            ValueError: a summary is missing or is not phrased as :mod:`simpletool_ros.core.summary` phrases
            it.
        """
        said = dict(part.split(": ", 1) for part in environment)
        try:
            objects, clear = said["objects"], said["clear"]
        except KeyError as error:
            raise ValueError(f"no {error} among the summaries {list(environment)}") from None
        sights = []
        for phrase in objects.split(", ") if objects != "nothing" else []:
            match = _SIGHT.fullmatch(phrase)
            if match is None:
                raise ValueError(f"{phrase!r} is not an object phrase")
            name, distance, degrees, side = match.groups()
            sights.append(Sight(name, _decimetres(distance), int(degrees) * (-1 if side == "right" else 1)))
        sectors: dict[str, int | None] = {}
        for phrase in clear.split(", "):
            name, free = phrase.rsplit(" ", 1)
            sectors[name] = None if free == "unknown" else _decimetres(free)
        return cls(tuple(sights), sectors)

    def sight(self, name: str) -> Sight | None:
        """Return the object of that name, or None when it is not seen."""
        return next((sight for sight in self.objects if sight.name == name), None)


@dataclass(frozen=True)
class Decision:
    """What to do now: drive at ``speed`` (m/s) and ``turn`` (rad/s), stop, say done, or nothing at all."""

    action: Literal["drive", "stop", "done", "nothing"]
    speed: float = 0.0
    turn: float = 0.0


STOP = Decision("stop")
DONE = Decision("done")
NOTHING = Decision("nothing")


def decide(goal: Goal, state: State) -> Decision:
    """Return the right decision in a state."""
    if goal.kind == "nothing":
        return NOTHING
    if goal.kind == "reach":
        target = state.sight(goal.target)
        return _reach(target, state.clear, goal.pace) if target else STOP
    pace = _PACES[goal.pace]
    if goal.kind == "forward":
        front = state.clear["front"]
        return STOP if front is not None and front <= 3 else Decision("drive", pace)
    if goal.kind == "back":
        return Decision("drive", -0.1 if goal.pace != "slow" else -_CREEP)
    if goal.kind in ("left", "right"):
        rate = {"slow": 0.3, "normal": 0.5, "fast": 1.0}[goal.pace]
        return Decision("drive", 0.0, rate if goal.kind == "left" else -rate)
    return STOP


def _reach(target: Sight, clear: dict[str, int | None], pace: Pace) -> Decision:
    if target.distance <= ARRIVED:
        return DONE
    blocked = {name: _is_blocked(free, target.distance) for name, free in clear.items()}
    side = "left" if target.bearing > 0 else "right"
    other = "right" if side == "left" else "left"
    shut = {name: blocked[name] or blocked[f"far {name}"] for name in ("left", "right")}
    off = abs(target.bearing)
    if blocked["front"]:
        if blocked["left"] != blocked["right"]:
            way = "right" if blocked["left"] else "left"
        elif blocked["far left"] != blocked["far right"]:
            way = "right" if blocked["far left"] else "left"
        else:
            way = side if off > 90 else other
        return Decision("drive", 0.0, _signed(_MAX_TURN / 2, way))
    if off > 20 and (blocked[side] or (off > 60 and blocked[f"far {side}"])):
        if off > 140 and not shut[other]:
            return Decision("drive", 0.0, _signed(_MAX_TURN, other))
        # Along what lies between the robot and its goal.
        return Decision("drive", 0.1, _signed(0.3, other) if blocked[side] else 0.0)
    return _drive_to(target, clear, pace)


def _drive_to(target: Sight, clear: dict[str, int | None], pace: Pace) -> Decision:
    turn = max(-_MAX_TURN, min(_MAX_TURN, _grid(_TURN_PER_DEGREE * target.bearing)))
    off = abs(target.bearing)
    if off > 45:
        return Decision("drive", 0.0, turn)
    front = clear["front"]
    near = target.distance <= 6 or off > 20 or (front is not None and front <= 5)
    speed = min(_PACES[pace], 0.1) if near else _PACES[pace]
    if off <= 20:
        nudge = _nudge(clear, target.distance)
        if nudge:
            return Decision("drive", min(speed, 0.1), nudge)
    return Decision("drive", speed, turn)


def _nudge(clear: dict[str, int | None], distance: int) -> float:
    """Turn away from what is close on one side; 0 when neither or both are."""
    tight = {side: _within(clear[side], min(_TIGHT, distance - _TARGET_SPAN)) for side in ("left", "right")}
    if tight["left"] == tight["right"]:
        return 0.0
    return _signed(0.3, "right" if tight["left"] else "left")


def _is_blocked(free: int | None, distance: int) -> bool:
    return _within(free, min(_BLOCKED, distance - _TARGET_SPAN))


def _within(free: int | None, limit: int) -> bool:
    """Whether a sector is known to be free for no more than ``limit``."""
    return free is not None and free <= limit


def _sector(bearing: int) -> str:
    """The sector a bearing is in; what is behind counts to the far side."""
    off = abs(bearing)
    if off <= 20:
        return "front"
    side = "left" if bearing > 0 else "right"
    return side if off <= 60 else f"far {side}"


def _signed(rate: float, side: str) -> float:
    return rate if side == "left" else -rate


def _grid(rate: float) -> float:
    """``rate`` to a tenth, halves away from zero, so that left and right are mirror images."""
    return int(abs(rate) * 10 + 0.5 + 1e-9) / 10 * (1 if rate >= 0 else -1) + 0.0


def _decimetres(text: str) -> int:
    return round(float(text) * 10)


_SIGHT = re.compile(r"(.+) (\d+\.\d) (\d+) (left|right|ahead)")
