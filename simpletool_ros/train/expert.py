"""The expert: a rule policy for a velocity-driven base, which reads what the prompt says and no more.

Labels are thereby a function of the prompt: whatever state the model drives itself into, the expert's answer
to it is the right label. There is no memory and no hysteresis in it; where a choice could flip back and forth
while the robot turns, the rule is one that the turn itself confirms (away from the goal's side: turning away
puts the goal further on that side).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

Pace = Literal["slow", "normal", "fast"]
Kind = Literal[
    "nothing", "stop", "reach", "follow", "keep", "wall", "patrol", "turn", "move", "drive_on", "look_at"
]  # fmt: skip
Course = Literal["forward", "back", "left", "right"]

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

FOLLOW_AT = 7
"""dm: nearer than this to what it follows it waits."""

WALL_AT = (3, 5)
"""dm: between these the followed wall is as far as it should be, to the side of the laser."""

PROGRESS = ("progress", "visited")
"""Labels of the summaries that tell what was done since the instruction was given."""

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
        kind: ``reach``, ``follow``, ``keep`` away from, or ``look_at`` an object; ``patrol`` between two;
            ``turn`` or ``move`` by an amount; follow a ``wall``; ``drive_on``; ``stop``; or ``nothing`` (the
            instruction is not for the robot).
        target: the object's name as the objects source says it.
        other: for ``patrol``, the second object.
        course: the way to turn, move or drive on, or the side the wall is on.
        amount: dm to keep or move, degrees to turn.
        pace: how fast.
    """

    kind: Kind
    target: str = ""
    other: str = ""
    course: Course = "forward"
    amount: int = 0
    pace: Pace = "normal"


@dataclass(frozen=True)
class Sight:
    """One object as the prompt says it: decimetres to its centre, and whole degrees, left positive."""

    name: str
    distance: int
    bearing: int


@dataclass(frozen=True)
class State:
    """What the prompt says of the world.

    Attributes:
        objects: what is seen.
        clear: free decimetres by sector (None: unknown).
        moved: dm along its heading since the instruction.
        turned: degrees since the instruction, left positive.
        visited: objects it has been close to since the instruction, the latest first.
    """

    objects: tuple[Sight, ...]
    clear: dict[str, int | None]
    moved: int = 0
    turned: int = 0
    visited: tuple[str, ...] = ()

    @classmethod
    def parse(cls, environment: Sequence[str]) -> State:
        """Read the summaries ``objects``, ``clear`` and, where they are there, ``progress`` and ``visited``.

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
        moved, turned = 0, 0
        if "progress" in said:
            done = _PROGRESS.fullmatch(said["progress"])
            if done is None:
                raise ValueError(f"{said['progress']!r} is not a progress phrase")
            moved, turned = _decimetres(done[1]), int(done[2]) * (-1 if done[3] == " right" else 1)
        visited = said.get("visited", "nothing")
        been = () if visited == "nothing" else tuple(visited.split(", "))
        return cls(tuple(sights), sectors, moved, turned, been)

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
    return _RULES[goal.kind](goal, state)


def _to_target(goal: Goal, state: State) -> Decision:
    target = state.sight(goal.target)
    return _reach(target, state, goal.pace) if target else STOP


def _follow(goal: Goal, state: State) -> Decision:
    target = state.sight(goal.target)
    if target is None:
        return STOP
    if target.distance < FOLLOW_AT:
        return _face(target) if abs(target.bearing) > 30 else STOP
    return _reach(target, state, goal.pace)


def _keep(goal: Goal, state: State) -> Decision:
    target = state.sight(goal.target)
    if target is None:
        return STOP
    error = target.distance - goal.amount
    if error > 1:
        if target.distance <= ARRIVED:
            return STOP
        return _reach(target, state, "slow" if error <= 3 else goal.pace)
    if abs(target.bearing) > 25:
        return _face(target)
    if error >= -1:
        return STOP
    behind = [state.clear["far left"], state.clear["far right"]]
    if any(_within(free, 2) for free in behind):
        return STOP
    turn = max(-0.3, min(0.3, _grid(_TURN_PER_DEGREE * target.bearing / 2)))
    return Decision("drive", -_CREEP if error >= -2 else -0.1, turn)


def _look_at(goal: Goal, state: State) -> Decision:
    target = state.sight(goal.target)
    if target is None:
        return STOP
    return DONE if abs(target.bearing) <= 5 else _face(target)


def _face(target: Sight) -> Decision:
    rate = max(0.2, min(_MAX_TURN, abs(_grid(_TURN_PER_DEGREE * target.bearing))))
    return Decision("drive", 0.0, rate if target.bearing > 0 else -rate)


def _patrol(goal: Goal, state: State) -> Decision:
    last = next((name for name in state.visited if name in (goal.target, goal.other)), None)
    target = state.sight(goal.other if last == goal.target else goal.target)
    if target is None:
        return STOP
    made = _reach(target, state, goal.pace)
    return STOP if made == DONE else made  # it counts as visited at once


def _turn(goal: Goal, state: State) -> Decision:
    sign = 1 if goal.course == "left" else -1
    left = goal.amount - sign * state.turned
    if left <= 2:
        return DONE
    rate = {"slow": 0.3, "normal": 0.5, "fast": _MAX_TURN}[goal.pace]
    rate = 0.2 if left <= 8 else min(rate, 0.4) if left <= 25 else rate
    return Decision("drive", 0.0, sign * rate)


def _move(goal: Goal, state: State) -> Decision:
    left = goal.amount - (state.moved if goal.course == "forward" else -state.moved)
    if left <= 0:
        return DONE
    speed = 0.05 if left <= 1 else _PACES[goal.pace]
    if goal.course == "back":
        return Decision("drive", -min(speed, 0.1))
    return STOP if _within(state.clear["front"], 3) else Decision("drive", speed)


def _drive_on(goal: Goal, state: State) -> Decision:
    if goal.course == "forward":
        return STOP if _within(state.clear["front"], 3) else Decision("drive", _PACES[goal.pace])
    if goal.course == "back":
        return Decision("drive", -0.1 if goal.pace != "slow" else -_CREEP)
    rate = {"slow": 0.3, "normal": 0.5, "fast": _MAX_TURN}[goal.pace]
    return Decision("drive", 0.0, rate if goal.course == "left" else -rate)


def _wall(goal: Goal, state: State) -> Decision:
    """Keep the wall on that side at :data:`WALL_AT`; with none there, find one ahead."""
    side, clear = goal.course, {name: 99 if free is None else free for name, free in state.clear.items()}
    away = "right" if side == "left" else "left"
    near = min(clear[side], clear[f"far {side}"])
    sign = 1 if side == "left" else -1
    if clear["front"] <= 4:
        return Decision("drive", 0.0, _signed(0.5, away))
    if clear[side] <= 3 or near < WALL_AT[0]:
        return Decision("drive", _CREEP, _signed(0.5 if clear[side] <= 2 else 0.3, away))
    if clear[away] <= 2:
        return Decision("drive", _CREEP, _signed(0.3, side))
    speed = 0.1 if clear["front"] <= 7 else 0.15
    beside = any(
        5 <= sign * one.bearing <= 140 and one.distance <= near + _TARGET_SPAN for one in state.objects
    )
    if near > 9 or beside:  # an object is no wall: it is passed by
        return Decision("drive", 0.2 if min(near, clear["front"]) > 9 else speed, 0.0)
    return Decision("drive", speed, 0.0 if near <= WALL_AT[1] else _signed(0.3, side))


_RULES: dict[str, Callable[[Goal, State], Decision]] = {
    "nothing": lambda goal, state: NOTHING,
    "stop": lambda goal, state: STOP,
    "reach": _to_target,
    "follow": _follow,
    "keep": _keep,
    "look_at": _look_at,
    "patrol": _patrol,
    "turn": _turn,
    "move": _move,
    "drive_on": _drive_on,
    "wall": _wall,
}


def _reach(target: Sight, state: State, pace: Pace) -> Decision:
    clear = state.clear
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
        elif (thing := _ahead(state)) is not None and thing.bearing != 0:
            way = "left" if thing.bearing < 0 else "right"  # the turn itself confirms it
        else:
            way = side if off > 135 else other
        return Decision("drive", 0.0, _signed(_MAX_TURN / 2, way))
    if off > 20 and (blocked[side] or (off > 60 and blocked[f"far {side}"])):
        if off > 140 and not shut[other]:
            return Decision("drive", 0.0, _signed(_MAX_TURN, other))
        # Along what lies between the robot and its goal.
        return Decision("drive", 0.1, _signed(0.3, other) if blocked[side] else 0.0)
    sign = 1 if side == "left" else -1
    behind = any(one.distance <= 6 and one != target and sign * one.bearing > 110 for one in state.objects)
    if off > 130 and behind and not _within(clear["front"], 5):
        return Decision("drive", 0.1, 0.0)  # turning now would bring it between the robot and its goal
    return _drive_to(target, clear, pace)


def _ahead(state: State) -> Sight | None:
    """Return the object that blocks the way ahead, if it is one."""
    near = [
        one for one in state.objects if abs(one.bearing) <= 40 and one.distance <= _BLOCKED + _TARGET_SPAN
    ]
    return min(near, key=lambda one: one.distance, default=None)


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


def _signed(rate: float, side: str) -> float:
    return rate if side == "left" else -rate


def _grid(rate: float) -> float:
    """``rate`` to a tenth, halves away from zero, so that left and right are mirror images."""
    return int(abs(rate) * 10 + 0.5 + 1e-9) / 10 * (1 if rate >= 0 else -1) + 0.0


def _decimetres(text: str) -> int:
    return round(float(text) * 10)


_SIGHT = re.compile(r"(.+) (\d+\.\d) (\d+) (left|right|ahead)")
_PROGRESS = re.compile(r"moved (-?\d+\.\d), turned (\d+)( left| right|)")
