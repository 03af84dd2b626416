"""Episodes: worlds, what the robot is told in them, and what became of it."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..sim.scenario import Scenario, random_scenario
from .expert import Goal, Sight
from .instructions import Asked, Style
from .scenarios import ask_driver, goal_of

BEHAVIOURS = ("go_to", "follow", "keep_distance", "follow_wall", "patrol", "turn", "move", "look_at")
"""Intents that are driven in closed loop."""


@dataclass(frozen=True)
class Episode:
    """One drive: a world, and what the robot is told.

    Attributes:
        scenario: the world.
        asked: the instruction and its meaning.
        roams: seed of the way that the target moves; None: it stands.
    """

    scenario: Scenario
    asked: Asked
    roams: int | None = None

    @property
    def goal(self) -> Goal:
        """What the instruction asks for."""
        return goal_of(self.asked)


@dataclass
class Outcome:
    """What became of an episode.

    Attributes:
        success: see ``simpletool_ros.train.judge``.
        said_done: it ended by saying done.
        collisions: how many things it ran into.
        ticks: decisions made.
        agreed: how many of them were the expert's.
        visited: the states with the intent and its values, when they were asked for.
    """

    success: bool = False
    said_done: bool = False
    collisions: int = 0
    ticks: int = 0
    agreed: int = 0
    visited: list[tuple[tuple[str, ...], str, dict[str, str | float]]] = field(default_factory=list)


def draw(
    seeds: range, style: Style, kinds: Sequence[str] = ("go_to",), walls: tuple[int, int] = (0, 1)
) -> list[Episode]:
    """Return one episode a seed: a random world and an instruction; the kinds in turn."""
    drawn = []
    for seed in seeds:
        rng = random.Random(f"episode {seed}")
        kind = kinds[seed % len(kinds)]
        few = kind in ("follow_wall", "move", "follow", "keep_distance")
        scenario = random_scenario(seed, walls=(0, 0) if few else walls, objects=(1, 3) if few else (3, 6))
        seen = tuple(Sight(thing.name, 10 + index, 0) for index, thing in enumerate(scenario.objects))
        asked, tries = None, 0
        while asked is None:
            tries += 1
            if tries > 200:  # no room to move here
                kind = "go_to"
            asked = ask_driver(rng, kind, seen, style)
            if asked is not None and _impossible(asked, scenario):
                asked = None
        roams = seed if kind in ("follow", "keep_distance") else None
        drawn.append(Episode(scenario, asked, roams))
    return drawn


def _impossible(asked: Asked, scenario: Scenario) -> bool:
    """Whether it names what is not there, has no room here, or would mean something else on the way."""
    values = asked.values or {}
    there = {thing.name for thing in scenario.objects}
    if not {values[key] for key in ("object", "first", "second") if key in values} <= there:
        return True
    if asked.intent == "move":
        way = (1 if values["way"] == "forward" else -1) * (float(values["distance"]) + 0.45)
        x, y, yaw = scenario.robot
        ends = [(x + k / 10 * way * math.cos(yaw), y + k / 10 * way * math.sin(yaw)) for k in range(11)]
        return any(
            max(abs(px), abs(py)) > scenario.half_size - 0.1
            or any(math.dist((px, py), (one.x, one.y)) < one.size + 0.35 for one in scenario.objects)
            for px, py in ends
        )
    if asked.intent == "keep_distance":
        return not 0.6 <= float(values["distance"]) <= 1.3
    said = asked.text.lower()
    return "nearest" in said or "closest" in said


def wandering(
    seed: int, scenario: Scenario, name: str
) -> Callable[[float, tuple[float, float]], tuple[float, float]]:
    """Return where a roaming target is, by the time passed (s) and the robot's place (m); 0.1 m/s at most.

    It goes from waypoint to waypoint in the free floor, and waits where it would run into the robot.
    """
    rng = random.Random(f"way {seed}")
    half = scenario.half_size - 0.8
    thing = next(one for one in scenario.objects if one.name == name)
    others = [one for one in scenario.objects if one.name != name]
    at, goal = [thing.x, thing.y], [thing.x, thing.y]
    speed, before = rng.uniform(0.05, 0.1), [0.0]

    def free(x: float, y: float, x2: float, y2: float) -> bool:
        points = [(x + (x2 - x) * k / 10, y + (y2 - y) * k / 10) for k in range(11)]
        return all(math.dist(point, (one.x, one.y)) > 0.75 for one in others for point in points)

    def place(now: float, robot: tuple[float, float]) -> tuple[float, float]:
        step, before[0] = speed * (now - before[0]), now
        if math.dist(at, goal) <= step:
            for _ in range(30):
                x, y = rng.uniform(-half, half), rng.uniform(-half, half)
                if free(at[0], at[1], x, y):
                    goal[:] = x, y
                    break
        gap = math.dist(at, goal)
        if gap > step > 0:
            x, y = at[0] + (goal[0] - at[0]) * step / gap, at[1] + (goal[1] - at[1]) * step / gap
            # It would not run into the robot, nor drive it against a wall.
            if math.dist((x, y), robot) > 0.55 or math.dist((x, y), robot) > math.dist(at, robot):
                at[:] = x, y
            else:
                goal[:] = at
        return at[0], at[1]

    return place
