"""States: scenarios and poses in bulk, without physics, and what the robot's sources say of them.

The lidar is a ray cast in the plane at the height of the simulator's; the words come from ``core.summary``,
as the robot's do.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..core import summary
from ..sim.scenario import ROBOT_RADIUS, Pose, Scenario, SceneObject, random_scenario
from .expert import SECTORS, State
from .instructions import object_names

FIRST_SEED = 1_000_000
"""Training draws its scenarios from seeds at or above this one, evaluation from those below it."""

LIDAR_X = -0.032
"""m: the lidar in ``base_link`` (TurtleBot3 Burger)."""
LIDAR_HEIGHT = 0.182
"""m above the floor."""
SCAN_RANGE = (0.12, 3.5)
"""m: the TurtleBot3's LDS-01."""
SIGHT_RANGE = 6.0
"""m: objects further away are not seen."""

_BEAMS = np.deg2rad(np.arange(-130, 131))


@dataclass(frozen=True)
class View:
    """One state: the summaries as the prompt has them, and read back as the expert reads them."""

    environment: tuple[str, ...]

    @cached_property
    def state(self) -> State:
        """What the summaries say."""
        return State.parse(self.environment)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the objects that are seen."""
        return tuple(sight.name for sight in self.state.objects)

    def told(self, label: str, words: str) -> View:
        """Return the same state with another summary under ``label``."""
        return View(
            tuple(f"{label}: {words}" if line.startswith(f"{label}: ") else line for line in self.environment)
        )


def views(rng: random.Random, poses: int = 48) -> Iterator[View]:
    """Yield states without end: scenario after scenario, ``poses`` of each."""
    while True:
        seed = rng.randrange(FIRST_SEED, 1 << 40)
        try:
            scenario = random_scenario(seed, objects=(1, 6), walls=(0, 2))
        except ValueError:  # too full; the next one has room
            continue
        if rng.random() < 0.15:
            # Objects of other worlds: only what they are called differs.
            names = object_names(rng, len(scenario.objects))
        else:
            names = [thing.name for thing in scenario.objects]
        where = np.array([_pose(rng, scenario) for _ in range(poses)])
        scans = scan(scenario, where)
        for pose, ranges in zip(where, scans, strict=True):
            seen = _seen(scenario, names, pose)
            rng.shuffle(seen)
            yield View((*describe(seen, ranges), *progress(rng, seen)))


def progress(rng: random.Random, seen: Sequence[tuple[str, float, float]]) -> tuple[str, str]:
    """Draw the summaries ``progress`` and ``visited``: something done since the instruction, or nothing."""
    moved = rng.choice((0.0, rng.uniform(-0.5, 0.5), rng.uniform(-1.0, 4.0)))
    turned = rng.choice((0.0, rng.gauss(0.0, 30.0), rng.uniform(-200.0, 200.0)))
    been = [name for name, x, y in sorted(seen, key=lambda one: math.hypot(*one[1:]))]
    been = [name for name in been if rng.random() < 0.3][: rng.choice((0, 0, 1, 1, 2, 3))]
    return (
        f"progress: {summary.progress(moved, math.radians(turned))}",
        f"visited: {', '.join(been) or 'nothing'}",
    )


def describe(seen: Sequence[tuple[str, float, float]], ranges: NDArray[np.floating]) -> tuple[str, ...]:
    """Return the summaries of a state.

    Args:
        seen: name, x and y in the robot's frame, m.
        ranges: m, one a degree from -130 to 130 degrees.
    """
    clear = summary.sectors(ranges, float(_BEAMS[0]), math.radians(1.0), *SCAN_RANGE, SECTORS)
    return f"objects: {summary.objects(seen)}", f"clear: {clear}"


def scan(scenario: Scenario, poses: NDArray[np.floating]) -> NDArray[np.float64]:
    """Cast the lidar's rays from many poses.

    Args:
        scenario: the world.
        poses: shape (n, 3): x, y in m, yaw in rad.

    Returns:
        Shape (n, 261): m along each degree from -130 to 130; inf where nothing is within range, nan where it
        is nearer than the sensor can tell.
    """
    yaw = poses[:, 2:3]
    origin = poses[:, :2] + LIDAR_X * np.concatenate([np.cos(yaw), np.sin(yaw)], axis=1)
    angle = yaw + _BEAMS
    dx, dy = np.cos(angle), np.sin(angle)
    distance = np.full(angle.shape, np.inf)
    for ax, ay, bx, by in _edges(scenario):
        # origin + t (dx, dy) = a + s (b - a), by Cramer's rule
        ex, ey = bx - ax, by - ay
        cross = dx * ey - dy * ex
        ox, oy = ax - origin[:, :1], ay - origin[:, 1:]
        with np.errstate(divide="ignore", invalid="ignore"):
            t = (ox * ey - oy * ex) / cross
            s = (ox * dy - oy * dx) / cross
        hit = (t >= 0) & (s >= 0) & (s <= 1)
        np.minimum(distance, np.where(hit, t, np.inf), out=distance)
    for thing in scenario.objects:
        radius = _radius_at_lidar(thing)
        if radius <= 0:
            continue
        ox, oy = thing.x - origin[:, :1], thing.y - origin[:, 1:]
        along = ox * dx + oy * dy
        inside = radius**2 - (ox * dy - oy * dx) ** 2
        with np.errstate(invalid="ignore"):
            t = along - np.sqrt(inside)
        np.minimum(distance, np.where((inside > 0) & (t > 0), t, np.inf), out=distance)
    distance[distance > SCAN_RANGE[1]] = np.inf
    distance[distance < SCAN_RANGE[0]] = np.nan
    return distance


def _edges(scenario: Scenario) -> Iterator[tuple[float, float, float, float]]:
    """Every straight edge a ray can meet: outer walls, interior walls, boxes."""
    half = scenario.half_size
    corners = [[(-half, -half), (half, -half), (half, half), (-half, half)]]
    for wall in scenario.walls:
        ux, uy = (wall.x2 - wall.x1) / wall.length, (wall.y2 - wall.y1) / wall.length
        nx, ny = -uy * wall.THICKNESS / 2, ux * wall.THICKNESS / 2
        corners.append(
            [
                (wall.x1 + nx, wall.y1 + ny),
                (wall.x2 + nx, wall.y2 + ny),
                (wall.x2 - nx, wall.y2 - ny),
                (wall.x1 - nx, wall.y1 - ny),
            ]
        )
    for thing in scenario.objects:
        if thing.shape == "box":
            x, y, e = thing.x, thing.y, thing.size
            corners.append([(x - e, y - e), (x + e, y - e), (x + e, y + e), (x - e, y + e)])
    for ring in corners:
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            yield ax, ay, bx, by


def _radius_at_lidar(thing: SceneObject) -> float:
    """Radius in m of a round object's cut at the lidar's height; 0 when the lidar looks over it."""
    if thing.shape == "box" or thing.height < LIDAR_HEIGHT:
        return 0.0
    if thing.shape == "cylinder":
        return thing.size
    return math.sqrt(max(0.0, thing.size**2 - (LIDAR_HEIGHT - thing.size) ** 2))


def _seen(
    scenario: Scenario, names: Sequence[str], pose: NDArray[np.floating]
) -> list[tuple[str, float, float]]:
    x, y, yaw = (float(value) for value in pose)
    cos, sin = math.cos(yaw), math.sin(yaw)
    places = []
    for name, thing in zip(names, scenario.objects, strict=True):
        dx, dy = thing.x - x, thing.y - y
        if math.hypot(dx, dy) <= SIGHT_RANGE:
            places.append((name, dx * cos + dy * sin, dy * cos - dx * sin))
    return places


def _pose(rng: random.Random, scenario: Scenario) -> Pose:
    """Draw where the robot is: anywhere, near an object or near a wall; often turned towards an object."""
    half = scenario.half_size - ROBOT_RADIUS
    while True:
        kind = rng.random()
        x, y = rng.uniform(-half, half), rng.uniform(-half, half)
        if kind < 0.45 and scenario.objects:
            thing = rng.choice(scenario.objects)
            away, angle = rng.uniform(0.2, 1.1), rng.uniform(-math.pi, math.pi)
            x, y = thing.x + away * math.cos(angle), thing.y + away * math.sin(angle)
        elif kind < 0.6:
            along, gap = rng.uniform(-half, half), half - rng.uniform(0.0, 0.4)
            x, y = rng.choice(((along, gap), (along, -gap), (gap, along), (-gap, along)))
        elif kind < 0.72 and scenario.walls:
            wall = rng.choice(scenario.walls)
            share = rng.uniform(-0.3, 1.3)
            x = wall.x1 + share * (wall.x2 - wall.x1) + rng.uniform(-0.5, 0.5)
            y = wall.y1 + share * (wall.y2 - wall.y1) + rng.uniform(-0.5, 0.5)
        if max(abs(x), abs(y)) <= half and free(scenario, x, y):
            break
    yaw = rng.uniform(-math.pi, math.pi)
    if scenario.objects and rng.random() < 0.5:
        thing = rng.choice(scenario.objects)
        yaw = math.remainder(math.atan2(thing.y - y, thing.x - x) + rng.gauss(0.0, 0.5), math.tau)
    return Pose(x, y, yaw)


def free(scenario: Scenario, x: float, y: float) -> bool:
    """Whether the robot at (x, y), m, touches neither an object nor an interior wall."""
    return all(wall.distance(x, y) > ROBOT_RADIUS for wall in scenario.walls) and all(
        math.dist((x, y), (thing.x, thing.y)) > ROBOT_RADIUS + thing.size for thing in scenario.objects
    )
